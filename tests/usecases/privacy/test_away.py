"""Who was erased stays away: in every spelling, by every command, and no number is given twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.adapters.phone_owner import find_phone_owner
from leadq.errors import RefusedError
from leadq.store.privacy.suppression import (
    LEAD,
    NAMED,
    Receipt,
    Value,
    note_erasure,
    read_suppressed,
)
from leadq.store.unit import open_unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.erase import erase_people, plan_erasure
from tests.usecases.bring_in import bring_in
from tests.usecases.helpers import MONDAY, add, make_desk, rows
from tests.usecases.whole import bring, take_everything


def erase(desk: Desk, *leads: str, match: str = "") -> None:
    erase_people(desk, plan_erasure(desk, leads, match))


@pytest.fixture
def erased(desk: Desk) -> Desk:
    """Return a desk with one lead, from which another was erased who had all ways to be reached."""
    add(desk, "李小红", company="南方机械", phones=["13700137000"])
    gone = add(
        desk, "王建国", company="华北路桥",
        phones=["13800138000", "021-62345678 转 12"], emails=["W@x.com"], wechat="WJG_70",
    )  # fmt: skip
    erase(desk, gone)
    return desk


PHONES = [
    *("138-0013-8000", "０１３８００１３８０００", "013800138000", "0086 138 0013 8000"),
    *("138 0013 8000 转 12", "13800138000 ext. 5", "13800138000x5", "+86 013800138000"),
    "138 00138000,7",
    *("021-62345678-12", "021 6234 5678 ext 012", "+86 21 62345678 分机12"),
]  # fmt: skip
EMAILS = ["w@X.com", "W+sales@x.com"]
WECHATS = ["wjg_70", "微信：WJG_70", "wx: wjg_70", "WeChat：ＷＪＧ_70", "13800138000"]
REACHES = [
    *(("phones", phone) for phone in PHONES),
    *(("emails", email) for email in EMAILS),
    *(("wechat", name) for name in WECHATS),
]


@pytest.mark.parametrize(("field", "typed"), REACHES)
def test_no_spelling_comes_back_by_add_or_edit_until_told_to(
    erased: Desk, field: str, typed: str
) -> None:
    said = typed if field == "wechat" else [typed]
    with pytest.raises(RefusedError, match="erased_before"):
        add_lead(erased, NewLead("某人", **{field: said}))  # type: ignore[arg-type]
    with pytest.raises(RefusedError, match="erased_before"):
        edit_lead(erased, "1", Change(**{field: said}))  # type: ignore[arg-type]
    assert rows(erased, "SELECT count(*) FROM lead") == [(1,)]
    edit_lead(erased, "1", Change(force=True, **{field: said}))  # type: ignore[arg-type]
    assert rows(erased, "SELECT count(*) FROM reach") == [(2,)]
    edit_lead(erased, "1", Change(clear=[field], fields={"note": "x"}))
    edit_lead(erased, "1", Change(**{field: said}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("field", "typed"), REACHES)
def test_no_spelling_comes_back_by_an_import(erased: Desk, field: str, typed: str) -> None:
    result = bring_in(erased, f'name,{field}\n某人,"{typed}"\n孙一,\n')
    assert (result.new, result.suppressed, result.known) == (1, 1, 0)


@pytest.mark.parametrize("phone", ["021-62345678", "021-62345678 转 13", "13800138001"])
def test_a_switchboard_and_its_other_extensions_are_not_the_person(
    erased: Desk, phone: str
) -> None:
    assert bring_in(erased, f"name,phones\n某人,{phone}\n").suppressed == 0


def test_whoever_had_the_whole_line_has_all_its_extensions(desk: Desk) -> None:
    erase(desk, add(desk, phones=["021-62345678"]))
    assert bring_in(desk, "name,phones\n某人,021-62345678 转 13\n").suppressed == 1


@pytest.mark.parametrize(
    ("row", "stays_away"),
    [
        ("王建国,华北路桥,", True),
        ("王 建国,华北路桥,13900139000", True),
        ("王建国,,", False),
        ("王建国,东海厂,", False),
        ("李四,华北路桥,", False),
    ],
)
def test_a_name_with_its_company_is_known_again(erased: Desk, row: str, stays_away: bool) -> None:
    result = bring_in(erased, f"name,company,phones\n{row}\n")
    assert result.suppressed == stays_away


def test_a_bare_name_is_known_again_where_nothing_else_is_said(desk: Desk) -> None:
    erase(desk, add(desk, "王建国", phones=[]))
    result = bring_in(desk, "name,phones\n王建国,\n王建国,13900139000\n")
    assert (result.suppressed, result.new) == (1, 1)
    with pytest.raises(RefusedError, match="erased_before"):
        add(desk, "王建国", phones=[])
    add(desk, "王建国", phones=[], force=True)
    set_contact(desk, add(desk, "别人"), "王建国", "decider", None, None)


def test_a_name_that_somebody_who_stays_has_as_well_is_not_kept(desk: Desk) -> None:
    gone = add(desk, "王建国", company="路桥")
    add(desk, "王建国", company="路桥", phones=["13900139000"])
    erase(desk, gone)
    assert bring_in(desk, "name,company,phones\n王建国,路桥,13500135001\n").suppressed == 0


def test_an_edit_of_the_name_brings_nobody_back(erased: Desk) -> None:
    for change in (Change({"name": "王建国", "company": "华北路桥"}),):
        with pytest.raises(RefusedError, match="erased_before"):
            edit_lead(erased, "1", change)


@pytest.mark.parametrize(
    ("name", "phone"), [("某人", "0138 0013 8000"), ("某人", "138-0013-8000 转 3")]
)
def test_a_person_around_a_lead_stays_away_until_told_to(
    erased: Desk, name: str, phone: str
) -> None:
    set_contact(erased, "1", "张总", "decider", "13600136000", None)
    for who in (name, "张总"):
        with pytest.raises(RefusedError, match="erased_before"):
            set_contact(erased, "1", who, "decider", phone, None)
    set_contact(erased, "1", name, "decider", phone, None, force=True)
    set_contact(erased, "1", "张总", "decider", phone, None)


def test_a_merge_moves_what_is_there_already(desk: Desk) -> None:
    one, two = add(desk, phones=["13700137000"]), add(desk, "老王", phones=["13800138000"])
    set_contact(desk, two, "张总", "decider", "13600136000", None)
    set_contact(desk, one, "张总", "decider", None, None)
    erase(desk, add(desk, "别人", phones=["13500135000"]))
    merge_leads(desk, one, two)
    assert rows(desk, "SELECT count(*) FROM reach") == [(2,)]


def test_an_erased_number_itself_stays_away(desk: Desk) -> None:
    add(desk, "李四", note="王建国：13800138000")
    erase(desk, match="13800138000")
    with pytest.raises(RefusedError, match="erased_before"):
        add(desk, "某人", phones=["138 0013 8000"])


def test_a_whole_export_brings_neither_lead_nor_person_back(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = make_desk(tmp_path / "other")
    add(other, "某人", phones=["13800138000 转 3"])
    number = add(other, "李四", company="华北路桥", phones=["13900139000"])
    set_contact(other, number, "谁", "decider", "013800138000", None)
    set_contact(other, number, "王 建国", "approver", None, None)
    set_contact(other, number, "张总", "gatekeeper", None, None)
    erase(desk, add(desk, "王建国", company="华北路桥", phones=["13800138000"]))
    result = bring(desk, take_everything(other))
    assert (result.new, result.suppressed) == (1, 1)
    assert rows(desk, "SELECT name FROM contact") == [("张总",)]


@pytest.mark.parametrize("command", ["add", "import"])
def test_numbers_and_ids_of_the_erased_are_given_to_nobody(desk: Desk, command: str) -> None:
    def act(name: str) -> None:
        number = add(desk, name, {"money": "yes"}, phones=[f"1380013800{len(name)}"])
        log_touch(desk, number, Contacted(MONDAY, said="x", promises=[("y", None)]))
        set_contact(desk, number, "张总", "decider", None, None)

    tables = ("lead", "reach", "fact", "touch", "followup", "promise", "contact")
    act("一")
    act("二二")
    highest = {table: rows(desk, f"SELECT max(id) FROM {table}")[0][0] for table in tables}
    erase(desk, "2")
    if command == "add":
        act("三三三")
    else:
        bring_in(desk, "name,phones,需要时间\n三三三,13500135000,2026-12-01\n")
    assert rows(desk, "SELECT number FROM lead ORDER BY id") == [(1,), (3,)]
    for table in tables:
        lead = "id" if table == "lead" else "lead_id"
        ((lowest,),) = rows(desk, f"SELECT min(id) FROM {table} WHERE {lead} = 3")
        assert lowest is None or lowest > highest[table], table


def test_a_value_is_kept_slowly_and_found_beside_what_older_versions_kept(tmp_path: Path) -> None:
    import hmac
    from datetime import UTC, datetime

    key, old = "ab" * 32, Value("phone", "8613800138000")
    quick = hmac.new(bytes.fromhex(key), b"phone:8613800138000", "sha256").hexdigest()
    with open_unit(tmp_path / "leadq.db", "test", datetime(2026, 11, 23, tzinfo=UTC)) as unit:
        conn = unit.conn
        conn.execute("INSERT INTO meta VALUES ('suppression_keys', ?)", (key,))
        conn.execute("INSERT INTO suppression VALUES (?, 'phone', 'x')", (quick,))
        assert read_suppressed(conn).holds([old])
        values = [Value(LEAD, "u"), Value(NAMED, "a\nb"), Value("email", "a@b.cn")]
        receipt = Receipt("r", "2026-11-23", "2026-11-23", "request", 1, 0, 0, 0, 0, 0)
        note_erasure(conn, receipt, values)
        kept = conn.execute("SELECT kind, hash LIKE '%.%.%' FROM suppression ORDER BY 1, 2")
        assert kept.fetchall() == [("email", 1), ("lead", 0), ("lead", 1), ("phone", 1)]
        found = read_suppressed(conn)
        assert all(found.holds([value]) for value in [*values, old])
        assert not found.holds([Value("phone", "8613800138001"), Value(NAMED, "a\nc")])


@pytest.mark.parametrize(
    ("typed", "region", "digits", "extension"),
    [
        ("电话：138 0013 8000", "CN", "8613800138000", ""),
        ("+1 415 555 2671 ext 3", "CN", "14155552671", "3"),
        ("(415) 555-2671 x3", "US", "14155552671", "3"),
        ("+86 0138 0013 8000", "US", "8613800138000", ""),
        ("12", "CN", "12", ""),
        ("转", "CN", "", ""),
    ],
)
def test_the_owner_of_a_number(typed: str, region: str, digits: str, extension: str) -> None:
    assert find_phone_owner(typed, region) == (digits, extension)

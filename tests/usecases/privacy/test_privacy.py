"""Find, hand out, erase by a name or number, consent, terms, masks; and who stays away."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from leadq.domain.typing.mention import Mention
from leadq.errors import RefusedError, UsageError
from leadq.store.search.filters import Filter
from leadq.usecases.care.undo import list_undoable, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.exporting.export import each_record, find_each_lead, open_sheet
from leadq.usecases.followup.close import drop_lead, lose_lead, win_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead, set_contact
from leadq.usecases.leads.find import AmbiguousLeadError
from leadq.usecases.leads.lead_card import read_lead_card
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.consent import note_consent, read_consent
from leadq.usecases.privacy.erase import erase_people, plan_erasure
from leadq.usecases.privacy.privacy import Hit, export_person, find_person, list_idle

from ..bring_in import EVERY, bring_in, stored
from ..helpers import MONDAY, add, day, iso, later, rows

Run = Callable[..., Any]


def places(hits: list[Hit]) -> set[tuple[int | None, str, str]]:
    return {(hit.who.number if hit.who else None, hit.table, hit.column) for hit in hits}


def erase(desk: Desk, *leads: str, match: str = "") -> None:
    erase_people(desk, plan_erasure(desk, leads, match))


# --- find --------------------------------------------------------------------------------------


def test_every_place_is_found(desk: Desk) -> None:
    one = add(
        desk, "王建国", company="王建国五金", note="王建国", source="王建国", phones=["13800138000"]
    )
    two = add(desk, "李四", tags=["王建国"])
    set_contact(desk, two, "王建国", "decider", None, "找王建国")
    note_facts(desk, two, {"outlet_supplier": "王建国"}, note="王建国说的")
    promises = [("给王建国报价", day(1))]
    log_touch(
        desk, two, Contacted(MONDAY, said="见了王建国", objection="王建国", promises=promises)
    )
    plan_next(desk, two, StepWish(day(3), place="王建国家", goal="见王建国"))
    edit_lead(desk, one, Change({"name": "老王"}))
    bring_in(desk, "姓名,手机号,推荐人\n孙一,13500135001,王建国\n")
    found = places(find_person(desk, " 王 建国 "))
    assert found == {
        *((1, "lead", column) for column in ("company", "note", "source", "name")),
        *((2, "contact", "name"), (2, "contact", "note"), (2, "lead", "tags")),
        *((2, "fact", "value"), (2, "fact", "note"), (2, "touch", "said")),
        *((2, "touch", "objection"), (2, "promise", "text")),
        *((2, "followup", "place"), (2, "followup", "goal"), (3, "lead", "extra")),
    }
    (old,) = [hit for hit in find_person(desk, "王建国") if hit.at]
    assert (old.table, old.column, old.text) == ("lead", "name", "王建国")


@pytest.mark.parametrize(
    "given", ["13800138000", "138-0013 8000", "+86 138 0013 8000", "008613800138000", "00138000"]
)
def test_a_phone_is_found_in_any_form(desk: Desk, given: str) -> None:
    add(desk, "王建国", phones=["(+86) 138 0013 8000"])
    add(desk, "李四", note="打１３８００１３８０００，或138.0013.8000")
    add(desk, "孙一", phones=["13700137000"])
    assert {hit.who.number for hit in find_person(desk, given) if hit.who} == {1, 2}


def test_a_foreign_number_with_and_without_its_trunk_prefix(desk: Desk) -> None:
    add(desk, "Anna", phones=["+44 20 7946 0958"])
    add(desk, "Bob", note="call (020) 7946 0958")
    found = {hit.who.number for hit in find_person(desk, "+44 (0)20 7946 0958") if hit.who}
    assert found == {1, 2}


def test_emails_and_wechat_in_any_case(desk: Desk) -> None:
    add(desk, "Anna", emails=["Anna.Li@X.com"], wechat="Wx_Anna")
    assert places(find_person(desk, "anna.li@x.COM")) == {
        (1, "reach", "typed"),
        (1, "reach", "norm"),
    }
    assert {hit.text for hit in find_person(desk, "wx_anna")} == {"Wx_Anna", "wx:wx_anna"}


def test_what_was_undone_is_found_without_a_lead(desk: Desk) -> None:
    add(desk, "王建国")
    undo_last(desk)
    (hit,) = find_person(desk, "王建国")
    assert (hit.who, hit.table, hit.at is not None) == (None, "lead", True)


def test_nothing_to_look_for(desk: Desk) -> None:
    with pytest.raises(UsageError, match="empty_match"):
        find_person(desk, "  ")
    assert find_person(desk, "王") == []


# --- hand out ----------------------------------------------------------------------------------


def test_everything_about_a_person_is_handed_out(desk: Desk) -> None:
    number = add(desk, "王建国", {"money": "yes"}, phones=["13800138000"])
    set_contact(desk, number, "赵总", "decider", None, None)
    edit_lead(desk, number, Change({"note": "x"}, remove={"phones": ["13800138000"]}))
    add(desk, "李四")
    found = export_person(desk, number)
    assert (found["exported_on"], found["lead"]["name"]) == (iso(0), "王建国")
    assert [fact["fact"] for fact in found["lead"]["facts"]] == ["money"]
    assert [one["name"] for one in found["lead"]["contacts"]] == ["赵总"]
    assert {entry["verb"] for entry in found["journal"]} == {"add", "fact", "contact", "edit"}
    removed = [entry["before"]["typed"] for entry in found["journal"] if entry["op"] == "delete"]
    assert removed == ["13800138000"]


# --- erase by a name or number -----------------------------------------------------------------


def test_every_trace_of_a_number_goes(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"])
    two = add(desk, "李四", note="王建国的电话 138-0013-8000", phones=["13900139000"])
    set_contact(desk, two, "王总", "decider", "+8613800138000", None)
    log_touch(desk, two, Contacted(MONDAY, said="号码13800138000打不通"))
    edit_lead(desk, two, Change({"note": "13800138000 是王总的"}))
    edit_lead(desk, two, Change(phones=["138 0013 8000"], force=True))
    edit_lead(desk, two, Change(remove={"phones": ["13800138000"]}))
    plan = plan_erasure(desk, (), "138 0013 8000")
    assert [who.number for who in plan.leads] == [1]
    assert [hit.text for hit in plan.contacts] == ["王总"]
    erase_people(desk, plan)
    held = desk.store.read_bytes()
    assert b"13800138000" not in held and b"138 0013 8000" not in held
    assert b"138-0013-8000" not in held and "王总".encode() in held
    lead = read_lead_card(desk, "李四")
    assert (lead.lead["note"], lead.lead["phones"]) == ("*** 是王总的", ["+8613900139000"])
    assert (lead.contacts, lead.touches[0].said) == ([], "号码***打不通")
    assert find_person(desk, "13800138000") == []
    while any(not one.command.undone for one in list_undoable(desk, 100)):
        undo_last(desk)
    assert rows(desk, "SELECT count(*) FROM lead") == [(0,)]


def test_every_trace_of_a_name_goes_but_longer_names_stay(desk: Desk) -> None:
    add(desk, "Anna Li")
    two = add(desk, "Joanna Lin", note="Anna Li sent her; Joanna Li did not", company="Anna Li Ltd")
    plan = plan_erasure(desk, (), "anna li")
    assert places(list(plan.elsewhere)) == {(2, "lead", "company")}
    erase_people(desk, plan)
    lead = read_lead_card(desk, two).lead
    assert lead["note"] == "*** sent her; Joanna Li did not"
    assert (lead["name"], lead["company"]) == ("Joanna Lin", "Anna Li Ltd")


def test_a_contact_that_goes_is_not_found_any_more(desk: Desk) -> None:
    number = add(desk, "李四", phones=())
    set_contact(desk, number, "赵总", "decider", "13800138000", None)
    erase(desk, match="赵总")
    assert rows(desk, "SELECT keys FROM lookup") == [("李四\nlisi\nls",)]
    with pytest.raises(RefusedError, match="erased_before"):
        add(desk, "赵总", phones=["13800138000"])


def test_old_values_of_others_are_forgotten(desk: Desk) -> None:
    number = add(desk, "王建国", company="甲")
    edit_lead(desk, number, Change({"name": "李四"}))
    edit_lead(desk, number, Change({"company": "乙"}))
    erase(desk, match="王建国")
    assert find_person(desk, "王建国") == []
    assert [one.command.verb for one in list_undoable(desk, 9)] == ["edit", "add"]
    undo_last(desk)
    assert read_lead_card(desk, number).lead["company"] == "甲"


def test_extra_fields_and_words_of_the_program(desk: Desk) -> None:
    bring_in(desk, '姓名,手机号,推荐人\n孙一,13500135001,"他说""王建国""很熟"\n')
    note_facts(desk, "1", {"engagement": "comparing"})
    erase(desk, match="王建国")
    assert stored(desk)[0]["extra"] == {"推荐人": '他说"***"很熟'}
    add(desk, "comparing")
    erase(desk, match="comparing")
    assert rows(desk, "SELECT value FROM fact WHERE fact = 'engagement'") == [("comparing",)]


@pytest.mark.parametrize("given", ["王", "Li", "138001", "1"])
def test_too_short_to_mean_one_person(desk: Desk, given: str) -> None:
    with pytest.raises(RefusedError, match="match_too_short"):
        plan_erasure(desk, (), given)


def test_nobody_and_several(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="nobody_found"):
        plan_erasure(desk, (), "王建国")
    add(desk, "王建国", company="甲")
    add(desk, "王建国", company="乙")
    with pytest.raises(AmbiguousLeadError):
        plan_erasure(desk, ["王建国"])
    assert [who.number for who in plan_erasure(desk, (), "王建国").leads] == [1, 2]
    assert [who.number for who in plan_erasure(desk, ["2", "1"]).leads] == [2, 1]


def test_a_plan_changes_nothing_and_says_what_stays(desk: Desk) -> None:
    number = add(desk, "王建国", phones=["13800138000"])
    add(desk, "李四", note="王建国介绍，13800138000")
    held = desk.store.read_bytes()
    plan = plan_erasure(desk, [number])
    assert desk.store.read_bytes() == held
    assert places(list(plan.elsewhere)) == {(2, "lead", "note")}
    assert (plan.counts["lead"], plan.counts["reach"]) == (1, 1)


def test_merged_leads_are_forgotten_whole(desk: Desk) -> None:
    one, two = add(desk, "王建国"), add(desk, "老王", phones=["13800138000"])
    merge_leads(desk, one, two)
    erase(desk, one)
    assert rows(desk, "SELECT count(*) FROM suppression WHERE kind = 'lead'") == [(3,)], (
        "keys of both, and the name"
    )
    assert rows(desk, "SELECT count(*) FROM journal") == [(0,)]


# --- who was erased stays away -----------------------------------------------------------------


@pytest.fixture
def erased(desk: Desk) -> Desk:
    """Return a desk from which somebody was erased who had all three ways to be reached."""
    number = add(desk, "王建国", phones=["13800138000"], emails=["W@x.com"], wechat="WJG")
    desk_uid = rows(desk, "SELECT uid FROM lead")[0][0]
    erase(desk, number)
    desk.store.with_name("uid.txt").write_text(desk_uid, encoding="utf-8")
    return desk


@pytest.mark.parametrize(
    "cells", [",+86 138-0013-8000,,", ",,w@X.com,", ",,,wjg", "{uid},,,", ",13900139000,w@x.com,"]
)
def test_an_import_leaves_the_person_out(erased: Desk, cells: str) -> None:
    uid = erased.store.with_name("uid.txt").read_text(encoding="utf-8")
    table = f"id,name,phones,emails,wechat\n{cells.split(',')[0].format(uid=uid)},王,"
    table += ",".join(cells.split(",")[1:]) + "\n,孙一,13500135001,,\n"
    result = bring_in(erased, table)
    assert (result.rows, result.new, result.suppressed, result.known) == (2, 1, 1, 0)
    assert result.rejected == []
    assert [lead["name"] for lead in stored(erased)] == ["孙一"]


@pytest.mark.parametrize(
    "reach", [{"phones": ["138 0013 8000"]}, {"emails": ["w@x.com"]}, {"wechat": "wjg"}]
)
def test_add_refuses_the_person_until_told_to(erased: Desk, reach: dict[str, object]) -> None:
    with pytest.raises(RefusedError, match="erased_before"):
        add_lead(erased, NewLead("王", **reach))  # type: ignore[arg-type]
    assert rows(erased, "SELECT count(*) FROM lead") == [(0,)]
    number = str(add_lead(erased, NewLead("王", force=True, **reach)).lead["number"])  # type: ignore[arg-type]
    erase(erased, number)
    with pytest.raises(RefusedError, match="erased_before"):
        add_lead(erased, NewLead("王", **reach))  # type: ignore[arg-type]


def test_whom_the_rep_insists_on_may_be_imported_again(erased: Desk) -> None:
    add_lead(erased, NewLead("王", phones=["13800138000"], force=True))
    result = bring_in(erased, "name,phones\n王,13800138000\n")
    assert (result.suppressed, result.known) == (0, 1)


# --- consent -----------------------------------------------------------------------------------


def test_consent_is_a_dated_fact_with_its_basis(desk: Desk) -> None:
    number = add(desk)
    assert read_consent(desk, number).now is None
    note_consent(desk, number, True, day(-30), " 展会登记表 ")
    consent = note_consent(desk, number, False, MONDAY, "")
    told = [(fact.value, fact.noted_on, fact.note) for fact in consent.history]
    assert told == [("yes", day(-30), "展会登记表"), ("no", MONDAY, "")]
    noted = read_lead_card(desk, number).consent
    assert noted is not None and noted.value == "no"
    note_consent(desk, number, True, day(-10), "later found")
    now = read_consent(desk, number).now
    assert now is not None and now.value == "no", "the day counts, not when it was typed"
    undo_last(desk)
    assert len(read_consent(desk, number).history) == 2


def test_consent_of_a_day_to_come_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageError, match="consent_ahead"):
        note_consent(desk, add(desk), True, day(1), "")


# --- terms -------------------------------------------------------------------------------------


def test_closed_leads_that_nobody_touched(desk: Desk) -> None:
    lose_lead(desk, add(desk, "lost"), "price")
    drop_lead(desk, add(desk, "dropped"), "no need")
    win_lead(desk, add(desk, "won"), None)
    add(desk, "open")
    lose_lead(later(desk, 50), add(desk, "later"), "price")
    assert list_idle(later(desk, 99), 100) == []
    assert [one.lead.name for one in list_idle(later(desk, 100), 100)] == ["lost", "dropped", "won"]
    touched = later(desk, 60)
    log_touch(touched, "dropped", Contacted(touched.today, said="called back"))
    due = list_idle(later(desk, 155), 100)
    assert [(one.lead.name, one.lead.last_day, one.days) for one in due] == [
        *(("lost", iso(0), 155), ("won", iso(0), 155), ("later", iso(50), 105)),
    ]
    with pytest.raises(UsageError, match="retain_days_missing"):
        list_idle(desk, 0)


def test_an_imported_lead_is_as_old_as_it_says(desk: Desk) -> None:
    bring_in(desk, "姓名,手机号,线索状态,创建时间\n孙一,13500135001,lost,2019-05-01\n")
    assert [one.lead.last_day for one in list_idle(desk, 365)] == ["2019-05-01"]


# --- masks -------------------------------------------------------------------------------------


def test_exports_hide_how_somebody_is_reached(desk: Desk) -> None:
    number = add(
        desk, "王建国", phones=["13800138000", "+44 20 7946 0958", "62270334"],
        emails=["anna.li@x.com"], wechat="wjg_1970", address="文三路90号", note="打13800138000",
    )  # fmt: skip
    set_contact(desk, number, "赵总", "decider", "13700137000", None)
    plan_next(desk, number, StepWish(day(3), place="文三路90号"))
    bring_in(desk, "姓名,手机号,家中住址,QQ,备用,级别\n孙一,13500135001,x road,12345,a@b.cn,VIP\n")
    with desk.read() as conn:
        leads = list(find_each_lead(conn, desk, EVERY, mask=True))
        sheet = open_sheet(conn, desk, "leads", EVERY, mask=True)
        cells = json.dumps([dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows])
        steps = list(open_sheet(conn, desk, "followups", EVERY, mask=True).rows)
        records = list(each_record(conn, desk, EVERY, mask=True))
    first, second = leads
    assert first["phones"] == ["138****8000", "(+44) 20****58", "62****34"]
    assert (first["emails"], first["wechat"]) == (["a***@x.com"], "w***")
    assert (first["address"], first["note"]) == ("***", "打13800138000")
    assert second["extra"] == {"家中住址": "x***", "QQ": "1***", "级别": "VIP"}
    # a column of addresses is taken for what it is
    assert second["emails"] == ["a***@b.cn"]
    assert "138****8000" in cells and "wjg_1970" not in cells
    whole = json.dumps([{**one, "note": ""} for one in records], ensure_ascii=False)
    for told in ("13800138000", "13700137000", "7946", "62270334", "anna.li", "文三路", "wjg_"):
        assert told not in whole, told
    assert "文三路" not in str(steps)


# --- mentions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "digits", "text", "hidden"),
    [
        (("王建国",), (), "找王 建国,王建国", "找***,***"),
        (("Li Na",), (), "LINA, li na; Li Nancy; Ali Na", "***, ***; Li Nancy; Ali Na"),
        (("li@x.com",), (), "li@x.com anna.li@x.com 信li@X.com。", "*** anna.li@x.com 信***。"),
        ((), ("13800138000",), "+86 138-0013-8000／１３８００１３８０００", "+86 ***／***"),
        ((), ("62270",), "62270, 1622701", "***, 1622701"),
        (("José",), (), "Jose\u0301 and JOSÉ", "*** and ***"),
        ((), (), "anything", "anything"),
    ],
)
def test_mentions_are_hidden(
    words: tuple[str, ...], digits: tuple[str, ...], text: str, hidden: str
) -> None:
    assert Mention(words, digits).hide(text) == hidden
    assert Mention(words, digits).finds(text) is (text != hidden)


# --- the commands ------------------------------------------------------------------------------


def test_erase_shows_then_does_and_counts_the_same(run: Run, home: Path) -> None:
    run("add", "王建国", "--phone", "13800138000")
    run("backup")
    shown = run("privacy", "erase", "1")
    assert shown.code == 0
    assert shown.out.splitlines()[-1] == "To do it: leadq privacy erase 1 --yes"
    assert run("show", "1").code == 0
    planned = json.loads(run("privacy", "erase", "1", "--json").out)
    done = json.loads(run("privacy", "erase", "1", "--yes", "--json").out)
    assert (planned["dry_run"], done["dry_run"], planned["receipt"]) == (True, False, None)
    assert planned["rows"] == done["rows"] and planned["journal"] == done["journal"]
    assert done["receipt"]["reason"] == "request"
    assert run("show", "1").code == 1
    assert b"13800138000" not in b"".join(f.read_bytes() for f in home.rglob("*.db"))
    again = run("add", "王建国", "--phone", "13800138000")
    assert again.code == 1
    assert again.err.splitlines()[0] == "Whoever has 13800138000 was erased before."


def test_the_import_says_who_was_left_out(run: Run, home: Path) -> None:
    run("add", "王建国", "--phone", "13800138000")
    run("privacy", "erase", "1", "--yes")
    file = home / "in.csv"
    file.write_text("name,phones\n王,13800138000\n孙一,13500135001\n", encoding="utf-8")
    said = run("import", str(file))
    assert said.code == 0
    assert "1 row was left out: these people were erased before." in said.out.splitlines()
    assert json.loads(run("import", str(file), "--json").out)["suppressed"] == 1


@pytest.mark.parametrize(
    ("words", "code", "first"),
    [
        (["erase"], 2, "Say whom: leads, or --match TEXT, not both."),
        (["erase", "1", "--match", "x"], 2, "Say whom: leads, or --match TEXT, not both."),
        (["erase", "--match", "王"], 1, "“王” is too short to mean one person."),
        (["erase", "7"], 1, "Nothing matches “7”."),
        (["retain"], 2, "No term is set for closed leads."),
        (["find", " "], 2, "There is nothing to look for."),
        (["consent", "1", "--given", "--withdrawn"], 2, "Say --given or --withdrawn, one of them;"),
        (["consent", "1", "--basis", "x"], 2, "Say --given or --withdrawn, one of them;"),
    ],
)
def test_what_cannot_be_done(run: Run, words: list[str], code: int, first: str) -> None:
    run("add", "王建国")
    said = run("privacy", *words)
    assert (said.code, said.out) == (code, "")
    if words != ["erase", "7"]:
        assert said.err.startswith(first)
    assert len(said.err.splitlines()) == 2


def test_withdrawn_consent_stands_on_the_card(run: Run) -> None:
    run("add", "王建国")
    given = run("privacy", "consent", "1", "--given", "--on", "2026-11-01", "--basis", "fair")
    assert given.out.splitlines()[1].strip() == "1 Nov 2026: given (fair)"
    assert "Consent" not in run("show", "1").out
    run("privacy", "consent", "1", "--withdrawn", "--basis", "by phone")
    card = [line for line in run("show", "1").out.splitlines() if line.startswith("Consent")]
    assert card == ["Consent    ! withdrawn on 23 Nov 2026: do not contact (by phone)"]
    shown = json.loads(run("show", "1", "--json").out)["consent"]
    assert shown == {"given": False, "on": "2026-11-23", "basis": "by phone"}
    listed = json.loads(run("privacy", "consent", "1", "--json").out)
    assert (listed["given"], len(listed["history"])) == (False, 2)
    assert run("undo").out.startswith("Taken back: whether a person agrees to be contacted: 王建国")


def test_the_term_can_be_set(run: Run, home: Path) -> None:
    run("add", "王建国")
    run("lose", "1", "--reason", "price")
    (home / ".leadq.toml").write_text("retain_days = 30\n", encoding="utf-8")
    said = run("privacy", "retain", env={"LEADQ_TODAY": "2027-01-31"})
    assert "1 王建国" in said.out and "leadq privacy erase 1 --reason retention" in said.out
    idle = json.loads(run("privacy", "retain", "--days", "60", "--json").out)
    assert idle == []


def test_commands_in_chinese(run: Run) -> None:
    run("add", "王建国", "--phone", "13800138000")
    zh = {"LEADQ_LANG": "zh"}
    found = run("privacy", "find", "13800138000", env=zh).out.splitlines()
    assert found[:2] == ["1 王建国", "  联系方式：13800138000"]
    shown = run("privacy", "erase", "1", env=zh).out.splitlines()
    assert shown[-2:] == ["没有作任何改动。", "执行清除：leadq privacy erase 1 --yes"]


@pytest.mark.parametrize(("lang", "words"), [("en", "purchase 1"), ("zh", "购买 1")])
def test_what_a_customer_bought_is_counted_and_named(run: Run, lang: str, words: str) -> None:
    run("add", "王建国")
    run("purchase", "1", "50万", "--product", "王建国的挖机")
    found = run("privacy", "find", "王建国", "--lang", lang).out
    assert "trace." not in found and words[:-2] in found
    assert words in run("privacy", "erase", "1", "--lang", lang).out


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.usefixtures("no_umask")
def test_what_leadq_keeps_and_what_it_writes_is_private(
    run: Run, home: Path, tmp_path: Path
) -> None:
    run("add", "王建国", env={"LEADQ_HOME": str(tmp_path / "new" / "home")})
    bad = tmp_path / "bad.csv"
    bad.write_text("name,phones\n王,1.38E+10\n", encoding="utf-8")
    run("add", "王建国")
    assert run("import", str(bad)).code == 1
    assert run("export", str(tmp_path / "all.csv")).code == 0
    assert run("privacy", "export", "1", str(tmp_path / "person.json")).code == 0
    modes = {
        place: stat.S_IMODE((tmp_path / place).stat().st_mode)
        for place in (
            *("new/home", "new/home/leadq.db", "home/leadq.db", "home/backups"),
            *("bad.csv.rejected.csv", "all.csv", "person.json"),
        )
    }
    assert modes == {
        **{"new/home": 0o700, "new/home/leadq.db": 0o600, "home/leadq.db": 0o600},
        **{"home/backups": 0o700, "bad.csv.rejected.csv": 0o600, "all.csv": 0o600},
        "person.json": 0o600,
    }
    assert run("privacy", "export", "1", str(tmp_path / "person.json")).code == 1
    assert run("privacy", "export", "1", str(tmp_path / "person.json"), "--force").code == 0


def test_masked_csv(run: Run) -> None:
    run("add", "王建国", "--phone", "13800138000", "--email", "a.li@x.com")
    out = run("export", "--mask", "--format", "csv").out
    assert "138****8000" in out and "a***@x.com" in out and "8013" not in out
    assert "138****8000" in run("export", "--mask", "--json", "--what", "all").out
    assert "138****8000" in run("export", "--mask", "--format", "vcf").out


def test_filters_and_masks_go_together(desk: Desk) -> None:
    add(desk, "王建国", phones=["13800138000"])
    with desk.read() as conn:
        found = list(find_each_lead(conn, desk, Filter(text="13800138000"), mask=True))
    assert [lead["phones"] for lead in found] == [["138****8000"]]

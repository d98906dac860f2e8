"""What leaves as a table comes back into an empty store as it was."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.adapters.phones import is_phone, looks_scientific
from leadq.domain.fields import COLUMNS
from leadq.domain.typing.texts import is_blank
from leadq.errors import LeadqError
from leadq.store.arriving.new_leads import NewLeads, insert_leads
from leadq.store.arriving.wishes import Wishes
from leadq.store.repo_values import ReachValue
from leadq.usecases.desk import Desk
from leadq.usecases.followup.first_steps import plan_first_steps
from leadq.usecases.importing.import_file import import_file
from leadq.usecases.importing.import_order import Order
from leadq.usecases.keys import make_keys, parse_reaches

from ..bring_in import bring_in, no_rejects, stored, take_out
from ..helpers import MONDAY, add, make_desk

OWN_FIELDS = (
    "id", "name", "company", "phones", "emails", "wechat", "address", "region", "source",
    "product", "profile", "owner", "status", "budget", "need_by", "tags", "note", "created_on",
    "amount", "reason", "parked_until", "extra",
)  # fmt: skip

_HOSTILE = st.sampled_from([
    "=1+1", "+86", "-5", "@SUM(A1)", "'=x", "''-", "＝cmd", "a; b", "; ", "a；b", "\\", "\\;",
    'quo"te', "a,b", "line\nline", "cr\rcr", "\u202eabc", "\x1b[31mred", "[bold]x[/]", "\ufeffx",
    "'t Hooft", "王建国", "𠮷野家", "0", "00123", "1e5", "2026-01-02", "TRUE", "{}", "null", "-",
    "a\u2028b", "\ud7ff", "e\u0301", "::", "rejected_line",
])  # fmt: skip
_TEXT = (_HOSTILE | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))).map(
    str.strip
)
_WORDS = _TEXT.filter(bool)
_MAYBE = st.none() | _WORDS
_TYPED_PHONES = st.sampled_from([
    "13800138000", "138 0013 8000", "+86 138-0013-8000", "0086 13900139000", "010-62345678",
    "(0571) 8765 4321", "400-810-8888", "+1 660-485-0224", "660-485-0224", "1-660-485-0224",
    "+49 30 123456", "+49 30 123456 ext 5", "+12345", "12345;ext=5", "62345678,123",
    "62345678/62345679", "0755-2345678 转 801", "+44 (0)20 7946 0958", "+39 06 1234 5678", "95588",
    "１３９００１３９００１",
])  # fmt: skip
_PHONES = _TYPED_PHONES | st.text("0123456789+-() /.x", min_size=5, max_size=18)
_EMAILS = st.sampled_from(["a/b@x.com", "a,b@x.com", "a|b@x.com", "=a@x.cn", "a;b@x.com"]) | (
    st.tuples(_WORDS, _WORDS).map(lambda pair: "".join(f"{pair[0]}@{pair[1]}.cn".split()))
)
_MONEY = st.none() | st.integers(0, 10**15) | st.decimals(0, 10**6, places=9).map(float)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TEXT, inner, max_size=2),
    max_leaves=3,
)  # fmt: skip
_EXTRA = st.dictionaries(_TEXT, _JSON, max_size=3)


def _sound(kind: str, typed: str) -> bool:
    if kind == "phone" and (not is_phone(typed) or looks_scientific(typed)):
        return False
    try:
        return bool(parse_reaches(kind, [typed], "CN"))
    except LeadqError:
        return False


@st.composite
def reaches(draw: st.DrawFn) -> list[ReachValue]:
    found: list[ReachValue] = []
    for kind, values, most in (("phone", _PHONES, 3), ("email", _EMAILS, 2), ("wechat", _WORDS, 1)):
        typed = draw(st.lists(values, max_size=most))
        found += parse_reaches(kind, [one for one in typed if _sound(kind, one)], "CN")
    return found


@st.composite
def leads(draw: st.DrawFn) -> tuple[Any, ...]:
    """Make what NewLeads holds of one lead."""
    status = draw(st.sampled_from(["open", "open", "won", "lost", "dropped", "parked"]))
    days = draw(st.integers(1, 5000)) if status == "parked" else None
    texts = (
        "title",
        "company",
        "address",
        "region",
        "source",
        "product",
        "owner",
        "note",
        "reason",
    )
    fields: dict[str, Any] = dict.fromkeys(COLUMNS)
    fields |= {name: draw(_MAYBE) for name in texts}
    fields |= {
        "name": draw(_WORDS.filter(lambda words: not is_blank(words))),
        "profile": draw(st.sampled_from(["general", "equipment", "loan", "retail", "realestate"])),
        "status": status,
        "parked_until": days and MONDAY + timedelta(days),
        "budget": draw(_MONEY),
        "amount": draw(_MONEY),
        "tags": draw(st.lists(_WORDS, max_size=3, unique=True)),
        "extra": draw(_EXTRA),
    }
    need_by = draw(st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31)))
    facts = [("need_by", need_by.isoformat())] if need_by else []
    ways = draw(reaches())
    created_on = draw(st.dates(date(1900, 1, 1), MONDAY))
    return fields, ways, make_keys((fields["name"],), ways), created_on, "", facts


def put(desk: Desk, rows: list[tuple[Any, ...]]) -> None:
    """Put leads into the store as they are, whatever they share."""
    with desk.write("add") as unit:
        ids = insert_leads(unit, NewLeads(*zip(*rows, strict=True)))
        plan_first_steps(unit, desk, ids.start, Wishes(unit.conn), 20)


def own(desk: Desk) -> list[dict[str, Any]]:
    return [{name: {**lead}[name] for name in OWN_FIELDS} for lead in stored(desk)]


@settings(max_examples=settings.default.max_examples // 2)
@given(
    st.lists(leads(), min_size=1, max_size=4),
    st.sampled_from(["utf-8-sig", "utf-8", "utf-16", "gb18030"]),
)
def test_every_lead_comes_back_as_it_was(rows: list[tuple[Any, ...]], encoding: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        for name in ("here", "there"):
            (Path(place) / name).mkdir()
        here = make_desk(Path(place) / "here")
        there = make_desk(Path(place) / "there", me="somebody else", profile="loan")
        put(here, rows)
        file = take_out(here, Path(place) / "out.csv", encoding)
        result = import_file(there, Order(file, encoding=encoding), no_rejects)
        assert (result.new, result.known, result.rejected) == (len(rows), 0, [])
        assert own(there) == own(here)
        again = import_file(there, Order(file, encoding=encoding, update=True), no_rejects)
        assert (again.new, again.known, again.updated) == (0, len(rows), 0)
        assert own(there) == own(here)


def test_every_countrys_numbers_come_back(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = make_desk(tmp_path / "here"), make_desk(tmp_path / "there", region="US")
    typed = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        number = phonenumbers.example_number(region)
        assert number is not None
        typed.append(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    add(here, "everywhere", phones=typed)
    import_file(there, Order(take_out(here, tmp_path / "out.csv")), no_rejects)
    assert stored(there)[0]["phones"] == stored(here)[0]["phones"] == list(dict.fromkeys(typed))


def test_leads_that_share_a_phone_stay_apart(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = make_desk(tmp_path / "here"), make_desk(tmp_path / "there")
    add(here, "王", phones=["13800138000"], owner="张三")
    add(here, "王总", phones=["13800138000"], owner="李四")
    table = take_out(here, tmp_path / "out.csv").read_bytes()
    assert bring_in(there, table).new == 2
    assert [lead["owner"] for lead in stored(there)] == ["张三", "李四"]


def test_an_export_meets_leads_that_are_there_under_another_id(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = make_desk(tmp_path / "here"), make_desk(tmp_path / "there")
    add(here, "王", phones=["13800138000"])
    add(there, "王先生", phones=["+86 138 0013 8000"])
    result = bring_in(there, take_out(here, tmp_path / "out.csv").read_bytes())
    assert (result.new, result.known) == (0, 1)


def test_a_lead_whose_day_of_return_has_come_is_open(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here = make_desk(tmp_path / "here", today=MONDAY - timedelta(30))
    bring_in(here, "name,status,parked_until\n王,parked,2026-11-01\n")
    today = make_desk(tmp_path / "here")
    there = make_desk(tmp_path / "there")
    bring_in(there, take_out(today, tmp_path / "out.csv").read_bytes())
    (lead,) = stored(there)
    assert (lead["status"], lead["parked_until"], lead["extra"]) == ("open", None, {})
    assert lead["next"] is not None
    assert lead["next"]["on"] == "2026-11-01"


def test_a_narrow_encoding_replaces_and_counts(tmp_path: Path) -> None:
    from leadq.exchange.tables.csv_write import write_csv_file
    from leadq.usecases.exporting.export import open_sheet

    from ..bring_in import EVERY

    desk = make_desk(tmp_path)
    add(desk, "王𠮷", note="ok")
    with desk.read() as conn:
        sheet = open_sheet(conn, desk, "leads", EVERY)
        written = write_csv_file(tmp_path / "out.csv", sheet.columns, sheet.rows, "gbk")
    assert (written.rows, written.replaced) == (1, 1)
    assert "王?" in (tmp_path / "out.csv").read_text("gbk")


@pytest.mark.parametrize("amount", [0, 5, 0.5, 1e15, 0.000000001, 123456789.123456789])
def test_money_is_written_so_that_it_can_be_read(tmp_path: Path, amount: float) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here, there = make_desk(tmp_path / "here"), make_desk(tmp_path / "there")
    add(here, "王", budget=amount)
    bring_in(there, take_out(here, tmp_path / "out.csv").read_bytes())
    assert stored(there)[0]["budget"] == amount

"""A lead that was merged away does not come back with the next file of its rep."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.store.joining.merged_away import read_merged
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.close import lose_lead
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.merge import merge_leads
from leadq.usecases.privacy.erase import erase_people, plan_erasure

from ..bring_in import stored
from ..helpers import add, day, iso, later, make_desk, rows
from ..state import read_state
from ..whole import TABLES, bring, take_everything, take_table, take_workbook


@pytest.fixture
def rep(tmp_path: Path) -> Desk:
    folder = tmp_path / "rep"
    folder.mkdir()
    desk = make_desk(folder, me="Li Na")
    add(desk, "Wang", phones=["13800000001"])
    add(desk, "Wang again", emails=["w@x.cn"], facts={"money": "yes"})
    add(desk, "Wang once more", emails=["w2@x.cn"])
    log_touch(desk, "2", Contacted(desk.today, said="first", next_on=day(3)))
    return desk


@pytest.fixture
def boss(tmp_path: Path, rep: Desk) -> Desk:
    """Return a store in which 3 was merged into 2, and 2 into 1."""
    folder = tmp_path / "boss"
    folder.mkdir()
    desk = make_desk(folder, me="Tom")
    for what in TABLES:
        bring(desk, take_table(rep, what))
    merge_leads(desk, "2", "3")
    merge_leads(desk, "1", "2")
    return later(desk, 2)


def test_tables_know_a_lead_that_was_merged_away(boss: Desk, rep: Desk) -> None:
    before = read_state(boss)
    for what in TABLES:
        result = bring(boss, take_table(rep, what))
        assert (result.new, result.rejected) == (0, []), what
    assert read_state(boss) == before
    rep = later(rep, 1)
    edit_lead(rep, "2", Change({"company": "Co", "name": "else"}))
    note_facts(rep, "3", {"need": "yes"})
    log_touch(rep, "3", Contacted(rep.today, said="second", next_on=day(8)))
    assert bring(boss, take_table(rep, "leads")).updated == 0
    for what in TABLES:
        bring(boss, take_table(rep, what), update=True)
    (lead,) = stored(boss)
    assert (lead["name"], lead["company"], lead["touches"]) == ("Wang", "Co", 2)
    assert (lead["man"], lead["next"] and lead["next"]["on"]) == ("M?N", iso(8))
    assert rows(boss, "SELECT DISTINCT lead_id FROM touch") == [(1,)]
    assert rows(boss, "SELECT count(*) FROM followup WHERE state = 'open'") == [(1,)]


def test_so_does_everything_of_a_store(boss: Desk, rep: Desk) -> None:
    before = read_state(boss)
    result = bring(boss, take_everything(rep))
    assert (result.new, result.known, result.rejected) == (0, 3, [])
    assert read_state(boss) == before
    plan_next(later(rep, 1), "3", StepWish(day(9), goal="theirs"))
    bring(boss, take_everything(rep), update=True)
    (lead,) = stored(boss)
    assert (lead["next"] and lead["next"]["on"]) == iso(9)


def test_after_many_rows_too(boss: Desk, rep: Desk) -> None:
    """What is known is told by a quicker look from a thousand rows on."""
    file = take_table(rep, "leads")
    head, *lines = file.read_text("utf-8-sig").splitlines()
    place = head.split(",").index("name")
    foreign = "".join(
        ",".join(f"N{n}" if at == place else "" for at in range(head.count(",") + 1)) + "\n"
        for n in range(1500)
    )
    file.write_text(head + "\n" + foreign + "\n".join(lines) + "\n", "utf-8")
    result = bring(boss, file)
    assert (result.new, result.known) == (1500, 3)


def test_an_undone_merge_is_forgotten_and_comes_back_with_redo(boss: Desk, rep: Desk) -> None:
    undo_last(boss)
    bring(boss, take_table(rep, "leads"))
    assert [lead["name"] for lead in stored(boss)] == ["Wang", "Wang again"]
    with boss.read() as conn:
        assert list(read_merged(conn).values()) == [2]
    redo_last(boss)
    with boss.read() as conn:
        assert list(read_merged(conn).values()) == [1, 1]


def test_who_was_erased_stays_away_under_every_key(boss: Desk, rep: Desk) -> None:
    files = {what: take_table(rep, what).read_bytes() for what in ("leads", "touches")}
    erase_people(boss, plan_erasure(boss, ["1"], ""))
    with boss.read() as conn:
        assert read_merged(conn) == {}
    for what, content in files.items():
        file = rep.store.with_name(f"{what}.csv")
        file.write_bytes(content)
        result = bring(boss, file)
        assert (result.new, result.rejected) == (0, [])
    assert stored(boss) == []


@pytest.mark.parametrize("book", [True, False])
def test_a_lead_that_a_merge_elsewhere_has_opened_gets_a_step(
    rep: Desk, tmp_path: Path, book: bool
) -> None:
    (tmp_path / "other").mkdir()
    boss = make_desk(tmp_path / "other", me="Tom")
    lose_lead(rep, "1", "price")
    bring(boss, take_workbook(rep) if book else take_everything(rep))
    rep = later(rep, 1)
    merge_leads(rep, "1", "2")
    boss = later(boss, 1)
    bring(boss, take_workbook(rep) if book else take_everything(rep), update=True)
    assert stored(boss)[0]["status"] == "open"
    assert list_forgotten(boss) == []
    undo_last(boss)
    redo_last(boss)
    assert list_forgotten(boss) == []


def list_forgotten(desk: Desk) -> list[tuple[int, ...]]:
    """Return the open leads whose next step is not the one that they are found by."""
    return rows(
        desk,
        "SELECT l.number FROM lead l JOIN outlook o ON o.lead_id = l.id AND o.live = 1"
        " LEFT JOIN followup f ON f.lead_id = l.id AND f.state = 'open'"
        " WHERE l.status = 'open' AND (f.id IS NULL OR f.on_day <> o.next_on)",
    )

"""Undo and redo over what the program did by itself when rules changed."""

from __future__ import annotations

from pathlib import Path

from leadq.content.library import open_library
from leadq.store.read.read_leads import read_lead
from leadq.usecases.care.undo import redo_last, undo_last
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import Change, edit_lead
from leadq.usecases.leads.lead_card import read_lead_card

from ..helpers import FOR_A, make_desk, other_desk
from ..state import read_state

STRICTER = Path(open_library(None).profile("general").source).read_text("utf-8")


def stricter(desk: Desk) -> Desk:
    """Return the same desk after the trade's limits were made tighter: A becomes B, B becomes C."""
    assert desk.content_dir is not None
    folder = desk.content_dir / "profiles"
    folder.mkdir(parents=True, exist_ok=True)
    text = STRICTER.replace("within_days = 30", "within_days = 3")
    assert text != STRICTER
    (folder / "general.toml").write_text(text, "utf-8")
    return other_desk(desk)


def graded(folder: Path) -> Desk:
    desk = make_desk(folder, content_dir=folder / "content")
    number = str(add_lead(desk, NewLead("王建国")).lead["number"])
    note_facts(desk, number, FOR_A)
    return desk


def grade(desk: Desk) -> str | None:
    with desk.read() as conn:
        return read_lead(conn, 1, desk.today)["grade"]


def test_undo_and_redo_go_over_a_regrade(tmp_path: Path) -> None:
    desk = graded(tmp_path)
    assert grade(desk) == "A"
    changed = stricter(desk)
    assert grade(changed) == "B"
    assert changed.regraded == 1
    stood = read_state(changed)
    assert undo_last(changed).command.verb == "fact"
    assert grade(changed) is None
    assert read_lead_card(changed, "1").lead["next"] is not None
    assert redo_last(changed).command.verb == "fact"
    assert grade(changed) == "B"
    after = read_lead_card(changed, "1").lead
    assert after["next"] is not None
    assert read_state(changed)["fact"] == stood["fact"]
    assert undo_last(changed).command.verb == "fact"
    assert undo_last(changed).command.verb == "add"
    assert not any(read_state(changed).values())


def test_a_trade_whose_file_is_gone_does_not_stop_the_program(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, content_dir=tmp_path / "content")
    folder = tmp_path / "content" / "profiles"
    folder.mkdir(parents=True)
    own = STRICTER.replace('id = "general"', 'id = "mine"')
    (folder / "mine.toml").write_text(own, "utf-8")
    add_lead(desk, NewLead("王建国", profile="mine"))
    (folder / "mine.toml").unlink()
    bereft = other_desk(desk)
    assert list_due(bereft, within=3).total == 1
    assert bereft.missing_trades == {"mine"}
    assert read_lead_card(bereft, "1").grade.profile.id == "general"
    note_facts(bereft, "1", FOR_A)
    edit_lead(bereft, "1", Change({"profile": "general"}))
    undo_last(bereft)
    mended = other_desk(bereft)
    (folder / "mine.toml").write_text(own.replace("within_days", "within_day"), "utf-8")
    assert read_lead_card(mended, "1").lead["profile"] == "mine"
    assert mended.missing_trades == {"mine"}

"""Stored text cannot steer the screen, whatever it holds and wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from leadq.render.followup.due import show_due
from leadq.render.grading.grade import show_grade
from leadq.render.leads.card import show_card
from leadq.render.leads.choices import show_matches
from leadq.render.leads.closed import say_closed, say_planned
from leadq.render.leads.history import show_history
from leadq.render.leads.leads import show_leads
from leadq.render.leads.said import say_added, say_logged, say_noted
from leadq.render.parts.look import Look
from leadq.render.parts.text import cell_width
from leadq.store.read.lookups import LeadName
from leadq.store.search.filters import Filter
from leadq.usecases.followup.close import lose_lead
from leadq.usecases.followup.due import list_due
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.card import read_grade
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import Added, NewLead, add_lead
from leadq.usecases.leads.browse import list_leads
from leadq.usecases.leads.edit import set_contact
from leadq.usecases.leads.history import tell_history
from leadq.usecases.leads.lead_card import read_lead_card

from ..samples import MONDAY, make_desk, make_look

HOSTILE = {
    "markup": "[red]x[/red] [bold",
    "ansi": "\x1b[31mred\x1b]0;title\x07 \x9b1m",
    "breaks": "one\ntwo\r\nthree\u2028four\tfive",
    "bidi": "abc\u202edef\u2066ghi\u200f",
    "emoji": ":smile: 👩\u200d🔧 e\u0301",
    "long": "长" * 5000,
    "word": "W" * 10000,
    "braces": "{name} {0.__class__} %s",
}
FORBIDDEN = set("\x1b\x07\x9b\r\t\u202e\u2066\u200f\u2028")


def all_screens(folder: Path, bad: str, look: Look) -> list[Callable[[], None]]:
    """Fill a lead with a text wherever text can stand, and return everything that shows it."""
    desk = make_desk(folder / "leadq.db")
    new = NewLead(bad, company=bad, address=bad, note=bad, source=bad, product=bad, tags=[bad])
    new.owner, new.region, new.wechat = bad, bad, bad
    added = add_lead(desk, new)
    set_contact(desk, "1", bad, "approver", None, bad)
    noted = note_facts(desk, "1", {"outlet_brands": bad, "money": "yes"}, note=bad)
    contacted = Contacted(MONDAY, said=bad, objection=bad, promises=[(bad, MONDAY), (bad, None)])
    logged = log_touch(desk, "1", contacted)
    planned = plan_next(desk, "1", StepWish(MONDAY, place=bad, goal=bad))
    due, listing = list_due(desk), list_leads(desk, Filter())
    card, grade = read_lead_card(desk, "1"), read_grade(desk, "1")
    lost = lose_lead(desk, "1", bad)
    told = tell_history(desk, "1")
    number, name, entries = told.number, told.name, told.entries
    return [
        lambda: show_due(due, look),
        lambda: show_leads(listing, look),
        lambda: show_card(card, look),
        lambda: show_grade(grade, look),
        lambda: say_added(Added(added.lead, ()), look),
        lambda: say_noted(noted, look),
        lambda: say_logged(logged, look),
        lambda: say_planned(planned, look),
        lambda: say_closed(lost, "lose", look),
        lambda: show_history(number, name, entries, look, lambda _fact: None),
        lambda: show_matches([LeadName(1, bad, bad)], 1),
    ]


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_steers_the_screen(kind: str, tmp_path: Path, see: Callable[..., str]) -> None:
    for draw in all_screens(tmp_path, HOSTILE[kind], make_look("en")):
        shown = see(draw, "en")
        assert not FORBIDDEN & set(shown)
        assert len(shown.splitlines()) < 90
        assert not [one for one in shown.splitlines() if cell_width(one) > 80]


def test_markup_is_shown_as_it_was_typed(tmp_path: Path, see: Callable[..., str]) -> None:
    draws = all_screens(tmp_path, HOSTILE["markup"], make_look("en", color=True))
    for draw in draws:
        assert "[red]x[/red]" in see(draw, "en", 120)


@pytest.mark.parametrize("fmt", ["json", "csv"])
@pytest.mark.parametrize("kind", ["ansi", "bidi", "breaks"])
def test_data_escapes_what_steers(
    kind: str, fmt: str, tmp_path: Path, see: Callable[..., str]
) -> None:
    desk = make_desk(tmp_path / "leadq.db")
    add_lead(desk, NewLead(HOSTILE[kind], need_by=date(2027, 1, 1)))
    listing = list_leads(desk, Filter())
    shown = see(lambda: show_leads(listing, make_look("en", fmt)), "en")
    assert not (FORBIDDEN - {"\r", "\t"}) & set(shown)

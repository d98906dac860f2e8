"""Follow-ups and promises in the words that a calendar shows."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from leadq.domain.leads.status import SOLD
from leadq.exchange.cards.ics import Event
from leadq.i18n import text
from leadq.render.card.card_play import play_lines
from leadq.render.parts.goals import goal_text
from leadq.render.parts.marks import grade_word, lead_title, phone_text, word_of

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.exporting.export import Planned


def event_of(planned: Planned, look: Look) -> Event:
    """Return something planned as an event: who and what for, phone, grade and play below it."""
    lead = planned.lead
    aim = goal_text(planned.words, look.own) or word_of("by", planned.by or "other")
    promised = planned.kind == "promise"
    about = [text("report.made_one")] if promised else [word_of("by", planned.by or "other")]
    about += [phone_text(phone, look) for phone in lead["phones"]]
    if lead["status"] not in SOLD:
        about.append(f"{text('card.grade')} {grade_word(lead['grade'], lead['grade_best'])}")
    if planned.play is not None:
        about += play_lines(planned.play, look.lang)
    about.append(f"leadq show {lead['number']}")
    visit = planned.by == "visit"
    return Event(
        uid=f"{planned.kind}:{planned.uid}",
        on=date.fromisoformat(planned.on),
        time=planned.time,
        summary=text("report.line", lead=lead_title(lead), words=aim),
        description="\n".join(about),
        location=planned.place or (lead["address"] or lead["region"] or "" if visit else ""),
        modified=datetime.fromisoformat(planned.modified),
        cancelled=planned.cancelled,
    )

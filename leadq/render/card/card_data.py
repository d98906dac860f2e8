"""The card of a lead as plain data whose keys are those of the JSON contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leadq.domain.fields import APART_KEYS
from leadq.domain.leads.status import SOLD
from leadq.i18n import language
from leadq.render.aftersale.account import account_json, brought_json, planned_json
from leadq.render.card.card_cases import case_json
from leadq.render.parts.data import CONTACT_KEYS, Own, grade_json, lead_json
from leadq.render.parts.goals import promise_words
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from datetime import date

    from leadq.usecases.grading.known_facts import KnownFact
    from leadq.usecases.grading.play import NextPlay
    from leadq.usecases.leads.lead_card import LeadCard

_TALKS = 3
_TALK_KEYS = ("by", "outcome", "on", "time", "said", "objection", "owner")


def show_json(card: LeadCard, own: Own | None = None, every: bool = False) -> dict[str, Any]:
    """Return the card of one lead: the lead, its grade card, and everything that is known.

    Talks come newest first, the last three unless ``every`` one is wanted.
    """
    talks = card.touches[::-1] if every else card.touches[: -_TALKS - 1 : -1]
    return lead_json(card.lead, own) | {
        "on": card.on.isoformat(),
        **pick_keys(card.lead, APART_KEYS),
        "grade_card": grade_json(card.grade, own),
        "facts": [known_json(one) for one in card.facts],
        "play": play_json(card.play),
        "notes": [{"text": one.value, "on": _iso(one.noted_on)} for one in card.remarks],
        **_open_matters(card),
        "contacts": [{key: getattr(one, key) for key in CONTACT_KEYS} for one in card.contacts],
        **_custom(card, own),
        "talks": [{key: getattr(one, key) for key in _TALK_KEYS} for one in talks],
        "talks_total": len(card.touches),
        "questions": [
            {"fact": one.fact, "text": one.text.pick(language())}
            for one in card.grade.questions
            if card.lead["status"] not in SOLD
        ],
        "touch_number": card.touch_number,
        "snoozed": card.step_reason,
        "consent": _consent_json(card),
        "person": [
            {"id": one.id, "name": one.name.pick(language()), "line": one.line.pick(language())}
            for one in card.person
        ],
    }


def _open_matters(card: LeadCard) -> dict[str, Any]:
    """Return objections with their answers, what does not hold together, and promises."""
    lang = language()
    return {
        "objections": [
            {
                "text": one.said,
                "on": one.on,
                "kind": one.kind.id,
                "answer": one.kind.line.pick(lang),
            }
            for one in card.objections
        ],
        "contradictions": [
            {
                "id": one.contradiction.id,
                "facts": list(one.facts),
                "text": getattr(one.contradiction, lang),
                "words": one.words or None,
                "on": _iso(one.on),
            }
            for one in card.gainsaid
        ],
        "promises": [
            {"id": one.id, "text": promise_words(one.text), "due_on": one.due_on}
            for one in card.promises
        ],
    }


def _custom(card: LeadCard, own: Own | None) -> dict[str, Any]:
    """Return what was bought and complained of, what the customer is, and who brought whom."""
    found = card.referrals
    return {
        "purchases": [
            {key: value for key, value in one._asdict().items() if key != "owner"}
            for one in card.purchases
        ],
        "complaints": [case_json(one, card.on) for one in card.cases],
        "customer": account_json(card.account),
        "planned": planned_json(card.account.planned, own) if card.account else [],
        "brought_by": brought_json(found.by) if found and found.by else None,
        "brought": [brought_json(one) for one in found.brought] if found else [],
    }


def known_json(known: KnownFact) -> dict[str, Any]:
    """Return a fact in force."""
    return {
        "id": known.fact.id,
        "value": known.fact.value,
        "note": known.fact.note or None,
        "noted_on": _iso(known.fact.noted_on),
        "stale": known.stale,
        "by": known.by,
    }


def play_json(play: NextPlay | None) -> dict[str, Any] | None:
    """Return the play of the next step in the language spoken."""
    if play is None:
        return None
    lang = language()
    return {
        "goal": play.typed or play.goal.pick(lang),
        "how": [one.pick(lang) for one in play.how],
        "ask": play.ask.text.pick(lang) if play.ask else None,
    }


def _consent_json(card: LeadCard) -> dict[str, Any] | None:
    noted = card.consent
    if noted is None:
        return None
    return {"given": noted.value == "yes", "on": _iso(noted.noted_on), "basis": noted.note or None}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

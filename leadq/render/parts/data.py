"""Results as plain data whose keys are those of the JSON contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from leadq.domain.fields import LISTED
from leadq.i18n import has_text, language, text
from leadq.render.parts.goals import goal_words, promise_words
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.store.read.rows import LeadData, NextStep
    from leadq.usecases.followup.due_items import DueItem
    from leadq.usecases.grading.card import CriterionLine, GradeCard

Own = Callable[[str], str]
One = TypeVar("One")

NEXT_KEYS = ("on", "by", "goal", "time", "place")
CONTACT_KEYS = ("name", "role", "attitude", "phone", "note")


def each_json(found: Sequence[One], make: Callable[[One], Any]) -> list[Any] | Iterator[Any]:
    """Return the data of each; of a long result one after the other, so that none is held."""
    return [make(one) for one in found] if isinstance(found, list | tuple) else map(make, found)


def lead_json(lead: LeadData, own: Own | None = None) -> dict[str, Any]:
    """Return a lead in the contract's order; the goal of its next step is in words."""
    data = pick_keys(lead, LISTED)
    data["next"] = step_json(lead["next"], own)
    return data


def step_json(step: NextStep | None, own: Own | None = None) -> dict[str, Any] | None:
    """Return a next step with its goal in words, or None."""
    if step is None:
        return None
    return {
        "on": step["on"],
        "by": step["by"],
        "goal": goal_words(step["goal"], own) or None,
        "time": step["time"],
        "place": step["place"],
    }


def due_json(item: DueItem, own: Own | None = None) -> dict[str, Any]:
    """Return one thing that is due: the lead, and why it is due."""
    return lead_json(item.lead, own) | {
        "group": item.pick.group,
        "kind": item.pick.kind,
        "days_late": item.pick.days_late,
        "touch_number": item.touch_number,
        "promise": item.pick.promise and promise_words(item.pick.promise),
        "promise_id": item.pick.promise_id,
        "birthday": item.pick.birthday,
        "clashes_with": [],
        "escalated": item.escalated,
    }


def grade_json(card: GradeCard, own: Own | None = None) -> dict[str, Any]:
    """Return a grade card: the verdict of a day and everything behind it (method §4)."""
    return {
        "number": card.lead["number"],
        "on": card.on.isoformat(),
        "profile": card.profile.id,
        "grade": card.judged.grade,
        "grade_best": card.judged.grade_best,
        "computed": card.judged.computed,
        "override": _override_json(card),
        "holds_until": _iso(card.holds_until),
        "recheck": _iso(card.judged.recheck),
        "class": card.customer_class,
        "man": _man_json(card),
        "signals": _signals_json(card),
        "criteria": [criterion_json(one) for one in card.criteria],
        "missing_for_next": [fact.id for fact in card.missing],
        "next_question": _question_json(card),
        "follow_up": _follow_up_json(card, own),
    }


def criterion_json(one: CriterionLine) -> dict[str, Any]:
    """Return one criterion: its state, the level met, and the fact that decides it."""
    fact = one.deciding
    return {
        "id": one.reading.criterion.id,
        "level": one.reading.level,
        "state": one.reading.state,
        "fact": one.definition.id,
        "value": _value_json(one.definition.kind, fact.value) if fact else None,
        "noted_on": _iso(fact.noted_on) if fact else None,
    }


def man_advice(card: GradeCard) -> str:
    """Return what to do by the MAN table; while a letter is unknown, what to ask (method §2)."""
    code = card.judged.code
    if has_text(f"man.advice.{code}"):
        return text(f"man.advice.{code}")
    names = (text(f"man.{fact}") for fact in card.unknown_letters)
    return text("man.advice.ask", letters=text("list.comma").join(names))


def _override_json(card: GradeCard) -> dict[str, Any] | None:
    set_by_rep = card.override
    if set_by_rep is None:
        return None
    return {
        "grade": set_by_rep.grade,
        "reason": set_by_rep.reason,
        "set_on": _iso(set_by_rep.set_on),
    }


def _man_json(card: GradeCard) -> dict[str, Any]:
    best, worst = card.verdict_range
    return {
        "code": card.judged.code,
        "verdict": card.verdict,
        "best": best,
        "worst": worst,
        "advice": man_advice(card),
        "unknown": list(card.unknown_letters),
    }


def _signals_json(card: GradeCard) -> dict[str, Any]:
    return {
        "met": list(card.signals.met),
        "missing": list(card.signals.missing),
        "unknown": list(card.signals.unknown),
        "count": card.signals.count,
        "source_odds": card.signals.source_odds,
    }


def _question_json(card: GradeCard) -> dict[str, Any] | None:
    if not card.questions:
        return None
    return {"fact": card.questions[0].fact, "text": card.questions[0].text.pick(language())}


def _follow_up_json(card: GradeCard, own: Own | None) -> dict[str, Any] | None:
    step = step_json(card.lead["next"], own)
    return None if step is None else {key: step[key] for key in ("on", "by", "goal")}


def _value_json(kind: str, value: str) -> str | float | int:
    if kind != "number":
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number.is_integer() else number


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()

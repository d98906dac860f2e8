"""The grade card: the verdict of a day, and everything that explains it (method §2 to §5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from leadq.domain.grading.criteria import UNKNOWN_STATE, is_stale
from leadq.domain.grading.facts import MAN_FACTS
from leadq.domain.grading.grade import grade_rank
from leadq.domain.grading.man import INCOMPLETE
from leadq.domain.grading.signals import SIGNALS
from leadq.i18n import text
from leadq.render.grading.facts import word_value
from leadq.render.parts.data import criterion_json, grade_json, man_advice
from leadq.render.parts.dates import bare_day, days_ago, plain_day
from leadq.render.parts.lines import (
    DIM,
    EMPTY,
    Line,
    Piece,
    label_lines,
    line,
)
from leadq.render.parts.marks import GRADE_STYLES, grade_span, head_lines, step_text
from leadq.render.parts.show import show
from leadq.render.parts.table import Column, table_lines
from leadq.render.parts.text import cell_width, clean, one_line, signs

if TYPE_CHECKING:
    from leadq.domain.grading.facts import Fact
    from leadq.render.parts.look import Look
    from leadq.usecases.grading.card import CriterionLine, GradeCard

_CRITERION_KEYS = ("id", "level", "state", "fact", "value", "noted_on")
_NOTE_MOST = 40
_LINES_LONG = 4
_LABELS = (
    "grade", "class", "missing", "man", "signals", "question", "next", "reach", "address", "note",
    "people", "touches", "promises", "questions", "learnt", "objections", "gainsaid", "goal", "how",
    "ask", "bought", "worth", "bond", "referrals", "after",
)  # fmt: skip
_STATE_STYLES = {"met": "green", "not_met": "red", "stale": "yellow", "unknown": DIM}


def show_grade(card: GradeCard, look: Look) -> None:
    """Write a grade card; in csv, its criteria are the rows."""
    show(card, look, screen=draw_grade, data=_data, columns=_CRITERION_KEYS, rows=_rows)


def _data(card: GradeCard, look: Look) -> dict[str, Any]:

    return grade_json(card, look.own)


def _rows(card: GradeCard, _look: Look) -> list[dict[str, Any]]:

    return [criterion_json(one) for one in card.criteria]


def draw_grade(card: GradeCard, look: Look) -> list[Line]:
    """Return the lines of a grade card."""
    profile = clean(card.profile.name.pick(look.lang))
    lines = head_lines(card.lead, f" · {profile}")
    if card.on != look.today:
        lines.append(line(Piece(text("grade.as_of", day=plain_day(card.on, look.lang)), DIM)))
    lines += grade_lines(card, look)
    lines += [EMPTY, *_criteria(card, look), EMPTY]
    rows = [("man", man_line(card)), ("signals", signals_line(card))]
    if (missing := missing_line(card, look)) is not None:
        rows.append(("missing", missing))
    rows += [("question", one) for one in question_lines(card, look, 1)]
    rows.append(("next", _next_line(card, look)))
    for name, value in rows:
        label = text(f"card.{name}", grade=card.next_grade or "")
        lines += label_lines(label, [value], label_width(), _LINES_LONG)
    return lines


def label_width() -> int:
    """Return the cell in which the values of a card begin: after its longest label."""
    labels = (text(f"card.{name}", grade="A") for name in _LABELS)
    return max(map(cell_width, labels)) + len(text("card.gap"))


def grade_lines(card: GradeCard, look: Look) -> list[Line]:
    """Return the grade with what it rests on, and beside it the customer's class (method §4)."""
    judged = card.judged
    shown = grade_span(judged.grade, judged.grade_best)
    notes = [_standing(card, look)]
    if judged.grade and judged.recheck is not None and judged.recheck <= card.on:
        notes.append(text("grade.recheck", sign=signs().stale))
    words = text("list.then").join(note for note in notes if note)
    value = line(shown, Piece(f"{text('card.gap')}{words}" if words else ""))
    lines = label_lines(text("card.grade"), [value], label_width())
    if card.customer_class is None:
        return lines
    value = line(text(f"class.{card.customer_class}"))
    return lines + label_lines(text("card.class"), [value], label_width())


def _standing(card: GradeCard, look: Look) -> str:
    judged = card.judged
    if judged.slot is None:
        return text("grade.stop")
    if card.override is not None:
        computed = judged.computed or text("grade.open")
        reason = one_line(card.override.reason, 200)
        return text("grade.by_rep", reason=reason, computed=computed)
    if card.holds_until is None:
        return "" if judged.grade else text("grade.open_best", best=judged.grade_best or "")
    day = plain_day(card.holds_until + timedelta(days=1), look.lang)
    becomes = card.changes_to
    if judged.grade is None and becomes is not None and becomes.endswith("?"):
        best, later = judged.grade_best or "", becomes.removesuffix("?")
        return text("grade.best_changes", best=best, day=day, later=later)
    if becomes is None or becomes.endswith("?"):
        return text("grade.opens", day=day)
    rises = grade_rank(becomes) > grade_rank(judged.grade)
    return text("grade.rises" if rises else "grade.falls", day=day, grade=becomes)


def _criteria(card: GradeCard, look: Look) -> list[Line]:
    """Return the table of criteria, the known facts wrapped in their column."""
    columns = [
        Column(""),
        Column(text("column.criterion")),
        Column(text("column.known"), least=16, wraps=True),
        Column(text("column.noted"), goes=1),
        Column(text("column.level")),
    ]
    return table_lines(columns, [_criterion(card, one, look) for one in card.criteria])


def _criterion(card: GradeCard, one: CriterionLine, look: Look) -> list[Line]:
    state, style = one.reading.state, _STATE_STYLES[one.reading.state]
    sign = {"met": signs().met, "stale": signs().stale, "unknown": signs().unknown}.get(state)
    noted = one.deciding.noted_on if one.deciding else None
    level = one.reading.level
    return [
        line(Piece(sign or signs().none, style)),
        line(clean(one.label.pick(look.lang))),
        _known(card, one, look),
        line(Piece(bare_day(noted, look.lang, look.today) if noted else "", DIM)),
        line(Piece(level, GRADE_STYLES.get(level, "")) if level else Piece(signs().none, DIM)),
    ]


def _known(card: GradeCard, one: CriterionLine, look: Look) -> Line:
    """Return what is known under a criterion, with its notes and what is still open."""
    shown = [_word_fact(card, fact) for fact in one.facts]
    if not shown:
        return line(Piece(text("value.unknown"), DIM))
    if one.reading.state == UNKNOWN_STATE and one.definition.id not in {f.id for f in one.facts}:
        label = clean(one.definition.label.pick(look.lang))
        shown.append(text("value.still_unknown", label=label))
    return line(text("list.then").join(shown))


def _word_fact(card: GradeCard, fact: Fact) -> str:
    definition = card.profile.facts[fact.id]
    words = word_value(definition, fact.value, card.on)
    notes = [one_line(fact.note, _NOTE_MOST)] if fact.note else []
    if is_stale(fact, card.profile.rules, card.on):
        notes.append(text("value.stale", ago=days_ago(fact.noted_on, card.on)))
    if not notes:
        return words
    return text("list.aside", words=words, aside=text("list.comma").join(notes))


def man_line(card: GradeCard) -> Line:
    """Return the MAN letters, the verdict, and what to do (method §2)."""
    code = " ".join(card.judged.code)
    if card.verdict == INCOMPLETE:
        best, worst = (text(f"verdict.{name}") for name in card.verdict_range)
        words = text("man.incomplete", best=best, worst=worst, advice=man_advice(card))
    else:
        verdict = text(f"verdict.{card.verdict}")
        words = text("man.complete", verdict=verdict, advice=man_advice(card))
    return line(f"{code}{text('card.gap')}{words}")


def signals_line(card: GradeCard) -> Line:
    """Return the five signals: which are there, which are missing or unknown (method §3)."""
    signals = card.signals
    comma = text("list.comma")
    parts = [comma.join(text(f"signal.{name}.met") for name in signals.met)]
    if signals.missing:
        parts.append(comma.join(text(f"signal.{name}.missing") for name in signals.missing))
    if signals.unknown:
        names = comma.join(text(f"signal.{name}") for name in signals.unknown)
        parts.append(text("signal.unknown", names=names))
    words = text("list.then").join(part for part in parts if part)
    if signals.source_odds:
        words += text("signal.odds", odds=signals.source_odds)
    return line(f"{signals.count}/{len(SIGNALS)}{text('card.gap')}{words}")


def missing_line(card: GradeCard, look: Look) -> Line | None:
    """Return what the next grade up still asks for, or None at the top."""
    wants = [clean(want.pick(look.lang)) for want in card.missing_wants]
    judged = {fact for one in card.criteria for fact in one.reading.criterion.facts}
    letters = [f.id for f in card.missing if f.id in MAN_FACTS and f.id not in judged]
    if letters:
        names = text("list.comma").join(text(f"man.{name}") for name in letters)
        wants.append(text("man.missing", letters=names))
    return line(text("list.then").join(wants)) if wants else None


def question_lines(card: GradeCard, look: Look, most: int) -> list[Line]:
    """Return the questions worth asking, in quotes; none where contact is to stop."""
    if card.judged.slot is None:
        return []
    asked = [clean(one.text.pick(look.lang)) for one in card.questions[:most]]
    return [line(text("card.quoted", words=words)) for words in asked]


def next_words(card: GradeCard, look: Look) -> str:
    """Return the next step; where there is none because MAN is all no, how to drop the lead."""
    if card.lead["next"] is None and card.judged.slot is None:
        return text("step.drop", number=card.lead["number"])
    return step_text(card.lead["next"], look)


def _next_line(card: GradeCard, look: Look) -> Line:
    words, slot = next_words(card, look), card.judged.slot
    if card.lead["next"] is None or slot in (None, "ungraded") or card.on > look.today:
        return line(words)
    days = card.profile.rules.cadence[str(slot)].every_days
    aside = text("step.cadence", slot=text(f"slot.{slot}"), days=days)
    return line(words, Piece(text("list.aside", words="", aside=aside), DIM))

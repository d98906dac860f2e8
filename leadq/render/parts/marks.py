"""The marks and short words that every screen uses for a lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from leadq.adapters.phones import format_phone, normalise_phone
from leadq.domain.fields import CHOICE, IN_HEAD, MONEY, named
from leadq.domain.leads.status import SOLD
from leadq.i18n import has_text, language, text
from leadq.render.parts.dates import as_day, bare_day, plain_day, short_day
from leadq.render.parts.goals import goal_text
from leadq.render.parts.lines import BOLD, DIM, Line, Piece, line, text_width, wrap_line
from leadq.render.parts.text import clean, one_line, signs
from leadq.store.read.read_leads import load_json, plain_number

if TYPE_CHECKING:
    from datetime import date

    from leadq.render.parts.look import Look
    from leadq.store.read.read_details import ContactData
    from leadq.store.read.rows import LeadData, NextStep

GRADE_STYLES = {"A": "bold red", "B": "yellow", "C": "blue"}
LATE_STYLE = "red"
_LONGEST_NAME = 60
_LONGEST_ADDRESS = 20
_HEAD_LINES = 3
_CHOICES, _SUMS = named(CHOICE), named(MONEY)
_VALUE_WIDEST = 200


def grade_span(grade: str | None, best: str | None) -> Piece:
    """Return a grade: A, B, C in colour; ``A?`` while it is open; a dash for none."""
    if grade:
        return Piece(grade, GRADE_STYLES.get(grade, ""))
    return Piece(f"{best}?" if best else signs().none, DIM)


def grade_word(grade: str | None, best: str | None) -> str:
    """Return a grade as one plain word: ``A``, ``A?`` while it is open, a dash for none."""
    return grade or (f"{best}?" if best else signs().none)


def standing_word(lead: LeadData) -> str:
    """Return a lead's grade as a plain word; of a customer, that it is one (method §14)."""
    if lead["status"] in SOLD:
        return word_of("status", lead["status"])
    return grade_word(lead["grade"], lead["grade_best"])


def grade_cell(lead: LeadData, day: date) -> Line:
    """Return a lead's grade, with the sign of what is stale when it is to be re-checked.

    Customers have none: the grade tells how near a sale is (method §14).
    """
    if lead["status"] in SOLD:
        return line(Piece(signs().none, DIM))
    shown = grade_span(lead["grade"], lead["grade_best"])
    recheck = lead["recheck"]
    if lead["grade"] and recheck is not None and as_day(recheck) <= day:
        return line(shown, Piece(signs().stale, DIM))
    return line(shown)


def late_cell(days: int) -> Line:
    """Return how many days late, in red with its sign."""
    return line(Piece(f"{signs().late} {text('due.days', days=days)}", LATE_STYLE))


def lead_title(lead: LeadData) -> str:
    """Return a lead's name and company."""
    return name_title(lead["name"], lead["company"])


def name_title(name: str | None, company: str | None, longest: int = _LONGEST_NAME) -> str:
    """Return a name and a company, each once and no longer than so many cells."""
    return _joined((name, company), longest)


def _joined(given: Iterable[str | None], longest: int = _LONGEST_NAME) -> str:
    parts = [one_line(part, longest) for part in given if part]
    return " · ".join(dict.fromkeys(parts))


def numbered_title(lead: LeadData) -> str:
    """Return a lead's number, name and company."""
    return f"{lead['number']} {lead_title(lead)}"


def head_lines(lead: LeadData, aside: str = "") -> list[Line]:
    """Return the head of a card: number, name, title, company, and what is said beside them."""
    told: Mapping[str, Any] = lead
    head = f"{lead['number']} {_joined(map(told.get, IN_HEAD))}"
    shown = line(Piece(head, BOLD), Piece(aside, DIM))
    return wrap_line(shown, text_width(), _HEAD_LINES)


def word_of(kind: str, token: str) -> str:
    """Return the word for a token of the program; one without a word as it is."""
    key = f"{kind}.{token}"
    return text(key) if has_text(key) else clean(token)


def outcome_word(outcome: str, by: str | None) -> str:
    """Return the word for how a try ended: a call is not answered, a message not replied to."""
    return word_of("outcome", f"{outcome}.{by}" if has_text(f"outcome.{outcome}.{by}") else outcome)


def money_text(amount: float) -> str:
    """Return an amount as it is written: 800,000; in Chinese 80万, 1.2亿, where nothing is lost."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if language() == "zh" and abs(amount) >= size and amount % (size // 100) == 0:
            return f"{amount / size:,.2f}".rstrip("0").rstrip(".") + unit
    return f"{plain_number(amount):,}"


def value_words(column: str, value: Any, look: Look) -> str:
    """Return what a lead has in a field as people read it; a list also as the store keeps it.

    What nobody could have put there, since it came from elsewhere, is shown as it is.
    """
    if value in (None, "", "[]", "{}", []):
        return text("history.empty")
    with suppress(ValueError, TypeError):
        return _sound_words(column, value, look)
    return one_line(str(value), _VALUE_WIDEST)


def _sound_words(column: str, value: Any, look: Look) -> str:
    if column == "tags":
        tags = load_json(value) if isinstance(value, str) else value
        return text("list.comma").join(one_line(str(tag), _VALUE_WIDEST) for tag in tags)
    if column in ("status", "role"):
        return word_of(column, value)
    if column == "profile" and look.trade is not None:
        return one_line(look.trade(value), _VALUE_WIDEST)
    if column in ("parked_until", "created_on"):
        return plain_day(as_day(value), look.lang)
    if has_text(f"value.{value}") and column in _CHOICES:
        return text(f"value.{value}")
    is_sum = isinstance(value, float) or (column in _SUMS and isinstance(value, int))
    return money_text(value) if is_sum else one_line(str(value), _VALUE_WIDEST)


def phone_text(phone: str, look: Look) -> str:
    """Return a phone as it is read at home."""
    return clean(format_phone(phone, look.region))


def typed_phone_text(typed: str, look: Look) -> str:
    """Return a phone that is kept as it was typed, as it is read at home if it is a whole one."""
    return phone_text(normalise_phone(typed, look.region).e164 or typed, look)


def reach_text(lead: LeadData, look: Look) -> str:
    """Return the first way to reach a lead: phone (never cut), WeChat, email, or a dash."""
    if lead["phones"]:
        return phone_text(lead["phones"][0], look)
    if lead["wechat"]:
        return one_line(f"{text('by.wechat')} {lead['wechat']}", _LONGEST_ADDRESS)
    return one_line(lead["emails"][0], _LONGEST_ADDRESS) if lead["emails"] else signs().none


def all_reaches(lead: LeadData, look: Look) -> str:
    """Return every way to reach a lead, whole; empty where there is none."""
    reach = [phone_text(phone, look) for phone in lead["phones"]]
    if lead["wechat"]:
        reach.append(f"{text('by.wechat')} {clean(lead['wechat'])}")
    return " · ".join([*reach, *map(clean, lead["emails"])])


def contact_aside(one: ContactData) -> str:
    """Return in brackets where a person stands and what is noted of them; empty for neither."""
    parts = [word_of("attitude", one.attitude)] if one.attitude else []
    parts += [clean(one.note)] if one.note else []
    return text("list.aside", words="", aside=text("list.then").join(parts)) if parts else ""


def reach_words(lead: LeadData, look: Look) -> str:
    """Return number, name and how to reach a lead, in a few words."""
    return f"{lead['number']} {one_line(lead['name'], _LONGEST_ADDRESS)} · {reach_text(lead, look)}"


def aim_text(step: NextStep | None, look: Look) -> str:
    """Return time, place and goal of a step."""
    if step is None:
        return ""
    goal = goal_text(step["goal"], look.own)
    return " · ".join(clean(part) for part in (step["time"], step["place"], goal) if part)


def day_cell(step: NextStep | None, day: date, look: Look) -> Line:
    """Return the day of a step: late in red, a dash when there is no step."""
    if step is None:
        return line(Piece(signs().none, DIM))
    on = as_day(step["on"])
    if on < day:
        return line(Piece(f"{signs().late} {bare_day(on, look.lang, day)}", LATE_STYLE))
    if on.year != day.year:
        return line(bare_day(on, look.lang, day))
    return line(short_day(on, look.lang))


def step_text(step: NextStep | None, look: Look) -> str:
    """Return a step in one sentence: when, how and where, then the goal."""
    if step is None:
        return text("step.none")
    when, goal = appointment_text(step, step_day(step, look)), goal_text(step["goal"], look.own)
    return text("step.with_goal", when=when, goal=clean(goal)) if goal else when


def step_day(step: NextStep, look: Look) -> str:
    """Return the day of a step."""
    return short_day(as_day(step["on"]), look.lang, look.today)


def appointment_text(step: NextStep, day: str = "") -> str:
    """Return the hour of a step behind its day, its channel and its place."""
    when = f"{day} {step['time'] or ''}".strip()
    how = f"{word_of('by', step['by'])} {clean(step['place'] or '')}".strip()
    return text("step.when", when=clean(when), how=how) if when else how

"""What happened to a lead, in words, the newest last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from leadq.domain.leads.merge import ASIDE
from leadq.i18n import has_text, text
from leadq.render.grading.facts import word_token, word_value
from leadq.render.leads.history_cases import tell_case_step, tell_complaint
from leadq.render.parts.dates import as_day, bare_day, plain_day
from leadq.render.parts.goals import goal_text, promise_words
from leadq.render.parts.lines import (
    BOLD,
    DIM,
    EMPTY,
    Line,
    Piece,
    flat,
    line,
    pad_line,
    text_width,
    wrap_line,
)
from leadq.render.parts.marks import (
    money_text,
    name_title,
    outcome_word,
    step_text,
    value_words,
    word_of,
)
from leadq.render.parts.show import show
from leadq.render.parts.text import cell_width, one_line
from leadq.store.read.read_leads import load_json
from leadq.store.read.rows import NextStep
from leadq.store.statements import SYNC
from leadq.usecases.desk import AGENT

if TYPE_CHECKING:
    from leadq.content.model import FactDef
    from leadq.render.parts.look import Look
    from leadq.usecases.leads.history import Entry

Find = Callable[[str], "FactDef | None"]
"""Returns what is known of a fact by its id, or None when no content knows it any more."""
_LONGEST = 200
_LONGEST_NAME = 60


def show_history(number: int, name: str, entries: Sequence[Entry], look: Look, find: Find) -> None:
    """Write every change of a lead, the newest last; ``find`` knows the facts."""

    def draw(entries: Sequence[Entry], look: Look) -> list[Line]:
        title = f"{number} {one_line(name, _LONGEST_NAME)}"
        lines: list[Line] = [line(Piece(title, BOLD)), EMPTY]
        written_anew = _written_anew(entries)
        width = max((cell_width(_stamp(entry, look)) for entry in entries), default=0)
        synced = ""
        for entry in entries:
            what = tell_change(entry, look, find)
            if what and _reach_key(entry) not in written_anew:
                lines += _draw(entry, what, width, look, again=synced == entry.at)
                synced = entry.at if entry.verb == SYNC else ""
        return lines

    show(
        entries,
        look,
        screen=draw,
        data=lambda entries, look: [_entry_json(entry, look) for entry in entries],
        columns=("at", "owner", "verb", "table", "op", "what"),
        rows=lambda entries, look: [
            {**entry.__dict__, "what": tell_change(entry, look, find) or None} for entry in entries
        ],
    )


def tell_change(entry: Entry, look: Look, find: Find) -> str:
    """Return one change in a few words; empty for one that another tells as well."""
    if entry.verb == "merge" and entry.op == "delete":
        return _tell_merged(entry.values) if entry.table == "lead" else ""
    if entry.op == "update" and (not entry.before or _gave_way(entry)):
        return ""
    if entry.op == "update":
        teller = _UPDATES.get(entry.table)
        return teller(entry, look) if teller else _tell_fields(entry, look)
    known = _INSERTS.get(entry.table)
    if known is None:
        return ""
    what = known(entry.values, look, find)
    return text("history.removed", what=what) if entry.op == "delete" else what


def _stamp(entry: Entry, look: Look) -> str:
    """Return the day and time of a change where the rep is."""
    when = datetime.fromisoformat(entry.at).astimezone()
    return f"{bare_day(when.date(), look.lang, look.today)} {when:%H:%M}"


def _draw(entry: Entry, what: str, width: int, look: Look, *, again: bool) -> list[Line]:
    """Lay out a change; of what one sync brought (``again``) it is told once that it came so."""
    stamp = flat(pad_line(line(_stamp(entry, look)), width, right=True)) + "  "
    by, who = [_command_words(entry.verb)], _signature(entry.owner)
    if entry.verb == SYNC and who:
        what = text("history.who", who=who[0], what=what)
    else:
        by += who
    is_told = entry.verb == SYNC and again
    aside = "" if is_told else text("list.aside", words="", aside=text("list.comma").join(by))
    start = cell_width(stamp)
    parts = wrap_line(line(what, Piece(aside, DIM)), text_width() - start)
    head = [Piece(stamp, DIM), *[Piece(" " * start)] * (len(parts) - 1)]
    return [(first, *part) for first, part in zip(head, parts, strict=True)]


def _signature(owner: str | None) -> list[str]:
    if owner == AGENT:
        return [text("undo.by_agent")]
    return [one_line(owner, _LONGEST)] if owner else []


def _command_words(verb: str) -> str:
    """Return what a command does in a few words; what the program did by itself has no command."""
    key = "history.regrade" if verb == "regrade" else f"cmd.{verb}"
    return text(key) if has_text(key) else verb


def _written_anew(entries: Sequence[Entry]) -> set[tuple[Any, ...]]:
    """Return the ways to reach a lead that one command took out and put back."""
    keys: dict[str, set[tuple[Any, ...]]] = {"insert": set(), "delete": set()}
    for entry in entries:
        if entry.table == "reach" and entry.op in keys and entry.verb != "merge":
            keys[entry.op].add(_reach_key(entry))
    return keys["insert"] & keys["delete"]


def _reach_key(entry: Entry) -> tuple[Any, ...]:
    return entry.at, entry.verb, entry.values.get("typed")


def _tell_lead(values: dict[str, Any], _look: Look, _find: object) -> str:
    return text(
        "history.added", name=name_title(values.get("name"), values.get("company"), _LONGEST)
    )


def _gave_way(entry: Entry) -> bool:
    """Tell whether a grade set by hand ended because the lead it was merged into has its own."""
    return entry.verb == "merge" and entry.table == "override"


def _tell_merged(values: dict[str, Any]) -> str:
    """Return which lead went into this one."""
    title = name_title(values.get("name"), values.get("company"), _LONGEST)
    return text("history.merged", lead=f"{values['number']} {title}")


def _tell_reach(values: dict[str, Any], _look: Look, _find: object) -> str:
    return _field(text(f"field.{values['kind']}"), values["typed"])


def _tell_fact(values: dict[str, Any], look: Look, find: Find) -> str:
    definition, value = find(values["fact"]), str(values["value"])
    if definition is None:
        return _noted(_field(values["fact"], word_token(value)), values.get("note"))
    name, words = definition.label.pick(look.lang), word_value(definition, value)
    return _noted(_field(name, words), values.get("note"))


def _tell_touch(values: dict[str, Any], _look: Look, _find: object) -> str:
    was_reached = values["outcome"] == "reached"
    said = [] if was_reached else [outcome_word(values["outcome"], values.get("by"))]
    said += [one_line(str(values["said"]), _LONGEST)] if values.get("said") else []
    if values.get("objection"):
        said.append(text("card.objection", words=one_line(str(values["objection"]), _LONGEST)))
    by = word_of("by", values["by"])
    return _field(by, text("list.then").join(said)) if said else by


def _tell_step(values: dict[str, Any], look: Look, _find: object) -> str:
    step = NextStep(
        on=values["on_day"],
        by=values.get("by", ""),
        goal=values.get("goal", ""),
        time=values.get("at_time"),
        place=values.get("place"),
    )
    return _field(text("card.next"), step_text(step, look))


def _tell_promise(values: dict[str, Any], look: Look, _find: object) -> str:
    promised = _field(text("card.promises"), promise_words(values["text"]))
    due_on = values.get("due_on")
    return _noted(promised, plain_day(as_day(due_on), look.lang) if due_on else None)


def _tell_contact(values: dict[str, Any], _look: Look, _find: object) -> str:
    who = " ".join(str(values[key]) for key in ("name", "phone") if values.get(key))
    if values.get("attitude"):
        who = text("list.then").join((who, word_of("attitude", values["attitude"])))
    return _noted(_field(word_of("role", values["role"]), who), values.get("note"))


def _tell_override(values: dict[str, Any], _look: Look, _find: object) -> str:
    return _noted(_field(text("history.override"), values["grade"]), values.get("reason"))


def _tell_purchase(values: dict[str, Any], look: Look, _find: object) -> str:
    day = plain_day(as_day(values["on_day"]), look.lang)
    words = text("purchase.noted", amount=money_text(values["amount"]), day=day)
    if values.get("noted_by") == "file":
        words = text("history.from_file", what=words)
    return _noted(words, values.get("product"))


def _tell_step_end(entry: Entry, look: Look) -> str:
    """Return how a step ended; one that was done or moved is told by what follows it."""
    if "on_day" in entry.values:
        return _field(text("card.next"), plain_day(as_day(entry.values["on_day"]), look.lang))
    if entry.values.get("state") == "cancelled":
        return text("history.step_cancelled")
    reason = entry.values.get("reason")
    return _field(text("history.put_off"), reason) if reason else ""


def _tell_promise_end(entry: Entry, _look: Look) -> str:
    return text(f"history.promise_{entry.values.get('state', 'kept')}")


def _tell_fields(entry: Entry, look: Look) -> str:
    """Return each changed column that has a name, with its old and new value."""
    told = []
    for column, old in entry.before.items():
        emptied_beside = "status" in entry.before and entry.values.get(column) is None
        if emptied_beside or not has_text(f"field.{column}"):
            continue
        old_words, new_words = (_word(column, v, look) for v in (old, entry.values.get(column)))
        told.append(_field(text(f"field.{column}"), f"{old_words} → {new_words}"))
    return text("list.then").join(told)


def _word(column: str, value: Any, look: Look) -> str:
    if column == "extra" and value:
        return text("list.comma").join(
            _field(_extra_name(name), kept) for name, kept in load_json(value).items()
        ) or text("history.empty")
    return value_words(column, value, look)


def _extra_name(name: str) -> str:
    """Return what one of the other fields is called; those that a merge set aside in words."""
    field = name.removeprefix(ASIDE)
    if field == name or not has_text(f"field.{field}"):
        return one_line(name, _LONGEST)
    return text("history.aside", field=text(f"field.{field}"))


def _field(name: str, value: object) -> str:
    return text("history.field", name=name, value=one_line(str(value), _LONGEST))


def _noted(words: str, note: object) -> str:
    if not note:
        return words
    return text("list.aside", words=words, aside=one_line(str(note), _LONGEST))


def _entry_json(entry: Entry, look: Look) -> dict[str, Any]:
    values = dict(entry.values)
    if entry.table == "followup" and values.get("goal"):
        values["goal"] = goal_text(values["goal"], look.own)
    return {**entry.__dict__, "values": values}


_INSERTS: dict[str, Callable[[dict[str, Any], Look, Find], str]] = {
    "lead": _tell_lead,
    "reach": _tell_reach,
    "fact": _tell_fact,
    "touch": _tell_touch,
    "followup": _tell_step,
    "promise": _tell_promise,
    "contact": _tell_contact,
    "override": _tell_override,
    "purchase": _tell_purchase,
    "complaint": tell_complaint,
}
_UPDATES: dict[str, Callable[[Entry, Look], str]] = {
    "followup": _tell_step_end,
    "promise": _tell_promise_end,
    "override": lambda _entry, _look: text("history.override_ended"),
    "complaint": tell_case_step,
}

"""Reads a question script: its steps and the facts described in them (method §6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leadq.content.loader import Mistakes
from leadq.content.model import FactDef, Script, ScriptStep
from leadq.content.schemas.fact_schema import FACT_KEYS, read_fact
from leadq.content.schemas.schema import Toml, read_head

SCRIPT_KEYS = ("version", "id", "name", "about", "profile", "from_profile", "again", "steps")
STEP_KEYS = ("fact", "stage", "when", "daily", *FACT_KEYS)
Lookup = Callable[[str], FactDef | None]


def defined_facts(data: dict[str, object], report: Mistakes) -> dict[str, FactDef]:
    """Return the facts a script describes whole; what is wrong in them stays unreported."""
    quiet = Mistakes(report.path)
    found: dict[str, FactDef] = {}
    for one in Toml(data, "", quiet).tables("steps"):
        if one.has("kind") and one.has("fact"):
            id_ = one.word("fact")
            fact = read_fact(one, id_, None) if id_ else None
            if fact is not None and not quiet.errors:
                found.setdefault(fact.id, fact)
            quiet.errors.clear()
    return found


def read_script(
    data: dict[str, object],
    report: Mistakes,
    lookup: Lookup,
    asked: Mapping[str, FactDef],
    profiles: tuple[str, ...],
) -> Script | None:
    """Return a script, or None with the mistakes in the report.

    ``lookup`` finds a fact described elsewhere; ``asked`` are the grading questions of the
    profile in order, for a script that takes its steps from there.
    """
    table = Toml(data, "", report)
    table.only(SCRIPT_KEYS)
    head = read_head(table)
    profile = (table.word("profile", profiles) or "") if table.has("profile") else ""
    from_profile, again = table.flag("from_profile"), table.flag("again")
    if from_profile:
        if table.has("steps"):
            table.bad("steps", "not_allowed", "from_profile")
        facts = dict(asked)
        steps = [ScriptStep(fact) for fact in asked]
    else:
        facts, steps = _read_steps(table, lookup)
    if report.errors or head is None:
        return None
    id_, name, about = head
    return Script(id_, name, about, profile, from_profile, tuple(steps), facts, report.path, again)


def _read_steps(table: Toml, lookup: Lookup) -> tuple[dict[str, FactDef], list[ScriptStep]]:
    facts: dict[str, FactDef] = {}
    steps: list[ScriptStep] = []
    if not table.data.get("steps"):
        table.bad("steps", "missing", "", ("[[steps]]",))
    for one in table.tables("steps"):
        one.only(STEP_KEYS)
        id_ = one.word("fact")
        if id_ is None:
            continue
        if id_ in facts:
            one.bad("fact", "twice", id_)
            continue
        fact = _step_fact(one, id_, lookup)
        if fact is None:
            continue
        facts[id_] = fact
        stage = one.text("stage") if one.has("stage") else None
        steps.append(ScriptStep(id_, _read_when(one, facts, lookup), stage, one.flag("daily")))
    return facts, steps


def _step_fact(one: Toml, id_: str, lookup: Lookup) -> FactDef | None:
    known = lookup(id_)
    if known is None and not one.has("kind"):
        one.bad("fact", "unknown_fact", id_)
        return None
    return read_fact(one, id_, known)


def _read_when(
    one: Toml, facts: Mapping[str, FactDef], lookup: Lookup
) -> tuple[str, tuple[str, ...]] | None:
    when = one.table("when", ("fact", "is")) if one.has("when") else None
    if when is None:
        return None
    when.only(("fact", "is"))
    id_, values = when.word("fact"), when.words("is")
    if id_ is None:
        return None
    fact = facts.get(id_) or lookup(id_)
    if fact is None:
        when.bad("fact", "unknown_fact", id_)
        return None
    if not fact.values:
        when.bad("fact", "not_allowed", fact.kind, ("yes_no", "choice"))
        return None
    for value in values:
        if value not in fact.values:
            when.bad("is", "not_allowed", value, fact.values)
    return id_, values

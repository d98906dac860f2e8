"""Reads a trade (profile): criteria, caps, shelf lives, cadence and wording (method §4, §5)."""

from __future__ import annotations

from collections.abc import Mapping

from leadq.content.loader import Mistakes
from leadq.content.model import GOALS, FactDef, Profile
from leadq.content.schemas.aftersale_schema import read_aftersale
from leadq.content.schemas.criteria_schema import CriterionText, read_criteria
from leadq.content.schemas.fact_schema import read_fact_array
from leadq.content.schemas.schema import Toml, read_head
from leadq.content.texts import Text
from leadq.domain.grading.facts import UNKNOWN
from leadq.domain.grading.rules import Cadence, Caps, Criterion, Rules
from leadq.domain.words import AFTER_SLOTS, CHANNELS, GRADES, SLOTS

PROFILE_KEYS = (
    *("version", "id", "name", "about", "ask", "facts", "criteria"),
    *("shelf_days", "caps", "cadence", "overdue_days", "aftersale"),
)
_ASK_FIRST = ("need", "money", "authority")
_ASK_LAST = ("pain", "obstacle")


def read_profile(
    data: dict[str, object], report: Mistakes, core: Mapping[str, FactDef], base: Rules | None
) -> Profile | None:
    """Return a profile, or None with the mistakes in the report.

    ``base``: the rules of the built-in ``general``, from which whatever is left out is taken;
    None while that one is read, which therefore must say everything.
    """
    table = Toml(data, "", report)
    table.only(PROFILE_KEYS)
    head = read_head(table)
    facts = {**core, **read_fact_array(table, core)}
    pairs = read_criteria(table, facts)
    goals: dict[str, Text] = {}
    cadence = _read_cadence(table, base, goals)
    aftersale = read_aftersale(table, base, goals)
    criteria = tuple(criterion for criterion, _ in pairs)
    shelf = _read_days(table, "shelf_days", tuple(facts), base.shelf_days if base else {}, 1)
    overdue = _read_days(table, "overdue_days", GRADES, base.overdue_days if base else {}, 0)
    caps = _read_caps(table, base.caps if base else Caps())
    ask = _read_ask(table, criteria, facts)
    if base is None:
        _need_all(table)
    if report.errors or head is None:
        return None
    id_, name, about = head
    rules = Rules(
        profile=id_,
        criteria=criteria,
        cadence=cadence,
        shelf_days=shelf,
        overdue_days=overdue,
        ask=ask,
        values={fact.id: fact.values for fact in facts.values() if fact.values},
        caps=caps,
        aftersale=aftersale,
    )
    labels, wants = _wording(pairs)
    return Profile(id_, name, about, rules, facts, labels, wants, goals, report.path)


def _wording(
    pairs: list[tuple[Criterion, CriterionText]],
) -> tuple[dict[str, Text], dict[str, Mapping[str, Text]]]:
    labels = {criterion.id: text.label for criterion, text in pairs}
    return labels, {criterion.id: text.wants for criterion, text in pairs}


def _read_ask(
    table: Toml, criteria: tuple[Criterion, ...], facts: Mapping[str, FactDef]
) -> tuple[str, ...]:
    graded = [*_ASK_FIRST, *(fact for criterion in criteria for fact in criterion.facts)]
    if not table.has("ask"):
        return tuple(dict.fromkeys([*graded, *_ASK_LAST]))
    asked = table.words("ask")
    for place, fact in enumerate(asked):
        if fact not in facts:
            table.bad(f"ask[{place}]", "unknown_fact", fact, facts)
    # What the grade hangs on is asked even where the list forgets it, else it stays open for ever.
    needed = (fact for fact in graded if not _may_stay_open(fact, criteria))
    return tuple(dict.fromkeys([*asked, *needed]))


def _may_stay_open(fact: str, criteria: tuple[Criterion, ...]) -> bool:
    """Tell whether a fact counts only while it is known, wherever the grade looks at it."""
    levels = [level for one in criteria for level in one.levels.values() if fact in level]
    return bool(levels) and all(UNKNOWN in level[fact].values for level in levels)


def _read_days(
    table: Toml, key: str, allowed: tuple[str, ...], base: Mapping[str, int], low: int
) -> dict[str, int]:
    days = dict(base)
    inner = table.table(key) if table.has(key) else None
    if inner is None:
        return days
    for name in inner.data:
        if name not in allowed:
            problem = "unknown_fact" if key == "shelf_days" else "unknown_key"
            inner.bad(name, problem, name, allowed)
        else:
            days[name] = inner.whole(name, low) or 0
    return days


def _read_caps(table: Toml, base: Caps) -> Caps:
    inner = table.table("caps") if table.has("caps") else None
    if inner is None:
        return base
    inner.only(("not_all_man", "need_no"))
    given = {key: inner.word(key, GRADES) for key in ("not_all_man", "need_no") if inner.has(key)}
    return Caps(given.get("not_all_man") or base.not_all_man, given.get("need_no") or base.need_no)


def _read_cadence(table: Toml, base: Rules | None, goals: dict[str, Text]) -> dict[str, Cadence]:
    found = dict(base.cadence) if base else {}
    inner = table.table("cadence") if table.has("cadence") else None
    if inner is None:
        return found
    inner.only(SLOTS)
    for slot in SLOTS:
        one = inner.table(slot) if inner.has(slot) else None
        if one is not None:
            one.only(("every_days", "by", "goal"))
            found[slot] = _read_slot(one, slot, found.get(slot), goals)
    return found


def _read_slot(one: Toml, slot: str, base: Cadence | None, goals: dict[str, Text]) -> Cadence:
    days, by, goal = (base.every_days, base.by, base.goal) if base else (1, "", "")
    if one.has("every_days") or base is None:
        days = one.whole("every_days", 1) or days
    if one.has("by") or base is None:
        by = one.word("by", CHANNELS) or by
    if isinstance(one.data.get("goal"), dict):
        text = one.text("goal")
        if text:
            goals[slot] = text
            goal = f"@{one.report.path.stem}.{slot}"
    elif one.has("goal") or base is None:
        goal = one.word("goal", GOALS) or goal
    return Cadence(days, by, goal)


def _need_all(table: Toml) -> None:
    holds: dict[str, tuple[str, ...]] = {
        "shelf_days": (),
        "caps": ("not_all_man", "need_no"),
        "cadence": SLOTS,
        "overdue_days": GRADES,
        "aftersale": AFTER_SLOTS,
    }
    for key, names in holds.items():
        inner = table.table(key, names)
        if inner is not None:
            for name in names:
                inner.need(name)

"""Conditions on leads as clauses of SQL: facts in force, class, what is stale, the next step.

In a statement they need the aliases ``l`` (lead) and ``o`` (the outlook of the day), and the
parameter ``:day``.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

KNOWN, OPEN, IS, IS_NOT, BELOW, ABOVE, HOLDS = "known", "?", "=", "!=", "<", ">", "~"
"""The tests of a fact, by the sign that is typed for each; without one: what is known."""
_LONGEST = 8000
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\%_"})
_LATEST = """
nullif((SELECT f.value FROM fact f WHERE f.lead_id = l.id AND f.fact = {fact}
        AND f.noted_on <= :day
        ORDER BY f.noted_on DESC, f.created_at DESC, f.uid DESC LIMIT 1), 'unknown')
"""
# The same as ``domain.grading.classes``, held equal to it by a test; MAN stands in the outlook.
_INTENT = f"""
coalesce({_LATEST.format(fact="'intent'")},
  CASE WHEN {_LATEST.format(fact="'engagement'")} IN ('comparing', 'bargaining') THEN 'yes' END)
"""
_FINANCED = " OR ".join(
    f"{_LATEST.format(fact=way)} IS 'yes'" for way in ("'financing'", "'repayment_source'")
)
_CLASS = f"""
CASE {_INTENT}
WHEN 'yes' THEN CASE
  WHEN o.man GLOB 'M*' THEN 'target_strong'
  WHEN {_FINANCED} THEN 'target_weak'
  WHEN coalesce(o.man, '?') GLOB '[?]*' THEN 'potential'
  WHEN o.man GLOB '?AN' THEN 'target_weak' ELSE 'target_no_means' END
WHEN 'no' THEN NULL
ELSE CASE WHEN o.man GLOB '*N' THEN 'potential' END END
"""
_STEP_BY = """
EXISTS (SELECT 1 FROM followup s WHERE s.lead_id = l.id AND s.state = 'open' AND s."by" = :step_by)
"""


_FULFIL = """
SELECT l.id FROM lead l JOIN outlook o ON o.lead_id = l.id
WHERE o.first_day <= :day AND o.until_day >= :day"""
_NOTED = "SELECT DISTINCT lead_id FROM fact WHERE fact = ? LIMIT ?"
_FEW = 5000


class FactTest(NamedTuple):
    """One condition on the fact in force of an id (§1); what is unknown passes OPEN alone.

    ``values`` are those that pass, or that IS_NOT excludes; for BELOW, ABOVE and HOLDS ``limit``
    says what is compared with: a number where ``numeric``, else a text. ``yearly``: only month and
    day are compared. ``listed``: the fact holds several texts.
    """

    fact: str
    test: str = KNOWN
    values: tuple[str, ...] = ()
    limit: str = ""
    numeric: bool = False
    yearly: bool = False
    listed: bool = False


class Conditions(NamedTuple):
    """What leads have to fulfil, all of it; empty fields ask for nothing.

    ``stale``: something that the grade rests on is to be asked again. ``by``: the channel of the
    next step.
    """

    facts: tuple[FactTest, ...] = ()
    classes: tuple[str, ...] = ()
    stale: bool = False
    by: str = ""


ANY = Conditions()
"""No condition at all."""


def find_noted(conn: sqlite3.Connection, wanted: Conditions) -> list[int] | None:
    """Return the leads of which the rare ones of the facts asked for were ever noted, all of these.

    None where none is rare. The index of facts is looked through for it, which is quicker than
    asking lead by lead.
    """
    few: set[int] | None = None
    for fact in dict.fromkeys(one.fact for one in wanted.facts if one.test != OPEN):
        found = {row[0] for row in conn.execute(_NOTED, (fact, _FEW + 1))}
        if len(found) <= _FEW:
            few = found if few is None else few & found
    return None if few is None else sorted(few)


def condition_clauses(wanted: Conditions, params: dict[str, Any]) -> list[str]:
    """Return the clauses that conditions stand for; their values are put into ``params``."""
    clauses = []
    if wanted.stale:
        clauses.append("o.grade IS NOT NULL AND o.recheck <= :day")
    if wanted.by:
        params["step_by"] = wanted.by
        clauses.append(_STEP_BY)
    for place, one in enumerate(wanted.facts):
        params[f"fact{place}"] = one.fact
        value = _LATEST.format(fact=f":fact{place}")
        clauses.append(_test_clause(value, one, f"fact{place}", params))
    if wanted.classes:
        clauses.append(f"{_CLASS} IN ({name_values(params, 'class', wanted.classes)})")
    return clauses


def fulfil_clause(wanted: Conditions, params: dict[str, Any]) -> str:
    """Return "AND …" for a statement that has the lead ``l`` alone; "" where nothing is asked.

    A lead that is closed is judged by how it stands on ``:day`` as well.
    """
    clauses = condition_clauses(wanted, params)
    return f"AND l.id IN ({_FULFIL}{_joined(clauses)})" if clauses else ""


def find_fulfilling(conn: sqlite3.Connection, wanted: Conditions, day: date) -> set[int]:
    """Return the leads that fulfil conditions on a day."""
    params: dict[str, Any] = {"day": day.isoformat()}
    clauses = condition_clauses(wanted, params)
    return {row[0] for row in conn.execute(f"{_FULFIL}{_joined(clauses)}", params)}


def _joined(clauses: list[str]) -> str:
    return "".join(f" AND {clause}" for clause in clauses)


def _test_clause(value: str, one: FactTest, stem: str, params: dict[str, Any]) -> str:
    if one.test == KNOWN:
        return f"{value} IS NOT NULL"
    if one.test == OPEN:
        return f"{value} IS NULL"
    if one.test in (BELOW, ABOVE):
        params[f"{stem}_limit"] = float(one.limit) if one.numeric else one.limit
        return f"{_compared(value, one)} {one.test} :{stem}_limit"
    return " OR ".join(_equal_clauses(value, one, stem, params)).join("()")


def _compared(value: str, one: FactTest) -> str:
    if one.numeric:
        return f"CAST({value} AS REAL)"
    return f"substr({value}, -5)" if one.yearly else value


def _equal_clauses(value: str, one: FactTest, stem: str, params: dict[str, Any]) -> Iterator[str]:
    if one.test == HOLDS:
        params[f"{stem}_part"] = like_pattern(one.limit)
        yield f"{value} LIKE :{stem}_part ESCAPE '\\'"
        if one.values:
            yield f"{value} IN ({name_values(params, f'{stem}_', one.values)})"
        return
    compared, is_not = _compared(value, one), "NOT " if one.test == IS_NOT else ""
    if one.numeric:
        names = name_values(params, f"{stem}_", [float(number) for number in one.values])
        yield f"{compared} {is_not}IN ({names})"
        return
    names = fold_values(params, f"{stem}_", one.values)
    if one.listed:
        # a fact of several texts has them one behind the other
        yield f"{is_not}instr('; ' || lower({value}) || '; ', '; ' || {names} || '; ') > 0"
    else:
        yield f"lower({compared}) {is_not}IN ({names})"


def like_pattern(text: str) -> str:
    """Return the pattern of LIKE for what holds a text; of a very long one its beginning."""
    return f"%{text[:_LONGEST].translate(_ESCAPED)}%"


def name_values(params: dict[str, Any], stem: str, values: Sequence[object]) -> str:
    """Put values among the parameters and return their names for an IN."""
    names = {f"{stem}{i}": value for i, value in enumerate(values)}
    params.update(names)
    return ", ".join(f":{name}" for name in names)


def fold_values(params: dict[str, Any], stem: str, texts: Sequence[str]) -> str:
    """Put texts among the parameters and return what is compared with ``lower`` of a column.

    SQLite knows the cases of A to Z alone: it has to fold both sides.
    """
    return ", ".join(f"lower({name})" for name in name_values(params, stem, texts).split(", "))

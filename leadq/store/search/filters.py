"""Which leads are meant: a filter, and the clauses of SQL that it stands for."""

from typing import Any, NamedTuple

from leadq.store.search.conditions import (
    ANY,
    Conditions,
    condition_clauses,
    fold_values,
    name_values,
)

GRADE = "coalesce(o.grade, 'none')"
"""As in the index outlook_rank, which then needs no sorting: what is missing comes last."""
_LONGEST_PART = 8000
# From one spelling to the next, since there are few of them and the index has their order.
_SPELLINGS = """
WITH RECURSIVE seen (source) AS (
  SELECT min(source) FROM lead
  UNION ALL SELECT (SELECT min(n.source) FROM lead n WHERE n.source > seen.source)
  FROM seen WHERE seen.source IS NOT NULL
) SELECT source FROM seen WHERE lower(trim(source)) IN ({names})
"""
# A NUL ends a pattern; no stored text has one.
_LITERAL = str.maketrans({"\0": "\ufffd", **{sign: f"[{sign}]" for sign in "*?["}})


class Filter(NamedTuple):
    """Which leads are meant; an empty field filters nothing."""

    text: str = ""
    digits: str = ""
    grades: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("open",)
    source: str = ""
    owner: str = ""
    tag: str = ""
    profile: str = ""
    man: str = ""
    region: str = ""
    no_next: bool = False
    conditions: Conditions = ANY
    sort: str = "grade"
    limit: int = 0


def filter_clauses(wanted: Filter, at_once: bool = False) -> tuple[list[str], dict[str, Any]]:
    """Return the clauses that a filter stands for, and their values.

    In the statement the lead is ``l``, its outlook of the day ``o``, its look-up keys ``k``.
    ``at_once``: it goes through the outlooks to their end, so that what an index tells of all
    leads together is asked before any of them is looked at.
    """
    clauses: list[str] = []
    params: dict[str, Any] = {}
    exact = {"owner": "l.owner", "profile": "l.profile"}
    for field, column in exact.items():
        if value := getattr(wanted, field):
            clauses.append(f"lower({column}) = lower(:{field})")
            params[field] = value
    if wanted.source:
        clauses.append(source_clause(params, wanted.source, at_once))
    if wanted.text:
        found = "k.keys GLOB :text"
        clauses.append(f"({found} OR k.keys GLOB :digits)" if wanted.digits else found)
        params |= {"text": part_pattern(wanted.text), "digits": part_pattern(wanted.digits)}
    if wanted.statuses == ("open",):
        # as the index has it: a parameter could be anything
        clauses.append("o.status = 'open'")
    elif wanted.statuses:
        clauses.append(f"o.status IN ({name_values(params, 'status', wanted.statuses)})")
    if wanted.grades:
        clauses.append(grade_clause(params, wanted.grades))
    if wanted.man:
        clauses.append("o.man = :man")
        params["man"] = wanted.man
    if wanted.tag:
        clauses.append("EXISTS (SELECT 1 FROM json_each(l.tags) WHERE value = :tag)")
        params["tag"] = wanted.tag
    if wanted.region:
        clauses.append(region_clause(params, wanted.region))
    if wanted.no_next:
        clauses.append("o.next_on IS NULL")
    # what looks at other tables comes last
    return [*clauses, *condition_clauses(wanted.conditions, params)], params


def source_clause(params: dict[str, Any], source: str, at_once: bool) -> str:
    """Return the clause for leads of a source, by whichever of its names."""
    from leadq.domain.leads.sources import same_sources

    spellings = _SPELLINGS.format(names=fold_values(params, "source", same_sources(source)))
    if at_once:
        return f"o.lead_id IN (SELECT s.id FROM lead s WHERE s.source IN ({spellings}))"
    return f"l.source IN ({spellings})"


def part_pattern(text: str) -> str:
    """Return the pattern of GLOB, twice as fast here as ``instr``, for what holds a text.

    Of a text that is longer than SQLite takes, the beginning has to do.
    """
    return f"*{text[:_LONGEST_PART].translate(_LITERAL)}*"


def grade_clause(params: dict[str, Any], grades: tuple[str, ...]) -> str:
    """Return the clause for leads of some grades; "none" stands for those without one."""
    names = name_values(params, "grade", grades)
    # of one grade the index has the leads in the order of their next steps
    return f"{GRADE} = {names}" if len(grades) == 1 else f"{GRADE} IN ({names})"


def region_clause(params: dict[str, Any], region: str) -> str:
    """Return the clause for leads whose region or address contains a text."""
    params["region"] = region
    place = "coalesce(l.region, '') || ' ' || coalesce(l.address, '')"
    return f"instr(lower({place}), lower(:region)) > 0"

"""Lists leads, and the reps whom they belong to."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from leadq.store.connect import let_go
from leadq.store.read.owners import read_owners
from leadq.store.read.read_leads import each_lead
from leadq.store.read.rows import LeadData
from leadq.store.search.conditions import ANY
from leadq.store.search.filters import Filter
from leadq.store.search.find_leads import count_leads, find_leads
from leadq.usecases.desk import Desk
from leadq.usecases.in_turn import read_in_turn
from leadq.usecases.keys import fold_filter

if TYPE_CHECKING:
    from leadq.usecases.grading.known_facts import KnownFact

Known = tuple[LeadData, list["KnownFact"]]
"""A lead with what is known of it."""


class Listing(NamedTuple):
    """The leads that pass a filter; ``total`` counts what the limit cut off as well, if asked.

    ``goes_on``: there are more, but how many was not worth counting. ``text`` was looked for.
    """

    leads: Sequence[LeadData]
    total: int
    goes_on: bool = False
    text: str = ""


def read_facts_of(desk: Desk, leads: Sequence[LeadData]) -> Iterator[Known]:
    """Yield each of some leads with what is known of it, in the method's order (§14)."""
    from leadq.domain.grading.facts import latest
    from leadq.store.read.lookups import find_number
    from leadq.store.read.read_details import read_fact_origins, read_facts
    from leadq.usecases.grading.known_facts import known_facts

    with desk.read() as conn:
        let_go(conn)
        for lead in leads:
            lead_id = find_number(conn, lead["number"]) or 0
            known = latest(read_facts(conn, lead_id), desk.today)
            origins = read_fact_origins(conn, lead_id) if known else {}
            facts = known_facts(desk.library, desk.trade_of(lead["profile"]), known, desk.today)
            yield lead, [one._replace(by=origins.get(one.fact.row, one.by)) for one in facts]


def list_leads(desk: Desk, wanted: Filter, counted: bool = True) -> Listing:
    """Return the open leads, or those that a filter asks for, in its order.

    Without being ``counted``, what a limit cuts off is not even looked for. What has to be looked
    up lead by lead is not counted either: whether there is more is known from one more.
    """
    text, read = wanted.text, partial(each_lead, day=desk.today)
    wanted = fold_filter(wanted, desk.region)
    with desk.read() as conn:
        if wanted.limit and wanted.conditions != ANY:
            ids = find_leads(conn, wanted._replace(limit=wanted.limit + 1), desk.today)
            chosen = ids[: wanted.limit]
            leads = read_in_turn(conn, desk, chosen, read)
            return Listing(leads, len(chosen), len(ids) > len(chosen))
        # where most of the time is looking, it is not done once to list and once more to count
        at_once = counted and (wanted.text != "" or wanted.grades != ())
        ids = find_leads(conn, wanted._replace(limit=0) if at_once else wanted, desk.today)
        cut = counted and wanted.limit and len(ids) == wanted.limit
        total = count_leads(conn, wanted, desk.today) if cut and not at_once else len(ids)
        chosen = ids[: wanted.limit] if wanted.limit else ids
        return Listing(read_in_turn(conn, desk, chosen, read), total, text=text)


def has_trade(desk: Desk, profile: str) -> bool:
    """Say whether a lead is of a trade, be it one that is no longer known."""
    from leadq.store.read.lookups import is_trade_used

    with desk.read() as conn:
        return is_trade_used(conn, profile)


def list_owners(desk: Desk) -> list[str]:
    """Return the name of every rep who has a lead."""
    with desk.read() as conn:
        return sorted(read_owners(conn))

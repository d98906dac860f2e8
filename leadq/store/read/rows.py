"""What the reads return: plain dictionaries whose keys are those of the JSON contract."""

from collections import namedtuple
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from leadq.store.read.sql import LEAD_ROW


def pick_keys(row: Mapping[str, object], keys: Iterable[str]) -> dict[str, Any]:
    """Return some keys of a lead, or of another row, in the order asked for."""
    return {key: row[key] for key in keys}


if TYPE_CHECKING:
    from leadq.store.shapes import LeadData as LeadData
    from leadq.store.shapes import NextStep as NextStep
else:
    # what a checker alone reads takes no time at every start
    NextStep = LeadData = dict


class Standing(NamedTuple):
    """Whose a lead is, and how it stands on a day: trade, grade, status, marked as key or not."""

    owner: str | None
    profile: str
    grade: str | None
    status: str
    key_customer: str | None


# its fields are not written out here, so that types cannot be either
_tuple_of: Any = namedtuple
LeadRow = _tuple_of("LeadRow", LEAD_ROW)
"""A lead as the store has it on a day: JSON as text, amounts as they are kept.

``need_by_at`` is when the day it needs the product by was noted; ``next_by`` to ``place`` are
those of the open follow-up.
"""


class Pick(NamedTuple):
    """One thing to do on a day, in the order in which it is picked.

    ``due_on`` is the day it falls on, of a follow-up only while that lies ahead; ``birthday`` the
    day that an occasion is about.
    """

    lead_id: int
    group: str
    kind: str
    days_late: int | None
    promise_id: int | None = None
    promise: str | None = None
    due_on: str | None = None
    birthday: str | None = None

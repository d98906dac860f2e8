"""What the card of a customer tells instead of grades: worth, key or not, what is planned (§10)."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from leadq.domain.aftersale.steps import kind_of
from leadq.domain.words import REVISIT
from leadq.store.read.read_details import OpenStep
from leadq.store.read.read_purchases import read_seen
from leadq.usecases.aftersale.steps import CustomerPlans
from leadq.usecases.aftersale.value import Bond, read_bond
from leadq.usecases.desk import Desk


class Account(NamedTuple):
    """A customer on a day; ``planned`` is the next step and those that wait.

    ``marked``: the rep says whether it is a key customer, not what it brings.
    """

    bond: Bond
    is_key: bool
    marked: bool
    planned: tuple[OpenStep, ...]

    @property
    def next_revisit(self) -> str | None:
        """Return the day of the next visit again, as an ISO text."""
        return next((one.on for one in self.planned if kind_of(one.slot) == REVISIT), None)


def read_account(
    conn: sqlite3.Connection, desk: Desk, lead_id: int, mark: str | None,
    planned: Sequence[OpenStep], day: date,
) -> Account:  # fmt: skip
    """Return what ties a customer to the rep on a day; ``mark`` and ``planned`` are of that day."""
    seen, _mark = read_seen(conn, lead_id, day)
    is_key = CustomerPlans(conn, desk, day).is_key(lead_id, mark)
    bond = read_bond(conn, lead_id, day, seen)
    return Account(bond, is_key, mark is not None, tuple(planned))

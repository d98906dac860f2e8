"""Opens the hub of the team that a store has joined."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from leadq.adapters.hub.calls import HubCalls
from leadq.adapters.hub.connect import connect
from leadq.store.team.membership import Membership
from leadq.usecases.desk import Desk
from leadq.usecases.team.password import own_passwords


@contextmanager
def open_hub(desk: Desk, team: Membership) -> Iterator[HubCalls]:
    """Give the hub's calls while a block runs. Raises StoreError when it cannot be reached."""
    connection = connect(team.url, own_passwords(desk.store))
    with connection:
        yield HubCalls(connection)

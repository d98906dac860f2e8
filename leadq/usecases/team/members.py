"""Who is in a team: added by a manager, listed, removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from leadq.adapters.hub.address import with_login
from leadq.adapters.hub.calls import HubCalls
from leadq.domain.typing.texts import is_blank, narrow
from leadq.errors import RefusedError, UsageError
from leadq.store.meta import fold_owner
from leadq.store.statements import SYNC
from leadq.store.team.membership import Membership, write_membership
from leadq.usecases.desk import Desk
from leadq.usecases.team.hub import open_hub
from leadq.usecases.team.join import joined_team
from leadq.usecases.team.password import new_password

_LONGEST = 200


class Invited(NamedTuple):
    """A member, and the line by which their laptop joins, once."""

    name: str
    manages: bool
    line: str


class Member(NamedTuple):
    """A member as the hub knows them; ``seen_at`` (ISO, UTC) is when they last synced.

    ``erased`` counts the leads that were erased in the team, ``erased_reached`` those that are off
    all of their laptops too, ``devices_reached`` the laptops that keep none of the erased.
    """

    name: str
    manages: bool
    active: bool
    devices: int
    seen_at: str | None
    erased: int
    erased_reached: int
    devices_reached: int

    @property
    def is_clean(self) -> bool:
        """Tell whether every erasure has reached the laptops."""
        return self.devices_reached == self.devices


class Removed(NamedTuple):
    """Who is in the team no more, and how many leads became whose."""

    name: str
    heir: str
    leads: int


def add_member(desk: Desk, name: str, manages: bool = False, again: bool = False) -> Invited:
    """Add a member, who joins by the line that comes back; only a manager may.

    ``again``: a member has a new laptop; the old one gets in no more. Raises RefusedError,
    UsageError for what is no name, StoreError.
    """
    name = _read_name(name)
    team = joined_team(desk)
    password = new_password()
    with open_hub(desk, team) as hub:
        _refuse_alike(name, [str(one["name"]) for one in hub.list_team()])
        login = hub.renew_member(name, password) if again else hub.add_member(
            name, manages, password
        )  # fmt: skip
        _note_team(desk, team, hub)
    return Invited(name, manages, with_login(team.url, login, password))


def list_members(desk: Desk) -> list[Member]:
    """Return who is in the team, and how far their laptops are."""
    team = joined_team(desk)
    with open_hub(desk, team) as hub:
        return [_read(one) for one in _note_team(desk, team, hub)]


def remove_member(desk: Desk, name: str, heir: str) -> Removed:
    """Let a member in no more; their leads become the heir's. Raises RefusedError, StoreError."""
    team = joined_team(desk)
    with open_hub(desk, team) as hub:
        removed = Removed(name, heir, hub.remove_member(name, heir))
        _note_team(desk, team, hub)
    return removed


def find_member(desk: Desk, typed: str) -> str:
    """Return the name of the active member that a text means, without regard to case.

    Raises RefusedError no_such_member.
    """
    names = [one.name for one in list_members(desk) if one.active]
    for name in names:
        if name == typed or name.casefold() == typed.strip().casefold():
            return name
    raise RefusedError("hub_no_such_member", hint="hub_no_such_member")


def _note_team(desk: Desk, team: Membership, hub: HubCalls) -> list[dict[str, Any]]:
    """Keep who is in the team now, so that leads can be theirs at once; return what was told."""
    told = hub.list_team()
    known = team.with_members(told)
    if known != team:
        with desk.write(SYNC) as unit:
            write_membership(unit.conn, known)
            desk.reread_absences(unit.conn)
    return told


def _read(told: dict[str, Any]) -> Member:
    return Member(**told)


def _refuse_alike(name: str, names: Sequence[str]) -> None:
    """Refuse a name that only spaces or width tell from a member's, former ones included."""
    key = _alike_key(name)
    for known in names:
        if fold_owner(known) != fold_owner(name) and _alike_key(known) == key:
            raise RefusedError("member_alike", hint="member_alike", given=name, known=known)


def _alike_key(name: str) -> str:
    return "".join(narrow(name).split()).casefold()


def _read_name(typed: str) -> str:
    name = " ".join(typed.split())
    if is_blank(name) or not name.isprintable() or len(name) > _LONGEST:
        raise UsageError("member_name", hint="member_name", most=_LONGEST)
    return name

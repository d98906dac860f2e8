"""Makes a team, and makes a store one of its laptops with a password that only it knows."""

from __future__ import annotations

from uuid import UUID

from leadq.adapters.hub.address import read_address, with_login
from leadq.adapters.hub.calls import HubCalls
from leadq.adapters.hub.connect import connect
from leadq.adapters.hub.make import make_hub, renew
from leadq.errors import RefusedError, StoreError
from leadq.store.meta import fold_owner
from leadq.store.statements import SYNC
from leadq.store.team.membership import Membership, read_membership
from leadq.usecases.desk import Desk
from leadq.usecases.team.join import join_team
from leadq.usecases.team.password import new_password, read_passwords, write_passwords

_NO_DEVICE = str(UUID(int=0))


def create_team(desk: Desk, typed: str, again: bool = False) -> Membership:
    """Make a hub in the database of its owner's URL, with the rep of this store as its manager.

    ``again``: the hub is there, and its manager has a new laptop; the old one gets in no more.
    Raises RefusedError team_no_name where the settings do not tell who that is, StoreError.
    """
    if not desk.me.strip():
        raise RefusedError("team_no_name", hint="team_no_name")
    address = read_address(typed)
    with desk.read() as conn:
        team = read_membership(conn)
    if team is not None and not (again and _is_same_hub(team.url, address.url)):
        raise RefusedError("in_team", hint="in_team", url=team.url)
    password = new_password()
    with connect(address.url, [address.password]) as owner:
        _keep(desk, [password, *read_passwords(desk.store)])
        enrol = renew if again else make_hub
        login = enrol(owner, desk.me.strip(), password)
    _keep(desk, [password])
    return _enter(desk, with_login(address.url, login))


def join_by_line(desk: Desk, line: str, copy: bool = False) -> Membership:
    """Make this store a laptop of the team whose manager gave the line.

    Its password is good once: the laptop sets one of its own, which it has kept before. The same
    line again goes on where that broke off. ``copy``: the store is a copy of a colleague's, and
    goes on as one's own. Raises RefusedError in_team, others_store for such a copy, not_your_line
    when the line is somebody else's, StoreError.
    """
    address = read_address(line)
    if not address.login:
        raise StoreError("hub_bad_url", hint="hub_bad_url")
    with desk.read() as conn:
        team = read_membership(conn)
    if team is not None and team.url != address.url:
        if not _is_same_hub(team.url, address.url):
            raise RefusedError("in_team", hint="in_team", url=team.url)
        if not copy:
            raise RefusedError("others_store", hint="others_store", member=team.member)
    kept = read_passwords(desk.store)
    with connect(address.url, [*kept, address.password]) as connection:
        found = connection.info.password
        member = HubCalls(connection).hello(_NO_DEVICE)["me"]["name"]
        if desk.me.strip() and fold_owner(desk.me) != fold_owner(member):
            raise RefusedError("not_your_line", hint="not_your_line", member=member, me=desk.me)
        if [found] != kept:
            password = new_password()
            _keep(desk, [password, found])
            HubCalls(connection).set_password(password)
            _keep(desk, [password])
    return _enter(desk, address.url, copy)


def _is_same_hub(one: str, other: str) -> bool:
    return with_login(one, "") == with_login(other, "")


def _keep(desk: Desk, passwords: list[str]) -> None:
    with desk.write(SYNC):
        # the folder of a store that has never been written to is there from now on
        write_passwords(desk.store, passwords)


def _enter(desk: Desk, url: str, copy: bool = False) -> Membership:
    with connect(url, read_passwords(desk.store)) as connection:
        told = HubCalls(connection).hello(_NO_DEVICE)
    members = tuple(one["name"] for one in told["members"] if one["active"])
    return join_team(desk, url, told["me"]["name"], members, copy)

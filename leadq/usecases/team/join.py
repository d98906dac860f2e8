"""Makes a store one of a team's laptops: from here on it notes what the hub has not heard of."""

from __future__ import annotations

from uuid import uuid4

from leadq.errors import RefusedError
from leadq.store.meta import note_synced
from leadq.store.statements import SYNC
from leadq.store.team import dirty, going, outbox
from leadq.store.team.membership import Membership, read_membership, write_membership
from leadq.store.team.triggers import arm, disarm
from leadq.usecases.desk import Desk


def join_team(
    desk: Desk, url: str, member: str, members: tuple[str, ...], copy: bool = False
) -> Membership:
    """Note in the store which team it belongs to; everything in it is to be sent.

    ``url`` names the hub and the login, without the password. Raises RefusedError in_team when it
    belongs to another one; whoever joins the same again goes on where they were. ``copy``: it was
    a colleague's of the same team; what that one has not settled yet stays with them.
    """
    with desk.write(SYNC) as unit:
        known = read_membership(unit.conn)
        if known is not None and known.url != url and not copy:
            raise RefusedError("in_team", hint="in_team", url=known.url)
        if known is not None and known.url == url and known.member == member:
            joined = known._replace(members=members)
            write_membership(unit.conn, joined)
            return joined
        joined = Membership(url, member, str(uuid4()), 0, 0, members)
        write_membership(unit.conn, joined)
        note_synced(unit.conn, desk.today)
        disarm(unit.conn)
        arm(unit.conn)
        if known is not None:
            going.forget_all(unit.conn)
        outbox.drop_pending(unit.conn)
        dirty.mark_everything(unit.conn)
    return joined


def joined_team(desk: Desk) -> Membership:
    """Return the team that the store has joined. Raises RefusedError not_in_team."""
    with desk.read() as conn:
        found = read_membership(conn)
    if found is None:
        raise RefusedError("not_in_team", hint="not_in_team")
    return found

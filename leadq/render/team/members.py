"""A team: who is in it, who joined, who left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.dates import bare_day
from leadq.render.parts.errors import show_remark
from leadq.render.parts.lines import DIM, EMPTY, Line, Piece, line, sentence, wrapped
from leadq.render.parts.out import say_line
from leadq.render.parts.show import show
from leadq.render.parts.table import TITLED, Column, table_lines
from leadq.render.parts.text import one_line, shell_word, signs

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.store.team.membership import Membership
    from leadq.usecases.team.members import Invited, Member, Removed

_WIDEST = 60
_NAMED = 5


def show_entered(team: Membership, me: str, look: Look, *, made: bool) -> None:
    """Say that this store is in a team, as whom, and what comes next."""
    show(
        team,
        look,
        screen=lambda team, _look: wrapped(map(line, _entered_words(team, made))),
        data=lambda team, _look: {
            "member": team.member, "members": list(team.members), "url": team.url,
        },
        columns=("member", "members", "url"),
    )  # fmt: skip
    if me.strip() != team.member:
        show_remark("team_me", me=team.member)


def _entered_words(team: Membership, made: bool) -> list[str]:
    name = one_line(team.member, _WIDEST)
    if made:
        return [text("team.made", name=name), text("team.next_manager")]
    others = len(team.members) - 1
    return [text("team.joined", name=name, count=others), text("team.next")]


def show_invited(invited: Invited, look: Look) -> None:
    """Write the line by which a member joins."""
    show(
        invited,
        look,
        screen=_draw_invited,
        data=lambda one, _look: one._asdict(),
        columns=invited._fields,
    )


def _draw_invited(invited: Invited, _look: Look) -> list[Line]:
    # broken into several lines it could not be pasted
    command = line(f"leadq team join {shell_word(invited.line)}")
    told = text("team.invited", name=one_line(invited.name, _WIDEST))
    return [*sentence(told), EMPTY, command, EMPTY, *sentence(text("team.once"))]


def show_members(members: Sequence[Member], look: Look) -> None:
    """List who is in the team, and how far erasures have come."""
    columns = (
        *("name", "manages", "active", "devices", "seen_at", "erased", "erased_reached"),
        "devices_reached",
    )
    show(members, look, screen=_draw, each=lambda one: one._asdict(), columns=columns)


def _draw(members: Sequence[Member], look: Look) -> list[Line]:
    columns = [
        Column(text("team.name"), least=8),
        Column(text("team.role"), goes=2, below=TITLED),
        Column(text("team.seen")),
        Column(text("team.reached"), right=True, goes=1, below=TITLED),
    ]
    lines = table_lines(columns, [_cells(one, look) for one in members])
    laptops = [one for one in members if one.active and one.devices]
    if not laptops or not laptops[0].erased:
        return lines
    clean, count = (
        sum(getattr(one, name) for one in laptops) for name in ("devices_reached", "devices")
    )
    lines += [EMPTY, *sentence(text("team.erasure", clean=clean, count=count), DIM)]
    names = [one_line(one.name, _WIDEST) for one in laptops if not one.is_clean]
    if names:
        waits = text("team.erasure_waits", names=text("list.comma").join(names[:_NAMED]))
        lines += sentence(waits, DIM)
    return lines


def _cells(one: Member, look: Look) -> list[Line]:
    role = "manages" if one.manages else "sells" if one.active else "removed"
    none = Piece(signs().none, DIM)
    reached = f"{one.erased_reached}/{one.erased}"
    return [
        line(Piece(one_line(one.name, _WIDEST), "" if one.active else DIM)),
        line(text(f"team.{role}")),
        line(_seen(one.seen_at, look) if one.seen_at else text("team.never")),
        line(reached if one.devices and one.erased else none),
    ]


def _seen(instant: str, look: Look) -> str:
    seen = datetime.fromisoformat(instant).astimezone()
    return f"{bare_day(seen.date(), look.lang, look.today)} {seen:%H:%M}"


def removal_question(name: str, heir: str) -> str:
    """Return the question whether somebody is to leave the team."""
    return text("team.remove", name=one_line(name, _WIDEST), heir=one_line(heir, _WIDEST))


def say_not_removed() -> None:
    """Say that nobody was removed."""
    say_line(text("team.kept"))


def show_removed(removed: Removed, look: Look) -> None:
    """Say whose leads became whose, and what cannot be taken back."""
    show(
        removed,
        look,
        screen=lambda one, _look: wrapped(map(line, _removed_words(one))),
        data=_removed_json,
        columns=("name", "to", "leads"),
    )


def _removed_json(removed: Removed, _look: Look) -> dict[str, Any]:
    return {"name": removed.name, "to": removed.heir, "leads": removed.leads}


def _removed_words(removed: Removed) -> list[str]:
    name, heir = one_line(removed.name, _WIDEST), one_line(removed.heir, _WIDEST)
    return [text("team.removed_done", name=name, heir=heir, count=removed.leads),
            text("team.not_wiped", name=name)]  # fmt: skip

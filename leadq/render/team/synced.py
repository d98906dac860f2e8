"""What a sync has done, or would do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.parts.lines import Line, line, wrapped
from leadq.render.parts.show import show
from leadq.render.parts.text import one_line

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.team.outcome import Ahead, Foreign, Synced, Vanishing

_SYNCED = (
    *("sent", "received", "removed", "left", "erased", "unreadable", "conflicts", "renewed"),
    *("foreign", "kept", "kept_by"),
)
_WIDEST = 40


def say_synced(done: Synced, look: Look) -> None:
    """Say what went, what came, and what there is to look at."""
    show(
        done,
        look,
        screen=lambda done, _look: wrapped(line(one) for one in _words(done)),
        data=lambda done, _look: synced_json(done),
        columns=_SYNCED,
    )


def synced_json(done: Synced) -> dict[str, Any]:
    """Return what a sync did as plain data."""
    came = done.received
    counts = {name: came[name] for name in ("received", "removed", "left", "erased", "unreadable")}
    sent = sum(done.sent.values())
    told = {"sent": sent, **counts, "conflicts": done.conflicts, "renewed": done.renewed}
    kept = {"kept": done.kept.total(), "kept_by": sorted(filter(None, done.kept))}
    return told | {"foreign": done.foreign} | kept


def _words(done: Synced) -> Iterator[str]:
    told = synced_json(done)
    if done.renewed:
        yield text("sync.renewed")
    if any(told[name] for name in ("sent", "received", "removed", "left", "erased")):
        came = told["received"] + told["removed"]
        yield text("sync.done", sent=told["sent"], received=came)
    else:
        yield text("sync.nothing")
    for name in ("foreign", "left", "erased", "unreadable", "conflicts"):
        if told[name]:
            yield text(f"sync.{name}", count=told[name])
    for who, count in done.kept.items():
        name = one_line(who, _WIDEST) if who else text("conflicts.somebody")
        yield text("sync.kept", count=count, who=name)


def say_ahead(ahead: Ahead, look: Look) -> None:
    """Say what a sync would send and take."""
    show(
        ahead,
        look,
        screen=_draw_ahead,
        data=lambda ahead, _look: {"would_send": ahead.send, "would_receive": ahead.receive},
        columns=("would_send", "would_receive"),
    )


def _draw_ahead(ahead: Ahead, _look: Look) -> list[Line]:
    return wrapped([line(text("sync.would", sent=ahead.send, received=ahead.receive))])


def going_words(leaving: Vanishing | Foreign) -> str:
    """Return the question whether so many leads may go."""
    told = leaving._asdict()
    if "names" not in told:
        return text("sync.vanishing", **told)
    names = text("list.comma").join(one_line(name, _WIDEST) for name in told["names"])
    return text("sync.foreign_question", count=told["leads"], names=names)

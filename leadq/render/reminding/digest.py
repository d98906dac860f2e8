"""A digest as the text that is sent, short enough for any chat, and as data (method §5)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from leadq.i18n import text
from leadq.render.followup.due_screen import late_mark
from leadq.render.parts.data import step_json
from leadq.render.parts.dates import as_day, full_day, short_day
from leadq.render.parts.goals import promise_words
from leadq.render.parts.help import wrap
from leadq.render.parts.lines import Line, flat, line
from leadq.render.parts.marks import aim_text, numbered_title, reach_text, standing_word, word_of
from leadq.render.parts.show import show
from leadq.render.parts.text import clean, one_line, screen_width, signs
from leadq.store.read.rows import pick_keys

if TYPE_CHECKING:
    from leadq.render.parts.look import Look
    from leadq.usecases.followup.due_items import DueItem
    from leadq.usecases.reminding.digest import Digest, DigestItem, DigestPart
    from leadq.usecases.reminding.send import Outcome

BYTES = 2000
"""The most that a message may have with its title: WeCom takes 2,048, and a Han character is 3."""
_MOST = (12, 8, 6, 5, 4, 3, 2, 1, 0)
"""Entries of each part, tried one after the other until all of it is short enough."""
_WIDEST, _LONGEST_OWNER = 100, 40
_CALLED = re.compile(r"(?<!\w)@(?=\w)")
_COLUMNS = (
    "section", "number", "name", "company", "owner", "grade", "on", "time", "by", "place", "goal",
    "promise", "birthday", "days_late", "escalated", "hand_over",
)  # fmt: skip


def show_digest(digest: Digest, look: Look, outcomes: Sequence[Outcome] = ()) -> None:
    """Write a digest as it is sent, or all of it as json and csv, with what came of sending."""
    show(
        digest,
        look,
        screen=_screen,
        data=lambda digest, look: _digest_json(digest, look, outcomes),
        columns=_COLUMNS,
        rows=lambda digest, look: _rows(digest, look),
    )


def outcome_words(outcome: Outcome) -> str:
    """Return a line on an address that has got the digest, or would get it."""
    return text(f"remind.{outcome.state}", to=outcome.to)


def digest_title(digest: Digest, look: Look) -> str:
    """Return the title of the message: the day, and whose it is."""
    whose = one_line(digest.owner, _LONGEST_OWNER) or text("report.everybody")
    day = full_day(digest.day, look.lang)
    return _quiet(text(f"remind.title.{digest.audience}", day=day, owner=whose))


def digest_text(digest: Digest, look: Look) -> str:
    """Return the message itself: of every part as many entries as there is room for."""
    room = BYTES - len(digest_title(digest, look).encode()) - 2
    lines: list[str] = []
    for most in _MOST:
        lines = [_quiet(words) for words in _lines(digest, look, most)]
        if _size(lines) <= room:
            return "\n".join(lines)
    kept = len(lines)
    while _size([*lines[:kept], more := _more(len(lines) - kept)]) > room:
        kept -= 1
    return "\n".join([*lines[:kept], more])


def _size(lines: Sequence[str]) -> int:
    return len("\n".join(lines).encode())


def _quiet(words: str) -> str:
    """Return a text that calls nobody: in a chat, "@all" rings for everyone."""
    return _CALLED.sub("＠", words)


def _screen(digest: Digest, look: Look) -> Iterator[Line]:
    whole = f"{digest_title(digest, look)}\n\n{digest_text(digest, look)}"
    if not sys.stdout.isatty():
        return (line(words) for words in whole.split("\n"))
    width = screen_width()
    return (line(part) for words in whole.split("\n") for part in wrap(words, width) or [""])


def _lines(digest: Digest, look: Look, most: int) -> Iterator[str]:
    if not digest.parts:
        yield text(f"remind.empty.{digest.audience}")
    for place, part in enumerate(digest.parts):
        if place:
            yield ""
        yield text("report.section", title=_part_title(part), count=len(part.items))
        shown = part.items[: most * 2 if part.kind == "appointments" else most]
        yield from (_entry(digest, part, item, look) for item in shown)
        if 0 < len(shown) < len(part.items):
            yield _more(len(part.items) - len(shown))
        if part.kind == "appointments":
            yield from _clashes(digest, look)


def _more(count: int) -> str:
    return text("list.more", more=signs().more, count=count)


def _part_title(part: DigestPart) -> str:
    if part.kind == "rep":
        return one_line(part.owner, _LONGEST_OWNER) or text("said.nobody")
    return text(f"group.{part.kind}")


def _entry(digest: Digest, part: DigestPart, item: DigestItem, look: Look) -> str:
    due, lead, of_rep = item.due, item.due.lead, part.kind == "rep"
    about = [standing_word(lead)]
    if lead["owner"] and not (of_rep or digest.owner):
        about.append(one_line(lead["owner"], _LONGEST_OWNER))
    named = text("list.aside", words=numbered_title(lead), aside=" · ".join(about))
    reach = "" if of_rep else reach_text(lead, look)
    words = (*_what(due, look, reach), text("remind.hand_over") if item.hand_over else "")
    entry = text("report.line", lead=named, words=" · ".join(one for one in words if one))
    return one_line(f"{_when(part, due)}{entry}", _WIDEST)


def _when(part: DigestPart, due: DueItem) -> str:
    """Return what stands in front: the time of an appointment, or how late something is."""
    step = due.lead["next"]
    if part.kind == "appointments" and step:
        return f"{step['time']}  "
    if not due.pick.days_late:
        return ""
    # the manager knows of all that stands in the manager's list
    return f"{flat(late_mark(due._replace(escalated=due.escalated and part.kind != 'rep')))}  "


def _what(due: DueItem, look: Look, reach: str) -> tuple[str, ...]:
    """Return what is to be done, how, and by which number or address."""
    if due.pick.promise is not None:
        return (text("due.promised", words=clean(promise_words(due.pick.promise))),)
    if due.pick.birthday is not None:
        day = short_day(as_day(due.pick.birthday), look.lang, look.today)
        return text("due.birthday", day=day), reach
    step = due.lead["next"] if due.pick.kind == "followup" else None
    if step is None:
        return (reach,)
    return word_of("by", step["by"]), reach, aim_text({**step, "time": None}, look)


def _clashes(digest: Digest, look: Look) -> Iterator[str]:
    for pair in digest.clashes:
        one, other = (
            text("due.appointment", time=step["time"], lead=numbered_title(item.lead))
            for item in pair
            if (step := item.lead["next"])
        )
        day = short_day(digest.day, look.lang, look.today)
        yield text("due.clash", day=day, one=one, other=other)


def _digest_json(digest: Digest, look: Look, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "day": digest.day.isoformat(),
        "for": digest.audience,
        "owner": digest.owner or None,
        "title": digest_title(digest, look),
        "text": digest_text(digest, look),
        "items": list(_rows(digest, look)),
        "clashes": [[one.lead["number"] for one in pair] for pair in digest.clashes],
        "sent": [{"to": one.to, "state": one.state} for one in outcomes],
    }


def _rows(digest: Digest, look: Look) -> Iterator[dict[str, Any]]:
    for part in digest.parts:
        for item in part.items:
            yield _row_json(part, item, look)


def _row_json(part: DigestPart, item: DigestItem, look: Look) -> dict[str, Any]:
    lead, pick = item.due.lead, item.due.pick
    step = step_json(lead["next"], look.own) if pick.kind == "followup" else None
    keys = ("number", "name", "company", "owner", "grade", "grade_best", "phones")
    return {
        "section": part.kind,
        **pick_keys(lead, keys),
        **{key: step[key] if step else None for key in ("on", "time", "by", "place", "goal")},
        "promise": pick.promise and promise_words(pick.promise),
        "birthday": pick.birthday,
        "days_late": pick.days_late,
        "escalated": item.due.escalated,
        "hand_over": item.hand_over,
    }

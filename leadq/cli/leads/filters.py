"""Which leads a command means: the filters of list, export and others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leadq.domain.leads.status import STATUSES
from leadq.domain.typing.tokens import read_token, split_words
from leadq.errors import RefusedError, UsageError
from leadq.store.read.read_leads import EVERYBODY

if TYPE_CHECKING:
    from leadq.cli.frame.work import Work
    from leadq.store.search.filters import Filter

GRADES = ("A", "B", "C", "none")


def read_grades(typed: Sequence[str] | None) -> tuple[str, ...]:
    """Return grades typed one by one or with commas; "none" stands for no grade yet."""
    grades = (
        {"-": "none", "?": "none", "？": "none"}.get(word, word)
        for word in split_words(typed or ())
    )
    return tuple(pick_token(grade, GRADES, "--grade") for grade in grades)


def read_statuses(typed: Sequence[str] | None) -> tuple[str, ...]:
    """Return statuses; "all" means every one, nothing means the open leads."""
    words = split_words(typed or ())
    if not words:
        return ("open",)
    picked = tuple(pick_token(word, (*STATUSES, "all"), "--status") for word in words)
    return () if "all" in picked else picked


def read_man(typed: str | None) -> str:
    """Return a MAN code such as MaN or M?N. Raises UsageError."""
    if typed is None:
        return ""
    code = typed.replace(" ", "").replace("？", "?")
    shape = zip(code, ("Mm?", "Aa?", "Nn?"), strict=False)
    if len(code) != 3 or not all(letter in allowed for letter, allowed in shape):
        raise UsageError("bad_man_code", hint="bad_man_code", given=typed)
    return code


def pick_token(word: str, allowed: Sequence[str], option: str) -> str:
    """Return the token that a word means. Raises UsageError, which names the allowed ones."""
    token = read_token(word, allowed)
    if token is None:
        raise bad_choice(option, word, allowed)
    return token


def bad_choice(option: str, given: str, allowed: Sequence[str]) -> UsageError:
    """Return the error of a word that an option does not take."""
    from leadq.content.naming import in_words

    # the language may not be known yet: an option is read before the settings are
    named = in_words(allowed)
    return UsageError("bad_choice", hint="choices", name=option, given=given, allowed=named)


def pick_words(typed: str | None, option: str) -> str:
    """Return what an option is to choose by, "" where it was left out.

    Raises UsageError when nothing is said with it: it would choose all there is.
    """
    if typed is not None and not typed.strip():
        raise UsageError("option_empty", hint="option_empty", name=option)
    return typed or ""


def read_owner(typed: str | None) -> str:
    """Return whose leads are meant; "" for everybody's, which "all" stands for. UsageError."""
    owner = pick_words(typed, "--owner").strip()
    return "" if owner.casefold() == EVERYBODY else owner


def read_trade(work: Work, typed: str | None) -> str:
    """Return the id of a trade that is meant by id or name, or that leads have though it is gone.

    Raises UsageError when it is empty, RefusedError if nobody knows it.
    """
    trade = pick_words(typed, "--profile")
    if not trade:
        return ""
    try:
        return work.desk.library.profile(trade).id
    except RefusedError:
        from leadq.usecases.leads.browse import has_trade

        if has_trade(work.desk, trade):
            return trade
        raise


def make_filter(
    text: str | None,
    grade: Sequence[str] | None,
    status: Sequence[str] | None,
    source: str | None,
    owner: str | None,
    tag: str | None,
    profile: str | None,
    man: str | None,
    region: str | None = None,
    no_next: bool = False,
    sort: str = "grade",
    limit: int = 0,
) -> Filter:
    """Return the filter that typed options describe. Raises UsageError."""
    from leadq.store.search.filters import Filter
    from leadq.store.search.find_leads import SORT_FIELDS

    return Filter(
        text=pick_words(text, "TEXT"),
        grades=read_grades(grade),
        statuses=read_statuses(status),
        source=pick_words(source, "--source"),
        owner=read_owner(owner),
        tag=pick_words(tag, "--tag"),
        profile=profile or "",
        man=read_man(man),
        region=pick_words(region, "--region"),
        no_next=no_next,
        sort=pick_token(sort, SORT_FIELDS, "--sort"),
        limit=limit,
    )

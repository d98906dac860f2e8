"""Sends a digest to addresses, to each once a day (method §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from leadq.adapters.notices import address_kind, can_send, send_notice
from leadq.errors import RefusedError
from leadq.store.reminding.sent import send_once, sent_file
from leadq.usecases.desk import Desk
from leadq.usecases.reminding.digest import Digest

SENT, ALREADY, FAILED, WOULD = "sent", "already", "failed", "would_send"


class Outcome(NamedTuple):
    """What came of sending to one address: ``to`` says what kind it is and which of several."""

    to: str
    state: str
    error: RefusedError | None = None


def send_digest(
    desk: Desk, digest: Digest, urls: Sequence[str], title: str, body: str, again: bool = False
) -> Iterator[Outcome]:
    """Send to each address that has not got the day's digest yet, and yield what came of it.

    One that fails does not keep the others from theirs, and is tried by the next run.
    ``again``: who has it gets it once more. Raises RefusedError when nothing can be sent at all,
    StoreError when what was sent cannot be remembered.
    """
    if not can_send():
        raise RefusedError("remind_no_extra", hint="remind_no_extra")
    for url, to in name_addresses(urls):
        target = sha256("\n".join((digest.audience, digest.owner, url)).encode()).hexdigest()
        send = partial(send_notice, url, title, body)
        try:
            now = send_once(sent_file(desk.store), desk.today, target, send, again=again)
        except RefusedError as error:
            error.params["to"] = to
            yield Outcome(to, FAILED, error)
        else:
            yield Outcome(to, SENT if now else ALREADY)


def name_addresses(urls: Sequence[str]) -> list[tuple[str, str]]:
    """Return each address once, with what may be shown of it; several are told apart by place."""
    each = list(dict.fromkeys(url.strip() for url in urls))
    if len(each) == 1:
        return [(each[0], address_kind(each[0]))]
    return [(url, f"{address_kind(url)} ({n}/{len(each)})") for n, url in enumerate(each, 1)]

"""Messages to people by apprise: WeCom, DingTalk, Feishu, mail, the desktop and many more.

Nothing of an address but its kind ever gets into an error: the rest of it is a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from threading import Thread
from typing import Any

from leadq.errors import RefusedError

SECONDS = 10.0
"""How long a server may take for one message, all in all."""
_KIND = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,19})://")
_FINE = range(200, 400)
_CODE = "errcode"
"""Where WeCom and DingTalk say what was wrong, in an answer that is called fine."""


def can_send() -> bool:
    """Tell whether apprise is installed; it is not loaded for it."""
    return find_spec("apprise") is not None


def address_kind(url: str) -> str:
    """Return what may be shown of an address: what kind it is, ``wecombot://…``."""
    kind = _KIND.match(url.strip())
    return f"{kind[1].lower()}://…" if kind else "…"


def send_notice(url: str, title: str, body: str) -> None:
    """Send plain text to an address of apprise; raise RefusedError unless it got there.

    A server that takes longer than ``SECONDS`` did not take it.
    """
    apprise, notice = _make_notice(url)
    done: list[bool] = []

    def send() -> None:
        done.append(bool(notice.notify(body, title, body_format=apprise.NotifyFormat.TEXT)))

    with _watch() as seen:
        # what hangs is left behind: no library keeps to a limit for the whole of it
        sending = Thread(target=send, daemon=True)
        sending.start()
        sending.join(SECONDS)
        answers = list(seen)
    if not done and sending.is_alive():
        raise RefusedError("remind_no_answer", hint="remind_failed", seconds=f"{SECONDS:g}")
    for answer in answers:
        _check_answer(answer)
    if done != [True]:
        raise RefusedError("remind_not_taken", hint="remind_failed")


def _make_notice(url: str) -> tuple[Any, Any]:
    """Return apprise and the object that sends to one address. Raises RefusedError."""
    import logging

    import apprise

    # what it says could hold addresses, and names of leads
    for name in ("apprise", "urllib3", "requests"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
    asset = apprise.AppriseAsset(async_mode=False, app_id="leadq", app_desc="leadq", app_url="")
    notice = apprise.Apprise(asset=asset)
    target = apprise.Apprise.instantiate(url.strip(), asset=asset)
    if target is None or not notice.add(target):
        raise RefusedError("remind_bad_address", hint="remind_bad_address")
    target.socket_connect_timeout = target.socket_read_timeout = SECONDS
    return apprise, notice


@contextmanager
def _watch() -> Iterator[list[Any]]:
    """Yield what comes of the requests that are made: apprise itself only says yes or no."""
    import requests

    seen: list[Any] = []
    session: Any = requests.Session
    send = session.send

    def watched(of: Any, request: Any, **how: Any) -> Any:
        try:
            answer = send(of, request, **how)
        except requests.RequestException as error:
            seen.append(error)
            raise
        seen.append(answer)
        return answer

    session.send = watched
    try:
        yield seen
    finally:
        session.send = send


def _check_answer(answer: Any) -> None:
    """Raise RefusedError for a request that failed, or that was answered with an error."""
    import requests

    if isinstance(answer, requests.Timeout):
        raise RefusedError("remind_no_answer", hint="remind_failed", seconds=f"{SECONDS:g}")
    if isinstance(answer, Exception):
        raise RefusedError("remind_no_way", hint="remind_failed")
    if answer.status_code not in _FINE:
        raise RefusedError("remind_status", hint="remind_status", status=answer.status_code)
    try:
        said = answer.json()
    except ValueError:
        return
    code = said.get(_CODE) if isinstance(said, dict) else None
    if code:
        raise RefusedError("remind_status", hint="remind_status", status=code)

"""Where a hub is, as a line one can hand on, and what must hold before anything is sent there."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from leadq.adapters.extras import need
from leadq.errors import StoreError

_STARTS = ("postgresql://", "postgres://")
_PORT = 5432
_PLACE = ("user", "host", "port", "dbname")
_SAFE = ("hostaddr", "sslrootcert", "channel_binding")
"""What else may stand in a line: it may come from a stranger, and libpq opens and writes files."""
_STRICT = "verify-full"


class Address(NamedTuple):
    """Where a hub is: the ``url`` names the login, without the password."""

    url: str
    login: str
    password: str


def read_address(typed: str) -> Address:
    """Read the URL of a hub. Raises StoreError hub_bad_url or hub_weak_tls."""
    given = _read(typed)
    password = given.pop("password", "")
    return Address(_write(given), given.get("user", ""), password)


def with_login(url: str, login: str, password: str = "") -> str:
    """Return the URL of the same hub for another login; with a password it is a line to join by."""
    given = _read(url) | {"user": login}
    return _write(given | ({"password": password} if password else {}))


def connection_words(url: str) -> dict[str, str]:
    """Return what a connection is made by: whoever answers from afar has to prove who they are."""
    given = _read(url)
    if _is_near(given) and given.get("sslmode") != _STRICT:
        return given
    return {"sslrootcert": _roots()} | given | {"sslmode": _STRICT}


def _read(typed: str) -> dict[str, str]:
    psycopg = need("psycopg", "team")
    bad = StoreError("hub_bad_url", hint="hub_bad_url")
    if not typed.strip().startswith(_STARTS):
        raise bad
    try:
        # what is wrong with it is not told: it holds a password
        read = psycopg.conninfo.conninfo_to_dict(typed.strip())
    except (psycopg.Error, ValueError):
        raise bad from None
    given = {name: str(value) for name, value in read.items() if value is not None}
    mode = given.get("sslmode", _STRICT)
    known = {*_PLACE, *_SAFE, "password", "sslmode"}
    if set(given) - known or not given.get("host") or not given.get("dbname"):
        raise bad
    if not given.get("port", str(_PORT)).isdecimal() or "," in given["host"]:
        raise bad
    if mode != _STRICT and not _is_near(given):
        raise StoreError("hub_weak_tls", hint="hub_weak_tls", mode=mode)
    return given


def _write(given: Mapping[str, str]) -> str:
    host, port = given["host"], given.get("port", str(_PORT))
    user = quote(given.get("user", ""), safe="")
    secret = f":{quote(given['password'], safe='')}" if "password" in given else ""
    who = f"{user}{secret}@" if user else ""
    more = {name: given[name] for name in (*_SAFE, "sslmode") if name in given}
    if host.startswith(("/", "@")):
        where, more = "", {"host": host, "port": port} | more
    else:
        where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    asked = f"?{urlencode(more, quote_via=quote)}" if more else ""
    return f"postgresql://{who}{where}/{quote(given['dbname'], safe='')}{asked}"


def _is_near(given: Mapping[str, str]) -> bool:
    """Tell whether a hub is on this computer, where nobody listens in between."""
    return all(_is_loopback(given[name]) for name in ("host", "hostaddr") if name in given)


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _roots() -> str:
    """Return whom to believe about certificates: the user's own file, else the system's."""
    named = os.environ.get("PGSSLROOTCERT")
    own = Path.home() / ".postgresql" / "root.crt"
    if named or own.exists():
        return named or str(own)
    return ssl.get_default_verify_paths().cafile or "system"

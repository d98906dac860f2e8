"""Makes a hub of an empty database, and its first member."""

from __future__ import annotations

import secrets
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from leadq.adapters.hub.connect import CLIENT
from leadq.adapters.hub.failures import hub_errors
from leadq.errors import StoreError

if TYPE_CHECKING:
    from psycopg import Connection

_GROUP = "leadq_members"
"""The name that stands in ``hub.sql`` for the team's group role."""


def make_hub(connection: Connection[tuple[Any, ...]], name: str, password: str) -> str:
    """Make a hub in the database of its owner's connection, and a manager; return the login.

    Raises StoreError for a database that has a hub.
    """
    team = secrets.token_hex(4)
    group = f"leadq_{team}"
    statements = files(__package__).joinpath("hub.sql").read_text("utf-8")
    with hub_errors(), connection.transaction():
        there = connection.execute("SELECT to_regnamespace('leadq') IS NOT NULL").fetchone()
        if there and there[0]:
            raise StoreError("hub_there", hint="hub_there")
        connection.execute(f"CREATE ROLE {group} NOLOGIN")
        connection.execute(statements.replace(_GROUP, group).encode())
        connection.execute(
            "INSERT INTO leadq.clock (team, version, min_client) VALUES (%s, %s, %s)",
            (team, CLIENT, CLIENT),
        )
        given = (name, verifier(connection, password))
        row = connection.execute("SELECT leadq.enrol(%s, true, %s)", given).fetchone()
    return str(row[0]) if row else ""


def renew(connection: Connection[tuple[Any, ...]], name: str, password: str) -> str:
    """Give a member another password, by the right of the hub's owner; return the login."""
    given = (name, verifier(connection, password))
    with hub_errors():
        row = connection.execute("SELECT leadq.renew(%s, %s)", given).fetchone()
    return str(row[0]) if row else ""


def verifier(connection: Connection[tuple[Any, ...]], password: str) -> str:
    """Return what a server keeps of a password (SCRAM), so that it never hears the password."""
    made = connection.pgconn.encrypt_password(password.encode(), b"", b"scram-sha-256")
    return made.decode()

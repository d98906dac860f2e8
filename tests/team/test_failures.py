"""Whatever goes wrong with a hub: one line says what, one what to do, and nothing is half done."""

from __future__ import annotations

import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq import i18n
from leadq.adapters.hub import connect as connecting
from leadq.adapters.hub.address import connection_words, read_address, with_login
from leadq.adapters.hub.calls import HubCalls
from leadq.adapters.hub.connect import CLIENT, connect
from leadq.adapters.hub.failures import _RAISED, _STATES, _WORDS, read_failure
from leadq.adapters.hub.make import make_hub, renew
from leadq.errors import ExitCode, LeadqError, RefusedError, StoreError
from leadq.usecases.team.fetch import look_ahead

from .laptop import Laptop
from .server import TestHub, at, make_database
from .server import connect as connect_bare
from .wires import Cable, answer, certificate

Make = Callable[..., TestHub]
DEVICE = "00000000-0000-0000-0000-000000000001"
BATCH = '{"new": [["lead", "u", "u", {"name": "n"}]]}'


@pytest.fixture(scope="module")
def hub(server: str) -> TestHub:
    """A hub with a manager and a rep."""
    return TestHub(make_database(server), "经理", "小王")


@pytest.fixture
def changed(hub: TestHub) -> Callable[[str, str], Any]:
    """Returns a block in which the hub's owner has changed something."""

    @contextmanager
    def change(do: str, undo: str) -> Iterator[None]:
        with connect_bare(hub.owner) as owner:
            owner.execute(do)
            try:
                yield
            finally:
                owner.execute(undo)

    return change


def fails(key: str, do: Callable[[], Any], kind: type[LeadqError] = StoreError) -> str:
    """Do what fails for a reason; return what a user reads."""
    with pytest.raises(kind) as caught:
        do()
    assert caught.value.key == key
    assert caught.value.exit_code == (ExitCode.STORE if kind is StoreError else ExitCode.REFUSED)
    said = i18n.text(f"error.{key}", **caught.value.params)
    assert "secret" not in said and "\n" not in said
    return said


def hello(url: str) -> dict[str, Any]:
    """Connect and ask who one is."""
    address = read_address(url)
    with connect(address.url, [address.password]) as connection:
        return HubCalls(connection).hello(DEVICE)


def push(url: str) -> dict[str, Any]:
    """Connect and send a lead."""
    address = read_address(url)
    with connect(address.url, [address.password]) as connection:
        return HubCalls(connection).push(DEVICE, 1, 0, "digest", BATCH)


@pytest.mark.parametrize("key", sorted({key for _, key in (*_STATES, *_WORDS, *_RAISED.values())}))
def test_every_failure_has_its_words(key: str) -> None:
    for lang in i18n.LANGUAGES:
        i18n.set_language(lang)
        assert i18n.has_text(f"error.{key}") and i18n.has_text(f"hint.{key}")
    i18n.set_language("en")


@pytest.mark.parametrize(
    "typed",
    [
        "", "x", "hub.example.com", "http://a:secret@h/x", "postgresql://",
        "postgresql://a:secret@h",
        "postgresql://a:secret@/x",
        "postgresql://a:secret@h:port/x", "postgresql://a:secret@h/x?y=z",
        "postgresql://a:sec%ret@h/x", "postgresql://a:secret@[::1/x", "host=h password=secret",
        "postgresql://a:secret@h,i/x", "postgresql://a:secret@h/x?service=s",
        "postgresql://a:secret@h/x?sslkeylogfile=f", "postgresql://a:secret@h/x?passfile=f",
        "postgresql://a:secret@h/x?options=-c%20x%3Dy", "postgresql://a:secret@h/x?sslmode=safe",
    ],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    key = "hub_weak_tls" if "sslmode" in typed else "hub_bad_url"
    fails(key, lambda: read_address(typed))


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_from_afar_the_certificate_is_looked_at(mode: str) -> None:
    far = "postgresql://a:secret@hub.example.com/x"
    fails("hub_weak_tls", lambda: read_address(f"{far}?sslmode={mode}"))
    told = f"postgresql://a@localhost/x?hostaddr=8.8.8.8&sslmode={mode}"
    fails("hub_weak_tls", lambda: read_address(told))
    for url in (far, f"{far}?sslmode=verify-full", "postgresql://a@localhost/x?hostaddr=8.8.8.8"):
        words = connection_words(read_address(url).url)
        assert words["sslmode"] == "verify-full" and words["sslrootcert"]
    own = connection_words(f"{far}?sslrootcert=/own.crt")
    assert (own["sslmode"], own["sslrootcert"]) == ("verify-full", "/own.crt")
    for host in ("localhost", "127.0.0.1", "[::1]"):
        assert "sslmode" not in connection_words(f"postgresql://a@{host}/x")
    near = connection_words("postgresql://a@localhost/x?sslmode=verify-full")
    assert near["sslmode"] == "verify-full"


PRINTED = st.characters(exclude_categories=("C", "Z"), include_characters=" ")
TEXT = st.text(PRINTED, min_size=1)


@settings(deadline=None)
@given(TEXT, TEXT, st.sampled_from(["h", "127.0.0.1", "::1", "/tmp/a b"]), TEXT)
def test_an_address_is_handed_on_as_it_is(login: str, secret: str, host: str, name: str) -> None:
    plain = at(f"postgresql:///?host={quote(host)}", name, login, secret)
    line = with_login(plain, login, secret)
    address = read_address(line)
    assert (address.login, address.password) == (login, secret)
    again = psycopg.conninfo.conninfo_to_dict(address.url)
    assert (again["host"], again["user"], again["dbname"]) == (host, login, name)
    assert "password" not in again
    assert read_address(address.url).url == address.url


def test_nobody_is_there(hub: TestHub) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    fails("hub_refused", lambda: hello(Cable(hub.owner).url(port)))


@pytest.mark.parametrize(
    ("said", "key"),
    [(b"", "hub_cut"), (b"N", "hub_no_tls"), (b"HTTP/1.1 400 Bad Request", "hub_no_tls")],
)
def test_somebody_else_answers(hub: TestHub, said: bytes, key: str) -> None:
    def serve(caller: socket.socket) -> None:
        caller.recv(8)
        caller.sendall(said)

    with answer(serve) as port:
        url = Cable(hub.owner).url(port, "localhost", "?sslmode=verify-full")
        fails(key, lambda: hello(url))


def test_a_certificate_has_to_prove_who_answers(hub: TestHub, tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    cable = Cable(hub.urls["小王"])
    for host in ("localhost", "elsewhere"):
        root, key = certificate(tmp_path, host)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(root, key)
        with answer(cable.serve_safely(context)) as port:
            strict = cable.url(port, "localhost", "?sslmode=verify-full")
            fails("hub_certificate", lambda url=strict: hello(url))  # type: ignore[misc]
            own = f"{strict}&sslrootcert={root}"
            if host == "localhost":
                assert hello(own)["me"]["name"] == "小王"
            else:
                fails("hub_certificate_name", lambda url=own: hello(url))  # type: ignore[misc]
            missing = f"{strict}&sslrootcert={tmp_path / 'none.crt'}"
            fails("hub_certificate_file", lambda url=missing: hello(url))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("failed to resolve host 'nix.invalid': [Errno -2] not known", "hub_no_host"),
        ("connection timeout expired", "hub_timeout"),
        ("connection failed: … failed: No route to host", "hub_timeout"),
        ('FATAL:  用户 "a" Password 认证失败', "hub_password"),
        ("FATAL:  sorry, too many clients already", "hub_busy"),
        ("FATAL:  the database system is starting up", "hub_starting"),
        ('FATAL:  no pg_hba.conf entry for host "1.2.3.4", user "a", no encryption', "hub_no_tls"),
        ('FATAL:  role "a" is not permitted to log in', "hub_no_member"),
        ('FATAL:  role "a" does not exist', "hub_login"),
        ("something nobody has heard of\n\tin two lines", "hub_failed"),
    ],
)  # fmt: skip
def test_what_is_only_told_in_words(said: str, key: str) -> None:
    found = read_failure(psycopg.OperationalError(said))
    assert found.key == key and "\n" not in str(found.params["cause"])


def test_wrong_words_get_nobody_in(hub: TestHub) -> None:
    rep = hub.urls["小王"]
    fails("hub_password", lambda: hello(rep.replace(":secret@", ":wrong@")))
    login = read_address(rep).login
    fails("hub_password", lambda: hello(rep.replace(login, "leadq_nobody")))
    url = read_address(rep).url
    with connect(url, ["wrong", "secret"]) as connection:
        assert connection.info.password == "secret"
    fails("hub_no_database", lambda: hello(at(hub.owner, "nix", password="secret")))


def test_a_database_without_a_hub(server: str) -> None:
    fails("hub_not_made", lambda: hello(make_database(server)))


def test_a_hub_is_made_once(hub: TestHub) -> None:
    with connect(read_address(hub.owner).url, ["secret"]) as owner:
        fails("hub_there", lambda: make_hub(owner, "另一位", "x"))
        fails("hub_no_such_member", lambda: renew(owner, "无名", "x"), RefusedError)
    rep = read_address(hub.urls["小王"])
    with connect(rep.url, [rep.password]) as connection:
        fails("hub_no_right", lambda: renew(connection, "小王", "x"))


def test_members_without_the_right_or_the_name(hub: TestHub) -> None:
    rep, manager = read_address(hub.urls["小王"]), read_address(hub.urls["经理"])
    with connect(rep.url, [rep.password]) as connection:
        fails(
            "hub_no_manager", lambda: HubCalls(connection).add_member("x", False, "x"), RefusedError
        )
    with connect(manager.url, [manager.password]) as connection:
        calls = HubCalls(connection)
        fails("hub_member_there", lambda: calls.add_member("小王", False, "x"), RefusedError)
        for name, heir in (("无名", "小王"), ("小王", "无名"), ("小王", "小王"), ("经理", "小王")):
            given = (name, heir)
            fails(
                "hub_no_such_member", lambda given=given: calls.remove_member(*given), RefusedError
            )  # type: ignore[misc]


def test_another_age(
    hub: TestHub, changed: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with changed("UPDATE leadq.clock SET min_client = 99", "UPDATE leadq.clock SET min_client = 1"):
        fails("hub_newer", lambda: hello(hub.urls["小王"]))
    with changed(
        "UPDATE leadq.clock SET version = 0", f"UPDATE leadq.clock SET version = {CLIENT}"
    ):
        fails("hub_older", lambda: hello(hub.urls["小王"]))
        laptop = Laptop(tmp_path / "laptop", "小王", hub.urls["小王"])
        laptop.join(("经理", "小王"))
        with connect_bare(laptop.url) as connection:
            fails("hub_older", lambda: look_ahead(laptop.desk, HubCalls(connection)))
    monkeypatch.setattr(connecting, "_OLDEST", 99)
    assert "99" in fails("hub_old_server", lambda: hello(hub.urls["小王"]))


def test_a_hub_that_takes_nothing(hub: TestHub, changed: Any) -> None:
    name = psycopg.conninfo.conninfo_to_dict(hub.owner)["dbname"]
    read_only = f"ALTER DATABASE {name} SET default_transaction_read_only = {{}}"
    with changed(read_only.format("on"), f"ALTER DATABASE {name} RESET ALL"):
        # whoever undoes it comes in anew, and may not write either
        fails("hub_read_only", lambda: push(hub.urls["小王"]))
    full = (
        "CREATE FUNCTION pg_temp.fill() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE SQLSTATE '53100' USING MESSAGE = 'no space left on device'; END $$;"
        "CREATE TRIGGER full_disk BEFORE INSERT ON leadq.item EXECUTE FUNCTION pg_temp.fill()"
    )
    with changed(full, "DROP TRIGGER full_disk ON leadq.item"):
        fails("hub_full", lambda: push(hub.urls["小王"]))
    with connect_bare(hub.owner) as owner:
        assert owner.execute("SELECT seq FROM leadq.clock").fetchone() == (0,)


def test_who_keeps_a_push_open_keeps_nobody_for_long(hub: TestHub, changed: Any) -> None:
    held = "SELECT leadq.push(%s, 1, 0, 'digest', %s::jsonb)"
    waits = "ALTER FUNCTION leadq.next_seq SET lock_timeout = '{}'"
    with (
        changed(waits.format("50ms"), waits.format("30s")),
        connect_bare(hub.urls["小王"]) as slow,
    ):
        for name in ("lock_timeout", "idle_in_transaction_session_timeout", "statement_timeout"):
            assert slow.execute(f"SHOW {name}").fetchone() not in (None, ("0",))
        with slow.transaction(force_rollback=True):
            # it may give itself more time, but not for the push
            slow.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            slow.execute(held, [DEVICE, BATCH])
            limit = slow.execute("SHOW idle_in_transaction_session_timeout").fetchone()
            assert limit == ("20s",)
            fails("hub_busy", lambda: push(hub.urls["经理"]))


def test_the_hub_hangs_up(hub: TestHub) -> None:
    address = read_address(hub.urls["小王"])
    connection = connect(address.url, [address.password])
    with connection, connect_bare(hub.urls["小王"]) as other:
        pid = connection.info.backend_pid
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
        fails("hub_cut", lambda: HubCalls(connection).hello(DEVICE))


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    fails("no_extra", lambda: read_address("postgresql://a@h/x"), RefusedError)

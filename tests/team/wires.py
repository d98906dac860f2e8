"""What may lie between a laptop and its hub: cables that break, and others who answer."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote

import psycopg

_CHUNK = 65536
_TLS_ASKED = 8
"""Bytes of the question whether there is TLS, which comes first."""


@contextmanager
def answer(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Listen on a port of this computer while a block runs; ``serve`` is given each caller."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over = threading.Event()
        thread = threading.Thread(target=_accept, args=(listener, serve, over))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            over.set()
            # wakes whoever waits for a caller
            socket.create_connection(listener.getsockname()).close()
            thread.join()


def _accept(
    listener: socket.socket, serve: Callable[[socket.socket], None], over: threading.Event
) -> None:
    serving = []
    while True:
        caller, _ = listener.accept()
        if over.is_set():
            caller.close()
            break
        serving.append(threading.Thread(target=_serve, args=(caller, serve)))
        serving[-1].start()
    for thread in serving:
        thread.join()


def _serve(caller: socket.socket, serve: Callable[[socket.socket], None]) -> None:
    with caller, suppress(OSError):
        serve(caller)


class Cable:
    """Carries what is said to a hub; it breaks after so many bytes, there or back."""

    def __init__(self, url: str, there: int | None = None, back: int | None = None) -> None:
        self.given = psycopg.conninfo.conninfo_to_dict(url)
        self.left = {"there": there, "back": back}
        self.carried = {"there": 0, "back": 0}

    def serve(self, caller: socket.socket) -> None:
        """Carry one conversation."""
        with self._hub() as hub:
            back = threading.Thread(target=self._carry, args=(hub, caller, "back"))
            back.start()
            self._carry(caller, hub, "there")
            back.join()

    def serve_safely(self, context: ssl.SSLContext) -> Callable[[socket.socket], None]:
        """Return what carries a conversation of which nobody hears in between."""

        def serve(caller: socket.socket) -> None:
            caller.recv(_TLS_ASKED)
            caller.sendall(b"S")
            with context.wrap_socket(caller, server_side=True) as safe:
                self.serve(safe)

        return serve

    def url(self, port: int, host: str = "127.0.0.1", more: str = "") -> str:
        """Return the URL of the hub by way of this cable."""
        user, name = self.given["user"], self.given["dbname"]
        secret = quote(str(self.given["password"]), safe="")
        return f"postgresql://{user}:{secret}@{host}:{port}/{name}{more}"

    def _hub(self) -> socket.socket:
        host, port = str(self.given["host"]), int(self.given.get("port") or 5432)
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        hub = socket.socket(socket.AF_UNIX)
        hub.connect(f"{host}/.s.PGSQL.{port}")
        return hub

    def _carry(self, source: socket.socket, target: socket.socket, way: str) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                left = self.left[way]
                if left is not None and len(data) > left - self.carried[way]:
                    target.sendall(data[: left - self.carried[way]])
                    break
                self.carried[way] += len(data)
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def certificate(folder: Any, host: str) -> tuple[str, str]:
    """Make a certificate that names a host and is signed by nobody else; return it and its key."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{host}.crt", folder / f"{host}.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(paths[0]), str(paths[1])

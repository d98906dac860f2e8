"""Servers on the loopback that take messages, refuse them, or never answer."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller

LOCAL = "127.0.0.1"


class WebServer(ThreadingHTTPServer):
    """Takes messages as JSON; the path of an address says what it answers: ``/500``."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str, str]] = []
        super().__init__((LOCAL, 0), _Handler)

    def url(self, path: str) -> str:
        return f"json://{LOCAL}:{self.server_port}/{path}"


class _Handler(BaseHTTPRequestHandler):
    server: WebServer

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append((self.path, said["title"], said["message"]))
        first = self.path.split("/")[1]
        self.send_response(int(first) if first.isdecimal() else 200)
        self.end_headers()
        code = 93000 if first == "errcode" else 0
        self.wfile.write(json.dumps({"errcode": code}).encode())

    def log_message(self, *_what: Any) -> None:
        pass


@contextmanager
def web_server() -> Iterator[WebServer]:
    with WebServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def hanging_server() -> Iterator[int]:
    """Yield the port of a server that takes calls and never answers."""
    with socket.create_server((LOCAL, 0)) as listening:
        yield listening.getsockname()[1]


class MailServer(Controller):
    """Keeps the mails it gets."""

    def __init__(self) -> None:
        self.got: list[Any] = []
        self.socket = socket.create_server((LOCAL, 0))
        super().__init__(self, hostname=LOCAL, port=self.socket.getsockname()[1])

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self.socket)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def url(self) -> str:
        return f"mailto://{LOCAL}:{self.port}?from=leadq@leadq.cn&to=rep@leadq.cn&mode=insecure"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
        server.socket.close()

"""A small site on loopback for the tests of the crawler: real HTTP, with the bad habits of real sites."""

import hashlib
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


@dataclass
class Answer:
    """What a path answers; `status` 200 with `validators` honours conditional requests."""

    body: bytes = b""
    status: int = 200
    type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = True
    delay: float = 0.0  # seconds before the answer
    cut: int = 0  # bytes that are promised and not sent
    raw: Callable[[], Iterable[bytes]] | None = None  # all that is sent, status line too, until the other side hangs up


def page(*links: str, text: str = "Proiect de servicii sociale") -> bytes:
    anchors = "".join(f'<li><a href="{link}">mai mult</a></li>' for link in links)
    return f"<!DOCTYPE html><html><body><p>{text}</p><ul>{anchors}</ul></body></html>".encode()


class Handler(BaseHTTPRequestHandler):
    """Answers for the site that its server plays."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: "Server"

    def do_GET(self) -> None:
        site, path = self.server.site, self.path
        site.seen.append((path, {k.lower(): v for k, v in self.headers.items()}))
        site.on_request(path)
        found = site.answers.get(path, Answer(b"nu exista", status=404))
        answer = found if isinstance(found, Answer) else Answer(found)
        time.sleep(answer.delay)
        with suppress(OSError):
            (self._send_raw if answer.raw else self._send)(answer)

    def _send_raw(self, answer: Answer) -> None:
        self.close_connection = True
        for piece in answer.raw():
            self.wfile.write(piece)
            self.wfile.flush()
            self.server.site.sent[self.path] += len(piece)

    def _send(self, answer: Answer) -> None:
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:12]}"'
        conditional = answer.validators and answer.status == 200
        fresh = conditional and self.headers.get("If-None-Match") == etag
        self.send_response(304 if fresh else answer.status)
        if conditional:
            self.send_header("ETag", etag)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not fresh:
            if answer.type:
                self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(answer.body) + answer.cut))
        self.end_headers()
        if not fresh:
            self.wfile.write(answer.body)
        if answer.cut:
            self.close_connection = True

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: "Site"

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class Site:
    """Serves `answers` by path and query in a `with` block; `seen` has path and headers of each request."""

    def __init__(self, answers: dict[str, Answer | bytes], *, tls: ssl.SSLContext | None = None) -> None:
        self.answers = answers
        self.tls = tls
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.sent: Counter[str] = Counter()  # bytes of raw answers by path
        self.on_request: Callable[[str], None] = lambda path: None

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """The paths asked for, without what is asked of every host."""
        return [path for path, _ in self.seen if not path.endswith(("/robots.txt", "/.well-known/tdmrep.json"))]

    def asked(self, path: str) -> list[dict[str, str]]:
        """The headers, with names in lower case, of each request for the path."""
        return [headers for seen, headers in self.seen if seen == path]

    def __enter__(self) -> Self:
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.site = self
        if self.tls:
            self._server.socket = self.tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

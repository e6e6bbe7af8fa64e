"""A small web server that answers for made-up hosts, the way an HTTP proxy does.

Nothing leaves this computer: a crawler that takes `SampleServer.url` for its proxy sees whole sites, with
their names, validators and errors.
"""

import logging
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from examples.pages import SITES, Page, is_fresh, load_pages

__all__ = ["Page", "SampleServer", "Seen"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request that came in; `target` is path and query, header names are in lower case."""

    method: str
    host: str
    target: str
    headers: Mapping[str, str]


NOT_FOUND = Page(
    body="<!DOCTYPE html><html lang=ro><title>404</title><p>Pagina căutată nu există.</p></html>\n".encode(),
    status=404,
)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the server's pages, on a connection that stays open."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together; apart, they would wait for a delayed acknowledgement
    disable_nagle_algorithm = True
    server: "_Server"

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        with suppress(OSError):  # the other side may have gone
            super().finish()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        host = (parts.hostname or urlsplit(f"//{self.headers.get('Host', '')}").hostname or "").lower()
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {name.lower(): value for name, value in self.headers.items()}
        page = self.server.answer(Seen(method=self.command, host=host, target=target, headers=headers))
        fresh = page.status == HTTPStatus.OK and is_fresh(page, headers)
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else page.status)
        if page.status == HTTPStatus.OK:
            self.send_header("ETag", page.etag)
            if page.modified is not None:
                self.send_header("Last-Modified", format_datetime(page.modified.astimezone(UTC), usegmt=True))
        for name, value in page.headers:
            self.send_header(name, value)
        if not fresh:
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if not fresh and self.command != "HEAD":
            self.wfile.write(page.body)

    do_HEAD = do_GET  # noqa: N815 - the name is http.server's

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so is this one
        log.debug(format, *args)


class _Server(ThreadingHTTPServer):
    """Remembers what was asked, and its open connections, so that closing leaves none behind."""

    def __init__(self, port: int, pages: Mapping[tuple[str, str], Page], requests: list[Seen]) -> None:
        self.pages, self.requests = pages, requests
        self.lock, self.connections = threading.Lock(), set[socket.socket]()
        super().__init__(("127.0.0.1", port), _Handler)

    def answer(self, seen: Seen) -> Page:
        with self.lock:
            self.requests.append(seen)
        return self.pages.get((seen.host, seen.target), NOT_FOUND)

    def hang_up(self) -> None:
        """End the connections that wait for a next request."""
        for connection in list(self.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        log.warning("answering %s failed", client_address, exc_info=True)  # noqa: LOG014 - called from a handler


class SampleServer:
    """Serves `pages`, or else the folder `sites`, on 127.0.0.1 while the `with` block lasts.

    `port` 0 takes any free port; `port` and `url` tell the real one. `requests` grows by one `Seen` for each
    GET or HEAD, found or not. `pages` may be changed while the server runs, as a site changes between crawls.
    """

    def __init__(
        self, *, sites: Path = SITES, pages: Mapping[tuple[str, str], Page] | None = None, port: int = 0
    ) -> None:
        self.pages: dict[tuple[str, str], Page] = dict(load_pages(sites) if pages is None else pages)
        self.requests: list[Seen] = []
        self.port = port

    @property
    def url(self) -> str:
        """The server's own address, to be given as `http_proxy`."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._server = _Server(self.port, self.pages, self.requests)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()

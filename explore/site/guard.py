"""What goes out with every answer, and which of Datasette's own addresses nobody is to see."""

import logging
import re
import sqlite3
from typing import Any

_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
HEADERS = (
    ("content-security-policy", _POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),  # for browsers that don't know frame-ancestors
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cross-origin-opener-policy", "same-origin"),
)
_OURS = {name.encode() for name, _ in HEADERS}
# Datasette's pages about itself tell paths, versions and settings; only its static files and search are for visitors.
_HIDDEN = re.compile(r"/-/(?!static/|static-plugins/|search(?:$|\.))")
_READING = ("GET", "HEAD")
_FOREIGN = re.compile(r"[/\\]{2}")
# Datasette would send "/\other.site/" on to "/\other.site", which browsers take for another site's address.
_log = logging.getLogger(__name__)


class Guard:
    """An ASGI application around another one."""

    def __init__(self, application: Any, site: Any) -> None:  # noqa: ANN401 (ASGI)
        self._application = application
        self._site = site

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
        """Answers a request."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        async def guarded(message: Any) -> None:  # noqa: ANN401
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message["headers"] if name.lower() not in _OURS]
                message = {
                    **message,
                    "headers": [*kept, *((name.encode(), value.encode()) for name, value in HEADERS)],
                }
            await send(message)

        if scope["method"] not in _READING:
            await _refuse(guarded, 405, "Only reading is possible here.")
        elif _HIDDEN.match(scope["path"]) or _FOREIGN.match(scope["path"]):
            await _refuse(guarded, 404, "There is no such page.")
        elif not self._is_there():
            await _refuse(guarded, 503, "The database is not there at the moment. Please try again later.")
        else:
            await self._application(scope, receive, guarded)

    def _is_there(self) -> bool:
        """Whether there is a database to show; Datasette shows the one that is in place now."""
        try:
            self._site.follow()
        except (OSError, sqlite3.Error) as error:
            _log.error("the database can't be read: %s", error)
            return False
        return True


async def _refuse(send: Any, status: int, words: str) -> None:  # noqa: ANN401
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})

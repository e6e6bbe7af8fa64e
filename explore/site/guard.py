"""What goes out with every answer, and what is answered without asking anybody: addresses that nobody is to see,
requests that no browser makes, and a database that is not there.
"""

import re
import sqlite3
from typing import Any
from urllib.parse import parse_qsl

from datasette.utils.asgi import Request

from explore.site.faults import UNREADABLE
from explore.site.spreadsheets import without_formulas
from store.errors import DatabaseError

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
HOST = re.compile(r"[\w.-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:]+\](:[0-9]{1,5})?", re.ASCII)
"""What the name of a site in a request looks like; it goes into links of feeds and of Datasette's headers."""

_OURS = {name.encode() for name, _ in HEADERS}
_KEEPING = b"cache-control"
_KEPT = b"public, max-age=60"  # what was removed on request is gone from every cache a minute later
_NOT_KEPT = b"no-store"  # an error is over sooner than anybody looks again
# Datasette's pages about itself tell paths, versions and settings; only its static files and search are for visitors.
# Databases of its own begin with "_", and nobody may have the file of ours.
_HIDDEN = re.compile(r"/-/(?!static/|static-plugins/|search$)|/_|/fondoscop\.db$")
_READING = ("GET", "HEAD")
_LOOKS = "/stil/"  # there without a database, too: the page that tells of it has them
_FOREIGN = re.compile(r"[/\\]{2}|[^/]|$")
# Datasette would send "/\other.site/" on to "/\other.site", which browsers take for another site's address, and
# "http://other.site/", which only programs ask a server for, to that.
_TABLES = "/fondoscop"  # where Datasette writes CSV; our own is written without formulas
_LONGEST, _MOST_FACETS = 8_000, 8  # bytes behind the question mark, as web servers have it; columns
_CSV = (b"text/csv", b"text/plain")  # to be downloaded, or shown


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
        guarded = _Guarded(send, is_of_tables=scope["path"].startswith(_TABLES))
        if scope["method"] not in _READING:
            await _refuse(guarded, 405, "Only reading is possible here.", (b"allow", b"GET, HEAD"))
        elif not _is_named_well(scope):
            await _refuse(guarded, 400, "The name of this site in the request is none.")
        elif len(scope["query_string"]) > _LONGEST:
            await _refuse(guarded, 414, f"A question may have {_LONGEST:,} characters and no more.")
        elif _facets(scope) > _MOST_FACETS:
            await _refuse(guarded, 400, f"At most {_MOST_FACETS} columns can be counted at once.")
        elif _HIDDEN.match(scope["path"]) or any(map(_FOREIGN.match, _paths(scope))):
            await _refuse(guarded, 404, "There is no such page.")
        elif not scope["path"].startswith(_LOOKS) and not await self._is_there():
            await self._site.invoke_startup()  # it may be the first request of all
            request = Request({**scope, "csrftoken": str}, receive)  # templates may ask for one; there are no forms
            await (await UNREADABLE.response(self._site, request)).asgi_send(guarded)
        else:
            await self._application(scope, receive, guarded)

    async def _is_there(self) -> bool:
        """Whether there is a database to show; Datasette shows the one that is in place now."""
        try:
            await self._site.follow()
        except (OSError, sqlite3.Error, DatabaseError) as error:
            self._site.trouble.tell(" ".join(str(error).split()))
            return False
        return True


class _Guarded:
    """Where an answer goes: its headers are ours, and nothing in a table that Datasette writes runs as a formula."""

    def __init__(self, send: Any, *, is_of_tables: bool) -> None:  # noqa: ANN401 (ASGI)
        self._send = send
        self._is_of_tables = is_of_tables
        self._is_csv = False

    async def __call__(self, message: Any) -> None:  # noqa: ANN401
        if message["type"] == "http.response.start":
            told = {name.lower(): value for name, value in message["headers"]}
            self._is_csv = self._is_of_tables and told.get(b"content-type", b"").startswith(_CSV)
            message = {**message, "headers": _headers(message["status"], message["headers"])}
        elif self._is_csv and message.get("body"):
            message = {**message, "body": without_formulas(message["body"])}
        await self._send(message)


def _headers(status: int, told: Any) -> list[tuple[bytes, bytes]]:  # noqa: ANN401
    is_error = status >= 400  # where the errors of HTTP begin
    kept = [
        (name, value)
        for name, value in told
        if name.lower() not in _OURS and not (is_error and name.lower() == _KEEPING)
    ]
    if not any(name.lower() == _KEEPING for name, _ in kept):
        kept.append((_KEEPING, _NOT_KEPT if is_error else _KEPT))
    return [*kept, *((name.encode(), value.encode()) for name, value in HEADERS)]


def _is_named_well(scope: Any) -> bool:  # noqa: ANN401
    """Whether the name of the site is one, or is not said at all, as old programs do."""
    names = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    return all(not name or HOST.fullmatch(name) for name in names) and len(names) <= 1


def _facets(scope: Any) -> int:  # noqa: ANN401
    """How many columns Datasette is to count the values of; each may take as long as a facet may, one after another."""
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return sum(name.startswith("_facet") for name, _ in asked)


def _paths(scope: Any) -> tuple[str, ...]:  # noqa: ANN401
    """The path as it is read, and as it was sent: Datasette looks at either."""
    sent = scope.get("raw_path")
    return (scope["path"], *([sent.decode("latin-1")] if sent else []))


async def _refuse(send: Any, status: int, words: str, *headers: tuple[bytes, bytes]) -> None:  # noqa: ANN401
    told = [(b"content-type", b"text/plain; charset=utf-8"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": words.encode()})

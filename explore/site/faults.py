"""What visitors are told when there is no answer: on a page in our own looks, as JSON where a program asked.

Faults of ours stay inside: the log has them, and no visitor sees a path or a trace. A database that can't be read is
no fault of the code, and would be told with every request for as long as it lasts: the log has it once a minute.
"""

import logging
import sqlite3
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Forbidden, Response
from datasette.views.base import DatasetteError

from explore.site.asked import Asked, BusyError
from explore.wording import grouped, harmless
from store.errors import DatabaseError

_log = logging.getLogger(__name__)
_AGAIN = 60  # seconds, after which the same trouble is told to the log once more, and visitors may try again
# What SQLite says of a file that is gone, locked, damaged or none of its own, as opposed to a query that is wrong.
_UNREADABLE = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY,
}  # fmt: skip
_PRIMARY = 0xFF  # of a code of SQLite's; what stands above it tells particulars


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why there is no answer. `message` is for the visitor, in words; "" where the page says it all."""

    status: int
    template: str
    message: str = ""

    async def response(self, site: Any, request: Any) -> Any:  # noqa: ANN401 (Datasette has no types)
        """The answer."""
        headers = {"retry-after": str(_AGAIN)} if self.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
        if request.path.endswith(".json"):
            told = {"ok": False, "error": self.message or HTTPStatus(self.status).phrase}
            return Response.json(told, status=self.status, headers=headers)
        body = await site.render_template(self.template, {"message": self.message}, request=request)
        return Response.html(body, status=self.status, headers=headers)


UNREADABLE = Fault(status=503, template="unavailable.html")
NOT_FOUND = Fault(status=404, template="not_found.html")


class Trouble:
    """What keeps the site from reading its database, for the log."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}

    def tell(self, words: str) -> None:
        """Say it, unless that was done within the last minute."""
        now = time.monotonic()
        if now - self._told.get(words, -_AGAIN) >= _AGAIN:
            self._told = {words: now}
            _log.error("the database can't be read: %s", words)


def fault(exception: BaseException, asked: Asked, trouble: Trouble, seconds: float) -> Fault:
    """What to tell of it; `seconds` is how long a query may take."""
    if is_unreadable(exception):
        trouble.tell(" ".join(str(exception).split()))
        return UNREADABLE
    if isinstance(exception, BusyError):
        return Fault(status=503, template="busy.html")
    if isinstance(exception, Forbidden):
        return NOT_FOUND  # what nobody may see is nothing to be told of
    if _cause(exception, QueryInterrupted):
        long = grouped(int(seconds), 0, asked.language)
        message = asked.says(
            f"Interogarea a durat mai mult de {long} secunde și a fost oprită. Cereți mai puțin: un filtru, un LIMIT.",
            f"The query took longer than {long} seconds and was ended. Ask for less: a filter, a LIMIT.",
        )
        return Fault(status=400, template="wrong_question.html", message=message)
    if not isinstance(exception, Base400 | DatasetteError):
        _log.error("%s could not be answered", harmless(asked.path), exc_info=exception)
        return Fault(status=500, template="fault.html")
    if exception.status == HTTPStatus.NOT_FOUND:
        return NOT_FOUND
    message = str(exception.args[0] if exception.args else exception)
    return Fault(status=exception.status, template="wrong_question.html", message=message)


def is_unreadable(exception: BaseException) -> bool:
    """Whether it tells of the database file, and not of what was asked."""
    if isinstance(exception, FileNotFoundError | PermissionError):
        return True
    if isinstance(exception, DatabaseError) and type(exception) is not DatabaseError:  # that is a query which failed
        return True
    error = _cause(exception, sqlite3.Error)
    return error is not None and (getattr(error, "sqlite_errorcode", None) or 0) & _PRIMARY in _UNREADABLE


def _cause(exception: BaseException, kind: type[BaseException]) -> BaseException | None:
    """The exception itself, or what led to it, if it is of this kind."""
    found: BaseException | None = exception
    while found is not None and not isinstance(found, kind):
        found = found.__cause__ or found.__context__
    return found

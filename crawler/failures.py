"""What went wrong with a request, in words for people."""

import errno
import sqlite3
import zlib
from gzip import BadGzipFile

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.bounded_http import MAX_HEADING, HeadingError
from crawler.guard import RefusedError
from crawler.memory_file import is_full
from crawler.messages import clean
from store.warc import reason_of

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

HTTP_HINTS = {
    401: "it wants a password",
    403: "the site refuses us",
    404: "there is no such page",
    410: "the page was withdrawn",
    429: "the site finds us too fast",
}

DECOMPRESSORS = frozenset({"zlib", "brotli", "_brotli", "zstd", "backports.zstd", "compression.zstd"})  # modules
DAMAGED = "bad-encoding", "it is damaged: it can't be decompressed"
TO_TRUST = "if that is known and the site is to be read all the same, write `verify_tls = false` in the source's table"

NO_ANSWER: tuple[tuple[type[Exception], str, str], ...] = (
    (CannotResolveHostError, "dns", "no such host is known: is the name right, does the site still exist?"),
    (DownloadTimeoutError, "timeout", "the site did not answer in time (DOWNLOAD_TIMEOUT)"),
    (DownloadConnectionRefusedError, "connection", "the site refused the connection: is it down?"),
    (DownloadCancelledError, "too-large", "it is larger than the crawler takes (DOWNLOAD_MAXSIZE)"),
    (ResponseDataLossError, "broken-off", "the answer broke off before its end"),
    (BadGzipFile, *DAMAGED),
    (EOFError, *DAMAGED),
    (zlib.error, *DAMAGED),
    (DownloadFailedError, "connection", "the connection failed ({})"),
    (OSError, "connection", "the connection failed ({})"),
)


def storage_trouble(error: Exception) -> str:
    """Why what was fetched can't be stored, and what to do about it."""
    full = getattr(error, "errno", None) in FULL or (isinstance(error, sqlite3.Error) and is_full(error))
    advice = "; free some space and run it again: what is archived is whole, and the crawl goes on from there"
    return clean(f"what was fetched can't be stored: {error}") + (advice if full else "")


def explain(error: BaseException) -> tuple[str, str, int | None]:
    """The kind of issue (short and stable), a message, and the HTTP status if there was an answer."""
    if isinstance(error, HttpError):
        status = error.response.status
        if 300 <= status < 400 and (target := error.response.headers.get("Location")):  # else it was followed
            return (
                "refused-address",
                f"not asked: it leads to {clean(target.decode('latin-1'))}, not of the web",
                status,
            )
        hint = HTTP_HINTS.get(status, "the site has an error of its own" if status >= 500 else "")
        answer = f"the site answered {status} {reason_of(status)}".rstrip()
        return f"http-{status}", f"{answer}: {hint}" if hint else answer, status
    if isinstance(error, RefusedError):
        return error.kind, clean(str(error)), None
    if isinstance(error, IgnoreRequest):
        return (*_ignored(str(error)), None)
    return (*_no_answer(error), None)


def _ignored(message: str) -> tuple[str, str]:
    if "robots.txt" in message:
        return "robots", "the site's robots.txt forbids it"
    if "max redirections" in message:
        return "redirect-loop", "it leads from address to address without end"
    if "DOWNLOAD_MAXSIZE" in message:
        return "too-large", "it unpacks to more than the crawler takes (DOWNLOAD_MAXSIZE)"
    return "not-asked", clean(message) or "the request was not made"


def _no_answer(error: BaseException) -> tuple[str, str]:
    inner = _inner(error)
    if any(isinstance(reason, HeadingError) for reason in inner):
        return "too-large", f"the heading of the answer is longer than {MAX_HEADING // 1024} KiB"
    if verification := next((str(reason) for reason in inner if "verif" in str(reason).lower()), None):
        return "tls", clean(f"its certificate is not to be trusted ({verification}); {TO_TRUST}")
    if type(error).__module__ in DECOMPRESSORS:
        return DAMAGED
    for known, kind, message in NO_ANSWER:
        if isinstance(error, known):
            return kind, clean(message.format(error))
    return "crawl-error", clean(f"{type(error).__name__}: {error}")


def _inner(error: BaseException) -> list[BaseException]:
    """The error and those that it is made of: Scrapy's have Twisted's as cause, and these a list of reasons."""
    reasons = getattr(error.__cause__, "reasons", ())
    return [error, *(reason.value for reason in reasons)]

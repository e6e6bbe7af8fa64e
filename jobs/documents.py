"""The captures that wait in the database, as a stream of documents."""

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Protocol

from readers.errors import ReadError
from store.archive import Archive, ArchiveError
from store.database import Database
from store.identity import document_content, document_id
from store.records import Capture, Document, Issue
from store.rows import document_fault

log = logging.getLogger(__name__)


class Reading(Protocol):
    """What a job needs of the readers: the document of a capture's body, or a ReadError."""

    def __call__(
        self,
        body: bytes,
        *,
        media_type: str | None,
        url: str | None,
        document_id: str,
        capture_id: str | None,
        source_id: str | None,
        fetched: date | None,
    ) -> Document: ...


def document_of(capture: Capture, body: bytes, read: Reading) -> Document:
    """The document of a capture: whoever reads one again gives the reader the same arguments. Raises ReadError."""
    return read(
        body,
        media_type=capture.media_type,
        url=capture.url,
        document_id=document_id(capture.url),
        capture_id=capture.id,
        source_id=capture.source_id,
        fetched=capture.fetched_at.date(),
    )


def gaps_of(document: Document, capture: Capture) -> list[Issue]:
    """What of the capture its document lacks, as issues."""
    return [
        Issue(
            stage="read",
            kind=gap.kind,
            message=gap.message,
            url=capture.url,
            source_id=capture.source_id,
            capture_id=capture.id,
        )
        for gap in document.gaps
    ]


class DocumentStream:
    """The readable captures that nobody has read, address by address and oldest first, one document each.

    So the database learns when each thing was said first, and what changed since, in whatever pieces it is built.
    A capture that can't be read becomes an issue: what the address had before stays in the database until something
    newer can be read. One that says what the one before it said gives no document (`settle` renews that one).
    Ends early when `stop` says so.
    """

    def __init__(
        self,
        database: Database,
        archive: Archive,
        read: Reading,
        progress: Callable[[int, int], None] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._database = database
        self._archive = archive
        self._read = read
        self._progress = progress
        self._stop = stop
        # By id: captures whose documents are between reading and storing, each with those that say the same after it.
        self._in_flight: dict[str | None, list[Capture]] = {}

    def __iter__(self) -> Iterator[Document]:
        total = self._database.pending_count()
        done, last = 0, ""
        while urls := self._database.pending_urls(after=last):
            for url in urls:
                if self._stop():
                    return
                yield from self._versions(url)
                done += 1
                if self._progress is not None:
                    self._progress(done, total)
            last = urls[-1]

    def captures_of(self, document: Document) -> tuple[Capture, list[Capture]]:
        """The capture that a document of this stream was read from, and later ones that say the same; asked once."""
        first, *others = self._in_flight.pop(document.capture_id)
        return first, others

    def refuse(self, capture: Capture, kind: str, message: str) -> None:
        """Note that a capture gives no document, and why."""
        log.info("%s: %s", capture.url, message)
        issue = Issue(
            stage="read",
            kind=kind,
            message=message,
            url=capture.url,
            source_id=capture.source_id,
            capture_id=capture.id,
        )
        self._database.refuse_capture(capture, [issue])

    def _versions(self, url: str) -> Iterator[Document]:
        captures = self._database.captures_of(url)[::-1]
        waits = [outcome == "pending" for _, outcome in captures]
        if any(outcome in ("read", "superseded") for _, outcome in captures[waits.index(True) :]):
            self._database.read_again(url)  # one came late, as a crash may have it
            captures = self._database.captures_of(url)[::-1]
        before = self._database.content_of(document_id(url))
        flight: list[Capture] | None = None
        for capture, outcome in captures:
            document = self._document(capture) if outcome == "pending" else None
            if document is None:
                continue
            content = document_content(document)
            if content != before:
                flight = self._in_flight[capture.id] = [capture]
                yield document
            elif flight is not None:
                flight.append(capture)
            else:
                self._database.renew_document(document.id, capture)
            before = content

    def _document(self, capture: Capture) -> Document | None:
        try:
            document = document_of(capture, self._archive.body(capture), self._read)
        except ReadError as error:
            self.refuse(capture, error.kind, error.message)
        except ArchiveError as error:
            self.refuse(capture, "damaged-capture", str(error))
        except Exception as error:
            log.exception("the reader failed on %s", capture.url)
            message = f"the reader failed on this page ({type(error).__name__}: {error}); please report it"
            self.refuse(capture, "reader-failed", message)
        else:
            fault = document_fault(document)
            if fault is None:
                return document
            self.refuse(capture, "unsound-document", fault)
        return None

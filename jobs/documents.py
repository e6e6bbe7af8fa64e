"""The captures that wait in the database, as a stream of documents."""

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Protocol

from readers.errors import ReadError
from store.archive import Archive, ArchiveError
from store.database import Database
from store.identity import document_id
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


class DocumentStream:
    """The newest readable capture of each address that has captures nobody has read, one document each.

    A capture that can't be read becomes an issue, and the next older one is tried: what the address had
    before stays in the database until something newer can be read. Ends early when `stop` says so.
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
        self._in_flight: dict[str, Capture] = {}  # by document, from the reading to the storing

    def __iter__(self) -> Iterator[Document]:
        total = self._database.pending_count()
        done, last = 0, ""
        while urls := self._database.pending_urls(after=last):
            for url in urls:
                if self._stop():
                    return
                document = self._newest(url)
                if document is not None:
                    yield document
                done += 1
                if self._progress is not None:
                    self._progress(done, total)
            last = urls[-1]

    def capture_of(self, document: Document) -> Capture:
        """The capture that a document of this stream was read from; asked once."""
        return self._in_flight.pop(document.id)

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

    def _newest(self, url: str) -> Document | None:
        for capture, outcome in self._database.captures_of(url):
            if outcome == "read":
                self._database.supersede_older(capture)
                return None
            if outcome == "pending" and (document := self._document(capture)) is not None:
                self._in_flight[document.id] = capture
                return document
        return None

    def _document(self, capture: Capture) -> Document | None:
        try:
            document = self._read(
                self._archive.body(capture),
                media_type=capture.media_type,
                url=capture.url,
                document_id=document_id(capture.url),
                capture_id=capture.id,
                source_id=capture.source_id,
                fetched=capture.fetched_at.date(),
            )
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

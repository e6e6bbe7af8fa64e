"""Writing captures: WARC files that rotate by size, and the index lines after the records.

Records go to the file at once, so a killed process loses none. Waiting for the disk after each one would make
the crawl several times slower, so that is done for groups, of 50 captures or what came within 10 seconds; their
lines go into the index after it. A power cut costs at worst the last group, which is fetched again; the index
never names what the disk does not hold. Answers that are no captures go the same way into an index of their own.
"""

import hashlib
import re
import time
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from store.answers import INDEX, finished_line, line_of
from store.encodings import as_read, portable, undone
from store.journal import Journal
from store.records import Capture
from store.warc import (
    MARK_ADDRESS,
    MARK_ID,
    MARK_RUN,
    MARK_SOURCE,
    OPEN,
    Exchange,
    Headers,
    WarcFile,
    header,
    reason_of,
)

__all__ = ["MARK_ID", "MARK_RUN", "MARK_SOURCE", "MAX_BYTES", "ArchiveWriter", "identify", "to_line"]

MAX_BYTES = 1_000_000_000  # of a WARC file, before the next one is begun
GROUP = 50  # captures and other answers
SECONDS = 10.0


class ArchiveWriter:
    """Writes the captures of one run of one source. The first file is made with the first record."""

    def __init__(self, folder: Path, index: Journal, *, source_id: str, run_id: str, max_bytes: int) -> None:
        self._folder, self._index = folder, index
        self._answers = Journal(folder / INDEX)
        self._source_id, self._run_id, self._max_bytes = source_id, run_id, max_bytes
        self._warc: WarcFile | None = None
        self._number = 0
        self._held: list[Capture] = []  # in the file, not in the index yet
        self._held_answers: list[dict[str, Any]] = []  # lines of their index, likewise
        self._since = 0.0  # when the first of them was written, on the monotonic clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(
        self,
        *,
        url: str,
        status: int,
        reason: str | None = None,
        request_headers: Headers = (),
        response_headers: Headers = (),
        body: bytes,
        raw: bytes | None = None,
        fetched_at: datetime,
        request_method: str = "GET",
        asked: str | None = None,
        ip: str | None = None,
    ) -> Capture:
        """Writes request and response; returns the capture, which `sync` brings into the index.

        `body` is the decoded body, whose digest the capture gets; `raw` is what the server sent of it, in the coding
        that the headers name. The archive holds the latter, unless others could not undo the coding (`store.encodings`)
        or it does not give the former. `asked` is the address in the request, when that is not the canonical one.

        Raises OSError when the disk refuses, ValueError when `fetched_at` has no time zone.
        """
        if fetched_at.tzinfo is None:
            raise ValueError("a moment of fetching needs its time zone")
        sent, headers = portable(body if raw is None else raw, response_headers)
        if raw is None or as_read(sent, headers) != body:
            sent, headers = body, undone(response_headers)
        exchange = Exchange(
            url=asked or url,
            method=request_method,
            status=status,
            reason=reason_of(status) if reason is None else reason,
            request_headers=request_headers,
            response_headers=headers,
            body=sent,
            fetched_at=fetched_at.astimezone(UTC),
            ip=ip,
        )
        sha256 = hashlib.sha256(body).hexdigest()
        capture_id = identify(url=url, fetched_at=fetched_at, sha256=sha256)
        warc = self._current()
        offset, length = warc.write(exchange, marks={MARK_ID: capture_id, **self._marks(url, exchange)})
        capture = Capture(
            id=capture_id,
            url=url,
            source_id=self._source_id,
            run_id=self._run_id,
            fetched_at=exchange.fetched_at,
            status=status,
            media_type=header(response_headers, "content-type"),
            sha256=sha256,
            file=warc.path.name,
            offset=offset,
            length=length,
        )
        self._begin_group()
        self._held.append(capture)
        self._end_group()
        return capture

    def write_plain(self, exchange: Exchange, *, url: str | None = None) -> None:
        """Writes an exchange that is evidence but no capture, as a redirect or robots.txt; see `store.answers`.

        `url` is its canonical address, when that is not the one that was asked for. Raises OSError.
        """
        url = url or exchange.url
        body, headers = portable(exchange.body, exchange.response_headers)
        exchange = replace(exchange, body=body, response_headers=headers)
        warc = self._current()
        offset, length = warc.write(exchange, marks=self._marks(url, exchange))
        self._begin_group()
        self._held_answers.append(
            line_of(
                url=url,
                status=exchange.status,
                source_id=self._source_id,
                run_id=self._run_id,
                fetched_at=exchange.fetched_at,
                raw=exchange.body,
                file=warc.path.name,
                offset=offset,
                length=length,
            )
        )
        self._end_group()

    def _marks(self, url: str, exchange: Exchange) -> dict[str, str]:
        address = {} if url == exchange.url else {MARK_ADDRESS: url}
        return {MARK_SOURCE: self._source_id, MARK_RUN: self._run_id, **address}

    def _begin_group(self) -> None:
        if not self._held and not self._held_answers:
            self._since = time.monotonic()

    def _end_group(self) -> None:
        held = len(self._held) + len(self._held_answers)
        if held >= GROUP or time.monotonic() - self._since >= SECONDS:
            self.sync()

    @property
    def is_synced(self) -> bool:
        """Whether disk and index hold every capture written so far."""
        return not self._held

    def sync(self) -> None:
        """Waits until the disk holds what was written, then enters it in the index. Raises OSError."""
        if self._warc is not None and (self._held or self._held_answers):
            self._enter(self._warc)

    def _enter(self, warc: WarcFile) -> None:
        warc.sync()
        held, self._held = self._held, []  # what the index does not take, `recover` enters later
        answers, self._held_answers = self._held_answers, []  # and these `store.answers.refresh`
        self._index.append_all(map(to_line, held))
        self._answers.append_all(answers)

    def close(self) -> None:
        """Ends the file and waits until the disk holds it. Writing afterwards begins another one. Raises OSError."""
        if self._warc is None:
            return
        warc, self._warc = self._warc, None
        try:
            self._enter(warc)
            self._index.sync()
        except OSError:
            warc.abandon()  # with its `.open`: `recover` enters what is whole
            raise
        warc.close()
        self._answers.append(finished_line(warc.path))

    def _current(self) -> WarcFile:
        if self._warc is not None and self._warc.size >= self._max_bytes:
            self.close()
        if self._warc is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            stem = "-".join(re.sub(r"[^\w.-]+", "_", part) for part in (self._source_id, self._run_id))
            path = self._free(stem)
            self._warc = WarcFile(path, about={"isPartOf": self._run_id, "source": self._source_id})
        return self._warc

    def _free(self, stem: str) -> Path:
        """A name that no file has; a source is written by one process at a time."""
        while True:
            self._number += 1
            path = self._folder / f"{stem}-{self._number:05}.warc.gz"
            if not path.exists() and not path.with_name(path.name + OPEN).exists():
                return path


def identify(*, url: str, fetched_at: datetime, sha256: str) -> str:
    """The id of a capture: 16 hexadecimal digits that hang on address, moment and content alone."""
    return hashlib.sha256(f"{url}\n{_moment(fetched_at)}\n{sha256}".encode()).hexdigest()[:16]


def to_line(capture: Capture) -> dict[str, Any]:
    """The capture as a line of the index holds it."""
    return {**asdict(capture), "fetched_at": _moment(capture.fetched_at)}


def _moment(fetched_at: datetime) -> str:
    return fetched_at.astimezone(UTC).isoformat(timespec="microseconds")

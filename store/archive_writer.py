"""Writing captures: WARC files that rotate by size, and the index lines after the records.

Records go to the file at once, so a killed process loses none. Waiting for the disk after each one would make
the crawl several times slower, so that is done for groups, of 50 captures or what came within 10 seconds; their
lines go into the index after it. A power cut costs at worst the last group, which is fetched again; the index
never names what the disk does not hold.
"""

import hashlib
import re
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from store.journal import Journal
from store.records import Capture
from store.warc import OPEN, Exchange, Headers, WarcFile, header, reason_of

MAX_BYTES = 1_000_000_000  # of a WARC file, before the next one is begun
GROUP = 50  # captures
SECONDS = 10.0
MARK_ID, MARK_SOURCE, MARK_RUN = "Fondoscop-Capture", "Fondoscop-Source", "Fondoscop-Run"


class ArchiveWriter:
    """Writes the captures of one run of one source. The first file is made with the first record."""

    def __init__(self, folder: Path, index: Journal, *, source_id: str, run_id: str, max_bytes: int) -> None:
        self._folder, self._index = folder, index
        self._source_id, self._run_id, self._max_bytes = source_id, run_id, max_bytes
        self._warc: WarcFile | None = None
        self._number = 0
        self._held: list[Capture] = []  # in the file, not in the index yet
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
        fetched_at: datetime,
        request_method: str = "GET",
    ) -> Capture:
        """Writes request and response; returns the capture, which `sync` brings into the index.

        `body` is the decoded body.

        Raises OSError when the disk refuses, ValueError when `fetched_at` has no time zone.
        """
        if fetched_at.tzinfo is None:
            raise ValueError("a moment of fetching needs its time zone")
        exchange = Exchange(
            url=url,
            method=request_method,
            status=status,
            reason=reason_of(status) if reason is None else reason,
            request_headers=request_headers,
            response_headers=response_headers,
            body=body,
            fetched_at=fetched_at.astimezone(UTC),
        )
        sha256 = hashlib.sha256(body).hexdigest()
        capture_id = identify(url=url, fetched_at=fetched_at, sha256=sha256)
        warc = self._current()
        offset, length = warc.write(
            exchange, marks={MARK_ID: capture_id, MARK_SOURCE: self._source_id, MARK_RUN: self._run_id}
        )
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
        if not self._held:
            self._since = time.monotonic()
        self._held.append(capture)
        if len(self._held) >= GROUP or time.monotonic() - self._since >= SECONDS:
            self.sync()
        return capture

    @property
    def is_synced(self) -> bool:
        """Whether disk and index hold every capture written so far."""
        return not self._held

    def sync(self) -> None:
        """Waits until the disk holds what was written, then enters it in the index. Raises OSError."""
        if self._warc is not None and self._held:
            self._enter(self._warc)

    def _enter(self, warc: WarcFile) -> None:
        warc.sync()
        held, self._held = self._held, []  # what the index does not take, `recover` enters later
        self._index.append_all(map(to_line, held))

    def write_plain(self, exchange: Exchange) -> None:
        """Writes an exchange that is evidence but no page, as a redirect or robots.txt: never a capture."""
        self._current().write(exchange, marks={MARK_SOURCE: self._source_id, MARK_RUN: self._run_id})

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

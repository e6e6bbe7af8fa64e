"""The archive: captured pages in WARC files, an index of them, and the journal of runs.

Nothing in it is ever changed. A capture goes into a WARC file first and into the index after, so a crash
leaves at worst captures without an index line, which `recover` adds.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from store.archive_writer import MARK_ID, MARK_RUN, MARK_SOURCE, MAX_BYTES, ArchiveWriter, to_line
from store.journal import Journal, JournalError
from store.records import Capture
from store.warc import OPEN, StoredResponse, members, next_member, parse_response


class ArchiveError(Exception):
    """A capture or an index line that is damaged or missing; the message says which and where."""


class Archive:
    """A folder with WARC files, `captures.jsonl` (the index) and `journal.jsonl` (what the runs did)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = Journal(folder / "journal.jsonl")
        self._index = Journal(folder / "captures.jsonl")

    def writer(self, *, source_id: str, run_id: str, max_bytes: int = MAX_BYTES) -> "ArchiveWriter":
        """A writer with WARC files of its own, to be used in a `with` block or closed."""
        return ArchiveWriter(self.folder, self._index, source_id=source_id, run_id=run_id, max_bytes=max_bytes)

    def captures(self) -> Iterator[Capture]:
        """Yields the captures in the order of writing. Raises ArchiveError at an unreadable line."""
        for _, capture in self.captures_from(0):
            yield capture

    def captures_from(self, start: int) -> Iterator[tuple[int, Capture]]:
        """Yields captures from the byte `start` of the index on, each with the byte where the next begins."""
        try:
            for end, line in self._index.events_from(start):
                yield end, _from_line(line)
        except (JournalError, ValueError) as error:
            raise ArchiveError(f"the index of captures is damaged: {error}") from error

    def index_size(self) -> int:
        """The length of the index in bytes."""
        return self._index.size()

    def body(self, capture: Capture) -> bytes:
        """The page or file as it was fetched, its SHA-256 checked. Raises ArchiveError."""
        body = self._stored(capture).body
        if hashlib.sha256(body).hexdigest() != capture.sha256:
            raise ArchiveError(f"{_name(capture)} is damaged: its content does not have the recorded SHA-256")
        return body

    def headers(self, capture: Capture) -> tuple[tuple[str, str], ...]:
        """The answer's HTTP headers, in their order. Raises ArchiveError."""
        return self._stored(capture).headers

    def recover(self, *, thorough: bool = False) -> tuple[Capture, ...]:
        """Indexes the whole captures that a crash left, cuts torn ends; returns what was added to the index.

        Looks at the files that were left open, or at every file when `thorough`. Files that another process
        is writing are let be, and nothing that is indexed and whole is touched.
        """
        paths = [p for p in sorted(self.folder.glob("*.warc.gz*")) if thorough or p.suffix == OPEN]
        if not paths:
            return ()
        indexed = list(self.captures())
        added: list[Capture] = []
        for path in paths:
            with path.open("r+b") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                found = self._mend(path, [c for c in indexed if c.file == path.name.removesuffix(OPEN)])
                added.extend(found)
        return tuple(added)

    def _mend(self, path: Path, indexed: list[Capture]) -> list[Capture]:
        name, size = path.name.removesuffix(OPEN), path.stat().st_size
        end = max((c.offset + c.length for c in indexed if c.offset + c.length <= size), default=0)
        known = {capture.id for capture in indexed}
        added: list[Capture] = []
        with path.open("rb") as file:
            start: int | None = end
            while start is not None:
                for offset, length, content in members(file, start):
                    end = offset + length
                    stored = parse_response(content)
                    if stored is not None and stored.marks.get(MARK_ID, "") not in known | {""}:
                        added.append(_capture_of(stored, name, offset, length))
                # A flipped bit is no end: what is whole behind it stays.
                start = next_member(file, end)
        os.truncate(path, end)
        for capture in added:
            self._index.append(to_line(capture))
        if end == 0:
            path.unlink()
        elif path.name != name:
            path.rename(path.with_name(name))
        return added

    def _stored(self, capture: Capture) -> StoredResponse:
        final = self.folder / capture.file
        content = b""
        # A file loses its `.open` when its writer is done, which may be between two of these looks.
        for path in (final, final.with_name(final.name + OPEN), final):
            try:
                with path.open("rb") as file:
                    file.seek(capture.offset)
                    content = file.read(capture.length)
                break
            except FileNotFoundError:
                continue
        else:
            raise ArchiveError(f"{_name(capture)} is missing: there is no such file in {self.folder}")
        whole = next(members(BytesIO(content), 0), None)
        try:
            stored = parse_response(whole[2]) if whole else None
        except (ValueError, KeyError) as error:
            raise ArchiveError(f"{_name(capture)} is damaged: {error}") from error
        if stored is None:
            raise ArchiveError(f"{_name(capture)} is damaged: no whole response record is there")
        return stored


def _capture_of(stored: StoredResponse, file: str, offset: int, length: int) -> Capture:
    return Capture(
        id=stored.marks[MARK_ID],
        url=stored.url,
        source_id=stored.marks[MARK_SOURCE],
        run_id=stored.marks[MARK_RUN],
        fetched_at=stored.fetched_at,
        status=stored.status,
        media_type=stored.media_type,
        sha256=hashlib.sha256(stored.body).hexdigest(),
        file=file,
        offset=offset,
        length=length,
    )


def _from_line(line: dict[str, Any]) -> Capture:
    try:
        return Capture(**{**line, "fetched_at": datetime.fromisoformat(line["fetched_at"])})
    except (KeyError, TypeError) as error:
        raise ValueError(f"{line} is not a capture ({error})") from error


def _name(capture: Capture) -> str:
    return f"the capture {capture.id} of {capture.url} (in {capture.file} at byte {capture.offset})"

"""The archive: captured pages in WARC files, an index of them, and the journal of runs.

Nothing in it is ever changed. A capture goes into a WARC file first and into the index after, so a crash
leaves at worst captures without an index line, which `recover` adds.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from store.archive_writer import MARK_ID, MARK_RUN, MARK_SOURCE, MAX_BYTES, ArchiveWriter, to_line
from store.journal import Journal, JournalError
from store.records import Capture
from store.rewriting import roll_forward
from store.seals import Seals
from store.warc import MAGIC, OPEN, StoredResponse, members, next_member, parse_response

SIZE_BYTES = 4  # the end of a gzip member: the size of its content, so never zero in a WARC file


class ArchiveError(Exception):
    """A capture or an index line that is damaged or missing; the message says which and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What `recover` did and found. Neither the lost captures nor their lines are taken out of the index."""

    added: tuple[Capture, ...] = ()  # whole, and in the index only now
    lost: tuple[Capture, ...] = ()  # in the index, without a whole record in their file
    mended: tuple[str, ...] = ()  # the files that were looked at


class Archive:
    """A folder with WARC files, `captures.jsonl` (the index) and `journal.jsonl` (what the runs did)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = Journal(folder / "journal.jsonl")
        self._index = Journal(folder / "captures.jsonl")

    def writer(self, *, source_id: str, run_id: str, max_bytes: int = MAX_BYTES) -> "ArchiveWriter":
        """A writer with WARC files of its own, to be used in a `with` block or closed."""
        return _SealingWriter(self.folder, self._index, source_id=source_id, run_id=run_id, max_bytes=max_bytes)

    def captures(self) -> Iterator[Capture]:
        """Yields the captures in the order of writing. Raises ArchiveError at an unreadable line."""
        for _, capture in self.captures_from(0):
            yield capture

    def captures_from(self, start: int) -> Iterator[tuple[int, Capture]]:
        """Yields captures from the byte `start` of the index on, each with the byte where the next begins."""
        try:
            for end, line in self._index.events_from(start):
                yield end, capture_from_line(line)
        except (JournalError, ValueError) as error:
            raise ArchiveError(f"the index of captures is damaged: {error}") from error

    def capture_before(self, end: int) -> Capture | None:
        """The capture whose line of the index ends at the byte `end`; None when none does."""
        line = self._index.line_before(end)
        try:
            return capture_from_line(line) if line is not None else None
        except ValueError:
            return None

    @property
    def index_name(self) -> str:
        """The name of the index's file."""
        return self._index.path.name

    def index_lines(self) -> Iterator[tuple[int, bytes]]:
        """Yields offset and bytes of each whole line of the index, readable or not."""
        return self._index.lines()

    def index_locked(self) -> AbstractContextManager[BinaryIO]:
        """Nobody else adds to the index for as long as the block runs."""
        return self._index.locked()

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

    def holds(self, capture: Capture) -> bool:
        """Whether something lies where the capture should be: its first and last bytes are looked at, no more.

        What a power cut takes are the ends of files and whole blocks, which are missing or zeros then.
        """
        try:
            with self._file_of(capture) as file:
                file.seek(capture.offset)
                head = file.read(len(MAGIC))
                file.seek(capture.offset + capture.length - SIZE_BYTES)
                tail = file.read(SIZE_BYTES)
        except ArchiveError:
            return False
        return head == MAGIC and len(tail) == SIZE_BYTES and any(tail)

    def recover(self, *, thorough: bool = False) -> Recovery:
        """Indexes the whole captures that a crash left, cuts torn ends, and tells which captures are lost.

        Looks at the files that were left open, or at every file when `thorough`. Files that another process
        is writing are let be, and nothing that is indexed and whole is touched. A rewriting that a crash
        interrupted is put in place first.
        """
        roll_forward(self.folder)
        paths = [p for p in sorted(self.folder.glob("*.warc.gz*")) if thorough or p.suffix == OPEN]
        if not paths:
            return Recovery()
        names = {path.name.removesuffix(OPEN) for path in paths}
        indexed = [capture for capture in self.captures() if capture.file in names]
        added: list[Capture] = []
        lost: list[Capture] = []
        mended: list[str] = []
        for path in paths:
            with path.open("r+b") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                name = path.name.removesuffix(OPEN)
                if path.name != name and path.with_name(name).exists():
                    # A backup was put back over a newer archive: the closed file has all that the open one had.
                    path.rename(path.with_name(f"{name.removesuffix('.gz')}.spare"))
                    continue
                there = [capture for capture in indexed if capture.file == name]
                lost.extend(capture for capture in there if not _is_whole(file, capture))
                added.extend(self._mend(path, there))
                mended.append(name)
        return Recovery(added=tuple(added), lost=tuple(lost), mended=tuple(mended))

    def restore_index(self, *, force: bool = False) -> bool:
        """Makes the index anew from the WARC files where it is missing or can't be read; True when it did.

        One that can't be read, or is wrong, as whoever says `force` has seen, is kept beside, with `.damaged`
        behind its name.
        """
        if not force and self._index_is_sound():
            return False
        path = self._index.path
        if path.exists():
            path.replace(path.with_name(f"{path.name}.damaged"))
        self.recover(thorough=True)
        return True

    def _index_is_sound(self) -> bool:
        if not self._index.path.exists():
            return next(self.folder.glob("*.warc.gz"), None) is None
        try:
            for _ in self.captures():
                pass
        except ArchiveError:
            return False
        return True

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
                    stored = _response(content)
                    if stored is not None and stored.marks.get(MARK_ID, "") not in known | {""}:
                        added.append(capture_of(stored, name, offset, length))
                # A flipped bit is no end: what is whole behind it stays.
                start = next_member(file, end)
        sealed = Seals(self.folder).read()[0].get(name)
        if sealed is None or sealed.size != size:  # else nothing was torn off: a record at its end is damaged
            os.truncate(path, end)
        for capture in added:
            self._index.append(to_line(capture))
        if end == 0 and sealed is None:
            path.unlink()
        elif path.name != name:
            path.rename(path.with_name(name))
        return added

    def _stored(self, capture: Capture) -> StoredResponse:
        with self._file_of(capture) as file:
            file.seek(capture.offset)
            content = file.read(capture.length)
        whole = next(members(BytesIO(content), 0), None)
        try:
            stored = parse_response(whole[2]) if whole else None
        except (ValueError, KeyError) as error:
            raise ArchiveError(f"{_name(capture)} is damaged: {error}") from error
        if stored is None:
            raise ArchiveError(f"{_name(capture)} is damaged: no whole response record is there")
        return stored

    def _file_of(self, capture: Capture) -> BinaryIO:
        """The file that the capture should be in. Raises ArchiveError when there is none."""
        final = self.folder / capture.file
        # A file loses its `.open` when its writer is done, which may be between two of these looks.
        for path in (final, final.with_name(final.name + OPEN), final):
            try:
                return path.open("rb")
            except FileNotFoundError:
                continue
        raise ArchiveError(f"{_name(capture)} is missing: there is no such file in {self.folder}")


def _response(content: bytes) -> StoredResponse | None:
    """The response in a record; None for what is none, and for a record that says nothing of use."""
    try:
        return parse_response(content)
    except (ValueError, KeyError):
        return None


def _is_whole(file: BinaryIO, capture: Capture) -> bool:
    member = next(members(file, capture.offset), None)
    return member is not None and member[1] == capture.length


class _SealingWriter(ArchiveWriter):
    """Seals each file when it is done."""

    def close(self) -> None:
        super().close()
        Seals(self._folder).add()


def capture_of(stored: StoredResponse, file: str, offset: int, length: int) -> Capture:
    """The capture that a record with our marks is, where it stands. Raises KeyError without them."""
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


def capture_from_line(line: dict[str, Any]) -> Capture:
    """The capture of a line of the index. Raises ValueError."""
    try:
        return Capture(**{**line, "fetched_at": datetime.fromisoformat(line["fetched_at"])})
    except (KeyError, TypeError) as error:
        raise ValueError(f"{line} is not a capture ({error})") from error


def _name(capture: Capture) -> str:
    return f"the capture {capture.id} of {capture.url} (in {capture.file} at byte {capture.offset})"

"""Whether the archive is what it was: every record of every file read, every digest compared.

Gives a `Fault` for whatever is not as it was written, with the file, the place in it and the address it is about.
Memory holds one record at a time, and the index rests in a temporary file meanwhile, however large they are.
Source of the form of records: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import fcntl
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from store.archive import Archive, capture_from_line, capture_of
from store.archive_writer import MARK_ID, to_line
from store.records import Capture
from store.rewriting import PLAN
from store.sealed import faults_of_seals
from store.seals import Seals
from store.warc import OPEN, members, next_member, parse_response
from store.warc_record import RecordError, WarcRecord, legible_address, read_record

FaultKind = Literal[
    "damaged", "torn", "digest", "altered", "index", "not-indexed", "lost", "missing", "open", "journal", "unfinished",
    "forgotten",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it was written."""

    kind: FaultKind
    file: str  # its name inside the archive
    message: str  # what is wrong, for people
    offset: int | None = None  # of the record or line, in bytes; None: it is about the whole file
    url: str | None = None  # address it is about, or stands next to; None: there is none
    capture: str | None = None  # id


@dataclass(slots=True)
class Inspection:
    """One look at a whole archive. The counts are complete when `faults` has come to its end."""

    archive: Archive
    is_forgotten: Callable[[str], bool] = lambda _: False
    progress: Callable[[int, int], None] = lambda _done, _total: None  # bytes read, bytes to read
    files: int = 0
    records: int = 0
    captures: int = 0
    size: int = 0  # bytes of WARC files that were read
    at_work: list[str] = field(default_factory=list)  # files that are being written, and were not read

    def faults(self) -> Iterator[Fault]:
        """Reads everything; yields what is wrong as it is found. Raises OSError."""
        folder = self.archive.folder
        if (folder / PLAN).exists():
            yield Fault(
                kind="unfinished", file=PLAN, message="a forgetting was interrupted; the files are half changed"
            )
        paths = sorted(folder.glob("*.warc.gz*"))
        total = sum(path.stat().st_size for path in paths)
        with closing(sqlite3.connect("")) as index:  # a file of its own that vanishes by itself
            yield from _read_index(self.archive, index)
            for path in paths:
                name = path.name.removesuffix(OPEN)
                if path.name != name:
                    if _is_written(path):
                        self.at_work.append(name)
                        continue
                    message = "it was left open by a crash; what is whole in it is kept"
                    yield Fault(kind="open", file=path.name, message=message)
                yield from self._file(path, name, index, total)
            yield from _files_gone(folder, index)
        for seal in faults_of_seals(Seals(folder), self.archive.journal):
            kind: FaultKind = "journal" if seal.is_journal else "altered"
            yield Fault(kind=kind, file=seal.file, message=seal.message, offset=seal.offset, url=seal.url)

    def _file(self, path: Path, name: str, index: sqlite3.Connection, total: int) -> Iterator[Fault]:
        self.files += 1
        size = path.stat().st_size
        before: WarcRecord | None = None
        with path.open("rb") as file:
            start: int | None = 0
            while start is not None:
                position = start
                for offset, length, content in members(file, start):
                    position = offset + length
                    self.records += 1
                    before, faults = self._record(content, name, offset, length, index)
                    yield from faults
                    self.progress(self.size + position, total)
                start = next_member(file, position)
                if position < size:
                    end = size if start is None else start
                    # What is legible may be damaged itself, so neighbours are asked first.
                    near = _neighbour(file, start, before) or legible_address(file, position, end)
                    yield from _damage(name, position, end, index, near, torn=start is None)
        self.size += size
        yield from _left(name, index)

    def _record(
        self, content: bytes, name: str, offset: int, length: int, index: sqlite3.Connection
    ) -> tuple[WarcRecord | None, list[Fault]]:
        """The record, and what is wrong with it."""
        indexed = _take(index, name, offset)
        try:
            record = read_record(content)
            stored = parse_response(content)
            made = None
            if stored is not None and stored.marks.get(MARK_ID):
                made = capture_of(stored, name, offset, length)
        except (RecordError, ValueError, KeyError) as error:
            url, capture = (indexed.url, indexed.id) if indexed else (None, None)
            message = f"this record can't be read: {error}"
            return None, [Fault(kind="damaged", file=name, offset=offset, message=message, url=url, capture=capture)]
        faults = [
            Fault(kind="digest", file=name, offset=offset, message=problem, url=record.url)
            for problem in record.problems
        ]
        self.captures += made is not None
        if (wrong := _compared(made, indexed)) is not None:
            kind, message = wrong
            about = made or indexed
            capture = about.id if about else None
            faults.append(Fault(kind=kind, file=name, offset=offset, message=message, url=record.url, capture=capture))
        if record.url and record.type != "warcinfo" and self.is_forgotten(record.url):
            message = "this address was to be forgotten, and is back"
            faults.append(Fault(kind="forgotten", file=name, offset=offset, message=message, url=record.url))
        return record, faults


def _neighbour(file: IO[bytes], following: int | None, before: WarcRecord | None) -> str | None:
    """The address that a damaged place belongs to, most likely: a request follows its response."""
    if before is not None and before.type == "response":
        return before.url
    member = next(members(file, following), None) if following is not None else None
    try:
        after = read_record(member[2]).url if member else None
    except RecordError:
        after = None
    return after


def _compared(made: Capture | None, indexed: Capture | None) -> tuple[FaultKind, str] | None:
    """What is wrong between a record's capture and the line of the index for its place."""
    if indexed is None:
        return None if made is None else ("not-indexed", "this capture has no line in the index")
    if made is None:
        return "index", "the index says that a capture is here; it is another kind of record"
    if made.sha256 != indexed.sha256:
        return "digest", "its content does not have the SHA-256 that the index names"
    if wrong := [name for name in Capture.__slots__ if getattr(made, name) != getattr(indexed, name)]:
        return "index", f"the index says something else than the record: {', '.join(wrong)}"
    return None


def _is_written(path: Path) -> bool:
    """Whether a process is writing the file: it holds its lock."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _read_index(archive: Archive, index: sqlite3.Connection) -> Iterator[Fault]:
    """Takes the index over into the table `line`; lines that can't be read are told and left out."""
    index.execute("CREATE TABLE line (file TEXT, start INTEGER, id TEXT, url TEXT, text TEXT)")
    for place, text in archive.index_lines():
        try:
            capture = _as_written(json.loads(text))
            row = (str(capture.file), int(capture.offset), str(capture.id), str(capture.url), text.decode())
        except (ValueError, TypeError) as error:
            message = f"this line of the index can't be read ({error})"
            yield Fault(kind="index", file=archive.index_name, offset=place, message=message)
            continue
        index.execute("INSERT INTO line VALUES (?, ?, ?, ?, ?)", row)
    index.execute("CREATE INDEX place ON line (file, start)")
    twice = index.execute("SELECT id, url, max(rowid), count(*) FROM line GROUP BY id HAVING count(*) > 1")
    for capture, url, _, count in twice.fetchall():
        message = f"the index has {count} lines for one capture"
        yield Fault(kind="index", file=archive.index_name, message=message, url=url, capture=capture)


def _as_written(line: Any) -> Capture:  # noqa: ANN401 - JSON
    """The capture of a line that has exactly the form in which lines are written. Raises ValueError, TypeError."""
    capture = capture_from_line(line)
    if to_line(capture) != line:
        raise ValueError("its form is not that in which lines are written")
    return capture


def _take(index: sqlite3.Connection, name: str, offset: int) -> Capture | None:
    """The capture that the index has at a place; its line is used up."""
    rows = index.execute("DELETE FROM line WHERE file = ? AND start = ? RETURNING text", (name, offset)).fetchall()
    return capture_from_line(json.loads(rows[0][0])) if rows else None


def _damage(
    name: str, start: int, end: int, index: sqlite3.Connection, near: str | None, *, torn: bool
) -> Iterator[Fault]:
    """One fault for each capture that should stand in these bytes, or for the address that is legible there."""
    rows = index.execute(
        "DELETE FROM line WHERE file = ? AND start >= ? AND start < ? RETURNING start, id, url", (name, start, end)
    ).fetchall()
    kind: FaultKind = "torn" if torn else "damaged"
    what = "the file breaks off in a record" if torn else "a record is damaged"
    for offset, capture, url in sorted(rows) or [(start, None, near)]:
        message = f"{what} ({end - start} bytes can't be unpacked)"
        yield Fault(kind=kind, file=name, offset=offset, message=message, url=url, capture=capture)


def _left(name: str, index: sqlite3.Connection) -> Iterator[Fault]:
    """The lines of the index at whose places no record begins."""
    rows = index.execute("DELETE FROM line WHERE file = ? RETURNING start, id, url", (name,)).fetchall()
    for offset, capture, url in sorted(rows):
        message = "the index names a capture here; no record begins at this place"
        yield Fault(kind="lost", file=name, offset=offset, message=message, url=url, capture=capture)


def _files_gone(folder: Path, index: sqlite3.Connection) -> Iterator[Fault]:
    """The files that the index names and that are not there; those being written are."""
    for name, count, url in index.execute("SELECT file, count(*), min(url) FROM line GROUP BY file").fetchall():
        if not (folder / name).exists() and not (folder / f"{name}{OPEN}").exists():
            message = f"this file is gone, and with it {count} captures that the index names"
            yield Fault(kind="missing", file=name, message=message, url=url)

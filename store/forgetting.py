"""Taking records out of the archive for good: looked for in every file, and written around.

A WARC file is copied but for the gzip members that go, so every other record keeps its bytes. How the new files take
the place of the old ones, whatever crashes, is told in `store.rewriting`.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import urljoin

from store.archive import Archive, capture_from_line
from store.archive_writer import to_line
from store.rewriting import Aside, roll_forward
from store.seals import FILE as SEALS
from store.seals import GROWING, Seal, Seals
from store.tombstones import Tombstone, names
from store.warc import OPEN, members, next_member
from store.warc_record import RecordError, WarcRecord, legible_address, read_record

DAMAGED_INDEX = "captures.jsonl.damaged"  # an old index, which names digests
PIECE = 1024 * 1024

Matches = Callable[[str], bool]  # whether an address is to be forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Doomed:
    """A record that goes: the address's own, or one that leads to it or hangs on one that does."""

    file: str
    offset: int  # bytes
    length: int  # bytes
    type: str  # of the record: response, request, …; "damaged" or "missing" for what the index alone names
    url: str
    capture_id: str | None = None


@dataclass(slots=True)
class Survey:
    """What was found. `unreadable` are damaged places, file and offset, in which it could be as well."""

    doomed: list[Doomed] = field(default_factory=list)
    unreadable: list[tuple[str, int]] = field(default_factory=list)
    redirects: set[str] = field(default_factory=set)  # addresses that lead there


def survey(archive: Archive, matches: Matches, progress: Callable[[int, int], None] | None = None) -> Survey:
    """Reads every WARC file for what is the address's. Raises ArchiveError for an index that can't be read, OSError."""
    found = Survey()
    places: dict[str, list[Doomed]] = {}
    for capture in archive.captures():
        if matches(capture.url):
            doomed = Doomed(
                file=capture.file,
                offset=capture.offset,
                length=capture.length,
                type="damaged",
                url=capture.url,
                capture_id=capture.id,
            )
            places.setdefault(capture.file, []).append(doomed)
    paths = warc_files(archive.folder)
    total, done = sum(path.stat().st_size for path in paths), 0
    for path in paths:
        found.doomed += _of_file(path, matches, places.get(path.name.removesuffix(OPEN), []), found)
        done += path.stat().st_size
        if progress is not None:
            progress(done, total)
    there = {path.name.removesuffix(OPEN) for path in paths}
    for name, indexed in places.items():
        if name not in there:
            found.doomed += [replace(one, type="missing") for one in indexed]
    return found


def warc_files(folder: Path) -> list[Path]:
    """All that hold records, those that a restored backup left over among them."""
    return sorted([*folder.glob("*.warc.gz*"), *folder.glob("*.warc.spare")])


def _of_file(path: Path, matches: Matches, indexed: list[Doomed], found: Survey) -> list[Doomed]:
    doomed: dict[int, Doomed] = {}
    others: list[tuple[WarcRecord, Doomed]] = []  # requests, which may hang on a redirect
    leading: set[str] = set()  # ids of redirects that go
    with path.open("rb") as file:
        for start, end, record in _walk(file, path.stat().st_size):
            if record is None:
                mine = [one for one in indexed if start <= one.offset < end]
                near = legible_address(file, start, end)
                if mine or (near and matches(near)):
                    url = mine[0].url if mine else str(near)
                    capture = mine[0].capture_id if mine else None
                    doomed[start] = _doomed(path, start, end, kind="damaged", url=url, capture=capture)
                else:
                    found.unreadable.append((path.name, start))
                continue
            url = record.url or ""
            this = _doomed(path, start, end, kind=record.type, url=url, capture=record.capture_id)
            if url and record.type != "warcinfo" and matches(url):
                doomed[start] = this
            elif record.location and url and matches(urljoin(url, record.location)):
                doomed[start] = this
                leading.add(record.id)
                found.redirects.add(url)
            elif record.refers_to and matches(record.refers_to.strip("<>")):
                doomed[start] = this  # it stands for content that goes
            elif record.concurrent_to:
                others.append((record, this))
    doomed |= {this.offset: this for record, this in others if record.concurrent_to in leading}
    return sorted(doomed.values(), key=lambda one: one.offset)


def _doomed(path: Path, start: int, end: int, *, kind: str, url: str, capture: str | None) -> Doomed:
    return Doomed(file=path.name, offset=start, length=end - start, type=kind, url=url, capture_id=capture)


def _walk(file: IO[bytes], size: int) -> Iterator[tuple[int, int, WarcRecord | None]]:
    """Beginning, end and record of each piece of a file; None for bytes that are no record."""
    start: int | None = 0
    while start is not None:
        position = start
        for offset, length, content in members(file, start):
            position = offset + length
            try:
                record = read_record(content)
            except RecordError:
                record = None
            yield offset, position, record
        start = next_member(file, position)
        if position < size:
            yield position, size if start is None else start, None


def rewrite(archive: Archive, doomed: Iterable[Doomed], matches: Matches, tombstone: Tombstone) -> None:
    """Takes the records out, with all that index and journal say of the address, and leaves the tombstone.

    To be called under the lock of the data directory, after `roll_forward`; `done` ends it. Raises OSError.
    """
    by_file: dict[str, list[Doomed]] = {}
    for one in doomed:
        by_file.setdefault(one.file, []).append(one)
    folder = archive.folder
    folder.mkdir(parents=True, exist_ok=True)
    with archive.journal.locked(), archive.index_locked():
        aside = Aside(folder)
        for name, gone in by_file.items():
            if (folder / name).exists():
                aside.write(name, _without(folder / name, gone))
        if (folder / archive.index_name).stat().st_size:
            aside.write(archive.index_name, _index_without(archive, by_file, matches))
        if archive.journal.size():
            aside.write(archive.journal.path.name, _journal_without(archive, matches))
        aside.write(SEALS, _seals_without(Seals(folder), aside.seals))
        aside.removes += [name for name in (DAMAGED_INDEX,) if (folder / name).exists()]
        aside.commit(tombstone)
        roll_forward(folder)


def _without(path: Path, gone: Iterable[Doomed]) -> Iterator[bytes]:
    """The file's bytes but for those of the records."""
    with path.open("rb") as file:
        for one in gone:
            yield from _piece(file, one.offset - file.tell())
            file.seek(one.offset + one.length)
        yield from _piece(file, path.stat().st_size - file.tell())


def _piece(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(PIECE, size))):
        size -= len(piece)
        yield piece


def _index_without(archive: Archive, by_file: dict[str, list[Doomed]], matches: Matches) -> Iterator[bytes]:
    """The index's lines but for those of the captures that went; the others of their files at their new places."""
    ids = {one.capture_id for gone in by_file.values() for one in gone if one.capture_id}
    for _, line in archive.index_lines():
        capture = capture_from_line(json.loads(line))
        if capture.id in ids or matches(capture.url):
            continue
        if capture.file not in by_file:
            yield line
            continue
        before = sum(one.length for one in by_file[capture.file] if one.offset < capture.offset)
        yield _line(to_line(replace(capture, offset=capture.offset - before)))


def _journal_without(archive: Archive, matches: Matches) -> Iterator[bytes]:
    """The journal's lines but for what is told of the address: troubles, whose words may quote the page, and moves."""
    for _, line in archive.journal.lines():
        try:
            event = json.loads(line)
            named = [event.get("url"), event.get("to")]
            seen = event.get("urls") or []
        except (ValueError, AttributeError):
            yield line  # damage is told elsewhere, and mended by nobody
            continue
        told = str(event.get("message", ""))
        if any(isinstance(url, str) and matches(url) for url in named) or names(told, matches):
            continue
        kept = [url for url in seen if not matches(url)]
        yield _line({**event, "urls": kept}) if len(kept) < len(seen) else line


def _seals_without(seals: Seals, new: dict[str, Seal]) -> Iterator[bytes]:
    """The seals, with those of the new files in the place of theirs."""
    known, _ = seals.read_all()
    closed = {name: seal for name, seal in new.items() if name.endswith(".warc.gz") or name in GROWING}
    for seal in [*(seal for seal in known if seal.file not in closed), *closed.values()]:
        yield _line(seal.line())


def _line(event: dict[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

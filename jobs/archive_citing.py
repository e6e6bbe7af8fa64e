"""For people who cite: the captures of an address or a source, and the bytes of one as they were captured."""

from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.forgotten import Forgotten, address_key
from jobs.build_input import check
from store.archive import Archive
from store.records import Capture
from store.tombstones import Tombstone, Tombstones


class NoSuchCaptureError(Exception):
    """The archive has nothing of the kind; the message says what to look for instead."""


def captures_of(data: Path, *, url: str | None = None, source_id: str | None = None) -> Iterator[Capture]:
    """The captures of an address in any of its forms, of a source, or of both, in the order of writing.

    Raises BuildError without an archive, ArchiveError for an index that can't be read.
    """
    check(data)
    key = address_key(url) if url is not None else None
    is_it: Callable[[str], bool] = (lambda other: other == url) if key is None else (lambda o: address_key(o) == key)
    for capture in Archive(data / "archive").captures():
        if (url is None or is_it(capture.url)) and source_id in (None, capture.source_id):
            yield capture


def stone_of(data: Path, url: str) -> Tombstone | None:
    """The tombstone of an address that was forgotten. Raises TombstoneError."""
    return Forgotten(Tombstones(data / "archive")).stone(url)


def capture_with_body(data: Path, capture_id: str) -> tuple[Capture, bytes]:
    """A capture by its id, and its body, the digest checked.

    Raises NoSuchCaptureError, also for one that was forgotten, ArchiveError when it is damaged, BuildError.
    """
    check(data)
    archive = Archive(data / "archive")
    for capture in archive.captures():
        if capture.id == capture_id:
            return capture, archive.body(capture)
    for stone in Tombstones(archive.folder):
        if capture_id in stone.captures:
            raise NoSuchCaptureError(f"the capture {capture_id} was forgotten on {stone.time:%Y-%m-%d}: {stone.why}")
    raise NoSuchCaptureError(
        f"there is no capture {capture_id} in {archive.folder}; fondoscop archive list URL names those of an address"
    )

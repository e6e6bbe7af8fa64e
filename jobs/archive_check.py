"""Whether the archive is sound, what to do where it is not, and mending what can be mended."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.forgotten import Forgotten
from jobs.archive_care import ask_again, prepare, read_index_anew
from jobs.build_input import check
from jobs.lock import data_lock
from store.archive import Archive
from store.fixity import Fault, FaultKind, Inspection
from store.records import Capture
from store.seals import Seals, seal_of
from store.tombstones import Tombstones

Progress = Callable[[int, int], None]  # bytes read, bytes to read

_MENDED = frozenset[FaultKind]({"torn", "open", "index", "not-indexed"})
_BACKUP = frozenset[FaultKind]({"damaged", "digest", "altered", "lost", "missing"})


def inspection(data: Path, *, progress: Progress = lambda _done, _total: None) -> Inspection:
    """A look at the archive, to be taken by reading its `faults`; nothing is written and nobody waited for.

    Raises BuildError when there is no archive, TombstoneError.
    """
    check(data)
    archive = Archive(data / "archive")
    forgotten = Forgotten(Tombstones(archive.folder))
    return Inspection(archive=archive, is_forgotten=forgotten.__contains__, progress=progress)


def advice(data: Path, kinds: Collection[FaultKind]) -> Iterator[str]:
    """What to do about faults of these kinds, a sentence each."""
    if not _MENDED.isdisjoint(kinds):
        yield f"What a crash left, and an index that is wrong, is mended by: fondoscop archive repair --data {data}"
    if not _BACKUP.isdisjoint(kinds):
        yield (
            "What is damaged or gone can't be made again: put the file back from a backup and verify once more. "
            "Without a backup, fondoscop rebuild tells which pages are lost, and the next run fetches those anew "
            "that are still there"
        )
    if "journal" in kinds:
        yield "Put the journal of the backup in its place, or take the damaged line out"
    if "unfinished" in kinds:
        yield f"What was interrupted is finished by: fondoscop build --data {data}"
    if "forgotten" in kinds:
        yield "What is back was in a restored backup, most likely: forget it again with fondoscop archive forget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What a repair did, and what it could not mend."""

    added: tuple[Capture, ...]  # whole captures that the index did not have
    lost: tuple[Capture, ...]  # captures that the index names and no file has whole
    cut: dict[str, int]  # bytes of torn records by file
    index_anew: bool  # the index was wrong and was made anew; the old one is beside it, as `.damaged`
    left: tuple[Fault, ...]


def repair(data: Path, *, progress: Progress = lambda _done, _total: None) -> Repair:
    """Cut torn files back to their last whole record, and make the index agree with the files.

    Damage in the middle of a file is left as it is: what is around it stays. The next crawl fetches the addresses
    again whose captures are lost. Raises BuildError, LockHeldError, OSError.
    """
    check(data)
    with data_lock(data):
        prepare(data)
        archive = Archive(data / "archive")
        indexed = {} if not archive.index_size() else {capture.id: capture for capture in archive.captures()}
        anew = any(fault.kind == "index" for fault in inspection(data, progress=progress).faults())
        before = {path.name.removesuffix(".open"): path.stat().st_size for path in archive.folder.glob("*.warc.gz*")}
        recovery = archive.recover(thorough=True)
        lost = recovery.lost
        if anew:
            archive.restore_index(force=True)
            read_index_anew(data)
            whole = {capture.id for capture in archive.captures()}
            lost = tuple(capture for key, capture in indexed.items() if key not in whole)
        after = {path.name: path.stat().st_size for path in archive.folder.glob("*.warc.gz")}
        cut = {name: size - after.get(name, 0) for name, size in before.items() if after.get(name, 0) < size}
        seals = Seals(archive.folder)
        known, _ = seals.read()
        # A file that is shorter than it was sealed is sealed as it is now: its lost captures are told for ever.
        seals.put(seal_of(archive.folder / n) for n, size in after.items() if n in known and known[n].size > size)
        seals.add()
        ask_again(data, sorted({capture.url for capture in lost}))
        left = tuple(inspection(data, progress=progress).faults())
        return Repair(added=recovery.added, lost=lost, cut=cut, index_anew=anew, left=left)

"""Forgetting an address for good: an erasure request, from the archive to the last page of the database.

See `store.forgetting` for what goes, `store.rewriting` for how files change, `jobs.erasure` for the databases.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from crawler.addresses import canonical
from crawler.forgotten import Forgotten, address_key
from crawler.state import State
from jobs.archive_care import prepare
from jobs.build_input import check
from jobs.erasure import finish
from jobs.lock import data_lock
from jobs.places import STATE
from store.archive import Archive
from store.forgetting import Doomed, survey
from store.forgetting import rewrite as rewrite_archive
from store.rewriting import PLAN
from store.tombstones import Tombstone, Tombstones
from store.warc import OPEN

Progress = Callable[[int, int], None]  # bytes read, bytes to read


class ForgettingError(Exception):
    """An address can't be forgotten; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What an archive has of an address."""

    url: str  # canonical
    records: tuple[Doomed, ...]  # that go
    same_bytes: tuple[str, ...]  # other addresses whose captures have the very content
    redirects: tuple[str, ...]  # other addresses that lead there
    alike: tuple[str, ...]  # other addresses that differ in `www.` alone
    unreadable: tuple[tuple[str, int], ...]  # damaged places, file and offset, that could hold it as well
    stone: Tombstone | None  # of an earlier forgetting

    @property
    def captures(self) -> tuple[str, ...]:
        """The ids of the captures that go."""
        return tuple(dict.fromkeys(one.capture_id for one in self.records if one.capture_id))


def look(data: Path, url: str, *, progress: Progress | None = None) -> Traces:
    """What `forget` would take out; nothing is written, but a forgetting that was interrupted is finished first.

    Raises ForgettingError, BuildError, ArchiveError, TombstoneError, OSError.
    """
    check(data)
    if (data / "archive" / PLAN).exists():
        with data_lock(data):
            prepare(data)
    return _look(data, url, progress)


def _look(data: Path, url: str, progress: Progress | None) -> Traces:
    archive = Archive(data / "archive")
    key = _key(url)

    def matches(other: str) -> bool:
        return address_key(other) == key

    found = survey(archive, matches, progress)
    ids = {one.capture_id for one in found.doomed}
    digests = {capture.sha256 for capture in archive.captures() if capture.id in ids}
    others = [(c.url, c.sha256) for c in archive.captures() if c.id not in ids]
    return Traces(
        url=str(canonical(url)),
        records=tuple(found.doomed),
        same_bytes=_sorted(other for other, digest in others if digest in digests),
        redirects=_sorted(found.redirects),
        alike=_sorted(other for other, _ in others if _bare(other) == key.removeprefix("www.")),
        unreadable=tuple(found.unreadable),
        stone=Forgotten(Tombstones(archive.folder)).stone(url),
    )


def forget(data: Path, url: str, *, why: str, progress: Progress | None = None) -> tuple[Traces, tuple[str, ...]]:
    """Take everything of the address out for good, and leave a tombstone, also where there was nothing.

    Gives back what went, and what still holds it, in words that say what to do. May be called again after a
    crash, at whatever moment, and finishes. Raises ForgettingError, LockHeldError, OSError and the errors of `look`.
    """
    key = _key(url)
    check(data)
    with data_lock(data):
        prepare(data)
        archive = Archive(data / "archive")
        archive.recover()
        if left_open := [path.name for path in archive.folder.glob(f"*{OPEN}")]:
            raise ForgettingError(f"a crawl is writing {left_open[0]}; wait until it is done, or stop it")
        traces = _look(data, url, progress)
        if traces.stone is not None and not traces.records:
            return traces, finish(data)
        if (data / STATE).exists():
            with closing(State(data / STATE)) as state:
                state.erase(lambda other: address_key(other) == key)
        stone = Tombstone(
            url=traces.url,
            time=datetime.now(UTC),
            why=" ".join(why.split()),
            captures=traces.captures,
            records=len(traces.records),
        )
        rewrite_archive(archive, traces.records, lambda other: address_key(other) == key, stone)
        return traces, finish(data)


def _key(url: str) -> str:
    key = address_key(url)
    if key is None:
        raise ForgettingError(f"{url} is no address of the web; write it whole, as https://exemplu.ro/pagina")
    return key


def _bare(url: str) -> str:
    """The key without `www.`; that of no other address when it has none."""
    return (address_key(url) or urlsplit(url).path).removeprefix("www.")


def _sorted(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(urls)))

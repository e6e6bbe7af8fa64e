"""Crawl, then build: the main job, source by source, and the exit code that tells a scheduler how it went."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.guard import user_agent
from crawler.outcome import CrawlResult
from crawler.run import crawl
from crawler.sources import Source
from jobs.archive_care import ask_again, prepare
from jobs.build import BuildResult, Progress, build, check, check_database, rebuild
from jobs.exit_codes import ExitCode
from jobs.extraction import Extracting
from jobs.lock import data_lock

log = logging.getLogger(__name__)

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What each source gave, and what the database holds after it."""

    crawled: tuple[CrawlResult, ...]
    built: BuildResult

    @property
    def exit_code(self) -> ExitCode:
        code = exit_code(self.crawled)
        return ExitCode.PARTLY_FAILED if self.built.damaged else code


def run(
    data: Path,
    sources: Mapping[str, Source],
    *,
    extractor: Extracting,
    contact: str | None,
    say: Say = log.info,
    crawling: Progress | None = None,
    reading: Progress | None = None,
) -> RunResult:
    """Crawl the sources one after the other, then bring the database up to the archive.

    A source that fails does not keep the others from being crawled, nor what was captured from being built.
    `crawling` is told of sources done, `reading` of pages done. Raises LockHeldError when another process is at
    work in the directory, and ContactError before a real site is asked without one.
    """
    _check_contacts(sources, contact)
    with data_lock(data):
        check_database(data)
        prepare(data)
        crawled = tuple(_crawl_all(data, sources, contact=contact, say=say, progress=crawling))
        built = build(data, extractor=extractor, progress=reading)
        ask_again(data, built.damaged)
    return RunResult(crawled=crawled, built=built)


def crawl_only(
    data: Path,
    sources: Mapping[str, Source],
    *,
    contact: str | None,
    say: Say = log.info,
    progress: Progress | None = None,
) -> tuple[CrawlResult, ...]:
    """The first half of a run, with its errors."""
    _check_contacts(sources, contact)
    with data_lock(data):
        prepare(data)
        return tuple(_crawl_all(data, sources, contact=contact, say=say, progress=progress))


def build_only(
    data: Path, *, extractor: Extracting, progress: Progress | None = None, anew: bool = False
) -> BuildResult:
    """The second half of a run; `anew` makes the database afresh. Raises BuildError, LockHeldError, DatabaseError."""
    check(data)
    with data_lock(data):
        prepare(data)
        built = (rebuild if anew else build)(data, extractor=extractor, progress=progress)
        ask_again(data, built.damaged)
    return built


def exit_code(crawled: Iterable[CrawlResult]) -> ExitCode:
    """Failed sources weigh more than missed floors, and both more than success."""
    outcomes = {result.outcome for result in crawled}
    if outcomes & {"failed", "crashed", "stopped"}:
        return ExitCode.PARTLY_FAILED
    return ExitCode.BELOW_FLOOR if "below_floor" in outcomes else ExitCode.OK


def _check_contacts(sources: Mapping[str, Source], contact: str | None) -> None:
    """Raises ContactError before anything is done when a real site would be asked without a contact."""
    for source in sources.values():
        user_agent(source, contact)


def _crawl_all(
    data: Path, sources: Mapping[str, Source], *, contact: str | None, say: Say, progress: Progress | None
) -> Iterator[CrawlResult]:
    run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    for number, source in enumerate(sources.values(), start=1):
        result = crawl(source, data=data, run_id=run_id, contact=contact)
        say(_sentence(result))
        if progress is not None:
            progress(number, len(sources))
        yield result
        if result.outcome == "stopped":  # somebody asked us to end: what was captured is kept, and built
            return


def _sentence(result: CrawlResult) -> str:
    counts = (
        f"{result.requested} addresses asked; documents: {result.new} new, {result.changed} changed, "
        f"{result.unchanged} unchanged; addresses that failed: {result.failed}"
    )
    skipped = f"; not of its topic: {result.skipped}" if result.skipped else ""
    return f"{result.source_id}: {counts}{skipped}"

"""Crawl, then build: the main job, source by source, and the exit code that tells a scheduler how it went."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.guard import user_agent
from crawler.json_log import about
from crawler.outcome import CrawlResult
from crawler.run import crawl
from crawler.sources import Source
from jobs.archive_care import conclude, prepare
from jobs.build import BuildResult, Progress, build, check_database, rebuild
from jobs.build_input import check
from jobs.due_sources import not_yet_due
from jobs.exit_codes import ExitCode
from jobs.extraction import Extracting
from jobs.lock import data_lock
from jobs.stopping import StoppedError, StopRequest, stop_request

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
        if self.built.damaged or code is ExitCode.PARTLY_FAILED:
            return ExitCode.PARTLY_FAILED
        ids = {result.source_id for result in self.crawled}
        few = any(issue.source_id in ids for issue in self.built.few_facts)
        return ExitCode.BELOW_FLOOR if few else code


def run(
    data: Path,
    sources: Mapping[str, Source],
    *,
    extractor: Extracting,
    contact: str | None,
    due_only: bool = False,
    force: bool = False,
    say: Say = log.info,
    crawling: Progress | None = None,
    reading: Progress | None = None,
) -> RunResult:
    """Crawl the sources one after the other, then bring the database up to the archive.

    A source that fails does not keep the others from being crawled, nor what was captured from being built.
    `due_only` leaves out sources whose interval has not passed, `force` asks for pages that are not due, too.
    `crawling` is told of sources done, `reading` of pages done. Raises LockHeldError when another process is at
    work in the directory, ContactError before a real site is asked without one, and StoppedError when a signal
    ended it: what was captured and read by then is kept.
    """
    _check_contacts(sources, contact)
    with data_lock(data), stop_request() as stop:
        check_database(data)
        prepare(data)
        chosen = _due(data, sources, say) if due_only and not force else sources
        crawled = _crawl_all(data, chosen, contact=contact, force=force, say=say, progress=crawling, stop=stop)
        built = build(data, extractor=extractor, progress=reading, stop=stop)
        conclude(data, built.damaged)
        _raise_if_stopped(built)
    return RunResult(crawled=crawled, built=built)


def crawl_only(
    data: Path,
    sources: Mapping[str, Source],
    *,
    contact: str | None,
    due_only: bool = False,
    force: bool = False,
    say: Say = log.info,
    progress: Progress | None = None,
) -> tuple[CrawlResult, ...]:
    """The first half of a run, with its errors."""
    _check_contacts(sources, contact)
    with data_lock(data), stop_request() as stop:
        prepare(data)
        chosen = _due(data, sources, say) if due_only and not force else sources
        return _crawl_all(data, chosen, contact=contact, force=force, say=say, progress=progress, stop=stop)


def build_only(
    data: Path, *, extractor: Extracting, progress: Progress | None = None, anew: bool = False
) -> BuildResult:
    """The second half of a run; `anew` makes the database afresh.

    Raises BuildError, LockHeldError, DatabaseError, and StoppedError after a signal.
    """
    check(data)
    with data_lock(data), stop_request() as stop:
        prepare(data)
        built = (rebuild if anew else build)(data, extractor=extractor, progress=progress, stop=stop)
        conclude(data, built.damaged)
        _raise_if_stopped(built)
    return built


def _raise_if_stopped(built: BuildResult) -> None:
    if not built.waiting:
        return
    state = "the database is as it was before" if built.rebuilt else "the database is whole"
    raise StoppedError(
        f"a signal stopped the reading; {state}, and {built.waiting} pages wait: "
        "the next run, or fondoscop build, goes on from there"
    )


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


def _due(data: Path, sources: Mapping[str, Source], say: Say) -> dict[str, Source]:
    """The sources without those that were read within their interval; each of these gets a word."""
    early = not_yet_due(data, sources)
    for sentence in early.values():
        say(sentence)
    return {key: source for key, source in sources.items() if key not in early}


def _crawl_all(
    data: Path,
    sources: Mapping[str, Source],
    *,
    contact: str | None,
    force: bool,
    say: Say,
    progress: Progress | None,
    stop: StopRequest,
) -> tuple[CrawlResult, ...]:
    """The result of each source. Raises StoppedError after a signal."""
    run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    results: list[CrawlResult] = []
    for number, source in enumerate(sources.values(), start=1):
        with about(source=source.id, run=run_id):
            result = crawl(source, data=data, run_id=run_id, contact=contact, force=force)
            say(_sentence(result))
        results.append(result)
        if progress is not None:
            progress(number, len(sources))
        if result.outcome == "stopped" or stop.asked:
            through = sum(result.outcome != "stopped" for result in results)
            raise StoppedError(
                f"a signal stopped the crawl; {through} of {len(sources)} sources are through. What was fetched is "
                "kept: the next run goes on from there, and fondoscop build reads it now"
            )
    return tuple(results)


def _sentence(result: CrawlResult) -> str:
    counts = (
        f"{result.requested} addresses asked; documents: {result.new} new, {result.changed} changed, "
        f"{result.unchanged} unchanged; addresses that failed: {result.failed}"
    )
    skipped = f"; not of its topic: {result.skipped}" if result.skipped else ""
    return f"{result.source_id}: {counts}{skipped}"

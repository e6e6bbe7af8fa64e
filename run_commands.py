"""The commands that do the work: run, its two halves crawl and build, rebuild, demo.

`later_commands.py` mounts them. Results go to standard output, what tells of the work to standard error.
"""

import logging
from pathlib import Path

import typer
from rich.console import Console

from command_options import (
    DATA,
    AllOption,
    ContactOption,
    DataOption,
    ForceOption,
    FromOption,
    ModelOption,
    SourceOption,
    SourcesOption,
    known_sources,
    named_sources,
)
from crawler.outcome import CrawlResult
from crawler.sources import Source
from explore import summary
from extract.pipeline import Extractor
from jobs.build import BuildResult
from jobs.demo import demo as demo_job
from jobs.exit_codes import ExitCode
from jobs.importing import import_run
from jobs.run import RunResult, build_only, crawl_only, exit_code
from jobs.run import run as run_job
from store.database import Database
from terminal import bars, programs_folder

log = logging.getLogger("fondoscop")
app = typer.Typer()

_CRAWLING, _READING = "Crawling sources", "Reading pages"


@app.command(epilog="Example: fondoscop run --source dgaspc-dolj --contact redactie@exemplu.ro")
def run(
    *,
    source: SourceOption = None,
    all_sources: AllOption = False,
    sources: SourcesOption = None,
    force: ForceOption = False,
    from_path: FromOption = None,
    contact: ContactOption = None,
    data: DataOption = DATA,
    model: ModelOption = None,
) -> None:
    """Crawl, read, extract, resolve, store: fetch what is new or changed and bring the database up to it."""
    if from_path is not None:
        _import(data, from_path, source, sources, model, web=all_sources or force)
        return
    chosen = _chosen(data, source, sources, all_sources=all_sources)
    extractor = Extractor.load(model)
    with bars() as bar:
        result = run_job(
            data,
            chosen,
            extractor=extractor,
            contact=contact,
            due_only=not source,
            force=force,
            say=log.info,
            crawling=bar(_CRAWLING),
            reading=bar(_READING),
        )
    _finish_run(result, data)


@app.command(epilog="Example: fondoscop crawl --all --contact redactie@exemplu.ro")
def crawl(
    *,
    source: SourceOption = None,
    all_sources: AllOption = False,
    sources: SourcesOption = None,
    force: ForceOption = False,
    contact: ContactOption = None,
    data: DataOption = DATA,
) -> None:
    """The first half of a run: fetch what is new or changed into the archive."""
    chosen = _chosen(data, source, sources, all_sources=all_sources)
    with bars() as bar:
        crawled = crawl_only(
            data,
            chosen,
            contact=contact,
            due_only=not source,
            force=force,
            say=log.info,
            progress=bar(_CRAWLING),
        )
    _tell(crawled)
    if (code := exit_code(crawled)) is not ExitCode.OK:
        raise typer.Exit(code)


@app.command(epilog="Example: fondoscop build --data data")
def build(*, data: DataOption = DATA, model: ModelOption = None) -> None:
    """The second half of a run: bring the database up to the archive, without touching the web."""
    _build(data, model, anew=False)


@app.command(epilog="Example: fondoscop rebuild --data data")
def rebuild(*, data: DataOption = DATA, model: ModelOption = None) -> None:
    """Make the database anew from the archive, aside, and put it in place when it is complete."""
    _build(data, model, anew=True)


@app.command(epilog="Example: fondoscop demo --data /tmp/sample")
def demo(*, data: DataOption = DATA, model: ModelOption = None) -> None:
    """Run the main job on three bundled sample sites, served on a loopback port of this computer."""
    extractor = Extractor.load(model)
    with bars() as bar:
        result = demo_job(data, extractor=extractor, say=log.info, crawling=bar(_CRAWLING), reading=bar(_READING))
    _finish_run(result, data)


def _import(data: Path, path: Path, ids: list[str] | None, file: Path | None, model: Path | None, *, web: bool) -> None:
    """`run --from`: the pages get the source that is named, or one with the name of the file."""
    if web or len(ids or ()) > 1:
        raise typer.BadParameter("at most one --source goes with it, and no --all or --force", param_hint="--from")
    known = known_sources(data, file)
    extractor = Extractor.load(model)
    with bars() as bar:
        result = import_run(
            data,
            path,
            source_id=ids[0] if ids else None,
            sources=known,
            extractor=extractor,
            say=log.info,
            reading=bar(_READING),
        )
    _finish_run(result, data)


def _chosen(data: Path, ids: list[str] | None, file: Path | None, *, all_sources: bool) -> dict[str, Source]:
    """The sources to crawl: those named, or every enabled one where that was asked for."""
    known = known_sources(data, file)
    if ids:
        return named_sources(known, ids)
    if not all_sources and file is None:
        raise typer.BadParameter("name a source with --source ID, or take --all", param_hint="--source")
    enabled = {key: source for key, source in known.items() if source.enabled}
    if not enabled:
        raise typer.BadParameter("there is no enabled source to crawl", param_hint="--sources")
    return enabled


def _build(data: Path, model: Path | None, *, anew: bool) -> None:
    extractor = Extractor.load(model)
    with bars() as bar:
        result = build_only(data, extractor=extractor, progress=bar(_READING), anew=anew)
    _show(result, data)
    if result.damaged:
        raise typer.Exit(ExitCode.PARTLY_FAILED)
    if result.few_facts:
        raise typer.Exit(ExitCode.BELOW_FLOOR)


def _finish_run(result: RunResult, data: Path) -> None:
    _show(result.built, data)
    _tell(result.crawled)
    if result.exit_code is not ExitCode.OK:
        raise typer.Exit(result.exit_code)


def _show(result: BuildResult, data: Path) -> None:
    log.info("documents: %d new, %d changed, %d unchanged", result.new, result.changed, result.unchanged)
    if result.kept is not None:
        log.warning("the archive is damaged; the database as it was before is kept in %s", result.kept)
    for issue in result.few_facts:
        log.error("%s below floor: %s", issue.source_id, issue.message, extra={"source": issue.source_id})
    with Database.open(result.path, read_only=True) as database:
        summary.show(database, Console(), data=data, programs=programs_folder())


def _tell(crawled: tuple[CrawlResult, ...]) -> None:
    for result in crawled:
        if result.outcome != "ok":
            what = result.source_id, result.outcome.replace("_", " "), result.message
            log.error("%s %s: %s", *what, extra={"source": result.source_id})

"""The front door: the `fondoscop` command.

Each command unpacks its options and calls a job; what a job does is told in `jobs/`. The commands of `*_commands.py`
are mounted here. Results go to standard output, everything that tells of the work to standard error.
"""

import logging
import traceback
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

import archive_commands
import ask_commands
import changes_commands
import decide_commands
import file_commands
import models
import operation_commands
import source_commands
import trust_commands
from command_options import (
    DATA,
    AllOption,
    ContactOption,
    DataOption,
    ForceOption,
    FromOption,
    LogFormat,
    SourceOption,
    SourcesOption,
    known_sources,
    named_sources,
)
from crawler import json_log
from crawler.foreign_pages import UnusableInputError
from crawler.guard import ContactError
from crawler.inspection import InspectionError
from crawler.outcome import CrawlResult
from crawler.sources import Source, SourcesError
from crawler.state import StateError
from explore import summary
from explore.wording import harmless
from extract.gold import GoldError
from extract.pipeline import Extractor
from file_commands import ModelOption
from jobs.annotation import AnnotationError
from jobs.archive_care import UnusableDataError
from jobs.build import BuildError, BuildResult
from jobs.demo import demo as demo_job
from jobs.exit_codes import ExitCode
from jobs.files import NoSuchFileError
from jobs.importing import import_run
from jobs.lock import LockHeldError
from jobs.run import RunResult, build_only, crawl_only, exit_code
from jobs.run import run as run_job
from jobs.schedule import ScheduleError
from jobs.stopping import StoppedError
from store.archive import ArchiveError
from store.database import Database, DatabaseError
from terminal import OutputError, bars, errors, log_handler, programs_folder

log = logging.getLogger("fondoscop")

_EXIT_CODES = (
    "Exit codes: 0 all well, 1 crash, 2 wrong use, 3 some sources or files failed or a signal ended the run, "
    "4 a source is below its floor, 5 another run is at work, 130 interrupted."
)
app = typer.Typer(
    name="fondoscop",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads what Romanian institutions publish about social-services projects into a database in which "
    "every figure leads back to its sentence.",
    epilog=_EXIT_CODES,
)

_CRAWLING, _READING = "Crawling sources", "Reading pages"


@app.callback(invoke_without_command=True)
def _options(
    *,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell every step.")] = False,
    log_format: Annotated[
        LogFormat,
        typer.Option(envvar="FONDOSCOP_LOG_FORMAT", help="How log lines are written; json: one object a line."),
    ] = LogFormat.PLAIN,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    _configure_logging(verbose=verbose, as_json=log_format is LogFormat.JSON)
    if show_version:
        typer.echo(f"fondoscop {version('fondoscop')}")
        raise typer.Exit


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


app.add_typer(ask_commands.app)
app.add_typer(changes_commands.app)
app.add_typer(decide_commands.app)
app.add_typer(operation_commands.app)
app.add_typer(file_commands.app)
app.add_typer(trust_commands.app)
app.add_typer(source_commands.app, name="sources")
app.add_typer(archive_commands.app, name="archive")


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


def _configure_logging(*, verbose: bool, as_json: bool) -> None:
    level = logging.DEBUG if verbose else logging.WARNING
    if as_json:
        json_log.configure(level)
    else:
        logging.basicConfig(level=level, handlers=[log_handler()], force=True)
    log.setLevel(logging.DEBUG if verbose else logging.INFO)


def _stop(message: str, code: ExitCode) -> NoReturn:
    if json_log.is_configured():
        log.error("%s", message)
        raise SystemExit(code)
    lines = "\n".join(map(harmless, message.splitlines()))
    errors.print(f"fondoscop: {lines}", markup=False, style="red" if errors.is_terminal else None)
    raise SystemExit(code)


def main() -> None:
    """Run the command line; every foreseen error ends in a sentence and its exit code."""
    try:
        app()
    except (
        AnnotationError,
        GoldError,
        NoSuchFileError,
        OutputError,
        ScheduleError,
        SourcesError,
        StateError,
        ContactError,
        InspectionError,
        UnusableDataError,
        UnusableInputError,
        BuildError,
        *archive_commands.ERRORS,
        *ask_commands.ERRORS,
        *changes_commands.ERRORS,
        *decide_commands.ERRORS,
        *trust_commands.ERRORS,
        models.ModelError,
    ) as error:
        _stop(str(error), ExitCode.USAGE)
    except LockHeldError as error:
        _stop(str(error), ExitCode.LOCKED)
    except StoppedError as error:
        _stop(str(error), ExitCode.PARTLY_FAILED)
    except (ArchiveError, DatabaseError, OSError) as error:
        log.debug("%s", traceback.format_exc())
        _stop(str(error), ExitCode.CRASH)


if __name__ == "__main__":
    main()

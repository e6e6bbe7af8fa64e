"""The commands that read files, without crawl or database: extract, show, annotate, evaluate.

`later_commands.py` mounts them. Results go to standard output, what tells of the work to standard error.
"""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from command_options import ModelOption
from explore.terminal_page import terminal_page
from explore.web_page import web_page
from explore.wording import harmless
from extract import report
from extract.calibration import rates_text
from extract.pipeline import Extractor
from jobs.annotation import annotate_files
from jobs.evaluation import evaluate_folder
from jobs.exit_codes import ExitCode
from jobs.files import FilesResult, extract_files, facts_of_files, files_in, one_file
from jobs.quality import file_for, recorded
from terminal import bars, check_output, for_whoever_reads
from terminal import output as whole

log = logging.getLogger("fondoscop")
app = typer.Typer()

_FILES = "Reading files"


@app.command(epilog="Example: fondoscop extract saved-pages/ comunicat.pdf -o facts.jsonl")
def extract(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="Files, folders: .html .pdf .docx .odt .rtf .xlsx .ods .csv .txt"),
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where the lines go; - is standard output.")
    ] = Path("-"),
    model: ModelOption = None,
) -> None:
    """Read facts from files, without crawl or database: one line of JSON for each document."""
    files = files_in(paths)
    check_output(output, files)
    extractor = Extractor.load(model)
    with for_whoever_reads(), whole(output) as file, bars() as bar:
        result = extract_files(files, file.write, extractor=extractor, progress=bar(_FILES))
    _finish(result)


@app.command(epilog="Example: fondoscop show comunicat.pdf --html comunicat-fapte.html")
def show(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="A file: .html .pdf .docx .odt .rtf .xlsx .ods .csv .txt")
    ],
    *,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="PATH", help="Write a web page of its own instead; - is standard output."),
    ] = None,
    model: ModelOption = None,
) -> None:
    """Print a document with every fact in its place, and its value, role, rule and confidence beside it."""
    files = [one_file(path)]
    if html is not None:
        check_output(html, files)
    result = FilesResult()
    for facts in facts_of_files(files, result, extractor=Extractor.load(model)):
        with for_whoever_reads(), whole(html or Path("-")) as file:
            if html is None:
                console = Console(highlight=False, emoji=False, markup=False)
                with console.capture() as captured:
                    console.print(terminal_page(facts))
                file.writelines(line.rstrip() + "\n" for line in captured.get().splitlines())
            else:
                file.write(web_page(facts))
    _finish(result)


@app.command(epilog="Example: fondoscop annotate comunicat.pdf -o gold/")
def annotate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Files, folders: .html .pdf .docx .odt .rtf .xlsx .ods .csv .txt"),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Folder for annotations and copies of their documents."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace annotations that are there already.")] = False,
    model: ModelOption = None,
) -> None:
    """Write first annotations for a person to correct: what the extractor found, in the form that evaluate reads.

    The annotation of NAME.pdf is NAME.json beside it. Nothing that is there already is replaced without --force.
    """
    files = files_in(paths)
    extractor = Extractor.load(model)
    with bars() as bar:
        result = annotate_files(files, output, extractor=extractor, force=force, progress=bar(_FILES))
    _finish(result)


@app.command(epilog="Example: fondoscop evaluate gold/ --verbose --json scores.json")
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with annotations beside documents.")],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--json", "-o", metavar="FILE", help="Write the figures as JSON; - is standard output."),
    ] = None,
    rates: Annotated[
        Path | None,
        typer.Option("--rates", metavar="FILE", help="Write how often each rule was right, as confidence uses it."),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell every difference.")] = False,
    record: Annotated[
        str | None,
        typer.Option("--record", metavar="NAME", help="Put the figures on record under this name of the documents."),
    ] = None,
    unseen: Annotated[
        bool, typer.Option("--unseen", help="With --record: nobody who works on the rules has looked at them.")
    ] = False,
    quality: Annotated[
        Path | None,
        typer.Option("--quality", metavar="FILE", help="With --record: where, instead of the program's own record."),
    ] = None,
    model: ModelOption = None,
) -> None:
    """Measure what is extracted against annotations: precision, recall, F1 and its interval by kind of fact.

    Each NAME.json in the folder annotates the document NAME beside it.

    The interval says where F1 would lie with other documents of these kinds.
    """
    for written in (output, rates):
        if written is not None:
            check_output(written, [])
    if record is None and (unseen or quality is not None):
        raise typer.BadParameter("say under which name with --record NAME", param_hint="--unseen, --quality")
    kept = file_for(quality) if record is not None else None
    extractor = Extractor.load(model)
    with bars() as bar:
        measured = evaluate_folder(folder, extractor=extractor, progress=bar(_FILES))
    found = measured.evaluation, measured.intervals
    with for_whoever_reads():
        if output is not None:
            with whole(output) as file:
                file.write(json.dumps(report.to_json(*found), ensure_ascii=False, indent=1) + "\n")
        if rates is not None:
            with whole(rates) as file:
                file.write(rates_text(measured.evaluation))
        if Path("-") not in (output, rates):
            lines = [*(report.differences(measured.evaluation) if verbose else ()), *report.table(*found)]
            typer.echo("\n".join(_harmless(line) for line in lines))
    if record is not None and kept is not None:
        today = datetime.now(UTC).date()
        content = recorded(kept, folder, measured, name=record, unseen=unseen, extractor=extractor, today=today)
        with whole(kept) as file:
            file.write(content)
        log.info("recorded in %s as %s", kept, record)
    _finish(measured.files)


def _harmless(line: str) -> str:
    """A line of a table keeps its columns; one that quotes a page may hold anything."""
    return line if line.isprintable() else harmless(line)


def _finish(result: FilesResult) -> None:
    for problem in result.problems:
        log.error("%s", problem)
    log.info("documents: %d, facts: %d; files not read: %d", result.documents, result.facts, result.unread)
    if result.problems:
        raise typer.Exit(ExitCode.PARTLY_FAILED)

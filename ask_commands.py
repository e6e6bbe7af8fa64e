"""The commands that ask the database: query, search, project, top.

`later_commands.py` mounts them. Answers go to standard output, what tells of the work to standard error.
"""

import json
import logging
import re
import sys
from dataclasses import asdict
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType

from command_options import DATA, DataOption
from explore import search as search_job
from explore.answer_formats import escaped, write_csv, write_json, write_jsonl, write_markdown
from explore.project_page import project_page
from explore.project_whole import ProjectWhole, project_id_of, project_whole
from explore.rankings import Ranking, ranking, ranking_page
from explore.search import CLOSE, OPEN, Found
from explore.search_filters import Filters, county_named, programmes_named
from explore.search_page import search_page
from explore.tables import answer_table, page_console, show
from jobs.exit_codes import ExitCode
from jobs.places import DATABASE
from jobs.watched_query import ended_when_stuck
from store.asking import Answer, Cell, Inquiry, QueryTimeoutError
from store.database import Database
from terminal import check_output, for_whoever_reads, output

log = logging.getLogger("fondoscop")
app = typer.Typer()


class Format(StrEnum):
    """How the answer to a query is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"


class Where(StrEnum):
    """What is looked for."""

    PROJECTS = "projects"
    ORGANISATIONS = "organisations"
    QUOTES = "quotes"
    DOCUMENTS = "documents"
    ALL = "all"


class Measure(StrEnum):
    """What sums are for."""

    PROGRAMME = "programme"
    COUNTY = "county"
    YEAR = "year"
    ORGANISATION = "organisation"
    PROJECT = "project"
    CATEGORY = "category"


JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]
_BY_NAME = {".csv": Format.CSV, ".json": Format.JSON, ".jsonl": Format.JSONL, ".md": Format.MARKDOWN}
_STDOUT = Path("-")
_SCREENFUL = 100  # rows of a table, where nobody says how many


@app.command(
    epilog='Example: fondoscop query "SELECT title, code FROM projects WHERE code = :code" --param code=127901'
)
def query(
    sql: Annotated[
        str | None, typer.Argument(metavar="SQL", help="One SELECT; - reads it from standard input.")
    ] = None,
    *,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Read the SQL from this file instead.")
    ] = None,
    data: DataOption = DATA,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="How the answer is written; by default a table, or as the name after -o ends."),
    ] = None,
    target: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where the answer goes; - is standard output.")
    ] = _STDOUT,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help=f"Rows at most; a table has {_SCREENFUL} where none is said.")
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, metavar="S", help="Seconds after which the query is stopped, with exit code 3.")
    ] = 30.0,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="What :NAME in the SQL stands for; may be given often."),
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV: leave texts alone that a spreadsheet would run as a formula.")
    ] = False,
) -> None:
    """Ask the database in SQL. It can only be read: no writing, no other files, no extensions.

    docs/data.md describes every table, column and view. In CSV a text that begins with = + - @ or a tab and is no
    number gets an apostrophe in front, because a spreadsheet would run it as a formula; --raw leaves it as it is.
    """
    asked = _sql(sql, file)
    values = dict(map(_parameter, param or ()))
    path = data / DATABASE
    check_output(target, [path, *([file] if file else [])])
    form = form or _BY_NAME.get(target.suffix.lower(), Format.TABLE)
    with for_whoever_reads(), Inquiry.open(path, timeout=timeout) as inquiry, ended_when_stuck(inquiry):
        try:
            _write(inquiry.ask(asked, values), form, target, limit=limit, raw=raw)
        except QueryTimeoutError as error:
            log.error(  # noqa: TRY400 - no defect of ours
                "%s, and the answer is not whole; ask for less, or give it more time with --timeout", error
            )
            raise typer.Exit(ExitCode.PARTLY_FAILED) from error


def _write(answer: Answer, form: Format, target: Path, *, limit: int | None, raw: bool) -> None:
    if form is not Format.TABLE and limit is not None:
        answer = Answer(columns=answer.columns, rows=islice(answer.rows, limit))
    with output(target) as file:
        match form:
            case Format.CSV:
                write_csv(answer, file.write, raw=raw, to_terminal=target == _STDOUT and sys.stdout.isatty())
            case Format.JSON:
                write_json(answer, file.write)
            case Format.JSONL:
                write_jsonl(answer, file.write)
            case Format.MARKDOWN:
                write_markdown(answer, file.write)
            case Format.TABLE:
                console = page_console(file)
                table, more = answer_table(answer, limit or _SCREENFUL, width=console.width)
                show(console, table)
                if more and limit is None:
                    log.info("there are more rows than these %d; say how many with --limit", _SCREENFUL)


def _sql(text: str | None, file: Path | None) -> str:
    if (text is None) == (file is None):
        raise typer.BadParameter("give the SQL, or - for standard input, or a file with --file", param_hint="SQL")
    if file is not None:
        try:
            return file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise typer.BadParameter(f"{file} can't be read: {error}", param_hint="--file") from error
    return sys.stdin.read() if text == "-" else text or ""


def _parameter(said: str) -> tuple[str, Cell]:
    """NAME=VALUE; a number where it is written as numbers are, so that it compares as one: 12, 0.5, but not 007."""
    name, equals, value = said.partition("=")
    name = name.strip().lstrip(":@$")
    if not equals or not re.fullmatch(r"\w+", name):
        raise typer.BadParameter(f"{said!r} is no NAME=VALUE", param_hint="--param")
    for number in (int, float):
        try:
            if str(number(value)) == value and -(2**63) <= number(value) < 2**63:
                return name, number(value)
        except ValueError:
            continue
    return name, value


@app.command(epilog="Example: fondoscop search asistență „îngrijire la domiciliu” --county Dolj --from 2019")
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="Any spelling; asist* finds a beginning.")],
    *,
    where: Annotated[Where, typer.Option("--in", help="What to look for.")] = Where.ALL,
    county: Annotated[str | None, typer.Option("--county", metavar="NAME", help="Of this county, or its code.")] = None,
    programme: Annotated[
        str | None, typer.Option("--programme", metavar="WORDS", help="Financed by a programme with these words.")
    ] = None,
    first_year: Annotated[int | None, typer.Option("--from", metavar="YEAR", help="Not over before this year.")] = None,
    last_year: Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Begun in this year at last.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Results of each kind at most.")] = 5,
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """Find projects, organisations, quotes and documents by words; all of them must be there, in any order.

    Diacritics and capitals never matter. Words in quotation marks stand side by side; - : AND and the like are text.
    Best matches come first. A project is of a county when it works there or a site of that county tells of it, and of
    a year when its period touches it; everything else is of the county of its document and the year of its
    publication. What has no known date is left out when years are asked for.
    """
    if first_year is not None and last_year is not None and first_year > last_year:
        raise typer.BadParameter(f"{last_year} is before {first_year}, the year of --from", param_hint="--to")
    kinds = search_job.KINDS if where is Where.ALL else (where.value,)
    with for_whoever_reads(), Database.open(data / DATABASE, read_only=True) as database:
        filters = Filters(
            county=county_named(database, county) if county else None,
            programmes=programmes_named(database, programme) if programme else None,
            first_year=first_year,
            last_year=last_year,
        )
        found = search_job.search(database, words, kinds=kinds, filters=filters, limit=limit)
        _show(found, search_page(found, words), as_json=as_json)


@app.command(epilog="Example: fondoscop project 127901")
def project(
    name: Annotated[str, typer.Argument(metavar="ID", help="Its id or the beginning of it, SMIS code or contract.")],
    *,
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """Show everything about one project: partners, sums, beneficiaries, places, documents, and what disagrees."""
    with for_whoever_reads(), Database.open(data / DATABASE, read_only=True) as database:
        found = project_whole(database, project_id_of(database, name))
        _show(found, project_page(found), as_json=as_json)


@app.command(epilog="Example: fondoscop top --by county --limit 5")
def top(
    *,
    by: Annotated[Measure, typer.Option("--by", help="What the sums are for.")] = Measure.PROGRAMME,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Rows at most.")] = 10,
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """Rank programmes, counties, years, leading organisations, projects or groups by the totals of their projects.

    Each project counts once, with one stated total (docs/data.md tells which); sums are in lei and euro at the average
    rate of its year.
    """
    with for_whoever_reads(), Database.open(data / DATABASE, read_only=True) as database:
        found = ranking(database, by.value, limit)
        _show(found, Group(*ranking_page(found, width=page_console().width)), as_json=as_json)


def _show(found: Found | ProjectWhole | Ranking, page: RenderableType, *, as_json: bool) -> None:
    if as_json:
        text = json.dumps(asdict(found), ensure_ascii=False, indent=1)
        typer.echo(escaped(text.replace(OPEN, "").replace(CLOSE, "")))
    else:
        show(page_console(), page)

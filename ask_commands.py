"""The commands that ask the database: query, search, project, top.

`pipeline.py` mounts them. Answers go to standard output, what tells of the work to standard error.
"""

import logging
import re
import sys
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from command_options import DATA, DataOption
from explore.answer_formats import write_csv, write_json, write_jsonl, write_markdown
from explore.tables import answer_table, page_console, show
from jobs.exit_codes import ExitCode
from jobs.places import DATABASE
from store.asking import Answer, Cell, Inquiry, QueryError, QueryTimeoutError
from terminal import check_output, for_whoever_reads, output

ERRORS = (QueryError,)  # of wrong use

log = logging.getLogger("fondoscop")
app = typer.Typer()


class Format(StrEnum):
    """How the answer to a query is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"


_BY_NAME = {".csv": Format.CSV, ".json": Format.JSON, ".jsonl": Format.JSONL, ".md": Format.MARKDOWN}
_STDOUT = Path("-")
_SCREENFUL = 100  # rows of a table, where nobody says how many


@app.command(epilog="Example: fondoscop query \"SELECT title, code FROM projects WHERE code = :code\" --param code=127901")
def query(
    sql: Annotated[str | None, typer.Argument(metavar="SQL", help="One SELECT; - reads it from standard input.")] = None,
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
    with for_whoever_reads(), Inquiry.open(path, timeout=timeout) as inquiry:
        try:
            _write(inquiry.ask(asked, values), form, target, limit=limit, raw=raw)
        except QueryTimeoutError as error:
            log.error("%s, and the answer is not whole; ask for less, or give it more time with --timeout", error)
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

"""The commands that take in what authorities publish as data: import operations.

`later_commands.py` mounts them. Results go to standard output, what tells of the work to standard error.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from command_options import DATA, DataOption
from explore.answer_formats import escaped
from explore.wording import harmless
from jobs.operation_lists import Imported, import_list, read_columns
from romanian import lexicon

app = typer.Typer(
    no_args_is_help=True, help="Official lists into the database, to set beside what pages say: operations."
)

_SHOWN = 10  # faults
_OUTCOMES = {
    "agrees": "operations of which pages say the same",
    "differs": "operations of which pages say something else: SELECT * FROM operations_differing",
    "not_compared": "operations that pages tell of without a figure to compare",
    "not_announced": "operations that no page tells of",
    "not_listed": "projects with a code that pages tell of and no list of the programme has",
}


@app.callback()
def _group() -> None:
    """Keep `operations` a command of its own, though it is the only one yet."""


@app.command(epilog="Example: fondoscop import operations lista_pocu.xlsx --programme POCU --date 2024-03-31")
def operations(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX, as the authority publishes it.")],
    *,
    programme: Annotated[
        str, typer.Option("--programme", metavar="KEY", help="Whose operations it lists: POCU, PIDS, POR/2014-2020, …")
    ],
    columns: Annotated[
        Path | None,
        typer.Option(
            "--columns", metavar="TOML", help="Headings beside the usual ones, as: code = ['Nr. proiect'], by field."
        ),
    ] = None,
    currency: Annotated[
        str, typer.Option("--currency", metavar="CODE", help="Currency of sums that name none, ISO 4217.")
    ] = "RON",
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], metavar="DAY", help="Day that the list tells of.")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", help="Address that it was published at.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object instead.")] = False,
    data: DataOption = DATA,
) -> None:
    """Read an official list of operations, and set it beside what pages say of the same SMIS codes.

    The file is kept as it is in the data directory. docs/exports.md tells what is read of it, and how it is compared.
    """
    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}", param_hint="FILE")
    known = [entry.id for entry in lexicon.load("currencies")]
    if currency not in known:
        raise typer.BadParameter(
            f"{harmless(currency)} is no code of a currency that we know: {', '.join(known)}", param_hint="--currency"
        )
    if url is not None and not re.fullmatch(r"https?://\S+", url):
        raise typer.BadParameter(f"{harmless(url)} is no address of the web", param_hint="--url")
    if day is not None and day.date() > datetime.now(tz=UTC).date():
        raise typer.BadParameter(  # it would stay the newest list for good
            f"{day:%Y-%m-%d} is still to come; say of which day the list tells", param_hint="--date"
        )
    imported = import_list(
        data,
        file,
        programme=programme,
        columns=read_columns(columns) if columns else None,
        currency=currency,
        day=day.date() if day else None,
        url=url,
    )
    for fault in imported.faults[:_SHOWN]:
        typer.echo(harmless(fault), err=True)
    if (more := len(imported.faults) - _SHOWN) > 0:
        typer.echo(f"{more:,} more that can't be read stand in the table issues, stage import", err=True)
    if as_json:
        typer.echo(escaped(json.dumps(asdict(imported), ensure_ascii=False, indent=2)))
        return
    for line in _summary(imported, data):
        typer.echo(line)


def _summary(imported: Imported, data: Path) -> list[str]:
    known = ", ".join(f"{field}: “{harmless(text)}”" for field, text in imported.headings.items())
    read = (
        f"{imported.programme}: {imported.operations:,} operations read; {imported.without_code:,} of them without a"
        f" code, {imported.persons:,} of natural persons, whose names are not kept; {imported.others:,} other rows;"
        f" {len(imported.faults):,} things that can't be read"
    )
    lines = [read, f"columns: {known}"]
    if imported.compared is None:
        return [*lines, f"there is no database of this version yet: fondoscop build --data {data} compares them"]
    return [*lines, *_compared(imported.compared)]


def _compared(counts: Mapping[str, int]) -> list[str]:
    return [f"{counts[outcome]:>8,}  {told}" for outcome, told in _OUTCOMES.items()]

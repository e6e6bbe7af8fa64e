"""The commands that write files for other tools: export, plot.

`later_commands.py` mounts it. What tells of the work goes to standard error.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from command_options import DATA, DataOption
from explore.export import formats, pictures
from explore.export.whole_projects import Exported
from explore.wording import harmless
from jobs.places import DATABASE

app = typer.Typer()

FormatName = StrEnum("FormatName", {name: name for name in formats.FORMATS})  # type: ignore[misc]


ChartName = StrEnum("ChartName", {name: name for name in pictures.NAMES})  # type: ignore[misc]


class LanguageName(StrEnum):
    """In which language people are spoken to in the file."""

    RO = "ro"
    EN = "en"


_TOLD = "\n\n".join(
    [
        "Write the database, or the projects of it that are chosen, in a format of other tools.",
        *(f"{name}: {one.told}." for name, one in formats.FORMATS.items()),
        "docs/exports.md tells what each holds and what checks it.",
    ]
)


@app.command(
    help=_TOLD, epilog="Example: fondoscop export xlsx -o proiecte.xlsx --where \"county = 'Iași' AND year >= 2020\""
)
def export(
    name: Annotated[FormatName, typer.Argument(metavar="FORMAT", help=", ".join(formats.FORMATS))],
    *,
    target: Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="File or folder to write.")],
    where: Annotated[
        str | None,
        typer.Option(
            metavar="SQL", help="Only projects for which this holds; a condition on the columns of project_overview."
        ),
    ] = None,
    language: Annotated[
        LanguageName, typer.Option("--lang", help="Language of headings and explanations.")
    ] = LanguageName.RO,
    data: DataOption = DATA,
) -> None:
    """Write an export, and tell what is in it and what was left out; its help tells the formats."""
    formats.format_named(name)
    with Exported.open(data / DATABASE, where=where) as exported:
        report = formats.write(name, exported, target, language.value)
    told = ", ".join(f"{count:,} {harmless(what)}" for what, count in report.written.items())
    typer.echo(f"{target}: {told or '0 projects'}", err=True)
    for reason, count in report.left_out.items():
        typer.echo(f"left out: {count:,} {harmless(reason)}", err=True)


@app.command(epilog="Example: fondoscop plot by-county -o judete.png")
def plot(
    name: Annotated[ChartName, typer.Argument(metavar="CHART", help=", ".join(pictures.NAMES))],
    *,
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Picture to write: .png or .svg.")],
    language: Annotated[LanguageName, typer.Option("--lang", help="Language of the picture.")] = LanguageName.RO,
    width: Annotated[
        int,
        typer.Option(
            min=pictures.NARROWEST, max=pictures.WIDEST, help="Pixels; a .png has twice as many, to be sharp in print."
        ),
    ] = pictures.USUAL,
    data: DataOption = DATA,
) -> None:
    """Draw a chart with title, units and source note, as a picture that can stand alone.

    funding-by-year, by-county and by-programme show money, beneficiaries people, partners who works with whom.
    """
    pictures.write(name, data / DATABASE, target, language.value, width=width)
    typer.echo(f"{target}: {name}", err=True)

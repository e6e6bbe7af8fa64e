"""Options of the commands, and what they choose."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from crawler.sources import Source

DATA = Path("data")
_NAMED = 15  # ids that an error names at most
DataOption = Annotated[
    Path,
    typer.Option("--data", metavar="DIR", envvar="FONDOSCOP_DATA", help="Where archive and database lie, or are made."),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="ID", help="Only this source; may be given several times."),
]
SourcesOption = Annotated[
    Path | None,
    typer.Option("--sources", metavar="FILE", help="TOML file of sources to take instead of the known ones."),
]
ContactOption = Annotated[
    str | None,
    typer.Option(
        envvar="FONDOSCOP_CONTACT",
        help="Address or e-mail by which site owners reach you; the live web is not crawled without one.",
    ),
]
AllOption = Annotated[bool, typer.Option("--all", help="Every enabled source.")]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Also sources and pages that were read within their interval.")
]
FromOption = Annotated[
    Path | None,
    typer.Option("--from", metavar="PATH", help="Not the web, but a .warc.gz or .wacz file, or a folder."),
]


ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="DIR", help="Folder of a spaCy pipeline to use instead of the default."),
]


class LogFormat(StrEnum):
    """How log lines are written."""

    PLAIN = "plain"
    JSON = "json"


def known_sources(data: Path, file: Path | None) -> dict[str, "Source"]:
    """A file's sources, or the shipped ones as the data directory's sources.toml adds to and overrides them."""
    from crawler.sources import load_sources, shipped  # noqa: PLC0415 - commands that ask need no sources

    if file is not None:
        return load_sources(file)
    own = data / "sources.toml"
    return load_sources(shipped(), own) if own.exists() else load_sources(shipped())


def named_sources(known: dict[str, "Source"], ids: list[str]) -> dict[str, "Source"]:
    """The sources of these ids. Raises BadParameter for those that there are not."""
    unknown = [key for key in ids if key not in known]
    if unknown:
        few = len(known) <= _NAMED
        there = f"known are: {', '.join(sorted(known))}" if few else "fondoscop sources list names those that there are"
        raise typer.BadParameter(f"there is no source {', '.join(unknown)}; {there}", param_hint="--source")
    return {key: known[key] for key in ids}

"""The command that tells what changed: as text, JSON, or an Atom feed.

`later_commands.py` mounts it. What changed goes to standard output or a file, what tells of the work to standard error.
"""

import logging
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urljoin

import typer

from command_options import DATA, DataOption
from explore.changes import changes as changes_job
from explore.changes import newest
from explore.changes_feed import write_atom, write_json
from explore.changes_filters import Chosen, programmes_below, since, source_named, until
from explore.changes_page import entry_page, nothing
from explore.search_filters import county_named
from explore.tables import page_console, show
from jobs.places import DATABASE
from store.database import Database
from terminal import check_output, for_whoever_reads, output

log = logging.getLogger("fondoscop")
app = typer.Typer()

_STDOUT = Path("-")


class Form(StrEnum):
    """How changes are written."""

    TEXT = "text"
    JSON = "json"
    ATOM = "atom"


class Kind(StrEnum):
    """The kinds of the table `changes`."""

    DOCUMENT = "document"
    PROJECT = "project"
    PARTNER = "partner"
    AMOUNT = "amount"
    DATE = "date"
    BENEFICIARIES = "beneficiaries"
    PLACE = "place"


@app.command(epilog="Example: fondoscop changes --since 2024-01-01 --county Dolj --format atom --output dolj.atom")
def changes(
    *,
    after: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE|RUN", help="From this date on (UTC), or after this run; else the last run's."
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE|RUN", help="Up to the end of this date (UTC), or of this run."),
    ] = None,
    county: Annotated[str | None, typer.Option("--county", metavar="NAME", help="Of this county, or its code.")] = None,
    programme: Annotated[
        str | None,
        typer.Option(
            "--programme", metavar="NAME", help="Of this programme or what is below it: short or full name, id."
        ),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="ID", help="Only this source; may be given several times.")
    ] = None,
    kind: Annotated[
        list[Kind] | None, typer.Option("--kind", help="Only what changed of this kind; may be given several times.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.TEXT,
    target: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output.")
    ] = _STDOUT,
    base_url: Annotated[
        str | None,
        typer.Option("--base-url", metavar="URL", help="Atom: the folder on the web in which the feed will lie."),
    ] = None,
    data: DataOption = DATA,
) -> None:
    """Tell what is new, changed or vanished on the pages: one entry for each page and moment, the newest first.

    Moments are those of the captures, in UTC. A page is of a county when its site is, when a project that it tells of
    works there or is led from there. A story that several pages print is told once. A rebuilt database gives the same
    feed, byte for byte.
    """
    path = data / DATABASE
    check_output(target, [path])
    if base_url is not None and not base_url.startswith(("http://", "https://")):
        raise typer.BadParameter(f"{base_url} is no address on the web", param_hint="--base-url")
    with for_whoever_reads(), Database.open(path, read_only=True) as database, database.snapshot():
        chosen = Chosen(
            after=since(database, after),
            last=until(database, last) if last else None,
            county=county_named(database, county) if county else None,
            programmes=programmes_below(database, programme) if programme else None,
            sources=tuple(source_named(database, one) for one in source) if source else None,
            kinds=tuple(one.value for one in kind) if kind else None,
        )
        told = [chosen.county, programme, *(chosen.sources or ()), *(chosen.kinds or ())]
        count = _write(database, chosen, form, target, filters=", ".join(filter(None, told)), base_url=base_url)
    if not count and form is not Form.TEXT:
        log.info("%s", nothing(chosen.after, chosen.last))


def _write(database: Database, chosen: Chosen, form: Form, target: Path, *, filters: str, base_url: str | None) -> int:
    with output(target) as file, closing(changes_job(database, chosen)) as entries:
        if form is Form.JSON:
            return write_json(entries, file.write)
        if form is Form.ATOM:
            own = None if base_url is None else urljoin(base_url, "" if target == _STDOUT else target.name)
            return write_atom(entries, file, filters=filters, newest=newest(database), base_url=base_url, self_url=own)
        console, count = page_console(file), 0
        for entry in entries:
            show(console, entry_page(entry))
            count += 1
        if not count:
            show(console, nothing(chosen.after, chosen.last))
        return count

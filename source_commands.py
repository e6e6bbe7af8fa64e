"""The commands about sources: which there are, what a crawl would make of one, and a table for a new one.

`later_commands.py` mounts them as `fondoscop sources …`. Results go to standard output, what tells of the work to
standard error.
"""

import json
import logging
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from command_options import DATA, ContactOption, DataOption, SourcesOption, known_sources
from crawler.inspection import inspect
from crawler.sources import SourcesError
from explore.wording import harmless
from jobs.exit_codes import ExitCode
from jobs.source_check import check_lines
from jobs.source_coverage import coverage as coverage_of
from jobs.source_proposal import add_to, propose

log = logging.getLogger("fondoscop")
app = typer.Typer(no_args_is_help=True, help="Which sites are read: list them, check one, add one.")

_NEVER = "never"


@app.command("list", epilog="Example: fondoscop sources list --coverage")
def list_sources(
    *,
    sources: SourcesOption = None,
    data: DataOption = DATA,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="By county instead, those that still lack a source first.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Name the known sources: id, kind, county, whether they are enabled, and when they were last reached."""
    known = known_sources(data, sources)
    if coverage:
        _show_coverage(coverage_of(known.values()), as_json=as_json)
    elif as_json:
        rows = [source.model_dump(mode="json") | {"topic": source.follows_topic} for source in known.values()]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        table = Table("id", "kind", "county", "topic", "checked", "name", box=None, pad_edge=False)
        for source in known.values():
            row = (
                source.id if source.enabled else f"{source.id} (off)",
                source.kind,
                source.county or "–",
                "yes" if source.follows_topic else "–",
                str(source.checked or _NEVER),
                source.name,
            )
            table.add_row(*map(harmless, row))
        _print(table)
        log.info("sources: %d, of them enabled: %d", len(known), sum(source.enabled for source in known.values()))


@app.command(epilog="Example: fondoscop sources check dgaspc-dolj --contact redactie@exemplu.ro")
def check(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="The source's id.")],
    *,
    sources: SourcesOption = None,
    data: DataOption = DATA,
    contact: ContactOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Ask for robots.txt and the source's own addresses, and say what a crawl would follow and keep. Keeps nothing."""
    known = known_sources(data, sources)
    if source_id not in known:
        raise typer.BadParameter(
            f"there is no source {source_id!r}; fondoscop sources list names them", param_hint="ID"
        )
    found = inspect(known[source_id], contact=contact)
    if as_json:
        typer.echo(found.model_dump_json(indent=1))
    else:
        typer.echo("\n".join(check_lines(known[source_id], found)))
    if not found.reached:
        log.error("%s: none of its addresses can be used", source_id)
        raise typer.Exit(ExitCode.PARTLY_FAILED)


@app.command(epilog="Example: fondoscop sources add https://www.primaria-exemplu.ro/ --contact redactie@exemplu.ro")
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="The site's address, or that of its listing.")],
    *,
    data: DataOption = DATA,
    contact: ContactOption = None,
    write: Annotated[
        bool, typer.Option("--write", help="Append the table to the data directory's sources.toml, too.")
    ] = False,
    allow_loopback: Annotated[
        bool, typer.Option("--allow-loopback", help="The site is on this computer: you serve it yourself.")
    ] = False,
) -> None:
    """Inspect a site and print a table for sources.toml: its feeds, sitemaps and listings; kind and county guessed."""
    proposal = propose(url, contact=contact, allow_loopback=allow_loopback)
    typer.echo(proposal.toml, nl=False)
    for note in proposal.notes:
        log.warning("%s", note)
    if not write:
        return
    if proposal.source.id in known_sources(data, None):
        raise SourcesError(f"there is a source {proposal.source.id!r} already; nothing was written")
    add_to(data / "sources.toml", proposal)
    log.info("written to %s", data / "sources.toml")


def _show_coverage(found: dict[str, list[str]], *, as_json: bool) -> None:
    lacking = [county for county, ids in found.items() if not ids]
    if as_json:
        typer.echo(json.dumps({"lacking": lacking, "counties": found}, ensure_ascii=False, indent=1))
        return
    table = Table("county", "sources", "ids", box=None, pad_edge=False)
    for county, ids in sorted(found.items(), key=lambda item: bool(item[1])):
        table.add_row(county, str(len(ids)), ", ".join(ids) or "no source yet")
    _print(table)
    log.info("counties without a source: %s", ", ".join(lacking) or "none")


def _print(table: Table) -> None:
    """Whole lines where nobody watches: a pipe has no width."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=1000)
    with console.capture() as captured:
        console.print(table)
    typer.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))

"""The commands for people who keep Fondoscop at work: status, schedule.

`later_commands.py` mounts them. Results go to standard output, what tells of the work to standard error.
"""

import getpass
import json
import logging
import os
import socket
import sys
from dataclasses import asdict
from datetime import datetime, time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from command_options import (
    DATA,
    ContactOption,
    DataOption,
    SourceOption,
    SourcesOption,
    known_sources,
    named_sources,
)
from jobs.exit_codes import ExitCode
from jobs.schedule import Job, cron_line, systemd_units
from jobs.status import Status, health
from jobs.status import status as status_job
from jobs.status_metrics import write_metrics
from jobs.status_table import status_table
from terminal import OutputError, check_output, output

log = logging.getLogger("fondoscop")
app = typer.Typer()


@app.command(epilog="Example: fondoscop status --check --prometheus /var/lib/node_exporter/fondoscop.prom")
def status(
    *,
    data: DataOption = DATA,
    sources: SourcesOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object instead.")] = False,
    prometheus: Annotated[
        Path | None,
        typer.Option("--prometheus", metavar="FILE", help="Write metrics for node_exporter, too; FILE ends in .prom."),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="End with 3 when a source fails or is overdue or anything is damaged, 4 below a floor."
        ),
    ] = False,
) -> None:
    """Tell how fresh and how well each source is, worst first, and what archive and database hold.

    Nothing is written, and nothing is waited for: it may be asked while a run is at work.
    """
    if prometheus is not None:
        check_output(prometheus, [])
        if prometheus.suffix != ".prom":
            raise OutputError(f"{prometheus}: node_exporter reads files whose names end in .prom alone")
    found = status_job(data, known_sources(data, sources))
    if prometheus is not None:
        write_metrics(found, prometheus)
    if as_json:
        typer.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1, default=_text))
    else:
        console = Console(highlight=False, emoji=False, markup=False)
        console.print(status_table(found))
    if check and (code := health(found)) is not ExitCode.OK:
        raise typer.Exit(code)


@app.command(epilog="Example: fondoscop schedule --contact redactie@exemplu.ro -o units/")
def schedule(
    *,
    cron: Annotated[bool, typer.Option("--cron", help="A line for the crontab instead of units for systemd.")] = False,
    at: Annotated[
        datetime, typer.Option(formats=["%H:%M"], help="When the day's run may begin at the earliest, local time.")
    ] = datetime(1900, 1, 1, 3, 30),  # noqa: DTZ001 - a time of day
    user: Annotated[str | None, typer.Option(help="Who runs it, by default you; of no use with --cron.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Write the units into this folder instead.")
    ] = None,
    source: SourceOption = None,
    sources: SourcesOption = None,
    contact: ContactOption = None,
    data: DataOption = DATA,
) -> None:
    """Print a timetable for a daily run of this installation: a service and a timer of systemd, or a line for cron.

    It crawls every enabled source, or those that are named. Nothing is installed; docs/operations.md tells how to.
    """
    from crawler.guard import user_agent  # noqa: PLC0415 - status is asked often and needs no Scrapy

    known = known_sources(data, sources)
    chosen = named_sources(known, source) if source else {key: s for key, s in known.items() if s.enabled}
    for one in chosen.values():
        user_agent(one, contact)  # a timetable without a contact would fail every night
    job = Job(
        command=_command(source, sources, contact, data),
        data=data.resolve(),
        user=user or getpass.getuser(),
        at=time(at.hour, at.minute),
    )
    if cron:
        typer.echo(cron_line(job, host=socket.gethostname()))
        return
    if job.user == "root":
        log.warning("it would run as root, which it has no need of; name somebody else with --user")
    for name, text in systemd_units(job).items():
        if folder is None:
            typer.echo(f"# /etc/systemd/system/{name}\n{text}")
        else:
            folder.mkdir(parents=True, exist_ok=True)
            with output(folder / name) as file:
                file.write(text)


def _command(ids: list[str] | None, sources: Path | None, contact: str | None, data: Path) -> list[str]:
    """The main job as this installation would start it, by absolute paths."""
    program = Path(sys.executable).parent / "fondoscop"
    command = [str(program)] if os.access(program, os.X_OK) else [sys.executable, "-m", "pipeline"]
    command += ["run", *(part for key in ids for part in ("--source", key))] if ids else ["run", "--all"]
    if sources is not None:
        command += ["--sources", str(sources.resolve())]
    if contact is not None:
        command += ["--contact", contact]
    return [*command, "--data", str(data.resolve())]


def _plain(found: Status) -> dict[str, object]:
    whole = asdict(found)
    return {"health": health(found).name.lower(), "exit_code": int(health(found)), **whole}


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    raise TypeError(f"{value!r} has no form in JSON")

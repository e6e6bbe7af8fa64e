"""The commands about the archive: verify and repair it, cite from it, hand it on, take something out of it for good.

`later_commands.py` mounts them as `fondoscop archive …`. Results go to standard output, what tells of the work to
standard error.
"""

import json
import logging
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from command_options import DATA, DataOption
from explore.wording import harmless, visible
from jobs.archive_check import advice, inspection
from jobs.archive_check import repair as repair_job
from jobs.archive_citing import capture_with_body, captures_of, stone_of
from jobs.archive_wacz import write_wacz
from jobs.exit_codes import ExitCode
from jobs.forgetting import Traces, look
from jobs.forgetting import forget as forget_job
from store.archive_writer import to_line
from store.fixity import Fault
from store.records import Capture
from terminal import OutputError, bars, check_output

log = logging.getLogger("fondoscop")
app = typer.Typer(
    no_args_is_help=True, help="The archive: verify it, repair it, cite from it, hand it on, take a page out of it."
)

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]
_READING = "Reading the archive"
_SHOWN = 20  # addresses of a kind that are named


@app.command(epilog="Example: fondoscop archive verify --data /srv/fondoscop")
def verify(*, data: DataOption = DATA, as_json: JsonOption = False) -> None:
    """Read every record of every file and compare every digest; nothing is written, and nobody is waited for.

    Ends with 0 when all is as it was written, and with 3 when anything is damaged, lost, or not indexed.
    """
    with bars() as bar:
        looked = inspection(data, progress=bar(_READING))
        found = []
        for fault in looked.faults():
            found.append(fault)
            if not as_json:
                typer.echo(_line(fault))
    if as_json:
        counts = {"files": looked.files, "records": looked.records, "captures": looked.captures, "bytes": looked.size}
        told = {"sound": not found, **counts, "at_work": looked.at_work, "faults": list(map(asdict, found))}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    for name in looked.at_work:
        log.info("%s is being written and was not read", name)
    log.info(
        "files: %d, records: %d, captures: %d; faults: %d", looked.files, looked.records, looked.captures, len(found)
    )
    _end_with(found, data)


@app.command(epilog="Example: fondoscop archive repair --data /srv/fondoscop")
def repair(*, data: DataOption = DATA) -> None:
    """Cut files that a crash tore back to their last whole record, make the index agree, and say what was lost."""
    with bars() as bar:
        done = repair_job(data, progress=bar(_READING))
    for name, size in done.cut.items():
        typer.echo(f"{name}: {size} bytes of a torn record were cut off")
    if done.index_anew:
        typer.echo("captures.jsonl was wrong and was made anew; the old one is beside it, as captures.jsonl.damaged")
    for what, captures in (("indexed", done.added), ("lost", done.lost)):
        for capture in captures:
            typer.echo(f"{what}: {capture.id} {_moment(capture)} {harmless(capture.url)}")
    for fault in done.left:
        typer.echo(_line(fault))
    log.info("indexed: %d, lost: %d; faults that are left: %d", len(done.added), len(done.lost), len(done.left))
    _end_with(done.left, data)


@app.command("list", epilog="Example: fondoscop archive list https://exemplu.ro/proiect")
def list_captures(
    url: Annotated[str | None, typer.Argument(metavar="URL", help="An address, in any of its forms.")] = None,
    *,
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help="Those of this source.")] = None,
    data: DataOption = DATA,
    as_json: JsonOption = False,
) -> None:
    """Name the captures of an address or a source: id, time, status, SHA-256, file, place, address."""
    if url is None and source is None:
        raise typer.BadParameter("name an address, or a source with --source ID", param_hint="URL")
    found = captures_of(data, url=url, source_id=source)
    count = 0
    if as_json:
        captures = list(map(to_line, found))
        typer.echo(json.dumps(captures, ensure_ascii=False, indent=1))
        count = len(captures)
    else:
        for capture in found:
            count += 1
            place = f"{capture.file}:{capture.offset}"
            row = capture.id, _moment(capture), str(capture.status), capture.sha256, place, capture.url
            typer.echo("  ".join(map(harmless, row)))
    if url is not None and (stone := stone_of(data, url)) is not None:
        log.warning("%s was forgotten on %s: %s", stone.url, f"{stone.time:%Y-%m-%d}", stone.why)
    log.info("captures: %d", count)


@app.command(epilog="Example: fondoscop archive show 0123456789abcdef -o pagina.html")
def show(
    capture_id: Annotated[str, typer.Argument(metavar="CAPTURE_ID", help="As archive list and the database name it.")],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where the bytes go; - is standard output.")
    ] = Path("-"),
    data: DataOption = DATA,
) -> None:
    """Write a page or file as it was captured, byte by byte, its SHA-256 checked.

    On a terminal it is shown as text, with a name for each sign that would act on the terminal.
    """
    check_output(output, [])
    capture, body = capture_with_body(data, capture_id)
    log.info("%s, captured %s, SHA-256 %s", capture.url, _moment(capture), capture.sha256)
    if output != Path("-"):
        part = output.with_name(f"{output.name}.part")
        part.write_bytes(body)
        part.replace(output)
    elif not sys.stdout.isatty():
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
    elif (capture.media_type or "").startswith(("text/", "application/xhtml", "application/xml", "application/json")):
        typer.echo(visible(body.decode("utf-8", errors="replace")))
    else:
        raise OutputError(f"the capture is no text ({harmless(str(capture.media_type))}); name a file for it with -o")


@app.command(epilog="Example: fondoscop archive wacz -o dgaspc.wacz --source dgaspc-dolj")
def wacz(
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write; ends in .wacz.")],
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help="Of this source alone.")] = None,
    data: DataOption = DATA,
) -> None:
    """Write the archive as one WACZ file, to be looked at in ReplayWeb.page; needs the extra `wacz`."""
    check_output(output, [])
    if output.suffix != ".wacz":
        raise OutputError(f"{output}: programs know a WACZ file by its name, which must end in .wacz")
    with bars() as bar:
        made = write_wacz(data, output, source_id=source, progress=bar(_READING))
    for name in made.left_out:
        log.warning("%s is not finished and is left out", name)
    log.info("%s: WARC files: %d, pages: %d", made.path, made.files, made.pages)


@app.command(epilog='Example: fondoscop archive forget https://exemplu.ro/pagina --why "cerere din 3 martie" --dry-run')
def forget(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address, in any of its forms.")],
    *,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason; it stands on the tombstone.")],
    data: DataOption = DATA,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask; leave a tombstone even where nothing is.")] = False,
) -> None:
    """Take all captures of an address out of archive and database for good, and never fetch it again.

    Backups and copies elsewhere are yours to clean. There is no way back.
    """
    if not why.strip():
        raise typer.BadParameter("say why; it is what people will read instead of the page", param_hint="--why")
    with bars() as bar:
        traces = look(data, url, progress=bar(_READING))
    _tell(traces)
    if dry_run:
        return
    if traces.stone is not None and not traces.records:
        return
    if not traces.records and not yes:
        log.error("nothing was changed. With --yes a tombstone is left, so that the address is never fetched")
        raise typer.Exit(ExitCode.USAGE)
    if not yes:
        if not sys.stdin.isatty():
            raise typer.BadParameter("nobody can be asked here; say --yes, or --dry-run to look", param_hint="--yes")
        if not _agrees("Take this out for good?"):
            log.info("nothing was changed")
            raise typer.Exit(ExitCode.INTERRUPTED)
    with bars() as bar:
        gone, left = forget_job(data, url, why=why, progress=bar(_READING))
    log.info("forgotten: %s; captures: %d, records: %d", gone.url, len(gone.captures), len(gone.records))
    log.info("copies of archive and database elsewhere, backups among them, still have it: clean those, too")
    for sentence in left:
        log.error("%s", sentence)
    if left:
        raise typer.Exit(ExitCode.PARTLY_FAILED)


def _agrees(question: str) -> bool:
    """The answer of whoever sits at the terminal; Ctrl-C and the end of input are a no."""
    try:
        return typer.confirm(question, err=True)
    except typer.Abort:
        typer.echo(err=True)
        return False


def _tell(traces: Traces) -> None:
    for one in traces.records:
        capture = f" {one.capture_id}" if one.capture_id else ""
        typer.echo(f"{one.file}:{one.offset}  {one.type}{capture}  {harmless(one.url)}")
    if traces.stone is not None:
        log.info("it was forgotten before, on %s: %s", f"{traces.stone.time:%Y-%m-%d}", traces.stone.why)
    if not traces.records:
        log.info("%s: the archive has nothing of it", traces.url)
    stay = "these stay; forget them as well if they are meant, too"
    _name("other addresses hold the very same bytes", traces.same_bytes, stay)
    _name("other addresses lead there", traces.redirects, "their redirects go with it, their captures stay")
    _name("other addresses differ from it in www. alone", traces.alike, stay)
    for file, offset in traces.unreadable:
        log.warning("%s is damaged at byte %d and can't be searched there; see archive verify", file, offset)


def _name(what: str, urls: tuple[str, ...], then: str) -> None:
    if urls:
        log.warning("%s; %s:", what, then)
    for url in urls[:_SHOWN]:
        log.warning("%s", url)
    if len(urls) > _SHOWN:
        log.warning("and %d more", len(urls) - _SHOWN)


def _line(fault: Fault) -> str:
    place = fault.file if fault.offset is None else f"{fault.file}:{fault.offset}"
    about = f" ({fault.url})" if fault.url else ""
    return harmless(f"{place}: {fault.kind}: {fault.message}{about}")


def _moment(capture: Capture) -> str:
    return capture.fetched_at.isoformat(timespec="seconds")


def _end_with(faults: Iterable[Fault], data: Path) -> None:
    """Says what to do, and ends with the code for damage when there is any."""
    if kinds := {fault.kind for fault in faults}:
        for sentence in advice(data, kinds):
            log.error("%s", sentence)
        raise typer.Exit(ExitCode.PARTLY_FAILED)

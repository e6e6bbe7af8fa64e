"""The commands of those who look and decide: review, and decide with its own.

`later_commands.py` mounts them. Results go to standard output, what tells of the work to standard error.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from command_options import DATA, DataOption, ModelOption
from explore.answer_formats import escaped
from explore.review import review as listing
from explore.review_page import review_page
from explore.review_sheet import sheet
from explore.tables import page_console, show
from explore.wording import harmless
from extract.pipeline import Extractor
from jobs import decision_drafts as drafts
from jobs import places
from jobs.deciding import Make, apply, decide, outcomes
from jobs.deciding import undo as take_back
from jobs.reviewing import read_review
from store.database import Database
from store.decisions import FILE, Decision, read_decisions
from terminal import bars, check_output, for_whoever_reads, output

log = logging.getLogger("fondoscop")
app = typer.Typer()
decide_app = typer.Typer(
    no_args_is_help=True,
    help="Say what is so, whatever was read: written to decisions.toml with day and reason, and taken back with undo.",
)
app.add_typer(decide_app, name="decide")

_READING = "Reading pages"
_SHOWN = 20
_FACT = "A fact's id, or the beginning of it."


class Listing(StrEnum):
    """The keys of `explore.review.KINDS`."""

    LOST_DECISION = "lost-decision"
    CONTRADICTION = "contradiction"
    LARGE_SUM = "large-sum"
    DOUBTFUL_MERGE = "doubtful-merge"
    LOW_CONFIDENCE = "low-confidence"


WhyOption = Annotated[str, typer.Option("--why", metavar="REASON", help="Why: for those who read it later.")]
DayOption = Annotated[
    datetime | None,
    typer.Option("--date", formats=["%Y-%m-%d"], metavar="DAY", help="Day of the decision, if not today."),
]
LaterOption = Annotated[
    bool, typer.Option("--later", help="Only write it down; the next build, or run, brings the database up to it.")
]


@decide_app.command(epilog='Example: fondoscop decide merge 22079f331dd3b1a2 309218 --why "one project, two titles"')
def merge(
    identities: Annotated[
        list[str], typer.Argument(metavar="A B …", help="Projects, or organisations: ids, codes, names.")
    ],
    *,
    why: WhyOption,
    day: DayOption = None,
    later: LaterOption = False,
    data: DataOption = DATA,
    model: ModelOption = None,
) -> None:
    """Make projects, or organisations, one."""
    _decide(data, lambda database: [drafts.merge(database, identities)], why, day, later=later, model=model)


@decide_app.command(epilog='Example: fondoscop decide split 0123456789abcdef --why "the second phase"')
def split(
    identities: Annotated[
        list[str], typer.Argument(metavar="ID …", help="Mentions of a project, or names of an organisation.")
    ],
    *,
    why: WhyOption,
    day: DayOption = None,
    later: LaterOption = False,
    data: DataOption = DATA,
    model: ModelOption = None,
) -> None:
    """Part mentions from their project, or names from their organisation; those that are named leave together."""
    _decide(data, lambda database: [drafts.split(database, identities)], why, day, later=later, model=model)


@decide_app.command(
    epilog='Example: fondoscop decide correct 0123456789abcdef value 8.412.560,40 --why "a typing error"'
)
def correct(
    identity: Annotated[str, typer.Argument(metavar="FACT", help=_FACT)],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="Its column: value, role, start_date, count, name, …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help='What is right; "" for nothing.')],
    *,
    why: WhyOption,
    day: DayOption = None,
    later: LaterOption = False,
    data: DataOption = DATA,
    model: ModelOption = None,
) -> None:
    """Give one field of a fact another value; its sentence and its place stay."""
    _decide(
        data, lambda database: [drafts.correction(database, identity, field, value)], why, day, later=later, model=model
    )


@decide_app.command(epilog='Example: fondoscop decide reject 0123456789abcdef --why "a phone number, no sum"')
def reject(
    identities: Annotated[list[str], typer.Argument(metavar="FACT …", help=_FACT)],
    *,
    why: WhyOption,
    day: DayOption = None,
    later: LaterOption = False,
    data: DataOption = DATA,
    model: ModelOption = None,
) -> None:
    """Say that something is no fact: it is in no table any more."""
    _decide(
        data,
        lambda database: [drafts.rejection(database, one) for one in identities],
        why,
        day,
        later=later,
        model=model,
    )


@decide_app.command(epilog='Example: fondoscop decide confirm 0123456789abcdef --why "compared with the contract"')
def confirm(
    identities: Annotated[list[str], typer.Argument(metavar="FACT …", help=_FACT)],
    *,
    why: WhyOption,
    day: DayOption = None,
    later: LaterOption = False,
    data: DataOption = DATA,
    model: ModelOption = None,
) -> None:
    """Say that somebody looked at a fact and it is right: the review no longer lists it."""
    _decide(
        data,
        lambda database: [drafts.confirmation(database, one) for one in identities],
        why,
        day,
        later=later,
        model=model,
    )


@decide_app.command(epilog='Example: fondoscop decide undo bb0221fe --why "the contract says otherwise"')
def undo(
    identity: Annotated[str, typer.Argument(metavar="DECISION", help="Its id, as fondoscop decide list has it.")],
    *,
    why: WhyOption,
    day: DayOption = None,
    later: LaterOption = False,
    data: DataOption = DATA,
    model: ModelOption = None,
) -> None:
    """Take a decision back; both stay in the file."""
    take_effect(data, take_back(data, identity, why=why, day=_day(day)), later=later, model=model)


@decide_app.command("list", epilog="Example: fondoscop decide list --json")
def list_decisions(
    *,
    data: DataOption = DATA,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Show all decisions with what became of them in the database."""
    decisions = read_decisions(data).entries
    known = outcomes(data, [one.id for one in decisions])
    rows = [_told(one) | {"outcome": known.get(one.id, {}).get("outcome", "waiting")} for one in decisions]
    for row in rows:
        row["fault"] = known.get(row["id"], {}).get("fault")
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table("id", "date", "action", "on", "outcome", "why", box=None, pad_edge=False)
    for row in rows:
        outcome = f"{row['outcome']}: {row['fault']}" if row["fault"] else row["outcome"]
        table.add_row(*map(harmless, (row["id"], row["date"], row["action"], row["on"], outcome, row["why"])))
    show_table(table)


@app.command(epilog="Example: fondoscop review --csv verificare.csv, then fondoscop review --read verificare.csv")
def review(
    *,
    kind: Annotated[
        list[Listing] | None, typer.Option("--kind", help="Only these; may be given several times.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="How many; for --csv all.")] = None,
    file: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a table to fill in: decision, value, why.")
    ] = None,
    read: Annotated[
        Path | None, typer.Option("--read", metavar="FILE", help="Decide what was filled in in such a table.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
    day: DayOption = None,
    later: LaterOption = False,
    data: DataOption = DATA,
    model: ModelOption = None,
) -> None:
    """List what deserves a look first: doubtful facts and merges, large sums, contradictions, lost decisions."""
    if read is not None:
        if file is not None or kind or limit or as_json:
            raise typer.BadParameter("it goes with --date and --later alone", param_hint="--read")
        take_effect(data, read_review(data, read, day=_day(day)), later=later, model=model)
        return
    if file is not None:
        check_output(file, [data / places.DATABASE])
    with (
        for_whoever_reads(),
        Database.open(data / places.DATABASE, read_only=True) as database,
        database.snapshot(),
    ):
        listed = listing(database, [str(one) for one in kind or ()], limit or (None if file else _SHOWN))
        if file is not None:
            with output(file) as sink:
                sink.writelines(sheet(listed))
            log.info("written to %s; fill in the columns decision, value and why, then: fondoscop review --read", file)
        elif as_json:
            typer.echo(escaped(json.dumps([asdict(one) for one in listed], ensure_ascii=False, indent=1)))
        else:
            show(page_console(), review_page(list(listed)))


def show_table(table: Table) -> None:
    """Print a table; whole lines where nobody watches: a pipe has no width."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=1000)
    with console.capture() as captured:
        console.print(table)
    typer.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _told(one: Decision) -> dict[str, str | None]:
    place = one.place
    what = f"{one.field} = {one.value}" if one.field else one.of or ""
    words = "" if place is None else f"{place.kind} {_hung_on(one)}"
    action = " ".join(filter(None, (one.action, what)))
    return {"id": one.id, "date": one.date.isoformat(), "action": action, "on": words, "why": one.why}


def _hung_on(one: Decision) -> str:
    """The words that it hangs on; of each side of a merge the first, which tells what it is."""
    places, seen = [], set()
    for anchor in one.on:
        if anchor.side is None or anchor.side not in seen:
            places.append(anchor)
            seen.add(anchor.side)
    words = [getattr(place, "quote", None) or getattr(place, "name", "") for place in places]
    return " + ".join(f"„{each}”" for each in words)


def _decide(data: Path, make: Make, why: str, day: datetime | None, *, later: bool, model: Path | None) -> None:
    take_effect(data, decide(data, make, why=why, day=_day(day)), later=later, model=model)


def _day(day: datetime | None) -> date:
    return day.date() if day else date.today()  # noqa: DTZ011 - as the calendar on the wall has it


def take_effect(data: Path, written: Sequence[Decision], *, later: bool, model: Path | None) -> None:
    """Say what was written, bring the database up to it, and say what came of it."""
    for one in written:
        told = _told(one)
        typer.echo(harmless(f"{one.id}: {told['action']} {told['on']}".rstrip()))
    log.info("written to %s", data / FILE)
    if later:
        log.info("it takes effect at the next build: fondoscop build --data %s", data)
        return
    with bars() as bar:
        done = apply(data, extractor=lambda: Extractor.load(model), progress=bar(_READING))
    if not done:
        log.warning("another Fondoscop is at work in %s; it takes effect at the next build, or run", data)
        return
    for row in outcomes(data, [one.id for one in written]).values():
        if row["outcome"] == "applied":
            log.info("%s has taken effect", row["id"])
        else:
            log.warning("%s has no effect (%s): %s", row["id"], row["outcome"], row["fault"])

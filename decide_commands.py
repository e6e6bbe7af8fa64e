"""The commands of those who decide: merge, split, correct, reject, confirm, undo, list.

`pipeline.py` mounts them as `fondoscop decide …`. Results go to standard output, what tells of the work to standard
error.
"""

import json
import logging
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from command_options import DATA, DataOption
from explore.wording import harmless
from extract.pipeline import Extractor
from file_commands import ModelOption
from jobs import decision_drafts as drafts
from jobs.deciding import Make, apply, decide, outcomes
from jobs.deciding import undo as take_back
from jobs.named_things import DecidingError
from store.decisions import FILE, Decision, DecisionsError, read_decisions
from terminal import bars

ERRORS = (DecidingError, DecisionsError)

log = logging.getLogger("fondoscop")
app = typer.Typer()
decide_app = typer.Typer(
    no_args_is_help=True,
    help="Say what is so, whatever was read: written to decisions.toml with day and reason, and taken back with undo.",
)
app.add_typer(decide_app, name="decide")

_READING = "Reading pages"
_FACT = "A fact's id, or the beginning of it."

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
    show(table)


def show(table: Table) -> None:
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
    words = "" if place is None else f"{place.kind} „{getattr(place, 'quote', None) or getattr(place, 'name', '')}”"
    action = " ".join(filter(None, (one.action, what)))
    return {"id": one.id, "date": one.date.isoformat(), "action": action, "on": words, "why": one.why}


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

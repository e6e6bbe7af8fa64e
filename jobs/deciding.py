"""What people decide is written to decisions.toml, and the database brought up to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jobs import places
from jobs.build import Progress
from jobs.decision_drafts import undoing
from jobs.extraction import Extracting
from jobs.lock import LockHeldError
from jobs.run import build_only
from store.database import Database
from store.decision_entries import Draft, add_decisions
from store.decisions import Decision, read_decisions

Make = Callable[[Database], Iterable[Draft]]


def decide(data: Path, make: Make, *, why: str, day: date) -> list[Decision]:
    """Write the decisions that `make` drafts from the database, all of them or none, with their reason and day.

    Raises DecidingError and NoSuchIdError for what can't be decided, DecisionsError for a decisions.toml that can't be
    understood, and the errors of `store.errors` without a database.
    """
    read_decisions(data)  # before anything else is looked at
    with Database.open(data / places.DATABASE, read_only=True) as database, database.snapshot():
        drafts = list(make(database))
    return write(data, drafts, why=why, day=day)


def undo(data: Path, typed: str, *, why: str, day: date) -> list[Decision]:
    """Write that a decision is taken back, named by its id or the beginning of it; no database is needed for that.

    Raises DecidingError and DecisionsError.
    """
    return write(data, [undoing(read_decisions(data), typed)], why=why, day=day)


def write(data: Path, drafts: Iterable[Draft], *, why: str, day: date) -> list[Decision]:
    """Write drafts with their day, and with this reason where they have none of their own. Raises DecisionsError."""
    return add_decisions(data, [{"date": day, "why": why, **draft} for draft in drafts])


def apply(data: Path, *, extractor: Callable[[], Extracting], progress: Progress | None = None) -> bool:
    """Bring the database up to its archive and to what was decided; False when somebody else is at work in it.

    Raises what a build raises.
    """
    try:
        build_only(data, extractor=extractor(), progress=progress)
    except LockHeldError:
        return False
    return True


def outcomes(data: Path, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """The rows of these decisions in the database, by id; those that it does not know yet are missing."""
    with Database.open(data / places.DATABASE, read_only=True) as database:
        return {row["id"]: row for row in database.decisions().rows() if row["id"] in ids}

"""What somebody filled in in a review → decisions, all of them or none."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from explore.review_sheet import Answer, SheetError, answers
from jobs import decision_drafts as drafts
from jobs.deciding import decide
from jobs.named_things import DecidingError
from store.corrections import FIELDS
from store.database import Database
from store.decision_entries import Draft
from store.decisions import Decision, read_decisions
from store.known_ids import NoSuchIdError

_MAIN = {"project": "title", "partner": "name", "amount": "value", "beneficiaries": "count", "place": "name"}
"""The field that a bare value is of; of dates it has to be said which."""
_RIGHT = "looked at, and right"
_CONTRADICTION = "SELECT id FROM contradictions WHERE fact_id = ? AND other_fact_id = ?"


def read_review(data: Path, sheet: Path, *, day: date) -> list[Decision]:
    """Write the decisions of a table that was filled in; what was written.

    Raises SheetError that names every row that can't be decided, with nothing written, and what `decide` raises.
    """
    try:
        content = sheet.read_bytes()
    except OSError as error:
        raise SheetError(f"{sheet} can't be read: {error}") from error
    filled = answers(content)
    if not filled:
        raise SheetError(f"{sheet} has no row with a decision; fill in the columns decision, value and why")
    return decide(data, lambda database: _drafts(data, database, filled), why=_RIGHT, day=day)


def _drafts(data: Path, database: Database, filled: Iterable[Answer]) -> list[Draft]:
    made: list[Draft] = []
    faults: list[str] = []
    for one in filled:
        try:
            draft = _draft(data, database, one)
        except (DecidingError, NoSuchIdError) as error:
            faults.append(f"line {one.line} ({one.id}): {error}")
        else:
            made.append({**draft, "why": one.why or _RIGHT})
    if faults:
        raise SheetError("\n".join(faults))
    return made


def _draft(data: Path, database: Database, one: Answer) -> Draft:
    match one.decision:
        case "ok":
            return _confirmation(database, one)
        case "correct":
            return drafts.correction(database, one.id, *_field_and_value(database, one))
        case "reject":
            return drafts.rejection(database, one.id)
        case "merge":
            return drafts.merge(database, [one.id, *(one.value or one.other).split()])
        case "split":
            return drafts.split(database, [one.id, *one.value.split()])
        case _:
            return drafts.undoing(read_decisions(data), one.id)


def _confirmation(database: Database, one: Answer) -> Draft:
    """That a fact is right; of a merge, that these two are one; of a contradiction, that both pages say so."""
    if one.kind == "doubtful-merge":
        return drafts.confirmation(database, one.id, about="merge", value=one.other)
    if one.kind == "contradiction":
        found = [row["id"] for row in database.rows(_CONTRADICTION, (one.id, one.other))]
        if not found:
            raise DecidingError(f"{one.id} and {one.other} no longer contradict each other")
        return drafts.confirmation(database, one.id, about="contradiction", value=found[0])
    if one.kind == "lost-decision":
        raise DecidingError("a decision without effect can't be right; take it back with undo")
    return drafts.confirmation(database, one.id)


def _field_and_value(database: Database, one: Answer) -> tuple[str, str]:
    """“role = grant”, or a bare value of the field that is meant first."""
    kind = drafts.kind_of(database, one.id)
    name, sign, value = one.value.partition("=")
    if sign:
        return name.strip(), value.strip()
    if kind not in _MAIN:
        raise DecidingError(
            f"write which of its fields is corrected: {', '.join(FIELDS[kind])}; as end_date = 2021-06-30"
        )
    return _MAIN[kind], one.value

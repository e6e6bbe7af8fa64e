# ruff: noqa: S608 - queries are put together from our own names; what people type goes in as parameters
"""What people want to decide → entries of decisions.toml, which hang on words of pages and not on ids.

Everything is checked against the database before anything is written, so that what is decided can take effect.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from jobs.named_things import (
    DecidingError,
    Row,
    Thing,
    fact,
    names_meant,
    names_of,
    project_or_organisation,
    row_of,
)
from store.anchors import anchor_of
from store.corrections import PROJECT, FactKind, contradiction, corrected, field_named, told
from store.database import Database
from store.decision_entries import Draft
from store.decision_table import TABLES
from store.decisions import Decisions
from store.records import Facts, Span
from store.rows import FACTS_OF, Fact

_ANCHORS = 3  # places that a merge hangs on, of each side: one lost page must not lose it
_MENTIONS = """
    SELECT m.*, d.url, d.text FROM project_mentions m JOIN documents d ON d.id = m.document_id
    LEFT JOIN projects p ON p.id = m.project_id AND (p.document_id, p.start) = (m.document_id, m.start)
    WHERE m.project_id = ? ORDER BY p.id IS NULL, d.copy_of IS NOT NULL, m.confidence DESC, d.url, m.id
"""
_LISTING = {
    "project": "fondoscop query \"SELECT id, title, quote FROM project_mentions WHERE project_id = '{}'\"",
    "organisation": "fondoscop query \"SELECT id, name, county FROM organisation_names WHERE organisation_id = '{}'\"",
}
_MERGED = """
    SELECT one.decision_id FROM decision_marks one WHERE one.action = 'merge' AND one.item IN ({marks})
"""


def correction(database: Database, typed: str, field: str, value: str) -> Draft:
    """To correct one field of a fact. Raises DecidingError, NoSuchIdError."""
    kind, row = fact(database, typed)
    try:
        name = field_named(kind, field)
        if name == PROJECT:
            return _leading(database, kind, row, value)
        now = _record(database, kind, row)
        then = corrected(kind, now, name, value)
    except ValueError as error:
        raise DecidingError(str(error)) from error
    if (said := told(kind, now, name)) == told(kind, then, name):
        raise DecidingError(
            f"{name} of {row['id']} is {said!r} already; fondoscop decide confirm says that it is right"
        )
    if (fault := contradiction(then)) is not None and contradiction(now) is None:
        raise DecidingError(f"{fault}; correct that first")
    return {"action": "correct", "field": name, "value": value.strip(), "on": [_quoted(kind, row)]}


def _leading(database: Database, kind: FactKind, row: Row, value: str) -> Draft:
    """To lead a fact to another of its document's projects, by the id of the mention or of the project; "" to none."""
    places = [_quoted(kind, row)]
    if value.strip():
        thing = project_or_organisation(database, value)
        there = [one for one in _mentions(database, thing) if one["document_id"] == row["document_id"]]
        if len(there) != 1:
            raise DecidingError(
                f"{value} has {len(there)} mentions in the document of {row['id']}; name one mention there"
            )
        places.append(_quoted("project", there[0]))
    return {"action": "correct", "field": PROJECT, "value": "", "on": places}


def rejection(database: Database, typed: str) -> Draft:
    """To reject a fact. Raises DecidingError, NoSuchIdError."""
    kind, row = fact(database, typed)
    return {"action": "reject", "on": [_quoted(kind, row)]}


def confirmation(database: Database, typed: str, *, about: str | None = None, value: str | None = None) -> Draft:
    """To say that a fact was looked at and is right. Raises DecidingError, NoSuchIdError.

    `about` is "merge" when it is right that it is one with `value`, a mention or a name; or "contradiction" when it is
    right that pages contradict each other, by the id of the contradiction.
    """
    said = {"about": about, "value": value} if about else {}
    if about == "merge" and (names := names_meant(database, typed)):
        return {"action": "confirm", **said, "on": [_name(names[0])]}
    kind, row = fact(database, typed)
    return {"action": "confirm", **said, "on": [_quoted(kind, row)]}


def kind_of(database: Database, typed: str) -> FactKind:
    """The kind of a fact. Raises DecidingError, NoSuchIdError."""
    return fact(database, typed)[0]


def merge(database: Database, typed: Sequence[str]) -> Draft:
    """To make projects, or organisations, one. Raises DecidingError, NoSuchIdError."""
    things = [project_or_organisation(database, one) for one in typed]
    if len(things) < 2:
        raise DecidingError("name at least two projects, or two organisations")
    for place, thing in enumerate(things):
        if thing in things[:place]:
            raise DecidingError(f"{typed[things.index(thing)]} and {typed[place]} are one already")
    sides = [_side(database, thing) for thing in things]
    if len({side[0]["kind"] for side in sides}) > 1:
        raise DecidingError("a project and an organisation can't be one")
    return {
        "action": "merge",
        "on": [anchor | {"side": number} for number, side in enumerate(sides, start=1) for anchor in side],
    }


def _side(database: Database, thing: Thing) -> list[dict[str, Any]]:
    """What a merge hangs on for one of its sides."""
    match thing.table:
        case "organisations":
            return [_name(row) for row in names_of(database, thing.id)[:_ANCHORS]]
        case "organisation_names":
            return [_name(row) for row in names_meant(database, thing.id)]
    return [_quoted("project", row) for row in _mentions(database, thing)[:_ANCHORS]]


def split(database: Database, typed: Sequence[str]) -> Draft:
    """To part mentions from their project, or names from their organisation; they leave together.

    Raises DecidingError, NoSuchIdError.
    """
    parts = [_to_part(database, one) for one in typed]
    what, rows = parts[0][0], {row["id"]: row for _, some in parts for row in some}
    if any(other != what for other, _ in parts):
        raise DecidingError("name mentions of a project or names of an organisation, not both")
    wholes = {row[f"{what}_id"] for row in rows.values()}
    if len(wholes) > 1:
        raise DecidingError(f"these belong to {len(wholes)} {what}s already; name what leaves one of them")
    (whole,) = wholes
    if whole is None:
        raise DecidingError(f"these belong to no {what}, so there is nothing to part")
    there = names_of(database, whole) if what == "organisation" else _mentions(database, Thing("projects", whole))
    if {row["id"] for row in there} <= rows.keys():
        raise DecidingError(f"that is all that the {what} has, so nothing would be parted")
    _check_merges(database, list(rows))
    return {"action": "split", "on": [_name(r) if what == "organisation" else _quoted(what, r) for r in rows.values()]}


def _to_part(database: Database, typed: str) -> tuple[str, list[Row]]:
    if names := names_meant(database, typed):
        return "organisation", names
    thing = project_or_organisation(database, typed)
    if thing.table != "project_mentions":
        what = thing.table.removesuffix("s")
        raise DecidingError(
            f"{typed} is a whole {what}; name the mentions, or the names, that leave it: "
            f"{_LISTING[what].format(thing.id)}"
        )
    return "project", [row_of(database, thing)]


def _check_merges(database: Database, ids: Sequence[str]) -> None:
    """A merge that people decided wins over a split: it has to be taken back first."""
    found = {row["decision_id"] for row in database.rows(_MERGED.format(marks=", ".join("?" * len(ids))), tuple(ids))}
    if found:
        named = min(found)
        raise DecidingError(
            f"decision {named} made them one with others; take it back first: fondoscop decide undo {named}"
        )


def undoing(decisions: Decisions, typed: str) -> Draft:
    """To take a decision back, by its id or the beginning of it. Raises DecidingError."""
    wanted = typed.strip()
    exact = [one for one in decisions.entries if one.id == wanted]
    found = exact or [one for one in decisions.entries if wanted and one.id.startswith(wanted)]
    if len(found) != 1:
        known = ", ".join(one.id for one in (found or decisions.entries[-5:]))
        what = "is the beginning of several" if found else "is no decision"
        raise DecidingError(f"{typed!r} {what}; fondoscop decide list names them all{f': {known}' if known else ''}")
    if found[0].id in decisions.undone:
        by = next(one.id for one in decisions.entries if one.of == found[0].id and one.id not in decisions.undone)
        raise DecidingError(f"decision {found[0].id} is undone already, by {by}")
    return {"action": "undo", "of": found[0].id}


def _mentions(database: Database, thing: Thing) -> list[Row]:
    """The mentions of a project, that of its own evidence first; or the mention itself."""
    if thing.table == "project_mentions":
        return [row_of(database, thing)]
    if thing.table != "projects":
        raise DecidingError(f"{thing.id} is no project")
    return list(database.rows(_MENTIONS, (thing.id,)))


def _quoted(kind: str, row: Row) -> dict[str, Any]:
    span = Span(start=row["start"], end=row["end"], text=row["quote"])
    return anchor_of(kind, row["url"], row["text"], span, row["id"]).model_dump(exclude={"side"})


def _name(row: Row) -> dict[str, Any]:
    return {"kind": "organisation", "name": row["name"], "county": row["county"], "cui": row["cui"]}


def _record(database: Database, kind: FactKind, row: Row) -> Fact:
    """The fact's record; records come in the order of their evidence, and so do the ids."""
    facts: Facts | None = database.facts(row["document_id"])
    order = f'SELECT id FROM {TABLES[kind]} WHERE document_id = ? ORDER BY start, "end", id'
    ids = [one["id"] for one in database.rows(order, (row["document_id"],))]
    records: Iterable[Fact] = getattr(facts, FACTS_OF[kind])
    return next(record for identity, record in zip(ids, records, strict=True) if identity == row["id"])

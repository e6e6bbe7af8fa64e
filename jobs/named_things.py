# ruff: noqa: S608 - queries are put together from our own names; what people type goes in as parameters
"""What people type when they decide: ids of the database or their beginnings, codes of projects, names.

Each gives rows; what is wrong with what was typed is told in words, with what it may have meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from explore.search_filters import suggestion
from romanian.fold import fold
from store.corrections import FactKind
from store.database import Database
from store.decision_table import TABLES
from store.identity import normalised
from store.known_ids import NoSuchIdError, identified

Row = Mapping[str, Any]

_ID = re.compile("[0-9a-f]{16}")
_WORD = re.compile(r"\w+")
_SHORTEST = 4  # characters of an id's beginning
_NAMED = 5  # that an error names
_KINDS = {table: kind for kind, table in TABLES.items()}
_CODED = "SELECT id FROM projects WHERE code = ?1 OR contract = ?1"
_WRITTEN_ID = re.compile("[0-9a-f]{4,16}", re.IGNORECASE)
_TITLES = "SELECT id, title AS name FROM projects UNION ALL SELECT id, name FROM organisations ORDER BY 2, 1"
_SPELLINGS = """
    SELECT o.id, n.name FROM organisation_names n JOIN organisations o ON o.id = n.organisation_id
    UNION SELECT id, short FROM organisations WHERE short IS NOT NULL ORDER BY 2, 1
"""


class DecidingError(Exception):
    """What was typed can't be decided; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What somebody named: a row of a table, by its id."""

    table: str
    id: str


def fact(database: Database, typed: str) -> tuple[FactKind, Row]:
    """Kind and row of a fact, with url and text of its document. Raises DecidingError, NoSuchIdError."""
    found = _one(database, typed, tuple(_KINDS))
    if found is None:
        raise _unknown(database, typed, "a fact")
    return _KINDS[found.table], row_of(database, found)


def row_of(database: Database, thing: Thing) -> Row:
    """The row of a fact, with url and text of its document."""
    query = f"SELECT t.*, d.url, d.text FROM {thing.table} t JOIN documents d ON d.id = t.document_id WHERE t.id = ?"
    return next(database.rows(query, (thing.id,)))


def project_or_organisation(database: Database, typed: str) -> Thing:
    """A project, an organisation, one mention of a project or one name. Raises DecidingError, NoSuchIdError."""
    found = _one(database, typed, ("projects", "organisations", "project_mentions"))
    if found is not None:
        return found
    coded = [row["id"] for row in database.rows(_CODED, (typed.strip(),))]
    if len(coded) == 1:
        return Thing(table="projects", id=coded[0])
    if coded:
        raise DecidingError(
            f"{typed} is the code of {len(coded)} projects: {', '.join(coded[:_NAMED])}; name one by its id"
        )
    if names := names_meant(database, typed):
        return _the_one_name(typed, names)
    if _WRITTEN_ID.fullmatch(typed.strip()):
        raise _unknown(database, typed, "a project or an organisation")
    raise _unknown_name(database, typed)


def _the_one_name(typed: str, names: Sequence[Row]) -> Thing:
    """By its id a name stands for itself; by its words, for the organisation that it was led to."""
    if names[0]["id"].startswith(typed.strip().lower()):
        return Thing(table="organisation_names", id=names[0]["id"])
    bodies = list(dict.fromkeys(row["organisation_id"] for row in names if row["organisation_id"]))
    if len(bodies) != 1:
        raise DecidingError(f"{typed!r} is the name of {len(bodies)} organisations: {', '.join(bodies[:_NAMED])}")
    return Thing(table="organisations", id=bodies[0])


def names_meant(database: Database, typed: str) -> list[Row]:
    """The names of organisations that are meant: by their id or the beginning of it, else as written, in any spelling.

    Raises DecidingError for the beginning of several ids.
    """
    if (found := _one(database, typed, ("organisation_names",))) is not None:
        return list(database.rows("SELECT * FROM organisation_names WHERE id = ?", (found.id,)))
    if _ID.fullmatch(typed.strip().lower()):
        return []  # of something else: no name is looked for that is spelt like an id
    words, names = normalised(typed), names_of(database)
    exact = [row for row in names if normalised(row["name"]) == words]
    return exact or [row for row in names if _bare(row["name"]) == _bare(typed) != []]


def _bare(name: str) -> list[str]:
    """Its words, without what a keyboard may lack: diacritics, quotation marks."""
    return _WORD.findall(fold(name))


def names_of(database: Database, organisation_id: str | None = None) -> list[Row]:
    """The names of an organisation, or of all; those that stand most often first."""
    where, values = ("WHERE organisation_id = ?", (organisation_id,)) if organisation_id else ("", ())
    return list(database.rows(f"SELECT * FROM organisation_names {where} ORDER BY mentions DESC, name, id", values))


def _one(database: Database, typed: str, tables: Sequence[str]) -> Thing | None:
    """The row with this id in one of the tables, or the only one whose id begins so."""
    wanted = typed.strip().lower()
    exact = " UNION ALL ".join(f"SELECT '{table}' AS t, id FROM {table} WHERE id = ?1" for table in tables)
    near = " UNION ALL ".join(
        f"SELECT '{table}' AS t, id FROM {table} WHERE id >= ?1 AND id < ?1 || 'g'" for table in tables
    )
    found = list(database.rows(exact, (wanted,)))
    if not found and len(wanted) >= _SHORTEST:
        found = list(database.rows(f"{near} LIMIT 20", (wanted,)))
    if len(found) > 1:
        raise _ambiguous(typed, [row["id"] for row in found])
    return Thing(table=found[0]["t"], id=found[0]["id"]) if found else None


def _ambiguous(typed: str, ids: Sequence[str]) -> DecidingError:
    more = ", …" if len(ids) > _NAMED else ""
    return DecidingError(f"{typed} is the beginning of several ids: {', '.join(ids[:_NAMED])}{more}; write more of it")


def _unknown(database: Database, typed: str, wanted: str) -> Exception:
    try:
        found = identified(database, typed)
    except NoSuchIdError as error:
        return error
    return DecidingError(f"{typed} is the id of {_ARTICLES.get(found.table, found.table)}, not of {wanted}")


def _unknown_name(database: Database, typed: str) -> DecidingError:
    """With the projects and organisations whose names, in any spelling, are the likeliest, and their ids."""
    titles = {row["id"]: row["name"] for row in database.rows(_TITLES)}
    bodies: dict[str, str] = {}  # of several things with one name the first: its id is shown
    for row in (*database.rows(_SPELLINGS), *({"id": identity, "name": name} for identity, name in titles.items())):
        bodies.setdefault(fold(row["name"]), row["id"])
    shown = {name: f"{titles[identity]} ({identity})" for name, identity in bodies.items()}
    meant = suggestion(fold(typed), list(shown), shown)
    return DecidingError(
        f"there is no project or organisation named {typed!r}{meant or '; look for it with: fondoscop search WORDS'}"
    )


_ARTICLES = {
    "documents": "a document", "projects": "a project", "project_mentions": "a mention of a project",
    "partners": "a partner", "amounts": "an amount", "dates": "a date", "beneficiaries": "a count of beneficiaries",
    "places": "a place",
}  # fmt: skip

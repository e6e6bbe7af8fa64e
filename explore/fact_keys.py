"""What a document's facts are in the database: their ids, and what they were resolved to."""

from dataclasses import dataclass

from store.database import Database

TABLES = {"projects": "project_mentions"}  # of the kinds whose table has another name
_RESOLVED = {"partners", "amounts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKey:
    """A fact's id, its project and its organisation; None where there is none."""

    id: str
    project_id: str | None
    organisation_id: str | None


def fact_keys(database: Database, table: str, document_id: str) -> tuple[FactKey, ...]:
    """Those of a document's facts in one table, in the order in which `Database.facts` has the facts."""
    organisation = "organisation_id" if table in _RESOLVED else "NULL AS organisation_id"
    query = (
        f"SELECT id, project_id, {organisation} FROM {table}"  # noqa: S608 - one of our tables
        ' WHERE document_id = ? ORDER BY start, "end", id'
    )
    return tuple(FactKey(**row) for row in database.rows(query, (document_id,)))

"""The ids that the database knows: what an id stands for, and which ones look like one that nobody knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.database import Database
from store.rows import QUOTED

_IDENTIFIED = ("projects", *QUOTED)
_REJECTION = "SELECT * FROM decisions WHERE target_id = ? AND action = 'reject' AND outcome = 'applied'"
_FAR = 3  # slips of the hand; beyond that it is another id
_NAMED = 5


class NoSuchIdError(Exception):
    """The database has nothing with this id; the message names ids that look like it."""


class RejectedFactError(NoSuchIdError):
    """Somebody decided that this is no fact; the message says who decided what, why, and how to take that back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What an id stands for: a row of this table, with the document that it is about or whose evidence it has."""

    table: str
    id: str
    document_id: str


def identified(database: Database, text: str) -> Identified:
    """The document, project or fact with the id that somebody wrote.

    Raises NoSuchIdError, of a fact that was rejected RejectedFactError.
    """
    wanted = text.strip().lower()
    found = known(database, wanted)
    if found is not None:
        return found
    for row in database.rows(_REJECTION, (wanted,)):
        raise RejectedFactError(
            f"{wanted}, „{row['quote']}” of {row['url']}, is no fact any more: rejected by decision {row['id']} of "
            f"{row['decided']}, reason: {row['why']}; to bring it back: fondoscop decide undo {row['id']}"
        )
    near = [identity for identity, _ in nsmallest(_NAMED, _like(database, wanted), key=lambda one: (one[1], one[0]))]
    hint = f"; like it are: {', '.join(near)}" if near else "; ids are the column id of documents, projects and facts"
    raise NoSuchIdError(f"there is no document, project or fact with the id {text.strip()[:40]!r}{hint}")


def known(database: Database, identity: str) -> Identified | None:
    """The document, project or fact with this id; None where there is none."""
    parts = ["SELECT 'documents' AS name, id, id AS document_id FROM documents WHERE id = ?1"]
    parts += [f"SELECT '{table}', id, document_id FROM {table} WHERE id = ?1" for table in _IDENTIFIED]  # noqa: S608
    for row in database.rows(" UNION ALL ".join(parts), (identity,)):
        return Identified(table=row["name"], id=row["id"], document_id=row["document_id"])
    return None


def _like(database: Database, wanted: str) -> Iterator[tuple[str, float]]:
    """Ids with their distance: those that differ by a few slips, and those of which it is a beginning."""
    parts = [f"SELECT id FROM {table}" for table in ("documents", *_IDENTIFIED)]  # noqa: S608
    ids = (str(row["id"]) for row in database.rows(" UNION ".join(parts)))
    short = 4 <= len(wanted) < 16
    for identity, distance, _ in process.extract_iter(wanted, ids, scorer=OSA.distance):
        if distance <= _FAR or (short and identity.startswith(wanted)):
            yield identity, distance

"""One document as the database has it, row by row, for those who compare it with what it was made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from store.database import Database
from store.rows import QUOTED

Row = Mapping[str, Any]

FACT_TABLES = QUOTED
_FURTHER = (
    "SELECT s.* FROM project_mention_spans s JOIN project_mentions m ON m.id = s.mention_id WHERE m.document_id = ?"
)
_CATEGORIES = (
    "SELECT c.* FROM beneficiary_categories c JOIN beneficiaries b ON b.id = c.beneficiaries_id WHERE b.document_id = ?"
)
_MENTIONS = (
    "SELECT * FROM project_mentions WHERE project_id IN (SELECT id FROM projects WHERE document_id = ?) ORDER BY id"
)

_DECISIONS = (
    "SELECT * FROM decisions WHERE url = ? AND outcome = 'applied' AND action IN ('correct', 'reject') ORDER BY number"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A piece of evidence as a row has it."""

    table: str
    fact_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document's row, the rows of its facts by table, and the resolved projects whose evidence stands in it."""

    row: Row
    tables: Mapping[str, list[Row]]
    projects: list[Row]
    mentions: list[Row]  # of those projects, in whatever document
    decisions: list[Row]  # in force, on facts of this document

    @property
    def text(self) -> str:
        return str(self.row["text"])

    def facts(self) -> int:
        """How many facts it has."""
        return sum(len(self.tables[table]) for table in FACT_TABLES)

    def evidence(self) -> Iterator[Quote]:
        """Every quote with its place."""
        for table, rows in (*((table, self.tables[table]) for table in FACT_TABLES), ("projects", self.projects)):
            for row in rows:
                yield _quote(table, row["id"], row)
        for row in self.tables["project_mention_spans"]:
            yield _quote("project_mentions", row["mention_id"], row)
        for row in self.tables["project_mentions"]:
            if (words := row["duration_quote"]) is not None:
                at = {"start": row["duration_at"], "end": row["duration_at"] + len(words), "quote": words}
                yield _quote("project_mentions", row["id"], at)


def _quote(table: str, fact_id: str, row: Row) -> Quote:
    return Quote(table=table, fact_id=fact_id, start=row["start"], end=row["end"], quote=row["quote"])


def stored_document(database: Database, document_id: str) -> StoredDocument | None:
    """A document with its rows, all of one state of the database; None where it has gone meanwhile."""
    key = (document_id,)
    with database.snapshot():
        found = list(database.rows("SELECT * FROM documents WHERE id = ?", key))
        if not found:
            return None
        tables: dict[str, list[Row]] = {
            table: list(database.rows(f'SELECT * FROM {table} WHERE document_id = ? ORDER BY start, "end", id', key))  # noqa: S608
            for table in FACT_TABLES
        }
        tables["project_mention_spans"] = list(database.rows(_FURTHER, key))
        tables["beneficiary_categories"] = list(database.rows(_CATEGORIES, key))
        tables["quotes"] = list(database.rows("SELECT * FROM quotes WHERE document_id = ? ORDER BY number", key))
        projects: list[Row] = list(database.rows("SELECT * FROM projects WHERE document_id = ? ORDER BY id", key))
        return StoredDocument(
            row=found[0],
            tables=tables,
            projects=projects,
            mentions=list(database.rows(_MENTIONS, key)),
            decisions=list(database.rows(_DECISIONS, (found[0]["url"],))),
        )

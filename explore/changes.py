"""What is new, changed or vanished, for people: one entry for each document and moment, the newest first.

All of it stands in the database, so that what was built day by day and what was built at once give the same entries;
what a new page is told to say is what it says now. Moments are UTC. A story that several documents print is one entry,
which tells of the others: that of its first document, else of the first copy.
"""

import uuid
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from explore.change_words import Line, line_of, lines_of_new_page
from explore.changes_filters import Chosen
from explore.wording import Language, harmless
from store.database import Database

LINES = 40  # of an entry; a page that was made anew has thousands
_OTHERS = 20  # documents that an entry names beside its own
_ENTRIES = """
WITH chosen AS (
    SELECT c.*, coalesce(d.copy_of, d.id) AS story, d.copy_of FROM changes c JOIN documents d ON d.id = c.document_id
    WHERE {condition}
), entries AS (
    SELECT document_id, moment, story, copy_of, group_concat(what, char(10)) AS what,
        max(kind <> 'document') AS is_changed, max(iif(kind = 'document', action, '')) AS turn
    FROM (
        SELECT *, kind || ' ' || action || coalesce(' ' || values_before, '') || coalesce(' → ' || values_after, '')
                AS what
        FROM chosen ORDER BY +document_id, moment, what -- +: by moment are those of a day found, not by document
    ) GROUP BY document_id, moment
), counted AS (
    SELECT *, row_number() OVER (PARTITION BY document_id, what ORDER BY moment) AS again FROM entries
), told AS (
    SELECT *, row_number() OVER same AS place, max(moment) OVER all_of AS updated,
        group_concat(document_id, ' ') OVER all_of AS together
    FROM counted
    WINDOW same AS (PARTITION BY story, what, again ORDER BY copy_of IS NOT NULL, moment, document_id),
        all_of AS (
            PARTITION BY story, what, again ORDER BY copy_of IS NOT NULL, moment, document_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        )
)
SELECT t.document_id, t.moment, t.updated, t.together, iif(t.is_changed, 'changed', t.turn) AS action,
    d.title, d.url, d.published, s.name AS source, o.url AS copy_of
FROM told t JOIN documents d ON d.id = t.document_id JOIN sources s ON s.id = d.source_id
    LEFT JOIN documents o ON o.id = d.copy_of
WHERE t.place = 1 ORDER BY t.updated DESC, t.moment DESC, t.document_id
"""
_ROWS = """
SELECT c.* FROM changes c WHERE c.document_id = ? AND c.moment = ? AND c.kind <> 'document' {kinds}
ORDER BY c.project IS NULL, c.project, c.kind, c.action, c.role, c.id
"""
_NAMED = """
SELECT d.url, s.name AS source FROM documents d JOIN sources s ON s.id = d.source_id WHERE d.id = ?
"""
_OLDEST = """
SELECT c.moment FROM changes c JOIN documents d ON d.id = c.document_id WHERE {condition}
ORDER BY c.moment DESC LIMIT 1 OFFSET ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another document that prints the same story."""

    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened to one document at one moment. Texts are as pages give them, without control characters."""

    id: str  # a URN that stays
    document_id: str
    action: str  # "new", "changed", "vanished" or "returned"
    moment: str  # ISO 8601, UTC
    updated: str  # the same of the newest of the documents that it stands for
    title: str  # of the document; its address where it has none
    url: str
    source: str
    published: str | None
    lines: tuple[Line, ...]
    further: int  # lines that are left out
    copies: tuple[Copy, ...]  # further documents with the same story to which the same happened
    copies_count: int  # how many these are
    copy_of: str | None  # address of the story's first document, where this is a copy and that one is no entry


def changes(database: Database, chosen: Chosen, language: Language = "ro") -> Generator[Entry, None, None]:
    """The entries, as a stream."""
    condition, values = chosen.condition()
    for row in database.rows(_ENTRIES.format(condition=condition), values):
        yield _entry(database, row, chosen, language)


def newest(database: Database) -> str | None:
    """The moment of the newest change of all; None where there is none."""
    (row,) = database.rows("SELECT max(moment) AS moment FROM changes")
    return row["moment"] and str(row["moment"])


def window(database: Database, chosen: Chosen, rows: int) -> tuple[Chosen, str | None]:
    """The newest of what is chosen, about so many rows of the table; and up to which moment the rest goes, if any.

    What happened to a document at one moment is never parted.
    """
    condition, values = chosen.condition()
    oldest = next(database.rows(_OLDEST.format(condition=condition), (*values, rows)), None)
    if oldest is None:
        return chosen, None
    (before,) = database.rows("SELECT max(moment) AS moment FROM changes WHERE moment < ?", (oldest["moment"],))
    return replace(chosen, after=before["moment"] or chosen.after), before["moment"]


def _entry(database: Database, row: dict[str, Any], chosen: Chosen, language: Language) -> Entry:
    lines, further = _lines(database, row, chosen, language)
    others = [other for other in row["together"].split() if other != row["document_id"]]
    return Entry(
        id=uuid.uuid5(uuid.NAMESPACE_URL, f"{row['url']}#{row['moment']}").urn,
        document_id=row["document_id"],
        action=row["action"],
        moment=row["moment"],
        updated=row["updated"],
        title=harmless(row["title"] or "") or harmless(row["url"]),
        url=harmless(row["url"]),
        source=harmless(row["source"]),
        published=row["published"],
        lines=tuple(lines),
        further=further,
        copies=tuple(_copies(database, others[:_OTHERS])),
        copies_count=len(others),
        copy_of=row["copy_of"] and harmless(row["copy_of"]),
    )


def _lines(database: Database, row: dict[str, Any], chosen: Chosen, language: Language) -> tuple[list[Line], int]:
    if row["action"] == "new":
        return [*lines_of_new_page(database, row["document_id"], language)], 0
    kinds, values = chosen.of_kinds("c.kind")
    changed = _ROWS.format(kinds=f"AND {kinds}")
    lines: list[Line] = []
    further = 0
    for change in database.rows(changed, (row["document_id"], row["moment"], *values)):
        for line in line_of(change, language):
            if len(lines) < LINES:
                lines.append(line)
            else:
                further += 1
    return lines, further


def _copies(database: Database, documents: Sequence[str]) -> Iterator[Copy]:
    for identity in documents:
        for row in database.rows(_NAMED, (identity,)):
            yield Copy(source=harmless(row["source"]), url=harmless(row["url"]))

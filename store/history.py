"""When a document and its facts were first and last seen, and what changed in between.

Functions on an open connection, for `store.writing` and `store.database`.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from store.changes import KINDS, Value, change_row, compare, new_document_row, turn_row
from store.records import Capture
from store.rows import moment_text
from store.statements import insert

Tables = dict[str, list[dict[str, Value]]]
Sighting = tuple[str, str, str, bool]  # address, run, moment, whether it was there

_MENTION = "project_mentions"
_TITLE = "(SELECT title FROM project_mentions WHERE id = mention_id)"
# Of pages that were never gone the newest sighting is enough; of the others all that came after the first time count.
_NOTE_TURN = """
    INSERT INTO temp.turns SELECT ?1, ?2, ?3, ?4 WHERE NOT ?4 OR EXISTS (SELECT 1 FROM temp.turns WHERE url = ?1)
"""
_TURNS = """
    WITH told AS (
        SELECT d.id, t.run_id, t.moment, t.there FROM temp.turns AS t JOIN documents AS d ON d.url = t.url
        UNION SELECT d.id, c.run_id, c.fetched_at, 1 FROM captures AS c JOIN documents AS d ON d.url = c.url
        WHERE c.outcome IN ('read', 'superseded') AND c.url IN (SELECT url FROM temp.turns)
    )
    SELECT id, run_id, moment, there FROM (
        SELECT *, lag(there) OVER (PARTITION BY id ORDER BY moment, there, run_id) AS before FROM told
    ) WHERE there <> before
"""


def facts_before(connection: sqlite3.Connection, document_id: str) -> Tables:
    """The rows of a document's facts by table, each with the title of its `project`."""
    found: Tables = {}
    for kind in KINDS:
        project = "NULL" if kind.table == _MENTION else _TITLE
        cursor = connection.execute(
            f"SELECT *, {project} AS project FROM {kind.table} WHERE document_id = ?",  # noqa: S608
            (document_id,),
        )
        names = [column[0] for column in cursor.description]
        found[kind.table] = [dict(zip(names, row, strict=True)) for row in cursor]
    return found


def date_facts(
    connection: sqlite3.Connection,
    tables: Tables,
    before: Tables | None,
    document_id: str,
    capture: Capture,
) -> list[dict[str, Value]]:
    """Gives the new rows of facts their version and runs; returns the rows of what changed against `before`.

    `before` is None for a document that was not known.
    """
    found = connection.execute("SELECT value FROM properties WHERE name = 'extractor'").fetchone()
    version = found[0].partition(" ")[0] if found else ""
    for kind in KINDS:
        for row in tables[kind.table]:
            row["version"] = version
            row["first_run"] = row["last_run"] = capture.run_id
    place = {
        "document_id": document_id,
        "capture_id": capture.id,
        "run_id": capture.run_id,
        "moment": moment_text(capture.fetched_at),
    }
    if before is None:
        return [new_document_row(**place)]
    titles = {str(row["id"]): row["title"] for row in tables[_MENTION]}
    after = {
        kind.table: [row | {"project": titles.get(str(row.get("mention_id")))} for row in tables[kind.table]]
        for kind in KINDS
    }
    comparison = compare(before, after)
    first = {str(row["id"]): row["first_run"] for rows in before.values() for row in rows}
    for kind in KINDS:
        for row in tables[kind.table]:
            known = comparison.same.get(str(row["id"]))
            if known is not None:
                row["first_run"] = first[known]
    return [change_row(change, **place) for change in comparison.changes]


def date_documents(connection: sqlite3.Connection, sightings: Iterable[Sighting]) -> None:
    """Note when the documents were found last, unchanged or not, which of them are gone, and which came back."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS sightings (url TEXT, run_id TEXT, moment TEXT, there INTEGER,"
        " PRIMARY KEY (url, there))"
    )
    connection.execute("DELETE FROM temp.sightings")
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS turns (url TEXT, run_id TEXT, moment TEXT, there INTEGER)")
    connection.execute("CREATE INDEX IF NOT EXISTS temp.turns_by_url ON turns (url)")
    connection.execute("DELETE FROM temp.turns")
    connection.executemany(
        "INSERT INTO temp.sightings VALUES (?, ?, ?, ?) ON CONFLICT (url, there) DO UPDATE"
        " SET run_id = excluded.run_id, moment = excluded.moment WHERE excluded.moment > moment",
        _noting_turns(connection, sightings),
    )
    connection.execute(
        """
        WITH latest AS (
            SELECT d.id, captures.run_id AS capture_run, captures.fetched_at, s.run_id, s.moment, gone.moment AS gone
            FROM documents AS d JOIN captures ON captures.id = d.capture_id
            LEFT JOIN temp.sightings AS s ON s.url = d.url AND s.there AND s.moment > captures.fetched_at
            LEFT JOIN temp.sightings AS gone ON gone.url = d.url AND NOT gone.there
                AND gone.moment > coalesce(s.moment, captures.fetched_at)
        ), dated AS (
            SELECT id, coalesce(run_id, capture_run) AS last_run, coalesce(moment, fetched_at) AS seen, gone AS vanished
            FROM latest
        )
        UPDATE documents SET last_run = dated.last_run, seen = dated.seen, vanished = dated.vanished FROM dated
        WHERE dated.id = documents.id AND (documents.last_run, documents.seen) IS NOT (dated.last_run, dated.seen)
            OR dated.id = documents.id AND documents.vanished IS NOT dated.vanished
        """
    )
    _tell_turns(connection)


def _noting_turns(connection: sqlite3.Connection, sightings: Iterable[Sighting]) -> Iterator[Sighting]:
    for sighting in sightings:
        connection.execute(_NOTE_TURN, sighting)
        yield sighting


def _tell_turns(connection: sqlite3.Connection) -> None:
    """Make the rows of pages that vanished and came back those that the sightings tell."""
    rows = [
        turn_row(document_id=identity, run_id=run_id, moment=moment, there=bool(there))
        for identity, run_id, moment, there in connection.execute(_TURNS)
    ]
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS turned (id TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.turned")
    connection.executemany("INSERT INTO temp.turned VALUES (:id)", rows)
    connection.execute(
        "DELETE FROM changes WHERE kind = 'document' AND action IN ('vanished', 'returned')"
        " AND id NOT IN (SELECT id FROM temp.turned)"
    )
    for row in rows:
        connection.execute(insert("changes", row, "OR IGNORE"), row)

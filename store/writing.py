"""How the rows of one document, and what became of captures, get into the tables.

Plain functions on an open connection; `store.database` puts each into a transaction of its own. All SQL texts
here are made of names from schema.sql and store/rows.py; every value is bound.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from store import history
from store.fact_values import Row, Value
from store.records import Capture, Facts, Issue, Run
from store.rows import FactRows, capture_row, document_row, fact_rows, issue_row, moment_text, unsound
from store.statements import insert, insert_all, upsert

# Children before parents: deleted in this order, inserted in the opposite one.
FACT_TABLES = ("partners", "amounts", "dates", "beneficiaries", "places", "project_mentions")

_MOVED = """
    ON CONFLICT (id) DO UPDATE SET file = excluded.file, "offset" = excluded."offset", length = excluded.length
    WHERE (file, "offset", length) <> (excluded.file, excluded."offset", excluded.length)
"""
_CAPTURE_STATES = "UPDATE captures SET outcome = ? WHERE id = ?"
_SUPERSEDE = """
    UPDATE captures SET outcome = 'superseded'
    WHERE url = ? AND outcome IN ('pending', 'read', 'unreadable') AND (fetched_at, id) < (?, ?)
"""
_FORGET_ISSUES = """
    DELETE FROM issues WHERE stage IN ('read', 'extract') AND capture_id <> ? AND capture_id IN
        (SELECT id FROM captures WHERE url = ? AND (fetched_at, id) <= (?, ?))
"""


def add_captures(connection: sqlite3.Connection, captures: Iterable[tuple[Capture, str]]) -> None:
    """Insert the captures that are not known yet, each with its outcome; known ones may have a new place."""
    for capture, outcome in captures:
        _name_source(connection, capture.source_id)
        row = capture_row(capture, outcome)
        connection.execute(f"{insert('captures', row)} {_MOVED}", row)


def replace_document(
    connection: sqlite3.Connection, capture: Capture, facts: Facts, issues: Sequence[Issue]
) -> list[Issue]:
    """Put one capture's document and facts in the place of all that its address had; what was left out."""
    document = facts.document
    _mark_read(connection, capture)
    known = connection.execute("SELECT first_run FROM documents WHERE id = ?", (document.id,)).fetchone()
    before = None if known is None else _take_out(connection, document.id)
    values = document_row(document, capture) | {"first_run": known[0] if known else capture.run_id, "vanished": None}
    connection.execute(upsert("documents", values), values)
    result = fact_rows(facts, capture)
    changes = history.date_facts(connection, result.tables, before, document.id, capture)
    left_out = [*result.issues, *_insert_facts(connection, result, capture)]
    for row in changes:
        connection.execute(insert("changes", row, "OR REPLACE"), row)
    add_issues(connection, [*issues, *left_out])
    return left_out


def _take_out(connection: sqlite3.Connection, document_id: str) -> history.Tables:
    """Delete what was read from a document; the facts that it had."""
    before = history.facts_before(connection, document_id)
    for table in ("document_signatures", "quotes", *FACT_TABLES):
        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))  # noqa: S608
    # What quotes the old text must not outlive it, not even until resolution: contradictions, and a resolved project.
    connection.execute("DELETE FROM contradictions WHERE document_id = ?1 OR other_document_id = ?1", (document_id,))
    connection.execute("DELETE FROM projects WHERE document_id = ?", (document_id,))
    return before


def renew_document(connection: sqlite3.Connection, document_id: str, capture: Capture) -> None:
    """Note that a newer capture says what the document says: it is read from that one now."""
    read = connection.execute("SELECT capture_id FROM documents WHERE id = ?", (document_id,)).fetchone()[0]
    _mark_read(connection, capture, issues_of=read)  # what could not be read of the one can't be of the other
    connection.execute(
        "UPDATE documents SET capture_id = ?, last_run = ?, seen = ?, vanished = NULL WHERE id = ?",
        (capture.id, capture.run_id, moment_text(capture.fetched_at), document_id),
    )
    for table in FACT_TABLES:
        connection.execute(
            f"UPDATE {table} SET last_run = ? WHERE document_id = ?",  # noqa: S608
            (capture.run_id, document_id),
        )


def _mark_read(connection: sqlite3.Connection, capture: Capture, *, issues_of: str = "") -> None:
    """The capture is read, older ones are outdated and their issues settled, but for those of one capture."""
    add_captures(connection, [(capture, "read")])
    connection.execute(_CAPTURE_STATES, ("read", capture.id))
    reached = (capture.url, moment_text(capture.fetched_at), capture.id)
    connection.execute(_SUPERSEDE, reached)
    connection.execute(_FORGET_ISSUES, (issues_of, *reached))


def refuse_capture(connection: sqlite3.Connection, capture: Capture, issues: Sequence[Issue]) -> None:
    """Note that a capture can't be read, and why."""
    add_captures(connection, [(capture, "unreadable")])
    connection.execute(_CAPTURE_STATES, ("unreadable", capture.id))
    add_issues(connection, issues)


def read_again(connection: sqlite3.Connection, url: str) -> None:
    """Let all captures of an address wait once more: an older one came late, and changes are told in their order."""
    connection.execute("UPDATE captures SET outcome = 'pending' WHERE url = ? AND outcome <> 'no-page'", (url,))
    of_url = "(SELECT id FROM documents WHERE url = ?)"
    for table in ("changes", "quotes", *FACT_TABLES, "projects"):
        connection.execute(f"DELETE FROM {table} WHERE document_id IN {of_url}", (url,))  # noqa: S608
    connection.execute("UPDATE issues SET document_id = NULL WHERE url = ?", (url,))
    connection.execute("DELETE FROM issues WHERE url = ? AND stage IN ('read', 'extract')", (url,))
    connection.execute("DELETE FROM documents WHERE url = ?", (url,))


def add_issues(connection: sqlite3.Connection, issues: Iterable[Issue]) -> None:
    """Insert issues; one that is there already takes the new message."""
    for issue in issues:
        if issue.source_id is not None:
            _name_source(connection, issue.source_id)
        row = issue_row(issue, None)
        connection.execute(upsert("issues", row), row)


def replace_issues(connection: sqlite3.Connection, stage: str, issues: Iterable[Issue]) -> None:
    """Make these the only issues of a stage; the last of several with one id stays."""
    connection.execute("DELETE FROM issues WHERE stage = ?", (stage,))
    add_issues(connection, issues)


def replace_runs(connection: sqlite3.Connection, runs: Iterable[Run]) -> None:
    """Make the runs these; those that are the same already are not written."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS new_runs AS SELECT * FROM runs WHERE false")
    connection.execute("DELETE FROM temp.new_runs")
    for run in runs:
        _name_source(connection, run.source_id)
        row: Row = asdict(run)  # its fields are the columns
        connection.execute(insert("temp.new_runs", row), row)
    connection.execute("DELETE FROM runs WHERE id NOT IN (SELECT id FROM temp.new_runs)")
    connection.execute(
        "INSERT OR REPLACE INTO runs SELECT * FROM (SELECT * FROM temp.new_runs EXCEPT SELECT * FROM main.runs)"
    )


def add_sources(connection: sqlite3.Connection, sources: Iterable[Row]) -> None:
    """Make the sources' rows these; what others still name stays by its id, what nobody names goes."""
    connection.execute("UPDATE sources SET name = id, kind = NULL, county = NULL")
    kept = []
    for row in sources:
        connection.execute(upsert("sources", row), row)
        kept.append((row["id"],))
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS listed_sources (id TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.listed_sources")
    connection.executemany("INSERT OR IGNORE INTO temp.listed_sources (id) VALUES (?)", kept)
    connection.execute("""
        DELETE FROM sources
        WHERE id NOT IN (SELECT id FROM temp.listed_sources)
            AND NOT EXISTS (SELECT 1 FROM captures WHERE source_id = sources.id)
            AND NOT EXISTS (SELECT 1 FROM documents WHERE source_id = sources.id)
            AND NOT EXISTS (SELECT 1 FROM runs WHERE source_id = sources.id)
            AND NOT EXISTS (SELECT 1 FROM issues WHERE source_id = sources.id)
    """)


def link_issues(connection: sqlite3.Connection) -> None:
    """Give each issue the document that the database has for its address."""
    connection.execute("""
        UPDATE issues SET document_id = (SELECT id FROM documents WHERE documents.url = issues.url)
        WHERE document_id IS NOT (SELECT id FROM documents WHERE documents.url = issues.url)
    """)


def _insert_facts(connection: sqlite3.Connection, result: FactRows, capture: Capture) -> list[Issue]:
    """Insert all; where the schema refuses something, row by row, with an issue for each fact that is refused."""
    connection.execute("SAVEPOINT facts")
    try:
        for table, rows in result.tables.items():
            insert_all(connection, table, rows)
    except sqlite3.IntegrityError:
        connection.execute("ROLLBACK TO facts")
        return _insert_sound(connection, result, capture)
    finally:
        connection.execute("RELEASE facts")
    return []


def _insert_sound(connection: sqlite3.Connection, result: FactRows, capture: Capture) -> list[Issue]:
    refused: dict[Value, Issue] = {}
    for table, rows in result.tables.items():
        for row in rows:
            if row.get("fact_id") in refused:
                continue  # the quote of a fact that is not there
            try:
                connection.execute(insert(table, row), row)
            except sqlite3.IntegrityError as error:
                found_by, quote = str(row.get("found_by", "")), row.get("quote")
                refused[row.get("id", f"{len(refused)}")] = unsound(table, found_by, f"{quote!r}: {error}", capture)
    return list(refused.values())


def _name_source(connection: sqlite3.Connection, source_id: str) -> None:
    connection.execute("INSERT OR IGNORE INTO sources (id, name) VALUES (?, ?)", (source_id, source_id))

"""How the rows of one document, and what came of resolution, get into the tables.

Plain functions on an open connection; `store.database` puts each into a transaction of its own. All SQL texts
here are made of names from schema.sql and store/rows.py; every value is bound.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from store.records import Capture, Facts, Issue, Run
from store.resolved import ResolvedOrganisation, ResolvedProject
from store.rows import FactRows, Row, capture_row, document_row, fact_rows, issue_row, moment_text, unsound

# Children before parents: deleted in this order, inserted in the opposite one.
_FACT_TABLES = ("partners", "amounts", "dates", "beneficiaries", "places", "project_mentions")
_LINKED_TABLES = ("partners", "amounts", "dates", "beneficiaries", "places")
_NAMED = {
    "partners": "name",
    "amounts": "organisation",
}  # tables with an organisation, and where its name stands
_PROJECT = (
    "id", "key", "title", "code", "contract", "programme", "period_start", "period_end", "duration_months",
    "mentions",
)  # fmt: skip
_EVIDENCE = ("document_id", "start", "end", "quote", "confidence", "found_by")

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
    DELETE FROM issues WHERE stage IN ('read', 'extract') AND capture_id IN
        (SELECT id FROM captures WHERE url = ? AND (fetched_at, id) <= (?, ?))
"""


def add_captures(connection: sqlite3.Connection, captures: Iterable[tuple[Capture, str]]) -> None:
    """Insert the captures that are not known yet, each with its outcome; known ones may have a new place."""
    for capture, outcome in captures:
        _name_source(connection, capture.source_id)
        row = capture_row(capture, outcome)
        connection.execute(f"{_insert('captures', row)} {_MOVED}", row)


def replace_document(
    connection: sqlite3.Connection, capture: Capture, facts: Facts, issues: Sequence[Issue]
) -> list[Issue]:
    """Put one capture's document and facts in the place of all that its address had; what was left out."""
    document = facts.document
    add_captures(connection, [(capture, "read")])
    connection.execute(_CAPTURE_STATES, ("read", capture.id))
    reached = (capture.url, moment_text(capture.fetched_at), capture.id)
    connection.execute(_SUPERSEDE, reached)
    connection.execute(_FORGET_ISSUES, reached)
    for table in _FACT_TABLES:
        connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document.id,))  # noqa: S608
    # A resolved project whose evidence stood in the old text must not outlive it, not even until resolution.
    connection.execute("DELETE FROM projects WHERE document_id = ?", (document.id,))
    values = document_row(document, capture)
    connection.execute(_upsert("documents", values), values)
    result = fact_rows(facts, capture)
    left_out = [*result.issues, *_insert_facts(connection, result, capture)]
    add_issues(connection, [*issues, *left_out])
    return left_out


def refuse_capture(connection: sqlite3.Connection, capture: Capture, issues: Sequence[Issue]) -> None:
    """Note that a capture can't be read, and why."""
    add_captures(connection, [(capture, "unreadable")])
    connection.execute(_CAPTURE_STATES, ("unreadable", capture.id))
    add_issues(connection, issues)


def supersede_older(connection: sqlite3.Connection, capture: Capture) -> None:
    """Note that whatever waits from before this capture comes too late."""
    connection.execute(_SUPERSEDE, (capture.url, moment_text(capture.fetched_at), capture.id))


def add_issues(connection: sqlite3.Connection, issues: Iterable[Issue]) -> None:
    """Insert issues; one that is there already takes the new message."""
    for issue in issues:
        if issue.source_id is not None:
            _name_source(connection, issue.source_id)
        row = issue_row(issue, None)
        connection.execute(_upsert("issues", row), row)


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
        connection.execute(_insert("temp.new_runs", row), row)
    connection.execute("DELETE FROM runs WHERE id NOT IN (SELECT id FROM temp.new_runs)")
    connection.execute(
        "INSERT OR REPLACE INTO runs SELECT * FROM (SELECT * FROM temp.new_runs EXCEPT SELECT * FROM main.runs)"
    )


def add_sources(connection: sqlite3.Connection, sources: Iterable[Row]) -> None:
    """Make the sources' rows these; what others still name stays by its id, what nobody names goes."""
    connection.execute("UPDATE sources SET name = id, kind = NULL, county = NULL")
    kept = []
    for row in sources:
        connection.execute(_upsert("sources", row), row)
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


def store_projects(
    connection: sqlite3.Connection,
    projects: Iterable[ResolvedProject],
    assignments: Iterable[tuple[str, str]],
) -> None:
    """Make the projects these, and lead every mention (id of mention, id of project) and its facts there."""
    columns = ", ".join((*_PROJECT, "mention_id"))
    marks = ", ".join(f":{name}" for name in (*_PROJECT, "mention_id"))
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS new_projects ({columns}, PRIMARY KEY (id))")
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS assigned (mention_id TEXT PRIMARY KEY, project_id TEXT NOT NULL)"
    )
    connection.execute("DELETE FROM temp.new_projects")
    connection.execute("DELETE FROM temp.assigned")
    connection.executemany(
        f"INSERT INTO temp.new_projects ({columns}) VALUES ({marks})",  # noqa: S608
        map(_project_values, projects),
    )
    connection.executemany("INSERT INTO temp.assigned (mention_id, project_id) VALUES (?, ?)", assignments)
    connection.execute("DELETE FROM projects WHERE id NOT IN (SELECT id FROM temp.new_projects)")
    connection.execute(_changed_projects())
    _update(
        connection,
        "project_mentions",
        "project_id",
        "SELECT project_id FROM temp.assigned WHERE mention_id = t.id",
    )
    for table in _LINKED_TABLES:
        _update(connection, table, "project_id", "SELECT project_id FROM project_mentions WHERE id = t.mention_id")


def store_organisations(
    connection: sqlite3.Connection,
    organisations: Iterable[ResolvedOrganisation],
    assignments: Mapping[str, str],
) -> None:
    """Make the organisations these, and lead every name (name as written, id of organisation) there."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS named (name TEXT PRIMARY KEY, organisation_id TEXT NOT NULL)")
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS new_organisations (id, name, key, mentions)")
    connection.execute("DELETE FROM temp.named")
    connection.execute("DELETE FROM temp.new_organisations")
    connection.executemany("INSERT INTO temp.named (name, organisation_id) VALUES (?, ?)", assignments.items())
    connection.executemany(
        "INSERT INTO temp.new_organisations (id, name, key, mentions) VALUES (?, ?, ?, ?)",
        ((body.id, body.name, body.key, body.mentions) for body in organisations),
    )
    connection.execute("DELETE FROM organisations WHERE id NOT IN (SELECT id FROM temp.new_organisations)")
    connection.execute("""
        INSERT INTO organisations (id, name, key, mentions)
        SELECT * FROM (
            SELECT id, name, key, mentions FROM temp.new_organisations
            EXCEPT SELECT id, name, key, mentions FROM organisations
        ) WHERE true
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, mentions = excluded.mentions
    """)
    for table, column in _NAMED.items():
        name = f"SELECT organisation_id FROM temp.named WHERE name = t.{column}"  # noqa: S608
        _update(connection, table, "organisation_id", name)


def _insert_facts(connection: sqlite3.Connection, result: FactRows, capture: Capture) -> list[Issue]:
    """Insert table by table; where one refuses, row by row, with an issue for each row that is refused."""
    refused: list[Issue] = []
    for table, rows in result.tables.items():
        if not rows:
            continue
        statement = _insert(table, rows[0])
        connection.execute("SAVEPOINT facts")
        try:
            connection.executemany(statement, rows)
        except sqlite3.IntegrityError:
            connection.execute("ROLLBACK TO facts")
            for row in rows:
                try:
                    connection.execute(statement, row)
                except sqlite3.IntegrityError as error:
                    found_by = str(row.get("found_by", ""))
                    refused.append(unsound(table, found_by, f"{row.get('quote')!r}: {error}", capture))
        connection.execute("RELEASE facts")
    return refused


def _name_source(connection: sqlite3.Connection, source_id: str) -> None:
    connection.execute("INSERT OR IGNORE INTO sources (id, name) VALUES (?, ?)", (source_id, source_id))


def _project_values(project: ResolvedProject) -> Row:
    months = project.duration_months
    return {
        "id": project.id,
        "key": project.key,
        "title": project.title,
        "code": project.code,
        "contract": project.contract,
        "programme": project.programme,
        "period_start": project.period_start,
        "period_end": project.period_end,
        "duration_months": None if months is None else float(months),
        "mentions": project.mentions,
        "mention_id": project.mention_id,
    }


def _changed_projects() -> str:
    """The statement that writes only the projects that differ: an unchanged row is not touched."""
    columns = ", ".join(f'"{name}"' for name in (*_PROJECT, *_EVIDENCE))
    new = ", ".join([*(f'n."{name}"' for name in _PROJECT), *(f'm."{name}"' for name in _EVIDENCE)])
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in (*_PROJECT, *_EVIDENCE) if name != "id")
    return f"""
        INSERT INTO projects ({columns})
        SELECT * FROM (
            SELECT {new} FROM temp.new_projects AS n JOIN project_mentions AS m ON m.id = n.mention_id
            EXCEPT SELECT {columns} FROM projects
        ) WHERE true
        ON CONFLICT (id) DO UPDATE SET {updates}
    """  # noqa: S608


def _update(connection: sqlite3.Connection, table: str, column: str, query: str) -> None:
    """Set a column of each row `t` to what the query gives for it, where that differs."""
    connection.execute(
        f"UPDATE {table} AS t SET {column} = ({query}) WHERE {column} IS NOT ({query})"  # noqa: S608
    )


def _insert(table: str, row: Row, conflict: str = "") -> str:
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(f":{name}" for name in row)
    return f"INSERT {conflict} INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608


def _upsert(table: str, row: Row) -> str:
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name != "id")
    return f"{_insert(table, row)} ON CONFLICT (id) DO UPDATE SET {updates}"

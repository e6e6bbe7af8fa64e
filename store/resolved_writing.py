"""How projects and organisations get into the tables, and every fact to its own.

Plain functions on an open connection; `store.database` puts each into a transaction of its own. A row that is as it
was is not written.
"""

import sqlite3
from collections.abc import Iterable, Mapping

from store.fact_values import Row
from store.identity import number_of
from store.resolved import ResolvedOrganisation, ResolvedProject
from store.statements import update

_LINKED_TABLES = ("partners", "amounts", "dates", "beneficiaries", "places")
_NAMED = {
    "partners": "name",
    "amounts": "organisation",
}  # tables with an organisation, and where its name stands
_PROJECT = (
    "id", "number", "key", "title", "code", "contract", "programme", "period_start", "period_end", "duration_months",
    "mentions",
)  # fmt: skip
_EVIDENCE = ("document_id", "start", "end", "quote", "confidence", "found_by")


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
    update(
        connection,
        "project_mentions",
        "project_id",
        "SELECT project_id FROM temp.assigned WHERE mention_id = t.id",
    )
    for table in _LINKED_TABLES:
        update(connection, table, "project_id", "SELECT project_id FROM project_mentions WHERE id = t.mention_id")


def store_organisations(
    connection: sqlite3.Connection,
    organisations: Iterable[ResolvedOrganisation],
    assignments: Mapping[str, str],
) -> None:
    """Make the organisations these, and lead every name (name as written, id of organisation) there."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS named (name TEXT PRIMARY KEY, organisation_id TEXT NOT NULL)")
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS new_organisations (id, number, name, key, kind, county, mentions)"
    )
    connection.execute("DELETE FROM temp.named")
    connection.execute("DELETE FROM temp.new_organisations")
    connection.executemany("INSERT INTO temp.named (name, organisation_id) VALUES (?, ?)", assignments.items())
    connection.executemany(
        "INSERT INTO temp.new_organisations (id, number, name, key, kind, county, mentions)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((b.id, number_of(b.id), b.name, b.key, b.kind, b.county, b.mentions) for b in organisations),
    )
    connection.execute("DELETE FROM organisations WHERE id NOT IN (SELECT id FROM temp.new_organisations)")
    connection.execute("""
        INSERT INTO organisations (id, number, name, key, kind, county, mentions)
        SELECT * FROM (
            SELECT id, number, name, key, kind, county, mentions FROM temp.new_organisations
            EXCEPT SELECT id, number, name, key, kind, county, mentions FROM organisations
        ) WHERE true
        ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, kind = excluded.kind, county = excluded.county, mentions = excluded.mentions
    """)
    for table, column in _NAMED.items():
        name = f"SELECT organisation_id FROM temp.named WHERE name = t.{column}"  # noqa: S608
        update(connection, table, "organisation_id", name)


def _project_values(project: ResolvedProject) -> Row:
    months = project.duration_months
    return {
        "id": project.id,
        "number": number_of(project.id),
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

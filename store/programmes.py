"""How programmes get into the table, and every mention and project to its own.

Plain functions on an open connection; `store.database` puts writing into a transaction. A row that is as it was is not
written.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from store.resolved import ProgrammeMention, ProgrammeOfMention, ResolvedProgramme
from store.statements import update

_COLUMNS = ("id", "key", "name", "short", "level", "parent_id", "period", "mentions")


def mentions(connection: sqlite3.Connection) -> Iterator[ProgrammeMention]:
    """What each mention of a project says of its programme, as a stream in no order that matters.

    The years are those of the mention, or where it has none those of its project, which must be resolved.
    """
    cursor = connection.execute("""
        SELECT m.id, m.project_id, m.programme, m.code, m.contract,
            CASE WHEN coalesce(m.period_start, m.period_end) IS NULL THEN p.period_start ELSE m.period_start END,
            CASE WHEN coalesce(m.period_start, m.period_end) IS NULL THEN p.period_end ELSE m.period_end END,
            (SELECT json_group_array(name) FROM partners WHERE mention_id = m.id AND role = 'funder')
        FROM project_mentions AS m LEFT JOIN projects AS p ON p.id = m.project_id
    """)
    for identity, project, words, code, contract, start, end, funders in cursor:
        yield ProgrammeMention(
            id=identity,
            project_id=project,
            words=words or "",
            numbers=" ; ".join(filter(None, (contract, code))),
            begin=_year(start),
            end=_year(end),
            funders=tuple(json.loads(funders)),
        )


def store(
    connection: sqlite3.Connection,
    programmes: Iterable[ResolvedProgramme],
    of_mentions: Iterable[ProgrammeOfMention],
    of_projects: Iterable[tuple[str, str]],
) -> None:
    """Make the programmes these, and lead mentions and projects (id of project, id of programme) to them."""
    columns = ", ".join(_COLUMNS)
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS new_programmes ({columns})")
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS programme_of (id TEXT PRIMARY KEY, programme_id TEXT, reason TEXT, score REAL)"
    )
    connection.execute("DELETE FROM temp.new_programmes")
    connection.executemany(
        f"INSERT INTO temp.new_programmes ({columns}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)})",  # noqa: S608
        map(asdict, programmes),
    )
    updates = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "id")
    connection.execute(
        f"INSERT INTO programmes ({columns}) SELECT * FROM (SELECT {columns} FROM temp.new_programmes"  # noqa: S608
        f" EXCEPT SELECT {columns} FROM programmes) WHERE true ON CONFLICT (id) DO UPDATE SET {updates}"
    )
    _lead(connection, "project_mentions", ((m.mention_id, m.programme_id, m.reason, m.score) for m in of_mentions))
    for column in ("reason", "score"):
        query = f"SELECT {column} FROM temp.programme_of WHERE id = t.id"  # noqa: S608
        update(connection, "project_mentions", f"programme_{column}", query)
    _lead(connection, "projects", ((project, programme, None, None) for project, programme in of_projects))
    connection.execute("DELETE FROM programmes WHERE id NOT IN (SELECT id FROM temp.new_programmes)")


def _lead(connection: sqlite3.Connection, table: str, led: Iterable[tuple[str, str, str | None, float | None]]) -> None:
    connection.execute("DELETE FROM temp.programme_of")
    connection.executemany("INSERT INTO temp.programme_of VALUES (?, ?, ?, ?)", led)
    update(connection, table, "programme_id", "SELECT programme_id FROM temp.programme_of WHERE id = t.id")


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date else None

"""How programmes get into the table, and every mention and project to its own.

Plain functions on an open connection, for `store.resolution`. What was found for each mention and each project is kept
with what it rests on (`store.resolution_items`), so only what differs is asked again. A row that is as it was is not
written.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from store.resolved import ResolvedProgramme

_COLUMNS = ("id", "key", "name", "short", "level", "parent_id", "period", "mentions")


def counts(connection: sqlite3.Connection) -> Iterator[tuple[str, int, dict[str, int]]]:
    """Each programme that mentions were led to, by its key; how many, and in which words how often, copies apart."""
    query = """
        SELECT key, sum(n), json_group_object(words, originals) FROM (
            SELECT i.found ->> 0 AS key, i.inputs ->> 'words' AS words, count(*) AS n,
                sum(m.document_id NOT IN (SELECT id FROM documents WHERE copy_of IS NOT NULL)) AS originals
            FROM resolution_items AS i JOIN project_mentions AS m ON m.id = i.item
            WHERE i.kind = 'programme' AND i.found IS NOT NULL GROUP BY key, words
        ) GROUP BY key ORDER BY key
    """
    for key, mentions, words in connection.execute(query):
        yield key, mentions, json.loads(words)


def store(connection: sqlite3.Connection, programmes: Iterable[ResolvedProgramme]) -> None:
    """Make the programmes these, and lead mentions to them, as was found for each."""
    columns = ", ".join(_COLUMNS)
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS new_programmes ({columns})")
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
    connection.execute(_LEAD_MENTIONS)


def finish(connection: sqlite3.Connection) -> None:
    """Lead projects to their programmes, as was found for each, and let go programmes that no document names."""
    connection.execute(_LEAD_PROJECTS)
    connection.execute("DELETE FROM programmes WHERE id NOT IN (SELECT id FROM temp.new_programmes)")


_LEAD_MENTIONS = """
    UPDATE project_mentions SET programme_id = led.id, programme_reason = led.reason, programme_score = led.score FROM (
        SELECT m.id AS mention_id, i.found ->> 1 AS id, i.found ->> 2 AS reason, i.found ->> 3 AS score
        FROM project_mentions AS m LEFT JOIN resolution_items AS i ON i.kind = 'programme' AND i.item = m.id
        WHERE (m.programme_id, m.programme_reason, m.programme_score)
            IS NOT (i.found ->> 1, i.found ->> 2, i.found ->> 3)
    ) AS led WHERE led.mention_id = project_mentions.id
"""
_LEAD_PROJECTS = """
    UPDATE projects SET programme_id = led.id FROM (
        SELECT p.id AS project_id, i.found ->> 0 AS id
        FROM projects AS p LEFT JOIN resolution_items AS i ON i.kind = 'programme of project' AND i.item = p.id
        WHERE p.programme_id IS NOT i.found ->> 0
    ) AS led WHERE led.project_id = projects.id
"""

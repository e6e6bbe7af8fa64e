"""How projects and organisations get into the tables, and every fact to its own.

Plain functions on an open connection, for `store.resolution`, within the transaction of one resolution. Clusters are
written as they are found; what they leave behind goes in the end. A row that is as it was is not written.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from store.identity import number_of
from store.resolved import Placed, ResolvedOrganisation, ResolvedProject

_LINKED_TABLES = ("partners", "amounts", "dates", "beneficiaries", "places")
_PROJECT = (
    "id", "number", "key", "title", "code", "contract", "programme", "period_start", "period_end", "duration_months",
    "mentions",
)  # fmt: skip
_EVIDENCE = ("document_id", "start", "end", "quote", "confidence", "found_by")
_ORGANISATION = ("id", "number", "key", "name", "kind", "county", "cui", "short", "aliases", "mentions")
_NAME = ("id", "organisation_id", "name", "county", "cui", "mentions", "reason", "score", "like_id")


def begin(connection: sqlite3.Connection) -> None:
    """Forget whose facts were to be led."""
    connection.execute("DROP TABLE IF EXISTS temp.led_items")
    connection.execute("CREATE TEMP TABLE led_items (item TEXT PRIMARY KEY) WITHOUT ROWID")


def write_organisation(
    connection: sqlite3.Connection, organisation: ResolvedOrganisation | None, names: Sequence[Placed]
) -> None:
    """Write an organisation with all its names; names without one belong to none."""
    if organisation is not None:
        connection.execute(_WRITE_ORGANISATION, _organisation_values(organisation))
    identity = None if organisation is None else organisation.id
    connection.executemany(_WRITE_NAME, [_name_values(name, identity) for name in names])
    _remember(connection, names)


def write_project(connection: sqlite3.Connection, project: ResolvedProject, mentions: Sequence[Placed]) -> None:
    """Write a project with the evidence of its mention, and lead all its mentions there."""
    connection.execute(_WRITE_PROJECT, _project_values(project))
    connection.executemany(_LEAD_MENTION, [(project.id, one.reason, one.score, one.like, one.item) for one in mentions])
    _remember(connection, mentions)


def _remember(connection: sqlite3.Connection, placed: Iterable[Placed]) -> None:
    connection.executemany("INSERT OR IGNORE INTO temp.led_items (item) VALUES (?)", [(one.item,) for one in placed])


def finish_organisations(connection: sqlite3.Connection) -> None:
    """Let go names that nobody writes and organisations without names, and lead partners and amounts to theirs."""
    connection.execute(
        "DELETE FROM organisation_names WHERE id IN"
        " (SELECT item FROM temp.former_items EXCEPT SELECT item FROM temp.current_items)"
    )
    for table, name, cui in (("partners", "name", "fact.cui"), ("amounts", "organisation", "NULL")):
        connection.execute(_LEAD_NAMED.format(table=table, name=name, cui=cui))
    connection.execute(
        "DELETE FROM organisations WHERE NOT EXISTS"
        " (SELECT 1 FROM organisation_names WHERE organisation_id = organisations.id)"
    )


def finish_projects(connection: sqlite3.Connection) -> None:
    """Lead the facts of mentions to their projects, and let go projects without mentions."""
    for table in _LINKED_TABLES:
        connection.execute(_LEAD_FACTS.format(table=table))
    connection.execute(
        "DELETE FROM projects WHERE NOT EXISTS (SELECT 1 FROM project_mentions WHERE project_id = projects.id)"
    )


def _organisation_values(organisation: ResolvedOrganisation) -> dict[str, Any]:
    return {
        "id": organisation.id,
        "number": number_of(organisation.id),
        "key": organisation.key,
        "name": organisation.name,
        "kind": organisation.kind,
        "county": organisation.county,
        "cui": organisation.cui,
        "short": organisation.short,
        "aliases": organisation.aliases,
        "mentions": organisation.mentions,
    }


def _name_values(name: Placed, organisation_id: str | None) -> dict[str, Any]:
    return {
        "id": name.item,
        "organisation_id": organisation_id,
        "name": name.inputs["name"],
        "county": name.inputs["county"],
        "cui": name.inputs["cui"],
        "mentions": name.inputs["mentions"],
        "reason": name.reason,
        "score": name.score,
        "like_id": name.like,
    }


def _project_values(project: ResolvedProject) -> dict[str, Any]:
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


def _upsert(table: str, columns: Sequence[str], source: str) -> str:
    """The statement that inserts a row, or gives the row of its id these values where they differ."""
    rest = [name for name in columns if name != "id"]
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
    new = ", ".join(f'excluded."{name}"' for name in rest)
    return (
        f"INSERT INTO {table} ({_names(columns)}) {source} ON CONFLICT (id) DO UPDATE SET {updates}"
        f" WHERE ({_names(f'{table}.{name}' for name in rest)}) IS NOT ({new})"
    )


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"'.replace(".", '"."') for name in columns)


def _marks(columns: Sequence[str]) -> str:
    return ", ".join(f":{name}" for name in columns)


_WRITE_ORGANISATION = _upsert("organisations", _ORGANISATION, f"VALUES ({_marks(_ORGANISATION)})")
_WRITE_NAME = _upsert("organisation_names", _NAME, f"VALUES ({_marks(_NAME)})")
_WRITE_PROJECT = _upsert(
    "projects",
    (*_PROJECT, *_EVIDENCE),
    f"SELECT {_marks(_PROJECT)}, {_names(_EVIDENCE)} FROM project_mentions WHERE id = :mention_id",  # noqa: S608
)
_LEAD_MENTION = """
    UPDATE project_mentions SET project_id = ?1, project_reason = ?2, project_score = ?3, project_like = ?4
    WHERE id = ?5 AND (project_id, project_reason, project_score, project_like) IS NOT (?1, ?2, ?3, ?4)
"""
# Facts of documents that were read since have no organisation yet; the others follow their name.
_LEAD_NAMED = """
    UPDATE {table} SET organisation_id = led.led_to FROM (
        SELECT fact.id, n.organisation_id AS led_to
        FROM (
            SELECT id FROM {table} WHERE organisation_id IS NULL AND {name} IS NOT NULL
            UNION
            SELECT fact.id FROM temp.led_items AS i
                CROSS JOIN organisation_names AS n ON n.id = i.item CROSS JOIN {table} AS fact ON fact.{name} = n.name
        ) AS listed
            CROSS JOIN {table} AS fact ON fact.id = listed.id
            CROSS JOIN documents AS d ON d.id = fact.document_id
            CROSS JOIN sources AS s ON s.id = d.source_id
            CROSS JOIN organisation_names AS n ON n.name = fact.{name} AND n.county IS s.county AND n.cui IS {cui}
        WHERE fact.organisation_id IS NOT n.organisation_id
    ) AS led WHERE led.id = {table}.id
"""
_LEAD_FACTS = """
    UPDATE {table} AS t SET project_id = (SELECT project_id FROM project_mentions WHERE id = t.mention_id)
    WHERE mention_id IN (SELECT item FROM temp.led_items)
        AND project_id IS NOT (SELECT project_id FROM project_mentions WHERE id = t.mention_id)
"""

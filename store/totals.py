"""The tables that rules fill: those that sums rest on, contradictions, what printings of a story tell, and lookups.

All but the lookups come from the view of views.sql that states their rule; they are tables because a view over all
amounts takes too long to ask again and again. Functions on an open connection, for `store.database`.
"""

import sqlite3

from store import lookups

# Each table has a view of the same columns, named after it with "_rule", and here its key; those come first that others
# are made of.
KEYS = {
    "project_organisations": "project_id, role, organisation_id",
    "project_totals": "project_id",
    "organisation_pairs": "organisation_id, other_id",
    "beneficiaries_planned_and_achieved": "project_id, category",
    "contradictions": "id",
}


def store(connection: sqlite3.Connection) -> None:
    """Make the rows those that the rules give; a row that is as it was is not written."""
    lookups.fill_localities(connection)
    lookups.fill_rates(connection)
    for table, key in KEYS.items():
        _fill(connection, table, key)


def store_printings(connection: sqlite3.Connection) -> None:
    """Say which printing speaks for its story; when copies and organisations are known, and before projects are."""
    _fill(connection, "printings", "document_id, topic")


def _fill(connection: sqlite3.Connection, table: str, key: str) -> None:
    connection.execute(f"DROP TABLE IF EXISTS temp.new_{table}")
    connection.execute(f"CREATE TEMP TABLE new_{table} AS SELECT * FROM {table}_rule")  # noqa: S608
    # What stays keeps its place; what goes is deleted first, for its key may come again with other values.
    connection.execute(
        f"DELETE FROM {table} WHERE ({key}) IN"  # noqa: S608
        f" (SELECT {key} FROM (SELECT * FROM {table} EXCEPT SELECT * FROM temp.new_{table}))"
    )
    connection.execute(
        f"INSERT INTO {table} SELECT * FROM (SELECT * FROM temp.new_{table} EXCEPT SELECT * FROM {table})"  # noqa: S608
    )
    connection.execute(f"DROP TABLE temp.new_{table}")

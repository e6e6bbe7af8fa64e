"""SQL texts made of names: tables and columns from schema.sql, never from outside; every value is bound."""

import sqlite3
from collections.abc import Mapping
from functools import lru_cache

Row = Mapping[str, str | int | float | None]


def insert(table: str, row: Row, conflict: str = "") -> str:
    """The statement that inserts rows like this one."""
    return _insert(table, tuple(row), conflict)


def upsert(table: str, row: Row) -> str:
    """The statement that inserts a row like this one, or gives the row with its id these values."""
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name != "id")
    return f"{insert(table, row)} ON CONFLICT (id) DO UPDATE SET {updates}"


@lru_cache(maxsize=100)  # the same few for every document
def _insert(table: str, columns: tuple[str, ...], conflict: str) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f":{name}" for name in columns)
    return f"INSERT {conflict} INTO {table} ({names}) VALUES ({marks})"  # noqa: S608


def update(connection: sqlite3.Connection, table: str, column: str, query: str) -> None:
    """Set a column of each row `t` to what the query gives for it, where that differs."""
    connection.execute(
        f"UPDATE {table} AS t SET {column} = ({query}) WHERE {column} IS NOT ({query})"  # noqa: S608
    )

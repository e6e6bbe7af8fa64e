"""SQL texts made of names: tables and columns from schema.sql, never from outside; every value is bound."""

import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache

Row = Mapping[str, str | int | float | None]


def insert(table: str, row: Row, conflict: str = "") -> str:
    """The statement that inserts rows like this one."""
    return _insert(table, tuple(row), conflict)


def upsert(table: str, row: Row) -> str:
    """The statement that inserts a row like this one, or gives the row with its id these values."""
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name != "id")
    return f"{insert(table, row)} ON CONFLICT (id) DO UPDATE SET {updates}"


def insert_all(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows that all have the same columns in the same order; by place, which takes SQLite half the time."""
    if rows:
        connection.executemany(_insert_by_place(table, tuple(rows[0])), [tuple(row.values()) for row in rows])


@lru_cache(maxsize=100)
def _insert_by_place(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608


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

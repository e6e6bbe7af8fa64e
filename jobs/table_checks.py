"""Checks of what a whole database has beside its documents: tables filled by rules of its own, and indexes of words."""

from collections.abc import Iterator

from jobs.failures import Failure, cut
from store.database import Database
from store.totals import KEYS

_INDEXED = ("documents", "projects", "organisations", "quotes")
# Names of tables and views from schema.sql and views.sql, never from outside.
_DIFFERENCE = "SELECT * FROM {} EXCEPT SELECT * FROM {}"
_UNKNOWN = "SELECT count(*) AS n, min(number) AS number FROM (SELECT {} AS number FROM {} EXCEPT SELECT {} FROM {})"


def tables_follow(database: Database) -> Iterator[Failure]:
    """Rows that the rules of views.sql don't give, and rows that they give and that are missing."""
    for table, key in KEYS.items():
        first = key.split(", ")[0]
        rule = f"{table}_rule"
        for words, one, other in (
            ("its rule gives no such row", table, rule),
            ("a row that its rule gives is missing", rule, table),
        ):
            for row in database.rows(_DIFFERENCE.format(one, other)):
                message = f"{words}: {cut(', '.join(map(str, row.values())))}"
                yield Failure(kind="derived", message=message, table=table, fact_id=str(row[first]))


def indexes_hold(database: Database) -> Iterator[Failure]:
    """Rows of which the index of words knows nothing, so that no search finds them, and the other way round."""
    for table in _INDEXED:
        own, index = ("number", table), ("id", f"{table}_fts_docsize")
        for words, one, other in (
            ("not in the index of words, so that no search finds them", own, index),
            ("in the index of words alone", index, own),
        ):
            row = next(database.rows(_UNKNOWN.format(*one, *other)))
            if row["n"]:
                message = f"{row['n']} rows, the first of them number {row['number']}, are {words}"
                yield Failure(kind="search", message=message, table=table)

"""The tables `operation_lists` and `operations`: rows of official lists, and how many of them pages tell of.

They are replaced as a whole, and only when the index or a file of it says something else than before.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from decimal import Decimal

from store import writing
from store.fact_values import minor
from store.identity import operation_id
from store.operation_index import OperationList
from store.operation_records import ListedOperations, Operation
from store.records import Issue
from store.statements import Row, insert_all

OUTCOMES = ("agrees", "differs", "not_compared", "not_listed", "not_announced")
"""What operations_compared says of an operation."""

_MOST_FAULTS = 200  # of a list, that become issues one by one
_COMPARED = "SELECT outcome, count(*) FROM operations_compared WHERE programme = ? GROUP BY outcome"


class OperationTables:
    """What the database knows of official lists; each method is one transaction."""

    def __init__(self, connection: sqlite3.Connection, atomic: Callable[[], AbstractContextManager[object]]) -> None:
        self._connection = connection
        self._atomic = atomic

    def digests(self) -> list[str]:
        """What was said of the lists when they were read, in their order."""
        return [row[0] for row in self._connection.execute("SELECT digest FROM operation_lists ORDER BY place")]

    def replace(self, lists: Iterable[tuple[int, OperationList, ListedOperations | str]]) -> None:
        """Make the rows those of these lists, with their places in the index; in place of a list that is lost, why.

        What could not be read becomes issues. Lists are asked for one by one, so that one at a time is in memory.
        """
        with self._atomic():
            self._connection.execute("DELETE FROM operation_lists")
            issues: list[Issue] = []
            for place, one, read in lists:
                if isinstance(read, str):
                    issues.append(Issue(stage="import", kind="lost-list", message=read))
                    continue
                insert_all(self._connection, "operation_lists", [_list_row(place, one, read)])
                rows = [_operation_row(one.id, number, each) for number, each in enumerate(read.operations, start=1)]
                insert_all(self._connection, "operations", rows)
                issues += _issues(one, read)
            writing.replace_issues(self._connection, "import", issues)

    def compared(self, programme: str) -> dict[str, int]:
        """How many operations of a programme's lists, and announced projects of it, there are by outcome."""
        found = dict(self._connection.execute(_COMPARED, (programme,)).fetchall())
        return {outcome: found.get(outcome, 0) for outcome in OUTCOMES}


def _list_row(place: int, one: OperationList, read: ListedOperations) -> Row:
    return {
        "id": one.id,
        "place": place,
        "programme": one.programme,
        "name": one.name,
        "sha256": one.sha256,
        "url": one.url,
        "day": one.day.isoformat() if one.day else None,
        "headings": _json(read.headings),
        "operations": len(read.operations),
        "digest": one.digest(place),
    }


def _operation_row(list_id: str, place: int, one: Operation) -> Row:
    sums = {"total": one.total, "eu": one.eu, "national": one.national, "own": one.own}
    return {
        "id": operation_id(list_id, one.sheet, one.row),
        "list_id": list_id,
        "place": place,
        "sheet": one.sheet,
        "row": one.row,
        "code": one.code,
        "title": one.title,
        "beneficiary": one.beneficiary,
        "is_person": int(one.is_person),
        "county": one.county,
        "locality": one.locality,
        "start_date": one.start,
        "end_date": one.end,
        "currency": one.currency,
        **{name: cell for name, value in sums.items() for name, cell in _sum(name, value)},
        "status": one.status,
        "cells": _json(one.cells),
    }


def _sum(name: str, value: Decimal | None) -> Iterator[tuple[str, str | int | None]]:
    yield name, None if value is None else f"{value:f}"
    yield f"{name}_minor", None if value is None else minor(value)


def _issues(one: OperationList, read: ListedOperations) -> Iterator[Issue]:
    for fault in read.faults[:_MOST_FAULTS]:
        yield Issue(stage="import", kind="unread-operation", message=f"{one.name}: {fault}", url=one.url)
    if (more := len(read.faults) - _MOST_FAULTS) > 0:
        message = f"{one.name}: {more:,} more cells can't be read; are the right columns named? See docs/exports.md"
        yield Issue(stage="import", kind="unread-operation", message=message, url=one.url)


def _json(told: Mapping[str, str]) -> str:
    return json.dumps(dict(told), ensure_ascii=False)

"""How well facts are found: measurements on annotated documents, their file quality.json and the table `quality`.

The file holds counts; every ratio is made from them. A set of documents is known by its name.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from store.fact_values import Row
from store.statements import insert

SEEN = {
    True: "unseen: nobody who works on the rules had looked at these documents when they were measured",
    False: "developed on: documents the rules were developed on, so the figures are an upper bound",
}
"""The words of the column `seen`, by whether a set is unseen."""


class QualityError(Exception):
    """A file of measurements can't be used or written; the message names it, says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Facts of one kind, counted; with a role, those of that role alone. `low` and `high` bound F1."""

    kind: str
    role: str | None = None
    counted: Literal["whole", "value"] = "whole"
    documents: int  # those whose annotations speak of this kind
    right: int
    wrong: int  # found, and not right
    missed: int  # annotated, and not found right
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSet:
    """What was measured on one set of annotated documents."""

    name: str
    unseen: bool
    documents: int
    digest: str  # of the documents and their annotations
    version: str  # of the extractor
    measured: str  # ISO date
    figures: tuple[Figure, ...]


def read_sets(path: Path) -> list[MeasuredSet]:
    """The sets of a file; none where there is no file. Raises QualityError."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise QualityError(f"{path} can't be read: {error}; mend it or take it away") from error
    try:
        return [_set(one) for one in content["sets"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise QualityError(
            f"{path} holds no measurements that can be used ({error}); write it with fondoscop evaluate --record"
        ) from error


def sets_text(sets: Iterable[MeasuredSet]) -> str:
    """The content of a file, a figure a line, sets in the order of their names."""
    told = []
    for one in sorted(sets, key=lambda one: one.name):
        about = {key: value for key, value in asdict(one).items() if key != "figures"}
        figures = ",\n".join(f"   {json.dumps(asdict(figure), ensure_ascii=False)}" for figure in one.figures)
        head = json.dumps(about, ensure_ascii=False)[:-1]
        told.append(f'  {head}, "figures": [\n{figures}\n  ]}}')
    return '{"sets": [\n' + ",\n".join(told) + "\n]}\n"


def replace(connection: sqlite3.Connection, sets: Iterable[MeasuredSet]) -> None:
    """Make these the only rows of `quality`; where they are there already nothing is written."""
    rows = {str(row["id"]): row for one in sets for row in _rows(one)}
    cursor = connection.execute("SELECT * FROM quality")
    names = [column[0] for column in cursor.description]
    if {row[0]: dict(zip(names, row, strict=True)) for row in cursor} == rows:
        return
    connection.execute("DELETE FROM quality")
    for row in rows.values():
        connection.execute(insert("quality", row), row)


def _set(told: dict[str, Any]) -> MeasuredSet:
    figures = tuple(_figure(figure) for figure in told["figures"])
    one = MeasuredSet(**{**told, "figures": figures})
    texts = (one.name, one.digest, one.version, one.measured)
    if not all(isinstance(text, str) and text for text in texts) or not isinstance(one.unseen, bool):
        raise ValueError(f"name, digest, version, measured or unseen of {one.name!r} is no such thing")
    if type(one.documents) is not int or one.documents < 1:
        raise ValueError(f"{one.name!r} has {one.documents!r} documents")
    date.fromisoformat(one.measured)
    return one


def _figure(told: dict[str, Any]) -> Figure:
    figure = Figure(**told)
    counts = (figure.documents, figure.right, figure.wrong, figure.missed)
    ends = [end for end in (figure.low, figure.high) if end is not None]
    if not all(type(count) is int and count >= 0 for count in counts) or figure.counted not in ("whole", "value"):
        raise ValueError(f"a figure of {figure.kind!r} has other counts than whole numbers")
    if len(ends) == 1 or not all(type(end) in (int, float) and 0 <= end <= 1 for end in ends):
        raise ValueError(f"a figure of {figure.kind!r} has an interval that is none")
    return figure


def _rows(one: MeasuredSet) -> Iterator[Row]:
    for figure in one.figures:
        found, n = figure.right + figure.wrong, figure.right + figure.missed
        key = json.dumps([one.name, figure.kind, figure.role, figure.counted])
        yield {
            "id": hashlib.sha256(key.encode()).hexdigest()[:16],
            "set_name": one.name,
            "seen": SEEN[one.unseen],
            "documents": figure.documents,
            "digest": one.digest,
            "kind": figure.kind,
            "role": figure.role,
            "counted": figure.counted,
            "n": n,
            "found": found,
            "right": figure.right,
            "precision": figure.right / found if found else None,
            "recall": figure.right / n if n else None,
            "f1": 2 * figure.right / (found + n) if found + n else None,
            "f1_low": figure.low,
            "f1_high": figure.high,
            "version": one.version,
            "measured": one.measured,
        }

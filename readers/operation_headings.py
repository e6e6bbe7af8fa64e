"""Which column of an official list holds what, by its headings.

The headings stand in `operation_headings.toml`; people add their own. A heading may stand over two rows, the upper
one across several columns (“Valoarea proiectului” above “Total”, “Fonduri UE”), and below rows of titles.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from readers.plain_rows import PlainRow, PlainTable
from romanian.fold import fold

Headings = Mapping[str, Sequence[str]]  # by field

WANTED = ("code", "title")
"""Fields without which a table is no list of operations."""

_LOOK = 40  # rows in which the headings stand, if anywhere
_UNITS = frozenset(["lei", "ron", "euro", "eur", "in"])
_PART = re.compile(r"[/()\n:|–—]|\s-\s")
_WORD = re.compile(r"[a-z0-9+%]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table that are known: number by field, and what is written over each."""

    places: Mapping[str, int]
    headings: Mapping[str, str]
    begins: int  # number of the row below the headings


@cache
def shipped() -> Mapping[str, tuple[str, ...]]:
    """The headings that everybody's lists have, by field."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {field: tuple(headings) for field, headings in told.items()}


def find_columns(table: PlainTable, own: Headings) -> Columns | None:
    """The columns by the headings that tell most fields; None where none tell the fields wanted.

    People's own headings go before the shipped ones.
    """
    known = _known(own)
    beginnings = list(_beginnings(table))
    single = ((_texts(row), row) for row, _ in beginnings)
    double = ((_joined(row, below), below) for row, below in beginnings if below is not None)
    best: Columns | None = None
    for texts, last in chain(single, double):  # of two that tell as many, the one without the row above it
        found = _places(texts, known)
        if set(WANTED) <= found.keys() and (best is None or len(found) > len(best.places)):
            headings = {field: _on_one_line(texts[column][0]) for field, column in found.items()}
            best = Columns(places=found, headings=headings, begins=last.number + 1)
    return best


def likely_headings(table: PlainTable, own: Headings) -> list[str]:
    """What is written in the row that tells most fields, else in the one with most cells: for an error."""
    known = _known(own)
    rows = [row for row, _ in _beginnings(table)]
    best = max(rows, key=lambda row: (len(_places(_texts(row), known)), len(row.cells)), default=None)
    return [] if best is None else [_on_one_line(cell.text) for _, cell in sorted(best.cells.items())]


def normalised(heading: str) -> str:
    """Folded words, without signs and units."""
    words = _WORD.findall(fold(heading))
    return " ".join([word for word in words if word not in _UNITS] or words)


def _known(own: Headings) -> dict[str, tuple[int, str]]:
    """By normalised heading: 0 for people's own and 1 for shipped ones, and the field."""
    known: dict[str, tuple[int, str]] = {}
    for rank, headings in enumerate((own, shipped())):
        for field, texts in headings.items():
            for text in texts:
                known.setdefault(normalised(text), (rank, field))
    return known


def _beginnings(table: PlainTable) -> Iterator[tuple[PlainRow, PlainRow | None]]:
    """Each of the first rows, with the one right below."""
    rows = table.rows[: _LOOK + 1]
    for place, row in enumerate(rows[:_LOOK]):
        below = rows[place + 1] if place + 1 < len(rows) else None
        yield row, below if below is not None and below.number == row.number + 1 else None


def _texts(row: PlainRow) -> dict[int, tuple[str, ...]]:
    """By column, what may be its heading: all of it first."""
    return {column: (cell.text,) for column, cell in row.cells.items()}


def _joined(row: PlainRow, below: PlainRow) -> dict[int, tuple[str, ...]]:
    """By column, headings over two rows: both, then the lower one. The upper one reaches to the right."""
    found: dict[int, tuple[str, ...]] = {}
    upper = ""
    for column in sorted({*row.cells, *below.cells}):
        if column in row.cells:
            upper = row.cells[column].text
        if column in below.cells:
            lower = below.cells[column].text
            found[column] = (f"{upper} {lower}", lower) if upper else (lower,)
        else:
            found[column] = (row.cells[column].text,)
    return found


def _places(texts: Mapping[int, tuple[str, ...]], known: Mapping[str, tuple[int, str]]) -> dict[str, int]:
    """The column of each field: by people's own headings before others, whole ones before parts, then the left one."""
    claims: dict[str, tuple[int, int, int]] = {}
    for column, said in texts.items():
        for rank, heading in enumerate(_readings(said)):
            if heading in known:
                origin, field = known[heading]
                claim = (origin, min(rank, 2), column)
                claims[field] = min(claim, claims.get(field, claim))
                break
    return {field: column for field, (_, _, column) in claims.items()}


def _readings(said: tuple[str, ...]) -> Iterator[str]:
    """The normalised headings that a column's may be: whole, then its parts."""
    for text in said:
        yield normalised(text)
    for text in said:
        for part in _PART.split(text):
            yield normalised(part)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())

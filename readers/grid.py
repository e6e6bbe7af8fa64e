"""The rows of an HTML table with every cell in its column.

A cell that spans rows or columns stands where it begins; the places it also covers are empty cells, so that
the cells of one column stay under each other and no word is told twice.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_WIDEST_SPAN = 50  # cells; a page may ask for billions
_WIDEST_ROW = 200  # columns that spans may cover; a row with more cells than that keeps them
_MOST_CELLS = 200_000  # of a table; after them spans count no more
_SPAN_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Row:
    """One row: its element, the text of each column, and whether all its cells are header cells."""

    element: Any
    texts: list[str]
    is_header: bool


def grid(rows: Iterable[Any], text_of: Callable[[Any], str]) -> Iterator[Row]:
    """The `tr` elements of one table, top to bottom; `text_of` gives the text of a cell.

    No cell of the page is lost; what spans cover ends at 200 columns, and once the table has 200,000 cells.
    """
    covered: dict[int, int] = {}  # column -> how many further rows a cell from above covers there
    room = _MOST_CELLS
    for row in rows:
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        texts: list[str] = []
        below = {column: left - 1 for column, left in covered.items() if left > 1}
        for cell in cells:
            while len(texts) in covered:
                texts.append("")
            first = len(texts)
            width = max(min(_span(cell, "colspan"), _WIDEST_ROW - first, room), 1)
            height = _span(cell, "rowspan")
            texts += [text_of(cell), *[""] * (width - 1)]
            if height > 1 and first < _WIDEST_ROW:
                below |= dict.fromkeys(range(first, first + width), height - 1)
            room -= width
        while len(texts) in covered:
            texts.append("")
        room -= len(below)  # what is covered costs something also in rows that end before it
        covered = below if room > 0 else {}
        yield Row(element=row, texts=texts, is_header=bool(cells) and all(c.tag == "th" for c in cells))


def _span(
    cell: Any,  # noqa: ANN401 - an lxml element
    attribute: str,
) -> int:
    value = cell.get(attribute, "1").strip()
    if not (value.isascii() and value.isdigit()):
        return 1
    return min(max(int(value), 1), _WIDEST_SPAN) if len(value) <= _SPAN_DIGITS else _WIDEST_SPAN

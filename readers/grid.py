"""The rows of an HTML table with every cell in its column.

A cell that spans rows or columns stands where it begins; the places it also covers are empty cells, so that
the cells of one column stay under each other and no word is told twice.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_WIDEST_SPAN = 50  # cells; a page may ask for billions


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Row:
    """One row: its element, the text of each column, and whether all its cells are header cells."""

    element: Any
    texts: list[str]
    is_header: bool


def grid(rows: Iterable[Any], text_of: Callable[[Any], str]) -> Iterator[Row]:
    """The `tr` elements of one table, top to bottom; `text_of` gives the text of a cell."""
    covered: dict[int, int] = {}  # column -> how many further rows a cell from above covers there
    for row in rows:
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        texts: list[str] = []
        below = {column: left - 1 for column, left in covered.items() if left > 1}
        for cell in cells:
            while len(texts) in covered:
                texts.append("")
            first, width, height = len(texts), _span(cell, "colspan"), _span(cell, "rowspan")
            texts += [text_of(cell), *[""] * (width - 1)]
            if height > 1:
                below |= dict.fromkeys(range(first, first + width), height - 1)
        while len(texts) in covered:
            texts.append("")
        covered = below
        yield Row(element=row, texts=texts, is_header=bool(cells) and all(c.tag == "th" for c in cells))


def _span(
    cell: Any,  # noqa: ANN401 - an lxml element
    attribute: str,
) -> int:
    value = cell.get(attribute, "1").strip()
    return min(max(int(value), 1), _WIDEST_SPAN) if value.isascii() and value.isdigit() else 1

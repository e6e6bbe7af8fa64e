"""A CSV to a table: which sign parts its cells, and how its rows become HTML.

Romanian programs write semicolons, since the comma stands in their numbers; RFC 4180 says commas.
"""

import csv
from collections import Counter
from itertools import islice

from readers.errors import ReadError
from readers.length import check_length
from readers.sheet_html import Cell, Row, Sheets

SIGNS = ";\t|,"
"""What parts cells; the first that fits as well as any counts."""

_LOOK = 50  # lines


def csv_html(text: str) -> str | None:
    """The table as HTML; None for a text that is no table. Raises `ReadError("too-large")`."""
    sign = _sign(text)
    if sign is None:
        return None
    sheets = Sheets()
    try:
        sheets.add("", map(_row, csv.reader(text.splitlines(keepends=True), delimiter=sign)))
    except csv.Error as error:
        raise ReadError("unsupported", f"The table can't be read ({error}); save it as .xlsx.") from error
    return sheets.html()


def _row(cells: list[str]) -> Row:
    check_length(len(cells))
    return {place: Cell(text=text) for place, cell in enumerate(cells) if (text := cell.strip())}


def _sign(text: str) -> str | None:
    """The sign by which most of the first lines have equally many cells, and more than one."""
    lines = [line for line in islice(text.splitlines(keepends=True), _LOOK) if line.strip()]
    best: tuple[int, str | None] = (0, None)
    for sign in SIGNS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign))
        except csv.Error:
            continue
        most = max((count for width, count in widths.items() if width > 1), default=0)
        if most > best[0]:
            best = (most, sign)
    return best[1] if best[0] * 2 > len(lines) else None

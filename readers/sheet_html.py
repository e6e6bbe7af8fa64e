"""Rows of sheets to HTML: where a table ends, which columns it has, what stands above it.

An empty row ends a table. Columns with nothing in them are left out, so that a table that begins in column B has no
empty first cell; a row of bold cells is a row of headings, as people mark them. What covers several cells
stands in the first of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from readers.length import check_length

_SEPARATOR = 3  # characters between two cells of the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a cell shows; never empty."""

    text: str
    bold: bool = False


Row = Mapping[int, Cell]  # by column


class Sheets:
    """The HTML of a workbook, sheet by sheet. Raises `ReadError("too-large")` for more than a document may hold."""

    def __init__(self) -> None:
        self._size = 0
        self._sheets: list[tuple[str, list[str]]] = []

    def add(self, name: str, rows: Iterable[Row]) -> None:
        """The rows of one sheet, the empty ones included."""
        pieces: list[str] = []
        table: list[Row] = []
        for row in rows:
            if row:
                self._grow(sum(len(cell.text) for cell in row.values()))
                table.append(row)
            elif table:
                pieces.append(self._table(table))
                table = []
        if table:
            pieces.append(self._table(table))
        if pieces:
            self._sheets.append((name, pieces))

    def html(self) -> str:
        """All of it. A single sheet's name is a heading only where a person chose it."""
        named = len(self._sheets) > 1
        pieces = []
        for name, tables in self._sheets:
            if name and (named or not _is_default(name)):
                pieces.append(f"<h2>{escape(name)}</h2>")
            pieces += tables
        return "".join(pieces)

    def _table(self, rows: list[Row]) -> str:
        columns = sorted({column for row in rows for column in row})
        self._grow(len(rows) * len(columns) * _SEPARATOR)
        lines = []
        for row in rows:
            tag = "th" if all(cell.bold for cell in row.values()) else "td"
            cells = (row.get(column) for column in columns)
            inside = "".join(f"<{tag}>{_markup(cell.text) if cell else ''}</{tag}>" for cell in cells)
            lines.append(f"<tr>{inside}</tr>")
        return f"<table>{''.join(lines)}</table>"

    def _grow(self, characters: int) -> None:
        self._size += characters
        check_length(self._size)


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _is_default(name: str) -> bool:
    """“Sheet1”, “Foaie1”, “Foaia 2”, “Hoja1”: what the program says before anybody has named it."""
    return name.rstrip("0123456789 ()").lower() in {"sheet", "foaie", "foaia", "worksheet", "table", "tabel", ""}

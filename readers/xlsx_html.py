"""An XLSX workbook to HTML: each sheet's cells as the sheet shows them. Runs in the child process.

Sheets, rows and columns that are hidden are left out. Not read: the print's header and footer, and what
`readers.xlsx_book` does not read.
"""

from collections.abc import Iterator

from readers.number_formats import iso_moment, shown
from readers.sheet_html import Cell, Row, Sheets
from readers.xlsx_book import Book, Stored, open_book, rows

_LOGICAL = {"0": "FALS", "1": "ADEVĂRAT"}  # as the Romanian programs show them


def xlsx_html(body: bytes) -> dict[str, str | None]:
    """{"html": …, "title": what the properties say}. Raises `ReadError`: "broken-xlsx" or "too-large"."""
    book = open_book(body)
    sheets = Sheets()
    for name, part in book.sheets:
        sheets.add(name, _rows(book, part))
    return {"html": sheets.html(), "title": book.title}


def _rows(book: Book, part: str) -> Iterator[Row]:
    """The rows of a sheet, those between that the file leaves out as one empty row."""
    before = 0
    for number, cells in rows(book, part):
        if number > before + 1:
            yield {}
        before = number
        if cells is not None:
            told = ((column, Cell(text=_shown(cell, book), bold=cell.bold)) for column, cell in cells.items())
            yield {column: cell for column, cell in told if cell.text}


def _shown(cell: Stored, book: Book) -> str:
    if cell.kind == "logical":
        return _LOGICAL.get(cell.value, cell.value)
    if cell.kind == "moment":
        return iso_moment(cell.value)
    if cell.kind == "text":
        return cell.value
    try:
        return shown(cell.value, cell.code, since_1904=book.since_1904)
    except ValueError:
        return cell.value

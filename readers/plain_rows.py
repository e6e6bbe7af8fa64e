"""Official lists, CSV or XLSX, as rows of plain cells: exact numbers and days, whatever a sheet shows of them.

Pages are read as people see them (`readers.xlsx_html`); a list is data. So hidden rows and columns count here, which a
filter that somebody left on has hidden; hidden sheets don't.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from readers.charset import decode
from readers.csv_table import SIGNS
from readers.errors import ReadError
from readers.length import LONGEST_TEXT
from readers.number_formats import plain
from readers.xlsx_book import Stored, open_book, rows

_ZIP = b"PK\x03\x04"
_OTHERS = (b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")  # .xls and .doc, .pdf, .rtf
_LONGEST = 10 * LONGEST_TEXT  # characters: lists of a whole programme are longer than any page
_MOST_CELLS = 3_000_000  # of 20,000 operations they have some half a million
_LONGEST_CELL = 131_072  # characters; more comes of a quotation mark that is never closed
_BEGINNING = 100  # rows of a CSV that tell by which sign it is parted


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainCell:
    """A cell's text without blanks around it; never empty."""

    text: str
    kind: str = "text"  # or "number": 1234567.89, or "day": 2019-12-31


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRow:
    """A row with something in it."""

    number: int  # from 1, as spreadsheets count
    cells: dict[int, PlainCell]  # by column, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTable:
    """A sheet, or a CSV file as one sign parts it."""

    name: str | None  # of the sheet
    rows: tuple[PlainRow, ...]
    sign: str | None = None  # that parts the cells of a CSV


def is_workbook(body: bytes) -> bool:
    """Whether the file is an XLSX by its first bytes, whatever it is called."""
    return body.startswith(_ZIP)


def plain_tables(body: bytes) -> Iterator[PlainTable]:
    """The sheets of a workbook, parsed in the child process; or the beginning of a CSV, in each way it may be parted.

    Raises `ReadError`.
    """
    if is_workbook(body):
        from readers.sandbox import parse_apart  # noqa: PLC0415 - this module runs in the child process, too

        for name, found in parse_apart(body, "xlsx-rows"):
            yield PlainTable(name=name, rows=tuple(_told(number, cells) for number, cells in found))
        return
    text = _text(body)
    for sign in SIGNS:
        if sign in text:
            yield PlainTable(name=None, rows=tuple(islice(_parted(text, sign), _BEGINNING)), sign=sign)


def whole_table(body: bytes, beginning: PlainTable) -> PlainTable:
    """All of the CSV that a table of `plain_tables` is the beginning of. Raises `ReadError`."""
    sign = beginning.sign or ""
    return PlainTable(name=None, rows=tuple(_parted(_text(body), sign)), sign=sign)


def _text(body: bytes) -> str:
    if body.startswith(_OTHERS):
        raise ReadError("unsupported", "It is neither CSV nor XLSX; open it, and save it as .xlsx.")
    if len(body) > 2 * _LONGEST or len(text := decode(body)) > _LONGEST:
        raise _too_large()
    return text


def _too_large() -> ReadError:
    message = f"It holds more than {_LONGEST:,} characters or {_MOST_CELLS:,} cells; split it into parts."
    return ReadError("too-large", message)


def _told(number: int, cells: list[tuple[int, str, str]]) -> PlainRow:
    return PlainRow(number=number, cells={column: PlainCell(text=text, kind=kind) for column, kind, text in cells})


def _parted(text: str, sign: str) -> Iterator[PlainRow]:
    count = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign), start=1):
            told = {column: PlainCell(text=cell.strip()) for column, cell in enumerate(cells, start=1) if cell.strip()}
            count += len(cells)
            if count > _MOST_CELLS:
                raise _too_large()
            if max(map(len, cells), default=0) > _LONGEST_CELL:  # csv's own limit is the whole process's
                raise csv.Error(f"row {number} has a cell of more than {_LONGEST_CELL:,} characters")  # noqa: TRY301
            if told:
                yield PlainRow(number=number, cells=told)
    except csv.Error as error:
        raise ReadError("unsupported", f"The table can't be read ({error}); save it as .xlsx.") from error


def xlsx_rows(body: bytes) -> list[Any]:
    """In the child: [[sheet, [[number, [[column, kind, text], …]], …]], …]. Raises `ReadError`."""
    book = open_book(body)
    size = count = 0
    sheets: list[Any] = []
    for name, part in book.sheets:
        found: list[Any] = []
        for number, cells in rows(book, part, with_hidden=True):
            told = [(column, *_plain(cell, since_1904=book.since_1904)) for column, cell in (cells or {}).items()]
            size += sum(len(text) for _, _, text in told)
            count += len(told)
            if size > _LONGEST or count > _MOST_CELLS:
                raise _too_large()
            if told:
                found.append([number, told])
        sheets.append([name, found])
    return sheets


def _plain(cell: Stored, *, since_1904: bool) -> tuple[str, str]:
    """Kind and text of a cell."""
    if cell.kind == "moment":
        return "day", cell.value.partition("T")[0]
    if cell.kind == "number":
        try:
            text, is_day = plain(cell.value, cell.code, since_1904=since_1904)
        except ValueError:
            return "text", cell.value
        return ("day" if is_day else "number"), text
    return "text", cell.value

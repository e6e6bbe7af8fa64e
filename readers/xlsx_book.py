"""What an XLSX workbook holds: its sheets, row by row, each cell with its value, format and boldness.

Runs in the child process. Read straight from the parts: a million formatted but empty rows cost nothing. A formula
counts with the value that was saved with it; one that was never computed is empty. Not read: comments, drawings,
charts.
Source of the form: ECMA-376 part 1, 18.2 (workbook), 18.3 (sheets), 18.4 (shared strings), 18.8 (styles).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from readers.number_formats import BUILT_IN
from readers.office_package import Package, local

_TRUE = frozenset(["1", "true", "on"])
_WIDEST = 16_384  # columns that a sheet has


class Stored(NamedTuple):
    """What a cell holds; never empty."""

    kind: str  # "text", "number", "moment" (ISO 8601) or "logical" ("0" or "1")
    value: str
    code: str  # format of numbers
    bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An open workbook: the names and parts of its visible sheets, and what all sheets share."""

    package: Package
    title: str | None  # what the properties say
    sheets: tuple[tuple[str, str], ...]
    strings: tuple[str, ...]
    styles: tuple[tuple[str, bool], ...]  # format code and boldness, by number of the style
    since_1904: bool


def open_book(body: bytes) -> Book:
    """The workbook. Raises `ReadError`: "broken-xlsx" or "too-large"; so does whatever reads on in it."""
    package = Package(body, "broken-xlsx")
    books = [name for kind, name in package.related("").values() if kind == "officeDocument"]
    book = books[0] if books else "xl/workbook.xml"
    related = package.related(book)
    root = package.tree(book)
    parts = {kind: part for kind, part in related.values() if kind in ("sharedStrings", "styles")}
    sheets = []
    for sheet in root.iter("{*}sheet"):
        reference = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, part = related.get(reference, ("", ""))
        if kind == "worksheet" and part in package and sheet.get("state", "visible") == "visible":
            sheets.append((sheet.get("name", ""), part))
    return Book(
        package=package,
        title=package.title("docProps/core.xml"),
        sheets=tuple(sheets),
        strings=_strings(package, parts.get("sharedStrings")),
        styles=_styles(package, parts.get("styles")),
        since_1904=any(_is_true(found, "date1904") for found in root.iter("{*}workbookPr")),
    )


def rows(book: Book, part: str, *, with_hidden: bool = False) -> Iterator[tuple[int, dict[int, Stored] | None]]:
    """The rows of a sheet that the file has, with their numbers from 1; None for one that is hidden.

    Cells by column, from 1, empty ones and those of hidden columns left out; `with_hidden` leaves nothing out.
    """
    hidden: set[int] = set()
    number = 0
    for element in book.package.elements(part, "row", "cols"):
        if local(element) == "cols":
            hidden = set() if with_hidden else _hidden_columns(element)
            continue
        said = element.get("r", "")
        number = int(said) if said.isdecimal() else number + 1
        if _is_true(element, "hidden") and not with_hidden:
            yield number, None
        else:
            yield number, {column: cell for column, cell in _cells(element, book) if column not in hidden}


def _strings(package: Package, part: str | None) -> tuple[str, ...]:
    if part is None or part not in package:
        return ()
    return tuple(_text(item) for item in package.elements(part, "si"))


def _text(item: Any) -> str:  # noqa: ANN401 (lxml)
    """The text of a string, in one piece or in runs of different letters; hints of pronunciation are none."""
    return "".join(
        piece.text or "" for piece in item.iter("{*}t") if next(piece.iterancestors("{*}rPh"), None) is None
    ).strip()


def _styles(package: Package, part: str | None) -> tuple[tuple[str, bool], ...]:
    if part is None or part not in package:
        return ()
    root = package.tree(part)
    codes = dict(BUILT_IN)
    for found in root.iter("{*}numFmt"):
        if (number := found.get("numFmtId", "")).isdecimal():
            codes[int(number)] = found.get("formatCode", "")
    bold = [any(_is_true(mark, "val", "1") for mark in font.iter("{*}b")) for font in root.iterfind("{*}fonts/{*}font")]
    styles = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        code, font = style.get("numFmtId", "0"), style.get("fontId", "")
        is_bold = font.isdecimal() and int(font) < len(bold) and bold[int(font)]
        styles.append((codes.get(int(code), "") if code.isdecimal() else "", is_bold))
    return tuple(styles)


def _is_true(element: Any, name: str, default: str = "0") -> bool:  # noqa: ANN401 (lxml)
    return element.get(name, default) in _TRUE


def _hidden_columns(columns: Any) -> set[int]:  # noqa: ANN401 (lxml)
    hidden: set[int] = set()
    for column in columns:
        first, last = column.get("min", ""), column.get("max", "")
        if _is_true(column, "hidden") and first.isdecimal() and last.isdecimal():
            hidden |= set(range(int(first), min(int(last), _WIDEST) + 1))
    return hidden


def _cells(row: Any, book: Book) -> Iterator[tuple[int, Stored]]:  # noqa: ANN401 (lxml)
    column = 0
    for cell in row:
        column = _column(cell.get("r", "")) or column + 1
        number = cell.get("s", "")
        code, bold = book.styles[int(number)] if number.isdecimal() and int(number) < len(book.styles) else ("", False)
        kind, value = _value(cell, book)
        if value:
            yield column, Stored(kind, value, code, bold)


def _column(reference: str) -> int:
    """BC12 → 55; 0 for none."""
    column = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    return column if column <= _WIDEST else 0


def _value(cell: Any, book: Book) -> tuple[str, str]:  # noqa: ANN401 (lxml)
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "text", _text(cell)
    value = next((found.text or "" for found in cell if local(found) == "v"), "").strip()
    if kind == "s":
        return "text", book.strings[int(value)] if value.isdecimal() and int(value) < len(book.strings) else ""
    return {"b": "logical", "d": "moment", "n": "number"}.get(kind, "text"), value

"""Workbooks as openpyxl writes them row by row: sheets that don't end, and cells in which a text stays a text.

What a page says must never be run. A text is typed as one, whatever it begins with; one that a spreadsheet would take
for a formula when somebody edits its cell is marked as entered with an apostrophe (`quotePrefix`, ECMA-376 part 1,
18.8.45): the value stays as the page has it. Addresses are texts, too: nothing opens at a click, and Excel has no more
than 65,530 links in a sheet.
"""

import re
import shutil
import textwrap
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

LONGEST_TEXT = 32_767  # UTF-16 code units that Excel keeps in a cell
MOST_ROWS = 1_048_576  # of a sheet, its heading counted
_CUT = " […]"
_DIGITS = 15  # of a number that Excel keeps; a double holds any decimal of so many
_ACTING = (
    "=",
    "+",
    "-",
    "@",
    "#",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # “#N/A” is an error, the others begin a formula
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # “_x0041_” would be read as “A” (ECMA-376 part 1, 22.9.2.19)
_HEADING = PatternFill("solid", fgColor="DDEBF7")
_BOLD = Font(name="Calibri", size=11, bold=True)  # the font of all cells
_LINE = 15  # points
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column: its heading, its width in characters, how its numbers are shown ("#,##0.00"), whether texts go on in
    further lines.
    """

    heading: str
    width: int = 16
    number_format: str | None = None
    wrap: bool = False


class GrowingSheet:
    """A sheet with a heading that stays in sight, to which rows are added; when it is full, “Name (2)” follows it."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[SheetColumn], *, frozen: int = 0) -> None:
        self._book, self._name, self._columns, self._frozen = book, name, columns, frozen
        self._wraps = any(column.wrap for column in columns)
        self._sheets: list[Any] = []
        self._in_sheet = 0
        self.count = 0  # of its rows, the headings apart
        self.cut = 0  # texts that were too long for a cell
        self._begin()

    def append(self, values: Sequence[object]) -> None:
        """Add a row: texts, whole numbers, floats and decimals; None is an empty cell."""
        if self._in_sheet == MOST_ROWS:
            self._filtered()
            self._begin()
        sheet = self._sheets[-1]
        self._in_sheet += 1
        if self._wraps:
            sheet.row_dimensions[self._in_sheet].height = _LINE * self._lines(values)
        sheet.append([self._cell(sheet, value, column) for value, column in zip(values, self._columns, strict=True)])
        self.count += 1

    def close(self) -> None:
        """Say of what rows its filter is; no row follows."""
        self._filtered()

    def _begin(self) -> None:
        number = len(self._sheets) + 1
        name = self._name if number == 1 else f"{self._name} ({number})"
        place = self._book.index(self._sheets[-1]) + 1 if self._sheets else None
        sheet = self._book.create_sheet(name, place)
        sheet.freeze_panes = f"{get_column_letter(self._frozen + 1)}2"
        sheet.page_setup.orientation = "landscape"
        sheet.print_title_rows = "1:1"
        for letter, column in enumerate(self._columns, start=1):
            sheet.column_dimensions[get_column_letter(letter)].width = column.width
        headings = [column.heading for column in self._columns]
        sheet.row_dimensions[1].height = _LINE * self._lines(headings)
        sheet.append([heading_cell(sheet, heading) for heading in headings])
        self._sheets.append(sheet)
        self._in_sheet = 1

    def _lines(self, values: Sequence[object]) -> int:
        """How many lines the longest text takes, about: LibreOffice measures no row of a file that says no height."""
        told = zip(values, self._columns, strict=True)
        return max(len(textwrap.wrap(str(value), column.width)) for value, column in told) or 1

    def _filtered(self) -> None:
        sheet = self._sheets[-1]
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._in_sheet}"

    def _cell(self, sheet: Any, value: object, column: SheetColumn) -> Any:  # noqa: ANN401 (openpyxl has no types)
        if isinstance(value, str):
            text = cell_text(value)
            self.cut += text.endswith(_CUT) and not value.endswith(_CUT)
            if column.wrap or _acts(text):
                return text_cell(sheet, value, wrap=column.wrap)
            return text  # a cell of its own takes longer
        if isinstance(value, Decimal):
            value = exact_number(value)
        if column.wrap and value is not None:
            return text_cell(sheet, value, wrap=True)
        if isinstance(value, str) or value is None or column.number_format is None:
            return value
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = column.number_format
        return cell


def new_workbook() -> Workbook:
    """One without sheets, whose rows go to temporary files and not to memory."""
    book = Workbook(write_only=True)
    book.properties.creator = "Fondoscop"
    return book


def text_cell(sheet: Any, value: object, *, wrap: bool = False) -> Any:  # noqa: ANN401
    """A cell in which a text is a text, whatever it begins with; a number is a number."""
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value, cell.data_type = cell_text(value), "s"  # “=…” would be a formula otherwise, “#N/A” an error
        cell.quotePrefix = _acts(value)
    else:
        cell.value = value
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    return cell


def heading_cell(sheet: Any, text: str) -> Any:  # noqa: ANN401
    """A cell of the first row."""
    cell = text_cell(sheet, text, wrap=True)
    cell.font, cell.fill = _BOLD, _HEADING
    return cell


def cell_text(text: str) -> str:
    """A text as a cell can hold it: without what XML forbids, cut with a mark where Excel keeps no more."""
    held = _NOT_IN_XML.sub("", text)
    if _units(held) > LONGEST_TEXT:
        units = held.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(_CUT))]
        held = units.decode("utf-16-le", "ignore") + _CUT  # half of a pair at the end is ignored
    return _ESCAPE.sub("_x005F_", held)


def exact_number(value: Decimal) -> Decimal | str:
    """The decimal, which a cell holds exactly; as text where it has more digits than Excel keeps."""
    return value if len(value.normalize().as_tuple().digits) <= _DIGITS else f"{value:f}"


def save(book: Workbook, path: Path | IO[bytes], moment: str | None = None) -> None:
    """Write the workbook; with `moment`, ISO 8601 or "", as its only time: the same rows, the same bytes."""
    if moment is not None:
        told = datetime.fromisoformat(moment or "1980-01-01T00:00:00+00:00").astimezone(UTC)
        book.properties.created = book.properties.modified = told.replace(tzinfo=None, microsecond=0)
    with _WithoutClock(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()


class _WithoutClock(zipfile.ZipFile):
    """A zip whose members have no time of their own."""

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:  # noqa: ANN401 (as the standard library has it)
        with Path(filename).open("rb") as source, self.open(self._member(str(arcname or filename)), "w") as target:
            shutil.copyfileobj(source, target)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any) -> None:  # noqa: ANN401
        super().writestr(self._member(str(zinfo_or_arcname)), data)

    def _member(self, name: str) -> zipfile.ZipInfo:
        member = zipfile.ZipInfo(name.lstrip("/"), _NO_TIME)
        member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        return member


def _acts(text: str) -> bool:
    return text.lstrip().startswith(_ACTING)


def _units(text: str) -> int:
    """UTF-16 code units."""
    return len(text) if len(text) <= LONGEST_TEXT // 2 else len(text.encode("utf-16-le")) // 2

"""Grants as a spreadsheet by the 360Giving standard: a row a grant, further values in sheets of their own, metadata.

A list has its first value in the row of its grant, under the titles of the standard, and the others in a sheet that is
called as the list is, each in a row with the grant's identifier: what the standard names “additional sheets” and
flattentool reads back. Rows go to a temporary file of openpyxl, so memory does not grow with their number.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from explore.export.threesixtygiving_standard import column_title, package_title

_PLAIN = ("id", "title", "description", "currency", "amountAwarded", "awardDate", "url", "dateModified", "dataSource")
_LISTS: Mapping[str, Sequence[str]] = {
    "recipientOrganization": ("id", "name", "alternateName", "organisationType"),
    "fundingOrganization": ("id", "name", "alternateName", "organisationType"),
    "plannedDates": ("startDate", "endDate", "duration"),
    "grantProgramme": ("code", "title"),
    "beneficiaryLocation": ("id", "name", "countryCode"),
    "classifications": ("vocabulary", "code", "title"),
    "relatedDocument": ("id", "title", "url", "description", "dateModified"),
}
_COLUMNS = [*((name,) for name in _PLAIN), *((name, each) for name, fields in _LISTS.items() for each in fields)]
_WIDTHS = {"id": 36, "title": 45, "name": 45, "description": 70, "currency": 10, "countryCode": 12}
_WIDTH = 22  # of other columns, in characters
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_BOLD = Font(name="Calibri", size=11, bold=True)  # of the workbook's own font
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


class GrantsWorkbook:
    """A spreadsheet that grants are put into one by one; `package` is what is said of them all."""

    def __init__(self, package: Mapping[str, str]) -> None:
        self._package = package
        self._book = Workbook(write_only=True)
        self._grants = self._sheet("grants", _COLUMNS)
        self._further: dict[str, Any] = {}

    def add(self, grant: Mapping[str, Any]) -> None:
        """Append the rows of a grant."""
        first = {name: grant[name][0] for name in _LISTS if name in grant}
        row = [grant.get(path[0]) if len(path) == 1 else first.get(path[0], {}).get(path[1]) for path in _COLUMNS]
        _append(self._grants, row)
        for name, fields in _LISTS.items():
            for each in grant.get(name, ())[1:]:
                if name not in self._further:
                    self._further[name] = self._sheet(column_title(name), [("id",), *((name, one) for one in fields)])
                _append(self._further[name], [grant["id"], *(each.get(field) for field in fields)])

    def save(self, path: Path) -> None:
        """Write the file; the same grants give the same bytes."""
        meta = self._book.create_sheet("Meta")  # the name by which tools of 360Giving know it
        meta.column_dimensions["A"].width, meta.column_dimensions["B"].width = 16, 110
        for name, value in self._package.items():
            _append(meta, [package_title(name), value])
        self._book.properties.creator = "Fondoscop"
        self._book.properties.created = datetime.fromisoformat(self._package["modified"]).replace(tzinfo=None)
        dated = path.with_name(f"{path.name}.dated")
        try:
            self._book.save(dated)
            _without_clock(dated, path, self._package["modified"])
        finally:
            dated.unlink(missing_ok=True)

    def abandon(self) -> None:
        """Take away the temporary files of a workbook that will not be saved."""
        for sheet in self._book:
            sheet.close()
            sheet._writer.cleanup()  # noqa: SLF001 (nothing else knows the file)

    def _sheet(self, name: str, columns: Sequence[Sequence[str]]) -> Any:  # noqa: ANN401 (openpyxl has no types)
        sheet = self._book.create_sheet(name)
        for place, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column[-1], _WIDTH)
        sheet.freeze_panes = "B2"
        _append(sheet, [column_title(*column) for column in columns], bold=True)
        return sheet


def _append(sheet: Any, values: Iterable[object], *, bold: bool = False) -> None:  # noqa: ANN401
    sheet.append([_cell(sheet, value, bold=bold) for value in values])


def _cell(sheet: Any, value: object, *, bold: bool) -> object:  # noqa: ANN401
    """What stands in a cell; a text stays one, whatever it begins with, also when somebody edits it."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    if value.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
    if bold:
        cell.font = _BOLD
    return cell


def _without_clock(dated: Path, path: Path, modified: str) -> None:
    """The same workbook with the time of the data in the place of the times at which its parts were written."""
    with zipfile.ZipFile(dated) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if part.filename == "docProps/core.xml":
                target.writestr(entry, _MODIFIED.sub(rb"\g<1>" + modified.encode(), source.read(part)))
                continue
            with source.open(part) as old, target.open(entry, "w", force_zip64=True) as new:
                while piece := old.read(1 << 20):
                    new.write(piece)

"""What a search found, as files: CSV, a workbook, JSON. Nothing in them runs as a formula."""

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from explore.answer_formats import escaped, write_csv
from explore.project_search import choose
from explore.project_table import columns, project_rows
from explore.site.asked import Answer, Asked, File
from explore.site.search import FACETS
from explore.site.search_question import Question
from store.asking import Answer as Table
from store.database import Database

MOST_IN_WORKBOOK = 10_000  # projects: a workbook is made in memory, cell by cell
_NAME = "fondoscop"
_WIDE = {"title": 60, "total_quote": 50, "total_source": 50, "lead": 40, "partners": 40, "programme_name": 40}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(database: Database, asked: Asked) -> Answer:
    """All projects that were found, with a byte-order mark, by which spreadsheets know UTF-8."""
    heading = tuple(asked.says(column.ro, column.en) for column in columns())
    rows = (tuple(row[column.key] for column in columns()) for row in _rows(database, asked))
    written = io.StringIO("\ufeff")
    written.seek(0, io.SEEK_END)
    write_csv(Table(columns=heading, rows=rows), written.write)
    return File(media_type="text/csv; charset=utf-8", pieces=[written.getvalue()], name=f"{_NAME}.csv")


def as_json(database: Database, asked: Asked) -> Answer:
    """The same as an array of objects, an object a line, with the keys of `columns` in either language."""
    return File(
        media_type="application/json; charset=utf-8", pieces=_json(_rows(database, asked)), name=f"{_NAME}.json"
    )


def as_workbook(database: Database, asked: Asked) -> Answer:
    """The same as XLSX, with a sheet that explains the columns. Beyond `MOST_IN_WORKBOOK` that sheet says so."""
    ids = _ids(database, asked)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(asked.says("Proiecte", "Projects"))
    sheet.freeze_panes = "C2"
    for number, column in enumerate(columns(), start=1):
        sheet.column_dimensions[_letter(number)].width = _WIDE.get(column.key, 16)
    sheet.append([_cell(sheet, asked.says(column.ro, column.en), bold=True) for column in columns()])
    for row in project_rows(database, ids[:MOST_IN_WORKBOOK]):
        sheet.append([_cell(sheet, row[column.key]) for column in columns()])
    _explain(book, asked, len(ids))
    written = io.BytesIO()
    book.save(written)
    return File(media_type=_XLSX, pieces=[written.getvalue()], name=f"{_NAME}.xlsx")


def _ids(database: Database, asked: Asked) -> Sequence[str]:
    facets = FACETS.of(database)
    return [facets.ids[place] for place in choose(database, facets, Question.of(asked).choice).places]


def _rows(database: Database, asked: Asked) -> Iterator[dict[str, Any]]:
    return project_rows(database, _ids(database, asked))


def _json(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    before = "[\n"
    for row in rows:
        told = {column.key: row[column.key] for column in columns()}
        yield before + escaped(json.dumps(told, ensure_ascii=False))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _explain(book: Any, asked: Asked, count: int) -> None:  # noqa: ANN401 (openpyxl has no types)
    sheet = book.create_sheet(asked.says("Coloane", "Columns"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 100
    sheet.append(
        [
            _cell(sheet, asked.says("Coloana", "Column"), bold=True),
            _cell(sheet, asked.says("Ce este în ea", "What is in it"), bold=True),
        ]
    )
    for column in columns():
        sheet.append(
            [
                _cell(sheet, asked.says(column.ro, column.en)),
                _cell(sheet, asked.says(column.meaning_ro, column.meaning_en), wrap=True),
            ]
        )
    sheet.append([])
    question = Question.of(asked).at_page(1).address()
    sheet.append([_cell(sheet, asked.says("Căutarea", "The search")), _cell(sheet, asked.link(question))])
    if count > MOST_IN_WORKBOOK:
        told = asked.says(
            f"S-au găsit {count} proiecte; aici sunt primele {MOST_IN_WORKBOOK}. Fișierul CSV le are pe toate.",
            f"{count} projects were found; the first {MOST_IN_WORKBOOK} are here. The CSV file has them all.",
        )
        sheet.append([_cell(sheet, asked.says("Atenție", "Note")), _cell(sheet, told)])


def _cell(sheet: Any, value: object, *, bold: bool = False, wrap: bool = False) -> Any:  # noqa: ANN401
    """A cell in which a text is a text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.value, cell.data_type = value[:32_767], "s"  # what a cell holds; "=…" would be a formula otherwise
    if bold:
        cell.font = Font(bold=True)
    if wrap:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _letter(number: int) -> str:
    return chr(ord("@") + number)  # there are fewer than 27 columns

"""What a search found, as files: CSV, a workbook, JSON. Nothing in them runs as a formula."""

import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook

from explore.answer_formats import escaped, write_csv
from explore.export.workbook_cells import GrowingSheet, SheetColumn, new_workbook, save
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
    book = new_workbook()
    headings = [
        SheetColumn(heading=asked.says(column.ro, column.en), width=_WIDE.get(column.key, 16)) for column in columns()
    ]
    sheet = GrowingSheet(book, asked.says("Proiecte", "Projects"), headings, frozen=2)
    for row in project_rows(database, ids[:MOST_IN_WORKBOOK]):
        sheet.append([row[column.key] for column in columns()])
    sheet.close()
    _explain(book, asked, len(ids))
    written = io.BytesIO()
    save(book, written)
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


def _explain(book: Workbook, asked: Asked, count: int) -> None:
    headings = (
        SheetColumn(heading=asked.says("Coloana", "Column"), width=28),
        SheetColumn(heading=asked.says("Ce este în ea", "What is in it"), width=100, wrap=True),
    )
    sheet = GrowingSheet(book, asked.says("Coloane", "Columns"), headings)
    for column in columns():
        sheet.append([asked.says(column.ro, column.en), asked.says(column.meaning_ro, column.meaning_en)])
    sheet.append([None, None])
    question = Question.of(asked).at_page(1).address()
    sheet.append([asked.says("Căutarea", "The search"), asked.link(question)])
    if count > MOST_IN_WORKBOOK:
        told = asked.says(
            f"S-au găsit {count} proiecte; aici sunt primele {MOST_IN_WORKBOOK}. Fișierul CSV le are pe toate.",
            f"{count} projects were found; the first {MOST_IN_WORKBOOK} are here. The CSV file has them all.",
        )
        sheet.append([asked.says("Atenție", "Note"), told])

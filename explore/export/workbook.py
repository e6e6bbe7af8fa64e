"""A workbook for people (XLSX, ECMA-376): projects, what pages say of them, and what they say differently.

One pass over the projects fills all sheets; openpyxl puts their rows into temporary files, so memory stays as it is.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from openpyxl import Workbook

from explore.contradictions import contradictions_by_project
from explore.export.formats import Report
from explore.export.whole_files import whole_file
from explore.export.whole_projects import Exported
from explore.export.workbook_cells import GrowingSheet, SheetColumn, new_workbook, save
from explore.export.workbook_rows import Values, contradiction_values, fact_values, project_values
from explore.export.workbook_words import Sheet, about, lines, sheets
from explore.project_table import project_rows
from explore.wording import Language, harmless

_AT_ONCE = 200  # projects whose table rows and contradictions are asked for together


def write(exported: Exported, path: Path, language: Language) -> Report:
    """Write the file; headings, roles and explanations are in the language."""
    state = exported.state()
    book = new_workbook()
    first = _first_sheet(book, language)
    kinds = sheets(language)
    filled = {
        kind.key: GrowingSheet(book, kind.name, [column.shape for column in kind.columns], frozen=kind.frozen)
        for kind in kinds
    }
    keys = {kind.key: [column.key for column in kind.columns] for kind in kinds}
    totals = 0
    for key, values in _rows(exported, language):
        filled[key].append([values[name] for name in keys[key]])
        totals += key == "projects" and values["total"] is not None
    for sheet in filled.values():
        sheet.close()
    figures = {
        "projects": filled["projects"].count,
        "totals": totals,
        "where": harmless(exported.where) if exported.where else about("all", language),
        "captured": state["captured"] or about("unknown", language),
        "versions": "; ".join(f"{name} {value}" for name, value in state.items() if name != "captured"),
    }
    _explain(first, figures, kinds, {key: sheet.count for key, sheet in filled.items()}, language)
    with whole_file(path) as part:
        save(book, part, state["captured"])
    cut = sum(sheet.cut for sheet in (first, *filled.values()))
    return Report(
        written={key: sheet.count for key, sheet in filled.items()},
        left_out={"texts' ends, for a cell holds no more": cut} if cut else {},
    )


def _rows(exported: Exported, language: Language) -> Iterator[tuple[str, Values]]:
    """All rows, each with the key of its sheet, project by project."""
    stream = exported.whole_projects()
    while some := list(islice(stream, _AT_ONCE)):
        ids = [whole.project.id for whole in some]
        table = {row["id"]: row for row in project_rows(exported, ids)}
        contradicted = contradictions_by_project(exported, ids, language)
        for whole in some:
            yield "projects", project_values(whole, table[whole.project.id], language)
            yield from fact_values(whole, language)
            for values in contradiction_values(whole, contradicted.get(whole.project.id, ()), language):
                yield "contradictions", values


def _first_sheet(book: Workbook, language: Language) -> GrowingSheet:
    columns = (
        SheetColumn(heading=about("topic", language), width=20, wrap=True),
        SheetColumn(heading=about("name", language), width=28, wrap=True),
        SheetColumn(heading=about("meaning", language), width=100, wrap=True),
    )
    return GrowingSheet(book, about("sheet", language), columns)


def _explain(
    sheet: GrowingSheet,
    figures: Mapping[str, object],
    kinds: tuple[Sheet, ...],
    counts: Mapping[str, int],
    language: Language,
) -> None:
    for key, heading, told in lines(language):
        sheet.append([about("file", language), heading, told or figures[key]])
    for kind in kinds:
        sheet.append([kind.name, f"{counts[kind.key]} {about('rows', language)}", kind.row])
        for column in kind.columns:
            sheet.append([kind.name, column.shape.heading, column.meaning])
    sheet.close()

"""The workbook for people: what it holds is what the database holds, read back by readers that we did not write."""

import csv
import io
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook

from explore import fact_words
from explore.export import formats, workbook_cells, workbook_words
from explore.export.whole_projects import Exported, WholeProject
from explore.export.workbook_cells import GrowingSheet, SheetColumn, cell_text, exact_number, new_workbook, save
from explore.export.workbook_rows import fact_values
from explore.wording import harmless
from jobs.places import DATABASE
from store.asking import Inquiry
from tests.conftest import Run
from tests.exported import AGENCY, HOSTILE, NEWS, with_texts

RUN = f"\x00\x1b\u202e{HOSTILE}\ufffe"  # around it what no cell can hold, or what hides it
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def written(exports_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole database as the command writes it, in English."""
    return exported_in_english(exports_data, tmp_path_factory.mktemp("workbook"))


@pytest.fixture(scope="module")
def hostile(exports_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same where every text is what a spreadsheet would run, or can't hold."""
    data = with_texts(exports_data, tmp_path_factory.mktemp("hostile"), RUN)
    return exported_in_english(data, data)


def exported_in_english(data: Path, folder: Path) -> Path:
    with Exported.open(data / DATABASE) as exported:
        formats.write("xlsx", exported, folder / "projects.xlsx", "en")
    return folder / "projects.xlsx"


@pytest.fixture(scope="module")
def held(exports_data: Path) -> list[WholeProject]:
    with Exported.open(exports_data / DATABASE) as exported:
        return list(exported.whole_projects())


def table(path: Path, name: str) -> Rows:
    """The rows of a sheet by its headings, as Calamine reads them (Rust, of others)."""
    heading, *rows = python_calamine.load_workbook(str(path)).get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def formulas(path: Path) -> list[str]:
    """Cells that a spreadsheet would run, or take for something else than text and number, as openpyxl reads them."""
    book = load_workbook(path)
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type not in {"s", "inlineStr", "n"} or cell.hyperlink
    ]


def text(value: str | None) -> str:
    """A text as a cell has it; an empty cell is read as an empty text."""
    return harmless(value or "")


def number(value: object) -> Decimal | None:
    return None if value == "" else Decimal(str(value))


def same(one: object, other: Decimal | int | None) -> bool:
    return number(one) == (None if other is None else Decimal(other))


# What was exported and read back is what the database holds


def test_projects_read_back(written: Path, held: list[WholeProject], exports_data: Path) -> None:
    rows = {row["ID"]: row for row in table(written, "Projects")}
    assert list(rows) == [one.project.id for one in held]
    for one in held:
        row = rows[one.project.id]
        assert (row["Title"], row["SMIS code"]) == (text(one.project.title), text(one.project.code))
        assert (row["Start"], row["End"]) == (text(one.project.period_start), text(one.project.period_end))
        assert row["Lead"] == text(one.project.lead)
        total = one.total
        assert same(row["Total value"], Decimal(total.value) if total else None)
        assert same(row["Value in lei"], one.project.ron)
        assert same(row["Value in euros"], one.project.eur)
        assert row["Currency"] == text(total.currency if total else None)
        assert row["Quote"] == text(total.quote if total else None)
    with Inquiry.open(exports_data / DATABASE) as inquiry:
        (counted,) = inquiry.ask("SELECT sum(ron_minor) FROM project_totals").rows
    assert sum(number(row["Value in lei"]) or 0 for row in rows.values()) == Decimal(counted[0]) / 100


def evidence_is_there(row: Mapping[str, Any], fact: Any, whole: WholeProject) -> bool:
    said = (row["Project's ID"], row["Quote"], row["Sentence"], row["Address"], row["Captured"], row["Copy"])
    copy = "yes" if fact.is_copy else ""
    return said == (
        whole.project.id, text(fact.quote), text(fact.sentence), fact.url, fact.captured, copy
    ) and row["Confidence"] == pytest.approx(fact.confidence)  # fmt: skip


def rows_and_facts(
    path: Path, sheet: str, held: list[WholeProject], kind: str
) -> Iterator[tuple[dict[str, Any], Any, WholeProject]]:
    """Each row with its fact; as many as there are facts, and at least one."""
    facts = [(fact, whole) for whole in held for fact in getattr(whole, kind)]
    rows = table(path, sheet)
    assert [row["ID"] for row in rows] == [fact.id for fact, _ in facts]
    assert rows
    for row, (fact, whole) in zip(rows, facts, strict=True):
        assert evidence_is_there(row, fact, whole)
        yield row, fact, whole


def test_amounts_read_back(written: Path, held: list[WholeProject]) -> None:
    counted: dict[str, int] = {}
    for row, fact, whole in rows_and_facts(written, "Amounts", held, "amounts"):
        assert same(row["Sum"], fact.value)
        assert same(row["Up to"], fact.value_max)
        assert same(row["In lei"], fact.ron)
        assert same(row["In euros"], fact.eur)
        assert same(row["Year of the rate"], fact.rate_year)
        assert (row["Currency"], row["Whose sum it is"]) == (fact.currency, text(fact.organisation))
        assert row["What the sum is"] == fact_words.role_name("amounts", fact.role, "en")
        assert ("about" in row["How exact"]) == fact.approximate
        counted[whole.project.id] = counted.get(whole.project.id, 0) + (row["The project's value"] == "yes")
    parts = {one.project.id: 2 if one.total.part_id else 1 for one in held if one.total}
    assert {key: count for key, count in counted.items() if count} == parts


def test_both_parts_of_a_total_are_marked(held: list[WholeProject]) -> None:
    one = next(one for one in held if one.total and len(one.amounts) > 2)
    first, _, last = one.amounts[:3]
    assert one.total
    parts = replace(one, total=replace(one.total, rule="parts", amount_id=first.id, part_id=last.id))
    rows = [values for key, values in fact_values(parts, "en") if key == "amounts"]
    assert [row["fact_id"] for row in rows if row["counts"] == "yes"] == [first.id, last.id]


def test_partners_counts_dates_and_places_read_back(written: Path, held: list[WholeProject]) -> None:
    for row, fact, whole in rows_and_facts(written, "Partners", held, "partners"):
        assert row["Role"] == fact_words.role_name("partners", fact.role, "en")
        assert (row["Name as written"], row["Organisation"]) == (text(fact.name), text(fact.organisation))
        assert row["Organisation's ID"] == text(fact.organisation_id)
        known = [one.cui for one in whole.organisations if one.id == fact.organisation_id]
        assert row["Fiscal code"] == text(next(iter(known), None))
    for row, fact, _ in rows_and_facts(written, "Beneficiaries", held, "beneficiaries"):
        assert (number(row["How many"]), number(row["Up to"])) == (fact.count, fact.count_max)
        assert row["Planned or achieved"] == fact_words.role_name("beneficiaries", fact.status, "en")
        assert (row["Who"], row["Groups"]) == (text(fact.unit), fact_words.groups(fact.categories, "en"))
    for row, fact, _ in rows_and_facts(written, "Dates", held, "dates"):
        assert (row["Date"], row["Until"]) == (fact.start_date, fact.end_date)  # as precise as they are
    for row, fact, _ in rows_and_facts(written, "Places", held, "places"):
        assert (row["Place"], row["County"], number(row["SIRUTA"])) == (fact.name, text(fact.county), fact.siruta)


def test_documents_read_back(written: Path, held: list[WholeProject]) -> None:
    told = [
        (whole.project.id, one.url, one.captured, one.sha256, text(one.title))
        for whole in held
        for one in whole.documents
    ]
    rows = table(written, "Documents")
    names = ("Project's ID", "Address", "Captured", "SHA-256", "Document")
    assert [tuple(row[name] for name in names) for row in rows] == told
    assert {row["Copy of"] for row in rows} - {""} == {f"{NEWS}/vatra"}
    assert {row["Kind of source"] for row in rows} == {"public body", "newspaper", "non-governmental organisation"}


def test_contradictions_stand_side_by_side(written: Path) -> None:
    (row,) = [row for row in table(written, "Contradictions") if row["About"] == "total value"]
    said = {(row["One source says"], row["Address of the first"]), (row["Another says"], row["Address of the second"])}
    assert said == {("1,500,000.50 lei", f"{AGENCY}/casa"), ("1,900,000 lei", f"{NEWS}/stire?id=7")}


# No cell runs


def test_no_cell_is_a_formula_whatever_pages_say(written: Path, hostile: Path) -> None:
    assert not formulas(written)
    assert not formulas(hostile)
    assert {row["Title"] for row in table(hostile, "Projects")} == {HOSTILE}
    assert {row["Quote"] for row in table(hostile, "Amounts")} == {HOSTILE}
    for sheet in load_workbook(hostile).worksheets[1:]:
        guarded = [cell.quotePrefix for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
        assert guarded, sheet.title
        assert all(guarded), "a cell that somebody edits would become a formula"


def test_the_check_of_formulas_can_fail(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["=1+1", "#N/A", 7])
    book.save(tmp_path / "bad.xlsx")
    assert formulas(tmp_path / "bad.xlsx") == ["Sheet!A1", "Sheet!B1"]


@pytest.mark.parametrize(
    "told",
    [
        "=1+1",
        " =1+1",
        "+40 700",
        "-5 copii",
        "@SUM(A1)",
        "\t=1",
        "#N/A",
        "#REF!",
        "＝1+1",
        "TRUE",
        "1E5",
        "_x0041_",
        "2019-06",
    ],
)
def test_a_text_stays_the_text_that_it_is(tmp_path: Path, told: str) -> None:
    for wrap in (False, True):
        path = written_sheet(tmp_path, [SheetColumn(heading="A", wrap=wrap)], [[told]])
        assert not formulas(path)
        assert [row["A"] for row in table(path, "S")] == [told]


def written_sheet(folder: Path, columns: list[SheetColumn], rows: list[list[object]]) -> Path:
    book = new_workbook()
    sheet = GrowingSheet(book, "S", columns)
    for row in rows:
        sheet.append(row)
    sheet.close()
    save(book, folder / "s.xlsx")
    return folder / "s.xlsx"


# What a cell can hold


@given(st.decimals(min_value=0, max_value=10**20, places=2) | st.decimals(min_value=0, max_value=10**9, places=6))
def test_a_decimal_is_a_number_only_where_that_is_exact(value: Decimal) -> None:
    held = exact_number(value)
    written = Workbook(write_only=True)
    sheet = written.create_sheet("S")
    sheet.append([held])
    target = io.BytesIO()
    save(written, target)
    ((read,),) = python_calamine.load_workbook(io.BytesIO(target.getvalue())).get_sheet_by_index(0).to_python()
    assert Decimal(str(read)) == value
    assert isinstance(read, str) == (len(value.normalize().as_tuple().digits) > 15)


@given(st.text(max_size=40))
def test_any_text_makes_a_cell_that_xml_can_hold(told: str) -> None:
    etree.Element("t").text = cell_text(told)  # ValueError otherwise


def test_a_text_that_is_too_long_is_cut_with_a_mark_and_counted(tmp_path: Path) -> None:
    told = ["a" * 32_767, "a" * 32_768, "😀" * 16_383, "😀" * 16_384]  # Excel counts UTF-16 code units
    path = written_sheet(tmp_path, [SheetColumn(heading="A")], [[one] for one in told])
    read = [row["A"] for row in table(path, "S")]
    assert [len(one.encode("utf-16-le")) // 2 <= 32_767 for one in read] == [True] * 4
    assert (read[0], read[2]) == (told[0], told[2])
    assert [one.endswith(" […]") for one in read] == [False, True, False, True]


def test_what_looks_like_an_escape_is_read_as_it_was_written() -> None:
    assert cell_text("_x0041_ _x00e9_ _xyz_") == "_x005F_x0041_ _x005F_x00e9_ _xyz_"  # ECMA-376 part 1, 22.9.2.19


def test_what_does_not_fit_on_a_sheet_goes_on_in_the_next(
    exports_data: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, held: list[WholeProject]
) -> None:
    monkeypatch.setattr(workbook_cells, "MOST_ROWS", 4)
    run("export", "xlsx", "-o", tmp_path / "x.xlsx", "--data", exports_data)
    names = python_calamine.load_workbook(str(tmp_path / "x.xlsx")).sheet_names
    sums = [name for name in names if name.startswith("Sume")]
    assert sums[:2] == ["Sume", "Sume (2)"]
    assert names.index("Sume (2)") == names.index("Sume") + 1
    ids = [row["ID"] for name in sums for row in table(tmp_path / "x.xlsx", name)]
    assert ids == [amount.id for one in held for amount in one.amounts]


# For people


@pytest.mark.parametrize("language", ["ro", "en"])
def test_the_first_sheet_explains_every_column_of_every_sheet(
    exports_data: Path, tmp_path: Path, run: Run, language: str
) -> None:
    path = tmp_path / "x.xlsx"
    run("export", "xlsx", "-o", path, "--lang", language, "--data", exports_data, "--where", "lei > 1000000")
    book = python_calamine.load_workbook(str(path))
    first, *others = book.sheet_names
    told = {(sheet, name): meaning for sheet, name, meaning in book.get_sheet_by_name(first).to_python()}
    for name in others:
        heading = book.get_sheet_by_name(name).to_python()[0]
        assert all(told[name, column] for column in heading)
    assert "lei > 1000000" in told.values()
    file = {"ro": "Despre fișier", "en": "About this file"}[language]
    assert told[file, {"ro": "Proiecte", "en": "Projects"}[language]] == 2


def test_every_column_that_has_words_is_in_a_sheet() -> None:
    told = tomllib.loads(Path(workbook_words.__file__).with_name("workbook.toml").read_text("utf-8"))
    used = {column.key for sheet in workbook_words.sheets("ro")[1:] for column in sheet.columns}
    assert used == set(told["columns"])
    assert set(told["projects"]) <= {column.key for column in workbook_words.sheets("ro")[0].columns}


def test_headings_stay_in_sight_and_filter(written: Path) -> None:
    for sheet in load_workbook(written):
        assert sheet.freeze_panes.endswith("2")
        assert sheet.auto_filter.ref == sheet.dimensions
    sums = load_workbook(written)["Amounts"]
    assert sums["D2"].number_format == "#,##0.00"


def test_the_only_time_in_the_file_is_that_of_the_newest_page(written: Path, held: list[WholeProject]) -> None:
    with zipfile.ZipFile(written) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    newest = max(document.captured for one in held for document in one.documents)
    assert core.count(f"{newest[:19]}Z") == 2


# What opens it


@pytest.mark.slow
def test_libreoffice_opens_it_and_runs_nothing(hostile: Path, tmp_path: Path, held: list[WholeProject]) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (Debian's libreoffice-calc)")
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [program, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", every_sheet]
    subprocess.run([*command, "--outdir", tmp_path, hostile], check=True, capture_output=True, timeout=120)
    projects, amounts = (
        list(csv.DictReader((tmp_path / f"{hostile.stem}-{name}.csv").read_text("utf-8").splitlines()))
        for name in ("Projects", "Amounts")
    )
    assert {row["Title"] for row in projects} == {HOSTILE}  # what it shows is the text, not the name of a link
    assert [row["ID"] for row in projects] == [one.project.id for one in held]
    assert [number(row["Value in lei"]) for row in projects] == [one.project.ron for one in held]
    assert [number(row["Sum"]) for row in amounts] == [fact.value for one in held for fact in one.amounts]

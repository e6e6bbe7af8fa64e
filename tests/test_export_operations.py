"""The list of operations: each cell is what the database holds, and frictionless finds it to be of its Table Schema."""

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Resource, Schema, system

from explore.export import operations
from explore.export.operation_figures import figures_of
from explore.export.whole_projects import WholeProject
from store.asking import Inquiry
from tests.conftest import Run
from tests.exported import HOSTILE
from tests.test_export import projects


def exported(run: Run, data: Path, path: Path, *more: object) -> list[dict[str, str]]:
    code, printed, told = run("export", "operations", "-o", path, "--data", data, *more)
    assert (code, printed) == (0, ""), told
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(path: Path) -> list[str]:
    """What frictionless finds wrong with the list by the schema beside it."""
    with system.use_context(trusted=True):
        report = Resource(path=str(path), schema=Schema.from_descriptor(str(operations.schema_path(path)))).validate()
    assert report.tasks, report.errors
    return [error[0] for error in report.flatten(["type"])]


def asked(data: Path, sql: str) -> list[tuple[object, ...]]:
    with Inquiry.open(data / "fondoscop.db") as inquiry:
        return list(inquiry.ask(sql).rows)


def row_of(rows: list[dict[str, str]], code: str, heading: str = "Cod SMIS") -> dict[str, str]:
    (row,) = (row for row in rows if row[heading] == code)
    return row


def test_a_row_has_what_the_pages_say(exports_data: Path, tmp_path: Path, run: Run) -> None:
    row = row_of(exported(run, exports_data, tmp_path / "operatiuni.csv"), "127901")
    said = {
        "Titlu proiect": "Casa de pe deal",
        "Nume beneficiar": "DGASPC Suceava",
        "Parteneri": "Asociația Salcia",
        "Data începere": "2019-03-01",
        "Data finalizare": "2021-08-31",
        "Total valoare proiect": "1900000",  # of two pages' totals the newer one: project_totals
        "Monedă": "RON",
        "Cum e spus totalul": "stated",
        "Finanțare nerambursabilă": "",  # that of another page belongs to another total
        "Rata de cofinanțare UE (%)": "",
        "Fond": "Fondul Social European",
        "Program": "Programul Operațional Capital Uman",
        "Țară": "RO",
        "Regiune": "Nord-Est",
        "Județ": "Suceava",
        "Localitate": "Frasin (148612)",
        "Realizări preconizate": "Vor beneficia 120 de copii.",
        "Realizări efective": "La final, de servicii au beneficiat 113 copii.",
        "Sursă": "http://ziar.test/stire?id=7",
        "Citat": "1.900.000 lei",
        "Alte pagini": "http://dgaspc.test/casa",  # which tells of the beneficiaries
    }
    assert {heading: row[heading] for heading in said} == said


def test_the_validator_finds_nothing_wrong_in_either_language(exports_data: Path, tmp_path: Path, run: Run) -> None:
    for language in ("ro", "en"):
        path = tmp_path / f"{language}.csv"
        assert exported(run, exports_data, path, "--lang", language)
        assert faults(path) == []


@pytest.mark.parametrize(
    ("heading", "wrong", "found"),
    [
        ("Total cost", "1.500.000,50", "type-error"),
        ("Start date", "01.03.2019", "constraint-error"),
        ("Name of the operation", "", "constraint-error"),
        ("Union co-financing rate (%)", "850", "constraint-error"),
        ("How the total is told", "guessed", "constraint-error"),
    ],
)
def test_the_validator_finds_what_is_wrong(
    exports_data: Path, tmp_path: Path, run: Run, heading: str, wrong: str, found: str
) -> None:
    path = tmp_path / "list.csv"
    rows = exported(run, exports_data, path, "--lang", "en")
    rows[0][heading] = wrong
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, rows[0])
        lines.writeheader()
        lines.writerows([*rows, rows[-1]] if heading == "Start date" else rows)
    assert found in faults(path)
    assert ("primary-key" in faults(path)) == (heading == "Start date")  # the last row stands twice


def test_what_is_read_back_is_what_the_database_holds(exports_data: Path, tmp_path: Path, run: Run) -> None:
    rows = exported(run, exports_data, tmp_path / "list.csv", "--lang", "en")
    held = asked(
        exports_data,
        "SELECT p.id, p.code, p.title, p.period_start, p.period_end, t.value, t.currency, d.url, c.sha256, c.fetched_at"
        " FROM projects AS p LEFT JOIN project_totals AS t ON t.project_id = p.id"
        " JOIN documents AS d ON d.id = coalesce(t.document_id, p.document_id)"
        " JOIN captures AS c ON c.id = d.capture_id"
        " WHERE p.programme_id IN (SELECT id FROM programmes WHERE key LIKE 'POCU%') ORDER BY p.id",
    )
    headings = (
        "Identifier", "SMIS code", "Name of the operation", "Start date", "Date of completion", "Total cost",
        "Currency", "Source", "SHA-256", "Captured",
    )  # fmt: skip
    assert [tuple(row[heading] or None for heading in headings) for row in rows] == held
    assert held


def test_projects_of_other_funds_are_left_out_and_counted(exports_data: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "list.csv"
    code, _, told = run("export", "operations", "-o", path, "--data", exports_data)
    ((everything,),) = asked(exports_data, "SELECT count(*) FROM projects")
    with path.open(encoding="utf-8") as file:
        written = len(list(csv.DictReader(file)))
    assert code == 0
    assert f"{written} operations" in told
    assert f"left out: {int(str(everything)) - written} projects" in told
    assert "130002" not in path.read_text("utf-8")  # of the EEA grants


def test_parts_are_those_of_the_totals_document_and_a_rate_needs_them_told_apart(exports_data: Path) -> None:
    (one,) = projects(exports_data, "code = '127901'")
    assert one.total is not None
    grant = next(amount for amount in one.amounts if amount.role == "grant")
    total = replace(one.total, document_id=grant.document_id, value="1500000.50", quote="1.500.000,50 lei")
    official = replace(one, total=total)
    cells = figures_of(official).cells
    assert (cells["total"], cells["grant"], cells["own"]) == ("1500000.50", "1200000", "300000.50")
    assert cells["rate"] is None  # the grant may hold national money: nobody says
    parted = changed(official, "own_contribution", role="national_cofinancing")
    assert figures_of(parted).cells["rate"] == "80.00"
    assert figures_of(changed(parted, "grant", value=Decimal(1200001))).cells["rate"] is None
    assert "grant" not in figures_of(changed(official, "grant", approximate=True)).cells
    alone = figures_of(replace(one, total=None))
    assert (alone.cells["grant"], alone.cells.get("total"), alone.quote) == ("1200000", None, "1.200.000 lei")


def test_natural_persons_are_not_exported(exports_data: Path) -> None:
    (one,) = projects(exports_data, "code = '127901'")
    named = tuple(replace(each, name="Ionescu Maria P.F.A.") for each in one.organisations)
    cells = operations.operation(replace(one, organisations=named))
    assert cells is not None
    assert not cells["beneficiary"]
    assert "Ionescu" not in repr(cells)


def changed(project: WholeProject, role: str, /, **changes: object) -> WholeProject:
    amounts = (replace(one, **changes) if one.role == role else one for one in project.amounts)  # type: ignore[arg-type]
    return replace(project, amounts=tuple(amounts))


def test_no_cell_is_run_as_a_formula_nor_acts_on_its_line(exports_data: Path, tmp_path: Path, run: Run) -> None:
    shutil.copytree(exports_data, tmp_path / "data")
    with closing(sqlite3.connect(tmp_path / "data" / "fondoscop.db")) as database, database:
        database.execute("UPDATE projects SET title = ? WHERE code = '127901'", (f"{HOSTILE}\u202e\n\x1b[2J",))
    path = tmp_path / "list.csv"
    row = row_of(exported(run, tmp_path / "data", path), "127901")
    assert row["Titlu proiect"] == f"'{HOSTILE} [2J"
    assert faults(path) == []


def test_list_and_schema_appear_together_or_not_at_all(exports_data: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "list.schema.json").mkdir()
    code, _, told = run("export", "operations", "-o", tmp_path / "list.csv", "--data", exports_data)
    assert code == 2
    assert "list.schema.json is a folder" in told
    assert not (tmp_path / "list.csv").exists()
    exported(run, exports_data, tmp_path / "other.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.schema.json", "other.csv", "other.schema.json"]


def test_a_list_is_named_as_what_it_is(exports_data: Path, tmp_path: Path, run: Run) -> None:
    code, _, told = run("export", "operations", "-o", tmp_path / "list.json", "--data", exports_data)
    assert code == 2
    assert "name a file that ends in .csv" in told
    assert list(tmp_path.iterdir()) == []


def test_every_column_is_told_in_both_languages() -> None:
    for language in ("ro", "en"):
        fields = json.loads(operations.schema_text(language))["fields"]
        assert len({field["name"] for field in fields}) == len(fields)
        assert all(field["description"].endswith(".") for field in fields)
    assert {field["article"] for field in fields if "article" in field} == {*"adefghiklm", "49(3)"}


def test_the_same_database_gives_the_same_bytes(exports_data: Path, tmp_path: Path, run: Run) -> None:
    for name in ("one.csv", "two.csv"):
        exported(run, exports_data, tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert (tmp_path / "one.schema.json").read_bytes() == (tmp_path / "two.schema.json").read_bytes()

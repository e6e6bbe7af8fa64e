"""The Data Package: valid by frictionless, the same as the database row by row, and citable."""

import csv
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from explore.export import datapackage
from explore.export.datapackage.table_files import read_csv, sha256_of, write_table
from explore.export.datapackage.table_schema import Column
from explore.export.whole_projects import Exported
from jobs.operation_lists import import_list
from store.asking import Inquiry
from tests.conftest import Run
from tests.exported import HOSTILE

NOT_PUBLIC = {"document_signatures", "copy_comparisons", "decision_marks", "resolution_items", "resolution_blocks"}
FACTS = ("partners", "amounts", "dates", "beneficiaries", "places", "project_mentions")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def package(exports_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole database; nobody writes in it."""
    return exported(exports_data, tmp_path_factory.mktemp("package") / "all")


@pytest.fixture
def mine(package: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return shutil.copytree(package, tmp_path / "mine")


def exported(data: Path, target: Path, where: str | None = None) -> Path:
    with Exported.open(data / "fondoscop.db", where=where) as chosen:
        datapackage.write(chosen, target, "ro")
    return target


def asked(data: Path, sql: str) -> list[Row]:
    with Inquiry.open(data / "fondoscop.db") as inquiry:
        answer = inquiry.ask(sql)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def descriptor(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return told


def resource(folder: Path, name: str) -> dict[str, Any]:
    (one,) = (each for each in descriptor(folder)["resources"] if each["name"] == name)
    return dict(one)


def faults(folder: Path) -> set[tuple[str, str]]:
    """What frictionless finds wrong: the resource and the kind of error."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    found = {(task.name, error.type) for task in report.tasks for error in task.errors}
    return found | {("", error.type) for error in report.errors}


def in_parquet(folder: Path, name: str) -> list[Row]:
    rows: list[Row] = parquet.read_table(folder / "parquet" / f"{name}.parquet").to_pylist()
    return rows


def held(data: Path, one: dict[str, Any]) -> Iterator[Row]:
    """The rows of the database, in the order of the package."""
    order = one["schema"].get("primaryKey") or [field["name"] for field in one["schema"]["fields"]]
    names = ", ".join(f'"{name}"' for name in order)
    withheld = {"ziar", "asociatie"}
    for row in asked(data, f"SELECT * FROM {one['name']} ORDER BY {names}"):
        yield {**row, "text": None} if one["name"] == "documents" and row["source_id"] in withheld else row


def test_frictionless_finds_nothing_wrong(package: Path) -> None:
    assert faults(package) == set()
    assert descriptor(package)["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"


def test_imported_lists_are_as_their_schema_says(exports_data: Path, tmp_path: Path) -> None:
    data = shutil.copytree(exports_data, tmp_path / "data")
    (tmp_path / "lista.csv").write_text("Cod SMIS;Titlu proiect;Total\n127901;=1+1;1.500.000,50\n", "utf-8")
    import_list(data, tmp_path / "lista.csv", programme="POCU")
    for where in (None, "code = '127901'"):
        folder = exported(data, tmp_path / f"package-{where is None}", where)
        assert faults(folder) == set()
        (row,) = datapackage.read_table(folder, "operations")
        assert json.loads(row["cells"])["Titlu proiect"] == row["title"] == "=1+1"


def test_the_rows_of_parquet_are_as_its_schema_says(package: Path) -> None:
    """Frictionless reads Parquet through pandas; it gets the rows that pyarrow reads."""
    told = descriptor(package / "parquet")
    for one in told["resources"]:
        path = package / "parquet" / one.pop("path")
        assert f"sha256:{sha256_of(path)}" == one.pop("hash")
        assert path.stat().st_size == one.pop("bytes")
        names = [field["name"] for field in one["schema"]["fields"]]
        rows = in_parquet(package, one["name"])
        one |= {"data": [names, *(list(row.values()) for row in rows)]}
        for key in ("format", "mediatype"):
            del one[key]
    report = frictionless.Package.from_descriptor(told).validate()
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid


def test_every_table_is_in_it_but_those_of_no_use_to_people(exports_data: Path, package: Path) -> None:
    tables = {
        row["name"]
        for row in asked(exports_data, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_fts*'")
    }
    names = {one["name"] for one in descriptor(package)["resources"]}
    assert tables - names == NOT_PUBLIC
    assert {"project_overview", "funding_by_year"} <= names - tables


def test_what_was_exported_and_read_back_is_what_the_database_holds(exports_data: Path, package: Path) -> None:
    count = 0
    for one in descriptor(package)["resources"]:
        rows = list(held(exports_data, one))
        assert list(datapackage.read_table(package, one["name"])) == rows, one["name"]
        assert in_parquet(package, one["name"]) == rows, one["name"]
        assert one["rows"] == len(rows)
        count += len(rows)
    assert count > 500


def test_texts_of_newspapers_and_organisations_are_not_given_away(exports_data: Path, package: Path) -> None:
    texts = {row["source_id"]: row["text"] for row in datapackage.read_table(package, "documents")}
    assert texts["ziar"] is texts["asociatie"] is None
    assert "Vor beneficia 120 de copii" in str(texts["dgaspc"])
    weather = "Vremea a fost frumoasă"  # in every page, and in no fact's sentence
    own = {one["name"] for one in descriptor(package)["resources"]} - {"documents"}
    for path in package.rglob("*.csv"):
        assert path.stem not in own or weather not in path.read_text("utf-8")


def test_types_and_checks_are_those_of_the_schema(package: Path) -> None:
    fields = {
        (one["name"], field["name"]): field
        for one in descriptor(package)["resources"]
        for field in one["schema"]["fields"]
    }
    assert all(field["description"] for field in fields.values())
    assert fields["amounts", "value"]["type"] == "string"
    assert fields["amounts", "role"]["constraints"]["enum"][:2] == ["total", "grant"]
    assert fields["amounts", "amount_minor"] == {
        "name": "amount_minor",
        "type": "integer",
        "description": "in hundredths of the unit, rounded half up; null when it does not fit in 64 bits",
    }
    assert fields["amounts", "approximate"]["type"] == "boolean"
    assert fields["amounts", "confidence"]["constraints"] == {"required": True, "minimum": 0, "maximum": 1}
    assert fields["documents", "url"]["constraints"] == {"required": True, "unique": True}
    assert fields["documents", "published"]["constraints"]["pattern"].startswith("([0-9][0-9][0-9][0-9]|")
    assert fields["documents", "seen"]["type"] == "datetime"
    assert fields["beneficiaries", "categories"]["type"] == "array"
    assert fields["changes", "values_after"]["type"] == "object"
    assert resource(package, "printings")["schema"]["primaryKey"] == ["document_id", "topic"]
    assert {"fields": ["copy_of"], "reference": {"fields": ["id"]}} in resource(package, "documents")["schema"][
        "foreignKeys"
    ]


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("amounts", "1500000.50", "1500000,50", "constraint-error"),
        ("amounts", ",total,", ",altceva,", "constraint-error"),
        ("projects", "2019-03", "2019-3", "constraint-error"),
        ("captures", ",200,", ",două sute,", "type-error"),
    ],
)
def test_wrong_values_are_found(mine: Path, table: str, old: str, new: str, kind: str) -> None:
    rewrite(mine, table, lambda text: text.replace(old, new, 1))
    assert (table, kind) in faults(mine)


@pytest.mark.parametrize(
    "wrong", [{"licenses": [{"title": "free"}]}, {"created": "yesterday"}, {"version": 1}, {"sources": "the web"}]
)
def test_a_wrong_descriptor_is_found(mine: Path, wrong: Row) -> None:
    (mine / "datapackage.json").write_text(json.dumps(descriptor(mine) | wrong), "utf-8")
    assert ("", "package-error") in faults(mine)


def test_a_changed_byte_is_found(mine: Path) -> None:
    path = mine / "csv" / "amounts.csv"
    path.write_bytes(path.read_bytes().replace(b"1500000.50", b"1600000.50"))
    assert ("amounts", "hash-count") in faults(mine)
    checked = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=mine, capture_output=True, check=False)
    assert checked.returncode == 1
    assert b"csv/amounts.csv: FAILED" in checked.stdout


def test_a_broken_key_is_found(mine: Path) -> None:
    lost = next(iter(datapackage.read_table(mine, "documents")))
    rewrite(mine, "documents", lambda text: text.replace(f"\n{lost['id']},", "\n0000000000000000,"))
    assert {kind for _, kind in faults(mine)} == {"foreign-key"}
    rewrite(mine, "counties", lambda text: text + text.splitlines(keepends=True)[-1])
    assert ("counties", "primary-key") in faults(mine)


def rewrite(folder: Path, table: str, change: Any) -> None:
    """Change a table so that its digest is right again."""
    told = descriptor(folder)
    path = folder / "csv" / f"{table}.csv"
    before = path.read_bytes().decode()
    after = change(before)
    assert after != before
    path.write_bytes(after.encode())
    for one in told["resources"]:
        if one["name"] == table:
            one |= {"hash": f"sha256:{sha256_of(path)}", "bytes": path.stat().st_size}
    (folder / "datapackage.json").write_text(json.dumps(told), "utf-8")


def test_a_formula_stays_a_text_in_csv_and_is_exact_in_parquet(exports_data: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(exports_data / "fondoscop.db", data)
    hostile = {HOSTILE, "'=1+1", "@SUM(A1)\r\n</script>\0\u202egfedcba"}
    with closing(sqlite3.connect(data / "fondoscop.db")) as database, database:
        for (identity,), title in zip(database.execute("SELECT id FROM projects").fetchall(), hostile, strict=False):
            database.execute("UPDATE projects SET title = ? WHERE id = ?", (title, identity))
    folder = exported(data, tmp_path / "package")
    assert faults(folder) == set()
    for table in ("projects", "project_overview"):
        assert hostile <= {row["title"] for row in in_parquet(folder, table)}
        assert hostile <= {row["title"] for row in datapackage.read_table(folder, table)}
        with (folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            written = {row["title"] for row in csv.DictReader(lines)}
        assert {f"'{title}" for title in hostile} <= written


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["", "'", "''", "'=1", "=1", "'+x", "-5", "-x", "\r", "\n=1", "a\r\nb", '"', "'\"", "\0", "NULL", "\u202e@x", "＝1"]
)


@given(st.lists(st.tuples(TEXTS | st.none(), st.none() | st.integers(-(2**63), 2**63 - 1)), min_size=1))
def test_any_text_comes_back_and_none_is_a_formula(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str | None, int | None]]
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    columns = [
        Column(name=name, kind=kind, select=name, description=name, constraints={})
        for name, kind in (("text", "string"), ("number", "integer"))
    ]
    files = folder / "t.csv", folder / "t.parquet"
    assert write_table(iter(rows), columns, *files) == len(rows)
    read = list(read_csv(files[0], [{"name": one.name, "type": one.kind} for one in columns]))
    assert [tuple(row.values()) for row in read] == rows
    assert [tuple(row.values()) for row in parquet.read_table(files[1]).to_pylist()] == rows
    with files[0].open(encoding="utf-8", newline="") as lines:
        for cell, _ in csv.reader(lines):
            assert not cell.startswith(("=", "@", "\t", "\r", "\n"))


def test_the_same_database_gives_the_same_bytes(exports_data: Path, package: Path, tmp_path: Path) -> None:
    again = exported(exports_data, tmp_path / "again")
    files = sorted(path.relative_to(package) for path in package.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    for name in files:
        assert (package / name).read_bytes() == (again / name).read_bytes(), name


def test_a_release_can_be_cited(exports_data: Path, package: Path) -> None:
    told = descriptor(package)
    digest = sha256_of(package / "SHA256SUMS")
    assert told["digest"] == told["id"] == f"sha256:{digest}"
    assert told["version"] == f"2025.3.4+{digest[:12]}"
    assert told["created"] == "2025-03-04T05:06:07.000000+00:00"
    assert told["versions"] == {
        row["name"]: row["value"] for row in asked(exports_data, "SELECT * FROM properties ORDER BY name")
    }
    assert [source["path"] for source in told["sources"]] == [
        "http://asociatie.test/",
        "http://dgaspc.test/",
        "http://primaria.test/",
        "http://ziar.test/",
    ]
    for place in (package, package / "parquet"):
        assert (place / descriptor(place)["licenses"][0]["path"]).is_file()
    assert digest in (package / "README.md").read_text("utf-8")
    assert digest in (package / "CITATION.cff").read_text("utf-8")
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=package, check=True)
    listed = {line.split("  ")[1] for line in (package / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert listed == {
        str(path.relative_to(package)) for path in package.rglob("*") if path.suffix in {".csv", ".parquet"}
    }


def chosen_ids(data: Path, where: str) -> set[str]:
    return {row["id"] for row in asked(data, f"SELECT id FROM project_overview WHERE {where}")}


@pytest.mark.parametrize("where", ["code = '127901'", "title LIKE '%Vatra%' OR code = '130002' -- both", "1 = 0"])
def test_a_selection_has_all_of_its_projects_and_nothing_of_others(
    exports_data: Path, tmp_path: Path, where: str
) -> None:
    folder = exported(exports_data, tmp_path / "some", where)
    assert faults(folder) == set()
    ids = chosen_ids(exports_data, where.partition(" --")[0])
    assert {row["id"] for row in datapackage.read_table(folder, "projects")} == ids
    assert bool(ids) == (where != "1 = 0")
    facts = set()
    for table in FACTS:
        rows = [row for row in held(exports_data, resource(folder, table)) if row["project_id"] in ids]
        assert list(datapackage.read_table(folder, table)) == rows
        facts |= {row["id"] for row in rows}
    assert {row["fact_id"] for row in datapackage.read_table(folder, "quotes")} == {
        row["fact_id"] for row in asked(exports_data, "SELECT fact_id FROM quotes") if row["fact_id"] in facts
    }
    assert descriptor(folder)["selection"] == where
    with pytest.raises(LookupError):
        datapackage.read_table(folder, "funding_by_year")


def test_a_condition_by_chance_is_asked_once(exports_data: Path, tmp_path: Path) -> None:
    folder = exported(exports_data, tmp_path / "some", "random() % 2 = 0")
    assert faults(folder) == set()


def test_the_command_tells_what_is_in_it_and_what_is_not(exports_data: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "package"
    for language, word in (("ro", "Condiții"), ("en", "Terms")):
        options = ("--where", "code = '127901'", "--lang", language, "--data", exports_data)
        code, printed, told = run("export", "datapackage", "-o", target, *options)
        assert (code, printed) == (0, "")
        assert f"## {word}" in (target / "README.md").read_text("utf-8")
    assert " 1 projects, " in told
    assert "left out: 1 texts of documents, which belong to publishers" in told
    assert "left out: 7 tables that count the whole database" in told

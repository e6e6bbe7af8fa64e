"""Exports: which projects, all that is known of them, and files that are whole or not there."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

from explore.export import formats, jsonl
from explore.export.whole_files import DestinationError, whole_folder
from explore.export.whole_projects import Exported, WholeProject
from store.asking import Inquiry, QueryError
from tests.conftest import Run


def projects(data: Path, where: str | None = None) -> list[WholeProject]:
    with Exported.open(data / "fondoscop.db", where=where) as exported:
        return list(exported.whole_projects())


def column(data: Path, sql: str) -> list[object]:
    with Inquiry.open(data / "fondoscop.db") as inquiry:
        return [row[0] for row in inquiry.ask(sql).rows]


def test_every_project_is_there_with_every_fact(exports_data: Path) -> None:
    whole = projects(exports_data)
    assert [one.project.id for one in whole] == column(exports_data, "SELECT id FROM projects ORDER BY id")
    for table in ("amounts", "partners", "dates", "beneficiaries", "places"):
        held = {fact.id for one in whole for fact in getattr(one, table)}
        assert held == set(column(exports_data, f"SELECT id FROM {table} WHERE project_id IS NOT NULL"))
        assert held
    assert {one.total.amount_id for one in whole if one.total} == set(
        column(exports_data, "SELECT amount_id FROM project_totals")
    )
    assert sorted(each.partner_id for one in whole for each in one.organisations) == sorted(
        map(str, column(exports_data, "SELECT partner_id FROM project_organisations"))
    )


def test_facts_stand_with_their_project(exports_data: Path) -> None:
    for one in projects(exports_data):
        told = {document.id for document in one.documents}
        for fact in (*one.amounts, *one.partners, *one.dates, *one.beneficiaries, *one.places):
            assert fact.project_id == one.project.id
            assert fact.document_id in told
            assert fact.quote in fact.sentence
        if one.project.programme_id:
            assert one.programmes[0].id == one.project.programme_id


def test_a_project_has_its_programme_and_what_that_belongs_to(exports_data: Path) -> None:
    (one,) = projects(exports_data, "code = '127901'")
    assert [level.level for level in one.programmes][-2:] == ["programme", "fund"]


@pytest.mark.parametrize(
    ("where", "codes"),
    [
        ("code = '127901'", {"127901"}),
        ("lei > 1000000 -- and nothing else", {"127901", "130002"}),
        ("lead LIKE '%Frasin%' AND total IS NULL", {None}),
        ("1 = 0", set()),
    ],
)
def test_a_condition_chooses(exports_data: Path, where: str, codes: set[str | None]) -> None:
    assert {one.project.code for one in projects(exports_data, where)} == codes


@pytest.mark.parametrize(
    "where", ["kod = 1", "1) UNION SELECT name FROM sqlite_schema; --", "load_extension('x')", "(", "", "1) OR (1"]
)
def test_a_condition_that_cannot_be_asked_is_told_and_writes_nothing(
    exports_data: Path, tmp_path: Path, run: Run, where: str
) -> None:
    code, _, told = run("export", "jsonl", "-o", tmp_path / "x.jsonl", "--where", where, "--data", exports_data)
    assert code == 2
    assert "--where" in told
    assert not list(tmp_path.iterdir())


def test_one_state_is_exported_whatever_is_asked_beside(exports_data: Path) -> None:
    with Exported.open(exports_data / "fondoscop.db") as exported:
        stream = exported.whole_projects()
        next(stream)
        with pytest.raises(QueryError, match="open for reading"):
            exported.inquiry.ask("ROLLBACK")
        assert list(stream)


def test_each_line_is_of_the_shape_that_is_documented_and_reads_back(
    exports_data: Path, tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "projects.jsonl"
    code, printed, told = run("export", "jsonl", "--output", path, "--data", exports_data)
    assert (code, printed) == (0, "")
    lines = path.read_text("utf-8").splitlines()
    assert f"{len(lines)} projects" in told
    shape = jsonschema.Draft202012Validator(json.loads(jsonl.SCHEMA.read_text("utf-8")))
    for line in lines:
        shape.validate(json.loads(line))
    assert [jsonl.read_line(line) for line in lines] == projects(exports_data)
    with pytest.raises(jsonschema.ValidationError):
        shape.validate({**json.loads(lines[0]), "project": None})


def test_the_documented_shape_is_todays() -> None:
    assert jsonl.SCHEMA.read_text("utf-8") == jsonl.schema_text(), "run: make docs"


def test_the_same_database_gives_the_same_bytes(exports_data: Path, tmp_path: Path, run: Run) -> None:
    for name in ("one", "two"):
        run("export", "jsonl", "-o", tmp_path / name, "--data", exports_data)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_places_where_nothing_can_be_written(exports_data: Path, tmp_path: Path, run: Run) -> None:
    for target in (tmp_path, tmp_path / "nowhere" / "x.jsonl"):
        code, _, told = run("export", "jsonl", "-o", target, "--data", exports_data)
        assert code == 2
        assert str(target.parent) in told
    code, _, told = run("export", "jsonl", "-o", tmp_path / "x.jsonl", "--data", tmp_path)
    assert code != 0
    assert "fondoscop.db" in told
    assert not list(tmp_path.iterdir())


def test_nothing_takes_the_place_of_a_database_or_a_device(exports_data: Path, tmp_path: Path, run: Run) -> None:
    held = (exports_data / "fondoscop.db").read_bytes()
    os.mkfifo(tmp_path / "pipe")
    for command in (("export", "jsonl"), ("plot", "partners")):
        for target in (exports_data / "fondoscop.db", tmp_path / "pipe", Path("-")):
            code, _, told = run(*command, "-o", target, "--data", exports_data)
            assert code == 2
            assert str(target) in told
    assert (exports_data / "fondoscop.db").read_bytes() == held
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_that_is_no_earlier_export_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(DestinationError, match="another folder"):
        formats.check_folder(mine, "datapackage.json")
    formats.check_folder(tmp_path / "new", "datapackage.json")


def test_a_folder_takes_the_place_of_the_earlier_one_only_when_it_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    for text in ("one", "two"):
        with whole_folder(folder) as part:
            (part / "index.html").write_text(text)
    with pytest.raises(FileNotFoundError), whole_folder(folder) as part:
        part.joinpath("nowhere", "index.html").write_text("three")
    assert (folder / "index.html").read_text() == "two"
    assert list(tmp_path.iterdir()) == [folder]


def test_a_format_whose_packages_are_missing_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(formats.FORMATS, "jsonl", formats.Format(module="jsonl", told="", needs=("no_such_package",)))
    with pytest.raises(formats.MissingPackagesError, match=r"fondoscop\[export\]"):
        formats.format_named("jsonl")


def test_the_help_tells_what_each_format_is(run: Run) -> None:
    _, printed, _ = run("export", "--help")
    told = " ".join(printed.split())
    for name, one in formats.FORMATS.items():
        assert f"{name}: {one.told}" in told


def test_an_export_of_nothing_says_so(exports_data: Path, tmp_path: Path, run: Run) -> None:
    code, _, told = run("export", "ftm", "-o", tmp_path / "x.json", "--where", "0", "--data", exports_data)
    assert (code, told) == (0, f"{tmp_path / 'x.json'}: 0 projects\n")

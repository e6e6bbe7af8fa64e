"""Grants by the 360Giving standard: valid by its schema, read by flattentool, nothing in them that no page states."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import flattentool
import openpyxl
import pytest
from flattentool.exceptions import FlattenToolWarning
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from explore.export import threesixtygiving
from explore.export.threesixtygiving_award import NoGrantError, award_of
from explore.export.threesixtygiving_grants import moment, number
from explore.export.threesixtygiving_standard import GRANT_SCHEMA, PACKAGE_SCHEMA, column_title, fault_of
from explore.export.threesixtygiving_workbook import GrantsWorkbook
from explore.export.whole_projects import Exported, WholeProject
from store.asking import Inquiry
from tests.conftest import Run
from tests.granted import granted_data

Package = dict[str, Any]


def rows(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with Inquiry.open(data / "fondoscop.db") as inquiry:
        return list(inquiry.ask(sql).rows)


@pytest.fixture(scope="module")
def grants_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return granted_data(tmp_path_factory.mktemp("granted") / "data")


@pytest.fixture(scope="module")
def written(grants_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("360giving")
    with Exported.open(grants_data / "fondoscop.db") as exported:
        for name in ("grants.json", "grants.xlsx"):
            threesixtygiving.write(exported, folder / name, "ro")
    return folder


@pytest.fixture
def package(written: Path) -> Package:
    return json.loads((written / "grants.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    """Of the standard's own schemas, by its own addresses: nothing is fetched."""
    whole, grant = (json.loads(path.read_text("utf-8")) for path in (PACKAGE_SCHEMA, GRANT_SCHEMA))
    address = whole["properties"]["grants"]["items"]["$ref"]
    registry = Registry().with_resource(address, DRAFT4.create_resource(grant))
    return Draft4Validator(whole, registry=registry, format_checker=Draft4Validator.FORMAT_CHECKER)


def titled(package: Package, title: str) -> dict[str, Any]:
    return next(grant for grant in package["grants"] if grant["title"] == title)


def unflattened(path: Path, target: Path, *, titles: bool) -> Package:
    alone = json.loads(PACKAGE_SCHEMA.read_text("utf-8"))
    del alone["properties"]["grants"]  # refers to an address, which flattentool would fetch
    schema = target.with_name("meta-schema.json")
    schema.write_text(json.dumps(alone), "utf-8")
    more = {"metatab_name": "Meta", "metatab_schema": str(schema), "metatab_vertical_orientation": True}
    flattentool.unflatten(
        str(path),
        input_format="xlsx" if path.suffix == ".xlsx" else "csv",
        output_name=str(target),
        root_list_path="grants",
        root_id="",
        id_name="id",
        schema=str(GRANT_SCHEMA),
        convert_titles=titles,
        **(more if titles else {}),
    )
    return json.loads(target.read_text("utf-8"))


def test_the_schema_is_that_of_the_standard() -> None:
    known = json.loads(GRANT_SCHEMA.read_text("utf-8"))["properties"]
    assert {"fromOpenCall", "toIndividualsDetails", "regrantType", "locationScope"} <= known.keys()
    assert "/1.4/" in PACKAGE_SCHEMA.read_text("utf-8")


def test_grants_in_several_currencies_are_valid(package: Package, validator: Draft4Validator) -> None:
    validator.validate(package)
    assert package["version"] == "1.4"
    assert {
        grant["title"]: (grant["amountAwarded"], grant["currency"], grant["awardDate"]) for grant in package["grants"]
    } == {
        "Sub tei": (54321.05, "EUR", "2020-06-15"),
        "Aleea caselor": (700000.25, "RON", "2021-01-20"),
        "Pâine caldă": (480000000, "ROL", "2003-04-03"),
    }


def broken(**fields: object) -> Callable[[Package], None]:
    return lambda package: package["grants"][0].update(fields)


@pytest.mark.parametrize(
    "breaking",
    [
        broken(awardDate="2020-06"),
        broken(awardDate="15.06.2020"),
        broken(currency="LEI"),
        broken(amountAwarded="54.321,05"),
        broken(fundingOrganization=[]),
        broken(recipientOrganization=[{"name": "Asociația Salcia"}]),
        broken(plannedDates=[{"startDate": "iulie 2020"}]),
        broken(dateModified="2025-03-04"),
        broken(description=None),
        lambda package: package.update(version="1.4.0"),
        lambda package: package.update(grants=[]),
        lambda package: package["grants"].append(package["grants"][0]),
        lambda package: package["grants"][0].pop("awardDate"),
    ],
)
def test_the_check_finds_what_is_broken(
    package: Package, validator: Draft4Validator, breaking: Callable[[Package], None]
) -> None:
    breaking(package)
    assert not validator.is_valid(package)


def test_what_the_schema_refuses_is_named(package: Package) -> None:
    grant = package["grants"][0]
    assert fault_of(grant) is None
    assert fault_of({**grant, "currency": "LEI"}) == "currency"
    assert fault_of({name: value for name, value in grant.items() if name != "title"}) == "requirements"


def test_figures_are_those_of_the_database_and_lead_to_their_pages(grants_data: Path, package: Package) -> None:
    held = rows(
        grants_data,
        "SELECT a.project_id, a.value, a.currency, a.quote, d.url, c.sha256 FROM amounts AS a"
        " JOIN documents AS d ON d.id = a.document_id JOIN captures AS c ON c.id = d.capture_id WHERE a.role = 'grant'",
    )
    for grant in package["grants"]:
        told = {document["url"]: document["description"] for document in grant["relatedDocument"]}
        assert [
            True
            for project, value, currency, quote, url, sha256 in held
            if f"360G-fondoscop-{project}" == grant["id"] and Decimal(value) == Decimal(str(grant["amountAwarded"]))
            if (currency, url) == (grant["currency"], grant["dataSource"])
            if f"„{quote}”" in told[url] and sha256 in told[url]
        ]


def test_the_sum_that_most_stories_tell_is_the_grant(package: Package) -> None:
    grant = titled(package, "Aleea caselor")
    assert grant["amountAwarded"] == 700000.25
    assert {document["url"] for document in grant["relatedDocument"]} == {
        "http://dgaspc.test/alee", "http://asociatie.test/alee", "http://ziar.test/alee",
    }  # fmt: skip


def test_what_is_said_of_a_grant(package: Package) -> None:
    grant = titled(package, "Sub tei")
    assert grant["recipientOrganization"][0]["id"] == "RO-CUI-18547290"
    assert [each["name"] for each in grant["fundingOrganization"]] == [
        "Granturile SEE și Norvegiene", "Fundația pentru Dezvoltarea Societății Civile",
    ]  # fmt: skip
    assert grant["plannedDates"] == [{"startDate": "2020-07", "endDate": "2022-06"}]
    assert [(place["id"], place["name"]) for place in grant["beneficiaryLocation"]] == [
        ("RO-SIRUTA-146655", "Siret, Suceava"),
        ("RO-SIRUTA-332", "Suceava"),
        ("RO-SIRUTA-146539", "Fălticeni, Suceava"),
    ]
    assert [each["title"] for each in grant["classifications"]] == ["copii", "vârstnici"]
    assert grant["grantProgramme"][0]["title"] == "Granturile SEE și Norvegiene 2014-2021"
    assert grant["description"].startswith("Asociația Salcia este lider de proiect în proiectul „Sub tei”")
    assert "\u202e" not in json.dumps(grant, ensure_ascii=False)


def test_projects_that_lack_something_are_counted_by_what_they_lack(
    grants_data: Path, tmp_path: Path, run: Run
) -> None:
    code, _, told = run("export", "360giving", "-o", tmp_path / "g.json", "--data", grants_data)
    assert code == 0
    assert "3 grants" in told
    for reason in (
        "2 projects whose grant no page states",
        "1 projects whose grant pages state as about",
        "1 projects of which no page says when the contract was signed",
        "1 projects of which pages tell the month or year alone",
        "2 projects whose funder no page names",
    ):
        assert f"left out: {reason}" in told
    (count,) = rows(grants_data, "SELECT count(*) FROM projects")[0]
    left_out = [line for line in told.splitlines() if line.startswith("left out: ")]
    assert 3 + sum(int(line.split()[2]) for line in left_out) == count


def whole(exported: Exported, title: str) -> WholeProject:
    return next(one for one in exported.whole_projects() if one.project.title == title)


@pytest.mark.parametrize(
    ("less", "reason"),
    [
        (lambda one: replace(one, organisations=()), "who leads them"),
        (lambda one: replace(one, amounts=()), "no page states"),
        (
            lambda one: replace(one, amounts=tuple(replace(a, bound="max") for a in one.amounts)),
            "up to",
        ),
        (lambda one: replace(one, dates=()), "no page says when"),
        (
            lambda one: replace(one, dates=tuple(replace(d, start_date="2021-02-31") for d in one.dates)),
            "month or year alone",
        ),
    ],
)
def test_nothing_takes_the_place_of_what_is_missing(
    grants_data: Path, less: Callable[[WholeProject], WholeProject], reason: str
) -> None:
    with Exported.open(grants_data / "fondoscop.db") as exported:
        project = whole(exported, "Aleea caselor")
        assert award_of(project, exported).amount.value == Decimal("700000.25")
        with pytest.raises(NoGrantError, match=reason):
            award_of(less(project), exported)


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Contractul de finanțare nr. 12/20.01.2021 a fost semnat.", True),
        ("The grant agreement was signed on 20.01.2021.", True),
        ("CONVENȚIA DE FINANȚARE din 20.01.2021, semnată împreună cu partenerii", True),
        ("Contractul de lucrări nr. 12/20.01.2021 a fost semnat, cu finanțare europeană.", False),
        ("Contract privind execuția lucrărilor nr. 12/20.01.2021, proiect finanțat din FEDR", False),
        ("Acordul de parteneriat a fost semnat la 20.01.2021.", False),
        ("A semnat pe 20.01.2021.", False),
    ],
)
def test_the_award_is_the_signing_of_the_financing(grants_data: Path, sentence: str, counts: bool) -> None:
    with Exported.open(grants_data / "fondoscop.db") as exported:
        project = whole(exported, "Aleea caselor")
        project = replace(project, dates=tuple(replace(one, sentence=sentence) for one in project.dates))
        if counts:
            assert award_of(project, exported).signing.start_date == "2021-01-20"
        else:
            with pytest.raises(NoGrantError, match="not that it was the financing's"):
                award_of(project, exported)


def test_a_story_that_is_printed_often_counts_once(grants_data: Path) -> None:
    with Exported.open(grants_data / "fondoscop.db") as exported:
        project = whole(exported, "Aleea caselor")
        first, *others = sorted(project.documents, key=lambda one: "ziar" not in one.url)
        told = replace(project, documents=(first, *(replace(one, copy_of="x") for one in others)))
        (other,) = (one for one in project.amounts if one.value == 690000)
        assert award_of(told, exported).amount.value == 690000  # a story each: that which was published last
        again = replace(other, id="0", document_id="y", is_copy=True)
        printed = replace(project.documents[0], id="y", copy_of=first.id)
        more = replace(project, amounts=(*project.amounts, again), documents=(*project.documents, printed))
        assert award_of(more, exported).amount.value == Decimal("700000.25")  # two stories against one in two papers


def test_flattentool_reads_the_spreadsheet_as_the_same_grants(written: Path, package: Package, tmp_path: Path) -> None:
    assert unflattened(written / "grants.xlsx", tmp_path / "back.json", titles=True) == package


def test_flattentool_makes_tables_of_the_json_and_reads_it_back(
    written: Path, package: Package, tmp_path: Path
) -> None:
    flattentool.flatten(
        str(written / "grants.json"),
        schema=str(GRANT_SCHEMA),
        output_name=str(tmp_path / "flat"),
        output_format="csv",  # in its .xlsx what begins with "=" is a formula
        main_sheet_name="grants",
        root_list_path="grants",
        root_id="",
    )
    back = unflattened(tmp_path / "flat", tmp_path / "back.json", titles=False)
    assert sorted(back["grants"], key=lambda one: one["id"]) == package["grants"]  # it reads files by their names


def test_columns_are_called_as_in_the_template_of_the_standard(written: Path, tmp_path: Path) -> None:
    with pytest.warns(FlattenToolWarning, match="Transaction does not have a title"):
        flattentool.create_template(
            str(GRANT_SCHEMA),
            output_name=str(tmp_path / "template.xlsx"),
            output_format="xlsx",
            main_sheet_name="grants",
            root_id="",
            use_titles=True,
        )
    template = openpyxl.load_workbook(tmp_path / "template.xlsx")
    known = {cell.value for sheet in template for cell in sheet[1]}
    book = openpyxl.load_workbook(written / "grants.xlsx")
    assert book.sheetnames[0] == "grants"
    assert {cell.value for sheet in book if sheet.title != "Meta" for cell in sheet[1]} <= known
    assert column_title("recipientOrganization", "name") == "Recipient Org:Name"


def test_no_cell_is_a_formula(written: Path) -> None:
    book = openpyxl.load_workbook(written / "grants.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    (risky,) = (cell for cell in cells if cell.value == "=1+1 Sub tei")
    assert risky.quotePrefix


def test_the_same_database_gives_the_same_bytes(grants_data: Path, written: Path, tmp_path: Path, run: Run) -> None:
    for name in ("grants.json", "grants.xlsx"):
        run("export", "360giving", "-o", tmp_path / name, "--data", grants_data)
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"grants.json", "grants.xlsx"}


def test_words_of_our_own_are_in_the_language_that_was_asked_for(grants_data: Path, tmp_path: Path, run: Run) -> None:
    run("export", "360giving", "-o", tmp_path / "g.json", "--lang", "en", "--data", grants_data)
    grant = titled(json.loads((tmp_path / "g.json").read_text("utf-8")), "Sub tei")
    assert grant["classifications"][0]["title"] == "children"
    assert "Amount awarded: „54.321,05 euro”" in grant["relatedDocument"][0]["description"]


def test_without_any_grant_there_is_no_file(grants_data: Path, tmp_path: Path, run: Run) -> None:
    for name in ("g.json", "g.xlsx"):
        where = ("--where", "title = 'Ulmi pe deal'")
        code, _, told = run("export", "360giving", "-o", tmp_path / name, *where, "--data", grants_data)
        assert code == 2
        assert "1 projects whose funder no page names" in told
    code, _, told = run("export", "360giving", "-o", tmp_path / "g.csv", "--data", grants_data)
    assert code == 2
    assert ".json or .xlsx" in told
    assert not list(tmp_path.iterdir())


def test_what_goes_wrong_leaves_nothing_behind(
    grants_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    real = GrantsWorkbook.add

    def add(book: GrantsWorkbook, grant: Package) -> None:
        real(book, grant)
        if grant["title"] == "Aleea caselor":
            assert list(temporary.iterdir())
            raise OSError("disk full")

    monkeypatch.setattr(GrantsWorkbook, "add", add)
    for where, error in ((None, OSError), ("title = 'Ulmi pe deal'", threesixtygiving.NoGrantsError)):
        with Exported.open(grants_data / "fondoscop.db", where=where) as exported, pytest.raises(error):
            threesixtygiving.write(exported, tmp_path / "g.xlsx", "ro")
    assert list(tmp_path.iterdir()) == [temporary]
    assert not list(temporary.iterdir())


@given(st.decimals(min_value=0, max_value=10**13, places=2))
def test_a_sum_keeps_every_digit(value: Decimal) -> None:
    assert Decimal(json.dumps(number(value))) == value


def test_the_time_of_a_capture_never_lies_before_it() -> None:
    assert moment("2026-11-22T21:22:18.548509+00:00") == "2026-11-22T21:22:19Z"
    assert moment("2026-11-22T21:22:18+00:00") == "2026-11-22T21:22:18Z"

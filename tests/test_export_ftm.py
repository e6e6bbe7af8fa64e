"""FollowTheMoney entities: valid for its own tool and for stricter checks, and what the database holds."""

import json
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from followthemoney.cli.util import path_entities
from followthemoney.entity import ValueEntity
from followthemoney.proxy import EntityProxy
from followthemoney.types import registry

from explore.export import ftm, ftm_entities
from explore.export.formats import Report
from explore.export.ftm_checks import faults
from explore.export.ftm_payments import NoPaymentError, grant_of
from explore.export.whole_projects import Exported, Participant, ProgrammeLevel, WholeProject
from explore.typed_rows import AmountRow
from explore.wording import Language, harmless
from store.asking import Inquiry
from tests.conftest import Run

FTM = Path(sys.executable).with_name("ftm")
Line = dict[str, Any]


def written(data: Path, path: Path, where: str | None = None, language: Language = "ro") -> tuple[list[Line], Report]:
    with Exported.open(data / "fondoscop.db", where=where) as exported:
        report = ftm.write(exported, path, language)
    return lines_of(path), report


def lines_of(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def asked(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with Inquiry.open(data / "fondoscop.db") as inquiry:
        return list(inquiry.ask(sql).rows)


@pytest.fixture(scope="module")
def path(exports_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ftm") / "entities.ftm.json"
    written(exports_data, file)
    return file


def revalidated(path: Path, tmp_path: Path) -> list[Line]:
    """What FollowTheMoney's own command makes of a file: it drops what it can't clean, and says nothing."""
    after = tmp_path / "validated.json"
    subprocess.run([FTM, "validate", "-i", path, "-o", after], check=True, timeout=60)
    return [{name: line[name] for name in ("id", "schema", "properties")} for line in lines_of(after)]


def loose_ends(lines: Iterable[Line]) -> Iterator[str]:
    """Ids that stand twice, and references to what is not in the file or is of another schema than the property's."""
    entities = [EntityProxy.from_dict(line) for line in lines]
    yield from (f"twice: {identity}" for identity, count in Counter(one.id for one in entities).items() if count > 1)
    schemas = {one.id: one.schema for one in entities}
    for one in entities:
        for prop, value in one.itervalues():
            if prop.type == registry.entity:
                found = schemas.get(value)
                if found is None:
                    yield f"{one.schema.name}.{prop.name}: nothing in the file is {value}"
                elif prop.range is None or not found.is_a(prop.range):
                    yield f"{one.schema.name}.{prop.name}: {found.name}"


def test_followthemoney_itself_finds_nothing_to_drop(path: Path, tmp_path: Path) -> None:
    assert revalidated(path, tmp_path) == lines_of(path)


@pytest.mark.parametrize(
    ("schema", "name", "value"),
    [
        ("HyperText", "sourceUrl", "javascript:alert(1)"),
        ("Project", "startDate", "2019-02-31"),
        ("Project", "country", "Rumänistan"),
        ("Payment", "payer", "no such id"),
        ("Payment", "money", "12"),
    ],
)
def test_what_is_broken_does_not_pass_it(path: Path, tmp_path: Path, schema: str, name: str, value: str) -> None:
    broken = [{**line, "properties": dict(line["properties"])} for line in lines_of(path)]
    next(line for line in broken if line["schema"] == schema)["properties"][name] = [value]
    file = tmp_path / "broken.json"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in broken), "utf-8")
    assert revalidated(file, tmp_path) != broken


def test_each_entity_passes_the_stricter_checks_and_all_lead_to_entities_of_their_schemas(path: Path) -> None:
    lines = lines_of(path)
    assert {line["schema"] for line in lines} >= {"Project", "ProjectParticipant", "Payment", "PublicBody", "HyperText"}
    for line in lines:
        assert not faults(EntityProxy.from_dict(line)), line
    assert not list(loose_ends(lines))


def valid(schema: str) -> EntityProxy:
    """An entity of the schema with which nothing is wrong."""
    properties: Mapping[str, Mapping[str, Sequence[str]]] = {
        "Payment": {
            "payer": ["fondoscop-organisation-1"], "beneficiary": ["fondoscop-organisation-2"],
            "project": ["fondoscop-project-1"], "amount": ["12.50"], "currency": ["RON"], "amountEur": ["2.51"],
            "date": ["2019-03"], "sourceUrl": ["http://a.test/x"], "proof": ["fondoscop-document-1"],
        },
        "Pages": {
            "title": ["Raport"], "sourceUrl": ["http://a.test/x.pdf"], "retrievedAt": ["2025-03-04T05:06:07"],
            "notes": ["sha256:00"],
        },
    }  # fmt: skip
    return EntityProxy.from_dict({"id": "fondoscop-x", "schema": schema, "properties": properties[schema]})


@pytest.mark.parametrize("schema", ["Payment", "Pages"])
def test_nothing_is_wrong_with_what_is_right(schema: str) -> None:
    assert faults(valid(schema)) == []


@pytest.mark.parametrize(
    ("name", "values", "wrong"),
    [
        ("amount", ["1.500,50"], "whose amount is no number"),
        ("amount", ["-5"], "whose amount is no number"),
        ("amount", ["1e6"], "whose amount is no number"),
        ("amount", ["NaN"], "whose amount is no number"),
        ("amount", ["12.50 lei"], "whose amount is no number"),
        ("amount", ["٣"], "whose amount is no number"),
        ("amount", [], "without amount"),
        ("amount", ["12.50", "13"], "with more than one amount"),
        ("amountEur", ["2,51"], "whose amountEur is no number"),
        ("currency", ["lei"], "whose currency is no currency of ISO 4217"),
        ("currency", ["ron"], "whose currency is no currency of ISO 4217"),
        ("currency", ["RUN"], "whose currency is no currency of ISO 4217"),
        ("currency", ["XXX"], "whose currency is no currency of ISO 4217"),
        ("currency", [], "with one of amount and currency and not the other"),
        ("date", ["2019-02-29"], "whose date is no date"),
        ("date", ["2019-13"], "whose date is no date"),
        ("date", ["2019-3-1"], "whose date is no date"),
        ("date", ["13.06.2019"], "whose date is no date"),
        ("date", ["0000"], "whose date is no date"),
        ("payer", [], "without payer"),
        ("proof", [], "without proof"),
        ("proof", ["fondoscop document"], "whose proof is no entity"),
        ("sourceUrl", ["javascript:alert(1)"], "whose sourceUrl is no url"),
        ("sourceUrl", ["http://a.test/" + "x" * 5000], "whose sourceUrl is no url"),
    ],
)
def test_a_payment_with_which_something_is_wrong(name: str, values: list[str], wrong: str) -> None:
    payment = valid("Payment").to_dict()
    broken = EntityProxy.from_dict({**payment, "properties": {**payment["properties"], name: values}})
    assert any(told.startswith(wrong) for told in faults(broken)), faults(broken)


@pytest.mark.parametrize("name", ["amount", "currency"])
def test_the_stricter_checks_are_needed(tmp_path: Path, name: str) -> None:
    """The day that this fails, the library does what ours do."""
    payment = valid("Payment").to_dict()
    payment["properties"][name] = ["o mie de lei"]
    file = tmp_path / "x.json"
    file.write_text(f"{json.dumps(payment)}\n", "utf-8")
    assert revalidated(file, tmp_path) == [payment]
    assert faults(EntityProxy.from_dict(payment))


def test_a_document_whose_digest_stands_where_sha1_belongs() -> None:
    document = valid("Pages")
    document.add("contentHash", "0" * 64, cleaned=True)
    assert faults(document) == ["whose contentHash is no checksum that FollowTheMoney allows"]


@pytest.mark.parametrize("identity", ["", "two words", "-x", "x" * 300])
def test_an_id_that_software_would_refuse(identity: str) -> None:
    document = valid("Pages")
    document.id = identity or None
    assert faults(document) == ["without an id that FollowTheMoney allows"]


def test_references_that_lead_nowhere_or_to_another_schema_are_seen(path: Path) -> None:
    lines = lines_of(path)
    payment = next(line for line in lines if line["schema"] == "Payment")
    without = [line for line in lines if line["id"] != payment["properties"]["payer"][0]]
    assert any("Payment.payer: nothing" in told for told in loose_ends(without))
    payment["properties"]["payer"] = payment["properties"]["project"]
    assert "Payment.payer: Project" in set(loose_ends(lines))
    assert f"twice: {lines[0]['id']}" in set(loose_ends([*lines, lines[0]]))


# What was written and read back is what the database holds


def read_back(path: Path, schema: str) -> dict[str, ValueEntity]:
    """By the database's own id: what stands behind the last hyphen."""
    found = [entity for entity in path_entities(path, ValueEntity) if entity.schema.is_a(schema)]
    by_id = {str(entity.id).rsplit("-", 1)[-1]: entity for entity in found}
    assert len(by_id) == len(found)
    return by_id


def as_text(value: object) -> str | None:
    return None if value is None else unicodedata.normalize("NFC", harmless(str(value)))


def test_projects_are_those_of_the_database(exports_data: Path, path: Path) -> None:
    rows = asked(
        exports_data,
        "SELECT p.id, p.title, p.code, p.period_start, p.period_end, t.value, t.currency, t.eur_minor, d.url"
        " FROM projects AS p JOIN documents AS d ON d.id = p.document_id"
        " LEFT JOIN project_totals AS t ON t.project_id = p.id",
    )
    entities = read_back(path, "Project")
    assert len(entities) == len(rows)
    for identity, *values, euro, url in rows:
        one = entities[identity]
        names = ("name", "projectId", "startDate", "endDate", "amount", "currency")
        assert [one.first(name) for name in names] == [as_text(value) for value in values]
        assert url in one.get("sourceUrl")
        assert [Decimal(told) * 100 for told in one.get("amountEur")] == ([] if euro is None else [euro])


def test_documents_are_those_of_the_database_without_their_texts(exports_data: Path, path: Path) -> None:
    rows = asked(
        exports_data,
        "SELECT DISTINCT d.id, d.url, d.title, d.published, substr(c.fetched_at, 1, 19), s.name, c.sha256, d.text"
        " FROM documents AS d JOIN captures AS c ON c.id = d.capture_id JOIN sources AS s ON s.id = d.source_id"
        " JOIN project_mentions AS m ON m.document_id = d.id AND m.project_id IS NOT NULL",
    )
    entities = read_back(path, "Document")
    assert len(entities) == len(rows)
    for identity, *values, sha256, text in rows:
        one = entities[identity]
        names = ("sourceUrl", "title", "publishedAt", "retrievedAt", "publisher")
        assert [one.first(name) for name in names] == [as_text(value) for value in values]
        assert f"sha256:{sha256}" in one.get("notes")
        assert one.schema.name == "HyperText"
        assert "ultimul loc" in text  # of the sentence that stands on every page, and is nobody's evidence
    assert "ultimul loc" not in path.read_text("utf-8")


def test_organisations_and_their_roles_are_those_of_the_database(exports_data: Path, path: Path) -> None:
    rows = asked(
        exports_data,
        "SELECT id, name, cui FROM organisations WHERE id IN (SELECT organisation_id FROM project_organisations)",
    )
    entities = read_back(path, "LegalEntity")
    assert {(identity, one.first("name"), one.first("taxNumber")) for identity, one in entities.items()} == set(rows)
    assert any(cui for _, _, cui in rows)
    roles = asked(
        exports_data,
        "SELECT x.project_id, x.organisation_id, r.ro, f.id, f.quote, f.document_id FROM project_organisations AS x"
        " JOIN roles AS r ON r.kind = 'partners' AND r.role = x.role JOIN partners AS f ON f.id = x.partner_id",
    )
    told = [
        (
            *(str(one.first(name)).rsplit("-", 1)[-1] for name in ("project", "participant")),
            *(one.first(name) for name in ("role", "recordId", "summary")),
            str(one.first("proof")).rsplit("-", 1)[-1],
        )
        for one in path_entities(path, ValueEntity)
        if one.schema.name == "ProjectParticipant"
    ]
    assert sorted(told) == sorted(roles)


def test_a_grant_is_a_payment_from_the_funder_to_the_lead_with_its_evidence(exports_data: Path, path: Path) -> None:
    (payment,) = (one for one in path_entities(path, ValueEntity) if one.schema.name == "Payment")
    names = {str(one.id): one.caption for one in path_entities(path, ValueEntity)}
    assert names[str(payment.first("payer"))] == "Granturile SEE și Norvegiene"
    assert names[str(payment.first("beneficiary"))] == "Asociația Salcia"
    assert names[str(payment.first("project"))] == "Umbra salciei"
    assert [payment.first(name) for name in ("amount", "currency", "summary")] == ["225000", "EUR", "225.000 euro"]
    assert not payment.has("date")
    ((role, value, quote, url),) = asked(
        exports_data,
        "SELECT a.role, a.value, a.quote, d.url FROM amounts AS a JOIN documents AS d ON d.id = a.document_id"
        f" WHERE a.id = '{payment.first('recordId')}'",
    )
    assert (role, value, quote, url) == ("grant", "225000", payment.first("summary"), payment.first("sourceUrl"))


def test_other_names_and_what_a_total_is_are_told(path: Path) -> None:
    by_name = {str(one.first("name", quiet=True)): one for one in path_entities(path, ValueEntity)}
    assert "valoarea totală este aproximativă" in by_name["Vatra"].get("notes")
    assert by_name["Casa de pe deal"].first("country") == "ro"
    assert "Frasin, județul Suceava" in by_name["Casa de pe deal"].get("address")
    assert by_name["DGASPC Suceava"].schema.name == "PublicBody"
    assert by_name["Granturile SEE și Norvegiene"].schema.name == "LegalEntity"
    assert not by_name["Granturile SEE și Norvegiene"].has("jurisdiction")


def test_a_project_has_its_other_names_and_not_its_own_again(exports_data: Path, tmp_path: Path) -> None:
    shutil.copytree(exports_data, tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "fondoscop.db") as database:
        database.execute(
            """UPDATE project_mentions SET aliases = '["Sub salcie", "Umbra salciei"]' WHERE code = '130002'"""
        )
        database.execute("UPDATE project_mentions SET title = 'UMBRA SALCIEI' WHERE code = '130002'")
    database.close()
    written(tmp_path / "data", tmp_path / "x", "code = '130002'")
    (one,) = read_back(tmp_path / "x", "Project").values()
    assert (one.get("name"), one.get("alias")) == (["Umbra salciei"], ["Sub salcie", "UMBRA SALCIEI"])


def test_a_copy_is_a_document_that_says_of_which_it_is_one(path: Path) -> None:
    notes = [note for one in read_back(path, "HyperText").values() for note in one.get("notes")]
    assert [note for note in notes if not note.startswith("sha256:")] == ["copie a știrii de la http://ziar.test/vatra"]


def test_a_condition_takes_what_its_projects_need_and_nothing_else(exports_data: Path, tmp_path: Path) -> None:
    lines, report = written(exports_data, tmp_path / "x", "code = '130002'", "en")
    assert not list(loose_ends(lines))
    assert report.written == {
        "web pages": 1, "public bodies": 1, "legal entities": 1, "organizations": 1, "projects": 1,
        "project participants": 3, "payments": 1,
    }  # fmt: skip
    roles = {line["properties"]["role"][0] for line in lines if line["schema"] == "ProjectParticipant"}
    assert roles == {"project lead", "partner", "funder"}


def test_the_same_database_gives_the_same_bytes_through_the_command(
    exports_data: Path, path: Path, tmp_path: Path, run: Run
) -> None:
    code, _, told = run("export", "ftm", "-o", tmp_path / "x.json", "--data", exports_data)
    assert code == 0
    assert "1 payments" in told
    assert "left out: 1 grants of which no page tells the funder" in told
    assert (tmp_path / "x.json").read_bytes() == path.read_bytes()


def test_what_is_wrong_is_left_out_and_counted_and_nothing_leads_to_it(exports_data: Path, tmp_path: Path) -> None:
    shutil.copytree(exports_data, tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "fondoscop.db") as database:
        database.execute("UPDATE documents SET url = 'urn:x' WHERE url LIKE '%/salcia'")
    database.close()
    lines, report = written(tmp_path / "data", tmp_path / "x")
    assert report.left_out["web pages without sourceUrl"] == 1
    assert report.left_out["projects without sourceUrl; without proof"] == 1
    assert report.left_out["payments without project; without sourceUrl; without proof"] == 1
    assert not list(loose_ends(lines))


def test_texts_of_pages_act_nowhere() -> None:
    row = {
        "id": "1", "key": "x", "name": "Aso\u202eciația \x1b[31mRea\u2028</script>", "short": None, "kind": "ngo",
        "county": None, "cui": None, "aliases": "=1+1; a\x07b",
    }  # fmt: skip
    entity = ftm_entities.organisation(row, "ro")
    assert entity.get("name") == ["Asociația [31mRea </script>"]
    assert entity.get("alias") == ["=1+1", "ab"]


def test_the_library_is_loaded_for_this_format_alone() -> None:
    asked_for = "import sys, export_commands; sys.exit('followthemoney' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked_for], check=False, timeout=60).returncode == 0


def test_the_schemas_that_are_named_are_there() -> None:
    for schema in {*ftm_entities.BY_KIND.values(), *ftm_entities.BY_READER.values()}:
        assert not model[schema].abstract


# Which grants are payments


@pytest.fixture(scope="module")
def salcia(exports_data: Path) -> WholeProject:
    """A project whose only page tells a grant, its funder and its lead."""
    with Exported.open(exports_data / "fondoscop.db", where="code = '130002'") as exported:
        (whole,) = exported.whole_projects()
    assert grant_of(whole)
    return whole


def of_role(whole: WholeProject, role: str) -> Participant:
    return next(one for one in whole.organisations if one.role == role)


def test_no_grant_is_no_payment_and_no_complaint(salcia: WholeProject) -> None:
    totals = tuple(amount for amount in salcia.amounts if amount.role == "total")
    assert totals
    assert grant_of(replace(salcia, amounts=totals)) is None


def with_others(whole: WholeProject, case: str) -> WholeProject:
    """The project with other organisations."""
    funder, lead, partner = (of_role(whole, role) for role in ("funder", "lead", "partner"))
    programme = ProgrammeLevel(id="1", name="POCU", short=None, level="programme", period=None)
    cases: Mapping[str, tuple[Participant, ...]] = {
        "no funder": (lead, partner),
        "no lead": (funder, partner),
        "two funders": (funder, lead, replace(funder, id="another")),
        "two leads": (funder, lead, replace(lead, id="another", place=2)),
        "to itself": (lead, replace(lead, role="funder", kind="fund")),
        "co-financer": (lead, replace(funder, kind="municipality")),
    }
    return replace(whole, organisations=cases[case], programmes=(programme,))


def with_another_grant(whole: WholeProject, case: str) -> WholeProject:
    """The project with other amounts than its grant, or with more."""
    (grant,) = (amount for amount in whole.amounts if amount.role == "grant")
    cases: Mapping[str, tuple[AmountRow, ...]] = {
        "limit": (replace(grant, bound="max"),),
        "range": (replace(grant, value_max=Decimal(300_000)),),
        "a partner's": (replace(grant, organisation_id=of_role(whole, "partner").id),),
        "more than a project's": (replace(grant, value=Decimal(20_000_000_000)),),
        "nothing": (replace(grant, value=Decimal(0)),),
        "two sums": (grant, replace(grant, id="other", value=Decimal(1))),
    }
    return replace(whole, amounts=cases[case])


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("no funder", "no page tells the funder"),
        ("no lead", "no page tells who leads"),
        ("two funders", "several funders"),
        ("two leads", "several leads"),
        ("to itself", "to itself"),
        ("co-financer", "may have given the co-financing"),
    ],
)
def test_a_grant_of_which_the_giver_or_the_taker_is_open_is_no_payment(
    salcia: WholeProject, case: str, why: str
) -> None:
    with pytest.raises(NoPaymentError, match=why):
        grant_of(with_others(salcia, case))


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("limit", "a limit"),
        ("range", "a range"),
        ("a partner's", "partner's share"),
        ("more than a project's", "more than a project's"),
        ("nothing", "only"),
        ("two sums", "several sums"),
    ],
)
def test_a_grant_of_which_the_sum_is_open_is_no_payment(salcia: WholeProject, case: str, why: str) -> None:
    with pytest.raises(NoPaymentError, match=why):
        grant_of(with_another_grant(salcia, case))


def test_a_funder_beside_another_sum_may_have_given_that_unless_it_is_a_fund(salcia: WholeProject) -> None:
    (grant,) = (amount for amount in salcia.amounts if amount.role == "grant")
    told = next(one for one in salcia.partners if one.role == "funder")
    beside = replace(grant, id="own", role="own_contribution", document_id=told.document_id, sentence=told.sentence)
    whole = replace(salcia, amounts=(grant, beside))
    assert grant_of(whole)
    ngo = (replace(of_role(salcia, "funder"), kind="ngo"), of_role(salcia, "lead"))
    with pytest.raises(NoPaymentError, match="may have given another sum"):
        grant_of(replace(whole, organisations=ngo))
    assert grant_of(replace(salcia, organisations=ngo))


def test_the_grant_that_most_stories_tell_counts_once_and_copies_have_no_vote(salcia: WholeProject) -> None:
    (grant,) = (amount for amount in salcia.amounts if amount.role == "grant")
    (page,) = salcia.documents
    copies = [replace(page, id=f"copy {n}", copy_of="elsewhere") for n in range(3)]
    copied = [replace(grant, id=one.id, document_id=one.id, value=Decimal(1)) for one in copies]
    second = replace(page, id="second")
    again = replace(grant, id="again", document_id="second", confidence=0.01)
    whole = replace(salcia, documents=(page, second, *copies), amounts=(*copied, grant, again))
    found = grant_of(whole)
    assert found
    assert found.amount == grant


def test_a_payment_has_the_date_of_signing_if_pages_tell_one(exports_data: Path, salcia: WholeProject) -> None:
    with Exported.open(exports_data / "fondoscop.db", where="code = '127901'") as exported:
        date = next(exported.whole_projects()).dates[0]

    def signed(*days: tuple[str, str]) -> str | None:
        dates = tuple(replace(date, role="signing", start_date=start, end_date=end) for start, end in days)
        found = grant_of(replace(salcia, dates=dates))
        assert found
        return found.signed

    assert signed() is None
    assert signed(("2019-02-12", "2019-02-12"), ("2019-02", "2019-02")) == "2019-02-12"
    assert signed(("2019-02-12", "2019-02-12"), ("2019-03", "2019-03")) is None
    assert signed(("2019-02-12", "2019-02-14")) is None


def test_a_budget_of_a_programme_is_no_payment(exports_data: Path, tmp_path: Path) -> None:
    shutil.copytree(exports_data, tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "fondoscop.db") as database:
        database.execute("UPDATE projects SET title = 'see' WHERE code = '130002'")
    database.close()
    _, report = written(tmp_path / "data", tmp_path / "x")
    assert report.left_out["grants of projects that bear the name of a programme"] == 1
    assert "payments" not in report.written

"""The database file: its schema as written, records that come back, readers that disturb nobody."""

import os
import re
import sqlite3
import tempfile
import threading
from contextlib import closing
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, get_args

import pytest
from facts import capture, document, facts, lei, span
from hypothesis import HealthCheck, given, settings

from store import records
from store.database import (
    SCHEMA,
    SCHEMA_VERSION,
    TABLES,
    Database,
    DatabaseError,
    MissingDatabaseError,
    NotADatabaseError,
    RejectedDocumentError,
    SchemaVersionError,
)
from store.fact_values import minor
from store.records import Beneficiaries, DateFact, Facts, Issue, Partner, Place, Project
from store.resolved import ResolvedOrganisation, ResolvedProject
from store.swap import put_in_place

FACT_TABLES = ("projects", "project_mentions", "partners", "amounts", "dates", "beneficiaries", "places")
TEXT = "Proiectul „Acasă” aduce 100 lei și 250.000 lei pentru 30 de copii romi în perioada 2019-2021 la Iași."


@pytest.fixture
def path(tmp_path):
    return tmp_path / "fondoscop.db"


@pytest.fixture
def database(path):
    with Database.open(path) as opened:
        yield opened


def told(text: str = TEXT) -> Facts:
    return Facts(
        document=document(text, title="Acasă"),
        projects=(Project(title="Acasă", evidence=(span(text, "Acasă"), span(text, "Proiectul")), found_by="t"),),
        partners=(Partner(name="DGASPC Iași", role="lead", evidence=span(text, "Acasă"), project=0),),
        amounts=(lei(text, "100 lei", project=0), lei(text, "250.000 lei", "250000")),
        dates=(DateFact(start="2019", end="2021", role="period", evidence=span(text, "2019-2021"), project=0),),
        beneficiaries=(
            Beneficiaries(
                count=30,
                unit="copii",
                categories=("children", "roma"),
                status="target",
                evidence=span(text, "30 de copii romi"),
                project=0,
            ),
        ),
        places=(Place(name="Iași", kind="county", county="Iași", siruta=225, evidence=span(text, "Iași"), project=0),),
    )


def rows(database: Database, table: str) -> list[dict]:
    return list(database.rows(f"SELECT * FROM {table} ORDER BY 1, 2"))


# The schema


def test_the_file_carries_the_schema_as_it_is_written(database):
    stored = list(database.rows("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    own = [row for row in stored if "_fts_" not in row["name"] or "TRIGGER" in row["sql"]]
    assert all(f"{row['sql']};" in SCHEMA for row in own)
    statements = re.findall(r"^CREATE (?:VIRTUAL )?(?:TABLE|VIEW|INDEX|TRIGGER) (\w+)", SCHEMA, re.MULTILINE)
    assert sorted(statements) == sorted(row["name"] for row in own)


def test_every_table_is_strict_and_every_table_and_column_is_explained(database):
    lists = {row["name"]: row for row in database.rows("PRAGMA table_list") if row["type"] == "table"}
    assert set(TABLES) <= set(lists)
    assert all(lists[table]["strict"] for table in TABLES)
    for table in TABLES:
        before, body = re.search(
            rf"((?:^--[^\n]*\n)*)^CREATE TABLE {table} \((.*?)^\) STRICT;", SCHEMA, re.MULTILINE | re.DOTALL
        ).groups()
        assert before, f"{table} is not explained"
        for column in database.rows(f"PRAGMA table_info({table})"):
            line = re.search(rf'^ +"?{column["name"]}"? [A-Z].*?-- .+?$', body, re.MULTILINE | re.DOTALL)
            assert line, f"{table}.{column['name']} is not explained"


def test_tables_that_hold_facts_have_their_evidence(database):
    for table in FACT_TABLES:
        columns = {row["name"]: row["type"] for row in database.rows(f"PRAGMA table_info({table})")}
        assert {
            "start": "INTEGER",
            "end": "INTEGER",
            "quote": "TEXT",
            "document_id": "TEXT",
        }.items() <= columns.items()
        assert {"confidence", "found_by"} <= columns.keys()


def test_captures_keep_every_field(database):
    columns = [row["name"] for row in database.rows("PRAGMA table_info(captures)")]
    assert columns == [field.name for field in fields(records.Capture)] + ["outcome"]


@pytest.mark.parametrize(
    ("literal", "table"),
    [
        ("PartnerRole", "partners"),
        ("AmountRole", "amounts"),
        ("DateRole", "dates"),
        ("Status", "beneficiaries"),
        ("Bound", "amounts"),
        ("Bound", "beneficiaries"),
        ("PlaceKind", "places"),
        ("IssueStage", "issues"),
    ],
)
def test_checks_hold_what_the_records_allow(literal, table):
    body = re.search(rf"CREATE TABLE {table} \((.*?)^\) STRICT;", SCHEMA, re.MULTILINE | re.DOTALL).group(1)
    lists = [set(re.findall(r"'([^']+)'", found)) for found in re.findall(r"\w+ IN \(([^)]*)\)", body)]
    assert set(get_args(getattr(records, literal))) in lists


def test_every_foreign_key_has_an_index(database):
    for table in TABLES:
        indexed = {
            next(database.rows(f"PRAGMA index_info({index['name']})"))["name"]
            for index in database.rows(f"PRAGMA index_list({table})")
        }
        keys = {row["from"] for row in database.rows(f"PRAGMA foreign_key_list({table})")}
        assert keys <= indexed, table


# Opening


def test_a_missing_file_is_named_and_not_made(path):
    with pytest.raises(MissingDatabaseError, match="fondoscop run"):
        Database.open(path, read_only=True)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"<html>" * 500, b"SQLite format 3\0" + b"x" * 500])
def test_what_is_no_database_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(NotADatabaseError, match="rebuild"):
        Database.open(path, read_only=True)
    assert path.read_bytes() == content


@pytest.mark.parametrize("read_only", [True, False])
def test_another_programs_database_is_left_alone(path, read_only):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    with pytest.raises(NotADatabaseError, match="another program"):
        Database.open(path, read_only=read_only)


def test_a_directory_is_no_database(tmp_path):
    with pytest.raises(DatabaseError):
        Database.open(tmp_path)


@pytest.mark.parametrize("read_only", [True, False])
def test_another_schema_is_told_to_be_rebuilt(path, read_only):
    Database.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        connection.execute("PRAGMA user_version = 7")
    with pytest.raises(SchemaVersionError, match="fondoscop rebuild"):
        Database.open(path, read_only=read_only)


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "ș?x=1#y.db"])
def test_names_of_files_are_taken_as_they_are(tmp_path, name):
    Database.open(tmp_path / name).close()
    with Database.open(tmp_path / name, read_only=True) as database:
        assert database.counts()["documents"] == 0
    assert (tmp_path / name).is_file()


def test_read_only_is_read_only(path, database):
    database.replace_document(capture(), told())
    with Database.open(path, read_only=True) as reader:
        for attempt in (
            lambda: reader.add_issues([Issue(stage="read", kind="k", message="m")]),
            lambda: list(reader.rows("DELETE FROM documents")),
            lambda: list(reader.rows("CREATE TEMP TABLE t (a)")),
            lambda: list(reader.rows("PRAGMA user_version = 3")) or list(reader.rows("DROP TABLE issues")),
        ):
            with pytest.raises((sqlite3.OperationalError, DatabaseError)):
                attempt()
        assert reader.counts()["documents"] == 1
    assert next(database.rows("PRAGMA user_version"))["user_version"] == SCHEMA_VERSION


@pytest.fixture
def foreign_folder():
    """A folder in which one may look but not write; root, who may write anywhere, becomes nobody for it."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
        if os.getuid() == 0:
            os.seteuid(0)
        Path(name).chmod(0o755)


def test_a_file_where_one_may_not_write_can_be_read(foreign_folder):
    path = foreign_folder / "fondoscop.db"
    with Database.open(path) as database:
        database.replace_document(capture(), told())
    foreign_folder.chmod(0o555)
    if os.getuid() == 0:
        os.seteuid(65534)
    with Database.open(path, read_only=True) as database:
        assert database.counts()["documents"] == 1
    assert [found.name for found in foreign_folder.iterdir()] == [path.name]


# Writing


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts())
def test_records_come_back_as_they_were(database, expected):
    left_out = database.replace_document(capture(), expected)
    assert left_out == []
    found = database.facts(expected.document.id)
    assert found.document == expected.document
    assert comparable(found) == comparable(expected)
    for table in FACT_TABLES[1:]:
        for row in database.rows(
            f'SELECT substr(text, start + 1, "end" - start) AS found, quote FROM {table} AS t'
            " JOIN documents AS d ON d.id = t.document_id"
        ):
            assert row["found"] == row["quote"]


def comparable(told: Facts) -> list[list[str]]:
    """The facts without their order: a fact's project by its content."""
    projects = [repr(plain(project)) for project in told.projects]
    linked = [
        [repr((plain(fact), None if fact.project is None else projects[fact.project])) for fact in kind]
        for kind in (told.partners, told.amounts, told.dates, told.beneficiaries, told.places)
    ]
    return [sorted(kind) for kind in (projects, *linked)]


def plain(record: object) -> list[tuple[str, object]]:
    return [
        (field.name, value.normalize() if isinstance(value, Decimal) else value)
        for field in fields(record)
        if field.name != "project"
        for value in (getattr(record, field.name),)
    ]


def test_a_document_fills_its_rows(database):
    database.replace_document(capture(), told())
    counts = database.counts()
    assert {table: counts[table] for table in TABLES if counts[table]} == {
        "counties": 42,
        "roles": 31,
        "categories": 20,
        "sources": 1,
        "captures": 1,
        "documents": 1,
        "project_mentions": 1,
        "project_mention_spans": 1,
        "partners": 1,
        "amounts": 2,
        "dates": 1,
        "beneficiaries": 1,
        "beneficiary_categories": 2,
        "places": 1,
        "quotes": 7,
        "changes": 1,
    }
    (money, other) = database.rows("SELECT * FROM amounts ORDER BY start")
    assert (money["value"], money["amount_minor"], money["quote"]) == ("100", 10000, "100 lei")
    assert (money["mention_id"], other["mention_id"]) == (rows(database, "project_mentions")[0]["id"], None)
    (date,) = rows(database, "dates")
    assert (date["start_date"], date["start_precision"]) == ("2019", "year")


def test_a_changed_page_replaces_all_its_facts_and_keeps_the_ids_of_what_stayed(database):
    database.replace_document(capture(), told())
    before = {row["quote"]: row["id"] for row in rows(database, "amounts")}
    changed = TEXT.replace("în perioada 2019-2021", "și 15 bunici în perioada 2019-2021, cu 7 lei")
    facts = told(changed)
    facts = replace(facts, amounts=(*facts.amounts[:1], lei(changed, "7 lei", "7")), partners=())
    database.replace_document(capture(second=60), facts)
    after = {row["quote"]: row["id"] for row in rows(database, "amounts")}
    assert after.keys() == {"100 lei", "7 lei"}
    assert after["100 lei"] == before["100 lei"]
    counts = database.counts()
    assert (counts["documents"], counts["captures"], counts["partners"]) == (1, 2, 0)
    assert [row["outcome"] for row in database.rows("SELECT outcome FROM captures ORDER BY fetched_at")] == [
        "superseded",
        "read",
    ]


def test_writing_the_same_twice_changes_nothing(database):
    database.replace_document(capture(), told())
    before = {table: rows(database, table) for table in TABLES}
    database.replace_document(capture(), told())
    assert {table: rows(database, table) for table in TABLES} == before


def test_one_unsound_fact_is_an_issue_and_the_others_are_stored(database):
    facts = told()
    off = replace(facts.amounts[0], evidence=replace(facts.amounts[0].evidence, start=3, end=10))
    lost = replace(facts.dates[0], project=5)
    odd = replace(facts.dates[0], start="anul 2019")
    huge = replace(facts.beneficiaries[0], count=2**70)
    negative = replace(facts.amounts[1], value=Decimal(-1))
    left_out = database.replace_document(
        capture(),
        replace(
            facts,
            amounts=(off, negative, *facts.amounts),
            dates=(lost, odd, *facts.dates),
            beneficiaries=(huge, *facts.beneficiaries),
        ),
    )
    assert sorted(issue.kind for issue in left_out) == [
        "unsound-amount",
        "unsound-amount",
        "unsound-beneficiaries",
        "unsound-date",
        "unsound-dates",
    ]
    counts = database.counts()
    assert (counts["amounts"], counts["dates"], counts["beneficiaries"], counts["issues"]) == (2, 1, 1, 5)


def test_a_document_that_breaks_the_schema_changes_nothing(database):
    database.replace_document(capture(), told())
    before = {table: rows(database, table) for table in TABLES}
    broken = replace(told(), document=replace(told().document, published="ieri"))
    with pytest.raises(RejectedDocumentError, match="dgaspc"):
        database.replace_document(capture(second=5), broken)
    assert {table: rows(database, table) for table in TABLES} == before


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1137174.76", 113717476),
        ("0.125", 13),
        ("0.005", 1),
        ("1E+3", 100000),
        ("92233720368547758.07", 2**63 - 1),
        ("92233720368547758.08", None),
    ],
)
def test_money_in_minor_units(value, expected):
    assert minor(Decimal(value)) == expected


def test_search_finds_words_in_every_spelling(database):
    text = "Asistenţă socială pentru vârstnici."
    database.replace_document(capture(), Facts(document=document(text)))
    for word in ("asistenta", "asistență", "ASISTENŢĂ", "varstnici"):
        found = database.rows(
            "SELECT url FROM documents WHERE number IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)",
            [word],
        )
        assert len(list(found)) == 1, word
    database.replace_document(capture(second=1), Facts(document=document("Altceva.")))
    assert not list(database.rows("SELECT * FROM documents_fts WHERE documents_fts MATCH 'asistenta'"))
    list(database.rows("INSERT INTO documents_fts (documents_fts) VALUES ('integrity-check')"))


def test_issues_of_a_capture_end_when_a_newer_one_is_read(database):
    def broken(second: int) -> Issue:
        page = capture(second=second)
        return Issue(stage="read", kind="broken-pdf", message="m", url=page.url, capture_id=page.id)

    database.refuse_capture(capture(second=1), [broken(1)])
    database.refuse_capture(capture(second=3), [broken(3)])
    database.replace_document(capture(second=2), told())
    assert [issue.capture_id for issue in database.issues()] == [capture(second=3).id]
    database.replace_document(capture(second=4), told())
    assert list(database.issues()) == []


class Members(NamedTuple):
    item: str
    inputs: dict[str, object]
    reason: str = ""
    score: float = 1.0
    like: str | None = None


def settled(database: Database, **values: object) -> None:
    """One project and one organisation of all that is there."""
    with database.resolution.organisations() as organisations:
        names = [Members(item, inputs) for item, inputs in organisations.items.touched()]
        organisations.write(
            ResolvedOrganisation(id="0b", key="dgaspc iasi", name="DGASPC Iași", mentions=1, **values), names
        )
    with database.resolution.projects() as projects:
        mentions = [Members(item, inputs) for item, inputs in projects.items.touched()]
        project = ResolvedProject(id="0a", key="title:acasa", title="Acasă", mention_id=mentions[0].item, mentions=1)
        projects.write(project, mentions)


def test_projects_and_organisations_lead_to_their_facts(database):
    database.replace_document(capture(), told())
    settled(database)
    for _ in range(2):
        (row,) = rows(database, "projects")
        assert (row["title"], row["quote"], row["document_id"]) == ("Acasă", "Acasă", told().document.id)
        assert [r["project_id"] for r in database.rows("SELECT * FROM amounts ORDER BY start")] == ["0a", None]
        assert rows(database, "partners")[0]["organisation_id"] == "0b"
        assert [row["name"] for row in rows(database, "organisation_names")] == ["DGASPC Iași"]
        for items in (database.resolution.projects, database.resolution.organisations):
            with items() as clusters:
                assert not list(clusters.items.touched())
    database.replace_document(capture(second=1), told())
    assert rows(database, "projects") == []  # until the next resolution, rather than with evidence of an old text
    settled(database)
    assert len(rows(database, "projects")) == 1
    database.replace_document(capture(second=2), Facts(document=document("Altceva.")))
    for items in (database.resolution.organisations, database.resolution.projects):
        with items():
            pass
    for table in ("organisations", "organisation_names", "projects", "resolution_items"):
        assert rows(database, table) == [], table


def test_an_organisation_is_found_by_all_its_names(database):
    database.replace_document(capture(), told())
    settled(database, short="DGASPC Iași", aliases="Protecția Copilului Iași; Direcția Generală")
    for words in ("dgaspc", "protectia", "directia generala"):
        query = f"SELECT name FROM organisations_fts WHERE organisations_fts MATCH '{words}'"
        assert list(database.rows(query)) == [{"name": "DGASPC Iași"}]
    list(database.rows("INSERT INTO organisations_fts (organisations_fts) VALUES ('integrity-check')"))


def test_a_resolution_that_is_cut_off_is_done_again_from_the_start(database):
    database.replace_document(capture(), told())

    def killed():
        with database.resolution.organisations() as organisations:
            names = [Members(item, inputs) for item, inputs in organisations.items.touched()]
            organisations.items.look_under(lambda *_: ["dgaspc"])
            organisations.write(ResolvedOrganisation(id="0b", key="d", name="DGASPC Iași", mentions=1), names)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert rows(database, "organisations") == rows(database, "resolution_blocks") == []
    settled(database)
    assert len(rows(database, "organisations")) == 1


def test_other_rules_look_at_everything_again(database):
    database.replace_document(capture(), told())
    database.resolution.begin("rules/1")
    settled(database)
    database.resolution.begin("rules/1")
    with database.resolution.organisations() as organisations:
        assert not list(organisations.items.touched())
    database.resolution.begin("rules/2")
    assert database.versions()["resolution"] == "rules/2"
    with database.resolution.organisations() as organisations:
        assert len(list(organisations.items.touched())) == 1


def test_sources_that_nobody_names_any_more_go(database):
    database.replace_document(capture(), told())
    database.add_sources(
        [
            {"id": "dgaspc", "name": "DGASPC Iași", "kind": "agency", "county": "Iași"},
            {"id": "gazeta", "name": "Gazeta", "kind": "news", "county": None},
        ]
    )
    assert [row["name"] for row in rows(database, "sources")] == ["DGASPC Iași", "Gazeta"]
    database.add_sources([])
    assert rows(database, "sources") == [{"id": "dgaspc", "name": "dgaspc", "kind": None, "county": None}]


def test_versions_are_kept(database):
    assert database.versions() == {}
    database.set_versions({"readers": "1", "schema": "2"})
    database.set_versions({"readers": "2"})
    assert database.versions() == {"readers": "2"}


# Together


def test_readers_are_never_locked_out_while_a_build_writes(path):
    Database.open(path).close()
    done, errors, seen = threading.Event(), [], []

    def look() -> None:
        try:
            while not done.is_set():
                with Database.open(path, read_only=True) as reader:
                    pages = reader.counts()
                    seen.append(pages["amounts"] == 2 * pages["documents"])
        except (sqlite3.Error, DatabaseError) as error:
            errors.append(error)

    readers = [threading.Thread(target=look) for _ in range(6)]
    for reader in readers:
        reader.start()
    with Database.open(path) as writer:
        for number in range(60):
            url = f"http://dgaspc.test/{number}"
            facts = replace(told(), document=document(TEXT, url))
            writer.replace_document(capture(url), facts)
        writer.checkpoint()
    done.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert len(seen) > 6
    assert all(seen)  # a page is there with all its facts or not at all


def test_a_new_file_takes_the_place_while_the_old_one_is_read(tmp_path):
    old, new = tmp_path / "a.db", tmp_path / "a.db.new"
    with Database.open(old) as database:
        database.replace_document(capture(), told())
    with Database.open(old, read_only=True) as reader:
        assert reader.counts()["documents"] == 1
        with Database.open(new) as database:
            database.set_versions({"made": "anew"})
            database.checkpoint()
        put_in_place(new, old)
        assert reader.counts()["documents"] == 1
        with Database.open(old) as database:
            database.replace_document(
                capture("http://dgaspc.test/2"), Facts(document=document("x", "http://dgaspc.test/2"))
            )
            assert database.versions() == {"made": "anew"}
            assert reader.counts()["amounts"] == 2
    assert not new.exists()
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_is_no_database_can_be_replaced(tmp_path: Path):
    old, new = tmp_path / "a.db", tmp_path / "a.db.new"
    old.write_bytes(b"x" * 5000)
    Database.open(new).close()
    put_in_place(new, old)
    Database.open(old, read_only=True).close()

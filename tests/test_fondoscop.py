"""The Python face: one text to facts, one database to rows, read-only."""

import doctest
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict, fields
from decimal import Decimal
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest

import fondoscop
from extract.pipeline import Extractor
from jobs.demo import demo
from models import ModelError
from store.database import DatabaseError, MissingDatabaseError

TEXT = "Arinești, 12 mai 2021 – Proiectul „Casa de pe deal” costă 300.000 lei și a început ieri."


def test_read_gives_the_facts_of_a_text() -> None:
    facts = fondoscop.read(TEXT)
    assert [project.title for project in facts.projects] == ["Casa de pe deal"]
    assert [(a.value, a.role, a.project) for a in facts.amounts] == [(Decimal(300000), "total", 0)]
    assert facts.document.published == "2021-05-12"
    assert "2021-05-11" in {date.start for date in facts.dates}


def test_a_given_date_of_publication_decides() -> None:
    assert "2022-02-28" in {date.start for date in fondoscop.read(TEXT, published="2022-03-01").dates}


def test_what_is_no_date_of_publication_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        fondoscop.read(TEXT, published="2019-02-30")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fondoscop")
    demo(folder, extractor=Extractor.load(), say=lambda _: None)
    return folder / "fondoscop.db"


@pytest.fixture
def database(path: Path) -> Iterator[fondoscop.Database]:
    with fondoscop.open(path) as opened:
        yield opened


def test_open_is_read_only(database: fondoscop.Database) -> None:
    (row,) = database.rows("SELECT count(*) AS number FROM projects")
    assert row["number"] > 0
    for sql in ("DELETE FROM projects", "ATTACH 'x' AS y", "PRAGMA query_only = OFF"):
        with pytest.raises(DatabaseError, match="open for reading"):
            list(database.rows(sql))


@pytest.mark.parametrize(
    ("method", "table"),
    [
        ("projects", "projects"),
        ("amounts", "amounts"),
        ("partners", "partners"),
        ("dates", "dates"),
        ("beneficiaries", "beneficiaries"),
        ("places", "places"),
        ("organisations", "organisations"),
        ("documents", "documents"),
    ],
)
def test_each_row_of_a_table_is_a_record_of_its_types(database: fondoscop.Database, method: str, table: str) -> None:
    rows = list(getattr(database, method)())
    assert {row.id for row in rows} == {row["id"] for row in database.query(f"SELECT id FROM {table}")}
    assert len({row.id for row in rows}) == len(rows) > 0
    hints = get_type_hints(type(rows[0]))
    for row in rows:
        with pytest.raises(FrozenInstanceError):
            row.id = "x"
        for name, hint in hints.items():
            allowed = tuple(get_origin(each) or each for each in (get_args(hint) if "|" in str(hint) else (hint,)))
            assert isinstance(getattr(row, name), allowed), name


def test_money_is_exact_and_each_fact_has_its_sentence(database: fondoscop.Database) -> None:
    rows = list(database.amounts(project="127901", role="total", currency="RON"))
    assert {row.value for row in rows} == {Decimal("8412560.40"), Decimal("9100000.0")}
    row = next(row for row in rows if row.value == Decimal("8412560.40"))
    assert (row.ron, row.eur, row.rate_year) == (Decimal("8412560.40"), Decimal("1772819.51"), 2019)
    assert row.quote in row.sentence
    assert row.url.startswith("http://dgaspc-codru.test/")
    (project,) = database.projects(project="127901")
    assert (project.total, project.eur, project.year) == (row.value, row.eur, 2019)


def test_filters(database: fondoscop.Database) -> None:
    leads = list(database.partners(role="lead", source="podul-verde"))
    assert leads
    assert all(row.role == "lead" and "podulverde" in row.url for row in leads)
    least = max(row.confidence for row in leads)
    sure = list(database.partners(role="lead", source="podul-verde", confidence=least))
    assert sure == [row for row in leads if row.confidence == least]
    assert len(leads) < len(list(database.partners(role="lead"))) < len(list(database.partners()))
    organisation = next(row.organisation_id for row in sure)
    assert {row.organisation_id for row in database.partners(organisation_id=organisation)} == {organisation}
    children = list(database.beneficiaries(status="achieved", category="children"))
    assert children
    assert all("children" in row.categories and row.status == "achieved" for row in children)
    assert any(row.is_copy for row in database.dates())
    assert not any(row.is_copy for row in database.dates(copies=False))
    assert not any(row.copy_of for row in database.documents(copies=False))
    assert {row.county for row in database.places(county="Mehedinți")} == {"Mehedinți"}
    assert 0 < len(list(database.projects(county="Mehedinți"))) < len(list(database.projects()))
    assert len(list(database.documents(project="127901"))) == 3
    assert list(database.amounts(project="no such")) == []


def test_a_query_has_parameters_and_a_time_limit(path: Path) -> None:
    with fondoscop.open(path, timeout=0.2) as database:
        assert list(database.query("SELECT :a + :b AS c", a=1, b=2)) == [{"c": 3}]
        with pytest.raises(fondoscop.QueryTimeoutError):
            list(database.query("WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t) SELECT max(i) FROM t"))
        with pytest.raises(fondoscop.QueryError, match="did you mean title"):
            list(database.query("SELECT titel FROM projects"))


def test_a_database_belongs_to_its_thread(path: Path, database: fondoscop.Database) -> None:
    def own() -> int:
        with fondoscop.open(path) as opened:
            return len(list(opened.projects()))

    with ThreadPoolExecutor(4) as threads:
        with pytest.raises(DatabaseError, match="belongs to the thread that opened it"):
            threads.submit(lambda: list(database.projects())).result()
        assert {threads.submit(own).result() for _ in range(8)} == {len(list(database.projects()))}


def test_rows_become_plain_values_as_pandas_makes_them(database: fondoscop.Database) -> None:
    """pandas.DataFrame takes a list of dataclasses by asdict(); this is what it gets."""
    (row,) = (asdict(row) for row in database.projects(project="127901"))
    assert (row["code"], row["total"]) == ("127901", Decimal("8412560.40"))


def test_pandas_makes_a_table_of_rows(database: fondoscop.Database) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(database.amounts(role="total"))
    assert list(frame.columns) == [field.name for field in fields(fondoscop.AmountRow)]
    assert frame.groupby("currency").size()["RON"] > 5
    assert frame["value"].map(type).eq(Decimal).all()


def test_the_example_in_the_docstring_runs(path: Path) -> None:
    example = (fondoscop.__doc__ or "").replace("data/fondoscop.db", str(path))
    test = doctest.DocTestParser().get_doctest(example, {}, "fondoscop", None, None)
    assert doctest.DocTestRunner().run(test, clear_globs=False).failed == 0
    names = test.globs
    assert len(names["totals"]) > 5
    assert {"year", "projects", "lei"} == set(names["years"][0])


@pytest.mark.parametrize(
    "said", ["POCU", "pocu", "Programul Operaţional Capital Uman", "operational capital uman", "FSE"]
)
def test_a_programme_is_named_as_on_the_command_line(path: Path, database: fondoscop.Database, run, said: str) -> None:
    found = {project.id for project in database.projects(programme=said)}
    code, out, _ = run(
        "search",
        "proiect* OR casa OR viitor* OR copii*",
        "--in",
        "projects",
        "--programme",
        said,
        "--limit",
        "1000",
        "--json",
        "--data",
        path.parent,
    )
    assert code == 0
    assert {one["id"] for one in json.loads(out)["hits"]["projects"]} <= found
    assert found


def test_a_programme_is_named_by_its_id_or_not_at_all(database: fondoscop.Database) -> None:
    (row, *_) = database.query("SELECT DISTINCT programme_id FROM projects WHERE programme_id IS NOT NULL")
    assert [project.id for project in database.projects(programme=row["programme_id"])]
    with pytest.raises(fondoscop.QueryError, match=r"no project has a programme named POKU; did you mean .*POCU"):
        database.projects(programme="POKU")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("passwd", "give the path of a fondoscop.db"),
        ("fondoscop.db", "run: fondoscop rebuild --data "),
        ("", "is a folder, not a database; its database is .*fondoscop.db"),
    ],
)
def test_what_is_no_database_brings_the_advice_that_fits(tmp_path: Path, name: str, advice: str) -> None:
    for each in ("passwd", "fondoscop.db"):
        (tmp_path / each).write_text("root:x:0:0:root:/root:/bin/bash\n" * 50)
    with pytest.raises(DatabaseError, match=advice):
        fondoscop.open(tmp_path / name)


def test_a_missing_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabaseError, match="fondoscop run"):
        fondoscop.open(tmp_path / "none.db")


def test_a_damaged_model_is_an_error_and_no_blank_pipeline(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(ModelError, match="language model"):
        Extractor.load(tmp_path)


def test_a_trained_pipeline_has_its_place(tmp_path: Path) -> None:
    """Any spaCy pipeline from a folder takes the place of the shipped one, and the version says so."""
    import spacy  # noqa: PLC0415

    nlp = spacy.blank("ro")
    nlp.add_pipe("sentencizer")
    nlp.meta["name"], nlp.meta["version"] = "proba", "0.0.1"
    nlp.to_disk(tmp_path / "proba")
    extractor = Extractor.load(tmp_path / "proba")
    assert "ro_proba/0.0.1" in extractor.version
    assert extractor.facts_of(fondoscop.read(TEXT).document).amounts

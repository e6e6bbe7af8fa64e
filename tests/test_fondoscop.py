"""The Python face: one text to facts, one database to rows, read-only."""

from decimal import Decimal
from pathlib import Path

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


def test_open_is_read_only(tmp_path: Path) -> None:
    demo(tmp_path, extractor=Extractor.load(), say=lambda _: None)
    with fondoscop.open(tmp_path / "fondoscop.db") as database:
        (row,) = database.rows("SELECT count(*) AS number FROM projects")
        assert row["number"] > 0
        with pytest.raises(DatabaseError):
            list(database.rows("DELETE FROM projects"))


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

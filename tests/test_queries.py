"""The worked questions: each query runs on the sample's database and gives what is said of it."""

import sqlite3
from contextlib import closing

import pytest

from explore.query_docs import COMMAND, PAGE, queries_page
from explore.questions import questions
from extract.pipeline import Extractor
from jobs.demo import demo

QUESTIONS = questions()


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    data = tmp_path_factory.mktemp("sample")
    demo(data, extractor=Extractor.load(), say=lambda _: None)
    return data / "fondoscop.db"


def test_there_are_thirty_and_each_is_whole():
    assert len(QUESTIONS) == 30
    for values in ([q.name for q in QUESTIONS], [q.ro for q in QUESTIONS], [q.en for q in QUESTIONS]):
        assert len(set(values)) == 30
    assert all(question.ro.endswith("?") and question.en.endswith("?") for question in QUESTIONS)


def test_the_page_is_made_of_them():
    assert PAGE.read_text(encoding="utf-8") == queries_page(), f"run: {COMMAND}"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.name))
def test_the_query_answers_on_the_sample(question, sample):
    # As any SQLite tool opens it: without our connection's settings.
    with closing(sqlite3.connect(f"{sample.as_uri()}?mode=ro", uri=True)) as connection:
        cursor = connection.execute(question.sql)
        assert [column[0] for column in cursor.description] == list(question.columns)
        rows = cursor.fetchall()
    assert rows or question.empty
    assert not (rows and question.empty), "it is not empty any more: the page says so"

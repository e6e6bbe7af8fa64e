"""The worked questions of docs/queries.md: each query runs on the sample's database and gives what the page says."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.pipeline import Extractor
from jobs.demo import demo

PAGE = (Path(__file__).parent.parent / "docs" / "queries.md").read_text(encoding="utf-8")


class Question(NamedTuple):
    number: int
    title: str
    english: str
    sql: str
    columns: list[str]
    may_be_empty: bool
    caution: str


def read_questions() -> list[Question]:
    found = []
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        number, title = re.match(r"(\d+)\. (.+\?)\n", section).groups()
        columns = re.search(r"^Columns: (.+?`)\.", section, re.MULTILINE | re.DOTALL).group(1)
        found.append(
            Question(
                int(number),
                title,
                re.search(r"^\*(.+\?)\*$", section, re.MULTILINE).group(1),
                re.search(r"^```sql\n(.+?;)\n```$", section, re.MULTILINE | re.DOTALL).group(1),
                re.findall(r"`(\w+)`", columns),
                bool(re.search(r"^May be empty: \w.+\.$", section, re.MULTILINE)),
                re.search(r"^Watch out: (.+)", section, re.MULTILINE).group(1),
            )
        )
    return found


QUESTIONS = read_questions()


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    data = tmp_path_factory.mktemp("sample")
    demo(data, extractor=Extractor.load(), say=lambda _: None)
    return data / "fondoscop.db"


def test_there_are_twenty_eight_and_each_is_whole():
    assert [question.number for question in QUESTIONS] == list(range(1, 29))
    assert PAGE.count("```sql") == len(QUESTIONS)
    assert len({question.title for question in QUESTIONS}) == 28


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.number))
def test_the_query_answers_on_the_sample(question, sample):
    # As any SQLite tool opens it: without our connection's settings.
    with closing(sqlite3.connect(f"{sample.as_uri()}?mode=ro", uri=True)) as connection:
        cursor = connection.execute(question.sql)
        assert [column[0] for column in cursor.description] == question.columns
        rows = cursor.fetchall()
    assert rows or question.may_be_empty
    assert not (rows and question.may_be_empty), "it is not empty any more: the page says so"

"""The questions that people ask of the database, with their SQL: from explore/questions.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question in both languages; what it takes to read its answer is in English, for who reads SQL."""

    name: str  # in addresses
    ro: str
    en: str
    sql: str
    columns: tuple[str, ...]
    caution: str  # what to watch out for
    rows: str = ""  # what a row is
    empty: str = ""  # why there may be none in the sample
    page: str = ""  # of the site, where that answers it in another way: it withholds what the SQL asks for


@cache
def questions() -> tuple[Question, ...]:
    """All of them, in the order in which they are numbered from 1."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["question"]
    return tuple(Question(**{**one, "sql": one["sql"].strip(), "columns": tuple(one["columns"])}) for one in told)

"""docs/data.md and the schema say the same, and leave nothing out."""

import re
import sqlite3
from contextlib import closing

import pytest

from explore.data_docs import COMMAND, PAGE, UndocumentedError, data_page
from store.schema import SCHEMA

SHADOW = re.compile(r"_fts_(data|idx|docsize|config|content)$")


def test_the_page_is_that_of_the_schema() -> None:
    # Not compared by pytest, whose difference of two long texts would hide what to do.
    same = PAGE.read_text("utf-8") == data_page()
    assert same, f"docs/data.md is not what the schema's comments say; run: {COMMAND}"


def test_every_table_and_column_of_a_database_is_there() -> None:
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^###? |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(SCHEMA)
        tables = [
            name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        ]
        assert {name for name in tables if not SHADOW.search(name)} == set(sections)
        for table, text in sections.items():
            columns = [name for (name,) in database.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            listed = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
            assert listed == columns or table.endswith("_fts"), table
            assert not re.findall(r"^\|[^|]*\|[^|]*\|\s*\|$", text, re.MULTILINE), table


def test_values_that_a_column_may_have_are_named() -> None:
    row = next(line for line in data_page().splitlines() if line.startswith("| `status` | TEXT, not null | reached"))
    assert row.endswith("one of `achieved`, `target`, `unspecified` |")


@pytest.mark.parametrize(
    ("schema", "missing"),
    [
        ("CREATE TABLE t (\n    a TEXT -- what it is\n) STRICT;", "t has no comment"),
        ("-- Things.\nCREATE TABLE t (\n    a TEXT, -- what it is\n    b TEXT\n) STRICT;", "t.b has no comment"),
        ("-- Things.\n\nCREATE TABLE t (\n    a TEXT -- what it is\n) STRICT;", "t has no comment"),
    ],
)
def test_what_has_no_comment_is_an_error(schema: str, missing: str) -> None:
    with pytest.raises(UndocumentedError, match=missing):
        data_page(schema)


def test_a_changed_comment_changes_the_page() -> None:
    assert data_page() != data_page(SCHEMA.replace("-- canonical address", "-- canonical URL", 1))


def test_the_examples_run() -> None:
    examples = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(examples) == 2
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(SCHEMA)
        for example in examples:
            assert list(database.execute(example)) == []

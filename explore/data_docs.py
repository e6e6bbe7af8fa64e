"""docs/data.md: every table, column and view of the database, out of the comments in its schema.

`python -m explore.data_docs` writes it. What the columns are is asked of SQLite, what they mean of the schema's text.
"""

import re
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from store.schema import SCHEMA

PAGE = Path(__file__).parent.parent / "docs" / "data.md"
COMMAND = "python -m explore.data_docs"
_HEAD = Path(__file__).with_name("data_docs_head.md")

_CREATE = re.compile(r"CREATE (?P<kind>VIRTUAL TABLE|TABLE|VIEW) (?P<name>\w+)")
_COLUMN = re.compile(r' {4}"?(?P<name>[a-z]\w*)"?(?P<rest>.*)')
_COMMENT = re.compile(r"(?:^|\s)-- (?P<said>.*)")
_ALLOWED = re.compile(r"CHECK \(\w+ IN \((?P<values>[^)]*)\)")
_VALUE = re.compile(r"\w[\w-]*")
_KINDS = {"TABLE": "Tables", "VIRTUAL TABLE": "Full-text search", "VIEW": "Views"}


class UndocumentedError(Exception):
    """A table or column has no comment in the schema; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A table or view with its comment and those of its columns, what the schema demands of each, and the values that a
    column may have.
    """

    kind: str
    name: str
    comment: str
    columns: dict[str, str] = field(default_factory=dict)
    allowed: dict[str, str] = field(default_factory=dict)
    demands: dict[str, str] = field(default_factory=dict)


def data_page(schema: str = SCHEMA) -> str:
    """The page. Raises UndocumentedError where a comment is missing."""
    described = described_in(schema)
    lines = [_HEAD.read_text("utf-8").rstrip()]
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(schema)
        for kind, title in _KINDS.items():
            lines.append(f"\n## {title}")
            for one in described.values():
                if one.kind == kind:
                    lines.append(f"\n### {one.name}\n\n{_markdown(one.comment)}\n")
                    lines += _table(database, one, described)
    return "\n".join(lines) + "\n"


def described_in(schema: str) -> Mapping[str, Described]:
    """The comments of a schema, by table or view: the lines above it, and what follows each of its columns."""
    found: dict[str, Described] = {}
    above: list[str] = []
    inside: Described | None = None
    column = ""
    texts: dict[tuple[str, str], str] = {}  # what the schema demands of each column
    for line in schema.splitlines():
        if inside is None:
            if created := _CREATE.match(line):
                one = Described(kind=created["kind"], name=created["name"], comment=" ".join(above))
                found[one.name] = one
                inside = one if line.endswith("(") else None
            above = [*above, line.removeprefix("-- ")] if line.startswith("-- ") else []
        elif line.startswith(")"):
            inside = None
        else:
            if named := _COLUMN.match(line):
                column = named["name"]
                inside.columns.setdefault(column, "")
            if (said := _COMMENT.search(line)) and not inside.columns.get(column):
                inside.columns[column] = said["said"]
            texts[one.name, column] = f"{texts.get((one.name, column), '')} {line.partition(' -- ')[0]}"
    for (name, column), text in texts.items():
        found[name].demands[column] = text
        if allowed := _ALLOWED.search(text):
            found[name].allowed[column] = ", ".join(f"`{each}`" for each in _VALUE.findall(allowed["values"]))
    return found


def main() -> None:
    """Write docs/data.md."""
    PAGE.write_text(data_page(), "utf-8")
    sys.stdout.write(f"{PAGE}\n")


def _table(database: sqlite3.Connection, one: Described, described: Mapping[str, Described]) -> Iterator[str]:
    if not one.comment:
        raise UndocumentedError(f"{one.name} has no comment above it in the schema")
    if one.kind == "VIRTUAL TABLE":
        yield f"Columns: {', '.join(f'`{name}`' for name in _columns(database, one.name))}."
        return
    # A view by which a table is filled has the columns of that table.
    filled = described.get(one.name.removesuffix("_rule"), one)
    meant = {**filled.columns, **{name: said for name, said in one.columns.items() if said}}
    leads = {row[3]: f"{row[2]}.{row[4]}" for row in database.execute(f"PRAGMA foreign_key_list({one.name})")}
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for name, (kind, required, key) in _columns(database, one.name).items():
        if not meant.get(name):
            raise UndocumentedError(f"{one.name}.{name} has no comment in the schema")
        said = _markdown(meant[name])
        if name in one.allowed:
            said += f"; one of {one.allowed[name]}"
        marks = [kind, "key" if key else "", "not null" if required and not key else ""]
        marks.append(f"→ {leads[name]}" if name in leads else "")
        yield f"| `{name}` | {', '.join(mark for mark in marks if mark)} | {said} |"


def _columns(database: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool, bool]]:
    rows = database.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,))
    return {name: (kind, bool(required), bool(key)) for name, kind, required, key in rows}


def _markdown(text: str) -> str:
    return text.replace("|", r"\|").replace("<", "&lt;")


if __name__ == "__main__":
    main()

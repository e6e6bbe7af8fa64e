"""Which tables and views of the database the package has, and which of their rows.

public_tables.toml lists them with the rule by which rows belong to chosen projects; selection.sql has the sets of ids
that the rules name. What the tables are like is asked of the database and of the comments of its schema.
"""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from explore.data_docs import Described, described_in
from explore.export.datapackage.table_schema import Column, ForeignKey, Table, constraints_of, kind_of
from explore.export.whole_projects import Exported
from explore.site.publishing import policy
from store.asking import Cell
from store.schema import SCHEMA

_HERE = Path(__file__).parent
_COLUMNS = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?)'
_LEADS = 'SELECT "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY "from"'


class PublicTables:
    """The tables of one export, each with its rows as a stream."""

    def __init__(self, exported: Exported) -> None:
        rules = _rules()
        self._exported = exported
        self._rules: dict[str, str] = {**rules["tables"], **rules["views"]}
        self._ids = json.dumps([] if exported.where is None else list(exported.ids()))  # asked once: it may be random()
        self._full = json.dumps(
            [
                row["id"]
                for row in exported.rows("SELECT id, kind FROM sources ORDER BY id")
                if policy(row["id"], row["kind"]) == "full"
            ]
        )

    @property
    def left_out(self) -> tuple[str, ...]:
        """Tables that count the whole database, and so don't go with a selection."""
        if self._exported.where is None:
            return ()
        return tuple(name for name, rule in self._rules.items() if rule == "none")

    def tables(self) -> list[Table]:
        """What the package has, in its order."""
        described = described_in(SCHEMA)
        return [self._table(described[name]) for name in self._rules if name not in self.left_out]

    def rows(self, table: Table) -> Iterator[tuple[Cell, ...]]:
        """The rows of a table, or those of the chosen projects, by its key; those of a view by all their columns."""
        order = ", ".join(f'"{name}"' for name in table.key or [column.name for column in table.columns])
        columns = ", ".join(f'{column.select} AS "{column.name}"' for column in table.columns)
        rule = self._rule(table.name)
        return self._ask(f"SELECT {columns} FROM {table.name} WHERE {rule} ORDER BY {order}")  # noqa: S608 (our names)

    def withheld(self) -> int:
        """How many of the documents are in the package without their text."""
        ((count,),) = self._ask(
            f"SELECT count(*) FROM documents WHERE source_id NOT IN full_sources AND {self._rule('documents')}"  # noqa: S608
        )
        return int(str(count))

    def _rule(self, name: str) -> str:
        rule = self._rules[name]
        return "1" if rule == "all" or self._exported.where is None else f"({rule})"

    def _ask(self, sql: str) -> Iterator[tuple[Cell, ...]]:
        return self._exported.inquiry.ask(f"{_selection()}{sql}", (self._ids, self._full)).rows

    def _table(self, described: Described) -> Table:
        columns = list(self._exported.rows(_COLUMNS, (described.name,)))
        keys = sorted((row["pk"], row["name"]) for row in columns if row["pk"])
        key = tuple(name for _, name in keys) or tuple(_rules()["keys"].get(described.name, ()))
        leads = self._exported.rows(_LEADS, (described.name,))
        return Table(
            name=described.name,
            description=described.comment,
            columns=tuple(_column(described, row, is_key=row["name"] in key) for row in columns),
            key=key,
            leads=tuple(ForeignKey(column=row["from"], table=row["table"], target=row["to"]) for row in leads),
        )


def _column(described: Described, row: dict[str, Any], *, is_key: bool) -> Column:
    name = row["name"]
    place = f"{described.name}.{name}"
    demands = described.demands.get(name, "")
    kind = _typed().get(place) or kind_of(row["type"], demands)
    if kind is None:
        raise LookupError(f"public_tables.toml has no type for {place}, which is computed")
    less = _rules()["withheld"].get(place, {})
    return Column(
        name=name,
        kind=kind,
        select=less.get("select", f'"{name}"'),
        description=f"{described.columns[name]}{less.get('said', '')}",
        constraints=constraints_of(
            kind,
            demands,
            required=(bool(row["notnull"]) or is_key) and not less,
            is_decimal=place in _rules()["decimals"]["columns"],
        ),
    )


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((_HERE / "public_tables.toml").read_text("utf-8"))


@cache
def _typed() -> dict[str, str]:
    return {place: kind for kind, places in _rules()["types"].items() for place in places}


@cache
def _selection() -> str:
    return (_HERE / "selection.sql").read_text("utf-8")

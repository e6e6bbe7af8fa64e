"""What a table is as a Table Schema: types, constraints, keys and descriptions, out of the database's own schema.

Table Schema v2 (https://datapackage.org/standard/table-schema/). Exact decimals are texts with a pattern and no
numbers: most readers make binary fractions of numbers, and 1.10 would come back as 1.1. To count with there are the
`…_minor` columns, whole numbers of hundredths. Dates are texts with a pattern, because they are as precise as their
page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
_DECIMAL = r"[0-9]+(\.[0-9]+)?"
_ENUM = re.compile(r"\w+ IN \((?P<values>'[^)]*)\)")
_TRUTH = re.compile(r"IN \(0, 1\)")
_GLOB = re.compile(r"(?<!NOT )GLOB '(?P<glob>[^']*)'")
_JSON = re.compile(r"json_type\(\w+\) = '(?P<kind>array|object)'")
_LEAST = re.compile(r"CHECK \(\"?\w+\"? (?P<sign>>=?) (?P<least>[0-9]+)\)")
_BETWEEN = re.compile(r"BETWEEN (?P<least>[0-9]+) AND (?P<most>[0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the package; `select` is what is asked of the database for it."""

    name: str
    kind: str  # type of Table Schema
    select: str
    description: str
    constraints: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """A column that leads to a row of another table, or of the same."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table or view of the package."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]  # of a view, empty where nothing names its rows
    leads: tuple[ForeignKey, ...]


def kind_of(sql_type: str, demands: str) -> str | None:
    """The type of Table Schema; None where SQLite knows no type, as for what a view computes."""
    if json := _JSON.search(demands):
        return json["kind"]
    if "json_valid(" in demands:
        return "object"
    if _TRUTH.search(demands):
        return "boolean"
    return _TYPES.get(sql_type)


def constraints_of(kind: str, demands: str, *, required: bool, is_decimal: bool) -> dict[str, Any]:
    """What the schema demands of a column, in the words of Table Schema."""
    found: dict[str, Any] = {"required": True} if required else {}
    if " UNIQUE" in demands:
        found["unique"] = True
    if kind in {"integer", "number"}:
        found |= _limits(demands)
    if kind == "string":
        if enum := _ENUM.search(demands):
            found["enum"] = re.findall(r"'([^']*)'", enum["values"])
        elif is_decimal:
            found["pattern"] = _DECIMAL
        elif globs := _GLOB.findall(demands):
            found["pattern"] = f"({'|'.join(glob.replace('*', '.*') for glob in globs)})" if globs[1:] else globs[0]
    return found


def table_schema(table: Table, names: frozenset[str], missing: list[str]) -> dict[str, Any]:
    """The Table Schema; keys that lead to tables that are not among `names` are left out; `missing` are the texts that
    stand for no value.
    """
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": missing}
    if table.key:
        schema["primaryKey"] = list(table.key)
    leads = [lead for lead in table.leads if lead.table in names]
    if leads:
        schema["foreignKeys"] = [_foreign_key(table, lead) for lead in leads]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.description}
    if column.kind == "boolean":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    if column.constraints:
        field["constraints"] = dict(column.constraints)
    return field


def _foreign_key(table: Table, lead: ForeignKey) -> dict[str, Any]:
    reference: dict[str, Any] = {"fields": [lead.target]}
    if lead.table != table.name:
        reference = {"resource": lead.table, **reference}
    return {"fields": [lead.column], "reference": reference}


def _limits(demands: str) -> Iterator[tuple[str, int]]:
    if between := _BETWEEN.search(demands):
        yield "minimum", int(between["least"])
        yield "maximum", int(between["most"])
    elif least := _LEAST.search(demands):
        yield ("minimum" if least["sign"] == ">=" else "exclusiveMinimum"), int(least["least"])

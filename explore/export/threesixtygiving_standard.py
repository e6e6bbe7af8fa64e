"""What the 360Giving Data Standard asks: its schemas, what a grant lacks by them, and what columns are called.

The schemas lie beside this module; their README says whose they are and of which version. The guidance is at
<https://standard.threesixtygiving.org/en/latest/technical/reference/>.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft4Validator

VERSION = "1.4"
SCHEMAS = Path(__file__).with_name("threesixtygiving_schema")
GRANT_SCHEMA = SCHEMAS / "360-giving-schema.json"
PACKAGE_SCHEMA = SCHEMAS / "360-giving-package-schema.json"


def fault_of(grant: Mapping[str, Any]) -> str | None:
    """The field of a grant that the schema refuses, the first of them by name; None for a grant that is valid."""
    fields = {str(next(iter(error.absolute_path), "requirements")) for error in _grant_validator().iter_errors(grant)}
    return min(fields, default=None)


def column_title(*path: str) -> str:
    """What a field of a grant is called at the head of a column: “Recipient Org:Name” for its path in the JSON."""
    schema = _schema(GRANT_SCHEMA)
    properties, titles = schema["properties"], []
    for name in path:
        found = properties[name]
        within = found.get("items", found)
        if reference := within.get("$ref"):
            within = schema["definitions"][reference.rpartition("/")[2]]
        titles.append(found.get("title") or within["title"])
        properties = within.get("properties", {})
    return ":".join(titles)


def package_title(*path: str) -> str:
    """What a field of the whole file is called in the sheet of metadata."""
    titles = []
    properties = _schema(PACKAGE_SCHEMA)["properties"]
    for name in path:
        titles.append(properties[name]["title"])
        properties = properties[name].get("properties", {})
    return ":".join(titles)


@cache
def _grant_validator() -> Draft4Validator:
    # without a checker of formats each date is of two kinds at once, of which the schema wants exactly one
    return Draft4Validator(_schema(GRANT_SCHEMA), format_checker=Draft4Validator.FORMAT_CHECKER)


@cache
def _schema(path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(path.read_text("utf-8")))

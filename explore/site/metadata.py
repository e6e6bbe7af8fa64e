"""What Datasette tells of the database on its own pages, and the questions that it answers there."""

from collections.abc import Mapping
from typing import Any

from explore.questions import Question, questions

SEARCHED = ("projects", "organisations", "quotes")
"""The tables whose full-text index is open to all; its rows are those of the column `number`. That of the documents
is not (see publishing.py); the search page has them."""

FACETS = {
    "amounts": ("role",),
    "beneficiary_categories": ("category",),
    "dates": ("role",),
    "documents": ("source_id",),
    "organisations": ("kind", "county"),
    "places": ("county",),
    "project_totals": ("year", "county"),
    "projects": ("programme",),
}
"""Columns whose values Datasette counts beside the rows of a table. Each has an index, or a page would take seconds."""


def metadata(name: str) -> dict[str, Any]:
    """The metadata of a site on a database of this name."""
    return {
        "title": "Fondoscop",
        "databases": {
            name: {
                "title": "Fondoscop",
                "queries": {one.name: _query(one) for one in questions() if not one.page},
                "tables": {table: _table(table) for table in {*SEARCHED, *FACETS}},
            }
        },
    }


def _table(name: str) -> Mapping[str, Any]:
    found: dict[str, Any] = {"facets": list(FACETS[name])} if name in FACETS else {}
    return {**found, "fts_pk": "number"} if name in SEARCHED else found


def _query(one: Question) -> Mapping[str, str]:
    return {"title": one.ro, "description": one.en, "sql": one.sql.removesuffix(";")}

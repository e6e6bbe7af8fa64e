"""What Datasette tells of the database on its own pages, and the questions that it answers there."""

from collections.abc import Mapping
from typing import Any

from explore.questions import Question, questions

SEARCHED = ("projects", "organisations", "quotes", "documents")
"""The tables with a full-text index; its rows are those of the column `number`."""


def metadata(name: str) -> dict[str, Any]:
    """The metadata of a site on a database of this name."""
    return {
        "title": "Fondoscop",
        "databases": {
            name: {
                "title": "Fondoscop",
                "queries": {one.name: _query(one) for one in questions()},
                "tables": {table: {"fts_pk": "number"} for table in SEARCHED},
            }
        },
    }


def _query(one: Question) -> Mapping[str, str]:
    return {"title": one.ro, "description": one.en, "sql": one.sql.removesuffix(";")}

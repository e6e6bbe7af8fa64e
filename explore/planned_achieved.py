"""What a project planned and what it achieved, for each group of people, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explore.fact_words import groups
from explore.said import said
from explore.wording import Language, grouped
from store.database import Database

_OF_PROJECT = """
SELECT * FROM beneficiaries_planned_and_achieved WHERE project_id = ?
ORDER BY is_main DESC, max(coalesce(planned, 0), coalesce(achieved, 0), coalesce(not_said, 0)) DESC, category
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count in words, and the fact behind it."""

    value: str
    fact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCounts:
    """One group; None where no page tells that count. `share` is how much of the plan was achieved: "94 %"."""

    group: str
    planned: Count | None
    achieved: Count | None
    not_said: Count | None
    share: str | None


def planned_achieved(database: Database, project_id: str, language: Language = "ro") -> tuple[GroupCounts, ...]:
    """All groups of the project, the main one first, then the largest."""
    rows = database.rows(_OF_PROJECT, (project_id,))
    return tuple(
        GroupCounts(
            group=groups(row["category"].split("+"), language),
            planned=_count(database, row, "planned", language),
            achieved=_count(database, row, "achieved", language),
            not_said=_count(database, row, "not_said", language),
            share=_share(row["share"], language),
        )
        for row in rows
    )


def _count(database: Database, row: Mapping[str, Any], which: str, language: Language) -> Count | None:
    fact_id = row[f"{which}_id"]
    if fact_id is None:
        return None
    return Count(value=said(database, "beneficiaries", fact_id, language)[1], fact_id=fact_id)


def _share(share: float | None, language: Language) -> str | None:
    if share is None:
        return None
    return f"{grouped(Decimal(str(100 * share)), 0, language)}{'%' if language == 'en' else ' %'}"

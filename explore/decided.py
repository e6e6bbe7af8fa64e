"""What people decided on facts and projects, in words of either language, for those who read them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explore.wording import Language, grouped, harmless, spelled
from store.database import Database

_OF_FACT = "SELECT * FROM decisions WHERE target_id = ? AND outcome = 'applied' AND action = 'correct' ORDER BY number"
_OF_FACTS = """
SELECT * FROM decisions WHERE target_id IN (SELECT value FROM json_each(?))
    AND outcome = 'applied' AND action = 'correct' ORDER BY number
"""
_OF_PROJECT = """
SELECT * FROM decisions WHERE outcome = 'applied' AND (
    action = 'correct' AND target_id IN (
        SELECT id FROM project_mentions WHERE project_id = ?1 UNION ALL SELECT id FROM partners WHERE project_id = ?1
        UNION ALL SELECT id FROM amounts WHERE project_id = ?1 UNION ALL SELECT id FROM dates WHERE project_id = ?1
        UNION ALL SELECT id FROM beneficiaries WHERE project_id = ?1
        UNION ALL SELECT id FROM places WHERE project_id = ?1
    )
    OR id IN (
        SELECT decision_id FROM decision_marks
        WHERE kind = 'project' AND item IN (SELECT id FROM project_mentions WHERE project_id = ?1)
    )
) ORDER BY number
"""
_FIELDS = {
    "title": "titlul", "code": "codul SMIS", "contract": "contractul", "programme": "programul",
    "period_start": "începutul", "period_end": "sfârșitul", "duration_months": "durata în luni", "name": "numele",
    "role": "rolul", "value": "valoarea", "value_max": "valoarea cea mai mare", "currency": "moneda",
    "approximate": "aproximația", "bound": "limita", "organisation": "organizația", "start_date": "data de început",
    "end_date": "data de sfârșit", "count": "numărul", "count_max": "numărul cel mai mare", "unit": "cine este numărat",
    "group_phrase": "grupul", "categories": "categoriile", "status": "starea", "kind": "felul", "county": "județul",
    "siruta": "codul SIRUTA", "project": "proiectul",
}  # fmt: skip
"""The columns that people may correct, as `store.corrections.FIELDS` has them, in Romanian."""
_WHOLE = {
    "ro": {"merge": "unit cu altele", "split": "despărțit de altele"},
    "en": {"merge": "united with others", "split": "kept apart from others"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedOn:
    """A decision that holds: its id, the fact that it hangs on, and what it says. Texts are harmless."""

    id: str
    target_id: str | None
    words: str


def decided_on_fact(database: Database, fact_id: str, language: Language = "ro") -> tuple[DecidedOn, ...]:
    """What was corrected in a fact, in the order in which it was decided."""
    return tuple(_decided(row, language) for row in database.rows(_OF_FACT, (fact_id,)))


def decided_on_facts(database: Database, ids: Iterable[str], language: Language = "ro") -> dict[str, list[str]]:
    """What was corrected in each of these facts, in words, by its id."""
    found: dict[str, list[str]] = {}
    for row in database.rows(_OF_FACTS, (json.dumps(list(ids)),)):
        found.setdefault(row["target_id"], []).append(_decided(row, language).words)
    return found


def decided_on_project(database: Database, project_id: str, language: Language = "ro") -> tuple[DecidedOn, ...]:
    """What was decided on a project, its mentions and its facts, in the order in which it was decided."""
    return tuple(_decided(row, language) for row in database.rows(_OF_PROJECT, (project_id,)))


def _decided(row: Mapping[str, Any], language: Language = "ro") -> DecidedOn:
    day = spelled(row["decided"], language)
    if language == "en":
        about = f"by decision {row['id']} of {day}; reason: {row['why']}"
    else:
        about = f"prin decizia {row['id']} din {day}; motiv: {row['why']}"
    words = _WHOLE[language].get(row["action"]) or _corrected(row, language)
    return DecidedOn(id=row["id"], target_id=row["target_id"], words=harmless(f"{words} {about}"))


def _corrected(row: Mapping[str, Any], language: Language) -> str:
    before, after = (_value(row["field"], value, language) for value in (row["value_before"], row["value_after"]))
    if language == "en":
        return f"corrected: {row['field'].replace('_', ' ')} {after} instead of {before} (“{row['quote']}”)"
    return f"corectat: {_FIELDS.get(row['field'], row['field'])} {after} în loc de {before} („{row['quote']}”)"


def _value(field: str, value: str | None, language: Language) -> str:
    if value is None:
        return "nothing" if language == "en" else "nimic"
    if field in {"value", "value_max"}:
        number = Decimal(value)
        value = grouped(number, 0 if number == number.to_integral_value() else 2, language)
    return f"“{value}”" if language == "en" else f"„{value}”"

"""What a stored fact says in words, Romanian or English: its role and its value."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from explore import fact_words
from explore.fact_words import Fact
from explore.wording import Language, harmless
from store.database import Database
from store.records import Amount, Beneficiaries, DateFact, Partner, Place, Span

Row = Mapping[str, Any]

_PROJECT = "project_mentions"


def said(database: Database, kind: str, fact_id: str, language: Language = "ro") -> tuple[str, str]:
    """Role and value of the fact with this id in the table `kind`; both empty where there is none."""
    if kind != _PROJECT and kind not in _RECORDS:
        return "", ""
    row = next(database.rows(f"SELECT * FROM {kind} WHERE id = ?", (fact_id,)), None)  # noqa: S608 - one of our tables
    if row is None:
        return "", ""
    if kind == _PROJECT:
        return fact_words.kinds(language)["projects"][0], harmless(row["title"])
    return said_by(kind, row, language)


def said_by(kind: str, row: Row, language: Language = "ro") -> tuple[str, str]:
    """The same from a row of one of the tables of facts."""
    fact = _RECORDS[kind](row)
    return fact_words.role(kind, fact, language), fact_words.value(fact, language)


def _evidence(row: Row) -> Span:
    return Span(start=row["start"], end=row["end"], text=row["quote"])


def _amount(row: Row) -> Fact:
    return Amount(
        value=Decimal(row["value"]),
        value_max=None if row["value_max"] is None else Decimal(row["value_max"]),
        currency=row["currency"],
        role=row["role"],
        approximate=bool(row["approximate"]),
        bound=row["bound"],
        evidence=_evidence(row),
    )


def _count(row: Row) -> Fact:
    return Beneficiaries(
        count=row["count"],
        count_max=row["count_max"],
        unit=row["unit"],
        categories=tuple(json.loads(row["categories"])),
        status=row["status"],
        approximate=bool(row["approximate"]),
        bound=row["bound"],
        evidence=_evidence(row),
    )


def _date(row: Row) -> Fact:
    return DateFact(start=row["start_date"], end=row["end_date"], role=row["role"], evidence=_evidence(row))


def _place(row: Row) -> Fact:
    return Place(
        name=row["name"], kind=row["kind"], county=row["county"], siruta=row["siruta"], evidence=_evidence(row)
    )


def _partner(row: Row) -> Fact:
    return Partner(name=row["name"], role=row["role"], evidence=_evidence(row))


_RECORDS: Mapping[str, Callable[[Row], Fact]] = {
    "amounts": _amount,
    "beneficiaries": _count,
    "dates": _date,
    "places": _place,
    "partners": _partner,
}

"""Facts as values of columns: how each kind fills its own columns of schema.sql."""

import json
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from store.exchange import equivalents
from store.records import Amount, Beneficiaries, DateFact, Facts, Partner, Place, Project, Span

Value = str | int | float | None
Row = dict[str, Value]

LARGEST = 2**63 - 1  # of SQLite's integers
_PRECISION = {4: "year", 7: "month", 10: "day"}


def minor(value: Decimal) -> int | None:
    """Hundredths of the currency's unit, rounded half up; None beyond SQLite's 64-bit integers."""
    hundredths = int((value * 100).to_integral_value(ROUND_HALF_UP))
    return hundredths if abs(hundredths) <= LARGEST else None


def evidence(span: Span) -> Row:
    """Where a fact stands, and its words."""
    return {"start": span.start, "end": span.end, "quote": span.text}


def mention_row(project: Project, identity: str, document_id: str) -> Row:
    """The whole row of a mention of a project, with its first evidence."""
    duration, stated = project.duration_months, project.duration_evidence
    return {
        "id": identity,
        "document_id": document_id,
        "title": project.title,
        "aliases": json.dumps(project.aliases, ensure_ascii=False),
        "code": project.code,
        "contract": project.contract,
        "programme": project.programme,
        "period_start": project.start,
        "period_end": project.end,
        "duration_months": None if duration is None else float(duration),
        "duration_at": None if stated is None else stated.start,
        "duration_quote": None if stated is None else stated.text,
        **evidence(project.evidence[0]),
        "confidence": project.confidence,
        "found_by": project.found_by,
    }


def span_rows(project: Project, identity: str) -> Iterator[Row]:
    """The rows of a mention's further evidence."""
    for number, span in enumerate(project.evidence[1:], start=2):
        yield {"mention_id": identity, "number": number, **evidence(span)}


def partner_values(partner: Partner) -> Row:
    """An organisation's columns."""
    return {"name": partner.name, "cui": partner.cui, "role": partner.role}


def amount_values(amount: Amount, year: int | None) -> Row:
    """An amount's columns; equivalents by the rates of `year`."""
    most = amount.value_max
    return {
        "value": f"{amount.value:f}",  # digits without an exponent, with the decimals that were written
        "amount_minor": minor(amount.value),
        "value_max": None if most is None else f"{most:f}",
        "amount_minor_max": None if most is None else minor(most),
        "currency": amount.currency,
        "role": amount.role,
        "approximate": int(amount.approximate),
        "bound": amount.bound,
        **_equivalents(amount, year),
        "organisation": amount.organisation,
    }


def _equivalents(amount: Amount, year: int | None) -> Row:
    worth = equivalents(amount.value, amount.currency, year)
    return {
        "ron_minor": None if worth.ron is None else minor(worth.ron),
        "eur_minor": None if worth.eur is None else minor(worth.eur),
        "rate_year": worth.year,
        "rate_per_eur": None if worth.per_eur is None else str(worth.per_eur),
        "ron_per_eur": None if worth.ron_per_eur is None else str(worth.ron_per_eur),
    }


def year_of(amount: Amount, facts: Facts) -> int | None:
    """The year whose rates count: the project's first, else that of publication."""
    start = None if amount.project is None else facts.projects[amount.project].start
    day = start or facts.document.published
    return int(day[:4]) if day else None


def date_values(date: DateFact) -> Row:
    """A date's columns."""
    return {
        "start_date": date.start,
        "start_precision": _PRECISION.get(len(date.start)),
        "end_date": date.end,
        "end_precision": _PRECISION.get(len(date.end)),
        "role": date.role,
    }


def count_values(fact: Beneficiaries) -> Row:
    """The columns of a count of beneficiaries."""
    return {
        "count": fact.count,
        "count_max": fact.count_max,
        "unit": fact.unit,
        "group_phrase": fact.group,
        "categories": json.dumps(fact.categories, ensure_ascii=False),
        "status": fact.status,
        "approximate": int(fact.approximate),
        "bound": fact.bound,
    }


def place_values(place: Place) -> Row:
    """A place's columns."""
    return {"name": place.name, "kind": place.kind, "county": place.county, "siruta": place.siruta}

"""Facts as JSON Lines: one document a line, in the shape of `extract/facts.schema.json`."""

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from store.records import Facts, Partner, Project


def to_line(facts: Facts) -> str:
    """One line of JSON without its line break; text stays readable, not escaped."""
    return json.dumps(to_json(facts), ensure_ascii=False, separators=(", ", ": "))


def to_json(facts: Facts) -> dict[str, Any]:
    """The facts of one document as plain JSON values; money is decimal text, dates are ISO text."""
    document = facts.document
    return {
        "document": {
            "id": document.id,
            "path": document.path,
            "url": document.url,
            "title": document.title,
            "published": document.published,
            "language": document.language,
            "text": document.text,
        },
        "projects": [_project(project) for project in facts.projects],
        "partners": [_partner(partner) for partner in facts.partners],
        "amounts": [
            {**asdict(amount), "value": _decimal(amount.value), "value_max": _decimal(amount.value_max)}
            for amount in facts.amounts
        ],
        "dates": [asdict(date) for date in facts.dates],
        "beneficiaries": [{**asdict(figure), "categories": list(figure.categories)} for figure in facts.beneficiaries],
        "places": [asdict(place) for place in facts.places],
    }


def _partner(partner: Partner) -> dict[str, Any]:
    plain = asdict(partner)
    del plain["cui"]  # the schema has no place for it
    return plain


def _project(project: Project) -> dict[str, Any]:
    plain = asdict(project)
    del plain["aliases"], plain["duration_evidence"]  # the schema has no place for them
    months = project.duration_months
    plain["duration_months"] = None if months is None else int(months) if months == int(months) else float(months)
    plain["evidence"] = list(plain["evidence"])
    return plain


def _decimal(value: Decimal | None) -> str | None:
    """Plain decimal text, never with an exponent."""
    return None if value is None else format(value, "f")

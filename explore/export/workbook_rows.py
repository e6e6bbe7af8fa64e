"""What stands in the rows of the workbook for people: values by the keys of its columns, texts on one line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from explore import fact_words
from explore.contradictions import Contradiction
from explore.export.whole_projects import WholeProject
from explore.export.workbook_words import word
from explore.organisation_words import kind_name
from explore.typed_rows import AmountRow, BeneficiariesRow, DateRow, FactRow, PartnerRow, PlaceRow
from explore.wording import Language, harmless

Values = Mapping[str, object]


def project_values(whole: WholeProject, row: Mapping[str, Any], language: Language) -> Values:
    """The row of a project: that of the project table (`explore.project_table`), with exact sums and with words."""
    total = whole.total
    return {
        **row,
        "total": Decimal(total.value) if total else None,
        "total_lei": _of_minor(total.ron_minor) if total else None,
        "total_euro": _of_minor(total.eur_minor) if total else None,
        "total_rule": word("rules", row["total_rule"], language),
        "beneficiaries": fact_words.groups((row["beneficiaries"] or "").split("+"), language) or None,
    }


def fact_values(whole: WholeProject, language: Language) -> Iterator[tuple[str, Values]]:
    """The rows of a project's facts and documents, each with the key of its sheet."""
    for key, row in _ROWS.items():
        for fact in getattr(whole, key):
            yield key, _on_one_line({**_evidence(fact, language), **row(fact, whole, language)})
    addresses = {document.id: document.url for document in whole.documents}
    for document in whole.documents:
        values = {name: getattr(document, name) for name in document.__slots__}
        yield "documents", _on_one_line({
            **values,
            "project_id": whole.project.id,
            "project": whole.project.title,
            "document": document.title,
            "source_kind": word("source_kinds", document.source_kind, language),
            "copy_of": addresses.get(document.copy_of or "", document.copy_of),
        })  # fmt: skip


def contradiction_values(whole: WholeProject, found: Iterable[Contradiction], language: Language) -> Iterator[Values]:
    """The rows of what sources state differently of a project."""
    for one in found:
        values = {
            "project_id": whole.project.id,
            "project": whole.project.title,
            "about": one.about,
            "statement": one.one.value,
            "other_statement": one.other.value,
            "difference": one.difference,
            "reason": word("words", one.reason, language),
            "contradiction_id": one.id,
        }
        for name, side in (("statement", one.one), ("other", one.other)):
            told = ("quote", "source", "url", "published", "stories")
            values |= {f"{name}_{each}": getattr(side, each) for each in told}
        yield _on_one_line(values)


def _evidence(fact: FactRow, language: Language) -> Values:
    return {
        "project_id": fact.project_id,
        "project": fact.project,
        "quote": fact.quote,
        "sentence": fact.sentence,
        "source": fact.source,
        "document": fact.document,
        "url": fact.url,
        "published": fact.published,
        "captured": fact.captured,
        "copy": word("words", "yes", language) if fact.is_copy else None,
        "confidence": fact.confidence,
        "fact_id": fact.id,
    }


def _amount(fact: AmountRow, whole: WholeProject, language: Language) -> Values:
    counts = whole.total is not None and fact.id in {whole.total.amount_id, whole.total.part_id}
    return {
        "amount_role": fact_words.role_name("amounts", fact.role, language),
        "value": fact.value,
        "value_max": fact.value_max,
        "currency": fact.currency,
        "qualifier": _qualifier(fact, language),
        "lei": fact.ron,
        "euro": fact.eur,
        "rate_year": fact.rate_year,
        "money_of": fact.organisation,
        "counts": word("words", "yes", language) if counts else None,
    }


def _partner(fact: PartnerRow, whole: WholeProject, language: Language) -> Values:
    known = next((one for one in whole.organisations if one.id == fact.organisation_id), None)
    return {
        "partner_role": fact_words.role_name("partners", fact.role, language),
        "name": fact.name,
        "organisation": fact.organisation,
        "organisation_kind": kind_name(known.kind, language) or None if known else None,
        "organisation_county": known.county if known else None,
        "cui": known.cui if known else None,
        "organisation_id": fact.organisation_id,
    }


def _count(fact: BeneficiariesRow, _whole: WholeProject, language: Language) -> Values:
    return {
        "status": fact_words.role_name("beneficiaries", fact.status, language),
        "count": fact.count,
        "count_max": fact.count_max,
        "qualifier": _qualifier(fact, language),
        "unit": fact.unit,
        "group_phrase": fact.group_phrase,
        "groups": fact_words.groups(fact.categories, language) or None,
    }


def _date(fact: DateRow, _whole: WholeProject, language: Language) -> Values:
    return {
        "date_role": fact_words.role_name("dates", fact.role, language),
        "start_date": fact.start_date,
        "end_date": fact.end_date,
    }


def _place(fact: PlaceRow, _whole: WholeProject, language: Language) -> Values:
    return {
        "place_kind": fact_words.role_name("places", fact.kind, language),
        "place": fact.name,
        "place_county": fact.county,
        "siruta": fact.siruta,
    }


_ROWS: Mapping[str, Callable[[Any, WholeProject, Language], Values]] = {
    "amounts": _amount,
    "partners": _partner,
    "beneficiaries": _count,
    "dates": _date,
    "places": _place,
}


def _qualifier(fact: AmountRow | BeneficiariesRow, language: Language) -> str | None:
    said = (fact.bound, "about" if fact.approximate else None)
    return " ".join(word("words", one, language) or "" for one in said if one) or None


def _of_minor(minor: int | None) -> Decimal | None:
    return None if minor is None else Decimal(minor).scaleb(-2)


def _on_one_line(values: Values) -> Values:
    return {key: harmless(value) if isinstance(value, str) else value for key, value in values.items()}

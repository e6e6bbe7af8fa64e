"""Records as rows: the values of one document's facts, in the columns of schema.sql.

Pure: nothing here knows a connection. A fact that can't be stored as it is (evidence that is not in the text,
a number that fits no column) becomes an issue, and the rest of the document is stored.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from store.identity import document_content, document_number, fact_ids, issue_id
from store.records import (
    Amount,
    Beneficiaries,
    Capture,
    DateFact,
    Document,
    Facts,
    Issue,
    Partner,
    Place,
    Project,
    Span,
)

Value = str | int | float | None
Row = dict[str, Value]
Linked = Partner | Amount | DateFact | Beneficiaries | Place  # facts that may belong to a project
Fact = Project | Linked
_F = TypeVar("_F", bound=Fact)

_LARGEST = 2**63 - 1  # of SQLite's integers
_ISO_DATE = re.compile(r"\d{4}(?:-[01]\d(?:-[0-3]\d)?)?", re.ASCII)
_PRECISION = {4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, slots=True)
class FactRows:
    """The rows of one document by table, parents before children, and what could not become a row."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def moment_text(moment: datetime) -> str:
    """A moment in UTC, always equally long: texts sort as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def capture_row(capture: Capture, outcome: str) -> Row:
    """The row of a capture; `outcome` is one of those that the schema lists."""
    return {
        "id": capture.id,
        "url": capture.url,
        "source_id": capture.source_id,
        "run_id": capture.run_id,
        "fetched_at": moment_text(capture.fetched_at),
        "status": capture.status,
        "media_type": capture.media_type,
        "sha256": capture.sha256,
        "file": capture.file,
        "offset": capture.offset,
        "length": capture.length,
        "outcome": outcome,
    }


def document_row(document: Document, capture: Capture) -> Row:
    """The row of the document that was read from this capture."""
    return {
        "id": document.id,
        "number": document_number(document.id),
        "url": capture.url,
        "capture_id": capture.id,
        "source_id": capture.source_id,
        "title": document.title,
        "published": document.published,
        "published_by": document.published_by,
        "language": document.language,
        "text": document.text,
        "length": len(document.text),
        "reader": document.reader,
        "content": document_content(document),
        "last_run": capture.run_id,
        "seen": moment_text(capture.fetched_at),
    }


def document_fault(document: Document) -> str | None:
    """Why a document can't be stored whatever its facts are, in words; None when it can."""
    if "\0" in document.text:
        return "the text has a NUL character, where SQLite ends it"
    for text in (document.text, document.title or ""):
        try:
            text.encode()
        except UnicodeEncodeError as error:
            return f"the text has half a character (a lone surrogate, at {error.start})"
    if document.published is not None and not _ISO_DATE.fullmatch(document.published):
        return f"the date of publication, {document.published!r}, is no ISO date"
    return None


def issue_row(issue: Issue, document_id: str | None) -> Row:
    """The row of an issue; `document_id` is the document of its address, where there is one."""
    return {
        "id": issue_id(issue),
        "stage": issue.stage,
        "kind": issue.kind,
        "message": issue.message,
        "url": issue.url,
        "source_id": issue.source_id,
        "capture_id": issue.capture_id,
        "document_id": document_id,
    }


def minor(value: Decimal) -> int | None:
    """Hundredths of the currency's unit, rounded half up; None beyond SQLite's 64-bit integers."""
    hundredths = int((value * 100).to_integral_value(ROUND_HALF_UP))
    return hundredths if abs(hundredths) <= _LARGEST else None


def fact_rows(facts: Facts, capture: Capture) -> FactRows:
    """The rows of all facts of the document that was read from this capture."""
    writer = _Writer(facts, capture)
    mention_ids: dict[int, str] = {}
    mentions: list[Row] = []
    spans: list[Row] = []
    for place, project, identity in writer.sound("project", facts.projects):
        mention_ids[place] = identity
        mentions.append(_mention_row(project, identity, facts.document.id))
        spans.extend(_span_rows(project, identity))

    def common(fact: Linked, identity: str) -> Row:
        return {
            "id": identity,
            "document_id": facts.document.id,
            "mention_id": None if fact.project is None else mention_ids.get(fact.project),
            **_evidence(fact.evidence),
            "confidence": fact.confidence,
            "found_by": fact.found_by,
        }

    partners = writer.sound("partner", facts.partners)
    amounts = writer.sound("amount", facts.amounts)
    dates = writer.sound("date", facts.dates)
    counts = writer.sound("beneficiaries", facts.beneficiaries)
    places = writer.sound("place", facts.places)
    tables: dict[str, list[Row]] = {
        "project_mentions": mentions,
        "project_mention_spans": spans,
        "partners": [common(fact, identity) | _partner_values(fact) for _, fact, identity in partners],
        "amounts": [common(fact, identity) | _amount_values(fact) for _, fact, identity in amounts],
        "dates": [common(fact, identity) | _date_values(fact) for _, fact, identity in dates],
        "beneficiaries": [common(fact, identity) | _count_values(fact) for _, fact, identity in counts],
        "beneficiary_categories": [
            {"beneficiaries_id": identity, "category": category}
            for _, fact, identity in counts
            for category in sorted(set(fact.categories))
        ],
        "places": [common(fact, identity) | _place_values(fact) for _, fact, identity in places],
    }
    return FactRows(tables=tables, issues=writer.issues)


def unsound(kind: str, found_by: str, fault: str, capture: Capture) -> Issue:
    """The issue for a fact that is left out."""
    return Issue(
        stage="extract",
        kind=f"unsound-{kind}",
        message=f"a fact ({kind}, found by {found_by or 'an unnamed rule'}) was left out: {fault}",
        url=capture.url,
        source_id=capture.source_id,
        capture_id=capture.id,
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Sorts the facts of one document into those that can be stored and issues."""

    facts: Facts
    capture: Capture
    issues: list[Issue] = field(default_factory=list)

    def sound(self, kind: str, facts: Sequence[_F]) -> list[tuple[int, _F, str]]:
        """The facts that can be stored, with their places and ids."""
        text = self.facts.document.text
        sound: list[tuple[int, _F]] = []
        for place, fact in enumerate(facts):
            fault = _fault(fact, text, len(self.facts.projects))
            if fault is None:
                sound.append((place, fact))
            else:
                self.issues.append(unsound(kind, fact.found_by, fault, self.capture))
        ids = fact_ids(kind, self.capture.url, text, [_first_evidence(fact) for _, fact in sound])
        return [(place, fact, identity) for (place, fact), identity in zip(sound, ids, strict=True)]


def _first_evidence(fact: Fact) -> Span:
    return fact.evidence[0] if isinstance(fact, Project) else fact.evidence


def _fault(fact: Fact, text: str, projects: int) -> str | None:
    """Why a fact can't be stored, in words; None when it can."""
    evidence = fact.evidence if isinstance(fact, Project) else (fact.evidence,)
    if not evidence:
        return "it has no evidence"
    for span in evidence:
        if span.start < 0 or not span.text or text[span.start : span.end] != span.text:
            return f"its evidence {span.text[:60]!r} is not at {span.start}-{span.end} of the text"
    if not isinstance(fact, Project) and fact.project is not None and not 0 <= fact.project < projects:
        return f"it belongs to project number {fact.project} of {projects}"
    if isinstance(fact, Amount) and not all(
        value.is_finite() and value >= 0 for value in (fact.value, fact.value_max) if value is not None
    ):
        return "its value is no sum of money"
    if isinstance(fact, Beneficiaries) and max(fact.count, fact.count_max or 0) > _LARGEST:
        return f"it counts {fact.count}, beyond all measure"
    return None


def _evidence(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "quote": span.text}


def _mention_row(project: Project, identity: str, document_id: str) -> Row:
    duration = project.duration_months
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
        **_evidence(project.evidence[0]),
        "confidence": project.confidence,
        "found_by": project.found_by,
    }


def _span_rows(project: Project, identity: str) -> Iterator[Row]:
    for number, span in enumerate(project.evidence[1:], start=2):
        yield {"mention_id": identity, "number": number, **_evidence(span)}


def _partner_values(partner: Partner) -> Row:
    return {"name": partner.name, "role": partner.role}


def _amount_values(amount: Amount) -> Row:
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
        "organisation": amount.organisation,
    }


def _date_values(date: DateFact) -> Row:
    return {
        "start_date": date.start,
        "start_precision": _PRECISION.get(len(date.start)),
        "end_date": date.end,
        "end_precision": _PRECISION.get(len(date.end)),
        "role": date.role,
    }


def _count_values(fact: Beneficiaries) -> Row:
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


def _place_values(place: Place) -> Row:
    return {"name": place.name, "kind": place.kind, "county": place.county, "siruta": place.siruta}

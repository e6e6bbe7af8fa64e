"""Records as rows: the values of one document's facts, in the columns of schema.sql.

Pure: nothing here knows a connection. A fact that can't be stored as it is (evidence that is not in the text,
a number that fits no column) becomes an issue, and the rest of the document is stored.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from store.fact_values import (
    LARGEST,
    Row,
    amount_values,
    count_values,
    date_values,
    evidence,
    mention_row,
    partner_values,
    place_values,
    span_rows,
    year_of,
)
from store.identity import document_content, fact_ids, issue_id, number_of, quote_number
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
from store.sentences import sentence_at

Linked = Partner | Amount | DateFact | Beneficiaries | Place  # facts that may belong to a project
Fact = Project | Linked
_F = TypeVar("_F", bound=Fact)

QUOTED = ("project_mentions", "partners", "amounts", "dates", "beneficiaries", "places")
"""Tables of facts, whose sentences stand in `quotes`."""

FACTS_OF = {
    "project": "projects", "partner": "partners", "amount": "amounts", "date": "dates",
    "beneficiaries": "beneficiaries", "place": "places",
}  # fmt: skip
"""The kinds of facts, as ids and decisions name them, and where `Facts` has them."""

_ISO_DATE = re.compile(r"\d{4}(?:-[01]\d(?:-[0-3]\d)?)?", re.ASCII)


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
        "number": number_of(document.id),
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


def fact_rows(facts: Facts, capture: Capture) -> FactRows:
    """The rows of all facts of the document that was read from this capture."""
    writer = _Writer(facts, capture)
    mention_ids: dict[int, str] = {}
    mentions: list[Row] = []
    spans: list[Row] = []
    for place, project, identity in writer.sound("project", facts.projects):
        mention_ids[place] = identity
        mentions.append(mention_row(project, identity, facts.document.id))
        spans.extend(span_rows(project, identity))

    def common(fact: Linked, identity: str) -> Row:
        return {
            "id": identity,
            "document_id": facts.document.id,
            "mention_id": None if fact.project is None else mention_ids.get(fact.project),
            **evidence(fact.evidence),
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
        "partners": [common(fact, identity) | partner_values(fact) for _, fact, identity in partners],
        "amounts": [
            common(fact, identity) | amount_values(fact, year_of(fact, facts)) for _, fact, identity in amounts
        ],
        "dates": [common(fact, identity) | date_values(fact) for _, fact, identity in dates],
        "beneficiaries": [common(fact, identity) | count_values(fact) for _, fact, identity in counts],
        "beneficiary_categories": [
            {"beneficiaries_id": identity, "category": category}
            for _, fact, identity in counts
            for category in sorted(set(fact.categories))
        ],
        "places": [common(fact, identity) | place_values(fact) for _, fact, identity in places],
    }
    quoted = [(table, row) for table in QUOTED for row in tables[table]]
    tables["quotes"] = [
        _quote(quote_number(facts.document.id, place), table, row, facts.document.text)
        for place, (table, row) in enumerate(quoted)
    ]
    return FactRows(tables=tables, issues=writer.issues)


def identities(facts: Facts, capture: Capture) -> dict[str, dict[str, int]]:
    """The ids that the facts get when they are stored, by kind, each with the fact's place among its kind."""
    writer = _Writer(facts, capture)
    return {
        kind: {identity: place for place, _, identity in writer.sound(kind, getattr(facts, name))}
        for kind, name in FACTS_OF.items()
    }


def _quote(number: int, table: str, row: Row, text: str) -> Row:
    return {
        "number": number,
        "fact_id": row["id"],
        "kind": table,
        "document_id": row["document_id"],
        "quote": row["quote"],
        "sentence": sentence_at(text, int(row["start"] or 0), int(row["end"] or 0)),
    }


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
        return [
            (place, fact, identity)
            for (place, fact), identity in zip(sound, ids, strict=True)
            if (kind, place) not in self.facts.rejected
        ]


def _first_evidence(fact: Fact) -> Span:
    return fact.evidence[0] if isinstance(fact, Project) else fact.evidence


def _fault(fact: Fact, text: str, projects: int) -> str | None:
    """Why a fact can't be stored, in words; None when it can."""
    evidence = fact.evidence if isinstance(fact, Project) else (fact.evidence,)
    if not evidence:
        return "it has no evidence"
    stated = (fact.duration_evidence,) if isinstance(fact, Project) and fact.duration_evidence else ()
    for span in (*evidence, *stated):
        if span.start < 0 or not span.text or text[span.start : span.end] != span.text:
            return f"its evidence {span.text[:60]!r} is not at {span.start}-{span.end} of the text"
    if not isinstance(fact, Project) and fact.project is not None and not 0 <= fact.project < projects:
        return f"it belongs to project number {fact.project} of {projects}"
    if isinstance(fact, Amount) and not all(
        value.is_finite() and value >= 0 for value in (fact.value, fact.value_max) if value is not None
    ):
        return "its value is no sum of money"
    if isinstance(fact, Beneficiaries) and max(fact.count, fact.count_max or 0) > LARGEST:
        return f"it counts {fact.count}, beyond all measure"
    return None

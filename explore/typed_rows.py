"""Rows of the database as typed records for notebooks: exact decimals, dates as text, and where each fact is said.

Each record is a frozen dataclass, so `pandas.DataFrame(rows)` makes a column of each field.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, TypeVar

from store.asking import Cell, Inquiry

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """What every fact has: its project, its evidence, and the page that says so."""

    id: str
    project_id: str | None
    project: str | None  # title
    quote: str
    sentence: str  # the sentence around the quote
    url: str
    document_id: str
    document: str | None  # title of the page
    source: str  # name of the site
    published: str | None  # ISO 8601, as precise as the page
    captured: str  # ISO 8601, UTC
    is_copy: bool  # the page copies another one's story
    confidence: float
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRow(FactRow):
    """Money; `value` is exact and in units of `currency`."""

    role: str
    value: Decimal
    value_max: Decimal | None
    currency: str
    approximate: bool
    bound: str | None
    ron: Decimal | None  # in lei, as stated or computed
    eur: Decimal | None  # in euro, as stated or computed
    rate_year: int | None  # year of the rates; None where nothing was computed
    organisation: str | None
    organisation_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow(FactRow):
    """An organisation in a project, as a page names it."""

    role: str
    name: str
    organisation: str | None  # best spelling
    organisation_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow(FactRow):
    """A date or a range, ISO 8601, as precise as the page: 2019, 2019-06 or 2019-06-13."""

    role: str
    start_date: str
    end_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeneficiariesRow(FactRow):
    """A count of people or bodies that a project serves."""

    status: str
    count: int
    count_max: int | None
    unit: str
    group_phrase: str | None
    categories: tuple[str, ...]
    approximate: bool
    bound: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow(FactRow):
    """A place in which a project works."""

    kind: str
    name: str
    county: str | None
    siruta: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """A project, once; `total` is the one stated total that sums count (docs/data.md, project_totals)."""

    id: str
    title: str
    code: str | None
    contract: str | None
    programme: str | None  # as written
    programme_id: str | None
    period_start: str | None
    period_end: str | None
    duration_months: float | None
    total: Decimal | None  # in units of `currency`
    currency: str | None
    ron: Decimal | None
    eur: Decimal | None
    year: int | None  # in which it began, else in which its total was published
    county: str | None
    lead: str | None
    mentions: int
    quote: str
    url: str
    document_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation, once."""

    id: str
    name: str
    mentions: int
    projects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A page or file; its text is the column `text` of the table `documents`."""

    id: str
    url: str
    title: str | None
    source: str
    source_id: str
    published: str | None
    language: str | None
    captured: str
    sha256: str
    seen: str
    vanished: str | None
    copy_of: str | None
    length: int
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionRow:
    """Two statements of one project that can't both be right; as many documents support the other one, or more."""

    id: str
    kind: str  # "total", "period_start", "period_end", "duration", "lead" or "beneficiaries"
    project_id: str
    project: str
    about: str | None  # currency of totals, group and status of counts
    statement: str  # a decimal, a date, months, a name, a count
    quote: str
    url: str
    published: str | None
    stories: int  # documents that say so, each story counted once
    other_statement: str
    other_quote: str
    other_url: str
    other_published: str | None
    other_stories: int
    difference: float | None  # units of the currency, days, months or people
    share: float | None  # of the larger
    reason: str | None  # "addendum" where a page tells that the contract was changed


_SAID = """
    p.title AS project, q.sentence, d.url, d.title AS document, s.name AS source, d.published,
    c.fetched_at AS captured, d.copy_of IS NOT NULL AS is_copy
FROM {table} f JOIN documents d ON d.id = f.document_id JOIN sources s ON s.id = d.source_id
    JOIN captures c ON c.id = d.capture_id JOIN quotes q ON q.document_id = f.document_id AND q.fact_id = f.id
    LEFT JOIN projects p ON p.id = f.project_id
"""
_OF_ORGANISATION = " LEFT JOIN organisations o ON o.id = f.organisation_id"
_QUERIES: Mapping[type, str] = {
    AmountRow: "SELECT f.*, f.ron_minor AS ron, f.eur_minor AS eur," + _SAID.format(table="amounts"),
    PartnerRow: "SELECT f.*, o.name AS organisation," + _SAID.format(table="partners") + _OF_ORGANISATION,
    DateRow: "SELECT f.*," + _SAID.format(table="dates"),
    BeneficiariesRow: "SELECT f.*," + _SAID.format(table="beneficiaries"),
    PlaceRow: "SELECT f.*," + _SAID.format(table="places"),
    ProjectRow: "SELECT p.*, t.value AS total, t.currency, t.ron_minor AS ron, t.eur_minor AS eur, t.year, t.county,"
    " o.name AS lead, d.url FROM projects p JOIN documents d ON d.id = p.document_id"
    " LEFT JOIN project_totals t ON t.project_id = p.id"
    " LEFT JOIN project_organisations x ON x.project_id = p.id AND x.role = 'lead' AND x.place = 1"
    " LEFT JOIN organisations o ON o.id = x.organisation_id",
    OrganisationRow: "SELECT o.*, (SELECT count(DISTINCT project_id) FROM project_organisations"
    " WHERE organisation_id = o.id) AS projects FROM organisations o",
    ContradictionRow: "SELECT x.*, x.contradiction_id AS id, x.title AS project, x.value AS statement,"
    " x.other_value AS other_statement FROM contradictions_side_by_side x JOIN projects p ON p.id = x.project_id",
    DocumentRow: "SELECT d.*, s.name AS source, c.fetched_at AS captured, c.sha256,"
    " (SELECT count(*) FROM quotes WHERE document_id = d.id) AS facts"
    " FROM documents d JOIN sources s ON s.id = d.source_id JOIN captures c ON c.id = d.capture_id",
}
_MONEY = frozenset({"value", "value_max", "total"})
_MINOR = frozenset({"ron", "eur"})
_FLAGS = frozenset({"approximate", "is_copy"})


def typed_rows(inquiry: Inquiry, kind: type[_T], conditions: Mapping[str, Cell], order: str) -> Iterator[_T]:
    """The records of a kind that meet all conditions, as a stream.

    A condition is an expression of SQL with one parameter; one whose value is None is left out.
    """
    asked = {condition: value for condition, value in conditions.items() if value is not None}
    where = f" WHERE {' AND '.join(asked)}" if asked else ""
    answer = inquiry.ask(f"{_QUERIES[kind]}{where} ORDER BY {order}", tuple(asked.values()))
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    places = [answer.columns.index(name) for name in names]
    for row in answer.rows:
        yield kind(**{name: _typed(name, row[place]) for name, place in zip(names, places, strict=True)})


def _typed(name: str, cell: Cell) -> Any:  # noqa: ANN401 - each field has a type of its own
    if cell is None:
        return None
    if name in _MONEY:
        return Decimal(str(cell))
    if name in _MINOR:
        return Decimal(str(cell)).scaleb(-2)
    if name in _FLAGS:
        return bool(cell)
    return tuple(json.loads(str(cell))) if name == "categories" else cell

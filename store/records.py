"""What travels between the rooms: captures, documents and the facts read from them.

Every record is immutable. Offsets are in Unicode code points into `Document.text`; dates are ISO 8601
text, as precise as the source and no more (`2019-06-13`, `2023-09`, `2016`); money is an exact `Decimal`
in units of its currency (never minor units, never a float).
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

PartnerRole = Literal["lead", "partner", "funder", "supporter", "beneficiary", "contractor"]
AmountRole = Literal[
    "total", "grant", "own_contribution", "national_cofinancing", "partner_budget", "per_unit", "other"
]
DateRole = Literal[
    "publication",
    "event",
    "signing",
    "start",
    "end",
    "period",
    "activity",
    "deadline",
    "programme",
    "legal",
    "other",
]
Status = Literal["achieved", "target", "unspecified"]
Bound = Literal["min", "max"]
BlockKind = Literal["heading", "paragraph", "list_item", "table_row"]
PlaceKind = Literal["locality", "county", "region", "country"]
RunOutcome = Literal["ok", "failed", "below_floor", "crashed", "stopped", "unfinished"]
IssueStage = Literal["crawl", "read", "extract", "resolve", "import"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One page or file as it was fetched: where its bytes rest in the archive, and how to recognise them.

    `id` hangs on content (address, time, SHA-256 of the body), so a rebuilt index gives the same ids.
    """

    id: str
    url: str
    source_id: str
    run_id: str
    fetched_at: datetime  # aware, UTC
    status: int
    media_type: str | None  # the Content-Type header as sent, charset included
    sha256: str  # of the body after transfer and content decoding
    file: str  # name of the WARC file inside the archive
    offset: int  # of the record's gzip member, in bytes
    length: int  # of the member, in bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a document's structure: `text[start:end]`, without the line break.

    `level` is the depth of a heading (1-6) or of a list item (from 1), else 0. `cells` are the offsets of a
    table row's cells, left to right; `header` says that the row is its table's header.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    cells: tuple[tuple[int, int], ...] = ()
    header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A part of a capture that its document lacks: it becomes an issue."""

    kind: str  # short and stable: "unread-page", "picture-page"
    message: str  # what is missing and what to do


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of one capture or file, with its structure and what is known about it as a whole."""

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    published: str | None = None  # ISO date
    published_by: str | None = None  # what said so: the name of a pattern, "metadata", …
    language: str | None = None  # ISO 639-1
    url: str | None = None
    path: str | None = None
    capture_id: str | None = None
    source_id: str | None = None
    reader: str = ""  # name and version of the reader that made it, as "html/1"
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Evidence: `document.text[start:end] == text`, always."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A named undertaking with an end, as one document tells it."""

    title: str
    evidence: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    code: str | None = None
    contract: str | None = None
    programme: str | None = None
    start: str | None = None
    end: str | None = None
    duration_months: Decimal | None = None
    duration_evidence: Span | None = None  # the words that state the duration
    confidence: float = 0.5
    found_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation with a role; `project` is an index into the document's projects."""

    name: str
    role: PartnerRole
    evidence: Span
    project: int | None = None
    cui: str | None = None  # fiscal code that stands beside the name, digits alone; its check digit is right
    confidence: float = 0.5
    found_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money with a role; `value_max` only for a range."""

    value: Decimal
    currency: str  # ISO 4217; ROL for lei before July 2005
    role: AmountRole
    evidence: Span
    value_max: Decimal | None = None
    approximate: bool = False
    bound: Bound | None = None
    organisation: str | None = None
    project: int | None = None
    confidence: float = 0.5
    found_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFact:
    """A calendar date (`start == end`) or a range, with a role."""

    start: str
    end: str
    role: DateRole
    evidence: Span
    project: int | None = None
    confidence: float = 0.5
    found_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneficiaries:
    """A count of people or bodies that a project serves; `unit` is the counted noun as written."""

    count: int
    unit: str
    categories: tuple[str, ...]
    status: Status
    evidence: Span
    count_max: int | None = None
    approximate: bool = False
    bound: Bound | None = None
    group: str | None = None
    project: int | None = None
    confidence: float = 0.5
    found_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a project works, by its own name: not where somebody resides who takes part in it.

    `county` is without “județul”, and null for regions and countries; `siruta` only where the text leaves no doubt.
    """

    name: str
    kind: PlaceKind
    evidence: Span
    county: str | None = None
    siruta: int | None = None
    project: int | None = None
    confidence: float = 0.5
    found_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything read from one document.

    `rejected` names facts that people said are none, by kind ("project", "amount", …) and place among their kind: they
    keep their place, so that the others keep their ids, and they are never stored.
    """

    document: Document
    projects: tuple[Project, ...] = ()
    partners: tuple[Partner, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[DateFact, ...] = ()
    beneficiaries: tuple[Beneficiaries, ...] = ()
    places: tuple[Place, ...] = ()
    rejected: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that could not be done or read: a row for a person to look at, never a reason to stop."""

    stage: IssueStage
    kind: str  # short and stable: "http-404", "broken-pdf", "empty-page"
    message: str  # what went wrong and, where there is something to do, what to do
    url: str | None = None
    source_id: str | None = None
    capture_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl of one source, as the journal tells it. What it does not tell is None; times are ISO 8601, UTC."""

    id: str  # of run and source: one command crawls several sources under one run_id
    run_id: str
    source_id: str
    started: str | None  # None: it ended before it began
    finished: str | None  # None: nobody closed it, so it was killed
    outcome: RunOutcome
    message: str
    requested: int | None = None
    fetched: int | None = None
    new: int | None = None
    changed: int | None = None
    unchanged: int | None = None
    failed: int | None = None
    vanished: int | None = None
    skipped: int | None = None  # addresses that are not of the source's topic
    live: int | None = None  # documents of the source that were known to be there at the end
    version: str | None = None  # of Fondoscop
    agent: str | None = None  # the user agent that it went by
    verify_tls: bool | None = None

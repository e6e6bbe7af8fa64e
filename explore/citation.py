"""A ready citation of a fact, a project or a document: who said it, where and when, and by which bytes it is proved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from explore import fact_words
from explore.decided import decided_on_fact, decided_on_project
from explore.fact_keys import fact_keys
from explore.fact_words import Fact
from explore.wording import Language, harmless
from store.database import Database
from store.known_ids import Identified, identified
from store.records import Project, Span
from store.sentences import sentence_at

_DOCUMENT = """
    SELECT s.name AS publisher, d.title, d.published, d.url, d.language, d.vanished, d.text, c.id AS capture_id,
        c.fetched_at, c.sha256
    FROM documents d JOIN captures c ON c.id = d.capture_id JOIN sources s ON s.id = d.source_id
    WHERE d.id = ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is cited from a document: evidence, the sentence around it, and what it was read as, in words."""

    quote: str
    sentence: str
    kind: str  # "sumă", "proiect", …
    role: str  # "valoare totală"; may be empty
    value: str  # "300.000 lei"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """All that a citation tells. Every text is harmless on a terminal, on one line."""

    id: str  # of what is cited
    publisher: str
    title: str | None
    published: str | None  # ISO date, as precise as it is known
    url: str
    language: str | None
    captured: datetime  # aware, UTC
    capture_id: str
    sha256: str
    vanished: datetime | None  # when the page was found gone
    statement: Statement | None  # None for a document as a whole
    decided: tuple[str, ...] = ()  # what people corrected in it, a sentence each
    told_in: Language = "ro"  # all words but the page's own


def citation(database: Database, identity: str, language: Language = "ro") -> Citation:
    """The citation of the document, project or fact with this id. Raises NoSuchIdError."""
    with database.snapshot():
        found = identified(database, identity)
        (row,) = database.rows(_DOCUMENT, (found.document_id,))
        statement = None if found.table == "documents" else _statement(database, found, row["text"], language)
        on_it = decided_on_project if found.table == "projects" else decided_on_fact
        decided = tuple(f"{one.words[0].upper()}{one.words[1:]}." for one in on_it(database, found.id, language))
    return Citation(
        id=found.id,
        publisher=harmless(row["publisher"]),
        title=harmless(row["title"] or "") or None,
        published=row["published"],
        url=harmless(row["url"]),
        language=row["language"],
        captured=datetime.fromisoformat(row["fetched_at"]),
        capture_id=row["capture_id"],
        sha256=row["sha256"],
        vanished=datetime.fromisoformat(row["vanished"]) if row["vanished"] else None,
        statement=statement,
        decided=decided,
        told_in=language,
    )


def _statement(database: Database, found: Identified, text: str, language: Language) -> Statement:
    """What is cited; the sentence is made as `quotes` has it, for projects have none there."""
    kind = "projects" if found.table == "project_mentions" else found.table
    fact = _project(database, found.id) if found.table == "projects" else _fact(database, found)
    span = fact.evidence[0] if isinstance(fact, Project) else fact.evidence
    return Statement(
        quote=harmless(span.text),
        sentence=harmless(sentence_at(text, span.start, span.end)),
        kind=fact_words.kinds(language)[kind][0],
        role=fact_words.role(kind, fact, language),
        value=fact_words.value(fact, language),
    )


def _fact(database: Database, found: Identified) -> Fact:
    """The fact's record; records come in the order of their evidence, and so do the ids."""
    facts = database.facts(found.document_id)
    assert facts is not None  # noqa: S101 - the id was found in the same snapshot
    kinds: Mapping[str, Sequence[Fact]] = {
        "project_mentions": facts.projects,
        "partners": facts.partners,
        "amounts": facts.amounts,
        "dates": facts.dates,
        "beneficiaries": facts.beneficiaries,
        "places": facts.places,
    }
    keys = fact_keys(database, found.table, found.document_id)
    return next(fact for key, fact in zip(keys, kinds[found.table], strict=True) if key.id == found.id)


def _project(database: Database, identity: str) -> Project:
    (row,) = database.rows("SELECT * FROM projects WHERE id = ?", (identity,))
    return Project(
        title=row["title"],
        evidence=(Span(start=row["start"], end=row["end"], text=row["quote"]),),
        code=row["code"],
        contract=row["contract"],
        programme=row["programme"],
        start=row["period_start"],
        end=row["period_end"],
        duration_months=_months(row),
    )


def _months(row: Mapping[str, Any]) -> Decimal | None:
    months = row["duration_months"]
    return None if months is None else Decimal(str(months))

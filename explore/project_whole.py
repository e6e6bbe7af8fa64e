"""Everything the database has on one project: who, how much, when, for whom, where, said by whom, and what disagrees.

Copies of a story are named among the documents and count nowhere else: they say again what is there already, or stand
among the contradictions. For a story speaks the printing that tells what most of its printings do.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from explore.contradictions import Contradiction, contradictions_of
from explore.decided import DecidedOn, decided_on_project
from explore.project_brief import ProjectBrief, project_brief
from explore.said import said_by
from explore.wording import Language, money
from romanian.fold import fold
from store.asking import QueryError
from store.database import Database

_FOUND = "SELECT id, title FROM projects WHERE id = ?1 OR code = ?1 OR contract = ?1 LIMIT 20"
_BEGINNING = "SELECT id, title FROM projects WHERE substr(id, 1, length(?1)) = ?1 LIMIT 20"
_SHORTEST = 4  # characters of an id's beginning
_ROLES = {"amounts": "role", "beneficiaries": "status", "places": "kind"}
_ELSEWHERE = "EXISTS (SELECT 1 FROM printings AS p WHERE p.document_id = x.document_id AND topic = '{}')"
_TOLD_ELSEWHERE = {
    "amounts": f"{_ELSEWHERE.format('total')} AND role = 'total' OR {_ELSEWHERE.format('parts')} AND role <> 'total'",
    "beneficiaries": _ELSEWHERE.format("beneficiaries"),
    # asked of each fact: a list of all copies would be made for each project
    "places": "(SELECT copy_of FROM documents WHERE id = document_id) IS NOT NULL",
}
_FACTS = "SELECT * FROM {} AS x WHERE project_id = ? AND NOT ({}) ORDER BY confidence DESC, document_id, start, id"
_PARTNERS = """
SELECT x.role, o.name, x.documents, x.organisation_id, x.partner_id
FROM project_organisations x JOIN organisations o ON o.id = x.organisation_id
WHERE x.project_id = ? ORDER BY x.role, x.place
"""
_OWN = "SELECT contract, duration_months, code, programme, period_start, period_end FROM projects WHERE id = ?"
_MENTIONS = """
SELECT m.*, d.url, d.copy_of FROM project_mentions m JOIN documents d ON d.id = m.document_id
WHERE m.project_id = ? ORDER BY d.copy_of IS NOT NULL, d.published, d.url, m.start
"""
_DOCUMENTS = """
SELECT d.id, d.title, d.url, d.published, s.name AS source, c.fetched_at, d.vanished, first.url AS copy_of,
    d.copy_of AS first_id
FROM documents d JOIN sources s ON s.id = d.source_id JOIN captures c ON c.id = d.capture_id
    LEFT JOIN documents first ON first.id = d.copy_of
WHERE d.id IN (SELECT document_id FROM project_mentions WHERE project_id = ?)
ORDER BY d.published IS NULL, d.published, d.url
"""
_COMPARED = {"code": {"ro": "cod SMIS", "en": "SMIS code"}, "contract": {"ro": "contract", "en": "contract"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that documents say of the project, with the surest quote and how many documents say it."""

    role: str  # as in the table
    value: str  # in words
    quote: str
    documents: int
    fact_id: str  # of the surest
    document_id: str  # where that stands
    equivalents: tuple[str, ...] = ()  # of a sum: in lei and in euro, as computed
    rate_year: int | None = None  # year of the rates by which they were
    is_corrected: bool = False  # by a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation in one of its roles."""

    role: str
    name: str
    documents: int
    organisation_id: str
    partner_id: str  # the surest fact that says so


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A document that tells of the project; `copy_of` and `first_id` are the story's first document: address and id."""

    id: str
    title: str | None
    url: str
    source: str
    published: str | None
    fetched_at: str
    vanished: str | None
    copy_of: str | None
    first_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Names that documents give the project by: what they are, and each with its address."""

    about: str
    statements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectWhole:
    """One project with all that is known of it."""

    brief: ProjectBrief
    aliases: tuple[str, ...]
    contract: str | None
    duration_months: float | None
    partners: tuple[Partner, ...]
    amounts: tuple[Said, ...]
    beneficiaries: tuple[Said, ...]
    places: tuple[Said, ...]
    documents: tuple[SourceDocument, ...]
    contradictions: tuple[Contradiction, ...]
    differences: tuple[Difference, ...]
    decided: tuple[DecidedOn, ...]
    told_by: Mapping[str, str]  # of its own values, by column: the mention that gives each


def project_id_of(database: Database, said: str) -> str:
    """The id of the project that is named: by its id or the beginning of it, its SMIS code or its contract.

    Raises QueryError when there is none, or several.
    """
    wanted = said.strip()
    rows = list(database.rows(_FOUND, (wanted,)))
    if not rows and len(wanted) >= _SHORTEST:
        rows = list(database.rows(_BEGINNING, (wanted,)))
    if len(rows) == 1:
        return str(rows[0]["id"])
    if not rows:
        raise QueryError(f"there is no project {said}; look for its id with: fondoscop search WORDS --in projects")
    named = "; ".join(f"{row['id']} ({row['title']})" for row in rows[:5])
    raise QueryError(f"{said} is the name of {len(rows)} projects: {named}")


def project_whole(database: Database, project_id: str, language: Language = "ro") -> ProjectWhole:
    """All about the project with this id. Raises QueryError when there is none."""
    brief = project_brief(database, project_id, language)
    if brief is None:
        raise QueryError(f"there is no project {project_id}")
    mentions = list(database.rows(_MENTIONS, (project_id,)))
    decided = decided_on_project(database, project_id, language)
    corrected = {one.target_id for one in decided}
    own = next(database.rows(_OWN, (project_id,)))
    return ProjectWhole(
        brief=brief,
        aliases=_aliases(brief.title, mentions),
        contract=own["contract"],
        duration_months=own["duration_months"],
        partners=tuple(Partner(**row) for row in database.rows(_PARTNERS, (project_id,))),
        amounts=_said(database, "amounts", project_id, corrected, language),
        beneficiaries=_said(database, "beneficiaries", project_id, corrected, language),
        places=_said(database, "places", project_id, corrected, language),
        documents=tuple(SourceDocument(**row) for row in database.rows(_DOCUMENTS, (project_id,))),
        contradictions=contradictions_of(database, project_id, language),
        differences=tuple(_different_names(mentions, language)),
        decided=decided,
        told_by=_told_by(own, mentions),
    )


def _said(
    database: Database, kind: str, project_id: str, corrected: set[str | None], language: Language
) -> tuple[Said, ...]:
    """The facts of a kind, those that say the same as one, the surest of them first."""
    together: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in database.rows(_FACTS.format(kind, _TOLD_ELSEWHERE[kind]), (project_id,)):
        together.setdefault((row[_ROLES[kind]], said_by(kind, row, language)[1]), []).append(row)
    return tuple(
        Said(
            role=name,
            value=value,
            quote=rows[0]["quote"],
            documents=len({row["document_id"] for row in rows}),
            fact_id=rows[0]["id"],
            document_id=rows[0]["document_id"],
            equivalents=_equivalents(rows[0], language),
            rate_year=rows[0].get("rate_year"),
            is_corrected=any(row["id"] in corrected for row in rows),
        )
        for (name, value), rows in together.items()
    )


def _equivalents(row: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    return tuple(
        money(Decimal(row[column]).scaleb(-2).quantize(Decimal(1)), currency, language)
        for column, currency in (("ron_minor", "RON"), ("eur_minor", "EUR"))
        if row.get(column) is not None and row["currency"] != currency
    )


def _aliases(title: str, mentions: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for mention in mentions:
        for name in (mention["title"], *json.loads(mention["aliases"])):
            names.setdefault(fold(name), name)
    names.pop(fold(title), None)
    return tuple(names.values())


def _told_by(own: Mapping[str, Any], mentions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The first mention that gives what the project has, for each column; resolution may have put a value together."""
    return {
        column: mention["id"]
        for column, value in own.items()
        if value is not None
        for mention in [next((one for one in mentions if one[column] == value), None)]
        if mention is not None
    }


def _different_names(mentions: Sequence[Mapping[str, Any]], language: Language) -> Iterator[Difference]:
    """Codes and contracts; the rest of what documents don't agree on stands in the table `contradictions`."""
    for column, about in _COMPARED.items():
        kept: dict[str, str] = {}
        for mention in mentions:
            value = mention[column]
            if value is None or mention["copy_of"] is not None:
                continue
            if not any(value.startswith(other) or other.startswith(value) for other in kept):
                kept[value] = mention["url"]
        if len(set(kept.values())) > 1:
            yield Difference(about=about[language], statements=tuple(kept.items()))

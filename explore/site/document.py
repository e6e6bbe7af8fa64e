"""The page of one document: its text, or quotes from it, with every fact marked in place and listed beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from explore import fact_words
from explore.decided import decided_on_facts
from explore.fact_keys import TABLES, FactKey, fact_keys
from explore.highlights import Highlight, Mark, Passage, highlights, marked, steps
from explore.site.asked import Asked, Page
from explore.site.citing import formats
from explore.site.not_here import not_here
from explore.site.publishing import lines, policy, quotations
from explore.wording import visible
from store.database import Database

_DOCUMENT = """
SELECT d.id, d.url, d.title, d.published, d.language, d.vanished, d.copy_of, d.copy_reason, d.source_id,
    s.name AS source, s.kind, c.id AS capture_id, c.fetched_at, c.sha256, c.media_type, first.title AS first_title
FROM documents d JOIN sources s ON s.id = d.source_id JOIN captures c ON c.id = d.capture_id
    LEFT JOIN documents first ON first.id = d.copy_of
WHERE d.id = ?
"""
_COPIES = """
SELECT d.id, d.title, d.url, s.name AS source FROM documents d JOIN sources s ON s.id = d.source_id
WHERE d.copy_of = ? ORDER BY d.published, d.url LIMIT 20
"""
_TITLES = "SELECT id, title FROM projects WHERE id IN (SELECT project_id FROM project_mentions WHERE document_id = ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact as the page shows it. `rule` is the name by which the rules know it, `sure` from 0 to 1."""

    number: int
    key: FactKey
    kind: str
    kind_name: str
    value: str
    role: str
    rule: str
    sure: str
    quote: str
    project: str | None  # its title
    decided: Sequence[str]  # what people corrected in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What comes next in a passage: "text", the opening of a mark, or its closing. `fact` stands where it begins, and
    `is_first` says that this is where the fact's address leads.
    """

    action: str
    kind: str = ""
    text: str = ""
    fact: Fact | None = None
    is_first: bool = False


def page(database: Database, asked: Asked) -> Page:
    """The document with the id in the address. Raises NotFoundError."""
    document_id = asked.named["id"]
    about = next(database.rows(_DOCUMENT, (document_id,)), None)
    facts = database.facts(document_id)
    if about is None or facts is None:
        raise not_here(asked)
    found = highlights(facts)
    shown = _facts(database, document_id, found, asked)
    text = facts.document.text
    is_full = policy(about["source_id"], about["kind"]) == "full"
    passages = marked(facts.document, found, lines(text) if is_full else quotations(text, found))
    return Page(
        template="document.html",
        values={
            "about": about,
            "is_full": is_full,
            "copies": list(database.rows(_COPIES, (document_id,))),
            "blocks": [
                (
                    is_list,
                    [(one, *_cut(text, one), list(_pieces(text, one, touching, shown))) for one, touching in group],
                )
                for is_list, group in groupby(passages, lambda one: one[0].kind == "list_item")
            ],
            "kinds": _by_kind(found, shown, asked),
            "facts": len(found),
            "formats": formats(database, document_id, asked.language),
        },
    )


def _facts(database: Database, document_id: str, found: Sequence[Highlight], asked: Asked) -> Mapping[int, Fact]:
    """What the page shows of each fact, by its number."""
    keys = {kind: fact_keys(database, TABLES.get(kind, kind), document_id) for kind in fact_words.KINDS}
    titles = {row["id"]: row["title"] for row in database.rows(_TITLES, (document_id,))}
    decided = decided_on_facts(database, [key.id for ours in keys.values() for key in ours], asked.language)
    return {one.number: _fact(one, keys[one.kind][one.turn], titles, decided, asked) for one in found}


def _fact(
    one: Highlight,
    key: FactKey,
    titles: Mapping[str, str],
    decided: Mapping[str, Sequence[str]],
    asked: Asked,
) -> Fact:
    evidence = one.fact.evidence[0] if isinstance(one.fact.evidence, tuple) else one.fact.evidence
    return Fact(
        number=one.number,
        key=key,
        kind=one.kind,
        kind_name=fact_words.kinds(asked.language)[one.kind][0],
        value=fact_words.value(one.fact, asked.language),
        role=fact_words.role(one.kind, one.fact, asked.language),
        rule=one.fact.found_by,
        sure=fact_words.confidence(one.fact, asked.language),
        quote=evidence.text,
        project=titles.get(key.project_id or ""),
        decided=decided.get(key.id, ()),
    )


def _cut(text: str, passage: Passage) -> tuple[bool, bool]:
    """Whether its line says more before it, and behind it."""
    line_end = text.find("\n", passage.end)
    before = text[text.rfind("\n", 0, passage.start) + 1 : passage.start]
    behind = text[passage.end : len(text) if line_end < 0 else line_end]
    return bool(before.strip()), bool(behind.strip())


def _pieces(text: str, passage: Passage, touching: list[Mark], shown: Mapping[int, Fact]) -> Iterator[Piece]:
    for step in steps(passage, touching):
        if step.mark is None:
            yield Piece(action="text", text=visible(text[step.start : step.end]))
            continue
        one = step.mark.highlight
        fact = shown[one.number] if step.action == "open" and step.whole else None
        yield Piece(action=step.action, kind=one.kind, fact=fact, is_first=step.mark.turn == 0)


def _by_kind(found: Sequence[Highlight], shown: Mapping[int, Fact], asked: Asked) -> list[tuple[str, str, list[Any]]]:
    """The facts of each kind, with its name; kinds without any are left out."""
    names = fact_words.kinds(asked.language)
    kinds = ((kind, names[kind][1], [shown[one.number] for one in found if one.kind == kind]) for kind in names)
    return [(kind, name, ours) for kind, name, ours in kinds if ours]

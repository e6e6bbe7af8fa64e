# ruff: noqa: S608 - conditions are put together from our own parts; what people say goes in as parameters
"""Finding projects, organisations, quotes and documents by words, through the database's full-text index."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from rapidfuzz import fuzz, process

from explore.project_brief import ProjectBrief, project_brief
from explore.said import said
from explore.search_filters import Filters
from explore.search_words import fts_query, terms
from explore.wording import Language
from store.database import Database
from store.vocabulary import Vocabulary, WholeVocabulary

KINDS = ("projects", "organisations", "quotes", "documents")

SHORTEST_BEGINNING = 4  # letters: fewer begin too many words
OPEN, CLOSE = "\ue000", "\ue001"  # around found words; of the private use area, which no page has a use for
_NEAR = 70  # of 100: how alike a word must be to be worth suggesting
_MOST_NEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrganisation:
    """An organisation with what it does: how many projects it has each role in."""

    id: str
    name: str
    roles: Mapping[str, int]
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFact:
    """A fact in a found sentence, in words."""

    id: str
    kind: str
    role: str
    value: str
    project: str | None  # title
    project_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuote:
    """A sentence with the facts that stand in it; found words are between `OPEN` and `CLOSE`."""

    sentence: str
    facts: Sequence[FoundFact]
    document: str | None
    document_id: str
    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocument:
    """A page or file with the passage in which the words stand."""

    id: str
    title: str | None
    passage: str
    source: str
    published: str | None
    url: str
    facts: int
    is_copy: bool


Hit = ProjectBrief | FoundOrganisation | FoundQuote | FoundDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best of each kind, how many there are in all, and what could have been meant where there is nothing."""

    hits: Mapping[str, Sequence[Hit]]
    counts: Mapping[str, int]
    near_words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_widened: bool = False  # the words themselves stand nowhere: longer ones that begin so were found

    @property
    def is_empty(self) -> bool:
        return not any(self.counts.values())


def search(
    database: Database, words: Sequence[str], *, kinds: Sequence[str] = KINDS, filters: Filters, limit: int
) -> Found:
    """The best `limit` of each kind, ranked by bm25, with what is near where nothing is found.

    Romanian words have endings: what stands nowhere as it was typed is looked for as the beginning of words.
    `near_words` has each word that no document knows, with known ones that are like it.
    """
    found = _search(database, fts_query(words), kinds, filters, limit)
    if found.is_empty and (wider := fts_query(words, open_from=SHORTEST_BEGINNING)) != fts_query(words):
        found = replace(_search(database, wider, kinds, filters, limit), is_widened=True)
    return (
        replace(found, near_words=near_words(Vocabulary(database.path), words), is_widened=False)
        if found.is_empty
        else found
    )


def hits_of(
    database: Database, kind: str, match: str | None, numbers: Sequence[int], language: Language = "ro"
) -> list[Hit]:
    """What stands in the rows of these numbers of the kind's index, in their order; what a page has together is one.

    With the words (`match`) that were found there, they are marked in it.
    """
    index = _INDEXES[kind]
    condition = f"{index.index} MATCH ? AND " if match is not None else ""
    # With the sign the index is gone through once, and not from its beginning for each number, when there are words.
    place = f"{'+' if match is not None else ''}{index.index}.rowid"
    rows = database.rows(
        f"SELECT {index.index}.rowid AS number, {index.columns} FROM {index.index} JOIN {index.joined}"
        f" WHERE {condition}{place} IN ({', '.join('?' * len(numbers))})",
        (*([match] if match is not None else []), *numbers),
    )
    order = {number: place for place, number in enumerate(numbers)}
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: order[row["number"]]):
        groups.setdefault(tuple(row[name] for name in index.same), []).append(row)
    return [index.make(database, together, language) for together in groups.values()]


def _search(database: Database, match: str | None, kinds: Sequence[str], filters: Filters, limit: int) -> Found:
    if match is None:
        return Found(hits=dict.fromkeys(kinds, ()), counts=dict.fromkeys(kinds, 0))
    hits: dict[str, Sequence[Hit]] = {}
    counts: dict[str, int] = {}
    for kind in kinds:
        index = _INDEXES[kind]
        condition, values = index.condition(filters)
        groups = groupby(database.rows(_ranked(index, condition), (match, *values)), key=itemgetter(*index.same))
        hits[kind] = [index.make(database, list(rows), "ro") for _, rows in islice(groups, limit)]
        counts[kind] = len(hits[kind])
        if len(hits[kind]) == limit:
            (counted,) = database.rows(_counted(index, condition), (match, *values))
            counts[kind] = counted["found"]
    return Found(hits=hits, counts=counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """How one kind is searched: its index, the rows behind that, the weight of each column, what rows become."""

    index: str
    joined: str
    columns: str
    weights: str
    condition: Callable[[Filters], tuple[str, list[str | int]]]
    make: Callable[[Database, list[dict[str, Any]], Language], Hit]
    same: Mapping[str, str] = field(default_factory=lambda: {"id": "x.id"})  # columns by which rows are one result


def _ranked(index: _Index, condition: str) -> str:
    order = f"bm25({index.index}, {index.weights}), {', '.join(index.same.values())}"
    return (
        f"SELECT {index.columns} FROM {index.index} JOIN {index.joined} WHERE {index.index} MATCH ? AND {condition}"
        f" ORDER BY {order}"
    )


def _counted(index: _Index, condition: str) -> str:
    same = ", ".join(index.same.values())
    rows = f"SELECT DISTINCT {same} FROM {index.index} JOIN {index.joined} WHERE {index.index} MATCH ? AND {condition}"
    return f"SELECT count(*) AS found FROM ({rows})"


def _project(database: Database, rows: list[dict[str, Any]], language: Language) -> Hit:
    brief = project_brief(database, rows[0]["id"], language)
    if brief is None:
        raise LookupError(rows[0]["id"])
    return brief


def _organisation(database: Database, rows: list[dict[str, Any]], _language: Language) -> Hit:
    identity = rows[0]["id"]
    roles = database.rows(
        "SELECT role, count(*) AS projects FROM project_organisations WHERE organisation_id = ?"
        " GROUP BY role ORDER BY 2 DESC, 1",
        (identity,),
    )
    (named,) = database.rows(
        "SELECT count(DISTINCT document_id) AS documents FROM partners WHERE organisation_id = ?", (identity,)
    )
    return FoundOrganisation(
        id=identity,
        name=rows[0]["name"],
        roles={role["role"]: role["projects"] for role in roles},
        documents=named["documents"],
    )


def _quote(database: Database, rows: list[dict[str, Any]], language: Language) -> Hit:
    first = rows[0]
    return FoundQuote(
        sentence=first["marked"],
        facts=[_fact(database, row["kind"], row["fact_id"], language) for row in rows],
        document=first["title"],
        document_id=first["id"],
        source=first["source"],
        url=first["url"],
    )


def _fact(database: Database, kind: str, fact_id: str, language: Language) -> FoundFact:
    role, value = said(database, kind, fact_id, language)
    found = database.rows(
        "SELECT p.id, p.title FROM facts f JOIN projects p ON p.id = f.project_id WHERE f.fact_id = ? AND f.kind = ?",
        (fact_id, kind),
    )
    project = next(found, {"id": None, "title": None})
    return FoundFact(id=fact_id, kind=kind, role=role, value=value, project=project["title"], project_id=project["id"])


def _document(database: Database, rows: list[dict[str, Any]], _language: Language) -> Hit:
    row = rows[0]
    (count,) = database.rows("SELECT count(*) AS facts FROM quotes WHERE document_id = ?", (row["id"],))
    return FoundDocument(
        id=row["id"],
        title=row["title"],
        passage=row["passage"],
        source=row["source"],
        published=row["published"],
        url=row["url"],
        facts=count["facts"],
        is_copy=row["copy_of"] is not None,
    )


def _of_organisations(filters: Filters) -> tuple[str, list[str | int]]:
    condition, values = filters.of_documents("document_id")
    return f"x.id IN (SELECT organisation_id FROM partners WHERE {condition})" if values else "1", values


def near_words(vocabulary: Vocabulary | WholeVocabulary, words: Sequence[str]) -> dict[str, Sequence[str]]:
    """For each word that no document has, those that are like it; a beginning is compared with beginnings."""
    asked = list(dict.fromkeys(terms(" ".join(words))))
    known = vocabulary.known(asked)
    prefixes = {word for text in words if re.search(r"\*\W*$", text) for word in terms(text)[-1:]}
    near: dict[str, Sequence[str]] = {}
    for word in asked:
        if word in known or word in prefixes:
            continue
        like = process.extract(word, vocabulary.like(word), scorer=fuzz.ratio, limit=_MOST_NEAR, score_cutoff=_NEAR)
        near[word] = tuple(each for each, _, _ in like)
    return near


_INDEXES: Mapping[str, _Index] = {
    "projects": _Index(
        index="projects_fts",
        joined="projects x ON x.number = projects_fts.rowid",
        columns="x.id",
        weights="10, 10, 2",
        condition=lambda filters: filters.of_projects("x"),
        make=_project,
    ),
    "organisations": _Index(
        index="organisations_fts",
        joined="organisations x ON x.number = organisations_fts.rowid",
        columns="x.id, x.name",
        weights="1",
        condition=_of_organisations,
        make=_organisation,
    ),
    "quotes": _Index(
        index="quotes_fts",
        joined="quotes y ON y.number = quotes_fts.rowid JOIN documents x ON x.id = y.document_id AND x.copy_of IS NULL"
        " JOIN sources s ON s.id = x.source_id",
        columns=f"x.id, y.fact_id, y.kind, x.title, x.url, s.name AS source,"
        f" highlight(quotes_fts, 0, '{OPEN}', '{CLOSE}') AS marked",
        same={"id": "x.id", "marked": "y.sentence"},  # sorted by the sentence itself, which is quicker to come by
        weights="1",
        condition=lambda filters: filters.of_documents("x.id"),
        make=_quote,
    ),
    "documents": _Index(
        index="documents_fts",
        joined="documents x ON x.number = documents_fts.rowid JOIN sources s ON s.id = x.source_id",
        columns=f"x.id, x.title, x.published, x.url, x.copy_of, s.name AS source,"
        f" snippet(documents_fts, 1, '{OPEN}', '{CLOSE}', '…', 32) AS passage",
        weights="5, 1",
        condition=lambda filters: filters.of_documents("x.id"),
        make=_document,
    ),
}

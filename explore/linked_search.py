# ruff: noqa: S608 - the names of our own tables; what people say goes in as parameters
"""Organisations, quotes and documents that have these words, and belong to projects that were chosen.

A word that stands in most documents is found in so many that ranking them would take seconds and tell nothing; so many
are looked at and no more, and it is told that there are more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from explore.project_facets import ProjectFacets, document_numbers
from explore.project_search import matching
from store.database import Database
from store.identity import quote_number

KINDS = ("organisations", "quotes", "documents")

_LOOKED_AT = {False: 5_000, True: 20_000}  # rows with the words, without and with a choice of projects
_WEIGHTS = {"organisations": "1", "quotes": "1", "documents": "5, 1"}  # as in explore.search
_WITHOUT_WORDS = {
    "organisations": "SELECT number FROM organisations ORDER BY mentions DESC, number",
    "documents": "SELECT number FROM documents ORDER BY published DESC, number",
}
_QUOTE_BITS = 16  # of a quote's number; those above them are its document's


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What was found of one kind."""

    numbers: Sequence[int]  # of its rows, the best first where they were ranked
    match: str | None  # the words as the index was asked for them
    is_more: bool  # there are more than were looked at


def linked(
    database: Database, facets: ProjectFacets, kind: str, words: str, projects: int | None, *, ranked: bool = True
) -> Linked:
    """What has the words, of these projects (a set of `facets`; None for whatever there is).

    Without words, organisations come by mentions, documents by date; quotes are not listed without words. `ranked` is
    False for whoever only counts.
    """
    belongs = _belongs(facets, kind, projects)
    if not words.strip():
        query = _WITHOUT_WORDS.get(kind)
        numbers = (row["number"] for row in database.rows(query)) if query else ()
        return Linked(numbers=[number for number in numbers if belongs(number)], match=None, is_more=False)
    match, _ = matching(database, words, (kind,))
    if match is None:
        return Linked(numbers=(), match=None, is_more=False)
    most = _LOOKED_AT[projects is not None]
    score = f"bm25({kind}_fts, {_WEIGHTS[kind]})" if ranked else "0"
    query = f"SELECT rowid AS number, {score} AS score FROM {kind}_fts WHERE {kind}_fts MATCH ? LIMIT ?"
    rows = list(database.rows(query, (match, most + 1)))
    found = sorted((row["score"], row["number"]) for row in rows[:most] if belongs(row["number"]))
    return Linked(numbers=[number for _, number in found], match=match, is_more=len(rows) > most)


def _belongs(facets: ProjectFacets, kind: str, projects: int | None) -> Callable[[int], bool]:
    """Whether a row of this number belongs to one of the projects."""
    if projects is None:
        return lambda _: True
    if kind == "organisations":
        return {number for number, of in facets.organisations.items() if of & projects}.__contains__
    documents = {identity for place in facets.places(projects) for identity in facets.documents[place]}
    if kind == "documents":
        return document_numbers(documents).__contains__
    quoted = {quote_number(identity, 0) >> _QUOTE_BITS for identity in documents}
    return lambda number: number >> _QUOTE_BITS in quoted

# ruff: noqa: S608 - the names of our own tables; what people say goes in as parameters
"""Organisations, quotes and documents that have these words, and belong to projects that were chosen.

A word that stands in most documents is found in so many that ranking them would take seconds and tell nothing; so many
are looked at and no more, and it is told that there are more.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from explore.project_facets import ProjectFacets
from explore.project_search import matching, numbers_of
from store.database import Database

KINDS = ("organisations", "quotes", "documents")

_LOOKED_AT = {False: 5_000, True: 20_000}  # rows with the words, without and with a choice of projects
_WEIGHTS = {"organisations": "1", "quotes": "1", "documents": "5, 1"}  # as in explore.search
_RANKED = """
SELECT json_group_array(number) AS numbers FROM (
    SELECT number FROM (
        SELECT rowid AS number, {score} AS score FROM {kind}_fts WHERE {kind}_fts MATCH ? LIMIT ?
    ) ORDER BY score, number
)
"""
_FIRST = (
    "SELECT json_group_array(rowid) AS numbers FROM (SELECT rowid FROM {kind}_fts WHERE {kind}_fts MATCH ? LIMIT ?)"
)
# A quote's number is that of its document without the last bits, and 16 bits to count with (store.identity).
_QUOTE_BITS, _DOCUMENT_BITS = 16, 5
_WITHOUT_WORDS = {
    "organisations": "SELECT json_group_array(number) AS numbers FROM"
    " (SELECT number FROM organisations ORDER BY mentions DESC, number)",
    "documents": "SELECT json_group_array(number) AS numbers FROM"
    " (SELECT number FROM documents ORDER BY published DESC, number)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What was found of one kind."""

    numbers: Sequence[int]  # of its rows, the best first; in no order where they were only to be counted
    match: str | None  # the words as the index was asked for them
    is_more: bool  # there are more than were looked at


def linked(
    database: Database, facets: ProjectFacets, kind: str, words: str, projects: int | None, *, ranked: bool
) -> Linked:
    """What has the words, of these projects (a set of `facets`; None for whatever there is).

    Without words, organisations come by mentions, documents by date; quotes are not listed without words. `ranked` is
    False for whoever only counts.
    """
    belonging = None if projects is None else _belonging(facets, kind, projects)
    if not words.strip():
        return Linked(numbers=_unworded(database, kind, belonging, ranked=ranked), match=None, is_more=False)
    match = matching(database, words, (kind,)).query
    if match is None:
        return Linked(numbers=(), match=None, is_more=False)
    most = _LOOKED_AT[projects is not None]
    query = (_RANKED if ranked else _FIRST).format(kind=kind, score=f"bm25({kind}_fts, {_WEIGHTS[kind]})")
    found = numbers_of(database, query, match, most + 1)
    return Linked(numbers=_kept(found, kind, belonging), match=match, is_more=len(found) > most)


def _unworded(database: Database, kind: str, belonging: Set[int] | None, *, ranked: bool) -> Sequence[int]:
    if kind not in _WITHOUT_WORDS:
        return ()
    if belonging is None and not ranked:
        (row,) = database.rows(f"SELECT count(*) AS rows FROM {kind}")
        return range(row["rows"])
    if belonging is not None and not ranked:
        return tuple(belonging)
    return _kept(numbers_of(database, _WITHOUT_WORDS[kind]), kind, belonging)


def _kept(numbers: Sequence[int], kind: str, belonging: Set[int] | None) -> Sequence[int]:
    if belonging is None:
        return numbers
    if kind == "quotes":
        return [number for number in numbers if number >> _QUOTE_BITS in belonging]
    return [number for number in numbers if number in belonging]


def _belonging(facets: ProjectFacets, kind: str, projects: int) -> Set[int]:
    """The numbers of the rows that belong to one of the projects; of quotes, what their numbers begin with."""
    if kind == "organisations":
        return {number for number, of in facets.organisations.items() if of & projects}
    documents = {number for place in facets.places(projects) for number in facets.documents[place]}
    return documents if kind == "documents" else {number >> _DOCUMENT_BITS for number in documents}

"""Projects that have these words and values, and how many there would be with each further value.

Words are looked for in title, code and programme first; then in the names of those who take part, and in the sentences
that tell whom the project serves, what it is and where; what has them under other names comes last. A value of one
facet widens what another value of it found (either county), facets narrow each other. What a value would give is
counted as if its own facet had nothing chosen.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from explore.project_facets import FACETS, ProjectFacets
from explore.search import SHORTEST_BEGINNING
from explore.search_synonyms import with_synonyms
from explore.search_words import fts_query, terms
from store.database import Database

_TITLES = """
SELECT json_group_array(number) AS numbers FROM (
    SELECT rowid AS number FROM projects_fts WHERE projects_fts MATCH ? ORDER BY bm25(projects_fts, 10, 10, 2), rowid
)
"""  # as one text: thousands of rows take longer to be handed over than to be found
_NAMES = "SELECT json_group_array(rowid) AS numbers FROM organisations_fts WHERE organisations_fts MATCH ?"
_SENTENCES = "SELECT json_group_array(rowid) AS numbers FROM quotes_fts WHERE quotes_fts MATCH ?"
_TRIED = 8  # words of which some may be wrong
_ENDED = 5  # letters of a word whose last one may be its ending: casa is short, violența and violenței are one
_KINDS = ("projects", "organisations", "quotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is looked for. Sums are in whole lei; what has no total in lei has none of them."""

    words: str = ""
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by facet
    least: int | None = None
    most: int | None = None
    order: str = ""  # one of ORDERS; "" is by words, and by sum where there are none


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was found."""

    places: Sequence[int]  # of projects, in order
    counts: Mapping[str, Mapping[str, int]]  # facet, then value: how many projects have it
    is_widened: bool  # the words stand nowhere: longer ones that begin so were found
    has_others: bool  # what they are called otherwise was found, too
    is_partial: bool  # no project has them all: those with most of them in their titles were found


def choose(database: Database, facets: ProjectFacets, choice: Choice) -> Chosen:
    """The projects, and the counts of all values that at least one of them would have."""
    match = matching(database, choice.words, _KINDS)
    ranked = _worded(database, facets, choice.words, match)
    partial = _partly_worded(database, facets, choice.words) if ranked == [] else []
    ranked = partial or ranked
    base = facets.all if ranked is None else facets.set_of(ranked)
    base &= _of_sums(facets, choice)
    chosen = _of_facets(facets, choice)
    found = base
    for projects in chosen.values():
        found &= projects
    counts = {}
    for facet in FACETS:
        others = base
        for other, projects in chosen.items():
            others &= projects if other != facet else -1
        counts[facet] = {
            value: count for value, having in facets.values[facet].items() if (count := (having & others).bit_count())
        }
    order = facets.orders[choice.order] if choice.order else facets.orders["sum"] if ranked is None else ranked
    return Chosen(
        places=facets.ordered(found, order),
        counts=counts,
        is_widened=match.is_widened,
        has_others=match.has_others,
        is_partial=bool(partial),
    )


def narrowed(facets: ProjectFacets, choice: Choice) -> int:
    """The set of the projects with these values and sums, whatever words they have."""
    found = facets.all & _of_sums(facets, choice)
    for projects in _of_facets(facets, choice).values():
        found &= projects
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Words as the indexes are asked for them; `query` is None where there is nothing in them to be found."""

    query: str | None
    is_widened: bool = False  # to words that begin so
    has_others: bool = False  # with what they are called otherwise


def matching(database: Database, words: str, kinds: Sequence[str]) -> Match:
    """The words as a query of the indexes of these kinds: with all their other names; as beginnings, and those without
    their endings, where nothing else is found.
    """

    def finds(query: str | None) -> bool:
        return query is not None and any(_is_found(database, kind, query) for kind in kinds)

    exact = fts_query([words])
    others = with_synonyms(words)
    if finds(others):
        return Match(query=others, has_others=True)
    if others is None and finds(exact):  # what finds with other names finds without them, too
        return Match(query=exact)
    wider = [
        query
        for query in (fts_query([words], open_from=SHORTEST_BEGINNING), fts_query([words], ended_from=_ENDED))
        if query != exact
    ]
    found = next(filter(finds, wider), None)
    return Match(query=exact) if found is None else Match(query=found, is_widened=True)


def _is_found(database: Database, kind: str, match: str) -> bool:
    query = f"SELECT 1 AS found FROM {kind}_fts WHERE {kind}_fts MATCH ? LIMIT 1"  # noqa: S608 - one of our tables
    return next(database.rows(query, (match,)), None) is not None


def _worded(database: Database, facets: ProjectFacets, words: str, match: Match) -> list[int] | None:
    """The places of projects in which the words stand, then those with other names of the same, each the best first;
    None where no words are looked for.
    """
    if not words.strip():
        return None
    queries = [fts_query([words]), match.query] if match.has_others else [match.query]
    found = (place for query in queries if query is not None for place in _having(database, facets, query))
    return list(dict.fromkeys(found))


def _having(database: Database, facets: ProjectFacets, query: str) -> list[int]:
    best = [facets.place_of[one] for one in numbers_of(database, _TITLES, query) if one in facets.place_of]
    told = {facets.quotes[one] for one in numbers_of(database, _SENTENCES, query) if one in facets.quotes}
    further = facets.set_of(told)
    for number in numbers_of(database, _NAMES, query):
        further |= facets.organisations.get(number, 0)
    return best + facets.ordered(further & ~facets.set_of(best), facets.orders["sources"])


def _partly_worded(database: Database, facets: ProjectFacets, words: str) -> list[int]:
    """The places of projects that have at least half of several words in their titles, whatever their endings; those
    with the most of them first.
    """
    sought = list(dict.fromkeys(word for word in terms(words) if len(word) > 2))[:_TRIED]
    having: dict[int, int] = {}
    for word in sought if len(sought) > 1 else ():
        match = fts_query([f"{word[:-1] if len(word) >= _ENDED else word}*"])
        for place in {
            facets.place_of[one] for one in numbers_of(database, _TITLES, match or "") if one in facets.place_of
        }:
            having[place] = having.get(place, 0) + 1
    enough = [place for place, number in having.items() if 2 * number >= len(sought)]
    return sorted(enough, key=lambda place: (-having[place], place))


def numbers_of(database: Database, query: str, *values: str | int) -> list[int]:
    """The one array that a query gives under the name `numbers`."""
    (row,) = database.rows(query, values)
    return list(json.loads(row["numbers"]))


def _of_sums(facets: ProjectFacets, choice: Choice) -> int:
    if choice.least is None and choice.most is None:
        return -1
    least = 100 * choice.least if choice.least is not None else 0
    most = 100 * choice.most if choice.most is not None else None
    return facets.set_of(
        place
        for place, total in enumerate(facets.totals)
        if total is not None and total >= least and (most is None or total <= most)
    )


def _of_facets(facets: ProjectFacets, choice: Choice) -> dict[str, int]:
    """For each facet with chosen values the set of projects that have one of them."""
    return {facet: _any_of(facets, facet, values) for facet in FACETS if (values := choice.values.get(facet))}


def _any_of(facets: ProjectFacets, facet: str, values: frozenset[str]) -> int:
    found = 0
    for value in values:
        found |= facets.values[facet].get(value, 0)
    return found

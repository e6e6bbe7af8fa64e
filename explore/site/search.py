"""The search page: words, what narrows them, and projects, organisations, quotes or documents as people read them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from explore.linked_search import KINDS, Linked, linked
from explore.project_brief import project_brief
from explore.project_facets import ProjectFacets, project_facets
from explore.project_search import Chosen, choose, narrowed
from explore.search import Hit, hits_of, near_words
from explore.search_words import exactly
from explore.site import passages
from explore.site.asked import Answer, Asked, Page
from explore.site.kept import Kept
from explore.site.search_facets import chips, facets_shown, value_names
from explore.site.search_question import TABS, Question
from explore.site.template_words import template_words
from store.database import Database
from store.vocabulary import Vocabulary, WholeVocabulary

FACETS: Kept[ProjectFacets] = Kept(project_facets)
"""All projects with their values, for as long as the database is the same."""

WORDS: Kept[WholeVocabulary] = Kept(lambda database: Vocabulary(database.path).whole())
"""All words of the documents, for who mistypes one."""

_A_PAGE = 20  # results
_TABS: Mapping[str, tuple[str, str]] = {
    "projects": ("Proiecte", "Projects"),
    "organisations": ("Organizații", "Organisations"),
    "quotes": ("Citate", "Quotes"),
    "documents": ("Documente", "Documents"),
}
_ORDERS: Mapping[str, tuple[str, str]] = {
    "": ("potrivire", "relevance"),
    "sum": ("valoare", "value"),
    "newest": ("cele mai recente", "latest"),
    "sources": ("număr de surse", "number of sources"),
    "title": ("titlu", "title"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A kind of results."""

    title: str
    address: str
    count: int
    is_more: bool  # than were looked at
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """All that was found."""

    facets: ProjectFacets
    projects: Chosen
    linked: Mapping[str, Linked]

    def count(self, tab: str) -> int:
        return len(self.linked[tab].numbers) if tab in self.linked else len(self.projects.places)

    def programme(self, place: int) -> str:
        """The key of a project's programme: pages write its name in all cases of the language. Empty where unknown."""
        values = self.facets.values["programme"]
        return next((key for key, projects in values.items() if projects >> place & 1), "")


def page(database: Database, asked: Asked) -> Answer:
    """What was found, and what would be with one value more or less."""
    question = Question.of(asked)
    found = _find(database, question)
    pages = max(1, ceil(found.count(question.tab) / _A_PAGE))
    question = question.at_page(min(question.page, pages)) if question.page > pages else question
    return Page(
        template="search.html",
        values={
            **template_words(asked),
            "question": question,
            "hits": _hits(database, asked, question, found),
            "tabs": [_tab(asked, question, found, tab) for tab in TABS],
            "count": found.count(question.tab),
            "is_widened": found.projects.is_widened,
            "exactly": question.worded(exactly(question.choice.words)).address() if found.projects.has_others else None,
            "is_partial": found.projects.is_partial,
            "facets": list(facets_shown(database, asked, question, found.projects)),
            "chips": list(chips(database, asked, question)),
            "orders": list(_orders(asked, question)),
            "pages": list(_pages(question, pages)),
            "near": _near(database, question) if found.projects.is_partial or not any(map(found.count, TABS)) else [],
        },
    )


def _find(database: Database, question: Question) -> _Found:
    facets = FACETS.of(database)
    projects = choose(database, facets, question.choice)
    # Documents need not have the words in the title of their project, as projects do: what narrows is the rest.
    belonging = narrowed(facets, question.choice) if question.is_narrowed else None
    words = question.choice.words
    return _Found(
        facets=facets,
        projects=projects,
        linked={kind: linked(database, facets, kind, words, belonging, ranked=kind == question.tab) for kind in KINDS},
    )


def _hits(database: Database, asked: Asked, question: Question, found: _Found) -> Sequence[Hit]:
    shown = slice((question.page - 1) * _A_PAGE, question.page * _A_PAGE)
    if question.tab in found.linked:
        rest = found.linked[question.tab]
        hits = hits_of(database, question.tab, rest.match, rest.numbers[shown], asked.language)
        return passages.shown(database, hits, rest.match)
    names = value_names(database, asked, "programme")
    briefs = (
        (project_brief(database, found.facets.ids[place], asked.language), found.programme(place))
        for place in found.projects.places[shown]
    )
    return [replace(brief, programme=names.get(key, brief.programme)) for brief, key in briefs if brief is not None]


def _tab(asked: Asked, question: Question, found: _Found, tab: str) -> Tab:
    return Tab(
        title=asked.says(*_TABS[tab]),
        address=question.in_tab(tab).address(),
        count=found.count(tab),
        is_more=tab in found.linked and found.linked[tab].is_more,
        is_shown=tab == question.tab,
    )


def _orders(asked: Asked, question: Question) -> Iterator[tuple[str, str, bool]]:
    """Each order in words, its address, and whether it is that of the page."""
    own = question.choice.order or ("" if question.choice.words else "sum")
    for order, names in _ORDERS.items():
        if order or question.choice.words:
            yield asked.says(*names), question.ordered(order).address(), order == own


def _pages(question: Question, last: int) -> Iterator[tuple[int | None, str]]:
    """The numbers of the first, last and nearest pages with their addresses; None stands for those left out."""
    near = {1, last, *range(question.page - 2, question.page + 3)}
    before = 0
    for number in sorted(number for number in near if 1 <= number <= last):
        if number > before + 1:
            yield None, ""
        yield number, question.at_page(number).address()
        before = number


def _near(database: Database, question: Question) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each word that stands nowhere, with those that are like it and the address of the question with them."""
    words = question.choice.words
    return [
        (word, [(other, question.worded(_replaced(words, word, other)).bare().address()) for other in like])
        for word, like in near_words(WORDS.of(database), [words]).items()
    ]


def _replaced(words: str, word: str, other: str) -> str:
    """The words with one of them replaced; where it was typed otherwise than the index has it, the other alone."""
    parts = [other if part.lower() == word else part for part in words.split()]
    return " ".join(parts) if other in parts else other

"""Under which words a mention of a project is looked for.

A title of telling words is looked for by itself, one of common words (“Centru de zi”) only beside a lead, or a county
and a year: thousands of pages may have it. Misspelt titles are found by what is left without one of their words.
"""

from collections.abc import Iterator
from itertools import product

from resolve.periods import years_of
from resolve.project_mentions import ProjectMention, all_of
from resolve.title_words import Words
from resolve.titles import Title

_FEWEST_TELLING = 2  # words that few titles have, to look for a part of a title
_MOST_WORDS = 14  # of a title without one of its words
_BEGINNING = 3  # words
_FEWEST_COMMON = 5  # words of a title of common words that is looked for in a county of any year


def blocks_of(mention: ProjectMention) -> Iterator[str]:
    """The blocks of a mention; mentions that match have at least one in common."""
    said = mention.profile
    yield from (f"code {code}" for code in said.codes)
    leads, counties = sorted(all_of(said.leads)), sorted(all_of(said.counties))
    years = [year for period in all_of(said.periods) for year in years_of(period)]
    for contract in all_of(said.contracts):
        for name in contract.names:
            if contract.is_alone_enough:
                yield f"contract {name}"
            yield from (f"contract {name} {lead}" for lead in leads)
            yield from (f"contract {name} {title.key}" for title in mention.titles)
    for title in mention.titles:
        for words in (title.words, title.short, title.body):
            if words is None or not words.core:
                continue
            name = "".join(words.core)
            if words.telling or (words is title.short and title.is_acronym):
                yield f"title {name}"
            else:
                yield from (f"title {name} {lead}" for lead in leads)
                if len(words.core) >= _FEWEST_COMMON:
                    yield from (f"title {name} {county}" for county in counties)
                yield from (f"title {name} {county} {year}" for county, year in product(counties, years))
        yield from _parts(title, leads)


def _parts(title: Title, leads: list[str]) -> Iterator[str]:
    words = title.words
    if len(words.core) <= _MOST_WORDS:
        yield from _shorter(words)
    beginning = words.core[:_BEGINNING]
    if len(words.core) >= _BEGINNING and len(words.telling.intersection(beginning)) >= _FEWEST_TELLING:
        yield f"beginning {' '.join(beginning)}"
    rest = " ".join(stem for stem in words.core if stem not in words.telling)
    for lead in leads:
        if len(words.core) >= _BEGINNING:
            yield f"beginning {' '.join(words.core[:2])} {lead}"
        if words.telling:
            yield f"rest {rest} {lead}"


def _shorter(words: Words) -> Iterator[str]:
    """The words, and all but one of them, where enough of them tell something."""
    if len(words.telling) >= _FEWEST_TELLING:
        yield f"part {''.join(words.core)}"
    for place, stem in enumerate(words.core):
        if len(words.telling - {stem}) >= _FEWEST_TELLING:
            yield f"part {''.join(words.core[:place])}{''.join(words.core[place + 1 :])}"

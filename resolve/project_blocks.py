"""Under which words a mention of a project is looked for.

A title of telling words is looked for by itself, one of common words (“Centru de zi”) only beside a lead, or a county
and a year: thousands of pages may have it. Misspelt titles are found by what is left without one of their words.
"""

from collections.abc import Iterator
from itertools import product

from resolve.periods import years_of
from resolve.project_mentions import ProjectMention, all_of
from resolve.title_words import Words

_FEWEST_TELLING = 2  # words that few titles have, to look for a part of a title alone
_MOST_TELLING = 6  # of them that are looked for beside a lead
_FEWEST = 2  # words of a title that is looked for without one of them
BEGINNING = 3  # words of a title whose end is missing
HALF = 4  # words; of twice as many one can't be in both halves


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
            is_name = title.is_acronym if words is title.short else title.is_unmistakable and words is title.words
            if is_name or words.telling or words.is_slogan:
                yield f"title {name}"
            elif words.is_kind:
                yield from (f"title {name} {lead}" for lead in leads)
                yield from (f"title {name} {county} {year}" for county, year in product(counties, years))
            else:
                yield from (f"title {name} {beside}" for beside in (*leads, *counties, *years))
        yield from _parts(title.words, leads, counties)
        yield from (f"word {stem} {lead}" for stem in sorted(title.words.telling)[:_MOST_TELLING] for lead in leads)


def _parts(words: Words, leads: list[str], counties: list[str]) -> Iterator[str]:
    """What is left of a title when one of its words is wrong or missing, or its end."""
    beside = [*leads, *counties]
    yield from _name("beginning", words.core[:BEGINNING], words, leads)
    if len(words.core) >= HALF:
        yield from _name("half", words.core[:HALF], words, beside)
    if len(words.core) >= 2 * HALF:
        yield from _name("half", words.core[-HALF:], words, beside)
    if _FEWEST <= len(words.core) <= 2 * HALF:
        yield from _name("part", words.core, words, beside)
        for place in range(len(words.core)):
            yield from _name("part", (*words.core[:place], *words.core[place + 1 :]), words, beside)


def _name(kind: str, part: tuple[str, ...], words: Words, beside: list[str]) -> Iterator[str]:
    """The part itself where its words tell enough, else the part beside a lead or a county."""
    name = f"{kind} {''.join(part)}"
    if len(words.telling.intersection(part)) >= _FEWEST_TELLING:
        yield name
    else:
        yield from (f"{name} {other}" for other in beside)

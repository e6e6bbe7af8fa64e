"""Under which words a mention of a project is looked for.

A title of telling words is looked for by itself, one of common words (“Centru de zi”) only beside a lead, or a county
and a year: thousands of pages may have it. Misspelt titles are found by what is left without one of their words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from resolve.misread import shape
from resolve.periods import years_of
from resolve.project_leads import telling_words
from resolve.project_mentions import ProjectMention, ProjectProfile, all_of
from resolve.title_initials import initials_of
from resolve.title_words import Words
from resolve.titles import Title

_FEWEST_TELLING = 2  # words that few titles have, to look for a part of a title alone
_MOST_TELLING = 6  # of them that are looked for beside a lead
_SHORTEST_SHAPE = 6  # letters
_FEWEST = 2  # words of a title that is looked for without one of them
_FEWEST_INITIALS = 4
BEGINNING = 3  # words of a title whose end is missing
HALF = 4  # words; of twice as many one can't be in both halves


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a mention says beside titles."""

    leads: list[str]
    called: list[str]  # words by which leads are known, whatever they were resolved to
    counties: list[str]
    years: list[str]  # each that is known
    spans: list[str]  # first and last, where both are

    @property
    def all(self) -> list[str]:
        return [*self.leads, *self.counties, *self.spans]


def blocks_of(mention: ProjectMention) -> Iterator[str]:
    """The blocks of a mention; mentions that match have at least one in common."""
    said = mention.profile
    yield from (f"code {code}" for code in said.codes)
    beside = _beside(said)
    for contract in all_of(said.contracts):
        for name in contract.names:
            if contract.is_alone_enough:
                yield f"contract {name}"
            yield from (f"contract {name} {lead}" for lead in beside.leads)
            yield from (
                f"contract {name} {word}" for title in mention.titles for word in title.words.core[:_MOST_TELLING]
            )
    for title in mention.titles:
        told = (title.words, title.short, title.body, title.turned, title.undated, *title.pieces)
        for words in {words.core: words for words in reversed(told) if words is not None and words.core}.values():
            yield from _whole(title, words, beside)
        yield from _parts(title.words, beside)
        for piece in title.pieces:
            if _FEWEST <= len(piece.core) <= HALF:
                yield from _all_but_one(piece, beside, is_piece=True)
        yield from _misread(title.words, beside)
        yield from _initials(title.words, beside)


def _beside(said: ProjectProfile) -> _Beside:
    periods = all_of(said.periods)
    return _Beside(
        leads=sorted(lead.id for lead in all_of(said.leads)),
        called=sorted({word for lead in all_of(said.leads) for word in telling_words(lead)}),
        counties=sorted(all_of(said.counties)),
        years=sorted({str(year) for period in periods for year in years_of(period)}),
        spans=["-".join(map(str, years_of(period))) for period in periods if period.is_whole],
    )


def _whole(title: Title, words: Words, beside: _Beside) -> Iterator[str]:
    """A title, or the part that stands for it, with what it takes besides."""
    name = f"title {''.join(words.core)}"
    is_name = words is title.words and (title.is_unmistakable or title.is_large)
    is_part_of_one_word = len(words.core) == 1 and words is not title.words  # a name, likely; many have it
    is_telling = words.is_slogan or (words.telling and not is_part_of_one_word)
    if is_name or (words is title.short and title.is_acronym) or is_telling:
        yield name
    if len(words.core) == 1 and words.telling:
        yield from (f"{name} {other}" for other in (*beside.leads, *beside.counties, *beside.called))
    if words.is_kind:
        yield from (f"{name} {lead}" for lead in (*beside.leads, *beside.called))
        yield from (f"{name} {county} {year}" for county, year in product(beside.counties, beside.years))
    elif not words.telling and not words.is_slogan:
        yield from (f"{name} {other}" for other in (*beside.all, *beside.called))


def _parts(words: Words, beside: _Beside) -> Iterator[str]:
    """What is left of a title when one of its words is wrong, missing or elsewhere, or its end."""
    yield from (f"beginning {''.join(words.core[:2])} {lead}" for lead in beside.leads)
    yield from (f"word {stem} {lead}" for stem in sorted(words.telling)[:_MOST_TELLING] for lead in beside.leads)
    yield from _part("beginning", words.core[:BEGINNING], words, [])
    if len(words.core) >= HALF:
        yield from _part("half", words.core[:HALF], words, beside.all)
    if len(words.core) >= 2 * HALF:
        yield from _part("half", words.core[-HALF:], words, beside.all)
    yield from _part("bag", tuple(sorted(words.core)), words, [*beside.all, *beside.called])
    if _FEWEST <= len(words.core) <= 2 * HALF:
        yield from _all_but_one(words, beside)


def _all_but_one(words: Words, beside: _Beside, *, is_piece: bool = False) -> Iterator[str]:
    """The words in any order, and all but each of them.

    Of a piece of a title what is left may be “servicii sociale”, which hundreds of titles of a county have: that is
    looked for beside a lead alone.
    """
    bag = tuple(sorted(words.core))
    yield from _part("part", bag, words, beside.all)
    for place in range(len(bag)):
        left = (*bag[:place], *bag[place + 1 :])
        is_common = is_piece and (len(left) < _FEWEST or words.telling.isdisjoint(left))
        yield from _part("part", left, words, beside.leads if is_common else beside.all)


def _misread(words: Words, beside: _Beside) -> Iterator[str]:
    """A title as it may be read by machines, for those where hardly a word is right."""
    name = shape(words.full)
    if len(name) >= _SHORTEST_SHAPE:
        yield from (f"shape {name} {other}" for other in beside.all)


def _initials(words: Words, beside: _Beside) -> Iterator[str]:
    """The letters that words begin with: those of a title that says some of its words by their initials alone."""
    letters = initials_of(words.full)
    if len(letters) >= _FEWEST_INITIALS:
        yield from (f"initials {letters} {other}" for other in (*beside.leads, *beside.counties))


def _part(kind: str, part: tuple[str, ...], words: Words, beside: list[str]) -> Iterator[str]:
    """The part itself where its words tell enough, else the part beside something else."""
    name = f"{kind} {''.join(part)}"
    if len(words.telling.intersection(part)) >= _FEWEST_TELLING:
        yield name
    else:
        yield from (f"{name} {other}" for other in beside)

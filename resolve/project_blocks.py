"""Under which words a mention of a project is looked for.

A title of telling words is looked for by itself, one of common words (“Centru de zi”) only beside a lead, or a county
and a year: thousands of pages may have it. Titles with a word more, less or misspelt are found by what is left without
it; that hundreds have in common where each says another village, so of the word in its place the first letter must be
the same. Where the first letter is misspelt, what is left to find them are their initials, their shape and their lead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product

from resolve.misread import LOST, seen, shape
from resolve.periods import years_of
from resolve.project_leads import names_of, places_of, telling_words
from resolve.project_mentions import ProjectMention, ProjectProfile, all_of
from resolve.title_english import is_english
from resolve.title_initials import initials_of
from resolve.title_kinds import group_of, is_common
from resolve.title_numbers import is_number
from resolve.title_reductions import closely_said, unaddressed, unnamed, without_year_and_place
from resolve.title_words import Words, adds_nothing, is_place, is_place_kind, stem
from resolve.titles import Title
from romanian.vocabulary import is_word

_FEWEST_TELLING = 2  # words that few titles have, to look for a part of a title alone
_MOST_TELLING = 6  # of them that are looked for beside a lead
_SHORTEST_SHAPE = 6  # letters
_FEWEST = 2  # words of a title that is looked for without one of them
_FEWEST_INITIALS = 4
_LONG_END = 5  # letters of a word that is hardly the beginning of a common one
_LOSABLE = "ailst"  # what a letter that became a question mark may have been; see `resolve.misread`
BEGINNING = 3  # words of a title whose end is missing
HALF = 4  # words; of twice as many one can't be in both halves


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a mention says beside titles."""

    leads: list[str]  # the bodies that leads are called by, or leads
    called: list[str]  # words by which leads are known, whatever they were resolved to
    known: list[str]  # the same, and leads that are known by none
    counties: list[str]
    years: list[str]  # each that is known
    spans: list[str]  # first and last, where both are
    places: list[str]  # that are in what leads are called

    @property
    def all(self) -> list[str]:
        return [*self.leads, *self.counties, *self.spans]

    @property
    def counties_and_years(self) -> list[str]:
        return [f"{county} {year}" for county, year in product(self.counties, self.years)]


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
        yield from _of_title(title, beside)
        bare = unnamed(title)
        if bare is not None:
            yield from _of_title(bare, beside)


def _of_title(title: Title, beside: _Beside) -> Iterator[str]:
    told = (title.words, title.short, title.body, title.turned, title.undated, *title.pieces)
    for words in {words.core: words for words in reversed(told) if words is not None and words.core}.values():
        yield from _whole(title, words, beside)
    yield from _parts(title, beside)
    for piece in title.pieces:
        if _FEWEST <= len(piece.core) <= HALF:
            yield from _all_but_one(piece, beside, is_piece=True)
    yield from _misread(title, beside)
    yield from _initials(title.words, beside)
    yield from _at_one_time(title, beside)
    yield from _reduced(title, beside)


def _beside(said: ProjectProfile) -> _Beside:
    periods = all_of(said.periods)
    counties = sorted(all_of(said.counties))
    words = {lead.id: telling_words(lead) for lead in all_of(said.leads)}
    return _Beside(
        leads=sorted({name for lead in all_of(said.leads) for name in names_of(lead, counties)}),
        called=sorted(set(chain.from_iterable(words.values()))),
        known=sorted({name for lead in all_of(said.leads) for name in words[lead.id] or names_of(lead, counties)}),
        counties=counties,
        years=sorted({str(year) for period in periods for year in years_of(period)}),
        spans=["-".join(map(str, years_of(period))) for period in periods if period.is_whole],
        places=sorted({stem(place) for lead in all_of(said.leads) for place in places_of(lead)}),
    )


def _whole(title: Title, words: Words, beside: _Beside) -> Iterator[str]:
    """A title, or the part that stands for it, with what it takes besides.

    A part stands for the whole of another title; two titles with a part in common are two, but for acronyms.
    """
    name = f"title {''.join(words.core)}"
    is_part = words is not title.words and words is not title.turned and words is not title.undated
    side = f">{name}" if is_part else f"<{name}"
    is_acronym = words is title.short and title.is_acronym
    is_name = words is title.words and (title.is_unmistakable or title.is_large)
    is_telling = words.is_slogan or (words.telling and not (is_part and len(words.core) == 1))  # a name many have
    if is_acronym:
        yield name
    if not is_part:
        yield from _bag(_any_order(closely_said(words).core), words, beside, is_name=is_name)
    if is_name or is_acronym or is_telling:
        yield side
    if len(words.core) == 1 and words.telling:
        yield from (f"{side} {other}" for other in (*beside.leads, *beside.counties, *beside.called))
    yield from (f"{side} {other}" for other in _beside_common(words, beside))


def _beside_common(words: Words, beside: _Beside) -> tuple[str, ...]:
    """What words that thousands of titles have take besides; nothing for others."""
    if words.is_kind:
        return (*beside.leads, *beside.called, *beside.counties_and_years)
    return () if words.telling or words.is_slogan else (*beside.all, *beside.called)


def _parts(title: Title, beside: _Beside) -> Iterator[str]:
    """What is left of a title when one of its words is wrong, missing or elsewhere, or its end."""
    words = title.words
    yield from (f"beginning {''.join(words.core[:2])} {lead}" for lead in beside.known)
    yield from (f"word {stem} {lead}" for stem in sorted(words.telling)[:_MOST_TELLING] for lead in beside.known)
    yield from _part("beginning", words.core[:BEGINNING], words, [])
    if len(words.core) >= HALF:
        yield from _part("<half", words.core[:HALF], words, beside.all)
        if _may_be_cut(title):
            yield from _part(">half", words.core[:HALF], words, beside.all)
    if len(words.core) >= 2 * HALF:
        for half in (words.core[:HALF], words.core[-HALF:]):
            yield from _part("half", half, words, beside.all)
    elif len(words.core) > HALF:  # its opening may be left out
        yield from (f"half {''.join(words.core[-HALF:])} {lead}" for lead in beside.leads)
    if len(words.core) > 1 and (title.is_cut or len(words.core) > _FEWEST):
        yield from _part("beginning", words.core[:_FEWEST], words, [])
    if _FEWEST <= len(words.core) <= 2 * HALF:
        yield from _all_but_one(words, beside)


def _may_be_cut(title: Title) -> bool:
    """Whether it says so, or ends with what may be the beginning of a common word: no long word or name is one."""
    last = title.words.full[-1]
    is_whole = is_common(last) or (len(last) >= _LONG_END and (is_place(last) or is_word(last)))
    return title.is_cut or not is_whole


def _all_but_one(words: Words, beside: _Beside, *, is_piece: bool = False) -> Iterator[str]:
    """The words in any order, and all but each of them.

    What a title says without one of its words is looked for among those that say no more, and among those that have
    another word in its place that begins like it. Of a piece of a title what is left may be “servicii sociale”, which
    hundreds of titles of a county have: that is looked for beside a lead alone.
    """
    yield from _less(f"<less {_any_order(words.core)}", bool(words.telling), beside)
    for left in _without_each(words.full, words.core, words.telling):
        if left.may_be_missing and not is_piece:
            yield from _less(f">less {left.words}", left.telling > 0, beside)
        if left.says_all:
            yield from _bag(left.words, words, beside)
        for letter in left.letters:
            name = f"slip {letter} {left.words}"
            if left.telling >= _FEWEST_TELLING:
                yield name
            else:
                others = beside.leads if is_piece and not left.telling else (*beside.leads, *beside.counties)
                yield from (f"{name} {other}" for other in others)


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left of a title without one of its words."""

    words: str  # in any order
    telling: int  # how many of them few titles have
    letters: str  # with which the word begins that is this one, misspelt, shortened or misread
    may_be_missing: bool  # in a title of the same project
    says_all: bool  # titles with and without the word are compared as if it were in neither


@lru_cache(maxsize=65536)
def _without_each(full: tuple[str, ...], core: tuple[str, ...], telling: frozenset[str]) -> tuple[_Left, ...]:
    found: list[_Left] = []
    for place, word in enumerate(full):
        left, following = (*core[:place], *core[place + 1 :]), "".join(full[place + 1 : place + 2])
        found.append(
            _Left(
                words=_any_order(left),
                telling=len(telling.intersection(left)),
                letters="" if word.isdigit() else _LOSABLE if word[0] == LOST else _first_letters(word),
                may_be_missing=not is_number(word) and group_of(word) is None,
                says_all=is_place_kind(word) or adds_nothing(word, before=following) or full.count(word) > 1,
            )
        )
    return tuple(found)


def _first_letters(word: str) -> str:
    return "".join(dict.fromkeys((word[0], seen(word)[0])))


def _any_order(words: tuple[str, ...]) -> str:
    return "".join(sorted(words))


def _bag(name: str, words: Words, beside: _Beside, *, is_name: bool = False) -> Iterator[str]:
    """The words, or all that say something, in any order."""
    if is_name or words.telling or words.is_slogan:
        yield f"bag {name}"
    yield from (f"bag {name} {other}" for other in _beside_common(words, beside))


def _less(name: str, is_telling: bool, beside: _Beside) -> Iterator[str]:
    """Titles of which one has a word more are one beside a lead, or a county and, where no word tells, years."""
    yield from (f"{name} {other}" for other in beside.known)
    yield from (f"{name} {other}" for other in (beside.counties if is_telling else beside.counties_and_years))


def _misread(title: Title, beside: _Beside) -> Iterator[str]:
    """A title as it may be read by machines, for those where hardly a word is right, or blanks are missing.

    The letters of its shape stand in any order, for its parts may.
    """
    name = "".join(sorted(shape(title.words.full)))
    if len(name) >= _SHORTEST_SHAPE:
        yield from (f"shape {name} {other}" for other in beside.all)
    letters = f"letters {title.key.replace(' ', '')}"
    if title.words.telling:
        yield letters
    yield from (f"{letters} {other}" for other in beside.all)


def _initials(words: Words, beside: _Beside) -> Iterator[str]:
    """The letters that words begin with: those of a title that says some of its words by their initials alone."""
    for letters in initials_of(words.full):
        if len(letters) >= _FEWEST_INITIALS:
            yield from (f"initials {letters} {other}" for other in (*beside.leads, *beside.counties))


def _reduced(title: Title, beside: _Beside) -> Iterator[str]:
    """A title without the year and the town with which it ends, beside what it takes, or a lead of that town."""
    name = f"title {_any_order(title.words.core)}"
    if title.words.is_kind:
        yield from (f"<{name} in {place}" for place in beside.places)
    left = without_year_and_place(title)
    if left is None:
        return
    words, place = left[0].words, left[1]
    rest = unaddressed(title)
    if rest is not None:
        yield from _whole(title, rest.words, beside)
    for told in (words, left[0].body, left[0].turned):
        if told is not None and told.core:
            yield from _whole(title, told, beside)
    yield from _less(f">less {_any_order(words.core)}", bool(words.telling), beside)
    if words.is_kind:
        yield from (f">title {_any_order(words.core)} in {stem(word)}" for word in place.split())


def _at_one_time(title: Title, beside: _Beside) -> Iterator[str]:
    """Who leads at one time: few titles, which may have hardly a word in common where one is reworded or translated.

    Of leads that may be one, whose words many have, only initials and translations are looked for so: of two sides.
    """
    yield from (f"time {lead} {span}" for lead in beside.leads for span in beside.spans)
    side = ">" if title.capitals or is_english(title.key) else "<"
    yield from (f"{side}time {word} {span}" for word in beside.called for span in beside.spans)


def _part(kind: str, part: tuple[str, ...], words: Words, beside: list[str]) -> Iterator[str]:
    """The part itself where its words tell enough, else the part beside something else."""
    name = f"{kind} {''.join(part)}"
    if len(words.telling.intersection(part)) >= _FEWEST_TELLING:
        yield name
    else:
        yield from (f"{name} {other}" for other in beside)

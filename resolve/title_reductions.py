"""Titles without what pages add behind them, its year or the town: “Ghiozdanul fermecat 2021”, “…, Sector 6”.

What is left is read as a title of its own, so that it may be turned, cut off, misspelt or called by its short name as
any other.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from resolve.place_forms import counties_of_town
from resolve.spelling import folded, words
from resolve.title_kinds import group_of, is_common
from resolve.title_parts import is_acronym
from resolve.title_places import without_levels
from resolve.title_words import Words, county_names, is_place, read_words, stem
from resolve.titles import Title, read_title
from romanian import siruta, title_forms

_BEFORE_PLACE = re.compile(r"\s*[,(]\s*|\s+[–—-]\s+|\s+(?:din|[iî]n|la)\s+", re.IGNORECASE)
_BLANK = re.compile(r"(?<=[\w”»\")!])\s(?=[A-ZĂÂÎȘŞȚŢ])")
_NUMBER = re.compile(r"(?<=\s)(?:\d+(?:\.\d+)?|[IV]{1,4})\b")  # and no “COVID-19”
_MOST_OF_A_PLACE = 60  # characters
_FEWEST = 2  # words of what is left
_FEWEST_OF_ALL = 4  # the same, where people are left out besides
_SECTORS = ("sector", "sectorul", "sectorului", "sect")


@lru_cache(maxsize=65536)
def unplaced(title: Title) -> tuple[Title, str] | None:
    """The title without the town or sector with which it ends, and that place, folded; None where it ends with none."""
    text = title.text.rstrip(' .)"”»')
    start = max(0, len(text) - _MOST_OF_A_PLACE)
    for seam in _BEFORE_PLACE.finditer(text, start):
        place = _place(text[seam.end() :])
        rest = text[: seam.start()]
        if place and (len(words(folded(rest))) >= _FEWEST or is_acronym(rest)):
            return read_title(rest), place
    for seam in _BLANK.finditer(text, start):
        place = _place(text[seam.end() :])
        rest = text[: seam.start()]
        if place and _is_town(place) and len(words(folded(rest))) >= _FEWEST:
            return read_title(rest), place
    return None


@lru_cache(maxsize=65536)
def unaddressed(title: Title) -> Title | None:
    """The title without the place with which it ends and the people there: “… pentru elevii din Zlatna”.

    None where it ends otherwise, or what is left may be a title of others: few words, or none that few titles have.
    """
    left = unplaced(title)
    if left is None:
        return None
    head, _, people = left[0].text.rpartition(" pentru ")
    said = words(folded(people[:_MOST_OF_A_PLACE]))
    if not head or not said or any(group_of(word) is None for word in said):
        return None
    rest = read_title(head)
    is_own = len(rest.words.core) >= _FEWEST_OF_ALL and len(rest.words.telling) > 1 and not rest.words.is_kind
    return rest if is_own and not rest.words.groups else None


@lru_cache(maxsize=65536)
def undated(title: Title) -> Title | None:
    """The title without its year and “ediția I”; None where it has neither."""
    return read_title(title.undated_text) if title.year or title.is_first else None


@lru_cache(maxsize=65536)
def unnamed(title: Title) -> Title | None:
    """The title without the acronym with which it begins or ends, and with its number; None where it has none."""
    if not title.is_acronym or not title.body_text:
        return None
    number = _NUMBER.search(title.text.removesuffix(title.body_text)) if title.short and title.short.numbers else None
    return read_title(f"{title.body_text} {number[0]}" if number else title.body_text)


@lru_cache(maxsize=65536)
def without_year_and_place(title: Title) -> tuple[Title, str] | None:
    """As `unplaced`, and without its year, wherever that stands, or that alone with no place; None without both."""
    left, place = undated(title) or title, ""
    placed = unplaced(left)
    if placed is not None:
        left, place = undated(placed[0]) or placed[0], placed[1]
    return None if left is title else (left, place)


def without_counties(title: Title, beside: Title) -> Title:
    """The title without counties that it names behind “din” alone, where the other says “jud. Alba”; else as it is."""
    named = frozenset[str]() if title.counties or not beside.counties else title.hinted & beside.counties
    return _without(title, named) if named else title


@lru_cache(maxsize=65536)
def _without(title: Title, counties: frozenset[str]) -> Title:
    stems = {stem(word) for county in counties for word in words(folded(county))}

    def without(said: Words) -> Words:
        rest = tuple(w for w, root in zip(said.full, said.core, strict=True) if root not in stems)
        return read_words(rest) if rest and rest != said.full else said

    return replace(_changed(title, without), short=title.short, counties=counties)


@lru_cache(maxsize=65536)
def without_people(title: Title) -> Title:
    """The title without “persoane” before whom these are, “persoane vârstnice”; itself where it has none."""
    if title_forms.words("people").isdisjoint(title.words.full):
        return title
    return _changed(title, _without_people)


@lru_cache(maxsize=65536)
def _without_people(said: Words) -> Words:
    people, following = title_forms.words("people"), (*said.full[1:], "")
    rest = tuple(w for w, then in zip(said.full, following, strict=True) if w not in people or not group_of(then))
    return read_words(rest) if rest != said.full else said


@lru_cache(maxsize=65536)
def closely(title: Title) -> Title:
    """The title as `closely_said`; itself where that changes nothing."""
    changed = _changed(title, closely_said)
    return title if changed.words is title.words and changed.pieces == title.pieces else changed


@lru_cache(maxsize=65536)
def closely_said(words: Words) -> Words:
    """The words with one for those that hardly tell two projects of one lead apart, and without what says little."""
    one = title_forms.closely()
    told = tuple(one.get(word, word) for word in words.full if word not in title_forms.words("generic"))
    return read_words(told) if told and told != words.full else words


def say_otherwise(one: Words, other: Words) -> bool:
    """Whether each has words that the other doesn't have, one of them at least one that says little.

    “Servicii sociale” and “servicii comunitare” are two, and so are “asistenți sociali” and “asistenți medicali”.
    """
    little = frozenset(map(stem, title_forms.words("generic")))
    ours, theirs = (
        Counter((*closely_said(words).core, *(word for word in words.core if word in little))) for words in (one, other)
    )
    more, others = ours - theirs, theirs - ours
    return bool(more and others) and not little.isdisjoint((*more, *others))


def _changed(title: Title, change: Callable[[Words], Words]) -> Title:
    return replace(
        title,
        words=change(title.words),
        undated=change(title.undated),
        short=change(title.short) if title.short else None,
        body=change(title.body) if title.body else None,
        turned=change(title.turned) if title.turned else None,
        pieces=tuple(map(change, title.pieces)),
    )


def says_place(title: Title, place: str) -> bool:
    """Whether a title names that place, or another; of a county, one that isn't in it."""
    own = set(map(stem, place.split()))
    said = [word for word in title.words.full if is_place(word) and not is_common(word)]
    county = county_names().get(place)
    if county is not None and said and not counties_of_town(place) and own.isdisjoint(title.words.core):
        named = siruta.gazetteer().named
        return not all(any(unit.county == county for unit in named(word)) for word in said)
    return bool(said) or not own.isdisjoint(title.words.core)


def _is_town(place: str) -> bool:
    """Whether it is a county or a town, and no village: those have names that are words, too."""
    return place in county_names() or bool(counties_of_town(place)) or place.startswith("sector ")


def _place(text: str) -> str:
    """The place that the text is and nothing else, folded; "" for all others."""
    said = words(folded(text))
    if len(said) > 1 and said[0] in _SECTORS and said[1].isdigit() and said[2:] in ([], ["bucuresti"]):
        return f"sector {said[1]}"
    name = " ".join(without_levels(said))
    return name if is_place(name) and not is_common(name) else ""

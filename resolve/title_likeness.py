"""How far two titles are alike: the same, one a part that stands for the other, or spelt a little otherwise."""

from dataclasses import replace
from functools import lru_cache

from resolve.acronyms import acronyms
from resolve.place_forms import counties_of_town
from resolve.title_alike import Alike, Likeness
from resolve.title_cuts import breaks_off_elsewhere, cut
from resolve.title_initials import explains, spelt_out
from resolve.title_names import (
    are_one,
    are_two_acronyms,
    have_one_acronym,
    head_and_place,
    named,
    piece,
    placed_name,
    same_name,
    translated,
)
from resolve.title_nearness import beside_acronym, near, near_piece, placed, widened
from resolve.title_omissions import adds_another, reordered, reworded
from resolve.title_order import is_name_moved, is_other_order, rotated
from resolve.title_patrons import are_two_patrons
from resolve.title_reductions import (
    closely,
    closely_said,
    say_otherwise,
    says_place,
    unaddressed,
    undated,
    unnamed,
    unplaced,
    without_counties,
    without_people,
)
from resolve.title_translations import translation
from resolve.title_words import Words, county_names, stem
from resolve.titles import Title

_LAST_HEAD = 2  # the place of the word with which a turned title begins: “program Școală după școală”
_MOST_LEFT_OUT = 3  # of a year, a place and a name
_FEWEST = 4  # words that tell enough where one is said otherwise


@lru_cache(maxsize=65536)
def alike(one: Title, other: Title) -> Alike | None:
    """How two titles are alike; None when they name two projects, or nothing says that they name one. Symmetric."""
    return _found(one, other, _MOST_LEFT_OUT)


def _found(one: Title, other: Title, more: int) -> Alike | None:
    """As `alike`, where so many things more may be left out one after the other: a year, then a place."""
    if not one.key or not other.key or _in_other_counties(one, other) or _is_other_place(one, other):
        return None
    if (are_two_acronyms(one, other) and not same_name(one, other)) or are_two_patrons(one.patron, other.patron):
        return None
    if one.mark and other.mark and one.mark != other.mark:
        return None
    if breaks_off_elsewhere(one, other) or breaks_off_elsewhere(other, one):
        return None
    one, other = without_counties(one, other), without_counties(other, one)
    found = _alike(one, other)
    if (
        found is None or found.is_part or (found.needs_county and (unaddressed(one) or unaddressed(other)))
    ):  # without a place or year they may be alike in a surer way
        found = translation(one, other) or _reduced(one, other, more) or _reduced(other, one, more) or found
    if found is None:
        ours, theirs = spelt_out(one, other), spelt_out(other, one)
        if ours is not one or theirs is not other:
            found = _alike(ours, theirs) or head_and_place(ours, theirs) or head_and_place(theirs, ours)
    if found is None or found.is_part:  # in this way they may be alike in a surer one
        closest = _alike_without_people(one, other) or _alike_closely(one, other)
        found = closest if closest and not (found and closest.is_part) else found
    if found is None or found.likeness is not Likeness.LESS:
        return found
    if found.is_short and (adds_another(one, other) or adds_another(other, one)):
        return None
    return None if _has_more_letters(one, other) or _has_more_letters(other, one) else found


def _alike_without_people(one: Title, other: Title) -> Alike | None:
    """Alike, and no part of one another, where “persoane vârstnice” are “vârstnici”."""
    ours, theirs = without_people(one), without_people(other)
    found = None if ours is one and theirs is other else _alike(ours, theirs)
    return None if found is None or found.is_part else found


def _alike_closely(one: Title, other: Title) -> Alike | None:
    """Alike where words that hardly tell two projects apart are one: “Integrarea romilor”, “Incluziunea romilor”."""
    ours, theirs = closely(one), closely(other)
    if (ours is one and theirs is other) or say_otherwise(one.words, other.words):
        return None
    found = _alike(ours, theirs)
    if found is None:
        return None
    is_little = not found.common.telling or len(found.common.core) < _FEWEST
    return replace(found, likeness=Likeness.LESS, changes=found.changes + 1, is_part=found.is_part or is_little)


def _reduced(full: Title, short: Title, more: int) -> Alike | None:
    """Alike without the year, or the place, that the first alone says behind all the rest."""
    if not more:
        return None
    bare = undated(full)
    if bare is not None and not short.year and (not full.is_first or not short.is_first):
        found = _found(bare, short, more - 1)
        if found is not None and not found.year:
            return replace(found, year=full.year, is_first=found.is_first or full.is_first)
    body = unnamed(full)
    if body is not None and full.name not in short.key and not short.is_acronym:
        found = _found(body, short, more - 1)
        if found is not None:
            return replace(found, likeness=max(found.likeness, Likeness.NAME), is_likely=True)
    if full.words.core[:1] != short.words.core[:1] and full.words.core[0] not in short.words.core:
        return None
    left = unplaced(full)
    if left is None or says_place(short, left[1]):
        return None
    found = _found(left[0], short, more - 1)
    if found is None or found.likeness is Likeness.LESS:
        rest = unaddressed(full)
        found = (_found(rest, short, more - 1) if rest and not short.words.groups else None) or found
    if found is None or found.is_placed or found.is_translation or (found.likeness is Likeness.LESS and found.of_town):
        return None
    if found.likeness is Likeness.LESS and not _says_no_more(short.words, left[0].words):
        return None  # a place in the one, and something else in the other
    is_hope = not found.common.is_kind and not found.common.telling and left[1] in county_names()
    is_little = found.common.is_kind or (not found.common.telling and not is_hope)
    of_town = frozenset[str]() if is_little or is_hope else counties_of_town(left[1])
    return replace(
        found,
        likeness=Likeness.LESS,
        changes=found.changes + 1,
        is_likely=True,
        is_placed=is_little,
        needs_county=found.needs_county or is_hope,
        of_town=of_town,
    )


def _says_no_more(short: Words, full: Words) -> bool:
    """Whether the first has no word that the second hasn't, said otherwise or not."""
    return set(closely_said(short).core) <= set(closely_said(full).core)


def _has_more_letters(one: Title, other: Title) -> bool:
    """Whether the first alone has an acronym, and the other none of its words: “Servicii de calitate ISO”."""
    more = one.capitals.difference(other.key.split(), acronyms(), one.name.split() if one.is_acronym else ())
    return any(
        stem(word) not in other.words.core  # “SFÂNTA ANA”, “Sf. Ana”
        and not (explains(one.words.full, word) or explains(other.words.full, word))
        for word in more
    )


def _alike(one: Title, other: Title) -> Alike | None:
    """The surest of the ways in which their words are alike."""
    if _is_same(one, other):
        return Alike(Likeness.SAME, one.words, is_name=one.is_unmistakable or other.is_unmistakable)
    if sorted(one.words.core) == sorted(other.words.core) and one.words.core != other.words.core:
        if is_name_moved(one, other):
            return Alike(Likeness.NAME, one.words)
        is_one = is_other_order(one, other)
        return (
            Alike(Likeness.SLIP, one.words, changes=1, says_all=True) if is_one else reordered(one.words, other.words)
        )
    if one.words.numbers != other.words.numbers:
        dated = _dated(one, other) or cut(one, other)
        is_of_name = one.body is not None and other.body is not None and one.body.numbers == other.body.numbers
        return dated or (translated(one, other) if is_of_name else None)  # “CARE4ALL”, “CARE 4 ALL”
    found = [
        found
        for found in (
            named(one, other),
            named(other, one),
            translated(one, other),
            cut(one, other),
            near(one.words, other.words),
            _turned(one, other),
            _turned(other, one),
            piece(one, other),
            piece(other, one),
            placed_name(one, other),
            placed_name(other, one),
            placed(one.words, other.words),
            widened(one, other),
            beside_acronym(one, other),
            near_piece(one, other),
            near_piece(other, one),
        )
        if found is not None
    ]
    sure = min(found, key=lambda f: f.likeness, default=None)
    return sure or reworded(one.words, other.words) or reordered(one.words, other.words)


def are_siblings(one: Title, other: Title) -> bool:
    """Whether two titles speak of related things and still name two projects: phases, groups, parts of one name."""
    if are_two_patrons(one.patron, other.patron):
        return True
    if one == other or alike(one, other) is not None:
        return False
    first, second = set(one.words.core), set(other.words.core)
    common = first & second
    if 2 * len(common) < min(len(first), len(second)) and (not one.name or one.name != other.name):
        return False
    if one.words.numbers != other.words.numbers and not (one.is_cut or other.is_cut):
        return True
    return bool(first - second and second - first) or _in_other_counties(one, other)


def _in_other_counties(one: Title, other: Title) -> bool:
    """Whether each names a county that the other doesn't: “în județele Olt și Dolj”, “în județele Olt și Gorj”."""
    return bool(one.counties - other.counties and other.counties - one.counties)


def _is_other_place(one: Title, other: Title) -> bool:
    """Whether they name two villages, or one calls a commune what the other calls a town: two places of one name."""
    if one.villages and other.villages and one.villages.isdisjoint(other.villages):
        return True
    return not (one.communes.isdisjoint(other.towns) and one.towns.isdisjoint(other.communes))


def _is_same(one: Title, other: Title) -> bool:
    """The same words, whether written together or apart, the short name before or behind."""
    if are_one(one.words, other.words) or same_name(one, other):
        return True
    if any(
        full.turned is not None and are_one(full.turned, plain.words) for full, plain in ((one, other), (other, one))
    ):
        return True
    if one.short is None or one.body is None or other.short is None or other.body is None:
        return False
    if one.turned is None or other.turned is None or one.words.numbers != other.words.numbers:
        return False
    is_one_name = are_one(one.short, other.short) or have_one_acronym(one, other)
    return is_one_name and are_one(one.body, other.body)


def _turned(one: Title, other: Title) -> Alike | None:
    """As `_near`, where what stands first in one stands last in the other."""
    if not other.words.core or other.words.core[:1] == one.words.core[:1]:
        return None
    if one.turned is not None and other.words.core[0] in one.turned.core[:_LAST_HEAD]:
        return near(one.turned, other.words)
    turned = rotated(one.words, other.words)
    return None if turned is None else near(turned, other.words)


def _dated(one: Title, other: Title) -> Alike | None:
    """The same but for a year or “ediția I” that one of them alone has."""
    if one.undated.core != other.undated.core or (one.year and other.year and one.year != other.year):
        return None
    year = one.year or other.year if one.year != other.year else ""
    return Alike(Likeness.SAME, one.undated, year=year, is_first=one.is_first is not other.is_first)

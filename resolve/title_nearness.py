"""Titles that are one but for letters, a word, a place or more people behind the rest."""

from collections.abc import Sequence
from dataclasses import replace

from resolve.place_forms import counties_of_town
from resolve.title_alike import Alike, Likeness
from resolve.title_gaps import gaps_between
from resolve.title_kinds import group_of, is_common, says_little
from resolve.title_names import have_one_acronym
from resolve.title_numbers import has_digit, is_number
from resolve.title_omissions import part_of
from resolve.title_words import Words, is_another_house, is_place
from resolve.titles import Title

_FEWEST_OF_A_PART = 3  # words of what stands for a whole title
_FEWEST_FOR_A_SLIP = 2  # words of titles that are compared letter by letter
_TOWNS = frozenset(("municipiul", "orasul", "comuna", "satul", "localitatea", "sectorul"))
_MOST_OF_A_PIECE = 4  # words of one that may be misspelt
_DROPPED = 4  # one word in so many may be missing


def near(one: Words, other: Words) -> Alike | None:
    """Letters differ, or a word is missing; nothing that tells two projects apart does."""
    if min(len(one.core), len(other.core)) < _FEWEST_FOR_A_SLIP:
        return None
    gaps = gaps_between(one, other)
    if gaps is None:
        return None
    slips = gaps.slips if gaps.slips or gaps.missing else 1
    return _with_changes(one, other, slips, gaps.missing) or part_of(one, other, slips, gaps.missing)


def _with_changes(one: Words, other: Words, slips: int, missing: Sequence[str]) -> Alike | None:
    """What both have, where few enough of their words are misspelt or missing, and none of those parts projects."""
    if any(has_digit(word) or is_number(word) or is_another_house(word) or group_of(word) for word in missing):
        return None
    shorter = one if len(one.core) <= len(other.core) else other
    places = [word for word in missing if is_place(word) and not is_common(word)]
    if places and (len(missing) > 1 or shorter.is_kind or not shorter.telling):
        return None
    size, changes = len(shorter.core), slips + len(missing)
    little = sum(map(says_little, missing)) / 2
    allowed = max(size, _DROPPED) + _DROPPED * (slips > 0 and not missing and size > _DROPPED)
    if (changes - little) * _DROPPED > allowed:
        return None
    common = replace(shorter, telling=one.telling & other.telling, is_kind=one.is_kind or other.is_kind)
    if not missing:
        return Alike(Likeness.SLIP, common, changes=changes)
    of_town = counties_of_town(places[0]) if places and common.telling else frozenset[str]()
    says_all = all(map(says_little, missing))
    return Alike(Likeness.LESS, common, changes=changes, is_likely=bool(places), says_all=says_all, of_town=of_town)


def near_piece(short: Title, full: Title) -> Alike | None:
    """As `piece`, spelt a little otherwise: “Imprena mai puternici”."""
    said = set(short.words.core)
    for part in full.pieces:
        size = len(part.core)
        if (
            short.words.numbers != part.numbers
            or size != len(said)
            or size > _MOST_OF_A_PIECE
            or 2 * len(said.intersection(part.core)) < size
        ):
            continue
        found = near(short.words, part)
        if found is not None and found.likeness is Likeness.SLIP and found.changes == 1:
            return replace(found, is_likely=True)
    return None


def beside_acronym(one: Title, other: Title) -> Alike | None:
    """Both have one acronym, however it is written, and the rest is spelt a little otherwise."""
    if one.body is None or other.body is None or not have_one_acronym(one, other):
        return None
    found = near(one.body, other.body)
    return None if found is None else replace(found, needs_county=True, is_part=False)


def placed(one: Words, other: Words) -> Alike | None:
    """One is the other and a place behind it: “Centru de zi pentru vârstnici în municipiul Slatina”."""
    short, full = sorted((one, other), key=lambda words: len(words.core))
    size = len(short.core)
    behind = [word for word in full.full[size:] if word not in _TOWNS]
    place = " ".join(behind)
    if size < _FEWEST_OF_A_PART or full.core[:size] != short.core or not is_place(place):
        return None
    if is_common(place) or any(is_place(word) and not is_common(word) for word in short.full):
        return None
    of_town = counties_of_town(place) if short.telling and not short.is_kind else frozenset[str]()
    return Alike(Likeness.LESS, short, changes=1, is_placed=True, of_town=of_town)


def widened(one: Title, other: Title) -> Alike | None:
    """One is the other and more people behind it: “Acoperiș pentru mame”, “Acoperiș pentru mame și copiii lor”."""
    longer = max(one, other, key=lambda title: len(title.words.core))
    short, full = (other.words if longer is one else one.words), longer.words
    size = len(short.core)
    if size < _FEWEST_FOR_A_SLIP or full.core[:size] != short.core or not short.telling or short.is_kind:
        return None
    more = full.full[size:]
    if not more or group_of(short.full[-1]) is None or any(group_of(word) is None for word in more):
        return None
    is_joined = f" si {more[0]} " in f"{longer.key} "  # and no “tineri”, “tinere mame”
    return Alike(Likeness.LESS, short, changes=1, is_widened=True) if is_joined else None

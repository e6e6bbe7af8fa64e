"""Titles of which one is the other without several of its words, and says nothing else: its beginning, its subtitle.

Who leads two projects at one time calls them by other words, not by fewer of the same: “Acces la educație – Slobozia
Bradului” is “Acces la educație pentru copiii din Slobozia Bradului” where lead and years are one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from resolve.title_alike import Alike, Likeness
from resolve.title_gaps import gaps_between, is_slip
from resolve.title_kinds import HOPE, HOUSE, group_of, kind_of, says_little
from resolve.title_numbers import has_digit, is_number
from resolve.title_words import Words, is_another_house, is_place, read_words, stem
from resolve.titles import Title
from romanian import title_forms

_FEWEST = 4  # words of what is left
_FEWEST_IN_ANY_ORDER = 3
_MOST_MISSING = 0.5  # of the words of the longer title
_FEWEST_NAMES = 2  # words that few titles have, and that are a name: “Floare de colț”
_MOST_OTHERWISE = 2  # words that are called otherwise
_LONG = 8  # words that are enough, whatever is missing


def reworded(one: Words, other: Words) -> Alike | None:
    """Where they are alike once a work has the same word in both, “combaterea” and “prevenirea”; None otherwise."""
    size = min(len(one.core), len(other.core))
    if size < _FEWEST or len(set(one.core).intersection(other.core)) < size - _MOST_OTHERWISE:
        return None
    ours, theirs = _loosely(one), _loosely(other)
    if ours is one and theirs is other:
        return None
    common = replace(one, telling=one.telling & other.telling)
    gaps = gaps_between(ours, theirs)
    if gaps is None or gaps.slips:
        return None
    if not gaps.missing:
        return Alike(Likeness.LESS, common, changes=1, is_part=True, is_likely=one.is_kind)
    return part_of(ours, theirs, 0, gaps.missing)


def reordered(one: Words, other: Words) -> Alike | None:
    """Where all words of the one are in the other, in any order, or all but one that is misspelt; None otherwise.

    As with what is missing, who leads two projects at one time calls them by other words.
    """
    short, full = sorted((one, other), key=lambda words: len(words.core))
    size, said = len(short.core), Counter(full.core)
    if size < _FEWEST_IN_ANY_ORDER or len(full.core) - size > _MOST_MISSING * len(full.core):
        return None
    left = Counter(short.core) - said
    if left.total() > 1 or one.numbers != other.numbers:
        return None
    more = list((said - Counter(short.core)).elements())
    missing = [word for word, root in zip(full.full, full.core, strict=True) if root in more]
    slips = 0
    if left:
        wrong = next(word for word, root in zip(short.full, short.core, strict=True) if root in left)
        right = next((word for word in missing if is_slip(wrong, word)), None)
        if right is None:
            return None
        missing.remove(right)
        slips = 1
    if size <= _FEWEST and slips:
        return None
    if missing:
        return part_of(short, full, slips, missing)
    if size <= _FEWEST or _are_swapped(one.core, other.core):
        return None
    common = replace(short, telling=one.telling & other.telling)
    return Alike(Likeness.LESS, common, changes=slips + 1, is_part=True, is_likely=short.is_kind)


def _are_swapped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether single words changed places around others: “modernizarea A și extinderea B”, “extinderea A și …”."""
    moved = [place for place, (ours, theirs) in enumerate(zip(one, other, strict=False)) if ours != theirs]
    return len(one) == len(other) and all(after - before > 1 for before, after in pairwise(moved))


@lru_cache(maxsize=65536)
def _loosely(words: Words) -> Words:
    told = tuple(title_forms.loosely().get(word, word) for word in words.full)
    return read_words(told) if told != words.full else words


def part_of(one: Words, other: Words, slips: int, missing: Sequence[str]) -> Alike | None:
    """Where all that is missing is missing in one of the two, and parts no projects; None otherwise."""
    short, full = sorted((one, other), key=lambda words: len(words.core))
    if not missing or slips > 1 or not _is_enough_left(short, full, len(missing), one.telling & other.telling):
        return None
    if not Counter(map(stem, missing)) <= Counter(full.core) - Counter(short.core):
        return None
    if any((has_digit(word) or is_number(word)) and word in full.numbers for word in missing):
        return None  # and no count of houses or people
    if any(map(is_another_house, missing)):
        return None
    if short.groups and not {group for word in missing if (group := group_of(word))} <= short.groups:
        return None  # “tineri”, “tineri cu dizabilități”
    common = replace(short, telling=one.telling & other.telling)
    names = [word for word in short.full if stem(word) in common.telling and not is_place(word)]
    if len(short.core) < _FEWEST and not names and any(kind_of(word) == HOUSE for word in missing):
        return None  # “Centru de zi și cantină socială Marghita”, “Cantină socială Marghita”
    are_people = all(group_of(word) is not None or says_little(word) for word in missing)
    are_little = all(map(says_little, missing))
    return Alike(
        Likeness.LESS,
        common,
        changes=slips + (1 if names and are_people else len(missing)),
        is_part=True,
        is_likely=short.is_kind,
        says_all=len(names) >= _FEWEST_NAMES or (bool(names) and are_little and len(missing) == 1),
        is_short=len(short.core) < _FEWEST,
    )


def adds_another(full: Title, short: Title) -> bool:
    """Whether the first has another thing beside one that both say: “sănătate și educație”, “educație”."""
    said = full.key.split()
    for place, word in enumerate(said[1:-1], start=1):
        if word == "si":
            here, there = (stem(said[at]) in short.words.core for at in (place - 1, place + 1))
            other = said[place + 1] if here else said[place - 1]
            if here is not there and group_of(other) is None and kind_of(other) != HOPE:
                return True
    return False


def _is_enough_left(short: Words, full: Words, missing: int, telling: frozenset[str]) -> bool:
    """Whether the shorter title has enough of the words; of two or three one must be one that few titles have."""
    size = len(short.core)
    if size < _FEWEST and not (telling and (size > _FEWEST_NAMES or full.core[:size] == short.core)):
        return False
    return size >= _FEWEST_NAMES and (missing <= _MOST_MISSING * len(full.core) or size >= _LONG)

"""Titles of which one is the other without several of its words, and says nothing else: its beginning, its subtitle.

Who leads two projects at one time calls them by other words, not by fewer of the same: “Acces la educație – Slobozia
Bradului” is “Acces la educație pentru copiii din Slobozia Bradului” where lead and years are one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from resolve.title_alike import Alike, Likeness
from resolve.title_kinds import group_of
from resolve.title_numbers import has_digit, is_number
from resolve.title_words import Words, is_another_house, stem

_FEWEST = 4  # words of what is left
_MOST_MISSING = 0.5  # of the words of the longer title
_LONG = 8  # words that are enough, whatever is missing


def part_of(one: Words, other: Words, slips: int, missing: Sequence[str]) -> Alike | None:
    """Where all that is missing is missing in one of the two, and parts no projects; None otherwise."""
    short, full = sorted((one, other), key=lambda words: len(words.core))
    size = len(short.core)
    if not missing or slips > 1 or size < _FEWEST or short.is_kind:
        return None
    if len(missing) > _MOST_MISSING * len(full.core) and size < _LONG:
        return None
    if not Counter(map(stem, missing)) <= Counter(full.core) - Counter(short.core):
        return None
    if any((has_digit(word) or is_number(word)) and word in full.numbers for word in missing):
        return None  # and no count of houses or people
    if any(map(is_another_house, missing)):
        return None
    if any(map(group_of, missing)) and short.groups:
        return None  # “tineri”, “tineri cu dizabilități”
    common = replace(short, telling=one.telling & other.telling)
    return Alike(Likeness.LESS, common, changes=slips + len(missing), is_part=True)

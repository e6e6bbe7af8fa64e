"""Names of leads that are told shortly, misspelt, or by letters of their words."""

import re
from itertools import product

from resolve.lead_names import LOCAL_HEADS, Named, lead_stem
from resolve.name_likeness import may_be_typo

_SHORTEST_GIVEN, _LONGEST_GIVEN = 5, 10  # letters of an acronym that takes two of some words
_FEWEST_GIVING = 3  # words


def is_hospital_told_shortly(ours: Named, theirs: Named) -> bool:
    """Whether a patron is all that one says of a hospital or the like: “Spitalul Obregia”."""
    short, long = sorted((ours, theirs), key=lambda named: len(named.stems))
    is_one_head = short.head == long.head and short.head in LOCAL_HEADS and bool(ours.body.known and theirs.body.known)
    return is_one_head and bool(short.own) and short.stems <= long.stems and short.body.numbers == long.body.numbers


def is_misspelt(ours: Named, theirs: Named) -> bool:
    """Whether a letter of one word is wrong, and all that one alone says beside is a town: “Asociația Sirniia”."""
    if ours.body.known or theirs.body.known:
        return False
    first, second = ours.stems - theirs.stems - ours.places, theirs.stems - ours.stems - theirs.places
    if len(first) != 1 or len(second) != 1:
        return False
    words_of_both = (
        [word for word in named.said if lead_stem(word) in alone] for named, alone in ((ours, first), (theirs, second))
    )
    return any(may_be_typo(*pair) for pair in product(*words_of_both))


def gives(letters: str, said: tuple[str, ...]) -> bool:
    """Whether the letters are the first one or two of each word, its form left out or not: “CREFOP”."""
    if not _SHORTEST_GIVEN <= len(letters) <= _LONGEST_GIVEN:
        return False
    names = [some for some in (said, said[1:]) if _FEWEST_GIVING <= len(some) <= _LONGEST_GIVEN]
    return any(re.fullmatch("".join(f"{word[0]}(?:{word[1:2]})?" for word in some), letters) for some in names)

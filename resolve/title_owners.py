"""Titles that end with who leads: the hospital itself leaves out “… a Spitalului Municipal Caracal”."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import product

from resolve.place_forms import counties_of_town
from resolve.project_leads import Lead
from resolve.spelling import folded, words
from resolve.title_alike import Alike, Likeness
from resolve.title_likeness import alike
from resolve.title_reductions import says_place, unplaced
from resolve.title_words import read_words
from resolve.titles import Title

_FEWEST = 2  # words of what is left


def without_owner(one: Iterable[Title], other: Iterable[Title], leads: Iterable[Lead]) -> Alike | None:
    """The likeness of titles of which one is the other and words of the name of who leads both; None for others."""
    owner = frozenset().union(*(_stems(lead.name) for lead in leads))
    found = _without_seat(one, other, owner) or _without_seat(other, one, owner)
    if found is not None:
        return found
    for ours, theirs in product(one, other):
        short, full = sorted((ours.words, theirs.words), key=lambda said: len(said.core))
        size = len(short.core)
        is_beginning = _FEWEST <= size < len(full.core) and full.core[:size] == short.core
        if is_beginning and short.numbers == full.numbers and owner.issuperset(full.core[size:]):
            return Alike(Likeness.NAME, short, is_likely=True)
    return None


def _without_seat(one: Iterable[Title], other: Iterable[Title], owner: frozenset[str]) -> Alike | None:
    """Alike without the town or sector that the first names last, which is that of who leads: “…, Sector 6”."""
    for full, short in product(one, other):
        left = unplaced(full)
        if left is None or says_place(short, left[1]) or not owner.issuperset(_stems(left[1])):
            continue
        found = alike(left[0], short)
        if found is not None and found.likeness is not Likeness.LESS:
            return replace(found, is_likely=True, changes=1, of_town=counties_of_town(left[1]))
    return None


@lru_cache(maxsize=65536)
def _stems(name: str) -> frozenset[str]:
    return frozenset(read_words(tuple(words(folded(name)))).core)

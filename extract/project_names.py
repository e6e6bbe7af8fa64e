"""Names of projects in bulk: which names are one project's, and where a text speaks them; in linear time.

Not a component: `extract.projects` asks it. Names are normalised: folded words with one blank between.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from rapidfuzz import fuzz

_SAME_TITLE = 91  # of 100; titles that differ by an ending or a lost diacritic, not by a word
_SAME_WORD = 60  # of 100
_FEW = 150  # names; among more, only those that share a first or a last word are compared letter by letter
_LONGEST_NAME = 60  # words; a longer name is nobody's short form
_WIDEST_GAP = 4  # characters between two words of a name
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")

Key = tuple[str, tuple[str, ...]]
"""A name, or its edge, with the numbers that the whole name holds."""


class KnownNames:
    """The names known so far, each with the number of its project; finds the project of a new name."""

    def __init__(self) -> None:
        self._project: dict[str, int] = {}
        self._heads: dict[str, int] = {}  # what a name begins with, by words -> the first such project
        self._tails: dict[Key, int] = {}
        self._alike: dict[Key, dict[str, int]] = {}

    def add(self, name: str, project: int) -> None:
        """Know one more name of a project."""
        if name in self._project:
            return
        self._project[name] = project
        numbers = _numbers(name)
        for head, tail in _edges(name):
            self._heads[head] = min(self._heads.get(head, project), project)
            self._tails[tail, numbers] = min(self._tails.get((tail, numbers), project), project)
        for key in _likeness_keys(name, numbers):
            names = self._alike.setdefault(key, {})
            if len(names) < _FEW:
                names[name] = project

    def project(self, name: str) -> int | None:
        """The first project with the same name, one that it is a part of at its edge, or nearly the same spelling."""
        if name in self._project:
            return self._project[name]
        numbers = _numbers(name)
        found = [self._heads.get(name), self._tails.get((name, numbers))]
        for head, tail in _edges(name):
            found.append(self._project.get(head))
            if _numbers(tail) == numbers:
                found.append(self._project.get(tail))
        best = min((project for project in found if project is not None), default=None)
        for other, project in self._near(name, numbers):
            if (best is None or project < best) and _same_spelling(name, other):
                best = project
        return best

    def _near(self, name: str, numbers: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        if len(self._project) <= _FEW:
            yield from self._project.items()
            return
        for key in _likeness_keys(name, numbers):
            yield from self._alike.get(key, {}).items()


def _numbers(name: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(name))


def _edges(name: str) -> Iterator[tuple[str, str]]:
    """As many words of the name's beginning as of its end, for every count but all of them."""
    words = name.split()
    for count in range(1, min(len(words), _LONGEST_NAME)):
        yield " ".join(words[:count]), " ".join(words[-count:])


def _likeness_keys(name: str, numbers: tuple[str, ...]) -> tuple[Key, ...]:
    words = name.split()
    return (("^" + words[0], numbers), (words[-1] + "$", numbers)) if words else ()


def _same_spelling(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if _numbers(short) != _numbers(long) and not long.startswith(short):
        return False
    if fuzz.ratio(one, other, score_cutoff=_SAME_TITLE) < _SAME_TITLE:
        return False
    words, others = one.split(), other.split()
    # Not “Casa Fagul” and “Casa Arțarul”: each has a word that is no spelling of one of the other's.
    return not (_has_its_own(words, others) and _has_its_own(others, words))


def _has_its_own(words: list[str], others: list[str]) -> bool:
    known = set(others)
    return any(word not in known and all(fuzz.ratio(word, o) < _SAME_WORD for o in others) for word in words)


def places_of(names: dict[str, list[int]], folded: str) -> dict[int, set[tuple[int, int]]]:
    """Where a folded text speaks each name, by the numbers that the names stand for."""
    tree: dict[str, Any] = {}  # word -> tree of what follows; "" -> the name that ends here
    for name in names:
        branch = tree
        for word in name.split()[:_LONGEST_NAME]:
            branch = branch.setdefault(word, {})
        if len(name.split()) <= _LONGEST_NAME:
            branch[""] = name
    words = [match.span() for match in _WORD.finditer(folded)] if tree else []
    found = [
        (name, start, end)
        for index, (start, _) in enumerate(words)
        if folded[slice(*words[index])] in tree
        for name, end in _spoken(tree, folded, words, index)
    ]
    places: dict[int, set[tuple[int, int]]] = {}
    for name, spoken in groupby(sorted(found), key=itemgetter(0)):
        last = 0
        for _, start, end in spoken:
            if start >= last:
                last = end
                for project in names[name]:
                    places.setdefault(project, set()).add((start, end))
    return places


def _spoken(tree: dict[str, Any], folded: str, words: list[tuple[int, int]], index: int) -> Iterator[tuple[str, int]]:
    """The names that begin at a word, with their ends."""
    branch, last = tree, words[index][0]
    for start, end in words[index : index + _LONGEST_NAME]:
        if start - last > _WIDEST_GAP or (following := branch.get(folded[start:end])) is None:
            return
        branch, last = following, end
        if "" in branch:
            yield branch[""], end

"""A slip of the pen in the first word of a name, which says what the body is: “Primrăiei”, “Diretciei”, “Asocaiția”."""

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resolve.grammar import heads, nominative
from resolve.spelling import folded
from romanian.body_words import forms, words
from romanian.vocabulary import is_word

_SHORTEST = 6  # letters of a word that may have one wrong
_FIRST = re.compile(r"[^\W\d_]+")


def mended(name: str) -> str | None:
    """The name with its first word put right, folded; None where nothing is wrong with it, or it can't be told."""
    first = _FIRST.match(name.strip())
    head = _meant(folded(first.group())) if first is not None else None
    return None if head is None or first is None else head + name.strip()[first.end() :]


@lru_cache(maxsize=65536)
def _meant(word: str) -> str | None:
    if len(word) < _SHORTEST or word in _heads() or is_word(word):
        return None
    if (read := word.replace("rn", "m")) in _heads():  # “Prirnăria”
        return nominative([read])[0]
    near = {head for head, _, _ in process.extract(word, _heads(), scorer=OSA.distance, score_cutoff=1, limit=5)}
    meant = {nominative([head])[0] for head in near}
    return meant.pop() if len(meant) == 1 else None


@cache
def _heads() -> frozenset[str]:
    listed = (*heads(), *forms(), *words("local_heads"), "primarul", "primarului")
    return frozenset(word for word in listed if len(word) >= _SHORTEST)

"""Blanks that are missing from a name or too many: “șiProtecția”, “Generalăde”, “F U N D A Ț I A”."""

import re
from functools import lru_cache

from resolve.grammar import heads
from resolve.name_letters import exists
from resolve.spelling import folded
from resolve.spelling import words as words_in
from romanian.body_words import forms
from romanian.body_words import words as words_of

_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\s+){4,}[^\W\d_](?![^\W_])")
_CAMEL = re.compile(r"(?<![^\W_])([^\W\d_]+?[a-zăâîșțşţ])(?=[A-ZĂÂÎȘȚŞŢ][a-zăâîșțşţ]{2})")
_LITTLE = frozenset({"a", "al", "de", "si", "din", "cu", "la", "in", "pentru", "prin", "privind"})
_NEVER_GLUED = frozenset({"a", "al", "la", "in"})  # before a capital: names of firms and of things begin so
_SHORTEST = 5  # letters of a word before a capital
_LONGEST_WORD, _MOST_GLUED = 24, 120


def regapped(name: str) -> str:
    """The name with letters that stand apart closed up, and words that a capital begins parted from a word before."""
    text = _SPACED.sub(lambda found: _closed_up(found[0]), name)
    return _CAMEL.sub(lambda found: f"{found[0]} " if _is_ordinary(folded(found[0])) else found[0], text)


def _closed_up(letters: str) -> str:
    words = ["".join(part.split()) for part in re.split(r"\s{2,}", letters)]
    if len(words) > 1:
        return " ".join(words)
    for end in range(len(words[0]) - 1, _SHORTEST, -1):
        if folded(words[0][:end]) in heads() | forms().keys():
            return f"{words[0][:end]} {words[0][end:]}"
    return words[0]


def _is_ordinary(word: str) -> bool:
    if word in _LITTLE - _NEVER_GLUED:
        return True
    return len(word) >= _SHORTEST and (word in heads() or word in forms() or word in words_of("common"))


def unglued(text: str) -> str:
    """The words, folded, with each that is none parted into words; to look for bodies that are known."""
    return " ".join(part for word in words_in(folded(text)) for part in _parts(word))


@lru_cache(maxsize=8192)
def _parts(word: str) -> tuple[str, ...]:
    """The fewest words that make up this one, itself where there are none or it is one."""
    if len(word) < _SHORTEST + 1 or len(word) > _MOST_GLUED or _is_part(word):
        return (word,)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            before = best[start]
            if before is None or not _is_part(word[start:end]):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, word[start:end])
    return best[-1] or (word,)


def _is_part(word: str) -> bool:
    return word in _LITTLE or exists(word)

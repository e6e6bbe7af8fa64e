"""The words of a name without their inflection: “Protecției”, “protecția” and “protecție” are one word.

Only for comparing: a stem is no word, and words of one stem may differ in meaning (“Casa Speranței”, “Casa Speranța”).
"""

from collections.abc import Iterable
from functools import cache, lru_cache

from romanian.body_words import words as words_of

LITTLE = words_of("little")
"""Words that names lose and gain without meaning another body."""

_ENDINGS = (
    "ilor", "elor", "ului", "iile", "iei", "lor", "ile", "ele", "lui", "ii", "ei", "ul", "ia", "ie", "ea", "a", "e",
    "i", "u", "s",
)  # fmt: skip
_SHORTEST = 4  # letters that a stem has at least


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The folded word without its ending; short words stay whole."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def content(words: Iterable[str]) -> list[str]:
    """The words that carry meaning."""
    return [word for word in words if word not in LITTLE]


@cache
def _common() -> frozenset[str]:
    return frozenset(map(stem, words_of("common")))


def rare(words: Iterable[str]) -> list[str]:
    """The words that not very many names have."""
    return [word for word in words if stem(word) not in _common()]


def stems(words: Iterable[str]) -> tuple[str, ...]:
    """The stems of the words that carry meaning."""
    return tuple(stem(word) for word in content(words))

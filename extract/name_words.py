"""The words that names of organisations hold, end at or never begin with: the lexicon `name_words`, by the word.

Not a component: whoever reads a name word by word asks it. Every word is given folded.
"""

import re
from functools import lru_cache

from romanian import lexicon
from romanian.fold import fold
from romanian.siruta import gazetteer


@lru_cache(maxsize=16)
def _pattern(entry_id: str) -> re.Pattern[str]:
    return re.compile("|".join(e.pattern for e in lexicon.load("name_words") if e.id == entry_id))


def is_word(entry_id: str, word: str) -> bool:
    """Whether a word is one of those that the entries with this id list."""
    return _pattern(entry_id).fullmatch(word) is not None


def is_given_name(word: str) -> bool:
    """Whether a word is a first name, in its own form or a woman's genitive: “Oana”, “Oanei”."""
    own = word[:-2] + "a" if word.endswith("ei") else word
    return is_word("given-name", word) or is_word("given-name", own)


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    return {e.pattern: e.name or "" for e in lexicon.load("name_words") if e.id == "adjective"}


@lru_cache(maxsize=1)
def _feminine() -> frozenset[str]:
    return frozenset(fold(name) for name in _adjectives().values())


def is_adjective(word: str) -> bool:
    """Whether a word is one of the adjectives that stand between a head and its name: “națională”, “umanitară”."""
    return word in _feminine()


def from_genitive(word: str) -> str | None:
    """The feminine adjective that a genitive is of: “nationale” gives “Națională”; None for another word."""
    front, dash, last = word.rpartition("-")  # “româno-americane”
    found = _adjectives().get(word)
    return f"{front}-{inner.lower()}" if found is None and dash and (inner := _adjectives().get(last)) else found


def is_place(word: str) -> bool:
    """Whether a locality, a county or a country bears a word, written with its capital, as its name."""
    return bool(gazetteer().named(word)) or gazetteer().county(word) is not None or is_word("country", fold(word))

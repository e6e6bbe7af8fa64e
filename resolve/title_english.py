"""Titles in English: which are, and what their words are in Romanian (`romanian/translations.toml`)."""

import re
from collections.abc import Sequence
from functools import lru_cache

from resolve.title_words import is_place
from romanian.translations import translations

ENGLISH = frozenset(
    ("the", "of", "for", "and", "with", "from", "by", "our", "to", "at", "on", "their", "its", "is", "are")
)
"""Little words of English alone."""

ROMANIAN = frozenset(
    ("de", "din", "pentru", "la", "cu", "si", "prin", "un", "al", "ale", "cei", "pe", "sa", "in", "spre", "fara")
)
"""Little words of Romanian."""

FILLERS = frozenset(
    re.findall(
        r"\w+",
        """
        county judetul judetului area areas zona zone mediul mediu type tip based people persons person persoane
        persoanelor oameni oamenii aflati aflate aflat situatie situatii mai more better level nivel nivelul prin
        through cadrul within care who project proiect program programme
        """,
    )
)
"""Words of both languages that a translation has or leaves out."""

_IN_BOTH = frozenset(("in",))
_HALF = 0.5  # of the words of a title in English


@lru_cache(maxsize=65536)
def is_english(key: str) -> bool:
    """Whether most words of a title are English ones, and none little ones of Romanian."""
    said = [word for word in key.split() if len(word) > 1 and not word.isdigit()]
    if not ROMANIAN.isdisjoint(set(said) - _IN_BOTH):
        return False
    telling = [word for word in said if not is_place(word)]
    english = [word for word in telling if word in ENGLISH or word not in translations().get(word, (word,))]
    return bool(english) and len(english) >= _HALF * len(telling)


def in_romanian(words: Sequence[str]) -> tuple[str, ...]:
    """The words of an English title, each as the first that stands for it; those that say nothing are left out."""
    said = (word for word in words if word not in ENGLISH and word not in FILLERS and len(word) > 1)
    return tuple(translations().get(word, (word,))[0] for word in said)

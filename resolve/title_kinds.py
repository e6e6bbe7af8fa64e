"""What the words of titles speak of: a house, a service, hope, people; most words speak of none of these.

`lexicon/plain_title_words.toml` lists the words.
"""

import re
from functools import cache, lru_cache

from romanian import lexicon

GROUP = "group:"
HOPE, EMPTY, HOUSE, PHASE = "hope", "empty", "house", "phase"


def is_common(word: str) -> bool:
    """Whether many titles have this folded word."""
    return kind_of(word) is not None


def says_little(word: str) -> bool:
    """Whether a title means the same without this folded word: “servicii (sociale) integrate”."""
    return kind_of(word) in ("service", "link", "empty")


def group_of(word: str) -> str | None:
    """The people whom a folded word names, or None."""
    kind = kind_of(word)
    return kind.removeprefix(GROUP) if kind is not None and kind.startswith(GROUP) else None


@lru_cache(maxsize=65536)
def kind_of(word: str) -> str | None:
    """What a folded word speaks of: “house”, “group:children”; None where it is on no list."""
    found = None
    for kind, pattern in _kinds():
        if pattern.fullmatch(word):
            if kind.startswith(GROUP):
                return kind
            found = found or kind
    return found


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry.id, re.compile(entry.pattern)) for entry in lexicon.load("plain_title_words"))

"""The groups of people and bodies that figures count: what the lexicon's words say about their categories.

Not a component: the forms of a figure and its status both read cues of the lexicon through `pattern`.
"""

import re
from functools import lru_cache

from romanian import lexicon

_CATEGORIES = (
    "children", "youth", "families", "parents_carers", "adults", "women", "elderly",
    "people_with_disabilities", "victims_of_violence", "roma", "homeless", "migrants_refugees",
    "unemployed", "specialists", "volunteers", "participants", "institutions", "communities", "households",
    "people",
)  # fmt: skip


@lru_cache(maxsize=32)
def pattern(name: str, *kinds: str, entry_id: str | None = None) -> re.Pattern[str]:
    """The entries of a lexicon that have one of these kinds (and this id), as one bounded expression."""
    parts = [e.pattern for e in lexicon.load(name) if e.kind in kinds and (entry_id is None or e.id == entry_id)]
    return re.compile(lexicon.bounded("|".join(parts)))


@lru_cache(maxsize=4096)
def categories_of(words: str, *kinds: str) -> frozenset[str]:
    """The categories that folded words state, from the lexicon entries of these kinds."""
    return frozenset(e.id for e in lexicon.load("groups") if e.kind in kinds and e.regex.search(words))


@lru_cache(maxsize=4096)
def head_categories(words: str) -> frozenset[str]:
    """The categories of a counted noun by its first words: “consilieri școlari” are no children."""
    return frozenset(e.id for e in lexicon.load("groups") if e.kind == "noun" and e.regex.match(words))


def in_order(categories: frozenset[str]) -> tuple[str, ...]:
    """Categories in the schema's order; `people` only when there is no other."""
    telling = categories - {"people"}
    return tuple(c for c in _CATEGORIES if c in telling) or ("people",)

"""Acronyms of public bodies and funds that mean one thing all over Romanian public writing, folded.

Only what is unambiguous at the head of a name: “CJ Cluj” is a county council, while an NGO's own acronym is
known from its own page alone.
"""

from functools import cache

from romanian import lexicon
from romanian.fold import fold

_FILES = ("acronyms", "short_forms")


@cache
def acronyms() -> dict[str, str]:
    """The folded long form of each folded acronym, from the lexicon."""
    return {entry.id: fold(entry.name) for name in _FILES for entry in lexicon.load(name) if entry.name}

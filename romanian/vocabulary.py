"""Words that exist: to tell a slip of the pen (“Filantrpia”) from another word (“Paradis”, not “Parada”).

`vocabulary.toml` has forms of ordinary Romanian words and words that organisations are named after, of four letters or
more; to these come the names of places (SIRUTA). It is far from all words: what is not there may be one.
"""

import tomllib
from functools import cache
from pathlib import Path

from romanian.siruta import gazetteer


@cache
def listed_words() -> frozenset[str]:
    """The folded words of the list alone."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(table["words"].split())


@cache
def _words() -> frozenset[str]:
    return listed_words() | gazetteer().words()


def is_word(word: str) -> bool:
    """Whether a folded word is known to be one."""
    return word in _words()

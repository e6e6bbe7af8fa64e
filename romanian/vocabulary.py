"""Words that exist: to tell a slip of the pen (“Filantrpia”) from another word (“Paradis”, not “Parada”).

`words.txt` has forms of ordinary Romanian words and words that NGOs are named after, folded, four letters or more, one
a line; to these come the names of places (SIRUTA). It is far from all words: what is not there may be one.
"""

from functools import cache
from pathlib import Path

from romanian.siruta import gazetteer


@cache
def _words() -> frozenset[str]:
    listed = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
    return frozenset(listed) | gazetteer().words()


def is_word(word: str) -> bool:
    """Whether a folded word is known to be one."""
    return word in _words()

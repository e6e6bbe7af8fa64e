"""Lines of print to running text: what a hyphen at the end of a line means in Romanian."""

import re

SOFT = "\u00ad"
"""At the end of a line: PDFium saw a word broken there."""

# What a hyphen may follow at the end of a line without breaking a word: “într-un”, “s-a”, “ex-ministru”.
_CLITICS = frozenset(["într", "intr", "dintr", "printr", "s", "ș", "i", "l", "m", "n", "v", "p", "c", "d", "ex"])
_SIGNS = ("-", SOFT)
_LAST_WORD = re.compile(r"(\w+)[-\u00ad]$")
_LONGEST_WORD = 60  # characters: looking further back takes the square of a paragraph


def join(current: str, following: str) -> str:
    """`current` and the line after it: a broken word mended, “Cluj-Napoca”, “2014-2020” and “într-un” kept."""
    before, between = seam(current, following)
    return before + between + following


def seam(current: str, following: str) -> tuple[str, str]:
    """What stays of `current` before the line `following`, and what stands between them."""
    broken = current[-1:] in _SIGNS and _LAST_WORD.search(current, max(len(current) - _LONGEST_WORD, 0))
    if not broken:
        return current.rstrip(SOFT), " "
    if not following[:1].islower() or broken.group(1).lower() in _CLITICS:
        return current[:-1], "-"
    return current[:-1], ""

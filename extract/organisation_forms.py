"""An organisation's forms: the nominative out of the genitive, in the document's spelling; its acronym in a text."""

import re
from collections.abc import Collection, Iterator

from extract.name_words import from_genitive
from romanian.fold import fold
from romanian.lexicon import Entry

_CAPITAL = re.compile(r"(?<![\w-])[A-Z]")
_IN_WORD = re.compile(r"\w")


def nominative(name: str, head: Entry, *, accents: bool) -> str:
    """The name's own form: “Agenției Naționale pentru Romi” -> “Agenția Națională pentru Romi”.

    `accents` says whether the document writes diacritics; what is put in follows it, and the capitals.
    """
    words = re.split(r"(\s+)", name)
    own = (head.name or name).split()[0]
    if fold(words[0]) == fold(own) or head.kind == "acronym":
        return name[:1].upper() + name[1:]
    words[0] = dressed(own, words[0], accents=accents)
    for index in range(2, len(words), 2) if own.endswith("a") else ():
        adjective = from_genitive(fold(words[index]))
        if adjective is None:
            break
        words[index] = dressed(adjective, words[index], accents=accents)
    result = "".join(words)
    return result[:1].upper() + result[1:]


def dressed(word: str, like: str, *, accents: bool) -> str:
    """A word from our tables, with the diacritics and the capitals of the document."""
    if not accents:
        word = "".join(dict(zip("ăâîșțĂÂÎȘȚ", "aaistAAIST", strict=True)).get(c, c) for c in word)
    if like.isupper() and len(like) > 1:
        return word.upper()
    if "-" in word and fold(word).split("-")[0] == fold(like).split("-")[0]:  # Româno-Americane keeps its first half
        front, (old, new) = like.rpartition("-")[0], (like.rpartition("-")[2], word.rpartition("-")[2])
        return f"{front}-{new.capitalize() if old[:1].isupper() else new.lower()}"
    return word if like[:1].isupper() else word.lower()


def acronyms_in(plain: str, acronyms: Collection[str]) -> Iterator[tuple[str, int]]:
    """Where a text writes acronyms as whole words, the longest first, without overlap."""
    lengths = sorted({len(acronym) for acronym in acronyms}, reverse=True)
    behind = 0
    for capital in _CAPITAL.finditer(plain):
        start = capital.start()
        if start < behind:
            continue
        for length in lengths:
            acronym = plain[start : start + length]
            if acronym in acronyms and _IN_WORD.match(plain, start + length) is None:
                yield acronym, start
                behind = start + length
                break

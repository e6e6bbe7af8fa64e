"""Words in the spelling of before 1993, without their diacritics: “Sincraiu” is “Sâncraiu”, “Zimbetul” is “Zâmbetul”.

With diacritics the old î tells itself (`resolve.spelling.folded`); an i may be any, so that only a word that is none,
and with one i as a is one, is taken for it. Source: decision of the Romanian Academy of 17 February 1993.
"""

from functools import cache, lru_cache

from romanian.fold import fold
from romanian.siruta import gazetteer
from romanian.vocabulary import is_word

_SHORTEST = 5  # letters


@lru_cache(maxsize=65536)
def modern(word: str) -> str:
    """The folded word in today's spelling, itself where it is no old one."""
    if len(word) < _SHORTEST or "i" not in word[1:-1]:
        return word
    if (place := _places().get(word)) is not None:
        return place
    if is_word(word) or word in _today():
        return word
    meant = {other for at in range(1, len(word) - 1) if word[at] == "i" and is_word(other := _with_a(word, at))}
    return meant.pop() if len(meant) == 1 else word


def _with_a(word: str, at: int) -> str:
    return f"{word[:at]}a{word[at + 1 :]}"


@cache
def _today() -> frozenset[str]:
    """The words of all places as they are written now, folded."""
    return frozenset(
        part for unit in gazetteer().codes.values() for part in fold(unit.capitals).replace("-", " ").split()
    )


@cache
def _places() -> dict[str, str]:
    """Words of places by their old spelling, where that is no word of a place now."""
    found: dict[str, str] = {}
    for unit in gazetteer().codes.values():
        if "Â" in unit.capitals:
            old, new = (
                fold(name).replace("-", " ").split() for name in (unit.capitals.replace("Â", "Î"), unit.capitals)
            )
            found.update(zip(old, new, strict=True))
    return {old: new for old, new in found.items() if old != new and old not in _today()}

"""Places in a title as they are compared: “în satul Lunca, comuna Lunca” is “în Lunca”."""

from collections.abc import Sequence

from resolve.title_words import is_place

_LEVELS = (
    dict.fromkeys(("sat", "satul", "satului"), "village")
    | dict.fromkeys(("localitatea", "localitatii", "loc", "uat"), "")
    | dict.fromkeys(("com", "comuna", "comunei"), "commune")
    | dict.fromkeys(("oras", "orasul", "orasului", "mun", "municipiul", "municipiului"), "town")
)
_FEWEST = 4  # words of a title that is cut off
_LONGEST = 3  # words of a place
_SECTORS = ("sector", "sectorul", "sectorului", "sect")  # of Bucharest alone
_BETWEEN = ("din", "in", "la", "si")


def without_levels(said: Sequence[str], *, is_cut: bool = False) -> tuple[str, ...]:
    """Folded words without what sort of place a place is, and without a place that stands twice in a row.

    Where the end is cut off the place may be, too, or the word before it: “din municipiul Med…”.
    """
    if is_cut and len(said) > _FEWEST and len(said[-1]) > 2 and any(level.startswith(said[-1]) for level in _LEVELS):
        said = said[:-1]
    elif is_cut and len(said) > _FEWEST and said[-2] in _LEVELS:
        said = (*said[:-2], said[-1])
    rest: list[str] = []
    place = 0
    while place < len(said):
        if said[place] == "uat" and not _LEVELS.keys().isdisjoint(said[place + 1 : place + 2]):
            place += 1  # “UAT comuna Sadova”
            continue
        length = _length_of_place(said[place + 1 :]) if said[place] in _LEVELS else 0
        if not length:
            rest.append(said[place])
            is_sector = said[place].isdigit() and said[place - 1] in _SECTORS and place > 0
            place += 1 + (is_sector and said[place + 1 : place + 2] == ("bucuresti",))
            continue
        named = list(said[place + 1 : place + 1 + length])
        place += 1 + length
        before = [word for word in rest[-length - 1 :] if word not in _BETWEEN]
        if before[-length:] != named:
            rest += named
    return tuple(rest)


def called(said: Sequence[str], level: str) -> frozenset[str]:
    """The places that folded words call so: “village”, “commune” or “town”."""
    found = (place + 1 for place, word in enumerate(said) if _LEVELS.get(word) == level)
    return frozenset(" ".join(said[start : start + _length_of_place(said[start:])]) for start in found) - {""}


def _length_of_place(words: Sequence[str]) -> int:
    """Of how many words the place is made with which these begin, 0 where they begin with none."""
    longest = min(_LONGEST, len(words))
    return next((n for n in range(longest, 0, -1) if is_place(" ".join(words[:n]))), 0)

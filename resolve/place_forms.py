"""Names of places as titles write them: in the genitive, as before 1993, and towns by a part of their names."""

from functools import cache, lru_cache

from romanian import siruta

_LANDS = ("moldova", "dobrogea", "bucovina", "oltenia", "transilvania", "ardeal", "banat", "crisana", "muntenia")
_LONGEST = 3  # words of a town's name


@lru_cache(maxsize=65536)
def place_of(word: str) -> str | None:
    """The folded name of the county, town or land that a folded word names in another form; None for all others.

    “Sibiului” is Sibiu, “Brăilei” Brăila; “Tirnaveni”, the old spelling without its signs, is Târnăveni.
    """
    if word in _genitives():
        return _genitives()[word]
    county = siruta.gazetteer().county(word)
    units = (county,) if county else siruta.gazetteer().named(word)
    today = {siruta.key(unit.capitals) for unit in units}
    return today.pop() if len(today) == 1 and word not in today and " " not in max(today) else None


def rest_of_town(words: tuple[str, ...], place: int) -> range:
    """The places of the words of a town's name of several, of which one stands at `place`; empty for all others."""
    for start in range(max(0, place - _LONGEST + 1), place + 1):
        for end in range(min(len(words), start + _LONGEST), max(place, start + 1), -1):
            if " ".join(words[start:end]) in _towns():
                return range(start, end)
    return range(0)


def is_in_long_name(words: tuple[str, ...], place: int) -> bool:
    """Whether a word is one of several that name a place of any size."""
    return any(
        siruta.gazetteer().named(" ".join(words[start:end]))
        for start in range(max(0, place - _LONGEST + 1), place + 1)
        for end in range(max(place, start + 1) + 1, min(len(words), start + _LONGEST) + 1)
    )


@lru_cache(maxsize=4096)
def counties_of_town(name: str) -> frozenset[str]:
    """The counties with a town of this folded name, empty where none has one."""
    units = siruta.gazetteer().named(name)
    return frozenset(unit.county for unit in units if unit.level in ("city", "town"))


@lru_cache(maxsize=4096)
def is_in_name_of_town(word: str) -> bool:
    """Whether the name of a town of several words begins with this folded word: “Roșiori”."""
    return any(name.startswith(f"{word} ") for name in _towns())


@cache
def _towns() -> frozenset[str]:
    return frozenset(name for name in siruta.gazetteer().names(("city", "town")) if " " in name)


@cache
def _genitives() -> dict[str, str]:
    """Names of counties, towns and lands by their genitives. Source: Gramatica limbii române, I, proper nouns."""
    register = siruta.gazetteer()
    names = (*register.names(("city", "town")), *register.counties, *_LANDS)
    found = {form: name for name in names if " " not in name for form in _forms(name)}
    return {form: name for form, name in found.items() if form not in names and not register.named(form)}


def _forms(name: str) -> tuple[str, ...]:
    if name.endswith("ea"):
        return (f"{name[:-2]}ei",)
    if name.endswith("a"):
        return (f"{name[:-1]}ei",)
    if name.endswith("u"):
        return (f"{name}lui",)
    return (f"{name}ului", f"{name[:-1]}ului") if name.endswith("i") else (f"{name}ului",)

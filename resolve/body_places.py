"""The place that the name of a public body ends with: a county, a sector of Bucharest, a town or commune.

A body of a county is named after the county or, loosely, after its seat; one of a town after a unit of SIRUTA.
"""

import re
from dataclasses import dataclass
from functools import cache

from resolve.name_stems import LITTLE
from romanian.counties import counties
from romanian.fold import fold
from romanian.siruta import Unit, gazetteer

CAPITAL = "București"
_FILLERS = LITTLE | {"romania"}
_COUNTY_WORDS = frozenset({"judetul", "judetului", "judet", "jud", "county"})
_SECTOR = re.compile(r"\b sector (?:ul|ului)? \ ([1-6]) \b", re.VERBOSE)
_TAIL = re.compile(r"\b (?: judetul (?:ui)? | jud | county ) \ (?P<county> [\w\ ]+ ) $", re.VERBOSE)
_LEVELS = {
    "comuna": "commune", "comunei": "commune", "com": "commune", "commune": "commune", "village": "commune",
    "orasul": "town", "orasului": "town", "oras": "town", "or": "town", "town": "town",
    "municipiul": "city", "municipiului": "city", "mun": "city", "municipality": None, "city": None,
}  # fmt: skip
_ADMINISTERED = ("city", "town", "commune")


@dataclass(frozen=True, slots=True)
class Place:
    """What a name says of its place; `key` is "" where it says nothing."""

    key: str
    county: str | None = None  # without “județul”
    level: str | None = None
    known: bool = True  # whether the register has it


@cache
def _counties() -> dict[str, str]:
    """County names by their folded words, and by those of the seats that no county has as its name."""
    named = {fold(c.name).replace("-", " "): c.name for c in counties()}
    seats = {fold(c.seat).replace("-", " "): c.name for c in counties()}
    joined = {words.replace(" ", ""): name for words, name in named.items()}
    return {**seats, **joined, **named, "bistrita": "Bistrița-Năsăud", "bucharest": CAPITAL}


def find_county(words: str) -> str | None:
    """The county of this folded name, with or without “județul”; also of its seat."""
    rest = ["sfantu" if word == "sf" else word for word in words.split()]  # as keys write every saint
    while rest and (rest[0] in _FILLERS or rest[0] in _COUNTY_WORDS or rest[0] in ("municipiul", "municipiului")):
        rest = rest[1:]
    while rest and (rest[-1] in _COUNTY_WORDS or rest[-1] == "romania"):
        rest = rest[:-1]
    return _counties().get(" ".join(rest))


def place_of_county_body(words: list[str]) -> Place | None:
    """The place in what follows the head of a body of which each county has one; None where it names something else."""
    text = " ".join(words)
    if sector := _SECTOR.search(text):
        return Place(f"sector {sector[1]}", CAPITAL)
    rest = [word for word in words if word not in _FILLERS]
    while rest and rest[0] in _COUNTY_WORDS:
        rest = rest[1:]
    if not rest:
        return Place("")
    county = find_county(" ".join(rest))
    if county is None and (tail := _TAIL.search(text)):
        county = find_county(tail["county"])
    if county is not None:
        return Place(fold(county), county)
    return Place(" ".join(rest), known=False)


def place_of_town_body(words: list[str], level: str | None, site: str | None) -> Place | None:
    """The place of a body of which each town has one; `site` is the county of those who write it."""
    text = " ".join(words)
    if sector := _SECTOR.search(text):
        return Place(f"sector {sector[1]}", CAPITAL)
    county = None
    if tail := _TAIL.search(text):
        county = find_county(tail["county"])
        if county is not None:
            words = text[: tail.start()].split()
    rest = [word for word in words if word not in _FILLERS]
    while rest and rest[0] in _LEVELS:
        level = _LEVELS[rest[0]] or level
        rest = rest[1:]
    while rest and rest[-1] in _LEVELS:
        level = _LEVELS[rest[-1]] or level
        rest = rest[:-1]
    if not rest:
        return Place("", county, level)
    name = " ".join(rest)
    if name in ("bucuresti", "bucharest", "capitalei"):
        return Place(fold(CAPITAL), CAPITAL, "city")
    units = _units(name, level, county)
    if len(units) > 1 and county is None and site is not None:
        units = [unit for unit in units if unit.county == site] or units
    if len(units) > 1 and level is None:  # who means a commune says so
        units = [unit for unit in units if unit.level == "city"] or [u for u in units if u.level == "town"] or units
    if len(units) == 1:
        return Place(f"siruta {units[0].code}", units[0].county, units[0].level)
    spelt = " ".join(filter(None, (level, name, fold(county) if county else None)))
    return Place(spelt, county, level, known=False)


def _units(name: str, level: str | None, county: str | None) -> list[Unit]:
    spelt = re.sub(r"\bsf\b", "sf.", name)  # as keys write every saint
    found = [unit for unit in gazetteer().named(spelt) if unit.level in _ADMINISTERED]
    return [u for u in found if (level is None or u.level == level) and (county is None or u.county == county)]


def is_place(word: str) -> bool:
    """Whether a folded word is the name of a county, a seat, a town, a commune or a village."""
    return word in _counties() or bool(gazetteer().named(word))

"""The place that the name of a public body ends with: a county, a sector of Bucharest, a town or commune.

A body of a county is named after the county or, loosely, after its seat; one of a town after a unit of SIRUTA.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from resolve.name_stems import LITTLE, content
from romanian.body_words import words as words_of
from romanian.counties import counties
from romanian.fold import fold
from romanian.place_names import in_romanian
from romanian.siruta import Level, Unit, gazetteer
from romanian.vocabulary import is_word

CAPITAL = "București"
_FILLERS = LITTLE | {"romania"}
_COUNTY_WORDS = frozenset({"judetul", "judetului", "judet", "jud", "county"})
_SECTOR = re.compile(r"\b sector (?:ul|ului)? \ ([1-6]) \b", re.VERBOSE)
_TAIL = re.compile(
    r"\b (?: (?: din | a ) \ )? (?: judetul (?:ui)? | jud | county ) \ (?P<county> [\w\ ]+ ) $", re.VERBOSE
)
_LEVELS = {
    "comuna": "commune", "comunei": "commune", "com": "commune", "commune": "commune", "village": "commune",
    "orasul": "town", "orasului": "town", "oras": "town", "or": "town", "town": "town",
    "municipiul": "city", "municipiului": "city", "mun": "city", "municipality": None, "city": None,
}  # fmt: skip
_TOWNS = ("city", "town")
_WITHIN = words_of("within")
_TYPO = 6  # letters of a place that may have one wrong
_LEAST_LEFT = 4  # letters that must be left of a place that is cut off
_LONGEST_NAME = 4  # words of a place
_ADMINISTERED: tuple[Level, ...] = ("city", "town", "commune")


@dataclass(frozen=True, slots=True)
class Place:
    """What a name says of its place; `key` is "" where it says nothing."""

    key: str
    county: str | None = None  # without “județul”
    level: str | None = None
    known: bool = True  # whether the register has it
    is_ambiguous: bool = False  # the register has several of the name
    is_typo: bool = False  # the register has it with a letter changed

    @property
    def is_sure(self) -> bool:
        """Whether the name says a place of the register."""
        return self.known and self.key != ""


@cache
def _counties() -> dict[str, str]:
    """County names by their folded words, and by those of the seats that no county has as its name."""
    named = {fold(c.name).replace("-", " "): c.name for c in counties()}
    seats = {fold(c.seat).replace("-", " "): c.name for c in counties()}
    joined = {words.replace(" ", ""): name for words, name in named.items()}
    return {**in_romanian("counties"), **seats, **joined, **named, "bistrita": "Bistrița-Năsăud", "bucharest": CAPITAL}


@cache
def _codes() -> dict[str, str]:
    """Names by the folded codes of number plates: “DGASPC BN”."""
    return {fold(county.code): county.name for county in counties() if len(county.code) > 1}


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
    while rest and rest[0] in _COUNTY_WORDS | _WITHIN:
        rest = rest[1:]
    if not rest:
        return Place("")
    name = " ".join(rest)
    county = find_county(name) or _codes().get(name)
    if county is None and (tail := _TAIL.search(text)):
        county = find_county(tail["county"])
    if county is None:
        county = _county_and_seat(rest)
    if county is not None:
        return Place(fold(county), county)
    if len(rest) > 1 and find_county(rest[-1]) is not None:
        return None  # “Consiliul Județean al Elevilor Cluj”
    if not is_place(name) and (near := _nearly(name, "county")):
        return Place(fold(_counties()[near]), _counties()[near], is_typo=True)
    return Place(name, known=False)


def _county_and_seat(words: list[str]) -> str | None:
    """The county of “Argeș – Pitești” or “Pitești, Argeș”; None where the two are not of one county."""
    for end in range(1, len(words)):
        county = find_county(" ".join(words[:end]))
        if county is not None and county == find_county(" ".join(words[end:])):
            return county
    return None


def place_of_town_body(words: list[str], level: str | None, site: str | None) -> Place | None:
    """The place of a body of which each town has one; `site` is the county of those who write it."""
    text = " ".join(words)
    if sector := _SECTOR.search(text):
        return Place(f"sector {sector[1]}", CAPITAL)
    rest, county = without_county(words)
    while rest and ((told := _level_word(rest[0])) or rest[0] in _FILLERS or rest[0] in _WITHIN):
        level = _LEVELS.get(told or "") or level
        rest = rest[1:]
    while rest and rest[-1] in _LEVELS:
        level = _LEVELS[rest[-1]] or level
        rest = rest[:-1]
    if not rest:
        return Place("", county, level)
    name = " ".join(rest)
    if name in ("bucuresti", "bucharest", "capitalei"):
        return Place(fold(CAPITAL), CAPITAL, "city")
    if county is None and (told := find_county(rest[-1])) and (units := _units(" ".join(rest[:-1]), level, told)):
        return _place(" ".join(rest[:-1]), level, told, units)  # “Ciocănești Suceava”
    units = _units(name, level, county)
    if not units and (romanian := in_romanian("towns").get(name)):
        name, units = romanian, _units(romanian, level, county)
    if not units and county is None:
        name = _without_seat(rest)
        units = _units(name, level, county)
    if units or is_place(name):
        return _place(name, level, county, _of_site(units, level, county, site))
    near = _nearly(re.sub(r"^sf\b", "sfantu", name), "town")
    units = [unit for unit in _units(near, level, county) if site in (None, unit.county)] if near else []
    return replace(_place(name, level, county, _of_site(units, level, county, site)), is_typo=bool(units))


@lru_cache(maxsize=16384)
def _level_word(word: str) -> str | None:
    """The word that says a level, though it have a slip: “muncipiului”."""
    if word in _LEVELS:
        return word
    if len(word) < _TYPO or is_word(word) or is_place(word):
        return None
    near = {known for known in _LEVELS if len(known) >= _TYPO and OSA.distance(word, known, score_cutoff=1) <= 1}
    return min(near) if len({_LEVELS[known] for known in near}) == 1 else None


def _without_seat(words: list[str]) -> str:
    """“Bârcea Mare” of “Bârcea Mare – Deva”: a place without the seat, or the county, that it lies in."""
    for length in range(1, min(_LONGEST_NAME, len(words))):
        name, county = " ".join(words[:-length]), find_county(" ".join(words[-length:]))
        if county and not is_place(" ".join(words)) and any(u.county == county for u in gazetteer().named(name)):
            return name
    return " ".join(words)


def without_county(words: list[str]) -> tuple[list[str], str | None]:
    """The words without “județul X” at their end, and that county, though a letter of it be wrong."""
    text = " ".join(words)
    tail = _TAIL.search(text)
    before = text[: tail.start()].split() if tail else []
    if tail is None or len(content(before)) < 1:
        return list(words), None
    county = find_county(tail["county"])
    if county is None and (near := _nearly(tail["county"], "county")):
        county = _counties()[near]
    return (before, county) if county else (list(words), None)


def _of_site(units: list[Unit], level: str | None, county: str | None, site: str | None) -> list[Unit]:
    """Of several places of one name that of the site's county; else the largest, where no level is said."""
    if len(units) > 1 and county is None and site is not None:
        units = [unit for unit in units if unit.county == site] or units
    if len(units) > 1 and level is None:  # who means a commune says so
        units = [unit for unit in units if unit.level == "city"] or [u for u in units if u.level == "town"] or units
    return units


def _place(name: str, level: str | None, county: str | None, units: list[Unit]) -> Place:
    if len(units) == 1:
        return Place(f"siruta {units[0].code}", units[0].county, units[0].level)
    spelt = " ".join(filter(None, (level, name, fold(county) if county else None)))
    return Place(spelt, county, level, known=False, is_ambiguous=len(units) > 1)


@cache
def _administered() -> tuple[str, ...]:
    """Folded names of all cities, towns and communes."""
    return gazetteer().names(_ADMINISTERED)


@lru_cache(maxsize=16384)
def _nearly(name: str, kind: str) -> str | None:
    """The one place of a kind that is a letter off, or None."""
    if len(name) < (_TYPO - 1 if kind == "county" else _TYPO):
        return None
    choices = tuple(_counties()) if kind == "county" else _administered()
    found = process.extract(name, choices, scorer=OSA.distance, score_cutoff=1, limit=2)
    return found[0][0] if len(found) == 1 else None


def completed(words: list[str], *, county: bool) -> list[str] | None:
    """The words with the county, or the town or commune, written out at whose letters they are cut off.

    None where several places begin so, or none does.
    """
    for length in range(min(_LONGEST_NAME, len(words) - 1), 0, -1):
        begun = " ".join(words[-length:])
        found = {name for name in _names(county=county) if name.startswith(begun)}
        if len(found) == 1 and len(begun) >= _LEAST_LEFT:
            return [*words[:-length], *found.pop().split()]
    return None


@cache
def _names(*, county: bool) -> frozenset[str]:
    names = (fold(c.name) for c in counties()) if county else _administered()
    return frozenset(name.replace("-", " ") for name in names)


def _units(name: str, level: str | None, county: str | None) -> list[Unit]:
    """The cities, towns and communes of this name; towns become cities, so either level finds both."""
    spelt = re.sub(r"\bsf\b", "sf.", name)  # as keys write every saint
    found = [u for u in gazetteer().named(spelt) if u.level in _ADMINISTERED and county in (None, u.county)]
    exact = [unit for unit in found if level in (None, unit.level)]
    return exact or [unit for unit in found if level in _TOWNS and unit.level in _TOWNS]


@lru_cache(maxsize=65536)
def has_namesakes(name: str, county: str | None) -> bool:
    """Whether a city, town, commune or village of this folded name is in the county, and one in another county."""
    if not name or not county:
        return False
    counties = {unit.county for unit in gazetteer().named(re.sub(r"\bsf\b", "sf.", name))}
    return county in counties and len(counties) > 1


@lru_cache(maxsize=65536)
def is_place(word: str) -> bool:
    """Whether a folded word is the name of a county, a seat, a town, a commune or a village."""
    return word in _counties() or bool(gazetteer().named(re.sub(r"\bsf\b", "sf.", word)))

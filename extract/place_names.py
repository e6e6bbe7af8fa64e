"""Names of places as a text writes them: the longest one that the register, or the lexicon of regions, knows.

Not a component: `extract.place_candidates` asks it what begins at a place in the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from extract.reading import Reading
from romanian import lexicon
from romanian.siruta import Unit, gazetteer
from store.records import PlaceKind

T = TypeVar("T")

_LONGEST = 60  # characters
# Ceuașu de Câmpie    Tg. Mureș    Caraș-Severin    23 August    I. L. Caragiale    CÂMPIA TURZII
_NAME = re.compile(
    r"""
    (?: (?:rm|tg|sf|gh|dr|tr)\. [ ]? | \d{1,2} [ ] | [a-z]\. [ ]? (?:[a-z]\. [ ]?)? )?
    (?P<word> [^\W\d_] [\w']{0,30} (?: -[^\W\d_][\w']{0,30} ){0,2} )
    (?: [ ]{1,2} (?: (?: de | din | pe | cu | cel | cea | lui | la | sub ) [ ]{1,2} ){0,2}
        [^\W\d_] [\w']{0,30} (?: -[^\W\d_][\w']{0,30} ){0,2} ){0,4}
    """,
    re.VERBOSE,
)
_WORD_END = re.compile(r"\w(?!\w)")
_GOES_ON = re.compile(r"(?:[ ]{1,2}|-)[A-Z][a-z]")  # Roman Popescu, Alba-Neagră


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One naming, `text[start:end]`. It may be a county, units of the register, a region or a country, or several."""

    start: int
    end: int
    county: Unit | None = None
    units: tuple[Unit, ...] = ()
    other: str | None = None  # name of a region or a country
    other_kind: PlaceKind | None = None
    land: bool = False  # a region that needs no “regiunea” before it

    @property
    def is_town(self) -> bool:
        """Whether a municipality or a town is called so."""
        return any(unit.level in ("city", "town") for unit in self.units)


def county_at(reading: Reading, start: int, limit: int) -> PlaceName | None:
    """The county whose name begins here; Bucharest counts as one in a list of counties."""
    found = _longest(reading, start, limit, lambda name: gazetteer().county(name) or _capital(name))
    if found is None or _continues(reading, start, found[0]):
        return None
    end, unit = found
    if unit is None or unit.level == "county":
        return PlaceName(start, end, county=unit)
    return PlaceName(start, end, units=(unit,))


def name_at(reading: Reading, start: int, limit: int) -> PlaceName | None:
    """Whatever place has the longest name that begins here with a capital."""
    other = other_at(reading, start, limit)
    if other is not None:
        return other
    found = _longest(reading, start, limit, lambda name: (gazetteer().county(name), gazetteer().named(name)))
    if found is None or _continues(reading, start, found[0]):
        return None
    end, (county, units) = found
    return PlaceName(start, end, county=county, units=units)


def other_at(reading: Reading, start: int, limit: int) -> PlaceName | None:
    """The region or the country whose name begins here with a capital."""
    if not reading.plain[start : start + 1].isupper():
        return None
    match = _others().match(reading.folded, start, limit)
    if match is None:
        return None
    entry = lexicon.load("places")[int((match.lastgroup or "e0")[1:])]
    kind: PlaceKind = "country" if entry.id == "country" else "region"
    return PlaceName(start, match.end(), other=entry.name, other_kind=kind, land=entry.kind == "land")


def name_end(reading: Reading, start: int, limit: int) -> int | None:
    """Where the run of capitalised words that begins here ends, known or not; None when there is none."""
    ends = _ends(reading, start, limit)
    return ends[-1] if ends else None


def _longest(reading: Reading, start: int, limit: int, look: Callable[[str], T]) -> tuple[int, T] | None:
    for end in reversed(_ends(reading, start, limit)):
        found = look(reading.text[start:end])
        if found and found != (None, ()):
            return end, found
    return None


def _ends(reading: Reading, start: int, limit: int) -> list[int]:
    """Where a name that begins here may end: after each of its words that has a capital."""
    limit = min(limit, start + _LONGEST)
    head = reading.plain[start : start + 1]
    match = _NAME.match(reading.folded, start, limit) if head.isupper() or head.isdigit() else None
    if match is None:
        return []
    ends = []
    for word in _WORD_END.finditer(reading.folded, start, match.end()):
        begin = word.start()
        while begin > start and reading.folded[begin - 1].isalnum():
            begin -= 1
        if reading.plain[begin].isupper():
            ends.append(word.end())
        elif reading.plain[begin].islower() and reading.folded[begin : word.end()] not in _SMALL:
            break
    return ends


_SMALL = frozenset(("de", "din", "pe", "cu", "cel", "cea", "lui", "la", "sub"))


def _continues(reading: Reading, start: int, end: int) -> bool:
    """A capitalised word right behind makes the name a part of another one; in capitals nobody can tell."""
    if reading.plain[start:end].isupper() and end - start > 1:
        return False
    return _GOES_ON.match(reading.plain, end) is not None


def _capital(name: str) -> Unit | None:
    return next((unit for unit in gazetteer().named(name) if unit.county == unit.name), None)


@cache
def _others() -> re.Pattern[str]:
    entries = enumerate(lexicon.load("places"))
    names = [f"(?P<e{place}>{entry.pattern})" for place, entry in entries if entry.id in ("region", "country")]
    return re.compile(lexicon.bounded("|".join(names)))

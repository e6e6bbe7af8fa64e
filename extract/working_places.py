"""Places in which projects work: localities, counties, regions and countries, with their SIRUTA codes.

Candidates (`extract.place_candidates`) pass the guards (`extract.place_guards`) and are resolved with the register.
A name that several counties have is resolved only by a county that the text names with it or near it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract.organisation_mentions import OrganisationMention
from extract.organisations import find_organisations
from extract.place_candidates import Candidate, find_candidates
from extract.place_guards import Guards
from extract.reading import Reading
from romanian import lexicon
from romanian.siruta import Level, Unit, gazetteer, key
from store.records import Place, Project

# What a noun can mean, in this order: a commune became a town, and pages go on calling it a commune.
_LEVELS: dict[str, tuple[Level, ...]] = {
    "city": ("city", "town"),
    "town": ("town", "city", "commune"),
    "commune": ("commune", "town", "city"),
    "village": ("village", "commune"),
    "sector": ("sector",),
}
_ANY: tuple[Level, ...] = ("city", "town", "commune", "village")
_CONFIDENCE = {"label": 0.9, "bare": 0.7}
_WHOLE = ("commune", "town", "city")
_INSIDE = frozenset((part, whole) for part in ("village", "locality", "bare", "label") for whole in _WHOLE)
_LIST = 20  # members of a list on each side that tell a county
_LONGEST_CHAIN = 60  # names up to the county that follows them
_IN_A_NAME = re.compile(r"[^\W\d_][\w-]*(?: Mare)?$")


def find_places(
    reading: Reading, projects: list[Project], organisations: list[OrganisationMention] | None = None
) -> list[Place]:
    """The places in which projects work, in the order of the text; links come later.

    `organisations` are those that the document names, when they are known already.
    """
    candidates = find_candidates(reading)
    if not candidates:
        return []
    guards = Guards(reading, projects, find_organisations(reading) if organisations is None else organisations)
    near = _Counties(reading, candidates, guards)
    accepted = _accepted(candidates, guards)
    known = {key(_surface(reading, c)): c for c in accepted if c.level not in ("bare", "label") and c.name.units}
    found = []
    for index, candidate in enumerate(candidates):
        if candidate in accepted and (place := _place(reading, candidate, index, near, known)) is not None:
            found.append(place)
    return found


def _accepted(candidates: list[Candidate], guards: Guards) -> dict[Candidate, None]:
    """The candidates that no guard refuses; what belongs to another one shares its lot."""
    accepted: dict[Candidate, None] = {}
    previous: Candidate | None = None
    for candidate in candidates:
        chained = previous is not None and guards.continues(previous, candidate)
        alone = not chained or guards.in_a_name(candidate)
        if not guards.refuses(candidate) if alone else previous in accepted:
            accepted[candidate] = None
        previous = candidate
    return accepted


class _Counties:
    """Which county the text names with a candidate, or near it."""

    def __init__(self, reading: Reading, candidates: list[Candidate], guards: Guards) -> None:
        self._reading = reading
        self._candidates = candidates
        self._guards = guards
        self._by_sentence: defaultdict[int, set[str]] = defaultdict(set)
        self._by_block: defaultdict[int, set[str]] = defaultdict(set)
        self._all: set[str] = set()
        named = [(c.start, c.name.county.county) for c in candidates if c.name.county]
        for place, county in [*named, *self._in_organisations()]:
            self._by_sentence[reading.sentence_index(place)].add(county)
            self._by_block[reading.block_index(place)].add(county)
            self._all.add(county)

    def _in_organisations(self) -> Iterable[tuple[int, str]]:
        for mention in self._guards.organisations:
            last = _IN_A_NAME.search(mention.name)
            county = gazetteer().county(last.group()) if last else None
            if county is not None:
                yield mention.start, county.county

    def stated(self, index: int) -> str | None:
        """The county at the end of the candidate's own chain: “A, B și C din județul D”."""
        for place in range(index + 1, min(index + _LONGEST_CHAIN, len(self._candidates))):
            previous, candidate = self._candidates[place - 1], self._candidates[place]
            if not self._guards.continues(previous, candidate):
                return None
            if candidate.name.county is not None and not candidate.name.is_town:
                return candidate.name.county.county
            if candidate.head and (previous.level, candidate.level) not in _INSIDE:
                return None  # “din orașul A, din comuna B (județul C)”
        return None

    def parents(self, index: int) -> frozenset[int]:
        """Codes of what the text says the candidate lies in: “satul A, comuna B”, “comuna B, satul A”."""
        previous, candidate = self._candidates[index - 1], self._candidates[index]
        if index and (candidate.level, previous.level) in _INSIDE and self._guards.continues(previous, candidate):
            return frozenset(unit.code for unit in previous.name.units)
        for place in range(index + 1, min(index + _LONGEST_CHAIN, len(self._candidates))):
            previous, candidate = self._candidates[place - 1], self._candidates[place]
            if not self._guards.continues(previous, candidate):
                break
            if candidate.head:
                inside = (previous.level, candidate.level) in _INSIDE
                return frozenset(unit.code for unit in candidate.name.units) if inside else frozenset()
        return frozenset()

    def _in_the_list(self, index: int) -> set[str]:
        """The counties of the other members of its list that only one county has: “comunele Ciugud și Sântimbru”."""
        first = last = index
        while first > max(index - _LIST, 0) and not self._candidates[first].head:
            first -= 1
        while last + 1 < min(index + _LIST, len(self._candidates)) and not self._candidates[last + 1].head:
            last += 1
        others = (c for c in self._candidates[first : last + 1] if c is not self._candidates[index])
        best = (_highest(list(c.name.units), _LEVELS.get(c.level, _ANY)) for c in others)
        return {units[0].county for units in best if len({unit.county for unit in units}) == 1}

    def near(self, index: int) -> str | None:
        """The only county of its sentence, else of its list, of its paragraph, of the document."""
        candidate = self._candidates[index]
        for counties in (
            self._by_sentence.get(self._reading.sentence_index(candidate.start), ()),
            self._in_the_list(index),
            self._by_block.get(self._reading.block_index(candidate.start), ()),
            self._all,
        ):
            if counties:
                return next(iter(counties)) if len(counties) == 1 else None
        return None


def _place(
    reading: Reading, candidate: Candidate, index: int, near: _Counties, known: dict[str, Candidate]
) -> Place | None:
    """The candidate as a fact, or None when nothing but its capital says that it is a place."""
    name = candidate.name
    evidence = reading.span(name.start, name.end)
    confidence, found_by = _CONFIDENCE.get(candidate.level, 0.85), f"places/{candidate.level}"
    if name.other is not None and name.other_kind is not None:
        return Place(name=name.other, kind=name.other_kind, evidence=evidence, confidence=confidence, found_by=found_by)
    if name.county is not None and (candidate.level == "county" or not name.units or not name.is_town):
        county = name.county
        return Place(
            name=county.name, kind="county", county=county.name, siruta=county.code,
            evidence=evidence, confidence=confidence, found_by=found_by,
        )  # fmt: skip
    level, stated, parents = candidate.level, near.stated(index), near.parents(index)
    before = known.get(key(_surface(reading, candidate)))
    if level == "bare" and before is not None:
        level = before.level
    inside = tuple(unit for unit in name.units if unit.parent in parents)
    unit, county_name = _resolved(inside or name.units, level, stated, near.near(index))
    if level == "bare" and not inside and stated is None and not _stands_alone(reading, candidate, unit):
        return None
    return Place(
        name=(unit or name.units[0]).name, kind="locality", county=county_name, siruta=unit.code if unit else None,
        evidence=evidence, confidence=confidence if unit else confidence - 0.2, found_by=found_by,
    )  # fmt: skip


def _stands_alone(reading: Reading, candidate: Candidate, unit: Unit | None) -> bool:
    """Whether a name behind nothing but a preposition is a place: a town, or a commune that is no common word."""
    is_city = any(unit.level == "city" for unit in candidate.name.units)
    if not is_city and _cautious().fullmatch(reading.folded, candidate.start, candidate.end) is not None:
        return False
    if candidate.name.is_town:
        return True
    is_long = " " in reading.folded[candidate.start : candidate.end]
    return unit is not None and (candidate.company or is_long or unit.level == "commune")


def _resolved(
    units: tuple[Unit, ...], level: str, stated: str | None, near: str | None
) -> tuple[Unit | None, str | None]:
    """The unit that is meant, where there is no doubt, and its county, where that is known."""
    levels = _LEVELS.get(level, _ANY)
    city = _only([unit for unit in units if unit.level == "city"])
    if city is not None and stated is not None and all(unit.county != stated for unit in units):
        stated = None  # “București și Ilfov”, “Iași și județul Neamț”
    for county in (stated, near):
        if county is None:
            continue
        unit = _only(_highest([u for u in units if u.county == county], levels))
        if unit is not None or county == stated or any(u.county == county for u in units):
            return unit, county
    best = _highest(list(units), levels)
    alone = _only(best)
    # “localitatea X” may be any village of the name; the seat of the commune is no other place.
    any_of_them = alone is not None and alone.level in ("commune", "village") and level not in _LEVELS
    if alone is not None and any_of_them and any(alone.code not in (u.code, u.parent) for u in units):
        return None, None
    if alone is not None:
        return alone, alone.county
    counties = {unit.county for unit in best}
    return None, counties.pop() if len(counties) == 1 else None


def _highest(units: list[Unit], levels: tuple[Level, ...]) -> list[Unit]:
    for level in levels:
        if found := [unit for unit in units if unit.level == level]:
            return found
    return []


def _only(units: list[Unit]) -> Unit | None:
    return units[0] if len(units) == 1 else None


@cache
def _cautious() -> re.Pattern[str]:
    return re.compile(lexicon.alternation("places", "cautious"))


def _surface(reading: Reading, candidate: Candidate) -> str:
    return reading.text[candidate.start : candidate.end]


@Language.component("fondoscop_places")
def places_component(doc: Doc) -> Doc:
    """Leaves `doc._.places`, a list of Place without project."""
    doc._.places = find_places(doc._.reading, doc._.projects or [], doc._.organisations)
    return doc

"""Whom a body is named after: “Spitalul Județean de Urgență „Mavromati” Botoșani” is “Spitalul Județean Botoșani”.

Bodies of which a county, or a town, has one lose and gain their patron's name. Where the lexicon says who the patron of
a county's body is, the patron tells the county.
"""

import re
from functools import cache

from resolve.body_places import CAPITAL, Place, find_county, place_of_town_body, without_county
from resolve.name_spellings import spelt
from resolve.name_stems import LITTLE, content, rare
from resolve.spelling import folded, words
from romanian.body_words import words as words_of
from romanian.fold import fold
from romanian.organisations import KnownBody, known_bodies

_NO_PATRON = frozenset(["de", "pentru", "in", "la", "pe", "prin"])  # a ward, a branch, another body
_TITLES = frozenset(
    [
        "dr",
        "prof",
        "univ",
        "doctor",
        "profesor",
        "academician",
        "acad",
        "ing",
        "gen",
        "general",
        "lt",
        "col",
        "cpt",
        "capitan",
        "maior",
        "mr",
    ]
)
_OF_HOSPITALS = frozenset(
    ["spitalul", "clinic", "clinica", "judetean", "judeteana", "urgenta", "universitar", "general"]
)
_OF_LIBRARIES = frozenset(["biblioteca", "judeteana", "publica"])
_ROMAN = re.compile("[ivx]{2,}")
_LONGEST_PLACE, _LONGEST_PATRON = 3, 6  # words


def place_behind_patron(entry: KnownBody, rest: list[str], site: str | None) -> Place | None:
    """The place of a body whose name goes on with its patron; None where what stands there is no patron."""
    if entry.each == "town":
        rest, told = without_county(rest)
        tail = ["judetul", *fold(told).replace("-", " ").split()] if told else []
    for length in range(min(_LONGEST_PLACE, len(rest) - 1), 0, -1):
        patron, end = rest[:-length], rest[-length:]
        if patron[-1] in ("din", "judetul", "municipiul") and len(patron) > 1:
            patron = patron[:-1]
        if not _is_patron(patron):
            continue
        if entry.each == "county" and (county := find_county(" ".join(end))):
            known = _patrons(entry.id).get(county)
            return Place(fold(county), county) if known is None or known & _bare(tuple(patron)) else None
        if entry.each == "town" and end[0] not in LITTLE:
            place = place_of_town_body([*end, *tail], None, site)
            is_sure = place is not None and place.is_sure and not _ends_in_surname(patron, place, site)
            if place is not None and is_sure and place.county != CAPITAL:  # which has several of a kind
                return place
    if entry.each == "town" and (place := _before_patron(rest, tail, site)) is not None:
        return place
    county = _county_of(entry, tuple(rest), site)
    return Place(fold(county), county) if county else None


def _is_patron(words: list[str]) -> bool:
    """Whether the words may be a patron's name; a number tells one body from another."""
    return (
        len(words) <= _LONGEST_PATRON
        and _NO_PATRON.isdisjoint(words)
        and not any(word.isdigit() or _ROMAN.fullmatch(word) for word in words)
    )


def _ends_in_surname(patron: list[str], place: Place, site: str | None) -> bool:
    """“Anton Cincu”, “Sf. Pantelimon”: a patron whose last name a commune of another county has, too."""
    is_begun = patron == ["sf"] or all(word in _TITLES or word in words_of("given") for word in patron)
    return is_begun and site is not None and place.county != site


def _before_patron(rest: list[str], tail: list[str], site: str | None) -> Place | None:
    """The town of “Spitalul Municipal Hunedoara „Dr. Alexandru Simionescu””."""
    for length in range(min(_LONGEST_PLACE, len(rest) - 1), 0, -1):
        start, patron = rest[:length], rest[length:]
        if _is_patron(patron) and start[0] not in words_of("given"):
            place = place_of_town_body([*start, *tail], None, site)
            if place is not None and place.is_sure and place.county != CAPITAL:
                return place
    return None


def named_after(tokens: list[str], site: str | None) -> tuple[KnownBody, Place] | None:
    """The county's body that “Spitalul Sfântul Spiridon Iași” means, whose name says no level."""
    for head, kind in (("spitalul", _OF_HOSPITALS), ("biblioteca", _OF_LIBRARIES)):
        if not tokens or tokens[0] != head:
            continue
        entry = known_bodies()[f"{head}-judetean{'a' if head == 'biblioteca' else ''}"]
        rest = [word for word in tokens if word not in kind]
        for length in range(min(_LONGEST_PLACE, len(rest) - 1), -1, -1):
            patron, end = rest[: len(rest) - length], " ".join(content(rest[len(rest) - length :]))
            where = find_county(end) if end else site
            if where is not None and _county_of(entry, tuple(patron), where):
                return entry, Place(fold(where), where)
    return _of_town(tokens, site) if tokens[:1] == ["spitalul"] else None


def _of_town(tokens: list[str], site: str | None) -> tuple[KnownBody, Place] | None:
    """“Spitalul de Urgență Petroșani”: the one general hospital of a town that is not its county's seat."""
    words_told, county = without_county(tokens)
    rest = [word for word in words_told if word not in _OF_HOSPITALS]
    tail = ["judetul", *fold(county).replace("-", " ").split()] if county else []
    while rest and rest[0] == "de":
        rest = rest[1:]
    for length in range(min(_LONGEST_PLACE, len(rest)), 0, -1):
        patron, end = rest[:-length], rest[-length:]
        if patron[-1:] == ["din"]:
            patron = patron[:-1]
        is_general = words_of("specialities").isdisjoint(patron) and _is_patron(patron)
        if not is_general or end[0] in LITTLE or find_county(" ".join(end)):
            continue
        place = place_of_town_body([*end, *tail], None, site)
        if place is not None and place.is_sure and place.level in ("city", "town"):
            return known_bodies()["spitalul-orasului"], place
    return None


def _county_of(entry: KnownBody, rest: tuple[str, ...], site: str | None) -> str | None:
    """The county whose body has this patron, of several that of the site."""
    patron = _bare(rest)
    found = {county for county, name in _patrons(entry.id).items() if patron and name == patron}
    return site if site in found else found.pop() if len(found) == 1 and site is None else None


def _bare(tokens: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for word in content(spelt(" ".join(tokens)).split()) if word not in _TITLES)


@cache
def _patrons(id_: str) -> dict[str, frozenset[str]]:
    named = known_bodies()[id_].patrons or {}
    return {county: _bare(tuple(words(folded(name)))) for county, name in named.items()}


def patron_words(plain: str, place: str) -> list[str]:
    """The words of a hospital's folded name that may be its patron's; those of its kind and titles are none.

    Where the name says no town, `place` is what stands for it, the patron alone.
    """
    is_place = not place or place.startswith("siruta ")
    told = content((plain if is_place else place).split())
    return [word for word in rare(told) if word not in _TITLES | _OF_HOSPITALS and not word.isdigit()]

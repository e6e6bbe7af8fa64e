"""The town that a name ends with and may lose: “Asociația „Mugur de Stejar” din Cluj-Napoca”, written in that county.

Only a name that tells its body may lose it, and only where those who write it are of the town's county: hundreds of
associations are a “Speranța”, each in its town, and what is national has a branch in each. A county hardly has two
national colleges of one name; other schools of one name are many.
"""

from functools import lru_cache

from resolve.body_places import find_county
from resolve.name_stems import content, rare
from romanian.body_words import words as words_of
from romanian.counties import counties
from romanian.siruta import gazetteer, key

_FORMS = frozenset({"association", "foundation"})
_FEW = ("colegiul", "national")
_SHORTEST = 5  # letters of a word that tells a body
_OF_MANY = "lor"  # “Asociația Pensionarilor”: whose it is; each town has one
_TOWNS = ("city", "town")


def without_seat(tokens: list[str], words: tuple[str, ...], place: str, form: str) -> tuple[str, ...]:
    """The words that carry meaning without the town at their end; () where the name doesn't tell its body by them."""
    seat = content(place.split()) if place and county_of_seat(place) else []
    bare = words[: len(words) - len(seat)]
    if form in _FORMS:
        shared = words_of("given") | words_of("everywhere")
    elif tuple(tokens[:2]) == _FEW:
        shared = words_of("given") | words_of("shared") | words_of("local_heads")
    else:
        return ()
    telling = [
        word for word in rare(bare) if len(word) >= _SHORTEST and word not in shared and not word.endswith(_OF_MANY)
    ]
    is_everywhere = form in _FORMS and not words_of("everywhere").isdisjoint(bare)
    return bare if telling and not is_everywhere else ()


@lru_cache(maxsize=16384)
def county_of_seat(place: str) -> str | None:
    """The county of this folded town, seat or county; None for what is none, and for towns of several counties."""
    if county := find_county(place):
        return county
    found = {unit.county for unit in gazetteer().named(place) if unit.level in _TOWNS}
    return found.pop() if len(found) == 1 else None


def is_other_seat(one: str, other: str) -> bool:
    """Whether the two folded places, where both are told, are two; a county and its seat are one.

    Hunedoara and Covasna are towns besides, and no seats: “Lions Club Hunedoara” is not that of Deva.
    """
    if not (one and other) or one == other or not (county_of_seat(one) and county_of_seat(other)):
        return False
    if find_county(one) is None or find_county(one) != find_county(other):
        return True
    return _is_town_and_no_seat(one) or _is_town_and_no_seat(other)


@lru_cache(maxsize=16384)
def _is_town_and_no_seat(place: str) -> bool:
    """Whether it is a town that is called as its county, and another is the county's seat."""
    is_town = any(unit.level in _TOWNS for unit in gazetteer().named(place))
    return is_town and all(key(county.seat) != place for county in counties())

"""Public bodies that pages name for each other: a town hall, and a council, social services or a house of the town.

A council decides for its town, and a town has one service for social assistance, whatever it is called. A house of the
town, or of the county, signs contracts of its own, and may be named where its owner does.
"""

from dataclasses import dataclass

from resolve.known_bodies import TOWN_HALL
from resolve.organisation_names import Body
from romanian.fold import fold
from romanian.siruta import gazetteer, unit

_COUNCIL = "consiliul-local"
_SERVICES = frozenset(
    ("das", "dasm", "dasc", "spas", "dgas", "assc", "compartiment-as", "directia-asistenta-protectie")
) | {"directia-servicii-sociale"}  # fmt: skip
_OF_TOWNS = _SERVICES | {TOWN_HALL, _COUNCIL, "dgaspc", "spitalul-orasului", "directia-crese", "cantina-sociala"}
_OF_COUNTIES = frozenset(("consiliul-judetean", "dgaspc", "spitalul-judetean"))
_SCHOOLS = frozenset(("scoala", "liceul", "colegiul", "gradinita", "gimnaziul", "spitalul", "cresa"))
_SECTOR = "sector "
_SIRUTA = "siruta "
_LEVELS = {
    "comuna": "commune", "comunei": "commune", "com": "commune", "orasul": "town", "orasului": "town", "oras": "town",
    "municipiul": "city", "municipiului": "city", "mun": "city",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Town:
    """A town by its folded name, and the level and the county that are said beside it."""

    name: str
    level: str | None
    county: str | None


def town_of(body: Body) -> Town | None:
    """The town of a public body, as far as its name says it; None for other bodies.

    “Primăria Bălan” may be a town's or a commune's, though the register is asked for the larger.
    """
    if not body.known or not body.place:
        return None
    level = next((_LEVELS[word] for word in body.plain.split() if word in _LEVELS), None)
    county = fold(body.county) if body.county else ""
    if not body.place.startswith(_SIRUTA):
        name = body.place.removeprefix(f"{body.level} ").removesuffix(f" {county}" if county else "")
        return Town(name, level, body.county)
    found = unit(int(body.place.removeprefix(_SIRUTA)))
    if found is None:
        return None
    name = " ".join(fold(found.name).replace("-", " ").split())
    is_said = bool(county) and county in body.plain.replace(name, "", 1)
    return Town(name, level, body.county if is_said else None)


def may_be_one_town(one: Body, other: Body) -> bool:
    """Whether both are of towns of one name, and no level or county that both say differs."""
    ours, theirs = town_of(one), town_of(other)
    if ours is None or theirs is None or ours.name != theirs.name:
        return False
    told = ((ours.level, theirs.level), (ours.county, theirs.county))
    return not any(a and b and a != b for a, b in told)


def is_town_itself(body: Body) -> bool:
    """Whether it is the town hall of a town, or its council."""
    return body.known in (TOWN_HALL, _COUNCIL)


def town_itself(body: Body) -> str:
    """What stands for a town in all the names of one body of it, with the place; "" for other bodies."""
    if not body.place or not body.is_exact:
        return ""
    if body.known in (TOWN_HALL, _COUNCIL):
        return f"{TOWN_HALL} {body.place}"
    return f"das {body.place}" if body.known in _SERVICES else ""


def is_administration(body: Body) -> bool:
    """Whether it administers one known town or county, or is a house of it; a chamber of commerce works elsewhere.

    Of towns of one name, none is known where neither level nor county is said.
    """
    if body.known not in _OF_TOWNS | _OF_COUNTIES or not body.place or not body.county or not body.is_exact:
        return False
    town = town_of(body) if body.place.startswith(_SIRUTA) else None
    if town is None or town.county:
        return True
    units = [unit for unit in gazetteer().named(town.name) if unit.level in _LEVELS.values()]
    return len([unit for unit in units if town.level in (None, unit.level)]) == 1


def are_kin(one: Body, other: Body) -> bool:
    """Whether they are two public bodies of one town or county, and one may be named for the other; symmetric."""
    if one.known and other.known:
        if not one.place or not (one.place == other.place or may_be_one_town(one, other)):
            return False
        kinds = {one.known, other.known}
        if "consiliul-judetean" in kinds:
            return kinds <= _OF_COUNTIES
        is_town = kinds <= _OF_TOWNS and not kinds.isdisjoint((TOWN_HALL, _COUNCIL))
        return is_town and ("dgaspc" not in kinds or one.place.startswith(_SECTOR))
    return _is_school_of(one, other) or _is_school_of(other, one)


def _is_school_of(school: Body, town: Body) -> bool:
    """Whether the first is a school, or the like, whose name ends with the town that the second is."""
    if school.local is None or school.local.head not in _SCHOOLS or not school.local.place:
        return False
    return town.known in (TOWN_HALL, _COUNCIL) and f" {town.plain} ".endswith(f" {school.local.place} ")

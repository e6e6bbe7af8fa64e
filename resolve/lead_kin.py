"""Public bodies that pages name for each other: a town hall, and a council, social services or a house of the town.

A council decides for its town, and a town has one service for social assistance, whatever it is called. A house of the
town, or of the county, signs contracts of its own, and may be named where its owner does.
"""

from resolve.known_bodies import TOWN_HALL
from resolve.organisation_names import Body

_COUNCIL = "consiliul-local"
_SERVICES = frozenset(
    ("das", "dasm", "dasc", "spas", "dgas", "assc", "compartiment-as", "directia-asistenta-protectie")
) | {"directia-servicii-sociale"}  # fmt: skip
_OF_TOWNS = _SERVICES | {TOWN_HALL, _COUNCIL, "dgaspc", "spitalul-orasului", "directia-crese", "cantina-sociala"}
_OF_COUNTIES = frozenset(("consiliul-judetean", "dgaspc", "spitalul-judetean"))
_SCHOOLS = frozenset(("scoala", "liceul", "colegiul", "gradinita", "gimnaziul", "spitalul", "cresa"))
_SECTOR = "sector "


def town_itself(body: Body) -> str:
    """What stands for a town in all the names of one body of it, with the place; "" for other bodies."""
    if not body.place or not body.is_exact:
        return ""
    if body.known in (TOWN_HALL, _COUNCIL):
        return f"{TOWN_HALL} {body.place}"
    return f"das {body.place}" if body.known in _SERVICES else ""


def is_administration(body: Body) -> bool:
    """Whether it administers one known town or county, or is a house of it; a chamber of commerce works elsewhere."""
    return body.known in _OF_TOWNS | _OF_COUNTIES and bool(body.place and body.county) and body.is_exact


def are_kin(one: Body, other: Body) -> bool:
    """Whether they are two public bodies of one town or county, and one may be named for the other; symmetric."""
    if one.known and other.known:
        if not one.place or one.place != other.place:
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

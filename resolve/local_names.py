"""Names of schools and hospitals: what kind they are, whose name they bear, and where they stand.

“Spitalul Sfântul Luca” is “Spitalul de Boli Cronice „Sf. Luca” București” and “Școala „Ion Creangă” Buzău” is “Școala
Gimnazială „Ion Creangă” Buzău”: kinds are left out, patrons shortened, the town stands before the patron or behind it.
Another patron, number, kind or town is another school.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resolve.body_places import CAPITAL
from resolve.name_likeness import likeness_by_surname
from resolve.name_parts import is_town
from resolve.name_seats import county_of_seat, is_other_seat
from resolve.name_stems import LITTLE
from romanian.body_words import words as words_of

_KINDS = {
    "scoala": frozenset({"gimnaziala"}),
    "liceul": frozenset({"teoretic", "tehnologic", "vocational", "pedagogic", "industrial", "agricol", "economic"}),
    "colegiul": frozenset({"national", "tehnic", "economic", "pedagogic", "agricol", "silvic"}),
    "gradinita": frozenset({"program", "prelungit", "normal"}),
    "cresa": frozenset[str](),
    "institutul": frozenset({"regional", "national", "clinic", "urgenta"}),
    "spitalul": frozenset({"clinic", "urgenta", "judetean", "municipal", "orasenesc", "general"}),
}
_HOSPITALS = frozenset({"spitalul", "institutul"})
_FEW = frozenset({"liceul", "colegiul"})  # of one kind and patron a county has one
# Of what a hospital is one: it tells hospitals apart, not their patrons.
_SPECIAL = words_of("specialities")
_LEVELS = words_of("levels")
_LONGEST_PLACE = 3  # words
_INITIALS = 2  # letters of a first name that is shortened


@dataclass(frozen=True, slots=True)
class LocalName:
    """The parts of a name; `own` are the words of a patron, `place` is folded, `of` the county of who writes it."""

    head: str
    kinds: frozenset[str]
    special: frozenset[str]
    own: tuple[str, ...]
    numbers: frozenset[str]
    place: str
    of: str | None

    @property
    def county(self) -> str | None:
        """The county in which it stands, or else of who writes the name without a place."""
        return county_of_seat(self.place) if self.place else self.of


def local_name(
    tokens: Sequence[str], place: str, numbers: frozenset[str], of: str | None, *, is_quoted: bool
) -> LocalName | None:
    """The parts of a school's or a hospital's name, None of others; `is_quoted` tells whether it ends with a quote."""
    if not tokens or tokens[0] not in _KINDS:
        return None
    kinds = _KINDS[tokens[0]]
    rest = list(tokens[1 : len(tokens) - len(place.split())] if place else tokens[1:])
    rest = [word for word in rest if word not in LITTLE and word not in _LEVELS and word not in numbers]
    said = frozenset(rest) & kinds
    special = frozenset(rest) & _SPECIAL if tokens[0] in _HOSPITALS else frozenset()
    own = [word for word in rest if word not in kinds and word not in special]
    if not place and is_quoted:
        own, place = _behind_place(own, has_number=bool(numbers))
    return LocalName(tokens[0], said, special, tuple(own), numbers, place, of)


def without_level(tokens: list[str], place: str) -> list[str]:
    """The words without what says of what level the place at their end is: “…, mun. Baia Mare”."""
    at = len(tokens) - len(place.split()) - 1
    return [*tokens[:at], *tokens[at + 1 :]] if place and at > 0 and tokens[at] in _LEVELS else tokens


def _behind_place(own: list[str], *, has_number: bool) -> tuple[list[str], str]:
    """The patron, and the town that stands before it: “Școala Gimnazială Buzău „Ion Creangă””."""
    for length in range(min(_LONGEST_PLACE, len(own) - (not has_number)), 0, -1):
        place = " ".join(own[:length])
        if own[0] not in words_of("given") and is_town(place):
            return own[length:], place
    return own, ""


def same_local(one: LocalName | None, other: LocalName | None) -> str | None:
    """Why the two names are one school or hospital, None where they are not or it can't be told. Symmetric."""
    if one is None or other is None or are_other_kinds(one, other) or one.head != other.head:
        return None
    if one.numbers != other.numbers or not _stand_together(one, other):
        return None
    if one.own == other.own or (one.own and other.own and likeness_by_surname(one.own, other.own)):
        if not (one.own or one.numbers) or one.special != other.special:
            return _by_special(one, other) if one.special and not one.own else None
        is_placed = bool(one.place and other.place)
        return "same name and place, its kind said shortly" if is_placed else "same name, its town left out"
    is_patron_said = bool(one.own) != bool(other.own)
    if is_patron_said and one.special == other.special and one.special and one.place and one.county != CAPITAL:
        return "same kind and place, its patron left out"
    return None


def _by_special(one: LocalName, other: LocalName) -> str | None:
    return "same kind and place" if one.special == other.special and one.place and other.place else None


def are_other_kinds(one: LocalName | None, other: LocalName | None) -> bool:
    """Whether each says a kind that the other is not: a theoretical high school is no technological one."""
    if one is None or other is None or one.head != other.head:
        return False
    return not (one.kinds <= other.kinds or other.kinds <= one.kinds)


def _stand_together(one: LocalName, other: LocalName) -> bool:
    """Whether their places are one; a hospital that a county writes of without its town is in the county."""
    if one.place and other.place:
        return one.place == other.place or (
            one.county is not None and one.county == other.county and not is_other_seat(one.place, other.place)
        )
    is_told_once = bool(one.place) != bool(other.place)
    is_alone = one.head in _HOSPITALS or (
        one.head in _FEW and one.kinds == other.kinds != frozenset() and bool(one.own)
    )
    return is_alone and is_told_once and one.county is not None and one.county == other.county


def local_blocks(name: LocalName) -> Iterator[str]:
    """The blocks under which a school or a hospital is looked for."""
    where = name.county or name.place
    told = sorted(word for word in name.own if word not in words_of("given") and len(word) > _INITIALS) or list(
        name.own
    )
    if where and (told or name.numbers):
        yield " ".join(("local", name.head, *told, *sorted(name.numbers), where))
    if where and name.special:
        yield " ".join(("local", name.head, *sorted(name.special), where))

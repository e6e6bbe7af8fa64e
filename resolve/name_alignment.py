"""Whether two names are one where a page left words out: a purpose, traits, the owner, the seat, the legal form.

The own names must be equal; what both tell beside it and differs parts them; and what only one of them tells may be
left out if it is of a sort that pages leave out and the own name, with the place, tells the body.
"""

from dataclasses import dataclass
from functools import cache

from resolve.body_places import CAPITAL
from resolve.church_names import SEES
from resolve.name_changes import is_slipped, is_turned
from resolve.name_parts import COMPANIES, Parts, Reading, is_beside
from resolve.name_seats import is_other_seat
from resolve.name_stems import rare, stem
from romanian.body_words import words as words_of
from romanian.vocabulary import is_word

_USUAL = "orthodox"  # the confession of a church that says none
_SURE = 3  # own words that are one name in any order; “Casa Lumina” and “Lumina Casa” may be two
_LONG = 8  # letters of a name that tells a body of a sort whose names are unique
_TELLING = 5  # letters of a word that tells a body
_UNIONS = frozenset({"federation", "confederation", "union"})
_COUNTRY = frozenset({stem("romania")})


@dataclass(frozen=True, slots=True)
class Told:
    """A name's parts with what else tells its body: legal form and the county of those who write it."""

    parts: Parts
    form: str
    site: str | None
    words: tuple[str, ...]


def alignment(one: Told, other: Told) -> str | None:
    """Why the two names are one, in words for people; None where they aren't or it can't be told. Symmetric."""
    if one.parts.is_church != other.parts.is_church:
        return None
    for a in one.parts.readings:
        for b in other.parts.readings:
            if a.said == b.said and (a.left <= b.left or b.left <= a.left) and _own_is_one(one, other, a, b):
                reason = _reason(one, other, a, b)
                if reason is not None:
                    return reason
    return None


def _own_is_one(one: Told, other: Told, a: Reading, b: Reading) -> bool:
    """Whether the own words are the same, if need be in another order or with a slip of the pen."""
    if a.joined == b.joined:
        return True
    if one.parts.is_church:
        return False
    place = _place(one, other)
    if place == "same" and len(a.own) >= _SURE and sorted(a.own) == sorted(b.own):
        return True
    if place is None:
        return False
    return is_turned(a.own, b.own) or (
        _agree(one, other) and is_slipped(a.own, b.own, place, is_company=_is_company(one, other))
    )


def _agree(one: Told, other: Told) -> bool:
    return one.form == other.form or not (one.form and other.form)


def _is_company(one: Told, other: Told) -> bool:
    return not COMPANIES.isdisjoint((one.form, other.form))


def _reason(one: Told, other: Told, a: Reading, b: Reading) -> str | None:
    left = a.left ^ b.left
    if one.parts.is_church:
        if a.own[0] not in SEES and not _sites_agree(one, other):
            return None
        return "same church body, its confession or its patron left out" if left else "same words in another order"
    place = _place(one, other)
    if place is None or not _is_enough(one, other, a, b, place):
        return None
    if left:
        return "same own name, its purpose left out"
    return "same own name, its town left out" if place in ("left out", "unsaid") else "same own name"


def _sites_agree(one: Told, other: Told) -> bool:
    return None in (one.site, other.site) or one.site == other.site


def _place(one: Told, other: Told) -> str | None:
    """How the two tell their seat; None where they are two places.

    “same” or “left out”; “unsaid” where it is Bucharest and who leaves it out says no county either; “open” where
    neither tells one.
    """
    if one.parts.seat and other.parts.seat:
        return None if seats_part(one.parts, other.parts) else "same"
    if not (one.parts.seat or other.parts.seat):
        return "open" if _sites_agree(one, other) or _are_unique(one, other) else None
    if _are_unique(one, other) or (_is_company(one, other) and _agree(one, other)):
        return "left out"
    told, silent = (one, other) if one.parts.seat else (other, one)
    if silent.site is None:
        return "unsaid" if told.parts.county == CAPITAL else None
    return "left out" if silent.site == told.parts.county else None


def parts_differ(one: Parts | None, other: Parts | None) -> bool:
    """Whether both tell a seat, a purpose, a confession or a patron, and these are two. Symmetric."""
    if one is None or other is None:
        return False
    if one.is_church and other.is_church:
        confessions = {one.confession or _USUAL, other.confession or _USUAL}
        units = {one.readings[0].own[0], other.readings[0].own[0]}
        return (
            len(units) > 1 or len(confessions) > 1 or bool(one.patron and other.patron and one.patron != other.patron)
        )
    return seats_part(one, other) or _purposes_part(one, other)


def _purposes_part(one: Parts, other: Parts) -> bool:
    """“Asociația pentru Copii „Start”” and “Asociația pentru Vârstnici „Start””."""
    found = [
        a.left <= b.left or b.left <= a.left
        for a in one.readings
        for b in other.readings
        if a.joined == b.joined and a.said == b.said and a.own
    ]
    return bool(found) and not any(found)


def seats_part(one: Parts | None, other: Parts | None) -> bool:
    """Whether both tell their seat and the seats are two; a county and its seat are one."""
    if one is None or other is None or not (one.seat and other.seat) or one.seat == other.seat:
        return False
    return one.county is None or one.county != other.county or is_other_seat(one.seat, other.seat)


def _is_enough(one: Told, other: Told, a: Reading, b: Reading, place: str) -> bool:
    """Whether the own name, with the place, tells the body although words are left out."""
    left, is_telling = a.left ^ b.left, a.is_telling or b.is_telling
    if _are_unique(one, other) and (is_telling or place == "same" or len(a.joined) >= _LONG):
        return True
    if place == "same":
        return is_telling or one.parts.is_quoted or other.parts.is_quoted or left <= _owned()
    if place in ("left out", "unsaid"):
        is_everywhere = not words_of("everywhere").isdisjoint((*one.words, *other.words))
        return not is_everywhere and _tells_without_seat(one, other, a, b, place)
    if _is_company(one, other) and not left and len(a.own) > 1 and rare(a.own) and len(a.joined) >= _LONG:
        return True
    if not is_telling or len(a.own) > 1 or one.form == other.form in _UNIONS:
        return is_telling
    is_coined = one.site == other.site is not None and len(a.joined) >= _LONG and not is_word(a.joined)
    return one.form == other.form and (is_coined or left <= _COUNTRY | _traits())


def _tells_without_seat(one: Told, other: Told, a: Reading, b: Reading, place: str) -> bool:
    """Whether the own name tells the body where one of the two leaves its town out."""
    left, is_long = a.left ^ b.left, len(a.own) > 1
    if place == "unsaid":
        return not left and _tells_alone(a)
    is_apart = one.parts.is_seat_apart or other.parts.is_seat_apart
    if is_apart and is_long and not left and one.form == other.form != "":
        return True
    is_quoted = (one.parts.is_quoted or other.parts.is_quoted) and is_long and "sf" not in a.own
    return a.is_telling or b.is_telling or (is_quoted and not all(map(is_beside, a.own)))


def _tells_alone(reading: Reading) -> bool:
    """Whether the own words tell a body wherever it is: two words at least that few names have."""
    telling = [word for word in rare(reading.own) if len(word) >= _TELLING and not is_beside(word)]
    return len(telling) > 1


def _are_unique(one: Told, other: Told) -> bool:
    """Whether both names are of a sort of which a name stands for one body in the country, as companies' names do.

    Source: Law 26/1990, articles 38 and 39.
    """
    return one.parts.is_unique and other.parts.is_unique and one.form == other.form


@cache
def _traits() -> frozenset[str]:
    return frozenset(stem(word) for word in words_of("traits"))


@cache
def _owned() -> frozenset[str]:
    return frozenset(stem(word) for word in words_of("owners"))

"""Whether the leads of two mentions are one body, two, or can't be told apart, by what they are called.

Organisations are resolved by their names alone, and stay two where nothing proves that they are one: “Il Chicco” and
“Asociația Umanitară „Il Chicco””. Beside an equal title that doubt is no evidence that two bodies lead; two schools,
two forms of law or two names with nothing in common are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from itertools import product

from resolve.body_places import is_place
from resolve.known_bodies import TOWN_HALL
from resolve.lead_kin import (
    are_kin,
    is_administration,
    is_town_itself,
    may_be_one_town,
    town_itself,
    town_of,
)
from resolve.lead_lists import bodies_in
from resolve.lead_names import BRANCHES, LOCAL_HEADS, NUMBER, Named, read_lead
from resolve.lead_spellings import gives, is_hospital_told_shortly, is_misspelt
from resolve.name_matches import match_bodies
from resolve.name_stems import stem
from resolve.organisation_names import Body
from resolve.spelling import folded, words
from romanian.body_words import words as words_of
from romanian.fold import fold
from romanian.organisations import known_bodies

_LONGEST = 400  # characters looked at
_COMPANIES = frozenset(("srl", "sa", "snc", "pfa"))  # their names differ by little
_COMMON = frozenset(stem(word).rstrip("aei") for word in words_of("common") | words_of("describing"))
_LONGEST_CODE = 3  # letters of what is no place's name
_SHORTEST_INITIALS = 3  # of some words of a name, among others
_LONGEST_LETTERS = 5
_VOWELS = frozenset("aeiouy")
_FIRST = frozenset(("1", "i"))  # that may be left out: “Școala Specială nr. 1 Bacău”
_MOST_TELLING = 3  # words of a lead
_ANYWHERE = "*"
_SHORTEST_ACRONYM = 4  # letters that are hardly the initials of another name by chance
_FORMS = frozenset(("asociatia", "fundatia"))  # of bodies that are two whatever else their names say
_SEPARATE = frozenset(("universitatea", "spitalul", "institutul"))  # none of which stands for another


class Tie(IntEnum):
    """What two leads are to each other, the surest likeness first."""

    ONE = 1
    DOUBTFUL = 2
    TWO = 3


@dataclass(frozen=True, slots=True)
class Lead:
    """An organisation by its id, and what it is called; "" where that isn't told."""

    id: str
    name: str = field(default="", compare=False)


def tie_of(one: Lead, other: Lead) -> Tie:
    """What two leads are to each other; symmetric. Bodies whose names aren't told are two."""
    if one.id == other.id:
        return Tie.ONE
    return _tie(*sorted((one.name, other.name))) if one.name and other.name else Tie.TWO


def are_two_leads(one: Lead, other: Lead) -> bool:
    """Whether they surely are two bodies."""
    return tie_of(one, other) is Tie.TWO


def telling_words(lead: Lead) -> list[str]:
    """Stems of the words by which the lead is known, the longest first, and its initials: few."""
    return list(_telling_words(lead.name)) if lead.name else []


def names_of(lead: Lead, counties: Iterable[str] = ()) -> list[str]:
    """What mentions of the lead are looked for by: each body that it lists by its name, else the lead itself.

    A body that every county has is that of the page's county where it says none.
    """
    found = {name for body in bodies_in(lead.name) for name in _names(body, lead.id, counties)} if lead.name else ()
    return sorted(found or {lead.id})


def _names(name: str, id_: str, counties: Iterable[str]) -> Iterator[str]:
    named = read_lead(name)
    body, town = named.body, town_of(named.body)
    if is_town_itself(body) and town is not None:
        yield f"town {town.name}"  # of whatever level and county
    elif _is_one(named):
        yield town_itself(body) or body.key
    elif body.known and not body.place:
        yield from (f"{body.known}: {fold(county)}" for county in counties)
        yield id_
    else:
        yield id_


def are_one_there(one: Lead, other: Lead, counties: Iterable[str]) -> bool:
    """Whether both are one body in these counties: “DGASPC” and that of the county, or communes of one name."""
    there = _where_one(*sorted((one.name, other.name))) if one.name and other.name else None
    return there is not None and (there == _ANYWHERE or there in {*counties})


@lru_cache(maxsize=65536)
def _where_one(one: str, other: str) -> str | None:
    """The county in which both are one body, or _ANYWHERE in one county; None for others."""
    ours, theirs = (read_lead(bodies_in(name)[0]).body for name in (one, other))
    if is_town_itself(ours) and is_town_itself(theirs):
        return _ANYWHERE if may_be_one_town(ours, theirs) else None
    if not ours.known or ours.known != theirs.known or bool(ours.place) == bool(theirs.place):
        return None
    known = known_bodies().get(ours.known)
    return (ours.county or theirs.county) if known is not None and known.each == "county" else None


def _is_one(named: Named) -> bool:
    """Whether hardly two bodies have this name."""
    if named.body.known:
        return bool(named.body.place) and named.body.is_exact
    return bool(named.own) and not named.body.is_local


def are_kin_leads(one: Lead, other: Lead) -> bool:
    """Whether one is named for the other at times: a town hall, and a service or a house of the town."""
    return _are_kin(*sorted((one.name, other.name)))


@lru_cache(maxsize=65536)
def _are_kin(one: str, other: str) -> bool:
    bodies = product(bodies_in(one), bodies_in(other))
    return any(are_kin(read_lead(ours).body, read_lead(theirs).body) for ours, theirs in bodies)


def is_known_by_name(lead: Lead) -> bool:
    """Whether it is called by a word that few bodies have: no public body, and none that each place has."""
    named = read_lead(bodies_in(lead.name)[0]) if lead.name else None
    return named is not None and not named.body.known and not named.body.local and _is_one(named)


def is_of_one_place(lead: Lead) -> bool:
    """Whether the lead is the administration of one town or county: its projects are there, whoever writes of them."""
    return bool(lead.name) and is_administration(read_lead(bodies_in(lead.name)[0]).body)


def places_of(lead: Lead) -> frozenset[str]:
    """The places in what the lead is called, folded."""
    return frozenset(word for word in words(folded(lead.name[:_LONGEST])) if is_place(word))


@lru_cache(maxsize=65536)
def _telling_words(name: str) -> tuple[str, ...]:
    named = read_lead(bodies_in(name)[0])
    if town_itself(named.body):  # “primăria” tells nobody
        return ()
    letters = {initials for initials in named.initials if len(initials) >= _SHORTEST_ACRONYM}
    return (*sorted(named.own, key=lambda word: (-len(word), word))[:_MOST_TELLING], *sorted(letters - named.own))


def are_two_whatever_the_title(one: Lead, other: Lead) -> bool:
    """Whether neither stands for the other: a council may be named for its directorate, no school for another."""
    if not are_two_leads(one, other) or not (one.name and other.name):
        return False
    ours, theirs = (read_lead(bodies_in(lead.name)[0]) for lead in (one, other))
    known = (ours.body.known, theirs.body.known)
    return not all(known) or known[0] == known[1] or ours.head == theirs.head in _SEPARATE


def is_of_the_country(lead: Lead) -> bool:
    """Whether the lead is one of which there is one in the country: sites of all counties write of its projects."""
    known = known_bodies().get(read_lead(bodies_in(lead.name)[0]).body.known) if lead.name else None
    return known is not None and known.each is None


def may_be_letters_of(one: Lead, other: Lead) -> bool:
    """Whether the first is called by letters that are no word's, and nobody's in the list: of the other in English."""
    ours, theirs = read_lead(one.name), read_lead(other.name)
    letters = [word for word in ours.stems if word not in ours.places]
    if len(letters) != 1 or not ours.body.is_acronym or ours.body.known or theirs.body.known or theirs.body.is_acronym:
        return False
    return _SHORTEST_INITIALS <= len(letters[0]) <= _LONGEST_LETTERS and _VOWELS.isdisjoint(letters[0])


def are_called_alike(one: Lead, other: Lead) -> bool:
    """Whether the two may be one body, and few others have a word that both are called by."""
    if one.id == other.id:
        return False
    return tie_of(one, other) is Tie.DOUBTFUL and not set(telling_words(one)).isdisjoint(telling_words(other))


@lru_cache(maxsize=65536)
def _tie(one: str, other: str) -> Tie:
    ours, theirs = bodies_in(one), bodies_in(other)
    if ours == (one,) and theirs == (other,):
        return _tie_of_names(ours[0], theirs[0], is_known_apart=True)
    first = _tie_of_names(ours[0], theirs[0], is_known_apart=False)
    if first is not Tie.TWO:
        return first
    is_among = any(_tie_of_names(a, b, is_known_apart=False) is Tie.ONE for a in ours for b in theirs)
    return Tie.DOUBTFUL if is_among else Tie.TWO


def _tie_of_names(one: str, other: str, *, is_known_apart: bool) -> Tie:
    """What two bodies are to each other; names that are one but were told apart are so for reasons beside them."""
    ours, theirs = read_lead(one), read_lead(other)
    if match_bodies(ours.body, theirs.body) is not None:
        return Tie.TWO if is_known_apart else Tie.ONE
    if "".join(ours.said) == "".join(theirs.said):  # “Vârsta4”, “Vârsta 4”
        return Tie.ONE
    if {ours.head, theirs.head} == _FORMS:
        return Tie.TWO
    town = town_itself(ours.body), town_itself(theirs.body)
    if town[0] and town[0] == town[1]:
        return Tie.ONE if TOWN_HALL in {ours.body.known, theirs.body.known} else Tie.DOUBTFUL
    if is_hospital_told_shortly(ours, theirs):
        return Tie.DOUBTFUL
    if _are_apart(ours.body, theirs.body):
        return Tie.TWO
    return Tie.DOUBTFUL if ours.body.known and theirs.body.known else _tie_by_words(ours, theirs)


def _tie_by_words(ours: Named, theirs: Named) -> Tie:
    short, long = sorted((ours, theirs), key=lambda named: len(named.stems))
    if short.stems - _initials_among(short, long) <= long.stems:
        return Tie.ONE if _is_told(short, long) else Tie.DOUBTFUL
    by_letters = _tie_by_letters(ours, theirs) or _tie_by_letters(theirs, ours)
    if by_letters is not None:
        return by_letters
    return Tie.DOUBTFUL if _may_be_called(ours, theirs, short, long) or is_misspelt(ours, theirs) else Tie.TWO


def _tie_by_letters(acronym: Named, full: Named) -> Tie | None:
    """What a body called by initials is to another; None where they are not its."""
    letters = full.initials & {*acronym.body.acronyms, acronym.body.plain}
    if not acronym.body.is_acronym or not (letters or gives(acronym.body.plain, full.said)):
        return None
    return Tie.DOUBTFUL if letters and len(min(letters)) < _SHORTEST_ACRONYM else Tie.ONE


def _may_be_called(ours: Named, theirs: Named, short: Named, long: Named) -> bool:
    """Whether the two may be one body: a rare word in both, initials among words, a name in two languages."""
    shared = ours.own & theirs.own
    if shared and any(
        _COMMON.issuperset(root.rstrip("aei") for root in a.stems - b.stems)
        for a, b in ((ours, theirs), (theirs, ours))
    ):
        return True  # “Fundația pentru Copii Sf. Sava”, “Fundația Sf. Sava Buzău”
    if (letters := short.stems - short.places) and not long.places and letters <= _initials_among(short, long):
        return True  # “FSC Bacău”, “Fundația de Sprijin Comunitar”
    return ours.is_foreign is not theirs.is_foreign and not ours.stems.isdisjoint(theirs.stems)


def _is_told(short: Named, long: Named) -> bool:
    """Whether the shorter name says enough to be no other body's."""
    rest = long.stems - short.stems
    if any(map(NUMBER.match, rest)):
        return False
    if not rest and short.places:  # “Fundația Caritas Alba Iulia”, “Caritas Alba Iulia”
        return True
    if short.head in LOCAL_HEADS or rest & BRANCHES:
        return bool(short.places) and short.places == long.places
    return bool(short.own)


def _are_apart(one: Body, other: Body) -> bool:
    """Whether something that both say differs: form of law, number, county, place, what public body they are."""
    if {one.form, other.form} & _COMPANIES or (one.form and other.form and one.form != other.form):
        return True
    if is_town_itself(one) and is_town_itself(other):
        return bool(one.place and other.place) and not may_be_one_town(one, other)
    if one.county and other.county and one.county != other.county:
        return True
    if one.known and other.known:
        return one.known != other.known or (_is_placed(one) and _is_placed(other))
    is_first = not (one.numbers and other.numbers) and not _FIRST.isdisjoint(one.numbers | other.numbers)
    return one.numbers != other.numbers and not (one.is_acronym or other.is_acronym or is_first)


def _is_placed(body: Body) -> bool:
    """Whether a public body says its place: “DGASPC SM” has letters that are on no list, “DGASPC” nothing."""
    return body.county is not None or len(body.place) > _LONGEST_CODE


def _initials_among(short: Named, long: Named) -> frozenset[str]:
    """Words of the shorter name that are initials of words behind each other in the other: “APD Club Roman”."""
    found = (word for word in short.said if len(word) >= _SHORTEST_INITIALS and word not in long.said)
    return frozenset(stem(word) for word in found if any(word in letters for letters in long.initials))

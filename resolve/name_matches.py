"""Whether two bodies are one, and why: the same name, code, acronym, or nearly the same words; and what forbids it."""

from rapidfuzz import fuzz

from resolve.local_names import are_other_kinds, same_local
from resolve.matching import Match
from resolve.name_alignment import Told, alignment, parts_differ
from resolve.name_beside import by_bracket, by_centre, is_same_by_patron
from resolve.name_likeness import likeness, likeness_by_surname, likeness_of_cut
from resolve.name_meanings import is_of_city_abroad
from resolve.name_seats import county_of_seat, is_other_seat
from resolve.name_stems import rare
from resolve.organisation_names import Body
from romanian.body_words import words
from romanian.organisations import known_bodies

_AFTER_PEOPLE = words("local_heads") | {"universitatea", "biblioteca", "muzeul", "teatrul"}
_DOUBTFUL = 0.78
_UNLIKE, _LIKE = 60, 85  # of 100, for names with one acronym
_COMPANIES = frozenset({"srl", "sa", "snc", "pfa", "cooperative"})
_MEANT = 2  # words that a translation must have
_PREPOSITIONS = frozenset({"pentru", "prin", "cu", "fara", "spre", "pe", "din", "in", "la"})
_NATIONAL = ("salvati", "copiii")  # like those whose names say “național”, “român”
_BRANCHES = words("branches")


def match_bodies(one: Body, other: Body) -> Match | None:
    """Why the two are one, None where they are not or it can't be told. Symmetric."""
    if are_two(one, other):
        return None
    if one.cui and one.cui == other.cui:
        return Match(score=1.0, reason=f"same CUI {one.cui}")
    if one.key == other.key:
        return _same_key(one, other)
    if one.known or other.known:
        return _same_known(one, other) if one.known and one.known == other.known else _by_acronym(one, other)
    if _is_without_seat(one, other):
        return Match(score=_DOUBTFUL, reason="same name, its town left out")
    return (
        _by_words(one, other)
        or _by_acronym(one, other)
        or by_centre(one, other)
        or by_bracket(one, other)
        or _by_local(one, other)
        or _by_parts(one, other)
        or _by_initials(one, other)
        or _by_place_of_acronym(one, other)
        or _by_meaning(one, other)
    )


def are_two(one: Body, other: Body) -> bool:
    """Whether the two can't be one, whatever is alike."""
    if one.cui and other.cui:
        return one.cui != other.cui
    if one.county and other.county and one.county != other.county:
        return True
    if one.known and other.known and (one.known, one.place) != (other.known, other.place):
        return not (_same_but_level(one, other) or is_same_by_patron(one, other))
    if _are_elsewhere(one, other) or are_other_kinds(one.local, other.local):
        return True
    if one.numbers != other.numbers and not (one.is_acronym or other.is_acronym):
        return True
    if one.form and other.form and one.form != other.form:
        return True
    if one.acronyms and other.acronyms and not (one.known and other.known) and _acronyms_part(one, other):
        return True
    return _branch(one) != _branch(other) and not _is_branch_unsaid(one, other)


def _are_elsewhere(one: Body, other: Body) -> bool:
    """Whether the names are local ones of two counties, or have two countries, or two towns, behind them."""
    is_of_two_sites = (one.is_local or other.is_local) and one.site != other.site
    if (
        is_of_two_sites
        and by_centre(one, other) is None
        and not (_is_without_seat(one, other) or same_local(one.local, other.local))
    ):
        return True
    are_abroad = one.country != other.country and {one.country, other.country} <= words("abroad")
    if are_abroad or parts_differ(one.parts, other.parts):
        return True
    return one.bare == other.bare != () and is_other_seat(one.place, other.place)


def _is_without_seat(one: Body, other: Body) -> bool:
    """Whether the names are one but for the town behind one of them, which lies where the other is written."""
    if not one.bare or one.bare != other.bare or one.around is None or one.around != other.around:
        return False
    return one.form == other.form and (one.bare == one.words) != (other.bare == other.words)


def _acronyms_part(one: Body, other: Body) -> bool:
    """Whether they have different acronyms, or one acronym with names that are nothing like each other."""
    if not one.acronyms & other.acronyms:
        return True
    return not (one.is_acronym or other.is_acronym) and _alike(one, other) < _UNLIKE


def _alike(one: Body, other: Body) -> float:
    """From 0 to 100, in whatever language."""
    if one.is_foreign or other.is_foreign:
        return fuzz.token_sort_ratio(" ".join(one.meaning), " ".join(other.meaning))
    return fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words))


def _is_branch_unsaid(one: Body, other: Body) -> bool:
    """“Crucea Roșie Mureș” and “Crucea Roșie, Filiala Mureș”: the body itself says no place."""
    if not one.place or one.place != other.place or (one.known or other.known):
        return False
    trunk = _trunk(one)
    is_national = not words("everywhere").isdisjoint(trunk) or trunk[:2] == _NATIONAL
    return is_national and trunk == _trunk(other) and bool(_branch(one)) != bool(_branch(other))


def _trunk(body: Body) -> tuple[str, ...]:
    return tuple(word for word in body.words if word not in _BRANCHES and word != "judeteana")


def _branch(body: Body) -> frozenset[str]:
    return _BRANCHES.intersection(body.words)


def _same_but_level(one: Body, other: Body) -> bool:
    """“Primăria Valea Teiului” and “Primăria Orașului Valea Teiului”, of a town that the register doesn't have."""
    if one.known != other.known or (one.level is None) == (other.level is None):
        return False
    short, long = (one, other) if one.level is None else (other, one)
    return long.place == f"{long.level} {short.place}"


def _same_key(one: Body, other: Body) -> Match:
    with_code = bool(one.cui) != bool(other.cui)
    if one.plain == other.plain:
        return Match(score=0.95 if with_code else 1.0, reason="same name")
    score = 0.94 if with_code else 0.99
    if not one.known:
        return Match(score=score, reason="same name")
    entry = known_bodies().get(one.known)
    where = " and county" if one.county and entry is not None and entry.each == "county" else ""
    where = where or (" and place" if one.place else "")
    heads = {one.plain.split()[0], other.plain.split()[0]}
    acronyms = {a.lower() for a in entry.acronyms} if entry else set()
    if heads & acronyms:
        short = next(a for a in entry.acronyms if a.lower() in heads) if entry else ""
        return Match(score=score, reason=f"same acronym{where}" if where else f"name with its acronym {short}")
    if entry is not None and entry.each is None:
        return Match(score=score, reason=f"other name of {entry.called or entry.name}")
    return Match(score=score, reason=f"same body{where}" if where else "same name")


def _same_known(one: Body, other: Body) -> Match | None:
    if not (one.is_exact and other.is_exact):
        where = " and the same place" if one.place else ""
        return Match(score=0.79, reason=f"nearly the same name{where}") if one.place == other.place else None
    if is_same_by_patron(one, other):
        return Match(score=_DOUBTFUL, reason="same patron, its town left out")
    return Match(score=0.85, reason="same name, its level left out") if _same_but_level(one, other) else None


def _by_acronym(one: Body, other: Body) -> Match | None:
    shared = one.acronyms & other.acronyms
    if shared and not (one.is_acronym or other.is_acronym) and not (one.known or other.known):
        alike = _alike(one, other) >= _LIKE
        return Match(score=0.86, reason=f"same acronym {min(shared).upper()} and similar name") if alike else None
    if not shared or one.is_acronym == other.is_acronym:
        return None
    return Match(score=0.9, reason=f"name with its acronym {min(shared).upper()}")


def _by_meaning(one: Body, other: Body) -> Match | None:
    if one.meaning != other.meaning or len(one.meaning) < _MEANT or one.is_local or other.is_local:
        return None
    is_abroad = bool(one.country or other.country) and is_of_city_abroad(one.words)
    if one.is_foreign or other.is_foreign or is_abroad or (one.country and one.country == other.country):
        return Match(score=0.8, reason="same name, in another language or with its country")
    return None


def _by_initials(one: Body, other: Body) -> Match | None:
    for a, b in ((one, other), (other, one)):
        if a.said and a.said in b.initials:
            return Match(score=0.8, reason=f"initials {a.said.split()[0].upper()} of the same name")
    return None


def _by_place_of_acronym(one: Body, other: Body) -> Match | None:
    """“ARPS Craiova” and “Asociația Română pentru Promovarea Sănătății (ARPS)”, written in Craiova's county."""
    for a, b in ((one, other), (other, one)):
        letters = a.said.split()[0] if a.said else ""
        if letters in b.acronyms and a.place and len(a.words) == 1 + len(a.place.split()):
            county = county_of_seat(a.place)
            if county is not None and county == (county_of_seat(b.place) if b.place else b.of):
                return Match(score=0.8, reason=f"same acronym {letters.upper()} and county")
    return None


def _by_local(one: Body, other: Body) -> Match | None:
    if one.cut or other.cut or not (one.is_exact and other.is_exact):
        return None
    reason = same_local(one.local, other.local)
    return Match(score=_DOUBTFUL, reason=reason) if reason else None


def _by_parts(one: Body, other: Body) -> Match | None:
    if one.parts is None or other.parts is None or not (one.is_exact and other.is_exact) or one.cut or other.cut:
        return None
    reason = alignment(
        *(Told(body.parts, body.form, body.of, body.words) for body in (one, other) if body.parts is not None)
    )
    return Match(score=_DOUBTFUL, reason=reason) if reason else None


def _without(words: tuple[str, ...], acronyms: frozenset[str]) -> tuple[str, ...]:
    """The words without an acronym that the other name has in brackets."""
    return tuple(word for word in words if word not in acronyms) if acronyms else words


def _prepositions_part(one: Body, other: Body) -> bool:
    """“Asociația Pentru Tine” and “Asociația Prin Tine”: in a name of one word, they tell it."""
    told = [_PREPOSITIONS.intersection(body.plain.split()) for body in (one, other)]
    return len(one.words) == 1 and all(told) and told[0] != told[1]


def _by_words(one: Body, other: Body) -> Match | None:
    if _is_branch_unsaid(one, other):
        return Match(score=0.8, reason="same branch, without that word")
    if one.is_acronym or other.is_acronym or one.is_local or other.is_local or _prepositions_part(one, other):
        return None
    if one.cut and other.cut:
        return None
    if one.cut or other.cut:
        like = likeness_of_cut(one.cut, other.words) if one.cut else likeness_of_cut(other.cut or ((), ()), one.words)
    else:
        like = likeness(_without(one.words, other.acronyms), _without(other.words, one.acronyms))
        if like is None and one.key.split()[0] == other.key.split()[0] and one.key.split()[0] in _AFTER_PEOPLE:
            like = likeness_by_surname(one.words, other.words)
    if like is None or (like.score < _DOUBTFUL and one.form in _COMPANIES):  # names of companies differ by little
        return None
    if not (one.is_exact and other.is_exact) and like.score > _DOUBTFUL:
        return Match(score=_DOUBTFUL, reason="same name, its legal form nearly so") if one.form == other.form else None
    if one.form == other.form:
        return Match(score=like.score, reason=like.reason)
    words = one.words if len(one.words) < len(other.words) else other.words
    if like.score < 0.9 or (one.form or other.form) in _COMPANIES or not (rare(words) and len(words) > 1):
        return None
    return Match(score=0.82, reason="same name, its legal form left out")

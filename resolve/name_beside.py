"""What makes two names one that the words alone leave open: a bracket with the other name, a centre that is an NGO."""

from resolve.matching import Match
from resolve.name_parts import is_beside
from resolve.name_stems import rare
from resolve.organisation_names import Body
from romanian.body_words import words as words_of

_NGOS = frozenset({"association", "foundation", "federation", "organisation"})
_CENTRES = frozenset({"centrul", "centru", "institutul", "agentia", "reteaua", "clubul"})


def by_centre(one: Body, other: Body) -> Match | None:
    """“Centrul de Resurse Juridice” is the foundation of that name; a day centre is not the NGO that has it."""
    if one.words != other.words or bool(one.form) == bool(other.form) or one.words[:1] == ():
        return None
    if (one.form or other.form) not in _NGOS or one.words[0] not in _CENTRES or one.place != other.place:
        return None
    if one.of != other.of and None not in (one.of, other.of) and (one.place or other.place):
        return None
    telling = [word for word in rare(one.words[1:]) if not is_beside(word)]
    if not telling or len(one.words) < 3 or not words_of("facilities").isdisjoint(one.words):
        return None
    return Match(score=0.8, reason="same name, its legal form left out")


def by_bracket(one: Body, other: Body) -> Match | None:
    """“Serviciul Maltez de Caritate (Magyar Máltai Szeretetszolgálat)” is what stands in its bracket."""
    for a, b in ((one, other), (other, one)):
        if a.whole and a.whole in b.inside:
            return Match(score=0.8, reason="the other name in brackets")
    return None


def is_same_by_patron(one: Body, other: Body) -> bool:
    """“Spitalul de Psihiatrie „Elisabeta Doamna”” is that of Galați where that county writes it."""
    if one.known != other.known or bool(one.county) == bool(other.county):
        return False
    placed, silent = (one, other) if one.county else (other, one)
    return bool(silent.place and silent.patron) and silent.of == placed.county and silent.patron <= placed.patron

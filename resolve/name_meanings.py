"""What the words of a name mean in whatever language: “Norwegian Deaf Association”, “Asociația Norvegiană a Surzilor”.

Names of one body in two languages have the same words, translated, in another order; what is no word of the dictionary
is a name and stays as it is.
"""

import re
from collections.abc import Sequence

from resolve.body_places import is_place
from resolve.name_stems import content, stem
from romanian.body_words import forms, translations
from romanian.body_words import words as words_of
from romanian.place_names import countries, in_romanian

_SEAT = re.compile(r"\bsediul (?:social )?(?:in|la) (?P<place>[a-z -]{3,30})$")
_UNSAID = words_of("branches") | {"judeteana", "gmbh", "ggmbh", "onlus", "asbl"}


def without_country(words: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The words without another country at their end, and that country: “…, Italia”, “… din Republica Moldova”."""
    for length in (3, 2, 1):
        tail = " ".join(words[-length:])
        if len(words) > length and tail in countries():
            return tuple(words[:-length]), "moldova" if tail.endswith(("moldova", "moldovei")) else tail
    return tuple(words), ""


def without_seat_abroad(text: str, words: Sequence[str]) -> Sequence[str]:
    """The words without the town abroad at their end that the folded text calls the body's seat."""
    found = _SEAT.search(text)
    seat = content(found["place"].split()) if found and not is_place(found["place"].strip()) else []
    return words[: len(words) - len(seat)] if seat and list(words[-len(seat) :]) == seat else words


def is_of_city_abroad(words: Sequence[str]) -> bool:
    """Whether one of the words is a city of another country that the lexicon has."""
    cities = in_romanian("cities")
    return any(word in cities or word in cities.values() for word in words)


def meaning_of(words: Sequence[str]) -> tuple[str, ...]:
    """The words in Romanian, without their inflection, in alphabetical order."""
    table = translations()
    cities = in_romanian("cities")
    said = (table.get(word) or cities.get(word, word) for word in content(words))
    return tuple(sorted(_root(word) for word in said if word not in forms() and word not in _UNSAID))


def _root(word: str) -> str:
    """The stem, the same for feminine plurals and genitives: “norvegiene” is “norvegiana”."""
    root = stem(word)
    return f"{root[:-2]}an" if root.endswith("ien") else root


def is_translated(words: Sequence[str]) -> bool:
    """Whether any of the words is of another language."""
    return any(word in translations() for word in words)

"""Municipalities, provinces and counties abroad: “Bergen Kommune” is “Municipalitatea Bergen, Norvegia”.

What such bodies are called differs by language and translation, so that their level and their place make them one. Only
what is called so in another language alone, or has its country beside it, is one: “Primăria Bergen” may be any.
"""

from resolve.body_places import Place, find_county, is_place
from resolve.spelling import folded
from romanian.organisations import KnownBody
from romanian.place_names import called, counties_abroad, countries, in_romanian

_MOST_WORDS = 4  # of a place, of a country, and of what a body is called
_OF_COUNTRY = 4  # letters that a country and its people share: “Norvegia”, “norvegian”
_LINKS = frozenset({"in", "din", "de", "si"})
_ALSO_ROMANIAN = frozenset(
    {"primaria", "orasul", "comuna", "municipiul", "judetul", "regiunea", "consiliul", "commune", "county"}
)


def place_abroad(tokens: list[str]) -> tuple[str, Place] | None:
    """The level of a body of a place abroad and that place; None where the name is none, or may be Romanian."""
    rest, is_told = _without_country(tokens)
    called_so = _called(rest)
    if called_so is None:
        return None
    level, place, first = called_so
    is_told |= level == "district"  # Moldova has them
    if level == "county" and place in counties_abroad():
        return level, Place(place)
    own = in_romanian("cities").get(place, place)
    is_ours = is_place(in_romanian("towns").get(place, place)) or find_county(place) is not None
    if not is_told and (first in _ALSO_ROMANIAN or is_ours):
        return None
    return level, Place(f"abroad {own}" if is_place(own) else own)


def _without_country(tokens: list[str]) -> tuple[list[str], bool]:
    """The words without a country at their end or their beginning, and whether there was one."""
    for length in range(min(_MOST_WORDS, len(tokens) - 1), 0, -1):
        if " ".join(tokens[-length:]) in countries():
            rest = tokens[:-length]
            return (rest[:-1] if len(rest) > 1 and rest[-1] in _LINKS else rest), True
        if " ".join(tokens[:length]) in countries():
            return tokens[length:], True
    return tokens, False


def _called(tokens: list[str]) -> tuple[str, str, str] | None:
    """The level, the place, and the first of the words that say the level."""
    for length in range(min(_MOST_WORDS, len(tokens) - 1), 0, -1):
        for side, words, place in (
            ("behind", tokens[-length:], tokens[:-length]),
            ("before", tokens[:length], tokens[length:]),
        ):
            level = called(side).get(" ".join(words))
            if level is not None and len(place) <= _MOST_WORDS:
                return level, " ".join(place), words[0]
    return None


def is_said_of(entry: KnownBody, country: str) -> bool:
    """Whether the folded words are the country that a body's own names are of: “…, Norvegia” of a Norwegian one."""
    if country not in countries():
        return False
    return any(f" {country[:_OF_COUNTRY]}" in f" {folded(name)}" for name in entry.all_names)

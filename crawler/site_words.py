"""What the words of a site let guess: which links lead to listings, who is behind it, and which county it is about."""

import re

from romanian import lexicon
from romanian.fold import fold
from romanian.siruta import gazetteer, key

KINDS = ("national", "agency", "ngo", "news")  # the narrowest first: “Agenția Națională” is no local agency
LONGEST = 60  # characters of a link's words that may name a listing
_WORD = re.compile(r"\w+(?:-\w+)*")
CAPITAL = "București"
_CITIES = frozenset({"city"})


def names_listing(text: str) -> bool:
    """Whether the words of a link are those of a listing, as “Proiecte în derulare”."""
    folded = " ".join(fold(text).split())
    return len(folded) <= LONGEST and any(
        entry.id == "listing" and entry.regex.fullmatch(folded) for entry in lexicon.load("sites")
    )


def guess_kind(*texts: str) -> tuple[str, str] | None:
    """Kind of a source and the words that it is guessed from; the first text that says something decides."""
    for text in texts:
        folded = fold(text)
        for kind in KINDS:
            for entry in lexicon.load("sites"):
                if entry.id == kind and (found := entry.regex.search(folded)):
                    return kind, text[found.start() : found.end()]
    return None


def guess_county(*texts: str) -> tuple[str, str] | None:
    """County and the name that it is guessed from: that of a county, or of a city that stands in one county alone."""
    for text in texts:
        words = _WORD.findall(text)
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                if county := _county_of(name):
                    return county, name
    return None


def _county_of(name: str) -> str | None:
    if key(name) == "bucuresti":
        return CAPITAL
    if unit := gazetteer().county(name):
        return unit.county
    cities = {unit.county for unit in gazetteer().named(name) if unit.level in _CITIES}
    return cities.pop() if len(cities) == 1 else None

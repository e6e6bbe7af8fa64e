"""Programmes and funds that stand where an organisation does: “finanțat de POCU”, “Granturile SEE 2009–2014”.

The programme's entry says which names are one, where the words are nothing but a name of it. Norway's grants and those
of the European Economic Area are one entry there; as donors they are two, and a third where both are named.
"""

import re
from functools import cache

from resolve.bodies import kind_of
from resolve.name_stems import LITTLE, stem
from resolve.names import organisation_key
from resolve.programme_names import find_programme
from resolve.spelling import folded, words
from romanian.programmes import lineage

_YEARS = re.compile(r"(?:19|20)?\d\d")
_DONORS = re.compile(r"\b (?: (?P<norway> norv\w* | norway ) | (?P<area> see | spatiul(?:ui)? | eea ) ) \b", re.VERBOSE)


def programme_of(plain: str, text: str) -> str | None:
    """A key for the programme that a name is nothing but a name of, or None; `plain` is the folded text."""
    if kind_of(organisation_key(text), text) != "fund":
        return None
    found = find_programme(text)
    if found is None:
        return None
    named = [stem(word) for word in plain.split() if word not in LITTLE and not _YEARS.fullmatch(word)]
    known = _vocabulary(found.programme.id)
    if not all(word in known for word in named):
        return None
    donors = sorted({match.lastgroup or "" for match in _DONORS.finditer(plain)})
    return " ".join((f"programme {found.programme.id}", *donors))


@cache
def _vocabulary(identity: str) -> frozenset[str]:
    """Stems of all words by which the programme and what it belongs to are named."""
    names = {
        name
        for entry in lineage(identity)
        for name in (entry.name, entry.short or "", *entry.aliases, *entry.alone, *entry.within)
    }
    return frozenset(
        stem(word) for name in (*names, "program programul fonduri fondul romania") for word in words(folded(name))
    )

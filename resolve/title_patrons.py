"""Whom a hospital in a title is named after: pages leave patrons out, and no two of them are of one hospital."""

import re

from resolve.spelling import folded, words

_HOUSE = r"\b(?i:spital|sanatori|maternit|institut(?!ion)|policlinic)\w*+"
_QUOTED = re.compile(
    rf"(?P<house>{_HOUSE}[^„“”\"«»–—:;.,()]{{0,60}})[„“\"«](?P<patron>[^„“”\"«»]{{4,60}})[”“\"»]", re.UNICODE
)
# “Spitalul Municipal Dr. Gheorghe Marinescu Târnăveni”: with a degree two names follow
_WITH_DEGREE = re.compile(
    rf"(?P<house>{_HOUSE}[^„“”\"«»–—:;.,()]{{0,60}}?)"
    r"(?P<patron>\b(?:(?:[Dd]r|[Pp]rof|[Aa]cad|[Cc]onf|[Gg]en)\b\.?\s?)+(?:[A-ZĂÂÎȘŞȚŢ][\w.]*[\s-]){1,2}?[A-ZĂÂÎȘŞȚŢ][\w-]+)"
)
_ANY = re.compile(r"pital|PITAL|anator|ANATOR|aternit|ATERNIT|nstitut|NSTITUT|oliclin|OLICLIN")
_DEGREES = frozenset(("dr", "prof", "acad", "conf", "gen", "doctor", "profesor", "sf", "sfantul", "sfanta"))


def without_patron(title: str) -> tuple[str, frozenset[str]]:
    """The title without its hospital's patron, and the folded words that name him; none where it tells none."""
    if _ANY.search(title) is None:
        return title, frozenset()
    for pattern in (_QUOTED, _WITH_DEGREE):
        match = pattern.search(title)
        if match is not None:
            named = frozenset(words(folded(match["patron"]))) - _DEGREES
            return f"{title[: match.end('house')]} {title[match.end() :]}", named
    return title, frozenset()


def are_two_patrons(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both are told and have no name in common."""
    return bool(one and other) and one.isdisjoint(other)

"""Whether the words around a date are those of a byline: rubric, author, time, counters, and nothing else.

“Actualitate    03.09.2022    Redacția    0 comentarii”, “3 septembrie 2022 ONG-uri”, “Ana Pop | 3 sept. 2022, 08:05”.
The words are data (`lexicon/bylines.toml`); a word that is none of them and no name makes a sentence of the line.
"""

import re
from functools import lru_cache

from romanian import lexicon
from romanian.calendar import WEEKDAYS
from romanian.days import TIME
from romanian.fold import fold

WEEKDAY_NAME = (
    r"(?:"
    + "|".join(WEEKDAYS)
    + r"|mon|tue|wed|thu|fri|sat|sun|lun|mie|vin|sam|dum|hetfo|kedd|szerda|csutortok|pentek|szombat|vasarnap)"
    + r"(?:day|sday|nesday|rsday|urday)?\b\.?"
)
"""Pattern of a weekday, Romanian or English, whole or cut, or Hungarian."""

_LABEL_DATA = re.compile(rf"\bdata\W*(?:{WEEKDAY_NAME}\W*)?$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|·•●/,;>»]+\s*|\s+-+(?:\s+|$)|^-+\s|\s{2,}|\t")
_BAR = re.compile(r"[|·•●]")
_CLOCK_BEFORE = re.compile(r"(?:^|\s)(?:ora\s)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\W*$")
_CLOCK_BEHIND = re.compile(rf"\W{{0,3}}(?:{WEEKDAY_NAME}\W{{1,2}})?{TIME}(?:\s*hrs?\b)?")
_NEUTRAL = re.compile(
    rf"(?:{WEEKDAY_NAME}|\W+|\d[\d.]*(?!\w)|(?:in|on|la|pe|din|si|data|categori[ae]|rubrica|sectiunea)(?!\w))"
)
_BETWEEN_BARS = re.compile(r"[|·•●]\s*@\s*[|·•●]")
_TELLING = {"counter", "rubric", "author"}
_MOST_STRANGE = 3  # words of a piece that is nothing known: “Curier giurgiuvean | 3.09.2022 | Social”
_SOURCE = re.compile(r"sursa\s*:\s*\w+(?:[\s.-]\w+){0,5}")  # “Sursa: Ziarul de ieri”, whatever its words
_COUNT = re.compile(r"\s*\d{1,4}\s*")  # of comments, behind a name and a date
_CAPITAL = re.compile(r"[A-Z][\w.'-]*")
_SAYS_MORE = re.compile(r"(?:\s+[a-z]{4,12}(?!\w))?")  # Știri locale, Știrile zilei
_MOST_NAMES = 5  # capitalised words in one piece
_LONGEST = 160  # characters
_KINDS = ("counter", "rubric", "author")


@lru_cache(maxsize=8)
def _of_kind(kind: str) -> re.Pattern[str]:
    return re.compile(lexicon.bounded(lexicon.words("bylines", kind=kind)))


def is_byline(before: str, behind: str, *, release: bool = False) -> bool:
    """Whether nothing but a byline stands in plain text before and behind a date.

    A name alone is enough behind a bar (“Ana Pop | 3.09.2022”), and anywhere in the head of a press release.
    """
    if len(before) + len(behind) > _LONGEST or _of_kind("occasion").search(
        fold(_without_label(before) + " . " + behind)
    ):
        return False
    clock = _CLOCK_BEHIND.match(fold(behind)) or _CLOCK_BEFORE.search(fold(before))
    if clock is not None and clock.re is _CLOCK_BEHIND:
        behind = "|" + behind[clock.end() :]
    elif clock is not None:
        before = before[: clock.start()] + "|"
    found: set[str] = {"clock"} if clock else set()
    bare = False  # a name right beside the date, which may as well be a place
    strange = 0
    pieces = [(*_SEPARATOR.split(before),), (*_SEPARATOR.split(behind),)]
    for side, touching in ((pieces[0], len(pieces[0]) - 1), (pieces[1], 0)):
        for index, piece in enumerate(side):
            kinds = _kinds(piece.strip())
            if kinds is None and index != touching and len(piece.split()) <= _MOST_STRANGE:
                strange += 1
                continue
            if kinds is None:
                return False
            bare = bare or (kinds == {"name"} and index == touching)
            found |= kinds
    if strange and (strange > 1 or not _BETWEEN_BARS.search(before + "@" + behind) or not found & _TELLING):
        return False
    if bare and not release and "counter" not in found and not _COUNT.fullmatch(behind):
        return False
    return bool(not found or found - {"name"} or release or _COUNT.fullmatch(behind) or _BAR.search(before + behind))


_ENGLISH_DAY = re.compile(r"(?<!\w)(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*$")


def is_machine_head(before: str) -> bool:
    """Whether the words before a date are those that the software of a site puts before a Romanian text.

    “Știri Gorj Tuesday, 8 March 2016 …”: nobody who writes in Romanian names the weekday in English.
    """
    return _ENGLISH_DAY.search(fold(before)) is not None and is_byline(before, "")


def is_machine_stamp(before: str) -> bool:
    """Whether nothing but the key of an export (“date 2021-04-09 …”) stands before a page's first day."""
    return before.strip() in ("", "date")


def is_occasion(words: str) -> bool:
    """Whether folded words begin with what makes a date that of an event or of a paper."""
    return _of_kind("occasion").match(words) is not None


def _without_label(before: str) -> str:
    """The text before a date without a “Data:” that leads to it."""
    return _LABEL_DATA.sub("", before)


def _kinds(piece: str) -> set[str] | None:
    """What a piece between two separators is made of; None when a word is strange to bylines."""
    folded, place, names = fold(piece), 0, 0
    kinds: set[str] = set()
    if _SOURCE.fullmatch(folded):
        return {"author"}
    while place < len(piece):
        for kind in _KINDS:
            match = _of_kind(kind).match(folded, place)
            if match:
                kinds.add(kind)
                break
        else:
            match = _NEUTRAL.match(folded, place) or _CAPITAL.match(piece, place)
            if match is None:
                return None
            if match.re is _CAPITAL:
                kinds.add("name")
                names += 1
        place = match.end()
        if match.re is _of_kind("rubric") and (more := _SAYS_MORE.match(folded, place)):
            place = more.end()
    return kinds if names <= _MOST_NAMES else None

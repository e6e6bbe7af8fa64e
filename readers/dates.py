"""Calendar dates as bylines, datelines and stamps write them, found in folded text.

Only whole dates (day, month, year): a publication date that lacks its day is none. Their forms are those of
`romanian.days`; here stands what a byline allows beside them: “2019. március 14.”, “2019.03.14”, the short year
behind a label (“Postat la 14-03-19”), and the American order where the weekday proves it (“Thu, 03/14/2019”).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from romanian import lexicon
from romanian.calendar import WEEKDAYS
from romanian.days import days_in

_EARLIEST = "1980"
_GLUED_BEFORE = re.compile(r"(?:[\w.]|(?<![a-z]{4})/)\Z")  # nr. 45/14.05.2019, but Vaslui/14.05.2019
_YEAR = re.compile(r"\d{4}|\d\d[./-]\d\d[./-]\d\d")  # whole or short: no date without one
_GLUED_BEHIND = re.compile(r"\d|[./-]\d")
_HUNGARIAN_MONTHS = (
    "januar", "februar", "marcius", "aprilis", "majus", "junius", "julius", "augusztus", "szeptember", "oktober",
    "november", "december",
)  # fmt: skip
# 2019. március 14. · 2019.03.14. · 2019. 03. 14.
_YEAR_FIRST = re.compile(
    rf"""
    (?<![\w/.,-]) (?P<year>(?:19|20)\d\d) \.? \s?
    (?: (?P<name>{"|".join(_HUNGARIAN_MONTHS)}) \s | (?<=[.\s])(?<=\d\.|\.\s) (?P<month>\d\d) \.\s? )
    (?P<day>\d{{1,2}}) (?!\d) (?!\.?\d)
    """,
    re.VERBOSE,
)
_LABEL = lexicon.words("bylines", kind="label")
_SHORT_YEAR = re.compile(
    rf"(?<!\w){_LABEL}(?: (?:la|pe|in))?(?: data de)?\s*:?\s*"
    r"(?P<whole>(?P<day>\d\d)(?P<mark>[./-])(?P<month>\d\d)(?P=mark)(?P<year>[0-4]\d))(?![\d/.-])"
)
_LABEL_TOUCHES = re.compile(rf"(?<!\w){_LABEL}(?:la|pe|in)?\Z")  # Publicat14 martie 2019
_LONGEST_LABEL = 30  # characters
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AMERICAN = re.compile(
    rf"(?<!\w)(?P<weekday>{'|'.join(_ENGLISH_DAYS)}|{'|'.join(WEEKDAYS)}|lun|mie|vin|sam|dum)(?:[a-z]{{0,6}}day)?\.?"
    r",?\s+(?P<whole>(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>20\d\d))(?!\d)"
)
_CUT_DAYS = {"lun": 0, "mie": 2, "vin": 4, "sam": 5, "dum": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """`folded[start:end]` is the date `iso` (YYYY-MM-DD); a weekday before it stands outside."""

    start: int
    end: int
    iso: str


def dates_in(folded: str) -> list[FoundDate]:
    """Every whole date of the calendar from 1980 on, in order."""
    if not _YEAR.search(folded):
        return []
    own = [*_year_first(folded), *_short(folded), *_american(folded)]
    taken = {place for found in own for place in range(found.start, found.end)}
    others = [found for found in _apart(folded) if found.start not in taken]
    return sorted((*own, *others), key=lambda found: found.start)


def _apart(folded: str) -> Iterator[FoundDate]:
    last = 0
    for day in sorted(days_in(folded), key=lambda day: (day.digits, -day.end)):
        if day.digits < last or day.iso < _EARLIEST or _GLUED_BEHIND.match(folded, day.end):
            continue
        if _GLUED_BEFORE.search(folded, max(day.digits - 1, 0), day.digits):
            touching = folded[max(day.digits - _LONGEST_LABEL, 0) : day.digits]
            if not (day.named and _LABEL_TOUCHES.search(touching)):
                continue
        last = day.end
        yield FoundDate(start=day.digits, end=day.end, iso=day.iso)


def _year_first(folded: str) -> Iterator[FoundDate]:
    for found in _YEAR_FIRST.finditer(folded):
        month = _HUNGARIAN_MONTHS.index(found["name"]) + 1 if found["name"] else int(found["month"])
        day = _day(int(found["year"]), month, int(found["day"]))
        if day is not None and day.isoformat() >= _EARLIEST:
            yield FoundDate(start=found.start(), end=found.end(), iso=day.isoformat())


def _short(folded: str) -> Iterator[FoundDate]:
    for found in _SHORT_YEAR.finditer(folded):
        day = _day(2000 + int(found["year"]), int(found["month"]), int(found["day"]))
        if day is not None:
            yield FoundDate(start=found.start("whole"), end=found.end(), iso=day.isoformat())


def _american(folded: str) -> Iterator[FoundDate]:
    """Drupal in English puts the month first; believed where the weekday fits that order and not the other."""
    for found in _AMERICAN.finditer(folded):
        name = found["weekday"]
        if name in WEEKDAYS:
            weekday = WEEKDAYS.index(name)
        else:
            weekday = _ENGLISH_DAYS.index(name) if name in _ENGLISH_DAYS else _CUT_DAYS[name]
        year, first, second = int(found["year"]), int(found["month"]), int(found["day"])
        american, european = _day(year, first, second), _day(year, second, first)
        if american is None or american.weekday() != weekday or (european and european.weekday() == weekday):
            continue
        yield FoundDate(start=found.start("whole"), end=found.end(), iso=american.isoformat())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

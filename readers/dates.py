"""Calendar dates as bylines, datelines and stamps write them, found in folded text.

Only whole dates (day, month, year): a publication date that lacks its day is none. Their forms are those of
`romanian.days`; here stands what a byline allows beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from romanian.days import days_in

_EARLIEST = "1980"
_YEAR = re.compile(r"\d{4}|\d\d[./-]\d\d[./-]\d\d")  # whole or short: no date without one
_GLUED_BEFORE = re.compile(r"[\w/.]\Z")  # nr. 45/14.05.2019
_GLUED_BEHIND = re.compile(r"\d|[./-]\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """`folded[start:end]` is the date `iso` (YYYY-MM-DD); a weekday before it stands outside."""

    start: int
    end: int
    iso: str


def dates_in(folded: str) -> list[FoundDate]:
    """Every whole date of the calendar from 1980 on, in order."""
    return list(_apart(folded)) if _YEAR.search(folded) else []


def _apart(folded: str) -> Iterator[FoundDate]:
    last = 0
    for day in sorted(days_in(folded), key=lambda day: (day.digits, -day.end)):
        if day.digits < last or day.iso < _EARLIEST or _GLUED_BEHIND.match(folded, day.end):
            continue
        if _GLUED_BEFORE.search(folded, max(day.digits - 1, 0), day.digits):
            continue
        last = day.end
        yield FoundDate(start=day.digits, end=day.end, iso=day.iso)

"""Calendar dates as bylines, datelines and stamps write them, found in folded text.

Only whole dates (day, month, year): a publication date that lacks its day is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from romanian.calendar import MONTH, MONTHS, ROMAN_MONTHS

_YEAR = r"(?:19[89]\d|20\d\d)"
_DATE = re.compile(
    rf"""
    (?<![\w/.])
    (?:
        (?P<iso_year>{_YEAR}) - (?P<iso_month>\d\d) - (?P<iso_day>\d\d)   # 2023-09-27
      | (?P<day>\d{{1,2}}) (?:-a)? [ ./-]{{0,2}} (?P<name>{MONTH}) ,? [ ./-]{{0,2}}
        (?P<year>{_YEAR})                                                              # 27 sept. 2023
      | (?P<us_name>{MONTH}) [ ] (?P<us_day>\d{{1,2}}) (?:st|nd|rd|th)? ,? [ ]
        (?P<us_year>{_YEAR})                                                           # octombrie 17, 2017
      | (?P<num_day>\d{{1,2}}) (?P<mark>[./-]) (?P<num_month>\d{{1,2}}|[ivx]{{1,4}}) (?P=mark)
        (?P<num_year>{_YEAR})
    )
    (?!\d | [./-]\d)
    """,
    re.VERBOSE,
)  # the last one: 22.03.2022, 22/3/2022, 22.III.2022
TIME = r"(?:,?\s*(?:-|@|\||la|ora|orele|at)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]m)?\b)"
"""Pattern of a time of day with what leads to it, in folded text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """`folded[start:end]` is the date `iso` (YYYY-MM-DD)."""

    start: int
    end: int
    iso: str


def dates_in(folded: str) -> Iterator[FoundDate]:
    """Every whole date of the calendar from 1980 on, in order."""
    for found in _DATE.finditer(folded):
        iso = _iso(found)
        if iso is not None:
            yield FoundDate(start=found.start(), end=found.end(), iso=iso)


def _iso(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    day = parts["iso_day"] or parts["day"] or parts["us_day"] or parts["num_day"]
    year = parts["iso_year"] or parts["year"] or parts["us_year"] or parts["num_year"]
    name = parts["name"] or parts["us_name"]
    number = parts["iso_month"] or parts["num_month"]
    if name:
        month = MONTHS[name.rstrip(".")]
    elif number.isdigit():
        month = int(number)
    else:
        month = ROMAN_MONTHS.get(number, 0)
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None

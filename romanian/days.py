"""Whole days of the calendar as Romanian pages write them: day, month and year, found in folded text.

Readers look for them in bylines, the extractor in running text; both gain from each form that is added here. Own
grammar: general date libraries read “mai” (more) as May, phone numbers as years and the month before the day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from romanian.calendar import MONTH, MONTHS, ROMAN_MONTHS, WEEKDAYS, WHOLE_MONTH

YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
"""Pattern of a year that a page about projects may speak of."""

_ANY_YEAR = r"(?:1[89]\d\d|20[0-4]\d)"  # a whole day may lie further back: “Decretul regal din 12 mai 1921”
WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?"
"""Pattern of the weekday that may stand before a day."""

TIME = r"(?:,?\s*(?:-|@|\||la|ora|orele|at)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]m)?\b)"
"""Pattern of a time of day with what leads to it, in folded text."""

# 13.06.2019 · 04/03/2019 · 9.XII.2015 · 13. 06. 2019 · 13.06 2019 · 13..06.2019
_NUMERIC = re.compile(
    rf"""
    (?<!\d) (?<!\d[.,]) {WEEKDAY} (?P<digits>)
    (?P<day>\d{{1,2}}) \s? (?P<mark>[./-]) (?:\s|(?P=mark))? (?P<month>\d{{1,2}}|[ivx]{{1,4}})
    (?: \s? (?P=mark) (?:\s|(?P=mark))? | (?<=[./]\d\d)\s ) (?P<year>{_ANY_YEAR}) (?!\d)
    """,
    re.VERBOSE,
)
# 27 09 2023 · 27 09.2023, and not the end of a telephone number
_WITH_BLANKS = re.compile(
    rf"(?<![\d.,/-])(?<!\d )(?P<digits>)(?P<day>\d\d)(?P<mark> )(?P<month>\d\d)[ .](?P<year>{YEAR})"
    r"(?!\d)(?! \d)(?! (?:de )?(?:lei|ron|euro)\b)"
)
# 27.09.23 · 20-04-10 10:38: two digits of a year are enough only where words before it or a time behind it say so
_SHORT_YEAR = re.compile(
    r"(?<![\d.,-])(?<!\d )(?P<digits>)(?P<day>\d\d)(?P<mark>[./-])(?P<month>\d\d)(?P=mark)"
    r"(?P<year>[0-4]\d)(?![\d/-])(?!\.\d)"
)
_DATE_FOLLOWS = re.compile(
    r"(?:(?<!\w)(?:data(?:\s+de)?|pe|perioad\w+|publicat\w*|postat\w*|contract\w*[^\n]{0,30}\d)\s*[:/]?|(?:\A|\n))\s*\Z"
)
_TIME_FOLLOWS = re.compile(rf"{TIME}")
_LINE_BEGINS = re.compile(r"(?:\A|\n)[^\w\n]*\Z")
# 2023-09-14 · 2023/09/14 · 2023-09-14T11:55
_ISO = re.compile(
    r"""
    (?<![\d/.]) (?: (?<!-) | (?<=\d{4}-\d\d-\d\d-) ) (?P<digits>)
    (?P<year>(?:19|20)\d\d) (?P<mark>[-/]) (?P<month>\d\d) (?P=mark) (?P<day>\d\d) (?!\d) (?! [/-] (?!\d{4}-) )
    """,
    re.VERBOSE,
)
# 13 iunie 2019 · 1-Mar-2018 · 27 Sep, 2023 · 1martie 2019 · 1 mai anul 2019
MONTH_NAME = rf"(?:{MONTH}|{WHOLE_MONTH}(?=\d{{4}}))"
"""Pattern of a month's name, which a year may touch."""
DAY_OF_MONTH = rf"""
    (?<![\d/]) (?<!\d[.,:]) {WEEKDAY} (?P<digits>) (?P<day>\d{{1,2}}|intai(?=\s)) (?:-a)? [\s.-]{{0,3}}
    (?: (?<!\w) | (?<=\d)(?={WHOLE_MONTH}) ) (?P<month>{MONTH_NAME})
"""
"""Verbose pattern of a day and the name of its month."""
_NAMED = re.compile(
    rf"{DAY_OF_MONTH} [\s,./-]{{0,3}} (?:anul\s+)? (?P<year>{_ANY_YEAR}) (?!\d) (?!\s*(?:de\s+)?(?:lei|ron|euro))",
    re.VERBOSE,
)
# octombrie 17, 2017 · May 3rd, 2021
_MONTH_FIRST = re.compile(
    rf"(?<!\w)(?P<digits>)(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>{YEAR})(?!\d)"
)
_ISO_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d-\Z")
_VERSION = re.compile(r"(?<!\w)(?:v\.|ver\.|versiunea)\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """`folded[begin:end]` is the day `iso` (YYYY-MM-DD); `begin` takes in a weekday, `digits` does not."""

    begin: int
    digits: int
    end: int
    iso: str
    named: bool  # the month is a word


def days_in(folded: str) -> Iterator[Day]:
    """Every whole day of the calendar, form by form; the same place may be read in two forms."""
    for pattern in (_NUMERIC, _WITH_BLANKS, _ISO, _SHORT_YEAR, _NAMED, _MONTH_FIRST):
        for match in pattern.finditer(folded):
            if pattern is _SHORT_YEAR and not _may_be_short(folded, match):
                continue
            mark = match.groupdict().get("mark")
            if mark == "-" and _ISO_YEAR.search(folded, max(match.start() - 6, 0), match.start()):
                continue  # month and day of an ISO date
            if _VERSION.search(folded, max(match.start() - 12, 0), match.start()):
                continue
            iso = _iso(match)
            if iso is not None:
                yield Day(
                    begin=match.start(), digits=match.start("digits"), end=match.end(), iso=iso, named=mark is None
                )


def _may_be_short(folded: str, match: re.Match[str]) -> bool:
    begin = match.start()
    if match["mark"] == "-":
        first = _LINE_BEGINS.search(folded, max(begin - 6, 0), begin) is not None
        return first and _TIME_FOLLOWS.match(folded, match.end()) is not None
    return _DATE_FOLLOWS.search(folded, max(begin - 50, 0), begin) is not None


def _iso(match: re.Match[str]) -> str | None:
    year, name = match["year"], match["month"].rstrip(".")
    month = MONTHS.get(name) or ROMAN_MONTHS.get(name) or (int(name) if name.isdigit() else 0)
    day = 1 if match["day"] == "intai" else int(match["day"])
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), month, day).isoformat()
    except ValueError:
        return None

"""Finds calendar dates and ranges in folded text and gives their values, whatever their role.

The single dates come from `extract.date_forms` and `extract.date_relative`; here overlapping ones are weighed,
and two of them with a range mark between become one range, the left of which may lack its month or year.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.date_forms import DateSpan, find_with_year, iso
from extract.date_relative import find_relative
from romanian.calendar import MONTH, MONTHS

__all__ = ["DateSpan", "find_date_spans"]

_RANGE_MARK = re.compile(
    r"\s*(?:\([^()\n]{1,120}\)\s*)?,?\s*(?:ora\s+\d{1,2}[:.]\d\d\s*)?(?:-|si|(?:si\s+)?pana\s+(?:la|in|pe)|la|to|until)\s*(?:data\s+de\s+|luna\s+|sfarsitul\s+lunii\s+)?",
    re.VERBOSE,
)
# “3 - 5 iunie 2021”, “de la 15 la 20 august”: a day before the range mark
_MARK = r"(?:-|si|pana\s+(?:la|in|pe|la\s+data\s+de)|(?<=\d\s)la)\s*(?:luna\s+)?$"
_LEFT_DAY = re.compile(rf"(?<![\d.,/])(?<!\d-)(?P<day>\d{{1,2}})\s*{_MARK}")
# “aprilie - decembrie 2024”, “1 iunie - 15 august 2023”: a month, with or without its day
_LEFT_MONTH = re.compile(rf"(?<!\w)(?:(?<!\d)(?P<day>\d{{1,2}})\s*(?<!\w))?(?P<month>{MONTH})\s*{_MARK}")
# “iulie, august și septembrie 2021”: months in a row
_LEFT_MONTHS = re.compile(rf"(?<!\w)(?P<months>{MONTH}(?:\s*,\s*{MONTH}){{0,10}})\s*(?:,|si|,\s*si)\s*(?:luna\s+)?$")
# “03.06-28.07.2021”: a day and a month in digits
_LEFT_DIGITS = re.compile(rf"(?<![\d.,/])(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})\.?\s*{_MARK}")
_NO_DAY = re.compile(r"(?<!\w)(?:nr|art|pct|cap|alin|lit|anexa|punctul|hotarare\w*|ora|orele)\.?\s*$")
# “Perioada de implementare: 04.03.2019 04.09.2023”: the mark itself is lost
_PERIOD_BEFORE = re.compile(r"(?<!\w)(?:perioad|durat|interval)\w*[^.;\n\d]{0,40}\Z")
_OPENED = re.compile(r"(?<!\w)intre(?:\s+(?:data|datele|luna|lunile|zilele|perioada))?(?:\s+de)?\s*\Z")
_AND = re.compile(r"\s*,?\s*si\s+(?:luna\s+)?\Z")
_LEADS_TO_A_DAY = re.compile(r"(?<!\w)(?:in|pe|la|din|zilele|datele|zilele\s+de|datele\s+de|data\s+de)\s*\Z")
_OPENING = 24  # characters of such words
_PERIOD_REACH = 60  # characters
_LEFT_REACH = 60  # characters


def find_date_spans(folded: str, published: str | None) -> list[DateSpan]:
    """Every date and range in folded text, in its order, without overlaps.

    `published` (ISO) gives “ieri” its value, and a day and month their year.
    """
    kept = _without_overlaps([*find_with_year(folded, published), *find_relative(folded, published)])
    return list(_joined(folded, kept))


def _without_overlaps(candidates: list[DateSpan]) -> list[DateSpan]:
    kept: list[DateSpan] = []
    for span in sorted(candidates, key=lambda s: (s.begin, -s.stop)):
        if (
            kept
            and kept[-1].form == "relative"
            and kept[-1].start == span.start
            and span.begin - kept[-1].stop in (1, 2)
        ):
            kept.pop()  # “ieri, 10 mai 2021” tells one day twice
        if not kept or span.begin >= kept[-1].stop:
            kept.append(span)
        elif span.stop - span.begin > kept[-1].stop - kept[-1].begin:
            kept[-1] = span
    return kept


def _joined(folded: str, spans: list[DateSpan]) -> Iterator[DateSpan]:
    """Two dates with a range mark between them are one range; a left end may lack month or year."""
    waiting: DateSpan | None = None
    for span in _with_lists(folded, spans):
        current = _with_left_end(folded, span)
        if waiting is not None:
            if current.begin <= waiting.begin:
                waiting = current  # “15 iunie - 15 august 2020”: what stood for the left end was half of it
                continue
            between = folded[waiting.stop : current.begin]
            if _may_join(folded, waiting, current) and (
                _RANGE_MARK.fullmatch(between) or _lost_its_mark(folded, waiting, current)
            ):
                waiting = replace(waiting, stop=current.stop, end=current.end)
                continue
            yield waiting
        waiting = current
    if waiting is not None:
        yield waiting


def _with_lists(folded: str, spans: list[DateSpan]) -> Iterator[DateSpan]:
    """The spans, and before one the date that shares its month or year (“iulie” și septembrie 2015)."""
    reach = 0
    for span in spans:
        shared = _sharing(folded, span)
        if shared is not None and shared.begin >= reach:
            yield shared
        yield span
        reach = span.stop


def _sharing(folded: str, span: DateSpan) -> DateSpan | None:
    """The date before “și” that takes its month or its year from a single one behind it, and is no range with it."""
    if span.is_range or span.form not in ("named", "numeric"):
        return None
    window = max(span.begin - _LEFT_REACH, 0)
    before = folded[window : span.begin]
    mark = _AND.search(before)
    found = _left_end(span, before) if mark else None
    if mark is None or found is None or found[0] >= mark.start() or found[1] >= span.end:
        return None
    place, start = found
    led = _LEADS_TO_A_DAY.search(before, 0, place) or not before[place : place + 1].isdigit()
    if _OPENED.search(before, 0, place) or not led or _with_left_end(folded, span) is not span:
        return None
    return DateSpan(begin=window + place, stop=window + mark.start(), start=start, end=start, form="named")


def _lost_its_mark(folded: str, left: DateSpan, right: DateSpan) -> bool:
    if not left.form == right.form == "numeric" or folded[left.stop : right.begin] != " ":
        return False
    return _PERIOD_BEFORE.search(folded, max(left.begin - _PERIOD_REACH, 0), left.begin) is not None


def _may_join(folded: str, left: DateSpan, right: DateSpan) -> bool:
    if left.is_range and left.form != "part":
        return False
    if "relative" in (left.form, right.form) or not left.start < right.end:
        return False
    between = folded[left.stop : right.begin].split()
    with_and = "si" in between and "pana" not in between
    opened = _OPENED.search(folded, max(left.begin - _OPENING, 0), left.begin) is not None
    return opened or not with_and


def _with_left_end(folded: str, span: DateSpan) -> DateSpan:
    """The span as a range, when a left end without a year stands before it."""
    if span.is_range or span.form not in ("named", "numeric"):
        return span
    window = max(span.begin - _LEFT_REACH, 0)
    before = folded[window : span.begin]
    found = _left_end(span, before)
    if found is None:
        return span
    place, start = found
    with_and = "si" in before[place:].split()
    opened = _OPENED.search(before, 0, place) is not None
    apart = len(start) == 10 or _months_in_a_row(span, before) is None
    if start >= span.end or (with_and and not opened and apart):
        return span
    return replace(span, begin=window + place, start=start)


def _months_in_a_row(span: DateSpan, before: str) -> tuple[int, str] | None:
    """Where a list of neighbouring months begins that ends in this one; months apart are no range."""
    match = _LEFT_MONTHS.search(before) if len(span.end) == 7 else None
    if match is None:
        return None
    months = [MONTHS[name.rstrip(".")] for name in re.findall(MONTH, match["months"])]
    if [*months, int(span.end[5:])] != list(range(months[0], months[0] + len(months) + 1)):
        return None
    return match.start(), f"{span.end[:4]}-{months[0]:02d}"


def _left_end(span: DateSpan, before: str) -> tuple[int, str] | None:
    """Where the left end of a range begins in the text before its right end, and its date."""
    if found := _months_in_a_row(span, before):
        return found
    year, month = span.end[:4], span.end[5:7]
    in_digits = span.form == "numeric"
    if len(span.end) == 10 and (match := _LEFT_DAY.search(before)):
        start = iso(year, month, match["day"])
    elif match := (_LEFT_DIGITS if in_digits else _LEFT_MONTH).search(before):
        start = iso(year, match["month"] if in_digits else MONTHS[match["month"].rstrip(".")], match["day"])
        if match["month"] == "mai" and not match["day"] and len(before) <= 3:
            return None
    else:
        return None
    if start is None or _NO_DAY.search(before, 0, match.start()):
        return None
    return match.start(), start

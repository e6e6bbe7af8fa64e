"""When projects run, as pages state it: which two periods are one, and which can't be."""

import re
from dataclasses import dataclass

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?")
_YEAR = 12  # months
_APART = 18  # months between two beginnings, or two ends, of what must be two projects
_SHIFTED = 11  # months by which both ends of another year's edition lie later
_SAME = 2  # months


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Beginning and end, in months since the year 0, in the middle of what is stated; None where it is not."""

    start: float | None
    end: float | None

    @property
    def is_whole(self) -> bool:
        """Whether both are stated."""
        return self.start is not None and self.end is not None


def read_period(start: object, end: object, months: object) -> Period | None:
    """A period from ISO texts, of any precision, and a length in months; None when nothing is stated."""
    length = float(months) if isinstance(months, (int, float)) and not isinstance(months, bool) else None
    begin, finish = _month(start), _month(end)
    if length is not None and finish is None and begin is not None:
        finish = begin + length
    elif length is not None and begin is None and finish is not None:
        begin = finish - length
    return None if begin is None and finish is None else Period(start=begin, end=finish)


def years_of(period: Period) -> tuple[int, ...]:
    """The years in which it begins and ends, as far as they are known."""
    return tuple(sorted({int(month // _YEAR) for month in (period.start, period.end) if month is not None}))


def spans(period: Period, year: int) -> bool:
    """Whether it runs in a year, as far as it is known."""
    years = years_of(period)
    return years[0] <= year <= years[-1]


def conflict(one: Period, other: Period) -> bool:
    """Whether they can't be one: more than a year between them, or both ends of one a year later."""
    for first, second in ((one, other), (other, one)):
        if first.end is not None and second.start is not None and second.start - first.end > _YEAR:
            return True
    begin, finish = _gap(one.start, other.start), _gap(one.end, other.end)
    if begin is not None and finish is not None:
        return begin * finish > 0 and min(abs(begin), abs(finish)) >= _SHIFTED
    return any(gap is not None and abs(gap) > _APART for gap in (begin, finish))


def agree(one: Period, other: Period) -> bool:
    """Whether they begin together and end together, as far as both tell; a page may tell no more than years."""
    pairs = [(a, b) for a, b in ((one.start, other.start), (one.end, other.end)) if a is not None and b is not None]
    return bool(pairs) and all(abs(b - a) <= _SAME or a // _YEAR == b // _YEAR for a, b in pairs)


def nearly_agree(one: Period, other: Period) -> bool:
    """Whether they agree but for one end that is put off, or told a year otherwise."""
    if agree(one, other):
        return True
    gaps = [_gap(one.start, other.start), _gap(one.end, other.end)]
    told = [abs(gap) for gap in gaps if gap is not None]
    return len(told) > 1 and min(told) <= _SAME and max(told) <= _YEAR


def _gap(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else other - one


def _month(text: object) -> float | None:
    match = _ISO.match(text) if isinstance(text, str) else None
    if match is None:
        return None
    year = int(match["year"]) * _YEAR
    return year + (_YEAR / 2 if match["month"] is None else int(match["month"]) - 0.5)

"""Finds calendar dates and ranges in folded text and gives their values, whatever their role.

Own grammar: general date libraries read “mai” (more) as May, phone numbers as years and the month before the
day. A date is as precise as its source: a day, a month or a year.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from romanian.calendar import MONTH, MONTHS, ROMAN_MONTHS, WEEKDAYS

_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?"

# 13.06.2019 · 04/03/2019 · 9.XII.2015 · 13. 06. 2019
_NUMERIC = re.compile(
    rf"""
    (?<!\d) (?<!\d[.,]) {_WEEKDAY}
    (?P<day>\d{{1,2}}) \s? (?P<mark>[./-]) \s? (?P<month>\d{{1,2}}|[ivx]{{1,4}}) \s? (?P=mark) \s?
    (?P<year>{_YEAR}) (?!\d)
    """,
    re.VERBOSE,
)
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
# 13 iunie 2019 · 1-Mar-2018 · 27 Sep, 2023 · octombrie 17, 2017 · iunie 2020 · 5 mai
_NAMED = re.compile(
    rf"""
    (?:
      (?<![\d/]) (?<!\d[.,:]) {_WEEKDAY} (?P<day>\d{{1,2}}) (?:-a)? [\s.-]{{0,3}} (?<!\w) (?P<month>{MONTH})
        (?: [\s,-]{{1,3}} (?:anul\s+)? (?P<year>{_YEAR}) (?!\d) (?!\s*(?:de\s+)?(?:lei|ron|euro)) )?
        (?! \s+ al?\s+fiecar )
    | (?<!\w) (?P<month_first>{MONTH}) \s+ (?P<day_second>\d{{1,2}}) , \s+ (?P<year_third>{_YEAR}) (?!\d)
    | (?<!\w) (?P<month_only>{MONTH}) (?: [\s,-]{{1,3}} | \s+(?:a\s+)?anul(?:ui)?\s+ )
        (?P<year_only>{_YEAR}) (?!\d)
    )
    """,
    re.VERBOSE,
)
# T4 2021 · trimestrul III al anului 2018 · semestrul II 2025
_PART = re.compile(
    rf"""
    (?<!\w) (?: (?P<quarter>t|q|trim\.?|trimestrul) | (?P<half>s|sem\.?|semestrul) )
    \s* (?P<number>[1-4]|i{{1,3}}|iv) \s+ (?: (?:al?\s+)?(?:anul(?:ui)?\s+)? ) (?P<year>{_YEAR}) (?!\d)
    """,
    re.VERBOSE,
)
_YEAR_EDGE = re.compile(
    rf"(?<!\w)(?P<edge>sfarsitul|finalul|finele|inceputul)\s+(?:lui\s+|anului\s+)(?P<year>{_YEAR})(?!\d)"
)
_YEARS = re.compile(
    rf"(?<![\d.,/-])(?P<first>{_YEAR})\s?(?:-|si|pana\s+in)\s?(?P<last>{_YEAR})(?![\d/])(?!-\d)(?!\.\d)"
)
# A year alone is a date only where words say so.
_YEAR_ALONE = re.compile(
    rf"""
    (?<!\w) (?: (?:(?:in|din|pentru|pana\s+in|pe|de|intregul|incepand\s+cu|inca\s+din)\s+)? anul(?:ui)?
              | in | din | pentru | pana\s+in | inca\s+din )
    \s+ (?P<year>{_YEAR}) (?![\d/]) (?!\s*(?:de|lei|ron|euro|persoane|copii|%)(?!\w)) (?![.,]\d)
    """,
    re.VERBOSE,
)
_YEAR_LIST = re.compile(rf"(?<!\w)anii\s+(?P<list>{_YEAR}(?:\s*(?:,|si)\s*{_YEAR})+)(?!\d)")
_RELATIVE = re.compile(r"(?<!\w)(?<!de )(?P<word>alaltaieri|ieri|astazi|azi|luna\s+trecuta|anul\s+trecut)(?!\w)")
_RANGE_MARK = re.compile(
    r"\s*,?\s*(?:-|si|pana\s+(?:la|in|pe)|la)\s*(?:data\s+de\s+|luna\s+|sfarsitul\s+lunii\s+)?", re.VERBOSE
)
# “3 - 5 iunie 2021”: a day before the range mark; “aprilie - decembrie 2024”: a month.
_LEFT_DAY = re.compile(r"(?<![\d.,/])(?P<day>\d{1,2})\s*(?:-|si|pana\s+(?:la|in|pe))\s*$")
_LEFT_MONTH = re.compile(
    rf"(?<!\w)(?:(?<!\d)(?P<day>\d{{1,2}})\s+)?(?P<month>{MONTH})\s*(?:-|si|pana\s+(?:la|in|pe))\s*$"
)
_LEFT_REACH = 40  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A date or a range at its place; `start` and `end` are ISO text, None where no year is known yet."""

    begin: int
    stop: int
    start: str
    end: str
    form: str  # numeric, named, part, edge, years, year, relative: how it was written

    @property
    def is_range(self) -> bool:
        return self.start != self.end


def find_date_spans(folded: str, published: str | None) -> list[DateSpan]:
    """Every date and range in folded text, in its order, without overlaps.

    `published` (ISO) gives “ieri” its value, and a day and month their year.
    """
    candidates: list[DateSpan] = []
    for finder in (_numeric, _named, _parts, _edges, _years, _year_lists, _years_alone):
        candidates.extend(finder(folded, published))
    candidates.extend(_relative(folded, published))
    kept = _without_overlaps(candidates)
    return list(_joined(folded, kept))


def _without_overlaps(candidates: list[DateSpan]) -> list[DateSpan]:
    kept: list[DateSpan] = []
    for span in sorted(candidates, key=lambda s: (s.begin, -s.stop)):
        if not kept or span.begin >= kept[-1].stop:
            kept.append(span)
        elif span.stop - span.begin > kept[-1].stop - kept[-1].begin:
            kept[-1] = span
    return kept


def _joined(folded: str, spans: list[DateSpan]) -> Iterator[DateSpan]:
    """Two dates with a range mark between them are one range; a left end may lack month or year."""
    waiting: DateSpan | None = None
    for span in spans:
        current = _with_left_end(folded, span)
        if waiting is not None:
            between = folded[waiting.stop : current.begin]
            if _may_join(folded, waiting, current) and _RANGE_MARK.fullmatch(between):
                waiting = replace(waiting, stop=current.stop, end=current.end)
                continue
            yield waiting
        waiting = current
    if waiting is not None:
        yield waiting


def _may_join(folded: str, left: DateSpan, right: DateSpan) -> bool:
    if left.is_range and left.form != "part":
        return False
    if "relative" in (left.form, right.form) or not left.start < right.end:
        return False
    with_and = "si" in folded[left.stop : right.begin].split()
    opened = folded[max(left.begin - 12, 0) : left.begin].rstrip().endswith(("intre", "intre data de"))
    return opened or not with_and


def _with_left_end(folded: str, span: DateSpan) -> DateSpan:
    if span.is_range or span.form != "named":
        return span
    window = max(span.begin - _LEFT_REACH, 0)
    before = folded[window : span.begin]
    if len(span.end) == 10 and (match := _LEFT_DAY.search(before)):
        start = _iso(span.end[:4], int(span.end[5:7]), match["day"])
        with_and = "si" in before[match.start() :].split()
        opened = before[: match.start()].rstrip().endswith("intre")
        if start and start < span.end and (opened or not with_and):
            return replace(span, begin=window + match.start(), start=start)
    elif match := _LEFT_MONTH.search(before):
        month = MONTHS[match["month"].rstrip(".")]
        start = _iso(span.end[:4], month, match["day"])
        if start and start < span.end and (month != 5 or match["day"] or len(before) > 3):
            return replace(span, begin=window + match.start(), start=start)
    return span


def _iso(year: str | None, month: int | str, day: str | int | None) -> str | None:
    """ISO text of a real date, or None where there is no such day."""
    if year is None:
        return None
    month = int(month)
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year}-{month:02d}"
    if not 1 <= int(day) <= calendar.monthrange(int(year), month)[1]:
        return None
    return f"{year}-{month:02d}-{int(day):02d}"


def _single(match: re.Match[str], value: str | None, form: str) -> Iterator[DateSpan]:
    if value is not None:
        yield DateSpan(begin=match.start(), stop=match.end(), start=value, end=value, form=form)


def _numeric(folded: str, _published: str | None) -> Iterator[DateSpan]:
    for match in _NUMERIC.finditer(folded):
        month = ROMAN_MONTHS.get(match["month"]) or (int(match["month"]) if match["month"].isdigit() else 0)
        yield from _single(match, _iso(match["year"], month, match["day"]), "numeric")
    for match in _ISO.finditer(folded):
        yield from _single(match, _iso(match["year"], match["month"], match["day"]), "numeric")


def _named(folded: str, published: str | None) -> Iterator[DateSpan]:
    for match in _NAMED.finditer(folded):
        name = match["month"] or match["month_first"] or match["month_only"]
        day = match["day"] or match["day_second"]
        year = match["year"] or match["year_third"] or match["year_only"]
        if year is None and published:
            year = published[:4]
        yield from _single(match, _iso(year, MONTHS[name.rstrip(".")], day), "named")


def _parts(folded: str, _published: str | None) -> Iterator[DateSpan]:
    for match in _PART.finditer(folded):
        number = ROMAN_MONTHS.get(match["number"]) or int(match["number"])
        months = 3 if match["quarter"] else 6
        if number * months > 12:
            continue
        first, last = (number - 1) * months + 1, number * months
        yield DateSpan(
            begin=match.start(),
            stop=match.end(),
            start=f"{match['year']}-{first:02d}",
            end=f"{match['year']}-{last:02d}",
            form="part",
        )


def _edges(folded: str, _published: str | None) -> Iterator[DateSpan]:
    for match in _YEAR_EDGE.finditer(folded):
        value = match["year"] if match["edge"] == "inceputul" else f"{match['year']}-12-31"
        yield from _single(match, value, "edge")


def _years(folded: str, _published: str | None) -> Iterator[DateSpan]:
    for match in _YEARS.finditer(folded):
        if match["first"] < match["last"]:
            yield DateSpan(begin=match.start(), stop=match.end(), start=match["first"], end=match["last"], form="years")


def _years_alone(folded: str, _published: str | None) -> Iterator[DateSpan]:
    for match in _YEAR_ALONE.finditer(folded):
        yield from _single(match, match["year"], "year")


def _year_lists(folded: str, _published: str | None) -> Iterator[DateSpan]:
    for match in _YEAR_LIST.finditer(folded):
        for year in re.finditer(_YEAR, match["list"]):
            begin = match.start("list") + year.start()
            yield DateSpan(begin=begin, stop=begin + 4, start=year[0], end=year[0], form="year")


def _relative(folded: str, published: str | None) -> Iterator[DateSpan]:
    if published is None or len(published) < 10:
        return
    day = date.fromisoformat(published)
    for match in _RELATIVE.finditer(folded):
        word = re.sub(r"\s+", " ", match["word"])
        if word == "anul trecut":
            value = str(day.year - 1)
        elif word == "luna trecuta":
            value = (day.replace(day=1) - timedelta(days=1)).isoformat()[:7]
        else:
            value = (day - timedelta(days={"ieri": 1, "alaltaieri": 2}.get(word, 0))).isoformat()
        yield from _single(match, value, "relative")

"""The forms in which Romanian pages write a date whose year they give: day, month, year, quarter, season, list.

Own grammar: general date libraries read “mai” (more) as May, phone numbers as years and the month before the
day. A date is as precise as its source: a day, a month or a year. Everything here takes folded text. What
is reckoned from the day of publication stands in `extract.date_relative`, what joins two dates in
`extract.date_spans`.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.date_parts import EDGE, ORDINAL_PART, PART, SEASON, edge_of, months_of, with_year
from romanian.calendar import MONTH, MONTHS, ROMAN_MONTHS, WEEKDAYS, WHOLE_MONTH

YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
"""Pattern of a year that a page about projects may speak of."""

_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?"


# 13.06.2019 · 04/03/2019 · 9.XII.2015 · 13. 06. 2019
_NUMERIC = re.compile(
    rf"""
    (?<!\d) (?<!\d[.,]) {_WEEKDAY}
    (?P<day>\d{{1,2}}) \s? (?P<mark>[./-]) \s? (?P<month>\d{{1,2}}|[ivx]{{1,4}}) \s? (?P=mark) \s?
    (?P<year>{YEAR}) (?!\d)
    """,
    re.VERBOSE,
)
# 27 09 2023, and not the end of a telephone number
_WITH_BLANKS = re.compile(
    rf"(?<![\d.,/-])(?<!\d )(?P<day>\d\d)(?P<mark> )(?P<month>\d\d) (?P<year>{YEAR})"
    r"(?!\d)(?! \d)(?! (?:de )?(?:lei|ron|euro)\b)"
)
# 27.09.23: two digits of a year are enough only where words before it say that a date follows
_SHORT_YEAR = re.compile(
    r"(?<![\d.,-])(?<!\d )(?P<day>\d\d)(?P<mark>[./])(?P<month>\d\d)(?P=mark)(?P<year>[0-4]\d)(?![\d/])(?!\.\d)"
)
_DATE_FOLLOWS = re.compile(
    r"(?:(?<!\w)(?:data(?:\s+de)?|pe|perioad\w+|publicat\w*|postat\w*|contract\w*[^\n]{0,30}\d)\s*[:/]?|(?:\A|\n))\s*\Z"
)
# 2023-09-14 · 2023/09/14 · 2023-09-14T11:55
_ISO = re.compile(
    r"""
    (?<![\d/.]) (?: (?<!-) | (?<=\d{4}-\d\d-\d\d-) )
    (?P<year>(?:19|20)\d\d) (?P<mark>[-/]) (?P<month>\d\d) (?P=mark) (?P<day>\d\d) (?!\d) (?! [/-] (?!\d{4}-) )
    """,
    re.VERBOSE,
)
# 13 iunie 2019 · 1-Mar-2018 · 27 Sep, 2023 · 1martie 2019 · octombrie 17, 2017 · iunie 2020 · 5 mai
_MONTH_NAME = rf"(?:{MONTH}|{WHOLE_MONTH}(?=\d{{4}}))"
_NAMED = re.compile(
    rf"""
    (?:
      (?<![\d/]) (?<!\d[.,:]) {_WEEKDAY} (?P<day>\d{{1,2}}|intai(?=\s)) (?:-a)? [\s.-]{{0,3}}
        (?: (?<!\w) | (?<=\d)(?={WHOLE_MONTH}) ) (?P<month>{_MONTH_NAME})
        (?: [\s,-]{{0,3}} (?:anul\s+)? (?P<year>{YEAR}) (?!\d) (?!\s*(?:de\s+)?(?:lei|ron|euro)) )?
        (?! \s+ al?\s+fiecar )
    | (?<!\w) (?P<month_first>{MONTH}) \s+ (?P<day_second>\d{{1,2}}) , \s+ (?P<year_third>{YEAR}) (?!\d)
    | (?<!\w) (?P<month_only>{_MONTH_NAME}) (?: [\s,-]{{0,3}} | \s+(?:(?:a|din)\s+)?anul(?:ui)?\s+ | \s+din\s+ )
        (?P<year_only>{YEAR}) (?!\d)
    )
    """,
    re.VERBOSE,
)
# 14-15 noiembrie 2019 · 14, 15 și 16 noiembrie 2019 · 27/28 septembrie 2023
_DAY_LIST = re.compile(
    rf"""
    (?<![\d.,/:]) (?P<days> \d{{1,2}} (?: \s?(?:,|/|\ssi\s)\s? \d{{1,2}} ){{1,8}} ) \s+ (?P<month>{MONTH})
    \s+ (?P<year>{YEAR}) (?!\d)
    """,
    re.VERBOSE,
)
# 09.2020 – 08.2022 · 09/2020-08/2022 · 06.2023; a month and a year behind “nr.” are the number of a paper
_MONTH_AND_YEAR = re.compile(
    rf"(?<![\d.,/])(?P<month>0[1-9]|1[0-2])(?P<mark>[./])(?P<year>{YEAR})(?![\d/])(?!\.\d)(?!\s*(?:de\s+)?(?:lei|ron|euro)\b)"
)
_OTHER_MONTH = re.compile(r"\s*(?:-|pana\s+(?:la|in))\s*(?:0[1-9]|1[0-2])[./]\d{4}")
_ONE_MONTH = re.compile(r"(?<!\d)(?:0[1-9]|1[0-2])[./]\d{4}\s*(?:-|pana\s+(?:la|in))\s*\Z")
_NUMBER_OF_A_PAPER = re.compile(r"(?<!\w)(?:nr|art|cap|pct|anexa|punctul|litera|pagina|tabelul)\.?\s*\Z")
_ISO_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d-\Z")
_VERSION = re.compile(r"(?<!\w)(?:v\.|ver\.|versiunea)\s*\Z")
# 2016-2018 · între 2016 și 2018 · anul școlar 2021/2022
_YEARS = re.compile(
    rf"""
    (?<![\d.,/-]) (?P<first>{YEAR}) \s? (?P<mark>-|/|si|pana\s+(?:in|la)) \s? (?P<last>{YEAR})
    (?![\d/]) (?!-\d) (?!\.\d)
    """,
    re.VERBOSE,
)
_YEARS_OPENED = {
    "si": re.compile(r"(?<!\w)intre(?:\s+anii)?\s*\Z"),
    "/": re.compile(r"(?<!\w)(?:anul(?:ui)?\s+(?:scolar|universitar)|perioad\w+|intervalul|anii|sezonul)\s*:?\s*\Z"),
}
# A year alone is a date only where words say so.
_YEAR_ALONE = re.compile(
    rf"""
    (?<!\w) (?: (?:(?:in|din|pentru|pana\s+in|pe|de|intregul|incepand\s+cu|inca\s+din)\s+)?
                  (?: anul(?:ui)? (?:\s+(?:bugetar|fiscal|calendaristic|scolar|universitar|financiar))?
                    | exercitiul(?:ui)? \s+ (?:bugetar|financiar) )
              | in | din | pentru | pana\s+in | inca\s+din )
    \s+ (?P<year>{YEAR}) (?![\d/]) (?!\s?-\s?\d{{4}}(?!\d)) (?!-\d\d?-\d)
    (?!\s*(?:de|lei|ron|euro|persoane|copii|%)(?!\w)) (?![.,]\d)
    """,
    re.VERBOSE,
)
_YEAR_LIST = re.compile(rf"(?<!\w)(?:anii|in)\s+(?P<list>{YEAR}(?:\s*,\s*{YEAR}){{0,20}}\s*(?:,|si)\s*{YEAR})(?!\d)")
_EVERY_YEAR = re.compile(r"(?<!\w)(?:fiecare\s+an|anual)[,\s]+(?:(?:pe|la|in)\s+)?\Z")  # “în fiecare an, pe 1 iunie”
# Strada 13 Septembrie, Piața 16 Decembrie 1989, Universitatea „1 Decembrie 1918”: a name, not a day
_IN_A_NAME = re.compile(
    r"""
    (?<!\w)
    (?: str\.? | strada | strazii | bd\.? | bdul\.? | b-dul | bulevardul(?:ui)? | calea | caii | sos\.? | soseaua
      | aleea | piata | pietei | cartier\w* | parcul | stadionul | universitat\w+ | comuna
      | (?:scoal\w+|liceul\w*|colegiul\w*|gradinit\w+) (?=\s*"|\s+(?:gimn|teor|nat|tehn))
          (?:\s+(?:gimnazial\w+|teoretic|national|tehnic\w*))? )
    \s* "? \s* \Z
    """,
    re.VERBOSE,
)
_NAME_REACH = 30  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A date or a range at its place in folded text; `start` and `end` are ISO text."""

    begin: int
    stop: int
    start: str
    end: str
    form: str  # numeric, named, part, edge, years, year, relative: how it was written

    @property
    def is_range(self) -> bool:
        return self.start != self.end


def iso(year: str | None, month: int | str, day: str | int | None) -> str | None:
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


def spanning(match: re.Match[str], start: str | None, end: str | None, form: str) -> Iterator[DateSpan]:
    """The span of a whole match, or nothing without a value."""
    if start is not None and end is not None:
        yield DateSpan(begin=match.start(), stop=match.end(), start=start, end=end, form=form)


_PARTS = tuple(with_year(form, YEAR) for form in (PART, ORDINAL_PART, SEASON))
_EDGE = with_year(EDGE, YEAR)


def find_with_year(folded: str, published: str | None) -> Iterator[DateSpan]:
    """Every date that gives its year, and a day with its month, which takes the year of publication."""
    yield from _numeric(folded)
    yield from _named(folded, published)
    yield from _months_in_digits(folded)
    for pattern in _PARTS:
        for match in pattern.finditer(folded):
            months = months_of(match, match["year"])
            if months:
                yield from spanning(match, *months, "part")
    for match in _EDGE.finditer(folded):
        value = edge_of(match, match["year"])
        yield from spanning(match, value, value, "edge")
    yield from _years(folded)


def _numeric(folded: str) -> Iterator[DateSpan]:
    for pattern in (_NUMERIC, _WITH_BLANKS, _ISO, _SHORT_YEAR):
        for match in pattern.finditer(folded):
            month = ROMAN_MONTHS.get(match["month"]) or (int(match["month"]) if match["month"].isdigit() else 0)
            year = match["year"]
            if match["mark"] == "-" and _ISO_YEAR.search(folded, max(match.start() - 6, 0), match.start()):
                continue  # month and day of an ISO date
            if _VERSION.search(folded, max(match.start() - 12, 0), match.start()):
                continue
            if len(year) == 2:
                if not _DATE_FOLLOWS.search(folded, max(match.start() - 50, 0), match.start()):
                    continue
                year = f"20{year}"
            value = iso(year, month, match["day"])
            yield from spanning(match, value, value, "numeric")


def _named(folded: str, published: str | None) -> Iterator[DateSpan]:
    for match in _NAMED.finditer(folded):
        name = match["month"] or match["month_first"] or match["month_only"]
        day = match["day"] or match["day_second"]
        year = match["year"] or match["year_third"] or match["year_only"]
        if day and _IN_A_NAME.search(folded, max(match.start() - _NAME_REACH, 0), match.start()):
            continue
        if year is None and published and not _EVERY_YEAR.search(folded, max(match.start() - 25, 0), match.start()):
            year = published[:4]
        value = iso(year, MONTHS[name.rstrip(".")], "1" if day == "intai" else day)
        yield from spanning(match, value, value, "named")
    for match in _DAY_LIST.finditer(folded):
        days = [int(day) for day in re.findall(r"\d+", match["days"])]
        if days != list(range(days[0], days[-1] + 1)):
            continue  # days apart from one another are no range
        month = MONTHS[match["month"].rstrip(".")]
        yield from spanning(match, iso(match["year"], month, days[0]), iso(match["year"], month, days[-1]), "named")


def _months_in_digits(folded: str) -> Iterator[DateSpan]:
    for match in _MONTH_AND_YEAR.finditer(folded):
        before = folded[max(match.start() - 30, 0) : match.start()]
        in_range = _OTHER_MONTH.match(folded, match.end()) or _ONE_MONTH.search(before)
        if not in_range and (match["mark"] == "/" or before.endswith("-") or _NUMBER_OF_A_PAPER.search(before)):
            continue
        value = iso(match["year"], match["month"], None)
        yield from spanning(match, value, value, "numeric")


def _years(folded: str) -> Iterator[DateSpan]:
    for match in _YEARS.finditer(folded):
        opened = _YEARS_OPENED.get(match["mark"])
        if match["first"] < match["last"] and (
            opened is None or opened.search(folded, max(match.start() - 30, 0), match.start())
        ):
            yield from spanning(match, match["first"], match["last"], "years")
    for match in _YEAR_LIST.finditer(folded):
        for year in re.finditer(YEAR, match["list"]):
            begin = match.start("list") + year.start()
            yield DateSpan(begin=begin, stop=begin + 4, start=year[0], end=year[0], form="year")
    for match in _YEAR_ALONE.finditer(folded):
        yield from spanning(match, match["year"], match["year"], "year")

"""The forms in which Romanian pages write a date whose year they give: day, month, year, quarter, season, list.

Whole days come from `romanian.days`. A date is as precise as its source: a day, a month or a year. Everything here
takes folded text. What is reckoned from the day of publication stands in `extract.date_relative`, what joins two
dates in `extract.date_spans`.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.date_parts import EDGE, ORDINAL_PART, PART, SEASON, edge_of, months_of, with_year
from romanian import lexicon
from romanian.calendar import MONTH, MONTHS
from romanian.days import DAY_OF_MONTH, MONTH_NAME, YEAR, days_in

# 5 mai · luni, 15 aprilie: the year is that of publication
_WITHOUT_YEAR = re.compile(
    rf"{DAY_OF_MONTH} (?! [\s,-]{{0,3}} (?:anul\s+)? {YEAR} (?!\d) ) (?! \s+ al?\s+fiecar )", re.VERBOSE
)
# cu 5 mai mulți · 12 mai mari: the word compares
_COMPARES = re.compile(lexicon.bounded(lexicon.words("comparisons")))
# iunie 2020 · iunie a anului 2020
_MONTH_AND_NAME = re.compile(
    rf"""
    (?<!\w) (?<!(?<!\d)\d[\s.-]) (?<!(?<!\d)\d\d[\s.-]) (?P<month>{MONTH_NAME})
    (?: [\s,-]{{0,3}} | \s+(?:(?:a|din)\s+)?anul(?:ui)?\s+ | \s+din\s+ ) (?P<year>{YEAR}) (?!\d)
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
_YEAR_LIST = re.compile(
    rf"(?<!\w)(?:anii|anilor|in)\s+(?P<list>{YEAR}(?:\s*,\s*{YEAR}){{0,20}}\s*(?:,|si)\s*{YEAR})(?!\d)"
)
# PHARE 2003: a programme that was agreed upon year by year
_ANNUAL = re.compile(
    rf"(?<![\w/]){lexicon.words('programme_years', kind='annual')}\s+(?P<year>{YEAR})(?![\d/])(?!\s?-\s?\d)"
)
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
    form: str  # numeric, named, part, edge, years, year, annual, relative: how it was written

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
    yield from _whole_days(folded)
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


def _whole_days(folded: str) -> Iterator[DateSpan]:
    for day in days_in(folded):
        if not (day.named and (_in_a_name(folded, day.begin) or _quoted(folded, day.begin, day.end))):
            form = "named" if day.named else "numeric"
            yield DateSpan(begin=day.begin, stop=day.end, start=day.iso, end=day.iso, form=form)


def _in_a_name(folded: str, place: int) -> bool:
    return _IN_A_NAME.search(folded, max(place - _NAME_REACH, 0), place) is not None


def _quoted(folded: str, begin: int, end: int) -> bool:
    """Whether quotation marks hold the day alone: the name of a school or a street."""
    return folded[begin - 1 : begin] == folded[end : end + 1] == '"'


def _named(folded: str, published: str | None) -> Iterator[DateSpan]:
    for match in _WITHOUT_YEAR.finditer(folded) if published else ():
        begin = match.start()
        if _in_a_name(folded, begin) or _EVERY_YEAR.search(folded, max(begin - 25, 0), begin):
            continue
        if match["month"] == "mai" and _COMPARES.match(folded, match.end("month") + 1):
            continue
        month = MONTHS[match["month"].rstrip(".")]
        value = iso(published and published[:4], month, "1" if match["day"] == "intai" else match["day"])
        yield from spanning(match, value, value, "named")
    for match in _MONTH_AND_NAME.finditer(folded):
        value = iso(match["year"], MONTHS[match["month"].rstrip(".")], None)
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
    for match in _ANNUAL.finditer(folded):
        begin, stop = match.span("year")
        yield DateSpan(begin=begin, stop=stop, start=match["year"], end=match["year"], form="annual")

"""Dates that are reckoned from the day of publication: “ieri”, “luna trecută”, “vara acestui an”, “pe 20.05”.

Without a day of publication they are no dates. Weeks (“săptămâna trecută”) and years without an article
(“la sfârșitul anului”) are left alone: they name no calendar date.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from extract.date_forms import DateSpan, iso, spanning
from extract.date_parts import EDGE, ORDINAL_PART, PART, SEASON, edge_of, months_of, with_year
from romanian.calendar import MONTHS, WEEKDAYS, WHOLE_MONTH

_YEAR_WORDS = {
    -1: r"anul(?:ui)?\s+trecut",
    0: r"acest(?:ui)?\s+an|anul(?:ui)?\s+(?:acesta|curent|in\s+curs)",
    1: r"anul(?:ui)?\s+viitor",
}
_ANY_YEAR = "(?:" + "|".join(_YEAR_WORDS.values()) + ")"
_PARTS = tuple(with_year(form, _ANY_YEAR) for form in (PART, ORDINAL_PART, SEASON))
_EDGE = with_year(EDGE, _ANY_YEAR)
# “față de anul trecut” compares; “și în acest an” says “again”
_YEAR_PHRASE = re.compile(rf"(?<!\w)(?<!de )(?<!si in )(?<!si )(?:in\s+)?(?P<year>{_ANY_YEAR})(?!\w)")
_DAYS = {"ieri": -1, "alaltaieri": -2, "azi": 0, "astazi": 0, "maine": 1, "poimaine": 2}
# “tinerii de azi”, “care azi nu au unde merge” name no day, “conferința de ieri” does
_DAY_WORD = re.compile(
    r"""
    (?<!\w) (?: (?<!de\ ) (?<!pe\ ) (?<!care\ ) (?<!unde\ )
              | (?<=conferinta\ de\ ) | (?<=presa\ de\ ) | (?<=sedinta\ de\ )
              | (?<=intalnirea\ de\ ) | (?<=evenimentul\ de\ ) | (?<=lansarea\ de\ ) )
    (?P<word>alaltaieri|ieri|astazi|azi|poimaine|maine) (?!\w)
    """,
    re.VERBOSE,
)
_FIGURATIVE = 40  # characters between two such words
_MONTH_WORD = re.compile(r"(?<!\w)(?<!de )luna\s+(?P<which>trecuta|viitoare|aceasta|curenta)(?!\w)")
_MONTH_OFFSETS = {"trecuta": -1, "viitoare": 1}
# în luna martie · luna martie a acestui an · octombrie anul trecut; with a year of its own it is no relative date
_NAMED_MONTH = re.compile(
    rf"""
    (?<!\w) (?: (?P<named>luna|lunii) \s+ )? (?P<month>{WHOLE_MONTH}|mai) (?!\w)
    (?: \s+ (?:(?:a|din|al)\s+)? (?P<year>{_ANY_YEAR}) (?!\w) | (?(named)|(?!)) )
    (?! \s* (?:[,-]\s?)? (?:(?:a|din)\s+)? (?:anul(?:ui)?\s+)? \d{{4}} (?!\d) ) (?! \s+ al?\s+fiecar )
    """,
    re.VERBOSE,
)
# “pe 20.05”, “în data de 20.05”, “joi, 20.05”: two numbers are a day and a month only behind such words
_DAY_AND_MONTH = re.compile(
    rf"""
    (?<!\w) (?: pe | data\s+de | datei\s+de | ziua\s+de | (?:{"|".join(WEEKDAYS)}),? ) \s+
    (?P<date> (?P<day>\d{{1,2}}) [./] (?P<month>0[1-9]|1[0-2]) )
    (?! [./:]?\d ) (?! \s* (?: %|(?:de\s+)?(?:lei|ron|eur|euro|puncte|mp|ha|km|ore|la\s+suta)\b ) )
    """,
    re.VERBOSE,
)


def find_relative(folded: str, published: str | None) -> Iterator[DateSpan]:
    """Every date in folded text that needs the day of publication (ISO), in no particular order."""
    if published is None or len(published) < 10:
        return
    today = date.fromisoformat(published)
    yield from _days(folded, today)
    yield from _months(folded, today)
    for match in _YEAR_PHRASE.finditer(folded):
        value = _year(match["year"], today)
        yield from spanning(match, value, value, "relative")
    for pattern in _PARTS:
        for match in pattern.finditer(folded):
            months = months_of(match, _year(match["year"], today))
            if months:
                yield from spanning(match, *months, "part")
    for match in _EDGE.finditer(folded):
        edge = edge_of(match, _year(match["year"], today))
        yield from spanning(match, edge, edge, "edge")


def _days(folded: str, today: date) -> Iterator[DateSpan]:
    words = list(_DAY_WORD.finditer(folded))
    for index, match in enumerate(words):
        near = [*words[max(index - 1, 0) : index], *words[index + 1 : index + 2]]
        if any(abs(other.start() - match.start()) < _FIGURATIVE for other in near):
            continue  # “calificați azi, angajați mâine” is a way of speaking
        value = (today + timedelta(days=_DAYS[match["word"]])).isoformat()
        yield from spanning(match, value, value, "relative")
    for match in _DAY_AND_MONTH.finditer(folded):
        value_or_none = iso(str(today.year), match["month"], match["day"])
        if value_or_none is not None:
            begin, stop = match.span("date")
            yield DateSpan(begin=begin, stop=stop, start=value_or_none, end=value_or_none, form="named")


def _months(folded: str, today: date) -> Iterator[DateSpan]:
    for match in _MONTH_WORD.finditer(folded):
        months = today.year * 12 + today.month - 1 + _MONTH_OFFSETS.get(match["which"], 0)
        value = f"{months // 12}-{months % 12 + 1:02d}"
        yield from spanning(match, value, value, "relative")
    for match in _NAMED_MONTH.finditer(folded):
        year = _year(match["year"], today) if match["year"] else str(today.year)
        value_or_none = iso(year, MONTHS[match["month"]], None)
        yield from spanning(match, value_or_none, value_or_none, "named")


def _year(words: str, today: date) -> str:
    offset = next(offset for offset, pattern in _YEAR_WORDS.items() if re.fullmatch(pattern, words))
    return str(today.year + offset)

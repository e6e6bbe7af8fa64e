"""How long a project lasts, as its text states it: months, never computed from dates.

The length of courses, works, rents and of what comes after the project is another thing; the words for both stand in
`lexicon/durations.toml`.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from extract.links import Mentions, project_at
from extract.reading import Reading
from romanian import lexicon
from romanian.numerals import NUMBER_WORDS, parse_number_words
from store.records import Span

_Found = tuple[int, int, bool, Decimal]  # places of the folded text, whether months are named, months

# durata: 24 luni · timp de șase luni · trei ani · 1,5 ani · un an și șase luni · doi ani și jumătate
_DURATION = re.compile(
    rf"""
    (?<![\d.,/\w-]) (?: (?P<number>\d{{1,3}}) (?P<decimal>[.,]5)? | (?P<words>{NUMBER_WORDS}) )
    \s* (?:\([\w\s]+\)\s*)? (?:de\s+)? (?P<unit>luni|luna|ani|an|months|years) (?!\w)
    (?: \s+ si \s+ (?: (?P<half>jumatate)
                    | (?: (?P<more>\d\d?) | (?P<more_words>{NUMBER_WORDS}) ) \s* (?:de\s+)? luni (?!\w) ) )?
    """,
    re.VERBOSE,
)
# Durata (luni): 24 · Durata în luni | 24
_LABELLED = re.compile(
    r"(?<!\w)durat[ae]\w*[^.;\n\d|:]{0,40}?\(?(?:in\s+)?luni\)?\s*[:|=-]\s*(?P<number>\d{1,3})(?![\d.,/]|\s*(?:zile|ani))"
)
_FAR = re.compile(rf"(?<!\w){lexicon.words('durations', kind='far')}(?!\w)[^.;\n]{{0,60}}$")
_NEAR = re.compile(
    rf"(?<!\w){lexicon.words('durations', kind='near')}\s+(?:(?:circa|aproximativ|aproape|doar|numai|cel\s+putin)\s+)?$"
)
_OTHER = re.compile(
    rf"(?<!\w){lexicon.words('durations', kind='other')}(?!\w)[^.;\n]{{0,60}}$"
    r"|(?<!\w)(?:cel\s+putin|peste|minim\w*|pana\s+la|inca)\s+(?:de\s+)?$"
)
_BEHIND = re.compile(rf"\s+{lexicon.words('durations', kind='behind')}(?!\w)")
_IN_BRACKETS = re.compile(r"\d\s*[,(]\s*$")
_TITLE_BETWEEN = re.compile(r'"[^"\n]{3,400}"')  # “durata proiectului „…” este de 24 de luni”
_LONGEST = 120  # months; what is longer is somebody's age
_REACH = 80  # characters before, titles left out


def durations(
    reading: Reading, mentions: Mentions, titles: Iterable[tuple[int, int]] = ()
) -> dict[int, tuple[Decimal, Span]]:
    """Months of each project whose length is stated, and where; “3 ani (37 de luni)” counts its months.

    What stands in one of the `titles`, places of the folded text, is a name (“Viața după 18 ani”).
    """
    named = [*titles]
    found: dict[int, tuple[int, Decimal, Span]] = {}
    for place, behind, in_months, months in (*_labelled(reading.folded), *_stated(reading.folded)):
        if months > _LONGEST or any(start <= place < end for start, end in named):
            continue
        index = project_at(reading, mentions, place)
        rank = int(not in_months)
        if index is not None and (index not in found or rank < found[index][0]):
            found[index] = (rank, months, reading.span(place, behind))
    return {index: (months, span) for index, (_, months, span) in found.items()}


def _labelled(folded: str) -> list[_Found]:
    return [(m.start(), m.end("number"), True, Decimal(m["number"])) for m in _LABELLED.finditer(folded)]


def _stated(folded: str) -> list[_Found]:
    """Places, whether months are named, and the months of every length that words call a project's."""
    stated = []
    for match in _DURATION.finditer(folded):
        before = _TITLE_BETWEEN.sub("", folded[max(match.start() - 500, 0) : match.start()])[-_REACH:]
        said = _FAR.search(before) or _NEAR.search(before) or _IN_BRACKETS.search(before[-4:])
        if (said or _BEHIND.match(folded, match.end())) and not _OTHER.search(before):
            in_months = match["unit"] in ("luni", "luna", "months")
            stated.append((match.start(), match.end(), in_months, _months(match)))
    return stated


def _months(match: re.Match[str]) -> Decimal:
    number = Decimal(match["number"] or parse_number_words(match["words"].strip()))
    number += Decimal("0.5") if match["decimal"] else 0
    if match["unit"] in ("luni", "luna", "months"):
        return number
    more = 6 if match["half"] else int(match["more"] or 0)
    if match["more_words"]:
        more = parse_number_words(match["more_words"].strip())
    months = number * 12 + more
    return months.to_integral_value() if months == months.to_integral_value() else months

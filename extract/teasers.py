"""Teasers of other articles that end a page without a word that announces them.

A page's text ends where its last full sentence does; short lines below it are headlines of other articles when
the page cuts the text under one off (“… […]”), stamps two of them with a date, or one that it shows twice, or one with
a day and an hour that are not the page's own.
"""

import re
from collections import Counter
from itertools import pairwise

from extract.reading import Reading
from romanian.days import days_in

_LONGEST = 200  # characters of a headline
_LONGEST_CUT = 400  # characters of the beginning of another article
_MOST = 60  # lines
_SHORTEST = 20  # characters; “Mai mult…” is a button
_SENTENCE = re.compile(r"[.!?][\s\"')]*\Z")
_CUT = re.compile(r"(?:\.\.\.+|…|\[\s*(?:…|\.\.\.+)\s*\])[\s\"']*\Z")
_CLOCK = re.compile(r"\d{1,2}:\d\d\s*\Z")
_STAMP = re.compile(  # “Actualitate miercuri, 14 ianuarie 2026, 17:20”, “acum 3 ore”
    r"""
    (?: [\w ]{3,30} \W{1,3} )? (?: (?:luni|marti|miercuri|joi|vineri|sambata|duminica) ,? \s+ )?
    (?: \d{1,2} (?: \s+ [a-z]{3,10} \s+ | [./-]\d{1,2}[./-] ) \d{4} | acum\s+\d{1,2}\s+\w+ )
    (?: \W{1,3} \d{1,2}:\d\d )? \s* \Z
    """,
    re.VERBOSE,
)


def teasers_below(reading: Reading) -> tuple[int, int] | None:
    """The stretch of headlines at the page's end, or None."""
    first = _end_of_text(reading)
    published = reading.document.published
    lines = [reading.folded[b.start : b.end].strip() for b in reading.blocks[first:]]
    times = Counter(line for line in lines if _is_headline(line))
    stamped = {line for line, below in pairwise(lines) if _is_headline(line) and _is_stamp(below)}
    told = [
        index
        for index, (line, *below) in enumerate(zip(lines, lines[1:], [*lines[2:], ""], strict=False))
        if _is_headline(line)
        and (
            any(map(_is_cut, below))
            or (line in stamped and (len(stamped) > 1 or times[line] > 1 or _is_of_another(below[0], published)))
        )
    ]
    if not told or 2 * reading.blocks[first + told[0]].start < len(reading.folded):
        return None
    last = max(i for i, line in enumerate(lines) if i in told or _is_cut(line) or _is_stamp(line))
    return reading.blocks[first + told[0]].start, reading.blocks[first + last].end


def _end_of_text(reading: Reading) -> int:
    """The index of the first block below the last full sentence of the page."""
    index = len(reading.blocks)
    while index > max(0, len(reading.blocks) - _MOST):
        block = reading.blocks[index - 1]
        line = reading.folded[block.start : block.end]
        cut = _is_cut(line)
        if len(line) > (_LONGEST_CUT if cut else _LONGEST) or (_SENTENCE.search(line) and not cut):
            break
        index -= 1
    return index


def _is_headline(line: str) -> bool:
    return len(line) >= _SHORTEST and line[0].isalnum() and not _is_cut(line) and not _is_stamp(line)


def _is_cut(line: str) -> bool:
    return len(line) >= _SHORTEST and _CUT.search(line) is not None


def _is_of_another(stamp: str, published: str | None) -> bool:
    """Whether a stamp with a time of day is not that of the page itself, whose day is known."""
    days = [day.iso for day in days_in(stamp)]
    return published is not None and _CLOCK.search(stamp) is not None and days[:1] not in ([], [published])


def _is_stamp(line: str) -> bool:
    return len(line) <= 80 and _STAMP.match(line) is not None

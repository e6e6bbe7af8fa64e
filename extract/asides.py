"""What stands on a page and is not its text: teasers of other articles and comments of readers.

Readers of HTML drop them by the markup; in plain text and PDF only their words tell. Not a component: whoever
looks for facts asks whether a place lies in an aside.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.places import Places
from extract.reading import Reading
from extract.teasers import teasers_below
from romanian import lexicon

_LONGEST_TEASER = 160  # characters of a line
_MOST_TEASERS = 12  # lines
_SENTENCE = re.compile(r"[.!?][\s\"']*\Z")


@lru_cache(maxsize=1)
def _cue() -> re.Pattern[str]:
    cues = "|".join(rf"(?P<{e.id}>{e.pattern})".replace(" ", r"\s+") for e in lexicon.load("asides"))
    return re.compile(
        rf"""
        (?: [\w ]{{2,30}} \s [-|»] \s )? \W* (?:{cues}) (?!\w)                    # “Sibiu - ultimele știri”
        (?P<more> \s+ (?:din|despre|pe\s+tema) \s [^.!?:|\n]{{1,50}} \Z )? # “știri recente din categoria Local”
        \s* (?P<colon>[:>»-])? \W*
        """,
        re.VERBOSE,
    )


def asides(reading: Reading) -> Places:
    """The stretches of the text that are no part of what the page tells, in order."""
    told = Places(_stretches(reading))
    below = teasers_below(reading)
    if below is not None and not told.overlap(*below):
        told.add(*below)
    return told


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    length = len(reading.folded)
    skip = 0
    for index, block in enumerate(reading.blocks):
        if index < skip:
            continue
        cue = _cue().match(reading.folded, block.start, block.end)
        if cue is None:
            continue
        alone = cue.end() >= block.end
        if cue["neighbour"]:  # “Articolul următor” with the headline behind it or below it
            if alone or _is_headline(reading, index):
                skip = min(index + 1 + alone, len(reading.blocks))
                if alone and skip > index + 1 and not _is_headline(reading, index + 1):
                    skip = index + 1
                yield block.start, reading.blocks[skip - 1].end
            continue
        if cue["comments"]:
            if alone and 2 * block.start >= length:  # above the text it is a link of the menu
                yield block.start, length
                return
        elif cue["colon"] and not alone:
            yield block.start, block.end
        elif alone:
            skip = index + 1 if cue["rest"] else _below(reading, index)
            yield block.start, reading.blocks[skip - 1].end


def _is_headline(reading: Reading, index: int) -> bool:
    block = reading.blocks[index]
    line = reading.folded[block.start : block.end]
    return len(line) <= _LONGEST_TEASER and _SENTENCE.search(line) is None


def _below(reading: Reading, index: int) -> int:
    """The first block below a teaser's heading that is no teaser: it is long, or a sentence."""
    last = min(len(reading.blocks), index + 1 + _MOST_TEASERS)
    for below in range(index + 1, last):
        if not _is_headline(reading, below):
            return below
    return last

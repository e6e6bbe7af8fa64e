"""Quoted spans: every pair of quotation marks that Romanian pages use, mixed pairs included.

Not a component: projects and others ask it where the quotations of a document are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from extract.reading import Reading
from store.records import Block

_OPENING = "„«“"  # “ closes too, after „; what was opened decides
_MARK = re.compile(r"[„“”\"«»‟″ʺ˝ˮ〝〞＂]|,,|''|(?<!\w)[‘’'](?=\w)|(?<=[\w.!?])[’‘'](?!\w)")
_SINGLE = "‘’'"
_LONGEST = 600  # characters
_LONGEST_BROKEN = 200  # characters on either side of a line break
_OF_PROSE = frozenset({"heading", "paragraph"})
_SHORT_NAME = 40  # characters before an inner quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands between two quotation marks: `start`, `end` without the marks, `outer_*` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int


class Quotations:
    """The quotations of a document by their places."""

    def __init__(self, reading: Reading) -> None:
        self.all = find_quotations(reading)
        self._starts = [q.outer_start for q in self.all]
        self._reach = list(accumulate((q.outer_end for q in self.all), max))

    def first(self, start: int, end: int) -> Quotation | None:
        """The first quotation that opens between two places."""
        index = bisect_left(self._starts, start)
        return self.all[index] if index < len(self.all) and self._starts[index] < end else None

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with a stretch."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._reach[index] > start


def find_quotations(reading: Reading) -> list[Quotation]:
    """The quotations of each block in the order of the text, an outer one before those inside it.

    A mark that only opens („ « ,,) opens; any other opens when none is open and a word follows it, or when it stands
    behind a blank and right before a word, and closes otherwise. A quotation leaves its block only where a line was
    broken inside it; an opening mark that is never closed is passed over.
    """
    found: list[Quotation] = []
    begin = 0
    for index, block in enumerate(reading.blocks):
        start = max(block.start, begin)
        found += _in_block(reading.text, start, block.end)
        following = reading.blocks[index + 1] if index + 1 < len(reading.blocks) else None
        if following is not None and {block.kind, following.kind} <= _OF_PROSE:
            over = _over_the_break(reading.text, start, block.end, following)
            if over is not None:
                found.append(over)
                begin = over.outer_end
    return sorted(found, key=lambda q: (q.outer_start, -q.outer_end))


def _over_the_break(text: str, start: int, end: int, following: Block) -> Quotation | None:
    """A title broken over two lines: opened near the end of one, and the next goes on small and closes it."""
    last = None
    for mark in _MARK.finditer(text, max(start, end - _LONGEST_BROKEN), end):
        last = mark
    opens = (
        last is not None and last.group() in (*_OPENING, "”", '"', ",,") and text[last.end() : last.end() + 1].isalnum()
    )
    if last is None or not opens or (last.start() > start and not text[last.start() - 1].isspace()):
        return None
    if not text[following.start : following.start + 1].islower():
        return None
    close = _MARK.search(text, following.start, min(following.end, following.start + _LONGEST_BROKEN))
    if close is None or _opens(text, close, following.end, is_open=True):
        return None
    return _trimmed(text, last, close)


def _in_block(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: list[re.Match[str]] = []
    inner: dict[int, tuple[re.Match[str], re.Match[str]]] = {}  # the first quotation inside one, by where that opens
    for mark in _MARK.finditer(text, start, end):
        if opened and mark.start() - opened[0].start() > _LONGEST:
            opened.clear()
        if _opens(text, mark, end, is_open=bool(opened)):
            opened.append(mark)
        elif opened and (mark.group() in _SINGLE) is (opened[-1].group() in _SINGLE):
            first = opened.pop()
            yield _trimmed(text, first, mark)
            if opened:
                inner.setdefault(opened[-1].start(), (first, mark))
    if opened and opened[-1].start() in inner:
        first, mark = inner[opened[-1].start()]
        if first.start() - opened[-1].start() <= _SHORT_NAME:
            yield _trimmed(text, opened[-1], mark)  # ”VIP – PLUS „Voluntariat și profesionalism”: one mark closes both


def _opens(text: str, mark: re.Match[str], end: int, *, is_open: bool) -> bool:
    sign = mark.group()
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < end else " "
    if sign == "„" and is_open and not before.isspace() and not (after.isalnum() or after in '„“”"'):
        return before in "(["  # „X„ closes with the mark that opened it
    if sign == "„" or (sign == "«" and not (is_open and before.isalnum() and not after.isalnum())):
        return True
    if sign in _SINGLE:
        return after.isalnum() and not before.isalnum()
    if sign == ",,":  # closes, too, on pages that have no other mark
        return not is_open or before.isspace()
    if sign == "»":  # opens, too, where a page has it on both sides
        return not is_open and not before.isalnum() and after.isalnum()
    if not is_open:
        return not after.isspace() or sign in _OPENING or before.isspace()
    return before.isspace() and after.isalnum()


def _trimmed(text: str, first: re.Match[str], last: re.Match[str]) -> Quotation:
    start, end = first.end(), last.start()
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return Quotation(start=start, end=end, outer_start=first.start(), outer_end=last.end())

"""What PDFium tells about one page: its lines, their places, how they are set; words and letters on demand.

All places are in points with y upwards, turned so that most of the page's text runs from left to right: a table
drawn sideways, or a page with `/Rotate`, reads like any other. Calls into PDFium are counted out: a box costs a
microsecond, so a plain page is asked for two letters a line, and words only where a table may be.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from readers.pdf_calls import floats_of, text_box, text_font, text_matrix, text_rect, text_size

Box = tuple[float, float, float, float]
"""left, bottom, right, top"""

_Setting = tuple[int, float, float, float]  # quarters to turn, size in points, beginning of the baseline

_LINE = re.compile(r"[^\r\n\ufffe]+")
_BROKEN = "\ufffe"  # where PDFium sees a word broken at the end of a line
_WORD = re.compile(r"\S+")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] +){3,}[^\W\d_](?!\S)")  # “P R O I E C T”
_BOLD_NAME = re.compile(rb"bold|black|heavy", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_LONGEST_FONT_NAME = 128
_QUARTERS = 4
_ASCENT, _DESCENT = 0.9, 0.25  # of the size: those of Times, and near those of most fonts
_LONGEST_HEADING = 200  # characters
_TIGHT_BLANK = 0.1  # of the size: PDFium takes half a blank for none


@dataclass(slots=True, kw_only=True)  # not frozen: that takes thrice as long, for every line of every page
class Line:
    """One line, or a piece of one: `text[start:end]` of the page without blanks at its ends, and its place."""

    text: str
    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float
    bold: bool = False
    broken: bool = False  # its last word goes on in the next line
    upright: bool = True  # set as most of the page is

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(slots=True)
class Word:
    """One word of a line."""

    text: str
    start: int
    box: Box


class PageText:
    """The text of a page as PDFium orders it. Close it, or use it in `with`."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 (pypdfium2 has no types)
        self._textpage = page.get_textpage()
        count = self._textpage.count_chars()
        self.text: str = self._textpage.get_text_range(0, count) if count else ""
        self._is_direct = len(self.text) == count
        self._raw = self._textpage.raw
        rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._rect, self._matrix = floats_of(rect), floats_of(matrix)
        self._rect_reference, self._matrix_reference = ctypes.byref(rect), ctypes.byref(matrix)
        self._font = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
        self._flags = ctypes.c_int()
        self._flags_reference = ctypes.byref(self._flags)
        self._bold: dict[bytes, bool] = {}  # by the name of the font
        self.turn = 0  # quarters clockwise
        self._spans = list(_spans(self.text))
        self._settings = [self._setting(start) for start, _, _ in self._spans]
        if any(quarters for quarters, _, _, _ in self._settings):
            lengths: Counter[int] = Counter()
            for (quarters, _, _, _), (start, end, _) in zip(self._settings, self._spans, strict=True):
                lengths[quarters] += end - start
            self.turn = max(lengths, key=lambda quarters: (lengths[quarters], -quarters))

    def __enter__(self) -> "PageText":
        return self

    def __exit__(self, *_: object) -> None:
        self._textpage.close()

    def lines(self) -> list[Line]:
        """The lines that hold anything, in PDFium's order: that of the file."""
        page, turn = self.text, self.turn
        lines = []
        for (start, end, broken), (quarters, size, x, y) in zip(self._spans, self._settings, strict=True):
            content = page[start:end]
            left, right = self.box(start)[0], self.box(end - 1)[2]
            if right < left:  # written backwards, or in a mirror
                left, right = right, left
            baseline = y if not turn else turned((x, y, x, y), turn)[1]
            if content.isupper() and len(content) <= _LONGEST_HEADING:
                content = self._respaced(start, content, size)
            lines.append(
                Line(
                    text=content,
                    start=start,
                    end=end,
                    left=left,
                    bottom=baseline - _DESCENT * size,
                    right=right,
                    top=baseline + _ASCENT * size,
                    bold=self._is_bold(start) and self._is_bold(end - 1),
                    broken=broken,
                    upright=quarters == turn,
                )
            )
        return lines

    def words(self, line: Line) -> list[Word]:
        """The words of a line, with their boxes."""
        around = self._around
        return [
            Word(found.group(), found.start(), around(*found.span()))
            for found in _WORD.finditer(self.text, line.start, line.end)
        ]

    def letters(self, word: Word) -> list[Word]:
        """The letters of a word, each as a word of its own."""
        places = range(word.start, word.start + len(word.text))
        return [Word(self.text[place], place, self.box(place)) for place in places]

    def piece(self, line: Line, start: int, end: int) -> Line:
        """The part `text[start:end]` of a line."""
        left, _, right, _ = self._around(start, end)
        return Line(
            text=self.text[start:end],
            start=start,
            end=end,
            left=left,
            bottom=line.bottom,
            right=right,
            top=line.top,
            bold=line.bold,
            broken=line.broken and end == line.end,
            upright=line.upright,
        )

    def box(self, place: int) -> Box:
        """The loose box of a letter: equally high for all letters of a font. `place` is an offset in `text`."""
        text_box(self._raw, place if self._is_direct else self._index(place), self._rect_reference)
        left, top, right, bottom = self._rect
        return turned((left, bottom, right, top), self.turn) if self.turn else (left, bottom, right, top)

    def size(self, place: int) -> float:
        """The size of a letter in points."""
        return self._setting(place)[1]

    def runs(self, *, more_than: int) -> list[Box]:
        """Boxes of the pieces in which the file draws its text, if they are more than so many.

        A cell of a table is seldom one piece with the next.
        """
        count = pdfium.FPDFText_CountRects(self._textpage, 0, -1)
        if count <= more_than:
            return []
        values = (ctypes.c_double * 4)()
        references = [ctypes.byref(values, number * ctypes.sizeof(ctypes.c_double)) for number in range(4)]
        boxes = []
        for number in range(count):
            text_rect(self._raw, number, *references)
            left, top, right, bottom = values
            boxes.append(turned((left, bottom, right, top), self.turn))
        return boxes

    def _setting(self, place: int) -> _Setting:
        """How the text at `place` is set; boxes are as high as the letter in some fonts, as the font in others."""
        index = place if self._is_direct else self._index(place)
        text_matrix(self._raw, index, self._matrix_reference)
        a, b, c, d, x, y = self._matrix
        size = text_size(self._raw, index) * math.hypot(c, d)
        quarters = round(math.atan2(b, a) / (math.pi / 2)) % _QUARTERS if b or a < 0 else 0
        return quarters, size, x, y

    def _around(self, start: int, end: int) -> Box:
        """From the first letter to the last one."""
        if not self._is_direct:
            start, end = self._index(start), self._index(end - 1) + 1
        raw, rect, reference = self._raw, self._rect, self._rect_reference
        text_box(raw, start, reference)
        left, top, right, bottom = rect
        if end - start > 1:
            text_box(raw, end - 1, reference)
            left2, top2, right2, bottom2 = rect
            # of every word of a table, and min and max take thrice as long
            left = left if left < left2 else left2  # noqa: FURB136
            bottom = bottom if bottom < bottom2 else bottom2  # noqa: FURB136
            right = right if right > right2 else right2  # noqa: FURB136
            top = top if top > top2 else top2  # noqa: FURB136
        return turned((left, bottom, right, top), self.turn) if self.turn else (left, bottom, right, top)

    def _index(self, place: int) -> int:
        """PDFium's number of a letter; letters that it knows and doesn't tell make the two differ."""
        if self._is_direct:
            return place
        return max(int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._textpage, place)), 0)

    def _is_bold(self, place: int) -> bool:
        size = text_font(self._raw, self._index(place), self._font, _LONGEST_FONT_NAME, self._flags_reference)
        name = self._font.value if 0 < size <= _LONGEST_FONT_NAME else b""
        if name not in self._bold:
            self._bold[name] = _BOLD_NAME.search(name) is not None
        return self._bold[name] or bool(self._flags.value & _FORCE_BOLD)

    def _respaced(self, start: int, content: str, size: float) -> str:
        """A line in capitals with its words apart: letter-spaced ones, and those so tight that PDFium joins them."""
        spaced = _SPACED.search(content) is not None
        places = [place for place, letter in enumerate(content) if not letter.isspace()]
        boxes = [self.box(start + place) for place in places]
        gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
        if not gaps:
            return content
        usual = median(gaps)
        widest = 1.7 * max(usual, 0.1) if spaced else max(usual, 0) + _TIGHT_BLANK * size
        words = [content[0]]
        for (before, after), gap in zip(pairwise(places), gaps, strict=True):
            blank = gap > widest or (not spaced and after > before + 1)
            words.append((" " if blank else "") + content[after])
        return "".join(words)


def turned(box: Box, quarters: int) -> Box:
    """A box after so many quarters of a turn clockwise about the origin."""
    left, bottom, right, top = box
    if quarters == 1:
        return bottom, -right, top, -left
    if quarters == 2:
        return -right, -top, -left, -bottom
    if quarters == 3:
        return -top, left, -bottom, right
    return box


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether a word is broken at the end, of each line that isn't blank."""
    for found in _LINE.finditer(text):
        content = found.group()
        if stripped := content.strip():
            start, end = found.span()
            if len(stripped) < len(content):
                start += len(content) - len(content.lstrip())
            yield start, start + len(stripped), text[end : end + 1] == _BROKEN

"""From lines on paper to paragraphs: joined where they were wrapped, parted where the page parts them.

A line goes on in the next one when it reaches the right margin of its column, the letters are equally high, and no
gap, bullet or capital heading stands between. What is repeated at the head or foot of most pages, and page numbers,
are left out. Footnotes wait until the paragraph that they interrupt has ended.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from readers.hyphens import SOFT, seam
from readers.pdf_order import Item
from readers.pdf_page import Line
from readers.pdf_tables import Table

_BULLET = re.compile(
    r"(?![bd-zBD-Z]\w)"  # begins a word, as most lines do: nothing of what follows
    r"(?:[•·●▪■▫□◦○►▶➢➤✓✔❖]|[-–—*]\s|\(?(?:\d{1,2}|[a-z])\)\s|\d{1,2}(?:\.\d{1,2})*\.\s"
    r"|(?i:art(?:icolul|\.)|cap(?:itolul|\.)|anexa)\s*\d)"
)
_PAGE_NUMBER = re.compile(r"\W*(?:pag(?:ina|\.)?\s*)?\d{1,4}(?:\s*(?:/|din|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_END = (".", "!", "?", ";", ":")
_QUOTES = "”\"’'»)] "
_NOTE = re.compile(r"(?:\d{1,3}|\*{1,3}|\[\d{1,3}\])\s*\S")
_SMALL = 0.92  # of the body's height: a footnote
_DIGITS = re.compile(r"\d+")
_OTHER = 0.15  # of the height: another size
_FEWEST_ROWS = 10  # of a page that has a margin of its own
_MOST_ROWS = 400  # of a page whose columns are looked for: it takes the square


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """Text of one paragraph or heading, with how it is set; `gap`: the page leaves a gap before it."""

    lines: list[str]
    height: float
    bold: bool
    gap: bool

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def add(self, line: str) -> None:
        """One more line. They are put together at the end: a hostile paragraph has fifty thousand."""
        before, between = seam(self.lines[-1], line)
        self.lines[-1] = before + between
        self.lines.append(line)


@dataclass(slots=True)
class _Flow:
    """What has been read so far of the running text."""

    current: Paragraph | None = None
    last: Line | None = None
    margin: float = 0.0  # of the last row
    notes: list[Line] = field(default_factory=list)


def without_margins(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """The pages without what is repeated at their heads and feet, and without page numbers."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_shape(row) for row in (*page[:2], *page[-2:]) if isinstance(row, Line)})
    often = {shape for shape, count in edges.items() if len(pages) >= 3 and count > len(pages) // 2}
    kept = []
    for page in pages:
        last = len(page) - 1
        gone = {
            place
            for place in {0, 1, last - 1, last} & set(range(len(page)))
            if isinstance(item := page[place], Line)
            and (
                (often and _shape(item) in often)
                or (place in (0, last) and last > 0 and _PAGE_NUMBER.fullmatch(item.text))
            )
        }
        kept.append([item for place, item in enumerate(page) if place not in gone] if gone else list(page))
    return kept


def paragraphs(pages: Sequence[Sequence[Item]], body: float) -> Iterator[Paragraph | Table | None]:
    """Paragraphs and tables in the order of the page; None at the beginning of each page but the first.

    `body` is the height of most letters, see `body_height`.
    """
    flow = _Flow()
    widest = max((item.right for page in pages for item in page if isinstance(item, Line)), default=0.0)
    for number, page in enumerate(pages):
        rows = [item for item in page if isinstance(item, Line)]
        margins = iter(_margins(rows, widest))
        notes = _notes(page, body)
        if number and rows[:1] != page[:1]:
            yield from _ended(flow)
        if number and flow.current is None:
            yield None
        for place, item in enumerate(page):
            if isinstance(item, Table):
                yield from _ended(flow)
                yield item
                continue
            margin = next(margins)
            if place >= notes:
                flow.notes.append(item)
            else:
                yield from _taken(flow, item, margin)
    yield from _ended(flow)


def body_height(pages: Sequence[Sequence[Item]]) -> float:
    """The height of most letters, in half points; 0 without any."""
    letters: dict[float, int] = {}
    for page in pages:
        for item in page:
            if isinstance(item, Line):
                height = item.top - item.bottom
                letters[height] = letters.get(height, 0) + len(item.text)
    heights: Counter[float] = Counter()
    for height, count in letters.items():
        heights[round(height * 2) / 2] += count
    return max(heights, key=lambda height: (heights[height], height), default=0.0)


def _taken(flow: _Flow, row: Line, margin: float) -> Iterator[Paragraph]:
    """The row goes on with the paragraph, or ends it, which then comes out."""
    before, current = flow.last, flow.current
    gap = before is not None and _is_gap(before, row)
    if before is not None and current is not None and not gap and _goes_on(before, row, flow.margin):
        current.add(row.text)
        current.bold = current.bold and row.bold
    else:
        yield from _ended(flow)
        flow.current = Paragraph(lines=[row.text], height=row.height, bold=row.bold, gap=gap)
    flow.last, flow.margin = row, margin


def _ended(flow: _Flow) -> Iterator[Paragraph]:
    """The paragraph that was being read, and the footnotes that came meanwhile."""
    if flow.current is not None:
        yield flow.current
    flow.current = flow.last = None
    note: Paragraph | None = None
    for row in flow.notes:
        if note is not None and not _NOTE.match(row.text):
            note.add(row.text)
            continue
        if note is not None:
            yield note
        note = Paragraph(lines=[row.text], height=row.height, bold=False, gap=note is None)
    flow.notes.clear()
    if note is not None:
        yield note


def _shape(row: Line) -> str:
    return _DIGITS.sub("#", row.text)


def _notes(page: Sequence[Item], body: float) -> int:
    """Where the footnotes of a page begin: small lines at its end, the first with its number or star."""
    begin = len(page)
    for place in range(len(page) - 1, 0, -1):
        item = page[place]
        if not isinstance(item, Line) or item.height > _SMALL * body:
            break
        if _NOTE.match(item.text):
            begin = place
    return begin


def _margins(rows: Sequence[Line], widest: float) -> list[float]:
    """The right margin of each row: that of the page, or of its column where rows stand side by side."""
    page = max((row.right for row in rows), default=widest) if len(rows) >= _FEWEST_ROWS else widest
    if len(rows) > _MOST_ROWS or all(after.top <= before.top for before, after in pairwise(rows)):
        return [page] * len(rows)
    margins = []
    before: Line | None = None
    limit = page  # where the next column begins
    for row in rows:
        beside = [o.left for o in rows if o.left > row.right and min(o.top, row.top) > max(o.bottom, row.bottom)]
        apart = before is None or min(before.right, row.right) < max(before.left, row.left)
        if beside:
            limit = min(beside)
        elif apart or row.right > limit:
            limit = page
        within = (o.right for o in rows if row.left <= o.right <= max(limit, row.right))
        margins.append(max(within, default=row.right))
        before = row
    return margins


def _is_gap(before: Line, row: Line) -> bool:
    """More than half an empty line between two lines of one page and column."""
    a, b = before.top - before.bottom, row.top - row.bottom
    small, large = (a, b) if a < b else (b, a)  # asked of every line: min and max take thrice as long
    return before.bottom - row.top > 0.6 * small or large - small > _OTHER * large


def _goes_on(before: Line, row: Line, margin: float) -> bool:
    if before.text.endswith(SOFT):
        return True
    if _BULLET.match(row.text) or (before.text.isupper() != row.text.isupper()):
        return False
    starts_low = row.text[:1].islower()
    left = before.left if before.left < row.left else row.left  # noqa: FURB136 (as above)
    reaches = before.right >= margin - 0.12 * (margin - left)
    if before.bold != row.bold and not (reaches and starts_low):
        return False
    if not reaches and before.text.rstrip(_QUOTES).endswith(_END):
        return False
    return reaches or (starts_low and before.right >= margin - 0.35 * (margin - before.left))

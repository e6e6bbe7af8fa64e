"""A PDF to a text with paragraphs: lines joined where they were wrapped, broken words mended.

PDFium gives lines and their places on the page. A line goes on in the next one when it reaches the right
margin, the letters are equally high, and no gap, bullet or capital heading stands between. What is repeated
at the head or foot of most pages, and page numbers, are left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readers.errors import ReadError
from readers.length import check_length
from readers.sandbox import LIMITS, Limits, parse_apart
from readers.text import blocks_of_text
from readers.tidy import tidy
from store.records import Block

_BULLET = re.compile(
    r"[•·●▪■□◦○►▶➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc]|[-–—*]\s|\(?(?:\d{1,2}|[a-z])\)\s|\d{1,2}(?:\.\d{1,2})*\.\s"
    r"|(?i:art(?:icolul|\.)|cap(?:itolul|\.)|anexa)\s*\d"
)
_PAGE_NUMBER = re.compile(r"\W*(?:pag(?:ina|\.)?\s*)?\d{1,4}(?:\s*(?:/|din|of)\s*\d{1,4})?\W*", re.IGNORECASE)
# What a hyphen may follow at the end of a line without breaking a word: “într-un”, “s-a”, “ex-ministru”.
_CLITICS = frozenset(["într", "intr", "dintr", "printr", "s", "ș", "i", "l", "m", "n", "v", "p", "c", "d", "ex"])
_LAST_WORD = re.compile(r"(\w+)[-\u00ad]$")
_LONGEST_WORD = 60  # characters: looking further back takes the square of a paragraph
_END = re.compile(r"[.!?;:]\W*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line on paper; places in points, from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(body: bytes, *, limits: Limits = LIMITS) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks. Raises `ReadError`: "broken-pdf", "scanned-pdf", "too-large" or "timeout"."""
    pages = [
        [_Row(text=line[0], left=line[1], right=line[2], bottom=line[3], top=line[4]) for line in page]
        for page in parse_apart(body, "pdf", limits=limits)
    ]
    text = "\n".join(_paragraphs(_without_margins(pages)))
    check_length(len(text))
    if not text.strip():
        raise ReadError("scanned-pdf", "The PDF has no text beside page numbers; it needs OCR.")
    return text, blocks_of_text(text)


def _without_margins(pages: Sequence[Sequence[_Row]]) -> list[list[_Row]]:
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_shape(row) for row in (*page[:2], *page[-2:])})
    often = {shape for shape, count in edges.items() if len(pages) >= 3 and count > len(pages) // 2}
    kept = []
    for page in pages:
        last = len(page) - 1
        rows = [
            row
            for place, row in enumerate(page)
            if not (place in (0, 1, last - 1, last) and _shape(row) in often)
            and not (place in (0, last) and last > 0 and _PAGE_NUMBER.fullmatch(row.text))
        ]
        kept.append(rows)
    return kept


def _shape(row: _Row) -> str:
    return re.sub(r"\d+", "#", row.text)


def _paragraphs(pages: Sequence[Sequence[_Row]]) -> Iterator[str]:
    """Lines of the text to be; an empty one where the page leaves a gap."""
    rows = [row for page in pages for row in page]
    margin = max((row.right for row in rows), default=0.0)
    current = ""
    before: _Row | None = None
    for row in rows:
        gap = before is not None and _is_gap(before, row)
        if before is not None and not gap and _goes_on(before, row, margin):
            current = _join(current, row.text)
        else:
            if current:
                yield tidy(current)
            if gap:
                yield ""
            current = row.text
        before = row
    if current:
        yield tidy(current)


def _is_gap(before: _Row, row: _Row) -> bool:
    """More than half an empty line between two lines of one page and column."""
    distance = before.bottom - row.top
    return distance > 0.6 * min(before.height, row.height) or _other_size(before, row)


def _other_size(before: _Row, row: _Row) -> bool:
    return abs(before.height - row.height) > 0.15 * max(before.height, row.height)


def _goes_on(before: _Row, row: _Row, margin: float) -> bool:
    if before.text.endswith("\u00ad"):
        return True
    if _BULLET.match(row.text) or (before.text.isupper() != row.text.isupper()):
        return False
    starts_low = row.text[:1].islower()
    reaches = before.right >= margin - 0.12 * (margin - min(before.left, row.left))
    if _END.search(before.text) and not reaches:
        return False
    return reaches or (starts_low and before.right >= margin - 0.35 * (margin - before.left))


def _join(current: str, following: str) -> str:
    broken = _LAST_WORD.search(current, max(len(current) - _LONGEST_WORD, 0))
    if broken is None:
        return f"{current.rstrip(chr(0xAD))} {following}"
    if not following[:1].islower() or broken.group(1).lower() in _CLITICS:
        return current[:-1] + "-" + following  # Cluj-Napoca, 2014-2020, într-un
    return current[:-1] + following

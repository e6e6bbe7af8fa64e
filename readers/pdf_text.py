"""The text and the blocks of a PDF, from the lines and tables of its pages: runs in the child process.

Lines that were wrapped become paragraphs, large or bold ones headings, tables rows. A table that goes on on the next
page is one table, its repeated heading told once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from readers.errors import ReadError, numbers_of_gaps
from readers.length import check_length
from readers.lines import CELL
from readers.pdf_letters import mend_letters
from readers.pdf_lines import pages_of
from readers.pdf_order import Item
from readers.pdf_paragraphs import Paragraph, body_height, paragraphs, without_margins
from readers.pdf_tables import Table
from readers.text import blocks_of_text, is_header
from readers.tidy import tidy
from store.records import Block

_LONGEST_HEADING = 180  # characters
_LONGEST_BOLD_HEADING = 120
_LARGE = 1.12  # of the height of the text
_TIDY = re.compile(r"[!-~ĂÂÎȘȚăâîșț„”«»–…]+(?: [!-~ĂÂÎȘȚăâîșț„”«»–…]+)*")  # most paragraphs: nothing to be done
_ONE_SIZE = 0.94  # of a height: what is less is another size
_MOST_LEVELS = 6
_NEAR = 4.0  # points within which two columns begin at one place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of the text to be: a paragraph, or a row of a table."""

    text: str
    level: int = 0  # of a heading
    gap: bool = False  # an empty line before it
    cells: tuple[str, ...] = ()
    header: bool = False


def pdf_text(body: bytes) -> dict[str, Any]:
    """What JSON can hold of a document: {"text": …, "blocks": [[kind, start, end, level, cells, header], …],
    "gaps": {kind: numbers of pages, from 1}}.

    Raises `ReadError`: "broken-pdf" (a password, too), "scanned-pdf" or "too-large".
    """
    told = pages_of(body)
    pages = _mended([[] if isinstance(page, str) else page for page in told])
    text, blocks = _assembled(_lines(without_margins(pages)))
    if not any(map(str.isalpha, text)):
        raise ReadError("scanned-pdf", "The PDF has no text beside page numbers; it needs OCR.")
    told_blocks = [[b.kind, b.start, b.end, b.level, b.cells, b.header] for b in blocks]
    return {"text": text, "blocks": told_blocks, "gaps": numbers_of_gaps(told)}


def _mended(pages: Sequence[list[Item]]) -> Sequence[list[Item]]:
    """The pages with the letters of our language."""
    words: list[str] = []
    for item in (item for page in pages for item in page):
        words += [cell for row in item.rows for cell in row] if isinstance(item, Table) else [item.text]
    mended = mend_letters(words)
    if mended == words:
        return pages
    following = iter(mended)
    return [
        [
            replace(item, rows=[[next(following) for _ in row] for row in item.rows])
            if isinstance(item, Table)
            else replace(item, text=next(following))
            for item in page
        ]
        for page in pages
    ]


def _lines(pages: Sequence[Sequence[Item]]) -> Iterator[_Line]:
    body = body_height(pages)
    parts = list(_tables_joined(paragraphs(pages, body)))
    said = [part for part in parts if isinstance(part, Paragraph)]
    sizes = _sizes(said, body)
    bold_is_rare = 2 * sum(len(part.text) for part in said if part.bold) < sum(len(part.text) for part in said)
    after_table = False
    for part in parts:
        if isinstance(part, Table):
            yield from _rows(part)
        else:
            words = part.text
            if words.isascii() or not _TIDY.fullmatch(words):
                words = tidy(words)
            level = _level(part, words, body, sizes, bold_is_rare=bold_is_rare)
            if words:
                yield _Line(text=words, level=level, gap=part.gap or after_table)
        after_table = isinstance(part, Table)


def _tables_joined(parts: Iterable[Paragraph | Table | None]) -> Iterator[Paragraph | Table]:
    """Without the marks between pages; a table that such a mark parts from the next is one with it, if they fit."""
    table: Table | None = None
    parted = False
    for part in parts:
        if part is None:
            parted = True
            continue
        if isinstance(part, Table) and table is not None and parted and (rows := _continued(table, part)) is not None:
            table = replace(table, rows=rows)
        else:
            if table is not None:
                yield table
                table = None
            if isinstance(part, Table):
                table = part
            else:
                yield part
        parted = False
    if table is not None:
        yield table


def _continued(table: Table, following: Table) -> list[list[str]] | None:
    """The rows of both, the repeated heading once; None when they are two tables."""
    places = _fitting(table, following)
    if places is None:
        return None
    width = len(table.lefts)
    more = []
    for row in following.rows:
        wide = [""] * width
        for place, cell in zip(places, row, strict=True):
            wide[place] = cell
        more.append(wide)
    repeated = 0
    while repeated < min(len(more), len(table.rows)) and more[repeated] == table.rows[repeated]:
        repeated += 1
    more = more[repeated:]
    rows = list(table.rows)
    if more and _is_rest_of_row(rows, more[0]):
        rows[-1] = [f"{cell} {rest}".strip() for cell, rest in zip(rows[-1], more.pop(0), strict=True)]
    return rows + more


def _fitting(table: Table, following: Table) -> list[int] | None:
    """For each column of the second the column of the first that begins where it does."""
    if len(table.lefts) == len(following.lefts) and abs(table.lefts[0] - following.lefts[0]) <= 2 * _NEAR:
        return list(range(len(table.lefts)))
    places = [
        next((number for number, left in enumerate(table.lefts) if abs(left - x) <= _NEAR), None)
        for x in following.lefts
    ]
    fitting = [place for place in places if place is not None]
    return fitting if len(fitting) == len(places) == len(set(fitting)) else None


def _is_rest_of_row(rows: Sequence[Sequence[str]], row: Sequence[str]) -> bool:
    """Whether a page break cut a row in two: no number before it, and a cell goes on in the middle of a sentence."""
    return not row[0] and all(before[0] for before in rows) and any(cell[:1].islower() for cell in row)


def _rows(table: Table) -> Iterator[_Line]:
    """Rows of cells; a row with one cell only is a line."""
    rows = [[tidy(cell) for cell in row] for row in table.rows]
    used = [column for column in range(len(table.lefts)) if any(row[column] for row in rows)]
    rows = [[row[column] for column in used] for row in rows if any(row)]
    wide = [row for row in rows if sum(map(bool, row)) > 1]
    named = len(wide) > 1 and is_header(wide)
    for number, row in enumerate(rows):
        if sum(map(bool, row)) > 1:
            yield _Line(text=CELL.join(row), cells=tuple(row), header=named and row is wide[0], gap=not number)
        else:
            yield _Line(text="".join(row), gap=not number)


def _sizes(parts: Sequence[Paragraph], body: float) -> list[float]:
    """Heights of larger letters, the largest first, those of one size once."""
    sizes: list[float] = []
    for height in sorted((part.height for part in parts if part.height > _LARGE * body), reverse=True):
        if not sizes or height < _ONE_SIZE * sizes[-1]:
            sizes.append(height)
    return sizes


def _level(part: Paragraph, words: str, body: float, sizes: Sequence[float], *, bold_is_rare: bool) -> int:
    """1-6 for a heading: larger letters first, then bold ones; 0 for none."""
    if not any(map(str.isalpha, words)) or words[-1] in ".,;:" or len(words) > _LONGEST_HEADING:
        return 0
    if part.height > _LARGE * body:
        return min(sum(part.height <= size for size in sizes), _MOST_LEVELS)
    if part.bold and bold_is_rare and len(words) <= _LONGEST_BOLD_HEADING and ": " not in words:
        return min(len(sizes) + 1, _MOST_LEVELS)
    return 0


def _assembled(lines: Iterable[_Line]) -> tuple[str, tuple[Block, ...]]:
    """One block a line: what is known of a line from its letters or its cells goes before what its words look like."""
    pieces: list[str] = []
    known: dict[int, Block] = {}  # by the offset where the line begins
    place = 0
    for line in lines:
        if line.gap and pieces:
            pieces.append("")
            place += 1
        end = place + len(line.text)
        if line.cells:
            known[place] = Block(
                kind="table_row", start=place, end=end, cells=_offsets(line.cells, place), header=line.header
            )
        elif line.level:
            known[place] = Block(kind="heading", start=place, end=end, level=line.level)
        pieces.append(line.text)
        place = end + 1
        check_length(place)
    text = "\n".join(pieces)
    return text, tuple(_corrected(text, known))


def _corrected(text: str, known: dict[int, Block]) -> Iterator[Block]:
    for block in blocks_of_text(text):
        start = text.rfind("\n", 0, block.start) + 1
        found = known.get(start)
        is_numbered = found is not None and found.kind == "heading" and block.kind == "list_item"
        yield block if found is None or (is_numbered and not text[block.start : block.end].strip()) else found


def _offsets(cells: Sequence[str], start: int) -> tuple[tuple[int, int], ...]:
    offsets = []
    for cell in cells:
        offsets.append((start, start + len(cell)))
        start += len(cell) + len(CELL)
    return tuple(offsets)

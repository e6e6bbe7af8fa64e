"""What stands side by side without ruling lines: tables where that is sure, columns of text where they were mixed.

A file that writes a page row by row gives “left right” for two columns, and “label value” for a table. Both show
as the same white strip through several lines; what stands left and right of it tells them apart. Where it doesn't,
lines stay as they are.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from readers.hyphens import SOFT
from readers.pdf_page import Line, PageText
from readers.pdf_tables import Cell, Table

_GAP = 1.0  # heights of the line; a blank has a quarter, in justified text seldom a whole one
_GAP_OF_FIGURES = 0.5  # before a figure that stands in a column of its own
_FEWEST = 3  # rows of a table
_FEWEST_OF_TEXT = 5  # lines of a column
_CLOSE = 0.6  # heights between lines of one cell
_FAR = 3.0  # heights between rows of one table
_LOOSE = 1.5  # heights before a row with one cell only: behind a table it would be text
_MOST_COLUMNS = 12
_MOST_LINES = 2_000  # of a page
_FIGURE = re.compile(r"[^\w]*\d[\d.,/ %-]*(?:\s?(?:lei|ron|euro|eur|%|€))?\W*", re.IGNORECASE)
_BULLET = re.compile(r"[•·●▪■□◦○►▶➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc–-]|\(?\w{1,2}[.)]\s")
_ENDS_IN_SUM = re.compile(r"\S\s+\d{1,3}(?:[.,]\d{2,3})+(?:\s(?:lei|euro))?$")
_FIGURE_WORD = re.compile(r"\d[\d.,/]*%?")


@dataclass(slots=True)
class _Region:
    """Rows that share their white strips. `bands` are left and right edges of the columns."""

    rows: list[list[Line]] = field(default_factory=list)
    bands: list[tuple[float, float]] = field(default_factory=list)

    @property
    def wide(self) -> list[list[Line]]:
        return [row for row in self.rows if len(row) > 1]

    def band_of(self, piece: Line) -> int:
        return next(n for n, (left, right) in enumerate(self.bands) if piece.left <= right and piece.right >= left)

    def column(self, number: int) -> list[Line]:
        return [piece for row in self.wide for piece in row if self.band_of(piece) == number]


def in_columns(page: PageText, items: Sequence[Line | Table]) -> list[Line | Table]:
    """The items with tables made of lines, and mixed columns one after the other; all others as they were."""
    lines = [item for item in items if isinstance(item, Line) and item.upright]
    if not 2 < len(lines) <= _MOST_LINES:
        return list(items)
    if len(lines) == len(items) and not _is_worth_it(page, lines):  # beside a ruled table few lines are left
        return list(items)
    pieces = [piece for line in lines for piece in _pieces(page, line)]
    result = list(items)
    for region in _regions(pieces):
        found = _table(region) or _columns(region)
        if found:
            result = _replaced(result, region, found)
    return result


def _is_worth_it(page: PageText, lines: Sequence[Line]) -> bool:
    """Whether lines stand beside others, or have gaps in them; asked of every page, so cheap."""
    beside = sum(
        after.left > before.right and _overlap(after, before) > 0.5 * min(after.height, before.height)
        for before, after in pairwise(lines)
    )
    if beside >= _FEWEST:
        return True
    if sum("   " in line.text for line in lines) >= _FEWEST:
        return True
    ends = [line.text for line in lines if line.text[-1].isdigit() or line.text.endswith(("lei", "euro"))]
    if len(ends) >= _FEWEST and sum(_ENDS_IN_SUM.search(text) is not None for text in ends) >= _FEWEST:
        return True
    runs = page.runs(more_than=len(lines) + 2)
    return beside + sum(_is_gap(*pair) for pair in pairwise(runs)) >= _FEWEST


def _is_gap(before: tuple[float, ...], after: tuple[float, ...]) -> bool:
    height = min(before[3] - before[1], after[3] - after[1])
    overlap = min(before[3], after[3]) - max(before[1], after[1])
    return overlap > 0.5 * height and after[0] - before[2] > _GAP * height


def _overlap(a: Line, b: Line) -> float:
    return min(a.top, b.top) - max(a.bottom, b.bottom)


def _pieces(page: PageText, line: Line) -> list[Line]:
    """The line cut at its wide gaps."""
    if line.text != page.text[line.start : line.end]:  # letter-spaced
        return [line]
    words = page.words(line)
    bounds = [line.start]
    for before, after in pairwise(words):
        gap = _GAP_OF_FIGURES if _FIGURE_WORD.fullmatch(after.text) else _GAP
        if after.box[0] - before.box[2] > gap * line.height:
            bounds += [before.start + len(before.text), after.start]
    bounds.append(line.end)
    if len(bounds) == 2:
        return [line]
    return [page.piece(line, start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]


def _regions(pieces: Sequence[Line]) -> list[_Region]:
    """From top to bottom, as long as the same strips stay white."""
    regions: list[_Region] = []
    current: _Region | None = None
    for row in _visual_rows(pieces):
        if current is None or not _takes(current, row):
            current = None
            if len(row) > 1:
                current = _Region(rows=[row], bands=[(piece.left, piece.right) for piece in row])
                regions.append(current)
    for region in regions:
        while len(region.rows[-1]) == 1 and region.band_of(region.rows[-1][0]) == 0:
            region.rows.pop()  # what follows the table
    return [region for region in regions if len(region.wide) >= _FEWEST]


def _visual_rows(pieces: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda p: (-p.top, p.left)):
        first = rows[-1][0] if rows else None
        if first is not None and _overlap(first, piece) > 0.5 * min(first.height, piece.height):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.left)
    return rows


def _takes(region: _Region, row: list[Line]) -> bool:
    """Take the row into the region, if it leaves a strip white; whether it did."""
    last = region.rows[-1][0]
    distance = min(p.bottom for p in region.rows[-1]) - row[0].top
    if distance > (_FAR if len(row) > 1 else _LOOSE) * last.height or len(region.bands) > _MOST_COLUMNS:
        return False
    bands = list(region.bands)
    for piece in row:
        hit = [n for n, (left, right) in enumerate(bands) if piece.left <= right and piece.right >= left]
        if len(hit) > 1 or (not hit and len(row) == 1):
            return False
        if hit:
            left, right = bands[hit[0]]
            bands[hit[0]] = (min(left, piece.left), max(right, piece.right))
        else:
            bands.append((piece.left, piece.right))
    bands.sort()
    strips = [after[0] - before[1] for before, after in pairwise(bands)]
    if min(strips, default=0) < _GAP_OF_FIGURES * last.height:
        return False
    region.bands = bands
    region.rows.append(row)
    return True


def _table(region: _Region) -> list[Line | Table]:
    if not _is_table(region):
        return []
    cells: list[list[Cell]] = []
    numbers = {id(piece): number for number, piece in enumerate(p for row in region.rows for p in row)}
    before: list[Line] = []
    for row in region.rows:
        if not (cells and _goes_on(region, before, row)):
            cells.append([Cell() for _ in region.bands])
        for piece in row:
            cells[-1][region.band_of(piece)].add(piece.text, numbers[id(piece)], broken=piece.broken)
        before = row
    pieces = [piece for row in region.rows for piece in row]
    box = (
        min(p.left for p in pieces),
        min(p.bottom for p in pieces),
        max(p.right for p in pieces),
        max(p.top for p in pieces),
    )
    rows = [[cell.text.rstrip(SOFT) for cell in row] for row in cells]
    table = Table(rows=rows, lefts=[left for left, _ in region.bands], box=box, start=min(p.start for p in pieces))
    return [table] if table.is_wide else []


def _goes_on(region: _Region, before: Sequence[Line], row: Sequence[Line]) -> bool:
    """Whether the row is no row of its own, but further lines of cells of the one before."""
    if min(p.bottom for p in before) - row[0].top > _CLOSE * row[0].height:
        return False
    first = region.band_of(row[0])
    if first == 0 and len(before) == 1 and region.band_of(before[0]) == 0:
        return row[0].text[:1].islower()  # a label of two lines, with its value in the middle
    return (first > 0 and (len(row) == 1 or row[0].text[:1].islower())) or all(p.text[:1].islower() for p in row)


def _is_table(region: _Region) -> bool:
    """A column of figures, or labels with their values, or three columns of short and aligned words."""
    columns = [region.column(number) for number in range(len(region.bands))]
    if any(_is_figures(column) for column in columns[1:]):
        return True
    labels = columns[0]
    if len(labels) < _FEWEST or _share(labels, _starts_low) > 0.25 or _share(labels, _is_bullet) > 0.5:
        return False
    if len(columns) == 2:
        if _share(labels, lambda piece: piece.text.endswith(":")) >= 0.6:
            return True
        return _is_short(labels) and all(map(_is_aligned, columns)) and _share(columns[1], _starts_low) <= 0.25
    return all(_is_short(c) and _is_aligned(c) and _share(c, _starts_low) <= 0.3 for c in columns)


def _is_figures(column: Sequence[Line]) -> bool:
    """Three figures at least, and not much else under the heading."""
    figures = sum(_FIGURE.fullmatch(piece.text) is not None for piece in column)
    return figures >= _FEWEST and figures >= 0.7 * (len(column) - 1)


def _is_short(column: Sequence[Line]) -> bool:
    return sum(len(piece.text) for piece in column) <= 32 * len(column)


def _is_aligned(column: Sequence[Line]) -> bool:
    left = min(piece.left for piece in column)
    return _share(column, lambda piece: piece.left - left < 2) >= 0.8


def _starts_low(piece: Line) -> bool:
    return piece.text[:1].islower()


def _is_bullet(piece: Line) -> bool:
    return _BULLET.match(piece.text) is not None


def _share(column: Sequence[Line], holds: Callable[[Line], bool]) -> float:
    return sum(map(holds, column)) / len(column)


def _columns(region: _Region) -> list[Line | Table]:
    """The lines of each column, one column after the other: long lines that mostly go on in the next one."""
    columns = [region.column(number) for number in range(len(region.bands))]
    if not all(
        len(column) >= _FEWEST_OF_TEXT
        and sum(len(piece.text) for piece in column) >= 20 * len(column)
        and _share(column, _starts_low) >= 0.4
        for column in columns
    ):
        return []
    pieces = [piece for row in region.rows for piece in row]
    pieces.sort(key=lambda piece: (region.band_of(piece), -piece.top))
    return list(pieces)


def _replaced(items: Sequence[Line | Table], region: _Region, found: Sequence[Line | Table]) -> list[Line | Table]:
    """The items with what was found in place of the region's lines."""
    taken = {piece.start for row in region.rows for piece in row}
    result: list[Line | Table] = []
    told = False
    for item in items:
        if isinstance(item, Table) or item.start not in taken:
            result.append(item)
        elif not told:
            told = True
            result += found
    return result

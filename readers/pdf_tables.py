"""Tables with ruling lines: every word of the page into the cell that it stands in.

A cell that spans columns or rows stands where it begins; the places it also covers are empty cells, as in
`readers.grid`. What stands beside the table stays in its line.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from readers.hyphens import SOFT, join
from readers.pdf_page import Box, Line, PageText, Word

_LONGEST_OF_ONE = 200  # characters of a cell in a table of one row
_SLACK = 1.5  # points that a letter may stand over the edge of its cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, equally long; left edges of the columns; the offset of its first letter in the page's text."""

    rows: list[list[str]]
    lefts: list[float]
    box: Box
    start: int

    @property
    def is_wide(self) -> bool:
        """Whether rows have two cells with words, and a lone one short ones: otherwise it is a frame around text.

        A page may hold just the last row of a table.
        """
        wide = [row for row in self.rows if sum(map(bool, row)) > 1]
        return len(wide) > 1 or (len(wide) == 1 and max(map(len, wide[0])) <= _LONGEST_OF_ONE)


@dataclass(slots=True)
class Cell:
    """The words of a cell, gathered line by line."""

    text: str = ""
    line: int = -1

    def add(self, words: str, line: int, *, broken: bool = False) -> None:
        """Put words behind those that are there; `line` numbers the line that they stand in."""
        if not self.text:
            self.text = words
        else:
            self.text = f"{self.text} {words}" if line == self.line else join(self.text, words)
        if broken:
            self.text += SOFT
        self.line = line


@dataclass(slots=True)
class _Grid:
    """Where each cell is: columns from left to right, rows from top to bottom."""

    xs: list[float]
    ys: list[float]  # negative, so that they grow downwards
    places: dict[tuple[int, int], int]  # column and row -> cell
    cells: list[Cell] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return self.xs[0], -self.ys[-1], self.xs[-1], -self.ys[0]

    def at(self, x: float, y: float) -> int | None:
        return self.places.get((bisect_right(self.xs, x) - 1, bisect_right(self.ys, -y) - 1))

    def holds(self, word: Word) -> int | None:
        """The cell of a whole word; None when it stands in none, or letters of it in others."""
        left, bottom, right, top = word.box
        row = bisect_right(self.ys, -(bottom + top) / 2) - 1
        first = bisect_right(self.xs, min(left + _SLACK, right)) - 1
        last = bisect_right(self.xs, max(right - _SLACK, left)) - 1
        cell = self.places.get((first, row))
        if first == last:
            return cell
        middle = bisect_right(self.xs, (left + right) / 2) - 1
        return cell if cell == self.places.get((middle, row)) == self.places.get((last, row)) else None


def ruled_table(page: PageText, lines: Sequence[Line], cells: Sequence[Box]) -> tuple[Table | None, list[Line]]:
    """The table of these cells, None when it is no more than a frame, and the lines without its words."""
    grid = _grid(cells)
    left, bottom, right, top = grid.box
    rest: list[Line] = []
    start: int | None = None
    for number, line in enumerate(lines):
        if line.top < bottom or line.bottom > top or line.right < left or line.left > right:
            rest.append(line)
            continue
        outside = _fill(grid, page, line, number)
        rest += outside
        if start is None and sum(piece.end - piece.start for piece in outside) < line.end - line.start:
            start = line.start
    table = Table(rows=_rows(grid, cells), lefts=grid.xs[:-1], box=grid.box, start=start or 0)
    return (table, rest) if table.is_wide else (None, list(lines))


def _grid(cells: Sequence[Box]) -> _Grid:
    xs = sorted({x for left, _, right, _ in cells for x in (left, right)})
    ys = sorted({-y for _, bottom, _, top in cells for y in (bottom, top)})
    places = {}
    for number, (left, bottom, right, top) in enumerate(cells):
        for column in range(xs.index(left), xs.index(right)):
            for row in range(ys.index(-top), ys.index(-bottom)):
                places[column, row] = number
    return _Grid(xs=xs, ys=ys, places=places, cells=[Cell() for _ in cells])


def _fill(grid: _Grid, page: PageText, line: Line, number: int) -> list[Line]:
    """Put the words of a line into their cells; what stands in none, as pieces of the line."""
    outside: list[tuple[int, int]] = []
    last = None
    for word in page.words(line):
        cell = grid.holds(word)
        parts = [(cell, word)] if cell is not None else _parts(grid, page, word)
        for place, part in parts:
            end = part.start + len(part.text)
            if place is not None:
                grid.cells[place].add(part.text, number)
                last = place
            elif outside and not page.text[outside[-1][1] : part.start].strip():
                outside[-1] = (outside[-1][0], end)
            else:
                outside.append((part.start, end))
    if line.broken and last is not None and not (outside and outside[-1][1] == line.end):
        grid.cells[last].text += SOFT
    return [page.piece(line, start, end) for start, end in outside]


def _parts(grid: _Grid, page: PageText, word: Word) -> list[tuple[int | None, Word]]:
    """A word that stands over the edge of a cell: two words without a blank, or one that is too long for its cell."""
    parts: list[tuple[int | None, Word]] = []
    for letter in page.letters(word):
        cell = grid.at((letter.box[0] + letter.box[2]) / 2, (letter.box[1] + letter.box[3]) / 2)
        if parts and parts[-1][0] == cell:
            before = parts.pop()[1]
            letter = Word(before.text + letter.text, before.start, before.box)  # noqa: PLW2901
        parts.append((cell, letter))
    return parts


def _rows(grid: _Grid, cells: Sequence[Box]) -> list[list[str]]:
    """All columns, also those in which nothing stands: on the next page something may."""
    rows = [[""] * (len(grid.xs) - 1) for _ in grid.ys[1:]]
    for (left, _, _, top), cell in zip(cells, grid.cells, strict=True):
        rows[grid.ys.index(-top)][grid.xs.index(left)] = cell.text.rstrip(SOFT)
    return [row for row in rows if any(row)]

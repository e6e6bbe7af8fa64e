"""Tables for terminals, pipes and logs: narrow, without lines, figures to the right with Romanian separators."""

from collections.abc import Sequence
from io import StringIO
from itertools import islice
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from explore.wording import grouped, harmless
from store.asking import Answer, Cell

# Columns that tell things apart instead of counting them: their numbers stay as they are.
_NAMES = frozenset({"number", "siruta", "offset", "start", "end", "id", "rowid", "code", "cod", "year", "an", "anul"})
_GAP = 2  # blanks between columns
_NARROWEST = 16  # characters of a column of texts, below which reading hurts
_LONGEST = 600  # characters of a cell that are shown; a document's text would fill the screen many times
_ROMANIAN = str.maketrans(",.", ".,")


def text_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, figures: Sequence[int] = (), width: int
) -> Table | None:
    """A table that fits the width; columns in `figures`, by place, to the right and never broken.

    None where it can't fit: a line is needed for each value then.
    """
    widths = _widths(columns, rows, figures, width)
    if widths is None:
        return None
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold", collapse_padding=True)
    for place, (name, wide) in enumerate(zip(columns, widths, strict=True)):
        table.add_column(Text(name), justify="right" if place in figures else "left", width=wide, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def answer_table(answer: Answer, limit: int | None, *, width: int) -> tuple[RenderableType, bool]:
    """The first rows of an answer, and whether there are more; rows too wide for a table are lists of values."""
    rows = list(islice(answer.rows, limit))
    more = limit is not None and len(rows) == limit and next(answer.rows, None) is not None
    names = [harmless(name) for name in answer.columns]
    shown = [[_shown(cell, name) for cell, name in zip(row, answer.columns, strict=True)] for row in rows]
    figures = [place for place in range(len(names)) if _is_figure([row[place] for row in rows])]
    return text_table(names, shown, figures=figures, width=width) or _records(names, shown), more


def page_console(file: TextIO | None = None) -> Console:
    """A console for our pages on `file`, by default standard output."""
    return Console(file=file, highlight=False, emoji=False, markup=False)


def show(console: Console, page: RenderableType) -> None:
    """Print a page: in colour on a terminal, elsewhere as plain lines without blanks at their ends."""
    if console.is_terminal:
        console.print(page, crop=False)  # what is not to be broken, as an address, is whole
        return
    lines = StringIO()
    Console(file=lines, highlight=False, emoji=False, markup=False, no_color=True, width=console.width).print(
        page, crop=False
    )
    for line in lines.getvalue().splitlines():
        console.file.write(f"{line.rstrip()}\n")


def _widths(
    columns: Sequence[str], rows: Sequence[Sequence[str]], figures: Sequence[int], width: int
) -> list[int] | None:
    """The width of each column: as wide as its longest cell, or less, but its words stay whole."""
    natural, narrow = [], []
    for place, name in enumerate(columns):
        cells = [name, *(row[place] for row in rows)]
        natural.append(max(map(cell_len, cells)))
        words = max((cell_len(word) for cell in cells for word in cell.split()), default=0)
        narrow.append(natural[-1] if place in figures else min(natural[-1], max(words, _NARROWEST), 40))
    left = width - _GAP * (len(columns) - 1) - sum(narrow)
    if left < 0:
        return None
    while left > 0 and (wanting := [place for place in range(len(columns)) if narrow[place] < natural[place]]):
        narrow[min(wanting, key=lambda place: narrow[place])] += 1
        left -= 1
    return narrow


def _records(names: Sequence[str], rows: Sequence[Sequence[str]]) -> RenderableType:
    parts: list[RenderableType] = []
    for row in rows:
        parts += [Text("")] if parts else []
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        grid.add_column(style="bold", no_wrap=True)
        grid.add_column(overflow="fold")
        for name, cell in zip(names, row, strict=True):
            grid.add_row(Text(name), Text(cell))
        parts.append(grid)
    return Group(*parts)


def _is_figure(cells: Sequence[Cell]) -> bool:
    there = [cell for cell in cells if cell is not None]
    return bool(there) and all(isinstance(cell, int | float) for cell in there)


def _shown(cell: Cell, column: str) -> str:
    match cell:
        case None:
            return ""
        case bytes():
            return f"{cell[:8].hex()}{'…' if len(cell) > 8 else ''}"
        case int():
            return grouped(cell) if abs(cell) >= 10_000 and column.lower() not in _NAMES else str(cell)
        case float():
            return (f"{cell:,.2f}" if abs(cell) >= 1000 else f"{cell:.6g}").translate(_ROMANIAN)
    text = harmless(cell[: 2 * _LONGEST])
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

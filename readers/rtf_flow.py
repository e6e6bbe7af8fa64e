"""What a rich text file says, in the order it says it: paragraphs, list items and table rows to HTML."""

from bisect import bisect_left
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from operator import itemgetter

from readers.length import check_length


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a paragraph is: a heading of a level, a list item of a level, or neither (0)."""

    heading: int = 0
    item: int = 0
    in_table: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    cells: list[str]
    edges: tuple[int, ...]  # right edges of the cells, in twips
    is_header: bool


@dataclass(slots=True)
class Flow:
    """One stream of text: the document's, a note's or a text box's. Raises `ReadError("too-large")`."""

    _blocks: list[str] = field(default_factory=list)
    _pieces: list[tuple[str, bool]] = field(default_factory=list)
    _rows: list[_Row] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _cell: list[str] = field(default_factory=list)
    _beside: list[str] = field(default_factory=list)
    _nested: list[str] = field(default_factory=list)
    _size: int = 0

    def say(self, text: str, *, bold: bool = False) -> None:
        """Words of the paragraph; a line break is one."""
        self._size += len(text)
        check_length(self._size)
        self._pieces.append((text, bold))

    def put(self, html: str) -> None:
        """What stands beside the paragraph, as a text box does: it follows the paragraph."""
        self._beside.append(html)

    def end_paragraph(self, kind: Kind) -> None:
        """What was said since the last one is a paragraph."""
        html = self._paragraph(kind)
        if kind.in_table:
            self._cell.append(html)
        elif html or not self._rows:
            self._end_table()
            self._blocks.append(html)

    def end_cell(self) -> None:
        self._cell.append(self._paragraph(Kind()))
        self._cells.append("".join(self._cell))
        self._cell = []

    def end_row(self, edges: tuple[int, ...], *, is_header: bool) -> None:
        if self._cells:
            self._rows.append(_Row(cells=self._cells, edges=edges, is_header=is_header))
        self._cells = []

    def end_nested_cell(self) -> None:
        self._nested.append(" ".join(escape(text) for text, _ in self._pieces))
        self._pieces.clear()

    def end_nested_row(self) -> None:
        self._cell.append(f"<p>{' | '.join(self._nested)}</p>")
        self._nested = []

    def html(self) -> str:
        """All that was said; a paragraph, cell or row that the file leaves open is ended."""
        self._blocks.append(self._paragraph(Kind()))
        self._blocks += self._cell
        self.end_row((), is_header=False)
        self._end_table()
        return "".join(self._blocks)

    def text(self) -> str:
        """The words alone."""
        return "".join(text for text, _ in self._pieces)

    def _paragraph(self, kind: Kind) -> str:
        pieces, self._pieces = self._pieces, []
        beside, self._beside = "".join(self._beside), []
        if not any(text.strip() for text, _ in pieces):
            return beside
        runs = ((bold, _markup("".join(text for text, _ in run))) for bold, run in groupby(pieces, key=itemgetter(1)))
        inside = "".join(f"<b>{text}</b>" if bold else text for bold, text in runs)
        if kind.heading:
            return f"<h{kind.heading}>{inside}</h{kind.heading}>{beside}"
        if kind.item:
            return f"{'<ul>' * kind.item}<li>{inside}</li>{'</ul>' * kind.item}{beside}"
        return f"<p>{inside}</p>{beside}"

    def _end_table(self) -> None:
        if not self._rows:
            return
        widest = max((row.edges for row in self._rows if len(row.edges) == len(row.cells)), key=len, default=())
        columns = tuple(sorted(widest))
        lines = []
        for row in self._rows:
            tag = "th" if row.is_header else "td"
            cells = zip(row.cells, _spans(row, columns), strict=True)
            inside = "".join(f'<{tag} colspan="{wide}">{cell}</{tag}>' for cell, wide in cells)
            lines.append(f"<tr>{inside}</tr>")
        self._rows = []
        self._blocks.append(f"<table>{''.join(lines)}</table>")


def _spans(row: _Row, columns: tuple[int, ...]) -> list[int]:
    """How many columns each cell covers, found from its right edge: the file does not say it."""
    if len(row.cells) >= len(columns) or len(row.edges) != len(row.cells):
        return [1] * len(row.cells)
    spans = []
    before = -1
    for place, edge in enumerate(row.edges):
        most = len(columns) - (len(row.edges) - place)  # every cell after it needs a column, too
        after = min(bisect_left(columns, edge), len(columns) - 1)
        nearest = after - (after > 0 and edge - columns[after - 1] < columns[after] - edge)
        column = max(min(nearest, most), before + 1)
        spans.append(column - before)
        before = column
    return spans


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br>")

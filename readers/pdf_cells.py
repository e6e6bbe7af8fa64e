"""The cells that ruling lines enclose, by pdfplumber's table geometry.

Lines come from PDFium's page objects, so pdfplumber never parses the file: its words would be other ones than PDFium's,
and a page takes it a hundred times as long. Its search for the smallest cell at each crossing is done here in the same
way, with numbers for lines: it builds sets of boxes anew for each pair of points, a quarter of the time of such a page.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from readers.pdf_page import Box

_TOLERANCE = 3.0  # points, pdfplumber's own: lines that should meet, or be one
_SHORTEST = 4.0
_DECIMALS = 3  # snapping takes averages: those of one line must not differ by the last bit, or they stay two lines
_MOST_LINES = 500  # of a page of tables; a drawing has more
_MOST_CROSSINGS = 3_000

_Point = tuple[float, float]


def tables_within(rules: Sequence[Box]) -> list[list[Box]]:
    """Cells of each table of two cells or more, top to bottom; none for a page with more lines than a table has."""
    from pdfplumber import table  # noqa: PLC0415 (it takes a tenth of a second; most files have no tables)

    edges = [edge for box in rules if (edge := _edge(box))]
    snapped = table.snap_edges(edges, _TOLERANCE, _TOLERANCE)
    for edge in snapped:
        _round(edge)
    merged = table.merge_edges(snapped, 0, 0, _TOLERANCE, _TOLERANCE)
    if len(merged) > _MOST_LINES:
        return []
    crossings = table.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    found = table.cells_to_tables(list(_cells(crossings)))
    return [[(x0, -bottom, x1, -top) for x0, top, x1, bottom in cells] for cells in found]


@dataclass(frozen=True, slots=True)
class _Crossing:
    """The lines that meet at a point, by number: near the end of one another begins."""

    level: frozenset[int]
    upright: frozenset[int]


def _cells(crossings: Mapping[_Point, Mapping[str, list[Any]]]) -> Iterator[Box]:
    """The smallest cell right of and below each crossing, if there is one: left, top, right, bottom."""
    met = {
        point: _Crossing(frozenset(map(id, lines["h"])), frozenset(map(id, lines["v"])))
        for point, lines in crossings.items()
    }
    rows: dict[float, list[float]] = defaultdict(list)
    columns: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(met):
        rows[y].append(x)
        columns[x].append(y)
    for (x, y), corner in sorted(met.items(), key=itemgetter(0)):
        rights = rows[y][bisect_right(rows[y], x) :]
        for below in columns[x][bisect_right(columns[x], y) :]:
            lower = met[x, below]
            if corner.upright.isdisjoint(lower.upright):
                continue
            end = next((to for to in rights if _closes(met, corner, lower, (to, y), (to, below))), None)
            if end is not None:
                yield x, y, end, below
                break


def _closes(
    met: Mapping[_Point, _Crossing], corner: _Crossing, lower: _Crossing, upper_end: _Point, lower_end: _Point
) -> bool:
    """Whether lines join the two corners of the left side with two points right of them, and those to each other."""
    end, last = met[upper_end], met.get(lower_end)
    return (
        last is not None
        and not corner.level.isdisjoint(end.level)
        and not lower.level.isdisjoint(last.level)
        and not end.upright.isdisjoint(last.upright)
    )


def _edge(box: Box) -> dict[str, Any] | None:
    """A rule as pdfplumber has it: y goes down."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if max(width, height) < _SHORTEST:
        return None
    if width >= height:
        middle = -(bottom + top) / 2
        return {
            "orientation": "h",
            "x0": left,
            "x1": right,
            "top": middle,
            "bottom": middle,
            "width": width,
            "height": 0.0,
        }
    middle = (left + right) / 2
    return {
        "orientation": "v",
        "x0": middle,
        "x1": middle,
        "top": -top,
        "bottom": -bottom,
        "width": 0.0,
        "height": height,
    }


def _round(edge: dict[str, Any]) -> None:
    """In place: an edge is moved as often as there are lines."""
    edge["x0"], edge["x1"] = round(edge["x0"], _DECIMALS), round(edge["x1"], _DECIMALS)
    edge["top"], edge["bottom"] = round(edge["top"], _DECIMALS), round(edge["bottom"], _DECIMALS)

"""The cells that ruling lines enclose, by pdfplumber's table geometry.

Lines come from PDFium's page objects, so pdfplumber never parses the file: its words would be other ones than PDFium's,
and a page takes it a hundred times as long.
"""

from collections.abc import Sequence
from typing import Any

from readers.pdf_page import Box

_TOLERANCE = 3.0  # points, pdfplumber's own: lines that should meet, or be one
_SHORTEST = 4.0
_DECIMALS = 3  # snapping takes averages: those of one line must not differ by the last bit, or they stay two lines
_MOST_LINES = 500  # of a page of tables; a drawing has more
_MOST_CROSSINGS = 3_000


def tables_within(rules: Sequence[Box]) -> list[list[Box]]:
    """Cells of each table of two cells or more, top to bottom; none for a page with more lines than a table has."""
    from pdfplumber import table  # noqa: PLC0415 (it takes a tenth of a second; most files have no tables)

    edges = [edge for box in rules if (edge := _edge(box))]
    snapped = [_rounded(edge) for edge in table.snap_edges(edges, _TOLERANCE, _TOLERANCE)]
    merged = table.merge_edges(snapped, 0, 0, _TOLERANCE, _TOLERANCE)
    if len(merged) > _MOST_LINES:
        return []
    crossings = table.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    found = table.cells_to_tables(table.intersections_to_cells(crossings))
    return [[(x0, -bottom, x1, -top) for x0, top, x1, bottom in cells] for cells in found]


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


def _rounded(edge: dict[str, Any]) -> dict[str, Any]:
    places = ("x0", "x1", "top", "bottom")
    return edge | {name: round(edge[name], _DECIMALS) for name in places}

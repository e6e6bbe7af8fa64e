"""The ruling lines of a page, and the cells that they enclose.

Lines come from PDFium's page objects; what they enclose is found by pdfplumber's table geometry. So pdfplumber
never parses the file: its words would be other ones than PDFium's, and a page takes it a hundred times as long.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from readers.pdf_page import Box, turned

_MOST_OBJECTS = 20_000  # of a page; a map or a drawing has more, a page of tables has fewer
_MOST_SEGMENTS = 400  # of one path
_MOST_RULES = 6_000
_MOST_MERGED = 500
_MOST_CROSSINGS = 3_000
_DEEPEST_FORM = 3
_THIN = 3.0  # points: a rectangle that is no higher or wider is a line
_SHORTEST = 4.0
_TOLERANCE = 3.0  # pdfplumber's own, for lines that should meet
_FEWEST = 4  # rules of the smallest cell

_Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class _Search:
    turn: int
    rules: list[Box] = field(default_factory=list)
    objects: int = 0
    too_many: bool = False
    bounds: list[Any] = field(default_factory=lambda: [ctypes.c_float() for _ in range(4)])
    references: list[Any] = field(init=False)

    def __post_init__(self) -> None:
        self.references = [ctypes.byref(value) for value in self.bounds]

    def box(self, item: Any) -> Box:  # noqa: ANN401
        """Where a page object is; an empty box for none."""
        if not pdfium.FPDFPageObj_GetBounds(item, *self.references):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = self.bounds
        return left.value, bottom.value, right.value, top.value


def tables_of(page: Any, turn: int) -> list[list[Box]]:  # noqa: ANN401 (pypdfium2 has no types)
    """Cells of each ruled table, top to bottom. None for a page with more lines than a table has."""
    search = _Search(turn=turn)
    _collect(search, page.raw, None, 0)
    if search.too_many or len(search.rules) < _FEWEST:
        return []
    return _tables(search.rules)


def _collect(search: _Search, holder: Any, matrix: _Matrix | None, depth: int) -> None:  # noqa: ANN401
    """Rules of a page, or of a form on it."""
    inside = depth > 0
    count = pdfium.FPDFFormObj_CountObjects(holder) if inside else pdfium.FPDFPage_CountObjects(holder)
    search.objects += count
    if search.objects > _MOST_OBJECTS:
        search.too_many = True
    for number in range(count):
        if search.too_many:
            return
        item = (pdfium.FPDFFormObj_GetObject if inside else pdfium.FPDFPage_GetObject)(holder, number)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            for box in _rules_of(item, search.box(item)):
                search.rules.append(turned(_applied(box, matrix), search.turn))
            search.too_many = len(search.rules) > _MOST_RULES
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            _collect(search, item, _times(_matrix_of(item), matrix), depth + 1)


def _rules_of(path: Any, box: Box) -> Iterator[Box]:  # noqa: ANN401
    """The straight lines of a path: thin shapes, and the sides of rectangles that are drawn and not just filled."""
    if _is_thin(box):
        yield box
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return
    for points in _subpaths(path, count):
        bounds = _bounds(points)
        if _is_thin(bounds):
            yield bounds
        elif stroke.value:
            for (x1, y1), (x2, y2) in pairwise(points):
                side = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
                if _is_thin(side):
                    yield side


def _subpaths(path: Any, count: int) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401
    """The points of each part of a path that has straight sides only, on the page."""
    matrix = _matrix_of(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    straight = True
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        elif kind != pdfium.FPDF_SEGMENT_LINETO:
            straight = False
        points.append(_point(x.value, y.value, matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if straight and len(points) > 1:
        yield points


def _tables(rules: list[Box]) -> list[list[Box]]:
    from pdfplumber import table  # noqa: PLC0415 (it takes a tenth of a second; most files have no tables)

    edges = [edge for box in rules if (edge := _edge(box))]
    merged = table.merge_edges(edges, *[_TOLERANCE] * 4)
    if len(merged) > _MOST_MERGED:
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
            "height": 0,
        }
    middle = (left + right) / 2
    return {
        "orientation": "v",
        "x0": middle,
        "x1": middle,
        "top": -top,
        "bottom": -bottom,
        "width": 0,
        "height": height,
    }


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _THIN


def _bounds(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix_of(item: Any) -> _Matrix:  # noqa: ANN401
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _point(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _applied(box: Box, matrix: _Matrix | None) -> Box:
    if matrix is None:
        return box
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return _bounds([_point(x, y, matrix) for x, y in corners])


def _times(first: _Matrix, second: _Matrix | None) -> _Matrix:
    """First one, then the other (ISO 32000-1, 8.3.4)."""
    if second is None:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m

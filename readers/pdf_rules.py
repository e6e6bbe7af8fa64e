"""The ruling lines of a page, from PDFium's page objects; `readers.pdf_cells` finds what they enclose."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium

from readers.pdf_calls import (
    Handle,
    floats_of,
    form_object,
    form_objects,
    object_bounds,
    object_kind,
    object_matrix,
    page_object,
    page_objects,
    path_drawing,
    path_segment,
    path_segments,
    segment_closes,
    segment_kind,
    segment_point,
)
from readers.pdf_cells import tables_within
from readers.pdf_page import Box, turned

_MOST_OBJECTS = 20_000  # of a page; a map or a drawing has more, a page of tables has fewer
_MOST_SEGMENTS = 400  # of one path
_MOST_RULES = 6_000
_DEEPEST_FORM = 3
_THIN = 3.0  # points: a rectangle that is no higher or wider is a line
_FEWEST = 4  # rules of the smallest cell
_FLOAT = ctypes.sizeof(ctypes.c_float)

_Matrix = tuple[float, float, float, float, float, float]


class RuleSearch:
    """The rules found so far on a page, and what PDFium writes its answers into."""

    def __init__(self, turn: int) -> None:
        self.turn = turn
        self.rules: list[Box] = []
        self.objects = 0
        self.too_many = False
        bounds, matrix, point = (ctypes.c_float * 4)(), pdfium.FS_MATRIX(), (ctypes.c_float * 2)()
        self._bounds, self._matrix, self._point = map(floats_of, (bounds, matrix, point))
        self._bounds_references = [ctypes.byref(bounds, number * _FLOAT) for number in range(4)]
        self._matrix_reference = ctypes.byref(matrix)
        self._point_references = [ctypes.byref(point, number * _FLOAT) for number in range(2)]

    def box(self, item: Handle) -> Box:
        """Where a page object is; an empty box for none."""
        if not object_bounds(item, *self._bounds_references):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = self._bounds
        return left, bottom, right, top

    def matrix(self, item: Handle) -> _Matrix:
        """How an object is put on the page."""
        if not object_matrix(item, self._matrix_reference):
            return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
        a, b, c, d, e, f = self._matrix
        return a, b, c, d, e, f

    def point(self, segment: Handle) -> tuple[float, float]:
        """Where a segment of a path ends."""
        segment_point(segment, *self._point_references)
        x, y = self._point
        return x, y


def tables_of(page: Any, turn: int) -> list[list[Box]]:  # noqa: ANN401 (pypdfium2 has no types)
    """Cells of each ruled table, top to bottom. None for a page with more lines than a table has."""
    search = RuleSearch(turn)
    _collect(search, page.raw, None, 0)
    if search.too_many or len(search.rules) < _FEWEST:
        return []
    return tables_within(search.rules)


def _collect(search: RuleSearch, holder: Any, matrix: _Matrix | None, depth: int) -> None:  # noqa: ANN401
    """Rules of a page, or of a form on it."""
    count_of, nth = (form_objects, form_object) if depth else (page_objects, page_object)
    count = count_of(holder)
    search.objects += count
    if search.objects > _MOST_OBJECTS:
        search.too_many = True
        return
    for number, kind in enumerate(map(object_kind, map(nth, repeat(holder), range(count)))):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:  # most are
            continue
        if search.too_many:
            return
        item = nth(holder, number)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            boxes = _rules_of(search, item)
            if matrix or search.turn:
                boxes = [turned(_applied(box, matrix), search.turn) for box in boxes]
            search.rules += boxes
            search.too_many = len(search.rules) > _MOST_RULES
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            _collect(search, item, _times(search.matrix(item), matrix), depth + 1)


def _rules_of(search: RuleSearch, path: Handle) -> list[Box]:
    """The straight lines of a path: thin shapes, and the sides of rectangles that are drawn and not just filled."""
    box = search.box(path)
    if _is_thin(box):
        return [box]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    path_drawing(path, ctypes.byref(fill), ctypes.byref(stroke))
    count = path_segments(path)
    rules: list[Box] = []
    if count > _MOST_SEGMENTS:
        return rules
    for points in _subpaths(search, path, count):
        bounds = _bounds(points)
        if _is_thin(bounds):
            rules.append(bounds)
        elif stroke.value:
            for (x1, y1), (x2, y2) in pairwise(points):
                side = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
                if _is_thin(side):
                    rules.append(side)
    return rules


def _subpaths(search: RuleSearch, path: Handle, count: int) -> Iterator[list[tuple[float, float]]]:
    """The points of each part of a path that has straight sides only, on the page."""
    a, b, c, d, e, f = search.matrix(path)
    points: list[tuple[float, float]] = []
    straight = True
    for number in range(count):
        segment = path_segment(path, number)
        kind = segment_kind(segment)
        x, y = search.point(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        elif kind != pdfium.FPDF_SEGMENT_LINETO:
            straight = False
        points.append((a * x + c * y + e, b * x + d * y + f))
        if segment_closes(segment):
            points.append(points[0])
    if straight and len(points) > 1:
        yield points


def _is_thin(box: Box) -> bool:
    left, bottom, right, top = box
    return right - left <= _THIN or top - bottom <= _THIN


def _bounds(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _applied(box: Box, matrix: _Matrix | None) -> Box:
    if matrix is None:
        return box
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return _bounds([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])


def _times(first: _Matrix, second: _Matrix | None) -> _Matrix:
    """First one, then the other (ISO 32000-1, 8.3.4)."""
    if second is None:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m

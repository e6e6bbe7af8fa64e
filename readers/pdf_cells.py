"""The cells that ruling lines enclose, and which of them are one table.

The method is Nurminen's (Algorithmic Extraction of Data in Tables in PDF Documents, 2013), with the tolerances of
pdfplumber, beside which the tests hold it; that one takes twenty times as long, which was a third of the time of a
page with a table: lines that nearly touch become one, and from each of their crossings the smallest rectangle is
sought whose four sides are drawn throughout.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from readers.pdf_page import Box

_TOLERANCE = 3.0  # points: lines that should meet, or be one
_SHORTEST = 4.0
_MOST_LINES = 500  # of a page of tables; a drawing has more
_MOST_CROSSINGS = 3_000

_Stroke = tuple[float, float, float]
"""Where a line is, begins and ends: y and two x of a level one, x and two y of an upright one. y grows downwards."""
_Point = tuple[float, float]


@dataclass(slots=True)
class _Crossing:
    """The numbers of the level and the upright lines that meet at a point: near the end of one another begins."""

    level: set[int]
    upright: set[int]


def tables_within(rules: Sequence[Box]) -> list[list[Box]]:
    """Cells of each table of two cells or more, top to bottom; none for a page with more lines than a table has."""
    level: list[_Stroke] = []
    upright: list[_Stroke] = []
    for left, bottom, right, top in rules:
        width, height = right - left, top - bottom
        if width < _SHORTEST and height < _SHORTEST:
            continue
        if width >= height:
            level.append((-(bottom + top) / 2, left, right))
        else:
            upright.append(((left + right) / 2, -top, -bottom))
    level, upright = list(_merged(level)), list(_merged(upright))
    if len(level) + len(upright) > _MOST_LINES:
        return []
    crossings = _crossings(level, upright)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    return [[(x0, -bottom, x1, -top) for x0, top, x1, bottom in cells] for cells in _tables(_cells(crossings))]


def _merged(strokes: list[_Stroke]) -> Iterator[_Stroke]:
    """Lines near one another moved to their average, and what touches there made one."""
    strokes.sort()
    begin = 0
    for number, (place, _, _) in enumerate(strokes):
        if number + 1 < len(strokes) and strokes[number + 1][0] <= place + _TOLERANCE:
            continue
        group = strokes[begin : number + 1]
        begin = number + 1
        middle = sum(map(itemgetter(0), group)) / len(group)
        group.sort(key=itemgetter(1))
        _, start, end = group[0]
        for _, following, its_end in group:
            if following > end + _TOLERANCE:
                yield middle, start, end
                start = following
            end = max(end, its_end)
        yield middle, start, end


def _crossings(level: Sequence[_Stroke], upright: Sequence[_Stroke]) -> dict[_Point, _Crossing]:
    crossings: dict[_Point, _Crossing] = {}
    for number, (x, top, bottom) in enumerate(upright):
        highest, lowest = top - _TOLERANCE, bottom + _TOLERANCE
        for other, (y, left, right) in enumerate(level):
            if highest <= y <= lowest and left - _TOLERANCE <= x <= right + _TOLERANCE:
                found = crossings.get((x, y))
                if found is None:
                    crossings[x, y] = _Crossing({other}, {number})
                else:
                    found.level.add(other)
                    found.upright.add(number)
    return crossings


def _cells(crossings: dict[_Point, _Crossing]) -> Iterator[Box]:
    """The smallest cell right of and below each crossing, if there is one: left, top, right, bottom."""
    points = sorted(crossings)
    of_row: dict[float, list[float]] = {}
    for x, y in points:
        of_row.setdefault(y, []).append(x)
    for number, (x, y) in enumerate(points):
        xs = of_row[y]
        right = xs[bisect_right(xs, x) :]
        if not right:
            continue
        corner = crossings[x, y]
        for place in range(number + 1, len(points)):
            other, below = points[place]
            if other != x:
                break
            lower = crossings[x, below]
            if corner.upright.isdisjoint(lower.upright):
                continue
            end = next((to for to in right if _closes(crossings, corner, lower, (to, y), (to, below))), None)
            if end is not None:
                yield x, y, end, below
                break


def _closes(
    crossings: dict[_Point, _Crossing], corner: _Crossing, lower: _Crossing, upper_end: _Point, lower_end: _Point
) -> bool:
    """Whether lines join the two corners of the left side with two points right of them, and those to each other."""
    end, last = crossings[upper_end], crossings.get(lower_end)
    return (
        last is not None
        and not corner.level.isdisjoint(end.level)
        and not lower.level.isdisjoint(last.level)
        and not end.upright.isdisjoint(last.upright)
    )


def _tables(cells: Iterator[Box]) -> list[list[Box]]:
    """Cells that share corners, in tables from top to bottom; a lone cell is a frame."""
    tables: list[list[Box]] = []
    left = list(cells)
    while left:
        table: list[Box] = []
        corners: set[_Point] = set()
        while True:
            others = []
            for cell in left:
                x0, top, x1, bottom = cell
                its_own = ((x0, top), (x0, bottom), (x1, top), (x1, bottom))
                if not table or not corners.isdisjoint(its_own):
                    corners.update(its_own)
                    table.append(cell)
                else:
                    others.append(cell)
            if len(others) == len(left):
                break
            left = others
        tables.append(table)
    tables.sort(key=lambda table: min((cell[1], cell[0]) for cell in table))
    return [table for table in tables if len(table) > 1]

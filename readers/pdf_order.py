"""The order in which the parts of a page are read, where the file has another one.

Files mostly write a page in the order in which it is read, and then nothing is changed. Where something is written
after what stands below it (text boxes, headers written last), the parts are put in the order of Breuel (High
Performance Document Layout Analysis, 2003): what is above comes first, and a column before the one right of it,
unless something that spans both stands in between.
"""

from collections.abc import Sequence
from itertools import pairwise

from readers.pdf_page import Box, Line
from readers.pdf_tables import Table

Item = Line | Table

_GAP = 0.8  # heights of a line; what is farther apart may be parts
_MOST_PARTS = 80  # the order takes the third power of it
_SLACK = 2.0  # points by which parts may overlap and stand one above the other all the same


def in_order(items: Sequence[Item]) -> list[Item]:
    """The items as they are read; those that are in order already, or too many to tell, stay as they are."""
    boxes = [_box(item) for item in items]
    if all(_above(a, b) for a, b in pairwise(boxes)):
        return list(items)
    parts = _parts(items)
    places = [_around(part) for part in parts]
    if len(parts) > _MOST_PARTS or not _is_disordered(places):
        return list(items)
    return [item for number in _sorted(places) for item in parts[number]]


def _box(item: Item) -> Box:
    return item.box if isinstance(item, Table) else (item.left, item.bottom, item.right, item.top)


def _around(part: Sequence[Item]) -> Box:
    lefts, bottoms, rights, tops = zip(*map(_box, part), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _parts(items: Sequence[Item]) -> list[list[Item]]:
    """Lines that follow one another closely, in the order of the file."""
    parts: list[list[Item]] = []
    for item in items:
        before = parts[-1][-1] if parts else None
        if isinstance(before, Line) and isinstance(item, Line) and _is_close(before, item):
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _is_close(before: Line, item: Line) -> bool:
    height = min(before.height, item.height)
    beside = min(before.right, item.right) < max(before.left, item.left)
    distance = before.bottom - item.top
    same = abs(before.height - item.height) <= 0.15 * max(before.height, item.height)
    return not beside and same and -0.6 * height <= distance <= _GAP * height


def _above(a: Box, b: Box) -> bool:
    return a[1] >= b[3] - max(_SLACK, 0.3 * min(a[3] - a[1], b[3] - b[1]))


def _share_column(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > _SLACK


def _is_disordered(places: Sequence[Box]) -> bool:
    return any(
        _share_column(before, after) and _above(after, before)
        for number, after in enumerate(places)
        for before in places[:number]
    )


def _sorted(places: Sequence[Box]) -> list[int]:
    """Numbers of the parts as they are read; of those that may come next, the one that the file has first."""
    count = len(places)
    earlier = [{a for a in range(count) if a != b and _comes_before(places, a, b)} for b in range(count)]
    order: list[int] = []
    left = set(range(count))
    while left:
        free = [number for number in sorted(left) if not earlier[number] & left]
        chosen = free[0] if free else min(left, key=lambda n: (-places[n][3], places[n][0]))  # a circle
        order.append(chosen)
        left.remove(chosen)
    return order


def _comes_before(places: Sequence[Box], a: int, b: int) -> bool:
    first, second = places[a], places[b]
    if _share_column(first, second):
        return _above(first, second)
    if first[2] > second[0] + _SLACK:
        return False
    low, high = sorted([first[1] + first[3], second[1] + second[3]])
    return not any(
        low < place[1] + place[3] < high and _share_column(place, first) and _share_column(place, second)
        for place in places
    )

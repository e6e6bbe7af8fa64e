"""Places in a text that are taken already, asked by bisection: a page has thousands of facts."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator


class Places:
    """Stretches `[start, end)` that do not overlap each other."""

    def __init__(self, places: Iterable[tuple[int, int]] = ()) -> None:
        self._places = sorted(places)

    def overlap(self, start: int, end: int) -> bool:
        """Whether a stretch shares a character with one of them."""
        index = bisect_left(self._places, (end, end)) - 1
        return index >= 0 and self._places[index][1] > start

    def add(self, start: int, end: int) -> None:
        """Take one more, which overlaps none."""
        self._places.insert(bisect_left(self._places, (start, end)), (start, end))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._places)

"""Where the pieces of one text stand in another that holds them in about the same order, with more between them.

Long pieces are found first, one behind the other; they bound the short ones, which alone could be anywhere. A piece
that does not stand in one stretch is put together from those of its parts that do. The work is bounded by the
length of the text, whatever the pieces are.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

NOWHERE = -1
_LONG = 24  # characters; shorter pieces repeat
_SHORTEST_PART = 3
_MOST_PARTS = 60
_MOST_STRANGE = 12  # characters of a piece that are nowhere
_WINDOW = 20_000  # characters in which the parts of a piece are looked for
_WORK = 60  # times the length of the text


@dataclass(slots=True)
class Aligner:
    """Finds pieces in `text`; make a new one for each text."""

    text: str
    _work: int = field(init=False)

    def __post_init__(self) -> None:
        self._work = _WORK * len(self.text) + 5_000_000

    def align(self, pieces: Sequence[str]) -> "list[array[int]]":
        """For each piece the place in `text` of each of its characters, `NOWHERE` for one that is not there."""
        found = [NOWHERE] * len(pieces)
        self._chain(pieces, found, [i for i, piece in enumerate(pieces) if len(piece) >= _LONG], (0, len(self.text)))
        for run, window in list(_runs(pieces, found, len(self.text))):
            self._chain(pieces, found, run, window)
        windows = {index: window for run, window in _runs(pieces, found, len(self.text)) for index in run}
        places = []
        place = 0
        for index, piece in enumerate(pieces):
            if found[index] != NOWHERE:
                places.append(array("q", range(found[index], found[index] + len(piece))))
            else:
                start, end = windows[index]
                places.append(self._parts(piece, (max(start, min(place, end)), end)))
            place = max(places[-1], default=NOWHERE) + 1 or place
        return places

    def _chain(self, pieces: Sequence[str], found: list[int], chosen: Sequence[int], window: tuple[int, int]) -> None:
        """Each chosen piece behind the one before it, then as near to its neighbours as it also stands."""
        place, last = window
        before: dict[int, int] = {}
        kept = []
        for index in chosen:
            if not pieces[index]:
                continue
            at = self._find(pieces[index], place, last)
            if at == NOWHERE:
                continue
            before[index], found[index] = place or -len(self.text), at  # nothing stands before the first one
            place = at + len(pieces[index])
            kept.append(index)
        for index in reversed(kept):
            size = len(pieces[index])
            if last == len(self.text):  # nothing stands behind the last one
                last = found[index]
                continue
            at = self.text.rfind(pieces[index], found[index], last)
            self._work -= max(last - at, 0)
            if at > found[index] and last - at - size < found[index] - before[index]:
                found[index] = at
            last = found[index]

    def _find(self, piece: str, start: int, end: int) -> int:
        if self._work <= 0:
            return NOWHERE
        at = self.text.find(piece, start, end)
        self._work -= (end if at < 0 else at) - start + len(piece)
        return at

    def _parts(self, piece: str, window: tuple[int, int]) -> "array[int]":
        """The piece put together from its longest beginnings, all in order within the window."""
        places = array("q", [NOWHERE]) * len(piece)
        start, end = window[0], min(window[1], window[0] + _WINDOW + len(piece))
        done = strange = 0
        for _ in range(_MOST_PARTS):
            if done >= len(piece) or strange > _MOST_STRANGE:
                break
            size, at = self._longest(piece[done:], start, end)
            if size == 0:
                strange += 1
                done += 1
                continue
            places[done : done + size] = array("q", range(at, at + size))
            start, done = at + size, done + size
        return places

    def _longest(self, piece: str, start: int, end: int) -> tuple[int, int]:
        """Length and place of the longest beginning of a piece that stands in the window."""
        least = min(_SHORTEST_PART, len(piece))
        at = self._find(piece[:least], start, end)
        if at == NOWHERE:
            return 0, NOWHERE
        good, bad = least, len(piece) + 1
        while bad - good > 1:
            middle = (good + bad) // 2
            there = self._find(piece[:middle], start, end)
            if there == NOWHERE:
                bad = middle
            else:
                good, at = middle, there
        return good, at


def _runs(pieces: Sequence[str], found: Sequence[int], size: int) -> list[tuple[list[int], tuple[int, int]]]:
    """The pieces that were not found, in runs, with the window that their found neighbours leave."""
    runs: list[tuple[list[int], tuple[int, int]]] = []
    run: list[int] = []
    start = 0
    for index in range(len(pieces) + 1):
        if index < len(pieces) and found[index] == NOWHERE:
            run.append(index)
            continue
        if run:
            runs.append((run, (start, size if index == len(pieces) else found[index])))
            run = []
        if index < len(pieces):
            start = found[index] + len(pieces[index])
    return runs

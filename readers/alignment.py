"""Where the pieces of one text stand in another that holds them in about the same order, with more between them.

Long pieces that stand there once are found first; they bound the others, which alone could be anywhere. A piece
that does not stand in one stretch is put together from those of its parts that do. The work is bounded by the
length of the text, whatever the pieces are.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

NOWHERE = -1
_LONG = 24  # characters; shorter pieces repeat
_SHORTEST_PART = 3
_FIRST_PART = 12
_APART = 400  # characters between two parts of a piece, as of a form in the middle of a sentence
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
        for index, at in self._anchors(pieces):
            found[index] = at
        for least in (_LONG, 1):
            for run, window in list(_runs(pieces, found, len(self.text))):
                self._chain(pieces, found, [index for index in run if len(pieces[index]) >= least], window)
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

    def _anchors(self, pieces: Sequence[str]) -> list[tuple[int, int]]:
        """Long pieces that stand once in the text, and as many of them as stand there in their own order."""
        begun = Counter(piece[:_LONG] for piece in pieces if len(piece) >= _LONG)
        there: dict[str, list[int]] = {}
        if begun:
            for place in range(len(self.text) - _LONG + 1):
                beginning = self.text[place : place + _LONG]
                if beginning in begun:
                    there.setdefault(beginning, []).append(place)
        alone = []
        for index, piece in enumerate(pieces):
            places = there.get(piece[:_LONG], ())
            if len(places) == 1 and begun[piece[:_LONG]] == 1 and self.text.startswith(piece, places[0]):
                alone.append((index, places[0]))
        return _rising(alone)

    def _chain(self, pieces: Sequence[str], found: list[int], chosen: Sequence[int], window: tuple[int, int]) -> None:
        """The chosen pieces in order: the first ones as far to the left as they stand, the others to the right.

        Where the one goes over into the other is chosen so that most pieces touch: what is told in one breath
        stands together, and the same words in a menu don't.
        """
        kept: list[int] = []
        left: list[int] = []
        place = window[0]
        for index in chosen:
            at = self._find(pieces[index], place, window[1]) if pieces[index] else NOWHERE
            if at != NOWHERE:
                kept.append(index)
                left.append(at)
                place = at + len(pieces[index])
        right = left.copy()
        place = window[1]
        for number in reversed(range(len(kept))):
            right[number] = self.text.rfind(pieces[kept[number]], left[number], place)
            self._work -= place - right[number]
            place = right[number]
        sizes = [len(pieces[index]) for index in kept]
        split = _fewest_breaks(left, right, sizes, window, len(self.text))
        for number, index in enumerate(kept):
            found[index] = left[number] if number < split else right[number]

    def _find(self, piece: str, start: int, end: int) -> int:
        if self._work <= 0:
            return NOWHERE
        at = self.text.find(piece, start, end)
        self._work -= (end if at < 0 else at) - start + len(piece)
        return at

    def _parts(self, piece: str, window: tuple[int, int]) -> "array[int]":
        """The piece put together from its longest beginnings, in order and near to one another."""
        places = array("q", [NOWHERE]) * len(piece)
        start, end = window[0], min(window[1], window[0] + _WINDOW + len(piece))
        done = strange = 0
        least = min(_FIRST_PART, len(piece) // 2)
        for _ in range(_MOST_PARTS):
            if done >= len(piece) or strange > _MOST_STRANGE:
                break
            size, at = self._longest(piece[done:], start, end)
            if size == 0 or size < least:
                strange += 1
                done += 1
                continue
            places[done : done + size] = array("q", range(at, at + size))
            start, done, least = at + size, done + size, 0
            end = min(end, start + _APART)
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


def _fewest_breaks(
    left: Sequence[int], right: Sequence[int], sizes: Sequence[int], window: tuple[int, int], whole: int
) -> int:
    """How many pieces to take from the left, the rest from the right. The ends of the text are no neighbours."""
    count = len(left)
    if not count:
        return 0
    begins = [window[0], *(at + size for at, size in zip(left, sizes, strict=True))]  # behind each piece, to the left
    ends = [*right, window[1]]
    breaks = sum(right[n] + sizes[n] != ends[n + 1] for n in range(count - 1))
    breaks += right[-1] + sizes[-1] != window[1] and window[1] < whole  # all from the right, its left side apart
    best, fewest = 0, breaks + (window[0] > 0 and right[0] != window[0])
    inside = 0  # breaks among those from the left
    for split in range(1, count + 1):
        number = split - 1
        inside += left[number] != begins[number] and (number > 0 or window[0] > 0)
        if split < count:
            breaks -= right[number] + sizes[number] != right[split]
            total = inside + breaks + (begins[split] != right[split])
        else:
            total = inside + (begins[split] != window[1] and window[1] < whole)
        if total < fewest or (total == fewest and window[0] > 0):
            best, fewest = split, total
    return best


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs whose second members rise (patience sorting)."""
    tops: list[int] = []  # the smallest end of a choice of each length
    last: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        length = bisect_left(tops, at)
        before.append(last[length - 1] if length else NOWHERE)
        tops[length : length + 1] = [at]
        last[length : length + 1] = [number]
    chosen = []
    number = last[-1] if last else NOWHERE
    while number != NOWHERE:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


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

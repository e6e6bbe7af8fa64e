"""What a name never leaves: a cell of a table, else its block; one that begins at a place ends within its sentence."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from extract.reading import Reading

_LONGEST_LIST = 2000  # characters, from its plural head on
_BAR = re.compile(r"\t|\s\|\s")


def stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """What a name never leaves: the cells of a table's row, drawn with bars or tabs as well, else a whole block."""
    for block in reading.blocks:
        if block.cells:
            yield from (cell for cell in block.cells if cell[1] > cell[0])
            continue
        start = block.start
        for bar in _BAR.finditer(reading.folded, block.start, block.end):
            yield start, bar.start()
            start = bar.end()
        yield start, block.end


def stretch_end(reading: Reading, place: int) -> int:
    """Where a name that begins at `place` must end at the latest."""
    block = reading.block_at(place)
    limit = min(block.end, reading.sentence_at(place)[1], place + _LONGEST_LIST)
    cell = bisect_right(block.cells, (place, len(reading.folded))) - 1
    if cell >= 0 and place < block.cells[cell][1]:
        return min(limit, block.cells[cell][1])
    bar = _BAR.search(reading.folded, place, limit)
    return bar.start() if bar else limit

"""Tables as rows of cells, whether their reader marked them or the text only has bars or tabs."""

import re
from collections.abc import Iterator

from extract.reading import Reading
from store.records import Block

Cells = tuple[tuple[int, int], ...]
"""The places of a row's cells, left to right."""

_CELL = re.compile(r"[^|\t]+")


def tables(reading: Reading) -> Iterator[tuple[Cells, list[Cells]]]:
    """Each table's header cells and the cells of its other rows."""
    header: Cells = ()
    rows: list[Cells] = []
    for block in reading.blocks:
        cells = cells_of(reading, block)
        if len(cells) > 1 and header and not block.header:
            rows.append(cells)
            continue
        if rows:
            yield header, rows
        header, rows = (cells if len(cells) > 1 else ()), []
    if rows:
        yield header, rows


def cells_of(reading: Reading, block: Block) -> Cells:
    """The places of a block's cells, or none where it is no row of a table."""
    if block.cells:
        return block.cells
    line = reading.folded[block.start : block.end]
    if "|" not in line and "\t" not in line:
        return ()
    return tuple((block.start + m.start(), block.start + m.end()) for m in _CELL.finditer(line))

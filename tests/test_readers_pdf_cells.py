"""Which cells ruling lines enclose."""

from itertools import product

from readers.pdf_cells import tables_within

Box = tuple[float, float, float, float]
PLACES = [20.0 * number for number in range(6)]


def line(where: float, begin: float, end: float, *, level: bool) -> Box:
    low, high = sorted([begin, end])
    return (low, where, high, where) if level else (where, low, where, high)


GRID = [line(y, 0, 100, level=True) for y in PLACES] + [line(x, 0, 100, level=False) for x in PLACES]


def test_a_grid() -> None:
    (cells,) = tables_within(GRID)
    assert sorted(cells) == sorted((x, y, x + 20, y + 20) for x, y in product(PLACES[:-1], PLACES[:-1]))


def test_a_frame_is_no_table_and_two_grids_are_two() -> None:
    frame = [line(0, 0, 50, level=True), line(50, 0, 50, level=True)]
    frame += [line(0, 0, 50, level=False), line(50, 0, 50, level=False)]
    assert tables_within(frame) == []
    below = [(left, bottom - 300, right, top - 300) for left, bottom, right, top in GRID]
    upper, lower = tables_within(below + GRID)
    assert (len(upper), len(lower)) == (25, 25)
    assert min(cell[1] for cell in upper) > max(cell[3] for cell in lower)


def test_borders_that_are_drawn_cell_by_cell_a_little_apart_are_one_line() -> None:
    """Averages that differ in the sixteenth digit made two lines of one, and a row of the table fell in two."""
    offs = [0.1, -0.7, 1.3, 0.2, -1.1]
    lines = [line(y + off, x, x + 20, level=True) for y in PLACES for x, off in zip(PLACES[:-1], offs, strict=True)]
    lines += [line(x, 0, 100, level=False) for x in PLACES]
    (cells,) = tables_within(lines)
    assert len(cells) == 25
    assert len({bottom for _, bottom, _, _ in cells}) == 5


def test_a_drawing_is_no_table() -> None:
    assert tables_within([line(4.0 * n, 0, 3000, level=bool(n % 2)) for n in range(700)]) == []

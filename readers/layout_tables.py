"""Tables that old sites laid their pages out with, taken apart; tables of data stay.

Left in place, a layout table makes the whole page one cell: the menu comes along with the article, or the
article is lost with the menu.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from readers.sizes import says_anything, size_of

_PARTS = ("thead", "tbody", "tfoot", "tr", "td", "th", "caption")
_PROSE = frozenset(["p", "h1", "h2", "h3", "h4", "ul", "ol", "div", "article", "section"])
_LONG_CELL = 350  # characters; nobody writes so much into a cell of figures
_LONG_MEAN = 220


def unwrap_layout_tables(root: HtmlElement) -> None:
    """Turn every table of layout under `root`, its rows and its cells, into `div` elements, in place."""
    tables = list(root.iter("table"))
    frames = _frames(tables)
    for table in reversed(tables):  # the innermost first: what is left inside a table then is data
        if table in frames or not is_data(table):
            _unwrap(table)


def _frames(tables: Sequence[HtmlElement]) -> set[HtmlElement]:
    """Tables with tables in two of their cells or more, one of them of several rows.

    Their own cells may be few and short, as those of data are: a menu, a short article, a poll.
    """
    holding: dict[HtmlElement, dict[HtmlElement, int]] = {}
    for table in tables:
        cell = next(table.iterancestors("td", "th"), None)
        frame = None if cell is None else next(cell.iterancestors("table"), None)
        if frame is not None:
            rows = sum(1 for _ in islice(_filled_rows(table), 2))
            sizes = holding.setdefault(frame, {})
            sizes[cell] = max(sizes.get(cell, 0), rows)
    return {table for table, cells in holding.items() if sum(map(bool, cells.values())) > 1 and max(cells.values()) > 1}


def _filled_rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    """The cells of each row of its own that says anything."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if any(map(says_anything, cells)):
                yield cells


def is_data(table: HtmlElement) -> bool:
    """Whether a table holds figures and short entries, each under the heading of its column."""
    if next(table.iterdescendants("table"), None) is not None or table.get("role") == "presentation":
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if any(map(says_anything, row))]
    widest = max((len(row) for row in rows), default=0)
    if widest < 2:
        return False
    if any(True for _ in table.iter("th")) and len(rows) > 1:
        return True
    sizes = [size_of(cell) for row in rows for cell in row]
    filled = [size for size in sizes if size]
    if sum(filled) / len(filled) > _LONG_MEAN:
        return False
    if len(rows) == 1:
        return max(sizes) <= _LONG_CELL and not any(child.tag in _PROSE for cell in rows[0] for child in cell)
    wide = [row for row in rows if sum(map(bool, map(size_of, row))) > 1]
    if len(wide) == 1 and any(size_of(cell) > _LONG_MEAN and _has_prose(cell) for cell in wide[0]):
        return False  # a masthead, the menu beside the article, a footer
    return sum(size > _LONG_CELL for size in sizes) * 4 <= len(rows)


def _has_prose(cell: HtmlElement) -> bool:
    return next(cell.iter(*_PROSE), None) is not None


def _unwrap(table: HtmlElement) -> None:
    for part in list(table.iter(*_PARTS)):
        if next(part.iterancestors("table"), None) is table:
            part.tag = "div"
            for name in ("align", "width", "bgcolor"):
                part.attrib.pop(name, None)
    table.tag = "div"

"""Tables that old sites laid their pages out with, taken apart; tables of data stay.

Left in place, a layout table makes the whole page one cell: the menu comes along with the article, or the
article is lost with the menu.
"""

from lxml.html import HtmlElement

_PARTS = ("thead", "tbody", "tfoot", "tr", "td", "th", "caption")
_PROSE = frozenset(["p", "h1", "h2", "h3", "h4", "ul", "ol", "div", "article", "section"])
_LONG_CELL = 350  # characters; nobody writes so much into a cell of figures
_LONG_MEAN = 220


def unwrap_layout_tables(root: HtmlElement) -> None:
    """Turn every table of layout under `root`, its rows and its cells, into `div` elements, in place."""
    tables = list(root.iter("table"))
    for table in reversed(tables):  # the innermost first: what is left inside a table then is data
        if not _is_data(table):
            _unwrap(table)


def _is_data(table: HtmlElement) -> bool:
    if next(table.iterdescendants("table"), None) is not None or table.get("role") == "presentation":
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if any("".join(cell.itertext()).strip() for cell in row)]
    widest = max((len(row) for row in rows), default=0)
    if widest < 2:
        return False
    if any(True for _ in table.iter("th")) and len(rows) > 1:
        return True
    sizes = [len(" ".join("".join(cell.itertext()).split())) for row in rows for cell in row]
    filled = [size for size in sizes if size]
    if sum(filled) / len(filled) > _LONG_MEAN:
        return False
    if len(rows) == 1:
        return max(sizes) <= _LONG_CELL and not any(child.tag in _PROSE for cell in rows[0] for child in cell)
    return sum(size > _LONG_CELL for size in sizes) * 4 <= len(rows)


def _unwrap(table: HtmlElement) -> None:
    for part in list(table.iter(*_PARTS)):
        if next(part.iterancestors("table"), None) is table:
            part.tag = "div"
            for name in ("align", "width", "bgcolor"):
                part.attrib.pop(name, None)
    table.tag = "div"

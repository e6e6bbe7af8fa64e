"""Mastheads, menus and advertisements in the tables that old pages were laid out with.

Such a page is a frame: a table with one cell for the content and others around it for the rest. The rest
goes only where it can be told safely; everything else stays, for real text is worth more than a clean page.
Nothing inside the cell of the content is looked at, other than a frame within it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from readers.layout_tables import is_data
from readers.removal import drop, sweep
from readers.sizes import says_anything, size_of
from romanian.fold import fold

_DEEPEST = 6  # frames in one another
_MAIN = 0.5  # share of the words of a frame that its content has
_ASIDE = 0.5  # of the size of the content: what stands beside it is smaller than that
_LONGEST_MASTHEAD = 250  # characters
_LONGEST_ADVERTISEMENT = 200
_LONGEST_FOOTER = 300
_LINKS = 3
_LINKED = 0.4  # share of the characters of a menu, with its dates and headings
_PROSE = 80  # characters outside links: a sentence
_CONTENT = ("h1", "h2", "h3", "p", "li", "form")
_ENDS = ("br", "hr", "div", "p", "tr", "td", "th", "table", "li", "ul", "ol", "center")
_ADVERTISEMENT = re.compile(r"\W*(?:publicitate|reclama|advertisement|advertorial)\W*")  # folded; a whole line
_MONEY = re.compile(r"\d\s*(?:mii|mil(?:ioane)?\.?|mld\.?)?\s*(?:de\s)?(?:lei|ron|euro?)\b|€")  # folded
_MASTHEAD = re.compile(
    r"""
      \b anul \s [ivxlc]+ ,? \s nr\b                    # Anul XXI, nr. 5.214
    | \d \s? °                                         # 24°C
    | \b 1 \s (?:eur|euro|usd) \s? =                   # 1 EUR = 5,05 lei
    """,
    re.VERBOSE,
)
_COPYRIGHT = re.compile(r"\W*(?:copyright|©|\(c\)|toate drepturile rezervate)")


def drop_frames(root: HtmlElement, sites: Sequence[str]) -> None:
    """Take what surrounds the content out of the tables of layout; `sites` are names of the site."""
    if next(root.iter("table"), None) is None:
        return
    names = tuple(name for name in map(fold, sites) if name)
    place = root
    for _ in range(_DEEPEST):
        table = _frame(place)
        main = None if table is None else _main_cell(table)
        if main is None:
            return
        filled = _filled(table)
        size = size_of(main)
        for cell, after in list(_around(table, main)):
            if _is_around(cell, main, size, names, alone=filled[cell.getparent()] == 1, after=after):
                filled[cell.getparent()] -= 1
                drop(cell)
            else:
                _drop_advertisements(cell)
        sweep(root)
        place = main


def _frame(place: HtmlElement) -> HtmlElement | None:
    """The table that holds most of the words of `place`, when it is one of layout."""
    tables = _outer_tables(place)
    size = size_of(place) if tables else 0
    table = next((table for table in tables if size_of(table) > _MAIN * size), None)
    return None if table is None or is_data(table) else table


def _outer_tables(place: HtmlElement) -> list[HtmlElement]:
    """The tables under `place` that are in no other table under it."""
    inside = set(place.iterdescendants("table"))
    return [table for table in place.iterdescendants("table") if next(table.iterancestors("table"), None) not in inside]


def _cells(table: HtmlElement) -> Iterator[tuple[HtmlElement, HtmlElement]]:
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table:
            yield from ((row, cell) for cell in row if cell.tag in ("td", "th"))


def _main_cell(table: HtmlElement) -> HtmlElement | None:
    """The cell with most of the words; None when no cell stands out, or none stands beside it."""
    cells = [cell for _, cell in _cells(table)]
    main = max(cells, key=size_of, default=None)
    return main if main is not None and size_of(main) >= _MAIN * size_of(table) else None


def _filled(table: HtmlElement) -> Counter[HtmlElement]:
    """How many elements of each row under `table` say anything."""
    rows = {cell.getparent() for cell in table.iterdescendants("td", "th")}
    return Counter({row: sum(map(says_anything, row)) for row in rows})


def _around(table: HtmlElement, main: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """The other cells, and whether they come in a row after that of the content."""
    after = False
    for row, cell in _cells(table):
        if cell is main:
            after = True
        elif says_anything(cell):
            yield cell, after and main.getparent() is not row


def _is_around(
    cell: HtmlElement, main: HtmlElement, size: int, names: Sequence[str], *, alone: bool, after: bool
) -> bool:
    """Whether a cell is none of the content, which is the cell `main` of that size; `alone` in its row?"""
    text = " ".join(fold(cell.text_content()).split())
    if len(text) > _ASIDE * size or next(cell.iter(*_CONTENT), None) is not None:
        return False
    if (alone and _is_advertisement(cell)) or _is_menu(cell):
        return True
    if after:
        return alone and len(text) <= _LONGEST_FOOTER and _COPYRIGHT.match(text) is not None
    above = main.getparent() is not cell.getparent()
    if not above or not alone or len(text) > _LONGEST_MASTHEAD:
        return False
    return text.startswith(tuple(names)) and _MASTHEAD.search(text) is not None


def _is_menu(cell: HtmlElement) -> bool:
    """Links and the few words between them: no sentence, and no line of its own that is long enough for one."""
    links = [len(link.text_content().strip()) for link in cell.iter("a")]
    if len(links) < _LINKS or sum(links) < _LINKED * size_of(cell):
        return False
    texts = [text.strip() for text in cell.itertext()]
    return all(len(text) < _PROSE for text in texts) and not any(map(_MONEY.search, _outside_links(cell)))


def _outside_links(cell: HtmlElement) -> Iterator[str]:
    for part in cell.iter():
        if part.tag != "a" and next(part.iterancestors("a"), None) is None:
            yield fold(part.text or "")
        if part is not cell and next(part.iterancestors("a"), None) is None:
            yield fold(part.tail or "")


def _drop_advertisements(cell: HtmlElement) -> None:
    """Boxes in a side cell that say of themselves that they are advertisements."""
    boxes = list(cell.iterdescendants("td", "th"))
    filled = _filled(cell) if boxes else Counter()
    for box in boxes:
        row = box.getparent()
        if row is not None and filled[row] == 1 and _is_advertisement(box):
            filled[row] = 0
            drop(box)


def _is_advertisement(cell: HtmlElement) -> bool:
    """A short cell without prose whose first line is “PUBLICITATE” and nothing else.

    It has to be alone in its row: “Publicitate | 5.000 lei” belongs to a budget.
    """
    if size_of(cell) > _LONGEST_ADVERTISEMENT or next(cell.iter(*_CONTENT, "table"), None) is not None:
        return False
    lines = _lines(cell)
    return len(lines) > 1 and _ADVERTISEMENT.fullmatch(fold(lines[0])) is not None


def _lines(cell: HtmlElement) -> list[str]:
    pieces = [cell.text or ""]
    for part in cell.iterdescendants():
        pieces += ["\n" if part.tag in _ENDS else "", part.text or "", part.tail or ""]
    return [line.strip() for line in "".join(pieces).split("\n") if line.strip()]

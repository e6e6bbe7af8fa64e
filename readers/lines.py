"""From an HTML tree to lines with structure, and from lines to a document's text and blocks.

Every block element, every `<br>` and every table row ends a line. A list item begins with “• ”, the cells of
a row stand apart with “ | ”, a term and its only description become “term: description”. Words that stand in
one piece on the page stand in one piece here: inline elements neither glue nor split.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from readers.grid import Row, grid
from readers.length import check_length
from readers.line_places import HEADINGS, Place, after_first, inside, place_in
from readers.text import is_header
from readers.tidy import tidy
from store.records import Block, BlockKind

BULLET = "• "
CELL = " | "

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip
_OWN_BULLET = re.compile(r"^(?:[•·●▪■□◦►▶➢✓✔]|[-–—*](?=\s))\s*")
_LONGEST_BOLD_HEADING = 120
_BOLD_LEVEL = 6  # a heading made with bold letters ranks below every real one


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line to be. `cells` replace `text` in a table row; `linked` is the share of characters in links."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    header: bool = False
    linked: float = 0.0
    large: bool = False  # all in large or bold letters
    element: HtmlElement  # where it was found, for the choice of the main text

    @property
    def words(self) -> str:
        return CELL.join(self.cells) if self.cells else self.text

    @property
    def length(self) -> int:
        """Characters it takes in the document, its line break included."""
        return sum(len(cell) + len(CELL) for cell in self.cells) if self.cells else len(self.text) + 1


def lines_of(root: HtmlElement) -> list[Line]:
    """The lines of a tree that has no comments, in order; none is empty. Raises `ReadError("too-large")`."""
    return _inner(root, Place())


def assemble(lines: Iterable[Line]) -> tuple[str, tuple[Block, ...]]:
    """The text, one block a line. A list item's block begins after its bullet, as in plain text."""
    pieces: list[str] = []
    blocks: list[Block] = []
    place = 0
    for line in lines:
        lead = BULLET if line.kind == "list_item" else ""
        start, text = place + len(lead), line.words
        cells: list[tuple[int, int]] = []
        at = start
        for cell in line.cells:
            cells.append((at, at + len(cell)))
            at += len(cell) + len(CELL)
        blocks.append(
            Block(
                kind=line.kind,
                start=start,
                end=start + len(text),
                level=line.level,
                cells=tuple(cells),
                header=line.header,
            )
        )
        pieces.append(lead + text)
        place = start + len(text) + 1
    return "\n".join(pieces), tuple(blocks)


@dataclass(slots=True)
class _Walk:
    """Collects words until a line ends; `block` and `inline` follow the tree downwards."""

    lines: list[Line] = field(default_factory=list)
    buffer: list[tuple[str, Place]] = field(default_factory=list)
    size: int = 0  # characters of all lines

    def flush(self, place: Place, element: HtmlElement) -> Place:
        """End the line; the place of the next one: only the first line of a list item is the item."""
        if not self.buffer:
            return place
        text = tidy("".join([words for words, _ in self.buffer]))
        size = in_links = 0
        bold = large = True
        for words, where in self.buffer:
            if said := len(words.strip()):
                size += said
                in_links += said * where.link
                bold = bold and where.bold
                large = large and (where.bold or where.large)
        self.buffer.clear()
        if not text:
            return place
        kind, level, linked = place.kind, place.level, in_links / (size or 1)
        if kind == "paragraph" and (found := _OWN_BULLET.match(text)) and found.end() < len(text):
            kind, level, text = "list_item", max(place.depth, 1), text[found.end() :]
        elif kind == "list_item":
            text = _OWN_BULLET.sub("", text) or text
        elif kind == "paragraph" and linked < 0.5 and bold and _is_caption(text):
            kind, level = "heading", _BOLD_LEVEL
        self._add(Line(kind=kind, text=text, level=level, linked=linked, large=large, element=element))
        return after_first(place)

    def _add(self, line: Line) -> None:
        self.size += line.length
        check_length(self.size)
        self.lines.append(line)

    def block(self, element: HtmlElement, place: Place) -> None:
        """Lines of a block element; what stood before it on the line has been flushed by the caller."""
        if element.tag == "table" and next(element.iter("tr"), None) is not None:
            for line in _table(element):
                self._add(line)
        elif element.tag == "dl" and next(element.iter("dt"), None) is not None:
            for line in _definitions(element, place):
                self._add(line)
        else:
            here = place_in(element.tag, place)
            self.flush(self.inline(element, here, element), element)

    def inline(self, element: HtmlElement, place: Place, owner: HtmlElement) -> Place:
        """Collect the words of `element`; blocks inside become lines of their own. The place after it."""
        pre = element.tag == "pre"
        self._say(element.text, place, owner, pre=pre)
        for child in element:
            tag = child.tag
            if tag == "br":
                place = self.flush(place, owner)
            elif tag in _BLOCKS or tag in HEADINGS:
                place = self.flush(place, owner)
                before = len(self.lines)
                self.block(child, place)
                place = place if len(self.lines) == before else after_first(place)
            else:
                self._part(child, place)
                after = self.inline(child, inside(child, place), owner)
                if (after.kind, after.level) != (place.kind, place.level):
                    place = place._replace(kind=after.kind, level=after.level)
            self._say(child.tail, place, owner, pre=pre)
        return place

    def _say(self, text: str | None, place: Place, owner: HtmlElement, *, pre: bool) -> None:
        if not text:
            return
        for number, piece in enumerate(text.split("\n") if pre else (text,)):
            if number:
                self.flush(place, owner)
            if piece and (self.buffer or not piece.isspace()):  # a line does not begin with blanks
                self.buffer.append((piece, place))

    def _part(self, child: HtmlElement, place: Place) -> None:
        """Two links side by side are two words; so are a figure and the note raised after it."""
        if not self.buffer:
            return
        last, where = self.buffer[-1]
        two_links = child.tag == "a" and where.link
        note = child.tag == "sup" and last[-1].isdigit() and child.text_content().strip()[:1].isdigit()
        if two_links or note:
            self.buffer.append((" ", place))


def _definitions(element: HtmlElement, place: Place) -> Iterator[Line]:
    """“term: description” where one line describes one term; otherwise each on its own."""
    entries = [
        (entry.tag, _inner(entry, place._replace(kind="paragraph", level=0)))
        for entry in element.iter("dt", "dd")
        if _closest(entry, "dl") is element
    ]
    index = 0
    while index < len(entries):
        tag, mine = entries[index]
        following = entries[index + 1 : index + 3]
        described = following[0][1] if following and following[0][0] == "dd" else []
        alone = len(following) < 2 or following[1][0] == "dt"
        if alone and tag == "dt" and len(mine) == len(described) == 1 and ": " not in described[0].text:
            yield _joined(mine[0], described[0])
            index += 2
            continue
        yield from mine
        index += 1


def _inner(element: HtmlElement, place: Place) -> list[Line]:
    walk = _Walk()
    walk.flush(walk.inline(element, place, element), element)
    return walk.lines


def _joined(term: Line, description: Line) -> Line:
    text = f"{term.text.rstrip(':').rstrip()}: {description.text}"
    linked = max(term.linked, description.linked)
    return Line(kind="paragraph", text=text, linked=linked, element=description.element)


def _closest(element: HtmlElement, tag: str) -> HtmlElement:
    return next(element.iterancestors(tag), None)


def _is_caption(text: str) -> bool:
    """Whether a line all in bold heads what follows: short, no sentence, no label with its value."""
    return (
        len(text) <= _LONGEST_BOLD_HEADING
        and text[-1] not in ".,;:"
        and ": " not in text
        and any(character.isalpha() for character in text)
    )


def _table(table: HtmlElement) -> Iterator[Line]:
    for caption in table.iter("caption"):
        text = tidy(caption.text_content())
        if text:
            yield Line(kind="paragraph", text=text, element=caption)
    rows = [row for row in table.iter("tr") if _closest(row, "table") is table]
    found = [row for row in grid(rows, _cell_text) if any(row.texts)]
    wide = [row for row in found if _is_wide(row)]
    named = len(wide) > 1 and (wide[0].is_header or is_header([row.texts for row in wide]))
    for row in found:
        linked = _linked(row.element)
        if _is_wide(row):
            yield Line(
                kind="table_row",
                cells=tuple(row.texts),
                header=named and row is wide[0],
                linked=linked,
                element=row.element,
            )
        else:
            kind: BlockKind = "heading" if row.is_header else "paragraph"
            level = _BOLD_LEVEL if row.is_header else 0
            text = next(text for text in row.texts if text)
            yield Line(kind=kind, text=text, level=level, linked=linked, element=row.element)


def _is_wide(row: Row) -> bool:
    return sum(map(bool, row.texts)) > 1


def _cell_text(cell: HtmlElement) -> str:
    return " ".join((BULLET if line.kind == "list_item" else "") + line.words for line in _inner(cell, Place()))


def _linked(element: HtmlElement) -> float:
    size = len(element.text_content().strip()) or 1
    return min(1.0, sum(len(a.text_content().strip()) for a in element.iter("a")) / size)

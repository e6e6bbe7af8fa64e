"""The structure of plain text: headings, list items, table rows and paragraphs found from its lines.

The text itself is never changed. One line is one block; an empty line is none. A list item's block begins
after its marker (bullet, “1.”, “a)”), so that titles and sentences begin with their own words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from romanian.fold import fold
from store.records import Block

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(
    r"""
    (?:
        [•·●▪■□◦○►▶➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf0fc] \s*     # • Consiliere; \uf0…: Word's Symbol font
      | [-–—*] \s+ (?=\S)                                 # - consiliere; not “-ChildNet-”, not “*conform”
      | \(? (?: \d{1,2} | [a-z] ) \) [ \t]* (?=\S)          # 1) a) (b)
      | (?: \d{1,2} (?:\.\d{1,2}){0,2} | [a-z] ) \. [ \t]+ (?=[^\W\d]|[„“"”(])    # 1. 2.1. a.
    )
    """,
    re.VERBOSE,
)
_TIGHT_DASH = re.compile(r"[-–](?=[^\W\d])")  # “-consiliere”, when the neighbour begins so as well
_SEPARATOR = re.compile(r"\t|(?:(?<=\s)|^)\|(?=\s|$)")
_FIGURE = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_LOWER = re.compile(r"[a-zăâîșțşţ]")
_LOWER_START = re.compile(r"\W*[a-zăâîșțşţ]")
_NO_HEADING = re.compile(
    r"""
      [.,;:…] ["”»)]? $                                  # a sentence, or a label for what follows
    | https?:// | www\. | \S@\S                          # addresses
    | ^ [^:]{2,60} : \s* \S                              # label: value (but see _TITLED)
    | \S [ ]{2,} \S .* \S [ ]{2,} \S                      # a menu, a signature
    | ^ (?: [^\W\d][\w .-]{1,40}, \s )? \W* (?:[\w.]{1,10} ,? \s )?     # a date, a dateline
        \d{1,2} [\s./-] \s* (?:\d{1,2}|[a-z]{3,10}\.?|[ivx]{1,4}) [\s./-] \s* (?:19|20)\d\d
    """,
    re.VERBOSE,
)
_TITLED = re.compile(
    r"""^[^:]{2,60}:\s+[A-ZĂÂÎȘȚŞŢ„"“”].*[^.,;:]$"""
)  # “Alba Iulia: Proiect de …”, the first line only
_LONGEST_HEADING = 180  # characters
_LONG_LINE = 80  # a short line right above one of these heads it
_TITLE, _CAPITALS, _SHORT_LINE = 1, 2, 3  # levels
_TOP = 12  # blocks in which a page's title is looked for
_TITLE_WORDS = 4
_CODE = re.compile(r"-->|[{}<>]|\bgtag\b|Google Analytics")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    end: int  # without trailing blanks
    content: str
    after_gap: bool  # first of all, or an empty line before it
    before_gap: bool


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """Blocks in order, none overlapping, every one inside the text and without blanks at its ends."""
    lines = tuple(_lines(text))
    tables = _tables(lines)
    blocks: list[Block] = []
    indents: list[int] = []
    titled = False
    for index, line in enumerate(lines):
        if index in tables:
            blocks.append(tables[index])
            indents.clear()
            continue
        marker = _marker(lines, index)
        if marker and not (line.content[0].isalnum() and _capitals(line.content)):
            indent = _indent(text, line.start)
            while indents and indents[-1] > indent:
                indents.pop()
            if not indents or indents[-1] < indent:
                indents.append(indent)
            start = line.start + marker
            blocks.append(Block(kind="list_item", start=start, end=line.end, level=len(indents)))
            continue
        indents.clear()
        level = _heading_level(lines, index, titled=titled)
        titled = titled or level > 0
        blocks.append(Block(kind="heading" if level else "paragraph", start=line.start, end=line.end, level=level))
    return tuple(blocks)


def title_of(text: str, blocks: Sequence[Block]) -> str | None:
    """The words of the first heading near the top that reads like a title, else of the first heading; None without.

    What stands above it is often a menu, an institution's name or what a script left behind.
    """
    headings = [text[b.start : b.end] for b in blocks[:_TOP] if b.kind == "heading"]
    speaking = (h for h in headings if len(h.split()) >= _TITLE_WORDS and not h.isupper() and not _CODE.search(h))
    return next(speaking, None) or next((text[b.start : b.end] for b in blocks if b.kind == "heading"), None)


def cells_of(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Offsets of the cells of the row `text[start:end]`, without blanks; an empty cell has no length."""
    bounds = [start]
    for separator in _SEPARATOR.finditer(text, start, end):
        bounds += [separator.start(), separator.end()]
    bounds.append(end)
    cells = [_trimmed(text, a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    while len(cells) > 1 and cells[0][0] == cells[0][1] and text[start] == "|":
        cells.pop(0)  # “| a | b |” as in Markdown
    while len(cells) > 1 and cells[-1][0] == cells[-1][1] and text[end - 1] == "|":
        cells.pop()
    return tuple(cells)


def _lines(text: str) -> Iterator[_Line]:
    spans = [_trimmed(text, found.start(), found.end()) for found in _LINE.finditer(text)]
    spans = [(start, end) for start, end in spans if start < end]
    for index, (start, end) in enumerate(spans):
        before = text[spans[index - 1][1] : start] if index else "\n\n"
        after = text[end : spans[index + 1][0]] if index + 1 < len(spans) else ""
        yield _Line(
            start=start,
            end=end,
            content=text[start:end],
            after_gap=before.count("\n") > 1,
            before_gap=after.count("\n") > 1,
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if piece == piece.strip():
        return start, end
    lead = len(piece) - len(piece.lstrip())
    return start + lead, start + max(len(piece.rstrip()), lead)


def _indent(text: str, start: int) -> int:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return len(before.expandtabs(4))


def _marker(lines: tuple[_Line, ...], index: int) -> int:
    """Length of the list marker that the line begins with, or 0."""
    line = lines[index].content
    found = _BULLET.match(line)
    if found is not None:
        return found.end() if found.end() < len(line) else 0
    if _TIGHT_DASH.match(line):
        neighbours = lines[max(index - 1, 0) : index] + lines[index + 1 : index + 2]
        if any(_TIGHT_DASH.match(other.content) for other in neighbours):
            return 1
    return 0


def _tables(lines: Sequence[_Line]) -> dict[int, Block]:
    """Rows by line: at least two neighbours with at least two cells; a lone “a | b” is a line of its own."""
    rows: dict[int, Block] = {}
    run: list[tuple[int, _Line, tuple[tuple[int, int], ...]]] = []
    for index, line in enumerate((*lines, None)):
        cells: tuple[tuple[int, int], ...] = ()
        if line is not None and ("|" in line.content or "\t" in line.content) and _SEPARATOR.search(line.content):
            cells = cells_of(line.content, 0, len(line.content))
        is_row = line is not None and sum(a < b for a, b in cells) >= 2
        other_table = is_row and line is not None and run and line.after_gap and len(cells) != len(run[-1][2])
        if not is_row or other_table:
            if len(run) > 1:
                rows.update(_rows(run))
            run = []
        if is_row and line is not None:
            run.append((index, line, cells))
    return rows


def _rows(run: Sequence[tuple[int, _Line, tuple[tuple[int, int], ...]]]) -> Iterator[tuple[int, Block]]:
    contents = [[line.content[a:b] for a, b in cells] for _, line, cells in run]
    header = is_header(contents)
    for place, (index, line, cells) in enumerate(run):
        offsets = tuple((line.start + a, line.start + b) for a, b in cells)
        yield (
            index,
            Block(kind="table_row", start=line.start, end=line.end, cells=offsets, header=header and place == 0),
        )


def is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: no figures in it, and figures under it, or three columns.

    A table of labels and values (“Beneficiar | Comuna …”, “Durata | 24 luni”) has no header.
    """
    first, rest = rows[0], rows[1:]
    if not rest or any(_FIGURE.search(cell) or len(cell) > 100 for cell in first):
        return False
    if any(cell.endswith(":") for cell in first):
        return False
    if len(first) > 2:
        return True
    return len(first) == 2 and all(any(map(_FIGURE.search, row[1:])) for row in rest)


def _capitals(line: str) -> bool:
    if _LOWER.search(line):
        return False
    letters = _LETTER.findall(line)
    return len(letters) >= 4 and "".join(letters).isupper()


def _heading_level(lines: Sequence[_Line], index: int, *, titled: bool) -> int:
    """1 for the title, 2 for capitals, 3 for another short line that stands apart, 0 for no heading."""
    line = lines[index]
    if not _may_head(line.content, first=index == 0):
        return 0
    if _capitals(line.content):
        return _CAPITALS if titled else _TITLE
    if _LOWER_START.match(line.content) or index + 1 == len(lines):
        return 0
    stands_apart = line.before_gap or index == 0 or len(lines[index + 1].content) >= _LONG_LINE
    if not line.after_gap or not stands_apart:
        return 0
    return _SHORT_LINE if titled else _TITLE


def _may_head(content: str, *, first: bool) -> bool:
    if len(content) > _LONGEST_HEADING or not _LETTER.search(content) or _SEPARATOR.search(content):
        return False
    return not _NO_HEADING.search(fold(content)) or (first and _TITLED.match(content) is not None)

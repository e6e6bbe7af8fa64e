"""The labels of a sum outside its sentence: over its column, at the head of its row, on the line above it."""

import re

from extract import amount_columns
from extract.amount_labels import last_label
from extract.amount_sources import source_role
from extract.reading import Reading
from store.records import AmountRole, Block

_LONGEST_TABLE = 200  # rows between a sum and its header
_LABEL_LINE = 80  # characters
_BROKEN_LABEL = 25
_LONGEST_TITLE = 250
_FEWEST_WORDS = 2
_OF_PROJECT = re.compile(r"\W*(?:proiect\w*|implementat|promotor|beneficiar|solicitant|lider|derulat)(?!\w)")
_SOURCES = re.compile(r"\W*surs[ae]")
_TOTAL = re.compile(r"\W*(?:sub)?total")
# “… iar suma nerambursabilă este de / 2.000 lei”: a line broken by hand
_HANGS = re.compile(r"(?<!\w)(?:de|la|este|sunt|suma|cu|peste|circa|aproximativ|aproape|reprezinta)\s*\Z")
_PIECES = re.compile(r"[,;()\d]+|(?<!\w)(?:iar|si|din\s+care)(?!\w)|\.\s")
_PAID = re.compile(r"\W*(?:(?:surs|modul|structur)\w*\s+(?:de\s+)?)?(?:finantar|finantator|donator|sponsor|buget)")
# “Fundația Bethel – 12.000 euro” under “Finanțarea proiectului”
_DONOR = re.compile(
    r"""
    (?: \A | [;,] ) \W*
    (?: (?P<gives> fundati | asociati | organizati | ambasad | banca | compani | fondul | programul | guvern | uniunea )
      | primari | consiliul | dgaspc | comuna | judet | municipi | oras )
    [^;,\d]{0,80} \s [-:] \s* \Z
    """,
    re.VERBOSE,
)
_ADDS_UP = re.compile(r"\W*total(?:ul)?(?:\s+\w+){0,3}\W*")
_BAR = re.compile(r"\t|\s\|\s")
_HEADLINE = 160  # characters
_FOR_A_PROJECT = re.compile(
    r"\s+pentru\s+(?:un\s|o\s|noul\s|noua\s)?\s*(?:proiect|centr|camin|adapost|cres[ae]|construi|moderniz|reabilit|infiint|"
    r"amenaj|extinder|cantin|azil|locuint)"
)


def cell_label(reading: Reading, place: int) -> AmountRole | None:
    """In a table row, the header of the sum's column, else the row's first cell."""
    index = reading.block_index(place)
    row = reading.blocks[index]
    if row.kind != "table_row":
        return None
    column = next((i for i, (a, b) in enumerate(row.cells) if a <= place < b), None)
    if column is None:
        return None
    header = _header(reading, index)
    title = ""
    if header is not None and column < len(header.cells):
        title = reading.folded[slice(*header.cells[column])]
    first = reading.folded[slice(*row.cells[0])]
    label, of_row = last_label(title), last_label(first) if column else None
    if header is not None and label in ("total", None) and _has_lines(reading, index):
        titles = reading.folded[header.start : header.end]
        if not amount_columns.adds_up(first) and (
            kind := amount_columns.rows_are([reading.folded[slice(*cell)] for cell in header.cells])
        ):
            return "partner_budget" if kind == "partners" else of_row or "other"
        if label is not None and not (amount_columns.of_projects(titles) or amount_columns.adds_up(first)):
            return of_row or "other"  # “Echipamente | 35.000 lei”: a line of a budget
    return label or of_row


def _has_lines(reading: Reading, index: int) -> bool:
    """Whether the table of a row has more rows of values than this one."""
    beside = [reading.blocks[n] for n in (index - 1, index + 1) if 0 <= n < len(reading.blocks)]
    return any(block.kind == "table_row" and not block.header and block.cells for block in beside)


def heads_a_project(reading: Reading, place: int, end: int) -> bool:
    """Whether a sum closes the title of a project: “Case pentru tineri (200.000 euro)”, over “Promotor: …”."""
    index = reading.block_index(place)
    block = reading.blocks[index]
    if block.kind == "table_row" or index + 1 >= len(reading.blocks) or block.end - block.start > _LONGEST_TITLE:
        return False
    title = reading.folded[block.start : place]
    closes = title.rstrip().endswith("(") and not reading.folded[end : block.end].strip(" ).")
    below = reading.blocks[index + 1]
    return closes and len(title.split()) > _FEWEST_WORDS and _OF_PROJECT.match(reading.folded, below.start) is not None


def sums_up_projects(reading: Reading, place: int) -> bool:
    """Whether a sum adds up the table of projects above it: “Total aprobat: 206.000 lei”."""
    index = reading.block_index(place)
    if not _ADDS_UP.fullmatch(reading.folded, reading.blocks[index].start, place):
        return False
    rows = 0
    while rows < min(index, _LONGEST_TABLE) and _is_row(reading, reading.blocks[index - rows - 1]):
        rows += 1
    header = reading.blocks[index - rows]
    return rows > _FEWEST_WORDS and amount_columns.of_projects(reading.folded[header.start : header.end])


def _is_row(reading: Reading, block: Block) -> bool:
    return block.kind == "table_row" or _BAR.search(reading.folded, block.start, block.end) is not None


def donor_of(reading: Reading, place: int) -> AmountRole | None:
    """The role of a sum beside a donor's name, on a line of donors: “Fundația Bethel – 12.000 euro”."""
    index = reading.block_index(place)
    block, above = reading.blocks[index], reading.blocks[max(index - 1, 0)]
    before = reading.folded[block.start : place]
    label, colon, rest = before.partition(":")
    if not (colon and _PAID.match(label) and rest.strip()):
        title = reading.folded[above.start : above.end]
        if index == 0 or len(title) >= _LABEL_LINE or not _PAID.match(title):
            return None
        rest = before
    donor = _DONOR.search(rest)
    return None if donor is None else "grant" if donor["gives"] else "own_contribution"


def heads_the_news(reading: Reading, place: int, end: int) -> bool:
    """Whether a sum opens a headline about a project: “600.000 de euro pentru un cămin nou”."""
    block = reading.block_at(place)
    if block.kind == "table_row" or block.end - block.start > _HEADLINE or reading.folded[block.start : place].strip():
        return False
    return _FOR_A_PROJECT.match(reading.folded, end) is not None


def row_source(reading: Reading, place: int) -> AmountRole | None:
    """The source in the first cell of the sum's table row; in a table of sources one without a kind pays its own."""
    row = reading.block_at(place)
    if row.kind != "table_row" or not row.cells or row.cells[0][0] <= place < row.cells[0][1]:
        return None
    first = reading.folded[slice(*row.cells[0])]
    header = _header(reading, reading.block_index(place))
    by_source = header is not None and bool(header.cells) and _SOURCES.match(reading.folded, *header.cells[0])
    return source_role(first) or ("own_contribution" if by_source and not _TOTAL.match(first) else None)


def _header(reading: Reading, index: int) -> Block | None:
    """The header of the table that the block belongs to: its first row, looked for over a bounded distance."""
    for above in range(index, max(index - _LONGEST_TABLE, -1), -1):
        if reading.blocks[above].header or above == 0 or reading.blocks[above - 1].kind != "table_row":
            return reading.blocks[above] if above != index else None
    return None


def line_label(reading: Reading, place: int) -> AmountRole | None:
    """A sum that begins its line takes the label of the short line before it (“Bugetul proiectului”).

    A label may be broken by a line's end too: “Valoarea totală a / proiectului: 1.000 lei”.
    """
    index = reading.block_index(place)
    block = reading.blocks[index]
    before = reading.folded[block.start : place].strip(" \t-•*:")
    if index == 0 or len(before) > _BROKEN_LABEL or (before and block.kind == "table_row"):
        return None
    above = reading.blocks[index - 1]
    text = reading.folded[above.start : above.end]
    if not before and block.kind == "paragraph" and _HANGS.search(text[-_LABEL_LINE:]):
        return last_label(_PIECES.split(text[-2 * _LABEL_LINE :])[-1])
    if (
        len(text) >= _LABEL_LINE
        or re.search(r"\d{3}", text)
        or (before and text.rstrip().endswith((".", ":", ";", "!", "?")))
    ):
        return None
    return last_label(f"{text} {before}".rstrip())

"""Sums whose currency stands elsewhere: in a table's header, in the line above it, in a column of units.

“- mii lei -” over a table or over a list of labels with figures holds for all of them; a header may take several rows,
with one cell over many columns; a row may be shorter than its header. Not a component: `extract.amounts` asks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extract import amount_columns
from extract.amount_forms import CELL_NUMBER, CURRENCY_IN_HEADER, UNIT, YEAR, Sum, currency_of, factor_of, is_plausible
from extract.amount_labels import SHARES, last_label
from extract.amount_sources import source_role
from extract.bounds import Bounds
from extract.reading import Reading
from romanian.numerals import parse_number
from store.records import AmountRole, Block

_DIGIT = re.compile(r"\d")
# “Execuția bugetară pe 2022 (mii lei)”, “- lei -”, “Sume exprimate în mii de lei:”; never “au costat 500 mii lei”
_CAPTION = re.compile(
    rf"""(?: \A [\W_]* | [(,:] \s* | \s-\s* | (?<!\w) (?:in|um|u\.m\.|unitate\w* \s de \s masura) \s+ )
      {UNIT} [\s).:-]* \Z""",
    re.VERBOSE,
)
_LONGEST_CAPTION = 160  # characters
_FARTHEST_CAPTION = 4  # blocks above a table: rows of a broken header may lie between
# Total: 745.200 · din care FSE – 633.420,50
_LABEL_LINE = re.compile(
    r"(?P<label>[^\W\d][^\d:|\n]{1,90}?)(?:\s*[:=|\t]\s*|\s+-\s+)(?P<number>\d[\d., ]*\d|\d)[ ;.]*\Z"
)
_AS_MONEY = re.compile(r"\d{1,3}(?:[. ]\d{3}){1,4}(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){1,4}\.\d{2}|\d{3,12},\d{2}")
# “Consiliul Județean (EURO)”
_UNIT_IN_TITLE = re.compile(r"\s*[(,-]\s*(?:in\s+)?(?:[a-z]+\s+)?(?:lei|ron|euro?|eur)\s*\)?\s*\Z")
_SOURCES = re.compile(r"(?<!\w)(?:surs\w+|finantator\w*|provenient\w+|contribut\w+)(?!\w)")


Cells = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A currency with its multiplier."""

    currency: str
    factor: Decimal


def table_sums(reading: Reading) -> Iterator[Sum]:
    """The sums of tables whose currency is not beside them, with their roles; then those of lists under a unit."""
    index = 0
    while index < len(reading.blocks):
        end = index
        while end < len(reading.blocks) and _is_row(reading.blocks[end]):
            end += 1
        if end > index:
            yield from _Table(reading, index, end).sums()
        elif unit := _unit_at_end(reading, reading.blocks[index]):
            yield from _lines(reading, index + 1, unit)
        index = max(end, index + 1)


def _is_row(block: Block) -> bool:
    return block.kind == "table_row" and len(block.cells) > 1


def _unit_of(match: re.Match[str] | None) -> _Unit | None:
    return None if match is None else _Unit(currency_of(match), factor_of(match["multiplier"]))


def _unit_at_end(reading: Reading, block: Block) -> _Unit | None:
    """The unit that a line ends with, when it is no sum's own."""
    if block.end - block.start > _LONGEST_CAPTION:
        return None
    return _unit_of(_CAPTION.search(reading.folded[block.start : block.end]))


def _caption(reading: Reading, index: int) -> _Unit | None:
    """The unit in the lines above the table whose first row is block `index`."""
    for block in reversed(reading.blocks[max(index - _FARTHEST_CAPTION, 0) : index]):
        line = reading.folded[block.start : block.end]
        if unit := _unit_at_end(reading, block):
            return unit
        if len(line) > _LONGEST_CAPTION or _DIGIT.search(line) or ("|" not in line and line.endswith((".", ";"))):
            return None
    return None


def _broken_heads(reading: Reading, index: int) -> list[Cells]:
    """Header rows right above a table that its reader didn't see: with one cell filled, or broken by a line's end."""
    heads: list[Cells] = []
    for block in reversed(reading.blocks[max(index - _FARTHEST_CAPTION, 0) : index]):
        line = reading.folded[block.start : block.end]
        if "|" not in line or _DIGIT.search(line):
            break
        bars = [block.start - 1, *(block.start + i for i, sign in enumerate(line) if sign == "|"), block.end]
        heads.insert(0, tuple((left + 1, right) for left, right in pairwise(bars)))
    return heads


def _lines(reading: Reading, index: int, unit: _Unit) -> Iterator[Sum]:
    """“Total: 745.200”, line under line: they take the unit of the line above the first."""
    for block in reading.blocks[index:]:
        found = _LABEL_LINE.match(reading.folded[block.start : block.end])
        if found is None or amount_columns.counts(found["label"]):
            return
        start, end = (block.start + place for place in found.span("number"))
        if one := _sum(reading, (start, end), unit, None):
            yield one


def _sum(reading: Reading, cell: tuple[int, int], unit: _Unit, role: AmountRole | None) -> Sum | None:
    number = CELL_NUMBER.fullmatch(reading.folded, *cell)
    if number is None:
        return None
    value = parse_number(number["number"])
    value = value if unit.factor == 1 else value * unit.factor
    start, end = number.span("number")
    if not is_plausible(value) or YEAR.fullmatch(number["number"]):
        return None
    return Sum(
        start=start,
        end=end,
        value=value,
        value_max=None,
        currency=unit.currency,
        bounds=Bounds(start=start, end=start),
        role=role,
    )


class _Table:
    """One run of table rows: header rows, then rows of values."""

    def __init__(self, reading: Reading, start: int, end: int) -> None:
        self._reading = reading
        rows = reading.blocks[start:end]
        heads = self._header_rows(rows)
        self._rows = rows[heads:]
        width = max((len(row.cells) for row in self._rows), default=0)
        self._heads = [head for head in _broken_heads(reading, start) if len(head) == width]
        self._heads += [row.cells for row in rows[:heads]]
        self._unit = _caption(reading, start) or self._unit_of_its_own()
        first = {source_role(self._text(row.cells[0])) for row in self._rows} - {None}
        titles = [self._text(cell) for head in self._heads for cell in head]
        self._by_source = len(first) > 1 or bool(self._heads and _SOURCES.search(self._text(self._heads[0][0])))
        self._rows_are = amount_columns.rows_are([self._text(cell) for cell in self._heads[0]] if self._heads else [])
        self._of_projects = len(self._rows) == 1 or any(map(amount_columns.of_projects, titles))
        self._shared = self._parts_by_column(titles)
        lines = [self._text(row.cells[0]) for row in self._rows]
        parts = [first for first in lines if not amount_columns.adds_up(first)]
        self._many = self._of_projects and len(parts) > 1 and not any(map(last_label, parts))

    def sums(self) -> Iterator[Sum]:
        for place, row in enumerate(self._rows):
            below = self._rows[place + 1] if place + 1 < len(self._rows) else None
            in_parts = self._continues(row) or (below is not None and self._continues(below))
            beside: _Unit | None = None  # “Valoarea totală | lei | 3.114.205”: a unit in a cell of its own
            for cell, titles in self._placed(row):
                if cell != row.cells[0] and (named := CURRENCY_IN_HEADER.fullmatch(self._text(cell).strip(" ()"))):
                    beside = _unit_of(named)
                found = self._cell(row, cell, titles, beside, in_parts=in_parts)
                if found is not None:
                    yield found

    def _parts_by_column(self, titles: list[str]) -> bool:
        """Whether the columns are shares of a whole: a source alone is a label over such a column."""
        told = {last_label(title) for title in titles}
        sources = [title for title in titles if self._source(title)]
        return bool(told & SHARES) or ("total" in told and len(sources) > 1)

    def _source(self, title: str) -> AmountRole | None:
        return source_role(_UNIT_IN_TITLE.sub("", title).strip())

    def _text(self, cell: tuple[int, int]) -> str:
        return self._reading.folded[slice(*cell)]

    def _header_rows(self, rows: Sequence[Block]) -> int:
        """How many rows head the table: the first, and those below it that hold no figure and go on with it."""
        if self._is_labelled(rows[0]):
            return 0
        heads = 1
        for row in rows[1:]:
            texts = [self._text(cell) for cell in row.cells]
            goes_on = not texts[0] or len(texts) != len(rows[0].cells) or any(map(CURRENCY_IN_HEADER.search, texts))
            if any(_DIGIT.search(YEAR.sub("", text)) for text in texts) or not goes_on:
                break
            heads += 1
        return heads

    def _is_labelled(self, row: Block) -> bool:
        """Whether a row holds figures already: “Total | 745.200”."""
        return any(CELL_NUMBER.fullmatch(self._text(c)) and not YEAR.fullmatch(self._text(c)) for c in row.cells[1:])

    def _unit_of_its_own(self) -> _Unit | None:
        """The unit that fills a cell of the header, or stands in a cell over several columns."""
        width = max((len(row.cells) for row in self._rows), default=0)
        for head in self._heads:
            for cell in head:
                text = self._text(cell).strip(" ()-–")
                named = CURRENCY_IN_HEADER.fullmatch(text)
                if named is None and len(head) < width:
                    named = _CAPTION.search(text) or CURRENCY_IN_HEADER.fullmatch(text)
                if named:
                    return _unit_of(named)
        labelled = not any(CELL_NUMBER.fullmatch(self._text(row.cells[0])) for row in self._rows)
        if labelled and self._heads and len(self._heads[0]) > 1:  # “Sume (lei) | Casa A | Casa B”: of all that follow
            return _unit_of(CURRENCY_IN_HEADER.search(self._text(self._heads[0][0])))
        return None

    def _placed(self, row: Block) -> Iterator[tuple[tuple[int, int], list[str]]]:
        """The cells of a row with the headers over them; a short row ends at the right, or at its closing bar."""
        width = max((len(head) for head in self._heads), default=len(row.cells))
        spread = list(self._spread(width))
        missing = max(width - len(row.cells), 0)
        if missing and self._reading.folded[row.end - 1] == "|":
            missing = 0
        for index, cell in enumerate(row.cells):
            column = index + missing if index else 0
            yield cell, [self._text(head[column]) for head in spread if column < len(head)]

    def _spread(self, width: int) -> Iterator[Cells]:
        """Each header row at full width: the last cell of a short one lies over the columns that are left."""
        taken = 0
        for head in self._heads:
            if len(head) == width or not taken:
                yield head + head[-1:] * (width - len(head))
            else:
                yield ((0, 0),) * taken + head + head[-1:] * (width - taken - len(head))
            taken = len(head) - 1 if len(head) < width else taken

    def _cell(
        self, row: Block, cell: tuple[int, int], titles: list[str], beside: _Unit | None, *, in_parts: bool
    ) -> Sum | None:
        title = " ".join(titles)
        named = _unit_of(CURRENCY_IN_HEADER.search(title))
        of_row = _unit_of(_CAPTION.search(self._text(row.cells[0])))  # “Valoare totală (lei) | 100.000 | 200.000”
        unit = named or beside or of_row or self._unit or self._unit_unsaid(row, cell, title)
        if unit is None or (cell == row.cells[0] and not named):
            return None
        if amount_columns.numbers(self._text(row.cells[0])) or (
            not (named or beside) and any(map(amount_columns.counts, titles))
        ):
            return None
        role = self._role(title, self._text(row.cells[0]), in_parts=in_parts)
        return _sum(self._reading, cell, unit, role)

    def _unit_unsaid(self, row: Block, cell: tuple[int, int], title: str) -> _Unit | None:
        """The page's currency, for a figure that is written as money under a title of money: “Suma aprobată”."""
        if not amount_columns.of_money(title) or amount_columns.counts(self._text(row.cells[0])):
            return None
        if _AS_MONEY.fullmatch(self._text(cell).strip()) is None:
            return None
        named = CURRENCY_IN_HEADER.search(self._reading.folded)
        return _Unit(currency_of(named), Decimal(1)) if named else _Unit("RON", Decimal(1))

    def _continues(self, row: Block) -> bool:
        """A row whose first cell is empty goes on with what the row above began: its sums are parts."""
        return row.cells[0][0] == row.cells[0][1]

    def _role(self, title: str, first: str, *, in_parts: bool) -> AmountRole:
        said = amount_columns.role(title, first)
        if said in ("total", "other") and self._rows_are and not amount_columns.adds_up(first):
            return "partner_budget" if self._rows_are == "partners" else "other"
        if said == "other" and self._shared and (source := self._source(title)):
            return source
        if said == "total" and self._many and amount_columns.adds_up(first):
            return "other"
        if said in ("total", "other") and self._by_source and (source := source_role(first) or last_label(first)):
            return source
        if said == "total" and (
            in_parts or not (self._of_projects or amount_columns.names_a_whole(f"{title} {first}"))
        ):
            return "other"
        return said

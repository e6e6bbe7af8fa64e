"""Titles by their place on the page: in a column of titles, above labels of facts, in a list of projects."""

import re
from collections.abc import Container, Iterator
from itertools import groupby

from extract.quotations import Quotations
from extract.reading import Reading
from extract.title_candidates import Candidate, bare_title, quoted_title, skip_bullet
from extract.title_patterns import (
    ANNOUNCED,
    COLUMN,
    FACT_LABEL,
    IS_SAID_BEHIND,
    LIST_OF_PROJECTS,
    NO_HEADING,
    OF_PROJECT,
    OWNER_OF_ITEM,
    PART_OF_A_PAGE,
    PREDICATE,
    SUM_BEHIND,
    TITLE_END,
    TOLD_BELOW,
    WORKS,
    YEARS_BEFORE,
)
from store.records import Block

NUMBER = re.compile(r"\d{1,2}[.)]\s*\Z")  # of a list item; it is no part of its block
_SHORTEST_NAME = 6  # characters of a line with a title, which the line below tells of
_SHORTEST_TITLE = 15  # of one that stands over labels
_FACTS_BELOW = 12  # blocks below a page's title in which labels of its project stand
_FEWEST_LABELS = 2
_LONGEST_TITLE = 150  # characters of a title that begins its line
_HEAD_BLOCKS = 15  # from the top of a page, in which its title stands
_NEAR_BLOCKS = 3
_LONGEST_LINE = 90  # characters of a line that announces a project


def columns(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    """Cells under a header such as “Proiect” or “Titlul proiectului”."""
    for header, rows in _tables(reading):
        titles = [reading.folded[a:b].strip() for a, b in header.cells]
        column = next((i for i, title in enumerate(titles) if COLUMN.fullmatch(title)), None)
        if column is None or any(_is_fact_label(reading, row.cells[0]) for row in rows):
            continue  # no such column, or a table of labels and values
        for row in rows:
            if len(row.cells) != len(titles):
                continue  # joined cells: no telling which column is which
            start, end = row.cells[column]
            quotation = quotations.first(start, end)
            if quotation is not None:
                yield quoted_title(quotation, "column", 0.8)
            elif re.search(r"[a-z]{3}", reading.folded[start:end]):
                yield bare_title(reading, start, end, "column", 0.7)


def _tables(reading: Reading) -> Iterator[tuple[Block, list[Block]]]:
    """Each table's first row and the rows below it."""
    for is_table, blocks in groupby(reading.blocks, key=lambda b: b.kind == "table_row" and bool(b.cells)):
        if is_table:
            first, *rows = blocks
            yield first, rows


def _is_fact_label(reading: Reading, cell: tuple[int, int]) -> bool:
    return FACT_LABEL.match(reading.folded[slice(*cell)]) is not None


def headings(reading: Reading, quotations: Quotations, bodies: Container[tuple[int, int]]) -> Iterator[Candidate]:
    """A short line without a full stop, followed at once by a label of project facts, is a title."""
    for index, block in enumerate(reading.blocks[:-1]):
        line = reading.folded[block.start : block.end]
        following = reading.blocks[index + 1]
        below = skip_bullet(reading.folded, following.start, following.end)
        if block.kind == "list_item" and FACT_LABEL.match(reading.folded, below, following.end):
            quotation = quotations.first(block.start, block.start + 1)
            if quotation is not None:
                yield quoted_title(quotation, "heading", 0.6)
        if block.kind == "list_item" and not NUMBER.search(reading.folded, max(block.start - 6, 0), block.start):
            continue
        if block.kind == "table_row" or not _SHORTEST_NAME <= len(line) <= 200:
            continue
        if NO_HEADING.search(line) or FACT_LABEL.match(line) or PART_OF_A_PAGE.match(line):
            continue
        rule, label = _told_of(reading, line, below, following.end)
        if rule == "heading" and len(line) < _SHORTEST_TITLE:
            continue
        if label is None or (block.kind == "list_item" and label.startswith(("obiectiv", "scop", "surs"))):
            continue
        years = YEARS_BEFORE.match(line)
        begins = index == 0 or block.kind == "list_item" or _blank_line_before(reading, block.start)
        if years is None and not begins and not _is_announced(reading, index):
            continue
        start = skip_bullet(reading.folded, block.start + (years.end() if years else 0), block.end)
        of_project = OF_PROJECT.match(reading.folded, start, block.end)
        start = of_project.end() if of_project else start
        if quotations.overlap(start, start + 1):
            continue
        said = SUM_BEHIND.search(reading.folded, start, block.end)
        candidate = bare_title(reading, start, said.start() if said else block.end, rule, 0.6)
        if (candidate.start, candidate.end) not in bodies:
            yield candidate


def _told_of(reading: Reading, line: str, below: int, end: int) -> tuple[str, str | None]:
    """The rule that makes a line a title, and the words right below it that say so; None for a headline with a verb."""
    label = FACT_LABEL.match(reading.folded, below, min(end, below + 60))
    if label is not None:
        return "heading", None if PREDICATE.search(line) else label.group()
    told = None if TITLE_END.search(line) else TOLD_BELOW.match(reading.folded, below, end)
    return "told-below", told.group() if told else None


def _is_announced(reading: Reading, index: int) -> bool:
    """Whether the line above is a short one that speaks of a project: “Anunț de începere proiect”."""
    above = reading.blocks[index - 1]
    line = reading.folded[above.start : above.end]
    return index > 0 and len(line) < _LONGEST_LINE and ANNOUNCED.search(line) is not None


def said_behind(reading: Reading) -> Iterator[Candidate]:
    """Lines such as “HELP – Hrană, educație, liniște – proiect finanțat de …”."""
    for block in reading.blocks:
        said = IS_SAID_BEHIND.search(reading.folded, block.start, min(block.end, block.start + _LONGEST_TITLE))
        if said is None or TITLE_END.search(reading.folded, block.start, said.start()):
            continue
        start = skip_bullet(reading.folded, block.start, block.end)
        if reading.plain[start : start + 1].isupper():
            yield bare_title(reading, start, said.start(), "item", 0.6)


def listed(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    """The items of a list under a line such as “Proiecte în derulare:”, each by the quotation that it begins with.

    An organisation may stand before it: “1. Asociația X – „Y” – 34.500 lei”.
    """
    below = False
    for block in reading.blocks:
        start = skip_bullet(reading.folded, block.start, block.end)
        if below and (block.kind == "list_item" or start > block.start):
            owner = OWNER_OF_ITEM.match(reading.folded, start, block.end)
            begin = owner.end() if owner else start
            quotation = quotations.first(begin, begin + 1)
            if quotation is not None:
                yield quoted_title(quotation, "list", 0.75)
            continue
        below = LIST_OF_PROJECTS.fullmatch(reading.folded, block.start, block.end) is not None


def page_title(reading: Reading, bodies: Container[tuple[int, int]]) -> Iterator[Candidate]:
    """The page's own title, where the lines right below it tell of “proiectul” and no other title stands anywhere."""
    for index, block in enumerate(reading.blocks[:_HEAD_BLOCKS]):
        line = reading.folded[block.start : block.end]
        if block.kind not in ("heading", "paragraph") or not _SHORTEST_NAME <= len(line) <= 200:
            continue
        if NO_HEADING.search(line) or PART_OF_A_PAGE.match(line) or FACT_LABEL.match(line) or TITLE_END.search(line):
            continue
        below = reading.blocks[index + 1 : index + 1 + _NEAR_BLOCKS]
        told = any(TOLD_BELOW.match(reading.folded, b.start, b.end) for b in below)
        if told or (len(line) >= _SHORTEST_TITLE and _heads_a_sheet(reading, index)):
            candidate = bare_title(reading, block.start, block.end, "page-title", 0.5)
            if (candidate.start, candidate.end) not in bodies:
                yield candidate
                return


def _heads_a_sheet(reading: Reading, index: int) -> bool:
    """Whether a heading of works, “ÎNFIINȚARE CENTRU DE ZI”, stands over several labels of a project's facts."""
    block = reading.blocks[index]
    start = skip_bullet(reading.folded, block.start, block.end)
    if not WORKS.match(reading.folded, start, block.end):
        return False
    below = reading.blocks[index + 1 : index + 1 + _FACTS_BELOW]
    begins = ((skip_bullet(reading.folded, b.start, b.end), b.end) for b in below)
    return sum(FACT_LABEL.match(reading.folded, *line) is not None for line in begins) >= _FEWEST_LABELS


def _blank_line_before(reading: Reading, start: int) -> bool:
    return reading.text.endswith("\n\n", 0, start) or bool(reading.document.blocks and not reading.document.path)

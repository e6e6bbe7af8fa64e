"""Where titles of projects stand: behind “proiectul”, behind a label, before “este un proiect”, as a heading.

Not a component: `extract.projects` turns these candidates into projects.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from extract.asides import asides
from extract.places import Places
from extract.quotations import Quotation, Quotations
from extract.reading import Reading
from extract.title_patterns import (
    ACRONYM,
    AT_WORK,
    CODE_BEFORE,
    COLUMN,
    ELSEWHERE,
    FACT_LABEL,
    IS_A_PROJECT,
    ITEM_NUMBER,
    LABEL,
    LABEL_CELL,
    NO_HEADING,
    NOT_A_TITLE,
    OTHER_ACRONYMS,
    OWN_PROGRAMME,
    OWNER,
    PROJECT_IS,
    TITLE_END,
    UNQUOTED,
    YEARS_BEFORE,
)
from romanian import lexicon
from store.records import Block

_HEAD_REACH = 90  # characters before a quotation in which its noun stands
_SUBJECT_REACH = 200  # characters before it in which “proiectul … este” stands
_LONGEST_TITLE = 420
_TITLE = re.compile(r"[\w\"'„#@].{3}", re.DOTALL)  # begins with a word and is not shorter than this


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A title at its place in the text, without its quotation marks; `rule` says why it is one."""

    start: int
    end: int
    rule: str
    confidence: float


def find_titles(reading: Reading) -> list[Candidate]:
    """Titles in the order of the text; the same place is given once, by the surest rule."""
    quotations = Quotations(reading)
    found = [
        *_labelled(reading, quotations),
        *_quoted(reading, quotations),
        *_columns(reading, quotations),
        *_unquoted(reading, quotations),
        *_headings(reading, quotations),
    ]
    kept: list[Candidate] = []
    taken, beside = Places(), asides(reading)
    for candidate in sorted(found, key=lambda c: (-c.confidence, c.start)):
        title = reading.plain[candidate.start : candidate.end]
        if _TITLE.match(title) and not any(p.overlap(candidate.start, candidate.end) for p in (taken, beside)):
            taken.add(candidate.start, candidate.end)
            kept.append(candidate)
    if any(c.rule != "own-programme" for c in kept):
        kept = [c for c in kept if c.rule != "own-programme"]
    return sorted(kept, key=lambda c: c.start)


def _quoted(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    for quotation in quotations.all:
        block = reading.block_at(quotation.outer_start)
        before = reading.folded[max(block.start, quotation.outer_start - _HEAD_REACH) : quotation.outer_start]
        behind = reading.folded[quotation.outer_end : min(block.end, quotation.outer_end + 80)]
        if IS_A_PROJECT.match(behind) and _nearest_head(before) != "draft":
            yield _candidate(quotation, "subject", 0.85)
        elif _is_predicate(reading, quotation.outer_start):
            yield _candidate(quotation, "predicate", 0.75)
        elif (head := _nearest_head(before)) is not None:
            if head == "programme" and OWN_PROGRAMME.search(before) and AT_WORK.match(behind):
                yield _candidate(quotation, "own-programme", 0.5)
            if head.startswith("project"):
                yield _candidate(quotation, head, 0.9 if head == "project" else 0.6)
        elif len(before) < _HEAD_REACH and CODE_BEFORE.match(before) and not ITEM_NUMBER.fullmatch(before):
            yield _candidate(quotation, "code", 0.75)


def _is_predicate(reading: Reading, place: int) -> bool:
    """“Proiectul cel mai bun este „X””: what stands at `place` is said of a project."""
    start = max(reading.sentence_at(place)[0], place - _SUBJECT_REACH)
    return PROJECT_IS.search(reading.folded, start, place) is not None


def _candidate(quotation: Quotation, rule: str, confidence: float) -> Candidate:
    return Candidate(start=quotation.start, end=quotation.end, rule=rule, confidence=confidence)


@cache
def _heads() -> tuple[lexicon.Entry, ...]:
    return lexicon.load("quoted_heads")


def _nearest_head(before: str) -> str | None:
    """The id of the noun that the quotation names: the one nearest before it in its clause."""
    clause = re.split(r"[.;!?]\s", before)[-1]
    best, chosen = (-1, 0), None
    for entry in _heads():
        for match in entry.regex.finditer(clause):
            if (match.end(), -match.start()) > best:
                best, chosen = (match.end(), -match.start()), entry.id
    if chosen is None:
        return None
    if chosen == "organisation" and OWNER.search(clause):
        chosen = "project"  # “Proiectul Fundației X, „Y”, …”
    gap = clause[best[0] :]
    if ELSEWHERE.search(gap):
        return None
    return chosen if len(re.findall(r"\w+", gap)) <= (9 if chosen == "project" else 4) else None


def _labelled(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    for index, block in enumerate(reading.blocks):
        start, end = _value_of_label(reading, index)
        if start >= end:
            continue
        quotation = quotations.first(start, start + 4)
        if quotation is not None:
            yield _candidate(quotation, "label", 0.95)
        elif not NOT_A_TITLE.match(reading.folded, start):
            stop = TITLE_END.search(reading.folded, start, end) if block.kind != "table_row" else None
            yield _bare(reading, start, stop.start() if stop else end, "label", 0.85)


def _value_of_label(reading: Reading, index: int) -> tuple[int, int]:
    """Where the value of a title's label stands: behind it, in the next cell or on the next line; else nowhere."""
    block = reading.blocks[index]
    if len(block.cells) == 2 and LABEL_CELL.fullmatch(reading.folded[slice(*block.cells[0])].strip()):
        return block.cells[1]
    label = LABEL.match(reading.folded, _skip_bullet(reading.folded, block.start, block.end), block.end)
    if label is None:
        return 0, 0
    if label.end() < block.end or index + 1 == len(reading.blocks):
        return label.end(), block.end
    following = reading.blocks[index + 1]
    return following.start, following.end


def _skip_bullet(folded: str, start: int, end: int) -> int:
    match = re.compile(r"[\s•*\-–►]*(?:\d{1,2}[.)]\s+)?").match(folded, start, end)
    return match.end() if match else start


def _unquoted(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    for match in UNQUOTED.finditer(reading.plain):
        start = match.end()
        if NOT_A_TITLE.match(reading.folded, start):
            continue
        limit = min(reading.block_at(start).end, start + _LONGEST_TITLE)
        stop = TITLE_END.search(reading.folded, start, limit)
        end = stop.start() if stop else limit
        quoted = quotations.overlap(start, end)
        words = len(re.findall(r"\w+", reading.folded[start:end]))
        if stop is None or quoted or words > 45:
            continue
        if words > 1 or _is_acronym(reading, start, end):
            yield _bare(reading, start, end, "unquoted", 0.6)


def _is_acronym(reading: Reading, start: int, end: int) -> bool:
    """A single word that can name a project, “VENUS”, and is no body or programme that the lexicon knows."""
    word = reading.folded[start:end].strip()
    if ACRONYM.fullmatch(reading.plain[start:end].strip()) is None:
        return False
    return not any(e.regex.match(word) for name in OTHER_ACRONYMS for e in lexicon.load(name))


def _columns(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
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
                yield _candidate(quotation, "column", 0.8)
            elif re.search(r"[a-z]{3}", reading.folded[start:end]):
                yield _bare(reading, start, end, "column", 0.7)


def _tables(reading: Reading) -> Iterator[tuple[Block, list[Block]]]:
    """Each table's first row and the rows below it."""
    for is_table, blocks in groupby(reading.blocks, key=lambda b: b.kind == "table_row" and bool(b.cells)):
        if is_table:
            first, *rows = blocks
            yield first, rows


def _is_fact_label(reading: Reading, cell: tuple[int, int]) -> bool:
    return FACT_LABEL.match(reading.folded[slice(*cell)]) is not None


def _headings(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    """A short line without a full stop, followed at once by a label of project facts, is a title."""
    for index, block in enumerate(reading.blocks[:-1]):
        line = reading.folded[block.start : block.end]
        following = reading.blocks[index + 1]
        below = _skip_bullet(reading.folded, following.start, following.end)
        if block.kind == "list_item" and FACT_LABEL.match(reading.folded, below, following.end):
            quotation = quotations.first(block.start, block.start + 1)
            if quotation is not None:
                yield _candidate(quotation, "heading", 0.6)
        if block.kind in ("table_row", "list_item") or not 15 <= len(line) <= 200:
            continue
        if NO_HEADING.search(line) or FACT_LABEL.match(line):
            continue
        if not FACT_LABEL.match(reading.folded, below, min(following.end, below + 60)):
            continue
        years = YEARS_BEFORE.match(line)
        if years is None and not _blank_line_before(reading, block.start):
            continue
        start = block.start + (years.end() if years else 0)
        if quotations.overlap(start, start + 1):
            continue
        yield _bare(reading, start, block.end, "heading", 0.6)


def _blank_line_before(reading: Reading, start: int) -> bool:
    return reading.text.endswith("\n\n", 0, start) or bool(reading.document.blocks and not reading.document.path)


def _bare(reading: Reading, start: int, end: int, rule: str, confidence: float) -> Candidate:
    """A candidate without the blanks and stops at its edges."""
    while start < end and reading.text[start] in ' \t\n-–:,„”"“':
        start += 1
    while end > start and reading.text[end - 1] in ' \t\n-–:,;."”':
        end -= 1
    return Candidate(start=start, end=end, rule=rule, confidence=confidence)

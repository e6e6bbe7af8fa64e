"""Roles that the layout gives: a label with its lines below, a column of a table, a row's first cell."""

import re
from collections.abc import Iterator

from extract.organisation_mentions import OrganisationMention
from extract.reading import Reading
from extract.role_patterns import NOUN_FILLER
from extract.role_sentences import Finding
from extract.roles import Slots, find_cues
from store.records import Block

_LONGEST_LIST = 20  # lines
_LONGEST_LINE = 160  # characters
_BULLET = re.compile(r"\s*(?:[-•*·▪●○–◦]|\d{1,2}[.)]|[a-z]\)|p\d{1,2}\s*[-:.])*\s*")
_ANNOUNCED = re.compile(r"[\w\s-]*:\s*")
_REST = re.compile(r"[\s;,.]*(?:\([^()\n]{1,40}\)[\s;,.]*)?")  # “Norsk Hjelp (Norvegia);”
_BAR = re.compile(r"\t|\s\|\s")
_ROLE_CELL = {"lb": "lead", "lp": "lead", "lead": "lead", "lider": "lead", "pb": "partner", "pp": "partner"}


def _label(reading: Reading, start: int, end: int) -> tuple[str, int] | None:
    """The role that a stretch names and nothing else, and the place behind its colon."""
    bullet = _BULLET.match(reading.folded, start, end)
    begin = bullet.end() if bullet else start
    if end - start > 80:
        return None
    cue = next((c for c in find_cues(reading, begin, min(end, begin + 80)) if c.start == begin), None)
    if cue is None or cue.kind != "noun":
        return None
    filler = NOUN_FILLER.match(reading.folded, cue.end, end)
    tail = filler.end() if filler else cue.end
    rest = reading.folded[tail:end]
    if rest.strip() in ("", ":", "-") or re.match(r"\s*/\s*\w+\s*:?\s*$", rest):
        return cue.role, end
    return None


def _opening(reading: Reading, slots: Slots, block: Block) -> tuple[str, int] | None:
    """The role of a list that a paragraph announces: “Proiectul se derulează în parteneriat cu:”."""
    if not reading.folded[block.start : block.end].rstrip().endswith(":"):
        return None
    cues = find_cues(reading, max(block.start, block.end - 160), block.end)
    last = next((c for c in reversed(cues) if c.kind in ("list", "company-of", "noun", "agent")), None)
    if last is None or block.end - last.end > 90 or slots.between(last.end, block.end):
        return None
    if last.role == "supporter" and reading.folded[block.start : last.start].strip():
        return None  # “Lucrăm cu sprijinul:” lists what, not who
    return (last.role, block.end) if _ANNOUNCED.fullmatch(reading.folded, last.end, block.end) else None


def label_lists(reading: Reading, slots: Slots) -> Iterator[Finding]:
    """“Parteneri:” on a line of its own; the lines below are its members, as long as they begin with one."""
    blocks = reading.blocks
    for index, block in enumerate(blocks):
        if len(_cells(reading, block)) > 1:
            continue
        label = _label(reading, block.start, block.end) or _opening(reading, slots, block)
        if label is None or label[0] == "none":
            continue
        listed = label[0] == "partner" or reading.folded[block.start : block.end].rstrip().endswith(":")
        for below in blocks[index + 1 : index + 1 + _LONGEST_LIST]:
            found = _line(reading, slots, below, listed=listed)
            if not found:
                break
            for mention in found:
                yield Finding(mention, label[0], 0.8, "partners/label-list")


def _line(reading: Reading, slots: Slots, block: Block, *, listed: bool) -> list[OrganisationMention]:
    bullet = _BULLET.match(reading.folded, block.start, block.end)
    begin = bullet.end() if bullet else block.start
    marked = block.kind == "list_item" or begin > block.start
    if block.end - block.start > _LONGEST_LINE or block.kind == "heading":
        return []
    if any(c.start == begin and c.kind == "noun" for c in find_cues(reading, begin, block.end)):
        return []
    if not marked and re.search(r"[:.;]\s*$", reading.folded[begin : block.end]):
        listed = False
    found = slots.after(begin, block.end, bare=listed)
    if not found or found[0].start - begin > 25:
        return []
    whole = _REST.fullmatch(reading.folded, found[-1].end, block.end) is not None
    return found if marked or whole or found[0].kind != "bare" else []


def table_columns(reading: Reading, slots: Slots) -> Iterator[Finding]:
    """A column under “Partener”, or a row that is label and value; a column “Rol” decides where there is one."""
    columns: dict[int, str] = {}
    role_column: int | None = None
    for block in reading.blocks:
        cells = _cells(reading, block)
        if len(cells) < 2:
            columns, role_column = {}, None
            continue
        labels = {i: label[0] for i, cell in enumerate(cells) if (label := _label(reading, *cell)) is not None}
        if len(cells) == 2 and 0 in labels and 1 not in labels:
            yield from _cell(slots, cells[1], labels[0], None)
            continue
        if labels:
            names = [reading.folded[start:end].strip() for start, end in cells]
            columns = labels
            role_column = next((i for i, n in enumerate(names) if n in ("rol", "rolul", "role", "calitate")), None)
            continue
        said = None
        if role_column is not None and role_column < len(cells):
            said = _said(reading, cells[role_column])
        for index, role in columns.items():
            if index < len(cells):
                yield from _cell(slots, cells[index], role, said)


def _said(reading: Reading, cell: tuple[int, int]) -> str | None:
    label = _label(reading, *cell)
    return label[0] if label else _ROLE_CELL.get(reading.folded[cell[0] : cell[1]].strip())


def _cell(slots: Slots, cell: tuple[int, int], role: str, said: str | None) -> Iterator[Finding]:
    role = said or role
    if role != "none":
        for mention in slots.after(*cell, bare=True):
            yield Finding(mention, role, 0.8, "partners/table")


def _cells(reading: Reading, block: Block) -> list[tuple[int, int]]:
    if block.cells:
        return [cell for cell in block.cells if cell[1] > cell[0]]
    bars = list(_BAR.finditer(reading.folded, block.start, block.end))
    edges = [block.start, *(edge for bar in bars for edge in bar.span()), block.end]
    return [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2) if edges[i + 1] > edges[i]]

"""Roles that the layout gives: a label with its lines below, a column of a table, a row's first cell."""

import re
from collections.abc import Iterator, Sequence

from extract.organisation_mentions import OrganisationMention
from extract.reading import Reading
from extract.role_patterns import NOUN_FILLER
from extract.role_sentences import Finding
from extract.roles import Slots, find_cues
from romanian.lexicon import alternation
from store.records import Block

_LONGEST_LIST = 20  # lines
_LONGEST_LINE = 160  # characters
_GAP = 8  # characters between two lines of one member
_BULLET = re.compile(r"\s*(?:[-•*·▪●○–◦]|\d{1,2}[.)]|[a-z]\)|p\d{1,2}\s*[-:.])*\s*")
_BY_WHOM = re.compile(r"\b(?:de|din|prin|catre|by)\s*:\s*$")
_ANNOUNCED = re.compile(r"[\w\s-]*:\s*")
_NAME_OF = re.compile(r"(?:nume|numele|denumire|denumirea)\s+(?:complet\w?\s+)?")  # Nume beneficiar
_HEADER = re.compile(r"\s*(?:titlu|denumire|nume|valoare|buget|suma|perioad|localit|obiectiv|scop|proiect)\w*(?!\w)")
_REST = re.compile(r"[\s;,.]*(?:\([^()\n]{1,40}\)[\s;,.]*)?")  # “Norsk Hjelp (Norvegia);”
_COUNTRIES = alternation("name_words", "country")
_COUNTRY = re.compile(
    rf"""(?P<name>(?s:.+?)) \s* (?: [-,/] \s* {_COUNTRIES}
          | \( \s* (?:[^()\n]{{2,30}},\s?)? (?:{_COUNTRIES}|[a-z]{{2}}) \s* \) ) \s* [;,.]? \s*""",
    re.VERBOSE,  # Stowarzyszenie na rzecz dzieci – Polonia    Norsk Hjelp (Oslo, Norvegia)
)
_BEHIND = re.compile(r"\s*\([^()\n]{2,12}\)\s*$")
_BAR = re.compile(r"\t|\s\|\s")
_ROLE_CELL = {"lb": "lead", "lp": "lead", "lead": "lead", "lider": "lead", "pb": "partner", "pp": "partner"}


def _label(reading: Reading, start: int, end: int) -> tuple[str, int] | None:
    """The role that a stretch names and nothing else, and the place behind its colon."""
    bullet = _BULLET.match(reading.folded, start, end)
    begin = bullet.end() if bullet else start
    if end - start > 80:
        return None
    name_of = _NAME_OF.match(reading.folded, begin, end)
    begin = name_of.end() if name_of else begin
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
    if last.kind == "agent" and not _BY_WHOM.search(reading.folded, last.end, block.end):
        return None  # “Proiecte finanțate:” lists what
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
        open_line = False  # the line above was marked as a member, and may go on here
        for place in range(index + 1, min(len(blocks), index + 1 + _LONGEST_LIST)):
            if open_line and reading.plain[blocks[place].start].islower():
                continue
            found = _line(reading, slots, blocks[place], listed=listed, end=_line_end(reading, blocks, place))
            if not found:
                break
            open_line = _marked(reading, blocks[place])
            for mention in found:
                yield Finding(mention, label[0], 0.8, "partners/label-list")


def _marked(reading: Reading, block: Block) -> bool:
    bullet = _BULLET.match(reading.folded, block.start, block.end)
    return block.kind == "list_item" or (bullet is not None and bullet.end() > block.start)


def _line_end(reading: Reading, blocks: Sequence[Block], index: int) -> int:
    """Where a member ends that a narrow page broke in two: its second line begins with a small letter and no mark."""
    block = blocks[index]
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if below is None or not _marked(reading, block) or _marked(reading, below):
        return block.end
    return below.end if reading.plain[below.start].islower() and below.start - block.end < _GAP else block.end


def _foreign(reading: Reading, begin: int, end: int) -> list[OrganisationMention]:
    """A member in another language, which only its country ends: “Stowarzyszenie na rzecz dzieci – Polonia”."""
    if end - begin > 2 * _LONGEST_LINE:
        return []
    line = _COUNTRY.fullmatch(reading.folded, begin, end)
    if line is None or not reading.plain[begin].isupper() or line.end("name") - begin > _LONGEST_LINE:
        return []
    behind = _BEHIND.search(reading.folded, begin, line.end("name"))
    stop = behind.start() if behind else line.end("name")
    if stop - begin < len("ACT"):
        return []
    name = " ".join(reading.text[begin:stop].split())
    return [OrganisationMention(start=begin, end=stop, name=name, kind="bare", sort="bare")]


def _line(reading: Reading, slots: Slots, block: Block, *, listed: bool, end: int) -> list[OrganisationMention]:
    bullet = _BULLET.match(reading.folded, block.start, block.end)
    begin = bullet.end() if bullet else block.start
    marked = _marked(reading, block)
    if block.end - block.start > _LONGEST_LINE:
        return []
    if block.kind == "heading":  # no label stands over a member, but a page with wide gaps has short lines as headings
        named = slots.after(begin, block.end, bare=False)
        return named if named and _is_whole(reading, named, begin, block.end) else []
    if any(c.start == begin and c.kind == "noun" for c in find_cues(reading, begin, block.end)):
        return []
    if not marked and re.search(r"[:.;]\s*$", reading.folded[begin : block.end]):
        listed = False
    found = slots.after(begin, block.end, bare=listed)
    if listed and (not found or found[0].kind in ("bare", "recognised")) and (name := _foreign(reading, begin, end)):
        return name
    if not found or found[0].start - begin > 25:
        return []
    whole = _REST.fullmatch(reading.folded, found[-1].end, block.end) is not None
    return found if marked or whole or found[0].kind != "bare" else []


def _is_whole(reading: Reading, named: list[OrganisationMention], begin: int, end: int) -> bool:
    """Whether a line names organisations and says nothing else."""
    return named[0].start - begin <= 1 and _REST.fullmatch(reading.folded, named[-1].end, end) is not None


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
        if len(cells) == 2 and 0 in labels and 1 not in labels and not _HEADER.match(reading.folded, *cells[1]):
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

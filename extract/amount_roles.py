"""The role of a sum: total, grant, own contribution … by the labels around it.

Sums stand in a row (“total X lei, din care Y lei grant și Z lei contribuția proprie”). The text between two
sums belongs in part to the left one, as a label behind it, and in part to the right one, as a label before
it; punctuation says where it parts. A label before wins over a label behind, a near one over a far one.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract.reading import Reading
from romanian import lexicon
from store.records import AmountRole, Block

# , ; ( ) : + or “iar”, “plus”, “respectiv”, “din care”: what parts two labels. A comma of a number does not.
_PARTING = re.compile(
    r"""
    [;:()|\t\n] | ,(?!\d) | \+ | \s-\s
    | (?<!\w) (?: iar | plus | respectiv | din\s+care | dintre\s+care ) (?!\w)
    """,
    re.VERBOSE,
)
_AND = re.compile(r"(?<!\w)si(?!\w)")
# what stands between a sum and its label behind it: “… lei- contribuția”, “… lei (15%) reprezintă …”
_JOINT = re.compile(
    r"\s*(?:\(\s*[\d.,]+\s*%[^)]{0,20}\))?\s*(?:[-=]\s*(?=[a-z])|,\s+(?=(?:este|fiind|reprezentand|reprezinta|inseamna)\s))?"
)
# “contribuția proprie, în cuantum total de …”: the piece before the comma is the label
_APPOSITION = re.compile(r"\s*(?:in|cu)\s+(?:valoare|cuantum|suma)\w*(?:\s+total\w*)?(?:\s+de)?\s*")
_RESTATEMENT = re.compile(
    r"\s{0,5}(?:[(,]\s{0,5})?(?:(?:adica|respectiv|echivalentul\s+a|aproximativ|circa|aproape|=|/)\s{0,5}){0,3}"
)
# “contribuția X este de 300 lei, iar a Fundației Y, de 200 lei”: the label is left out and holds on
_ELLIPSIS = re.compile(r"(?:^|,)\s*(?:iar|si)\s+(?:cea\s+)?al?\s[^,;.:]{3,90},?\s+(?:este\s+)?de\s+$")
_LONGEST_ELLIPSIS = 130  # characters
_SHARES: frozenset[AmountRole] = frozenset({"own_contribution", "national_cofinancing", "partner_budget"})
_LONGEST_TABLE = 200  # rows between a sum and its header
_FORWARD = 90  # characters a label behind a sum may reach
_BACKWARD = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role, how sure it is, and what said so."""

    role: AmountRole
    confidence: float
    cue: str


@cache
def _labels(kind: str | None) -> tuple[tuple[AmountRole, re.Pattern[str]], ...]:
    entries = lexicon.load("amount_roles")
    return tuple((e.id, e.regex) for e in entries if e.kind == kind)  # type: ignore[misc]


def column_role(header: str, row: str) -> AmountRole:
    """The role of a table cell from the folded header of its column, else from its row's first cell."""
    return _last_label(header) or _last_label(row) or "other"


def roles(reading: Reading, sums: list[tuple[int, int]]) -> list[Role]:
    """The role of each sum; `sums` are the places of the figures, in the order of the text."""
    found: list[Role] = []
    for index, (start, end) in enumerate(sums):
        left = sums[index - 1][1] if index else 0
        right = sums[index + 1][0] if index + 1 < len(sums) else len(reading.folded)
        role = _role(reading, start=start, end=end, left=left, right=right)
        if role.role == "other" and index:
            between = reading.folded[left:start] if start - left < _LONGEST_ELLIPSIS else ""
            if _RESTATEMENT.fullmatch(between) and between.strip():
                role = Role(role=found[-1].role, confidence=0.6, cue="restated")
            elif _ELLIPSIS.search(between):
                shared = "own_contribution" if found[-1].role == "national_cofinancing" else found[-1].role
                role = Role(role=shared, confidence=0.6, cue="same-label")
        found.append(role)
    return found


def with_parts(values: list[Decimal], found: list[Role]) -> list[Role]:
    """Unlabelled sums that follow a sum other than a total, and add up to it, are parts of it: its role.

    A share of 685 that is split in 93 and 592 stays one share; a total's parts have roles of their own.
    """
    roles_of = list(found)
    for index, whole in enumerate(values):
        if roles_of[index].role in ("total", "other", "per_unit"):
            continue
        added, last = Decimal(0), index
        while last + 1 < len(values) and roles_of[last + 1].role == "other" and added < whole:
            last += 1
            added += values[last]
        if added == whole:
            part = Role(role=roles_of[index].role, confidence=0.7, cue="part")
            roles_of[index + 1 : last + 1] = [part] * (last - index)
    return roles_of


def _role(reading: Reading, *, start: int, end: int, left: int, right: int) -> Role:
    folded = reading.folded
    block = reading.block_at(start)
    sentence_start, sentence_end = reading.sentence_at(start)
    reach = min(right, block.end, sentence_end, end + _FORWARD)
    behind = _behind(folded[end:reach], last=right > block.end)
    for role, pattern in _labels("behind"):
        match = pattern.match(behind.lstrip())
        if match:
            return Role(role=role, confidence=0.85, cue="unit-behind")
    begin = max(left, block.start, sentence_start, start - _BACKWARD)
    near, far = _before(folded[begin:start], first=left <= max(block.start, sentence_start))
    if _last_label(far + near, kind="partner"):
        return Role(role="partner_budget", confidence=0.75, cue="speaks-as-partner")
    if _APPOSITION.fullmatch(near) and (label := _last_label(far)) in _SHARES:
        return Role(role=label, confidence=0.75, cue="label-apposition")
    if label := _last_label(near):
        return Role(role=label, confidence=0.85, cue="label-before")
    if label := _first_label(behind):
        return Role(role=label, confidence=0.8, cue="label-behind")
    if label := _last_label(far):
        return Role(role=label, confidence=0.75, cue="label-farther-before")
    label = _cell_label(reading, start) or _line_label(reading, start)
    if label:
        return Role(role=label, confidence=0.75, cue="label-line")
    return Role(role="other", confidence=0.5, cue="none")


def _before(between: str, *, first: bool) -> tuple[str, str]:
    """The text before a sum that may label it: the piece next to it, and what stands farther.

    `first` says that no sum stands before it in its sentence; otherwise the text up to the first parting
    belongs to the sum on the left.
    """
    if not first:
        parting = _PARTING.search(between)
        if parting is None:
            ands = list(_AND.finditer(between))
            return (between[ands[-1].end() :] if ands else between), ""
        between = between[parting.end() :]
    partings = list(_PARTING.finditer(between.rstrip(" :-\t")))
    near = partings[-1].end() if partings else 0
    return between[near:], between[:near]


def _behind(between: str, *, last: bool) -> str:
    """The part of the text between two sums that is the left one's label."""
    joint = _JOINT.match(between)
    between = between[joint.end() :] if joint else between
    parting = _PARTING.search(between)
    if parting:
        return between[: parting.start()]
    ands = list(_AND.finditer(between))
    return between[: ands[-1].start()] if ands and not last else between


def _last_label(text: str, kind: str | None = None) -> AmountRole | None:
    """The label that ends nearest to the end of the text; of those that end together, the longest.

    Without a kind, a weak label counts only where no other stands.
    """
    best: tuple[int, int] | None = None
    chosen: AmountRole | None = None
    for role, pattern in _labels(kind):
        for match in pattern.finditer(text):
            rank = (match.end(), -match.start())
            if best is None or rank > best:
                best, chosen = rank, role
    return _last_label(text, "weak") if chosen is None and kind is None else chosen


def _first_label(text: str, kind: str | None = None) -> AmountRole | None:
    """The label that begins first; of those that begin together, the longest."""
    best: tuple[int, int] | None = None
    chosen: AmountRole | None = None
    for role, pattern in _labels(kind):
        match = pattern.search(text)
        if match is not None and (best is None or (match.start(), -match.end()) < best):
            best, chosen = (match.start(), -match.end()), role
    return _first_label(text, "weak") if chosen is None and kind is None else chosen


def _cell_label(reading: Reading, place: int) -> AmountRole | None:
    """In a table row, the header of the sum's column, else the row's first cell."""
    index = reading.block_index(place)
    row = reading.blocks[index]
    if row.kind != "table_row":
        return None
    column = next((i for i, (a, b) in enumerate(row.cells) if a <= place < b), None)
    if column is None:
        return None
    texts = []
    header = _header(reading, index)
    if header is not None and column < len(header.cells):
        texts.append(reading.folded[slice(*header.cells[column])])
    texts.append(reading.folded[slice(*row.cells[0])])
    return next((label for text in texts if (label := _last_label(text))), None)


def _header(reading: Reading, index: int) -> Block | None:
    """The header of the table that the block belongs to: its first row, looked for over a bounded distance."""
    for above in range(index, max(index - _LONGEST_TABLE, -1), -1):
        if reading.blocks[above].header or above == 0 or reading.blocks[above - 1].kind != "table_row":
            return reading.blocks[above] if above != index else None
    return None


def _line_label(reading: Reading, place: int) -> AmountRole | None:
    """A sum that begins its line takes the label of the short line before it (“Bugetul proiectului”)."""
    index = reading.block_index(place)
    block = reading.blocks[index]
    if index == 0 or reading.folded[block.start : place].strip(" \t-•*:"):
        return None
    above = reading.blocks[index - 1]
    text = reading.folded[above.start : above.end]
    return _last_label(text) if len(text) < 80 and not re.search(r"\d{3}", text) else None

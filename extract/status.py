"""Whether a figure was reached or is planned: from the verbs of its clause, labels and headings over it."""

import re
from bisect import bisect_right

from extract.columns import tables
from extract.groups import pattern
from extract.planned_numbers import is_planned_number, is_planned_phrase
from extract.reading import Reading
from store.records import Block, Status

_REACH = 300  # characters of its sentence that are read on each side of a figure
_NEAR = 30  # characters between a label and the figure that it names
_FOUND_OUT = re.compile(r"(?:am|au|a|s-au|au\s+fost)\s+(?:gasit|identificat|depistat|descoperit|recenzat)")
_RELATIVE_DISTANCE = 60  # what stands between a figure and the verb of a relative clause after it
_CLAUSE = re.compile(
    r"""
      [;()] | ,?\s+(?:iar|dar|insa)\s+ | ,?\s+(?=urmand\s) | ,?\s+si\s+(?=(?:se|s-a|s-au|vor|va|vom|au|am|a)\s)
    | (?=\b(?:fata\s+de|decat|in\s+loc\s+de|comparativ\s+cu|raportat\s+la)\b)       # … decât cei 40 prevăzuți
    | ,?\s+cu\s+(?=\d+\s+(?:de\s+\w+\s+)?(?:mai\s+(?:mult|putin)|peste|sub|in\s+plus)) # …, cu 5 mai mulți
    """,
    re.VERBOSE,
)
_GLUED = re.compile(r"(?<=[a-z]{4})[.!?](?=[a-z]{3})|(?<=\d)\.(?=[a-z]{4})")  # a stop without its blank
_TO_DO = re.compile(r"(?:sa|de a) ")
_TO_COME = re.compile(r",?\s+urmand\s+(?:sa|a)\s")  # “…, patru familii urmând să primească case”
_FINITE = re.compile(r"(?:(?:se|li|le|isi|ne|nu)\s+)?(?:va|vor|vom|(?:s-|li\s+s-|si-)?(?:a|au))\s")
_JOINED = re.compile(r"(?<!\w)(?:si|sau|ori|iar|dar|care|ce|caror|carora|unde|cand|sa)\s*\Z")
RELATIVE = re.compile(r"(?<!\w)(?:care|caror|carora|ce)(?!\w)")
_BULLET = re.compile(r"\s*(?:[-•*·○▪●►✓➢>+]|\d{1,2}[.)]\s|[a-z]{1,2}\.?\d{0,2}[.):]\s|[ivx]{1,4}[.)]\s)")
_LABEL_ENDS = re.compile(r"\s*(?:\([^()]{0,30}\)\s*)?[:-]\s")
_PARTICIPLE = re.compile(r"(?: \w{3,}[ts][aei]?(?!\w))?")
_TO_DO = re.compile(r"(?:sa|de a) ")
_HELPED = re.compile(r"(?:ajuta|sprijini|invata|convins|indruma|pregati)[t]?")
_HELPED_TO = 60  # characters between “am ajutat” and its “să …”
_STATUS_ASIDE = re.compile(r"[;(]|\b(?:realizat|atins|obtinut|fata de)\w*")
_DIGIT = re.compile(r"\d")
_HEADING_LENGTH = 120

Cue = tuple[int, int, Status]
Decided = tuple[Status, str]
"""A status and what told it."""


def is_list_item(reading: Reading, block: Block) -> bool:
    """A block that its reader, or a bullet or a number in front, makes one of a list."""
    return block.kind == "list_item" or _BULLET.match(reading.folded, block.start, block.end) is not None


def leads(reading: Reading, block: Block) -> bool:
    """A heading, a short line without a stop, or a paragraph that ends in a colon."""
    text = reading.folded[block.start : block.end].rstrip()
    if block.kind == "heading" or text.endswith(":"):
        return True
    if len(text) > _HEADING_LENGTH or text[-1:] in ".;,!?" or "|" in text or "\t" in text:
        return False
    return not is_list_item(reading, block) and _DIGIT.search(text) is None


def clause_around(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The clause that holds `[start, end)`, within its sentence."""
    low, high = _sentence_around(reading, start, end)
    left = [m.end() for m in _CLAUSE.finditer(reading.folded, low, start) if m.end() <= start]
    right = _CLAUSE.search(reading.folded, end, high)
    return (left[-1] if left else low), (right.start() if right else high)


def _sentence_around(reading: Reading, start: int, end: int) -> tuple[int, int]:
    low, high = reading.sentence_at(start)
    low, high = max(low, start - _REACH), max(min(high, end + _REACH), end)
    for stop in _GLUED.finditer(reading.folded, low, start):
        low = stop.end()
    stop_after = _GLUED.search(reading.folded, end, high)
    return low, (stop_after.start() if stop_after else high)


def cues(folded: str, kind: str, low: int, high: int) -> list[Cue]:
    """Cues of one kind between two places; where a planned and a reached one overlap, planned wins.

    “Să …” right behind what was reached belongs to it: “au fost învățați să folosească”.
    """
    traits = [m.span() for m in pattern("status", "trait").finditer(folded, low, high)] if kind == "verb" else []
    planned: list[Cue] = [
        (m.start(), m.end(), "target") for m in pattern("status", kind, entry_id="target").finditer(folded, low, high)
    ]
    starts = [start for start, _, _ in planned]
    reached: list[Cue] = []
    for m in pattern("status", kind, entry_id="achieved").finditer(folded, low, high):
        before = bisect_right(starts, m.end() - 1) - 1
        of_people = any(a <= m.start() < b for a, b in traits)  # “care au abandonat școala” is no result
        if not of_people and (before < 0 or planned[before][1] <= m.start()):
            reached.append((m.start(), m.end(), "achieved"))
    ends = {behind.end() for _, end, _ in reached if (behind := _PARTICIPLE.match(folded, end))}
    helped = [end for start, end, _ in reached if _HELPED.search(folded, start, end)]
    free = [
        cue
        for cue in planned
        if not (_TO_DO.match(folded, cue[0]) and (_trimmed(folded, cue[0]) in ends or _is_near(helped, cue[0])))
    ]
    return sorted(free + reached)


def _is_near(ends: list[int], place: int) -> bool:
    """Whether one of the places stands a few words before `place`: “am ajutat 47 de persoane să obțină acte”."""
    last = bisect_right(ends, place) - 1
    return last >= 0 and place - ends[last] <= _HELPED_TO


def _trimmed(folded: str, place: int) -> int:
    """Where the word before `place` ends."""
    while place > 0 and folded[place - 1] == " ":
        place -= 1
    return place


def nearest(folded: str, found: list[Cue], start: int, end: int) -> Decided | None:
    """The cue that stands closest to the figure; one inside a relative clause after it is further off."""
    best: tuple[int, Decided] | None = None
    relative = RELATIVE.search(folded, end, max([end, *(s for s, _, _ in found)]))
    main = _main_verb(folded, found, relative) if relative else None
    if main:  # “20 de tineri care au plecat din centru vor primi …”
        found = [cue for cue in found if cue[1] <= start] + [main]
        relative = None
    if relative and any(s >= relative.end() and status == "target" for s, _, status in found[-1:]):
        found = [cue for cue in found if not _FOUND_OUT.match(folded, cue[0])]  # “am găsit 310 oameni care vor primi …”
    for cue_start, cue_end, status in found:
        how = "verb"
        if cue_start >= end:
            distance = cue_start - end
            if relative and relative.end() <= cue_start:
                distance += _RELATIVE_DISTANCE
                how = "relative"
                relative = None  # its first verb only
        elif cue_end <= start:
            distance = start - cue_end
        else:
            distance = 0
        if best is None or distance < best[0]:
            best = distance, (status, how)
    return best[1] if best else None


def _main_verb(folded: str, found: list[Cue], relative: re.Match[str]) -> Cue | None:
    """The verb of the clause that goes on behind a relative one: not its first, and not joined to that by “și”."""
    behind = [cue for cue in found if cue[0] >= relative.end()]
    for cue in behind[1:]:
        if _FINITE.match(folded, cue[0]) and not _JOINED.search(folded, max(relative.end(), cue[0] - 12), cue[0]):
            return cue
    return None


def stated(reading: Reading, start: int, number: tuple[int, int], end: int) -> Decided | None:
    """What a label beside the figure or a verb of its clause, else of its sentence, says, and which of them.

    The figure reaches from `start` to `end`, its bounds and its noun included; `number` is where the number stands.
    """
    folded = reading.folded
    low, high = clause_around(reading, start, end)
    if _TO_COME.match(folded, end):
        return "target", "verb"
    verbs = cues(folded, "verb", low, high)
    reached = any(status == "achieved" for _, _, status in verbs)
    if is_planned_number(folded, start, number[1]) or is_planned_phrase(folded, start, end, reached=reached):
        return "target", "planned"
    if status := _opening_label(reading, start, end):
        return status, "label"
    labels = [c for c in cues(folded, "label", max(low, start - 80), start) if c[1] <= start]
    if labels and start - labels[-1][1] <= _NEAR and not cues(folded, "verb", labels[-1][1], start):
        after = cues(folded, "verb", end, min(high, end + 60))
        if labels[-1][2] == "target" and after and "," in folded[labels[-1][1] : start]:
            return after[0][2], "verb"
        return labels[-1][2], "label"
    if decided := nearest(folded, verbs, start, end):
        return decided
    if labels:
        return labels[-1][2], "label"
    return _around(reading, start, end)


def _around(reading: Reading, start: int, end: int) -> Decided | None:
    """What the rest of the sentence says."""
    folded = reading.folded
    low, high = _sentence_around(reading, start, end)
    if decided := nearest(folded, cues(folded, "heading", low, start), start, end):
        return decided[0], "lead"
    wide = cues(folded, "verb", low, high)
    decided = nearest(folded, [c for c in wide if c[1] <= start] or wide, start, end)
    return (decided[0], "sentence") if decided else None


def _opening_label(reading: Reading, start: int, end: int) -> Status | None:
    """“Grup țintă: 30 de elevi, 20 de părinți care au …”: what opens the sentence speaks for the whole list."""
    folded = reading.folded
    low, high = _sentence_around(reading, start, end)
    opening = [c for c in cues(folded, "label", low, min(start, low + _NEAR)) if _LABEL_ENDS.match(folded, c[1])]
    if not opening or _STATUS_ASIDE.search(folded, opening[0][1], end):
        return None
    told = cues(folded, "verb", opening[0][1], min(high, end + _RELATIVE_DISTANCE))
    relative = RELATIVE.search(folded, opening[0][1], high)
    free = [c for c in told if relative is None or c[0] < relative.start()]
    return None if free else opening[0][2]


def weakly(reading: Reading, start: int, end: int) -> Status | None:
    """What a participle or a verbal noun of the clause suggests."""
    low, high = clause_around(reading, start, end)
    near = cues(reading.folded, "weak", max(low, start - 60), min(high, end + 60))
    near = [c for c in near if c[1] <= start or end <= c[0]]  # “25 de angajați” are no verb
    decided = nearest(reading.folded, near, start, end)
    return decided[0] if decided else None


def from_headings(reading: Reading) -> list[Status | None]:
    """For each block, what the heading or the line above its list says, or None."""
    said: list[Status | None] = []
    current: Status | None = None
    for block in reading.blocks:
        if leads(reading, block):
            told = heading_says(reading.folded, max(block.start, block.end - _REACH), block.end)
            current = told or (current if _is_below(reading, block) else None)
        said.append(current)
    return said


def _is_below(reading: Reading, block: Block) -> bool:
    """A lead-in of a list, or a heading that is a figure itself, stands under the heading before it."""
    text = reading.folded[block.start : block.end].strip()
    return (block.kind != "heading" and text.endswith(":")) or text[:1].isdigit()


def heading_says(folded: str, low: int, high: int) -> Status | None:
    """What a heading or a lead-in says; a planned cue outweighs “rezultate”."""
    found = cues(folded, "heading", low, high)
    if any(status == "target" for _, _, status in found):
        return "target"
    if found:
        return "achieved"
    if not folded[low:high].rstrip().endswith(":"):
        return None  # a headline's verb is news, not a lead-in
    verbs = cues(folded, "verb", low, high)
    return verbs[-1][2] if verbs else None


def participle_says(words: str) -> Status | None:
    """What a participle in a column's header says: “Persoane ajutate”."""
    found = cues(words, "weak", 0, len(words))
    return found[-1][2] if found else None


def column_status(reading: Reading) -> list[tuple[int, int, Status]]:
    """Places of cells whose column's header tells a status: “Propus”, “Realizat”."""
    said: list[tuple[int, int, Status]] = []
    for header, rows in tables(reading):
        told = [header_says(reading.folded, low, high) for low, high in header]
        said += [
            (*cell, status)
            for row in rows
            for cell, status in zip(row, told, strict=False)  # a row may be short
            if status is not None
        ]
    return said


def header_says(folded: str, low: int, high: int) -> Status | None:
    """What a column's header says: “Propus”, “Realizat”, “Rezultate obținute”."""
    labels = cues(folded, "column", low, high) or cues(folded, "label", low, high)
    return labels[-1][2] if labels else heading_says(folded, low, high)


def outlook(reading: Reading) -> Status | None:
    """What the whole text is about: a project that has ended, or one that is to come or under way."""
    found = {status for _, _, status in cues(reading.folded, "outlook", 0, len(reading.folded))}
    return "achieved" if "achieved" in found else "target" if found else None

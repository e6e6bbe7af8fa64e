"""The sentence around a piece of evidence: what a reader wants to see of it."""

import re

LONGEST = 400  # characters
_MORE = "…"
_END = re.compile(r"[.!?…][\"”»)]*\s+(?=[A-ZĂÂÎȘȚŞŢ„\"«–—-])")
_WORD = re.compile(r"\w*\Z")
_LONGER = 8  # letters, more than any word of _SHORT has
_SHORT = re.compile(
    "al|alin|ap|art|bl|com|dl|dna|dr|etc|ex|ing|jud|lit|mil|mld|mun|nr|or|pr|prof|sat|sc|sf|str|tel", re.IGNORECASE
)


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence of a line of the text that holds `text[start:end]`, whole or shortened on both sides."""
    (first, last), (shown_first, shown_last) = _whole_and_shown(text, start, end)
    words = " ".join(text[shown_first:shown_last].split())
    return f"{_MORE if shown_first > first else ''}{words}{_MORE if shown_last < last else ''}"


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the words of `sentence_at` stand in the text."""
    first, last = _whole_and_shown(text, start, end)[1]
    shown = text[first:last]
    return first + len(shown) - len(shown.lstrip()), first + len(shown.rstrip())


def _whole_and_shown(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    first, last = line_start, line_end
    for found in _END.finditer(text, max(line_start, start - 2 * LONGEST), min(line_end, end + 2 * LONGEST)):
        word = _WORD.search(text, max(found.start() - _LONGER, line_start), found.start())
        if word is None or len(word[0]) < 2 or _SHORT.fullmatch(word[0]):
            continue  # an initial, an abbreviation
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end - 1:
            last = found.end()
            break
    room = max(LONGEST - (end - start), 0) // 2
    shown_first, shown_last = max(first, start - room), min(last, end + room)
    return (first, last), (shown_first, shown_last)

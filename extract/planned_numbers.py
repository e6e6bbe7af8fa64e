"""Numbers that are told as what had been planned: “cei 40 prevăzuți”, “față de 100”, “60, cât era planificat”.

Such a number is a target whatever the verb of its sentence says.
"""

import re

from romanian import lexicon

_BEFORE = 40  # characters in which a comparison stands before its number

_PLANNED = lexicon.words("status", "target", kind="planned")
_AFTER = re.compile(rf"\s+(?:initial\s+|ca\s+fiind\s+)?{_PLANNED}[ie](?!\w)|\s+{_PLANNED}(?=\s*[.,;)]|\s*\Z)")
_AFTER_NOUN = re.compile(rf"(?:\s+\w+)?\s+(?:initial\s+)?{_PLANNED}[ie](?!\w)")
_AS_PLANNED = re.compile(
    rf"""
    ,?\s+ (?: cat | cati | cate | (?:asa|dupa)\s+cum | cum ) \s+
    (?: era | erau | fusese\w* | s-a | s-au | a\s+fost | au\s+fost ) \s+ {_PLANNED}
    """,
    re.VERBOSE,
)
_COMPARED = re.compile(  # față de 100 · decât cele 25 · peste ținta de 500
    rf"""
    (?<!\w) {lexicon.words("status", "target", kind="compared")} \s+
    (?: (?:cei|cele|celor|tinta|de|minim(?:um)?|un|numar|initial|{_PLANNED}\w*) \s+ ){{0,4}} \Z
    """,
    re.VERBOSE,
)
_OF_ALL = re.compile(r"(?<!\w)(?:din|dintre)\s+(?:cei|cele|totalul\s+de|totalul\s+celor)\s+\Z")


def is_planned_number(folded: str, start: int, end: int) -> bool:
    """Whether the words around a bare number say so; it begins with its bound at `start`."""
    if planned_after(folded, end, len(folded)) or _AS_PLANNED.match(folded, end):
        return True
    return _COMPARED.search(folded, max(0, start - _BEFORE), start) is not None


def is_planned_phrase(folded: str, start: int, end: int, *, reached: bool) -> bool:
    """Whether a counted phrase is what was planned; a verb that says that it was reached leaves only “din cei …”."""
    if _AS_PLANNED.match(folded, end):
        return True
    if not _AFTER_NOUN.match(folded, end):
        return False
    return not reached or _OF_ALL.search(folded, max(0, start - _BEFORE), start) is not None


def planned_after(folded: str, end: int, limit: int) -> re.Match[str] | None:
    """The participle of planning right after a number: “prevăzuți”, “planificate inițial”."""
    return _AFTER.match(folded, end, limit)

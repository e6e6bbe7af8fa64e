"""The year and the edition in a title: the first edition of a year is the project itself, as it was that year."""

import re
from dataclasses import dataclass

_FIRST = re.compile(
    r"""
    [\s,;:(–—-]*+ (?<!\w)
    (?: edi[tțţ]ia \s (?: I | 1 | [iî]nt[aâ]i ) | ed\.? \s (?: I | 1 ) | prima \s edi[tțţ]ie ) (?![\w.]*\d|\w|/)
    [\s)]*+
    """,
    re.VERBOSE | re.IGNORECASE,
)
# “Caravana sănătății 2022”, “…, ediția 2022”, “… (2022)”; not “2021-2022”, and no year that a sentence is about
_YEAR = re.compile(
    r"[\s,;:(–—-]++ (?: edi[tțţ]ia \s | anul \s )? (?P<year> (?:19|20)\d\d ) \W*+ $", re.VERBOSE | re.IGNORECASE
)
_SPAN = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d\W*$")

_ANY = re.compile(r"\b[EeÎîIiPp][dDrR]|\d{4}")  # what it takes


@dataclass(frozen=True, slots=True)
class Edition:
    """A title without its year and first edition, as written, and what stood there."""

    rest: str
    year: str  # "" where none is told
    is_first: bool


def read_edition(title: str) -> Edition:
    """The edition of a title; one of a later edition keeps it, for that is another project."""
    if _ANY.search(title) is None:
        return Edition(title, "", is_first=False)
    first = _FIRST.sub(" ", title)
    year = None if _SPAN.search(first) else _YEAR.search(first)
    rest = first[: year.start()] if year else first
    if not re.search(r"[^\W\d_]{3}", rest):
        return Edition(title, "", is_first=False)
    return Edition(rest.strip(), year["year"] if year else "", is_first=first != title)

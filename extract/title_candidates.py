"""A place that may be a project's title, and why."""

import re
from dataclasses import dataclass

from extract.quotations import Quotation
from extract.reading import Reading

_BULLET = re.compile(r"[\s•*\-–►]*(?:\d{1,2}[.)]\s+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A title at its place in the text, without its quotation marks; `rule` says why it is one."""

    start: int
    end: int
    rule: str
    confidence: float


def quoted_title(quotation: Quotation, rule: str, confidence: float) -> Candidate:
    """A quotation as a candidate."""
    return Candidate(start=quotation.start, end=quotation.end, rule=rule, confidence=confidence)


def bare_title(reading: Reading, start: int, end: int, rule: str, confidence: float) -> Candidate:
    """A candidate without the blanks and stops at its edges."""
    while start < end and reading.text[start] in ' \t\n-–:,„”"“':
        start += 1
    while end > start and reading.text[end - 1] in ' \t\n-–:,;."”':
        end -= 1
    return Candidate(start=start, end=end, rule=rule, confidence=confidence)


def skip_bullet(folded: str, start: int, end: int) -> int:
    """Where a line's own words begin, behind its bullet or number."""
    match = _BULLET.match(folded, start, end)
    return match.end() if match else start

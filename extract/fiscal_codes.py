"""The fiscal code that stands beside an organisation: “Asociația X, cu sediul în …, CIF 12345678, derulează …”.

It belongs to the name that it follows in its sentence, with at most a bracket, a seat or a register's number between
them, and no other name; or to the name that it opens the line of. A code with a wrong check digit is none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.organisation_mentions import OrganisationMention
from extract.reading import Reading
from romanian.fiscal_codes import valid_code
from store.records import Partner

_LONGEST_GAP = 180  # characters between a name and its code
_LABEL = r"""(?<!\w) (?: c\.?\ ?u\.?\ ?i\.? | c\.?\ ?i\.?\ ?f\.? | cod(?:ul)?\ fiscal | cod\ unic(?:\ de\ inregistrare)?
    | cod(?:ul)?\ (?:unic\ )?de\ (?:inregistrare|identificare)(?:\ fiscala)? ) (?!\w)"""
_CODE = rf"{_LABEL} [\s:.]{{0,3}} (?: (?:nr|numarul)\.?\s? )? (?P<code> (?: ro\s? )? \d{{4,10}} ) (?! [\d.,]*\d )"
# What may stand between a name and its code, on folded text.
_BEHIND = re.compile(
    rf"""["')\]]? \s? (?: \([^()\n]{{1,40}}\) \s? )?
        (?: [,;–-]? \s?
            (?: (?: cu\ | avand\ )? (?: sediul | adresa | domiciliul ) | inregistrat | identificat | persoana\ juridica
              | jud(?:etul|\.) | municipiul | orasul | comuna | str(?:ada|\.)? | nr\. | j\d )
            [^;\n]{{0,{_LONGEST_GAP}}}?
        )?
        [\s,;:(–-]{{0,4}} (?: (?: avand | cu | si ) \s )? {_CODE}""",
    re.VERBOSE,
)
_BEFORE = re.compile(rf"\s* {_CODE} [\s,;:)–-]{{1,4}} $", re.VERBOSE)


def with_codes(
    reading: Reading, partners: Iterable[Partner], mentions: Sequence[OrganisationMention]
) -> Iterable[Partner]:
    """The partners, each with the code that stands beside it; `mentions` are all organisations of the document."""
    starts = sorted(mention.start for mention in mentions)
    for partner in partners:
        start, end = reading.place(partner.evidence.start), reading.place(partner.evidence.end)
        begin, limit = reading.sentence_at(start)
        later = bisect_left(starts, end)
        following = starts[later] if later < len(starts) else limit
        code = code_beside(reading.folded, start, end, begin, min(limit, following))
        yield replace(partner, cui=code) if code else partner


def code_beside(folded: str, start: int, end: int, begin: int, limit: int) -> str | None:
    """The digits of the valid code beside the name `folded[start:end]`, within `begin` and `limit`, or None."""
    line = max(begin, folded.rfind("\n", begin, start) + 1)
    match = _BEHIND.match(folded, end, limit) or _BEFORE.fullmatch(folded, line, start)
    return valid_code(match["code"]) if match else None

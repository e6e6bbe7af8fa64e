"""The programme that a project is financed from: one that the lexicon knows, or one that its own words introduce.

A known programme has a rank, the order of `lexicon/programmes.toml`. A name that is not known stands behind
“Programul …” where the sentence speaks of money, or behind a label (“Program de finanțare: …”).
"""

import re
from collections.abc import Iterator
from functools import cache

from extract.links import Mentions, project_at
from extract.reading import Reading
from romanian import lexicon

_YEARS_BEHIND = re.compile(r"[\s,\"]*(?:\(\w+\)\s*)?(?:(?:pentru\s+)?perioada\s+)?(?:20\d\d\s?-\s?20\d\d)")
_WORD = r"[A-Z][\w+'-]*"
_GAP = r"(?:[ \t]+|[ \t]*\n(?![ \t]*\n)[ \t]*)"  # a name may run on in the next line, and not in the next paragraph
_SMALL = r"(?:de|a|al|ale|pentru|si|in|din|la|cu|privind|DE|PENTRU|SI|IN)"
# Programul de Cooperare URBACT III · Programului Național „Sănătate” · Programul Cetățeni, Egalitate și Valori (CERV)
_NAMED = re.compile(
    rf"""
    (?<!\w) (?:Programul(?:ui)?|PROGRAMUL(?:UI)?) {_GAP} (?: (?:de|pentru|DE|PENTRU) {_GAP} )?
    (?: RO\d\d (?: {_GAP}-{_GAP} {_WORD} )? {_GAP} "[^"\n]{{3,160}}"  # without quotes its words are in small letters
      | (?!RO\d\d(?!\w)) {_WORD}
        (?: (?: \s*,\s* (?={_WORD}(?:\s*,\s*|\s+si\s+){_WORD})
              | (?:{_GAP}{_SMALL}){{0,2}} {_GAP} | {_GAP}-{_GAP} ) {_WORD} ){{0,9}}
        (?: \s+ "[^"\n]{{3,160}}" )? | "[^"\n]{{3,160}}" )
    (?: \s+ \([A-Z][\w-]{{1,12}}\) )?
    """,
    re.VERBOSE,
)
_LABELLED = re.compile(
    r"(?:^|\n)[^\w\n]*(?:program(?:ul)?(?:\s+(?:de\s+finantare|operational))?)[ \t]*[:|]"
    r"[ \t]*(?P<name>[^\n;|]{4,160})(?![^\n]*\|)"
)
_ABOUT = re.compile(r"finant|grant|nerambursabil|apel(?!\w)|contract|buget|proiect")
_MONEY = re.compile(r"finant|grant|fond|nerambursabil|apel(?!\w)|axa|contract|buget")


def programmes(reading: Reading, mentions: Mentions) -> dict[int, str]:
    """The fullest name of a programme that stands with each project: with its years before without."""
    best: dict[int, tuple[int, bool, int, int, str]] = {}
    whole_document: tuple[int, bool, int, int, str] | None = None  # named before any project
    for rank, start, end in _candidates(reading):
        index = project_at(reading, mentions, start)
        years = _YEARS_BEHIND.match(reading.folded, end)
        name = reading.text[start : years.end() if years else end].strip(" .,:")
        dated = years is not None or re.search(r"20\d\d\s?-\s?20\d\d", reading.folded[start:end]) is not None
        score = (int(dated), _tells(reading, start), -rank, len(name), name)
        if index is None:
            whole_document = max(whole_document or score, score)
        else:
            best[index] = max(best.get(index, score), score)
    if whole_document is not None:
        best = dict.fromkeys(range(mentions.count), whole_document) | best
    return {index: re.sub(r"\s+", " ", name) for index, (*_, name) in best.items()}


def _tells(reading: Reading, place: int) -> bool:
    """Whether a sentence speaks of money or a project beside a name; a strip of emblems has names alone."""
    start, end = reading.sentence_at(place)
    return _ABOUT.search(reading.folded, start, end) is not None


@cache
def _known() -> tuple[re.Pattern[str], ...]:
    return tuple(entry.regex for entry in lexicon.load("programmes"))


def _candidates(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Rank, start and end of every name; one that holds a known programme has that one's rank."""
    for rank, pattern in enumerate(_known()):
        for match in pattern.finditer(reading.folded):
            yield rank, match.start(), match.end()
    for match in _NAMED.finditer(reading.plain):
        start, end = reading.sentence_at(match.start())
        if _MONEY.search(reading.folded, start, match.start()) or _MONEY.search(reading.folded, match.end(), end):
            yield _rank(reading, *match.span()), *match.span()
    for match in _LABELLED.finditer(reading.folded):
        yield _rank(reading, *match.span("name")), *match.span("name")


def _rank(reading: Reading, start: int, end: int) -> int:
    found = (rank for rank, known in enumerate(_known()) if known.search(reading.folded, start, end))
    return next(found, len(_known()))

"""The forms of a figure: a number before its noun, after its label, or in a column.

Each form gives a `Found`; which of them count is decided in `extract.beneficiaries`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extract import status as tense
from extract.columns import tables
from extract.figures import Count, Phrase, counts, phrase_at
from extract.groups import categories_of, head_categories, in_order, pattern
from extract.reading import Reading
from store.records import Block, Status

_NOBODY = ("people",)  # of whom no category is told
CONTEXT = 60  # characters before a figure in which a cue is looked for

NESTED = re.compile(
    r"(?<!\w)(?:dintre|din|printre|intre)\s+(?:care|acestia|acestea|acesti|aceste|ei|ele)(?!\w)[^.;]{0,30}\Z"
)
_YEAR = re.compile(r"\W*(?:anul\s+)?(?:19|20)\d\d\W*")
_LABEL = r"""
    (?: \A | (?<=[\s|(,;]) ) (?P<number> (?: numar(?:ul)? | nr\.? | total ) \s+ (?:total\s+)? (?:(?:de|al|a)\s+)? )?
    (?P<noun> (?:{nouns}) (?:lor|i|le)? ) (?!\w)
    (?P<rest> (?: \s+ [a-z-]+ ){{0,10}}? ) \s*
    (?: [:=|\t-] | (?P<paren> \( )
      | (?: a\s+crescut | creste | va\s+creste ) \s+ de\s+la \s+ \d+ \s+ la
      | (?: este | a\s+fost | a\s+ajuns | s-a\s+ridicat | se\s+(?:va\s+)?ridica
          | (?: va\s+ )? ajunge | va\s+fi
          | (?: (?: este | a\s+fost | e ) \s+ )? estimat ) \s+ (?: de | la ) )
    \s* \Z
"""
_HEADER = r"""
    \s* (?: (?: numar(?:ul)? | nr\.? ) \s+ (?: total \s+ )? (?: de \s+ )? )?
    (?P<group> (?P<noun> (?:{nouns}) (?:lor)? ) (?!\w) [^|\t\n]* )
"""
_OPENS = re.compile(r"(?:\A|[|\t;:,(•])\s*(?:[-*•·+]\s*)?\Z")
_AFTER_VALUE = re.compile(r"\s*(?:\Z|[,;.)\n|\t](?!\d)|\(|(?:din|in|si|dintre)\s)")
_BROKEN_LINE = re.compile(r"[ ]*(?:de[ ]*)?\Z")  # a page broken by hand parts a number from its noun
_COPULA = re.compile(r"[^.;:()\n\d]{0,50}?(?:\(\d[^()]{0,8}\))?\s(?:sunt|vor\s+fi|sa\s+fie|fiind)\s+")
_NO_COUNT = re.compile(r"%|(?<!\w)(?:grad|procent|pondere|rata|lei|euro|ron|buget|valoare\s+totala|cost)\w*")
_PURE_NUMBER = re.compile(r"\s*[\d. ,]{1,12}\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A figure before its status is known; places are in the folded text."""

    count: Count
    unit: tuple[int, int]
    group: tuple[int, int]
    evidence: tuple[int, int]
    categories: tuple[str, ...]
    rule: str
    confidence: float
    status: Status | None = None
    nested: bool = False
    rate: bool = False  # a day, a month: what a place can hold, unless somebody planned or did it
    decided: str = ""  # what told the status, for `found_by`


def counts_in(reading: Reading, block: Block) -> Iterator[Count]:
    """The numbers of a block, at their places in the whole text."""
    shift = block.start
    for count in counts(reading.folded[block.start : block.end]):
        yield replace(
            count,
            start=count.start + shift,
            number_start=count.number_start + shift,
            end=count.end + shift,
        )


def figure_at(reading: Reading, block: Block, count: Count) -> Found | None:
    """The figure of a number that has a noun or a label, or None."""
    phrase = phrase_at(reading.folded, count.end, _limit(reading, block, count))
    if phrase is not None:
        figure = _counted(reading, count, phrase)
        if phrase.categories != _NOBODY:
            return figure
        if predicate := _predicate(reading.folded, phrase.end, block.end):
            return replace(figure, categories=predicate)  # “36 de persoane vor fi șomeri”
        if not (label := _label_before(reading, block, count)):
            return figure
        told = in_order(_head(label["noun"]) | categories_of(label["noun"] + label["rest"], "modifier"))
        return replace(figure, categories=told)  # “Tineri de etnie romă: 41 de persoane”
    return _labelled(reading, block, count)


def _predicate(folded: str, place: int, limit: int) -> tuple[str, ...]:
    """The categories that a copula tells of a noun that ends at `place`: “vor fi șomeri”, “sunt de etnie romă”."""
    copula = _COPULA.match(folded, place, limit)
    if copula is None:
        return ()
    if told := phrase_at(folded, copula.end(), limit):
        return () if told.agent else told.categories
    modifier = pattern("groups", "modifier").match(folded, copula.end(), limit)
    return in_order(categories_of(modifier.group(), "modifier")) if modifier else ()


def _limit(reading: Reading, block: Block, count: Count) -> int:
    """Where the noun of a number is looked for: its block, or the next line when the number ends one."""
    after = block.end + 1
    if not _BROKEN_LINE.match(reading.folded, count.end, block.end) or after >= len(reading.folded):
        return block.end
    below = reading.block_at(after)
    broken = below.start == after and below.kind == block.kind == "paragraph"
    return below.end if broken and reading.text[after : after + 1].islower() else block.end


def _label_before(reading: Reading, block: Block, count: Count) -> re.Match[str] | None:
    low = max(block.start, count.start - CONTEXT - 30)
    label = _label().search(reading.folded[low : count.start])
    return label if label and label.group().rstrip().endswith((":", "=", "-")) else None


def _counted(reading: Reading, count: Count, phrase: Phrase) -> Found:
    nested = NESTED.search(reading.folded, max(0, count.start - CONTEXT), count.start) is not None
    return Found(
        count=count,
        unit=(phrase.start, phrase.noun_end),
        group=(phrase.start, phrase.end),
        evidence=(count.start, phrase.stated_end),
        categories=phrase.categories,
        rule="beneficiaries/agent-noun" if phrase.agent else "beneficiaries/number-noun",
        confidence=0.55 if phrase.agent else 0.85,
        nested=nested,
        rate=phrase.rate,
    )


def _labelled(reading: Reading, block: Block, count: Count) -> Found | None:
    """“Număr de beneficiari: 120”, “Numărul copiilor a fost de 85”, a cell “Tineri | 40”."""
    folded = reading.folded
    if 1900 <= count.value <= 2040 or not _AFTER_VALUE.match(folded, count.end, block.end):
        return None
    low = max(block.start, count.start - CONTEXT - 30)
    label = _label().search(folded[low : count.start])
    if label is None:
        return None
    start, end = low + label.start("noun"), low + label.end("noun")
    reach = max(block.start, start - CONTEXT)
    ahead = ("" if reach == block.start else "…") + folded[reach:start]
    paren = label["paren"] is not None
    if paren and not folded.startswith(")", count.end):
        return None
    if label["number"] is None and not paren and not _OPENS.search(ahead):
        return None
    rest = low + label.end("rest")
    stated = categories_of(folded[start:rest], "modifier")
    return Found(
        count=count,
        unit=(start, end),
        group=(start, rest),
        evidence=(start, count.end),
        categories=in_order(_head(folded[start:end]) | stated),
        rule="beneficiaries/label",
        confidence=0.7,
    )


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(_LABEL.format(nouns=_open_nouns()), re.VERBOSE)


@lru_cache(maxsize=1)
def _header() -> re.Pattern[str]:
    return re.compile(_HEADER.format(nouns=_open_nouns()), re.VERBOSE)


def _open_nouns() -> str:
    return pattern("groups", "noun").pattern.removesuffix(r"(?!\w)")


def _head(noun: str) -> frozenset[str]:
    """The categories of a noun, its genitive and its article included."""
    bare = (noun, noun.removesuffix("lor"), noun.removesuffix("le"), noun.removesuffix("i"))
    return next(filter(None, map(head_categories, bare)), frozenset())


def columns(reading: Reading) -> Iterator[Found]:
    """Numbers of a table: “Persoane ajutate” over “38.411”, “Tineri | 120 | 126” under “Planificat | Realizat”."""
    for header, rows in tables(reading):
        nouns = {i: _header().match(reading.folded, a, b) for i, (a, b) in enumerate(header)}
        told = {i: tense.header_says(reading.folded, a, b) for i, (a, b) in enumerate(header)}
        years = {i for i, cell in enumerate(header) if _YEAR.fullmatch(reading.folded[slice(*cell)])}
        shares = {i for i, (a, b) in enumerate(header) if _NO_COUNT.search(reading.folded, a, b)}
        for row in rows:
            named = _header().match(reading.folded, *row[0]) or _unit_cell(reading, row)
            for i, cell in enumerate(row):
                if i in shares or not _PURE_NUMBER.match(reading.folded[slice(*cell)]):
                    continue
                if i and named and (told.get(i) or i in years):
                    yield from _cell(reading, cell, named, told.get(i))
                elif noun := nouns.get(i):
                    yield from _cell(reading, cell, noun, told.get(i))


def _unit_cell(reading: Reading, row: tuple[tuple[int, int], ...]) -> re.Match[str] | None:
    """The cell of a unit of measure that holds a counted noun alone: “Servicii furnizate | persoane | 80 | 92”."""
    for low, high in row[1:]:
        found = _header().match(reading.folded, low, high)
        if found and not reading.folded[found.end("noun") : high].strip():
            return found
    return None


def _cell(reading: Reading, cell: tuple[int, int], noun: re.Match[str], status: Status | None) -> Iterator[Found]:
    inner = Block(kind="table_row", start=cell[0], end=cell[1])
    for count in list(counts_in(reading, inner))[:1]:
        title = noun.group()
        yield Found(
            count=count,
            unit=noun.span("noun"),
            group=noun.span("group"),
            evidence=(count.start, count.end),
            categories=in_order(_head(noun["noun"]) | categories_of(title, "modifier")),
            rule="beneficiaries/column",
            confidence=0.8 if status else 0.6,
            status=status or tense.heading_says(title, 0, len(title)) or tense.participle_says(title),
        )

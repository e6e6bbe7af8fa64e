"""The forms of a figure: a number before its noun, after its label, in a column, or as part of a whole.

Each form gives a `Found`; which of them count is decided in `extract.beneficiaries`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from extract import status as tense
from extract.columns import tables
from extract.figures import Count, Phrase, counts, phrase_at
from extract.groups import categories_of, head_categories, in_order, pattern
from extract.reading import Reading
from store.records import Block, Status

_CONTEXT = 60  # characters before a figure in which a cue is looked for
_WHOLE = 300  # characters between a part and its whole
_FAR = 2000  # characters; a whole is never farther off
_LONGEST_LIST = 100  # lines
_LIST = 6  # lines between a whole and the list of its parts

_PART_RULE = "beneficiaries/part"
_NESTED = re.compile(
    r"(?<!\w)(?:dintre|din|printre|intre)\s+(?:care|acestia|acestea|acesti|aceste|ei|ele)(?!\w)[^.;]{0,30}\Z"
)
_PART = re.compile(
    r"""
    \s* (?: \( [^()\n]{1,20} \) \s* )?
    (?P<words> (?: dintre\s+(?:ei|ele|acestia|acestea) | (?:de|din|cu|fara|in)\s+\w+ | (?:sunt|(?:si-|s-)?au|vor)\s )
      [^.;:()\n,]{0,60} )
    """,
    re.VERBOSE,
)
_OF_THEM = re.compile(r"\s+dintre\s+(?:ei|ele|acestia|acestea)(?!\w)")
_VERB = re.compile(r"\s+(?:(?:s-|si-|le-|i-)?au|vor|sunt)\s+\w")
_GOES_ON = re.compile(r"(?:,|;|(?<!\w)(?:iar|dar|si))\s+\Z")
_PLANNED = re.compile(r"\s+(?:planificat|propus|prevazut|estimat|preconizat|asumat)\w*")  # “față de 1.000 planificate”
_OTHERS = re.compile(r"(?<!\w)(?:alti|alte|inca\s+(?:alti|alte))\s+\Z")  # “60 de elevi și meditații pentru alți 35”
_REST = re.compile(
    r"""(?P<words>) (?= \s*[.,;)] | \s*\Z
      | \s+ (?: (?:planificat|propus|prevazut|estimat|preconizat|asumat)\w*
                 | au | vor | sunt | si | iar | din | de\s+la ) (?!\w) )""",
    re.VERBOSE,
)
_YEAR = re.compile(r"\W*(?:anul\s+)?(?:19|20)\d\d\W*")
_NO_PART = re.compile(
    r"\s*(?:de\s+)?(?:lei|ron|euro|eur|ore|zile|luni|ani|ha|km|mp|puncte|locuri|paturi|mii|la\s+suta|%)"
)
_ITEM_NUMBER = re.compile(r"\s*[-•*·○▪●►✓➢>+]\s*\Z")
_LABEL = r"""
    (?: \A | (?<=[\s|(,;]) ) (?P<number> (?: numar(?:ul)? | nr\.? | total ) \s+ (?:total\s+)? (?:(?:de|al|a)\s+)? )?
    (?P<noun> (?:{nouns}) (?:lor)? ) (?!\w)
    (?P<rest> (?: \s+ [a-z-]+ ){{0,6}}? ) \s*
    (?: [:=|\t-] | (?: este | a\s+fost | a\s+ajuns | s-a\s+ridicat | ajunge | va\s+fi ) \s+ (?: de | la ) )
    \s* \Z
"""
_HEADER = r"""
    \s* (?: (?: numar(?:ul)? | nr\.? ) \s+ (?: total \s+ )? (?: de \s+ )? )?
    (?P<group> (?P<noun> (?:{nouns}) (?:lor)? ) (?!\w) [^|\t\n]* )
"""
_OPENS = re.compile(r"(?:\A|[|\t;,(•])\s*(?:[-*•·+]\s*)?\Z")
_AFTER_VALUE = re.compile(r"\s*(?:\Z|[,;.)\n|\t](?!\d)|\(|(?:din|in|si|dintre)\s)")
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


def figure_at(reading: Reading, block: Block, count: Count, before: list[Found]) -> Found | None:
    """The figure that a number tells, by the surest rule, or None; `before` are those found so far."""
    phrase = phrase_at(reading.folded, count.end, block.end)
    if phrase is not None:
        return _counted(reading, count, phrase)
    return _labelled(reading, block, count) or _part(reading, block, count, before)


def _counted(reading: Reading, count: Count, phrase: Phrase) -> Found:
    nested = _NESTED.search(reading.folded, max(0, count.start - _CONTEXT), count.start) is not None
    return Found(
        count=count,
        unit=(phrase.start, phrase.noun_end),
        group=(phrase.start, phrase.end),
        evidence=(count.start, phrase.stated_end),
        categories=phrase.categories,
        rule="beneficiaries/agent-noun" if phrase.agent else "beneficiaries/number-noun",
        confidence=0.55 if phrase.agent else 0.85,
        nested=nested,
    )


def _labelled(reading: Reading, block: Block, count: Count) -> Found | None:
    """“Număr de beneficiari: 120”, “Numărul copiilor a fost de 85”, a cell “Tineri | 40”."""
    folded = reading.folded
    if 1900 <= count.value <= 2040 or not _AFTER_VALUE.match(folded, count.end, block.end):
        return None
    low = max(block.start, count.start - _CONTEXT - 30)
    label = _label().search(folded[low : count.start])
    if label is None:
        return None
    start, end = low + label.start("noun"), low + label.end("noun")
    reach = max(block.start, start - _CONTEXT)
    ahead = ("" if reach == block.start else "…") + folded[reach:start]
    if label["number"] is None and not _OPENS.search(ahead):
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
    """The categories of a noun, its genitive included."""
    return head_categories(noun) or head_categories(noun.removesuffix("lor"))


def _part(reading: Reading, block: Block, count: Count, before: list[Found]) -> Found | None:
    """A figure without a noun takes its whole's: “din care 50 de etnie romă”, a bullet “– 45 din sate”."""
    folded = reading.folded
    if not before or _NO_PART.match(folded, count.end, block.end):
        return None
    nested = _is_nested(folded, block, count)
    marked = _ITEM_NUMBER.match(folded, block.start, count.start) is not None
    item = not nested and (marked or (block.kind == "list_item" and block.start == count.start))
    opening = _above_list(reading, block) if item else None
    near = list(takewhile(lambda f: count.start - f.count.end <= _FAR, reversed(before)))
    if opening is not None:  # a list parts what stands above it, not its own items
        near = [f for f in near if f.count.start < opening.end]
    whole = next((f for f in near if f.rule != _PART_RULE), None)
    if whole is None:
        return None
    others = not (nested or item) and _is_another(folded, block, count)
    if not (nested or item):
        nested = others or _of_the_whole(reading, whole, count)
    if nested and count.start - whole.count.end > _WHOLE:
        return None
    if item and (
        opening is None
        or block.start - whole.count.end > _LIST * 200
        or folded[whole.count.end : block.start].count("\n") > _LIST
    ):
        return None
    if not (nested or item) or (count.value > (whole.count.value_max or whole.count.value) and not others):
        return None
    part = (_REST if others else _PART).match(folded, count.end, block.end)
    if part is None:
        return None
    stated = categories_of(part["words"], "modifier")
    if item and not nested and not stated and not part["words"].startswith(("din ", "dintre ", "in ", "cu ")):
        return None
    return Found(
        count=count,
        unit=whole.unit,
        group=whole.group,
        evidence=(count.start, part.end("words")) if stated else (count.start, count.end),
        categories=in_order(frozenset(whole.categories) | stated),
        rule=_PART_RULE,
        confidence=0.5,
        nested=True,
    )


def _is_nested(folded: str, block: Block, count: Count) -> bool:
    """“dintre care 40”, “40 dintre ei”; “doi dintre ei” are known persons."""
    if _NESTED.search(folded, max(block.start, count.start - _CONTEXT), count.start):
        return True
    return count.value > 2 and _OF_THEM.match(folded, count.end, block.end) is not None


def _is_another(folded: str, block: Block, count: Count) -> bool:
    """A figure of the same noun that is no part of the first one: “alți 35”, “față de 1.000 planificate”."""
    if _OTHERS.search(folded, max(block.start, count.start - _CONTEXT), count.start):
        return True
    return _PLANNED.match(folded, count.end, block.end) is not None


def _of_the_whole(reading: Reading, whole: Found, count: Count) -> bool:
    """“Din cele 80 de femei consiliate, 34 și-au găsit …”, “…, iar 34 au găsit”: only a verb follows."""
    low = reading.sentence_at(count.start)[0]
    if whole.count.start < low or _VERB.match(reading.folded, count.end) is None:
        return False
    return _GOES_ON.search(reading.folded, whole.count.end, count.start) is not None


def _above_list(reading: Reading, block: Block) -> Block | None:
    """The line above the list that holds `block`, if it ends in a colon."""
    index = reading.block_index(block.start) - 1
    top = max(index - _LONGEST_LIST, -1)
    while index > top and tense.is_list_item(reading, reading.blocks[index]):
        index -= 1
    if index <= top:
        return None
    above = reading.blocks[index]
    return above if reading.folded[above.start : above.end].rstrip().endswith((":", "care")) else None


def columns(reading: Reading) -> Iterator[Found]:
    """Numbers of table columns whose header is a counted noun: “Persoane ajutate” over “38.411”."""
    for header, rows in tables(reading):
        nouns = {i: _header().match(reading.folded, a, b) for i, (a, b) in enumerate(header)}
        told = {i: tense.header_says(reading.folded, a, b) for i, (a, b) in enumerate(header)}
        years = {i for i, cell in enumerate(header) if _YEAR.fullmatch(reading.folded[slice(*cell)])}
        for row in rows:
            for i, noun in nouns.items():
                if noun and i < len(row) and _PURE_NUMBER.match(reading.folded[slice(*row[i])]):
                    yield from _cell(reading, row[i], noun)
            named = _header().match(reading.folded, *row[0])
            for i, cell in enumerate(row):
                if i and named and (told.get(i) or i in years) and _PURE_NUMBER.match(reading.folded[slice(*cell)]):
                    yield from _cell(reading, cell, named)


def _cell(reading: Reading, cell: tuple[int, int], noun: re.Match[str]) -> Iterator[Found]:
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
            confidence=0.6,
            status=tense.heading_says(title, 0, len(title)) or tense.participle_says(title),
        )

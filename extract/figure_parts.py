"""Figures without a noun of their own, which take that of another figure: parts, planned numbers, pronouns.

“180 de elevi, dintre care 40 cu dizabilități” is a part, “față de cei 60 prevăzuți” another number of the same
noun, and in “s-au înscris 80 de persoane, iar 52 au fost admise” only a verb stands beside the number.
"""

import re
from itertools import takewhile

from extract import status as tense
from extract.figure_forms import CONTEXT, NESTED, Found
from extract.figures import Count, phrase_at
from extract.groups import categories_of, in_order, pattern
from extract.planned_numbers import is_planned_number, planned_after
from extract.reading import Reading
from store.records import Block

_WHOLE = 300  # characters between a part and its whole
_FAR = 2000  # characters; a whole is never farther off
_LONGEST_LIST = 100  # lines
_LIST = 6  # lines between a whole and the list of its parts

_RULE = "beneficiaries/part"
_PART = re.compile(
    r"""
    \s* (?: \( [^()\n]{1,20} \) \s* )?
    (?P<words> (?: dintre\s+(?:ei|ele|acestia|acestea) | (?:de|din|cu|fara|in)\s+\w+ | (?:sunt|(?:si-|s-)?au|vor)\s
                | \w{4,}[st](?:i|e)(?!\w)(?!\s+de\s) )                   # 145 incluși în grădinițe
      [^.;:()\n,]{0,60} )
    """,
    re.VERBOSE,
)
_DONE = re.compile(r"\w{4,}[st](?:i|e)(?!\w)(?!\s+de\s)")  # “două vizite de studiu” is none
_ARE = re.compile(r"\s*(?:sunt|erau|vor fi|fiind)\s+(?:de\s+)?")
_OF_THEM = re.compile(r"\s+dintre\s+(?:ei|ele|acestia|acestea)(?!\w)")
_GOES_ON = re.compile(  # …, iar 34 au găsit · …; la final, 43 au obținut · …, dar numai 88 au fost incluse
    r"""(?: [,;] | (?<!\w) (?: si | iar | dar | insa | numai | doar | abia | deja | inca | efectiv | alti | alte
                             | ceilalti | celelalte | restul\s+de ) ) \s+ \Z""",
    re.VERBOSE,
)
_OTHERS = re.compile(r"(?<!\w)(?:alti|alte|inca\s+(?:alti|alte))\s+\Z")  # “60 de elevi și meditații pentru alți 35”
_REST = re.compile(
    r"""(?P<words>) (?= \s*[.,;)] | \s*\Z | \s+ (?: au | vor | sunt | si | iar | din | de\s+la ) (?!\w) )""",
    re.VERBOSE,
)
_AFTER_VERB = re.compile(  # … au fost admise 52.
    r"""(?<!\w) (?: (?:s-|si-|le-)?(?:au|am|a) | (?:vor|va)\s+fi ) (?: \s+fost )? \s+ \w{3,}
        (?: \s+(?:doar|numai|deja) )? \s+ \Z""",
    re.VERBOSE,
)
_THEIR_NUMBER = re.compile(
    r"(?<!\w)numar(?:ul)?\s+(?:lor|acestora)(?:\s+\w+){0,4}\s+(?:la|de)\s+\Z"
)  # … să ajungă la 300
_ENDS = re.compile(r"(?P<words>)\s*(?:[.;)]|\Z)")
_NO_PART = re.compile(
    r"\s*(?:de\s+)?(?:lei|ron|euro|eur|ore|zile|luni|ani|ha|km|mp|puncte|locuri|paturi|mii|la\s+suta|%)(?!\w)"
)
_ITEM_NUMBER = re.compile(r"\s*[-•*·○▪●►✓➢>+]\s*\Z")


def part_at(reading: Reading, block: Block, count: Count, before: list[Found]) -> Found | None:
    """The figure of a number that has no noun, or None; `before` are the figures found so far."""
    folded = reading.folded
    if not before or _NO_PART.match(folded, count.end, block.end):
        return None
    item = _is_item(folded, block, count) and not _is_nested(folded, block, count)
    opening = _above_list(reading, block) if item else None
    near = list(takewhile(lambda f: count.start - f.count.end <= _FAR, reversed(before)))
    if opening is not None:  # a list parts what stands above it, not its own items
        near = [f for f in near if f.count.start < opening.end]
    wholes = [f for f in near if f.rule != _RULE]
    if _is_nested(folded, block, count):  # “120 de copii din 3 comune, dintre care 28 …”: the whole is the larger one
        wholes = [f for f in wholes if count.value <= _most(f)]
    whole = next(iter(wholes), None)
    if whole is None:
        return None
    if not item:
        return _beside(reading, block, count, whole)
    if opening is None or block.start - whole.count.end > _LIST * 200 or count.value > _most(whole):
        return None
    if folded[whole.count.end : block.start].count("\n") > _LIST:
        return None
    part = _PART.match(folded, count.end, block.end)
    if part is None:
        return None
    said = part["words"].startswith(("din ", "dintre ", "in ", "cu ")) or _DONE.match(part["words"])
    return _found(count, whole, part) if said or categories_of(part["words"], "modifier") else None


def _beside(reading: Reading, block: Block, count: Count, whole: Found) -> Found | None:
    """A part or another number of a whole that stands in the same sentence or just before it."""
    folded = reading.folded
    if count.start - whole.count.end > _WHOLE:
        return None
    if is_planned_number(folded, count.start, count.end) or _is_another(folded, block, count):
        part = _REST.match(folded, count.end, block.end) or planned_after(folded, count.end, block.end)
        return _found(count, whole, part) if part else None
    verb = pattern("status", "finite").match(folded, count.end + 1, block.end)
    if _is_nested(folded, block, count):
        part = _PART.match(folded, count.end, block.end) or verb
        return _found(count, whole, part) if part and count.value <= _most(whole) else None
    if whole.count.start < reading.sentence_at(count.start)[0]:
        return None
    if verb and _GOES_ON.search(folded, whole.count.end, count.start):
        return _found(count, whole, _PART.match(folded, count.end, block.end) or verb)
    ends = _ENDS.match(folded, count.end, block.end)
    if ends is None or not any(
        cue.search(folded, whole.evidence[1], count.start) for cue in (_AFTER_VERB, _THEIR_NUMBER)
    ):
        return None
    return _found(count, whole, ends)


def _most(whole: Found) -> int:
    return whole.count.value_max or whole.count.value


def _found(count: Count, whole: Found, part: re.Match[str]) -> Found:
    """The figure, with the categories that the words of its part add, or with the noun that they call it by."""
    if named := _named(count, whole, part.string):
        return named
    words = part.groupdict().get("words") or ""
    stated = categories_of(words, "modifier")
    return Found(
        count=count,
        unit=whole.unit,
        group=whole.group,
        evidence=(count.start, part.end("words")) if stated else (count.start, count.end),
        categories=in_order(frozenset(whole.categories) | stated),
        rule=_RULE,
        confidence=0.5,
        nested=True,
    )


def _named(count: Count, whole: Found, folded: str) -> Found | None:
    """“900 de persoane, dintre care 300 sunt copii”: the part has a noun of its own."""
    copula = _ARE.match(folded, count.end)
    noun = phrase_at(folded, copula.end(), count.end + CONTEXT) if copula else None
    if noun is None or noun.agent:
        return None
    return Found(
        count=count,
        unit=(noun.start, noun.noun_end),
        group=(noun.start, noun.end),
        evidence=(count.start, noun.stated_end),
        categories=in_order(frozenset(whole.categories) | frozenset(noun.categories)),
        rule=_RULE,
        confidence=0.5,
        nested=True,
    )


def _is_item(folded: str, block: Block, count: Count) -> bool:
    """Whether the number opens a line of a list."""
    marked = _ITEM_NUMBER.match(folded, block.start, count.start) is not None
    return marked or (block.kind == "list_item" and block.start == count.start)


def _is_nested(folded: str, block: Block, count: Count) -> bool:
    """“dintre care 40”, “40 dintre ei”; “doi dintre ei” are known persons."""
    if NESTED.search(folded, max(block.start, count.start - CONTEXT), count.start):
        return True
    return count.value > 2 and _OF_THEM.match(folded, count.end, block.end) is not None


def _is_another(folded: str, block: Block, count: Count) -> bool:
    """A figure of the same noun that is no part of the first one: “alți 35”."""
    return _OTHERS.search(folded, max(block.start, count.start - CONTEXT), count.start) is not None


def _above_list(reading: Reading, block: Block) -> Block | None:
    """The line above the list that holds `block`, if it ends in a colon."""
    index = reading.block_index(block.start) - 1
    top = max(index - _LONGEST_LIST, -1)
    while index > top and tense.is_list_item(reading, reading.blocks[index]) and not _opens(reading, index):
        index -= 1
    if index <= top:
        return None
    return reading.blocks[index] if _opens(reading, index) else None


def _opens(reading: Reading, index: int) -> bool:
    """Whether a line, be it an item itself, opens a list: “370 de părinți, din care:”."""
    block = reading.blocks[index]
    return reading.folded[block.start : block.end].rstrip().endswith((":", "care"))

"""Numbers of a list whose currency stands at one of its sums alone: “120.000 euro, din care 100.000 grant”.

A number beside a sum may be anything; it is money when words call it a share, when it is written as money is behind
“din care”, when it is what the shares leave of the whole, when it is joined to a sum (“12.500, 8.400 și 3.100 lei”), or
when it ends a line with a label of money under lines that do so with a currency. Not a component.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extract.amount_forms import YEAR, Sum, factor_of, times
from extract.amount_labels import is_share, last_label
from extract.bounds import Bounds
from extract.places import Places
from extract.reading import Reading
from romanian.numerals import parse_number

# “120.000 euro, din care 100.000 grant”: a number without its currency
_BARE_NUMBER = re.compile(
    r"""
    (?<![\w.,/-])
    (?: (?P<number> \d{1,3} (?:[. ]\d{3}){1,4} (?:,\d{1,2})? | \d{1,3} (?:,\d{3}){1,4} \.\d{2}
                  | \d{3,12} (?:,\d{1,2})? )
      | (?P<few> \d{1,3} (?:,\d{1,3})? ) \s (?:de\s)? (?P<multiplier> mii | milioane | mil\.? | miliarde ) )
    (?! [\w%/] | [.,]\d | \s?% )
    """,
    re.VERBOSE,
)
_REACH = 240  # characters between a sum and the next item of its list
# what begins the parts of a sum
_PART_BEGINS = re.compile(
    r"[^\d.]{0,60}(?<!\w)(?:din|dintre)\s+(?:care|acestia|acesti\s+bani)(?:\s+(?:doar|numai|peste|circa|aproximativ))?\s+\Z"
)
# what may stand behind such a number when it is money: no counted noun
_PART_GOES_ON = re.compile(
    r"""\s* (?: \Z | [,;.)(:] | - | (?: este | sunt | e | au | a | vor | va | vin\w* | provin\w* | reprezint\w+
      | reprezentand | fiind | s-a | s-au | pentru | din | de\s+la | prin | catre | la | grant\w* | nerambursabil\w*
      | finantar\w+ | contributi\w+ | cofinantar\w+ )(?!\w) )""",
    re.VERBOSE,
)
_WRITTEN_AS_MONEY = re.compile(r"\d{1,3}(?:[. ]\d{3}){1,4}(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+\.\d{2}|\d+,\d{2}")
# 12.500, 8.400 și 3.100 lei
_JOINED = re.compile(
    r"(?:(?<=[\s(:])|\A)(?P<number>\d{1,3}(?:\.\d{3}){1,3}(?:,\d{1,2})?)\s*(?:,|;|\s(?:si|sau|respectiv))\s+\Z"
)
_JOINED_REACH = 30  # characters
# “– valoare neeligibilă – 382.323,31”, under lines with a currency
_LABEL_LINE = re.compile(
    r"\W*(?P<label>[^\d|]{3,90}?)(?:\s*[:=]\s*|\s+-\s+)(?P<number>\d{1,3}(?:[. ]\d{3}){1,4}(?:,\d{1,2})?)[ ;.]*\Z"
)
_LINES_APART = 3


def list_sums(reading: Reading, sums: list[Sum], taken: Places) -> Iterator[Sum]:
    """The sums of lists that lack a currency of their own; `sums` are those that have one, in the order of the text."""
    for index, whole in enumerate(sums):
        following = sums[index + 1].start if index + 1 < len(sums) else len(reading.folded)
        for found in (
            *_joined(reading, whole),
            *_parts(reading, whole, following),
            *_next_line(reading, whole, following),
        ):
            if not taken.overlap(found.start, found.end):
                taken.add(found.start, found.end)
                yield found


def _like(whole: Sum, start: int, end: int, value: Decimal) -> Sum:
    """A sum in the currency of another one."""
    return replace(
        whole, start=start, end=end, value=value, value_max=None, bounds=Bounds(start=start, end=start), role=None
    )


def _parts(reading: Reading, whole: Sum, following: int) -> Iterator[Sum]:
    """Numbers behind a sum that are shares of it, and smaller."""
    _, sentence_end = reading.sentence_at(whole.end)
    left = whole.value
    last = whole.end
    for match in _BARE_NUMBER.finditer(reading.folded, whole.end, min(sentence_end, whole.end + _REACH, following)):
        if YEAR.fullmatch(match.group()):
            continue
        value = times(parse_number(match["number"] or match["few"]), factor_of(match["multiplier"]))
        if value >= whole.value:
            continue
        rest = last > whole.end and value == left
        if rest or _is_part(reading.folded, last, match) or is_share(reading.folded, last, *match.span()):
            left, last = left - value, match.end()
            yield _like(whole, *match.span(), value)


def _is_part(folded: str, left: int, match: re.Match[str]) -> bool:
    """Whether a number that counts nothing has a multiplier, or is written as money behind “din care”."""
    if _PART_GOES_ON.match(folded, match.end()) is None:
        return False
    if match["few"]:
        return True  # “… și 1,2 milioane din donații”: nothing else goes uncounted in millions
    begun = _PART_BEGINS.match(folded, left, match.start())
    return begun is not None and _WRITTEN_AS_MONEY.fullmatch(match["number"]) is not None


def _joined(reading: Reading, last: Sum) -> Iterator[Sum]:
    """Numbers before a sum that share its currency, from right to left."""
    if last.value_max is not None or last.start != last.figure_start:
        return
    start = last.start
    for _ in range(8):
        low = max(start - _JOINED_REACH, reading.block_at(start).start)
        match = _JOINED.search(reading.folded[low:start])
        if match is None:
            return
        begin, end = low + match.start("number"), low + match.end("number")
        yield _like(last, begin, end, parse_number(match["number"]))
        start = begin


def _next_line(reading: Reading, above: Sum, following: int) -> Iterator[Sum]:
    """Labelled numbers that end the lines under a line that ends with a sum."""
    index = reading.block_index(above.start)
    if reading.folded[above.end : reading.blocks[index].end].strip(" ;.,)"):
        return
    for block in reading.blocks[index + 1 : index + 1 + _LINES_APART]:
        line = _LABEL_LINE.match(reading.folded[block.start : block.end])
        if block.start >= following or (line is not None and block.kind == "table_row"):
            return
        if line is not None and last_label(line["label"]):
            start, end = line.span("number")
            yield _like(above, block.start + start, block.start + end, parse_number(line["number"]))

"""Money: sums in any currency and spelling, and the role that the words around them give.

A sum is found by its currency, so glued and broken numbers do no harm. Its role comes from the label before
it or behind it; `extract.amount_roles` knows the labels.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.language import Language
from spacy.tokens import Doc

from extract import amount_roles
from extract.amount_forms import (
    CELL_NUMBER,
    CURRENCY_FIRST,
    CURRENCY_IN_HEADER,
    CURRENCY_IN_LABEL,
    NUMBER_FIRST,
    RATE,
    YEAR,
    currency_of,
    factor_of,
    is_plausible,
    lowest_of,
    times,
    value_of,
)
from extract.amount_labels import is_share
from extract.asides import asides
from extract.bounds import Bounds, bounds_before, named_bound
from extract.places import Places
from extract.reading import Reading
from romanian.numerals import parse_number
from store.records import Amount, AmountRole, Block

_NEW_LEI_SINCE = 2005  # Law 348/2004: 10,000 old lei became one new leu on 1 July 2005
# “a crescut de la 20.000 la 30.000 de lei” is no range but two times
_GROWTH = re.compile(
    r"(?<!\w)(?:a\s+)?(?:cresc|crest|majo?r|scad|scaz|redus|urc|ajuns|suplimentat|trec|sari)\w*[^.;]{0,40}\Z"
)
_GROWTH_REACH = 60  # characters
# “120.000 euro, din care 100.000 grant”: a number without its currency, between labels of shares
_BARE_NUMBER = re.compile(
    r"""
    (?<![\w.,/-])
    (?: (?P<number> \d{1,3} (?:[. ]\d{3}){1,4} (?:,\d{1,2})? | \d{3,12} (?:,\d{1,2})? )
      | (?P<few> \d{1,3} (?:,\d{1,3})? ) \s (?:de\s)? (?P<multiplier> mii | milioane | mil\.? | miliarde ) )
    (?! [\w%/] | [.,]\d | \s?% )
    """,
    re.VERBOSE,
)
_LIST_REACH = 160  # characters between a sum and the next item of its list


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A sum of money at its place in the folded text, before its role is known."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    currency: str
    bounds: Bounds
    role: AmountRole | None = None  # when its table column says it

    @property
    def figure_start(self) -> int:
        """Where the number begins, behind “aproximativ” and the like."""
        return self.bounds.end


def find_amounts(reading: Reading) -> list[Amount]:
    """Every sum of money in the document with its role, in the order of the text; links come later."""
    beside = asides(reading)
    sums = sorted((s for s in _sums(reading) if not beside.overlap(s.start, s.end)), key=lambda s: s.start)
    roles = amount_roles.roles(reading, [(s.figure_start, s.end) for s in sums])
    roles = amount_roles.with_parts([s.value for s in sums], roles)
    return [
        Amount(
            value=s.value,
            value_max=s.value_max,
            currency=s.currency,
            role=s.role or role.role,
            approximate=s.bounds.approximate,
            bound=s.bounds.bound,
            evidence=reading.span(s.start, s.end),
            confidence=role.confidence,
            found_by=f"amounts/{'column' if s.role else role.cue}",
        )
        for s, role in zip(sums, roles, strict=True)
    ]


def _sums(reading: Reading) -> Iterator[Sum]:
    old_lei = _is_from_the_time_of_old_lei(reading)
    taken = Places(match.span() for match in RATE.finditer(reading.folded))
    found: list[Sum] = []
    for pattern in (NUMBER_FIRST, CURRENCY_IN_LABEL, CURRENCY_FIRST):
        for match in pattern.finditer(reading.folded):
            one = _sum(reading, match, old_lei=old_lei)
            if one is not None and not taken.overlap(one.start, one.end):
                taken.add(one.start, one.end)
                found.append(one)
    yield from found
    yield from _table_sums(reading, taken)
    yield from _without_currency(reading, sorted(found, key=lambda s: s.start), taken)


def _sum(reading: Reading, match: re.Match[str], *, old_lei: bool) -> Sum | None:
    value = value_of(match)
    if value is None:
        return None
    currency = currency_of(match)
    if currency == "RON" and old_lei and match["RON"] != "ron":
        currency = "ROL"
    lowest = lowest_of(match, value)
    start = _start(match)
    bounds = bounds_before(reading.folded, start)
    if lowest is not None:
        if match["from"] and _GROWTH.search(reading.folded, max(start - _GROWTH_REACH, 0), start):
            start = match.start("number")
            lowest, value_max, bounds = value, None, Bounds(start=start, end=start)
        else:
            value_max, bounds = value, replace(bounds, bound=None)
        if value_max is not None and lowest >= value:
            return None
        return Sum(
            start=bounds.start, end=match.end(), value=lowest, value_max=value_max, currency=currency, bounds=bounds
        )
    if bounds.bound is None:
        sentence, _ = reading.sentence_at(start)
        bounds = replace(bounds, bound=named_bound(reading.folded, sentence, bounds.start))
    return Sum(start=bounds.start, end=match.end(), value=value, value_max=None, currency=currency, bounds=bounds)


def _start(match: re.Match[str]) -> int:
    """Where a sum begins: its label, when the currency stands in it, is no part of it."""
    if match.re is CURRENCY_IN_LABEL:
        return match.start("number")
    return match.start("left") if match.re is NUMBER_FIRST and match["left"] else match.start()


def _without_currency(reading: Reading, sums: list[Sum], taken: Places) -> Iterator[Sum]:
    """Items of a list whose currency stands at its first sum: they are shares, and smaller than it."""
    for index, whole in enumerate(sums):
        _, sentence_end = reading.sentence_at(whole.end)
        following = sums[index + 1].start if index + 1 < len(sums) else sentence_end
        reach = min(sentence_end, whole.end + _LIST_REACH, max(following, whole.end))
        for match in _BARE_NUMBER.finditer(reading.folded, whole.end, reach):
            if YEAR.fullmatch(match.group()) or taken.overlap(*match.span()):
                continue
            value = times(parse_number(match["number"] or match["few"]), factor_of(match["multiplier"]))
            if value >= whole.value or not is_share(reading.folded, whole.end, *match.span()):
                continue
            taken.add(*match.span())
            nowhere = Bounds(start=match.start(), end=match.start())
            yield replace(whole, start=match.start(), end=match.end(), value=value, value_max=None, bounds=nowhere)


def _is_from_the_time_of_old_lei(reading: Reading) -> bool:
    """Whether lei are old lei: no year since the new leu is spoken of, and the page is not newer either."""
    published = reading.document.published
    if published is not None and published >= f"{_NEW_LEI_SINCE}-07":
        return False
    years = [int(m.group()) for m in YEAR.finditer(reading.folded)]
    return max(years, default=0) < _NEW_LEI_SINCE and (bool(years) or published is not None)


def _table_sums(reading: Reading, taken: Places) -> Iterator[Sum]:
    """Numbers in cells whose column header names a currency: they take it, its multiplier and its role."""
    header: Block | None = None
    for row, below in zip(reading.blocks, (*reading.blocks, None)[1:], strict=True):
        if row.kind != "table_row" or not row.cells:
            header = None
        elif row.header or header is None:
            header = row
        elif len(row.cells) == len(header.cells):  # with joined cells there is no telling the column of a number
            in_parts = _continues(row) or (below is not None and _continues(below))
            for column, cell in zip(header.cells, row.cells, strict=True):
                found = _cell_sum(reading, column, cell, row.cells[0])
                if found is None or taken.overlap(found.start, found.end):
                    continue
                yield replace(found, role="other") if in_parts and found.role == "total" else found


def _continues(row: Block) -> bool:
    """A row whose first cell is empty goes on with what the row above began: its sums are parts."""
    return bool(row.cells) and row.cells[0][0] == row.cells[0][1]


def _cell_sum(
    reading: Reading, column: tuple[int, int], cell: tuple[int, int], first_cell: tuple[int, int]
) -> Sum | None:
    title = reading.folded[slice(*column)]
    named = CURRENCY_IN_HEADER.search(title)
    number = CELL_NUMBER.fullmatch(reading.folded, *cell)
    if named is None or number is None:
        return None
    value = times(parse_number(number["number"]), factor_of(named["multiplier"]))
    if value != 0 and not is_plausible(value):
        return None
    start, end = number.span("number")
    return Sum(
        start=start,
        end=end,
        value=value,
        value_max=None,
        currency=currency_of(named),
        bounds=Bounds(start=start, end=start),
        role=amount_roles.column_role(title, reading.folded[slice(*first_cell)]),
    )


@Language.component("fondoscop_amounts")
def amounts_component(doc: Doc) -> Doc:
    """Sets `doc._.amounts`."""
    doc._.amounts = find_amounts(doc._.reading)
    return doc

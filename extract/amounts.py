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
from extract.bounds import Bounds, bounds_before, named_bound
from extract.places import Places
from extract.reading import Reading
from romanian.numerals import NUMBER, NUMBER_WORDS, parse_number, parse_number_words
from store.records import Amount, AmountRole, Block

# Old lei come first, or “lei vechi” would be read as lei.
_CURRENCIES = {
    "ROL": r"lei\s+vechi|lei\s+\(?rol\)?|rol",
    "RON": r"ron|lei(?:\s+noi)?|leu",
    "EUR": r"euro?|€",
    "USD": r"dolari(?:\s+(?:sua|americani))?|usd|us\s?\$|\$",
    "CHF": r"chf|franci(?:\s+elvetieni)?",
    "GBP": r"gbp|lire(?:\s+sterline)?|£",
    "HUF": r"huf|forinti",
    "NOK": r"nok|coroane\s+norvegiene",
}
_CURRENCY = "|".join(f"(?P<{code}>{pattern})" for code, pattern in _CURRENCIES.items())
_ANY_CURRENCY = "|".join(_CURRENCIES.values())
_MULTIPLIER = r"sute\s+de\s+mii|mii|mie|milioane|milion|mil\b\.?|miliarde|miliard|mld\b\.?"

# 2,5 milioane de euro · 500 mii lei · 1.137.174,76 lei · patru milioane de lei · 854366,50 lei
_NUMBER_FIRST = re.compile(
    rf"""
    (?: (?: intre \s+ (?P<low>{NUMBER}) \s*
            (?: (?:{_MULTIPLIER}) \s+ )? (?: (?:{_ANY_CURRENCY}) \s+ )? (?: si | - ) \s* )
      | (?: (?<![\d.,/]) (?P<left>{NUMBER}) \s? - \s? (?=\d) ) )?
    (?: (?<!\d) (?<!\d[.,/]) (?P<number>{NUMBER})
      | (?<!\w) (?!(?:sute|mii|milioane|miliarde)\b) (?P<words>{NUMBER_WORDS})
      | (?<!\w) (?P<half>jumatate) \s+ de )
    (?: \s* (?P<multiplier>{_MULTIPLIER}) (?!\w) )?
    \s* (?: (?: de | in ) \s+ )?
    (?: {_CURRENCY} ) (?![\w])
    """,
    re.VERBOSE,
)
# EUR 486.120,50 · € 1,117,788.09
_CURRENCY_FIRST = re.compile(
    rf"""
    (?<!\w) (?<!\d\ ) (?: {_CURRENCY} ) (?: (?<=[€$£]) | \  ) \ ? (?P<number>{NUMBER}) (?! [\d.,]*\d )
    (?: \s (?P<multiplier>{_MULTIPLIER}) (?!\w) )? (?! \s* (?:{_ANY_CURRENCY}) (?!\w) )
    """,
    re.VERBOSE,
)
_CURRENCY_IN_HEADER = re.compile(
    rf"(?<!\w)(?:(?P<multiplier>{_MULTIPLIER})\s+(?:de\s+)?)?(?:{_CURRENCY})(?!\w)", re.VERBOSE
)
_CELL_NUMBER = re.compile(rf"\s*(?P<number>{NUMBER})\s*", re.VERBOSE)
# 1 EUR = 5,05 lei: an exchange rate is no sum
_RATE = re.compile(
    rf"(?<![\d.,]) 1 (?:[.,]0{{1,4}})? \s? (?:{_ANY_CURRENCY}) \s* = \s* {NUMBER} \s* (?:{_ANY_CURRENCY}) (?!\w)",
    re.VERBOSE,
)
_MOST_DIGITS = 15  # before the decimals; no project is as dear, and more are a code or broken text
_NEW_LEI_SINCE = 2005  # Law 348/2004: 10,000 old lei became one new leu on 1 July 2005
_YEAR = re.compile(r"(?<![\d./-])(?:19[89]\d|20[0-4]\d)(?!\d|[./]\d)")


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
    sums = sorted(_sums(reading), key=lambda s: s.start)
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
    taken = Places(match.span() for match in _RATE.finditer(reading.folded))
    for pattern in (_NUMBER_FIRST, _CURRENCY_FIRST):
        for match in pattern.finditer(reading.folded):
            found = _sum(reading, match, old_lei=old_lei)
            if found is not None and not taken.overlap(found.start, found.end):
                taken.add(found.start, found.end)
                yield found
    yield from _table_sums(reading, taken)


def _sum(reading: Reading, match: re.Match[str], *, old_lei: bool) -> Sum | None:
    groups = match.groupdict()
    currency = next(code for code in _CURRENCIES if groups[code])
    if currency == "RON" and old_lei and groups["RON"] != "ron":
        currency = "ROL"
    factor = _factor(groups["multiplier"])
    value = _times(_value(groups), factor)
    low = groups.get("low") or groups.get("left")
    start = match.start("left") if groups.get("left") else match.start()
    if not _is_plausible(value) or (match.re is _CURRENCY_FIRST and _YEAR.fullmatch(groups["number"] or "")):
        return None  # “EURO 2020” is a tournament
    if low is None:
        bounds = bounds_before(reading.folded, start)
        if bounds.bound is None:
            sentence, _ = reading.sentence_at(start)
            bounds = replace(bounds, bound=named_bound(reading.folded, sentence, bounds.start))
        return Sum(start=bounds.start, end=match.end(), value=value, value_max=None, currency=currency, bounds=bounds)
    lowest = parse_number(low)
    if _is_plausible(lowest) and _times(lowest, factor) < value:
        lowest = _times(lowest, factor)
    nowhere = Bounds(start=start, end=start)
    if lowest >= value:
        return None
    return Sum(start=start, end=match.end(), value=lowest, value_max=value, currency=currency, bounds=nowhere)


def _value(groups: dict[str, str | None]) -> Decimal:
    if number := groups["number"]:
        return parse_number(number)
    if words := groups.get("words"):
        return Decimal(parse_number_words(words.strip()))
    return Decimal("0.5")


def _factor(multiplier: str | None) -> Decimal:
    """1000 for “mii”, a million for “mil.” and “milioane”, a milliard for “mld.” and “miliarde”."""
    if multiplier is None:
        return Decimal(1)
    word = multiplier.rstrip(".")
    if word.startswith("sute"):
        return Decimal(10**5)
    if word in ("mii", "mie"):
        return Decimal(10**3)
    return Decimal(10**9) if word.startswith(("mld", "miliard")) else Decimal(10**6)


def _times(value: Decimal, factor: Decimal) -> Decimal:
    """The product; a value without a factor keeps every digit."""
    return value if factor == 1 else value * factor


def _is_plausible(value: Decimal) -> bool:
    return value != 0 and value.adjusted() < _MOST_DIGITS


def _is_from_the_time_of_old_lei(reading: Reading) -> bool:
    """Whether lei are old lei: no year since the new leu is spoken of, and the page is not newer either."""
    published = reading.document.published
    if published is not None and published >= f"{_NEW_LEI_SINCE}-07":
        return False
    years = [int(m.group()) for m in _YEAR.finditer(reading.folded)]
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
    named = _CURRENCY_IN_HEADER.search(title)
    number = _CELL_NUMBER.fullmatch(reading.folded, *cell)
    if named is None or number is None:
        return None
    value = _times(parse_number(number["number"]), _factor(named["multiplier"]))
    if value != 0 and not _is_plausible(value):
        return None
    start, end = number.span("number")
    return Sum(
        start=start,
        end=end,
        value=value,
        value_max=None,
        currency=next(code for code in _CURRENCIES if named[code]),
        bounds=Bounds(start=start, end=start),
        role=amount_roles.column_role(title, reading.folded[slice(*first_cell)]),
    )


@Language.component("fondoscop_amounts")
def amounts_component(doc: Doc) -> Doc:
    """Sets `doc._.amounts`."""
    doc._.amounts = find_amounts(doc._.reading)
    return doc

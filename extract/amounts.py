"""Money: sums in any currency and spelling, and the role that the words around them give.

A sum is found by its currency, so glued and broken numbers do no harm. Its role comes from the label before
it or behind it; `extract.amount_roles` knows the labels.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract import amount_roles
from extract.amount_forms import (
    CURRENCY_FIRST,
    CURRENCY_IN_LABEL,
    NUMBER_FIRST,
    RATE,
    YEAR,
    Sum,
    currency_of,
    lowest_of,
    value_of,
)
from extract.amount_lists import list_sums
from extract.amount_rows import completing, of_one, with_parts
from extract.amount_tables import table_sums
from extract.asides import asides
from extract.bounds import Bounds, bounds_before, named_bound
from extract.places import Places
from extract.reading import Reading
from romanian import lexicon
from store.records import Amount

_NEW_LEI_SINCE = 2005  # Law 348/2004: 10,000 old lei became one new leu on 1 July 2005
# the days and months of 2005 that a page names, and those before July
_DATED = re.compile(r"(?<!\d)(?:(?:0?[1-9]|1[0-2])\.|[a-z]{3,10}\s)2005(?!\d)")
_FIRST_HALF = re.compile(
    r"0?[1-6]\.|ianuarie|februarie|martie|aprilie|mai\s|iunie|(?!iulie|august|sept|oct|noi|dec)[a-z]"
)
# “Hotărârea 886 din 5 octombrie 2000”: a law in force says nothing of the year in which a page speaks
_ACT_OF_YEAR = re.compile(
    rf"(?<!\w){lexicon.words('acts')}(?!\w)(?:\s+(?:de\s+)?[a-z.]{{1,12}}){{0,4}}\s*\d[\d.]{{0,6}}\s?"
    r"(?:/(?:\d\d?\.\d\d?\.)?|\s*din\s+(?:anul\s+)?(?:\d\d?[\s.]+(?:[a-z]+|\d\d?)[\s.]+)?)\d{4}"
)
# of the year of the new leu, a page that counts in milliards of lei still speaks of old ones
_MILLIARDS = re.compile(r"\d\s*(?:miliarde?|mld\.?)\s+(?:de\s+)?lei(?!\w)")
_NEW_LEI = re.compile(r"(?<!\w)(?:ron|lei\s+(?:noi|grei)|leul\s+(?:nou|greu))(?!\w)")
# “a crescut de la 20.000 la 30.000 de lei” is no range but two times
_GROWTH = re.compile(
    r"(?<!\w)(?:a\s+)?(?:cresc|crest|majo?r|scad|scaz|redus|urc|ajuns|suplimentat|trec|sari)\w*[^.;]{0,40}\Z"
)
_GROWTH_REACH = 60  # characters
_LINE_REACH = 100  # characters before an act in which its line may begin


def find_amounts(reading: Reading) -> list[Amount]:
    """Every sum of money in the document with its role, in the order of the text; links come later."""
    beside = asides(reading)
    sums = sorted((s for s in _sums(reading) if not beside.overlap(s.start, s.end)), key=lambda s: s.start)
    roles = amount_roles.roles(reading, [(s.figure_start, s.end) for s in sums])
    roles = with_parts([s.value for s in sums], roles)
    roles = completing([(s.value, s.currency, s.start) for s in sums], roles)
    roles = [
        of_one(reading, role, s.value_max or s.value, s.currency, s.start) for role, s in zip(roles, sums, strict=True)
    ]
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
                found += [one, *_before_growth(match, one)]
                taken.add(one.start, one.end)
    yield from found
    for one in table_sums(reading):
        if not taken.overlap(one.start, one.end):
            taken.add(one.start, one.end)
            yield replace(one, currency="ROL") if old_lei and one.currency == "RON" else one
    yield from list_sums(reading, sorted(found, key=lambda s: s.start), taken)


def _sum(reading: Reading, match: re.Match[str], *, old_lei: bool) -> Sum | None:
    value = value_of(match)
    if value is None:
        return None
    currency = currency_of(match)
    if currency == "RON" and old_lei and _NEW_LEI.fullmatch(match["RON"]) is None:
        currency = "ROL"
    lowest = lowest_of(match, value)
    start = _start(match, ranged=lowest is not None)
    bounds = bounds_before(reading.folded, start)
    if lowest is not None:
        if _grows(reading, match, start):
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


def _grows(reading: Reading, match: re.Match[str], start: int) -> bool:
    """Whether “de la … la …” tells two times: behind a verb of growing, or with a comma between its ends."""
    if not match["from"]:
        return False
    parted = "," in match.string[match.end("low") : match.start("number")]
    return parted or _GROWTH.search(reading.folded, max(start - _GROWTH_REACH, 0), start) is not None


def _before_growth(match: re.Match[str], grown: Sum) -> Iterator[Sum]:
    """The sum that another one has grown from, in its currency: “de la 20.000 la 30.000 de lei”."""
    if match.re is NUMBER_FIRST and match["from"] and grown.start == match.start("number"):
        lowest = lowest_of(match, grown.value)
        start, end = match.span("low")
        if lowest is not None:
            yield replace(grown, start=start, end=end, value=lowest, bounds=Bounds(start=start, end=start))


def _start(match: re.Match[str], *, ranged: bool) -> int:
    """Where a sum begins: its label, when the currency stands in it, is no part of it."""
    if match.re is CURRENCY_IN_LABEL:
        return match.start("number")
    if match.re is NUMBER_FIRST and match["left"]:
        return match.start("left") if ranged else match.start("number")
    return match.start()


def _is_from_the_time_of_old_lei(reading: Reading) -> bool:
    """Whether lei are old lei: no year since the new leu is spoken of, and the page is not newer either."""
    published = reading.document.published
    if published is not None and published >= f"{_NEW_LEI_SINCE}-07":
        return False
    legal = Places(match.span() for match in _ACT_OF_YEAR.finditer(reading.folded) if _is_cited(reading, match))
    spoken = [m for m in YEAR.finditer(reading.folded) if not legal.overlap(*m.span())]
    years = [int(m.group()) for m in spoken]
    if max(years, default=0) == _NEW_LEI_SINCE:
        if _NEW_LEI.search(reading.folded):
            return False
        if _MILLIARDS.search(reading.folded) or (published is not None and len(published) > len("2005")):
            return True  # what is planned for December doesn't date a page of March
        dated = [m.group() for m in _DATED.finditer(reading.folded)]
        return bool(dated) and all(_FIRST_HALF.match(date) for date in dated)
    return max(years, default=0) < _NEW_LEI_SINCE and (bool(years) or published is not None)


def _is_cited(reading: Reading, act: re.Match[str]) -> bool:
    """Whether words stand before an act in its line; the act that a page brings opens one."""
    line = reading.block_at(act.start()).start
    return any(map(str.isalpha, reading.folded[max(line, act.start() - _LINE_REACH) : act.start()]))


@Language.component("fondoscop_amounts")
def amounts_component(doc: Doc) -> Doc:
    """Sets `doc._.amounts`."""
    doc._.amounts = find_amounts(doc._.reading)
    return doc

"""Beneficiary figures: how many people, families, institutions or communities a project serves.

Four rules, from the surest to the weakest: a number before its noun (“peste 120 de copii romi”), a number
after its label (“Număr de beneficiari: 120”), a table column headed by a noun, and a part whose noun stands
with the whole (“180 de elevi, dintre care 40 cu dizabilități”). The lexicon `groups` knows who is counted;
what is no beneficiary figure although it counts people (capacity, staff, …) stands in `status` as a trap.
"""

import re
from bisect import bisect_right
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract import status as tense
from extract.asides import asides
from extract.figure_forms import Found, columns, counts_in, figure_at
from extract.figures import Count
from extract.groups import pattern
from extract.reading import Reading
from romanian.numerals import NUMBER_WORDS
from store.records import Beneficiaries, Status

_CONTEXT = 60  # characters before a figure in which a trap is looked for
_FEW = 5
_SAME = 10  # the same number and noun, from this number on, is the same figure again

_BODIES = frozenset(("specialists", "institutions", "communities"))  # what an office has: staff, schools, villages
_TRAP_LINK = re.compile(r"(?:[:\s]|(?<!\w)(?:maxima?|totala|de|cu|pentru|a|din|cei|cele)(?!\w))*\Z")
_SHARE = re.compile(rf"(?<![\w.,])(?:\d+|{NUMBER_WORDS})\s+(?:din|dintr-o|la)\s+(?:fiecare\s+)?\Z")
_PERCENT = re.compile(r"(?:%|\sla\s+suta)\s+(?:din|dintre)\s+(?:(?:cei|cele)\s+)?\Z")
_ORDINAL = 20  # “Axa 4”, “Lotul 2”: numbers of order are small
_IN_A_NAME = re.compile(r"""(?<!\w)(?!(?:ca|spus|declarat|spune|declara)\s)[^\W\d]{4,}\s+"(?:cei\s|cele\s)?\Z""")
_BOTH = re.compile(r"(?<!\w)(?:cei|cele|celor)\s+\Z")
_SITES = (("communities",), ("institutions",))
_WHERE = re.compile(r"(?<!\w)(?:in|din|intre)\s+(?:cele\s+|alte\s+)?\Z")


def find_beneficiaries(reading: Reading) -> list[Beneficiaries]:
    """The beneficiary figures of a document, in the order of its text. A job announcement has none."""
    if _is_vacancy(reading):
        return []
    found: list[Found] = []
    beside = asides(reading)
    for block in reading.blocks:
        if beside.overlap(block.start, block.end):
            continue
        for count in counts_in(reading, block):
            figure = figure_at(reading, block, count, found)
            if figure is not None and not _is_trap(reading, figure):
                found.append(figure)
    found.extend(columns(reading))
    found.sort(key=lambda f: f.count.number_start)
    return [_record(reading, figure) for figure in _agreeing(_dated(reading, _apart(found)))]


def _is_vacancy(reading: Reading) -> bool:
    return all(_trap(cue).search(reading.folded) for cue in ("job", "exam"))


def _is_trap(reading: Reading, figure: Found) -> bool:
    """Whether the count is one of capacity, per group, staff, statistics, a norm or an accident."""
    folded = reading.folded
    start, end = figure.count.start, figure.evidence[1]
    left = folded[max(0, start - _CONTEXT) : start]
    link = _TRAP_LINK.search(left)
    close = link.start() if link else len(left)
    traps = ("before", "owned") if _BODIES.issuperset(figure.categories) else ("before",)
    if any(m.end() >= close for trap in traps for m in _trap(trap).finditer(left)):
        return True
    if _is_order(left, figure.count) or _IN_A_NAME.search(left):
        return True  # “Asociația „7 Oameni””
    if _is_share(left, figure.count):
        return True
    where = _WHERE.search(left) if figure.categories in _SITES else None
    if where is not None and (figure.count.value <= _FEW or "cele" in where.group()):
        return True  # “în două comune vecine”, “din cele șapte sate” is where, not whom
    low, high = tense.clause_around(reading, start, end)
    if _trap("norm").search(folded, low, high) or _trap("harm").search(folded, low, high):
        return True
    if set(figure.categories) == {"specialists"} and _trap("staff").search(folded, low, high):
        return True
    return _trap("statistic").search(folded, low, high) is not None


def _is_share(left: str, count: Count) -> bool:
    """“1 din 4 copii”, “doi din zece”, “cei doi părinți”: a share or known persons, not a count."""
    if _PERCENT.search(left):
        return True
    if count.value == 2 and _BOTH.search(left):
        return True
    return (count.value <= 10 or count.value in (100, 1000)) and _SHARE.search(left) is not None


def _is_order(left: str, count: Count) -> bool:
    """“Axa 4 persoane vulnerabile”, “Lotul 2 copii”: the number counts what stands before it."""
    if count.value >= _ORDINAL or count.value_max is not None:
        return False
    noun = left.rstrip()
    return noun != left and any(m.end() == len(noun) for m in _trap("ordinal").finditer(noun))


def _trap(entry_id: str) -> re.Pattern[str]:
    return pattern("status", "trap", entry_id=entry_id)


def _apart(found: list[Found]) -> list[Found]:
    """One figure for each number: the surest."""
    best: dict[int, Found] = {}
    for figure in found:
        known = best.get(figure.count.number_start)
        if known is None or figure.confidence > known.confidence:
            best[figure.count.number_start] = figure
    return list(best.values())


def _dated(reading: Reading, found: list[Found]) -> list[Found]:
    """The figures with their status, each reading its own clause first and its neighbours last."""
    headings = tense.from_headings(reading)
    outlook = tense.outlook(reading)
    cells = tense.column_status(reading)
    starts = [low for low, _, _ in cells]
    dated: list[Found] = []
    for figure in found:
        start, end = figure.count.start, figure.evidence[1]
        index = reading.block_index(start)
        before = dated[-1] if dated else None
        cell = bisect_right(starts, start) - 1
        status = figure.status
        if status is None and cell >= 0 and start < cells[cell][1]:
            status = cells[cell][2]
        status = status or tense.stated(reading, start, end)
        if status is None and figure.nested and before:
            status = before.status
        status = status or headings[index] or tense.weakly(reading, start, end)
        if status is None and before and index - reading.block_index(before.count.start) <= 1:
            status = before.status
        status = status or outlook
        dated.append(replace(figure, status=status))
    return dated


def _agreeing(found: list[Found]) -> list[Found]:
    """A figure that the text repeats takes the status that one of its mentions tells, if only one does."""
    told: dict[tuple[int, tuple[str, ...]], set[Status]] = {}
    for figure in found:
        if figure.status is not None:
            told.setdefault((figure.count.value, figure.categories), set()).add(figure.status)
    return [
        replace(figure, status=next(iter(said)))
        if figure.status is None
        and figure.count.value >= _SAME
        and len(said := told.get((figure.count.value, figure.categories), set())) == 1
        else figure
        for figure in found
    ]


def _record(reading: Reading, figure: Found) -> Beneficiaries:
    return Beneficiaries(
        count=figure.count.value,
        count_max=figure.count.value_max,
        unit=reading.text[slice(*figure.unit)],
        group=reading.text[slice(*figure.group)],
        categories=figure.categories,
        status=figure.status or "unspecified",
        approximate=figure.count.approximate,
        bound=figure.count.bound,
        evidence=reading.span(*figure.evidence),
        confidence=figure.confidence,
        found_by=figure.rule,
    )


@Language.component("fondoscop_beneficiaries")
def beneficiaries_component(doc: Doc) -> Doc:
    """Fill `doc._.beneficiaries`."""
    doc._.beneficiaries = find_beneficiaries(doc._.reading)
    return doc

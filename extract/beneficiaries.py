"""Beneficiary figures: how many people, families, institutions or communities a project serves.

Four rules, from the surest to the weakest: a number before its noun (“peste 120 de copii romi”), a number
after its label (“Număr de beneficiari: 120”), a table column headed by a noun, and a part whose noun stands
with the whole (“180 de elevi, dintre care 40 cu dizabilități”). The lexicon `groups` knows who is counted;
what is no beneficiary figure although it counts people (capacity, staff, …) stands in `status` as a trap.

`found_by` names the rule, the status and what told it: `beneficiaries/number-noun/target/verb`.
"""

from bisect import bisect_right
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract import status as tense
from extract.asides import asides
from extract.figure_forms import Found, columns, counts_in, figure_at
from extract.figure_parts import part_at
from extract.figure_traps import goes_on, is_trap, is_vacancy
from extract.reading import Reading
from store.records import Beneficiaries, Block, Status

_NEAR = 40  # figures before a number that may be its whole
_CLOSE = 300  # characters between a part and its whole
_GUESSES = frozenset(("", "neighbour", "outlook", "repeated"))  # what tells a status from afar
_SAME = 10  # the same number and noun, from this number on, is the same figure again


def find_beneficiaries(reading: Reading) -> list[Beneficiaries]:
    """The beneficiary figures of a document, in the order of its text. A job announcement has none."""
    if is_vacancy(reading):
        return []
    found: list[Found] = []
    beside = asides(reading)
    for block in reading.blocks:
        if not beside.overlap(block.start, block.end):
            found += _in_block(reading, block, found)
    found.extend(columns(reading))
    found.sort(key=lambda f: f.count.number_start)
    dated = _agreeing(_dated(reading, _apart(found)))
    return [_record(reading, figure) for figure in dated if not figure.rate or figure.decided not in _GUESSES]


def _in_block(reading: Reading, block: Block, before: list[Found]) -> list[Found]:
    """The figures of a block; a part of what is no beneficiary figure is none either."""
    found: list[Found] = []
    trapped: Found | None = None
    for count in counts_in(reading, block):
        figure = figure_at(reading, block, count)
        small = trapped is not None and trapped.count.value < count.value  # no whole of this part
        if figure is None:
            wholes = [*before[-_NEAR:], *found[-_NEAR:]] if trapped is None or small else [trapped]
            figure = part_at(reading, block, count, wholes)
        if figure is None:
            continue
        of_trap = (
            trapped is not None and figure.nested and not small and figure.count.start - trapped.count.end < _CLOSE
        )
        listed = trapped is not None and goes_on(reading, trapped, figure)
        if of_trap or listed or is_trap(reading, figure):
            trapped = figure
        else:
            found.append(figure)
            trapped = None
    return found


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
    dated: list[Found] = []
    for figure in found:
        index = reading.block_index(figure.count.start)
        before = dated[-1] if dated else None
        near = before is not None and index - reading.block_index(before.count.start) <= 1
        status, how = (
            _of_itself(reading, figure, headings[index], cells)
            or _said(before.status if before and figure.nested else None, "whole")
            or _said(headings[index], "heading")
            or _said(tense.weakly(reading, figure.count.start, figure.evidence[1]), "participle")
            or _said(before.status if before and near else None, "neighbour")
            or _said(outlook, "outlook")
            or (None, "")
        )
        dated.append(replace(figure, status=status, decided=how))
    return dated


def _of_itself(
    reading: Reading, figure: Found, heading: Status | None, cells: list[tuple[int, int, Status]]
) -> tuple[Status | None, str] | None:
    """What the figure's own column or sentence says; a list's lead-in outweighs a relative clause about people."""
    start, end = figure.count.start, figure.evidence[1]
    if figure.status is not None:
        return figure.status, "column"
    cell = bisect_right(cells, start, key=lambda c: c[0]) - 1
    if cell >= 0 and start < cells[cell][1]:
        return cells[cell][2], "column"
    decided = tense.stated(reading, start, (figure.count.number_start, figure.count.end), end)
    if decided and decided[1] == "relative" and heading and tense.is_list_item(reading, reading.block_at(start)):
        return heading, "heading"
    return decided


def _said(status: Status | None, how: str) -> tuple[Status | None, str] | None:
    return (status, how) if status else None


def _agreeing(found: list[Found]) -> list[Found]:
    """A figure that the text repeats takes the status that one of its mentions tells, if only one does."""
    told: dict[tuple[int, tuple[str, ...]], set[Status]] = {}
    for figure in found:
        if figure.status is not None:
            told.setdefault((figure.count.value, figure.categories), set()).add(figure.status)
    return [
        replace(figure, status=next(iter(said)), decided="repeated")
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
        found_by="/".join(
            (figure.rule, figure.status, figure.decided) if figure.status else (figure.rule, "unspecified")
        ),
    )


@Language.component("fondoscop_beneficiaries")
def beneficiaries_component(doc: Doc) -> Doc:
    """Fill `doc._.beneficiaries`."""
    doc._.beneficiaries = find_beneficiaries(doc._.reading)
    return doc

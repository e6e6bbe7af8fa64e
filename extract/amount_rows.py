"""What sums beside one another say about each other’s roles: shares of a whole, sources in a list, pages of calls.

`extract.amount_roles` reads each sum by its own labels first; here the row, the list or the page that it stands in
has its say.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.amount_labels import labels
from extract.reading import Reading
from store.records import AmountRole

_SIGNS_OF_A_CALL = 2  # how many kinds of words that only calls for proposals use
_PARTS: frozenset[AmountRole] = frozenset({"grant", "own_contribution", "national_cofinancing"})
_BACKWARD = 220  # characters
_MOST_PARTS = 8  # of a whole
_ROUNDING = Decimal(2)  # what shares may miss of their whole
_COLLECTED = re.compile(
    r"(?<!\w)(?:strans|strang|adunat|adun[ai]|adaug|donat|colect|nota|not[ae]\s|total|bon|factur|amend)\w*"
)
# Of annotated pages' unlabelled sums, those below were rates or prices (of those above, none in ten).
_SMALL = {"RON": Decimal(1000), "EUR": Decimal(200), "USD": Decimal(200)}
_COST_IS = re.compile(r"(?<!\w)costul\s+(?:este|e|a\s+fost|va\s+fi)\s+(?:de|la)\s+\Z")  # a ticket's, a meal's
_CHOSEN = re.compile(r"proiect\w*\s+pre-?\s?definit")  # a project that needs no call has a whole of its own
# “Buget total: 500 lei, finanțare: 490 lei”: beside the whole the financing is a part of it
_FINANCING = re.compile(r"(?<!\w)finantare[a]?(?:\s+(?:de|este\s+de))?\s*[:=-]?\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role, how sure it is, and what said so."""

    role: AmountRole
    confidence: float
    cue: str
    source: AmountRole | None = None  # what the name of a source says, should the sums be parted between sources


def between_sources(reading: Reading, sums: list[tuple[int, int]], found: list[Role]) -> list[Role]:
    """A list that parts money between sources gives each sum its source's role: “… din care Norvegia X, comuna Y”.

    It is one when the neighbour of a sum, in its sentence or on the line beside, is a total or comes from elsewhere.
    """
    told = list(found)
    for index, role in enumerate(told):
        if role.source is None or role.cue != "none":
            continue
        beside = [n for n in (index - 1, index + 1) if 0 <= n < len(told) and _adjoin(reading, sums[index], sums[n])]
        if any(_parts_with(role, told[n], before=n < index) for n in beside):
            told[index] = replace(role, role=role.source, confidence=0.7, cue="source")
    return told


def _parts_with(role: Role, other: Role, *, before: bool) -> bool:
    if other.cue == "none":
        return other.source not in (None, role.source)
    return other.role in _PARTS or (before and other.role == "total")


def _adjoin(reading: Reading, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two sums stand in one sentence, or on lines beside one another."""
    first, second = sorted((one, other))
    if second[0] - first[1] > _BACKWARD:
        return False
    lines = reading.block_index(second[0]) - reading.block_index(first[0])
    sentence, _ = reading.sentence_at(second[0])
    return lines == 1 or (lines == 0 and (sentence <= first[0] or ";" in reading.folded[first[1] : sentence]))


def on_a_call(reading: Reading, sums: list[tuple[int, int]], found: list[Role]) -> list[Role]:
    """On a page that invites applications no sum is a project's whole: its budget is the call's."""
    if all(role.role != "total" for role in found):
        return found
    if sum(pattern.search(reading.folded) is not None for _, pattern in labels("call")) < _SIGNS_OF_A_CALL:
        return found
    return [
        replace(role, role="other", cue="call")
        if role.role == "total" and not _CHOSEN.search(reading.folded, max(start - 2 * _BACKWARD, 0), start)
        else role
        for role, (start, _) in zip(found, sums, strict=True)
    ]


def financed_part(reading: Reading, sums: list[tuple[int, int]], found: list[Role]) -> list[Role]:
    """Behind a project's whole, what is only called its financing is the grant."""
    told = list(found)
    for index in range(1, len(told)):
        (_, left), (start, _) = sums[index - 1], sums[index]
        both = told[index - 1].role == told[index].role == "total" and _adjoin(reading, sums[index - 1], sums[index])
        if both and _FINANCING.search(reading.folded, left, start):
            told[index] = replace(told[index], role="grant", cue="financed-part")
    return told


def with_parts(values: list[Decimal], found: list[Role]) -> list[Role]:
    """Unlabelled sums that follow a sum other than a total, and add up to it, are parts of it: its role.

    A share of 685 that is split in 93 and 592 stays one share; a total's parts have roles of their own.
    """
    roles_of = list(found)
    for index, whole in enumerate(values):
        if roles_of[index].role in ("total", "other", "per_unit"):
            continue
        added, last = Decimal(0), index
        while last + 1 < len(values) and _may_be_part(roles_of[last + 1]) and added < whole:
            last += 1
            added += values[last]
        if added == whole and last > index + 1:
            part = Role(role=roles_of[index].role, confidence=0.7, cue="part")
            roles_of[index + 1 : last + 1] = [part] * (last - index)
    return roles_of


def _may_be_part(role: Role) -> bool:
    """Whether a sum has no label of its own, or one that only says that it isn't eligible."""
    return role.role == "other" and role.cue in ("none", "label-behind")


def completing(sums: list[tuple[Decimal, str, int]], found: list[Role]) -> list[Role]:
    """The unlabelled sum that, with the labelled shares behind a whole, adds up to it is the applicant's own part.

    “Bugetul este de 1.000 lei, din care nerambursabil 980; restul, 20 lei, l-au pus partenerii”. Its source decides
    where it names one. Each sum has its value, its currency and its place.
    """
    told = list(found)
    for index, (whole, currency, place) in enumerate(sums):
        if told[index].role != "total":
            continue
        rest, missing = whole, -1
        for other in range(index + 1, min(index + _MOST_PARTS, len(sums))):
            value, same, there = sums[other]
            role = told[other]
            if role.role == "total" or value >= rest + _ROUNDING or there - place > 2 * _BACKWARD:
                break
            if same != currency:
                continue
            unlabelled = role.role == "other" and role.cue in ("none", "part-of-a-whole")
            if role.role not in _PARTS and not (unlabelled and missing < 0):
                break
            missing = other if unlabelled else missing
            rest -= value
            if abs(rest) <= _ROUNDING:
                break
        if missing >= 0 and abs(rest) <= _ROUNDING and any(r.role in _PARTS for r in told[index + 1 : other + 1]):
            told[missing] = Role(role=told[missing].source or "own_contribution", confidence=0.7, cue="completes")
    return told


def of_one(reading: Reading, role: Role, value: Decimal, currency: str, place: int) -> Role:
    """An unlabelled sum that is too small for any project is what one person or meal costs; not one collected."""
    small = _SMALL.get(currency)
    if role.role == "total" and small and value < small and _COST_IS.search(reading.folded, max(place - 40, 0), place):
        return Role(role="per_unit", confidence=0.5, cue="small")
    if role.role != "other" or role.cue != "none" or small is None or value >= small:
        return role
    sentence, _ = reading.sentence_at(place)
    if _COLLECTED.search(reading.folded, max(sentence, place - _BACKWARD), place):
        return role
    return Role(role="per_unit", confidence=0.5, cue="small")

"""Counts of people that are no beneficiary figures: capacity, staff, statistics, norms, accidents, known persons.

The words stand in the lexicon `status` as traps. A trap says by its id where it is looked for: `before`, `owned`,
`employed` and `beside` end at the figure, `plight` is what its people do or lack, the others stand anywhere in its
clause.
"""

import re

from extract import status as tense
from extract.figure_forms import Found
from extract.figures import Count
from extract.groups import pattern
from extract.reading import Reading
from romanian.numerals import NUMBER_WORDS

_CONTEXT = 60  # characters before a figure in which a trap is looked for
_PLIGHT = 70  # characters after a figure in which the verb of its people stands
_FEW = 5
_CROWD = 1_000_000  # so many people are a country's, unless the text says that they were served
_ORDINAL = 20  # “Axa 4”, “Lotul 2”: numbers of order are small

_BODIES = frozenset(("specialists", "institutions", "communities"))  # what an office has: staff, schools, villages
_TEAM = frozenset(("specialists", "volunteers"))
_STAFF_ALONE = ("specialists",)
_STAFF = frozenset(("specialists", "people"))  # “vor lucra și 20 de oameni”
_MEMBERS = re.compile(r"membri\b")
_TRAP_LINK = re.compile(r"(?:[:\s]|(?<!\w)(?:maxima?|totala|de|cu|pentru|a|din|cei|cele)(?!\w))*\Z")
_SHARE = re.compile(rf"(?<![\w.,])(?:\d+|{NUMBER_WORDS})\s+(?:din|dintr-o|la)\s+(?:fiecare\s+)?\Z")
_PERCENT = re.compile(r"(?:%|\sla\s+suta)\s+(?:din|dintre)\s+(?:(?:cei|cele)\s+)?\Z")
_LIST_GOES_ON = re.compile(r"(?:\s+[\w-]+){0,5}?\s*(?:,|(?:,\s*)?(?<!\w)si)\s+")
_IN_A_NAME = re.compile(r"""(?<!\w)(?!(?:ca|spus|declarat|spune|declara)\s)[^\W\d]{4,}\s+"(?:cei\s|cele\s)?\Z""")
_BOTH = re.compile(r"(?<!\w)(?:cei|cele|celor)\s+\Z")
_KNOWN = re.compile(r"(?<!\w)(?:cei|cele|celor|acesti|aceste)\s+\Z")  # “cei 40 de copii” were told of before
_SITES = (("communities",), ("institutions",))
_WHERE = re.compile(r"(?<!\w)(?:in|din|intre|la\s+nivelul)\s+(?:cele\s+|celor\s+|alte\s+)?\Z")
_MADE_OF = re.compile(r"(?<!\w)(?:format|alcatuit|compus)\w*\s+din\s+(?:cele\s+|circa\s+|peste\s+)?\Z")
# “vor fi implicați câte 10 copii din fiecare sat”: those are served, a group's size is none
_EACH = re.compile(r"(?<!\w)cate\s+\Z")
_SERVED_EACH = re.compile(
    r"(?<!\w)(?:implic|primi|gazdui|instrui|consilia|sprijin|recrut|select)\w*(?!\w)(?![^.;]{0,80}(?:grup[ea]|serii|echip|clas[ae])(?!\w))"
)
_GUESSED = re.compile(r"(?:se )?(?:estimeaza|preconizeaza)")
_ATTRIBUTE = re.compile(r"(?<!\w)(?:cu|are|avea|avand)\s+\Z")  # “o comună cu 3.000 de locuitori”


def is_vacancy(reading: Reading) -> bool:
    """Whether the text announces jobs; its counts are of posts."""
    return all(_trap(cue).search(reading.folded) for cue in ("job", "exam"))


def is_trap(reading: Reading, figure: Found) -> bool:
    """Whether the count is one of capacity, per group, staff, statistics, a norm or an accident."""
    folded = reading.folded
    left = folded[max(0, figure.count.start - _CONTEXT) : figure.count.start]
    if _is_order(left, figure.count) or _IN_A_NAME.search(left) or _is_share(left, figure.count):
        return True  # “Asociația „7 Oameni””
    low, high = tense.clause_around(reading, figure.count.start, figure.evidence[1])
    each = _EACH.search(left) and "fiecare" in folded[low:high] and _SERVED_EACH.search(folded, low, figure.count.start)
    if (not each and _stands_before(left, figure)) or _is_place(left, figure):
        return True
    if any(_trap(entry).search(folded, low, high) for entry in ("norm", "harm", "statistic")):
        return True
    if figure.count.value < _ORDINAL and _trap("speakers").search(folded, low, figure.count.start):
        return True
    members = _MEMBERS.match(folded, figure.unit[0]) is not None
    if (members or _TEAM.issuperset(figure.categories)) and _trap("staff").search(folded, low, high):
        return True
    if pattern("groups", "resident").match(folded, figure.unit[0]):
        return _ATTRIBUTE.search(left) is not None or _trap("served").search(folded, low, high) is None
    if figure.count.value >= _CROWD and _trap("served").search(folded, low, high) is None:
        return True
    return _is_plight(folded, left, figure, low, high)


def goes_on(reading: Reading, trapped: Found, figure: Found) -> bool:
    """Whether a list that began with a trap goes on: “capacitate: 40 de copii și 12 adulți”."""
    if _LIST_GOES_ON.fullmatch(reading.folded, trapped.evidence[1], figure.count.start) is None:
        return False
    end = figure.evidence[1]  # “erau 200 de romi, 40 de familii au primit case” tells something new
    high = tense.clause_around(reading, figure.count.start, end)[1]
    return not tense.cues(reading.folded, "verb", end, min(high, end + _PLIGHT))


def _stands_before(left: str, figure: Found) -> bool:
    link = _TRAP_LINK.search(left)
    close = link.start() if link else len(left)
    traps = ["before"]
    if _BODIES.issuperset(figure.categories):
        traps.append("owned")
    if _STAFF.issuperset(figure.categories):
        traps.append("employed")
    if figure.categories == _STAFF_ALONE and figure.count.value < _ORDINAL:
        traps.append("beside")  # “o caravană prin sate, cu 6 consilieri”
    return any(m.end() >= close for trap in traps for m in _trap(trap).finditer(left))


def _is_place(left: str, figure: Found) -> bool:
    """“În două comune vecine”, “din cele șapte sate” is where, not whom."""
    if figure.categories == _SITES[0] and _MADE_OF.search(left):
        return True  # “orașul, format din 14 localități”
    where = _WHERE.search(left) if figure.categories in _SITES else None
    return where is not None and (figure.count.value <= _FEW or "cel" in where.group())


def _is_share(left: str, count: Count) -> bool:
    """“1 din 4 copii”, “doi din zece”, “cei doi părinți”: a share or known persons, not a count."""
    if _PERCENT.search(left):
        return True
    if count.value == 2 and _BOTH.search(left):
        return True
    share = _SHARE.search(left)
    of_one = share is not None and share.group().startswith(("1 ", "un"))  # “1 din 12”, “unul din 15”
    return share is not None and (count.value <= (_ORDINAL if of_one else 10) or count.value in (100, 1000))


def _is_order(left: str, count: Count) -> bool:
    """“Axa 4 persoane vulnerabile”, “Lotul 2 copii”: the number counts what stands before it."""
    if count.value >= _ORDINAL or count.value_max is not None:
        return False
    noun = left.rstrip()
    return noun != left and any(m.end() == len(noun) for m in _trap("ordinal").finditer(noun))


def _is_plight(folded: str, left: str, figure: Found, low: int, high: int) -> bool:
    """“260 de copii trăiesc fără apă”: a need that is told of, unless a project's verb stands in front of it."""
    if _KNOWN.search(left):
        return False
    end = figure.evidence[1]
    verb = _trap("plight").search(folded, end, min(high, end + _PLIGHT))
    if verb is None or tense.RELATIVE.search(folded, end, verb.start()):
        return False
    told = tense.cues(folded, "verb", low, figure.count.start)
    return not any(b <= figure.count.start and not _GUESSED.match(folded, a) for a, b, _ in told)


def _trap(entry_id: str) -> re.Pattern[str]:
    return pattern("status", "trap", entry_id=entry_id)

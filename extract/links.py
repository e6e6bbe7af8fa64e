"""Which project a fact belongs to: the one its sentence names, else the one under whose heading it stands."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.reading import Reading
from store.records import Amount, Beneficiaries, DateFact, Partner, Place, Project

_NUMBERS = ("prim", "doilea", "treilea", "patrulea")
_NUMBERED = re.compile(
    r"(?<!\w)(?:cel\s+de-?\s?|cel\s+)?(?:al\s+)?(?P<number>prim|doilea|treilea|patrulea)(?:ul)?(?!\w)(?:\s+dintre\s+ele)?"
    r"(?P<project>\s+proiect(?!\w))?"
)
_LONGEST_TABLE = 60  # rows below a head; tables whose columns are projects are short
_FEWEST_COLUMNS = 2  # that name a project each
Fact = TypeVar("Fact", Partner, Amount, DateFact, Beneficiaries, Place)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where the document names its projects: places in order, and the project named at each."""

    places: tuple[int, ...]
    projects: tuple[int, ...]
    count: int

    @classmethod
    def of(cls, reading: Reading, projects: list[Project]) -> "Mentions":
        """The mentions of all projects of a document."""
        pairs = sorted(
            (reading.place(span.start), index) for index, project in enumerate(projects) for span in project.evidence
        )
        pairs = sorted([*pairs, *_by_number(reading, pairs)])
        return cls(tuple(p for p, _ in pairs), tuple(i for _, i in pairs), len(projects))


def _by_number(reading: Reading, named: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where a project is meant by its number in the last sentence that names several: “primul proiect …, al doilea”."""
    places = [place for place, _ in named]
    told = -1  # the sentence in which “primul proiect” stands
    for match in _NUMBERED.finditer(reading.folded) if len(named) > 1 else ():
        sentence, _ = reading.sentence_at(match.start())
        if match["project"] is None and told != sentence:
            continue
        told = sentence
        listed: list[int] = []
        last = bisect_left(places, sentence)
        if last:
            start, _ = reading.sentence_at(places[last - 1])
            listed = list(dict.fromkeys(index for _, index in named[bisect_left(places, start) : last]))
        number = _NUMBERS.index(match["number"])
        if len(listed) > max(number, 1):
            yield match.start(), listed[number]


def project_at(reading: Reading, mentions: Mentions, place: int) -> int | None:
    """Index of the project that a fact at `place` belongs to, or None when none fits.

    The only project of a document owns all its facts. Among several, the one that the sentence names decides
    (the last before the fact, else the first behind it), then the last one named before.
    """
    if mentions.count <= 1:
        return 0 if mentions.count else None
    start, end = reading.sentence_at(place)
    if (over := _over_column(reading, mentions, place)) is not None:
        return over
    before = bisect_right(mentions.places, place) - 1
    if before >= 0 and mentions.places[before] >= start:
        return mentions.projects[before]
    behind = bisect_left(mentions.places, place)
    if behind < len(mentions.places) and mentions.places[behind] < end:
        return mentions.projects[behind]
    return mentions.projects[before] if before >= 0 else None


def _over_column(reading: Reading, mentions: Mentions, place: int) -> int | None:
    """The project that heads a cell’s column, where the columns of a table are projects: “Sume | Casa | Școala”."""
    index = reading.block_index(place)
    row = reading.blocks[index]
    column = next((n for n, (a, b) in enumerate(row.cells) if a <= place < b), 0) if row.kind == "table_row" else 0
    if not column:
        return None
    first = index
    while index - first < _LONGEST_TABLE and first and reading.blocks[first - 1].kind == "table_row":
        first -= 1
    head = reading.blocks[first]
    heads = [_named_in(mentions, *cell) for cell in head.cells]
    if first == index or len(heads) != len(row.cells) or len({*heads[1:]} - {None}) < _FEWEST_COLUMNS:
        return None
    return heads[column]


def _named_in(mentions: Mentions, start: int, end: int) -> int | None:
    first = bisect_left(mentions.places, start)
    return mentions.projects[first] if first < len(mentions.places) and mentions.places[first] < end else None


def linked(reading: Reading, mentions: Mentions, facts: list[Fact]) -> list[Fact]:
    """The facts with their projects."""
    return [replace(fact, project=project_at(reading, mentions, reading.place(fact.evidence.start))) for fact in facts]

"""Which project a fact belongs to: the one its sentence names, else the one under whose heading it stands."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.reading import Reading
from store.records import Amount, Beneficiaries, DateFact, Partner, Place, Project

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
        return cls(tuple(p for p, _ in pairs), tuple(i for _, i in pairs), len(projects))


def project_at(reading: Reading, mentions: Mentions, place: int) -> int | None:
    """Index of the project that a fact at `place` belongs to, or None when none fits.

    The only project of a document owns all its facts. Among several, the one that the sentence names decides
    (the last before the fact, else the first behind it), then the last one named before.
    """
    if mentions.count <= 1:
        return 0 if mentions.count else None
    start, end = reading.sentence_at(place)
    before = bisect_right(mentions.places, place) - 1
    if before >= 0 and mentions.places[before] >= start:
        return mentions.projects[before]
    behind = bisect_left(mentions.places, place)
    if behind < len(mentions.places) and mentions.places[behind] < end:
        return mentions.projects[behind]
    return mentions.projects[before] if before >= 0 else None


def linked(reading: Reading, mentions: Mentions, facts: list[Fact]) -> list[Fact]:
    """The facts with their projects."""
    return [replace(fact, project=project_at(reading, mentions, reading.place(fact.evidence.start))) for fact in facts]

"""A document cut up for reading: its passages, and in each the facts with their places, properly nested."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from explore.fact_words import KINDS, Fact
from store.records import BlockKind, Document, Facts, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A fact with its number on the page, from 1, in the order in which the text comes to them."""

    number: int
    kind: str
    fact: Fact
    places: tuple[tuple[int, int], ...]  # in the text, in its order
    project: int | None  # the number of the fact's project
    turn: int  # its place among the facts of its kind, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One place of a highlight; `turn` counts its places from 0."""

    highlight: Highlight
    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, heading, item or row: `text[start:end]`, with the sign before a list item."""

    kind: BlockKind
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What comes next in a passage: a piece of text, or the opening or closing of a mark.

    `whole` says of an opening that the mark begins here, of a closing that it ends here: where marks cross, and
    at the end of a passage, a mark is closed and opened again.
    """

    action: Literal["text", "open", "close"]
    start: int = 0
    end: int = 0
    mark: Mark | None = None
    whole: bool = False


def highlights(facts: Facts) -> tuple[Highlight, ...]:
    """The facts of a document in the order of their first places, the longer before what lies in it."""
    found = [
        (sorted(places), order, kind, place, fact)
        for order, kind in enumerate(KINDS)
        for place, fact in enumerate(getattr(facts, kind))
        if (places := _places(fact))
    ]
    found.sort(key=lambda one: (one[0][0][0], -one[0][0][1], one[1], one[3]))
    numbers = {place: number for number, (_, _, kind, place, _) in enumerate(found, start=1) if kind == "projects"}
    return tuple(
        Highlight(
            number=number,
            kind=kind,
            fact=fact,
            places=tuple(places),
            turn=place,
            project=None if isinstance(fact, Project) else numbers.get(-1 if fact.project is None else fact.project),
        )
        for number, (places, _, kind, place, fact) in enumerate(found, start=1)
    )


def passages(document: Document) -> Iterator[Passage]:
    """The document's blocks in order, with what stands between them, so that no word is left out."""
    text, reached = document.text, 0
    for block in sorted(document.blocks, key=lambda block: (block.start, -block.end)):
        start, end = max(block.start, reached), min(block.end, len(text))
        if start >= end:
            continue
        line = max(reached, text.rfind("\n", reached, start) + 1)  # where the line of the block begins
        yield from _loose(text, reached, line)
        yield from _tight(text, Passage(kind=block.kind, level=block.level, start=line, end=end))
        reached = end
    yield from _loose(text, reached, len(text))


def marked(
    document: Document, found: Iterable[Highlight], shown: Iterable[Passage] | None = None
) -> Iterator[tuple[Passage, list[Mark]]]:
    """Each passage with the marks that touch it, in the order of the text; those of `shown` in place of all."""
    coming = sorted(
        (
            Mark(highlight=one, turn=turn, start=start, end=end)
            for one in found
            for turn, (start, end) in enumerate(one.places)
        ),
        key=lambda mark: (mark.start, -mark.end, mark.highlight.number),
        reverse=True,
    )
    touching: list[Mark] = []
    for passage in passages(document) if shown is None else shown:
        while coming and coming[-1].start < passage.end:
            touching.append(coming.pop())
        touching = [mark for mark in touching if mark.end > passage.start]
        yield passage, touching


def steps(passage: Passage, touching: Iterable[Mark]) -> Iterator[Step]:
    """The text of a passage with openings and closings that nest, whatever the marks do."""
    ours = [mark for mark in touching if mark.start < passage.end and passage.start < mark.end]
    edges = {place for mark in ours for place in (mark.start, mark.end) if passage.start < place < passage.end}
    stops = sorted({passage.start, passage.end, *edges})
    inside: list[Mark] = []  # the open marks, the outermost first
    for start, end in pairwise(stops):
        keep = _lasting(inside, start)
        for mark in reversed(inside[keep:]):
            yield Step(action="close", mark=mark, whole=mark.end == start)
        fresh = [mark for mark in ours if max(mark.start, passage.start) == start]
        again = [mark for mark in inside[keep:] if mark.end > start]
        opening = sorted(again + fresh, key=lambda mark: -mark.end)  # those that last longer need no reopening
        for mark in opening:
            yield Step(action="open", mark=mark, whole=mark.start == start)
        inside[keep:] = opening
        yield Step(action="text", start=start, end=end)
    for mark in reversed(inside):
        yield Step(action="close", mark=mark, whole=mark.end == passage.end)


def _lasting(open_marks: list[Mark], stop: int) -> int:
    """How many of the open marks, from the outermost, need not be closed at this place."""
    return next((place for place, mark in enumerate(open_marks) if mark.end <= stop), len(open_marks))


def _places(fact: Fact) -> set[tuple[int, int]]:
    spans = fact.evidence if isinstance(fact, Project) else (fact.evidence,)
    return {(span.start, span.end) for span in spans if span.start < span.end}


def _loose(text: str, start: int, end: int) -> Iterator[Passage]:
    yield from _tight(text, Passage(kind="paragraph", level=0, start=start, end=end))


def _tight(text: str, passage: Passage) -> Iterator[Passage]:
    """Without blank lines around it; nothing when there is nothing else."""
    inside = text[passage.start : passage.end]
    if inside.strip():
        start = passage.start + len(inside) - len(inside.lstrip())
        yield Passage(kind=passage.kind, level=passage.level, start=start, end=passage.start + len(inside.rstrip()))

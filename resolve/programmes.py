"""Mentions of many documents → the fund, programme, axis or call that finances each, and each project's.

A mention's own words, code and contract say it; where there are none, its one funder does. The years are the
mention's, else its project's. Words that name no known programme are a programme of their own, by their normalised
words and years. Nothing depends on the order of the mentions.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from resolve.matching import Inputs
from resolve.programme_names import Found, find_fund, find_programme, period_in
from resolve.programme_words import tokens
from resolve.spelling import best_spelling
from romanian.programmes import is_within, lineage, programmes
from store.identity import programme_id
from store.resolved import ResolvedProgramme

_UNKNOWN = "name:"  # keys of programmes that nobody has listed; those that are known have their id
_OWN_WORDS = 0.5  # equal words are hardly ever two programmes, but one programme has many names


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """The programme that a mention was led to, why, and how much the reason says, from 0 to 1."""

    key: str
    reason: str
    score: float

    @property
    def programme_id(self) -> str:
        return programme_id(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How many mentions were led to a programme itself, and in which words how often, copies apart."""

    key: str
    mentions: int
    words: Mapping[str, int]


def programme_of_mention(inputs: Inputs) -> Led | None:
    """The programme that a mention tells, from its `words`, `contract` and `code`, years, and names of `funders`."""
    begin, end, words = inputs["begin"], inputs["end"], str(inputs["words"])
    numbers = " ; ".join(filter(None, (inputs["contract"], inputs["code"])))
    found: Found | None = find_programme(words, numbers, begin, end)
    if found is None and not words:
        found = find_fund(tuple(inputs["funders"]), begin, end)
    if found is not None:
        return Led(key=found.programme.id, reason=found.reason, score=found.score)
    own = " ".join(token.word for token in tokens(words))
    return Led(key=_UNKNOWN + own, reason="own words, of no known programme", score=_OWN_WORDS) if own else None


def programme_of_project(votes: Mapping[str, int]) -> str:
    """The id of the programme with most mentions, which `votes` gives by key.

    A mention of a programme speaks for its parts, too, so a part wins over its whole. Among equals the lower, then the
    first by key.
    """

    def rank(key: str) -> tuple[int, int, str]:
        if key.startswith(_UNKNOWN):
            return -votes[key], 0, key
        above = [entry.id for entry in lineage(key)]
        return -sum(votes.get(identity, 0) for identity in above), -len(above), key

    return programme_id(min(votes, key=rank))


def all_programmes(named: Iterable[Named]) -> Iterator[ResolvedProgramme]:
    """Those of the list that are named, and all above them, a parent before its children; then those by their words.

    A mention counts where it was led to alone.
    """
    listed = list(named)
    counts = {one.key: one.mentions for one in listed if not one.key.startswith(_UNKNOWN)}
    for entry in programmes().values():
        if any(is_within(key, entry.id) for key in counts):
            yield ResolvedProgramme(
                id=programme_id(entry.id),
                key=entry.id,
                name=entry.name,
                short=entry.short,
                level=entry.level,
                parent_id=None if entry.parent is None else programme_id(entry.parent),
                period=entry.period,
                mentions=counts.get(entry.id, 0),
            )
    for one in sorted(listed, key=lambda one: one.key):
        if one.key not in counts:
            name = best_spelling(one.words)
            yield ResolvedProgramme(
                id=programme_id(one.key),
                key=one.key,
                name=name,
                level="programme",
                period=period_in(name),
                mentions=one.mentions,
            )

"""Where a decision hangs now: the fact whose words it names, however the page, the reader or the rules have changed.

The id that the words and their surroundings give is asked first. Where no fact has it, the words are looked for in
the text, where what stands around them is most alike, and the fact that has them or overlaps them is the one. Of
several that fit equally well none is taken, and nothing is taken where nothing around the words is as it was: a
decision on the wrong fact is worse than one that a person is asked about.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from romanian.fold import fold
from store.decisions import NameAnchor, QuoteAnchor
from store.identity import anchored_id, context, fact_id, normalised
from store.records import Span

_ALIKE = 70.0  # of 100: a word more or less in what stands before, or after; unrelated words have about 40
_NEARLY = 3.0  # of 100: surroundings that are as alike as the most alike
_LONG = 32  # characters of words that hardly stand twice on a page
_SEEN = 32  # characters of the surroundings
_MOST = 500  # places with the same words that are looked at


class LostError(Exception):
    """Nothing, or no one thing, is what a decision hangs on; the message says why, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A fact of the right kind with its evidence; of mentions the further evidence, too."""

    id: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name of an organisation as the database has it."""

    id: str
    name: str
    county: str | None
    cui: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """The words in a text, with what stands around them, normalised."""

    start: int
    end: int
    before: str
    after: str
    likeness: float  # of the surroundings, of 100
    is_alike: bool  # on one side at least


def anchor_of(kind: str, url: str, text: str, span: Span, identity: str, *, side: int | None = None) -> QuoteAnchor:
    """The anchor of a stored fact; `identity` is its id, which tells which of several equal ones it is."""
    ordinal = next(n for n in range(_MOST) if fact_id(kind, url, text, span, ordinal=n) == identity)
    before, after = context(text, span)
    quote = " ".join(span.text.split())
    return QuoteAnchor.model_validate(
        {"kind": kind, "url": url, "quote": quote, "before": before, "after": after, "ordinal": ordinal, "side": side}
    )


def locate(anchor: QuoteAnchor, text: str, candidates: Sequence[Candidate]) -> str:
    """The id of the candidate that the anchor means, out of a document's facts of its kind. Raises LostError."""
    around = (anchor.before, anchor.after)
    wanted = anchored_id(anchor.kind, anchor.url, anchor.quote, around, ordinal=anchor.ordinal)
    if any(candidate.id == wanted for candidate in candidates):
        return wanted
    places = _likely_places(anchor, text)
    found = [_overlapping(place, candidates) for place in places]
    ids = list(dict.fromkeys(identity for some in found for identity in some))
    if not ids:
        raise LostError(f"no {anchor.kind} is read from these words any more")
    if len(ids) == 1:
        return ids[0]
    if len({(place.before, place.after) for place in places}) == 1 and len(ids) == len(places) > anchor.ordinal:
        return ids[anchor.ordinal]  # equal words in equal surroundings, counted as ids count them
    raise LostError(f"{len(ids)} facts fit equally well")


def locate_name(anchor: NameAnchor, names: Iterable[Named]) -> list[str]:
    """The ids of the names that the anchor means. Raises LostError.

    The very one, else those that differ in spelling alone, or in what the anchor does not tell.
    """
    listed = [one for one in names if normalised(one.name) == normalised(anchor.name)]
    exact = [one.id for one in listed if (one.name, one.county, one.cui) == (anchor.name, anchor.county, anchor.cui)]
    if exact:
        return exact
    fitting = [
        one.id
        for one in listed
        if anchor.county in (None, one.county) and (anchor.cui is None or one.cui in (None, anchor.cui))
    ]
    if not fitting:
        raise LostError("no page names it so any more" + (" there" if listed else ""))
    return fitting


def _likely_places(anchor: QuoteAnchor, text: str) -> list[_Place]:
    """The places where the words stand as the anchor has them, those that are most alike; one or more."""
    flat, places = _squeezed(text)
    words = normalised(anchor.quote)
    found = [_placed(anchor, flat, places, start, start + len(words)) for start in _occurrences(flat, words)]
    if not found:
        raise LostError("the page no longer has these words")
    alike = [place for place in found if place.is_alike or len(words) >= _LONG]
    if not alike:
        raise LostError("the words stand in other surroundings now")
    most = max(place.likeness for place in alike)
    return [place for place in alike if place.likeness >= most - _NEARLY]


def _placed(anchor: QuoteAnchor, flat: str, places: Sequence[int], start: int, end: int) -> _Place:
    before, after = flat[max(start - _SEEN, 0) : start].strip(), flat[end : end + _SEEN].strip()
    wanted = normalised(anchor.before)[-_SEEN:].strip(), normalised(anchor.after)[:_SEEN].strip()
    sides = (fuzz.ratio(before, wanted[0]), fuzz.ratio(after, wanted[1])) if any(wanted) else (100.0, 100.0)
    return _Place(
        start=places[start],
        end=places[end - 1] + 1,
        before=before,
        after=after,
        likeness=sum(sides) / 2,
        is_alike=max(sides) >= _ALIKE,
    )


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text as `normalised` makes it, and where each of its characters stands in the text."""
    flat = fold(text)
    pieces: list[str] = []
    places: list[int] = []
    for word in re.finditer(r"\S+", flat):
        if pieces:
            places.append(word.start() - 1)
        pieces.append(word[0])
        places.extend(range(word.start(), word.end()))
    return " ".join(pieces), places


def _occurrences(flat: str, words: str) -> Iterator[int]:
    start = flat.find(words)
    for _ in range(_MOST):
        if start < 0:
            return
        yield start
        start = flat.find(words, start + 1)


def _overlapping(place: _Place, candidates: Sequence[Candidate]) -> list[str]:
    """The candidates that have most in common with the place; several only where they have equally much."""
    shares = {candidate.id: max(_share(place, span) for span in candidate.spans) for candidate in candidates}
    most = max(shares.values(), default=0.0)
    return [identity for identity, share in shares.items() if share == most and most > 0]


def _share(place: _Place, span: Span) -> float:
    common = min(place.end, span.end) - max(place.start, span.start)
    return max(common, 0) / (max(place.end, span.end) - min(place.start, span.start))

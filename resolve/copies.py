"""Copies of one story: a press release that ten newspapers print is one source, not ten.

Texts are compared by their sequences of words, folded, so that spelling, capitals, blanks and quotation marks don't
count. MinHash (Broder, “On the resemblance and containment of documents”, 1997) finds the pairs that may be copies
without comparing all with all; each such pair is then compared exactly. Announcements made after one template share
most of their words and differ in what matters: so copies must agree in their figures, too.
"""

import hashlib
import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

from rensa import RMinHash

from romanian.fold import fold

_WORDS_IN_A_ROW = 4  # a shingle: long enough that chance shares few, short enough that an edit spoils few
_BANDS, _ROWS = 40, 3  # a pair that shares 0.3 of its shingles is looked at in 2 cases of 3, one of 0.5 always
_SEED = 1
_FEWEST_WORDS = 40  # a shorter text is a notice, and is a copy only of the very same words
_RESEMBLANCE = 0.5  # shared shingles of all shingles
_CONTAINMENT, _EXCERPT = 0.75, 0.25  # shared shingles of the shorter text's, for one that stands in a longer one
_SAME_FIGURES = 0.75  # of those of the text that has fewer
_FEW_FIGURES = 3  # say nothing; then the words must say it
_PLAINLY = 0.7  # resemblance
_ONE_PLACE = 16  # shingles that one misprinted figure spoils in both texts together; another title as well spoils more

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[., ]\d{3})*(?:,\d{1,2})?")

VERSION = f"copies/2 rensa/{version('rensa')}"
"""Of the signatures: those of another version can't be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What is kept of a text to find its copies: a digest of its words, and a hash for each band of its MinHash."""

    words: str  # hexadecimal
    bands: tuple[int, ...]  # signed 64-bit integers; none where the text is too short


@dataclass(frozen=True, slots=True)
class _Content:
    shingles: frozenset[int]
    figures: frozenset[str]


def signature_of(text: str) -> Signature:
    """The signature of a document's text; the same for texts that differ in spelling and blanks alone."""
    words = _words(text)
    digest = hashlib.sha256(" ".join(words).encode()).hexdigest()[:32]
    if len(words) < _FEWEST_WORDS:
        return Signature(words=digest, bands=())
    minhash = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    minhash.update(list(_shingles(words)))
    values = array("I", minhash.digest()).tobytes()
    size = _ROWS * 4  # bytes
    return Signature(
        words=digest,
        bands=tuple(_hash(bytes([band]) + values[band * size : (band + 1) * size]) for band in range(_BANDS)),
    )


class Texts:
    """Texts that are compared, by the ids of their documents."""

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._content = lru_cache(maxsize=256)(lambda identity: _content(text_of(identity)))

    def are_copies(self, left: str, right: str) -> bool:
        """Whether the two tell the same story in the same words."""
        return _are_copies(self._content(left), self._content(right))

    def share(self, copy: str, original: str) -> str:
        """How much of the copy stands in the original, in words."""
        return _share(self._content(copy), self._content(original))


def originals(pairs: Iterable[tuple[str, str]], rank: Callable[[str], tuple[str, ...]]) -> list[tuple[str, str]]:
    """The copies, each with the first document of its story by `rank`; ids, ordered by that of the copy.

    Stories are what hangs together by pairs, whose order does not matter.
    """
    stories = _Stories()
    for pair in pairs:
        stories.join(*pair)
    found = []
    for members in stories:
        original = min(members, key=rank)
        found += [(member, original) for member in members - {original}]
    return sorted(found)


def are_copies(left: str, right: str) -> bool:
    """Whether two texts tell the same story in the same words."""
    return _words(left) == _words(right) or _are_copies(_content(left), _content(right))


def _are_copies(left: _Content, right: _Content) -> bool:
    shared = len(left.shingles & right.shingles)
    either = len(left.shingles | right.shingles)
    shorter = min(len(left.shingles), len(right.shingles))
    if not shared or shorter < _FEWEST_WORDS - _WORDS_IN_A_ROW:
        return False
    alike = shared / either
    if alike < _RESEMBLANCE and not (alike >= _EXCERPT and shared / shorter >= _CONTAINMENT):
        return False
    fewer = min(len(left.figures), len(right.figures))
    if fewer < _FEW_FIGURES:
        return alike >= _PLAINLY or shared >= _CONTAINMENT * shorter
    same = len(left.figures & right.figures)
    return same >= _SAME_FIGURES * fewer or (either - shared <= _ONE_PLACE and same >= fewer - 1)


def _share(copy: _Content, original: _Content) -> str:
    percent = 100 * len(copy.shingles & original.shingles) // max(len(copy.shingles), 1)
    return f"{percent} % of its word sequences stand in the other"


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _shingles(words: list[str]) -> Iterator[str]:
    for start in range(len(words) - _WORDS_IN_A_ROW + 1):
        yield " ".join(words[start : start + _WORDS_IN_A_ROW])


def _content(text: str) -> _Content:
    return _Content(
        shingles=frozenset(hash(shingle) for shingle in _shingles(_words(text))),
        figures=frozenset(re.sub(r"\D", "", figure) for figure in _FIGURE.findall(text)),
    )


def _hash(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)


class _Stories:
    """Documents that hang together, by pairs (union-find)."""

    def __init__(self) -> None:
        self._leaders: dict[str, str] = {}

    def leader(self, identity: str) -> str:
        """One document for all of a story, the same until another pair is joined."""
        leaders = self._leaders
        leaders.setdefault(identity, identity)
        while leaders[identity] != identity:
            leaders[identity] = leaders[leaders[identity]]
            identity = leaders[identity]
        return identity

    def join(self, left: str, right: str) -> None:
        self._leaders[self.leader(left)] = self.leader(right)

    def __iter__(self) -> Iterator[set[str]]:
        members: dict[str, set[str]] = {}
        for identity in list(self._leaders):
            members.setdefault(self.leader(identity), set()).add(identity)
        return iter(members.values())

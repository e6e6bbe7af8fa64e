"""Titles of which one is the other in English: “Safer Communities”, “Comunități mai sigure”.

Word by word, in any order: an English word stands for the Romanian ones of a list (`romanian/translations.toml`), for
itself where it is a name, and for a word that begins as it does (“separation”, “separare”). Who is told, numbers and
places must be the same on both sides; what few words say besides is no matter of the words alone, so that a lead has
to bear it out.
"""

from dataclasses import dataclass
from functools import lru_cache

from resolve.letter_values import one_spelling
from resolve.title_alike import Alike, Likeness
from resolve.title_kinds import group_of, kind_of
from resolve.title_words import LITTLE, is_place, stem
from resolve.titles import Title
from romanian.translations import translations

_ENGLISH = frozenset(
    ("the", "of", "for", "and", "with", "from", "by", "our", "to", "at", "on", "their", "its", "is", "are")
)
_ROMANIAN = frozenset(
    ("de", "din", "pentru", "la", "cu", "si", "prin", "un", "al", "ale", "cei", "pe", "sa", "in", "spre", "fara")
)
_IN_BOTH = frozenset(("in",))
_SAYS_NOTHING = frozenset(("county", "judetul", "judetului", "area", "areas", "zona", "mediul", "type", "tip", "based"))
_SHORTEST_COGNATE = 5  # letters that two words of one origin begin with
_FEWEST = 2  # words that both say
_ALIKE, _ALL = 0.6, 0.8  # of the words of both
_HALF = 0.5  # of the words of a title in English


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of a title and the stems by which the other may say it."""

    word: str
    stems: frozenset[str]
    group: str | None
    is_place: bool
    is_filler: bool


def translation(one: Title, other: Title) -> Alike | None:
    """How much of the one the other says in English; None where neither is a translation. Symmetric."""
    if _is_english(one.key) is _is_english(other.key) or one.words.numbers != other.words.numbers:
        return None
    english, romanian = (one, other) if _is_english(one.key) else (other, one)
    ours, theirs = _words(english.key, is_english=True), _words(romanian.key, is_english=False)
    left, found = list(theirs), 0
    alone: list[_Said] = []
    for said in ours:
        match = next((word for word in left if _are_one(said, word)), None)
        if match is None:
            alone.append(said)
        else:
            left.remove(match)
            found += 1
    if found < _FEWEST or _differ(alone, left):
        return None
    alone, left = ([word for word in words if not word.is_filler] for words in (alone, left))
    share = 2 * found / (2 * found + len(alone) + len(left))
    if share < _ALIKE:
        return None
    return Alike(Likeness.LESS, romanian.words, is_translation=True, says_all=share >= _ALL, changes=len(alone))


def _are_one(english: _Said, romanian: _Said) -> bool:
    if not english.stems.isdisjoint(romanian.stems):
        return True
    ours, theirs = one_spelling(english.word), one_spelling(romanian.word)
    return len(ours) >= _SHORTEST_COGNATE and ours[:_SHORTEST_COGNATE] == theirs[:_SHORTEST_COGNATE]


def _differ(alone: list[_Said], left: list[_Said]) -> bool:
    """Whether each says people, or a place, that the other doesn't."""
    for what in ("group", "is_place"):
        if any(getattr(word, what) for word in alone) and any(getattr(word, what) for word in left):
            return True
    return False


@lru_cache(maxsize=65536)
def _is_english(key: str) -> bool:
    """Whether most words of a title are English ones, and none little ones of Romanian."""
    said = [word for word in key.split() if len(word) > 1 and not word.isdigit()]
    if not _ROMANIAN.isdisjoint(set(said) - _IN_BOTH):
        return False
    telling = [word for word in said if not is_place(word)]
    english = [word for word in telling if word in _ENGLISH or word not in translations().get(word, (word,))]
    return bool(english) and len(english) >= _HALF * len(telling)


@lru_cache(maxsize=8192)
def _words(key: str, *, is_english: bool) -> tuple[_Said, ...]:
    little = LITTLE | _ENGLISH | _ROMANIAN
    said = (word for word in key.split() if len(word) > 1 and word not in little)
    return tuple(_read(word, is_english=is_english) for word in said)


def _read(word: str, *, is_english: bool) -> _Said:
    meant = (translations().get(word) or ()) if is_english else ()
    kinds = {kind_of(other) for other in (meant or (word,))}
    return _Said(
        word=word,
        stems=frozenset(map(stem, (word, *meant))),
        group=next((group for other in (meant or (word,)) if (group := group_of(other))), None),
        is_place=not meant and is_place(word) and kind_of(word) is None,
        is_filler=word in _SAYS_NOTHING or kinds <= {"link", "empty"},
    )

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
from resolve.title_english import ENGLISH, FILLERS, ROMANIAN, is_english
from resolve.title_kinds import EMPTY, group_of, kind_of
from resolve.title_words import LITTLE, is_place, stem
from resolve.titles import Title, read_title
from romanian.translations import translations

_SHORTEST_COGNATE = 5  # letters that two words of one origin begin with
_SHORTEST_BEGINNING = 6  # letters with which two forms of one word begin
_FEWEST = 2  # words that both say
_ALIKE, _ALL = 0.6, 0.8  # of the words of both


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of a title and the stems by which the other may say it."""

    word: str
    stems: frozenset[str]
    beginnings: frozenset[str]  # of these words: “învățare”, “învață”
    group: str | None
    is_place: bool
    is_known: bool  # what an English one means
    is_filler: bool


def translation(one: Title, other: Title) -> Alike | None:
    """How much of the one the other says in English; None where neither is a translation. Symmetric."""
    if is_english(one.key) is is_english(other.key) or one.words.numbers != other.words.numbers:
        return None
    english, romanian = (one, other) if is_english(one.key) else (other, one)
    found = _word_by_word(english, romanian)
    if found is None and romanian.name and not romanian.is_acronym:
        found = _word_by_word(english, read_title(romanian.name))
    if found is None and english.name and not english.is_acronym:
        found = _word_by_word(read_title(english.name), romanian)
    return found


def _word_by_word(english: Title, romanian: Title) -> Alike | None:
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
    others = min(sum(word.is_known for word in alone), len(left) - sum(not word.is_known for word in alone))
    share = 2 * found / (2 * found + len(alone) + len(left))
    if share < _ALIKE or others > (share >= _ALL):
        return None
    return Alike(Likeness.LESS, romanian.words, is_translation=True, says_all=share >= _ALL, changes=len(alone))


def _are_one(english: _Said, romanian: _Said) -> bool:
    if not english.stems.isdisjoint(romanian.stems) or romanian.word[:_SHORTEST_BEGINNING] in english.beginnings:
        return True
    ours, theirs = one_spelling(english.word), one_spelling(romanian.word)
    return len(ours) >= _SHORTEST_COGNATE and ours[:_SHORTEST_COGNATE] == theirs[:_SHORTEST_COGNATE]


def _differ(alone: list[_Said], left: list[_Said]) -> bool:
    """Whether each says people, or a place, that the other doesn't."""
    for what in ("group", "is_place"):
        if any(getattr(word, what) for word in alone) and any(getattr(word, what) for word in left):
            return True
    return False


@lru_cache(maxsize=8192)
def _words(key: str, *, is_english: bool) -> tuple[_Said, ...]:
    little = LITTLE | ENGLISH | ROMANIAN
    said = (word for word in key.split() if len(word) > 1 and word not in little)
    return tuple(_read(word, is_english=is_english) for word in said)


def _read(word: str, *, is_english: bool) -> _Said:
    meant = (translations().get(word) or ()) if is_english else ()
    return _Said(
        word=word,
        stems=frozenset(map(stem, (word, *meant))),
        beginnings=frozenset(w[:_SHORTEST_BEGINNING] for w in meant if len(w) >= _SHORTEST_BEGINNING),
        group=next((group for other in (meant or (word,)) if (group := group_of(other))), None),
        is_place=not meant and is_place(word) and kind_of(word) is None,
        is_known=bool(meant),
        is_filler=word in FILLERS or kind_of(word) == EMPTY,
    )

"""How like the words of two names are that are not spelt alike: a letter wrong, a word cut off, “România” left out.

Only words decide; what the bodies are is guarded elsewhere. Words that are both words of their own (places, numbers)
are never typos of each other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from resolve.name_stems import stem
from romanian.body_words import words as words_of
from romanian.vocabulary import is_word

_TYPO = 6  # letters of a word that may have one wrong
_TWO_TYPOS = 10
_LONG = 8  # letters of a word that is hardly another by chance
_GIVEN = words_of("given")
_INITIALS = 2  # letters of a first name that is shortened: “Gh.”, “Gr.”
_LEFT = 3  # words that must be left of a name that is cut off
_MANY = 4  # words of a name that may have two wrong
_READ_AS = str.maketrans("ljt1u0c", "iiiinoe")  # letters that look alike
_SEEN_AS = (("rn", "m"), ("vv", "w"), ("ue", "u"), ("oe", "o"), ("ae", "a"))
_COUNTRY = "romania"
_STUTTER = re.compile(r"(?=(\w{2,3})\1)")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two names are, from 0 to 1, and in which way."""

    score: float
    reason: str


Cut = tuple[tuple[str, ...], tuple[str, ...]]  # the words before and behind “…”


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """How like the words of two names are, or None where they are other names. Symmetric."""
    if one == other:
        return Likeness(0.95, "same name but for little words")
    if sorted(one) == sorted(other) and _own(one) == _own(other):
        return Likeness(0.78, "same words in another order")
    if "".join(one) == "".join(other):
        return Likeness(0.9, "same name, written apart")
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if short and long == (*short, _COUNTRY):
        return Likeness(0.85, "same name, with and without “România”")
    if all(a == b or _is_form(a, b) for a, b in zip(one, other, strict=False)) and len(one) == len(other):
        return Likeness(0.78, "same words in another form") if len(one) > 2 else None
    if len(one) == len(other) and all(a == b or _is_scanned(a, b) for a, b in zip(one, other, strict=True)):
        return Likeness(0.75, "same name, letters misread")
    return _typo(one, other)


def as_scanned(word: str) -> str:
    """The word as it looks, or is transcribed, for comparing: “Hurnanitas”, “Wuerttemberg”."""
    for letters, like in _SEEN_AS:
        word = word.replace(letters, like)
    return word


def _is_scanned(one: str, other: str) -> bool:
    if len(one) < _TYPO or as_scanned(one) != as_scanned(other):
        return False
    misread, read = sorted((one, other), key=len, reverse=True)
    return not is_word(misread) and (is_word(read) or len(read) >= _LONG)


def _own(words: tuple[str, ...]) -> list[str]:
    """The words without those that describe: “Asociația „Dorcas” Umanitară” is “Asociația Umanitară „Dorcas””."""
    return [word for word in words if word not in words_of("describing")]


def _is_form(one: str, other: str) -> bool:
    """Whether the two are forms of one word; friends (“prieteni”) and friendship (“prietenia”) are two words."""
    short, long = sorted((one, other), key=len)
    return stem(one) == stem(other) and not (short.endswith("i") and long in (f"{short}a", f"{short}e"))


def likeness_by_surname(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """“Liceul „M. Eminescu”” and “Liceul „Mihai Eminescu””: first names shortened or left out. Symmetric."""
    short, long = sorted((one, other), key=lambda words: (sum(map(len, words)), words))
    rest = list(short)
    for word in long:
        if rest and (word == rest[0] or (word in _GIVEN and len(rest[0]) <= _INITIALS and word.startswith(rest[0]))):
            rest.pop(0)
        elif word not in _GIVEN:
            return None
    return Likeness(0.85, "same name, first names shortened") if not rest and len(short) > 1 else None


def likeness_of_cut(cut: Cut, whole: tuple[str, ...]) -> Likeness | None:
    """How like a name that is cut off is to a whole one, or None where they are other names."""
    before, behind = cut
    length = len(before)
    if length < _LEFT or length + len(behind) > len(whole) or before[:-1] != whole[: length - 1]:
        return None
    if not whole[length - 1].startswith(before[-1]) or (behind and whole[-len(behind) :] != behind):
        return None
    return Likeness(0.75, "same name, cut off")


def _typo(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    if len(one) != len(other):
        return None
    wrong = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(wrong) > (2 if len(one) >= _MANY else 1):
        return None
    sure = len(one) - len(wrong) > 1  # other words bear it out
    if not all(may_be_typo(a, b) and (sure or _is_plain_slip(a, b)) for a, b in wrong):
        return None
    distance = sum(OSA.distance(a, b) for a, b in wrong)
    return Likeness(0.75, "one letter apart") if distance == 1 else Likeness(0.7, f"{distance} letters apart")


def _is_plain_slip(one: str, other: str) -> bool:
    """Whether one is a word, and the other it with letters left out, doubled or turned round, or read as their like.

    Another letter in its place makes other words more often than not: “Expert”, “Export”.
    """
    if not (is_word(one) or is_word(other)):
        return False
    turned = sorted(one) == sorted(other)
    return turned or len(one) != len(other) or one.translate(_READ_AS) == other.translate(_READ_AS)


def unstuttered(word: str) -> str:
    """The word without a syllable that is written twice, where it is none and what is left is: “copilulului”."""
    if is_word(word):
        return word
    once = {word[: found.start()] + word[found.end(1) :] for found in _STUTTER.finditer(word)}
    meant = sorted(other for other in once if len(other) >= _TYPO and is_word(other))
    return meant[0] if len(meant) == 1 else word


def is_slip(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words that differ, of equally many, may be slips of the pen. Symmetric."""
    return all(a == b or may_be_typo(a, b) for a, b in zip(one, other, strict=True))


def may_be_typo(one: str, other: str) -> bool:
    """Whether one word may be the other with a letter wrong: a long one, and not both are words. Symmetric."""
    length = min(len(one), len(other))
    allowed = 0 if length < _TYPO else 1 if length < _TWO_TYPOS else 2
    if OSA.distance(one, other, score_cutoff=allowed) > allowed:
        return False
    if any(map(str.isdigit, one + other)) or (is_word(one) and is_word(other)):
        return False
    return stem(one) != stem(other)  # “Speranța” and “Speranței” are two words

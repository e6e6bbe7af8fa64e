"""How alike two names are: spelling, case endings and filling words count little, a place or a number much.

For comparing what was found with what was annotated. “Consiliului Judeţean Bacau” is “Consiliul Județean
Bacău” and neither is “Consiliul Județean Buzău”; “Sector 5” isn't “Sector 6”.
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from romanian.fold import fold

_LONG_FORMS = {
    "dgaspc": "directia generala de asistenta sociala si protectia copilului",
    "das": "directia de asistenta sociala",
    "cj": "consiliul judetean",
}
_DOTTED = re.compile(r"\b(?:\w\.\s?){2,}")  # D.G.A.S.P.C.
_WEAK = frozenset(
    (
        "a", "al", "ai", "ale", "cu", "de", "din", "in", "la", "nr", "pentru", "si",
        "judetul", "judetului", "proiect", "proiectul", "proiectului", "romania",
    )
)  # fmt: skip
_ENDING = re.compile(r"(?:ului|ilor|elor|lor|ul|ei|ii|le|a|e|i|u)$")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, without punctuation."""
    return tuple(re.findall(r"[^\W_]+", fold(unicodedata.normalize("NFC", text))))


def likeness(left: str, right: str) -> float:
    """From 0 to 1; 0 when each name has a word (a place, a number) that the other has in no form."""
    ours, theirs = _expanded(left), _expanded(right)
    if not ours or not theirs or ours == theirs:
        return float(ours == theirs != ())
    strong, others = set(ours) - _WEAK, set(theirs) - _WEAK
    shared = {word for word in strong if any(_kin(word, other) for other in others)}
    known = {other for other in others if any(_kin(word, other) for word in strong)}
    if shared != strong and known != others:
        return 0.0
    overlap = (len(shared) + len(known)) / (len(strong) + len(others)) if strong and others else 0.0
    return max(overlap, fuzz.ratio(" ".join(ours), " ".join(theirs)) / 100)


@lru_cache(maxsize=4096)
def _expanded(name: str) -> tuple[str, ...]:
    name = _DOTTED.sub(lambda dotted: re.sub(r"[.\s]", "", dotted[0]) + " ", name)
    return words(" ".join(_LONG_FORMS.get(word, word) for word in words(name)))


@lru_cache(maxsize=65536)
def _kin(left: str, right: str) -> bool:
    """The same word, or its inflection, or a slip of one letter or two."""
    if left == right or not (left.isalpha() and right.isalpha()):
        return left == right
    left, right = _stem(left), _stem(right)
    if left == right:
        return True
    near = left[0] == right[0] and min(len(left), len(right)) >= 4 and abs(len(left) - len(right)) <= 1
    return near and fuzz.ratio(left, right) >= 80


def _stem(word: str) -> str:
    """Without the ending, and with the vowels of the inflected forms (școala, școlii; seara, serii)."""
    level = word.replace("oa", "o").replace("ea", "e").replace("copii", "copil")
    bare = _ENDING.sub("", level)
    return bare if len(bare) >= 3 else level

"""Titles that machines broke: UTF-8 read as another encoding, letters lost to question marks, OCR's look-alikes."""

import re
from functools import cache, lru_cache

_LETTERS = "ăâîșțşţĂÂÎȘȚŞŢéáőöüÉÁÖ–—„”“’…«»"
_READ_AS = ("cp1252", "cp1250", "latin-1")
_FIRST = re.compile("[ÃÄÅÈÂâĂČĹ]")  # what the first bytes of these letters are read as
LOST = "ʔ"  # stands for a letter that became a question mark; a letter itself, so that words stay whole
_MARK = re.compile(r"[?\ufffd]")
_IS_LOST = re.compile(r"(?<!\w)[?\ufffd](?=[^\W\d_])|(?<=[^\W\d_])[?\ufffd](?=[^\W\d_])|\ufffd")
_LOSABLE = "[ailst]"  # ă â î ș ț, folded, and what looks like a stroke
_QUOTED = re.compile(r"(?<!\w)\?(?P<name>[A-Z][^?]{0,60}[^\s?])\?(?!\w)")  # “?Pinocchio?”: lost quotation marks
_STROKE = re.compile(r"(?<=[a-zăâîșțşţ])[!|](?=[a-zăâîșțşţ])")  # “speran!a”
_INITIAL_I = re.compile(r"\b[l1|](?=(?:n[bcdfghjlstțţșşv]|m[bp])[^\W\d_])")  # “lncluziune”: no word begins so
_LOOK_ALIKE = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("1", "l"), ("0", "o"))
_PATTERN_LETTERS = re.compile(f"{_LOSABLE}|{LOST}")


def repaired(text: str) -> str:
    """The text with letters that were read in a wrong encoding: “casÄƒ” is “casă”; lost ones as `LOST`."""
    if _FIRST.search(text):
        text = _any_broken().sub(lambda match: _broken()[match[0]], text)
    text = _INITIAL_I.sub("I", _STROKE.sub(LOST, text))
    if not _IS_LOST.search(text):
        return text
    whole = _QUOTED.sub(r"„\g<name>”", text).rstrip()
    end = len(whole) - 1 if whole.endswith("?") else len(whole)  # it may have asked something
    return _MARK.sub(LOST, whole[:end]) + whole[end:]


def is_read_as(one: str, other: str) -> bool:
    """Whether two folded words are one but for lost letters, or for letters that look the same in print."""
    if LOST in one or LOST in other:
        return _may_be(one, other) or _may_be(other, one)
    return seen(one) == seen(other)


def seen(word: str) -> str:
    """A folded word as it looks in print: “cornunitare” like “comunitare”."""
    for letters, like in _LOOK_ALIKE:
        word = word.replace(letters, like)
    return word


@lru_cache(maxsize=65536)
def shape(words: tuple[str, ...]) -> str:
    """What is left of a title's folded words in all misreadings of it: no blanks, no letter that is ever lost."""
    return _PATTERN_LETTERS.sub("", "".join(word if word.isdigit() else seen(word) for word in words))


def found_little(word: str, little: frozenset[str]) -> str:
    """The little word that a folded word with lost letters is, or the word itself: “ʔi” is “și”."""
    if LOST not in word:
        return word
    return next((known for known in sorted(little) if _may_be(word, known)), word)


def _may_be(lost: str, word: str) -> bool:
    """Whether the letters that are left are those of the word."""
    if LOST not in lost:
        return False
    pattern = re.escape(lost).replace(LOST, _LOSABLE)
    return re.fullmatch(pattern, word) is not None


@cache
def _any_broken() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_broken(), key=len, reverse=True))))


@cache
def _broken() -> dict[str, str]:
    """The letters by what their bytes are read as."""
    found: dict[str, str] = {}
    for letter in _LETTERS:
        for encoding in _READ_AS:
            read = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in letter.encode("utf-8"))
            found.setdefault(read, letter)
    return found

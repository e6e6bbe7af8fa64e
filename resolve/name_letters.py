"""Letters that a page, a PDF or a scan has broken: “DirecÈ›ia”, “FundaĠia”, “Funda?ia”, “Metropo1is”, put right.

Only what cannot be meant is changed: the marks of a wrong decoding, and letters that, put right, make a word that is
known. Sources: UTF-8 read as Windows-1252, Latin-1 or Windows-1250; Romanian fonts of before Unicode, in PDFs.
"""

import html
import re
from collections.abc import Iterable
from functools import cache
from itertools import product

from resolve.grammar import heads
from resolve.spelling import folded, words
from romanian.body_words import forms
from romanian.organisations import known_bodies
from romanian.vocabulary import is_word

_ROMANIAN = "ăâîșțşţĂÂÎȘȚŞŢ„”“«»–—’‘"
_HUNGARIAN = "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"
_SHORTEST = 4  # letters of a word of a name that counts
_MOST_LOST = 4  # letters of one word


def _misread(text: str, encoding: str) -> str:
    return "".join(_decoded(byte, encoding) for byte in text.encode())


def _decoded(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


_GARBLED = {
    **{_misread(c, "cp1250"): c for c in _ROMANIAN},
    **{_misread(c, encoding): c for encoding in ("latin-1", "cp1252") for c in _ROMANIAN + _HUNGARIAN},
    "â€": '"',  # whose third byte is no character
}
_GARBLE = re.compile("|".join(map(re.escape, sorted(_GARBLED, key=len, reverse=True))))
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", re.IGNORECASE)
_LONE_MARKS = re.compile(r"(?<=[^\W\d_])\s?[¸˘](?=[^\W\d_]|\s|$)")
_OLD_FONT = str.maketrans("ĠġğúùÚ", "țțȚșȘȘ")
_SURELY_OLD_FONT = re.compile(r"[Ġġ]|\búi\b|(?<=[A-Z])ğ(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")
_LOST = re.compile(r"(?<![^\W_])[^\W\d_]*[?\ufffd□][^\W\d_?\ufffd□]*(?:[?\ufffd□]+[^\W\d_]*)*")
_LOST_MARK = re.compile(r"[?\ufffd□]")
_LOST_WITHIN = re.compile(r"[?\ufffd□][^\W_]|\ufffd")
_READ_AS = {"1": "li", "0": "o", "5": "s"}
_DIGIT_WITHIN = re.compile(r"(?<=[a-zăâîșțşţ]{2})[015](?=[a-zăâîșțşţ]{2})")


def mended_letters(name: str) -> str:
    """The name with broken letters put right where it is plain what they were; itself where nothing is broken."""
    if name.isascii() and not re.search(r"[&?015]", name):
        return name
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), name) if "&" in name else name
    text = _GARBLE.sub(lambda found: _GARBLED[found[0]], text)
    text = _LONE_MARKS.sub("", text)
    if _SURELY_OLD_FONT.search(text):
        text = text.translate(_OLD_FONT)
    elif "ú" in text:  # a letter of Hungarian names, too
        text = _WORD.sub(lambda found: _of_old_font(found[0]), text)
    if _LOST_MARK.search(text):
        broken = _LOST_WITHIN.search(text) is not None
        text = _LOST.sub(lambda found: _found_again(found[0], broken=broken), text)
    return _WORD.sub(lambda found: _without_digits(found[0]), text) if re.search("[015]", text) else text


def exists(word: str) -> bool:
    """Whether a folded word is one, or stands in the name of a body that is known."""
    return is_word(word) or word in _of_bodies()


@cache
def _of_bodies() -> frozenset[str]:
    listed = (word for entry in known_bodies().values() for name in entry.all_names for word in words(folded(name)))
    return frozenset(word for word in listed if len(word) >= _SHORTEST) | heads() | forms().keys() | {"si", "olt"}


def _of_old_font(word: str) -> str:
    """“Timiúoara”, but “Ifjúsági”."""
    other = word.translate(_OLD_FONT)
    return other if other != word and exists(folded(other)) and not exists(folded(word)) else word


def _only(candidates: Iterable[str]) -> str | None:
    """The one of the candidates that is a word."""
    found = {word for word in candidates if exists(folded(word))}
    return found.pop() if len(found) == 1 else None


def _found_again(word: str, *, broken: bool) -> str:
    """The word with the letters that stand for “?”, or without them.

    A question mark at a word's end stays, unless the name is broken elsewhere.
    """
    if broken and re.fullmatch(r"[?\ufffd□]{1,2}i", word):
        return "și"
    parts, marks = _LOST_MARK.split(word), len(_LOST_MARK.findall(word))
    if not broken and parts[0].isalpha() and not any(parts[1:]):
        return word
    if marks <= _MOST_LOST:
        choices = ["țșî" if not parts[0] else "țșă", *["țșă"] * (marks - 1)]
        if found := _only(_filled(parts, letters) for letters in product(*choices)):
            return found
    doubled = word.replace("\ufffd\ufffd", "\ufffd")  # one for each of the two bytes
    return _found_again(doubled, broken=broken) if doubled != word else "".join(parts)


def _filled(parts: list[str], letters: tuple[str, ...]) -> str:
    return "".join(part + letter for part, letter in zip(parts, (*letters, ""), strict=True))


def _without_digits(word: str) -> str:
    """“Metropo1is”, “5coala”, “Sectoru1” as they were printed; numbers stay, at the end of a word too."""
    digits = [c for c in word if c.isdigit()]
    if not digits or len(word) - len(digits) < len(digits) * 2 or not set(digits) <= _READ_AS.keys():
        return word
    if word[-1].isdigit() and not word.lower().endswith("u1"):
        return word
    choices = product(*(_READ_AS.get(c, c) for c in word))
    return _only(map("".join, choices)) or _DIGIT_WITHIN.sub(lambda found: _READ_AS[found[0]][0], word)

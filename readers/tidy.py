"""One way to write every character: blanks, invisible signs, cedillas, combining marks."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe"))
_CEDILLA = str.maketrans("şŞţŢ", "șȘțȚ")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TO_TRANSLATE = re.compile(f"[{''.join(map(chr, (*_INVISIBLE, *_CEDILLA)))}]")
_MOST_MARKS = 8  # on one letter; no script needs more, and normalising takes the square of their number
_MARKS = re.compile(rf"[^\x00-\x7f\w\s]{{{_MOST_MARKS + 1},}}")  # where they may be; also “••••••••••”


def tidy(text: str) -> str:
    """One blank for any white space, no invisible characters, comma-below letters, NFC."""
    text = " ".join(uniform(text).split())
    return text if text.isprintable() else " ".join(_CONTROL.sub(" ", text).split())


def uniform(text: str) -> str:
    """The text with comma-below letters, without invisible characters, in NFC; blanks and line breaks stay."""
    if text.isascii():
        return text
    if _TO_TRANSLATE.search(text):
        text = text.translate(_CEDILLA).translate(_INVISIBLE)
    text = _MARKS.sub(_few_marks, text)
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text).translate(_CEDILLA)


def _few_marks(found: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in found.group():
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)

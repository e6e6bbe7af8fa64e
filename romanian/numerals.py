"""Numbers as Romanian pages write them: separators of every style, and number words.

All functions take folded text (see `romanian.fold`) and are pure.
"""

import re
from decimal import Decimal

_UNITS = {
    "zero": 0, "un": 1, "una": 1, "unu": 1, "o": 1, "unul": 1, "doi": 2, "doua": 2, "trei": 3, "patru": 4,
    "cinci": 5, "sase": 6, "sapte": 7, "opt": 8, "noua": 9, "zece": 10, "unsprezece": 11,
    "doisprezece": 12, "douasprezece": 12, "treisprezece": 13, "paisprezece": 14, "patrusprezece": 14,
    "cincisprezece": 15, "cinsprezece": 15, "saisprezece": 16, "sasesprezece": 16, "saptesprezece": 17,
    "optsprezece": 18, "nouasprezece": 19, "douazeci": 20, "treizeci": 30, "patruzeci": 40,
    "cincizeci": 50, "saizeci": 60, "saptezeci": 70, "optzeci": 80, "nouazeci": 90,
}  # fmt: skip
SCALES = {
    "suta": 100, "sute": 100, "mie": 1000, "mii": 1000,
    "milion": 10**6, "milioane": 10**6, "miliard": 10**9, "miliarde": 10**9,
}  # fmt: skip
"""What the words that count hundreds, thousands, millions stand for."""

_WORD = "|".join(sorted((*_UNITS, *SCALES), key=len, reverse=True))
NUMBER_WORDS = rf"(?:{_WORD})(?!\w)(?:\s+(?:si\s+|de\s+(?=mii|mil))?(?:{_WORD})(?!\w)){{0,14}}"
"""Pattern of a run of number words in folded text: “patru”, “o suta douazeci”, “doua mii trei sute”."""

NUMBER = r"""
    (?: \d{1,3} (?: [.,'’] \d{3} ){1,6} (?: [.,] \s? \d{1,2} (?!\d) )?     # 1.234.567,89  1,234.56  7'010'448
      | \d{1,3} (?: [ ] \d{3} (?!\d) ){1,6} (?: [.,] \d{1,2} (?!\d) )?     # 1 234 567,89
      | \d+ [.,] \d+                                                   # 1234,56  2.5
      | \d+ )
"""
"""Verbose pattern of a number in digits; the value comes from `parse_number`."""


def parse_number(digits: str) -> Decimal:
    """The value of a number in digits, whichever way its thousands and decimals are marked.

    One separator that is followed by exactly three digits marks thousands (Romanian pages write 2.450 and
    11,633); of two kinds the last one marks decimals; a separator that repeats marks thousands, unless the
    last group has not three digits (1.234.56). Raises ValueError for what is no number.
    """
    text = re.sub(r"[\s'’]", "", digits)
    marks = re.findall(r"[.,]", text)
    if not re.fullmatch(r"\d+(?:[.,]\d+)*", text):
        raise ValueError(f"not a number: {digits!r}")
    if not marks:
        return Decimal(text)
    head, _, tail = text.rpartition(marks[-1])
    whole = re.sub(r"[.,]", "", head)
    if len(tail) != 3:
        return Decimal(f"{whole}.{tail}")
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        return Decimal(f"{whole}.{tail}")
    if len(marks) == 1 and (len(head) > 3 or head.startswith("0")):
        return Decimal(f"{whole}.{tail}")  # 1234,567 and 0,125 are decimals
    return Decimal(whole + tail)


def parse_number_words(words: str) -> int:
    """The value of a run of number words: “o suta douazeci” is 120. Raises ValueError for anything else."""
    total = group = 0
    seen = False
    for word in words.split():
        if word in ("si", "de"):
            continue
        if word in _UNITS:
            group += _UNITS[word]
        elif word in SCALES and SCALES[word] == 100:
            group = max(group, 1) * 100
        elif word in SCALES:
            total += max(group, 1) * SCALES[word]
            group = 0
        else:
            raise ValueError(f"not a number word: {word!r}")
        seen = True
    if not seen:
        raise ValueError("no number words")
    return total + group

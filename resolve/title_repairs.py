"""Words of titles that machines and typists broke, mended where only one word can have been meant.

Lines of PDFs leave hyphens and blanks inside words, OCR takes letters for figures, exports say things twice, people
slip. What is mended when a title is read can be turned, cut off or shortened as any other. Only ordinary words in
lower case are mended, those that there are not: names are what they are.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from resolve.misread import LOST
from resolve.spelling import folded
from resolve.title_english import ENGLISH
from resolve.title_kinds import is_common
from resolve.title_words import LITTLE, stem
from romanian.translations import translations
from romanian.vocabulary import is_word
from romanian.word_forms import begins_form, is_form, near

_LOWER = "a-zăâîșțşţ"
_SHORTEST = 6  # letters of a word that may be misspelt
_SHORTEST_GLUED = 9
_SHORTEST_PART = 3  # letters of a word that was written together with another
_MOST_LOST = 3  # letters of a word, each of which may be one of a few
_LOST_LETTERS = "ailst"
# “1. Centru de zi”, “12) …”, “• …”: the place in a list; “P3. …”, “Proiectul 2 – …”, “ID 142: …”
_NUMBERED = re.compile(
    r"""
    \A [\s„“”"«]*+
    (?: \d{1,3}[.)] | [IVX]{1,5}[.)] | [a-zA-Z]\) | [•·*▪●-] | (?i: P \s?\d{1,3} \s?[.:)] )
      | (?i: (?: proiect(?:ul)? (?:\s+nr\.?)? | ID | nr\.?\s*crt\.? | poz(?:i[tțţ]ia)?\.? ) \s* \d{1,5} \s* [:–—.-] ) )
    \s++ (?= [\s„“”"«]* [^\W\d_] )
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+")
# “vulne- rabile”, “vulne-rabile”
_BROKEN = re.compile(rf"(?<![\w-])(?P<begin>[A-ZĂÂÎȘȚŞŢ]?[{_LOWER}]+)-\s?(?P<end>[{_LOWER}]+)(?![\w-])")
_PREFIX = re.compile(r"\b(?P<prefix>[dr]e|ne|non|anti|auto|multi|inter|pre|sub)-(?=[^\W\d_]{4})", re.IGNORECASE)
# “so ciale”
_APART = re.compile(rf"(?<![\w.-])(?=(?P<begin>[A-ZĂÂÎȘȚŞŢ]?[{_LOWER}]+) (?P<end>[{_LOWER}]+)(?![\w-]))")
_FIGURES = re.compile(r"(?<=[a-zăâîșțşţ])[10](?=[a-zăâîșțşţ])")
# “1.000”, “10 000”
_THOUSANDS = re.compile(r"(?<![\d./])(?P<thousands>[1-9]\d?)[. ](?=000(?![\d./]))")
_SEEN_AS = (("m", "rn"), ("rn", "m"), ("d", "cl"), ("ri", "n"), ("h", "li"), ("li", "h"), ("cl", "d"))
_CAPITAL = "A-ZĂÂÎȘȚŞŢ"
# A word in lower case, at the beginning of a title or in one of nothing but capitals; no abbreviation or cut word
_ORDINARY = re.compile(
    rf"""
    (?<![\w.'’-])
    (?: [{_LOWER}]{{{_SHORTEST},40}} | [{_CAPITAL}][{_LOWER}]{{{_SHORTEST},40}} | [{_CAPITAL}]{{{_SHORTEST},40}} )
    (?! [\w'’-] | \.{{2}} | … | \.\s[{_LOWER}] )
    """,
    re.VERBOSE,
)
_WITH_LOST = re.compile(rf"(?<!\w)\w*{LOST}\w*(?!\w)")
_LAST_LOST = re.compile(r"(?P<word>\w{4,})\?(?=\W*$)")


def mended(text: str) -> str:
    """The text with its words as they were meant, and without its place in a list or what stands there twice."""
    text = _once(_NUMBERED.sub("", text, count=1))
    text = _PREFIX.sub(lambda match: match["prefix"], text)
    text = _FIGURES.sub(_figure, _THOUSANDS.sub(r"\g<thousands>", text))
    text = _whole(_BROKEN.sub(_joined, text))
    if LOST in text:
        text = _LAST_LOST.sub(_last, _WITH_LOST.sub(lambda match: _found(match[0]), text))
    if not ENGLISH.isdisjoint(text.lower().split()):
        return text
    return _ORDINARY.sub(_slip, text)


def _once(text: str) -> str:
    """The text without words at its beginning that follow once more: “Copiii cetății Copiii cetății – centru de zi”."""
    found = list(_WORD.finditer(text))
    said = [folded(match[0]) for match in found]
    for size in range(len(said) // 2, 1, -1):
        if said[:size] == said[size : 2 * size]:
            return text[found[size].start() :]
    return text


def _figure(match: re.Match[str]) -> str:
    """The letter that was read as a figure, where one makes a word: “vulnerab1le”."""
    text, at = match.string, match.start()
    begin = re.search(r"\w*$", text[:at])
    end = re.match(r"\w*", text[at + 1 :])
    before, behind = begin[0] if begin else "", end[0] if end else ""
    letters = "o" if match[0] == "0" else "il"
    return next((c for c in letters if _is_known(folded(_FIGURES.sub(c, f"{before}{c}{behind}")))), match[0])


def _joined(match: re.Match[str]) -> str:
    begin, end = folded(match["begin"]), folded(match["end"])
    is_one = _is_known(begin + end) and not (_is_known(begin) and _is_known(end))
    return match["begin"] + match["end"] if is_one else match[0]


def _whole(text: str) -> str:
    """The text without blanks inside words."""
    for match in reversed(list(_APART.finditer(text))):
        if _is_torn(folded(match["begin"]), folded(match["end"])):
            text = text[: match.end("begin")] + text[match.start("end") :]
    return text


@lru_cache(maxsize=8192)
def _is_torn(begin: str, end: str) -> bool:
    """Whether two words are one with a blank in it: “so ciale”, “soci ale”, and not “de mentă”."""
    if len(begin) + len(end) < _SHORTEST or not _is_known(begin + end):
        return False
    if not (_is_known(begin) and _is_known(end)):
        return True
    return begin not in LITTLE and is_common(begin + end) and not (is_common(begin) or is_common(end))


def _last(match: re.Match[str]) -> str:
    """The last word with its last letter, unless it is one without, and the title a question."""
    return match[0] if _is_known(folded(match["word"])) else _found(match["word"] + LOST).replace(LOST, "?")


@lru_cache(maxsize=8192)
def _found(word: str) -> str:
    """The word with its lost letters, where they make one word alone; else as it is."""
    said = folded(word)
    if said.count(LOST) > _MOST_LOST or said == LOST:
        return word
    parts = said.split(LOST)
    tried = (_filled(parts, letters) for letters in product(_LOST_LETTERS, repeat=len(parts) - 1))
    return _only(other for other in tried if _is_known(other)) or word


def _filled(parts: list[str], letters: tuple[str, ...]) -> str:
    return parts[0] + "".join(letter + part for letter, part in zip(letters, parts[1:], strict=True))


def _slip(match: re.Match[str]) -> str:
    """The word that was meant; the last one may be the beginning of another, one in capitals a name."""
    word, text = match[0], match.string
    meant = _meant(folded(word))
    if meant is None or (match.end() == len(text) and begins_form(folded(word))):
        return word
    if word.islower():
        return meant
    is_first = word.isupper() or not any(map(str.isalpha, text[: match.start()]))
    is_plain = all(is_common(part) or part in LITTLE for part in meant.split())
    return meant if is_first and is_plain and text.isupper() is word.isupper() else word


@lru_cache(maxsize=65536)
def _meant(word: str) -> str | None:
    """The folded word that a misspelt or misread one is; None where it is one, or may be several."""
    if LOST in word or _is_known(word) or word in translations():
        return None
    seen = (
        word[:at] + meant + word[at + len(read) :]
        for read, meant in _SEEN_AS
        for at in (match.start() for match in re.finditer(read, word))
    )
    return _only(other for other in seen if _is_known(other)) or _only(near(word)) or _apart(word)


def _apart(word: str) -> str | None:
    """The two words that were written as one; None where it is one, or may be several."""
    if len(word) < _SHORTEST_GLUED:
        return None
    tried = [(word[:at], word[at:]) for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)]
    known = [pair for pair in tried if all(map(_is_known, pair))]
    plain = [pair for pair in known if all(is_common(part) or part in LITTLE for part in pair)]
    return next((" ".join(found[0]) for found in (plain, known) if len(found) == 1), None)


def _only(words: Iterable[str]) -> str | None:
    """The one among words that are forms of one, or that alone is common in titles; None otherwise."""
    found = sorted(set(words))
    for some in ([word for word in found if is_common(word)], found):
        if len({stem(word) for word in some}) == 1:
            return some[0]
    return None


def _is_known(word: str) -> bool:
    return is_form(word) or is_word(word) or word in LITTLE

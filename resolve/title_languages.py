"""Titles told in two languages, “Copii fericiți / Boldog gyermekek”: the Romanian one, and the other as another name.

A page gives both or either. What language a part is in, its letters and little words say, and its words where they are
on no list of Romanian ones; a name with a line that explains it (“Youth for Care – tineri voluntari …”) is one title.
"""

import re
from functools import lru_cache

from resolve.spelling import folded, words
from resolve.title_english import ROMANIAN, is_english
from resolve.title_kinds import is_common
from resolve.title_parts import CUT
from resolve.title_translations import translation
from resolve.title_words import is_place, read_words
from resolve.titles import read_title
from romanian.vocabulary import is_word

_SLASH = re.compile(r"\s*(?:/|\|)\s*")
_DASH = re.compile(r"\s[–—-]\s")
_BRACKETS = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{8,200})[)\]]\s*\Z")
_QUOTES = ' "„”“«».,;'
_MOST = 4  # languages
_FEWEST = 2  # words of a title in another language
_FEWEST_IN_ENGLISH = 3  # of one that is no translation word by word: two may be a name
_OURS = re.compile(r"[ăâșțşţĂÂȘȚŞŢ]")
_FOREIGN = re.compile(r"[áéóöüíúőűßñçèàùêôÁÉÓÖÜÍÚŐŰÇÈÀ\u0400-\u04ff]")
_RARE = re.compile(r"[kwy]", re.IGNORECASE)  # of Romanian: “Boldog gyermekek”
# Of Hungarian, German, French, Italian, Spanish, Bulgarian and Serbian in Latin letters; none is Romanian.
_LITTLE = frozenset(
    re.findall(
        r"\w+",
        """
        az es egy nelkul ert egyutt mint hogy und fur der die das mit von zum zur ein eine fuer ohne les des pour et
        avec dans une du per della delle dei nella nel il gli con los las para y za na ot bez
        """,
    )
)
_NUMBER = re.compile(r"\s+(?:\d+(?:\.0)?|I{2,3}|IV)\Z")
_DIGIT = re.compile(r"\d")
_HALF = 0.5


@lru_cache(maxsize=65536)
def in_two_languages(bare: str) -> tuple[str, tuple[str, ...]] | None:
    """The Romanian part of a title without frames, and the others; None for a title in one language."""
    if CUT.search(bare):
        return None
    brackets = _BRACKETS.search(bare)
    if brackets is not None:
        found = _parted([bare[: brackets.start()], brackets["inside"]])
        if found is not None:
            return found
    for seam in (_SLASH, _DASH):
        if seam.search(bare) is None:
            continue
        found = _parted(seam.split(bare), is_dash=seam is _DASH)
        if found is not None:
            return found
    return None


def _parted(texts: list[str], *, is_dash: bool = False) -> tuple[str, tuple[str, ...]] | None:
    parts = [part for text in texts if (part := text.strip(_QUOTES))]
    if not _FEWEST <= len(parts) <= _MOST:
        return None
    ours = [part for part in parts if _is_romanian(part)]
    theirs = tuple(part for part in parts if part not in ours)
    if len(ours) == 1 and len(theirs) == 1 and (number := _NUMBER.search(theirs[0])) and not _DIGIT.search(ours[0]):
        # “Safe Families 2.0 – Familii în siguranță”
        is_one = _is_translation(theirs[0][: number.start()], ours[0], is_dash=is_dash)
        return (f"{ours[0]}{number[0]}", theirs) if is_one else None
    if len(ours) != 1 or not theirs or not all(_is_translation(part, ours[0], is_dash=is_dash) for part in theirs):
        return None
    return ours[0], theirs


def _is_translation(text: str, romanian: str, *, is_dash: bool) -> bool:
    """Whether a text of another language is more than a name that stands before or behind what explains it."""
    said = words(folded(text))
    if len(said) < _FEWEST:
        return False
    if not is_english(" ".join(said)):
        return _is_foreign(text)
    if translation(read_title(text), read_title(romanian)) is not None:
        return True
    is_explained = is_dash or read_words(tuple(words(folded(romanian)))).is_kind
    return not is_explained and len(said) >= _FEWEST_IN_ENGLISH


def _is_romanian(text: str) -> bool:
    said = [word for word in words(folded(text)) if not word.isdigit()]
    if _is_foreign(text) or is_english(" ".join(said)):
        return False
    known = [word for word in said if word in ROMANIAN or is_common(word) or is_word(word)]
    return len(said) >= _FEWEST and len(known) >= _HALF * len(said)


def _is_foreign(text: str) -> bool:
    """Whether a text is in neither Romanian nor English."""
    said = words(folded(text))
    if _OURS.search(text) or not ROMANIAN.isdisjoint(said):
        return False
    ours = [word for word in said if is_common(word) or (is_word(word) and not is_place(word))]
    if _FOREIGN.search(text) is None and _LITTLE.isdisjoint(said):
        return not ours and _RARE.search(text) is not None
    return len(ours) < _HALF * len(said)

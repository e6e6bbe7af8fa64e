"""What two spellings of one name have in common, and which of several spellings to show."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from romanian.fold import fold

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# Before 1993 â was written î inside words too: Tîrgu, Rîmnicu. “Reîntregire” keeps its î in both spellings,
# and is changed in both.
_INNER_I = re.compile(r"(?<=[^\W\d_])î(?=[^\W\d_])")
# Letters of broken encodings and of OCR: Judeþean, §colar, ªcoala.
_MISREAD = str.maketrans("þÞ", "țȚ")
_MISREAD_S = re.compile(r"[§ªº](?=[^\W\d_])|(?<=[^\W\d_])[§ªº]")
_NO_WORD = re.compile(r"[^\w]+|_")
_DIACRITICS = frozenset("ăâîșțĂÂÎȘȚ")
_CEDILLAS = frozenset("şţŞŢ")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Composed and folded, invisible characters gone, the old î inside words as â; length not kept."""
    if text.isascii():
        return fold(text)
    text = _MISREAD_S.sub("ș", composed(text).translate(_MISREAD))
    return fold(_INNER_I.sub("â", text.replace("Î", "î")))


def composed(text: str) -> str:
    """The text with each letter and its sign as one character, and without what nobody sees: soft hyphens."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_INVISIBLE)


def words(text: str) -> list[str]:
    """The words and numbers of a folded text, without punctuation."""
    return _NO_WORD.sub(" ", text).split()


def best_spelling(spellings: Mapping[str, int], *, oblique: Iterable[str] = ()) -> str:
    """The spelling to show, of those that were found and how often.

    Mixed case before capitals, nominative before the spellings listed as `oblique`, with diacritics before
    without, today's ș ț before cedillas; among equals the most frequent, then the longest, then the first in
    alphabetical order. Of the spellings that differ from it by case and diacritics alone that with most of them.
    """
    cases = frozenset(oblique)
    best = min(
        spellings,
        key=lambda s: (
            s.isupper() and " " in s,
            s in cases,
            _DIACRITICS.isdisjoint(s) and _CEDILLAS.isdisjoint(s),
            not _CEDILLAS.isdisjoint(s),
            -spellings[s],
            -len(s),
            s,
        ),
    )
    alike = [s for s in spellings if folded(s) == folded(best) and s.isupper() == best.isupper()]
    return min(alike, key=lambda s: (not _CEDILLAS.isdisjoint(s), -sum(c in _DIACRITICS for c in s), -spellings[s], s))

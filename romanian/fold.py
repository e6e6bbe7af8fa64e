"""Folding: one spelling for all, with every character in its place.

Romanian public writing has comma-below (ș ț), cedilla (ş ţ) or no diacritics, capitals through whole titles,
and six kinds of quotation marks. Rules match the folded text and keep the offsets of the original.
"""

import re
import unicodedata
from functools import lru_cache

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u02ba\u02dd\u02ee\u2036\u301d\u301e\u301f\uff02"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u2039\u203a"

_UNIFORM = (
    dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"')
    | dict.fromkeys(map(ord, _SINGLE_QUOTES), "'")
)
_SPECIAL = re.compile(r"[^\x00-\x7f]|`")  # most letters are none of these, even in Romanian


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    uniform = _UNIFORM.get(ord(character))
    if uniform is not None:
        return uniform
    base = unicodedata.normalize("NFD", character)[0]
    return base if not unicodedata.combining(base) else character


def plain(text: str) -> str:
    """The text without diacritics and with uniform quotes, dashes and blanks; case kept, length kept.

    Expects composed text (NFC): a lone combining mark stays where it is.
    """
    return text if text.isascii() else _SPECIAL.sub(lambda found: _plain_character(found[0]), text)


def fold(text: str) -> str:
    """`plain` text in lower case, of the same length: `ŞCOALĂ` and `școala` fold alike."""
    flat = plain(text)
    lowered = flat.lower()
    if len(lowered) == len(flat):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)  # İ would grow by one

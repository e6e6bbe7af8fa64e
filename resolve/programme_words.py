"""The words of a programme's name, made comparable: folded, heads in the nominative, little words left out.

“Programului Operațional pentru „Dezvoltarea Capacității Administrative”” and “PROGRAMUL OPERATIONAL DEZVOLTAREA
CAPACITATII ADMINISTRATIVE” are the same words; “Capital Uman” and “Capacitate” are not.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from resolve.spelling import folded

_LONGEST = 400  # characters looked at: a name has fewer, a page may give a whole paragraph
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.\s?){2,}(?!\w)|(?<![\w.])(?:[^\W\d_]\.){2,}[^\W\d_](?!\w)")
_WORD = re.compile(r"[^\W_]+")
_ROMANIAN = ("a", "al", "ale", "de", "din", "in", "la", "nr", "numarul", "pentru", "prin", "privind", "si")
_LITTLE = frozenset((*_ROMANIAN, "and", "for", "of", "the", "to"))
# Inflected forms of what names are made of → one of them, folded.
_ONE_FORM = {
    form: forms[0]
    for forms in (
        ("program", "programul", "programului", "programe", "programele", "programelor", "programme", "programmes"),
        ("operational", "operationale", "operationalului"),
        ("regional", "regionale"),
        ("fondul", "fondului"),
        ("granturi", "granturile", "granturilor", "grants"),
        ("mecanismul", "mecanismului", "mecanismele", "mecanismelor", "mechanisms", "mechanism"),
        ("financiar", "financiare"),
        ("spatiul", "spatiului"),
        ("planul", "planului"),
        ("bugetul", "bugetului"),
        ("contributia", "contributie", "contributiei", "contributii"),
        ("elvetiana", "elvetiene"),
        ("cea", "celei"),
        ("banca", "bancii"),
        ("mondiala", "mondiale"),
        ("legea", "legii"),
        ("corpul", "corpului"),
        ("dezvoltare", "dezvoltarea"),
        ("componenta", "componentei"),
    )
    for form in forms
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name, and how many capitals it is written with."""

    word: str
    capitals: int


def folded_words(text: str) -> str:
    """The folded text with acronyms closed up: “P.O.C.U. 2014-2020” is “pocu 2014-2020”."""
    return folded(_closed(text))


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[Token, ...]:
    spelt = _closed(text).replace("+", " plus ").replace("&", " si ")
    found = []
    for match in _WORD.finditer(spelt):
        word = folded(match.group())
        if word not in _LITTLE:
            found.append(Token(_ONE_FORM.get(word, word), sum(map(str.isupper, match.group()))))
    return tuple(found)


def tokens(text: str) -> list[Token]:
    """The words of a name in one form, without those that carry no meaning."""
    return list(_tokens(text[:_LONGEST]))


def _closed(text: str) -> str:
    composed = unicodedata.normalize("NFC", text[:_LONGEST])
    return _DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match.group()) + " ", composed)

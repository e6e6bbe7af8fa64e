"""Initials in a title that stand for words of the other: “C.R.R.N. Păclișa”, “ZUM”, “DGASPC”, “CTF”.

Titles are folded, so that capitals do not tell which words are initials: the words of the other title do, when they
stand behind each other and begin with these letters.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from resolve.acronyms import acronyms
from resolve.spelling import folded
from resolve.title_kinds import is_common
from resolve.title_numbers import has_digit
from resolve.title_words import Words, is_first_name, is_place, is_place_kind, read_words, stem
from resolve.titles import Title
from romanian import title_forms
from romanian.vocabulary import is_word

_DOTTED = re.compile(r"(?<![\w.])([^\W\d_]{1,6})\.(?=[\s-])")  # “pers.”, “V.”
_FEWEST, _MOST = 2, 8  # letters
_VOWELS = frozenset("aeiou")
_ALSO = {stem("dizabilitati"): "h", stem("neguvernamentale"): "ng"}  # which was called handicap; ONG
_SHORT = ("sud", "est")
_MANY = 3  # letters that are hardly those of so many words by chance


def spelt_out(title: Title, beside: Title) -> Title:
    """The title with the words of the other for its initials and abbreviations of them; itself where it has none."""
    candidates = [word for word in title.words.full if may_be_initials(word)]
    short = _written_out(title, beside)
    if (not candidates and not short) or len(title.words.full) < _FEWEST:
        return title
    own = {word: () for word in candidates if word not in beside.words.full and explains(title.words.full, word)}
    meant = (
        short
        | own
        | {
            word: run
            for word in candidates
            if word not in own and not explains(title.words.full, word) and (run := _run(word, beside.words.full))
        }
    )
    if not meant:
        return title
    return replace(
        title,
        words=_with(title.words, meant),
        undated=_with(title.undated, meant),
        turned=_with(title.turned, meant) if title.turned else None,
        short=_with(title.short, meant) if title.short and len(title.short.full) > 1 else title.short,
        body=_with(title.body, meant) if title.body else None,
        pieces=tuple(_with(piece, meant) if len(piece.full) > 1 else piece for piece in title.pieces),
    )


def _written_out(title: Title, beside: Title) -> dict[str, tuple[str, ...]]:
    """The one word of the other for each that the title abbreviates: “loc. prot.”, “V. Alecsandri”."""
    found: dict[str, tuple[str, ...]] = {}
    for token in map(folded, _DOTTED.findall(title.text)):
        word = title_forms.abbreviations().get(token, token)
        if word in title.words.full and word not in beside.words.full:
            meant = {said for said in beside.words.full if said.startswith(token) and said not in title.words.full}
            if len(meant) == 1 and not has_digit(said := meant.pop()):
                found[word] = (said,)
    return found


def explains(words: tuple[str, ...], initials: str) -> bool:
    """Whether the words for the initials stand among these: “asistenți maternali profesioniști (AMP)”."""
    return bool(_run(initials, words))


@lru_cache(maxsize=65536)
def may_be_initials(word: str) -> bool:
    """Whether a folded word is none that is known, and as short as initials are."""
    if not _FEWEST <= len(word) <= _MOST or has_digit(word):
        return False
    if len(word) < _MANY and not _VOWELS.isdisjoint(word):
        return False
    return word in acronyms() or not (is_common(word) or is_place(word) or is_first_name(word))


@lru_cache(maxsize=65536)
def initials_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """The letters with which the words begin, whole for those that may be initials; without what adds nothing.

    Both readings where words that there are (“generale”) may be initials too.
    """
    said = [word for word in words if not is_place_kind(word) and word not in title_forms.words("people")]
    whole = [word for word in said if word[0].isdigit() or may_be_initials(word)]
    sure = [word for word in whole if word in acronyms() or not (is_word(word) or is_word(stem(word)))]
    readings = ("".join(word if word in kept else word[0] for word in said) for kept in (whole, sure))
    return tuple(dict.fromkeys(readings))


def _run(initials: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words behind each other that have these initials, or none."""
    runs = (words[start : start + _size(initials, words[start:])] for start in range(len(words)))
    return next(
        (run for run in runs if len(run) >= _FEWEST and initials not in run and not any(map(_is_name, run))), ()
    )


def _is_name(word: str) -> bool:
    """Whether it is a name, a number or initials, for which none stand: “CIA” is not Centru de Îngrijire Adjud."""
    if len(word) <= _MANY and not is_common(word) and word not in _SHORT:
        return True
    return has_digit(word) or ((is_place(word) or is_first_name(word)) and not is_common(word))


def _size(letters: str, words: tuple[str, ...]) -> int:
    """How many words, from the first on, give these letters, each one or two; 0 where they don't."""
    if not letters or not words:
        return 0
    for given in _given(words[0]):
        if letters == given:
            return 1
        if letters.startswith(given) and (rest := _size(letters[len(given) :], words[1:])):
            return rest + 1
    return 0


def _given(word: str) -> tuple[str, ...]:
    """The letters that acronyms take of a word: “CAbR” is Centrul de Abilitare și Reabilitare."""
    also = _ALSO.get(stem(word))
    return (word[0], word[:2], also) if also else (word[0], word[:2])


def _with(words: Words, meant: Mapping[str, tuple[str, ...]]) -> Words:
    full = tuple(part for word in words.full for part in meant.get(word, (word,)))
    return read_words(full) if full != words.full else words

"""Titles of projects: what makes two of them the same."""

import re

from resolve.spelling import folded, words

# What stands before a title without being part of it: “proiectul „…””, “Titlul proiectului: …”. Folded.
_INTRODUCTION = re.compile(
    r"""
    \W*
    (?: (?: titlul | titlu | denumirea ) \s+ (?: complet \s+ )? (?: al \s+ )? proiect (?: ului )? \b
      | (?: in \s+ cadrul \s+ )? proiect (?: ul | ului )? \b (?! \s+ de \b )
    )
    (?: \s+ (?: cu \s+ titlul | intitulat | numit | denumit ) \b )?
    """,
    re.VERBOSE,
)


def title_key(title: str) -> str:
    """The title without case, diacritics, quotation marks, dashes and “proiectul”; "" when nothing is left.

    Numbers stay: two phases of one project are two projects.
    """
    text = folded(title)
    introduction = _INTRODUCTION.match(text)
    rest = text[introduction.end() :] if introduction else text
    return " ".join(words(rest) or words(text))


# “VENUS – Împreună …”, “TEAM-UP: Progres …”: a name, a blank before the dash or none before the colon, the rest
_SHORT_NAME = re.compile(r"(?P<short>[^–—:]{3,60}?)(?:\s[–—-]\s|:\s)(?=\S+\s+\S)")
_FEWEST_LETTERS = 8  # of a short name of ordinary words: “Acasă la Codru” is a name, “Casa” is not


def short_name_key(title: str) -> str | None:
    """The key of the short name that a full title begins with, or None.

    A short name is an acronym in capitals, or at least two words of some length.
    """
    match = _SHORT_NAME.match(title)
    if match is None:
        return None
    short = match["short"].strip(' "„”“«»')
    key = title_key(short)
    is_acronym = sum(character.isupper() for character in short) >= 3 and short.upper() == short
    is_name = " " in key and sum(map(str.isalpha, key)) >= _FEWEST_LETTERS
    return key if key and (is_acronym or is_name) else None

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

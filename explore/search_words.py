"""Words that somebody looks for, as a query of SQLite's full-text search that has no syntax of its own.

Words are found in any order, each from its beginning to its end; `asist*` finds all that begin so; words in quotation
marks, of whatever kind, stand side by side. Everything else in them, `-`, `:`, `AND`, is text. That letters with and
without diacritics are one, and capitals small letters, is the index's own doing (`unicode61 remove_diacritics 2`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

_QUOTES = '"„”“‟«»‹›'
_PART = re.compile(rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}](?P<open>\*?)|(?P<word>[^\s{_QUOTES}]+)")
_MOST = 20  # words; whoever types more means them to be slow
_SHORTEST = 2  # letters of a beginning: a third of all words begin with one of the most frequent letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A word, or several in quotation marks."""

    text: str
    is_phrase: bool
    is_open: bool  # it is a beginning

    @property
    def query(self) -> str:
        """The expression for MATCH."""
        return f'"{self.text}"{" *" if self.is_open else ""}'


def fts_query(words: Iterable[str], *, open_from: int | None = None, ended_from: int | None = None) -> str | None:
    """The expression for MATCH; None where there is nothing in the words to be found.

    With `open_from`, words of at least so many letters are beginnings, with a star or without; with `ended_from`
    those of at least so many letters are beginnings without their last one, which may be an ending.
    """
    return " AND ".join(part.query for part in map(partial(_opened, open_from, ended_from), parts(words))) or None


def _opened(open_from: int | None, ended_from: int | None, part: Part) -> Part:
    found = terms(part.text)
    if len(found) != 1:
        return part
    if ended_from is not None and len(found[0]) >= ended_from and not part.is_open and not part.is_phrase:
        return Part(text=found[0][:-1], is_phrase=False, is_open=True)
    is_open = part.is_open or (open_from is not None and len(found[0]) >= open_from)
    return Part(text=part.text, is_phrase=False, is_open=is_open)


def terms(text: str) -> list[str]:
    """The words of a text as the index has them: letters and digits, small, without diacritics."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", bare.lower())


def parts(words: Iterable[str]) -> list[Part]:
    """What is looked for, each thing once."""
    found = dict.fromkeys(_parts(words))
    return [part for part in found if terms(part.text)][:_MOST]


def exactly(words: str) -> str:
    """What somebody types who wants these words and no others: each in quotation marks."""
    return " ".join(f'"{part.text}"{"*" if part.is_open else ""}' for part in parts([words]))


def _parts(words: Iterable[str]) -> Iterator[Part]:
    text = unicodedata.normalize("NFC", " ".join(words)).replace("\0", " ")
    for part in _PART.finditer(text):
        if part["phrase"] is not None:
            yield Part(text=part["phrase"], is_phrase=True, is_open=bool(part["open"]))
        else:
            bare = part["word"].rstrip("*")
            is_open = bare != part["word"] and len(bare) >= _SHORTEST
            yield Part(text=bare, is_phrase=False, is_open=is_open)

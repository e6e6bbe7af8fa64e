"""Words that somebody looks for, as a query of SQLite's full-text search that has no syntax of its own.

Words are found in any order, each from its beginning to its end; `asist*` finds all that begin so; words in quotation
marks, of whatever kind, stand side by side. Everything else in them, `-`, `:`, `AND`, is text. That letters with and
without diacritics are one, and capitals small letters, is the index's own doing (`unicode61 remove_diacritics 2`).
"""

import re
import unicodedata
from collections.abc import Iterable

_QUOTES = '"„”“‟«»‹›'
_PART = re.compile(rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}](?P<open>\*?)|(?P<word>[^\s{_QUOTES}]+)")
_MOST = 50  # words; nobody types more, and the index's parser has its limits


def fts_query(words: Iterable[str], *, open_from: int | None = None) -> str | None:
    """The expression for MATCH; None where there is nothing in the words to be found.

    With `open_from`, words of at least so many letters are beginnings, with a star or without.
    """
    parts = []
    for text, is_prefix in _parts(words):
        if found := terms(text):
            is_open = is_prefix or (open_from is not None and len(found) == 1 and len(found[0]) >= open_from)
            parts.append(f'"{text}"{" *" if is_open else ""}')
    return " AND ".join(parts[:_MOST]) or None


def terms(text: str) -> list[str]:
    """The words of a text as the index has them: letters and digits, small, without diacritics."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", bare.lower())


def _parts(words: Iterable[str]) -> Iterable[tuple[str, bool]]:
    text = unicodedata.normalize("NFC", " ".join(words)).replace("\0", " ")
    for part in _PART.finditer(text):
        if part["phrase"] is not None:
            yield part["phrase"], bool(part["open"])
        else:
            yield part["word"].rstrip("*"), part["word"].endswith("*")

"""Fondoscop for notebooks and scripts: ask a database, or read facts from one text.

>>> import fondoscop
>>> with fondoscop.open("data/fondoscop.db") as database:
...     rows = list(database.rows("SELECT title, quote FROM projects ORDER BY title LIMIT 3"))
>>> facts = fondoscop.read("Proiectul „Casa de pe deal” are o valoare totală de 300.000 lei.")
>>> facts.amounts[0].value, facts.amounts[0].role
(Decimal('300000'), 'total')
"""

from datetime import date
from functools import cache
from pathlib import Path

from extract.pipeline import Extractor
from readers.published import published_in_text
from readers.text import blocks_of_text
from store.database import Database
from store.records import Document, Facts

__all__ = ["Database", "Facts", "open", "read"]


def open(path: str | Path = "data/fondoscop.db") -> Database:  # noqa: A001 - as in fondoscop.open(…)
    """The database at `path`, read-only; close it or use it in a `with` block.

    Its `rows(sql, parameters)` yields dictionaries by column name, which pandas takes as they are. Raises
    store.database.DatabaseError when the file is missing, is no database, or was made by another version.
    """
    return Database.open(Path(path), read_only=True)


def read(text: str, *, published: str | None = None) -> Facts:
    """The facts of one text.

    `published` is its date of publication (ISO), against which “ieri” is read; without one it is looked for in
    the text. Raises ValueError when it is no date.
    """
    if published is not None:
        date.fromisoformat(published)
    blocks = blocks_of_text(text)
    if published is None:
        found = published_in_text(text, blocks)
        published = found[0] if found else None
    document = Document(id="text", text=text, blocks=blocks, published=published, reader="text/2")
    return _extractor().facts_of(document)


@cache
def _extractor() -> Extractor:
    return Extractor.load()

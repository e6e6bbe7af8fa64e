"""What a search shows of a document: a passage of its text, or, where the text is not to be shown, of its quotes alone.

A passage around whatever words somebody looks for would give the text to whoever asks often enough.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace

from explore.search import CLOSE, OPEN, FoundDocument, Hit
from explore.site.publishing import policy
from store.database import Database

_SOURCES = """
SELECT d.id, d.source_id, s.kind FROM documents d JOIN sources s ON s.id = d.source_id
WHERE d.id IN (SELECT value FROM json_each(?))
"""
_QUOTES = """
SELECT document_id, sentence FROM quotes WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY number
"""


def shown(database: Database, hits: Sequence[Hit], match: str | None) -> list[Hit]:
    """The same hits; documents of which the site shows only quotes have the sentence with a fact in which the words
    stand, or no passage where they stand in none. Without words it is the first sentence with a fact.
    """
    ids = [hit.id for hit in hits if isinstance(hit, FoundDocument)]
    withheld = [
        row["id"]
        for row in database.rows(_SOURCES, (json.dumps(ids),))
        if policy(row["source_id"], row["kind"]) != "full"
    ]
    quotes = ((row["document_id"], row["sentence"]) for row in database.rows(_QUOTES, (json.dumps(withheld),)))
    passages = dict.fromkeys(withheld, "") | _best(quotes, match)
    return [
        replace(hit, passage=passages[hit.id]) if isinstance(hit, FoundDocument) and hit.id in passages else hit
        for hit in hits
    ]


def _best(quotes: Iterable[tuple[str, str]], match: str | None) -> dict[str, str]:
    """The best sentence of each document. The few of one page are looked at by themselves, in an index as the
    database's own is: that would be gone through for each document anew.
    """
    with closing(sqlite3.connect(":memory:")) as few:
        few.execute(
            "CREATE VIRTUAL TABLE few USING fts5"
            " (document UNINDEXED, sentence, tokenize = 'unicode61 remove_diacritics 2')"
        )
        few.executemany("INSERT INTO few VALUES (?, ?)", quotes)
        if match is None:
            return dict(few.execute("SELECT document, sentence FROM few ORDER BY rowid DESC"))  # the last one stays
        marked = "highlight(few, 1, ?, ?)"
        found = few.execute(
            f"SELECT document, {marked} FROM few WHERE few MATCH ? ORDER BY rank DESC, rowid DESC",  # noqa: S608
            (OPEN, CLOSE, match),
        )
        return dict(found)

"""What a search shows of a document: a passage of its text, or, where the text is not to be shown, of its quotes alone.

A passage around whatever words somebody looks for would give the text to whoever asks often enough.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from explore.linked_search import quotes_of
from explore.search import CLOSE, OPEN, FoundDocument, Hit
from explore.site.publishing import policy
from store.database import Database

_SOURCES = """
SELECT d.id, d.number, d.source_id, s.kind FROM documents d JOIN sources s ON s.id = d.source_id
WHERE d.id IN (SELECT value FROM json_each(?))
"""
_FOUND = f"""
SELECT highlight(quotes_fts, 0, '{OPEN}', '{CLOSE}') AS sentence
FROM quotes_fts JOIN quotes q ON q.number = quotes_fts.rowid
WHERE quotes_fts MATCH ? AND quotes_fts.rowid BETWEEN ? AND ? AND q.document_id = ?
ORDER BY bm25(quotes_fts), quotes_fts.rowid LIMIT 1
"""  # noqa: S608 - two constants of ours
_FIRST = """
SELECT sentence FROM quotes WHERE number BETWEEN ? AND ? AND document_id = ? ORDER BY number LIMIT 1
"""


def shown(database: Database, hits: Sequence[Hit], match: str | None) -> list[Hit]:
    """The same hits; documents of which the site shows only quotes have the sentence with a fact in which the words
    stand, or no passage where they stand in none.
    """
    ids = [hit.id for hit in hits if isinstance(hit, FoundDocument)]
    withheld = {
        row["id"]: row["number"]
        for row in database.rows(_SOURCES, (json.dumps(ids),))
        if policy(row["source_id"], row["kind"]) != "full"
    }
    return list(_shown(database, hits, match, withheld))


def _shown(database: Database, hits: Sequence[Hit], match: str | None, withheld: dict[str, int]) -> Iterator[Hit]:
    for hit in hits:
        if not isinstance(hit, FoundDocument) or hit.id not in withheld:
            yield hit
            continue
        first, last = quotes_of(withheld[hit.id])
        rows = (
            database.rows(_FIRST, (first, last, hit.id))
            if match is None
            else database.rows(_FOUND, (match, first, last, hit.id))
        )
        yield replace(hit, passage=next(rows, {"sentence": ""})["sentence"])

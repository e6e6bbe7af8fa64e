"""Copies in the database: signatures of texts, the pairs that may be copies, and what was found.

Functions on an open connection, for `store.database`. Pairs are found by sorting in SQLite, which does it on disk:
memory does not grow with the number of documents.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence

Pair = tuple[str, str, str | None]  # two ids of documents, and why they are copies where that is plain already

_SAME_BYTES = """
    SELECT id, first_value(id) OVER (PARTITION BY sha256 ORDER BY id)
    FROM (SELECT documents.id, captures.sha256 FROM documents JOIN captures ON captures.id = documents.capture_id)
"""
_SAME_WORDS = """
    SELECT document_id, first_value(document_id) OVER (PARTITION BY words ORDER BY document_id)
    FROM document_signatures
"""
_SAME_BAND = """
    WITH near AS (
        SELECT document_id, first_value(document_id) OVER same AS first, lag(document_id) OVER same AS previous
        FROM temp.bands WINDOW same AS (PARTITION BY hash ORDER BY document_id)
    )
    SELECT document_id, first FROM near WHERE first <> document_id
    UNION SELECT document_id, previous FROM near WHERE previous <> document_id
"""


def unsigned(connection: sqlite3.Connection, version: str, limit: int) -> list[tuple[str, str]]:
    """Ids and texts of documents that have no signature of this version."""
    return connection.execute(
        "SELECT id, text FROM documents WHERE NOT EXISTS"
        " (SELECT 1 FROM document_signatures AS s WHERE s.document_id = documents.id AND s.version = ?) LIMIT ?",
        (version, limit),
    ).fetchall()


def sign(connection: sqlite3.Connection, version: str, signed: Iterable[tuple[str, str, Sequence[int]]]) -> None:
    """Keep the signatures: id of the document, digest of its words, hashes of its bands (signed, 64 bits)."""
    connection.executemany(
        "INSERT OR REPLACE INTO document_signatures (document_id, version, words, bands) VALUES (?, ?, ?, ?)",
        ((identity, version, words, array("q", bands).tobytes()) for identity, words, bands in signed),
    )


def pairs(connection: sqlite3.Connection) -> Iterator[Pair]:
    """Pairs that may be copies: each document with the first and with the one before of those that share something."""
    for query, reason in ((_SAME_BYTES, "same bytes"), (_SAME_WORDS, "same words")):
        for identity, first in connection.execute(query):
            if identity != first:
                yield identity, first, reason
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS bands (hash INTEGER NOT NULL, document_id TEXT NOT NULL)")
    connection.execute("DELETE FROM temp.bands")
    connection.executemany("INSERT INTO temp.bands (hash, document_id) VALUES (?, ?)", _bands(connection))
    for identity, other in connection.execute(_SAME_BAND):
        yield identity, other, None


def _bands(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    for identity, content in connection.execute("SELECT document_id, bands FROM document_signatures"):
        bands = array("q")
        bands.frombytes(content)
        for band in bands:
            yield band, identity


def store(connection: sqlite3.Connection, copies: Iterable[tuple[str, str, str]]) -> None:
    """Make these the copies: id, id of the original, reason. A row that is as it was is not written."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS copies (id TEXT PRIMARY KEY, original TEXT, reason TEXT)")
    connection.execute("DELETE FROM temp.copies")
    connection.executemany("INSERT INTO temp.copies (id, original, reason) VALUES (?, ?, ?)", copies)
    connection.execute("""
        UPDATE documents SET copy_of = c.original, copy_reason = c.reason
        FROM (SELECT d.id, copies.original, copies.reason FROM documents AS d LEFT JOIN temp.copies USING (id)) AS c
        WHERE c.id = documents.id AND (copy_of IS NOT c.original OR copy_reason IS NOT c.reason)
    """)

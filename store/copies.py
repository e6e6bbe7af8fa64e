"""Copies in the database: signatures of texts, the pairs that may be copies, and what was found of them.

Pairs are found by sorting in SQLite, which does it on disk: memory does not grow with the number of documents. What was
found by comparing two texts is kept as long as both are as they were, so only pairs with a new text are compared.
"""

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

Transaction = Callable[[], AbstractContextManager[Any]]

_SAME_BYTES = """
    SELECT id AS a, first_value(id) OVER (PARTITION BY sha256 ORDER BY id) AS b
    FROM (SELECT documents.id, captures.sha256 FROM documents JOIN captures ON captures.id = documents.capture_id)
"""
_SAME_WORDS = """
    SELECT document_id AS a, first_value(document_id) OVER (PARTITION BY words ORDER BY document_id) AS b
    FROM document_signatures
"""
# Each document with the first and with the one before of those that share a band: enough for what hangs together.
_SAME_BAND = """
    WITH near AS (
        SELECT document_id, first_value(document_id) OVER same AS first, lag(document_id) OVER same AS previous
        FROM temp.bands WINDOW same AS (PARTITION BY hash ORDER BY document_id)
    )
    SELECT document_id AS a, first AS b FROM near WHERE first <> document_id
    UNION SELECT document_id, previous FROM near WHERE previous <> document_id
"""


class CopyTables:
    """Given out by `store.database.Database.copies`; the methods are called in this order."""

    def __init__(self, connection: sqlite3.Connection, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction

    def unsigned(self, version: str, limit: int = 500) -> list[tuple[str, str]]:
        """Ids and texts of documents whose text has no signature of this version yet."""
        return self._connection.execute(
            "SELECT id, text FROM documents WHERE NOT EXISTS"
            " (SELECT 1 FROM document_signatures AS s WHERE s.document_id = documents.id AND s.version = ?) LIMIT ?",
            (version, limit),
        ).fetchall()

    def sign(self, version: str, signed: Iterable[tuple[str, str, Sequence[int]]]) -> None:
        """Keep signatures: id of the document, digest of its words, hashes of its bands (signed, 64 bits)."""
        with self._transaction():
            self._connection.executemany(
                "INSERT OR REPLACE INTO document_signatures (document_id, version, words, bands) VALUES (?, ?, ?, ?)",
                ((identity, version, words, array("q", bands).tobytes()) for identity, words, bands in signed),
            )

    def likely(self) -> list[tuple[str, str]]:
        """Pairs of documents that may be copies and were not compared yet, by their ids, the less first."""
        execute = self._connection.execute
        with self._transaction():
            for table, columns in (
                ("bands", "hash INTEGER NOT NULL, document_id TEXT NOT NULL"),
                ("likely_copies", "one TEXT, other TEXT, reason TEXT, PRIMARY KEY (one, other)"),
            ):
                execute(f"DROP TABLE IF EXISTS temp.{table}")
                execute(f"CREATE TEMP TABLE {table} ({columns})")
            self._connection.executemany("INSERT INTO temp.bands (hash, document_id) VALUES (?, ?)", self._bands())
            for query, reason in ((_SAME_BYTES, "same bytes"), (_SAME_WORDS, "same words"), (_SAME_BAND, None)):
                execute(f"{_LIKELY} ({query}) WHERE a <> b", (reason,))
            execute("DROP TABLE temp.bands")
            execute(_FORGET_COMPARISONS)
            return execute(_NOT_COMPARED).fetchall()

    def _bands(self) -> Iterator[tuple[int, str]]:
        for identity, content in self._connection.execute("SELECT document_id, bands FROM document_signatures"):
            bands = array("q")
            bands.frombytes(content)
            for band in bands:
                yield band, identity

    def compared(self, pairs: Iterable[tuple[str, str, bool]]) -> None:
        """Keep which pairs are copies."""
        with self._transaction():
            self._connection.executemany(
                "INSERT INTO copy_comparisons (document_id, other_id, is_copy) VALUES (?, ?, ?)"
                " ON CONFLICT (document_id, other_id) DO UPDATE SET is_copy = excluded.is_copy",
                pairs,
            )

    def pairs(self) -> list[tuple[str, str]]:
        """Pairs of documents that tell one story."""
        return self._connection.execute(
            "SELECT one, other FROM temp.likely_copies AS l LEFT JOIN copy_comparisons AS c"
            " ON c.document_id = one AND c.other_id = other WHERE l.reason IS NOT NULL OR c.is_copy"
        ).fetchall()

    def text(self, document_id: str) -> str:
        """A document's text."""
        found = self._connection.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
        return str(found[0])

    def day(self, document_id: str) -> str | None:
        """A document's date of publication."""
        found = self._connection.execute("SELECT published FROM documents WHERE id = ?", (document_id,)).fetchone()
        return None if found[0] is None else str(found[0])

    def store(self, originals: Iterable[tuple[str, str]], share: Callable[[str, str], str]) -> None:
        """Make these the copies: id, id of the story's first document; `share` says why where it is not known yet.

        A row that is as it was is not written.
        """
        execute = self._connection.execute
        with self._transaction():
            execute("DROP TABLE IF EXISTS temp.copies")
            execute("CREATE TEMP TABLE copies (id TEXT PRIMARY KEY, original TEXT, reason TEXT)")
            self._connection.executemany("INSERT INTO temp.copies (id, original) VALUES (?, ?)", originals)
            execute(_KNOWN_REASONS)
            unknown = execute(
                "SELECT id, original FROM temp.copies WHERE reason IS NULL ORDER BY original, id"
            ).fetchall()
            reasons = [(copy, original, share(copy, original)) for copy, original in unknown]
            self._connection.executemany(
                "INSERT INTO copy_comparisons (document_id, other_id, share) VALUES (?, ?, ?)"
                " ON CONFLICT (document_id, other_id) DO UPDATE SET share = excluded.share",
                reasons,
            )
            self._connection.executemany("UPDATE temp.copies SET reason = ?3 WHERE id = ?1 AND original = ?2", reasons)
            execute("""
                UPDATE documents SET copy_of = c.original, copy_reason = c.reason
                FROM (
                    SELECT d.id, copies.original, copies.reason FROM documents AS d LEFT JOIN temp.copies USING (id)
                ) AS c WHERE c.id = documents.id AND (copy_of IS NOT c.original OR copy_reason IS NOT c.reason)
            """)
            execute(_FORGET_SHARES)
            execute(_FORGET_EMPTY)


_LIKELY = "INSERT OR IGNORE INTO temp.likely_copies (one, other, reason) SELECT min(a, b), max(a, b), ? FROM"
_FORGET_COMPARISONS = """
    UPDATE copy_comparisons SET is_copy = NULL WHERE is_copy IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM temp.likely_copies WHERE one = document_id AND other = other_id AND reason IS NULL)
"""
_NOT_COMPARED = """
    SELECT one, other FROM temp.likely_copies AS l LEFT JOIN copy_comparisons AS c
        ON c.document_id = one AND c.other_id = other
    WHERE l.reason IS NULL AND c.is_copy IS NULL ORDER BY one, other
"""
_KNOWN_REASONS = """
    UPDATE temp.copies SET reason = coalesce(
        (
            SELECT reason FROM temp.likely_copies
            WHERE one = min(copies.id, original) AND other = max(copies.id, original)
        ),
        (SELECT share FROM copy_comparisons WHERE document_id = copies.id AND other_id = original)
    )
"""
# What is kept is what a rebuild would find: no more than what was asked for now.
_FORGET_SHARES = """
    UPDATE copy_comparisons SET share = NULL WHERE share IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM temp.copies WHERE id = document_id AND original = other_id AND reason = share)
"""
_FORGET_EMPTY = "DELETE FROM copy_comparisons WHERE is_copy IS NULL AND share IS NULL"

"""How many PDFs of each source are pictures of paper: read by OCR, or waiting for it to be installed."""

from dataclasses import dataclass

from store.database import Database

_SCANNED = """
    SELECT source_id, sum(unread) AS unread, sum(by_ocr) AS by_ocr FROM (
        SELECT source_id, count(DISTINCT url) AS unread, 0 AS by_ocr FROM issues
            WHERE stage = 'read' AND kind = 'scanned-pdf' AND source_id IS NOT NULL GROUP BY source_id
        UNION ALL
        SELECT source_id, 0, count(*) FROM documents
            WHERE reader LIKE 'pdf-ocr/%' AND source_id IS NOT NULL GROUP BY source_id
    ) GROUP BY source_id ORDER BY source_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """Addresses of one source that gave a PDF without text: `unread` have an issue, `by_ocr` became documents."""

    unread: int
    by_ocr: int


def scanned_pdfs(database: Database) -> dict[str, Scanned]:
    """By source; those without scanned PDFs are left out."""
    return {row["source_id"]: Scanned(unread=row["unread"], by_ocr=row["by_ocr"]) for row in database.rows(_SCANNED)}

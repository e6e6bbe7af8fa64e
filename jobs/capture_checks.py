"""What must hold between captures, the archive's index, and the documents that were read from them."""

from collections.abc import Iterator
from itertools import chain

from jobs.failures import Failure, cut
from jobs.indexed_captures import IndexedCaptures
from jobs.stored_document import Row, StoredDocument
from store.database import Database
from store.records import Capture, Document
from store.rows import capture_row, document_row

_PAGE = 500  # rows of a query
_OF_OTHERS = frozenset(("last_run", "seen"))  # columns of a document that the journal tells, not the capture


def capture_of(
    database: Database, index: IndexedCaptures, stored: StoredDocument
) -> tuple[Capture | None, list[Failure]]:
    """The document's capture as the archive has it, and what the database says otherwise; None where it has none."""
    identity, url = stored.row["capture_id"], stored.row["url"]
    rows = list(database.rows("SELECT * FROM captures WHERE id = ?", (identity,)))
    known = index.get(identity)
    faults = list(_row_agrees(rows[0], index)) if rows and index.damage is None else []
    if not rows:
        faults.append(Failure(kind="capture", message=f"the capture {identity} is not in the database"))
    elif rows[0]["outcome"] != "read":
        faults.append(Failure(kind="capture", message=f"its capture {identity} counts as {rows[0]['outcome']}"))
    if known is None:
        return None, faults
    if known.url != url:
        message = f"its capture {identity} is one of another address, {known.url}"
        return None, [*faults, Failure(kind="swapped-capture", message=message)]
    return known, faults


def _row_agrees(row: Row, index: IndexedCaptures) -> Iterator[Failure]:
    """A capture's row against the archive's index."""
    identity, url = str(row["id"]), str(row["url"])
    known = index.get(identity)
    if known is None:
        message = f"the archive's index has no capture {identity}"
    else:
        wanted = capture_row(known, str(row["outcome"]))
        message = "; ".join(
            f"{key} of the capture {identity} is {cut(row[key])}, and {cut(value)} in the archive's index"
            for key, value in wanted.items()
            if row[key] != value
        )
    if message:
        yield Failure(kind="capture", message=message, capture_id=identity, url=url)


def idle_captures_agree(database: Database, index: IndexedCaptures) -> Iterator[Failure]:
    """The captures that no document stands on, and captures that lost their document."""
    idle = "SELECT * FROM captures WHERE id > ? AND id NOT IN (SELECT capture_id FROM documents) ORDER BY id LIMIT ?"
    last = ""
    while rows := list(database.rows(idle, (last, _PAGE))):
        for row in rows:
            lost = Failure(
                kind="missing-document",
                message=f"the capture {row['id']} was read, and there is no document of it",
                capture_id=row["id"],
                url=row["url"],
            )
            yield from chain(_row_agrees(row, index), [lost] if row["outcome"] == "read" else [])
        last = rows[-1]["id"]


def document_agrees(stored: StoredDocument, document: Document, capture: Capture) -> Iterator[Failure]:
    """The document's row against what the reader makes of the capture."""
    if document.text != stored.text:
        place = next(
            (n for n, (one, other) in enumerate(zip(document.text, stored.text, strict=False)) if one != other),
            min(len(document.text), len(stored.text)),
        )
        here, there = stored.text[place : place + 60], document.text[place : place + 60]
        yield Failure(kind="text", message=f"from {place} on it says {cut(here)}, and its capture says {cut(there)}")
    for key, value in document_row(document, capture).items():
        # What hangs on the text differs with it, and is no news.
        if key in _OF_OTHERS or (key in ("text", "length", "content") and document.text != stored.text):
            continue
        if stored.row[key] != value:
            yield Failure(kind="document", message=f"{key} is {cut(stored.row[key])} and should be {cut(value)}")

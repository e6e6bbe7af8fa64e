"""What a verification finds wrong: its kinds, and the lines in which it is told."""

from dataclasses import dataclass
from typing import Literal

FailureKind = Literal[
    "index",  # the archive's index can't be read to its end
    "capture",  # the database and the archive's index don't say the same of a capture
    "damaged-capture",  # the bytes are missing, or don't have their SHA-256
    "swapped-capture",  # the document's capture is not one of its address
    "missing-document",  # a capture counts as read, and no document was read from it
    "unreadable",  # the reader makes nothing of the capture any more
    "text",  # the reader makes another text of it
    "document",  # title, date, language or another column of the document is another
    "quote",  # a quote is not at its place in the database's text
    "quote-reread",  # a quote is not at its place in the text as it was read again
    "id",  # an id doesn't follow from address, words and surroundings
    "sentence",  # the sentence of a fact is another, missing, or of no fact
    "decision",  # a corrected column does not have the value that was decided, or a rejected fact is there
    "link",  # a fact's project is not the one of its mention, or the mention stands elsewhere
    "project",  # what a resolved project says is not what one of its mentions says
    "value",  # extraction gives a fact other values (only with a comparison of values)
    "missing-fact",  # extraction gives a fact that the database does not have (likewise)
    "extra-fact",  # the database has a fact that extraction does not give (likewise)
    "untraced",  # a quote was not found in the capture's bytes without the reader (only when that is asked for)
]

_LONGEST = 80  # characters of a passage in a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that is not as it should be. The message says what differs; the rest, where."""

    kind: FailureKind
    message: str
    fact_id: str | None = None
    table: str | None = None
    document_id: str | None = None
    capture_id: str | None = None
    url: str | None = None

    def line(self) -> str:
        """One line for people; what it quotes may hold anything."""
        about = " ".join(filter(None, (self.table, self.fact_id)))
        place = f" (document {self.document_id}, {self.url})" if self.document_id else f" ({self.url or 'archive'})"
        return f"{self.kind}: {f'{about}: ' if about else ''}{self.message}{place}"


def cut(passage: object) -> str:
    """A passage in quotation marks, shortened."""
    text = " ".join(str(passage).split())
    return f"„{text if len(text) <= _LONGEST else f'{text[: _LONGEST - 1]}…'}”"

"""Why a capture or file could not be read."""

from typing import Literal

ErrorKind = Literal[
    "not-html",
    "empty-page",
    "broken-pdf",
    "scanned-pdf",
    "broken-docx",
    "broken-odt",
    "broken-ods",
    "broken-xlsx",
    "broken-rtf",
    "broken-zip",
    "too-large",
    "timeout",
    "unsupported",
    "undecodable",
]


class ReadError(Exception):
    """A body that gives no document. `kind` is stable and goes into the issues, `message` is for people."""

    def __init__(self, kind: ErrorKind, message: str) -> None:
        super().__init__(message)
        self.kind: ErrorKind = kind
        self.message = message

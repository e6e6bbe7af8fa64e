"""Why a capture or file could not be read."""

from collections.abc import Iterable
from typing import Final, Literal

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


UNREAD: Final = "unread-page"
"""What the child tells in the place of a page that can't be opened, and the kind of its issue."""

PICTURE: Final = "picture-page"
"""The same for a page without text that is mostly a picture."""


def numbers_of_gaps(pages: Iterable[object]) -> dict[str, list[int]]:
    """Numbers of the pages, from 1, in whose place one of these is told, by what is told."""
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pages, start=1):
        if isinstance(page, str):
            found.setdefault(page, []).append(number)
    return found


class ReadError(Exception):
    """A body that gives no document. `kind` is stable and goes into the issues, `message` is for people."""

    def __init__(self, kind: ErrorKind, message: str) -> None:
        super().__init__(message)
        self.kind: ErrorKind = kind
        self.message = message

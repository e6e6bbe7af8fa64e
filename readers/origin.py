"""Where the words of a document stand in the capture: from a span of its text back to the bytes, or to the page.

A document's text is another spelling of what came: letters repaired, references resolved, blanks made one, bullets
and “ | ” added, personal data covered. Here the way is gone once more from the bytes, without the reader's parser
and without trafilatura, and each character keeps its place; then both texts, without blanks and added signs, are
laid side by side. So a quote can be shown in the capture itself, and one that is not there is found out.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from readers.alignment import NOWHERE, Aligner
from readers.errors import ReadError
from readers.masking import COVER, mask
from readers.sandbox import LIMITS, Limits, parse_apart
from readers.stream import Stream, stream_of_bytes, stream_of_text
from readers.tidy import uniform
from readers.visible import visible
from store.records import Document

# Blanks, controls, what readers add (• | :) and the bullets they take for it.
_UNTOLD = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ufffe:|•·●▪■□◦►▶➢✓✔]+")
_HYPHENS = re.compile(r"[-\u00ad\u2010]+")  # a PDF breaks words with them, and its reader mends them
_BLANKS = re.compile(r"\s+")
_MARKED = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")  # a letter and its combining marks
_BEYOND = re.compile(r"[^\x00-\u02ff]")  # where a sign of its own may have another form
_COVERS = re.compile(f"{COVER}+")
_UNIFORM = re.compile(r"[şŞţŢ\u00ad\u200b-\u200f\u2060\ufeff\ufffe]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a quote stands: bytes `body[start:end]` of a page or text, or the page of a PDF, counted from 1.

    `spelling` is what a person sees there, before any letter was made uniform; personal data in it are covered.
    """

    spelling: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Why there is no origin; `reason` is a sentence for people."""

    reason: str


class Origins:
    """The origins of one document's spans; make it with `origins`, which does all the work."""

    def __init__(self, document: Document, source: Stream, page_ends: Sequence[int] = ()) -> None:
        self._source = source
        self._page_ends = page_ends
        self._key = _key(stream_of_text(document.text), hyphens=bool(page_ends))
        seen = _uniform(stream_of_text(source.text))
        self._covered = bytearray(len(source.text))  # 1 where personal data stand
        if COVER in document.text:
            seen = seen.spelt(mask(seen.text))
            for found in _COVERS.finditer(seen.text):
                first, last = seen.starts[found.start()], seen.ends[found.end() - 1]
                self._covered[first:last] = b"\x01" * (last - first)
        self._there = _key(seen, hyphens=bool(page_ends))
        self._places = self._aligned(document)

    def find(self, start: int, end: int) -> Origin | Lost:
        """Where `document.text[start:end]` stands."""
        first, last = bisect_left(self._key.starts, start), bisect_left(self._key.starts, end)
        places = self._places[first:last]
        if not places:
            return Lost(reason="The span holds no words.")
        if NOWHERE in places:
            return Lost(reason="Not all of its words stand in the capture, at least not where the document has them.")
        begin, close = self._there.starts[places[0]], self._there.ends[places[-1]]
        if begin >= close:
            return Lost(reason="Its words stand in the capture in another order.")
        spelling = self._spelling(begin, close)
        if self._page_ends:
            return Origin(spelling=spelling, page=bisect_right(self._page_ends, begin) + 1)
        return Origin(spelling=spelling, start=self._source.starts[begin], end=self._source.ends[close - 1])

    def _spelling(self, begin: int, close: int) -> str:
        words = self._source.text[begin:close]
        if any(self._covered[begin:close]):
            marks = self._covered[begin:close]
            words = "".join(COVER if mark else sign for sign, mark in zip(words, marks, strict=True))
        return _BLANKS.sub(" ", words)

    def share(self) -> float:
        """The share of the document's characters whose place is known; blanks and added signs don't count."""
        return 1 - self._places.count(NOWHERE) / len(self._places) if self._places else 1.0

    def _aligned(self, document: Document) -> "array[int]":
        spans = [span for block in document.blocks for span in (block.cells or ((block.start, block.end),))]
        spans = spans or [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", document.text)]
        bounds = [(bisect_left(self._key.starts, a), bisect_left(self._key.starts, b)) for a, b in spans]
        pieces = [self._key.text[a:b] for a, b in bounds]
        places = array("q", [NOWHERE]) * len(self._key.text)
        for (a, b), found in zip(bounds, Aligner(self._there.text).align(pieces), strict=True):
            places[a:b] = found
        return places


def origins(
    document: Document, body: bytes, *, media_type: str | None = None, limits: Limits = LIMITS
) -> Origins | Lost:
    """The origins of all spans of a document in the body of its capture, in time linear in their lengths.

    `media_type` is the Content-Type that came with the body. Never raises for a body that can't be read: that is
    `Lost`, and so is a form whose parts have neither bytes nor pages to speak of.
    """
    form = document.reader.partition("/")[0]
    try:
        if form == "html":
            return Origins(document, visible(stream_of_bytes(body, media_type=media_type, markup=True)))
        if form == "text":
            return Origins(document, stream_of_bytes(body, media_type=media_type))
        if form == "pdf":
            return _in_pages(document, body, limits)
    except ReadError as error:
        return Lost(reason=error.message)
    return Lost(reason=f"A file of this form ({form or 'unknown'}) is packed: its words have no bytes of their own.")


def locate(document: Document, body: bytes, start: int, end: int, *, media_type: str | None = None) -> Origin | Lost:
    """Where one span of a document stands; `origins` is for many of them."""
    found = origins(document, body, media_type=media_type)
    return found if isinstance(found, Lost) else found.find(start, end)


def _in_pages(document: Document, body: bytes, limits: Limits) -> Origins:
    ends, pieces, size = [], [], 0
    for page in parse_apart(body, "pdf-words", limits=limits):
        words = "".join(f"{line}\n" for line in page)
        pieces.append(words)
        size += len(words)
        ends.append(size)
    return Origins(document, stream_of_text("".join(pieces)), ends)


def _uniform(source: Stream) -> Stream:
    """As `tidy.uniform`, with places; the order of what it does is the reader's."""
    told = source.sub(_UNIFORM, lambda found: uniform(found.group()))
    if unicodedata.is_normalized("NFC", told.text):
        return told
    told = told.sub(_MARKED, lambda found: uniform(found.group()))
    return told.sub(_BEYOND, lambda found: uniform(found.group()))


def _key(source: Stream, *, hyphens: bool) -> Stream:
    """What both texts have in common: composed comma-below letters, without blanks and what readers add."""
    key = _uniform(source).sub(_UNTOLD, lambda _: "")
    return key.sub(_HYPHENS, lambda _: "") if hyphens else key

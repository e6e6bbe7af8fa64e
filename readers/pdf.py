"""A PDF to a document's text and blocks: what the child process reads, and what is told of pages that it can't read."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from readers.errors import PICTURE, UNREAD, ReadError, numbers_of_gaps
from readers.hyphens import join
from readers.length import check_length
from readers.ocr import lacking
from readers.sandbox import LIMITS, Limits, parse_apart
from readers.text import blocks_of_text
from readers.tidy import tidy
from store.records import Block, Gap

_GAPS = {  # what the child says of a page -> what people are told
    UNREAD: "damaged and missing from the document; fetch the file again, or open it by hand.",
    PICTURE: "without text, only a picture: what is written there is missing; open the file by hand.",
}


class PdfText(NamedTuple):
    """What is read of a PDF, and which of its pages are not."""

    text: str
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]


def read_pdf(body: bytes, *, limits: Limits = LIMITS) -> PdfText:
    """The text that the file holds. Raises `ReadError`: "broken-pdf", "scanned-pdf", "too-large" or "timeout"."""
    told = parse_apart(body, "pdf", limits=limits)
    blocks = tuple(
        Block(kind=kind, start=start, end=end, level=level, cells=tuple(map(tuple, cells)), header=header)
        for kind, start, end, level, cells, header in told["blocks"]
    )
    check_length(len(told["text"]))
    return PdfText(told["text"], blocks, tuple(_gaps(told["gaps"])))


def read_scanned_pdf(body: bytes, *, limits: Limits = LIMITS) -> PdfText:
    """What OCR reads in a PDF of pictures. Raises `ReadError`, "scanned-pdf" where OCR isn't installed."""
    if todo := lacking():
        message = f"The PDF has no text, only pictures of its pages. To have them read by OCR: {todo}"
        raise ReadError("scanned-pdf", f"{message} (docs/operations.md)")
    pages = parse_apart(body, "pdf-ocr", limits=limits)
    paragraphs_read = (reduce(join, lines) for page in pages if isinstance(page, list) for lines in page)
    text = "\n\n".join(filter(None, map(tidy, paragraphs_read)))
    check_length(len(text))
    if not any(map(str.isalpha, text)):
        raise ReadError("scanned-pdf", "The PDF has no text, and OCR finds no words in its pictures; open it by hand.")
    return PdfText(text, blocks_of_text(text), tuple(_gaps(numbers_of_gaps(pages))))


def _gaps(told: Mapping[str, Sequence[int]]) -> Iterator[Gap]:
    """What people are told of pages that the child didn't read."""
    for kind, why in _GAPS.items():
        if numbers := told.get(kind):
            which = f"Page {numbers[0]}" if len(numbers) == 1 else f"Pages {', '.join(map(str, numbers))}"
            yield Gap(kind=kind, message=f"{which} of the PDF {'is' if len(numbers) == 1 else 'are'} {why}")

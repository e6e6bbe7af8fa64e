"""A DOCX to a text with structure: mammoth makes HTML of it, the rest is as for a page."""

from readers.errors import ReadError
from readers.html import tree_of
from readers.layout_tables import unwrap_layout_tables
from readers.lines import assemble, lines_of
from readers.sandbox import LIMITS, Limits, measure_zip, parse_apart
from store.records import Block


def read_docx(body: bytes, *, limits: Limits = LIMITS) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks. Raises `ReadError`: "broken-docx", "empty-page", "too-large" or "timeout"."""
    if "word/document.xml" not in measure_zip(body, limits=limits):
        raise ReadError("broken-docx", "The file is a zip without a Word document inside; look at what it is.")
    source = parse_apart(body, "docx", limits=limits)
    if not source.strip():
        raise ReadError("empty-page", "The document holds no text; it may be made of pictures.")
    root = tree_of(f"<html><body>{source}</body></html>")
    unwrap_layout_tables(root)
    lines = lines_of(root)
    if not lines:
        raise ReadError("empty-page", "The document holds no text; it may be made of pictures.")
    return assemble(lines)

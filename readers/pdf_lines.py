"""The lines and tables of a PDF, page by page, by PDFium: runs in the child process, for `readers.pdf_text`."""

from collections.abc import Iterator, Sequence
from string import ascii_letters
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from readers.errors import PICTURE, UNREAD, ReadError
from readers.hyphens import SOFT
from readers.length import check_length
from readers.pdf_calls import object_kind, page_object, page_objects
from readers.pdf_columns import in_columns
from readers.pdf_notes import marks_apart
from readers.pdf_order import Item, in_order
from readers.pdf_page import Line, PageText
from readers.pdf_rules import RuleSearch, tables_of
from readers.pdf_tables import Table, ruled_table

_MOST_PAGES = 3000
_MOST_PICTURES = 2000  # of a page
_MOSTLY = 0.5  # of a page's area
_SAMPLE = 2000  # characters of a page
_LETTERS = 0.1  # share of letters in what isn't blank: a page of figures has more
_NO_LETTERS = bytes(set(range(128)) - set(ascii_letters.encode()))
_LONGEST_PAGE = 100_000  # characters; a page with more isn't searched for tables


def pages_of(body: bytes) -> list[list[Item] | str]:
    """For each page its lines and tables in reading order; `UNREAD` for one that can't be opened, `PICTURE` for one
    without text that is mostly a picture. A line whose last word is broken ends with a soft hyphen (U+00AD), and
    places are told in tenths of a point.

    Raises `ReadError`: "broken-pdf" (a password, too), "scanned-pdf" or "too-large".
    """
    try:
        with pypdfium2.PdfDocument(body) as document:
            return _pages(document)
    except pypdfium2.PdfiumError as error:
        raise ReadError("broken-pdf", _fault(str(error))) from error


def words_of_pages(body: bytes) -> list[list[str]]:
    """For each page its lines, and the cells of its tables, in reading order; none of a page that isn't read.

    Raises `ReadError` as `pages_of` does.
    """
    return [[] if isinstance(page, str) else list(_words(page)) for page in pages_of(body)]


def _words(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Table):
            yield from (cell for row in item.rows for cell in row)
        else:
            yield item.text


def _fault(error: str) -> str:
    if "password" in error.lower():
        return "The PDF is protected by a password; ask its publisher for an open one."
    if "Success" in error:  # PDFium opened it, and found nothing to count
        return "The PDF has no pages; look at whether it was made well."
    return f"The PDF is damaged or cut off ({error.rstrip('.')}); fetch it again."


def _pages(document: Any) -> list[list[Item] | str]:  # noqa: ANN401 (pypdfium2 has no types)
    if len(document) > _MOST_PAGES:
        raise ReadError("too-large", f"The PDF has {len(document):,} pages; split it.")
    pages: list[list[Item] | str] = []
    size, is_text = 0, False
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:  # damaged: the others may be whole
            pages.append(UNREAD)
            continue
        with PageText(page) as text:
            size += len(text.text)
            check_length(size)
            is_text = is_text or _is_text(text.text)
            pages.append(PICTURE if not text.text.strip() and _is_picture(page) else _items(page, text))
        page.close()
    if all(page == UNREAD for page in pages):
        raise ReadError("broken-pdf", "The PDF is damaged, none of its pages can be opened; fetch it again.")
    if not is_text:
        message = f"The PDF has no text, only pictures of {len(pages)} page(s); it needs OCR."
        raise ReadError("scanned-pdf", message)
    return pages


def _is_picture(page: Any) -> bool:  # noqa: ANN401
    """Whether pictures, or forms that hold them, cover most of the page: scanners cut one into strips."""
    search, area = RuleSearch(0), 0.0
    for number in range(min(page_objects(page.raw), _MOST_PICTURES)):
        item = page_object(page.raw, number)
        if object_kind(item) in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            left, bottom, right, top = search.box(item)
            area += (right - left) * (top - bottom)
    width, height = page.get_size()
    return bool(area > _MOSTLY * width * height)


def _is_text(text: str) -> bool:
    """Whether letters are what one would expect of words: fonts without names of letters leave signs and boxes."""
    sample = text[:_SAMPLE]
    fewest = _LETTERS * len("".join(sample.split()))
    if len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS)) > fewest:  # mostly, and told at once
        return True
    letters = sum(map(str.isalpha, sample))
    return letters > 0 and letters >= fewest


def _items(page: Any, text: PageText) -> list[Item]:  # noqa: ANN401
    items = _ordered(page, text)
    for item in items:
        if isinstance(item, Line):
            if item.broken:
                item.text += SOFT
            # equal distances on paper differ in their last bits, and paragraphs compare distances
            item.left, item.right = round(item.left, 1), round(item.right, 1)
            item.bottom, item.top = round(item.bottom, 1), round(item.top, 1)
    return items


def _ordered(page: Any, text: PageText) -> list[Item]:  # noqa: ANN401
    lines = text.lines()
    if not lines or len(text.text) > _LONGEST_PAGE:
        return list(lines)
    tables: list[Table] = []
    for cells in tables_of(page, text.turn):
        table, lines = ruled_table(text, lines, cells)
        if table is not None:
            tables.append(table)
    items: list[Item] = [*marks_apart(text, lines), *tables]
    if tables:
        items.sort(key=lambda item: item.start)
    return in_order(in_columns(text, items))

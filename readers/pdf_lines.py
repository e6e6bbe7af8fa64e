"""The lines of a PDF and their places, by PDFium: runs in the child process of `readers.sandbox`."""

import re
from typing import Any

import pypdfium2

from readers.errors import ReadError
from readers.length import check_length

_MOST_PAGES = 3000
_LINE = re.compile(r"(?P<content>[^\r\n\ufffe]*)(?P<end>\r\n?|\n|\ufffe|$)")  # U+FFFE: PDFium's broken word


def pdf_lines(body: bytes) -> list[list[list[Any]]]:
    """For each page its lines: [text, left, right, bottom, top], in points, in the order of the file.

    A line whose last word is hyphenated ends with a soft hyphen (U+00AD).

    Raises `ReadError`: "broken-pdf" (a password, too), "scanned-pdf" or "too-large".
    """
    try:
        document = pypdfium2.PdfDocument(body)
        if len(document) > _MOST_PAGES:
            raise ReadError("too-large", f"The PDF has {len(document):,} pages; split it.")
        pages, size = [], 0
        for number in range(len(document)):
            pages.append(_page_lines(document[number]))
            size += sum(len(line[0]) for line in pages[-1])
            check_length(size)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            message = "The PDF is protected by a password; ask its publisher for an open one."
        else:
            message = f"The PDF is damaged or cut off ({error}); fetch it again."
        raise ReadError("broken-pdf", message) from error
    if not any(pages):
        message = f"The PDF has no text, only pictures of {len(pages)} pages; it needs OCR."
        raise ReadError("scanned-pdf", message)
    return pages


def _page_lines(page: Any) -> list[list[Any]]:  # noqa: ANN401 (pypdfium2 has no types)
    textpage = page.get_textpage()
    count = textpage.count_chars()
    text = textpage.get_text_range(0, count) if count else ""
    lines: list[list[Any]] = []
    for found in _LINE.finditer(text):
        content = found["content"]
        if content.strip():
            first = found.start() + len(content) - len(content.lstrip())
            last = found.start() + len(content.rstrip()) - 1
            # loose: equally high for all letters of a font
            boxes = [textpage.get_charbox(min(place, count - 1), loose=True) for place in (first, last)]
            edges = (boxes[0][0], boxes[1][2], min(b[1] for b in boxes), max(b[3] for b in boxes))
            hyphen = "\u00ad" if found["end"] == "\ufffe" else ""
            lines.append([content.strip() + hyphen, *(round(edge, 1) for edge in edges)])
    textpage.close()
    page.close()
    return lines

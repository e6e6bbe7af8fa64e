"""The child process of `readers.sandbox`: bytes in, JSON out.

Run as `python -m readers.attachment FORM MEMORY CPU`. Parsers are imported after the limits are set, and only
the one that is needed.
"""

import io
import json
import re
import resource
import sys
from typing import Any

from readers.errors import ReadError
from readers.length import check_length

_MOST_PAGES = 3000
_MARKUP = 4  # characters of HTML for one of text: more is refused before it is parsed again
_LINE = re.compile(r"(?P<content>[^\r\n\ufffe]*)(?P<end>\r\n?|\n|\ufffe|$)")  # U+FFFE: PDFium's broken word


def main(form: str, memory: int, cpu: int) -> None:
    """Read standard input as a `form`, write {"content": …} or {"error": …, "message": …}."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    body = sys.stdin.buffer.read()
    try:
        answer = {"content": pdf_lines(body) if form == "pdf" else docx_html(body)}
    except ReadError as error:
        answer = {"error": error.kind, "message": error.message}
    except MemoryError:
        answer = {"error": "too-large", "message": "Reading the file takes more memory than allowed."}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def pdf_lines(body: bytes) -> list[list[list[Any]]]:
    """For each page its lines: [text, left, right, bottom, top], in points, in the order of the file.

    A line whose last word is hyphenated ends with a soft hyphen (U+00AD).

    Raises `ReadError`: "broken-pdf" (a password, too), "scanned-pdf" or "too-large".
    """
    import pypdfium2  # noqa: PLC0415 (after the limits)

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


def docx_html(body: bytes) -> str:
    """The document as HTML. Raises `ReadError`: "broken-docx" or "too-large"."""
    import zipfile  # noqa: PLC0415 (after the limits)

    import mammoth  # noqa: PLC0415

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(body), convert_image=mammoth.images.img_element(lambda _: {"src": ""})
        )
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
        OSError,
        RecursionError,
        AttributeError,
    ) as error:
        message = f"The document is damaged ({type(error).__name__}); ask for it again."
        raise ReadError("broken-docx", message) from error
    check_length(len(result.value) // _MARKUP)
    return str(result.value)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

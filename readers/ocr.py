"""Scanned PDFs by OCR: Tesseract reads the pictures of the pages, when it is there with its Romanian data.

`lacking` says what to install. `ocr_pages` runs in a child process of its own (`readers.sandbox`), PDFium drawing
the pages; Tesseract in turn is a child of that, one page at a time and with one thread, so that the same pages give
the same words.
"""

import importlib
import importlib.util
import math
import shutil
import subprocess
from collections import defaultdict
from functools import cache
from typing import Any

from readers.errors import UNREAD, ReadError
from readers.length import check_length

_NEEDED = ("pytesseract", "PIL")
_LANGUAGES = ("ron", "eng")  # of the first one the data must be there
_PACKAGES = "tesseract-ocr tesseract-ocr-ron"
_EXTRA = "pip install 'fondoscop[ocr]'"
_MOST_PAGES = 30
_DOTS = 300  # per inch: what Tesseract is trained for
_MOST_DOTS = 25_000_000  # of a page; A4 has 8.7 million
_PAGE_SECONDS = 60
_LEAST_CONFIDENCE = 30  # of 100: below are stamps, signatures and dirt


@cache
def lacking() -> str:
    """What to do so that scanned PDFs can be read; empty when they can."""
    todo = []
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        todo.append(_EXTRA)
    if _LANGUAGES[0] not in _installed_languages():
        todo.append(f"apt-get install {_PACKAGES}")
    return " && ".join(todo)


@cache
def ocr_version() -> str:
    """What reads scanned PDFs, as “tesseract/5.3.0”; “no-ocr” when nothing does. Another one reads other words."""
    if lacking():
        return "no-ocr"
    said = _tesseract("--version").split()
    return f"tesseract/{said[1]}" if len(said) > 1 else "tesseract"


def ocr_pages(body: bytes) -> list[list[list[str]] | str]:
    """For each page its paragraphs, each with its lines; `UNREAD` for a page that can't be opened.

    Raises `ReadError`: "scanned-pdf", "broken-pdf", "too-large" or "timeout".
    """
    import pypdfium2  # noqa: PLC0415 (the parent asks `lacking`, and should not load it)

    tesseract = importlib.import_module("pytesseract")
    languages = "+".join(name for name in _LANGUAGES if name in _installed_languages())
    try:
        with pypdfium2.PdfDocument(body) as document:
            if len(document) > _MOST_PAGES:
                message = (
                    f"The PDF has no text, only pictures of {len(document)} pages; OCR reads {_MOST_PAGES}: split it."
                )
                raise ReadError("scanned-pdf", message)
            pages: list[list[list[str]] | str] = []
            size = 0
            for number in range(len(document)):
                try:
                    page = document[number]
                except pypdfium2.PdfiumError:  # damaged: the others may be whole
                    pages.append(UNREAD)
                    continue
                read = _page(tesseract, page, languages)
                page.close()
                pages.append(read)
                size += sum(len(line) for paragraph in read for line in paragraph)
                check_length(size)
    except pypdfium2.PdfiumError as error:
        raise ReadError("broken-pdf", f"A page of the PDF can't be drawn ({error}); open it by hand.") from error
    return pages


def _page(tesseract: Any, page: Any, languages: str) -> list[list[str]]:  # noqa: ANN401 (no types)
    width, height = page.get_size()
    if not width * height:
        return []
    scale = min(_DOTS / 72, math.sqrt(_MOST_DOTS / (width * height)))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    picture = bitmap.to_pil()
    try:
        found = tesseract.image_to_data(
            picture,
            lang=languages,
            config=f"--dpi {_DOTS}",
            timeout=_PAGE_SECONDS,
            output_type=tesseract.Output.DICT,
        )
    except RuntimeError as error:  # pytesseract's timeout
        message = f"OCR of one page took more than {_PAGE_SECONDS} seconds; open the file by hand."
        raise ReadError("timeout", message) from error
    finally:
        picture.close()
        bitmap.close()
    return _paragraphs(found)


def _paragraphs(found: dict[str, list[Any]]) -> list[list[str]]:
    """Words, as Tesseract's table has them, to lines of paragraphs; what it hardly believes itself is left out."""
    paragraphs: dict[tuple[int, int], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    columns = ("block_num", "par_num", "line_num", "conf", "text")
    for block, paragraph, line, confidence, text in zip(*(found[name] for name in columns), strict=True):
        if text.strip() and float(confidence) >= _LEAST_CONFIDENCE:
            paragraphs[block, paragraph][line].append(text.strip())
    return [[" ".join(words) for words in lines.values()] for lines in paragraphs.values()]


@cache
def _installed_languages() -> frozenset[str]:
    return frozenset(_tesseract("--list-langs").split())


def _tesseract(option: str) -> str:
    """What Tesseract says; nothing when it isn't there or doesn't run."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        done = subprocess.run([program, option], capture_output=True, timeout=30, check=False)  # noqa: S603 (of the PATH)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""

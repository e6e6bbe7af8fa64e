"""The door of the room: bytes of any known form to one `Document`.

What the bytes are is decided by the bytes, then by the media type, then by the ending of the name: servers
send PDFs as `text/html`, and pages under `.pdf`. The same bytes give the same document with the same version.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from readers.charset import decode
from readers.docx import read_docx
from readers.errors import ReadError
from readers.html import read_page
from readers.language import language_of
from readers.length import check_length
from readers.masking import mask
from readers.pdf import read_pdf
from readers.published import published_in_text
from readers.sandbox import LIMITS, Limits, measure_zip
from readers.text import blocks_of_text, title_of
from readers.tidy import uniform
from store.records import Block, Document

Form = Literal["html", "text", "pdf", "docx"]

_VERSIONS: dict[Form, str] = {"html": "html/1", "text": "text/1", "pdf": "pdf/1", "docx": "docx/1"}

SUFFIXES = (".txt", ".html", ".htm", ".pdf", ".docx")
"""Endings of the files that `read_file` reads."""

_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TYPES: dict[str, Form] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_ENDINGS: dict[str, Form] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".php": "html",
    ".asp": "html",
    ".aspx": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
_UNSUPPORTED: dict[bytes, str] = {
    b"\xd0\xcf\x11\xe0": "an old Word, Excel or PowerPoint file (.doc, .xls, .ppt); save it as .docx or .pdf",
    b"{\\rtf": "a rich text file (.rtf); save it as .docx",
    b"\x89PNG": "a picture (PNG); it needs OCR",
    b"\xff\xd8\xff": "a picture (JPEG); it needs OCR",
    b"GIF8": "a picture (GIF)",
    b"Rar!": "an archive (RAR); unpack it",
    b"7z\xbc\xaf": "an archive (7z); unpack it",
    b"\x1f\x8b": "a packed file (gzip); unpack it",
}
_MOST_BYTES = 4  # of one character, in any encoding we know
_PDF_WITHIN = 1024  # bytes; readers of PDF allow that much rubbish before the header


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    text: str
    blocks: tuple[Block, ...]
    title: str | None
    published: tuple[str, str] | None


def read_file(path: Path, *, limits: Limits = LIMITS) -> Document:
    """The document of a file (.txt, .html, .htm, .pdf, .docx); its id is the file's name.

    A text file is the reader's own: it is taken as it is, and nothing in it is masked.

    Raises `ReadError` as `read_bytes` does, and `OSError` when the file can't be opened.
    """
    body = path.read_bytes()
    form = form_of(body, name=str(path))
    content = _own_text(body) if form == "text" else _read(form, body, limits=limits)
    return _document(form, content, document_id=path.name, path=str(path))


def read_bytes(
    body: bytes,
    *,
    media_type: str | None,
    url: str | None = None,
    path: str | None = None,
    document_id: str,
    capture_id: str | None = None,
    source_id: str | None = None,
    fetched: date | None = None,
    limits: Limits = LIMITS,
) -> Document:
    """The document of a capture. `fetched`, when known, is the last day a page may claim to be of.

    Personal data are masked, whatever the form. Raises `ReadError`, whose `kind` and `message` make an issue.
    """
    form = form_of(body, media_type=media_type, name=path or urlsplit(url or "").path)
    content = _read(form, body, media_type=media_type, url=url, fetched=fetched, limits=limits)
    return _document(
        form,
        content,
        document_id=document_id,
        url=url,
        path=path,
        capture_id=capture_id,
        source_id=source_id,
    )


def _document(
    form: Form,
    content: _Content,
    *,
    document_id: str,
    url: str | None = None,
    path: str | None = None,
    capture_id: str | None = None,
    source_id: str | None = None,
) -> Document:
    return Document(
        id=document_id,
        text=content.text,
        blocks=content.blocks,
        title=content.title,
        published=content.published[0] if content.published else None,
        published_by=content.published[1] if content.published else None,
        language=language_of(content.text),
        url=url,
        path=path,
        capture_id=capture_id,
        source_id=source_id,
        reader=_VERSIONS[form],
    )


def form_of(body: bytes, *, media_type: str | None = None, name: str = "") -> Form:
    """Which reader the bytes need. Raises `ReadError`: "unsupported", or "empty-page" for no bytes."""
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise ReadError("empty-page", "There is nothing in it; fetch it again.")
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return "pdf"
    if body.startswith(b"PK\x03\x04"):
        return _packed(body)
    for magic, what in _UNSUPPORTED.items():
        if body.startswith(magic):
            raise ReadError("unsupported", f"This is {what}.")
    if _HTML.match(body[:4096]):
        return "html"
    declared = (media_type or "").partition(";")[0].strip().lower()
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    form = _TYPES.get(declared) or _ENDINGS.get(ending)
    if form is None and (not declared or declared.startswith("text/")) and b"\0" not in body[:4096]:
        form = "text" if ending else "html"
    if form is None:
        what = declared or ending or "unknown"
        raise ReadError("unsupported", f"No reader knows this form ({what}); save it as .docx, .pdf or .html.")
    return form


def _packed(body: bytes) -> Form:
    """Office files are zips, and their members tell which. A damaged one fails as a DOCX."""
    try:
        names = measure_zip(body)
    except ReadError as error:
        if error.kind == "broken-docx":
            return "docx"
        raise
    if "word/document.xml" in names:
        return "docx"
    kinds = {
        "xl/": "an Excel file (.xlsx)",
        "ppt/": "a PowerPoint file (.pptx)",
        "content.xml": "an OpenDocument file (.odt, .ods)",
    }
    fitting = [what for start, what in kinds.items() if any(name.startswith(start) for name in names)]
    what = fitting[0] if fitting else "an archive (zip)"
    raise ReadError("unsupported", f"This is {what}; save it as .docx or .pdf.")


def _read(
    form: Form,
    body: bytes,
    *,
    media_type: str | None = None,
    url: str | None = None,
    fetched: date | None = None,
    limits: Limits,
) -> _Content:
    if form == "html":
        page = read_page(body, media_type=media_type, url=url, latest=fetched)
        said = (page.published, page.published_by) if page.published and page.published_by else None
        return _Content(text=page.text, blocks=page.blocks, title=page.title, published=said)
    if form == "text":
        return _text(mask(uniform(_decoded(body, media_type))), latest=fetched)
    text, blocks = (read_pdf if form == "pdf" else read_docx)(body, limits=limits)
    text = mask(text)  # as long as before: the blocks stay right
    said = published_in_text(text, blocks, latest=fetched)
    return _Content(text=text, blocks=blocks, title=title_of(text, blocks), published=said)


def _own_text(body: bytes) -> _Content:
    return _text(_decoded(body, None))


def _decoded(body: bytes, media_type: str | None) -> str:
    check_length(len(body) // _MOST_BYTES)
    text = decode(body, media_type=media_type)
    check_length(len(text))
    return text


def _text(text: str, *, latest: date | None = None) -> _Content:
    blocks = blocks_of_text(text)
    if not blocks:
        raise ReadError("empty-page", "The file holds nothing but blanks.")
    said = published_in_text(text, blocks, latest=latest)
    return _Content(text=text, blocks=blocks, title=title_of(text, blocks), published=said)

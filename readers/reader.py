"""The door of the room: bytes of any known form to one `Document`.

What the bytes are, `readers.forms` decides. The same bytes give the same document with the same version.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from readers.charset import decode
from readers.csv_table import csv_html
from readers.errors import ReadError
from readers.forms import Form, form_of
from readers.html import read_page
from readers.language import language_of
from readers.length import check_length
from readers.masking import mask
from readers.office import read_office, text_of_markup, title_for
from readers.pdf import read_pdf, read_scanned_pdf
from readers.published import published_in_text
from readers.sandbox import LIMITS, Limits
from readers.text import blocks_of_text, title_of
from readers.tidy import uniform
from store.records import Block, Document, Gap

_OCR = "pdf-ocr/1"
_VERSIONS: dict[Form, str] = {
    "html": "html/2",
    "text": "text/2",
    "csv": "csv/1",
    "pdf": "pdf/3",
    "docx": "docx/2",
    "xlsx": "xlsx/1",
    "odt": "odt/1",
    "ods": "ods/1",
    "rtf": "rtf/1",
}

SUFFIXES = (".txt", ".html", ".htm", ".pdf", ".docx", ".odt", ".rtf", ".xlsx", ".ods", ".csv")
"""Endings of the files that `read_file` reads."""

UNREAD_SUFFIXES = (".doc", ".xls", ".xlsb", ".ppt", ".pptx", ".odp", ".p7m")
"""Endings of documents that it does not read, but names."""

_MOST_BYTES = 4  # of one character, in any encoding we know


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    text: str
    blocks: tuple[Block, ...]
    title: str | None
    published: tuple[str, str] | None
    reader: str | None = None  # where it isn't the usual one of its form
    gaps: tuple[Gap, ...] = ()


def read_file(path: Path, *, limits: Limits = LIMITS) -> Document:
    """The document of a file with one of `SUFFIXES`, or another ending; its id is the file's name.

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
        reader=content.reader or _VERSIONS[form],
        gaps=content.gaps,
    )


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
    if form == "csv":
        return _table(_decoded(body, media_type), latest=fetched)
    if form == "pdf":
        return _pdf(body, limits=limits, latest=fetched)
    found = read_office(form, body, limits=limits)
    return _masked(found.text, found.blocks, found.title, latest=fetched)


def _pdf(body: bytes, *, limits: Limits, latest: date | None) -> _Content:
    try:
        found, reader = read_pdf(body, limits=limits), None
    except ReadError as error:
        if error.kind != "scanned-pdf":
            raise
        found, reader = read_scanned_pdf(body, limits=limits), _OCR
    return replace(_masked(found.text, found.blocks, latest=latest), reader=reader, gaps=found.gaps)


def _masked(text: str, blocks: tuple[Block, ...], title: str | None = None, *, latest: date | None) -> _Content:
    text = mask(text)  # as long as before: the blocks stay right
    title = title_for(mask(title) if title else None, title_of(text, blocks), text)
    said = published_in_text(text, blocks, latest=latest)
    return _Content(text=text, blocks=blocks, title=title, published=said)


def _table(text: str, *, latest: date | None) -> _Content:
    """A CSV; one without cells is read as the plain text that it is."""
    markup = csv_html(text)
    if markup is None:
        return _text(mask(text), latest=latest)
    return _masked(*text_of_markup(markup, with_layout=False), latest=latest)


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

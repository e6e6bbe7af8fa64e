"""Scanned PDFs: counted as such, and read by OCR where Tesseract and its Romanian data are there."""

import io
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from facts import capture, document
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from jobs.scanned import Scanned, scanned_pdfs
from readers import ocr, pdf
from readers.errors import ReadError
from readers.reader import read_bytes
from readers.sandbox import Limits
from store.database import Database
from store.records import Facts, Issue

FILES = Path(__file__).parent / "pdf_files"
needs_ocr = pytest.mark.skipif(bool(ocr.lacking()), reason=f"needs OCR: {ocr.lacking()}")


def scanned(path: Path, pages: int = 1) -> bytes:
    """A PDF of pictures of the first page of another one."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        picture = page.render(scale=200 / 72, grayscale=True).to_pil()
        page.close()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True, pagesize=(595, 842))
    for _ in range(pages):
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@needs_ocr
def test_a_scanned_page_is_read() -> None:
    body = scanned(FILES / "libreoffice_coloane.pdf")
    document = read_bytes(body, media_type=None, document_id="d")
    assert document.reader == "pdf-ocr/1"
    assert document.language == "ro"
    words = (FILES / "libreoffice_coloane.txt").read_text("utf8").split()
    found = set(document.text.split())
    assert sum(word in found for word in words) >= 0.9 * len(words)
    assert "450.000" in document.text
    assert "școală" in document.text
    assert all(document.text[b.start : b.end].strip() for b in document.blocks)
    assert document == read_bytes(body, media_type=None, document_id="d")


@needs_ocr
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ReadError) as error:
        pdf.read_scanned_pdf(scanned(FILES / "libreoffice_coloane.pdf"), limits=Limits(ocr_wall=1.0))
    assert error.value.kind == "timeout"
    assert not list(tmp_path.iterdir())
    time.sleep(0.1)  # the kernel takes a moment to bury what was killed
    running = [p for p in Path("/proc").glob("[0-9]*/environ") if str(tmp_path).encode() in _read(p)]
    assert not running


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # ended, or another's
        return b""


@needs_ocr
def test_more_pages_than_ocr_reads() -> None:
    with pytest.raises(ReadError, match="31 pages") as error:
        pdf.read_scanned_pdf(scanned(FILES / "libreoffice_coloane.pdf", pages=31))
    assert error.value.kind == "scanned-pdf"


@needs_ocr
def test_a_picture_without_words() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.circle(300, 400, 100, fill=1)
    canvas.save()
    with pytest.raises(ReadError, match="no words") as error:
        read_bytes(buffer.getvalue(), media_type=None, document_id="d")
    assert error.value.kind == "scanned-pdf"


def test_without_ocr_the_issue_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    for asked in (ocr.lacking, ocr._installed_languages, ocr.ocr_version):
        asked.cache_clear()
    try:
        assert ocr.ocr_version() == "no-ocr"
        with pytest.raises(ReadError, match="apt-get install tesseract-ocr tesseract-ocr-ron") as error:
            read_bytes(scanned(FILES / "libreoffice_coloane.pdf"), media_type=None, document_id="d")
        assert error.value.kind == "scanned-pdf"
    finally:
        for asked in (ocr.lacking, ocr._installed_languages, ocr.ocr_version):
            asked.cache_clear()


def test_a_layer_of_signs_is_no_text() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for line in range(30):
        canvas.drawString(72, 750 - 14 * line, "%$#& ()*+ ,-./ :;<=> ?@[ ]^_ {|}~ !! x")
    canvas.save()
    with pytest.raises(ReadError) as error:
        pdf.read_pdf(buffer.getvalue())
    assert error.value.kind == "scanned-pdf"


def test_scanned_pdfs_are_counted_for_each_source(tmp_path: Path) -> None:
    with Database.open(tmp_path / "fondoscop.db") as database:
        for number, source in enumerate(["alba", "alba", "cluj", "iasi"]):
            page = capture(f"http://{source}.test/{number}.pdf", source_id=source)
            if source == "cluj":
                read = document("Un centru.", url=page.url)
                database.replace_document(page, Facts(document=replace(read, reader="pdf-ocr/1", source_id=source)))
                continue
            kind = "broken-pdf" if source == "iasi" else "scanned-pdf"
            issue = Issue(stage="read", kind=kind, message="m", url=page.url, source_id=source, capture_id=page.id)
            database.refuse_capture(page, [issue])
        assert scanned_pdfs(database) == {"alba": Scanned(unread=2, by_ocr=0), "cluj": Scanned(unread=0, by_ocr=1)}

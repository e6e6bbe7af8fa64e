"""Pages of a PDF that can't be read: the others are, and an issue says which are missing."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from test_build import Counting, Site

from jobs.files import FilesResult, facts_of_files
from readers import ocr
from readers.errors import ReadError
from readers.reader import read_bytes
from store.records import Document, Facts

FILES = Path(__file__).parent / "pdf_files"
SAID = [
    "Centrul de zi din Lunca a primit anul acesta 120 de copii.",
    "Valoarea totala a proiectului este de 450.000 de lei.",
    "Asociatia Pasi Mici il duce mai departe inca doi ani.",
]


def drawn(*pages: str | ImageReader | None) -> bytes:
    """A PDF with one line, one picture or nothing on each page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True, pageCompression=0, pagesize=(595, 842))
    for page in pages:
        if isinstance(page, str):
            canvas.drawString(72, 700, page)
        elif page is not None:
            canvas.drawImage(page, 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def numbers(body: bytes) -> list[bytes]:
    """The numbers of the objects that the pages are."""
    kids = re.search(rb"/Kids \[(.*?)\]", body, re.DOTALL)
    assert kids is not None
    return re.findall(rb"(\d+) 0 R", kids[1])


def without_object(body: bytes, page: int) -> bytes:
    return body.replace(b"\n" + numbers(body)[page] + b" 0 obj", b"\n9 1 obj", 1)


def leading_nowhere(body: bytes, page: int) -> bytes:
    return body.replace(numbers(body)[page] + b" 0 R", b"77 0 R", 1)


def another_kind(body: bytes, page: int) -> bytes:
    place = body.index(b"\n" + numbers(body)[page] + b" 0 obj")
    return body[:place] + body[place:].replace(b"/Type /Page", b"/Type /Pape", 1)


def picture() -> ImageReader:
    with pypdfium2.PdfDocument(FILES / "libreoffice_coloane.pdf") as document:
        page = document[0]
        drawn = page.render(scale=200 / 72, grayscale=True).to_pil()
        page.close()
    return ImageReader(drawn)


def read(body: bytes) -> Document:
    return read_bytes(body, media_type=None, document_id="d")


@pytest.mark.parametrize("damage", [without_object, leading_nowhere, another_kind])
def test_one_damaged_page_leaves_the_others(damage: Callable[[bytes, int], bytes]) -> None:
    whole = read(drawn(*SAID))
    assert not whole.gaps
    assert all(line in whole.text for line in SAID)
    document = read(damage(drawn(*SAID), 1))
    assert SAID[0] in document.text
    assert SAID[1] not in document.text
    assert SAID[2] in document.text
    (gap,) = document.gaps
    assert gap.kind == "unread-page"
    assert gap.message.startswith("Page 2 of the PDF is damaged")


def test_several_damaged_pages_are_told_in_one_row() -> None:
    (gap,) = read(leading_nowhere(leading_nowhere(drawn(*SAID), 0), 2)).gaps
    assert gap.message.startswith("Pages 1, 3 of the PDF are damaged")


def test_a_pdf_whose_pages_are_all_damaged_is_broken() -> None:
    with pytest.raises(ReadError, match="none of its pages") as error:
        read(leading_nowhere(drawn(SAID[0]), 0))
    assert error.value.kind == "broken-pdf"


def test_a_page_that_is_a_picture_among_pages_of_text() -> None:
    document = read(drawn(SAID[0], picture(), None, SAID[2]))  # the third is empty: nothing is missing
    assert document.reader == "pdf/3"
    (gap,) = document.gaps
    assert (gap.kind, gap.message.partition(",")[0]) == ("picture-page", "Page 2 of the PDF is without text")


def test_a_small_picture_on_a_page_without_text_is_no_page_of_a_scanner() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    canvas.drawString(72, 700, SAID[0])
    canvas.showPage()
    canvas.drawImage(picture(), 200, 400, 100, 60)  # a logo
    canvas.save()
    assert not read(buffer.getvalue()).gaps


@pytest.mark.skipif(bool(ocr.lacking()), reason=f"needs OCR: {ocr.lacking()}")
def test_a_damaged_page_of_a_scanned_pdf() -> None:
    document = read(leading_nowhere(drawn(picture(), picture()), 1))
    assert document.reader == "pdf-ocr/1"
    assert "450.000" in document.text
    assert [gap.kind for gap in document.gaps] == ["unread-page"]


def test_the_database_names_what_is_missing_until_a_whole_file_is_there(tmp_path: Path) -> None:
    site = Site(tmp_path / "data")
    site.put("raport.pdf", another_kind(drawn(*SAID), 1), kind="application/pdf")
    site.build(Counting())
    assert site.issues() == [("unread-page", "raport.pdf")]
    assert SAID[2] in site.rows("SELECT text FROM documents")[0]["text"]
    site.put("raport.pdf", leading_nowhere(drawn(*SAID), 1), kind="application/pdf")  # the same is missing
    site.build(Counting())
    assert site.issues() == [("unread-page", "raport.pdf")]
    site.put("raport.pdf", drawn(*SAID), kind="application/pdf")
    site.build(Counting())
    assert site.issues() == []


class Bare:
    """An extractor that finds nothing."""

    version = "t/1"

    def facts(self, documents: Iterable[Document]) -> Iterator[Facts]:
        return (Facts(document=document) for document in documents)


def test_files_of_ones_own_are_told_of_too(tmp_path: Path) -> None:
    path = tmp_path / "raport.pdf"
    path.write_bytes(leading_nowhere(drawn(*SAID), 1))
    result = FilesResult()

    assert len(list(facts_of_files([path], result, extractor=Bare()))) == 1
    assert (result.documents, result.unread) == (1, 0)
    assert "Page 2 of the PDF is damaged" in result.problems[0]

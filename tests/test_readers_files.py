"""PDF, DOCX and the choice of the reader, with real files made here."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from readers.errors import ReadError
from readers.forms import form_of
from readers.reader import read_bytes, read_file
from readers.sandbox import Limits, measure_zip, parse_apart
from store.records import Document

FONTS = [
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    Path("/usr/share/fonts/dejavu/DejaVuSans.ttf"),
]
FONT = next((path for path in FONTS if path.exists()), None)


def pdf(pages: list[list[tuple[int, int, str, int]]], *, font: str = "Helvetica", **options: Any) -> bytes:
    """Pages of (x, y, words, size)."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True, **options)
    for page in pages:
        for x, y, text, size in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


REPORT = [
    [
        (72, 780, "Raport final al proiectului", 16),
        (72, 750, "Proiectul are o valoare totala de 1.234.567 lei si este fi-", 11),
        (72, 736, "nantat de Fondul Social European prin programul pentru ca-", 11),
        (72, 722, "pital uman, in perioada 2014-2020.", 11),
        (72, 694, "Au fost ajutate 120 de persoane din Cluj-", 11),
        (72, 680, "Napoca si din comunele vecine.", 11),
        (72, 652, "- 40 de copii", 11),
        (72, 638, "- 80 de parinti", 11),
        (290, 40, "1", 9),
    ],
    [(72, 780, "Contact: tel. 0745 123 456, e-mail ana@ong.example.", 11), (290, 40, "2", 9)],
]


FIRST = (
    "Proiectul are o valoare totala de 1.234.567 lei si este finantat de Fondul Social European prin "
    "programul pentru capital uman, in perioada 2014-2020."
)


def read(body: bytes, media_type: str | None = None, **options: Any) -> Document:
    return read_bytes(body, media_type=media_type, document_id="d", **options)


def kind_of(body: bytes, media_type: str | None = None, **options: Any) -> str:
    with pytest.raises(ReadError) as error:
        read(body, media_type, **options)
    assert error.value.message.endswith((".", ")"))
    return error.value.kind


def test_pdf() -> None:
    document = read(pdf(REPORT))
    lines = [line for line in document.text.split("\n") if line]
    assert lines == [
        "Raport final al proiectului",
        FIRST,
        "Au fost ajutate 120 de persoane din Cluj-Napoca si din comunele vecine.",
        "- 40 de copii",
        "- 80 de parinti",
        "Contact: tel. ████████████, e-mail ███████████████.",
    ]
    assert document.blocks[0].kind == "heading"
    assert [b.kind for b in document.blocks][3:5] == ["list_item", "list_item"]
    assert document.title == "Raport final al proiectului"
    assert (document.reader, document.language) == ("pdf/3", "ro")


@pytest.mark.skipif(FONT is None, reason="needs a font with Romanian letters")
def test_pdf_with_diacritics() -> None:
    pdfmetrics.registerFont(TTFont("Romanian", str(FONT)))
    text = "Școala și țara: să învățăm împreună"
    assert read(pdf([[(72, 700, text, 12)]], font="Romanian")).text == text


def test_broken_pdfs() -> None:
    whole = pdf(REPORT)
    assert kind_of(whole[:300]) == "broken-pdf"
    assert kind_of(b"%PDF-1.7\nnothing") == "broken-pdf"
    assert kind_of(pdf([[]])) == "scanned-pdf"
    secret = pdf(REPORT, encrypt=StandardEncryption("parola", ownerPassword="alta", canPrint=0))
    assert kind_of(secret) == "broken-pdf"
    with pytest.raises(ReadError, match="password"):
        read(secret)


def test_a_cut_pdf_gives_text_or_an_error() -> None:
    whole = pdf(REPORT)
    for share in (0.5, 0.8, 0.95):
        try:
            outcome = read(whole[: int(len(whole) * share)]).text
        except ReadError as error:
            outcome = error.kind
        assert "proiect" in outcome or outcome in {"broken-pdf", "scanned-pdf"}


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Fișa proiectului „Punți”", 1)
    document.add_paragraph("Beneficiar: Asociația Punți, e-mail ana@ong.example")
    document.add_paragraph("120 de copii", style="List Bullet")
    document.add_paragraph("40 de părinți", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(["Sursa", "Lei", "FSE", "1.000"]):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph("La fel.")
    document.add_paragraph("La fel.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_docx(tmp_path: Path) -> None:
    path = tmp_path / "fisa.docx"
    path.write_bytes(word())
    document = read_file(path)
    assert document.text.split("\n") == [
        "Fișa proiectului „Punți”",
        "Beneficiar: Asociația Punți, e-mail ███████████████",
        "• 120 de copii",
        "• 40 de părinți",
        "Sursa | Lei",
        "FSE | 1.000",
        "La fel.",
        "La fel.",
    ]
    assert [b.kind for b in document.blocks[:3]] == ["heading", "paragraph", "list_item"]
    assert document.blocks[4].header
    assert (document.id, document.path, document.reader) == ("fisa.docx", str(path), "docx/2")
    assert document.title == "Fișa proiectului „Punți”"


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def test_broken_docx() -> None:
    assert kind_of(word()[:500]) == "broken-docx"
    assert kind_of(packed({"word/document.xml": b"<w:document"})) == "broken-docx"
    assert kind_of(packed({"xl/workbook.xml": b"x"})) == "broken-xlsx"
    assert kind_of(packed({"content.xml": b"x", "mimetype": b"x"})) == "broken-odt"
    assert kind_of(packed({"a.txt": b"x"})) == "unsupported"


def test_zip_bomb_is_measured_and_not_unpacked() -> None:
    bomb = packed({"word/document.xml": bytes(100_000_000)})
    assert len(bomb) < 200_000
    assert kind_of(bomb) == "too-large"
    with pytest.raises(ReadError):
        measure_zip(packed({f"{n}": b"" for n in range(20)}), limits=Limits(members=10))


def test_limits_of_the_child() -> None:
    body = pdf(REPORT)
    with pytest.raises(ReadError) as error:
        parse_apart(body, "pdf", limits=Limits(memory=25_000_000))
    assert error.value.kind in {"too-large", "broken-pdf"}
    with pytest.raises(ReadError) as error:
        parse_apart(body, "pdf", limits=Limits(wall=0.001))
    assert error.value.kind == "timeout"
    with pytest.raises(ReadError) as error:
        parse_apart(body, "pdf", limits=Limits(body=100))
    assert error.value.kind == "too-large"


def test_text_is_taken_whole(tmp_path: Path) -> None:
    path = tmp_path / "pagina.txt"
    whole = "\ufeff Titlu \r\n\r\nCu  două blancuri,\u00a0tel. 0745 123 456, ana@ong.example, şi ţară\r\n\n"
    path.write_bytes(whole.encode())
    document = read_file(path)
    assert document.text == whole[1:]
    assert (document.title, document.reader, document.path) == ("Titlu", "text/2", str(path))
    for block in document.blocks:
        assert document.text[block.start : block.end].strip() == document.text[block.start : block.end]
    path.write_bytes("Şi ţara lor".encode("cp1250"))
    assert read_file(path).text == "Şi ţara lor"
    path.write_bytes(b" \n")
    with pytest.raises(ReadError):
        read_file(path)


def test_text_from_the_web_is_masked_and_a_file_of_ones_own_is_not(tmp_path: Path) -> None:
    body = "Scrieți la ana@exemplu.test sau sunați la 0722 123 456.".encode()
    path = tmp_path / "a.txt"
    path.write_bytes(body)
    captured = read(body, "text/plain", url="http://exemplu.test/a.txt", capture_id="c")
    assert "ana@" not in captured.text
    assert "0722" not in captured.text
    assert len(captured.text) == len(body.decode())
    assert read_file(path).text == body.decode()


def test_nothing_longer_than_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readers.length.LONGEST_TEXT", 20)
    for body in (pdf([[(72, 700, "Centrul de zi din Lunca Arinului", 12)]]), word(), b"<p>" + b"cuvinte " * 9):
        assert kind_of(body) == "too-large"
    assert kind_of(b"cuvinte " * 9, "text/plain") == "too-large"


@pytest.mark.parametrize(
    ("body", "media_type", "name", "form"),
    [
        (b"%PDF-1.4", "text/html", "a.html", "pdf"),
        (b"<!DOCTYPE html><html>", "application/pdf", "a.pdf", "html"),
        (b"\n<html>", None, "", "html"),
        (b"<!-- a -->\n<!-- b --><html>", "text/plain", "a.txt", "html"),
        (b"<!---->" * 500, "text/plain", "a.txt", "text"),
        (b"<p>x", "text/html; charset=utf-8", "", "html"),
        (b"words", "text/plain", "", "text"),
        (b"words", None, "a.txt", "text"),
        (b"<p>words", None, "/dir/pagina.php", "html"),
        (b"<div>words", None, "", "html"),
        (b"a;b", "text/csv", "a.csv", "csv"),
        (b"{\\rtf1 x}", "application/msword", "a.doc", "rtf"),
    ],
)
def test_form(body: bytes, media_type: str | None, name: str, form: str) -> None:
    assert form_of(body, media_type=media_type, name=name) == form


@pytest.mark.parametrize(
    ("body", "media_type", "kind"),
    [
        (b"", None, "empty-page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword", "unsupported"),
        (b"\x89PNG\r\n", "text/html", "unsupported"),
        (b"[1]", "application/json", "unsupported"),
        (b"no markup at all", "text/html", "not-html"),
    ],
)
def test_no_reader(body: bytes, media_type: str | None, kind: str) -> None:
    assert kind_of(body, media_type) == kind


def test_the_same_bytes_give_the_same_document() -> None:
    body = "<html><body><h1>Titlu</h1><p>Un rând despre copii și părinți.</p></body></html>".encode()
    options = {"url": "https://ong.example/a", "capture_id": "c", "source_id": "s"}
    document = read(body, "text/html", **options)
    assert document == read(body, "text/html", **options)
    assert (document.id, document.url, document.capture_id, document.source_id) == (
        "d",
        options["url"],
        "c",
        "s",
    )
    assert (document.reader, document.title, document.language) == ("html/2", "Titlu", "ro")

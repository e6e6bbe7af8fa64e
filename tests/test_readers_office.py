"""Office files: real ones of LibreOffice, others made here, and those that mean harm."""

import datetime
import io
import re
import struct
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.styles import Font

from crawler.run import crawl
from jobs.files import files_in
from readers.compound_file import storages
from readers.csv_table import csv_html
from readers.errors import ReadError
from readers.number_formats import shown
from readers.office import title_for
from readers.reader import read_bytes, read_file
from readers.rtf_html import rtf_html
from readers.sandbox import Limits
from store.records import Document
from tests.crawl_server import Answer, Site, page
from tests.crawled import captured, issues, make

FILES = Path(__file__).parent / "office_files"
SAME = {
    "anexa.txt": ["anexa.html", "anexa.docx", "anexa.odt", "anexa.rtf"],
    "raport.txt": ["raport.docx", "raport.odt", "raport.rtf"],
    "buget.txt": ["buget.xlsx"],
    "buget-ods.txt": ["buget.ods"],
    "anunt-cp1250.txt": ["anunt-cp1250.rtf"],
}
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
ODF = f'xmlns:office="{OFFICE}office:1.0" xmlns:text="{OFFICE}text:1.0" xmlns:table="{OFFICE}table:1.0"'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(body: bytes, media_type: str | None = None, **options: Any) -> Document:
    return read_bytes(body, media_type=media_type, document_id="d", **options)


def error_of(body: bytes, media_type: str | None = None, **options: Any) -> ReadError:
    with pytest.raises(ReadError) as error:
        read(body, media_type, **options)
    assert error.value.message.endswith(".")
    return error.value


def packed(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def relations(kind: str, target: str) -> str:
    inside = f'<Relationship Id="r1" Type="http://x/{kind}" Target="{target}"/>'
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def odf(body: str, dtd: str = "", kind: str = "text") -> bytes:
    inside = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    content = f'<?xml version="1.0"?>{dtd}<office:document-content {ODF}>{inside}</office:document-content>'
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def odt(words: str, dtd: str = "") -> bytes:
    return odf(f"<text:p>{words}</text:p>", dtd)


def ods(words: str, dtd: str = "") -> bytes:
    cell = f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    return odf(f"<table:table><table:table-row>{cell}</table:table-row></table:table>", dtd, "spreadsheet")


def sheet(rows: str, dtd: str = "") -> bytes:
    sheets = '<sheets><sheet name="Sheet1" r:id="r1"/></sheets>'
    return packed(
        {
            "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": relations("worksheet", "worksheets/sheet1.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="http://r">{sheets}</workbook>',
            "xl/worksheets/sheet1.xml": f'{dtd}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def xlsx(words: str, dtd: str = "") -> bytes:
    return sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{words}</t></is></c></row>', dtd)


def word(words: str, dtd: str = "") -> bytes:
    body = f"<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body>"
    return packed(
        {
            "_rels/.rels": relations("officeDocument", "word/document.xml"),
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "word/document.xml": f'{dtd}<w:document xmlns:w="{WORD}">{body}</w:document>',
        }
    )


ZIPPED = {"docx": word, "odt": odt, "xlsx": xlsx, "ods": ods}


@pytest.mark.parametrize(("expected", "name"), [(text, name) for text, names in SAME.items() for name in names])
def test_real_files(expected: str, name: str) -> None:
    document = read_file(FILES / name)
    assert f"{document.text}\n" == (FILES / expected).read_text("utf-8")
    form = name.rpartition(".")[2]
    assert (document.reader.partition("/")[0], document.language, document.published) == (form, "ro", None)
    for block in document.blocks:
        for start, end in block.cells:
            assert block.start <= start <= end <= block.end


@pytest.mark.parametrize("names", [SAME["anexa.txt"], SAME["raport.txt"]])
def test_one_content_has_one_structure_in_every_format(names: list[str]) -> None:
    first, *others = (read_file(FILES / name) for name in names)
    for other in others:
        assert (other.text, other.blocks, other.title) == (first.text, first.blocks, first.title)


def test_structure_of_an_annex() -> None:
    document = read_file(FILES / "anexa.rtf")
    kinds = [(block.kind, block.level) for block in document.blocks]
    assert kinds[3:10] == [
        ("heading", 2),
        *[("list_item", 1)] * 2,
        *[("list_item", 2)] * 2,
        ("list_item", 1),
        ("heading", 2),
    ]
    rows = [block for block in document.blocks if block.kind == "table_row"]
    assert [block.header for block in rows] == [True, False, False, False, False]
    assert [document.text[a:b] for a, b in rows[-1].cells] == ["Total", "", "", "4.816.250,75"]
    assert document.title == "Lista proiectelor de servicii sociale propuse spre finanțare"


def book(*rows: list[Any], formats: dict[str, str] | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    for cell, code in (formats or {}).items():
        workbook.active[cell].number_format = code
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_amounts_and_days_stand_as_the_sheet_shows_them() -> None:
    body = book(
        ["Total", 1234567.5],
        ["Semnat", datetime.date(2024, 3, 15)],
        ["Cotă", 0.125],
        formats={"B1": '#,##0.00 "lei"', "B2": "mm-dd-yy", "B3": "0.0%"},
    )
    assert read(body).text.split("\n") == ["Total | 1.234.567,50 lei", "Semnat | 15.03.2024", "Cotă | 12,5%"]


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("1234567.5", '#,##0.00 "lei"', "1.234.567,50 lei"),
        ("1234567.5", r"#,##0.00\ [$lei-418]", "1.234.567,50 lei"),
        ("1234567.5", '_-* #,##0.00\\ [$€-1]_-;\\-* #,##0.00\\ [$€-1]_-;_-* "-"??\\ [$€-1]_-;_-@_-', "1.234.567,50 €"),
        ("0", '#,##0.00;-#,##0.00;"-"', "-"),
        ("-1234.5", "#,##0.00;[Red](#,##0.00)", "(1.234,50)"),
        ("-0.001", "0.00", "0,00"),
        ("2.675", "0.00", "2,68"),
        ("12345678", '#,##0.0,," mil."', "12,3 mil."),
        ("1234567.5", "General", "1234567,5"),
        ("0.30000000000000004", "General", "0,3"),
        ("2960501123457", "0", "2960501123457"),
        ("745123456", "0000 000 000", "0745 123 456"),
        ("5", "#,##0.##", "5"),
        ("45000.5", "dd/mm/yyyy hh:mm", "15.03.2023 12:00"),
        ("45000", "[$-418]d mmmm yyyy;@", "15 martie 2023"),
        ("45000", "mmm-yy", "martie 2023"),
        ("45000", "yyyy", "2023"),
        ("59", "dd.mm.yyyy", "28.02.1900"),
        ("61", "dd.mm.yyyy", "01.03.1900"),
        ("1.5625", "[h]:mm", "37:30"),
        ("9999999999", "dd.mm.yyyy", "9999999999"),
        ("0.75", "# ?/?", "0,75"),
    ],
)
def test_number_formats(number: str, code: str, text: str) -> None:
    assert shown(number, code) == text


def test_days_since_1904_and_what_is_no_number() -> None:
    assert shown("43538", "dd.mm.yyyy", since_1904=True) == "15.03.2023"
    for wrong in ("", "x", "1e9999", "nan", "--1"):
        with pytest.raises(ValueError, match=wrong or "^$"):
            shown(wrong, "0")


def test_sheets_tables_and_what_is_hidden() -> None:
    workbook = openpyxl.Workbook()
    first = workbook.active
    first.title = "Proiecte 2024"
    first["B2"] = "Proiecte finanțate"
    first["B2"].font = Font(bold=True)
    first.merge_cells("B2:D2")
    for row in (["Titlu", "Buget 2024", "Loc"], ["Casa", 5, "Văleni"], ["Ascuns", 6, "X"], ["Punți", "=1+1", None]):
        first.append([None, *row])
    for cell in first[3]:
        cell.font = Font(bold=True)
    first.row_dimensions[5].hidden = True
    first["B8"], first["C8"], first["H8"] = "Durata", "24 luni", "ascuns"
    first.column_dimensions["H"].hidden = True
    second = workbook.create_sheet("Secret")
    second.append(["secret", 1])
    second.sheet_state = "hidden"
    workbook.create_sheet("Parteneri").append(["Lider", "Asociația Punți"])
    buffer = io.BytesIO()
    workbook.save(buffer)
    document = read(buffer.getvalue())
    assert document.text.split("\n") == [
        "Proiecte 2024",
        "Proiecte finanțate",
        "Titlu | Buget 2024 | Loc",
        "Casa | 5 | Văleni",
        "Punți",  # a formula that no program has computed
        "Durata | 24 luni",
        "Parteneri",
        "Lider | Asociația Punți",
    ]
    assert [block.header for block in document.blocks] == [False, False, True, *[False] * 5]
    assert document.title == "Proiecte 2024"


def test_styles_as_other_programs_write_them() -> None:
    whole = zipfile.ZipFile(io.BytesIO(book(["Total", 1234.5], formats={"B1": "#,##0.00"})))
    members = {name: whole.read(name) for name in whole.namelist()}
    styles = re.sub(rb"<fill>.*?</fill>", b"<fill/>", members.pop("xl/styles.xml"), count=1)
    body = packed({**members, "xl/Styles.xml": styles})
    assert read(body).text == "Total | 1.234,50"
    with pytest.raises(TypeError):
        openpyxl.load_workbook(io.BytesIO(packed({**members, "xl/styles.xml": styles})), read_only=True)


def test_rows_without_content_are_nothing() -> None:
    rows = "".join(f'<row r="{row}" s="1"><c r="A{row}" s="1"/></row>' for row in range(1, 300_001))
    body = sheet(f'{rows}<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>')
    assert read(body, limits=Limits(memory=300_000_000)).text == "5"


def test_sheets_that_would_grow_without_end() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert error_of(odf(f"<table:table>{row}</table:table>", kind="spreadsheet")).kind == "too-large"
    diagonal = "".join(f'<row><c r="{openpyxl.utils.get_column_letter(n)}1"><v>1</v></c></row>' for n in range(1, 9000))
    assert error_of(sheet(diagonal)).kind == "too-large"


def test_ods_values_without_words() -> None:
    cells = (
        '<table:table-cell office:value-type="float" office:value="12.5"/>'
        '<table:table-cell office:date-value="2024-03-15T10:30:00"/>'
        '<table:table-cell office:date-value="2024-05-01"><text:p>5/1/2024</text:p></table:table-cell>'
        '<table:table-cell office:date-value="2024-05-01"><text:p>mai 2024</text:p></table:table-cell>'
    )
    body = odf(f"<table:table><table:table-row>{cells}</table:table-row></table:table>", kind="spreadsheet")
    assert read(body).text == "12.5 | 15.03.2024 10:30 | 01.05.2024 | mai 2024"


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha ha ha ha ha ha ha ha ha ha'>{}]>".format(
    "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghg", strict=True))
)


@pytest.mark.parametrize("form", ZIPPED)
def test_bombs(form: str) -> None:
    make_file = ZIPPED[form]
    assert "copii" in read(make_file("Salut, copii")).text
    spaces = make_file(" " * 300_000_000)
    assert len(spaces) < 500_000
    assert error_of(spaces).kind == "too-large"
    assert error_of(lying(make_file("ab " * 4_000_000))).kind == f"broken-{form}"
    for dtd in (LAUGHS, "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>"):
        assert error_of(make_file("&g;" if dtd is LAUGHS else "copii", dtd)).kind == f"broken-{form}"
    whole = make_file("Salut, copii")
    assert error_of(whole[:-30], path=f"a.{form}").kind == f"broken-{form}"


def lying(body: bytes) -> bytes:
    """The zip with the sizes of its members, local and in the directory, given as 1,000 bytes."""
    changed = bytearray(body)
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := changed.find(mark, at + 1)) >= 0:
            struct.pack_into("<I", changed, at + place, 1000)
    return bytes(changed)


@pytest.mark.parametrize("form", ZIPPED)
def test_no_file_is_read_for_an_entity(form: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("parola")
    error = error_of(ZIPPED[form]("&g;", f"<!DOCTYPE x [<!ENTITY g SYSTEM 'file://{secret}'>]>"))
    assert "entities" in error.message


def test_zips_of_zips_and_of_thousands() -> None:
    inner = packed({"x": bytes(50_000_000)})
    assert error_of(packed({"mimetype": "x", "a.zip": inner})).kind == "unsupported"
    assert error_of(packed({f"m{number}": b"" for number in range(10_001)})).kind == "too-large"


def test_secret_files() -> None:
    manifest = {"META-INF/manifest.xml": "<manifest:encryption-data/>", "content.xml": b"\x01\x02"}
    kind = "application/vnd.oasis.opendocument.text"
    assert "password" in error_of(packed({"mimetype": kind, **manifest})).message
    assert "password" in error_of(renamed("WordDocument", "EncryptedPackage")).message


def renamed(old: str, new: str) -> bytes:
    """The old Word file with another name in its directory."""
    body = bytearray((FILES / "vechi.doc").read_bytes())
    at = body.find(old.encode("utf-16-le"))
    body[at : at + 64] = new.encode("utf-16-le").ljust(64, b"\0")
    struct.pack_into("<H", body, at + 64, 2 * len(new) + 2)
    return bytes(body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ((FILES / "vechi.doc").read_bytes(), "old Word file"),
        ((FILES / "vechi.xls").read_bytes(), "old Excel file"),
        (renamed("WordDocument", "PowerPoint Document"), "old PowerPoint file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word, Excel or PowerPoint"),
        (packed({"ppt/presentation.xml": "<p/>"}), r"PowerPoint file \(.pptx\)"),
        (packed({"xl/workbook.bin": "x"}), "binary Excel"),
        (packed({"a.pdf": "x"}), "archive"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"II*\0\x08", "TIFF"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "picture"),
        (b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80%PDF-1.7", "electronic signature"),
        (b"MIIBxgYJKoZIhvcNAQcCoIIBtzCCAbMCAQExDzANBglghkgBZQMEAgEFADALBgkq", "electronic signature"),
        (b"-----BEGIN PKCS7-----\nMIIB", "electronic signature"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "Excel 2003"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "mht"),
        (odf("<x/>", kind="presentation"), "presentation"),
        (b"<html><body>404", "web page under the name of a .docx"),
    ],
)
def test_what_no_reader_reads_is_named(body: bytes, words: str) -> None:
    error = error_of(body, path="anexa.docx")
    assert error.kind == "unsupported"
    with pytest.raises(ReadError, match=words):
        raise error


def test_old_files_in_a_folder_are_named(tmp_path: Path) -> None:
    for name in ("a.doc", "b.xls", "c.odt", "d.png"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in files_in([tmp_path])] == ["a.doc", "b.xls", "c.odt"]


def test_names_of_a_damaged_compound_file() -> None:
    whole = (FILES / "vechi.doc").read_bytes()
    assert "WordDocument" in storages(whole)
    for cut in (whole[:300], whole[:600], whole[:512] + b"\xff" * 2000, b"\xd0\xcf\x11\xe0" + b"\xff" * 600):
        assert "WordDocument" not in storages(cut)


def test_empty_documents() -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    for body in (buffer.getvalue(), odt(""), sheet(""), b"{\\rtf1 }", book([None])):
        assert error_of(body).kind == "empty-page"


def test_hidden_letters_of_word() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Vizibil")
    paragraph.add_run(" ascuns").font.hidden = True
    paragraph.add_run(" iarăși").font.hidden = False
    buffer = io.BytesIO()
    document.save(buffer)
    assert read(buffer.getvalue()).text == "Vizibil iarăși"


@pytest.mark.parametrize(
    ("properties", "heading", "title"),
    [
        ("Raport anual", None, "Raport anual"),
        ("Casa de pe deal", "Proiectul", "Casa de pe deal"),
        ("Alt document", "Proiectul", "Proiectul"),
        (None, "Proiectul", "Proiectul"),
        (None, None, None),
    ],
)
def test_title(properties: str | None, heading: str | None, title: str | None) -> None:
    assert title_for(properties, heading, "Proiectul\nCASA DE PE DEAL are 3 ani.") == title


@pytest.mark.parametrize("rubbish", ["Microsoft Word - raport.doc", "Document1", "Untitled", "Presentation", "a.docx"])
def test_rubbish_is_no_title(rubbish: str) -> None:
    document = docx.Document()
    document.add_paragraph(f"Un rând despre {rubbish} și copii, urmat de altul.")
    document.core_properties.title = rubbish
    document.core_properties.created = datetime.datetime(2009, 1, 1, tzinfo=datetime.UTC)
    buffer = io.BytesIO()
    document.save(buffer)
    found = read(buffer.getvalue())
    assert (found.title, found.published) == (None, None)


def test_personal_data_are_masked_in_sheets() -> None:
    found = read(book(["Contact", "ana@ong.example", "Titlu ana@ong.example"]))
    assert "ana@" not in found.text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1250 \'aacoala \'bai \'deara}", "Școala și Țara"),
        (
            rb"{\rtf1\ansi\ansicpg1252 \'aacoala din \'deara este pentru copii \'bai p\'e3rin\'fei}",
            "Școala din Țara este pentru copii și părinți",
        ),
        (rb"{\rtf1\uc2 \u537\'c8\'99i \u-10179?\u-8704 ??x}", "și 😀x"),
        (rb"{\rtf1\uc0 \u537i \u355 i}", "și ți"),
        (rb"{\rtf1{\fonttbl{\f0\fcharset238 A;}{\f1\fcharset204 B;}}\f0 \'ba{\f1 \'e4\'e0}}", "șда"),
        (rb"{\rtf1 a\bin3 }}}b}", "ab"),
        (rb"{\rtf1 a{\*\necunoscut x}{\pict 0102}{\v y}\~b\_c}", "a b‑c"),
        (rb"{\rtf1 unu\par doi", "unu\ndoi"),
        (rb"{\rtf1 unu}}} doi", "unu"),
        (b"{\\rtf1 unu\\\ndoi}", "unu\ndoi"),
    ],
)
def test_letters_of_rich_text(source: bytes, text: str) -> None:
    assert read(source).text == text


def test_rich_text_without_end() -> None:
    for source in (b"{\\rtf1 " + b"{" * 5000, b"{\\rtf1 " + b"abc " * 1_500_000 + b"}"):
        with pytest.raises(ReadError):
            rtf_html(source)


def test_csv() -> None:
    body = 'Titlu;Buget 2024;Data\n"Casa; de ""pe"" deal";1.234,50;15.03.2024\n\nȚara;2,5;\n'.encode(
        "cp1250", "replace"
    )
    found = read(body, "text/csv", path="lista.csv")
    assert found.text.split("\n")[:2] == ["Titlu | Buget 2024 | Data", 'Casa; de "pe" deal | 1.234,50 | 15.03.2024']
    assert (found.reader, {block.kind for block in found.blocks}) == ("csv/1", {"table_row"})
    assert read(b"a,b,c\n1,2,3\n", "application/vnd.ms-excel", path="export.xls").reader == "csv/1"
    assert read(b"<html><table><tr><td>a<td>b</table>", "application/vnd.ms-excel", path="e.xls").reader == "html/2"
    assert csv_html("Un text, cu virgule.\nAl doilea rând\nși încă unul") is None
    assert read("Un text, cu virgule.\nAl doilea rând\n".encode(), "text/csv").text.startswith("Un text, cu virgule.\n")


def test_attachments_of_every_form_are_fetched(tmp_path: Path) -> None:
    names = ["anexa.docx", "anexa.odt", "anexa.rtf", "buget.ods", "buget.xlsx"]
    answers: dict[str, Any] = {
        "/proiecte": page("/proiecte/unu"),
        "/proiecte/unu": page(
            *(f"/{name}" for name in names), "/vechi.doc", "/vechi.xls", "/semnat.p7m", "/eroare.odt", "/lista.csv"
        ),
        **{f"/{name}": Answer((FILES / name).read_bytes(), type="application/octet-stream") for name in names},
        "/eroare.odt": page(text="Nu există"),
        "/lista.csv": Answer(b"a;b\n1;2\n", type="text/csv"),
    }
    with Site(answers) as site:
        assert crawl(make(site), data=tmp_path, run_id="r1", contact=None).outcome == "ok"
    assert captured(tmp_path) == [*(f"/{name}" for name in names), "/lista.csv", "/proiecte/unu"]
    unread = dict.fromkeys(["/vechi.doc", "/vechi.xls", "/semnat.p7m"], "unread-format")
    assert {path: kind for path, (kind, _) in issues(tmp_path).items()} == {**unread, "/eroare.odt": "not-a-document"}

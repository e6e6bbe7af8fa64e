"""Personal data in captures: covered before anybody reads them, sign for sign, and never in the database."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extract.pipeline import Extractor
from jobs.build import build
from readers import masking
from readers.masking import COVER, mask
from readers.reader import read_bytes
from store.archive import Archive

CNP, EMAIL, MOBILE, IBAN = "1800101221144", "ioana.lupu@poiana.example", "0745 123 456", "RO49AAAA1B31007593840000"
SECRETS = (CNP, EMAIL, MOBILE, IBAN)
SENTENCE = "Proiectul „Casa din Poiana” are o valoare totală de 1.200.000 lei și sprijină 45 de copii din sat."
CONTACT = f"Persoana de contact: Ioana Lupu, CNP {CNP}, {EMAIL}, mobil {MOBILE}, cont {IBAN}, telefon 0267 352 176."


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("CNP 1800101221144, seria", "1800101221144"),
        ("cod numeric 1 800101 221144.", "1 800101 221144"),
        ("C.N.P.: 1800101221149", "1800101221149"),  # mistyped, and still somebody's
        ("CNP nr. 18001012****9", "18001012****9"),
        ("CI seria MX nr. 123456, domiciliat", "seria MX nr. 123456"),
        ("legitimat cu carte de identitate, seria xb numărul 654321", "seria xb numărul 654321"),
        ("scrieți la Ana.Pop+x@primaria-sat.gov.ro.", "Ana.Pop+x@primaria-sat.gov.ro"),
        ("ana.pop [at] primaria-sat.ro", "ana.pop [at] primaria-sat.ro"),
        ("ana.pop(at)primaria-sat(punct)ro", "ana.pop(at)primaria-sat(punct)ro"),
        ("mail: ana_pop @ primaria.ro", "ana_pop @ primaria.ro"),
        ("mobil 0744 655 101 și", "0744 655 101"),
        ("tel.0745.123.456.", "0745.123.456"),
        ("tel.: +40 745-123-456;", "+40 745-123-456"),
        ("tel. 0040745123456", "0040745123456"),
        ("tel. +40(0)745 123 456", "+40(0)745 123 456"),
        ("tel. +4 0745 123 456", "+4 0745 123 456"),
        ("(0745) 12 34 56", "(0745) 12 34 56"),
        ("0745/123.456", "0745/123.456"),
        ("0745–123–456", "0745–123–456"),
        ("tel./fax 0267 352 176/0745123456", "0745123456"),
        ("Cont RO49 AAAA 1B31 0075 9384 0000.", "RO49 AAAA 1B31 0075 9384 0000"),
        ("cont RO49-AAAA-1B31-0075-9384-0000", "RO49-AAAA-1B31-0075-9384-0000"),
        ("IBAN HU42 1177 3016 1111 1018 0000 0000 ok", "HU42 1177 3016 1111 1018 0000 0000"),
    ],
)
def test_is_covered(text: str, hidden: str) -> None:
    assert mask(text) == text.replace(hidden, COVER * len(hidden))


@pytest.mark.parametrize(
    "text",
    [
        "tel. 0267-352 176, fax 0250/123.457, 021 312 34 56, 0374 123 456",
        "valoare 1.137.174,76 lei, adică 745123456 lei, din care 40 722 334 455 lei",
        "număr 1234567890123, cod SMIS 127169, CUI 7653219, 1.800.101.221.144 lei",
        "07.04.2021, 10:00; 0745/2021; nr. 07451/23.04.2019; contract 0745/2021 12 copii",
        "POCU/465/4/4/128038, RO-2019-123, HG 867/2015",
        "Telefonul Vârstnicului 0800 460 001",
        "clasa a CI-a, seria 12, numărul 123456",
        "@facebook, www.example.ro, Ana (la 3 ani) a plecat",
    ],
)
def test_is_kept(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="0123456789 .@aROro-/+7()[]tCNPseria█"))
def test_length_is_kept_and_nothing_is_left_to_cover(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(now in (COVER, before) for now, before in zip(masked, text, strict=True))


PIECES = [*" .,-/()[]@0123456789", "07", "40", "+4", "745", "123", "456789", "CNP", "RO49", "AAAA", "seria MX", "CI "]
PIECES += ["at", "[at]", "ana", "pop.ro", "(0)", "HU42", CNP, EMAIL, MOBILE, IBAN]
GATES = ("_SIX_DIGITS", "_AT_WRITTEN", "_IN_FOURS", "_SEVEN")


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_what_is_not_looked_for_is_not_there(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for gate in GATES:
            patch.setattr(masking, gate, re.compile(""))
        all_looked_for = mask(text)
    assert mask(text) == all_looked_for


def html() -> bytes:
    return f"<html><head><title>{EMAIL}</title></head><body><p>{SENTENCE}</p><p>{CONTACT}</p></body></html>".encode()


def pdf() -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    for place, words in enumerate((f"Mobil {MOBILE}", f"CNP {CNP}, {EMAIL}", f"cont {IBAN}, tel. 0267 352 176")):
        canvas.drawString(72, 700 - 30 * place, words)
    canvas.save()
    return file.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.add_table(1, 2).rows[0].cells[1].text = CONTACT
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "media_type"),
    [(html(), "text/html"), (f"{SENTENCE}\n{CONTACT}".encode(), "text/plain"), (pdf(), None), (word(), None)],
    ids=["html", "text", "pdf", "docx"],
)
def test_every_form_is_covered(body: bytes, media_type: str | None) -> None:
    document = read_bytes(body, media_type=media_type, document_id="d")
    told = document.text + (document.title or "")
    assert not [secret for secret in SECRETS if secret in told]
    assert document.text.count(COVER) == sum(map(len, SECRETS))
    assert "0267 352 176" in document.text  # an office's
    assert read_bytes(body, media_type=media_type, document_id="d") == document


def test_nothing_of_it_reaches_the_database(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive").writer(source_id="poiana", run_id="r1") as writer:
        writer.write(
            url="https://poiana.example/contact",
            status=200,
            response_headers=[("Content-Type", "text/html; charset=utf-8")],
            body=html(),
            fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
        )
    assert build(tmp_path, extractor=Extractor.load()).documents == 1
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("fondoscop.db*"))
    assert b"Ioana Lupu" in stored  # so the page is there
    assert not [secret for secret in SECRETS if secret.encode() in stored]

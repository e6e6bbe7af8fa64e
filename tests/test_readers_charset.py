"""Bytes to text, personal data, language."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.charset import decode
from readers.errors import ReadError
from readers.html import read_page
from readers.language import language_of
from readers.reader import read_bytes
from readers.repair import repair

ROMANIAN = "Şase copii şi ţara lor: să învăţăm de la ei, în judeţul Iaşi, pentru că este important."


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (ROMANIAN.encode(), None),
        (b"\xef\xbb\xbf" + ROMANIAN.encode(), "text/html; charset=iso-8859-1"),
        (ROMANIAN.encode("utf-8"), "text/html; charset=iso-8859-2"),
        (ROMANIAN.encode("cp1250"), None),
        (ROMANIAN.encode("cp1250"), "text/html; charset=windows-1250"),
        (ROMANIAN.encode("cp1250"), "text/html; charset=ISO-8859-1"),
        (ROMANIAN.encode("cp1250"), "text/html; charset=windows-1252"),
        (ROMANIAN.encode("cp1250"), "text/html; charset=utf-8"),
        (ROMANIAN.encode("iso-8859-2"), "text/html; charset=iso-8859-2"),
        (ROMANIAN.encode("utf-16"), None),
        (ROMANIAN.encode("cp1250"), "text/html; charset=no-such"),
    ],
)
def test_decode(body: bytes, media_type: str | None) -> None:
    assert decode(body, media_type=media_type) == ROMANIAN


def test_declaration_in_the_page() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>{ROMANIAN}'
    assert decode(page.encode("cp1250"), markup=True) == page


def test_line_breaks_stay() -> None:
    assert decode(b" a\r\nb\n\n") == " a\r\nb\n\n"


def test_a_cut_page_in_utf8_stays_utf8() -> None:
    body = (ROMANIAN * 5).encode()
    assert decode(body + b"\xc8", media_type="text/html; charset=utf-8").startswith(ROMANIAN)


def test_bytes_of_no_text() -> None:
    with pytest.raises(ReadError) as error:
        decode(bytes(range(256)) + b"\0" * 300)
    assert error.value.kind == "undecodable"


def test_repair() -> None:
    broken = "ªcoala ºi þara: sã învãþãm de la copiii din judeþul Iaºi, oraº mare, pentru cã este bine."
    assert repair(broken) == "Școala și țara: să învățăm de la copiii din județul Iași, oraș mare, pentru că este bine."
    assert repair(ROMANIAN.encode().decode("latin-1")) == ROMANIAN
    assert repair(ROMANIAN) == ROMANIAN


@pytest.mark.parametrize(
    "text",
    [
        "A criação de centros de dia para as crianças e a educação não são de hoje",
        "Þórður Þorsteinsson frá Íslandi, þetta er ekki rúmenska",
        "La temperatura de 36 ºC y el nº 5",
        "Plain English text about children, nothing else to see here",
    ],
)
def test_other_languages_are_left_alone(text: str) -> None:
    assert repair(text) == text


@given(st.text())
def test_whatever_is_utf8_decodes(text: str) -> None:
    assert isinstance(decode(b"x" + text.encode("utf-8", "ignore")), str)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Proiectul se adresează copiilor și familiilor din județul Cluj", "ro"),
        ("Proiectul este finantat din fonduri europene pentru copiii din judet", "ro"),
        ("A projekt célja a gyermekek és a családok támogatása Hargita megyében", "hu"),
        ("The project supports children and their families in rural areas", "en"),
        ("Contact", None),
        ("2019 2020 2021 — 15", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


COMMA = "Șase copii și țara lor: să învățăm de la ei, în județul Iași, pentru că este important."
HEAD = '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body>'
HUNGARIAN = "Az egyesület célja, hogy a hátrányos helyzetű családok gyermekei számára, őszinte szívvel és erővel."
PORTUGUESE = "A irmã de Ana vive de manhã a noite na casa da avó, e a educação não é de hoje; o pão, a mãe."
SPANISH = "El niño y la señora de la peña están en el centro, a las 5 ºC, en el nº 3 de la calle."


def cp1250(text: str) -> bytes:
    """The bytes of a page of its time, which knew the cedilla alone."""
    return text.translate(str.maketrans("șȘțȚ", "şŞţŢ")).encode("cp1250")


PAGES = [
    # bytes, Content-Type, text
    pytest.param(HEAD.format("windows-1252").encode() + cp1250(ROMANIAN), None, ROMANIAN, id="cp1250-called-1252"),
    pytest.param(HEAD.format("iso-8859-1").encode() + cp1250("JUDEȚUL IAȘI, ȘCOALĂ PENTRU COPII"), None,
                 "JUDEŢUL IAŞI, ŞCOALĂ PENTRU COPII", id="capitals"),
    pytest.param(cp1250("Judeţul Iaşi"), "text/html; charset=iso-8859-1", "Judeţul Iaşi", id="two-words"),
    pytest.param(cp1250("„Punte” – şi în sat"), "text/html; charset=iso-8859-2", "„Punte” – şi în sat", id="quotes-in-8859-2"),  # noqa: E501
    pytest.param(cp1250("Gazeta · © 2009 Someş"), "text/html; charset=iso-8859-2", "Gazeta · © 2009 Someş", id="signs-in-8859-2"),  # noqa: E501
    pytest.param(cp1250("Hotărârea nr. 4 privind derularea contractului din sat"), "text/html; charset=iso-8859-1",
                 "Hotărârea nr. 4", id="one-letter-of-a-page"),
    pytest.param(COMMA.encode("iso8859-16"), "text/html; charset=iso-8859-16", COMMA, id="8859-16"),
    pytest.param(HEAD.format("ISO-8859-16").encode() + COMMA.encode("iso8859-16"), "text/html; charset=ISO-8859-1",
                 COMMA, id="server-default-page-right"),
    pytest.param(HEAD.format("windows-1250").encode() + cp1250(ROMANIAN), "text/html; charset=utf-8", ROMANIAN,
                 id="server-lies"),
    pytest.param(HEAD.format("windows-1250").encode() + COMMA.encode(), "text/html; charset=windows-1250", COMMA,
                 id="utf8-called-cp1250"),
    pytest.param(b"<!-- " + b"x" * 3000 + b" -->" + HEAD.format("iso-8859-16").encode() + COMMA.encode("iso8859-16"),
                 None, COMMA, id="declared-late"),
    pytest.param(b"<!-- <meta charset=iso-8859-5> -->" + cp1250(ROMANIAN), None, ROMANIAN, id="declared-in-a-comment"),
    pytest.param(b'<?xml version="1.0" encoding="iso-8859-2"?>' + ROMANIAN.encode("iso-8859-2"), None, ROMANIAN,
                 id="xml-declaration"),
    pytest.param(COMMA.encode("utf-16"), None, COMMA, id="utf-16"),
    pytest.param(COMMA.encode("utf-16-le"), "text/html; charset=utf-16le", COMMA, id="utf-16-without-its-mark"),
    pytest.param(COMMA.encode("utf-16-be"), None, COMMA, id="utf-16-be-without-its-mark"),
    pytest.param(COMMA.encode("utf-32"), None, COMMA, id="utf-32"),
    pytest.param(HEAD.format("utf-16").encode() + cp1250(ROMANIAN), None, ROMANIAN, id="utf-16-that-is-none"),
    pytest.param(HEAD.format("utf-7").encode() + cp1250(ROMANIAN), None, ROMANIAN, id="utf-7"),
    pytest.param(HEAD.format("punycode").encode() + cp1250(ROMANIAN), None, ROMANIAN, id="punycode"),
    pytest.param(COMMA.encode() + b"<p>" + cp1250("şi ţara să") + b"<p>" + COMMA.encode(), None, "şi ţara să", id="mixed"),  # noqa: E501
    pytest.param(COMMA.encode() + b"<p>" + cp1250("„Aşa” – ŢARĂ"), "text/html; charset=utf-8", "„Aşa” – ŢARĂ",
                 id="mixed-quotes"),
    pytest.param(b"\xef\xbb\xbf" + COMMA.encode() + cp1250("şi"), None, COMMA + "şi", id="mixed-with-a-mark"),
    pytest.param(COMMA.encode() + cp1250("şi"), "text/html; charset=iso-8859-2", COMMA + "şi", id="mixed-misdeclared"),
    pytest.param(cp1250(ROMANIAN) * 3 + b"\x81", None, ROMANIAN, id="one-byte-of-nothing"),
    pytest.param(COMMA.encode().decode("cp1252", "replace").encode(), None, "învățăm", id="misread-once"),
    pytest.param(("<p>ține</p>" + "școală și învățământ".encode().decode("latin-1")).encode(), None,
                 "<p>ține</p>școală și învățământ", id="misread-in-a-part"),
    pytest.param("„țara” și cinci".encode().decode("cp1250", "replace").encode(), None, "„țara” și cinci",
                 id="misread-as-cp1250"),
    pytest.param(HUNGARIAN.encode(), None, HUNGARIAN, id="hungarian-utf8"),
    pytest.param(HUNGARIAN.encode("cp1250"), None, HUNGARIAN, id="hungarian-undeclared"),
    pytest.param(HUNGARIAN.encode("iso-8859-2"), "text/html; charset=iso-8859-2", HUNGARIAN, id="hungarian-8859-2"),
    pytest.param(HUNGARIAN.encode("cp1250"), "text/html; charset=iso-8859-1", HUNGARIAN, id="hungarian-misdeclared"),
    pytest.param(PORTUGUESE.encode(), None, PORTUGUESE, id="portuguese-utf8"),
    pytest.param(PORTUGUESE.encode("latin-1"), "text/html; charset=iso-8859-1", PORTUGUESE, id="portuguese-latin"),
    pytest.param(SPANISH.encode("latin-1"), "text/html; charset=iso-8859-1", SPANISH, id="spanish-latin"),
    pytest.param("Crèche für Kinder".encode("latin-1"), "text/html; charset=iso-8859-1", "Crèche für Kinder", id="latin"),  # noqa: E501
    pytest.param(b"10&#150;12 &#132;copii&#148;", None, "10–12 „copii”", id="windows-references"),
    pytest.param(b"&ordm;coala &ordm;i &thorn;ara: s&atilde; mearg&atilde; din sat", None,
                 "școala și țara: să meargă din sat", id="latin-references"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "media_type", "text"), PAGES)
def test_pages_as_they_come(body: bytes, media_type: str | None, text: str) -> None:
    assert text in decode(body, media_type=media_type, markup=True)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&#351;i &#355;ar&#259; &#x15E;ase &#354;inta", "și țară Șase Ținta"),
        ("&scedil;i &tcedil;ar&abreve;", "și țară"),
        ("s\u0326i t\u0326ara\u0306", "și țară"),
        ("s\u0327i t\u0327ara\u0306", "și țară"),
        ("ŞI ŢARĂ", "ȘI ȚARĂ"),
        ("in\u00adva\u0306t\u0326a\u0302nd", "invățând"),
    ],
)
def test_one_way_to_write_a_letter(source: str, text: str) -> None:
    page = f"<html><head><meta charset=utf-8></head><body><p>{source}</p></body></html>".encode()
    assert read_page(page).text == text
    plain = read_bytes(html.unescape(source).encode(), media_type="text/plain", document_id="d")
    assert plain.text == text


def test_a_text_file_keeps_its_lines() -> None:
    body = "Unu şi\r\n\r\n  • doi\u00a0 trei\r\n".encode()
    assert read_bytes(body, media_type="text/plain", document_id="d").text == "Unu și\r\n\r\n  • doi\u00a0 trei\r\n"


@pytest.mark.parametrize("text", [PORTUGUESE, SPANISH, HUNGARIAN, "Domnul João Guimarães din Brăila și fiica sa, Ana."])
def test_whole_sentences_of_others(text: str) -> None:
    assert repair(text) == text


def test_names_in_a_spoilt_page() -> None:
    assert repair("François ºi João învaþã pentru cã din sat pânã la oraº nu e mult") == (
        "François și João învață pentru că din sat până la oraș nu e mult"
    )

"""Bytes to text, personal data, language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.charset import decode, repair
from readers.errors import ReadError
from readers.language import language_of

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

"""Fiscal codes: their check digits, and whose they are in a sentence."""

import pytest

from extract.fiscal_codes import code_beside
from extract.jsonl import to_json
from fondoscop import read
from romanian.fiscal_codes import split_code, valid_code
from romanian.fold import fold


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("4540712", "4540712"),
        ("RO4540712", "4540712"),
        ("RO 4540712", "4540712"),
        ("ro 18547290", "18547290"),
        ("4540713", None),  # wrong check digit
        ("1630615123457", None),  # a person's CNP
        ("12", None),
        ("", None),
        (None, None),
        ("0722123456", None),  # a telephone
        ("٤٥٤٠٧١٢", None),
    ],
)
def test_a_code_is_valid_by_its_check_digit(code, expected):
    assert valid_code(code) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Asociația X, CUI 4540712", ("Asociația X", "4540712")),
        ("Asociația X (CIF: RO 4540712)", ("Asociația X", "4540712")),
        ("Asociația X, C.U.I. 4540713", ("Asociația X", None)),
        ("Asociația X", ("Asociația X", None)),
        ("Asociația Cuib 4540712", ("Asociația Cuib 4540712", None)),
    ],
)
def test_a_code_in_a_name(name, expected):
    assert split_code(name) == expected


X = "Asociația Casa Bună"
BESIDE = [
    f"{X}, CIF 4540712, derulează proiectul.",
    f"{X} (CUI: RO4540712) derulează proiectul.",
    f"{X}, cod fiscal 4540712, derulează proiectul.",
    f"{X}, cu sediul în Iași, str. Lungă nr. 5, C.I.F. 4540712, derulează proiectul.",
    f"{X} (ACB), cod de înregistrare fiscală 4540712, derulează proiectul.",
    f"{X} având CUI 4540712 derulează proiectul.",
    f"CIF 4540712 – {X} derulează proiectul.",
]
NOT_BESIDE = [
    f"{X}, tel. 0232 4540712, derulează proiectul.",
    f"{X}, CIF 4540713, derulează proiectul.",  # wrong check digit
    f"{X}, 4540712 lei.",
    f"{X} a semnat un contract cu o firmă din Iași care are CUI 4540712.",
    f"{X}; CNP 1630615123457.",
    f"{X} derulează proiectul.\nCIF 4540712",
    f"Furnizorul, CUI 4540712, a fost plătit de {X}.",
    f"{X}, CIF 45407121234, derulează proiectul.",
    f"{X}, cont 4540712.",
]


def found_in(text: str) -> str | None:
    start = text.index(X)
    return code_beside(fold(text), start, start + len(X), 0, len(text))


@pytest.mark.parametrize("text", BESIDE)
def test_a_code_beside_a_name(text):
    assert found_in(text) == "4540712"


@pytest.mark.parametrize("text", NOT_BESIDE)
def test_what_is_no_code_of_the_name(text):
    assert found_in(text) is None


def test_each_partner_has_its_own_code_and_the_jsonl_form_has_none():
    facts = read(
        "Proiectul „Împreună acasă” a început.\n\nSolicitant: Asociația Casa Bună, CIF 4540712\n\n"
        "Partener 1: Fundația Lumina Nouă, cod fiscal 4288110\n\nPartener 2: Primăria Comunei Isverna"
    )
    codes = {partner.name: partner.cui for partner in facts.partners}
    assert codes == {
        "Asociația Casa Bună": "4540712",
        "Fundația Lumina Nouă": "4288110",
        "Primăria Comunei Isverna": None,
    }
    assert all("cui" not in partner for partner in to_json(facts)["partners"])

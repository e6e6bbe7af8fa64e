"""The register of places: read once, complete, found in every spelling that pages use."""

import subprocess
import sys
from pathlib import Path

import pytest

from romanian.siruta import CAPITAL, gazetteer


def test_all_counties_and_their_seats_are_there() -> None:
    register = gazetteer()
    assert len({unit.code for unit in register.counties.values()}) == 41
    assert all(unit.level == "county" and unit.name == unit.county for unit in register.counties.values())
    assert register.county("București") is None
    (capital,) = register.named("București")
    assert (capital.code, capital.level, capital.county) == (CAPITAL, "city", "București")
    assert {register.named(f"Sectorul {number}")[0].code for number in range(1, 7)} == {
        179141, 179150, 179169, 179178, 179187, 179196,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "name", "code"),
    [
        ("Târgu Mureș", "Târgu Mureș", 114319),
        ("Tîrgu-Mureș", "Târgu Mureș", 114319),
        ("Tg. Mureş", "Târgu Mureș", 114319),
        ("Rm. Vâlcea", "Râmnicu Vâlcea", 167473),
        ("RM.VALCEA", "Râmnicu Vâlcea", 167473),
        ("Râmnicul Vâlcea", "Râmnicu Vâlcea", 167473),
        ("Sf. Gheorghe", "Sfântu Gheorghe", 63394),
        ("Sighetul Marmației", "Sighetu Marmației", 106559),
        ("Drobeta Turnu Severin", "Drobeta-Turnu Severin", 109773),
        ("Turnu Severin", "Drobeta-Turnu Severin", 109773),
        ("CEUASU DE CIMPIE", "Ceuașu de Câmpie", 115959),
        ("I.L. Caragiale", "I. L. Caragiale", 67737),
        ("PIATRA NEAMŢ", "Piatra-Neamț", 120726),
        ("Câmpia Turzii", "Câmpia Turzii", 55357),
    ],
)
def test_a_name_is_found_in_every_spelling(written: str, name: str, code: int) -> None:
    unit = gazetteer().named(written)[0]
    assert (unit.name, unit.code) == (name, code)


def test_a_name_that_many_villages_have_gives_all_of_them() -> None:
    assert len(gazetteer().named("Satu Nou")) == 42
    assert len({unit.county for unit in gazetteer().named("Poiana")}) > 15


@pytest.mark.parametrize("nothing", ["", "Codru de Sus", "Bruxelles", ".", "-", "județul"])
def test_what_is_no_place_gives_nothing(nothing: str) -> None:
    assert gazetteer().named(nothing) == ()
    assert gazetteer().county(nothing) is None


def test_importing_reads_no_file_and_asking_leaves_the_warning_filters_alone() -> None:
    program = (
        "import warnings; from romanian import siruta; import extract.working_places\n"
        "assert siruta.gazetteer.cache_info().currsize == 0\n"
        "warnings.simplefilter('error'); before = list(warnings.filters)\n"
        "siruta.gazetteer(); assert siruta.gazetteer() is siruta.gazetteer()\n"
        "assert warnings.filters == before\n"
    )
    root = Path(__file__).parent.parent
    result = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr

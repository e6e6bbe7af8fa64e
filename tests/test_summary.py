"""What people see at the end of a run: Romanian figures, no page that writes on their terminal, disagreements."""

from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from explore import summary
from explore.wording import grouped, harmless, money, period, quoted
from extract.pipeline import Extractor
from jobs.demo import demo
from store.database import Database


def test_cells_of_a_table_are_quoted_as_label_and_value() -> None:
    assert quoted("Vârstnici îngrijiți | 45") == "Vârstnici îngrijiți: 45"
    assert quoted("45 de vârstnici") == "45 de vârstnici"


@pytest.mark.parametrize(
    ("value", "currency", "written"),
    [
        ("300000", "RON", "300.000 lei"),
        ("300000.00", "RON", "300.000 lei"),
        ("1234567.5", "EUR", "1.234.567,50 euro"),
        ("2460000000", "ROL", "2.460.000.000 lei vechi"),
        ("12", "PLN", "12 PLN"),
        (Decimal("0.05"), "RON", "0,05 lei"),
    ],
)
def test_money(value: str | Decimal, currency: str, written: str) -> None:
    assert money(value, currency) == written


def test_numbers_and_periods() -> None:
    assert grouped(1234567) == "1.234.567"
    assert grouped(2**63 - 1) == "9.223.372.036.854.775.807"
    assert period("2019-03-04", "2021") == "04.03.2019 – 2021"
    assert period(None, "2021-05") == "până la 05.2021"
    assert period("2021-05", None) == "din 05.2021"
    assert period("2021-05", None, "en") == "from May 2021"
    assert period(None, "2021-05", "en") == "until May 2021"
    assert period(None, None) == ""


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("Casa\x1b[2J\x1b]0;titlu\x07 mea", "Casa[2J]0;titlu mea"),
        ("Casa\r\nmea\tbună", "Casa mea bună"),
        ("\u202eacsA\u202c", "acsA"),
        ("\x9b31mroșu", "31mroșu"),
        ("Casa\uffff mea\ufffe", "Casa mea"),  # XML can't hold them
    ],
)
def test_control_characters_never_reach_the_terminal(hostile: str, shown: str) -> None:
    assert harmless(hostile) == shown


def test_the_sample_has_two_sources_that_disagree(tmp_path: Path) -> None:
    demo(tmp_path, extractor=Extractor.load(), say=lambda _: None)
    output = StringIO()
    with Database.open(tmp_path / "fondoscop.db", read_only=True) as database:
        summary.show(database, Console(file=output, width=80), data=tmp_path)
    printed = output.getvalue()
    assert "Surse care nu spun același lucru" in printed
    assert "„9,1 milioane de lei” – Gazeta de Codru" in printed
    assert "„8.412.560,40 lei” – Direcția Generală de Asistență Socială și Protecția Copilului Codru" in printed
    assert not {"ş", "ţ", "Ş", "Ţ"} & set(summary.__doc__ or "")

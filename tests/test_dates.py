"""Dates and ranges: values, roles, and what is no date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.date_spans import find_date_spans
from extract.dates import find_dates
from romanian.fold import fold
from tests.texts import reading_of

VALUES = [
    ("13.06.2019", "2019-06-13", "2019-06-13"),
    ("04/03/2019", "2019-03-04", "2019-03-04"),
    ("4-3-2019", "2019-03-04", "2019-03-04"),
    ("13. 06. 2019", "2019-06-13", "2019-06-13"),
    ("9.XII.2015", "2015-12-09", "2015-12-09"),
    ("2023-09-14", "2023-09-14", "2023-09-14"),
    ("joi, 13 iunie 2019", "2019-06-13", "2019-06-13"),
    ("13 IUNIE 2019", "2019-06-13", "2019-06-13"),
    ("27 Sep, 2023", "2023-09-27", "2023-09-27"),
    ("1-Mar-2018", "2018-03-01", "2018-03-01"),
    ("octombrie 17, 2017", "2017-10-17", "2017-10-17"),
    ("iunie 2020", "2020-06", "2020-06"),
    ("luna mai 2023", "2023-05", "2023-05"),
    ("T4 2021", "2021-10", "2021-12"),
    ("trimestrul III al anului 2018", "2018-07", "2018-09"),
    ("semestrul II 2025", "2025-07", "2025-12"),
    ("sfârșitul anului 2023", "2023-12-31", "2023-12-31"),
    ("începutul anului 2015", "2015", "2015"),
    ("în anul 2016", "2016", "2016"),
    ("perioada 2016 – 2018", "2016", "2018"),
    ("04.03.2019-04.09.2023", "2019-03-04", "2023-09-04"),
    ("16 iunie 2020 - 15 ianuarie 2023", "2020-06-16", "2023-01-15"),
    ("18 decembrie 2014-30 aprilie 2016", "2014-12-18", "2016-04-30"),
    ("de la 1 octombrie 2019 până la 31 mai 2021", "2019-10-01", "2021-05-31"),
    ("între 3 și 5 mai 2021", "2021-05-03", "2021-05-05"),
    ("3 – 5 iunie 2021", "2021-06-03", "2021-06-05"),
    ("între aprilie și decembrie 2024", "2024-04", "2024-12"),
    ("iulie – decembrie 2018", "2018-07", "2018-12"),
    ("din martie până în iunie 2020", "2020-03", "2020-06"),
    ("T3 2020 – T1 2022", "2020-07", "2022-03"),
    ("septembrie 2004 – 31 martie 2006", "2004-09", "2006-03-31"),
]

NONE = [
    "mai mult de 2000 de persoane",
    "mai 3 copii",
    "tel. 0266.220.688",
    "tel. 0744 655 101",
    "nr. 12.345 din registru",
    "str. 1 Decembrie nr. 5",
    "ora 14.30",
    "scor 3-2",
    "art. 12 alin. (3)",
    "31.02.2020",
    "45.13.2019",
    "2000 de persoane",
    "2.019 lei",
    "sectorul 3, bloc 12",
    "15 octombrie a fiecărui an",
]


@pytest.mark.parametrize(("text", "start", "end"), VALUES)
def test_value(text: str, start: str, end: str) -> None:
    (span,) = find_date_spans(fold(f"Text: {text}, apoi altceva."), None)
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    assert find_date_spans(fold(text), None) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Contractul a venit ieri de la București.", "2023-11-16"),
        ("Se semnează azi la prefectură un contract.", "2023-11-17"),
        ("Anul trecut au fost ajutați copii.", "2022"),
        ("Întâlnirea a avut loc luna trecută la Cluj.", "2023-10"),
        ("Conferința este pe 20 noiembrie la Cluj.", "2023-11-20"),
    ],
)
def test_relative_dates_need_a_publication_date(text: str, value: str) -> None:
    assert [d.start for d in find_dates(reading_of(text, published="2023-11-17"))] == [value]
    assert find_dates(reading_of(text)) == []


ROLES = [
    ("Conform Legii nr. 292/2011 se aprobă.", "legal"),
    ("H.C.L. nr. 74 din 04.05.2015 rămâne în vigoare.", "legal"),
    ("adresa înregistrată sub nr. 10556/07.06.2018", "legal"),
    ("Contractul de finanțare nr. 12/18.11.2009 a fost modificat.", "signing"),
    ("Contractul a fost semnat în 18.11.2009.", "signing"),
    ("Proiectul se derulează în perioada 01.07.2018-31.12.2018.", "period"),
    ("Perioada de implementare: martie 2019 – mai 2020", "period"),
    ("Proiectul a început la 31.05.2019.", "start"),
    ("Proiectul se va încheia la 30.11.2021.", "end"),
    ("Se anunță finalizarea proiectului, începând din data de 04.09.2023.", "end"),
    ("Conferința a avut loc în data de 26 septembrie 2023.", "event"),
    ("Cererile se pot depune până la data de 18.03.2025.", "deadline"),
    ("finanțat prin POCU 2014-2020", "programme"),
    ("finanțat prin Programul Operațional Capital Uman 2014-2020", "programme"),
    ("În 2016, 100 de copii au primit ghiozdane.", "activity"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_role(text: str, role: str) -> None:
    assert [date.role for date in find_dates(reading_of(text))] == [role]


def test_byline_is_the_publication_date() -> None:
    text = (
        "Casă nouă pentru copii\n17 noiembrie 2023, 14:08\nJoi, 17 noiembrie 2023, a avut loc deschiderea casei "
        "celei noi, la care au venit toți cei care au ajutat la ridicarea ei."
    )
    roles = [date.role for date in find_dates(reading_of(text, published="2023-11-17"))]
    assert roles == ["publication", "event"]


@given(
    st.lists(
        st.sampled_from([*list("0123456789./- ,\n"), "mai", "iunie", "între ", "și ", "anul ", "T4 "]), max_size=60
    ).map("".join)
)
def test_any_text_gives_strict_evidence_and_real_dates(text: str) -> None:
    for date in find_dates(reading_of(text, published="2023-11-17")):
        assert text[date.evidence.start : date.evidence.end] == date.evidence.text
        assert date.start[:4].isdigit()

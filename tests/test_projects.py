"""Titles of projects in every form, one project for its names, and what is no project."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.details import with_details
from extract.links import Mentions, linked
from extract.pipeline import Extractor
from extract.projects import find_projects
from store.records import Document, Project
from tests.texts import reading_of

TITLES = [
    ("S-a încheiat proiectul „Casa de pe deal”.", ["Casa de pe deal"]),
    ("S-a încheiat proiectul “Casa de pe deal”.", ["Casa de pe deal"]),
    ("S-a încheiat proiectul ”Casa de pe deal”.", ["Casa de pe deal"]),
    ('S-a încheiat proiectul "Casa de pe deal".', ["Casa de pe deal"]),
    ("S-a încheiat proiectul «Casa de pe deal».", ["Casa de pe deal"]),
    ("S-a încheiat proiectul ,,Casa de pe deal”.", ["Casa de pe deal"]),
    ("S-a încheiat proiectul„Casa de pe deal”.", ["Casa de pe deal"]),
    ("S-a încheiat proiectul „ Casa de pe deal”.", ["Casa de pe deal"]),
    ("PROIECTUL „CASA DE PE DEAL” S-A ÎNCHEIAT", ["CASA DE PE DEAL"]),
    ("În cadrul proiectului cu titlul „Casa de pe deal” s-a lucrat.", ["Casa de pe deal"]),
    ("Titlul proiectului: „Casa de pe deal”", ["Casa de pe deal"]),
    ("Titlul proiectului: Casa de pe deal, cod SMIS 123456", ["Casa de pe deal"]),
    ("Titlul proiectului:\nCasa de pe deal", ["Casa de pe deal"]),
    ("„Casa de pe deal” este un proiect plătit din donații.", ["Casa de pe deal"]),
    ("„Casa de pe deal” este proiectul prin care copiii învață.", ["Casa de pe deal"]),
    ("Proiectul Casa de pe deal se desfășoară în Arinești.", ["Casa de pe deal"]),
    ("proiectul „RAZĂ – Respect. Ajutor! Zâmbet” continuă", ["RAZĂ – Respect. Ajutor! Zâmbet"]),
    ("Un alt proiect, la fel de bun, este „Casa de pe deal”.", ["Casa de pe deal"]),
    ("Proiectul „Casa de pe deal”. În proiectul „CASA DE PE DEAL” s-a lucrat.", ["Casa de pe deal"]),
    ("Proiectul „RAZĂ – Casa de pe deal”. Proiectul „Casa de pe deal” merge.", ["RAZĂ – Casa de pe deal"]),
    ("Proiectul „Casa de pe deal” și proiectul „Podul de lemn”.", ["Casa de pe deal", "Podul de lemn"]),
    ("Casa de pe deal\n\nFinanţare: Fundația Rază\nSolicitant: ASSOC".replace("Casa", "\nCasa"), ["Casa de pe deal"]),
]

NONE = [
    "Proiectul de hotărâre „Privind bugetul” a fost votat.",
    "Depunerea proiectelor se face la registratură.",
    "Programul „Casa de pe deal” este un apel.",
    "Asociația „Casa de pe deal” are voluntari.",
    "Centrul de zi „Casa de pe deal” s-a deschis.",
    "Școala „Ion Creangă” a primit cărți.",
    "„Mulțumim tuturor”, a spus primarul.",
    "art. 5 lit. „a” din lege",
    "Proiectul a fost finanțat din donații.",
    "Proiectul este în valoare de 300 lei.",
]


@pytest.mark.parametrize(("text", "titles"), TITLES)
def test_titles(text: str, titles: list[str]) -> None:
    assert [project.title for project in find_projects(reading_of(text))] == titles


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_project(text: str) -> None:
    assert find_projects(reading_of(text)) == []


def detailed(text: str) -> list[Project]:
    return list(extractor().facts_of(Document(id="x", text=text)).projects)


def extractor() -> Extractor:
    return Extractor.load()


def test_details_of_a_project() -> None:
    (project,) = detailed(
        "Proiectul „Casa de pe deal”, cod MySMIS 123456, contract POCU/465/4/4/123456, finanțat prin Programul "
        "Operațional Capital Uman 2014-2020, a avut o perioadă de implementare de 24 de luni "
        "(04.03.2019-03.03.2021)."
    )
    assert project.code == "123456"
    assert project.contract == "POCU/465/4/4/123456"
    assert project.programme == "Programul Operațional Capital Uman 2014-2020"
    assert (project.start, project.end, project.duration_months) == ("2019-03-04", "2021-03-03", 24)


@pytest.mark.parametrize(
    ("words", "contract"),
    [
        ("Contract de finanțare: RO2011_B3.4_7", "RO2011_B3.4_7"),
        ("Contractul nr. RO 0207.01.02.118 a fost semnat.", "RO 0207.01.02.118"),
        ("Număr contract: PHARE/2003/005-551.01.03", "PHARE/2003/005-551.01.03"),
        ("Contract de finanțare nr. 31/12.04.2021", "31/12.04.2021"),
        ("Contract de finanțare: semnat în 12.04.2021", None),
        ("Contract nr. unu", None),
        ("Contract: vezi anexa 2.1", None),
        ("Contract nr. tel. 0745-123.456", None),
    ],
)
def test_the_number_of_a_contract(words: str, contract: str | None) -> None:
    (project,) = detailed(f"Titlul proiectului: Casa de pe deal\n{words}")
    assert project.contract == contract


@pytest.mark.parametrize(
    ("words", "programme"),
    [
        ("finanțat din Programul RO10 Copii și tineri în situații de risc", "RO10"),
        ("finanțat prin Programul RO20 „Violența domestică”", "Programul RO20 „Violența domestică”"),
        ("finanțat prin Granturile SEE & Norvegiene 2014-2021", "Granturile SEE & Norvegiene 2014-2021"),
    ],
)
def test_a_numbered_programme_of_the_grants(words: str, programme: str) -> None:
    (project,) = detailed(f"Proiectul „Casa de pe deal” este {words}.")
    assert project.programme == programme


def test_a_short_name_is_no_ordinary_word() -> None:
    text = "Proiectul „CARE – Casa de pe deal” pornește. Cei care vin primesc ajutor prin CARE. CARE ține doi ani."
    (project,) = find_projects(reading_of(text))
    assert [span.text for span in project.evidence] == ["CARE – Casa de pe deal", "CARE", "CARE"]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Proiectul „Casa de pe deal”. Durata proiectului: 24 luni", 24),
        ("Proiectul „Casa de pe deal” se întinde pe trei ani.", 36),
        ("Proiectul „Casa de pe deal”. Durata: doi ani și jumătate.", 30),
        ("Proiectul „Casa de pe deal” are o durată de 3 ani (37 de luni).", 37),
        ("Proiectul „Casa de pe deal” ajută copii cu vârsta de până la 3 ani.", None),
        ("Proiectul „Casa de pe deal” cere o vechime de 24 luni.", None),
    ],
)
def test_duration_only_as_stated(text: str, months: int | None) -> None:
    (project,) = detailed(text)
    assert project.duration_months == months


def test_a_fact_belongs_to_the_project_that_its_sentence_names() -> None:
    reading = reading_of(
        "Proiectul „Casa de pe deal” costă 300 lei. Proiectul „Podul de lemn” costă 500 lei.\n"
        "Alți 20 lei merg la reparații."
    )
    from extract.amounts import find_amounts  # noqa: PLC0415

    projects = find_projects(reading)
    facts = linked(reading, Mentions.of(reading, projects), find_amounts(reading))
    assert [fact.project for fact in facts] == [0, 1, 1]
    assert with_details(reading, projects, Mentions.of(reading, projects), [])[0].start is None


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "Sume (lei) | Casa Fagul | Școala Vie\nValoare totală | 100.000 | 200.000\nGrant | 85.000 | 170.000",
            [0, 1, 0, 1],
        ),
        (
            "Proiect | Valoare totală (lei) | Grant (lei)\nCasa Fagul | 100.000 | 85.000\nȘcoala Vie | 200.000 | 1.700",
            [0, 0, 1, 1],
        ),
    ],
)
def test_a_cell_belongs_to_the_project_of_its_column_or_row(table: str, expected: list[int]) -> None:
    from extract.amounts import find_amounts  # noqa: PLC0415

    reading = reading_of(f"Proiectul „Casa Fagul” și proiectul „Școala Vie” au început.\n\n{table}\n")
    facts = linked(reading, Mentions.of(reading, find_projects(reading)), find_amounts(reading))
    assert [fact.project for fact in facts] == expected


@given(
    st.lists(
        st.sampled_from([*list('„”"“«» .,:\n'), "proiectul ", "Titlul proiectului: ", "casa ", "Deal "]), max_size=60
    ).map("".join)
)
def test_any_text_gives_strict_evidence(text: str) -> None:
    for project in find_projects(reading_of(text)):
        for span in project.evidence:
            assert text[span.start : span.end] == span.text

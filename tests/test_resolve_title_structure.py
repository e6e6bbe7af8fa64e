"""Titles with their parts turned round, left out, or with something beside them that is no part of them."""

import pytest

from resolve.clusters import cluster
from resolve.projects import ProjectRules
from resolve.title_editions import read_edition
from resolve.title_likeness import alike
from resolve.title_patrons import without_patron
from resolve.title_places import without_levels
from resolve.titles import read_title


def are_one(one: str, other: str, ours: dict[str, object], theirs: dict[str, object]) -> bool:
    plain = {"aliases": [], "leads": ["A"], "counties": ["Olt"], "first": "run-1"}
    both = {"a": {"title": one} | plain | ours, "b": {"title": other} | plain | theirs}
    return len(cluster(ProjectRules(), both)) == 1


SAME = [
    ("Pași spre muncă: atelier de croitorie la Huși", "Atelier de croitorie la Huși – „Pași spre muncă”"),
    ("Pași spre muncă: atelier de croitorie la Huși", "Atelier de croitorie la Huși (Pași spre muncă)"),
    ("Cuibul - terapie pentru adulți cu dizabilități, Corabia", "TERAPIE PENTRU ADULTI CU DIZABILITATI „CUIBUL”"),
    ("A doua casă – centru de zi: servicii pentru copiii din Corabia", "A doua casă – centru de zi"),
    ("Tabăra „Prietenii munților” pentru copiii cu diabet", "Prietenii munților"),
    ("Concursul județean „Bunicul meu, eroul meu” pentru elevi", 'Concursul judetean "Bunicul meu, eroul meu"'),
    ("Programul „Mere și cărți”, sprijin pentru copii", "Mere și cărți"),
    ("Proiectul educațional „Bunici adoptați”", "Bunici adoptați"),
    ("130650 – Bunici adoptați", "Bunici adoptați"),
    ("ECO-SOC – Economie socială în satele Oltului", "Economie socială în satele Oltului (ECOSOC)"),
    ("Comunicat de presă privind lansarea proiectului „Bunici adoptați”", "Bunici adoptați (Phare 2004)"),
    ("Contract 15/2019 – Bunici adoptați", "Anunț lansare proiect Bunici adoptați"),
    ("Bunici adoptați (POCU)", "Bunici adoptați (proiect încheiat)"),
    ("Bunici adoptați (parteneriat cu Primăria Corabia)", "Bunici adoptați"),
    ("Cămin pentru bătrâni în satul Rusănești, comuna Rusănești", "Cămin pentru bătrâni, com. Rusănești"),
    (
        "Construire creșă, str. Florilor nr. 5, orașul Scornicești",
        "Construire creșă în Scornicești, str. Florilor nr. 5",
    ),
    ("Dotarea Spitalului Municipal „Dr. Ion Pop” Caracal", "Dotarea Spitalului Municipal Caracal"),
    ("Dotarea Spitalului Municipal Prof. Dr. Ion Pop Caracal", "Dotarea Spitalului Municipal „Ion Pop” Caracal"),
]
OTHER = [
    ("Educație în parteneriat cu familia", "Educație în parteneriat cu poliția"),
    ("Centru de zi în comuna Roman", "Centru de zi în municipiul Roman"),
    ("Cămin pentru bătrâni în satul Rusănești", "Cămin pentru bătrâni în satul Scornicești"),
    ("Tabăra „Prietenii munților” pentru copiii cu diabet", "Tabăra „Prietenii mării” pentru copiii cu diabet"),
    ("Dotarea Spitalului Clinic „Sf. Maria” Caracal", "Dotarea Spitalului Clinic „Sf. Spiridon” Caracal"),
    ("Dotarea secției de pediatrie a Spitalului „Ion Pop”", "Dotarea secției de chirurgie a Spitalului „Ion Pop”"),
    ("Festivalul „Împreună” pentru seniori, ediția a III-a", "Festivalul „Împreună” pentru seniori, ediția a IV-a"),
    ("Campania „Nu ești singură” pentru mame", "Campania „Nu ești singură” pentru fete"),
    ("Casă de tip familial, str. Florilor, Caracal", "Casă de tip familial, str. Teilor, Caracal"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_title(one, other):
    assert are_one(one, other, {}, {})
    assert are_one(other, one, {}, {})


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_titles(one, other):
    assert not are_one(one, other, {}, {})
    assert not are_one(other, one, {}, {})


@pytest.mark.parametrize(
    ("expected", "one", "ours", "theirs"),
    [
        (True, "Festivalul seniorilor, ediția I", {"start": "2019"}, {"start": "2019"}),
        (True, "Festivalul seniorilor – prima ediție", {"start": "2019"}, {"start": "2019"}),
        (False, "Festivalul seniorilor, ediția I", {"start": "2019"}, {"start": "2021"}),
        (False, "Festivalul seniorilor, ediția I", {"start": "2019"}, {}),
        (False, "Festivalul seniorilor, ediția a II-a", {"start": "2019"}, {"start": "2019"}),
        (True, "Festivalul seniorilor 2019", {}, {"start": "2019"}),
        (True, "Festivalul seniorilor, ediția 2019", {}, {"start": "2018", "end": "2020"}),
        (False, "Festivalul seniorilor 2019", {}, {"start": "2021"}),
        (False, "Festivalul seniorilor 2019", {}, {}),
        (False, "Festivalul seniorilor 2019", {"start": "2019"}, {}),
    ],
)
def test_an_edition_is_the_project_of_its_year(expected, one, ours, theirs):
    assert are_one(one, "Festivalul seniorilor", ours, theirs) is expected


def test_the_hospital_without_its_patron_joins_no_two_of_them():
    titles = (
        "Dotarea Spitalului „Sf. Maria” Caracal",
        "Dotarea Spitalului „Sf. Ana” Caracal",
        "Dotarea Spitalului Caracal",
    )
    plain = {"aliases": [], "leads": ["A"], "counties": ["Olt"], "first": "run-1"}
    items = {str(number): plain | {"title": title} for number, title in enumerate(titles)}
    assert not any({"0", "1"} <= {member.item for member in found} for found in cluster(ProjectRules(), items))


def test_editions():
    assert read_edition("Gala, ediția I").rest == "Gala"
    assert read_edition("Gala, ediția I").is_first
    assert not read_edition("Gala, ediția a II-a").is_first
    assert not read_edition("Gala, ediția 10").is_first
    assert read_edition("Gala 2019").year == "2019"
    assert read_edition("Gala 2019-2020").year == read_edition("2019").year == ""


def test_patrons():
    assert without_patron("Spitalul „Sf. Ana” Caracal")[1] == {"ana"}
    assert without_patron("Spitalul Dr. Ion Pop Caracal")[1] == {"ion", "pop"}
    assert without_patron("Școala „Ion Pop” Caracal") == ("Școala „Ion Pop” Caracal", frozenset())


def test_places():
    assert without_levels(["cresa", "in", "satul", "lunca", "comuna", "lunca"]) == ("cresa", "in", "lunca")
    assert without_levels(["satul", "bucuriei"]) == ("satul", "bucuriei")
    assert without_levels(["servicii", "in", "viata", "noastra", "municip"], is_cut=True) == (
        "servicii",
        "in",
        "viata",
        "noastra",
    )


@pytest.mark.parametrize(
    "text", ["„a " * 5000, "Spitalul " * 3000, "ediția " * 3000, "(a " * 5000, "A – " * 3000, "Dr. " * 4000]
)
def test_hostile_titles_are_read(text):
    assert are_one(text, text, {}, {})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Mâini calde în Valea Jiului", "Mâini calde în V. Jiului", True),
        ("Mâini calde în Lunca Jiului", "Mâini calde în V. Jiului", False),
        ("Tabăra de vară „Licurici”", "„Licurici” – programul Tabăra de vară", True),
        ("Tabăra de iarnă „Licurici”", "„Licurici” – programul Tabăra de vară", False),
        ("Mobilitate în fotoliu rulant", "Mobilitate în scaunul cu rotile", True),
        (
            "Ajutor pentru copiii străzii din Craiova",
            "Ajutor pentru copiii aflați în situație de stradă, Craiova",
            True,
        ),
        ("Dezvoltare locală integrată în satele din comuna Brăhășești", "DLI Brăhășești", True),
        ("Dezvoltare locală integrată în satele din comuna Brăhășești", "DLI Bechet", False),
    ],
)
def test_place_kinds_by_a_letter_programmes_behind_names_and_words_of_the_field(
    one: str, other: str, expected: bool
) -> None:
    assert (alike(read_title(one), read_title(other)) is not None) is expected

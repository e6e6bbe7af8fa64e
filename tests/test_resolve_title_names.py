"""Short names, orders, letters and languages of titles, what two mentions of them must agree in, and near misses."""

import pytest

from resolve.clusters import cluster
from resolve.projects import ProjectRules

LEAD = "Asociația Zări Deschise"


def are_one(one: str, other: str, ours: dict[str, object] | None = None, theirs: dict[str, object] | None = None):
    plain = {"aliases": [], "leads": ["A"], "lead_names": [LEAD], "counties": ["Olt"], "first": "run-1"}
    both = {"a": {"title": one} | plain | (ours or {}), "b": {"title": other} | plain | (theirs or {})}
    return len(cluster(ProjectRules(), both)) == 1


def called(name: str, **said: object) -> dict[str, object]:
    return {"leads": [name], "lead_names": [name], "counties": []} | said


SAME = [
    ("Selena – Fără teamă acasă", "SELENA"),
    ("Economie socială în Câmpia Olteniei – OltenS", "OltenS"),
    ("Poarta deschisă! Intervenții pentru cartierul Nord din Slatina", "Porta deschisă"),
    ("Poarta deschisă: sprijin pentru comunele Brebeni și Coteana", "Proiect POCU „Poarta deschisă”, com. Coteana"),
    ("Poarta deschisă – cantină pentru familii sărace", "„Poarta deschisă” la Drăgănești-Olt"),
    ("RO-NO SOL: rețea de ateliere pentru boli rare", "RONOSOL – retea de ateliere pentru boli rare"),
    ("RO-NO SOL: rețea de ateliere pentru boli rare", "RONOSOL – retea de ateleire pentru boli rare"),
    ("Casa Pinilor - centru rezidențial", "Centrul rezidențial „Casa Pinilro”"),
    ("Ajutor pentru copii, tineri și vârstnici", "Ajutor pentru vârstnici, copii și tineri"),
    ("Căsuța Ana și Căsuța Eva", "Căsuța Eva și Căsuța Ana"),
    ("Philarmonia satului", "Filarmonia satului"),
    ("Safety for Children – consiliere în Slatina", "Siguranță pentru copii – consiliere în Slatina"),
    ("Gyermekeink – creșă în Cernat (Pui de brad)", "Pui de brad – creșă în Cernat"),
    ("Depistarea tuberculozei în azile", "Depistarea TBC în azile"),
]
OTHER = [
    ("Ghid pentru alegători", "Ghid pentru alergători"),
    ("Atelier de rotari", "Atelier de notari"),
    ("Copii sănătoși, familii fericite", "Copii fericiți, familii sănătoase"),
    ("De la școală la muncă", "De la muncă la școală"),
    ("Tineri voluntari pentru bunici", "Bunici voluntari pentru tineri"),
    ("Servicii sociale de calitate", "Servicii sociale de calitate ISO"),
    ("Poarta deschisă în Coteana", "Poarta deschisă – cantină în Brebeni"),
    ("Sprijin pentru mame – Selena", "Sprijin pentru mame – Aurora"),
    ("Casa Irișilor – centru de zi", "Casa Irișilor – cămin"),
    ("Integrarea profesională a tinerilor", "Integrarea profesională a tinerelor mame"),
    ("Together for children", "Împreună pentru bunici"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_title(one, other):
    assert are_one(one, other)
    assert are_one(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_titles(one, other):
    assert not are_one(one, other)
    assert not are_one(other, one)


@pytest.mark.parametrize(
    ("expected", "ours", "theirs"),
    [
        (True, {"start": "2014", "end": "2016"}, {"start": "2014", "end": "2016"}),
        (False, {"start": "2014"}, {"start": "2014"}),
        (False, {"start": "2014", "end": "2016"} | called("Asociația Umbra"), {"start": "2014", "end": "2016"}),
    ],
)
def test_more_people_are_the_same_project_of_one_lead_at_one_time(expected, ours, theirs):
    assert are_one("Un umbrar pentru mame", "Un umbrar pentru mame și copii", ours, theirs) is expected


LONG = "SELENA – Fără teamă și fără violență acasă și la școală în satele noastre"


@pytest.mark.parametrize(
    ("expected", "title", "lead", "years"),
    [
        (True, LONG, LEAD, {}),
        (True, LONG.replace("SELENA", "Selena albă"), LEAD, {"start": "2014", "end": "2016"}),
        (False, LONG.replace("SELENA", "Selena albă"), LEAD, {}),
        (False, LONG, "Asociația Umbra", {"start": "2014", "end": "2016"}),
        (False, "Cantină socială pentru vârstnici", LEAD, {"start": "2014", "end": "2016"}),
    ],
)
def test_the_county_of_a_page_parts_no_title_that_no_two_projects_have(expected, title, lead, years):
    assert are_one(title, title, years | called(LEAD, counties=["Olt"]), years | called(lead, counties=["Dolj"])) is (
        expected
    )


def test_a_county_is_written_with_or_without_its_signs():
    assert are_one("Drumul mierii", "Drumul mierii", {"counties": ["Caraș-Severin"]}, {"counties": ["Caras Severin"]})


@pytest.mark.parametrize(
    ("expected", "one", "other", "years"),
    [
        (True, "Fundația Regală Margareta a României", "FRMR", {"start": "2022"}),
        (True, "Liceul Tehnologic „Ion Pop” Caracal", "Liceul Tehnologic Ion Pop", {"start": "2022", "end": "2024"}),
        (False, "Liceul Tehnologic „Ion Pop” Caracal", "Liceul Tehnologic Ana Dan", {"start": "2022", "end": "2024"}),
    ],
)
def test_leads_that_may_be_one(expected, one, other, years):
    title = "Clubul de după școală – a doua casă"
    assert are_one(title, title.replace(" –", ","), called(one) | years, called(other) | years) is expected


@pytest.mark.parametrize("text", ["A-B " * 3000, "pentru " * 4000, "ISO " * 4000, "k" * 20000, "și copii " * 3000])
def test_hostile_titles_are_read(text):
    assert are_one(text, text)

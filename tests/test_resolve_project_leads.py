"""Leads that are told more or less part no project; two schools, two forms of law, two names do."""

import pytest

from resolve.clusters import cluster
from resolve.project_leads import Lead, Tie, are_two_whatever_the_title, tie_of
from resolve.projects import ProjectRules

ONE, DOUBTFUL, TWO = Tie


@pytest.mark.parametrize(
    ("tie", "one", "other"),
    [
        (ONE, "Fundația Agape Lugoj", "Agape"),
        (ONE, "Asociația Sf. Stelian Ulmu", "Asociația „Sfântul Stelian” Ulmu – Centrul Lumina"),
        (ONE, "Crucea Roșie Timiș, în parteneriat cu Primăria Lugoj", "Crucea Roșie Română – Filiala Timiș"),
        (ONE, "Asociația Agape", "Asociația Agape, partener Comuna Belinț"),
        (ONE, "ARPS", "Asociația Română pentru Sprijin"),
        (ONE, "APD Club Roman", "Asociația Pro Democrația Club Roman"),
        (ONE, "Primăria Comunei Corund – Korond", "Comuna Corund"),
        (ONE, "Comuna Cotnari și Asociația Pro Vita Cotnari", "Primăria Cotnari"),
        (DOUBTFUL, "Comuna Cotnari și Asociația Pro Vita Cotnari", "Pro Vita Cotnari"),
        (ONE, "A.C. Răsărit", "Asociația Culturală Răsărit"),
        (DOUBTFUL, "Fundația pentru Copii „Ulmul Alb”", "Fundația Ulmul Alb Buzău"),
        (TWO, "Fundația Speranța Botoșani", "Fundația Speranța Dorohoi"),
        (TWO, "Asociația Părinților Copiilor Iași", "Asociația Părinților Copiilor Vaslui"),
        (TWO, "Caritas Iași", "Caritas Timișoara"),
        (DOUBTFUL, "DGASPC", "DGASPC Satu Mare"),
        (DOUBTFUL, "Primăria Lugoj, împreună cu Asociația Agape", "Asociația Agape"),
        (DOUBTFUL, "Județul Timiș prin DGASPC Timiș", "DGASPC Timiș"),
        (DOUBTFUL, "Salvați Copiii", "Salvați Copiii – Filiala Iași"),
        (DOUBTFUL, "Asociația Speranța", "Asociația Speranța Copiilor"),
        (DOUBTFUL, "Parohia Sf. Nicolae", "Parohia Sf. Nicolae Sulina"),
        (DOUBTFUL, "Comuna Bălan", "Primăria Bălan"),
        (TWO, "Primăria Bălan, județul Harghita", "Comuna Bălan, județul Sălaj"),
        (TWO, "Primăria Lunca", "Primăria Lunca"),  # were told apart by what is not in the name
        (TWO, "Orașul Bălan", "Comuna Bălan"),
        (TWO, "Comuna Belinț", "Comuna Balinț"),
        (TWO, "Asociația Agape", "Fundația Agape"),
        (TWO, "Asociația Agape", "Asociația Harul"),
        (TWO, "Școala Gimnazială nr. 2 Lugoj", "Școala Gimnazială nr. 4 Lugoj"),
        (TWO, "Parohia Lugoj I", "Parohia Lugoj II"),
        (TWO, "Parohia Lugoj", "Parohia Lugoj II"),
        (TWO, "Salvați Copiii – Filiala Iași", "Salvați Copiii – Filiala Vaslui"),
        (TWO, "DGASPC Dolj", "DGASPC Gorj"),
        (TWO, "Primăria Baia", "Primăria Baia Mare"),
        (TWO, "Biserica Baptistă Zalău I", "Parohia Reformată nr. I Zalău"),
        (TWO, "APD Club Roman", "Asociația Pro Democrația Club Bacău"),
        (TWO, "DGASPC Dolj", "Primăria Craiova"),
    ],
)
def test_ties(tie, one, other):
    for a, b in ((one, other), (other, one)):
        assert tie_of(Lead("1", a), Lead("2", b)) is tie


def test_what_is_not_told_is_told_apart_by_ids_alone():
    assert tie_of(Lead("1", "Asociația Agape"), Lead("1", "Asociația Harul")) is ONE
    assert tie_of(Lead("1"), Lead("2")) is tie_of(Lead("1"), Lead("2", "Agape")) is TWO


def test_a_council_may_be_named_for_its_directorate_but_no_school_for_another():
    def two(one: str, other: str) -> bool:
        return are_two_whatever_the_title(Lead("1", one), Lead("2", other))

    assert two("Școala Gimnazială nr. 2 Lugoj", "Școala Gimnazială nr. 4 Lugoj")
    assert two("DGASPC Dolj", "DGASPC Gorj")
    assert two("Asociația Agape", "Fundația Harul")
    assert two("Asociația Agape", "DGASPC Dolj")
    assert not two("Consiliul Județean Dolj", "DGASPC Dolj")
    assert not two("Asociația Agape", "Agape")
    assert not are_two_whatever_the_title(Lead("1"), Lead("2"))


def are_one(title: str, one: dict[str, object], other: dict[str, object], title_of_other: str = "") -> bool:
    plain = {"title": title, "aliases": [], "first": "run-1"}
    both = {"a": plain | one, "b": plain | other | ({"title": title_of_other} if title_of_other else {})}
    return len(cluster(ProjectRules(), both)) == 1


def led(id_: str, name: str, county: str = "", **values: object) -> dict[str, object]:
    return {"leads": [id_], "lead_names": [name], "counties": [county] if county else [], **values}


def test_a_lead_told_more_is_the_same_lead():
    agape, lugoj = led("1", "Agape", "Timiș"), led("2", "Fundația Agape Lugoj", "Timiș")
    assert are_one("Centru de zi pentru copii", agape, lugoj)  # the lead bears the common title out
    assert not are_one("Centru de zi pentru copii", agape, led("2", "Fundația Agape Cluj", "Cluj"))


def test_a_doubtful_lead_is_no_evidence():
    iasi = led("1", "Salvați Copiii – Filiala Iași", "Iași")
    assert are_one("Școala din curtea Copoului", iasi, led("2", "Salvați Copiii", "Iași"))
    assert not are_one("Centru de zi pentru copii", iasi, led("2", "Salvați Copiii", "Iași"))
    assert not are_one(
        "Școala din curtea Copoului", iasi, led("2", "Salvați Copiii – Filiala Vaslui"), "Școala din curtea Copoului"
    )


def test_two_schools_with_one_long_title_are_two_projects():
    title = "Altfel la școală – învățăm, citim și ne jucăm împreună după ore"
    assert not are_one(title, led("1", "Școala Gimnazială nr. 1 Cugir"), led("2", "Școala Gimnazială nr. 3 Cugir"))
    assert are_one(title, led("1", "Consiliul Județean Alba"), led("2", "DGASPC Alba"))


def test_an_acronym_joins_no_two_leads():
    when = {"start": "2019", "end": "2022"}
    full = "GRIVEX – Servicii pentru bunici"
    assert not are_one(
        full, led("1", "Asociația Agape", "Olt", **when), led("2", "Fundația Harul", "Olt", **when), "GRIVEX"
    )
    assert are_one(full, led("1", "Asociația Agape", "Olt", **when), led("2", "Agape Slatina", "Olt", **when), "GRIVEX")

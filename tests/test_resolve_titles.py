"""Titles of one project have one key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve.titles import short_name_key, title_key

VENUS = "venus impreuna pentru o viata in siguranta"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("VENUS – Împreună pentru o viață în siguranță!", VENUS),
        ("„VENUS - Împreună pentru o viaţă în siguranţă”", VENUS),
        ("VENUS – ÎMPREUNĂ PENTRU O VIAȚĂ ÎN SIGURANȚĂ", VENUS),
        ("Proiectul „VENUS – Împreună pentru o viață în siguranță!”", VENUS),
        ("proiectului VENUS: împreună pentru o viață în siguranță", VENUS),
        ("Titlul proiectului: „VENUS – Împreună pentru o viață în siguranță”", VENUS),
        ("Titlu proiect  VENUS, Împreună pentru o viaţă în siguranţă", VENUS),
        ("Denumirea proiectului: VENUS, împreună pentru o viață în siguranță", VENUS),
        ("proiectul cu titlul „VENUS – Împreună pentru o viață în siguranță”", VENUS),
        ("în cadrul proiectului intitulat ,,VENUS – Împreună pentru o viață în siguranță''", VENUS),
        ("VENUS –\u00a0Împreună\npentru o viață în sigu\u00adranță", VENUS),
        ("Proiecte pentru viitor", "proiecte pentru viitor"),
        ("Proiect de viață", "proiect de viata"),
        ("Proiectul", "proiectul"),
        ("Acasă, faza a II-a", "acasa faza a ii a"),
        ("Acasă 2", "acasa 2"),
        ("Sînt acasă", "sant acasa"),
        ("Kéz a kézben", "kez a kezben"),
        ("„”", ""),
        ("", ""),
    ],
)
def test_titles_are_normalised(title, expected):
    assert title_key(title) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acasă", "Acasă 2"),
        ("Acasă, faza I", "Acasă, faza a II-a"),
        ("Servicii pentru județul Cluj", "Servicii pentru județul Dolj"),
        ("Proiect de viață", "Viață"),
    ],
)
def test_different_projects_stay_apart(one, other):
    assert title_key(one) != title_key(other)


@settings(deadline=None)
@given(st.text())
def test_every_title_has_a_key_of_single_blanks(title):
    key = title_key(title)
    assert key == " ".join(key.split())


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("VENUS – Împreună pentru o viață în siguranță!", "venus"),
        ("TEAM-UP: Progres în îngrijirea copiilor", "team up"),
        ("Acasă la Codru – case de tip familial", "acasa la codru"),
        ("„Acasă la Codru” – case de tip familial", "acasa la codru"),
        ("Acasă la Codru", None),
        ("Casa – loc pentru copii", None),
        ("Șanse – pentru toți", None),
        ("Servicii socio-medicale pentru vârstnici", None),
        ("", None),
    ],
)
def test_short_names(title, expected):
    assert short_name_key(title) == expected

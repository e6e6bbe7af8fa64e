"""Titles of one project have one key."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve.misread import repaired
from resolve.place_forms import place_of
from resolve.title_frames import code_in, without_numbers, years_in
from resolve.title_words import stem
from resolve.titles import read_title, title_key
from romanian import title_forms
from romanian.fold import fold

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
    assert (None if (found := read_title(title)).is_likely else found.name or None) == expected


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Speranța – centru de zi pentru copii", "speranta"),
        ("Centrul de incluziune „Șansa ta”", "sansa ta"),
        ("Bunici lângă noi, servicii de îngrijire la domiciliu", "bunici langa noi"),
    ],
)
def test_names_that_are_only_likely(title, name):
    found = read_title(title)
    assert (found.name, found.is_likely) == (name, True)


@pytest.mark.parametrize(
    ("title", "bare", "code"),
    [
        ("VENUS – Împreună (cod SMIS 128038)", "VENUS – Împreună", "128038"),
        ("Venim acasă, cod MySMIS 2014+: 128038", "Venim acasă", "128038"),
        ("POCU/465/4/4/128076 Venim acasă", "Venim acasă", "128076"),
        ("ID 102145 – Pași spre Codru", "Pași spre Codru", "102145"),
        ("Pași spre Codru – contract nr. 5312/25.02.2020", "Pași spre Codru", None),
        ("Pași spre Codru, proiect cofinanțat din Fondul Social European", "Pași spre Codru", None),
        ("Pași spre Codru (2019–2022)", "Pași spre Codru", None),
        ("Centrul 128038", "Centrul 128038", None),
        ("cod SMIS 128038", "cod SMIS 128038", "128038"),
    ],
)
def test_what_pages_add_to_a_title(title, bare, code):
    assert (without_numbers(title), code_in(title)) == (bare, code)


def test_years_behind_a_title():
    assert years_in("Alegeri sănătoase 2019-2020") == ("2019", "2020")
    assert years_in("Tabăra 2019") is None


@pytest.mark.parametrize(
    ("title", "counties", "core"),
    [
        ("Servicii în județele Harghita, Mureș și Covasna", {"Harghita", "Mureș", "Covasna"}, ("servic",)),
        ("Cămin Videle, jud. Teleorman", {"Teleorman"}, ("camin", "videle")),
        ("Județul Bistrița-Năsăud", set(), ("judet", "bistrita", "nasaud")),
        ("Centrul Cluj", set(), ("centr", "cluj")),
    ],
)
def test_counties_in_titles(title, counties, core):
    found = read_title(title)
    assert (found.counties, found.words.core) == (counties, core)


@pytest.mark.parametrize(
    "forms",
    [
        "serviciu serviciul serviciului servicii serviciile serviciilor",
        "construire construirea construirii",
        "social sociala sociale sociali socialului",
        "copii copiii copiilor",
        "varstnici varstnicii varstnicilor varstnice",
        "centru centrul centrului centre centrele centrelor",
        "comunitate comunitatea comunitatii comunitati comunitatile comunitatilor",
        "copil copilul copilului copii copiii copiilor",
        "femeie femeia femeii femei femeile femeilor",
        "stea steaua stelei stele stelele stelelor",
        "zi ziua zilei zile zilele zilelor",
        "viata vietii vieti vietilor",
        "rom rrom romi rromii romilor rromilor",
        "scoala scolii scoli scolile scolilor",
        "tanar tanara tineri tinerii tinerelor",
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", ["magura magurele", "daniel daniela", "casa cosa", "copii copie"])
def test_other_words_have_another(words):
    assert len({stem(word) for word in words.split()}) == 2


@pytest.mark.parametrize("piece", [" ", "- ", "(", "cod ", ", ", ": ", "SMIS ", "contract de finanțare ", "2019-2020 "])
def test_long_runs_of_anything_are_read_in_no_time(piece):
    found = read_title("x" + piece * 5000 + "y")  # a pattern that tries all ways would not come to an end
    assert found.key.startswith("x")
    assert len(found.key) < 700


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("O casÄƒ pentru fiecare tÃ¢nÄƒr", "O casă pentru fiecare tânăr"),
        ("È˜anse È™i ÅŸcoli Ã®n BÄƒrÄƒgan", "Șanse și şcoli în Bărăgan"),
        ("ĂŽn sat", "În sat"),
        ("?ans? nou? la Codru", "ʔansʔ nouʔ la Codru"),
        ("Ce facem? Mergem la Codru", "Ce facem? Mergem la Codru"),
        ("Mergem la p?dure?", "Mergem la pʔdure?"),
        ("Câine și pâine «acasă»", "Câine și pâine «acasă»"),
    ],
)
def test_what_machines_broke_is_put_right(written, meant):
    assert repaired(written) == meant


def test_each_form_of_a_word_leads_to_one():
    forms, short = title_forms.one_form(), title_forms.abbreviations()
    assert not {form for form in forms.values() if form in forms}
    assert all(stem(word) == stem(form) for word, form in forms.items())
    assert not {word for word in short.values() if word in short}
    assert all(word == fold(word) for word in (*forms, *short, *forms.values(), *short.values()))


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("sibiului", "sibiu"),
        ("clujului", "cluj"),
        ("brailei", "braila"),
        ("iasului", "iasi"),
        ("moldovei", "moldova"),
        ("tirnaveni", "tarnaveni"),
        ("vilcea", "valcea"),
        ("soarelui", None),
        ("codrului", None),
        ("sibiu", None),
    ],
)
def test_names_of_places_in_other_forms(word, place):
    assert place_of(word) == place

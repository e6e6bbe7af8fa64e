"""Titles as machines and typists break them, and what is mended when they are read; names stay what they are."""

import pytest

from resolve.clusters import cluster
from resolve.misread import repaired
from resolve.project_leads import Lead, Tie, tie_of
from resolve.project_mentions import read_mention
from resolve.projects import ProjectRules
from resolve.title_frames import bare_title, mark_in, without_lead
from resolve.title_repairs import mended
from romanian.word_forms import begins_form, is_form, near
from tests.test_resolve_title_recall import PLAIN, YEARS, are_one


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Servicii so ciale la domiciliu", "Servicii sociale la domiciliu"),
        ("Sprijin pentru vârst nici singuri", "Sprijin pentru vârstnici singuri"),
        ("Formare pentru asis- tenți personali", "Formare pentru asistenți personali"),
        ("Familii vulne-rabile din Avrig", "Familii vulnerabile din Avrig"),
        ("Acces la educaţie pentru re-integrare", "Acces la educaţie pentru reintegrare"),
        ("Grupuri vulnerab1le din N0rd", "Grupuri vulnerabile din N0rd"),
        ("Servicii cornunitare în Avrig", "Servicii comunitare în Avrig"),
        ("Servicii comuntare în Avrig", "Servicii comunitare în Avrig"),
        ("Sprijin pentru vrâstnici singuri", "Sprijin pentru varstnici singuri"),
        ("Cămin pentru persoanevârstnice singure", "Cămin pentru persoane varstnice singure"),
        ("Asistnță medicală la Avrig", "asistenta medicală la Avrig"),
        ("ASISTENȚĂ COMUNTARĂ LA AVRIG", "ASISTENȚĂ comunitara LA AVRIG"),
        ("Casa Lidia din Avrig Casa Lidia din Avrig - creșă", "Casa Lidia din Avrig - creșă"),
        ("12) Fii om", "Fii om"),
        ("III. Fii om", "Fii om"),
        ("ID 142: „Fii om”", "„Fii om”"),
        ("1.000 de gesturi", "1000 de gesturi"),
        ("Proiectul 2 – Fii om", "Fii om"),
    ],
)
def test_broken_words_are_mended(broken, whole):
    assert mended(broken) == whole


@pytest.mark.parametrize(
    "title",
    [
        "Casa Delfinii din Avrig",  # a name may be by one letter from a word
        "Centrul Parada",
        "Servicii de mediere",  # two words, which would be another one
        "Pas cu pas",
        "Servicii soc. pt. pers. vârst.",  # abbreviations
        "Sprijin pentru familii din comunit",  # a last word that is cut off
        "Împreună pentru familiile vulnera...",
        "Together for elderly people",  # another language
        "2 Mai – tabără la mare",
        "Socio-Med la Avrig",
        "Cine are grijă de bunici?",
        "1 Decembrie, ziua noastră",
    ],
)
def test_what_may_be_meant_so_stays(title):
    assert mended(title) == title


def test_lost_letters_come_back_where_they_make_one_word_alone():
    assert mended(repaired("Școala p?rin?ilor din comunit??i")) == "Școala parintilor din comunitati"
    assert mended(repaired("?i c?mpul")) == "ʔi campul"
    assert mended(repaired("Ajutor la domiciliu pentru o via?? ?mpreun?")).endswith("viata impreuna")


@pytest.mark.parametrize(
    ("title", "bare", "mark"),
    [
        ("Fii om (contr. nr. P2/31)", "Fii om", "p231"),
        ("Fii om – HURO/0801/12/1.2.3", "Fii om", "huro080112123"),
        ("Fii om - RO-0456", "Fii om", "ro0456"),
        ("Fii om (ID 61234)", "Fii om", "61234"),
        ("Sprijin pe timp de COVID-19", "Sprijin pe timp de COVID-19", ""),
        ("Locuințe protejate – LP2", "Locuințe protejate – LP2", ""),
        ("Agenda 2030", "Agenda 2030", ""),
        ("Creșă, str. Morii nr. 12", "Creșă, str. Morii nr. 12", ""),
        ("Fii om | PIDS", "Fii om", ""),
        ("Cantina din Țipoca - Pavilion C", "Cantina din Țipoca - Pavilion C", ""),
        ("POCA 2014-2020: Fii om", "Fii om", ""),
        ("Denumire proiect: Fii om", "Fii om", ""),
        ("Asociația Zori: „Fii om”", "„Fii om”", ""),
        ("partener în proiectul „Fii om mereu”, depus de DAS Avrig", "„Fii om mereu”", ""),
        ("Proiectul „Fii om”, faza a II-a", "„Fii om”, faza a II-a", ""),
    ],
)
def test_what_stands_around_titles(title, bare, mark):
    assert (bare_title(title), mark_in(title)) == (bare, mark)


def test_two_numbers_of_a_donor_are_two_projects():
    assert are_one("Fii om de omenie (nr. PN1045)", "Fii om de omenie", PLAIN | YEARS)
    assert are_one("Fii om de omenie (nr. PN1045)", "Fii om de omenie – PN1045", PLAIN | YEARS)
    assert not are_one("Fii om de omenie (nr. PN1045)", "Fii om de omenie (nr. PN1046)", PLAIN | YEARS)


def test_who_leads_is_no_part_of_the_title():
    assert without_lead("Fii om – Asociația Zori", ["Asociația „Zori”"]) == "Fii om"
    assert without_lead("ASOCIAŢIA ZORI: Fii om", ["Asociația Zori"]) == "Fii om"
    assert without_lead("Creșă nouă, comuna Avrig", ["Comuna Avrig"]) == "Creșă nouă, comuna Avrig"
    assert without_lead("Asociația Zori", ["Asociația Zori"]) == "Asociația Zori"
    said = PLAIN | {"title": "Fii om – Asociația Zori", "leads": ["z"], "lead_names": ["Asociația Zori"]}
    assert read_mention(said).title.words.core == read_mention(said | {"title": "Fii om"}).title.words.core


@pytest.mark.parametrize(
    ("expected", "title"),
    [
        (True, "Drumul spre muncă pentru tinerii din HD"),
        (False, "Drumul spre muncă pentru tinerii din GJ"),
        (True, "Drumul spre muncă pentru tinerii din județul Hunedora"),
        (False, "Drumul spre muncă pentru tinerii din județul Hunedin"),
    ],
)
def test_counties_by_their_letters_or_misspelt(expected, title):
    asked = PLAIN | YEARS | {"counties": []}
    assert are_one("Drumul spre muncă pentru tinerii din județul Hunedoara", title, asked) is expected


def test_a_long_title_needs_nothing_beside_it():
    nothing = PLAIN | {"leads": [], "lead_names": [], "counties": []}
    line = "Pași siguri de la detenție la libertate: locuire, calificare, mediere, mentorat"
    assert are_one(f"PASAJ – {line}".upper(), line, nothing)
    assert not are_one(f"PASAJ – {line}".upper(), "Pași siguri de la detenție la libertate", nothing)
    assert not are_one(f"{line}, etapa II", line, nothing)


def test_mended_titles_are_shortened_and_turned_as_others():
    broken = {"a": PLAIN | YEARS | {"title": "„Bătrînețe actvă” – servcii integrate pentru vrâstnici"}}
    assert len(cluster(ProjectRules(), broken | {"b": PLAIN | YEARS | {"title": "Bătrânețe activă"}})) == 1
    assert len(cluster(ProjectRules(), broken | {"b": PLAIN | YEARS | {"title": "Bătrânețe fericită"}})) == 2


def test_forms_of_words():
    assert list(map(is_form, ("copiilor", "paine", "piine", "avrig"))) == [True, True, False, False]
    assert near("vrastnici") == ("varstnici",)
    assert "servicii" in near("servcii")
    assert begins_form("comunit")
    assert not begins_form("comuntiat")


@pytest.mark.parametrize("text", ["- " * 300, "a" * 600, "ab- " * 150, "contr nr " * 70, "(ID " * 150, "ʔ" * 600])
def test_hostile_texts_are_read(text):
    assert len(mended(text)) <= len(text)
    assert isinstance(bare_title(text), str)


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        (True, "?nfrumuse?area c?minului ?Raza? din Avrig", "Înfrumusețarea căminului „Raza” din Avrig"),
        (False, "?nfrumuse?area c?minului ?Raza? din Avrig", "Înfrumusețarea căminului „Zarea” din Avrig"),
        (True, "Echipa mobilă de kinetoterapie", "echipei mobile de kinetoterapie"),
        (True, "Caravană medicală și socială la Avrig", "Caravana medico-socială la Avrig"),
        (
            True,
            "Punți de vecinătate la Avrig, Racovița și Turnu Roșu",
            "Punți de vecinătate la Turnu Roșu, Racovița și Avrig",
        ),
        (
            False,
            "Punți de vecinătate la Avrig, Racovița și Tălmaciu",
            "Punți de vecinătate la Avrig, Racovița și Șelimbăr",
        ),
        (True, "Plimbări prin Munții Apuseni pentru seniori", "Plimbări prin Apuseni pentru seniori"),
        (True, "Creșterea numărului de persoane active la Avrig", "CREȘTEREA NR. DE PERSOANE ACTIVE LA AVRIG"),
        (
            True,
            "Casa Zorilor – cămin pentru persoane vârstnice, Avrig",
            "Cămin pentru vârstnici „Casa Zorilor”, Avrig",
        ),
        (
            False,
            "Casa Zorilor – cămin pentru persoane vârstnice, Avrig",
            "Cămin pentru copii „Casa Zorilor”, Avrig",
        ),
        (True, "Centru de respiro la nivelul județului Olt", "Centru de respiro la nivelul jud..."),
        (True, "HELP4ALL – Home care for elderly", "HELP 4 ALL: Îngrijire la domiciliu pentru vârstnici"),
        (False, "HELP4ALL – Home care for elderly", "HELP 4 ALL: Îngrijire la domiciliu, faza 2"),
        (False, "Modernizare Centrul Țipoca - Pavilion B", "Modernizare Centrul Țipoca - Pavilion C"),
        (True, "Tabără la munte pentru ursuleți și împrejurimi", "Tabără la munte pentru ursuleți și imprej."),
    ],
)
def test_titles_that_exports_and_papers_change(expected, one, other):
    assert are_one(one, other, PLAIN | YEARS) is expected


def test_an_acronym_with_its_line_in_two_languages_needs_nothing_beside_it():
    nothing = PLAIN | {"leads": [], "lead_names": [], "counties": []}
    english = "DRESP – Growing Access to Social Protection for Elderly"
    assert are_one(english, "DRESP: Creșterea accesului la protecție socială pentru vârstnici", nothing)
    assert not are_one(english, "DRESP: Respect și demnitate pentru pacienți singuri", nothing)


def test_two_universities_have_a_project_each():
    title = (
        PLAIN
        | YEARS
        | {"counties": [], "title": "Punte spre muncă – tranziția la piața muncii a studenților asistenți"}
    )
    led = [
        title | {"leads": [name], "lead_names": [name]}
        for name in ("Universitatea de Vest din Timișoara", "Universitatea „Aurel Vlaicu” din Arad")
    ]
    assert len(cluster(ProjectRules(), dict(zip("ab", led, strict=True)))) == 2


@pytest.mark.parametrize(
    ("expected", "title", "counties"),
    [
        (False, "Cămin pentru vârstnici singuri în comuna Ungureni", ("Bacău", "Botoșani")),
        (False, "ZORI – Zile de odihnă și respiro în comuna Ungureni", ("Bacău", "Botoșani")),
        (True, "ZORI – Zile de odihnă și respiro în comuna Pechea", ("Galați", "Vrancea")),
    ],
)
def test_a_place_of_a_name_that_both_counties_have_is_two(expected, title, counties):
    led = {"title": title, "leads": ["z"], "lead_names": ["Asociația Zori de Zi"]}
    ours, theirs = (PLAIN | YEARS | led | {"counties": [county]} for county in counties)
    assert (len(cluster(ProjectRules(), {"a": ours, "b": theirs})) == 1) is expected


def test_an_association_and_a_foundation_of_one_name_are_two_even_where_one_is_known():
    assert tie_of(Lead("a", "Fundația Sera"), Lead("b", "Asociația Sera")) is Tie.TWO
    assert tie_of(Lead("a", "Fundația Zori"), Lead("b", "Fundația „Zori” Avrig")) is not Tie.TWO

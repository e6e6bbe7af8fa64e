"""Which organisations are named, how far their names reach, and what they are called; invented sentences."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.organisations import find_organisations
from extract.reading import read
from store.records import Document

ONE: list[tuple[str, str]] = [
    ("Ieri, Fundația Lumina Albă a împărțit haine.", "Fundația Lumina Albă"),
    ("FUNDAȚIA LUMINA ALBĂ, beneficiar, a împărțit haine.", "FUNDAȚIA LUMINA ALBĂ"),
    ("Fundatia Lumina Alba a impartit haine.", "Fundatia Lumina Alba"),
    ("sediul Fundației Lumina Albă este deschis", "Fundația Lumina Albă"),
    ("sediul Fundatiei Lumina Alba este deschis", "Fundatia Lumina Alba"),
    ("sediul FUNDAȚIEI LUMINA ALBĂ, la etaj", "FUNDAȚIA LUMINA ALBĂ"),
    ("Asociația „Zori de Zi” caută voluntari", "Asociația „Zori de Zi”"),
    ("Asociația \"Zori de Zi\" caută voluntari", 'Asociația "Zori de Zi"'),
    ("Asociaţia ,,Zori de Zi'' caută voluntari", "Asociaţia ,,Zori de Zi''"),
    ("asociația „Zori de Zi” caută voluntari", "Asociația „Zori de Zi”"),
    ("Asociației Naționale a Surdopedagogilor îi mulțumim", "Asociația Națională a Surdopedagogilor"),
    ("Agenției Naționale pentru Romi i s-a scris", "Agenția Națională pentru Romi"),
    ("membrii Casei Județene de Pensii Gorj", "Casa Județeană de Pensii Gorj"),
    ("elevii Școlii Gimnaziale Nr. 4 Lugoj", "Școala Gimnazială Nr. 4 Lugoj"),
    ("elevii Școlii Gimnaziale „Mihai Eminescu” au cântat", "Școala Gimnazială „Mihai Eminescu”"),
    ("Grădinița nr. 9 a renovat curtea", "Grădinița nr. 9"),
    ("Crucii Roșii Gorj i s-a dat un premiu", "Crucea Roșie Gorj"),
    ("angajații Direcției Generale de Asistență Socială și Protecția Copilului Gorj",
     "Direcția Generală de Asistență Socială și Protecția Copilului Gorj"),
    ("DIRECTIA GENERALA DE ASISTENTA SOCIALA SI PROTECTIA COPILULUI GORJ",
     "DIRECTIA GENERALA DE ASISTENTA SOCIALA SI PROTECTIA COPILULUI GORJ"),
    ("Direcția generală de asistență socială și protecția copilului Gorj lucrează",
     "Direcția generală de asistență socială și protecția copilului Gorj"),
    ("DGASPC Gorj lucrează", "DGASPC Gorj"),
    ("D.G.A.S.P.C. Gorj lucrează", "D.G.A.S.P.C. Gorj"),
    ("DGASPC Sector 2 lucrează", "DGASPC Sector 2"),
    ("Consiliul Local Sector 3 s-a întrunit", "Consiliul Local Sector 3"),
    ("Consiliului Județean Gorj i s-a cerut", "Consiliul Județean Gorj"),
    ("Consiliul Local al municipiului Motru s-a întrunit", "Consiliul Local al municipiului Motru"),
    ("Primăria Sectorului 4 a dat un teren", "Primăria Sectorului 4"),
    ("Primăria comunei Runcu a dat un teren", "Primăria comunei Runcu"),
    ("angajații Primăriei Municipiului Motru", "Primăria Municipiului Motru"),
    ("Primăria Runcu, de la care am aflat", "Primăria Runcu"),
    ("Ministerul Muncii și Solidarității Sociale anunță", "Ministerul Muncii și Solidarității Sociale"),
    ("Ministerul Muncii, Familiei și Protecției Sociale anunță", "Ministerul Muncii, Familiei și Protecției Sociale"),
    ("Inspectoratul Școlar Județean Gorj a transmis", "Inspectoratul Școlar Județean Gorj"),
    ("Spitalul Județean de Urgență Târgu Jiu are paturi", "Spitalul Județean de Urgență Târgu Jiu"),
    ("Universitatea „Constantin Brâncuși” din Târgu Jiu oferă", "Universitatea „Constantin Brâncuși” din Târgu Jiu"),
    ("Colegiul Psihologilor din România se reunește", "Colegiul Psihologilor din România"),
    ("Asociația Comunelor din România s-a reunit", "Asociația Comunelor din România"),
    ("Parohia Ortodoxă Sfântul Gheorghe gătește", "Parohia Ortodoxă Sfântul Gheorghe"),
    ("Arhiepiscopia Craiovei are cantine", "Arhiepiscopia Craiovei"),
    ("Salvați Copiii România are voluntari", "Salvați Copiii România"),
    ("Hope and Homes for Children lucrează", "Hope and Homes for Children"),
    ("UNICEF România lucrează", "UNICEF România"),
    ("firma Zidarul Vesel SRL lucrează", "Zidarul Vesel SRL"),
    ("S.C. Zidarul S.R.L. lucrează", "S.C. Zidarul S.R.L."),
    ("Comuna Runcu a cumpărat un microbuz", "Comuna Runcu"),
    (
        "Asociația de Dezvoltare Intercomunitară Valea Jiului s-a extins",
        "Asociația de Dezvoltare Intercomunitară Valea Jiului",
    ),
    ("Grupul de Acțiune Locală Parângul s-a extins", "Grupul de Acțiune Locală Parângul"),
    ("Fondul Social European plătește", "Fondul Social European"),
    ("banii Fondului Social European", "Fondul Social European"),
    ("Uniunii Europene i s-a scris în română", "Uniunea Europeană"),
    ("Centrul Școlar pentru Educație Incluzivă Gorj primește", "Centrul Școlar pentru Educație Incluzivă Gorj"),
    ("Complexul de Servicii Sociale Bunavestire s-a mutat", "Complexul de Servicii Sociale Bunavestire"),
    (
        "Agenția Județeană pentru Plăți și Inspecție Socială Gorj",
        "Agenția Județeană pentru Plăți și Inspecție Socială Gorj",
    ),
    ("Asociația Casa Bunicilor gătește", "Asociația Casa Bunicilor"),
    ("Fundația Crucea Alb-Galbenă gătește", "Fundația Crucea Alb-Galbenă"),
    ("Asociația Filantropia Filiala Motru gătește", "Asociația Filantropia Filiala Motru"),
]  # fmt: skip

SEVERAL: list[tuple[str, list[str]]] = [
    ("comunele Runcu, Padina și Valea Mare", ["Comuna Runcu", "Comuna Padina", "Comuna Valea Mare"]),
    ("primăriile Motru și Rovinari", ["Primăria Motru", "Primăria Rovinari"]),
    ("Consiliile Județene Gorj și Dolj", ["Consiliul Județean Gorj", "Consiliul Județean Dolj"]),
    ("DGASPC Gorj, Dolj și Olt", ["DGASPC Gorj", "DGASPC Dolj", "DGASPC Olt"]),
    ("fundațiile „Alfa” și „Beta”", ["Fundația „Alfa”", "Fundația „Beta”"]),
    ("Asociația Alfa și Fundația Beta", ["Asociația Alfa", "Fundația Beta"]),
    ("Fundația Alfa, Asociația Beta, DGASPC Olt", ["Fundația Alfa", "Asociația Beta", "DGASPC Olt"]),
    (
        "Colegiul Logopezilor din România (CLR) crește. CLR are 90 de membri.",
        ["Colegiul Logopezilor din România", "Colegiul Logopezilor din România"],
    ),
    (
        "Direcția Generală de Asistență Socială și Protecția Copilului Gorj anunță: DGASPC Gorj angajează.",
        ["Direcția Generală de Asistență Socială și Protecția Copilului Gorj"] * 2,
    ),
    ("UNICEF România lucrează. Modelul UNICEF merge.", ["UNICEF România", "UNICEF România"]),
    ("| Fundația Alfa | Asociația Beta |", ["Fundația Alfa", "Asociația Beta"]),
]

NOBODY = [
    "asociația are 30 de membri",
    "Fundația a organizat o serbare",
    "asociațiile și fundațiile pot depune cereri",
    "În comuna Runcu locuiesc bătrâni",
    "copii din județul Gorj",
    "la nivelul municipiului Motru",
    "societatea civilă a cerut mai mult",
    "Autoritatea de Management a aprobat",
    "autoritățile locale ajută",
    "direcția vântului se schimbă",
    "directorul a semnat",
    "ministrul muncii a venit",
    "o casă de tip familial",
    "centrul de zi pentru copii",
    "școala după școală",
    "Legea nr. 292/2011 privind asistența socială",
    "Ordinul nr. 25/2019",
    "grupul țintă este format din tineri",
    "biserica din sat",
    "das ist ein cj",
    "uniunea lor durează",
    "liga de fotbal",
    "clubul din oraș",
    "primarul comunei",
    "un proiect pentru bunici",
    "consilierii au votat",
    "banca din parc",
    "compania lor ne bucură",
    "fonduri europene",
    "contribuția proprie este mică",
    "programul de lucru",
    "Ion Popescu și Maria Ionescu",
    "Luni, 3 mai 2021",
    "",
]


def names(text: str) -> list[str]:
    return [m.name for m in find_organisations(read(Document(id="t", text=text)))]


@pytest.mark.parametrize(("text", "name"), ONE)
def test_one_organisation_under_its_own_name(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_organisations(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_no_organisation(text: str) -> None:
    assert names(text) == []


def test_the_tables_are_large_and_a_third_is_negative() -> None:
    count = len(ONE) + len(SEVERAL) + len(NOBODY)
    assert count >= 80
    assert 3 * len(NOBODY) >= count


def test_a_bracket_inside_a_name_defines_an_acronym_and_is_left_out() -> None:
    text = "Direcția de Asistență Socială (DAS) Motru angajează"
    (mention,) = find_organisations(read(Document(id="t", text=text)))
    assert mention.name == "Direcția de Asistență Socială Motru"
    assert mention.acronym == "DAS"
    assert text[mention.start : mention.end] == "Direcția de Asistență Socială (DAS) Motru"


PIECES = st.sampled_from([t for t, _ in ONE] + [t for t, _ in SEVERAL] + ["\n", "\t", " | ", "„", "(", "de ", "și "])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=6).map("".join))
def test_mentions_are_in_order_apart_and_within_the_text(text: str) -> None:
    reading = read(Document(id="t", text=text))
    mentions = find_organisations(reading)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(reading.text)
        assert mention.name.strip()
    for before, after in itertools.pairwise(mentions):
        assert before.end <= after.start


def recognised(text: str, *names: str) -> list[str]:
    """The names found in a text in which the trained pipeline recognised some."""
    places = [(text.index(name), text.index(name) + len(name)) for name in names]
    return [mention.name for mention in find_organisations(read(Document(id="x", text=text)), places)]


def test_a_recognised_name_without_a_word_of_the_lexicon_is_a_mention() -> None:
    text = "Lemnele vin de la Nordic Care House și de la Fundația Lumina Albă."
    assert recognised(text) == ["Fundația Lumina Albă"]
    assert recognised(text, "Nordic Care House") == ["Nordic Care House", "Fundația Lumina Albă"]


def test_where_the_lexicon_knows_a_name_its_own_form_counts() -> None:
    text = "sediul Fundației Lumina Albă este deschis"
    assert recognised(text, "Fundației Lumina Albă") == ["Fundația Lumina Albă"]


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Asociația Licurici și Greieri Rodna lucrează", "Asociația Licurici", "și Greieri Rodna"),
        ("Asociația Vecinii – AVC a cerut un sediu", "Asociația Vecinii", "– AVC"),
    ],
)
def test_a_recognised_name_may_go_on_where_the_lexicon_stops(text: str, name: str, whole: str) -> None:
    assert recognised(text) == [name]
    assert recognised(text, f"{name} {whole}") == [f"{name} {whole}"]


@pytest.mark.parametrize(
    ("text", "shorter", "name"),
    [
        ("MINISTERUL MUNCII pregătește ghidul", "MINISTERUL MUNCII", "MINISTERUL MUNCII"),
        ("Fundația Lumina pentru Copii lucrează", "Fundația Lumina", "Fundația Lumina pentru Copii"),
        ("Asociația Zori și Fundația Amurg lucrează", "Asociația Zori și Fundația Amurg", "Asociația Zori"),
        ("Fundația Lumina Albă lucrează", "Fundația Lumina", "Fundația Lumina Albă"),
    ],
)
def test_a_recognised_end_counts_only_where_a_name_can_end(text: str, shorter: str, name: str) -> None:
    assert recognised(text, shorter)[0] == name


def test_a_recognised_name_has_a_capital_and_one_line() -> None:
    assert recognised("banii vin de la nordici", "nordici") == []
    assert recognised("Nordic Care\nHouse", "Nordic Care\nHouse") == []

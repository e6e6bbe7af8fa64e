"""Beneficiary figures: what is counted, of whom, reached or planned, and what must be left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.beneficiaries import find_beneficiaries
from extract.reading import read
from store.records import Beneficiaries, Document


def found(text: str) -> list[Beneficiaries]:
    return find_beneficiaries(read(Document(id="test", text=text)))


def brief(text: str) -> list[tuple[int, str, str]]:
    return [(b.count, b.unit, " ".join(b.categories)) for b in found(text)]


COUNTED = [
    ("Am ajutat 120 de copii.", 120, "copii", "children"),
    ("Au venit 40 copii la ateliere.", 40, "copii", "children"),
    ("cei 25 copii din tabără", 25, "copii", "children"),
    ("Sprijin pentru cei120 de copii din sat.", 120, "copii", "children"),
    ("Consiliem 120copii.", 120, "copii", "children"),
    ("Am instruit un număr de 35 de voluntari.", 35, "voluntari", "volunteers"),
    ("adresat unui număr de 60 de elevi", 60, "elevi", "children"),
    ("Vor fi formaţi 18 asistenţi maternali.", 18, "asistenţi maternali", "specialists"),
    ("VOR FI SPRIJINITE 75 DE FAMILII", 75, "FAMILII", "families"),
    ("au primit ajutor 2.450 de vârstnici", 2450, "vârstnici", "elderly"),
    ("au primit ajutor 12 500 de persoane", 12500, "persoane", "people"),
    ("au primit ajutor 11,633 copii", 11633, "copii", "children"),
    ("au primit ajutor 1700 seniori", 1700, "seniori", "elderly"),
    ("au primit ajutor 3 mii de oameni", 3000, "oameni", "people"),
    ("au primit ajutor 1,5 milioane de oameni", 1500000, "oameni", "people"),
    ("opt tineri au plecat la facultate", 8, "tineri", "youth"),
    ("o sută douăzeci de persoane consiliate", 120, "persoane", "people"),
    ("două sute cincizeci de elevi au luat meditații", 250, "elevi", "children"),
    ("nouă familii s-au mutat", 9, "familii", "families"),
    ("60 (șaizeci) de gospodării au fost racordate", 60, "gospodării", "households"),
    ("90 de persoane adulte cu dizabilități", 90, "persoane", "adults people_with_disabilities"),
    ("31 de copii cu nevoi speciale", 31, "copii", "children people_with_disabilities"),
    ("14 elevi cu CES", 14, "elevi", "children people_with_disabilities"),
    ("22 de copii cu tulburări din spectrul autist", 22, "copii", "children people_with_disabilities"),
    ("70 de femei victime ale violenței domestice", 70, "femei", "women victims_of_violence"),
    ("55 de victime ale violenței în familie", 55, "victime", "victims_of_violence"),
    ("50 de copii de etnie romă", 50, "copii", "children roma"),
    ("44 de femei rome", 44, "femei", "women roma"),
    ("200 de romi", 200, "romi", "roma"),
    ("180 de rromi", 180, "rromi", "roma"),
    ("25 de persoane fără adăpost", 25, "persoane", "homeless"),
    ("17 oameni ai străzii", 17, "oameni ai străzii", "homeless"),
    ("85 de persoane vârstnice", 85, "persoane", "elderly"),
    ("85 de persoane în vârstă", 85, "persoane", "elderly"),
    ("30 de persoane cu vârsta peste 65 de ani", 30, "persoane", "elderly"),
    ("24 de tineri șomeri", 24, "tineri", "youth unemployed"),
    ("24 de tineri NEET", 24, "tineri", "youth unemployed"),
    ("38 de persoane în căutarea unui loc de muncă", 38, "persoane", "unemployed"),
    ("12 familii de refugiați din Ucraina", 12, "familii", "families migrants_refugees"),
    ("9 solicitanți de azil", 9, "solicitanți de azil", "migrants_refugees"),
    ("19 copii refugiați", 19, "copii", "children migrants_refugees"),
    ("33 de mame minore", 33, "mame minore", "children parents_carers women"),
    ("28 de părinți ai copiilor cu dizabilități", 28, "părinți", "parents_carers"),
    ("45 de copii și tineri", 45, "copii", "children youth"),
    ("45 de copii/tineri din centre", 45, "copii", "children youth"),
    ("63 de profesori, învățători și psihologi", 63, "profesori", "specialists"),
    ("54.000 copii vulnerabili și familiile lor", 54000, "copii", "children"),
    ("90 de copii cu autism și părinți", 90, "copii", "children parents_carers people_with_disabilities"),
    ("42 de cadre didactice", 42, "cadre didactice", "specialists"),
    ("5 sociologi au fost formați", 5, "sociologi", "specialists"),
    ("16 cursanți au absolvit", 16, "cursanți", "participants"),
    ("800 UAT-uri sprijinite", 800, "UAT-uri", "communities"),
    ("cel puțin 10 localități", 10, "localități", "communities"),
    ("30 de școli și grădinițe", 30, "școli", "institutions"),
    ("20 de alți beneficiari", 20, "beneficiari", "people"),
    ("20 de foști deținuți", 20, "deținuți", "people"),
    ("15 tinere mame", 15, "mame", "youth parents_carers women"),
    ("67 dintre copiii evaluați au intrat în program", 67, "copiii", "children"),
    ("Grup țintă: 90 de copii", 90, "copii", "children"),
    ("Număr de beneficiari: 120", 120, "beneficiari", "people"),
    ("Nr. copii: 64", 64, "copii", "children"),
    ("Numărul beneficiarilor a ajuns la 350.", 350, "beneficiarilor", "people"),
    ("Tineri cu dizabilități: 40", 40, "Tineri", "youth people_with_disabilities"),
    ("Vârstnici | 85", 85, "Vârstnici", "elderly"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count", "unit", "categories"), COUNTED)
def test_counts_people_and_bodies(text: str, count: int, unit: str, categories: str) -> None:
    assert brief(text) == [(count, unit, categories)]


SEVERAL = [
    ("180 de copii din 76 de familii", [180, 76]),
    ("20 de copii, 15 părinți și 6 profesori", [20, 15, 6]),
    ("cei 6 refugiați (3 mame și 3 copii)", [6, 3, 3]),
    ("160 de persoane, din care 110 femei și 50 de copii", [160, 110, 50]),
    ("240 de elevi, dintre care 40 de etnie romă", [240, 40]),
    ("300 de copii, din care 70 cu dizabilități", [300, 70]),
    ("Au fost evaluați 90 de tineri, dintre aceștia 25 în penitenciar", [90, 25]),
    ("Grup țintă: 80 de persoane, din care:\n- 30 din mediul rural\n- 50 din mediul urban", [80, 30, 50]),
    ("An | Persoane ajutate\n2021 | 38.411\n2022 | 49.020", [38411, 49020]),
    ("Localitate\tNumăr de beneficiari\nDej\t45\nGherla\t31", [45, 31]),
    ("opt copii și zece părinți", [8, 10]),
    ("300 de persoane au fost consiliate, 120 dintre acestea găsind de lucru", [300, 120]),
]


@pytest.mark.parametrize(("text", "counts"), SEVERAL)
def test_finds_each_count(text: str, counts: list[int]) -> None:
    assert [b.count for b in found(text)] == counts


def test_a_part_takes_the_noun_of_its_whole() -> None:
    whole, part = found("240 de elevi, dintre care 40 de etnie romă")
    assert part.unit == whole.unit == "elevi"
    assert part.categories == ("children", "roma")
    assert part.evidence.text == "40 de etnie romă"


BOUNDS = [
    ("peste 2.000 de vârstnici", 2000, None, "min", False, "peste 2.000 de vârstnici"),
    ("minim 10 comune", 10, None, "min", False, "minim 10 comune"),
    ("minimum 28 de tineri", 28, None, "min", False, "minimum 28 de tineri"),
    ("cel puţin 100 de elevi", 100, None, "min", False, "cel puţin 100 de elevi"),
    ("mai mult de 30 de copii", 30, None, "min", False, "mai mult de 30 de copii"),
    ("un număr de minim 45 de persoane", 45, None, "min", False, "minim 45 de persoane"),
    ("până la 50 de copii", 50, None, "max", False, "până la 50 de copii"),
    ("maxim 12 tineri", 12, None, "max", False, "maxim 12 tineri"),
    ("cel mult 8 familii", 8, None, "max", False, "cel mult 8 familii"),
    ("aproximativ 180 copii", 180, None, None, True, "aproximativ 180 copii"),
    ("circa 45 de familii", 45, None, None, True, "circa 45 de familii"),
    ("în jur de 130 de persoane", 130, None, None, True, "în jur de 130 de persoane"),
    ("vreo 20 de elevi", 20, None, None, True, "vreo 20 de elevi"),
    ("aproape 500 de oameni", 500, None, None, True, "aproape 500 de oameni"),
    ("un număr estimat de 300 de copii", 300, None, None, True, "un număr estimat de 300 de copii"),
    ("între 50 și 60 de copii", 50, 60, None, False, "între 50 și 60 de copii"),
    ("15-18 voluntari", 15, 18, None, False, "15-18 voluntari"),
    ("15 – 18 voluntari", 15, 18, None, False, "15 – 18 voluntari"),
    ("de la 20 la 35 de beneficiari", 20, 35, None, False, "de la 20 la 35 de beneficiari"),
]


@pytest.mark.parametrize(("text", "count", "count_max", "bound", "approximate", "evidence"), BOUNDS)
def test_reads_bounds_and_ranges(
    text: str, count: int, count_max: int | None, bound: str | None, approximate: bool, evidence: str
) -> None:
    [figure] = found(text)
    assert (figure.count, figure.count_max, figure.bound, figure.approximate) == (
        count,
        count_max,
        bound,
        approximate,
    )
    assert figure.evidence.text == evidence


STATUS = [
    ("100 de copii au beneficiat de consiliere.", "achieved"),
    ("Au fost asistați 100 de copii.", "achieved"),
    ("S-au angajat 20 de asistenți maternali.", "achieved"),
    ("Am sprijinit 100 de copii.", "achieved"),
    ("La final, 100 de cursanți terminaseră stagiul.", "achieved"),
    ("Rezultate obținute:\n• 100 de copii consiliați", "achieved"),
    ("Ce am realizat:\n- 30 de părinți informați;", "achieved"),
    ("Țintă 60 de îngrijitori, realizat 57 de îngrijitori", "target achieved"),
    ("Serviciu | Propus | Realizat\nCentru de zi | 80 de elevi | 92 de elevi", "target achieved"),
    ("100 de persoane consiliate", "achieved"),
    ("Au fost vizitați 64 de bătrâni, iar 90 de bătrâni vor fi vizitați la anul.", "achieved target"),
    ("112 seniori au primit brățara, față de 100 de seniori propuși.", "achieved target"),
    ("Au reușit să se angajeze 14 tineri.", "achieved"),
    ("Cei 48 de copii care locuiesc aici se vor muta.", "target"),
    ("100 de copii vor beneficia de consiliere.", "target"),
    ("Se vor forma 100 de specialiști.", "target"),
    ("Vrem să ajungem la 100 de familii.", "target"),
    ("Obiectivul proiectului a fost integrarea a 100 de tineri.", "target"),
    ("Proiectul își propune să sprijine 100 de tineri.", "target"),
    ("Proiectul se adresează unui număr de 100 de tineri.", "target"),
    ("100 de persoane urmează să fie calificate.", "target"),
    ("Grupul țintă este format din 100 de elevi.", "target"),
    ("Grup țintă: 100 de elevi", "target"),
    ("Prin proiect s-a urmărit formarea a 120 de specialiști.", "target"),
    ("Indicatori:\n- 100 de elevi sprijiniți\n- 20 de profesori formați", "target target"),
    ("Rezultate așteptate:\n- 100 de elevi sprijiniți", "target"),
    ("Rezultatele până la sfârșitul anului sunt:\n- 100 de elevi sprijiniți", "target"),
    ("Activități propuse\nA1. Instruirea a 45 de polițiști", "target"),
    ("Ne-am angajat să lucrăm cu 450 de persoane.", "target"),
    ("Servicii pentru 30 de copii", "unspecified"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_tells_reached_from_planned(text: str, status: str) -> None:
    assert " ".join(b.status for b in found(text)) == status


NOTHING = [
    "Centrul are 40 de locuri și 16 paturi.",
    "Centru cu o capacitate de 30 de beneficiari.",
    "Capacitate maximă: 24 de copii",
    "Centrul primește 20 de copii/zi.",
    "Se servesc 60 de persoane pe zi.",
    "Ateliere în grupe de câte 12 copii.",
    "O echipă formată din 7 specialiști conduce centrul.",
    "Copii cu vârsta între 6 și 14 ani.",
    "Tineri de peste 18 ani.",
    "A 50-a ediție.",
    "Clasa a 8-a, elevi talentați.",
    "Școala Gimnazială nr. 9 Elevilor le place.",
    "Strada Copiilor nr. 14",
    "Sectorul 5 copii",
    "Casa familială nr. 3 copii",
    "Legea nr. 272/2004 privind drepturile copilului",
    "Telefonul copilului: 119",
    "Tel. 0745 123 456 persoane de contact",
    "40% dintre copii",
    "30 la sută din familii",
    "1 din 4 copii merge flămând la culcare.",
    "Trei din zece elevi abandonează școala.",
    "În 2019 copii din trei sate au mers la mare.",
    "Potrivit datelor INS, 57.000 de copii trăiesc în sărăcie.",
    "La recensământ erau 8.200 de romi.",
    "Avem peste 7.000 de pensionari în municipiu.",
    "Orașul are 12.000 de locuitori.",
    "Instituția are 45 de angajați.",
    "Sute de copii și mii de părinți au venit.",
    "Un copil și o mamă au fost salvați.",
    "Mama a trei copii a cerut ajutor.",
    "O familie cu cinci copii a primit lemne.",
    "50 de cazuri, 8 centre, 4 case, 20 de camere",
    "200 de mese calde și 1.500 de materiale tipărite",
    "12 ședințe, 30 de ore, 5 zile, 100 km",
    "3.200 de lei pentru copii",
    "16.000 de donatori și 28 de companii",
    "Cinci ambasadori ai campaniei",
    "37 comentarii, 4.812 vizualizări",
    "2 persoane de referință",
    "3 copii xerox după buletin",
    "Trei persoane au fost reținute.",
    "Doi copii au fost răniți în accident.",
    "Hotărârea a fost luată în prezența a 28 de consilieri județeni.",
    "Un centru funcționează cu minimum 15 beneficiari pe tură.",
    "Unitatea trebuie să asiste cel puțin 10 persoane.",
    "Proiectul s-a derulat în două comune vecine.",
    "Concurs de recrutare, posturi vacante: 2 psihologi, 6 infirmiere. Proba scrisă: 17 martie.",
    "2014-2020 copii și tineri",
    "",
    "Beneficiar: Comuna Bistra",
    "Beneficiari: 45.000 lei",
    "Copii: 2019",
    "Arhiepiscopia are 489 de parohii.",
    "Comuna are șapte sate.",
    "În județ sunt 1.200 de asistenți maternali.",
    "Cei doi părinți au plecat.",
    "Doi dintre ei locuiesc la Cluj.",
    "Federația este alcătuită din peste 20 de organizații.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_leaves_alone_what_is_no_beneficiary_figure(text: str) -> None:
    assert brief(text) == []


def test_there_are_enough_examples_and_a_third_say_no() -> None:
    positive = len(COUNTED) + len(SEVERAL) + len(BOUNDS) + len(STATUS)
    assert positive + len(NOTHING) >= 120
    assert 3 * len(NOTHING) >= positive


def test_a_repeated_figure_takes_the_status_of_the_other_mention() -> None:
    statuses = [b.status for b in found("Sala pentru 45 de elevi.\n\nTabel\n\n45 de elevi vor primi cărți.")]
    assert statuses == ["target", "target"]


def test_group_is_the_whole_phrase() -> None:
    [figure] = found("19 persoane adulte victime ale violenței domestice din grupul țintă au beneficiat de cazare.")
    assert figure.group == "persoane adulte victime ale violenței domestice"
    assert figure.found_by == "beneficiaries/number-noun/achieved/verb"


PIECES = [
    "120", "2.450", "o sută", " de ", " ", "copii", "persoane", " și ", "\n", "- ", ": ", "|", "\t", "(", ")",
    ",", "dintre care ", "vor ", "au fost ", "între ", "peste ", "cu dizabilități", "grup țintă", "15-18",
    "%", ".", "„", "e\u0301", "\u00ad", "nr. ", "beneficiari", "Realizat", "ș", "ţ", "a", "8-a", "65 de ani",
]  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_never_raises_and_evidence_is_the_text(text: str) -> None:
    for figure in found(text):
        span = figure.evidence
        assert text[span.start : span.end] == span.text != ""
        assert figure.count >= 2
        assert figure.count_max is None or figure.count_max > figure.count
        assert figure.categories
        assert 0 < figure.confidence < 1

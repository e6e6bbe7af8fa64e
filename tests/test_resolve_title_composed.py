"""Titles that differ in several ways at once, and those told in two languages."""

import pytest

from resolve.clusters import cluster
from resolve.project_mentions import read_mention
from resolve.projects import ProjectRules
from resolve.title_languages import in_two_languages
from resolve.title_parts import with_dashes, without_kind
from resolve.title_reductions import say_otherwise, unnamed, unplaced
from resolve.titles import read_title

WHOLE = {"start": "2019", "end": "2021"}


def are_one(one: str, other: str, ours: dict[str, object], theirs: dict[str, object]) -> bool:
    plain = {"aliases": [], "leads": ["A"], "counties": ["Olt"], "first": "run-1"}
    both = {"a": {"title": one} | plain | ours, "b": {"title": other} | plain | theirs}
    return len(cluster(ProjectRules(), both)) == 1


SAME = [
    # the kind of undertaking before a name
    ("Campania „Licurici în noapte”", "Licurici în noapte – ghiozdane pentru copiii din Corabia"),
    ("Programul social „Licurici în noapte”", "Licurici în noapte: ghiozdane pentru elevi"),
    # territorial units
    ("Licurici în UAT Scornicești și UAT Corabia", "Licurici în Scornicești și Corabia"),
    ("Licurici în U.A.T. comuna Rusănești", "Licurici în comuna Rusănești"),
    # what people are called
    ("Licurici pentru seniori", "Licurici pentru bătrâni"),
    ("Licurici pentru persoane de vârsta a treia", "Licurici pentru vârstnici"),
    ("Licurici pentru copiii cu nevoi speciale", "Licurici pentru copiii cu dizabilități"),
    ("Licurici pentru copiii de etnie romă", "Licurici pentru copiii romi"),
    ("Licurici în satele Văii Oltului", "Licurici în satele din Valea Oltului"),
    # words that say little, beside something else
    ("Servicii integrate pentru grădina licuricilor, Corabia", "Servicii pentru gradina licuricilor"),
    ("Servicii sociale pentru licuricii grădinii – LICUR", "LICUR: servicii pentru licuricii grădinii"),
    ("Integrarea socială a tinerilor licurici din Corabia", "Incluziunea socială a tinerilor licurici din Corabia"),
    # a name that stands elsewhere
    ("Casa Licuricilor – centru pentru adulți, comuna Rusănești", "Centru pentru adulți „Casa Licuricilor” Rusănești"),
    # a town or a county behind the rest and a slip
    ("Grădina licuricilor veseli – Corabia", "Grădina licuricilor veslei"),
    ("Școala licuricilor Caracal", "Școala licuricilor"),
    # an end that is missing within the word before a county
    (
        "Lectură și grădinărit pentru copiii licurici ai județului Olt – LICUR",
        "Lectură și grădinărit pentru copiii licurici ai județ",
    ),
    # abbreviations that the other writes out
    ("Înf. loc. prot. pt. pers. ad. – Corabia", "Înființare locuințe protejate pentru persoane adulte – Corabia"),
    ("Lectură la C.N. „I. Minulescu” Slatina", "Lectură la Colegiul Național „Ion Minulescu” Slatina"),
    ("Licurici în Reg. SV Oltenia", "Licurici în Regiunea Sud-Vest Oltenia"),
    # dashes
    ("LICUR- ateliere de lectură pentru copii", "LICUR"),
    # translations
    ("Licurici fericiți / Boldog szentjánosbogarak nélkül", "Licurici fericiți"),
    ("Copii fericiți în Corabia / Happy Children in Corabia", "Happy Children in Corabia"),
    ("Glückliche Kinder und Familien (Copii și familii fericite)", "Copii și familii fericite"),
    ("Safe Children 2.0 – Copii în siguranță", "Copii în siguranță 2.0"),
    ("LichtBridge – Punte pentru copiii din Corabia", "LICHTBRIDGE: a bridge for the children of Corabia"),
]
OTHER = [
    ("Campania „Licurici în noapte” pentru mame", "Campania „Licurici în noapte” pentru tați"),
    ("Licurici în UAT Scornicești", "Licurici în UAT Corabia"),
    ("Servicii sociale pentru licuricii grădinii", "Servicii comunitare pentru licuricii grădinii"),
    ("Cursuri pentru asistenți sociali din Slatina", "Cursuri pentru asistenți medicali din Slatina"),
    ("Echipe mobile pentru licurici – Corabia", "Echipe mobile pentru licurici – Caracal"),
    ("Licurici din Penitenciarul de Femei Slatina", "Licurici din Penitenciarul Caracal"),
    ("LICUR 2 – grădina copiilor veseli", "Grădina copiilor veseli"),
    ("LICUR 2 – grădina copiilor veseli", "Grădina copiilor veseli – LICUR"),
    ("Casa Licuricilor – centru pentru adulți", "Centru pentru copii „Casa Licuricilor”"),
    (
        "Casa Ana – licurici la Corabia / Together for a better life",
        "Casa Ana – licurici la Caracal / Together for a better life",
    ),
    ("Safe Children 2.0 – Copii în siguranță", "Safe Children – Copii în siguranță"),
    (
        "Investiții în grădinile sociale ale licuricilor – Cămin pentru vârstnici",
        "Investiții în grădinile sociale ale licuricilor – Creșă – Together for a better life",
    ),
    ("Lectură la C.N. „I. Minulescu” Slatina", "Lectură la Colegiul Național „Radu Greceanu” Slatina"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_title(one, other):
    assert are_one(one, other, WHOLE, WHOLE)
    assert are_one(other, one, WHOLE, WHOLE)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_titles(one, other):
    assert not are_one(one, other, WHOLE, WHOLE)
    assert not are_one(other, one, WHOLE, WHOLE)


LONG = "Măsuri pentru lectură, grădinărit, olărit, meșteșuguri și dans popular"


def test_a_long_title_needs_no_county():
    nothing = {"leads": [], "counties": []}
    assert are_one(f"Licurici – {LONG}", LONG, nothing, nothing)
    assert not are_one("Licurici – lectură la Corabia", "Lectură la Corabia", nothing, nothing)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Copii fericiți / Boldog gyermekek / Happy children",
            ("Copii fericiți", ("Boldog gyermekek", "Happy children")),
        ),
        ("Разом для дітей / Împreună pentru copii", ("Împreună pentru copii", ("Разом для дітей",))),
        ("Copii fără frontiere – Gyermekek határok nélkül", ("Copii fără frontiere", ("Gyermekek határok nélkül",))),
        ("Safe Children II – Copii în siguranță", ("Copii în siguranță II", ("Safe Children II",))),
        ("Youth for Care – tineri voluntari pentru bătrâni", None),  # a name, and what explains it
        ("Happy Kids (centru de zi pentru copii)", None),
        ("SENSE (Sport and Education for Nice and Safe Environments)", None),
        ("Formare și ocupare / consiliere pentru tineri", None),
        ("Copii fericiți / Boldog gyerm…", None),
        ("Copii fericiți", None),
    ],
)
def test_titles_in_two_languages(title, expected):
    assert in_two_languages(title) == expected


def test_years_stand_behind_the_romanian_title_too():
    said = read_mention({"title": "Copii fericiți 2019-2021 (Happy children)", "first": "run-1"})
    assert said.title.key == "copii fericiti"
    assert said.profile.periods == read_mention({"title": "Copii fericiți", "first": "", **WHOLE}).profile.periods


def test_kinds_and_dashes():
    assert without_kind("Campania „Fără griji” 2021") == "„Fără griji” 2021"
    assert without_kind("Campania fără griji") == "Campania fără griji"
    assert with_dashes("VENUS- împreună") == "VENUS – împreună"
    assert with_dashes("Casa Bună! -centru de zi") == "Casa Bună! – centru de zi"
    assert with_dashes("persoane vulne- rabile") == "persoane vulne- rabile"


def test_reductions():
    left = unplaced(read_title("Școala licuricilor Caracal"))
    assert left is not None
    assert left[1] == "caracal"
    assert unplaced(read_title("Școala licuricilor Veseli")) is None
    named = unnamed(read_title("LICUR 2 – grădina copiilor veseli"))
    assert named is not None
    assert named.words.numbers == {"2"}
    ours, theirs = (read_title(text).words for text in ("asistenți sociali", "asistenți medicali"))
    assert say_otherwise(ours, theirs)
    assert not say_otherwise(ours, read_title("asistenți").words)


@pytest.mark.parametrize(
    "text", ["a / " * 5000, "a- " * 5000, "(a " * 3000 + "áé)", "Campania " * 3000, "á – b / " * 2000]
)
def test_hostile_titles_are_read(text):
    assert are_one(text, text, {}, {})

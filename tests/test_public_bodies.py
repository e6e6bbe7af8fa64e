"""Public bodies: the ways in which pages write their names, and their neighbours that stay apart."""

import pytest

from resolve.body_places import Place
from resolve.body_regions import place_of_region_body
from resolve.foreign_bodies import place_abroad
from resolve.known_readings import find_body
from resolve.name_blocks import blocks_of
from resolve.name_matches import match_bodies
from resolve.organisation_names import read_name
from romanian.place_names import called, counties_abroad, countries, in_romanian


def are_one(one: str, other: str, site: str | None = None, other_site: str | None = None) -> bool:
    a, b = read_name(one, site, None), read_name(other, other_site, None)
    found = match_bodies(a, b)
    assert found is None or set(blocks_of(a)) & set(blocks_of(b)), "they match and are never compared"
    return found is not None


SAME = [
    # regions, by their letters, and with the seat of the body
    ("ADR N-E", "Agenția pentru Dezvoltare Regională Nord-Est"),
    ("ADR Sud-Est Brăila", "Agenția de Dezvoltare Regională a Regiunii Sud Est"),
    ("OIR POSDRU Regiunea Centru", "OIR PECU Centru Alba Iulia"),
    ("North-West Regional Development Agency", "ADR NV"),
    # counties by code, with their seat, without “județean”, under their parent
    ("DGASPC BT", "Direcția Generală de Asistență Socială și Protecția Copilului Botoșani"),
    ("ISJ Dolj Craiova", "Inspectoratul Școlar al Județului Dolj"),
    ("Centrul de Resurse și Asistență Educațională Gorj", "CJRAE Gorj"),
    ("Consiliul Județean Alba – Direcția Generală de Asistență Socială și Protecția Copilului Alba", "DGASPC Alba"),
    ("Consiliul Județean Alba – DGASPC", "DGASPC Alba"),
    ("Direcția de Asistență Socială (Primăria Municipiului Roman)", "DAS Roman"),
    ("ANITP, aflată în subordinea Ministerului Afacerilor Interne", "ANITP"),
    ("Serviciul de Probațiune de pe lângă Tribunalul Sibiu", "Serviciul de Probațiune Sibiu"),
    ("ISU „Petrodava” Neamț", "Inspectoratul pentru Situații de Urgență Neamț"),
    # languages
    ("Maros Megyei Tanács", "Consiliul Județean Mureș"),
    ("Consiliul Județean Bihor / Bihar Megye Tanácsa", "CJ Bihor"),
    ("Székelyudvarhely Polgármesteri Hivatala", "Primăria Odorheiu Secuiesc"),
    ("Stavanger kommune", "Municipalitatea Stavanger, Norvegia"),
    ("Comune di Milano", "Primăria Milano (Italia)"),
    ("Békés Megyei Önkormányzat", "Consiliul Județean Békés, Ungaria"),
    ("Consiliul Raional Orhei", "Raionul Orhei, Republica Moldova"),
    # towns
    ("Primăria Cluj", "Primăria Municipiului Cluj-Napoca"),
    ("Primăria Orasluui Bicaz", "Primăria Bicaz"),
    ("Penitenciarul București-Rahova", "Penitenciarul Rahova"),
    ("Penitenciarul Bârcea Mare – Deva", "Penitenciarul Bârcea Mare"),
    # hospitals
    ("Spitalul Județean de Urgență „Mavromati” Botoșani", "Spitalul Județean Botoșani"),
    ("Spitalul Mavromati Botoșani", "Spitalul Județean de Urgență Botoșani"),
    ("Spitalul Municipal „Dr. Ana Popa” Adjud", "Spitalul Adjud"),
    ("Spitalul Orășenesc Târgu Neamț „Sf. Dimitrie”", "Spitalul Orășenesc Târgu Neamț"),
    ("Spitalul de Boli Cronice „Sf. Ana” Sebiș", "Spitalul de Boli Cronice Sebiș"),
    # schools
    ("Școala cu clasele I–VIII nr. 6 Tecuci", "Școala Gimnazială Nr. 6 Tecuci"),
    ("Școala „Ion Pillat” Pitești", "Școala Gimnazială „Ion Pillat” Pitești"),
    ("Școala Gimnazială Pitești „Ion Pillat”", "Șc. Gimn. „Ion Pillat”, mun. Pitești"),
    ("Colegiul Național „Horia Lovinescu” Cluj", "CN Horia Lovinescu Cluj-Napoca"),
    ("L.T. „Horia Lovinescu” Bicaz", "Liceul Tehnologic „Horia Lovinescu” Bicaz"),
    ("Universitatea „Gh. Asachi” Iași", "Universitatea Gheorghe Asachi Iași"),
    ("Grădinița nr. 3 Tecuci", "Grădinița cu Program Prelungit nr. 3 Tecuci"),
]
APART = [
    ("ADR Sud-Vest Oltenia", "ADR Vest"),
    ("ADR Sud-Est", "OIR Sud-Est"),
    ("ADR Nord-Est Craiova", "ADR Nord-Est"),  # Craiova lies elsewhere: who knows what is meant
    ("DGASPC MS", "DGASPC MM"),
    ("Consiliul Județean Alba – DGASPC Alba", "Consiliul Județean Alba"),
    ("Consiliul Județean Alba – Primăria Alba Iulia", "Primăria Alba Iulia"),  # two bodies side by side
    ("Ministerul Justiției – Salvați Copiii", "Salvați Copiii"),
    ("Serviciul de Probațiune Sibiu", "Tribunalul Sibiu"),
    ("Parchetul de pe lângă Tribunalul Sibiu", "Tribunalul Sibiu"),
    ("Comune di Cesena", "Provincia Cesena"),
    ("Comuna Roma, județul Botoșani", "Comune di Roma"),
    ("Comuna Ungheni, județul Iași", "Primăria Ungheni, Republica Moldova"),
    ("Stavanger kommune", "Rogaland fylkeskommune"),
    ("Penitenciarul-Spital Jilava", "Penitenciarul Jilava"),
    ("Spitalul Clinic „Sf. Ana” Iași", "Spitalul Clinic Județean de Urgență „Sf. Spiridon” Iași"),
    ("Spitalul Sf. Pantelimon București", "Spitalul Județean de Urgență „Sf. Pantelimon” Focșani"),
    ("Spitalul de Obstetrică-Ginecologie „Ana” Iași", "Spitalul de Obstetrică-Ginecologie „Elena” Iași"),
    ("Spitalul de Psihiatrie Roman", "Spitalul Municipal Roman"),
    ("Biblioteca Comunală nr. 2 Pomi", "Biblioteca Comunală nr. 3 Pomi"),
    ("Biblioteca Comunală nr. 7 Pomi, județul Cluj", "Biblioteca Comunală nr. 7 Leșu, județul Cluj"),
    ("Școala Primară nr. 6 Tecuci", "Școala Gimnazială nr. 6 Tecuci"),
    ("Liceul Teoretic „Ion Pillat” Pitești", "Liceul Tehnologic „Ion Pillat” Pitești"),
    ("Școala „Ion Pillat” Pitești", "Școala „Ion Pillat” Topoloveni"),
    ("Școala Gimnazială „Ion Pillat” Pitești", "Colegiul Național „Ion Pillat” Pitești"),
    ("Grădinița cu Program Normal nr. 3 Tecuci", "Grădinița cu Program Prelungit nr. 3 Tecuci"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_ways_to_write_one_name(one: str, other: str) -> None:
    assert are_one(one, other)
    assert are_one(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_neighbours_stay_apart(one: str, other: str) -> None:
    assert not are_one(one, other)


@pytest.mark.parametrize(
    ("one", "site", "other", "expected"),
    [
        ("Spitalul „Sf. Ana”", "Arad", "Spitalul de Urgență „Sf. Ana” Ineu", False),  # the county has more hospitals
        ("Spitalul Sfântul Spiridon", "Iași", "Spitalul Județean Iași", True),
        ("Spitalul Sfântul Spiridon", "Vaslui", "Spitalul Județean Iași", False),
        ("Liceul Tehnologic „Horia Lovinescu”", "Neamț", "Liceul Tehnologic Horia Lovinescu Bicaz", True),
        ("Liceul Tehnologic „Horia Lovinescu”", "Iași", "Liceul Tehnologic Horia Lovinescu Bicaz", False),
        ("Școala Gimnazială „Ion Pillat”", "Argeș", "Școala Gimnazială „Ion Pillat” Topoloveni", False),
    ],
)
def test_a_name_without_its_town_is_led_by_its_site(one: str, site: str, other: str, expected: bool) -> None:
    assert are_one(one, other, site) is expected


def test_a_region_is_read_in_all_its_spellings() -> None:
    for words in ("s v oltenia", "sv", "sud vest oltenia craiova", "regiunea sud vest oltenia", "sud vest romania"):
        assert place_of_region_body(words.split()) == Place("sud vest oltenia"), words
    assert place_of_region_body(["nord", "est", "craiova"]) is None
    assert place_of_region_body([]) == Place("")


def test_a_place_of_ours_is_not_abroad() -> None:
    assert place_abroad(["municipalitatea", "bacau"]) is None
    assert place_abroad(["primaria", "bergen"]) is None
    assert place_abroad(["csikszereda", "polgarmesteri", "hivatala"]) is None
    assert place_abroad(["municipalitatea", "roma", "italia"]) == ("municipality", Place("abroad roma"))


def test_a_parent_gives_its_place_to_what_is_under_it_alone() -> None:
    under = find_body("Primăria Municipiului Roman – Direcția de Asistență Socială", None)
    assert under is not None
    assert under.place is not None
    assert (under.id, under.place.county) == ("das", "Neamț")
    other = find_body("Primăria Municipiului Roman – Direcția de Asistență Socială Bicaz", "Cluj")
    assert other is None or other.id != "primaria"


def test_tables_of_places_are_folded() -> None:
    listed = (*countries(), *counties_abroad(), *called("before"), *called("behind"))
    for sort in ("counties", "towns", "cities"):
        listed = (*listed, *in_romanian(sort))
    assert all(words == words.lower() and words.isascii() for words in listed)
    assert set(called("before").values()) == {"municipality", "province", "region", "county", "district"}

"""Where projects work: what is a place, which one of its name, and what must be left alone."""

import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import jsonl
from extract.pipeline import Extractor
from extract.projects import find_projects
from extract.reading import read
from extract.working_places import find_places
from romanian.fold import fold
from romanian.siruta import gazetteer
from store.records import Block, Document, Facts, Place

ROOT = Path(__file__).parent.parent
COUNTIES = sorted({unit.name for unit in gazetteer().counties.values()})


def examples() -> list[tuple[str, str, str]]:
    """Section, text and expected places of each line of the table."""
    section, rows = "", []
    for line in (ROOT / "tests" / "examples" / "places.tsv").read_text("utf-8").splitlines():
        if line.startswith("# "):
            section = line[2:]
        else:
            text, expected = line.split("\t")
            rows.append((section, text.replace("\\n", "\n"), expected))
    return rows


EXAMPLES = examples()


def found(text: str) -> list[Place]:
    reading = read(Document(id="test", text=text))
    return find_places(reading, find_projects(reading))


def brief(place: Place) -> str:
    """“Runcu=locality/Gorj”; with a question mark where the code is left open."""
    if place.kind != "locality":
        return f"{place.name}={place.kind}"
    return f"{place.name}=locality/{place.county or ''}{'' if place.siruta else '?'}"


@cache
def extractor() -> Extractor:
    return Extractor.load()


def facts_of(text: str, *blocks: Block) -> Facts:
    return extractor().facts_of(Document(id="test", text=text, blocks=blocks))


def test_the_table_is_large_and_a_third_of_it_is_no_place() -> None:
    assert len(EXAMPLES) >= 230
    assert sum(expected == "" for _, _, expected in EXAMPLES) >= 100
    assert len({text for _, text, _ in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize(("section", "text", "expected"), EXAMPLES)
def test_example(section: str, text: str, expected: str) -> None:
    assert "; ".join(map(brief, found(text))) == expected, section


@pytest.mark.parametrize("text", [text for _, text, expected in EXAMPLES if expected])
def test_evidence_and_register_agree(text: str) -> None:
    codes = {u.code: u for own in gazetteer()._named.values() for u in own} | {
        u.code: u for u in gazetteer().counties.values()
    }
    for place in found(text):
        assert text[place.evidence.start : place.evidence.end] == place.evidence.text
        assert place.evidence.text.strip() == place.evidence.text
        if place.siruta is not None:
            unit = codes[place.siruta]
            assert (unit.name, unit.county) == (place.name, place.county)
            assert (place.kind == "county") is (unit.level == "county")


@pytest.mark.parametrize("county", COUNTIES)
@pytest.mark.parametrize(
    "form",
    [
        "Centrul se deschide în județul {}.",
        "Proiectul acoperă teritoriul județului {}.",
        "Bătrânii județului {} primesc ajutor.",
        "Localizare: jud. {}",
        "Proiectul se derulează în județele {} și Olt.",
    ],
)
@pytest.mark.parametrize("spell", [str, fold, str.upper, "capitals without diacritics"])
def test_every_county_in_every_form(county: str, form: str, spell: object) -> None:
    plain = fold(form.format(county))
    bare = "".join(f if o.islower() else f.upper() for o, f in zip(form.format(county), plain, strict=True))
    text = {
        str: form.format(county),
        fold: bare,
        str.upper: form.format(county).upper(),
    }.get(spell, plain.upper())  # type: ignore[call-overload]
    first = found(text)[0]
    assert (first.name, first.kind, first.county) == (county, "county", county)
    assert first.siruta == gazetteer().counties[fold(county).replace("-", " ")].code


@pytest.mark.parametrize(
    "text",
    ["în București", "in Bucuresti", "ÎN BUCUREȘTI", "din municipiul Bucureşti", "locuitorii municipiului București"],
)
def test_the_capital_is_a_locality_and_its_own_county(text: str) -> None:
    (place,) = found(f"Proiectul lucrează {text} din 2020.")
    assert (place.name, place.kind, place.county, place.siruta) == ("București", "locality", "București", 179132)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Centrul este în comuna Vidra, județul Alba.", 8425),
        ("Centrul este în comuna Vidra, județul Ilfov.", 105936),
        ("Centrul este în comuna Vidra (Vrancea).", 178377),
        ("Centrul este în satul Vidra, județul Alba.", 8434),
        ("Centrul este în comuna Vidra.", None),
        ("Centrul este în comuna Vidra, județul Cluj.", None),
        ("DGASPC Vrancea deschide un centru în comuna Vidra.", 178377),
        ("Județele Alba și Ilfov au fiecare un plan. Centrul este în comuna Vidra.", None),
        ("Centrul este în satul Poiana, comuna Brusturi, județul Neamț.", 121983),
    ],
)
def test_a_name_of_several_counties_needs_one_that_is_near(text: str, code: int | None) -> None:
    (place,) = [p for p in found(text) if p.name in ("Vidra", "Poiana")]
    assert place.siruta == code


def test_a_village_is_told_by_its_commune() -> None:
    commune = next(u for u in gazetteer().named("Merișani") if u.level == "commune")
    villages = [u for own in gazetteer()._named.values() for u in own if u.parent == commune.code]
    shared = next(u for u in villages if len(gazetteer().named(u.name)) > 2 and u.name != "Merișani")
    (place, _) = found(f"Copiii din satul {shared.name}, comuna Merișani, vin la centru.")
    assert (place.siruta, place.county) == (shared.code, "Argeș")


PAGE = """Acasă | Despre noi | Județul Cluj | Contact

Asociația Punți, cu sediul în Oradea, str. Lungă nr. 4, anunță:

Proiectul „Punți între sate din Bihor” se derulează în comunele Borod și Vadu Crișului din județul Bihor.

Locuri de desfășurare:
- satul Borozel
- Aleșd

Proiectul „Mâini întinse” se desfășoară în județul Sălaj, la Zalău, în parteneriat cu Comuna Crasna.

Tel. 0259 111 222, Oradea, județul Bihor"""


def test_a_whole_page_gives_each_project_its_places_and_no_more() -> None:
    facts = facts_of(PAGE)
    titles = [project.title for project in facts.projects]
    told = [(titles[p.project] if p.project is not None else None, brief(p)) for p in facts.places]
    assert told == [
        ("Punți între sate din Bihor", "Borod=locality/Bihor"),
        ("Punți între sate din Bihor", "Vadu Crișului=locality/Bihor"),
        ("Punți între sate din Bihor", "Bihor=county"),
        ("Punți între sate din Bihor", "Borozel=locality/Bihor"),
        ("Punți între sate din Bihor", "Aleșd=locality/Bihor"),
        ("Mâini întinse", "Sălaj=county"),
        ("Mâini întinse", "Zalău=locality/Sălaj"),
    ]


def test_a_column_of_a_table_names_places() -> None:
    rows = ["Nr. | Județ | Localitate | Buget", "1 | Dolj | Segarcea | 100 lei", "2 | Olt | Corabia | 200 lei"]
    assert [brief(p) for p in found("\n".join(rows))] == [
        "Dolj=county",
        "Segarcea=locality/Dolj",
        "Olt=county",
        "Corabia=locality/Olt",
    ]


def test_the_written_line_keeps_to_the_schema() -> None:
    line = json.loads(jsonl.to_line(facts_of(PAGE)))
    jsonschema.validate(line, json.loads((ROOT / "extract" / "facts.schema.json").read_text("utf-8")))
    assert line["places"][0]["name"] == "Borod"
    assert line["places"][0]["siruta"] == 27560
    assert line["places"][0]["project"] == 0


PIECES = (
    "în din la județul județele comuna comunele satul sectorul regiunea Localizare: Locații: jud. Cluj Alba Iași Roma",
    "Poiana Târgu Mureș Tg. Nord-Est București , ; ( ) : | - și „ ” 1 2 3 Republica Moldova ÎN JUDEȚUL CLUJ é \u0301",
)
WORDS = st.sampled_from([*" ".join(PIECES).split(), "\n", "\t", "\u00ad"])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_no_text_fails_and_evidence_is_the_text(text: str) -> None:
    for place in found(text):
        assert text[place.evidence.start : place.evidence.end] == place.evidence.text
        assert place.name
        assert place.siruta is None or place.county is not None

"""NGOs, churches, companies, unions and partners abroad whose names leave words out: which are one, and why."""

from pathlib import Path
from typing import Any

import pytest

from resolve.church_names import church_parts
from resolve.clusters import cluster
from resolve.name_initials import initials_meant, initials_said
from resolve.name_meanings import meaning_of, without_country
from resolve.old_spellings import modern
from resolve.organisations import OrganisationRules
from resolve.own_acronyms import split_acronyms
from romanian.body_words import translations, words
from romanian.fold import fold

RULES = OrganisationRules()
TABLE = Path(__file__).with_name("private_body_pairs.tsv").read_text("utf-8")
PAIRS = [tuple(line.split("\t")) for line in TABLE.splitlines() if line and not line.startswith("#")]


def named(name: str, county: str = "-") -> dict[str, Any]:
    return {"name": name, "county": None if county == "-" else county, "cui": None, "mentions": 1, "first": "run1"}


def reason(one: dict[str, Any], other: dict[str, Any]) -> str:
    match = RULES.match(RULES.read("a", one), RULES.read("b", other))
    return match.reason if match else ""


@pytest.mark.parametrize(("label", "name_a", "county_a", "name_b", "county_b"), PAIRS)
def test_pairs_of_names(label: str, name_a: str, county_a: str, name_b: str, county_b: str) -> None:
    one, other = named(name_a, county_a), named(name_b, county_b)
    assert len(cluster(RULES, {"a": one, "b": other})) == {"same": 1, "apart": 2}[label]
    assert reason(one, other) == reason(other, one)


def test_near_misses_stay_apart_among_all_names() -> None:
    """Other names never lead two bodies together."""
    inputs = {
        f"{number}{side}": named(*pair)
        for number, (_, *names) in enumerate(PAIRS)
        for side, pair in zip("ab", (names[:2], names[2:]), strict=True)
    }
    place = {m.item: number for number, members in enumerate(cluster(RULES, inputs)) for m in members}
    wrong = [pair for n, (label, *pair) in enumerate(PAIRS) if label == "apart" and place[f"{n}a"] == place[f"{n}b"]]
    assert wrong == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            named("Asociația de Caritate „Betleem” Focșani", "Vrancea"),
            named("Asociația Betleem din Focșani", "Vrancea"),
            "same own name, its purpose left out",
        ),
        (
            named("Parohia Ortodoxă „Sf. Nicolae” Brad", "Hunedoara"),
            named("Parohia Brad, hramul „Sf. Nicolae”", "Hunedoara"),
            "same church body, its confession or its patron left out",
        ),
        (
            named("C.S.T. „Sf. Ana” Dej"),
            named("Centrul Social de Tranzit „Sf. Ana” Dej"),
            "initials CST of the same name",
        ),
        (
            named("University of Agder"),
            named("Universitatea din Agder, Norvegia"),
            "same name, in another language or with its country",
        ),
    ],
)
def test_reasons_say_what_was_left_out(one: dict[str, Any], other: dict[str, Any], expected: str) -> None:
    assert reason(one, other) == expected


def test_a_church_is_read_in_any_order() -> None:
    read = [church_parts(name.split()) for name in ("parohia ortodoxa sf nicolae brad", "parohia brad sf nicolae")]
    assert read[0] is not None
    assert read[1] is not None
    assert read[0].readings[0].own == read[1].readings[0].own
    assert (read[0].readings[0].left, read[1].readings[0].left) == ({"ortodoxa"}, frozenset())
    assert church_parts(["parohia", "sf", "nicolae"]) is None  # there are hundreds
    assert church_parts(["asociatia", "parohia", "brad"]) is None


def test_initials_have_something_behind_them() -> None:
    assert initials_said("C.S.T. Sf. Ana Dej", ["cst", "sf", "ana", "dej"]) == "cst sf ana dej"
    assert initials_said("Asociația Sf. Ana", ["asociatia", "sf", "ana"]) is None
    assert initials_said("ASOCIAȚIA SF. ANA", ["asociatia", "sf", "ana"]) is None
    meant = set(initials_meant(["centrul", "social", "de", "tranzit", "sf", "ana", "dej"], None))
    assert "cst sf ana dej" in meant


def test_an_acronym_with_its_town_stands_before_the_whole_name() -> None:
    carried = split_acronyms("FSC Bacău (Fundația de Sprijin Comunitar)")
    assert (carried.name, carried.acronyms) == ("Fundația de Sprijin Comunitar Bacău", {"fsc"})
    assert split_acronyms("FSC Bacău (Fundația Orizont)").acronyms == frozenset()


def test_words_mean_the_same_in_two_languages() -> None:
    assert meaning_of(["norwegian", "deaf"]) == meaning_of(["norvegiana", "surzilor"])
    assert meaning_of(["norwegian", "deaf"]) != meaning_of(["swedish", "deaf"])
    assert without_country(("punte", "republica", "moldova")) == (("punte",), "moldova")
    assert without_country(("moldova",)) == (("moldova",), "")


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ("sincraiu", "sancraiu"),
        ("cuvintul", "cuvantul"),
        ("viitorul", "viitorul"),
        ("iris", "iris"),
        ("inima", "inima"),
    ],
)
def test_an_old_spelling_is_read_only_where_it_is_one(written: str, now: str) -> None:
    assert modern(written) == now


def test_words_are_folded() -> None:
    listed = [word for sort in ("purposes", "traits", "owners", "patrons", "titles") for word in words(sort)]
    assert all(word == fold(word) for word in (*listed, *translations(), *translations().values()))


@pytest.mark.parametrize(
    "name", ["Asociația „" + "a" * 390, "„„„„" * 90, "Parohia " + "sf " * 130, "A.B.C. " * 60, ",," * 200]
)
def test_hostile_names_are_read(name: str) -> None:
    assert RULES.read("a", named(name))

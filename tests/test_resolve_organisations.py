"""Organisations: which names are one body, why, and what row they make."""

import tomllib
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve.body_heads import known_acronyms
from resolve.clusters import cluster
from resolve.name_matches import are_two
from resolve.organisation_names import read_name
from resolve.organisations import OrganisationRules
from romanian.body_words import forms, words
from romanian.fold import fold
from romanian.organisations import known_bodies
from romanian.vocabulary import is_word
from store.resolved import ResolvedOrganisation

RULES = OrganisationRules()
TABLE = Path(__file__).with_name("organisation_pairs.tsv").read_text("utf-8")
PAIRS = [tuple(line.split("\t")) for line in TABLE.splitlines() if line and not line.startswith("#")]
NAMES = sorted({(name, county) for _, *pair in PAIRS for name, county in (pair[:2], pair[2:])})
ENTRIES = list(known_bodies().values())


def named(name: str, county: str | None = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "county": county, "cui": None, "mentions": 1, "first": "run1", **more}


def resolved(*inputs: dict[str, Any]) -> list[ResolvedOrganisation]:
    return [RULES.resolved(members) for members in cluster(RULES, {str(n): one for n, one in enumerate(inputs)})]


def reason(one: dict[str, Any], other: dict[str, Any]) -> str:
    match = RULES.match(RULES.read("a", one), RULES.read("b", other))
    return match.reason if match else ""


@pytest.mark.parametrize(("label", "name_a", "county_a", "name_b", "county_b"), PAIRS)
def test_pairs_of_names(label: str, name_a: str, county_a: str, name_b: str, county_b: str) -> None:
    one = named(name_a, None if county_a == "-" else county_a)
    other = named(name_b, None if county_b == "-" else county_b)
    assert len(resolved(one, other)) == {"same": 1, "apart": 2}[label]


def test_the_table_is_large_and_half_of_it_near_misses() -> None:
    assert len(PAIRS) >= 300
    assert 0.4 < sum(label == "apart" for label, *_ in PAIRS) / len(PAIRS) < 0.6


def test_all_names_of_the_table_at_once() -> None:
    """Pairs that are the same stay so among all the others, and no two near misses are led together by others."""
    inputs = {
        f"{number}{side}": named(name, None if county == "-" else county)
        for number, (_, *pair) in enumerate(PAIRS)
        for side, (name, county) in zip("ab", (pair[:2], pair[2:]), strict=True)
    }
    clusters = cluster(RULES, inputs)
    place = {member.item: number for number, members in enumerate(clusters) for member in members}
    wrong = [pair for n, (label, *pair) in enumerate(PAIRS) if (place[f"{n}a"] == place[f"{n}b"]) != (label == "same")]
    assert wrong == []
    keys = [RULES.resolved(members).key for members in clusters]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_of_the_lexicon_knows_its_names(entry: Any) -> None:
    where = {"region": "Nord-Vest", "county": "Bacău", "town": "Bacău"}.get(entry.each or "", "")
    for name in (*entry.all_names, *entry.acronyms):
        assert read_name(f"{name} {where}".strip(), None, None).known == entry.id, name
    assert entry.examples
    assert entry.source
    for example in entry.examples:
        assert read_name(example, None, None).known == entry.id, example
    for other in entry.never:
        assert read_name(other, None, None).known != entry.id, other


def test_no_acronym_stands_for_two_bodies() -> None:
    acronyms = [fold(acronym) for entry in ENTRIES for acronym in entry.acronyms]
    assert sorted(acronyms) == sorted(known_acronyms())


def test_words_of_names_are_folded() -> None:
    sorts = ("little", "no_acronym", "local_heads", "shared", "branches", "common", "given", "describing", "within")
    for word in (*forms(), *(word for sort in sorts for word in words(sort))):
        assert word == fold(word)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (named("DGASPC Iași"), named("D.G.A.S.P.C. Iaşi"), "same name"),
        (
            named("DGASPC Iași"),
            named("Direcția Generală de Asistență Socială și Protecția Copilului Iași"),
            "same acronym and county",
        ),
        (named("A", cui="4540712"), named("B", cui="RO 4540712"), "same CUI 4540712"),
        (named("MMJS"), named("Ministerul Muncii"), "name with its acronym MMJS"),
        (
            named("Ministerul Muncii"),
            named("Ministerul Muncii și Justiției Sociale"),
            "other name of the Ministry of Labour",
        ),
        (named("Asociația Copiii Lumii (ACL)"), named("ACL"), "name with its acronym ACL"),
        (
            named("Asociația Orizonturi Deschise Hârlău"),
            named("Asociația Orizonuri Deschise Hârlău"),
            "one letter apart",
        ),
    ],
)
def test_reasons_are_words_for_people(one: dict[str, Any], other: dict[str, Any], expected: str) -> None:
    assert reason(one, other) == reason(other, one) == expected


def test_a_doubtful_match_has_a_low_score() -> None:
    match = RULES.match(
        RULES.read("a", named("Asociația Orizonturi Deschise Hârlău")),
        RULES.read("b", named("Asociația Orizonuri Deschise Hârlău")),
    )
    assert match is not None
    assert match.score < 0.8


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    one, other = named("Asociația Lumina Vieții Noi (ALVN)"), named("Asociația Liga Veteranilor Nordului (ALVN)")
    assert len(resolved(one, named("ALVN"))) == 1
    assert len(resolved(one, named("ALVN"), other)) == 3


def test_codes_part_and_join() -> None:
    speranta = "Asociația Speranța"
    assert len(resolved(named(speranta, cui="4540712"), named(speranta, cui="4288110"))) == 2
    assert len(resolved(named(speranta, cui="4540712"), named("Casa Bună", cui="4540712"))) == 1
    assert len(resolved(named(speranta, cui="4540712"), named(speranta))) == 1
    assert len(resolved(named(speranta, cui="4540713"), named(speranta, cui="4540712"))) == 1
    (row,) = resolved(named(f"{speranta}, CUI RO4540712"), named(speranta))
    assert (row.cui, row.name) == ("4540712", speranta)


def test_the_key_is_that_of_the_first_and_stays() -> None:
    full = "Direcția Generală de Asistență Socială și Protecția Copilului Iași"
    (row,) = resolved(named("DGASPC Iași", first="run2"), named(full, first="run3"))
    (later,) = resolved(
        named("DGASPC Iași", first="run2"),
        named(full, first="run3"),
        named("DGASPC", "Iași", cui="4540712", first="run4"),
    )
    assert (row.id, row.key) == (later.id, later.key)
    assert later.cui == "4540712"


def test_names_that_codes_or_people_part_have_keys_of_their_own() -> None:
    rows = resolved(
        named("Asociația Speranța", cui="4540712"),
        named("Asociația Speranța", cui="4288110"),
        named("Asociația Speranța", decided=[["split", "d1", "decided"]]),
        named("Asociația Speranța", decided=[["split", "d2", "decided"]]),
    )
    assert len({row.key for row in rows}) == len(rows) == 4


def test_the_row_shows_the_best_name_and_finds_by_the_others() -> None:
    (row,) = resolved(
        named("DGASPC", "Iași", mentions=7),
        named("DIRECȚIA GENERALĂ DE ASISTENȚĂ SOCIALĂ ȘI PROTECȚIA COPILULUI IAȘI", mentions=5),
        named("Direcției Generale de Asistență Socială și Protecția Copilului Iași", mentions=4),
        named("Directia Generala de Asistenta Sociala si Protectia Copilului Iasi", mentions=3),
        named("Direcția Generală de Asistență Socială și Protecția Copilului Iași"),
    )
    assert row.name == "Direcția Generală de Asistență Socială și Protecția Copilului Iași"
    assert (row.kind, row.county, row.short, row.mentions) == ("dgaspc", "Iași", "DGASPC Iași", 20)
    assert row.aliases.split("; ") == [row.name, "DGASPC"]


def test_kind_and_county_of_names_in_other_languages() -> None:
    (row,) = resolved(named("Bacau County Council"))
    assert (row.kind, row.county) == ("county_council", "Bacău")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(sorted({(n, c) for _, *p in PAIRS for n, c in (p[:2], p[2:])})), min_size=2, max_size=12)
)
def test_the_order_of_names_decides_nothing(names: list[tuple[str, str]]) -> None:
    items = {f"{n}|{c}": named(n, None if c == "-" else c) for n, c in names}
    found = [{member.item for member in members} for members in cluster(RULES, items)]
    turned = [{member.item for member in members} for members in cluster(RULES, dict(reversed(items.items())))]
    assert found == turned


def test_what_matches_shares_a_block_and_matching_is_symmetric() -> None:
    bodies = {read_name(name, None if county == "-" else county, None) for name, county in NAMES}
    blocks = {body: set(RULES.blocks(body)) for body in bodies}
    for one, other in combinations(sorted(bodies, key=repr), 2):
        match = RULES.match(one, other)
        assert match == RULES.match(other, one)
        assert are_two(one, other) == are_two(other, one)
        if match is not None:
            assert blocks[one] & blocks[other], (one, other, match)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_name_is_taken(name: str) -> None:
    (row,) = resolved(named(name))
    assert row.mentions == 1


def test_the_lexicon_has_no_doubled_ids() -> None:
    names = ("organisations.toml", "public_bodies.toml", "private_bodies.toml")
    texts = [files("romanian").joinpath(name).read_text("utf-8") for name in names]
    ids = [table["id"] for text in texts for table in tomllib.loads(text)["entry"]]
    assert len(ids) == len(set(ids)) == len(ENTRIES)


@pytest.mark.parametrize(("word", "expected"), [("parada", True), ("paradis", True), ("filantrpia", False)])
def test_words_are_known(word: str, expected: bool) -> None:
    assert is_word(word) is expected


def test_a_place_that_is_guessed_tells_no_county() -> None:
    (row,) = resolved(named("Comuna Cărpinetu"))
    assert row.county is None
    assert len(resolved(named("Comuna Cărpinetu", "Cluj"), named("Comuna Cărpinet, județul Bihor"))) == 2


@pytest.mark.parametrize(
    "name",
    [
        "Școala Gimnazială Ștefănești",
        "Centrul de Zi Ștefănești",
        "Parohia Ștefănești",
        "Asociația Prietenii Satului Ștefănești",
    ],
)
def test_a_name_with_a_place_of_two_counties_is_that_of_two_bodies(name):
    def bodies(*counties):
        items = {str(at): {"name": name, "county": one, "cui": None, "mentions": 1, "first": "20240101T000000Z"}
                 for at, one in enumerate(counties)}  # fmt: skip
        return len(cluster(OrganisationRules(), items))

    assert bodies("Argeș", "Botoșani") == 2  # both have a Ștefănești
    assert bodies("Argeș", "Argeș") == 1
    assert bodies("Argeș", None) == 1  # nobody says that it is another one

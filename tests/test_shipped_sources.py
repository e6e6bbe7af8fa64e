"""The sources that come with Fondoscop: their shape, and that nothing in them claims what nobody saw."""

import re
from collections import Counter
from pathlib import Path

import pytest

from crawler.addresses import canonical, ending, site_of
from crawler.guard import refusal
from crawler.scope import ATTACHMENTS, NOT_PAGES, Scope
from crawler.sources import Source, find_source, load_sources, shipped
from jobs.source_coverage import counties, coverage

SOURCES = load_sources(shipped())
CEDILLAS = re.compile("[ŞşŢţ]")
each = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)


def test_there_are_enough_of_each_kind():
    kinds = Counter(source.kind for source in SOURCES.values())
    assert len(SOURCES) >= 150
    assert kinds["agency"] >= 30
    assert kinds["ngo"] >= 25
    assert kinds["news"] >= 70
    assert kinds["national"] >= 10
    assert find_source("dgaspc-buzau").county == "Buzău"


@each
def test_a_source_is_well_formed(source: Source):
    text = f"{source.name} {source.county}"
    assert not CEDILLAS.search(text), "ș and ț have a comma below"
    assert source.name == source.name.strip()
    assert source.county is None or source.county in counties()
    assert source.enabled
    assert not source.allow_loopback
    assert source.checked is None, "nobody has reached it yet"
    for url in source.addresses:
        assert refusal(url, allow_loopback=False) is None
        assert site_of(url).count(".") >= 1
    # What `pages` has is a document itself; what begins a listing is none.
    assert not [url for url in source.start if ending(url) in NOT_PAGES | ATTACHMENTS and "." in url.split("/", 3)[3]]
    Scope(source)


def test_no_address_and_no_site_belongs_to_two_sources():
    addresses = Counter(canonical(url) for source in SOURCES.values() for url in source.addresses)
    assert None not in addresses
    assert [url for url, number in addresses.items() if number > 1] == []
    sites = Counter(site for source in SOURCES.values() for site in {site_of(url) for url in source.addresses})
    assert [site for site, number in sites.items() if number > 1] == []


def test_only_newspapers_are_read_by_topic():
    assert {source.kind for source in SOURCES.values() if source.follows_topic} == {"news"}


def test_the_coverage_of_each_county_is_known():
    table = coverage(SOURCES.values())
    assert list(table) == sorted(table, key=list(counties()).index)
    assert len(table) == 42
    lacking = [county for county, ids in table.items() if not ids]
    assert lacking == ["Bihor", "Bistrița-Năsăud", "Ialomița", "Teleorman"]
    assert table["Galați"] == ["das-galati", "primaria-galati"]
    local = {source_id for source_id, source in SOURCES.items() if source.county}
    assert {source_id for ids in table.values() for source_id in ids} == local


def test_a_disabled_source_covers_nothing():
    only = find_source("dgaspc-buzau").model_copy(update={"enabled": False})
    assert coverage([only])["Buzău"] == []


DOCS = (Path(__file__).parent.parent / "docs" / "sources.md").read_text("utf-8")


def test_the_documentation_has_each_field_and_its_examples_are_sources(tmp_path):
    assert set(re.findall(r"^\| `(\w+)` \|", DOCS, re.MULTILINE)) == set(Source.model_fields) - {"id"}
    examples = tmp_path / "sources.toml"
    examples.write_text("\n".join(re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)), encoding="utf-8")
    shapes = ("start", "feeds", "sitemaps", "pages")
    shown = {shape for source in load_sources(examples).values() for shape in shapes if getattr(source, shape)}
    assert shown == set(shapes)

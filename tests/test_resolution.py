"""Resolved day by day or all at once: every row of every table is the same, and a day looks only at what it touches."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from facts import capture, document, span
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jobs.resolution
from jobs.resolution import resolve_all
from store.database import TABLES, Database
from store.records import Facts, Partner, Place, Project

SITES = {"iasi": "Iași", "bacau": "Bacău", "tara": None}


class Page(NamedTuple):
    """What a page says of one project."""

    title: str = "Acasă la bunici"
    code: str | None = None
    lead: str | None = None
    funder: str | None = None
    county: str | None = None
    programme: str | None = None
    start: str | None = None
    contract: str | None = None


def facts_of(page: Page, url: str, site: str) -> Facts:
    words = [word for word in (page.title, page.lead, page.funder, page.county) if word]
    text = " | ".join(f"{number}. {word}" for number, word in enumerate(words)) + f" | {page.code} {page.contract}"
    partners = [(page.lead, "lead"), (page.funder, "funder")]
    return Facts(
        document=document(text, url, title=page.title),
        projects=(
            Project(
                title=page.title,
                evidence=(span(text, page.title),),
                code=page.code,
                contract=page.contract,
                programme=page.programme,
                start=page.start,
            ),
        ),
        partners=tuple(Partner(name=n, role=r, evidence=span(text, n), project=0) for n, r in partners if n),
        places=tuple(
            Place(name=c, kind="county", county=c, evidence=span(text, c), project=0) for c in (page.county,) if c
        ),
    )


class World:
    """A database into which pages come day by day."""

    def __init__(self, path: Path) -> None:
        self.database = Database.open(path)
        self.database.add_sources(
            {"id": site, "name": site, "kind": None, "county": county} for site, county in SITES.items()
        )

    def put(self, day: int, name: str, page: Page) -> None:
        site = name.partition("/")[0]
        url = f"http://{site}.test/{name}"
        facts = facts_of(page, url, site)
        digest = sha256(facts.document.text.encode()).hexdigest()  # pages with the same words are copies
        read = replace(capture(url, second=day, sha256=digest, source_id=site), run_id=f"r{day}")
        assert not self.database.replace_document(read, facts)

    def decide(self, *marks: tuple[str, str, str, str]) -> None:
        """Make these the decisions: kind, item, action, id."""
        with self.database.snapshot():
            list(self.database.rows("DELETE FROM decision_marks"))
            for mark in marks:
                query = (
                    "INSERT INTO decision_marks (kind, item, action, decision_id, words) VALUES (?, ?, ?, ?, 'decided')"
                )
                list(self.database.rows(query, mark))

    def settle(self) -> None:
        resolve_all(self.database)

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        return {table: sorted(self.rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES}

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return list(self.database.rows(sql))

    def projects(self) -> list[list[str]]:
        """The pages of each project."""
        query = """
            SELECT group_concat(url, ' ') AS urls FROM (
                SELECT project_id, url FROM project_mentions JOIN documents AS d ON d.id = document_id ORDER BY url
            ) GROUP BY project_id ORDER BY urls
        """
        return [[url.split("/", 3)[3] for url in str(row["urls"]).split()] for row in self.rows(query)]

    def names(self) -> dict[str, str]:
        """For each name and county the name of its organisation."""
        query = (
            "SELECT n.name, n.county, o.name AS one FROM organisation_names AS n"
            " JOIN organisations AS o ON o.id = organisation_id"
        )
        return {f"{row['name']} ({row['county']})": row["one"] for row in self.rows(query)}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world.db")
    with made.database:
        yield made


def same_at_once(days: Sequence[dict[str, Page]], path: Path) -> None:
    """Day by day and all at once."""
    daily, once = World(path / "daily.db"), World(path / "once.db")
    with daily.database, once.database:
        for day, pages in enumerate(days):
            for name, page in pages.items():
                daily.put(day, name, page)
                once.put(day, name, page)
            daily.settle()
        once.settle()
        there, here = daily.everything(), once.everything()
        for table in TABLES:
            assert there[table] == here[table], table


def test_projects_and_organisations_merge_and_part_as_pages_change(world: World, tmp_path: Path) -> None:
    title = "Împreună pentru bătrânii din Lunca Frumoasă"
    days = [
        {"iasi/1": Page(title, lead="DGASPC Iași"), "iasi/2": Page(title, code="123456", lead="D.G.A.S.P.C. Iaşi")},
        {
            "bacau/1": Page("Alt titlu cu totul", code="123456", lead="DGASPC"),
            "bacau/2": Page("Casa", lead="DGASPC Bacău"),
        },
        {"iasi/3": Page(title, code="654321")},
        {"iasi/3": Page("Cu totul altceva pe lângă drum", code="654321")},
        {"iasi/2": Page(title, code="777777", lead="DGASPC Vaslui")},
    ]
    seen = []
    for day, pages in enumerate(days):
        for name, page in pages.items():
            world.put(day, name, page)
        world.settle()
        seen.append(world.projects())
    assert seen[0] == [["iasi/1", "iasi/2"]]
    assert ["bacau/1", "iasi/1", "iasi/2"] in seen[1]
    assert ["iasi/1"] not in seen[3]
    assert ["bacau/1"] in seen[4]
    assert len({row["organisation_id"] for row in world.rows("SELECT organisation_id FROM partners")}) > 1
    assert not world.rows("SELECT 1 FROM partners WHERE organisation_id IS NULL OR project_id IS NULL")
    same_at_once(days, tmp_path)


def test_a_lead_told_more_is_no_other_lead(world: World, tmp_path: Path) -> None:
    days = [
        {"iasi/1": Page(lead="Fundația Agape Lugoj", county="Timiș")},
        {"iasi/2": Page(lead="Agape", county="Timiș")},
        {"iasi/3": Page(lead="Fundația Râul", county="Timiș")},
    ]
    for day, pages in enumerate(days):
        for name, page in pages.items():
            world.put(day, name, page)
        world.settle()
    assert world.projects() == [["iasi/1", "iasi/2"], ["iasi/3"]]
    assert len(set(world.names().values())) == 3
    same_at_once(days, tmp_path)


PAGES = st.builds(
    Page,
    st.sampled_from(["Acasă la bunici", "Acasă la bunici în Lunca", "Centru de zi", "ACASA LA BUNICI", "–"]),
    st.sampled_from([None, None, "123456", "654321"]),
    st.sampled_from(
        [
            *(None, "DGASPC", "DGASPC Iași", "D.G.A.S.P.C. Bacău", "Asociația Podul", "Fundația Podul", "APD", "–"),
            *("Podul Iași", "Fundația Podul, în parteneriat cu DGASPC Iași"),
        ]
    ),
    st.sampled_from([None, None, "Fondul Social European", "FSE"]),
    st.sampled_from([None, None, "Iași", "Bacău"]),
    st.sampled_from([None, "POCU", "Programul Operațional Capital Uman", "Programul meu"]),
    st.sampled_from([None, None, "2017", "2021-05"]),
    st.sampled_from([None, None, "POCU/465/4/4/128038", "12/2019"]),
)
DAYS = st.lists(
    st.dictionaries(st.sampled_from([f"{site}/{n}" for site in SITES for n in range(3)]), PAGES, max_size=4),
    min_size=1,
    max_size=5,
)


@given(DAYS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_day_by_day_and_all_at_once_give_the_same_rows(days: list[dict[str, Page]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        same_at_once(days, Path(folder))


@given(st.lists(PAGES, min_size=2, max_size=9))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_in_portions_and_all_at_once_give_the_same_rows(pages: list[Page]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        once, parts = (World(Path(folder) / name) for name in ("once.db", "parts.db"))
        with once.database, parts.database:
            for made, portion in ((once, 100), (parts, 1)):
                for number, page in enumerate(pages):
                    made.put(1, f"{list(SITES)[number % 3]}/{number}", page)
                patch.setattr(jobs.resolution, "_PORTION", portion)
                made.settle()
            there, here = once.everything(), parts.everything()
            for table in TABLES:
                assert there[table] == here[table], table


PROJECT = (
    "SELECT p.title, p.programme, g.key, p.period_start AS start, p.mentions, o.name AS lead, d.url"
    " FROM projects AS p JOIN programmes AS g ON g.id = p.programme_id JOIN documents AS d ON d.id = p.document_id"
    " JOIN partners AS l ON l.document_id = d.id JOIN organisations AS o ON o.id = l.organisation_id"
    " WHERE p.code = '123456'"
)


def test_a_story_that_many_print_is_one_source(world: World, tmp_path: Path) -> None:
    true = Page(
        "Acasă la bunici în Lunca", "123456", lead="Asociația Podul Verde", programme="Capital Uman", start="2017"
    )
    other = Page("O casă pentru bunici", "123456", lead="Asociația „Podul Verde”", programme="POR", start="2021")
    days = [
        {f"iasi/{number}": other for number in range(2)},
        {"bacau/1": true, "tara/1": true._replace(contract="12/2019")},  # two stories
        {f"iasi/{number}": other for number in range(2, 4)},
    ]
    seen = []
    for day, pages in enumerate(days):
        for name, page in pages.items():
            world.put(day, name, page)
        world.settle()
        seen.append(world.rows(PROJECT)[0])
    assert (seen[0]["title"], seen[0]["key"], seen[0]["mentions"]) == (other.title, "POR/2014-2020", 2)
    for row in seen[1:]:
        assert (row["title"], row["programme"], row["key"]) == (true.title, true.programme, "POCU")
        assert (row["start"], row["lead"]) == (true.start, true.lead)
    assert seen[2]["mentions"] == 6
    assert world.rows("SELECT count(*) AS n FROM documents WHERE copy_of IS NOT NULL") == [{"n": 3}]
    assert world.rows("SELECT mentions FROM programmes WHERE key = 'POR/2014-2020'") == [{"mentions": 4}]
    same_at_once(days, tmp_path)


def test_a_copy_that_loses_its_original_has_a_voice(world: World, tmp_path: Path) -> None:
    story = Page("Acasă la bunici în Lunca", "123456", lead="Asociația Podul Verde")  # years are not in the text
    first = {f"iasi/{number}": story._replace(programme="POCU") for number in range(2)}
    world.put(0, "iasi/0", first["iasi/0"])
    world.put(0, "iasi/1", first["iasi/1"])
    world.settle()
    (copy,) = (row["url"] for row in world.rows("SELECT url FROM documents WHERE copy_of IS NOT NULL"))
    name = copy.split("/", 3)[3]
    (original,) = first.keys() - {name}
    days = [
        {original: story._replace(programme="POCU"), name: story._replace(programme="POR", start="2021")},
        {original: Page("Cu totul altceva pe lângă drum", lead="Asociația Podul Verde")},
        {original: story._replace(programme="POCU", start="2017")},
    ]
    seen = []
    for day, pages in enumerate(days):
        for page in pages:
            world.put(day + 1, page, pages[page])
        world.settle()
        seen.append(world.rows(PROJECT)[0])
    assert [(row["key"], row["start"]) for row in seen] == [
        ("POCU", "2021"),
        ("POR/2014-2020", "2021"),
        ("POCU", "2017"),
    ]
    assert [row["url"] == copy for row in seen] == [False, True, False]
    same_at_once(days, tmp_path)


def test_a_site_of_another_county_says_otherwise(world: World) -> None:
    world.put(1, "tara/1", Page(lead="DGASPC"))
    world.settle()
    before = world.names()
    world.database.add_sources([{"id": "tara", "name": "tara", "kind": None, "county": "Vaslui"}])
    world.settle()
    assert list(before) == ["DGASPC (None)"]
    assert list(world.names()) == ["DGASPC (Vaslui)"]
    assert world.rows("SELECT count(*) AS n FROM organisations") == [{"n": 1}]


def test_every_merge_says_why(world: World) -> None:
    world.put(1, "iasi/1", Page("Acasă la bunici în Lunca", code="123456", lead="DGASPC Iași"))
    world.put(2, "iasi/2", Page("Altfel spus", code="123456", lead="D.G.A.S.P.C. Iaşi"))
    world.settle()
    (first, second) = world.rows(
        "SELECT m.id, project_reason AS reason, project_score AS score, project_like AS other"
        " FROM project_mentions AS m JOIN documents AS d ON d.id = document_id ORDER BY url"
    )
    assert (first["reason"], first["score"], first["other"]) == ("", 1.0, None)
    assert "123456" in second["reason"]
    assert (second["score"], second["other"]) == (1.0, first["id"])
    names = world.rows("SELECT id, reason, score, like_id FROM organisation_names ORDER BY like_id")
    assert [name["like_id"] for name in names] == [None, names[0]["id"]]
    assert names[1]["reason"]
    assert 0 < names[1]["score"] <= 1


def test_a_decision_makes_one_or_parts_and_can_be_undone(world: World) -> None:
    world.put(1, "iasi/1", Page("Acasă la bunici în Lunca", lead="DGASPC Iași"))
    world.put(1, "iasi/2", Page("Cu totul altceva", lead="Asociația Podul"))
    world.put(1, "iasi/3", Page("Acasă la bunici în Lunca", lead="DGASPC Iași"))
    world.settle()
    before = world.everything()
    assert world.projects() == [["iasi/1", "iasi/3"], ["iasi/2"]]
    mentions = [
        row["id"]
        for row in world.rows(
            "SELECT m.id FROM project_mentions AS m JOIN documents AS d ON d.id = document_id ORDER BY url"
        )
    ]
    world.decide(("project", mentions[0], "merge", "m1"), ("project", mentions[1], "merge", "m1"))
    world.settle()
    assert world.projects() == [["iasi/1", "iasi/2", "iasi/3"]]
    assert {"reason": "decided"} in world.rows("SELECT project_reason AS reason FROM project_mentions")
    world.decide(("project", mentions[2], "split", "s1"))
    world.settle()
    assert world.projects() == [["iasi/1"], ["iasi/2"], ["iasi/3"]]
    world.decide()
    world.settle()
    assert world.everything() == before


def test_a_day_looks_only_at_what_it_touches(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        title = f"Casa {'abcdefghij'[number % 10] * 4}{'klmnop'[number // 10] * 4} din satul vecin"
        world.put(1, f"iasi/{number}", Page(title, lead=f"Asociația {title[5:13].title()}", programme="POCU"))
    world.settle()
    looked: list[str] = []

    def cluster_near(rules: Any, inputs: Any, lookup: Any) -> Any:
        found = unwatched(rules, inputs, lookup)
        looked.extend(member.item for members in found for member in members)
        return found

    unwatched = jobs.resolution.cluster_near
    monkeypatch.setattr(jobs.resolution, "cluster_near", cluster_near)
    asked: list[Any] = []
    monkeypatch.setattr(jobs.resolution, "programme_of_mention", asked.append)
    world.settle()
    assert (looked, asked) == ([], []), "nothing is new"
    world.put(2, "iasi/60", Page("Casa aaaakkkk din satul vecin", lead="Asociația Aaaakkkk", programme="POCU"))
    world.settle()
    assert 3 <= len(looked) <= 6
    assert len(asked) == 1

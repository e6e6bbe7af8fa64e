"""What strangers try on the site, and a database that is gone, broken or back again."""

import asyncio
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from explore.site.guard import HEADERS
from explore.site.reading import Readers
from store.database import Database
from store.errors import DatabaseError
from tests.site_visits import Visitor
from tests.told_pages import Page, Sum, World


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "fondoscop.db"
    with Database.open(path) as database:
        world = World(database)
        world.put(Page("Casa", sums=(Sum("1000"),), code="1", published="2021"))
        world.settle()
    return path


@pytest.fixture(scope="module")
def visitor(path: Path) -> Visitor:
    return Visitor(path)


def asked(sql: str) -> str:
    return f"/fondoscop.json?sql={quote_plus(sql)}"


@pytest.mark.parametrize("table", ["documents_fts_data"])
def test_no_text_can_be_put_together_from_an_index(visitor, table):
    rows = visitor.ask(asked(f"select block from {table}")).json()["rows"]
    assert rows
    assert {block for (block,) in rows} == {None}
    assert {row["block"] for row in visitor.ask(f"/fondoscop/{table}.json?_shape=array").json()} == {None}


def test_the_index_still_finds(visitor):
    sql = "select count(*) from documents_fts where documents_fts match 'lei OR casa'"
    assert visitor.ask(asked(sql)).json()["rows"] == [[1]]


@pytest.mark.parametrize(
    "sql",
    [
        "select length(zeroblob(900000000))",
        "select length(randomblob(300000))",
        "select length(replace(hex(zeroblob(200000)), '0', 'abcd'))",
        f"select 'a' like '{'%_' * 150}'",
        f"select {'-(' * 300}1{')' * 300}",
    ],
)
def test_no_step_of_a_query_is_large(visitor, sql):
    answer = visitor.ask(asked(sql))
    assert answer.status_code == 400
    assert answer.json()["ok"] is False


def test_a_strangers_query_is_not_logged(visitor, capfd):
    assert visitor.ask(asked("select secret_word from nowhere")).status_code == 400
    assert "secret_word" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "address", ["//other.example/", "/\\other.example/", "/%5Cother.example/", "/%2F/other.example/"]
)
def test_nobody_is_sent_to_another_site(visitor, address):
    answer = visitor.ask(f"http://fondoscop.test{address}")
    assert answer.status_code == 404
    assert "location" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/cautare.json?q=casa", "/fondoscop", "/despre"])
def test_a_database_that_is_gone_is_told_and_is_shown_when_it_is_back(path, visitor, address):
    assert visitor.ask(address).status_code == 200
    away = path.with_name("away.db")
    path.rename(away)
    answer = visitor.ask(address)
    away.rename(path)
    assert answer.status_code == 503
    assert str(path) not in answer.text
    assert {name: answer.headers[name] for name, _ in HEADERS} == dict(HEADERS)
    assert visitor.ask(address).status_code == 200


def test_a_broken_file_in_its_place_leaves_nothing_behind(path, visitor):
    readers = Readers(path, threads=1)

    def documents() -> int:
        return asyncio.run(readers.read(lambda database: len(list(database.rows("SELECT id FROM documents")))))

    assert documents() == 1
    away = path.with_name("away.db")
    path.rename(away)
    path.write_text("nonsense")
    try:
        with pytest.raises(DatabaseError):
            documents()
        answer = visitor.ask("/despre")
        assert answer.status_code == 500
        assert str(path.parent) not in answer.text
    finally:
        away.replace(path)
    assert documents() == 1

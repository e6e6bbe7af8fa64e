"""What strangers try on the site, and a database that is gone, broken or back again."""

import asyncio
import csv
import io
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote_plus

import httpx
import pytest

from explore.site.application import _MOST_LARGE
from explore.site.guard import HEADERS
from explore.site.reading import Readers
from explore.site.serving import site
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


@pytest.mark.parametrize(
    "sql",
    [
        "select * from documents_fts where documents_fts match 'lei'",
        "select count(*) from documents_fts('\"1000 RON\"')",
        "select snippet(documents_fts, 1, '', '', '', 60) from documents_fts where documents_fts match 'lei'",
        "select highlight(documents_fts, 1, '', '') from documents_fts where documents_fts match 'lei'",
        "select title from documents where number in (select rowid from documents_fts where text match 'lei')",
        "with w(word) as (values ('ron'), ('lei')) select word from w where exists"  # noqa: ISC004
        " (select 1 from documents_fts where documents_fts match '\"1000 ' || word || '\"')",
        "select count(*) from documents_fts",
        "select block from documents_fts_data",
        "select term from documents_fts_idx",
        "select sz from documents_fts_docsize",
    ],
)
def test_no_text_can_be_put_together_from_its_index(visitor, sql):
    answer = visitor.ask(asked(sql))
    assert answer.status_code == 400
    assert "documents_fts is closed here" in answer.json()["error"]
    assert visitor.ask("/fondoscop/documents_fts_data.json").status_code == 400


def test_the_indexes_of_projects_and_quotes_are_open(visitor):
    for table in ("projects", "quotes"):
        sql = f"select count(*) from {table}_fts where {table}_fts match 'casa'"
        assert visitor.ask(asked(sql)).json()["rows"][0][0] > 0


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


@pytest.mark.parametrize(
    "address",
    ["/_memory", "/_memory?sql=select+1", "/_internal", "/_internal.json?sql=select+*+from+databases", "/fondoscop.db",
     "/-/versions", "/-/databases.json", "/-/plugins.json", "/-/threads", "/-/search.json", "/%2D/versions"],
)  # fmt: skip
def test_what_is_not_for_visitors_is_not_there(visitor, address):
    assert visitor.ask(address).status_code == 404
    assert "_memory" not in visitor.ask("/.json").text


@pytest.mark.parametrize("host", ['a"><script>alert(1)</script>', "a b", "fondoscop.ro/x", "a:b:c", "ă.ro", "x:999999"])
def test_a_name_of_the_site_that_is_none_is_refused(visitor, host):
    for address in ("/", "/fondoscop/amounts", "/schimbari.atom"):
        answer = visitor.ask(address, host=host.encode())
        assert answer.status_code == 400
        assert host not in str(answer.headers)
    assert visitor.ask("/", host="fondoscop.ro:8080").status_code == 200


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT", "POST", "DELETE", "PATCH"])
def test_only_reading_is_possible(visitor, method):
    answer = visitor.ask("/fondoscop/projects", method)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/stil/site.css", 200), ("/nimic", 404), ("/nimic.json", 404), ("/-/versions", 404), ("/stil/", 403),
     ("/stil/%2e%2e/guard.py", 404), ("/cautare/", 302), ("/fondoscop?sql=select+x", 400), ("/_internal", 404),
     ("/proiect/0000", 404), ("/fondoscop/projects/nimic", 404), ("/fondoscop/projects?_size=x", 400)],
)  # fmt: skip
def test_every_answer_has_the_headers_that_protect(visitor, address, status):
    for method in ("GET", "HEAD"):
        answer = visitor.ask(address, method)
        assert answer.status_code == status
        assert {name: answer.headers[name] for name, _ in HEADERS} == dict(HEADERS)
        if status >= 400:
            assert answer.headers["cache-control"] == "no-store"
        else:
            assert "no-store" not in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("address", "status"),
    [(f"/cautare?q={'a' * 9000}", 414), (f"/fondoscop?sql=select+{'1' * 9000}", 414),
     (f"/fondoscop/projects?{'&'.join(['_facet=title'] * 9)}", 400),
     (f"/fondoscop/projects.json?{'&'.join(['%5Ffacet_date=title'] * 9)}", 400),
     (f"/fondoscop/projects?{'&'.join(['_facet=title'] * 8)}", 200), (f"/cautare?q={'a' * 7000}", 200)],
)  # fmt: skip
def test_no_question_asks_for_very_much(visitor, address, status):
    answer = visitor.ask(address)
    assert answer.status_code == status
    assert dict(HEADERS).items() <= dict(answer.headers).items()


def test_a_query_that_takes_too_long_is_told_in_words(path):
    visitor = Visitor(path, sql_time_limit_ms=50)
    endless = "with recursive c(n) as (select 1 union all select n+1 from c) select count(*) from c"
    answer = visitor.ask(asked(endless))
    assert answer.status_code == 400
    assert "a fost oprită" in answer.json()["error"]
    page = visitor.ask(f"/fondoscop?_lang=en&sql={quote_plus(endless)}")
    assert "was ended" in page.text
    assert "&lt;p&gt;" not in page.text


def test_tables_as_csv_run_nothing(visitor):
    sql = (
        "select '=1+1' as \"=cmd\", char(9) || '=2' as b, '＝3' as c, -5 as d, '@x' || char(10) || 'y' as e, '+4' as f"
    )
    answer = visitor.ask(f"/fondoscop.csv?sql={quote_plus(sql)}")
    heading, row = csv.reader(io.StringIO(answer.content.decode(), newline=""))
    assert heading == ["'=cmd", "b", "c", "d", "e", "f"]
    assert row == ["'=1+1", "'\t=2", "'＝3", "-5", "'@x\ny", "+4"]


# The database


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


@contextmanager
def in_its_place(path: Path, make: Callable[[Path], object]) -> Iterator[None]:
    """Another file where the database was, for as long as the block lasts."""
    away = path.with_name("away.db")
    path.rename(away)
    try:
        make(path)
        yield
    finally:
        if path.is_dir():
            path.rmdir()
        away.replace(path)


def of_another_version(path: Path) -> None:
    Database.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 7")


@pytest.mark.parametrize("make", [of_another_version, lambda path: path.write_text("nonsense"), Path.mkdir])
def test_a_file_that_is_none_of_ours_is_one_page_and_one_line_of_the_log(path, make, caplog):
    visitor = Visitor(path)
    with in_its_place(path, make):
        for address in ("/", "/cautare?q=casa", "/fondoscop", "/fondoscop/projects", "/proiect/x"):
            answer = visitor.ask(address)
            assert answer.status_code == 503
            assert int(answer.headers["retry-after"]) > 0
            assert "Baza de date nu poate fi citită acum" in answer.text
            assert str(path.parent) not in answer.text
        assert visitor.ask("/stil/site.css").status_code == 200
        assert "can’t be read at the moment" in visitor.ask("/en/cautare").text
        assert visitor.ask("/cautare.json").json() == {"ok": False, "error": "Service Unavailable"}
    (line,) = caplog.records
    assert line.exc_info is None
    assert visitor.ask("/").status_code == 200
    assert visitor.ask("/fondoscop/projects").status_code == 200


def test_a_database_that_somebody_has_locked_is_told(tmp_path, caplog, monkeypatch):
    path = tmp_path / "fondoscop.db"
    Database.open(path).close()
    monkeypatch.setattr("store.schema._PATIENCE", 0.01)
    visitor = Visitor(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        for address in ("/despre", "/en/cautare", "/cautare.csv"):
            assert visitor.ask(address).status_code == 503
    assert len(caplog.records) == 1
    assert visitor.ask("/despre").status_code == 200


def test_a_folder_where_one_may_not_write_is_enough(visitor):
    tables = ("/fondoscop.json?sql=select+title+from+projects", "/fondoscop/projects.json", "/cautare.json")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "fondoscop.db"
        with Database.open(path) as database:
            World(database).put(Page("Casa", sums=(Sum("1000"),), code="1"))
        for address in tables:
            visitor.ask(address)  # of another site: what is imported late may be where nobody may read
        folder.chmod(0o555)
        is_root = os.getuid() == 0
        try:
            if is_root:  # who may write anywhere
                os.seteuid(65534)
            visitor = Visitor(path)
            assert [visitor.ask(address).status_code for address in tables] == [200, 200, 200]
            assert [one.name for one in folder.iterdir()] == [path.name]
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o755)


def test_large_files_keep_nobody_from_pages(path):
    application = site(path)
    busy, entered = threading.Event(), threading.Semaphore(0)

    def long(_database: Database) -> None:
        entered.release()
        busy.wait()

    async def ask() -> tuple[int, int]:
        waiting = [asyncio.create_task(application.large.read(long)) for _ in range(_MOST_LARGE)]
        await asyncio.to_thread(entered.acquire)
        try:
            transport = httpx.ASGITransport(application.app())
            async with httpx.AsyncClient(transport=transport, base_url="http://fondoscop.test") as one:
                file = await asyncio.wait_for(one.get("/cautare.xlsx"), 20)  # it would wait for ever
                page = await one.get("/cautare")
        finally:
            busy.set()
            await asyncio.gather(*waiting)
        return file.status_code, page.status_code

    assert asyncio.run(ask()) == (503, 200)


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
        assert visitor.ask("/despre").status_code == 503
    finally:
        away.replace(path)
    assert documents() == 1

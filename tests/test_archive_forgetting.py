"""A forgotten page is nowhere any more, whatever crashes, and never comes back; all else is as it was, byte by byte."""

import os
import pty
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from gzip import decompress as gunzip
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.forgotten import address_key
from jobs.exit_codes import ExitCode
from store.archive import Archive
from store.fixity import Inspection
from store.records import Capture
from store.rewriting import ASIDE, PLAN
from store.tombstones import Tombstones
from store.warc import Exchange, members
from tests.crawl_server import Answer, Site
from tests.crawl_server import page as listing
from tests.crawled import captured, issues, make
from tests.test_crawler import run as crawl

ROOT = Path(__file__).parent.parent
SITE = "http://stiri.test"
URL = f"{SITE}/maria-popescu"
SENTENCE = "Doamna Maria Popescu locuiește singură la capătul uliței"
MOMENT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
FORGET = ("--why", "cerere de ștergere", "--yes")


def page(name: str, *, secret: bool = False) -> bytes:
    """A page long enough to be read as one; with the sentence that is to be forgotten, or without it."""
    text = f"<p>{SENTENCE}, spune asociația „Umbra Nucului”, partener în proiect.</p>" if secret else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{name}</title></head><body><article><h1>{name}</h1>"
        f"{text}<p>Proiectul „{name}” are o valoare totală de 300.000 lei și ajută 20 de copii.</p></article></body>"
        "</html>"
    ).encode()


def redirect(url: str, location: str) -> Exchange:
    return Exchange(
        url=url,
        method="GET",
        status=301,
        reason="Moved Permanently",
        request_headers=(),
        response_headers=[("Location", location)],
        body=b"",
        fetched_at=MOMENT,
    )


def fill(data: Path) -> list[Capture]:
    """Five pages in several files; the third one three times, in three forms of its address; redirects."""
    archive = Archive(data / "archive")
    archive.journal.append({"time": MOMENT.isoformat(), "event": "run_started", "run": "r1", "source": "stiri"})
    captures = []
    addresses = [f"{SITE}/unu", URL, f"{SITE}/doi", "https://stiri.test/maria-popescu/", f"{SITE}/trei", URL]
    with archive.writer(source_id="stiri", run_id="r1", max_bytes=2500) as writer:
        for number, url in enumerate(addresses):
            secret = "maria" in url
            captures.append(
                writer.write(
                    url=url,
                    status=200,
                    request_headers=[("User-Agent", "x")],
                    response_headers=[("Content-Type", "text/html; charset=utf-8")],
                    body=page(f"Casa {number}", secret=secret),
                    fetched_at=MOMENT + timedelta(seconds=number),
                )
            )
            writer.write_plain(redirect(f"{SITE}/scurt{number}", "/maria-popescu" if number == 2 else "/doi"))
    for event in (
        {"event": "issue", "kind": "x", "stage": "crawl", "url": URL, "message": SENTENCE},
        {"event": "issue", "kind": "x", "stage": "crawl", "url": f"{SITE}/a", "message": f"it now leads to {URL}, no"},
        {"event": "seen", "urls": [f"{SITE}/unu", URL]},
        {"event": "run_finished", "outcome": "ok"},
    ):
        archive.journal.append({"time": MOMENT.isoformat(), "run": "r1", "source": "stiri", **event})
    return captures


def traces(data: Path, *texts: str) -> set[str]:
    """The files in which one of the texts stands, raw or unpacked."""
    wanted = [text.encode() for text in texts]
    found = set()
    for path in data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if ".warc" in path.name:
                with path.open("rb") as file:
                    content += b"".join(body for _, _, body in members(file, 0))
            if any(text in content for text in wanted):
                found.add(str(path.relative_to(data)))
    return found


def packed(data: Path) -> list[bytes]:
    """The gzip members of every file, in their order."""
    found = []
    for path in sorted((data / "archive").glob("*.warc.gz")):
        whole = path.read_bytes()
        with path.open("rb") as file:
            found += [whole[offset : offset + length] for offset, length, _ in members(file, 0)]
    return found


def sound(data: Path) -> bool:
    return not list(Inspection(archive=Archive(data / "archive")).faults())


def rows(data: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A data directory with a database, made once."""
    data = tmp_path_factory.mktemp("built") / "data"
    fill(data)
    command = [sys.executable, "-c", "from pipeline import main; main()", "build", "--data", str(data)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return data


@pytest.fixture
def data(built, tmp_path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "data"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.ro/x", "https://A.ro/x/?utm_source=y#z", True),
        ("http://a.ro", "https://a.ro/", True),
        ("http://a.ro/x?b=1&a=2", "http://a.ro/x/?a=2&b=1", True),
        ("http://a.ro/x", "http://www.a.ro/x", False),
        ("http://a.ro/x", "http://a.ro/X", False),
        ("http://a.ro/x", "http://a.ro/x?a=1", False),
        ("http://a.ro/x", "http://a.ro:8080/x", False),
    ],
)
def test_the_forms_of_one_address(one, other, same):
    assert (address_key(one) == address_key(other)) is same


def test_what_is_forgotten_is_nowhere_and_the_rest_is_as_it_was(run, data):
    captures = list(Archive(data / "archive").captures())
    before = packed(data)
    assert traces(data, SENTENCE) >= {"fondoscop.db", "archive/journal.jsonl"}
    code, out, err = run("archive", "forget", f"{URL}?utm_source=x#sus", *FORGET, "--data", data)
    assert code == 0, err
    assert out.count(" response") == 4  # three captures, one redirect
    assert out.count(" request") == 4
    assert f": {SITE}/scurt2\n" in err
    assert traces(data, SENTENCE, "Maria Popescu", "Umbra Nucului") == set()
    assert traces(data, "maria-popescu") == {"archive/forgotten.jsonl"}
    assert sound(data)
    after = packed(data)
    assert set(after) <= set(before)
    assert len(before) - len(after) == 8
    archive = Archive(data / "archive")
    kept = [capture for capture in captures if "maria" not in capture.url]
    assert [capture.id for capture in archive.captures()] == [capture.id for capture in kept]
    assert all(archive.body(capture) for capture in archive.captures())
    for path in archive.folder.glob("*.warc.gz"):
        with path.open("rb") as file:
            assert list(ArchiveIterator(file, check_digests="raise"))
    assert [event["event"] for event in archive.journal.events()] == ["run_started", "seen", "run_finished"]
    (stone,) = Tombstones(archive.folder)
    assert (stone.url, stone.why, stone.records) == (URL, "cerere de ștergere", 8)
    assert set(stone.captures) == {capture.id for capture in captures if "maria" in capture.url}
    # The database is up to it at once, and stays so.
    for command in ("build", "rebuild"):
        assert rows(data, "SELECT url FROM documents ORDER BY 1") == [(f"{SITE}/{n}",) for n in ("doi", "trei", "unu")]
        assert rows(data, "SELECT count(*) FROM captures") == [(3,)]
        assert rows(data, "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'uliței'") == [(0,)]
        assert rows(data, "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'proiectul'") == [(3,)]
        assert rows(data, "SELECT count(*) FROM organisations WHERE name LIKE '%Nucului%'") == [(0,)]
        expected = [(c.id, c.file, c.offset) for c in sorted(archive.captures(), key=lambda c: c.id)]
        assert rows(data, 'SELECT id, file, "offset" FROM captures ORDER BY id') == expected
        assert run(command, "--data", data)[0] == 0
        assert traces(data, SENTENCE) == set()


def test_copies_of_the_database_are_cleaned_too(run, data):
    for name in ("fondoscop.db.before-damage", "fondoscop.db.new"):
        shutil.copy(data / "fondoscop.db", data / name)
    with closing(sqlite3.connect(data / "fondoscop.db.new")) as connection:
        connection.execute("PRAGMA user_version = 7")
    shutil.copy(data / "archive" / "captures.jsonl", data / "archive" / "captures.jsonl.damaged")
    assert run("archive", "forget", URL, *FORGET, "--data", data)[0] == 0
    assert traces(data, SENTENCE, "maria-popescu") == {"archive/forgotten.jsonl"}
    with closing(sqlite3.connect(data / "fondoscop.db.before-damage")) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (3,)


def test_a_database_that_somebody_reads_is_cleaned_when_it_can_be(run, data):
    with closing(sqlite3.connect(data / "fondoscop.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        # The patience of SQLite is long, that of a test is not.
        code, _, err = run_impatient("archive", "forget", URL, *FORGET, "--data", str(data))
        assert code == ExitCode.PARTLY_FAILED, err
        assert "still holds what was forgotten" in err
        assert (data / "archive" / PLAN).exists()
    assert run("build", "--data", data)[0] == 0
    assert traces(data, SENTENCE, "maria-popescu") == {"archive/forgotten.jsonl"}
    assert not (data / "archive" / PLAN).exists()


def test_a_crash_in_the_next_forgetting_spoils_nothing_while_one_is_unfinished(run, data):
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        connection.execute("PRAGMA user_version = 7")  # of another version: it can't be cleaned before a build
    code, _, err = run("archive", "forget", URL, *FORGET, "--data", data)
    assert code == ExitCode.PARTLY_FAILED, err
    whole = {path.name: path.read_bytes() for path in (data / "archive").iterdir()}
    command = [sys.executable, "-c", DYING, "rewriting.Aside.write", "1", "after"]
    other = [*command, "archive", "forget", f"{SITE}/doi", *FORGET, "--data", str(data)]
    died = subprocess.run(other, cwd=ROOT, check=False, capture_output=True)
    assert died.returncode == -signal.SIGKILL
    assert run("build", "--data", data)[0] == 0
    now = {path.name: path.read_bytes() for path in (data / "archive").iterdir()}
    assert {name: whole[name] for name in now if "warc" in name} == {n: now[n] for n in now if "warc" in n}
    assert not {name for name in now if name == PLAN or ASIDE in name}
    assert sound(data)


def test_an_answer_that_is_no_page_is_forgotten_at_once_in_its_index_too(run, data):
    gone = redirect(URL, "/doi")
    with Archive(data / "archive").writer(source_id="stiri", run_id="r2") as writer:
        writer.write_plain(gone)
    assert "archive/answers.jsonl" in traces(data, "maria-popescu")
    assert run("archive", "forget", URL, *FORGET, "--data", data)[0] == 0
    assert traces(data, "maria-popescu") == {"archive/forgotten.jsonl"}


def run_impatient(*arguments: str) -> tuple[int, str, str]:
    code = "import store.schema; store.schema._PATIENCE = 0.1; from pipeline import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_a_dry_run_changes_nothing(run, data):
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    code, out, _ = run("archive", "forget", URL, "--why", "x", "--dry-run", "--data", data)
    assert (code, out.count(" response")) == (0, 4)
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_nobody_is_asked_where_nobody_is(run, data):
    code, _, err = run("archive", "forget", URL, "--why", "x", "--data", data)
    assert (code, "--yes" in err) == (ExitCode.USAGE, True)
    assert traces(data, SENTENCE)


@pytest.mark.parametrize("answer", [b"n\n", b"\x03"])
def test_a_no_changes_nothing(data, answer):
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file() and path.name != ".lock"}
    command = [sys.executable, "-c", "from pipeline import main; main()", "archive", "forget", URL, "--why", "x"]
    child, master = pty.fork()
    if not child:
        os.chdir(ROOT)
        os.execv(sys.executable, [*command, "--data", str(data)])
    shown = b""
    answered = False
    with suppress(OSError):  # the other end is closed
        while True:
            if answered and not select.select([master], [], [], 2)[0]:
                os.write(master, answer)  # Python misses a Ctrl-C in the moment before it waits for a line: press again
                continue
            if not (piece := os.read(master, 4096)):
                break
            shown += piece
            if b"[y/N]" in shown and not answered:
                os.write(master, answer)
                answered = True
    os.close(master)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == ExitCode.INTERRUPTED
    assert b"nothing was changed" in shown
    assert {path: path.read_bytes() for path in before} == before


def test_a_copy_of_before_that_somebody_reads_is_not_thrown_away(run, data):
    kept = data / "fondoscop.db.before-damage"
    shutil.copy(data / "fondoscop.db", kept)
    with closing(sqlite3.connect(kept, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        code, _, err = run_impatient("archive", "forget", URL, *FORGET, "--data", str(data))
        assert (code, kept.name in err) == (ExitCode.PARTLY_FAILED, True), err
    assert run("build", "--data", data)[0] == 0
    assert traces(data, SENTENCE, "maria-popescu") == {"archive/forgotten.jsonl"}
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (3,)


def test_where_nothing_is_only_who_insists_leaves_a_tombstone(run, data):
    other = f"{SITE}/alta"
    code, _, err = run("archive", "forget", other, "--why", "x", "--data", data)
    assert (code, "has nothing of it" in err) == (ExitCode.USAGE, True)
    assert not list(Tombstones(data / "archive"))
    assert run("archive", "forget", other, "--why", "x", "--yes", "--data", data)[0] == 0
    assert [(stone.url, stone.captures) for stone in Tombstones(data / "archive")] == [(other, ())]
    for _ in range(2):  # once is enough
        assert run("archive", "forget", other, "--why", "x", "--yes", "--data", data)[0] == 0
    assert len(list(Tombstones(data / "archive"))) == 1
    assert run("archive", "forget", "nimic", "--why", "x", "--yes", "--data", data)[0] == ExitCode.USAGE


def test_others_that_hold_the_same_bytes_or_differ_in_www_are_named(run, tmp_path):
    data = tmp_path / "data"
    with Archive(data / "archive").writer(source_id="s", run_id="r") as writer:
        for url in (URL, f"{SITE}/copie", "http://www.stiri.test/maria-popescu", f"{SITE}/alta"):
            body = page("Alta") if url.endswith("alta") else page("Casa", secret=True)
            writer.write(url=url, status=200, body=body, fetched_at=MOMENT)
    _, _, err = run("archive", "forget", URL, "--why", "x", "--dry-run", "--data", data)
    assert f": {SITE}/copie\n" in err
    assert ": http://www.stiri.test/maria-popescu\n" in err
    assert "/alta" not in err


def test_a_damaged_record_of_the_address_goes_as_well(run, data):
    archive = Archive(data / "archive")
    capture = next(c for c in archive.captures() if c.url == URL)
    path = archive.folder / capture.file
    content = bytearray(path.read_bytes())
    content[capture.offset + capture.length - 6] ^= 1  # its checksum: all of the text is there
    path.write_bytes(content)
    assert run("archive", "forget", URL, *FORGET, "--data", data)[0] == 0
    assert content[capture.offset : capture.offset + 200] not in path.read_bytes()
    assert sound(data)


def test_what_only_the_database_still_knows_goes_as_well(run, data):
    """Its WARC files are lost, its lines in the index or even those are gone."""
    archive = Archive(data / "archive")
    for capture in [c for c in archive.captures() if "maria" in c.url]:
        (archive.folder / capture.file).unlink(missing_ok=True)
    code, out, _ = run("archive", "forget", URL, *FORGET, "--data", data)
    assert (code, "  missing " in out) == (0, True)
    assert traces(data, SENTENCE, "maria-popescu") == {"archive/forgotten.jsonl"}


def test_a_file_that_is_being_written_is_not_touched(run, data):
    writer = Archive(data / "archive").writer(source_id="z", run_id="z")
    writer.write(url=URL, status=200, body=page("x", secret=True), fetched_at=MOMENT)
    code, _, err = run("archive", "forget", URL, *FORGET, "--data", data)
    assert (code, "a crawl is writing" in err) == (ExitCode.USAGE, True)
    writer.close()
    assert run("archive", "forget", URL, *FORGET, "--data", data)[0] == 0
    assert traces(data, SENTENCE) == set()


DYING = """
import os, signal, sys
from crawler.state import State
from jobs import erasure, forgetting
from pathlib import Path
from store import rewriting, tombstones
from store.database import Database
owner, name = sys.argv[1].rsplit(".", 1)
owner, number, when = eval(owner), int(sys.argv[2]), sys.argv[3]
del sys.argv[1:4]
whole, calls = getattr(owner, name), []
def deadly(*arguments, **options):
    calls.append(1)
    if len(calls) == number and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = whole(*arguments, **options)
    if len(calls) == number and when == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(owner, name, deadly)
from pipeline import main
main()
"""
BEFORE = [  # the moments at which the old archive still counts
    ("rewriting.Aside.write", 1, "before"),
    ("rewriting.Aside.write", 2, "after"),
    ("rewriting._commit", 1, "before"),
]
AFTER = [  # and those from which on the new one does
    ("rewriting._commit", 1, "after"),
    ("Path.replace", 2, "after"),
    ("Path.replace", 4, "before"),
    ("tombstones.Tombstones.add", 1, "before"),
    ("tombstones.Tombstones.add", 1, "after"),
    ("Database.forget_captures", 1, "after"),
    ("Database.scrub", 1, "before"),
    ("erasure.done", 1, "before"),
]
USUAL = {("rewriting.Aside.write", 2), ("Path.replace", 4), ("Database.scrub", 1)}
KILLS = [
    pytest.param(*kill, marks=() if kill[:2] in USUAL else pytest.mark.slow) for kill in (*BEFORE, *AFTER)
]  # each costs a process or two


@pytest.mark.parametrize(("place", "number", "when"), KILLS)
def test_kill_9_leaves_the_old_or_the_new_and_a_repeat_finishes(run, data, place, number, when):
    whole = {path.name: path.read_bytes() for path in (data / "archive").iterdir()}
    command = [sys.executable, "-c", DYING, place, str(number), when]
    died = subprocess.run(
        [*command, "archive", "forget", URL, *FORGET, "--data", str(data)], cwd=ROOT, check=False, capture_output=True
    )
    assert died.returncode == -signal.SIGKILL
    if (place, number, when) in BEFORE:
        now = {path.name: path.read_bytes() for path in (data / "archive").iterdir() if ASIDE not in path.name}
        assert now == whole
        assert run("build", "--data", data)[0] == 0
        assert sound(data)
        assert "archive/forgotten.jsonl" not in traces(data, "maria-popescu")
        assert run("archive", "forget", URL, *FORGET, "--data", data)[0] == 0
    elif number % 2:
        assert run("build", "--data", data)[0] == 0  # whoever comes next finishes it
    else:
        assert run("archive", "forget", URL, *FORGET, "--data", data)[0] == 0
    assert traces(data, SENTENCE, "maria-popescu") == {"archive/forgotten.jsonl"}
    assert len(list(Tombstones(data / "archive"))) == 1
    assert sound(data)
    assert not list((data / "archive").glob(f"*{ASIDE}"))
    assert rows(data, "SELECT count(*) FROM documents") == [(3,)]


def test_verify_tells_of_an_interrupted_forgetting_and_of_a_page_that_is_back(run, data, tmp_path):
    shutil.copytree(data, tmp_path / "backup")
    assert run("archive", "forget", URL, *FORGET, "--data", data)[0] == 0
    for path in (tmp_path / "backup" / "archive").glob("*.warc.gz"):
        shutil.copy(path, data / "archive")
    (data / "archive" / "captures.jsonl").unlink()
    (data / "archive" / PLAN).write_text("{}", "utf-8")
    code, out, _ = run("archive", "verify", "--data", data)
    assert code == ExitCode.PARTLY_FAILED
    assert ": unfinished: " in out
    assert out.count(": forgotten: ") == 6
    (data / "archive" / PLAN).unlink()
    for command in ("build", "rebuild"):  # what is back in the archive is not back in the database
        assert run(command, "--data", data)[0] == 0
        assert traces(data, SENTENCE).isdisjoint({"fondoscop.db"})
        assert rows(data, "SELECT count(*) FROM documents") == [(3,)]
    assert run("archive", "forget", URL, *FORGET, "--data", data)[0] == 0
    assert traces(data, SENTENCE, "maria-popescu") == {"archive/forgotten.jsonl"}


def test_run_from_passes_it_over(run, data, tmp_path):
    folder = tmp_path / "salvate"
    folder.mkdir()
    (folder / "maria.html").write_bytes(page("Casa 9", secret=True))
    address = "http://import-salvate.invalid/maria.html"
    assert run("archive", "forget", address, *FORGET, "--data", data)[0] == 0
    code, _, err = run("run", "--from", folder, "--data", data)
    assert code == 0, err
    assert "forgotten on request, and passed over: 1" in err
    assert address not in [capture.url for capture in Archive(data / "archive").captures()]


def test_the_crawler_never_asks_for_it_again_whatever_leads_there(run, tmp_path):
    """By a listing, a page, a redirect, and as an entry of the source itself."""
    with Site({}) as site:
        site.answers |= {
            "/proiecte": listing("/proiecte/unu", "/proiecte/doi", "/proiecte/mutat"),
            "/proiecte/unu": listing("/proiecte/doi", text="unu"),
            "/proiecte/doi": listing(text=SENTENCE),
            "/proiecte/mutat": Answer(b"", status=302, headers={"Location": "/proiecte/doi"}),
        }
        source = make(site, pages=[f"{site.url}/proiecte/doi"])
        assert crawl(source, tmp_path, "r1").outcome == "ok"
        assert "/proiecte/doi" in captured(tmp_path)
        assert run("archive", "forget", f"{site.url}/proiecte/doi", *FORGET, "--data", tmp_path)[0] == 0
        assert traces(tmp_path, SENTENCE) == set()
        for number in (2, 3):
            site.seen.clear()
            result = crawl(source, tmp_path, f"r{number}")
            assert (result.outcome, result.failed) == ("ok", 0)
            assert "/proiecte/unu" in site.paths()
            assert "/proiecte/doi" not in site.paths()
            assert captured(tmp_path) == ["/proiecte/unu"]
            assert issues(tmp_path, f"r{number}")["/proiecte"][0] == "forgotten"
        with closing(sqlite3.connect(tmp_path / "state.db")) as state:
            assert state.execute("SELECT count(*) FROM address WHERE url LIKE '%/doi'").fetchone() == (0,)
        # Pages of others that link there stay as they are, and are recorded as they are.
        theirs = {f"archive/{path.name}" for path in (tmp_path / "archive").glob("mic-r*.warc.gz")}
        assert traces(tmp_path, "/proiecte/doi") == {"archive/forgotten.jsonl", *theirs}
        redirects = [path for path in theirs if b"Location: /proiecte/doi" in gunzip((tmp_path / path).read_bytes())]
        assert not redirects


def test_without_readable_tombstones_nothing_is_asked(tmp_path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "forgotten.jsonl").write_text("[]\n", "utf-8")
    with Site({"/proiecte": listing("/proiecte/unu")}) as site:
        result = crawl(make(site), tmp_path, "r1")
        assert result.outcome == "crashed"
        assert "forgotten.jsonl can't be read" in result.message
        assert not site.seen

"""The archive becomes the database: step by step and anew with the same rows, whatever goes wrong."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import jobs.build
from extract.pipeline import Extractor
from jobs.archive_care import prepare
from jobs.build import BuildResult, build, rebuild
from jobs.build_input import BuildError
from jobs.extraction import OutOfStepError
from jobs.lock import LockHeldError, data_lock
from readers.reader import read_bytes
from store.archive import Archive
from store.database import TABLES, Database, NotADatabaseError
from store.errors import ForeignDatabaseError
from store.identity import document_id
from store.records import Document, Facts

EPOCH = datetime(2024, 1, 1, 12, tzinfo=UTC)
SITE = "http://dgaspc-codru.test"

PAGES = {
    "acasa": """<h1>Proiectul „Acasă pentru toți”</h1>
        <p>Direcția Generală de Asistență Socială și Protecția Copilului Codru, în calitate de beneficiar,
        anunță proiectul „Acasă pentru toți”, cod SMIS 123456, finanțat din Fondul Social European.</p>
        <p>Valoarea totală a proiectului este de 1.250.000,50 lei. Perioada de implementare: 01.02.2020 –
        31.01.2022. De proiect vor beneficia 120 de copii și 40 de familii.</p>""",
    "stire": """<h1>S-a încheiat proiectul „ACASA PENTRU TOTI”</h1>
        <p>DGASPC Codru a încheiat proiectul „Acasă pentru toți”. Au beneficiat 118 copii din comuna Frasin,
        care au primit sprijin în valoare totală de 1,2 milioane de lei.</p>""",
    "batrani": """<h1>Proiectul „Bătrâni, dar nu singuri”</h1>
        <p>Fundația „Podul Verde” derulează, în parteneriat cu Consiliul Județean Codru, proiectul
        „Bătrâni, dar nu singuri”, în valoare de 45.000 euro, pentru aproximativ 60 de vârstnici.</p>""",
    "contact": """<h1>Contact</h1>
        <p>Strada Lungă nr. 5, Codru. Program cu publicul de luni până joi, între orele 8 și 16.</p>""",
}


class Site:
    """A data directory whose archive is filled by hand, as the crawler fills it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.archive = Archive(data / "archive")
        self.clock = EPOCH
        self.note("run_started", name="DGASPC Codru", kind="agency", county="Codru")

    def put(self, name: str, body: str | bytes, *, status: int = 200, kind: str = "text/html") -> None:
        self.clock += timedelta(minutes=1)
        content = body if isinstance(body, bytes) else page(name, body)
        with self.archive.writer(source_id="codru", run_id="r1") as writer:
            writer.write(
                url=f"{SITE}/{name}",
                status=status,
                response_headers=[("Content-Type", f"{kind}; charset=utf-8")],
                body=content,
                fetched_at=self.clock,
            )

    def note(self, event: str, **details: object) -> None:
        self.clock += timedelta(minutes=1)
        time = self.clock.isoformat(timespec="microseconds")
        self.archive.journal.append({"time": time, "run": "r1", "source": "codru", "event": event, **details})

    def trouble(self, name: str, kind: str = "http-500", message: str = "m") -> None:
        self.note("issue", stage="crawl", kind=kind, url=f"{SITE}/{name}", message=message)

    def build(self, extractor: object, **options: object) -> BuildResult:
        return build(self.data, extractor=extractor, **options)

    def rebuild(self, extractor: object) -> BuildResult:
        return rebuild(self.data, extractor=extractor)

    @property
    def path(self) -> Path:
        return self.data / "fondoscop.db"

    def rows(self, sql: str) -> list[dict]:
        with Database.open(self.path, read_only=True) as database:
            return list(database.rows(sql))

    def everything(self) -> dict[str, list[dict]]:
        return {table: self.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}

    def issues(self) -> list[tuple[str, str]]:
        return [
            (row["kind"], (row["url"] or "").removeprefix(f"{SITE}/"))
            for row in self.rows("SELECT kind, url FROM issues ORDER BY url, kind")
        ]


def page(name: str, body: str) -> bytes:
    head = f'<head><meta charset="utf-8"><title>{name} – DGASPC Codru</title></head>'
    return f'<!DOCTYPE html><html lang="ro">{head}<body><main>{body}</main></body></html>'.encode()


@pytest.fixture(scope="session")
def extractor():
    return Extractor.load()


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "data")


@pytest.fixture
def full(site):
    for name, body in PAGES.items():
        site.put(name, body)
    return site


class Counting:
    """A stand-in that gives no facts and notes what it was asked; some documents it can't bear."""

    def __init__(self, version: str = "t/1", *, breaks_on: str = "\0") -> None:
        self.version = version
        self.seen: list[str] = []
        self.breaks_on = breaks_on

    def facts(self, documents: Iterable[Document]) -> Iterator[Facts]:
        held: list[Document] = []
        for document in documents:  # looks ahead by two, as a batch does
            held.append(document)
            if len(held) > 2:
                yield self._one(held.pop(0))
        for document in held:
            yield self._one(document)

    def _one(self, document: Document) -> Facts:
        if self.breaks_on in document.text:
            raise ZeroDivisionError("cannot bear it")
        self.seen.append(document.url.removeprefix(f"{SITE}/"))
        return Facts(document=document)


def test_pages_become_documents_facts_projects_and_organisations(full, extractor):
    result = full.build(extractor)
    assert (result.new, result.changed, result.unchanged, result.issues) == (4, 0, 0, 0)
    assert result.rebuilt
    assert result.documents == 4
    assert min(result.counts[table] for table in ("partners", "amounts", "dates", "beneficiaries")) > 0
    (acasa,) = full.rows("SELECT * FROM projects WHERE code = '123456'")
    assert (acasa["title"], acasa["mentions"]) == ("Acasă pentru toți", 2)
    assert full.rows("SELECT name FROM sources") == [{"name": "DGASPC Codru"}]
    names = [row["name"] for row in full.rows("SELECT name FROM organisations")]
    assert len([name for name in names if "Codru" in name and "Copilului" in name]) == 1


def test_every_quote_stands_where_its_row_says(full, extractor):
    full.build(extractor)
    for table in ("projects", "project_mentions", "partners", "amounts", "dates", "beneficiaries", "places"):
        found = full.rows(
            f'SELECT quote, substr(text, start + 1, "end" - start) AS there FROM {table} AS t'
            " JOIN documents AS d ON d.id = t.document_id"
        )
        assert found
        assert all(row["quote"] == row["there"] for row in found)


def test_a_second_build_reads_nothing_and_adds_no_row(full, extractor):
    full.put("leer", b"")
    full.trouble("weg")
    full.build(extractor)
    before, counting = full.everything(), Counting(extractor.version)
    result = full.build(counting)
    assert (result.new, result.changed, result.unchanged, result.rebuilt) == (0, 0, 4, False)
    assert counting.seen == []
    assert full.everything() == before


def test_incremental_and_rebuilt_rows_are_equal(site, extractor):
    """New pages, changed and broken ones, one that comes back, and the journal's troubles."""
    steps = [
        lambda: site.put("acasa", PAGES["acasa"]),
        lambda: site.put("batrani", PAGES["batrani"]),
        lambda: site.trouble("stire"),
        lambda: site.put("stire", PAGES["stire"]),
        lambda: site.put("acasa", PAGES["acasa"].replace("120 de copii", "150 de copii")),
        lambda: site.put("batrani", b"%PDF-1.7 broken", kind="application/pdf"),
        lambda: site.put("leer", b""),
        lambda: site.put("gone", "<h1>404</h1>", status=404),
        lambda: site.put("leer", PAGES["contact"]),
        lambda: site.trouble("contact", "timeout", "30 s"),
        lambda: site.trouble("contact", "timeout", "31 s"),
        lambda: site.put("stire", PAGES["stire"].replace("„Acasă pentru toți”", "„Acasă la bunici”")),
        lambda: site.note("run_finished", outcome="below_floor", message="4 documents are known"),
    ]
    for step in steps:
        step()
        site.build(extractor)
    incremental = site.everything()
    assert sum(map(len, incremental.values())) > 40
    assert site.rebuild(extractor).rebuilt
    rebuilt = site.everything()
    for table in TABLES:
        assert rebuilt[table] == incremental[table], table
    site.path.unlink()
    site.build(extractor)
    assert site.everything() == incremental
    assert site.issues() == [
        ("run-below-floor", ""),
        ("broken-pdf", "batrani"),
        ("timeout", "contact"),
    ]


def test_facts_that_stay_keep_their_ids(full, extractor):
    full.build(extractor)
    before = {row["id"]: row["quote"] for row in full.rows("SELECT id, quote FROM beneficiaries")}
    full.put("acasa", PAGES["acasa"].replace("1.250.000,50", "9.999,00").replace("<h1>", "<p>Actualizat.</p><h1>"))
    assert full.build(extractor).changed == 1
    after = {row["id"]: row["quote"] for row in full.rows("SELECT id, quote FROM beneficiaries")}
    assert after == before
    assert full.rows("SELECT count(*) AS n FROM captures") == [{"n": 5}]


def test_a_page_that_breaks_keeps_what_was_known(full, extractor):
    full.build(extractor)
    before = full.rows("SELECT * FROM amounts ORDER BY id")
    full.put("acasa", b"\x00\x01\x02 nothing to read", kind="application/octet-stream")
    full.build(extractor)
    assert full.rows("SELECT * FROM amounts ORDER BY id") == before
    (issue,) = full.rows("SELECT * FROM issues")
    assert (issue["stage"], issue["document_id"]) == ("read", document_id(f"{SITE}/acasa"))
    full.put("acasa", PAGES["acasa"])
    full.build(extractor)
    assert full.issues() == []


def test_damage_in_the_archive_is_an_issue_and_the_rest_goes_on(full, extractor):
    capture = next(capture for capture in full.archive.captures() if capture.url.endswith("stire"))
    path = full.data / "archive" / capture.file
    damaged = bytearray(path.read_bytes())
    damaged[capture.offset + capture.length // 2] ^= 0xFF
    path.write_bytes(damaged)
    assert full.build(extractor).documents == 3
    assert full.issues() == [("damaged-capture", "stire")]


def test_a_damaged_index_is_believed_as_far_as_it_goes(full):
    index = full.data / "archive" / "captures.jsonl"
    lines = index.read_bytes().splitlines(keepends=True)
    index.write_bytes(b"".join([*lines[:2], b"{half a line\n", *lines[2:]]))
    assert full.build(Counting()).documents == 2
    assert full.issues() == [("damaged-archive", "")]
    index.write_bytes(b"".join(lines))
    assert full.build(Counting()).documents == 4
    assert full.issues() == []


def test_a_damaged_journal_is_an_issue(full):
    full.trouble("weg")
    with full.archive.journal.path.open("ab") as journal:
        journal.write(b"[]\n")
    full.build(Counting())
    assert full.issues() == [("damaged-journal", ""), ("http-500", "weg")]


def test_a_document_that_breaks_the_extractor_is_an_issue_and_the_rest_goes_on(full, caplog):
    extractor = Counting(breaks_on="singuri")
    assert full.build(extractor).documents == 4
    assert extractor.seen == ["acasa", "contact", "stire"]
    assert full.issues() == [("extractor-failed", "batrani")]
    (issue,) = full.rows("SELECT * FROM issues")
    assert "cannot bear it" in issue["message"]
    assert issue["document_id"] == document_id(f"{SITE}/batrani")
    assert "batrani" in caplog.text


def test_a_page_that_breaks_the_reader_is_an_issue_and_the_rest_goes_on(full):
    def read(body: bytes, **options: object) -> Document:
        if b"singuri" in body:
            raise RecursionError("too deep")
        return read_bytes(body, **options)

    assert full.build(Counting(), read=read).documents == 3
    assert full.issues() == [("reader-failed", "batrani")]


def test_an_extractor_that_loses_documents_is_found_out(full):
    class Losing(Counting):
        def facts(self, documents):
            return (facts for facts in super().facts(documents) if "stire" not in facts.document.url)

    with pytest.raises(OutOfStepError):
        full.build(Losing())
    assert not full.path.exists()


@pytest.mark.parametrize("kind", ["returned", "recovered", "moved", "vanished"])
def test_troubles_end_when_the_journal_says_so(site, kind):
    site.trouble("a")
    site.trouble("b")
    site.note(kind, url=f"{SITE}/a")
    site.build(Counting())
    assert site.issues() == [("http-500", "b")]
    site.trouble("a")
    site.build(Counting())
    assert site.issues() == [("http-500", "a"), ("http-500", "b")]


def test_a_listings_trouble_ends_with_a_run_that_went_through_without_it(site):
    def open_issues() -> list[str]:
        site.build(Counting())
        return [url for kind, url in site.issues() if kind == "http-500"]

    site.note("issue", stage="crawl", kind="http-500", url=f"{SITE}/lista", message="m", role="hub")
    site.note("issue", stage="crawl", kind="http-500", url=f"{SITE}/pagina", message="m", role="page")
    site.note("run_finished", outcome="ok", message="")
    assert open_issues() == ["lista", "pagina"]
    site.note("run_finished", run="r2", outcome="crashed", message="")
    assert open_issues() == ["lista", "pagina"]
    site.note("run_finished", run="r3", source="alta", outcome="ok", message="")
    assert open_issues() == ["lista", "pagina"]
    site.note("run_finished", run="r4", outcome="below_floor", message="")
    assert open_issues() == ["pagina"]


def test_a_trouble_is_told_once_in_its_last_words(site):
    for message in ("first", "second"):
        site.trouble("a", message=message)
    site.build(Counting())
    assert [row["message"] for row in site.rows("SELECT message FROM issues")] == ["second"]


def test_another_version_of_the_extractor_reads_everything_again(full):
    full.build(Counting("t/1"))
    old = full.path.stat().st_ino
    second = Counting("t/2")
    assert full.build(second).rebuilt
    assert len(second.seen) == 4
    assert full.path.stat().st_ino != old
    assert {row["name"]: row["value"] for row in full.rows("SELECT * FROM properties")}["extractor"].endswith("t/2")


def test_another_schema_is_replaced(full):
    full.build(Counting())
    connection = sqlite3.connect(full.path)
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    assert full.build(Counting()).rebuilt
    assert not full.build(Counting()).rebuilt


def test_what_is_no_database_is_left_to_its_owner(full):
    full.path.write_text("my notes")
    with pytest.raises(NotADatabaseError, match="rebuild"):
        full.build(Counting())
    assert full.path.read_text() == "my notes"
    assert full.rebuild(Counting()).documents == 4


def test_without_an_archive_there_is_a_word_about_it(tmp_path):
    with pytest.raises(BuildError, match="fondoscop crawl"):
        build(tmp_path, extractor=Counting())
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_first_build_leaves_nothing_half_and_is_carried_on(full, monkeypatch):
    class Interrupted(Counting):
        def _one(self, document):
            if len(self.seen) == 2:
                raise KeyboardInterrupt
            return super()._one(document)

    with pytest.raises(KeyboardInterrupt):
        full.build(Interrupted())
    assert not full.path.exists()
    second = Counting()
    assert full.build(second).documents == 4
    assert len(second.seen) == 2
    assert not (full.data / "fondoscop.db.new").exists()


def test_a_rebuild_starts_from_nothing(full):
    (full.data / "fondoscop.db.new").write_bytes(b"left from long ago")
    extractor = Counting()
    assert full.rebuild(extractor).documents == 4
    assert len(extractor.seen) == 4


def test_progress_is_told_page_by_page(full):
    steps = []
    full.build(Counting(), progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_many_pages_are_read_in_portions(site, monkeypatch):
    monkeypatch.setattr(jobs.build, "_BATCH", 7)
    for number in range(30):
        site.put(f"p{number:02}", PAGES["contact"])
    site.build(Counting())
    assert site.build(Counting()).unchanged == 30


def test_readers_see_whole_states_while_a_build_writes(full, extractor):
    full.build(extractor)
    for number in range(25):
        full.put(f"copie{number}", PAGES["acasa"])
    done, problems, looks = threading.Event(), [], []

    def look() -> None:
        try:
            while not done.is_set():
                looks.append(full.rows("SELECT count(*) AS n FROM projects")[0]["n"])
        except Exception as error:  # noqa: BLE001
            problems.append(error)

    readers = [threading.Thread(target=look) for _ in range(4)]
    for reader in readers:
        reader.start()
    full.build(extractor)
    done.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert len(looks) > 4


# The lock


def test_the_lock_is_held_by_one(tmp_path):
    with data_lock(tmp_path / "data"):
        held = pytest.raises(LockHeldError, match=rf"process {os.getpid()}, since \d{{4}}-")
        with held, data_lock(tmp_path / "data"):
            pass
    with data_lock(tmp_path / "data"):
        pass


def test_the_lock_holds_against_another_process_and_ends_with_it(tmp_path):
    code = (
        "import sys, pathlib\nfrom jobs.lock import data_lock\n"
        "with data_lock(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
    )
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LockHeldError, match=f"process {other.pid}"), data_lock(tmp_path):
            pass
        other.kill()
        other.wait()
        assert json.loads((tmp_path / ".lock").read_text())["pid"] == other.pid
        with data_lock(tmp_path):
            pass


def test_a_lost_or_damaged_index_is_made_anew_from_the_archive(full, extractor):
    full.build(extractor)
    before = full.rows("SELECT * FROM documents ORDER BY id"), full.rows("SELECT * FROM captures ORDER BY id")
    index = full.data / "archive" / "captures.jsonl"
    lines = index.read_bytes().splitlines(keepends=True)
    for damage in (b"", b"".join([lines[0], b"gunoi\n", *lines[1:]])):
        index.write_bytes(damage) if damage else index.unlink()
        prepare(full.data)
        assert full.rebuild(extractor).documents == 4
        assert (
            full.rows("SELECT * FROM documents ORDER BY id"),
            full.rows("SELECT * FROM captures ORDER BY id"),
        ) == before
    assert index.with_name("captures.jsonl.damaged").exists()


def test_a_lost_capture_is_told_and_the_former_database_kept(full, extractor):
    full.build(extractor)
    (warc, *_) = sorted((full.data / "archive").glob("*.warc.gz"))
    warc.unlink()
    result = full.rebuild(extractor)
    assert result.documents == 3
    assert len(result.damaged) == 1
    assert result.kept is not None
    with closing(sqlite3.connect(result.kept)) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (4,)
    assert full.build(extractor).damaged == (), "told once: a page that is gone for good is no failure for ever"


def test_what_a_full_disk_left_aside_does_not_stop_the_next_build(full, extractor):
    (full.data / "fondoscop.db.new").write_bytes(b"")
    assert full.build(extractor).documents == 4
    (full.data / "fondoscop.db.new").write_bytes(b"rubbish" * 500)
    assert full.rebuild(extractor).documents == 4


def test_a_rebuild_never_replaces_the_database_of_another_program(full, extractor):
    path = full.data / "fondoscop.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (a)")
    with pytest.raises(ForeignDatabaseError, match="another program"):
        full.rebuild(extractor)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM mine").fetchone() == (0,)


def test_an_empty_file_is_no_obstacle(full, extractor):
    (full.data / "fondoscop.db").write_bytes(b"")
    assert full.build(extractor).documents == 4

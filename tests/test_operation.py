"""Runs as a scheduler sees them: real processes, their exit codes, what they log, and what signals leave behind."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.sources import load_sources
from jobs.build import build
from jobs.lock import LOCK_FILE, data_lock, holder
from jobs.run import build_only
from jobs.run_history import run_history
from jobs.stopping import StoppedError, stop_request
from store.archive import Archive
from store.database import Database
from store.journal import Journal
from store.records import Facts
from tests.crawl_server import Answer, Site, page

ROOT = Path(__file__).parent.parent
FACT = "Proiectul „Casa de pe deal” are o valoare totală de 300.000 lei și ajută 20 de copii din Iași."
# A program that does as `fondoscop` does, and gets a signal when its extractor has reached the given page.
SIGNALLED = """
import os, signal, sys
import pipeline
from extract.pipeline import Extractor
facts = Extractor.facts
def signalled(self, documents):
    for number, found in enumerate(facts(self, documents), start=1):
        yield found
        if number == 2:
            os.kill(os.getpid(), signal.SIGTERM)
Extractor.facts = signalled
pipeline.main()
"""


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FONDOSCOP_")}
    return {**kept, "PYTHONPATH": str(ROOT)}


def start(*arguments: object, program: str = "import pipeline; pipeline.main()") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/"
    )


def command(*arguments: object, program: str = "import pipeline; pipeline.main()") -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command line in a process of its own."""
    with start(*arguments, program=program) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def site_of(count: int, text: str = FACT) -> dict[str, Answer | bytes]:
    pages = {f"/proiecte/p{number}": page(text=f"{text} Etapa {number}.") for number in range(count)}
    return {"/proiecte": page(*pages), **pages}


def listed(data: Path, **sites: str) -> list[object]:
    """Options for sources of these addresses; what follows a blank is more TOML."""
    tables = []
    for name, told in sites.items():
        url, _, more = told.partition(" ")
        fields = f'name = "{name}"\nkind = "ngo"\nstart = ["{url}/proiecte"]\nkeep = ["/proiecte/"]\n'
        tables.append(f"[{name}]\n{fields}allow_loopback = true\n{more}\n")
    data.mkdir(parents=True, exist_ok=True)
    file = data / "list.toml"
    file.write_text("\n".join(tables), "utf-8")
    return ["--sources", file, "--data", data]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FONDOSCOP_DATA", "FONDOSCOP_CONTACT", "FONDOSCOP_LOG_FORMAT"):
        monkeypatch.delenv(name, raising=False)


def table(data: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return connection.execute(sql).fetchall()


def test_each_source_has_a_run_of_its_own_and_a_failure_keeps_nobody_from_going_on(tmp_path):
    """0 for those that go well, 3 as soon as one fails; the journal only grows."""
    with Site(site_of(3)) as good, Site({}) as bad:
        code, _, err = command("run", *listed(tmp_path, gut=good.url))
        assert (code, "3 new" in err) == (0, True), err
        journal = (tmp_path / "archive" / "journal.jsonl").read_bytes()
        code, _, err = command("run", "--force", *listed(tmp_path, schlecht=bad.url, gut=good.url))
        assert code == 3
        assert "schlecht failed: no start page, feed, sitemap or page could be fetched" in err
        assert (tmp_path / "archive" / "journal.jsonl").read_bytes().startswith(journal)
    runs = table(tmp_path, "SELECT source_id, outcome, new, unchanged, live, version FROM runs ORDER BY started")
    assert [row[:5] for row in runs] == [
        ("gut", "ok", 3, 0, 3),
        ("schlecht", "failed", 0, 0, 0),
        ("gut", "ok", 0, 3, 3),
    ]
    assert all(re.match(r"\d+\.\d+", row[5]) for row in runs)
    ids = table(tmp_path, "SELECT count(DISTINCT run_id), count(DISTINCT id), min(started < finished) FROM runs")
    assert ids == [(2, 3, 1)]
    assert table(tmp_path, "SELECT count(*) FROM captures c JOIN runs USING (run_id, source_id)") == [(3,)]


@pytest.mark.parametrize("answer", [Answer(b"kaputt", status=500), Answer(b"nein", status=403), None])
def test_when_every_request_fails_it_is_never_a_success(run, tmp_path, answer):
    answers = dict.fromkeys(["/robots.txt", *site_of(3)], answer) if answer else {}
    with Site(answers) as site:
        url = site.url
        if answer:
            assert run("crawl", *listed(tmp_path, tot=url))[0] == 3
    if not answer:  # nobody listens there any more
        assert run("crawl", *listed(tmp_path, tot=url))[0] == 3


@pytest.mark.parametrize(
    ("floor", "text", "message"),
    [
        ("floor_documents = 4", FACT, "3 documents are known, 4 is the least"),
        ("floor_share_with_facts = 0.5", "Program cu publicul", "0 of 3 documents have facts (0%), 50% is the least"),
    ],
)
def test_a_missed_floor_is_told_by_code_issue_and_status(run, tmp_path, floor, text, message):
    with Site(site_of(3, text)) as site:
        options = listed(tmp_path, klein=f"{site.url} {floor}")
        code, _, err = run("run", *options)
    assert code == 4, err
    assert f"klein below floor: {message}" in err
    kinds = table(tmp_path, "SELECT kind FROM issues WHERE source_id = 'klein'")
    assert kinds == [("few-facts" if "share" in floor else "run-below-floor",)]
    code, out, _ = run("status", *options, "--check")
    assert code == 4
    assert "below floor" in out
    if "share" in floor:
        assert run("rebuild", "--data", tmp_path)[0] == 4


def test_a_floor_is_kept_when_enough_documents_have_facts(run, tmp_path):
    answers = {**site_of(3), "/proiecte/p2": page(text="Program cu publicul")}
    with Site(answers) as site:
        assert run("run", "--force", *listed(tmp_path, gut=f"{site.url} floor_share_with_facts = 0.66"))[0] == 0
        assert run("run", "--force", *listed(tmp_path, gut=f"{site.url} floor_share_with_facts = 0.67"))[0] == 4


def test_wrong_use_and_broken_machines_have_codes_of_their_own(tmp_path):
    code, _, err = command("run", "--source", "no-such-source", "--data", tmp_path)
    assert (code, "no-such-source" in err) == (2, True)
    (tmp_path / "fondoscop.db").mkdir()
    code, _, err = command("run", *listed(tmp_path, gut="http://127.0.0.1:9"))
    assert (code, "is a folder" in err, "Traceback" in err) == (1, True, False)


def test_a_held_lock_is_told_with_who_holds_it_since_when(run, tmp_path):
    with Site(site_of(3)) as site:
        options = listed(tmp_path, gut=site.url)
        reached, go_on = threading.Event(), threading.Event()

        def hold(path: str) -> None:
            reached.set()
            go_on.wait(60)

        site.on_request = hold
        with start("crawl", *options) as first:
            assert reached.wait(60)
            held = holder(tmp_path)
            code, _, err = run("crawl", *options)
            go_on.set()
            assert first.wait(60) == 0
    assert code == 5
    assert held is not None
    assert f"process {held.pid}, since {held.since:%Y-%m-%d %H:%M} UTC" in err
    assert held.pid == first.pid
    assert holder(tmp_path) is None


def test_whoever_looks_at_the_lock_does_not_take_it(tmp_path):
    assert holder(tmp_path) is None
    with data_lock(tmp_path):
        assert holder(tmp_path).pid == os.getpid()
    (tmp_path / LOCK_FILE).write_text('{"pid": 1, "since": "2026-01-01T00:00:00+00:00"}')  # of one that was killed
    assert holder(tmp_path) is None
    with data_lock(tmp_path):
        pass


def test_sigterm_while_crawling_ends_it_cleanly_and_the_next_run_goes_on(run, tmp_path):
    answers = site_of(12)
    with Site(answers) as site, Site(site_of(1)) as other:
        options = listed(tmp_path, gut=site.url, danach=other.url)
        started: list[subprocess.Popen[str]] = []

        def count(path: str) -> None:
            if len(site.seen) == 6:
                started[0].terminate()

        site.on_request = count
        with start("run", *options) as process:
            started.append(process)
            _, err = process.communicate(timeout=120)
        assert process.returncode == 3
        assert "a signal stopped the crawl; 0 of 2 sources are through" in err
        assert not other.seen
        assert holder(tmp_path) is None
        assert not list((tmp_path / "archive").glob("*.open"))
        code, out, _ = run("status", *options)
        assert (code, "stopped" in out) == (0, True)
        assert run("run", *options)[0] == 0
    assert table(tmp_path, "SELECT count(*), count(DISTINCT url) FROM captures") == [(13, 13)]
    assert table(tmp_path, "SELECT count(*) FROM documents") == [(13,)]
    assert table(tmp_path, "SELECT outcome FROM runs ORDER BY started") == [("stopped",), ("ok",), ("ok",)]


def test_a_killed_run_is_seen_as_such(run, tmp_path):
    with Site(site_of(3)) as site:
        options = listed(tmp_path, gut=site.url)
        started: list[subprocess.Popen[str]] = []

        def kill(path: str) -> None:
            if path == "/proiecte/p1":
                started[0].kill()
                started[0].wait(60)  # a large process takes its time to end, and its crawl could be through before

        site.on_request = kill
        with start("run", *options) as process:
            started.append(process)
            process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL
        code, out, _ = run("status", *options, "--check")
        assert code == 3
        assert "gut: failing since" in out
        assert "it was killed" in out
        site.on_request = lambda path: None
        assert run("run", *options)[0] == 0
        assert run("status", *options, "--check")[0] == 0
    runs = table(tmp_path, "SELECT outcome, finished IS NULL, new FROM runs ORDER BY started")
    assert [row[:2] for row in runs] == [("unfinished", 1), ("ok", 0)]


def test_a_signal_while_reading_leaves_a_whole_database(run, tmp_path):
    """The first build is made aside and carried on; a later one leaves what it has read."""
    captured(tmp_path, range(100))
    code, out, err = command("build", "--data", tmp_path, program=SIGNALLED)
    assert code == 3
    assert re.search(r"a signal stopped the reading; the database is as it was before, and \d+ pages wait", err)
    assert (out, "Traceback" in err) == ("", False)
    assert not (tmp_path / "fondoscop.db").exists()
    assert run("build", "--data", tmp_path)[0] == 0
    assert table(tmp_path, "SELECT count(*) FROM documents") == [(100,)]


class Signalling:
    """An extractor that gives no facts, and sends this process a signal when it has given so many."""

    version = "t/1"

    def __init__(self, after: int) -> None:
        self.after = after

    def facts(self, documents):
        for number, document in enumerate(documents, start=1):
            yield Facts(document=document)
            if number == self.after:
                os.kill(os.getpid(), signal.SIGTERM)


def captured(data: Path, names: range) -> None:
    with Archive(data / "archive").writer(source_id="s", run_id="r") as writer:
        for name in names:
            writer.write(
                url=f"https://s.invalid/{name}",
                status=200,
                request_headers=(),
                response_headers=[("Content-Type", "text/html; charset=utf-8")],
                body=page(text=f"{FACT} {name}"),
                fetched_at=datetime.now(UTC),
            )


def test_an_incremental_build_that_is_stopped_keeps_what_it_read(tmp_path):
    captured(tmp_path, range(2))
    build(tmp_path, extractor=Signalling(after=0))
    captured(tmp_path, range(2, 10))
    with pytest.raises(StoppedError, match="the database is whole, and 5 pages wait"):
        build_only(tmp_path, extractor=Signalling(after=3))
    assert table(tmp_path, "SELECT count(*) FROM documents") == [(5,)]
    assert build_only(tmp_path, extractor=Signalling(after=0)).counts["documents"] == 10


def test_a_signal_while_resolving_lets_it_end(tmp_path):
    captured(tmp_path, range(3))
    result = build_only(tmp_path, extractor=Signalling(after=3))
    assert (result.counts["documents"], result.waiting) == (3, 0)


def test_the_second_signal_has_its_usual_effect():
    before = signal.getsignal(signal.SIGINT)
    with stop_request() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.asked
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_logs_are_json_on_request(tmp_path):
    """Every line, of the crawl's own process and of what ends it, too."""
    with Site({**site_of(2), "/robots.txt": b"User-agent: *\nAllow: /\n"}) as site:
        options = listed(tmp_path, gut=f"{site.url} floor_documents = 9")
        code, out, err = command("--log-format", "json", "run", *options)
    assert code == 4
    assert "Ce s-a găsit" in out
    lines = [json.loads(line) for line in err.splitlines()]
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"]) for line in lines)
    counted = next(line for line in lines if "2 new" in line["message"])
    assert counted["source"] == "gut"
    assert counted["run"] == table(tmp_path, "SELECT run_id FROM runs")[0][0]
    assert next(line for line in lines if "below floor" in line["message"])["level"] == "ERROR"

    (tmp_path / "fondoscop.db").unlink()
    (tmp_path / "fondoscop.db").mkdir()
    code, _, err = command("--log-format", "json", "run", *options)
    assert code == 1
    assert "is a folder" in json.loads(err)["message"]


def test_the_crawls_own_log_and_a_crash_are_json_too(tmp_path):
    with Site(site_of(1)) as site:
        (source,) = load_sources(listed(tmp_path, gut=site.url)[1]).values()
        job = {"source": source.model_dump(), "data": str(tmp_path), "run_id": "r7", "contact": None}
        job |= {"log_level": "INFO", "json_log": True, "parent": os.getpid()}
        process = [sys.executable, "-m", "crawler.run"]
        done = subprocess.run(process, cwd=ROOT, input=json.dumps(job), capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert "scrapy.core.engine" in {line["logger"] for line in lines}
    assert {(line["source"], line["run"]) for line in lines} == {("gut", "r7")}
    broken = "import pipeline, run_commands; run_commands.run_job = 1; pipeline.main()"
    code, _, err = command("--log-format", "json", "run", *listed(tmp_path, gut="http://127.0.0.1:9"), program=broken)
    assert code == 1
    last = json.loads(err.splitlines()[-1])
    assert (last["level"], "not callable" in last["error"]) == ("CRITICAL", True)


def test_the_history_believes_a_journal_as_far_as_it_goes(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    for run, event, more in [
        ("1", "run_started", {"time": "2026-01-01T00:00:00+02:00", "floor_share_with_facts": 0.5, "verify_tls": False}),
        ("1", "seen", {"urls": ["run_started"]}),
        ("1", "run_finished", {"time": "2026-01-01T00:01:00Z", "outcome": "ok", "new": 2, "failed": -1, "live": True}),
        ("4", "run_finished", {"time": "2026-01-03T00:00:00Z", "outcome": "ok", "skipped": 7}),
        ("2", "run_started", {"time": "yesterday", "version": 7}),
        ("3", "run_finished", {"time": "2026-01-02T00:00:00Z", "outcome": "exploded", "message": "!"}),
    ]:
        journal.append({"run": run, "source": "s", "event": event, **more})
    with journal.path.open("ab") as file:
        file.write(b'{"event":"run_started" rubbish\n')
    history = run_history(journal)
    first, other_topics, second, third = history.runs
    assert (first.started, first.outcome) == ("2025-12-31T22:00:00.000000+00:00", "ok")
    assert (first.new, first.failed, first.live, first.verify_tls) == (2, None, None, False)
    assert (first.skipped, other_topics.skipped) == (None, 7)
    assert (second.started, second.outcome, second.version) == (None, "unfinished", None)
    assert (third.started, third.outcome, third.message) == (None, "crashed", "!")
    assert history.floors == {"s": 0.0}
    assert "not JSON" in history.damage
    with Database.open(tmp_path / "x.db") as database:
        for _ in range(2):
            database.replace_runs(history.runs)
            found = [(row["id"], row["skipped"]) for row in database.rows("SELECT id, skipped FROM runs ORDER BY id")]
            assert found == [("1/s", None), ("2/s", None), ("3/s", None), ("4/s", 7)]
        database.replace_runs(history.runs[1:])
        assert database.counts()["runs"] == 3

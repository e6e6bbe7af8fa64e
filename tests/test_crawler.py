"""Crawls of small sites on loopback, each in its own process, as they will be."""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy import Request, signals
from scrapy.http import Response
from scrapy.signalmanager import SignalManager
from warcio.archiveiterator import ArchiveIterator

from crawler.guard import ContactError
from crawler.items import Confirmed
from crawler.outcome import judge
from crawler.recording import RecordingPipeline
from crawler.recrawl import Recrawl
from crawler.run import crawl
from crawler.sources import Source
from crawler.state import Answered, State, StateError
from store.archive import Archive, Recovery
from tests.crawl_server import Answer, Site, page
from tests.crawled import captured, events, make

PDF = Answer(b"%PDF-1.7\n%\xe2\xe3 broken on purpose", type="application/pdf")
DOCX = Answer(b"PK\x03\x04 something", type="application/octet-stream")
ROOT = Path(__file__).parent.parent


def run(source: Source, data: Path, run_id: str = "r1", *, force: bool = True):
    """A crawl that does not wait until pages are due: tests have no days."""
    return crawl(source, data=data, run_id=run_id, contact=None, force=force)


def issues(data: Path, run_id: str | None = None) -> dict[str, str]:
    """The kind of issue by path."""
    return {"/" + e["url"].split("/", 3)[3]: e["kind"] for e in events(data, "issue", run_id)}


def small_site() -> dict[str, Answer | bytes]:
    return {
        "/proiecte": page(
            "/proiecte/unu", "/proiecte/doi#x", "/proiecte?p=2", "/contact", "http://alt.test/proiecte/x"
        ),
        "/proiecte?p=2": page("/proiecte/trei", "/proiecte/unu?utm_source=fb", "/proiecte", "/imagine.jpg"),
        "/proiecte/unu": page("/raport.pdf", "/anexa.docx", "/vechi.doc", "/proiecte/patru"),
        "/proiecte/doi": page(text="Doi"),
        "/proiecte/trei": page(text="Trei"),
        "/proiecte/patru": page(text="Patru"),
        "/raport.pdf": PDF,
        "/anexa.docx": DOCX,
    }


ALL = ["/anexa.docx", "/proiecte/doi", "/proiecte/patru", "/proiecte/trei", "/proiecte/unu", "/raport.pdf"]


def test_a_listing_its_pages_and_their_attachments(tmp_path):
    with Site(small_site()) as site:
        result = run(make(site), tmp_path)
    assert (result.outcome, result.message) == ("ok", "")
    assert (result.requested, result.fetched, result.new, result.failed) == (8, 8, 6, 0)
    assert captured(tmp_path) == ALL
    assert sorted(site.paths()) == sorted([*ALL, "/proiecte", "/proiecte?p=2"])
    assert issues(tmp_path) == {"/vechi.doc": "unread-format"}
    (started,), (finished,) = events(tmp_path, "run_started"), events(tmp_path, "run_finished")
    assert (started["source"], started["run"]) == ("mic", "r1")
    assert (started["name"], started["kind"], started["county"]) == ("Un sit mic", "agency", None)
    assert (finished["outcome"], finished["new"], finished["live"]) == ("ok", 6, 6)
    assert site.asked("/robots.txt")[0]["user-agent"] == "Fondoscop/0.1"


def test_the_second_run_asks_for_changes_only(tmp_path):
    answers = small_site()
    answers["/proiecte/trei"] = Answer(page(text="Trei"), validators=False)
    with Site(answers) as site:
        source = make(site)
        run(source, tmp_path)
        site.seen.clear()
        second = run(source, tmp_path, "r2")
        assert (second.outcome, second.new, second.changed, second.unchanged) == ("ok", 0, 0, 6)
        assert captured(tmp_path) == ALL
        assert "if-none-match" in site.asked("/proiecte/unu")[0]
        assert "if-none-match" in site.asked("/raport.pdf")[0]
        assert "if-none-match" not in site.asked("/proiecte")[0]
        answers["/proiecte/doi"] = page(text="Doi, cu un buget de 48.000 lei")
        third = run(source, tmp_path, "r3")
    assert (third.new, third.changed, third.unchanged) == (0, 1, 5)
    assert events(tmp_path, "seen", "r1") == []
    (seen,) = events(tmp_path, "seen", "r2")
    assert sorted(seen["urls"]) == sorted(site.url + path for path in ALL)
    (seen,) = events(tmp_path, "seen", "r3")
    assert sorted(seen["urls"]) == sorted(site.url + path for path in ALL if path != "/proiecte/doi")
    assert captured(tmp_path) == sorted([*ALL, "/proiecte/doi"])


def test_what_vanishes_and_what_comes_back(tmp_path):
    answers = small_site()
    with Site(answers) as site:
        source = make(site)
        run(source, tmp_path)
        answers["/proiecte/doi"] = Answer(status=410)
        answers["/proiecte?p=2"] = page("/proiecte/patru")  # nothing links to /proiecte/trei any more
        gone = answers.pop("/proiecte/trei")
        result = run(source, tmp_path, "r2")
        assert (result.outcome, result.vanished, result.failed) == ("ok", 2, 0)
        assert {e["url"].rpartition("/")[2] for e in events(tmp_path, "vanished", "r2")} == {"doi", "trei"}
        answers["/proiecte/trei"] = gone
        result = run(source, tmp_path, "r3")
        assert (result.vanished, result.new, result.changed) == (0, 0, 0)
        assert [e["url"].rpartition("/")[2] for e in events(tmp_path, "returned")] == ["trei"]
        assert issues(tmp_path, "r3") == {"/proiecte/doi": "http-410"}
        assert run(source.model_copy(update={"floor_documents": 6}), tmp_path, "r4").outcome == "below_floor"


def test_an_address_that_answers_again_is_told(tmp_path):
    with Site(small_site()) as site:
        source = make(site)
        run(source, tmp_path)
        whole = site.answers["/proiecte/doi"]
        site.answers["/proiecte/doi"] = Answer(b"", status=503)
        run(source, tmp_path, "r2")
        assert issues(tmp_path, "r2")["/proiecte/doi"] == "http-503"
        site.answers["/proiecte/doi"] = whole
        run(source, tmp_path, "r3")
    assert [e["url"] for e in events(tmp_path, "recovered")] == [f"{site.url}/proiecte/doi"]
    assert captured(tmp_path) == ALL


def test_feeds_sitemaps_and_single_pages(tmp_path):
    with Site({}) as site:
        urls = [f"<url><loc>{site.url}/s/{n}</loc><lastmod>2020-01-0{n}</lastmod></url>" for n in (1, 2)]
        index = f"<sitemapindex><sitemap><loc>{site.url}/s2.xml.gz</loc></sitemap></sitemapindex>"
        site.answers |= {
            "/feed": Answer(f"<rss><item><link>{site.url}/f/1</link></item></rss>".encode(), type="text/xml"),
            "/s.xml": Answer(index.encode(), type="application/xml"),
            "/s2.xml.gz": Answer(gzip.compress(f"<urlset>{''.join(urls)}</urlset>".encode()), type="application/gzip"),
            "/not-a-feed": page(),
            **{path: page("/a.pdf", "/f/9", text=path) for path in ("/f/1", "/s/1", "/s/2", "/una")},
            "/a.pdf": PDF,
        }
        source = make(
            site,
            start=[],
            feeds=[f"{site.url}/feed", f"{site.url}/not-a-feed"],
            sitemaps=[f"{site.url}/s.xml"],
            pages=[f"{site.url}/una"],
            follow=[],
            keep=[],
        )
        first = run(source, tmp_path)
        assert captured(tmp_path) == ["/a.pdf", "/f/1", "/s/1", "/s/2", "/una"]
        assert (first.outcome, first.failed) == ("ok", 1)
        assert issues(tmp_path) == {"/not-a-feed": "not-a-feed"}
        site.seen.clear()
        assert run(source, tmp_path, "r2").unchanged == 3
    # The sitemap says that these have not changed since they were seen.
    assert not {"/s/1", "/s/2"} & set(site.paths())


def test_failures_become_issues_for_people(tmp_path):
    names = [
        "lipsa",
        "eroare",
        "oprit",
        "gol",
        "poza",
        "bucla",
        "cerc",
        "alt",
        "intern",
        "mare",
        "rupt",
        "acasa",
        "mut",
    ]
    with Site({}) as site:
        site.answers |= {
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /proiecte/oprit\n", type="text/plain"),
            "/proiecte": page(*(f"/proiecte/{name}" for name in names)),
            "/proiecte/eroare": Answer(status=500),
            "/proiecte/oprit": page(),
            "/proiecte/gol": b" \n",
            "/proiecte/poza": Answer(b"\xff\xd8\xff\xe0\0\x10JFIF", type="x/\x1b]0;pwned\x07\x1b[2J"),
            "/proiecte/bucla": Answer(status=302, headers={"Location": "/proiecte/bucla"}),
            "/proiecte/cerc": Answer(status=302, headers={"Location": "/cerc"}),
            "/cerc": Answer(status=302, headers={"Location": "/proiecte/cerc"}),
            "/proiecte/alt": Answer(status=301, headers={"Location": "http://alt.test/"}),
            "/proiecte/intern": Answer(status=301, headers={"Location": "http://169.254.169.254/meta"}),
            "/proiecte/mare": Answer(gzip.compress(b"0" * 40_000_000), headers={"Content-Encoding": "gzip"}),
            "/proiecte/rupt": Answer(page(), cut=100),
            "/proiecte/acasa": Answer(status=302, headers={"Location": "/"}),
            "/": page(),
            "/proiecte/mut": Answer(page(), headers={"Content-Encoding": "rot\x1b[2J13"}),
        }
        result = run(make(site), tmp_path)
    assert issues(tmp_path) == {
        "/proiecte/lipsa": "http-404",
        "/proiecte/eroare": "http-500",
        "/proiecte/oprit": "robots",
        "/proiecte/gol": "empty-page",
        "/proiecte/poza": "not-a-document",
        "/proiecte/bucla": "redirect-loop",
        "/proiecte/cerc": "redirect-loop",
        "/": "other-site",
        "/meta": "refused-address",
        "/proiecte/mare": "too-large",
        "/proiecte/rupt": "broken-off",
        "/proiecte/acasa": "moved-away",
        "/proiecte/mut": "unknown-encoding",
    }
    assert (result.outcome, result.failed, result.new) == ("ok", 13, 0)
    assert captured(tmp_path) == []
    assert "/proiecte/oprit" not in site.paths()
    assert site.paths().count("/proiecte/eroare") == 3
    found = events(tmp_path, "issue")
    assert all(event["message"].isprintable() and event["stage"] == "crawl" for event in found)
    assert {event["role"] for event in found} == {"page"}


def test_a_page_that_moved_is_captured_where_it_is(tmp_path):
    answers = small_site()
    with Site(answers) as site:
        source = make(site)
        run(source, tmp_path)
        answers["/proiecte/nou"] = answers["/proiecte/doi"]
        answers["/proiecte/doi"] = Answer(status=301, headers={"Location": "/proiecte/nou?utm_source=x"})
        answers["/proiecte/nou?utm_source=x"] = Answer(status=301, headers={"Location": "/proiecte/nou"})
        result = run(source, tmp_path, "r2")
        assert (result.new, result.failed, result.vanished) == (1, 0, 0)
        site.seen.clear()
        assert run(source, tmp_path, "r3").new == 0
    assert captured(tmp_path) == sorted([*ALL, "/proiecte/nou"])
    (moved,) = events(tmp_path, "moved")
    assert (moved["url"], moved["to"]) == (f"{site.url}/proiecte/doi", f"{site.url}/proiecte/nou")
    assert site.asked("/proiecte/nou")[0]["if-none-match"]


def test_content_encoding_and_lying_types(tmp_path):
    with Site({}) as site:
        site.answers |= {
            "/proiecte": page("/proiecte/gz", "/proiecte/text", "/proiecte/descarca", "/proiecte/fara"),
            "/proiecte/gz": Answer(gzip.compress(page(text="comprimat")), headers={"Content-Encoding": "gzip"}),
            "/proiecte/text": Answer(page("/a.pdf"), type="text/plain"),
            "/proiecte/descarca": Answer(PDF.body, type="text/html"),
            "/proiecte/fara": Answer(page(text="fara tip"), type=None),
            "/a.pdf": page(text="login"),
        }
        run(make(site), tmp_path)
    assert captured(tmp_path) == ["/proiecte/descarca", "/proiecte/fara", "/proiecte/gz", "/proiecte/text"]
    archive = Archive(tmp_path / "archive")
    bodies = {capture.url.rpartition("/")[2]: archive.body(capture) for capture in archive.captures()}
    assert bodies["gz"] == page(text="comprimat")
    assert issues(tmp_path) == {"/a.pdf": "not-a-document"}


def test_when_nothing_answers_the_crawl_has_failed(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with Site({}) as site:
            source = make(site, start=[f"http://127.0.0.1:{free.getsockname()[1]}/proiecte"])
            result = run(source, tmp_path)
            assert result.outcome == "failed"
            assert "refused the connection" in result.message
            assert set(issues(tmp_path).values()) == {"connection"}
            result = run(make(site), tmp_path, "r2")
    assert (result.outcome, result.failed) == ("failed", 1)
    assert "404 Not Found" in result.message
    assert [e["outcome"] for e in events(tmp_path, "run_finished")] == ["failed", "failed"]


def test_a_proxy_gets_everything_robots_too(tmp_path):
    with Site({}) as site:
        host = "http://dgaspc.test"
        site.answers |= {f"{host}/proiecte": page("/proiecte/unu"), f"{host}/proiecte/unu": page()}
        result = run(make(site, start=[f"{host}/proiecte"], proxy=site.url, allow_loopback=False), tmp_path)
    assert (result.outcome, result.new) == ("ok", 1)
    assert site.seen[0][0] == f"{host}/robots.txt"
    assert captured(tmp_path) == ["/proiecte/unu"]


def test_a_real_site_is_not_asked_without_a_contact(tmp_path):
    with Site({}) as site, pytest.raises(ContactError):
        run(make(site, allow_loopback=False), tmp_path)
    assert site.seen == []
    assert not (tmp_path / "archive").exists()


def test_this_computer_is_not_asked_unless_the_source_says_so(tmp_path):
    with Site(small_site()) as site:
        source = make(site, allow_loopback=False)
        result = crawl(source, data=tmp_path, run_id="r1", contact="a@b.ro")
    assert result.outcome == "failed"
    assert "127.0.0.1 is this computer" in result.message
    assert site.seen == []


def many(count: int) -> dict[str, Answer | bytes]:
    names = [f"/proiecte/p{number:02}" for number in range(count)]
    return {
        "/proiecte": page(*names),
        **{name: page(f"/doc{name[-2:]}.pdf", text=name) for name in names},
        **{f"/doc{name[-2:]}.pdf": PDF for name in names},
    }


CHILD = """
import json, sys
from pathlib import Path
from crawler.run import crawl
from crawler.sources import Source
source = Source.model_validate_json(sys.argv[1])
print(crawl(source, data=Path(sys.argv[2]), run_id="killed", contact=None).outcome)
"""


def start_crawl(source: Source, data: Path) -> subprocess.Popen:
    command = [sys.executable, "-c", CHILD, source.model_dump_json(), str(data)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("moment", [4, 21])
def test_kill_9_loses_nothing_and_doubles_nothing(tmp_path, moment):
    answers = many(15)
    reached = threading.Event()
    with Site(answers) as site:

        def count(path: str) -> None:
            if len(site.seen) == moment:
                reached.set()
            if len(site.seen) >= moment:
                time.sleep(0.05)

        site.on_request = count
        source = make(site)
        with start_crawl(source, tmp_path) as process:
            assert reached.wait(20)
            process.kill()
        site.on_request = lambda path: None
        result = run(source, tmp_path, "r2")
        assert result.outcome == "ok"
        assert captured(tmp_path) == sorted(path for path in answers if path != "/proiecte")
        third = run(source, tmp_path, "r3")
    assert (third.new, third.changed, third.unchanged) == (0, 0, 30)
    assert not list((tmp_path / "archive").glob("*.open"))
    for path in (tmp_path / "archive").glob("*.warc.gz"):
        with path.open("rb") as file:
            assert sum(1 for _ in ArchiveIterator(file, check_digests="raise")) > 1


def test_captures_that_the_memory_missed_are_not_made_again(tmp_path):
    with Site(small_site()) as site:
        source = make(site)
        run(source, tmp_path)
        for file in tmp_path.glob("state.db*"):
            file.unlink()
        result = run(source, tmp_path, "r2")
    assert (result.new, result.changed, result.unchanged) == (0, 0, 6)
    assert captured(tmp_path) == ALL


def test_captures_that_a_power_cut_took_are_made_again(tmp_path):
    with Site(small_site()) as site:
        source = make(site)
        run(source, tmp_path)
        archive = Archive(tmp_path / "archive")
        lost = list(archive.captures())[3:]
        path = archive.folder / lost[0].file
        os.truncate(path, lost[0].offset + 20)
        path.rename(f"{path}.open")
        second = run(source, tmp_path, "r2")
        assert (second.outcome, second.new, second.unchanged) == ("ok", 3, 3)
        third = run(source, tmp_path, "r3")
    assert (third.new, third.changed, third.unchanged) == (0, 0, 6)
    again = {c.url: c for c in archive.captures() if c.run_id == "r2"}
    assert set(again) == {capture.url for capture in lost}
    assert all(archive.body(capture) for capture in again.values())


def recall(data: Path, url: str) -> str | None:
    state = State(data / "state.db")
    known = state.known("mic", url)
    state.close()
    return known.sha256 if known else None


def test_the_memory_believes_only_what_the_archive_holds(tmp_path):
    archive = Archive(tmp_path / "archive")
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    urls = [f"http://mic.test/{number}" for number in range(4)]
    with archive.writer(source_id="mic", run_id="r") as writer:
        kept, lost, _ = (writer.write(url=url, status=200, body=url.encode(), fetched_at=moment) for url in urls[:3])
    state = State(tmp_path / "state.db")
    os.truncate(archive.folder / kept.file, lost.offset + lost.length - 1)
    state.catch_up(archive)
    assert [recall(tmp_path, url) is None for url in urls] == [False, True, True, True]
    answer = Answered(
        url=urls[3],
        role="page",
        status=200,
        etag="x",
        last_modified=None,
        sha256="never archived",
        at=moment,
        due=None,
    )
    state.answered("mic", [answer])
    state.catch_up(archive, Recovery())
    assert recall(tmp_path, urls[3]) == "never archived"
    state.catch_up(archive, Recovery(mended=("x",)))
    assert [recall(tmp_path, url) is None for url in urls] == [False, True, True, True]
    state.forget_content(urls[:1])
    assert recall(tmp_path, urls[0]) is None
    state.read_index_anew()
    state.catch_up(archive)
    assert state.live("mic") == 0  # it is not newer than what was forgotten
    state.close()


class Journalist:
    """What a pipeline needs of its crawler and spider, without Scrapy's engine."""

    def __init__(self, data: Path) -> None:
        self.spider = self
        self.source = Source(id="mic", name="Mic", kind="ngo", start=("http://mic.test/",))
        self.state, self.archive = State(data / "state.db"), Archive(data / "archive")
        self.counts, self.run_id = Counter(), "r1"
        self.signals = SignalManager(self)
        self.recrawl = Recrawl(self.source, datetime.now(UTC))


def test_documents_that_were_seen_are_told_in_pieces(tmp_path):
    crawler = Journalist(tmp_path)
    pipeline = RecordingPipeline(crawler)
    urls = [f"http://mic.test/{number}" for number in range(1001)]
    for url in urls:
        response = Response(url, status=304, request=Request(url, meta={"role": "page"}))
        crawler.signals.send_catch_log(signals.response_downloaded, response=response, request=response.request)
        pipeline.process_item(Confirmed(url=url, asked=url, response=response, fetched_at=datetime.now(UTC)))
    assert [len(event["urls"]) for event in events(tmp_path, "seen")] == [500, 500]
    pipeline.closed("finished")
    assert [event["event"] for event in pipeline._archive.journal.events()] == [*["seen"] * 3, "run_finished"]
    assert [url for event in events(tmp_path, "seen") for url in event["urls"]] == urls


BROKEN = """
import sys
from crawler import recording, run
def broken(pipeline, item):
    raise RuntimeError("no\\x1b[2J idea")
recording.RecordingPipeline._arrived = broken
run.main()
"""


def test_an_exception_while_recording_is_an_issue(tmp_path):
    job = {"data": str(tmp_path), "run_id": "r1", "contact": None, "log_level": "CRITICAL", "parent": os.getpid()}
    with Site(small_site()) as site:
        job["source"] = make(site, keep=["/proiecte/doi$"]).model_dump()
        done = subprocess.run(
            [sys.executable, "-c", BROKEN], cwd=ROOT, input=json.dumps(job), capture_output=True, text=True, check=True
        )
    assert json.loads(done.stdout)["failed"] == 1
    assert issues(tmp_path) == {"/proiecte/doi": "crawl-error"}
    (issue,) = events(tmp_path, "issue")
    assert "RuntimeError: no\N{REPLACEMENT CHARACTER}[2J idea" in issue["message"]


@pytest.mark.parametrize("moments", [(0.0,), (0.25, 0.3), (0.6,), (1.1, 1.2)])
def test_a_signal_at_any_moment_stops_the_crawl(tmp_path, moments):
    """The signals go to this process alone, as a scheduler sends them."""
    answers = {path: Answer(body, delay=0.3) for path, body in many(15).items() if isinstance(body, bytes)}
    with Site(answers) as site:
        timers = [
            threading.Timer(0.05 + moment, os.kill, (os.getpid(), number))
            for moment, number in zip(moments, (signal.SIGTERM, signal.SIGINT), strict=False)
        ]
        # What comes when the crawl is over already is for its caller; here nobody wants it.
        before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            for timer in timers:
                timer.start()
            result = run(make(site), tmp_path)
            for timer in timers:
                timer.join()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    assert result.outcome == "stopped"
    assert [event["outcome"] for event in events(tmp_path, "run_finished")] == ["stopped"]


def test_sigterm_finishes_cleanly_and_the_next_run_goes_on(tmp_path):
    answers = many(15)
    with Site(answers) as site:
        reached = threading.Event()

        def count(path: str) -> None:
            if len(site.seen) == 8:
                reached.set()
            if len(site.seen) >= 8:
                time.sleep(0.1)

        site.on_request = count
        source = make(site)
        with start_crawl(source, tmp_path) as process:
            assert reached.wait(20)
            process.send_signal(signal.SIGTERM)
            assert process.stdout.read().strip() == "stopped"
        site.on_request = lambda path: None
        assert not list((tmp_path / "archive").glob("*.open"))
        (finished,) = events(tmp_path, "run_finished")
        assert finished["outcome"] == "stopped"
        run(source, tmp_path, "r2")
    assert captured(tmp_path) == sorted(path for path in answers if path != "/proiecte")


def test_an_archive_that_can_not_be_written_ends_the_crawl(tmp_path):
    (tmp_path / "archive" / "captures.jsonl").mkdir(parents=True)
    with Site(many(15)) as site:
        result = run(make(site), tmp_path)
    assert result.outcome == "crashed"
    assert "captures.jsonl" in result.message


def test_a_dead_process_is_a_crash_and_the_journal_says_so(tmp_path):
    def shoot(path: str) -> None:
        if path == "/proiecte/doi":
            for file in Path("/proc/self/task").glob("*/children"):
                for child in file.read_text().split():
                    os.kill(int(child), signal.SIGKILL)

    with Site(small_site()) as site:
        site.on_request = shoot
        result = run(make(site), tmp_path)
    assert (result.outcome, result.message) == (
        "crashed",
        "the crawl's process died (signal SIGKILL); what it printed before says more",
    )
    assert [e["outcome"] for e in events(tmp_path, "run_finished")] == ["crashed"]


def test_a_broken_memory_is_told_and_what_to_do(tmp_path):
    (tmp_path / "state.db").write_bytes(b"not a database" * 100)
    with Site(small_site()) as site:
        result = run(make(site), tmp_path)
    assert result.outcome == "crashed"
    assert "file is not a database): if that stays so, delete it" in result.message
    assert [e["outcome"] for e in events(tmp_path, "run_finished")] == ["crashed"]


def test_a_memory_of_a_newer_version_is_not_touched(tmp_path):
    state = State(tmp_path / "state.db")
    state._db.execute("PRAGMA user_version = 99")
    state.close()
    with pytest.raises(StateError, match="newer Fondoscop"):
        State(tmp_path / "state.db")


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "ok"),
        ({"counts": {"failed": 3}}, "failed"),
        ({"live": 1}, "below_floor"),
        ({"reason": "shutdown"}, "stopped"),
        ({"reason": "closespider_timeout"}, "crashed"),
        ({"fatal": "no space left"}, "crashed"),
    ],
)
def test_the_verdict(changes, outcome):
    usual = {"counts": {"entries": 1, "new": 2}, "reason": "finished", "live": 2, "floor": 2}
    result = judge(**{"source_id": "x", "first_problem": "", "fatal": "", **usual, **changes})
    assert result.outcome == outcome
    assert bool(result.message) == (outcome != "ok")


def scrapy(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ})


def test_it_is_a_scrapy_project_like_any_other(tmp_path):
    assert scrapy("list").stdout.split() == ["feed", "listing", "pages", "site", "sitemap"]
    with Site(small_site()) as site:
        sources = tmp_path / "sources.toml"
        sources.write_text(
            f'[mic]\nname = "Mic"\nkind = "ngo"\nstart = ["{site.url}/proiecte"]\nallow_loopback = true\n'
            f'pages = ["{site.url}/proiecte/doi"]\nkeep = ["/proiecte/[a-z]+$"]\n'
        )
        arguments = ["-a", "source=mic", "-a", f"sources={sources}", "-a", f"data={tmp_path}", "--nolog"]
        done = scrapy("crawl", "pages", *arguments)
        assert (done.returncode, captured(tmp_path)) == (0, ["/proiecte/doi"])
        scrapy("crawl", "listing", *arguments)
    assert captured(tmp_path) == [path for path in ALL if not path.endswith("trei")]

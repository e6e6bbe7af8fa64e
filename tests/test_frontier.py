"""The frontier: what is asked when, over days that the tests move the memory's clock by."""

import importlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.migrations import MIGRATIONS
from crawler.recrawl import Recrawl
from crawler.sources import Source
from crawler.state import Answered, State
from jobs.due_sources import not_yet_due
from tests.crawl_server import Answer, Site, page
from tests.test_crawler import make, run, small_site

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def source(**changes) -> Source:
    return Source.model_validate({"id": "mic", "name": "Mic", "kind": "ngo", "start": ["http://mic.test/"], **changes})


@pytest.mark.parametrize(
    ("interval_hours", "unchanged_for", "waits"),
    [
        (24, timedelta(0), DAY),
        (24, 9 * DAY, DAY),
        (24, 50 * DAY, 5 * DAY),
        (24, 3000 * DAY, 30 * DAY),
        (24 * 90, 3000 * DAY, 90 * DAY),
        (1, timedelta(0), timedelta(hours=1)),
    ],
)
def test_a_page_is_asked_less_often_the_longer_it_stays_as_it_is(interval_hours, unchanged_for, waits):
    recrawl = Recrawl(source(interval_hours=interval_hours), NOW)
    assert recrawl.after_answer(unchanged_for) == NOW + waits * 0.9


def test_failures_back_off():
    recrawl = Recrawl(source(), NOW)
    hours = [round((recrawl.after_failure(n) - NOW) / timedelta(hours=0.9)) for n in (1, 2, 3, 4, 5, 6, 99)]
    assert hours == [1, 6, 24, 72, 168, 168, 168]


def days_pass(data: Path, days: float) -> None:
    """Moves all that is remembered into the past."""
    columns = {"address": ("due", "linked", "last_asked", "last_seen", "last_changed"), "source": ("last_whole",)}
    shift = f"{-days * 86400} seconds"
    with closing(sqlite3.connect(data / "state.db")) as db, db:
        for table, column in ((table, column) for table, names in columns.items() for column in names):
            db.execute(
                f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%f', {column}, ?) || '000+00:00'"
                f" WHERE {column} IS NOT NULL",
                (shift,),
            )


def frontier(data: Path) -> dict[str, tuple[str, int]]:
    with closing(sqlite3.connect(data / "state.db")) as db:
        rows = db.execute("SELECT url, state, failures FROM frontier").fetchall()
    return {"/" + url.split("/", 3)[3]: (state, failures) for url, state, failures in rows}


def test_pages_are_asked_in_their_interval_and_hubs_always(tmp_path):
    with Site(small_site()) as site:
        mic = make(site, pages=[f"{site.url}/proiecte/doi"])
        assert run(mic, tmp_path, force=False).new == 6
        site.seen.clear()
        second = run(mic, tmp_path, "r2", force=False)
        assert (second.outcome, second.new, second.unchanged) == ("ok", 0, 0)
        assert sorted(site.paths()) == ["/proiecte", "/proiecte?p=2"]
        days_pass(tmp_path, 1)
        third = run(mic, tmp_path, "r3", force=False)
        assert (third.new, third.unchanged) == (0, 6)
        days_pass(tmp_path, 39)
        assert run(mic, tmp_path, "r4", force=False).unchanged == 6
        site.answers["/proiecte/doi"] = page(text="Doi, altfel")
        days_pass(tmp_path, 2)  # after 40 days without a change, four days are the interval
        site.seen.clear()
        assert run(mic, tmp_path, "r5", force=False).changed == 0
        assert sorted(site.paths()) == ["/proiecte", "/proiecte?p=2"]
        days_pass(tmp_path, 2)
        assert run(mic, tmp_path, "r6", force=False).changed == 1
        days_pass(tmp_path, 1)
        site.seen.clear()
        assert run(mic, tmp_path, "r7", force=False).unchanged == 1
    assert sorted(site.paths()) == ["/proiecte", "/proiecte/doi", "/proiecte?p=2"]


def test_what_failed_is_asked_again_later_and_later(tmp_path):
    answers = small_site()
    answers["/proiecte/doi"] = Answer(b"", status=403)
    with Site(answers) as site:
        mic = make(site)
        run(mic, tmp_path, force=False)
        assert frontier(tmp_path)["/proiecte/doi"] == ("failed", 1)
        assert frontier(tmp_path)["/proiecte/unu"] == ("fetched", 0)
        for days, asked in ((0, False), (0.05, True), (0.05, False), (0.25, True)):
            days_pass(tmp_path, days)
            site.seen.clear()
            run(mic, tmp_path, "again", force=False)
            assert ("/proiecte/doi" in site.paths()) is asked
        answers["/proiecte/doi"] = page(text="Doi")
        days_pass(tmp_path, 3)
        assert run(mic, tmp_path, "last", force=False).new == 1
    assert frontier(tmp_path)["/proiecte/doi"] == ("fetched", 0)


def test_a_sitemap_makes_a_page_due_that_it_says_has_changed(tmp_path):
    def sitemap(moment: datetime) -> Answer:
        entries = f"<url><loc>{site.url}/proiecte/doi</loc><lastmod>{moment.isoformat()}</lastmod></url>"
        return Answer(f"<urlset>{entries}</urlset>".encode(), type="application/xml")

    with Site({"/proiecte/doi": page(text="Doi")}) as site:
        mic = make(site, start=[], sitemaps=[f"{site.url}/s.xml"])
        site.answers["/s.xml"] = sitemap(datetime(2020, 1, 1, tzinfo=UTC))
        assert run(mic, tmp_path, force=False).new == 1
        days_pass(tmp_path, 100)
        assert run(mic, tmp_path, "r2", force=True).unchanged == 1  # due in ten days
        site.answers["/proiecte/doi"] = page(text="Doi, altfel")
        site.answers["/s.xml"] = sitemap(datetime.now(UTC) + timedelta(days=1))
        assert run(mic, tmp_path, "r3", force=False).changed == 0  # it was asked within the base interval
        days_pass(tmp_path, 1)
        assert run(mic, tmp_path, "r4", force=False).changed == 1


def test_a_source_that_was_read_is_left_out_until_its_interval_has_passed(tmp_path):
    with Site(small_site()) as site:
        mic = make(site)
        assert not_yet_due(tmp_path, {"mic": mic}) == {}
        run(mic, tmp_path)
        assert "every 24 hours; --force or --source mic" in not_yet_due(tmp_path, {"mic": mic})["mic"]
        days_pass(tmp_path, 0.8)
        assert not_yet_due(tmp_path, {"mic": mic})
        days_pass(tmp_path, 0.15)
        assert not_yet_due(tmp_path, {"mic": mic}) == {}
        site.answers.clear()
        assert run(mic, tmp_path, "r2").outcome == "failed"
    assert not_yet_due(tmp_path, {"mic": mic}) == {}


def test_run_all_leaves_out_what_was_read_and_force_does_not(tmp_path):
    """By the command line; a word for each source that is left out, and exit code 0."""
    command = importlib.import_module("pipeline")
    with Site(small_site()) as site:
        sources = tmp_path / "sources.toml"
        sources.write_text(
            f'[mic]\nname = "Mic"\nkind = "ngo"\nstart = ["{site.url}/proiecte"]\nallow_loopback = true\n'
            'keep = ["/proiecte/[a-z]+$"]\n'
        )
        asked = []
        for extra in ([], [], ["--source", "mic"], ["--force"]):
            site.seen.clear()
            result = CliRunner().invoke(
                command.app,
                ["crawl", "--sources", str(sources), "--data", str(tmp_path / "data"), *extra],
            )
            assert result.exit_code == 0
            asked.append(len(site.paths()))
    assert asked == [6, 0, 1, 6]


def test_documents_are_given_out_once_a_run_in_batches(tmp_path):
    with closing(State(tmp_path / "state.db")) as state:
        urls = [f"http://mic.test/{number:02}" for number in range(25)]
        first = state.frontier("mic", started=NOW)
        first.link((url, "page") for url in urls)
        got = []
        while batch := first.hand_out("linked", limit=10):
            got += [url for url, _ in batch]
        assert got == urls
        # The run is killed after five answers; the next one gives out the others, although nothing links to them.
        state.answered(
            "mic",
            [
                Answered(
                    url=url, role="page", status=200, etag=None, last_modified=None, sha256="x", at=NOW, due=NOW + DAY
                )
                for url in urls[:5]
            ],
        )
        second = state.frontier("mic", started=NOW + timedelta(minutes=1))
        assert [url for url, _ in second.hand_out("waiting", limit=100)] == urls[5:]
        assert second.hand_out("unasked", limit=100) == []
        forced = state.frontier("mic", started=NOW + timedelta(minutes=2), force=True)
        assert [url for url, _ in forced.hand_out("unasked", limit=100)] == urls[:5]


def test_a_memory_of_the_first_version_is_taken_on(tmp_path):
    with closing(sqlite3.connect(tmp_path / "state.db")) as db, db:
        for statement in MIGRATIONS[0]:
            db.execute(statement)
        db.execute(
            "INSERT INTO address (source_id, url, role, status, sha256, last_asked)"
            " VALUES ('mic', 'u', 'page', 200, 'x', ?)",
            ("2026-01-01T00:00:00.000000+00:00",),
        )
        db.execute("PRAGMA user_version = 1")
    with closing(State(tmp_path / "state.db")) as state:
        known = state.known("mic", "u")
        assert known.sha256 == "x"
        assert known.due is None
        assert state.frontier("mic", started=NOW).hand_out("unasked", limit=1) == [("u", "page")]

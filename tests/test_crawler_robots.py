"""robots.txt as RFC 9309 has it, and the pause that it asks for."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise

import pytest

from crawler.robots import MAX_SIZE
from tests.crawl_server import Answer, Site, page
from tests.crawled import captured, events, issues, make
from tests.watched_crawl import watched_crawl

FORBIDDING = b"User-agent: *\nDisallow: /\n"


def small() -> dict[str, Answer | bytes]:
    return {"/proiecte": page("/proiecte/unu", "/proiecte/doi"), "/proiecte/unu": page(), "/proiecte/doi": page()}


UNREACHABLE = {
    "503": (Answer(b"", status=503), "robots-unreachable"),
    "500": (Answer(page(text="Ne pare rau"), status=500), "robots-unreachable"),
    "slow": (Answer(b"", delay=30), "timeout"),
    "broken": (Answer(b"User-agent: *\n", type="text/plain", cut=10), "broken-off"),
}


def test_a_robots_txt_that_can_not_be_had_forbids_all(tmp_path):
    with ExitStack() as stack:
        sites = {n: stack.enter_context(Site(small() | {"/robots.txt": a})) for n, (a, _) in UNREACHABLE.items()}
        source = make(sites["503"], start=[f"{site.url}/proiecte" for site in sites.values()])
        done = watched_crawl(source, tmp_path, settings={"RETRY_TIMES": 0, "DOWNLOAD_TIMEOUT": 4})
        assert {path for site in sites.values() for path, _ in site.seen} == {"/robots.txt"}
    assert done.outcome == "failed"
    found = {event["url"]: event for event in events(tmp_path, "issue")}
    assert {url: event["kind"] for url, event in found.items()} == {
        f"{sites[name].url}/proiecte": kind for name, (_, kind) in UNREACHABLE.items()
    }
    assert all("robots.txt could not be had" in event["message"] for event in found.values())


def test_all_that_wait_for_a_robots_txt_obey_it(tmp_path):
    """Requests that are made at once wait for one answer, and each must hear it."""
    with Site(small() | {"/robots.txt": Answer(FORBIDDING, type="text/plain", delay=0.5)}) as site:
        pages = [f"{site.url}/proiecte/{name}" for name in ("unu", "doi", "trei")]
        source = make(site, pages=pages)
        done = watched_crawl(source, tmp_path, settings={"CONCURRENT_REQUESTS_PER_DOMAIN": 8})
        assert {path for path, _ in site.seen} <= {"/robots.txt", "/.well-known/tdmrep.json"}
    assert done.outcome == "failed"
    assert {event["kind"] for event in events(tmp_path, "issue")} == {"robots"}


def test_a_run_without_robots_txt_loses_nothing_and_the_next_asks_again(tmp_path):
    with Site(small()) as site:
        source = make(site)
        assert watched_crawl(source, tmp_path).outcome == "ok"
        site.seen.clear()
        site.answers["/robots.txt"] = Answer(b"", status=503)
        done = watched_crawl(source, tmp_path, run_id="r2", settings={"RETRY_TIMES": 0})
        assert [path for path, _ in site.seen] == ["/robots.txt"]
        assert (done.result["requested"], done.result["vanished"]) == (1, 0)
        assert events(tmp_path, "run_finished")[-1]["live"] == 2
        del site.answers["/robots.txt"]
        assert watched_crawl(source, tmp_path, run_id="r3").result["unchanged"] == 2


def test_without_a_robots_txt_all_is_allowed_whatever_its_answer_says(tmp_path):
    statuses = (401, 403, 404, 410)
    with ExitStack() as stack:
        robots = [{"/robots.txt": Answer(FORBIDDING, status=status, type="text/plain")} for status in statuses]
        sites = [stack.enter_context(Site(small() | answer)) for answer in robots]
        source = make(sites[0], start=[f"{site.url}/proiecte" for site in sites])
        assert watched_crawl(source, tmp_path).result["new"] == 8


def test_a_robots_txt_behind_redirects_is_read_and_one_without_end_is_none(tmp_path):
    with Site(small()) as site:
        site.answers |= {
            "/robots.txt": Answer(status=301, headers={"Location": "/r1"}, type=None),
            "/r1": Answer(status=302, headers={"Location": "/r2"}, type=None),
            "/r2": Answer(b"User-agent: Fondoscop\nDisallow: /proiecte/unu\n", type="text/plain"),
        }
        watched_crawl(make(site), tmp_path / "read")
        site.answers["/r2"] = Answer(status=302, headers={"Location": "/r1"}, type=None)
        watched_crawl(make(site), tmp_path / "endless")
    assert captured(tmp_path / "read") == ["/proiecte/doi"]
    assert captured(tmp_path / "endless") == ["/proiecte/doi", "/proiecte/unu"]


def endless_robots() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /proiecte/unu\n"
    yield (b"# " + b"x" * 1021 + b"\n") * (MAX_SIZE // 1024)
    yield b"Disallow: /proiecte/doi\n"
    while True:
        yield b"# and on\n" * 1000


def test_an_endless_robots_txt_counts_up_to_its_limit(tmp_path):
    with Site(small() | {"/robots.txt": Answer(raw=endless_robots)}) as site:
        done = watched_crawl(make(site), tmp_path)
    assert done.outcome == "ok"
    assert captured(tmp_path) == ["/proiecte/doi"]
    assert issues(tmp_path)["/proiecte/unu"][0] == "robots"
    assert site.sent["/robots.txt"] < 20 * MAX_SIZE  # what the kernel buffers


@pytest.mark.parametrize("throttle", [False, True])
def test_a_crawl_delay_is_kept(tmp_path, throttle):
    moments = []
    with Site(small() | {"/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.4\n", type="text/plain")}) as site:
        site.on_request = lambda path: moments.append(time.monotonic())
        settings = {"AUTOTHROTTLE_ENABLED": throttle, "AUTOTHROTTLE_START_DELAY": 0.01}
        watched_crawl(make(site), tmp_path, settings=settings)
    assert len(moments) == 5  # robots.txt, tdmrep.json, three pages
    assert moments[-1] - moments[0] > 4 * 0.4 - 0.1
    assert min(later - earlier for earlier, later in pairwise(moments)) > 0.2
    assert events(tmp_path, "issue") == []


def test_a_crawl_delay_beyond_reason_is_cut_and_told_once(tmp_path):
    robots = Answer(b"User-agent: Fondoscop\nCrawl-delay: 86400\n", type="text/plain")
    with Site(small() | {"/robots.txt": robots}) as site:
        done = watched_crawl(make(site), tmp_path, settings={"CRAWL_DELAY_MAX": 0.1})
    assert (done.outcome, len(captured(tmp_path))) == ("ok", 2)
    (issue,) = events(tmp_path, "issue")
    assert (issue["kind"], issue["url"]) == ("crawl-delay", f"{site.url}/robots.txt")
    assert "86400 seconds" in issue["message"]

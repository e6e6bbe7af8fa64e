"""A hostile site, played on loopback: the crawl ends by itself, tells each problem, and keeps the good pages."""

import gzip
import time
import zlib
from collections.abc import Iterator
from itertools import count

import brotli
import pytest

from store.archive import Archive
from tests.crawl_server import Answer, Site, page
from tests.crawled import captured, events, issues, make
from tests.watched_crawl import Watched, watched_crawl

MB = 1024 * 1024
ZEROS = b"0" * (100 * MB)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
DRIP = 0.05  # seconds
TIMEOUT = 8  # seconds: what is not slow by itself must not run into it on a busy machine
SENT = 45 * MB  # what may be sent of an answer without a length: DOWNLOAD_MAXSIZE and the buffers between us


def deflated(data: bytes) -> bytes:
    return zlib.compress(data, 1)


def announced_100_mb() -> Iterator[bytes]:
    yield OK + b"Content-Length: %d\r\n\r\n" % (100 * MB)
    for _ in range(100):
        yield b"<p>x</p>" * (MB // 8)


def chunked_100_mb() -> Iterator[bytes]:
    yield OK + b"Transfer-Encoding: chunked\r\n\r\n"
    for _ in range(100):
        yield b"%x\r\n" % MB + b"<p>x</p>" * (MB // 8) + b"\r\n"
    yield b"0\r\n\r\n"


def endless_body() -> Iterator[bytes]:
    yield OK + b"\r\n"
    while True:
        yield b"<p>x</p>" * 8192


def slow_body() -> Iterator[bytes]:
    yield OK + b"\r\n<html>"
    while True:
        time.sleep(DRIP)
        yield b"."


def slow_heading() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in count():
        time.sleep(DRIP)
        yield b"X-%d: x\r\n" % number


def endless_headers() -> Iterator[bytes]:
    yield OK
    for number in count():
        yield b"".join(b"X-%d-%d: %s\r\n" % (number, n, b"x" * 1000) for n in range(64))


def endless_header() -> Iterator[bytes]:
    yield OK + b"X-Long: "
    while True:
        yield b"x" * 65536


def endless_hints() -> Iterator[bytes]:
    while True:
        yield b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 1000


def garbage() -> Iterator[bytes]:
    yield b"\x16\x03\x01\x00 SSH-2.0 hello\r\n\r\n" * 100


def silence() -> Iterator[bytes]:
    return iter(())


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]><rss><item><link>&l11;</link></item></rss>'.encode()


def to(target: str, **headers: str) -> Answer:
    return Answer(status=302, headers={"Location": target, **headers}, type=None)


def packed(encoding: str, body: bytes) -> Answer:
    return Answer(body, headers={"Content-Encoding": encoding})


# What each bad page answers, and the kind of its issue.
BAD: dict[str, tuple[Answer, str]] = {
    "bucla": (to("/proiecte/bucla"), "redirect-loop"),
    "cookie": (to("/proiecte/cookie", **{"Set-Cookie": "perete=1"}), "redirect-loop"),
    "gzip": (packed("gzip", gzip.compress(ZEROS, 1)), "too-large"),
    "deflate": (packed("deflate", deflated(ZEROS)), "too-large"),
    "brotli": (packed("br", brotli.compress(ZEROS, quality=1)), "too-large"),
    "straturi": (packed("gzip, gzip", gzip.compress(gzip.compress(ZEROS, 1), 1)), "too-large"),
    "gzip_rupt": (packed("gzip", b"<html>nu e gzip</html>"), "bad-encoding"),
    "deflate_rupt": (packed("deflate", b"<html>nu e deflate</html>"), "bad-encoding"),
    "brotli_rupt": (packed("br", b"<html>nu e brotli</html>"), "bad-encoding"),
    "anuntat": (Answer(raw=announced_100_mb), "too-large"),
    "bucati": (Answer(raw=chunked_100_mb), "too-large"),
    "fara_sfarsit": (Answer(raw=endless_body), "too-large"),
    "lent": (Answer(raw=slow_body), "timeout"),
    "antet_lent": (Answer(raw=slow_heading), "timeout"),
    "antete": (Answer(raw=endless_headers), "too-large"),
    "antet_lung": (Answer(raw=endless_header), "too-large"),
    "indicii": (Answer(raw=endless_hints), "too-large"),
    "gunoi": (Answer(raw=garbage), "connection"),
    "tacere": (Answer(raw=silence), "connection"),
    "poza": (Answer(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", type="text/html; charset=utf-8"), "not-a-document"),
    "intern": (to("http://169.254.169.254/latest/"), "refused-address"),
}

# What good pages answer that lie about themselves: they are kept, and their links are followed.
HTML = page("/proiecte/dupa_minciuni", text="Beneficiari: 120 de copii din județul Iași")
LYING: dict[str, Answer] = {
    "ca_pdf": Answer(HTML, type="application/pdf"),
    "ca_poza": Answer(HTML, type="image/jpeg"),
    "fara_tip": Answer(HTML, type=None),
    "setul_x": Answer(HTML, type="text/html; charset=klingon-8"),
    "setul_16": Answer(HTML, type="text/html; charset=utf-16"),
    "setul_gol": Answer(HTML, type="text/html; charset="),
    "adanc": Answer(b"<html>" + b"<div>" * 20_000 + b'<a href="/proiecte/dupa_minciuni">x</a>'),
}


class HostileSite(Site):
    """The bad pages, the lying ones, and a calendar that has a page for each month until the end of time."""

    def __init__(self) -> None:
        good = {f"/proiecte/bun{n}": page(text=f"Bun {n}") for n in range(3)}
        bad = {f"/proiecte/{name}": answer for name, (answer, _) in BAD.items()}
        lying = {f"/proiecte/{name}": answer for name, answer in LYING.items()}
        long = f"/proiecte/{'x' * 3000}"
        links = [*(path for trio in zip(bad, [*lying, *good] * 2, strict=False) for path in trio), *bad, *lying, *good]
        super().__init__(good | bad | lying | {"/proiecte": page(*dict.fromkeys(links), "/calendar?luna=1", long)})
        self.answers |= {
            "/proiecte/dupa_minciuni": page(text="După minciuni"),
            "/feed": Answer(laughs(), type="application/rss+xml"),
            **{f"/calendar?luna={n}": page(f"/calendar?luna={n + 1}") for n in range(60)},
        }
        self.good = sorted([*good, *lying, "/proiecte/dupa_minciuni"])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """One crawl of the hostile site and of two that have bad robots.txt; what it did, and where."""
    data = tmp_path_factory.mktemp("hostile")

    def endless_robots() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /secret\n"
        while True:
            yield b"# nimic\n" * 8192

    with (
        HostileSite() as site,
        Site({"/robots.txt": Answer(b"", status=503), "/proiecte": page()}) as down,
        Site({"/robots.txt": Answer(raw=endless_robots), "/proiecte": page("/secret"), "/secret": page()}) as wordy,
    ):
        source = make(
            site,
            start=[f"{each.url}/proiecte" for each in (site, down, wordy)],
            feeds=[f"{site.url}/feed"],
            follow=["/calendar"],
            keep=[r"/proiecte/\w+$", "/secret$"],
            max_per_pattern=30,
        )
        begun = time.monotonic()
        settings = {"DOWNLOAD_TIMEOUT": TIMEOUT, "RETRY_TIMES": 0}
        done = watched_crawl(source, data, settings=settings)
        yield done, data, site, down, wordy, time.monotonic() - begun


def test_it_ends_by_itself_and_good_pages_are_kept(hostile):
    done, data, site, *_ = hostile
    assert (done.outcome, done.message) == ("ok", "")
    assert captured(data) == site.good
    assert [event["outcome"] for event in events(data, "run_finished")] == ["ok"]
    assert set(done.connected) <= {("127.0.0.1", each.port) for each in hostile[2:5]}


def test_each_problem_is_an_issue_in_words_for_people(hostile):
    _, data, site, down, wordy, _ = hostile
    found = {event["url"]: (event["kind"], event["message"]) for event in events(data, "issue")}
    expected = {f"{site.url}/proiecte/{name}": kind for name, (_, kind) in BAD.items() if name != "intern"}
    expected |= {
        "http://169.254.169.254/latest/": "refused-address",
        f"{site.url}/calendar?luna=31": "budget-pattern",
        f"{site.url}/proiecte/{'x' * 3000}": "budget-address",
        f"{down.url}/proiecte": "robots-unreachable",
        f"{wordy.url}/secret": "robots",
    }
    assert {url: kind for url, (kind, _) in found.items()} == expected
    assert all(message.isprintable() and 20 < len(message) <= 501 for _, message in found.values())
    assert "crawl-error" not in {kind for kind, _ in found.values()}


def test_nothing_grows_with_what_is_sent(hostile):
    done, _, site, _, wordy, _ = hostile
    sent = {path.rpartition("/")[2]: bytes_sent for path, bytes_sent in site.sent.items()}
    assert sent["anuntat"] < 15 * MB  # refused by its own word: what the kernel took until then
    assert all(sent[name] < SENT for name in ("bucati", "fara_sfarsit"))
    assert all(sent[name] < 15 * MB for name in ("antete", "antet_lung", "indicii"))
    assert wordy.sent["/robots.txt"] < 15 * MB
    assert done.peak < 400  # MB; a bare crawl has about 100; pages of 32 MB and of 50,000 links are held, and copies


def test_a_second_run_asks_again_and_loses_nothing(tmp_path):
    """A wall of cookies that goes up later: what is known stays known."""
    with Site({"/proiecte": page("/proiecte/unu"), "/proiecte/unu": page()}) as site:
        source = make(site)
        first: Watched = watched_crawl(source, tmp_path)
        site.answers["/proiecte/unu"] = to("/proiecte/unu", **{"Set-Cookie": "perete=1"})
        second = watched_crawl(source, tmp_path, run_id="r2")
        assert issues(tmp_path, "r2")["/proiecte/unu"][0] == "redirect-loop"
        site.answers["/proiecte/unu"] = page()
        third = watched_crawl(source, tmp_path, run_id="r3")
    assert (first.result["new"], second.result["failed"], third.result["unchanged"]) == (1, 1, 1)
    assert captured(tmp_path) == ["/proiecte/unu"]


def test_a_page_of_links_without_number_is_read_up_to_a_limit(tmp_path):
    flood = b"<html>" + b"".join(b'<a href="/proiecte/x%d">x</a>' % n for n in range(51_000))
    with Site({"/proiecte": page("/proiecte/mare"), "/proiecte/mare": flood}) as site:
        done = watched_crawl(make(site, max_documents=3), tmp_path)
    assert (done.outcome, captured(tmp_path)) == ("ok", ["/proiecte/mare"])
    (flooded,) = [event for event in events(tmp_path, "issue") if event["kind"] == "too-many-links"]
    (capture,) = Archive(tmp_path / "archive").captures()
    assert flooded["url"] == capture.url
    assert flooded["time"] > capture.fetched_at.isoformat()  # else the capture would settle it
    assert len(site.paths()) == 4

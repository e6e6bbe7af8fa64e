"""What a crawl leaves in its WARC files: every answer as the server sent it, findable, and right for other programs."""

import gzip
import hashlib
import random
import subprocess
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from warcio.archiveiterator import ArchiveIterator

from crawler.evidence import LARGEST
from store import answers
from store.answers import AnswerError, read_answer, refresh
from store.archive import Archive
from store.encodings import LIMIT, zstd
from store.warc import UNMODIFIED
from tests.crawl_server import Answer, Site, page
from tests.crawled import captured, make
from tests.test_crawler import PDF, crawl

TEXT = page(text="Un centru de zi pentru 40 de copii din Sălaj. " * 40)
ROBOTS = b"User-agent: *\nDisallow: /privat/\n"
FEED = b"<rss version='2.0'><channel><item><link>{}/proiecte/flux</link></item></channel></rss>"
SITEMAP = (
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{}/proiecte/harta</loc></url></urlset>"
)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKED = {
    "gzip": ("gzip", gzip.compress(TEXT)),
    "brotli": ("br", brotli.compress(TEXT)),
    "zstandard": ("zstd", zstd.compress(TEXT)),
    "zlib": ("deflate", zlib.compress(TEXT)),
    "umflat": ("deflate", raw_deflate(TEXT)),
    "dublu": ("gzip, br", brotli.compress(gzip.compress(TEXT))),
}


def in_chunks(body: bytes, *headers: str) -> Answer:
    """An answer without a length, in three chunks."""
    cuts = [body[:10], body[10:500], body[500:]]
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", "Transfer-Encoding: chunked", *headers]
    whole = ["\r\n".join([*lines, "", ""]).encode(), *(b"%x\r\n%s\r\n" % (len(cut), cut) for cut in cuts), b"0\r\n\r\n"]
    return Answer(raw=lambda: whole)


def site_of_all_sorts(url: str) -> dict[str, Answer | bytes]:
    """A site that answers in as many ways as there are."""
    kept = [*PACKED, "bucati", "impachetat", "mutat", "disparut", "cazut", "trece", "simplu"]
    return {
        "/robots.txt": Answer(ROBOTS, type="text/plain"),
        "/proiecte": Answer(gzip.compress(page(*(f"/proiecte/{name}" for name in kept))), headers=coded("gzip")),
        "/flux.xml": Answer(FEED.replace(b"{}", url.encode()), type="application/rss+xml"),
        "/harta.xml": Answer(brotli.compress(SITEMAP.replace(b"{}", url.encode())), headers=coded("br")),
        **{f"/proiecte/{name}": Answer(body, headers=coded(coding)) for name, (coding, body) in PACKED.items()},
        "/proiecte/bucati": in_chunks(TEXT),
        "/proiecte/impachetat": in_chunks(gzip.compress(TEXT), "Content-Encoding: gzip"),
        "/proiecte/mutat": Answer(b"aici", status=301, headers={"Location": "/muta"}),
        "/muta": Answer(status=302, headers={"Location": "/proiecte/tinta?utm_source=x"}),
        "/proiecte/tinta?utm_source=x": TEXT,
        "/proiecte/disparut": Answer(gzip.compress(b"nu mai este"), status=410, headers=coded("gzip")),
        "/proiecte/cazut": Answer(b"0" * 3 * LARGEST, status=503),
        "/proiecte/trece": b"<html><head><meta http-equiv='refresh' content='0; url=/proiecte/tinta'></head></html>",
        "/proiecte/simplu": page("/proiect.pdf", text="Un proiect pentru copii"),
        "/proiecte/flux": TEXT,
        "/proiecte/harta": TEXT,
        "/proiect.pdf": PDF,
    }


def coded(coding: str) -> dict[str, str]:
    return {"Content-Encoding": coding}


@dataclass
class Crawled:
    data: Path
    site: Site

    @property
    def folder(self) -> Path:
        return self.data / "archive"

    def path(self, url: str) -> str:
        return url.removeprefix(self.site.url)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> Crawled:
    """Two crawls of the site, one after the other."""
    data = tmp_path_factory.mktemp("data")
    with Site({}) as site:
        site.answers |= site_of_all_sorts(site.url)
        source = make(site, feeds=[f"{site.url}/flux.xml"], sitemaps=[f"{site.url}/harta.xml"])
        for run in ("r1", "r2"):
            assert crawl(source, data=data, run_id=run, contact=None, force=True).outcome == "ok"
    return Crawled(data, site)


@dataclass
class Record:
    kind: str
    status: str
    headers: dict[str, str]
    about: dict[str, str]
    body: bytes
    offset: int


def records(folder: Path, run_id: str = "r1") -> dict[str, list[Record]]:
    """What warcio's own reader finds, with every digest checked; by address."""
    found = defaultdict(list)
    for path in folder.glob(f"*-{run_id}-*.warc.gz"):
        with path.open("rb") as file:
            iterator = ArchiveIterator(file, check_digests="raise")
            for record in iterator:
                body = record.raw_stream.read()
                if record.rec_type != "warcinfo":
                    found[record.rec_headers.get_header("WARC-Target-URI")].append(
                        Record(
                            kind=record.rec_type,
                            status=record.http_headers.statusline,
                            headers={name.lower(): value for name, value in record.http_headers.headers},
                            about=dict(record.rec_headers.headers),
                            body=body,
                            offset=iterator.get_record_offset(),
                        )
                    )
    return found


def test_bodies_are_those_that_the_server_sent(crawled):
    """But those in codings that nobody asked for, and that other readers of WARC could not undo."""
    found = records(crawled.folder)
    unpacked = defaultdict(lambda: TEXT, {"/harta.xml": SITEMAP.replace(b"{}", crawled.site.url.encode())})
    sent = {
        path: answer if isinstance(answer, Answer) else Answer(answer) for path, answer in crawled.site.answers.items()
    }
    for path, answer in sent.items():
        if answer.raw or path == "/proiecte/cazut":
            continue
        coding = answer.headers.get("Content-Encoding")
        is_kept = coding in {None, "gzip", "deflate"}
        response, request = found[crawled.site.url + path][:2]
        assert (response.kind, request.kind) == ("response", "request"), path
        assert response.body == (answer.body if is_kept else unpacked[path]), path
        assert response.status.split()[0] == str(answer.status), path
        assert response.headers["content-length"] == str(len(response.body)), path
        assert response.headers.get("content-encoding") == (coding if is_kept else None), path
        assert response.headers.get("x-orig-content-encoding") == (None if is_kept else coding), path
        assert response.headers.get("location") == answer.headers.get("Location"), path
        assert response.about["WARC-IP-Address"] == "127.0.0.1"
        assert request.status == f"{path} HTTP/1.1"
        assert request.headers["user-agent"].startswith("Fondoscop")
        assert request.headers["accept-encoding"] == "gzip, deflate"
        assert request.about["WARC-Concurrent-To"] == response.about["WARC-Record-ID"]


@pytest.mark.parametrize("coding", [None, "gzip"])
def test_the_transfer_coding_is_undone_and_the_content_coding_is_not(crawled, coding):
    path = "/proiecte/impachetat" if coding else "/proiecte/bucati"
    response = records(crawled.folder)[crawled.site.url + path][0]
    assert (gzip.decompress(response.body) if coding else response.body) == TEXT
    assert response.headers["content-length"] == str(len(response.body))
    assert response.headers.get("content-encoding") == coding
    assert "transfer-encoding" not in response.headers


def test_every_answer_is_there_as_often_as_it_came(crawled):
    for run_id in ("r1", "r2"):
        found = records(crawled.folder, run_id)
        kinds = {crawled.path(url): [r.kind for r in those if r.kind != "request"] for url, those in found.items()}
        assert kinds["/robots.txt"] == ["response"]
        assert kinds["/proiecte/cazut"] == ["response"] * 3  # with its retries
        assert kinds["/proiecte/trece"] == ["response"]
        assert kinds["/.well-known/tdmrep.json"] == ["response"]
        assert kinds["/proiecte/gzip"] == ["response" if run_id == "r1" else "revisit"]
    first, second = (sum(map(len, records(crawled.folder, run_id).values())) for run_id in ("r1", "r2"))
    # Two pages in chunks have no validators: they came as they were, and the journal tells it.
    unchanged = 2 * 2
    assert first == second + unchanged


def test_a_long_failure_is_cut_and_says_so(crawled):
    response = records(crawled.folder)[f"{crawled.site.url}/proiecte/cazut"][0]
    assert len(response.body) == LARGEST
    assert response.headers["content-length"] == str(LARGEST)
    assert response.about["WARC-Truncated"] == "length"


def test_an_unmodified_page_is_a_revisit_of_its_capture(crawled):
    revisit, request = records(crawled.folder, "r2")[f"{crawled.site.url}/proiecte/gzip"]
    capture = next(c for c in Archive(crawled.folder).captures() if c.url == f"{crawled.site.url}/proiecte/gzip")
    stored = records(crawled.folder)[capture.url][0]
    assert revisit.about["WARC-Profile"] == UNMODIFIED
    assert revisit.about["WARC-Refers-To-Target-URI"] == stored.about["WARC-Target-URI"]
    assert revisit.about["WARC-Refers-To-Date"] == stored.about["WARC-Date"]
    assert revisit.status == "304 Not Modified"
    assert revisit.headers["etag"] == request.headers["if-none-match"] == stored.headers["etag"]
    assert revisit.body == b""


def test_warcio_check_passes(crawled):
    files = [str(path) for path in crawled.folder.glob("*.warc.gz")]
    assert len(files) == 2
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("digest pass") > 80
    assert "fail" not in done.stdout


def test_captures_are_read_at_random_places(crawled):
    archive = Archive(crawled.folder)
    captures = list(archive.captures())
    random.Random(3).shuffle(captures)
    bodies = {crawled.path(capture.url): archive.body(capture) for capture in captures}
    packed = ("bucati", "impachetat", "tinta", "flux", "harta", *PACKED)
    assert {bodies[f"/proiecte/{name}"] for name in packed} == {TEXT}
    assert bodies["/proiect.pdf"] == PDF.body
    assert len(bodies) == len(packed) + 2
    assert {c.sha256 for c in captures if c.url.endswith("/brotli")} == {hashlib.sha256(TEXT).hexdigest()}
    for capture in captures:
        # A reader that knows nothing of us finds the same record at the place that the index names.
        with (crawled.folder / capture.file).open("rb") as file:
            file.seek(capture.offset)
            record = next(iter(ArchiveIterator(BytesIO(file.read(capture.length)))))
        assert record.rec_headers.get_header("Fondoscop-Capture") == capture.id


def test_other_answers_have_an_index_of_their_own(crawled):
    found = list(answers.answers(crawled.folder))
    random.Random(4).shuffle(found)
    by_path = defaultdict(list)
    for answer in found:
        stored = read_answer(crawled.folder, answer)
        assert (stored.url, stored.status, stored.fetched_at) == (answer.url, answer.status, answer.fetched_at)
        by_path[crawled.path(answer.url)].append(stored)
    assert {stored.body for stored in by_path["/robots.txt"]} == {ROBOTS}
    assert [stored.body for stored in by_path["/proiecte/disparut"]] == [b"nu mai este"] * 2
    assert [dict(stored.headers)["Location"] for stored in by_path["/muta"]] == ["/proiecte/tinta?utm_source=x"] * 2
    assert b"/proiecte/gzip" in by_path["/proiecte"][0].body
    assert b"/proiecte/harta" in by_path["/harta.xml"][0].body
    assert {stored.status for stored in by_path["/proiecte/gzip"]} == {304}
    robots = f"{crawled.site.url}/robots.txt"
    assert [answer.run_id for answer in answers.answers(crawled.folder, url=robots)] == ["r1", "r2"]


def test_the_address_in_the_request_is_kept_beside_the_canonical_one(crawled):
    target = f"{crawled.site.url}/proiecte/tinta"
    response, request = records(crawled.folder)[f"{target}?utm_source=x"]
    assert (response.about["Fondoscop-Address"], request.status) == (target, "/proiecte/tinta?utm_source=x HTTP/1.1")
    assert [capture.url for capture in Archive(crawled.folder).captures() if "tinta" in capture.url] == [target]


def test_the_index_of_answers_is_made_anew_where_it_does_not_fit(crawled, tmp_path):
    index = crawled.folder / answers.INDEX
    before = list(answers.answers(crawled.folder))
    assert refresh(crawled.folder) == 0
    whole = index.read_bytes()
    for damage in (None, b"", whole[: len(whole) // 2], b'["finished"]\n' + whole, b'{"event":"finished"}\n' + whole):
        if damage is None:
            index.unlink()
        else:
            index.write_bytes(damage)
        assert refresh(crawled.folder) > 0
        assert sorted(answers.answers(crawled.folder), key=str) == sorted(before, key=str)
        assert refresh(crawled.folder) == 0
    for path in crawled.folder.glob("*-r2-*.warc.gz"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / answers.INDEX).write_bytes(whole)
    assert refresh(tmp_path) == 0 or list(answers.answers(tmp_path)) == [a for a in before if a.run_id == "r2"]
    (gone,) = tmp_path.glob("*.warc.gz")
    one = next(answers.answers(tmp_path))
    gone.unlink()
    with pytest.raises(AnswerError, match="can't be read"):
        read_answer(tmp_path, one)


def test_a_bomb_is_neither_kept_nor_unpacked(tmp_path):
    bomb = gzip.compress(b"0" * (LIMIT + 1))
    with Site({"/proiecte": page("/proiecte/bomba"), "/proiecte/bomba": Answer(bomb, headers=coded("gzip"))}) as site:
        assert crawl(make(site), data=tmp_path, run_id="r1", contact=None).failed == 1
        found = records(tmp_path / "archive")
    assert captured(tmp_path) == []
    assert f"{site.url}/proiecte/bomba" not in found


def test_what_a_page_reserves_is_not_kept(tmp_path):
    reserved = {"tdm-reservation": "1"}
    with Site({"/proiecte": page("/proiecte/a"), "/proiecte/a": Answer(TEXT, headers=reserved)}) as site:
        crawl(make(site), data=tmp_path, run_id="r1", contact=None)
        found = records(tmp_path / "archive")
    assert f"{site.url}/proiecte" in found
    assert f"{site.url}/proiecte/a" not in found


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "br", "zstd", "gzip, br"])
def test_bodies_are_decoded_as_scrapy_decodes_them(coding):
    from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware  # noqa: PLC0415

    from store.encodings import codings_of, decoded  # noqa: PLC0415

    pack = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "zstd": zstd.compress}
    body = {"br": brotli.compress, "gzip, br": lambda text: brotli.compress(gzip.compress(text))}.get(
        coding, pack.get(coding)
    )(TEXT)
    theirs = HttpCompressionMiddleware.from_crawler(get_crawler())
    for sent in (body, b""):
        response = Response("http://a.test/", headers={"Content-Encoding": coding}, body=sent)
        assert theirs.process_response(response.request or type("R", (), {"method": "GET", "meta": {}})(), response)
        assert decoded(sent, codings_of([("content-ENCODING", coding.upper())])) == (TEXT if sent else b"")

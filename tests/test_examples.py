"""The made-up sites are whole, and the server answers for them as a proxy would."""

import http.client
import io
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import docx
import pypdfium2
import pytest
from lxml import etree, html
from pydantic import ValidationError

from examples.pages import SITES, load_pages, read_site_files
from examples.server import Page, SampleServer

HOSTS = {"dgaspc-codru.test", "podulverde.test", "gazetadecodru.test"}
PAGES = load_pages()
XML = {key for key, page in PAGES.items() if page.content_type.split(";")[0].endswith("xml")}
MISSING = {(site.host, target) for _, site in read_site_files(SITES) for target in site.missing}
HTML = {key: page for key, page in PAGES.items() if page.content_type.startswith("text/html") and page.body}
HUB = "http://dgaspc-codru.test/index.php/proiecte?start=5"
PDF = ("dgaspc-codru.test", "/images/documente/anunt-selectie-parteneri.pdf")
DOCX = ("dgaspc-codru.test", "/images/documente/comunicat-acasa-la-codru.docx")
BROKEN = ("dgaspc-codru.test", "/images/documente/raport-2021.pdf")


@pytest.fixture
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


@pytest.fixture
def connection(server: SampleServer) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    yield made
    made.close()


def ask(
    connection: http.client.HTTPConnection, target: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def links(host: str, target: str) -> set[tuple[str, str]]:
    """Host and target of everything that the page, feed or sitemap points to within the three hosts."""
    page, address = PAGES[host, target], f"http://{host}{target}"
    if page.content_type.startswith("text/html"):
        found = html.fromstring(page.body).xpath("//a/@href | //link/@href | //img/@src | //script/@src")
    elif (host, target) in XML:
        found = etree.fromstring(page.body).xpath("//*[local-name()='loc' or local-name()='link']/text() | //@href")
    else:
        found = re.findall(r"(?m)^Sitemap: (\S+)", page.body.decode())
    parts = [urlsplit(urljoin(address, link)) for link in found if not link.startswith("#")]
    return {
        (part.netloc, (part.path or "/") + (f"?{part.query}" if part.query else ""))
        for part in parts
        if part.netloc in HOSTS
    }


def test_proxy_form_and_origin_form_give_the_same(connection: http.client.HTTPConnection) -> None:
    status, headers, body = ask(connection, HUB)
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert body == (SITES / "dgaspc-codru.test" / "proiecte-start-5.html").read_bytes()
    plain = ask(connection, "/index.php/proiecte?start=5", Host="DGASPC-Codru.test:80")
    assert (plain[0], plain[2]) == (200, body)


def test_the_connection_stays_open_and_requests_are_remembered(
    server: SampleServer, connection: http.client.HTTPConnection
) -> None:
    ask(connection, HUB, User_Agent="proba")
    first = connection.sock
    ask(connection, "http://dgaspc-codru.test/nimic", method="HEAD")
    assert connection.sock is first
    assert [(seen.method, seen.host, seen.target) for seen in server.requests] == [
        ("GET", "dgaspc-codru.test", "/index.php/proiecte?start=5"),
        ("HEAD", "dgaspc-codru.test", "/nimic"),
    ]
    assert server.requests[0].headers["user-agent"] == "proba"


def test_head_tells_the_length_without_the_body(connection: http.client.HTTPConnection) -> None:
    whole = ask(connection, HUB)
    status, headers, body = ask(connection, HUB, method="HEAD")
    assert (status, body) == (200, b"")
    assert headers["content-length"] == str(len(whole[2]))
    assert headers["etag"] == whole[1]["etag"]


def test_an_unchanged_page_is_not_sent_again(connection: http.client.HTTPConnection) -> None:
    _, headers, _ = ask(connection, HUB)
    tag, date = headers["etag"], headers["last-modified"]
    assert tag.startswith('"')
    assert parsedate_to_datetime(date) == datetime(2025, 1, 20, 7, 30, tzinfo=UTC)
    assert ask(connection, HUB, If_None_Match=tag)[::2] == (304, b"")
    assert ask(connection, HUB, If_None_Match=f'"alta", W/{tag}')[0] == 304
    assert ask(connection, HUB, If_Modified_Since=date)[0] == 304
    assert ask(connection, HUB, If_Modified_Since="cândva")[0] == 200
    assert ask(connection, HUB, If_Modified_Since="Mon, 01 Jan 2024 00:00:00 GMT")[0] == 200
    assert ask(connection, HUB, If_None_Match='"alta"', If_Modified_Since=date)[0] == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("http://dgaspc-codru.test/index.php/proiecte/99-arhiva-veche", 404),
        ("http://nicaieri.test/", 404),
        ("http://gazetadecodru.test/robots.txt", 404),
        ("http://gazetadecodru.test/stire.php?id=1102", 410),
    ],
)
def test_what_is_not_there(connection: http.client.HTTPConnection, address: str, status: int) -> None:
    answer = ask(connection, address)
    assert answer[0] == status
    assert answer[2]
    assert "etag" not in answer[1]


def test_an_empty_page_is_a_page(connection: http.client.HTTPConnection) -> None:
    status, headers, body = ask(connection, "http://dgaspc-codru.test/index.php/proiecte/21-rezultate-in-lucru")
    assert (status, headers["content-length"], body) == (200, "0", b"")


def test_pages_from_memory_change_while_the_server_runs() -> None:
    modified = datetime(2024, 2, 1, tzinfo=UTC)
    moved = Page(body=b"", status=301, headers=(("Location", "http://a.test/nou"),))
    with SampleServer(pages={("a.test", "/"): Page(body=b"unu", modified=modified)}) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        status, headers, body = ask(connection, "http://a.test")
        assert (status, body) == (200, b"unu")
        assert headers["last-modified"] == format_datetime(modified, usegmt=True)
        server.pages["a.test", "/"] = Page(body=b"doi")
        assert ask(connection, "http://a.test/", If_None_Match=headers["etag"])[2] == b"doi"
        server.pages["a.test", "/"] = moved
        assert ask(connection, "http://a.test/")[1]["location"] == "http://a.test/nou"
        assert ask(connection, "http://gazetadecodru.test/")[0] == 404
        connection.close()
    assert len(server.requests) == 4


def test_another_folder_and_a_misspelt_key(tmp_path: Path) -> None:
    site = tmp_path / "b.test"
    site.mkdir()
    (site / "a.html").write_text("salut")
    entry = 'host = "b.test"\n[pages."/"]\nfile = "a.html"\ntype = "text/html"\nmodified = 2024-01-01T00:00:00Z\n'
    (site / "pages.toml").write_text(entry)
    with SampleServer(sites=tmp_path) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        assert ask(connection, "http://b.test/")[2] == b"salut"
        connection.close()
    (site / "pages.toml").write_text(entry.replace("modified", "modifid"))
    with pytest.raises(ValidationError):
        load_pages(tmp_path)


def test_there_is_enough_to_read() -> None:
    assert {host for host, _ in PAGES} == HOSTS
    assert len(HTML) >= 25


@pytest.mark.parametrize("host", sorted(HOSTS))
def test_files_and_tables_agree(host: str) -> None:
    (site,) = (site for _, site in read_site_files(SITES) if site.host == host)
    named = [entry.file for entry in site.pages.values()]
    assert len(named) == len(set(named))
    assert {path.name for path in (SITES / host).iterdir()} == {*named, "pages.toml"}
    assert not set(site.missing) & set(site.pages)


@pytest.mark.parametrize("key", sorted(key for key, page in HTML.items() if key[0] == "gazetadecodru.test"))
def test_the_newspaper_is_windows_1250(key: tuple[str, str]) -> None:
    page = PAGES[key]
    assert page.content_type == "text/html"
    assert b"charset=windows-1250" in page.body
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("utf-8")
    text = page.body.decode("windows-1250")
    assert {"ş", "ţ", "ă"} <= set(text)
    assert not {"ș", "ț", "\ufffd"} & set(text)


def test_the_other_sites_are_utf_8() -> None:
    for (host, _), page in HTML.items():
        if host != "gazetadecodru.test":
            assert "charset" in page.content_type
            page.body.decode("utf-8")


@pytest.mark.parametrize(
    "key",
    sorted(key for key in PAGES if key in HTML or key in XML or key[1] == "/robots.txt"),
)
def test_no_link_is_broken_but_the_one_that_must_be(key: tuple[str, str]) -> None:
    assert links(*key) <= set(PAGES) | MISSING


def test_every_page_is_linked_from_somewhere() -> None:
    linked = set().union(*(links(*key) for key in PAGES if key in HTML or key in XML))
    assert linked >= MISSING
    alone = set(PAGES) - linked
    assert {target for _, target in alone} <= {"/robots.txt", "/sitemap.xml", "/wp-sitemap.xml"}


def test_the_announcement_is_a_pdf_with_text() -> None:
    document = pypdfium2.PdfDocument(PAGES[PDF].body)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert len(document) == 2
    document.close()
    text = " ".join(text.split())
    for words in (
        "pentru proiectul „Familia pe primul loc”",
        "Școala părinților",
        "Ulmenița",
        "3 iulie 2023",
    ):
        assert words in text
    assert "14.500.000 lei" in text


def test_the_broken_pdf_is_broken() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(PAGES[BROKEN].body)


def test_the_press_release_has_its_parts() -> None:
    document = docx.Document(io.BytesIO(PAGES[DOCX].body))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Heading 1", "Normal", "List Bullet"} <= styles
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0] == ["Sursa", "Suma (lei)", "Procent"]
    assert cells[-1] == ["Total", "8.412.560,40", "100%"]


def test_two_papers_give_two_figures_for_one_project() -> None:
    theirs = PAGES["dgaspc-codru.test", "/index.php/proiecte/11-acasa-la-codru"].body.decode()
    ours = PAGES["gazetadecodru.test", "/stire.php?id=1204"].body.decode("windows-1250")
    for text, total, children in (
        (theirs, "8.412.560,40 lei", "48 de copii"),
        (ours, "9,1 milioane de lei", "56 de copii"),
    ):
        assert "Acasă la Codru" in text
        assert total in text
        assert children in text
    assert "48 de copii" not in ours


def walk(source: dict[str, list[str]]) -> set[str]:
    """The addresses that the source's rules keep, found the way a crawler would find them."""
    waiting = [*source["start"], *source["feeds"], *source["sitemaps"], *source["pages"]]
    seen, kept = set(waiting), set(source["pages"])
    while waiting:
        part = urlsplit(waiting.pop())
        target = part.path + (f"?{part.query}" if part.query else "")
        if (part.netloc, target) not in HTML.keys() | XML:
            continue
        for address in {f"http://{host}{path}" for host, path in links(part.netloc, target)} - seen:
            is_kept = any(re.search(pattern, address) for pattern in source["keep"])
            if is_kept:
                kept.add(address)
            if is_kept or any(re.search(pattern, address) for pattern in source["follow"]):
                seen.add(address)
                waiting.append(address)
    return kept


@pytest.mark.parametrize(("name", "documents"), [("dgaspc-codru", 13), ("podul-verde", 10), ("gazeta-de-codru", 10)])
def test_sources_reach_what_they_promise(name: str, documents: int) -> None:
    source = tomllib.loads((SITES.parent / "sources.toml").read_text(encoding="utf-8"))[name]
    kept = walk(source)
    good = {
        f"http://{host}{target}"
        for (host, target), page in PAGES.items()
        if page.body and page.status == 200 and (host, target) != BROKEN
    }
    assert len(kept & good) == documents
    assert source["floor_documents"] <= documents
    assert not [address for address in kept if "print" in address or "admin" in address]

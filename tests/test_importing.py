"""`run --from`: foreign WARC and WACZ files and saved pages, friendly, damaged and hostile."""

import gzip
import os
import resource
import zipfile
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.documents import ATTACHMENT_TYPES
from crawler.foreign_pages import Fault, Found, UnusableInputError, pages
from crawler.foreign_warc import MAX_RECORD
from store.archive import Archive
from store.database import Database

PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>{0}</title></head><body><article><h1>{0}</h1>"
    "<p>Proiectul „{0}” are o valoare totală de 300.000 lei și ajută 20 de copii.</p></article></body></html>"
)
HOST = "http://dgaspc.test"


def page(name: str) -> bytes:
    return PAGE.format(name).encode()


def record(
    url: str,
    body: bytes,
    *,
    status="200 OK",
    headers=(),
    date="2021-05-06T07:08:09Z",
    kind="response",
    typed=False,  # the headers have the Content-Type
) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    http = None
    if kind == "response":
        http = StatusAndHeaders(
            status, [*(() if typed else [("Content-Type", "text/html")]), *headers], protocol="HTTP/1.1"
        )
    writer.write_record(
        writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": date},
            warc_content_type="text/html" if kind == "resource" else "",
        )
    )
    return out.getvalue()


def names(count: int) -> list[str]:
    return [f"Casa {number}" for number in range(count)]


def warc(count: int = 3) -> list[bytes]:
    return [record(f"{HOST}/{number}", page(name)) for number, name in enumerate(names(count))]


def taken(path: Path) -> tuple[list[str], list[str]]:
    """Addresses found and kinds of faults."""
    items = list(pages(path, folder_url="file:///x/"))
    return [item.url for item in items if isinstance(item, Found)], [i.kind for i in items if isinstance(i, Fault)]


def captures(data: Path) -> list[str]:
    archive = Archive(data / "archive")
    assert all(archive.body(capture) for capture in archive.captures())
    return sorted(capture.url for capture in archive.captures())


def rows(data: Path, sql: str) -> list[tuple]:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        return [tuple(row.values()) for row in database.rows(sql)]


def test_a_warc_file_is_captured_with_its_addresses_and_moments_once(run, tmp_path):
    data, path = tmp_path / "data", tmp_path / "DGASPC Dolj.warc.gz"
    chunked = b"%x\r\n%b\r\n0\r\n\r\n"
    packed = gzip.compress(page("Casa 7"))
    path.write_bytes(
        b"".join(
            [
                *warc(),
                record(f"{HOST}/0?utm_source=x", page("Casa 0"), date="2022-01-01T00:00:00Z"),
                record(f"{HOST}/poza.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", headers=[("Content-Type", "image/jpeg")]),
                record(f"{HOST}/mutat", b"", status="301 Moved"),
                record(
                    f"{HOST}/7",
                    chunked % (len(packed), packed),
                    headers=[("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
                ),
                record(f"{HOST}/8", page("Casa 8"), kind="resource"),
                record("urn:x:y", b"metadata", kind="resource"),
            ]
        )
    )
    code, _, err = run("run", "--from", path, "--data", data)
    assert code == 0, err
    expected = sorted([f"{HOST}/{number}" for number in (0, 0, 1, 2, 7, 8)])
    assert captures(data) == expected
    moments = {c.fetched_at for c in Archive(data / "archive").captures()}
    assert moments == {datetime(2021, 5, 6, 7, 8, 9, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC)}
    assert rows(data, "SELECT id, name FROM sources") == [("import-dgaspc-dolj", "DGASPC Dolj.warc.gz")]
    assert rows(data, "SELECT count(*) FROM documents WHERE text LIKE '%300.000 lei%'") == [(5,)]
    assert rows(data, "SELECT count(*) FROM issues") == [(0,)]
    assert run("run", "--from", path, "--data", data)[0] == 0
    assert captures(data) == expected


def test_an_old_office_file_is_named_and_not_passed_over_like_a_picture(run, tmp_path):
    data, path, old = tmp_path / "data", tmp_path / "a.warc.gz", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    word = record(f"{HOST}/descarca?id=5", old, headers=[("Content-Type", "application/msword")], typed=True)
    image = record(f"{HOST}/poza", b"\xff\xd8\xff\xe0\0\x10JFIF", headers=[("Content-Type", "image/jpeg")], typed=True)
    path.write_bytes(b"".join([*warc(1), word, image, record(f"{HOST}/x.html", old)]))
    assert run("run", "--from", path, "--data", data)[0] == 0
    told = rows(data, "SELECT kind, url FROM issues WHERE message LIKE '%old Word%' ORDER BY url")
    assert told == [("unread-format", f"{HOST}/descarca?id=5"), ("unread-format", f"{HOST}/x.html")]
    assert rows(data, "SELECT count(*) FROM issues") == [(2,)]


def test_our_own_archive_comes_back_as_nothing_new(run, tmp_path):
    data, path = tmp_path / "data", tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(warc()))
    run("run", "--from", path, "--data", data)
    (ours,) = (data / "archive").glob("*.warc.gz")
    assert run("run", "--from", ours, "--data", data, "--source", "alta")[0] == 0
    assert len(captures(data)) == 3


def test_a_wacz_file(run, tmp_path):
    data, path = tmp_path / "data", tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("datapackage.json", "{}")
        file.writestr("archive/data.warc.gz", b"".join(warc()))
        file.writestr("archive/plain.warc", gzip.decompress(record(f"{HOST}/plain", page("Casa 9"))))
        file.writestr("../../../etc/evil.warc.gz", record(f"{HOST}/evil", page("Evil")))
        file.writestr("/archive/evil.warc.gz", record(f"{HOST}/evil", page("Evil")))
        file.writestr("archive/bomb.warc", b"\0" * 10_000_000, zipfile.ZIP_DEFLATED)
    code, _, err = run("run", "--from", path, "--data", data, "--source", "dolj")
    assert code == 0, err
    assert captures(data) == [*(f"{HOST}/{number}" for number in range(3)), f"{HOST}/plain"]
    assert rows(data, "SELECT kind, source_id, count(*) FROM issues GROUP BY 1, 2") == [("refused-file", "dolj", 3)]
    before = {p.relative_to(tmp_path) for p in tmp_path.rglob("*evil*")}
    assert not before


def test_a_folder_of_saved_pages(run, tmp_path):
    data, folder, outside = tmp_path / "data", tmp_path / "Salvate", tmp_path / "outside"
    (folder / "2021" / "Casa_files").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.html").write_bytes(page("Secret"))
    (folder / "ușă deschisă.html").write_bytes(page("Casa 1"))
    (folder / "2021" / "Casa.htm").write_bytes(page("Casa 2"))
    (folder / "2021" / "Casa_files" / "reclama.html").write_bytes(page("Reclama"))
    (folder / "arhiva.mht").write_bytes(b"MIME-Version: 1.0")
    (folder / "gol.html").write_bytes(b"  ")
    (folder / "note.xyz").write_bytes(b"x")
    (folder / "link.html").symlink_to(outside / "secret.html")
    (folder / "dir").symlink_to(outside)
    os.mkfifo(folder / "teava.html")
    with (folder / "mare.pdf").open("wb") as file:
        file.truncate(40_000_000)
    code, _, err = run("run", "--from", folder, "--data", data)
    assert code == 0, err
    expected = [
        "http://import-salvate.invalid/2021/Casa.htm",
        "http://import-salvate.invalid/u%C8%99%C4%83%20deschis%C4%83.html",
    ]
    assert captures(data) == expected
    found = dict(rows(data, "SELECT url, kind FROM issues"))
    assert {url.rpartition("/")[2]: kind for url, kind in found.items()} == {
        "arhiva.mht": "unread-format",
        "gol.html": "empty-page",
        "link.html": "refused-file",
        "teava.html": "refused-file",
        "mare.pdf": "too-large",
    }
    for path in folder.rglob("*.htm*"):
        if not path.is_symlink():
            os.utime(path, (1_600_000_000, 1_600_000_000))  # as copying does
    moved = folder.rename(tmp_path / "moved")
    assert run("run", "--from", moved, "--data", data, "--source", "import-salvate")[0] == 0
    assert captures(data) == expected
    (moved / "2021" / "Casa.htm").write_bytes(page("Casa 3"))
    run("run", "--from", moved, "--data", data, "--source", "import-salvate")
    assert captures(data) == [expected[0], *expected]


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_a_damaged_record_costs_itself_alone(tmp_path, at):
    whole = warc(9)
    middle = bytearray(whole[4])
    middle[int(len(middle) * at)] ^= 0x55
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join([*whole[:4], bytes(middle), *whole[5:]]))
    found, faults = taken(path)
    assert [url for url in found if not url.endswith("/4")] == [f"{HOST}/{n}" for n in range(9) if n != 4]
    assert faults == ["damaged-record"]


def test_a_plain_file_with_rubbish_in_it_and_a_torn_end(tmp_path):
    plain = [gzip.decompress(member) for member in warc(4)]
    path = tmp_path / "a.warc"
    path.write_bytes(plain[0] + b"rubbish " * 20_000 + b"\r\n" + plain[1] + plain[2] + plain[3][:-200])
    found, faults = taken(path)
    assert (found, faults) == ([f"{HOST}/{n}" for n in range(3)], ["damaged-record", "damaged-record"])


def test_a_file_in_one_gzip_member(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(gzip.decompress(member) for member in warc(4))))
    assert taken(path) == ([f"{HOST}/{n}" for n in range(4)], [])


def zeros(head: bytes, megabytes: int) -> bytes:
    """A gzip member of the head and many zeros, made without having them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    parts = [packer.compress(head)]
    parts += [packer.compress(b"0" * 1_000_000) for _ in range(megabytes)]
    return b"".join([*parts, packer.flush()])


LONG = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999999999\r\n\r\n"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (LONG, "refused-file"),  # a record of ten gigabytes
        (b"WARC/1.0\r\nX: ", "damaged-record"),  # a header line without an end
        (b"", "damaged-record"),
    ],
)
def test_a_bomb_is_not_unpacked(tmp_path, head, kind):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc(1)[0] + zeros(head, 300) + warc(2)[1])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found, faults = taken(path)
    assert found[0] == f"{HOST}/0"
    assert faults == [kind]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


def test_a_bomb_in_a_page_and_other_evil_records(tmp_path):
    bomb = gzip.compress(b"0" * 40_000_000)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        b"".join(
            [
                record(f"{HOST}/bomb", bomb, headers=[("Content-Encoding", "gzip")]),
                record(f"{HOST}/br", b"x", headers=[("Content-Encoding", "br\x1b[2J")]),
                record(f"{HOST}/2999", page("x"), date="2999-01-01T00:00:00Z"),
                record(f"{HOST}/status", page("x"), status="abc"),
                record("file:///etc/passwd", page("x")),
                record(f"{HOST}/bine", page("x")),
                gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"),
                record(f"{HOST}/mare", b"x" * MAX_RECORD),
            ]
        )
    )
    items = list(pages(path, folder_url="file:///x/"))
    assert [item.url for item in items if isinstance(item, Found)] == [f"{HOST}/bine"]
    assert all(item.message.isprintable() for item in items if isinstance(item, Fault))
    assert [item.kind for item in items if isinstance(item, Fault)] == [
        "too-large",
        "unknown-encoding",
        *["damaged-record"] * 4,
    ]


def test_a_zip_bomb_of_names_is_refused(tmp_path):
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/a.warc.gz", warc(1)[0])
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\5\6")
    data[end + 12 : end + 16] = (0x7FFFFFFF).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(UnusableInputError, match="directory is larger"):
        taken(path)


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("missing.warc.gz", None, 2, "does not exist"),
        ("page.html", b"<html>", 2, "no .warc, .warc.gz or .wacz file"),
        ("a.wacz", b"no zip", 2, "no ZIP file"),
        ("a.warc.gz", b"no warc", 3, "no document"),
    ],
)
def test_what_can_not_be_taken_is_told(run, tmp_path, name, content, code, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    got, _, err = run("run", "--from", tmp_path / name, "--data", tmp_path / "data")
    assert got == code
    assert message in " ".join(err.split())
    assert "Traceback" not in err


PARAGRAPHS = (
    "Proiectul „Acasă la bunici” are o valoare totală de 300.000 lei.",
    "De serviciile sociale beneficiază 20 de copii și 15 vârstnici din comuna Frasin.",
)


def files_of_each_kind() -> dict[str, tuple[str, bytes]]:
    """Content-Type and bytes of real files by their names."""
    docx, pdf = BytesIO(), BytesIO()
    document = Document()
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    document.save(docx)
    canvas = Canvas(pdf)
    for number, text in enumerate(("Proiectul Casa are o valoare de 300.000 lei.", "Ajuta 20 de copii.")):
        canvas.drawString(72, 720 - 20 * number, text)
    canvas.save()
    # Without a word of its encoding, as old sites have it: ş and ţ are signs of their own in windows-1250.
    old = "".join(f"<p>{text.translate(str.maketrans('șț', 'şţ'))}</p>" for text in PARAGRAPHS)
    return {
        "noua.html": ("text/html", page("Acasă la bunici")),
        "veche.html": ("text/html", f"<html><body><h1>Ştiri</h1>{old}</body></html>".encode("cp1250")),
        "anunt.pdf": ("application/pdf", pdf.getvalue()),
        "raport.docx": (ATTACHMENT_TYPES["docx"], docx.getvalue()),
    }


def test_a_folder_a_warc_and_a_wacz_of_the_same_pages_give_the_same_documents(run, tmp_path):
    files = files_of_each_kind()
    folder, warc_file, wacz_file = tmp_path / "pagini", tmp_path / "pagini.warc.gz", tmp_path / "pagini.wacz"
    folder.mkdir()
    records = []
    for name, (kind, body) in files.items():
        (folder / name).write_bytes(body)
        os.utime(folder / name, (1_620_284_889, 1_620_284_889))
        url = f"http://pagini.invalid/{name}"  # the address that a saved file gets
        headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        records.append(record(url, body, headers=headers, date="2021-05-06T07:08:09Z", typed=True))
    warc_file.write_bytes(b"".join(records))
    with zipfile.ZipFile(wacz_file, "w") as file:
        file.writestr("datapackage.json", "{}")
        file.writestr("archive/data.warc.gz", b"".join(records))
    query = "SELECT id, url, capture_id, title, published, language, text, reader FROM documents ORDER BY url"
    found = {}
    for path in (folder, warc_file, wacz_file):
        data = tmp_path / f"data-{path.name}"
        code, _, err = run("run", "--from", path, "--source", "pagini", "--data", data)
        assert code == 0, err
        found[path.name] = rows(data, query)
    assert found["pagini"] == found["pagini.warc.gz"] == found["pagini.wacz"]
    texts = {url.rpartition("/")[2]: text for _, url, _, _, _, _, text, _ in found["pagini"]}
    assert set(texts) == set(files)
    for name in ("veche.html", "raport.docx"):
        assert all(text in texts[name] for text in PARAGRAPHS), name
    assert all("300.000 lei" in text for text in texts.values())

"""For people who cite and hand on: list, show, and a WACZ file that its makers' own validator accepts."""

import hashlib
import importlib.util
import json
import os
import pty
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobs.archive_wacz import write_wacz
from jobs.exit_codes import ExitCode
from store.archive import Archive
from store.database import Database
from store.records import Capture
from store.warc import Exchange

ROOT = Path(__file__).parent.parent
SITE = "http://dgaspc.test"
MOMENT = datetime(2025, 3, 4, 5, 6, 7, 891000, tzinfo=UTC)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>{0}</title></head><body><article><h1>{0}</h1>"
    "<p>Proiectul „{0}” are o valoare totală de 300.000 lei și ajută 20 de copii.</p></article></body></html>"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Two sources, two pages each, the first one captured twice; with a database."""
    data = tmp_path_factory.mktemp("citing") / "data"
    archive = Archive(data / "archive")
    for source in ("dolj", "gorj"):
        with archive.writer(source_id=source, run_id="r1") as writer:
            for number, name in enumerate(("acasa", "copii", "acasa")):
                writer.write(
                    url=f"{SITE}/{source}/{name}",
                    status=200,
                    response_headers=[("Content-Type", "text/html; charset=utf-8")],
                    body=PAGE.format(f"Casa {name} {number}").encode(),
                    fetched_at=MOMENT + timedelta(days=number),
                )
            writer.write_plain(
                Exchange(
                    url=f"{SITE}/{source}/lista",
                    method="GET",
                    status=200,
                    reason="OK",
                    request_headers=(),
                    response_headers=[("Content-Type", "text/html; charset=utf-8")],
                    body=PAGE.format("Toate casele").encode(),
                    fetched_at=MOMENT,
                )
            )
    command = [sys.executable, "-c", "from pipeline import main; main()", "build", "--data", str(data)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return data


def captures(data: Path) -> list[Capture]:
    return list(Archive(data / "archive").captures())


def test_list_names_the_captures_of_an_address_in_any_form_or_of_a_source(run, built):
    mine = [capture for capture in captures(built) if capture.url == f"{SITE}/dolj/acasa"]
    code, out, err = run("archive", "list", "https://dgaspc.test/dolj/acasa/?utm_source=x", "--data", built)
    assert code == 0
    rows = [line.split() for line in out.splitlines()]
    assert [row[0] for row in rows] == [capture.id for capture in mine]
    assert rows[0] == [
        mine[0].id,
        "2025-03-04T05:06:07+00:00",
        "200",
        mine[0].sha256,
        f"{mine[0].file}:{mine[0].offset}",
        mine[0].url,
    ]
    assert "captures: 2" in err
    assert len(run("archive", "list", "--source", "gorj", "--data", built)[1].splitlines()) == 3
    told = json.loads(run("archive", "list", "--source", "gorj", "--json", "--data", built)[1])
    assert [one["id"] for one in told] == [capture.id for capture in captures(built) if capture.source_id == "gorj"]
    assert run("archive", "list", "--data", built)[0] == ExitCode.USAGE
    assert run("archive", "list", SITE, "--data", built / "nowhere")[0] == ExitCode.USAGE


def test_show_writes_the_very_bytes(run, built, tmp_path):
    capture = captures(built)[1]
    assert run("archive", "show", capture.id, "-o", tmp_path / "p.html", "--data", built)[0] == 0
    assert hashlib.sha256((tmp_path / "p.html").read_bytes()).hexdigest() == capture.sha256
    command = [sys.executable, "-c", "from pipeline import main; main()", "archive", "show", capture.id]
    piped = subprocess.run([*command, "--data", built], cwd=ROOT, capture_output=True, check=True)
    assert hashlib.sha256(piped.stdout).hexdigest() == capture.sha256
    assert run("archive", "show", "0" * 16, "--data", built)[0] == ExitCode.USAGE


def test_show_of_a_damaged_capture_shows_nothing(run, built, tmp_path):
    data = Path(shutil.copytree(built, tmp_path / "data"))
    capture = captures(data)[1]
    path = data / "archive" / capture.file
    content = bytearray(path.read_bytes())
    content[capture.offset + 60] ^= 1
    path.write_bytes(content)
    code, out, err = run("archive", "show", capture.id, "-o", tmp_path / "p.html", "--data", data)
    assert (code, out, "damaged" in err) == (ExitCode.CRASH, "", True)
    assert not (tmp_path / "p.html").exists()


@pytest.mark.parametrize(
    ("kind", "expected"), [("text/html", b"[U+001B]]0;evil[U+0007]"), ("image/png", b"name a file")]
)
def test_on_a_terminal_a_page_can_do_no_harm(tmp_path, kind, expected):
    with Archive(tmp_path / "archive").writer(source_id="a", run_id="b") as writer:
        headers = [("Content-Type", kind)]
        evil = b"<p>\x1b]0;evil\x07\x1b[2J</p>"
        capture = writer.write(url=SITE, status=200, response_headers=headers, body=evil, fetched_at=MOMENT)
    command = [sys.executable, "-c", "from pipeline import main; main()", "archive", "show", capture.id]
    master, slave = pty.openpty()
    process = subprocess.Popen([*command, "--data", tmp_path], cwd=ROOT, stdout=slave, stderr=slave)
    os.close(slave)
    shown = b""
    try:
        while piece := os.read(master, 4096):
            shown += piece
    except OSError:  # the other end is closed
        pass
    process.wait()
    os.close(master)
    assert expected in shown
    assert b"\x1b]0;" not in shown
    assert b"\x1b[2J" not in shown


wacz = pytest.mark.skipif(importlib.util.find_spec("wacz") is None, reason="the extra wacz is not installed")


@wacz
def test_a_wacz_is_valid_lists_its_pages_and_comes_back_as_the_same_documents(run, built, tmp_path):
    path = tmp_path / "totul.wacz"
    code, out, err = run("archive", "wacz", "-o", path, "--data", built)
    assert (code, out) == (0, ""), err
    valid = subprocess.run(
        [sys.executable, "-m", "wacz", "validate", "-f", str(path)], capture_output=True, text=True, check=False
    )
    assert "the passed WACZ is valid" in valid.stdout, valid.stderr
    with zipfile.ZipFile(path) as file:
        lines = [json.loads(line) for line in file.read("pages/pages.jsonl").splitlines()]
        stored = {e.compress_type for e in file.infolist() if e.filename.startswith("archive/")}
    assert stored == {zipfile.ZIP_STORED}
    assert lines[0]["format"] == "json-pages-1.0"
    assert len(lines) == 7
    assert lines[1] == {
        "id": captures(built)[0].id,
        "url": f"{SITE}/dolj/acasa",
        "ts": "2025-03-04T05:06:07.891Z",
        "title": "Casa acasa 2",
    }
    assert run("run", "--from", path, "--data", tmp_path / "back", "--source", "dolj")[0] == 0
    assert documents(tmp_path / "back") == documents(built)
    assert not list(tmp_path.glob("*.part"))


def documents(data: Path) -> list[tuple]:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        query = "SELECT id, url, capture_id, title, published, language, text, reader FROM documents ORDER BY id"
        return [tuple(row.values()) for row in database.rows(query)]


@wacz
def test_a_wacz_says_how_far_it_is(built, tmp_path):
    told = []
    made = write_wacz(built, tmp_path / "totul.wacz", progress=lambda done, total: told.append((done, total)))
    total = sum((built / "archive" / name).stat().st_size for name in {c.file for c in captures(built)})
    assert made.files > 1
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {whole for _, whole in told} == {total}
    assert told[-1] == (total, total)


@wacz
def test_a_wacz_of_one_source(run, built, tmp_path):
    path = tmp_path / "gorj.wacz"
    assert run("archive", "wacz", "-o", path, "--source", "gorj", "--data", built)[0] == 0
    with zipfile.ZipFile(path) as file:
        names = [name for name in file.namelist() if name.startswith("archive/")]
    assert names == ["archive/gorj-r1-00001.warc.gz"]
    code, _, err = run("archive", "wacz", "-o", path, "--source", "olt", "--data", built)
    assert (code, "no captures of olt" in err) == (ExitCode.USAGE, True)
    assert run("archive", "wacz", "-o", tmp_path / "x.zip", "--data", built)[0] == ExitCode.USAGE


def test_without_the_extra_it_says_how_to_get_it(run, built, tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    code, _, err = run("archive", "wacz", "-o", tmp_path / "x.wacz", "--data", built)
    assert code == ExitCode.USAGE
    assert "pip install 'fondoscop[wacz]'" in err

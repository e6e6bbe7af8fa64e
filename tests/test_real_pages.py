"""The main job on real pages: five documents of real sites, served over HTTP and taken into the database."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from html import escape
from pathlib import Path

import pytest

from examples.server import Page, SampleServer
from extract.evaluation import load_gold

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
NAMES = ("bacau-council-2019", "iasi-ong-2016", "constanta-news-2023", "iasi-venus-2023", "satu-mare-results")

pytestmark = pytest.mark.skipif(
    not GOLD.is_dir(), reason="the real pages lie outside the project (../shared/gold) and are not there"
)


def wrapped(text: str) -> bytes:
    """A text in the least HTML that a page can have: its first line a heading, every other a paragraph."""
    first, *lines = [line for line in text.splitlines() if line.strip()]
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return (
        f"<!DOCTYPE html><html lang=ro><head><meta charset=utf-8><title>{escape(first)}</title></head>"
        f"<body><article><h1>{escape(first)}</h1>\n{body}</article></body></html>"
    ).encode()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory after one `fondoscop run` over the five pages."""
    folder = tmp_path_factory.mktemp("real")
    pages = {
        ("127.0.0.1", f"/{name}.html"): Page(body=wrapped((GOLD / f"{name}.txt").read_text("utf-8"))) for name in NAMES
    }
    with SampleServer(pages=pages) as server:
        addresses = json.dumps([f"{server.url}/{name}.html" for name in NAMES])
        sources = folder / "sources.toml"
        sources.write_text(
            f'[real]\nname = "Real pages"\nkind = "agency"\npages = {addresses}\nallow_loopback = true\n', "utf-8"
        )
        program = Path(sys.executable).parent / "fondoscop"
        run = subprocess.run(
            [program, "run", "--sources", sources, "--data", folder / "data"],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert run.returncode == 0, run.stderr
    assert f"documents: {len(NAMES)} new" in run.stderr
    return folder / "data"


def test_every_page_is_a_document_with_its_project(data: Path) -> None:
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        found = dict(connection.execute("SELECT url, count(*) FROM documents GROUP BY url"))
        titles = [title.casefold() for (title,) in connection.execute("SELECT title FROM project_mentions")]
    assert {Path(url).stem for url in found} == set(NAMES)
    for document in load_gold(GOLD):
        if document.name in NAMES:
            for project in document.facts["projects"]:
                assert any(project["title"].casefold()[-20:] in title for title in titles), project["title"]


@pytest.mark.parametrize(
    ("table", "value", "role"),
    [
        ("amounts", "165868.22", "total"),
        ("amounts", "51080375.72", "total"),
        ("amounts", "1137174.76", "partner_budget"),
        ("amounts", "22743.50", "own_contribution"),
    ],
)
def test_the_sums_of_the_pages_are_there_with_their_roles(data: Path, table: str, value: str, role: str) -> None:
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        roles = {r for (r,) in connection.execute(f"SELECT role FROM {table} WHERE value = ?", (value,))}
    assert role in roles


def test_evidence_leads_back_to_the_text(data: Path) -> None:
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        for table in ("project_mentions", "partners", "amounts", "dates", "beneficiaries", "places"):
            quotes = connection.execute(
                f"SELECT f.quote, substr(d.text, f.start + 1, f.end - f.start) "
                f"FROM {table} f JOIN documents d ON d.id = f.document_id"
            ).fetchall()
            assert quotes
            assert all(quote == text for quote, text in quotes)

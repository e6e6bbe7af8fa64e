"""Scrapy's own ways: the egg for scrapyd has all that a crawl needs, and the wheel leaves no module out."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from store.archive import Archive
from tests.crawl_server import Site

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def egg(tmp_path_factory) -> Path:
    """What scrapyd-deploy sends: `setup.py bdist_egg`, in a copy, for it litters."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("crawler", "store", "romanian"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    command = [sys.executable, "-W", "ignore", "setup.py", "-q", "bdist_egg", "--dist-dir", "eggs"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = (folder / "eggs").glob("*.egg")
    return found


def scrapy(egg: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Scrapy as scrapyd starts it: the egg on the path, the settings by name, and nothing of the working copy."""
    environment = {**os.environ, "PYTHONPATH": str(egg), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    command = [sys.executable, "-P", "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)


def test_the_egg_has_the_data(egg):
    names = set(zipfile.ZipFile(egg).namelist())
    data = {f"romanian/lexicon/{path.name}" for path in (ROOT / "romanian/lexicon").glob("*.toml")}
    assert data | {"crawler/sources.toml"} <= names
    assert "settings = crawler.settings" in zipfile.ZipFile(egg).read("EGG-INFO/entry_points.txt").decode()


def test_the_egg_lists_its_spiders_and_crawls(egg, tmp_path):
    listed = scrapy(egg, tmp_path, "list")
    assert listed.stdout.split() == ["feed", "listing", "pages", "site", "sitemap"], listed.stderr
    with Site({}) as site:
        site.answers |= {
            "/": b'<html><body><a href="/1">Centru de zi la Onesti</a><a href="/2">Meci nul cu Rapid</a></body></html>',
            "/1": b"<html><body><h1>Centru de zi</h1></body></html>",
        }
        sources = tmp_path / "sources.toml"
        sources.write_text(
            f'[mic]\nname = "Mic"\nkind = "news"\nstart = ["{site.url}/"]\nallow_loopback = true\n', encoding="utf-8"
        )
        arguments = ["-a", "source=mic", "-a", f"sources={sources}", "-a", f"data={tmp_path / 'data'}", "--nolog"]
        done = scrapy(egg, tmp_path, "crawl", "site", *arguments)
    assert done.returncode == 0, done.stderr
    # The shipped sources and the lexicon were read from inside the egg.
    assert [capture.url for capture in Archive(tmp_path / "data" / "archive").captures()] == [f"{site.url}/1"]


def test_the_wheel_leaves_no_module_out():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"])
    modules = {path.name for path in ROOT.glob("*.py")} - {"setup.py"}
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert included == modules | rooms

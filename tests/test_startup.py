"""What starting the program loads: who asks the database waits for nothing that only crawling and reading need."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_group

from foreseen_errors import FORESEEN
from later_commands import COMMANDS, GROUPS
from store.database import Database

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "thinc", "scrapy", "twisted", "trafilatura", "htmldate", "pypdfium2", "sklearn")
PROGRAM = f"""
import atexit, sys
atexit.register(lambda: sys.stderr.write("loaded: " + " ".join(name for name in {HEAVY} if name in sys.modules)))
import pipeline
pipeline.main()
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "archive").mkdir()
    Database.open(folder / "fondoscop.db").close()
    return folder


def start(data: Path, *arguments: str) -> tuple[int, str]:
    """The exit code, and which of the heavy packages were loaded in the end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FONDOSCOP_DATA": str(data)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=60,
    )
    return done.returncode, done.stderr.rpartition("loaded:")[2].strip()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["query", "SELECT count(*) FROM projects"], 0),
        (["query", "SELECT nothing"], 2),
        (["search", "centru"], 0),
        (["project", "0123456789abcdef"], 2),
        (["top"], 0),
        (["cite", "0123456789abcdef"], 2),
        (["status"], 0),
    ],
)
def test_asking_loads_nothing_heavy(data: Path, arguments: list[str], code: int) -> None:
    assert start(data, *arguments) == (code, "")


def test_what_is_heavy_is_seen(data: Path) -> None:
    assert "spacy" in start(data, "extract", str(ROOT / "tests/documents/no-facts.txt"))[1]


def test_each_command_stands_in_the_list_with_its_own_words() -> None:
    found: dict[str, tuple[str, str]] = {}
    for module in dict.fromkeys(module for module, _ in COMMANDS.values()):
        group = get_group(importlib.import_module(module).app)
        names = [name for name, (its, _) in COMMANDS.items() if its == module]
        commands = {names[0]: group} if GROUPS.intersection(names) else group.commands
        for name, command in commands.items():
            found[name] = module, " ".join((command.help or "").split("\n\n")[0].split())
    assert found == COMMANDS


@pytest.mark.parametrize("name", FORESEEN)
def test_each_foreseen_error_is_one(name: str) -> None:
    module, _, error = name.rpartition(".")
    assert issubclass(getattr(importlib.import_module(module), error), Exception)

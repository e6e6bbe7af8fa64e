"""Rules of the house that import-linter can't see: single-file modules, sizes, names of modules."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("crawler", "readers", "extract", "resolve", "explore", "jobs", "models", "romanian", "store", "examples")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
LONGEST_MODULE = 300  # lines


def imported_by(path: Path) -> set[str]:
    """Top-level names that a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_room_imports_the_front_door(path: Path) -> None:
    front = {
        "pipeline",
        "run_commands",
        "later_commands",
        "foreseen_errors",
        "archive_commands",
        "ask_commands",
        "changes_commands",
        "decide_commands",
        "file_commands",
        "operation_commands",
        "site_commands",
        "source_commands",
        "trust_commands",
        "fondoscop",
    }
    assert not imported_by(path) & front


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_is_small_and_says_what_it_knows(path: Path) -> None:
    source = path.read_text("utf8")
    assert len(source.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(source))
    assert path.stem not in {"utils", "helpers", "common", "base", "misc"}


def test_only_the_database_knows_sqlite_utils() -> None:
    importers = {str(p.relative_to(ROOT)) for p in MODULES if "sqlite_utils" in imported_by(p)}
    assert importers <= {"store/database.py"}


def test_nothing_prints_outside_the_front_door() -> None:
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not calls


def test_what_is_imported_is_listed() -> None:
    """Every third-party package that the code imports is a dependency of its own, not by the grace of another one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = {re.split(r"[=<>~]", name)[0].lower().replace("-", "_") for name in project["dependencies"]}
    single = (
        "pipeline",
        "run_commands",
        "later_commands",
        "foreseen_errors",
        "archive_commands",
        "ask_commands",
        "changes_commands",
        "decide_commands",
        "file_commands",
        "operation_commands",
        "site_commands",
        "source_commands",
        "trust_commands",
        "command_options",
        "fondoscop",
        "terminal",
    )
    ours = {*ROOMS, *single}
    other_names = {
        "stdnum": "python_stdnum",
        "currency_converter": "currencyconverter",
        "backports": "backports_zstd",
        "compression": "backports_zstd",
    }
    files = [*MODULES, *(ROOT / f"{name}.py" for name in single)]
    imported = {name for path in files for name in imported_by(path)} - ours - set(sys.stdlib_module_names)
    assert not {name for name in imported if other_names.get(name, name.lower()) not in listed}
    unused = listed - {other_names.get(name, name.lower()) for name in imported}
    assert unused <= {"lxml_html_clean"}, "a dependency that nothing imports"

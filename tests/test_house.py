"""Rules of the house that import-linter can't see: single-file modules, sizes, names of modules."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("crawler", "readers", "extract", "resolve", "explore", "jobs", "models", "romanian", "store", "examples")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
SITE = [path for path in MODULES if {"site", "charts"} & {parent.name for parent in path.parents}]  # need the extra
EXPORTS = [path for path in MODULES if "export" in {parent.name for parent in path.parents}]  # of another extra
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
        "export_commands",
        "file_commands",
        "import_commands",
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
    """Every third-party package that the code imports is a dependency of its own, not by the grace of another one; what
    the site alone imports is in its extra.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = names_in(project["dependencies"])
    of_site = names_in(project["optional-dependencies"]["site"])
    of_export = names_in(project["optional-dependencies"]["export"])
    single = (
        "pipeline",
        "run_commands",
        "later_commands",
        "foreseen_errors",
        "archive_commands",
        "ask_commands",
        "changes_commands",
        "decide_commands",
        "export_commands",
        "file_commands",
        "import_commands",
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
        "vl_convert": "vl_convert_python",
    }

    def packages(files: Iterable[Path]) -> set[str]:
        names = {name for path in files for name in imported_by(path)} - ours - set(sys.stdlib_module_names)
        return {other_names.get(name, name.lower()) for name in names}

    others = packages([*(set(MODULES) - set(SITE) - set(EXPORTS)), *(ROOT / f"{name}.py" for name in single)])
    assert others <= listed
    assert listed - others <= {"lxml_html_clean"}, "a dependency that nothing imports"
    assert packages(SITE) <= listed | of_site
    assert packages(EXPORTS) <= listed | of_export
    # what checks files, what jsonschema looks for by itself, and what draws the charts in files
    proofs = {"frictionless", "rfc3339_validator", "vl_convert_python"}
    assert of_export - packages(EXPORTS) <= proofs, "a dependency that nothing imports"
    plugins = {name for name in of_site if name.startswith("datasette_")}  # Datasette itself loads them
    assert of_site - packages(SITE) <= plugins, "a dependency that nothing imports"


def test_the_suite_has_what_the_site_needs() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {*extras["site"], *extras["export"]} <= set(extras["dev"])


def test_a_command_that_lacks_the_site_names_all_of_its_extra() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    (named,) = (
        ast.literal_eval(node.value)
        for node in ast.parse((ROOT / "site_commands.py").read_text("utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_EXTRA"
    )
    assert {{"vl_convert": "vl_convert_python"}.get(name, name) for name in named} == names_in(extras["site"])


def names_in(requirements: Iterable[str]) -> set[str]:
    """The names of packages, as Python would write them."""
    return {re.split(r"[=<>~]", one)[0].lower().replace("-", "_") for one in requirements}

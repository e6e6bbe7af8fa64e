"""What holds for every format: the same bytes each time, nothing half written, nothing chosen, nothing there."""

import hashlib
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from explore.export.formats import FORMATS
from tests.conftest import Run
from tests.exported import HIDDEN, with_texts
from tests.site_visits import archived

ROOT = Path(__file__).parent.parent
WRITE = "from pipeline import main; main()"
KILLED = """
import os, pathlib, signal
from pipeline import main
pathlib.Path.replace = pathlib.Path.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
main()
"""  # dies when all is written, and nothing has its name yet
ENDS = {"360giving": ".json", "xlsx": ".xlsx", "operations": ".csv", "jsonl": ".jsonl", "ftm": ".jsonl"}
AS_IT_IS = {"datapackage"}  # tables with the texts that the database has; its reader must expect any


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose database has no project."""
    data = tmp_path_factory.mktemp("nothing")
    archived(data, {"ziar": {"name": "Ziarul", "kind": "news"}}, {"http://ziar.test/": ("ziar", "<p>Vreme bună.</p>")})
    return data


@pytest.fixture(scope="session")
def granted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with grants: without any there is no file of 360Giving."""
    from tests.granted import granted_data  # noqa: PLC0415 (one format needs it)

    return granted_data(tmp_path_factory.mktemp("granted") / "data")


@pytest.fixture
def data(name: str, request: pytest.FixtureRequest) -> Path:
    """The data directory that the format is written from."""
    found: Path = request.getfixturevalue("granted" if name == "360giving" else "exports_data")
    return found


@pytest.fixture
def target(name: str, tmp_path: Path) -> Path:
    """Where to write, in a folder of its own."""
    folder = tmp_path / "written"
    folder.mkdir()
    return folder / f"x{ENDS.get(name, '')}"


def digest(path: Path) -> dict[str, str]:
    """The digest of each file, by its place."""
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return {str(one.relative_to(path)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def unfinished(target: Path) -> list[str]:
    """What lies beside it and is no export."""
    return [one.name for one in target.parent.iterdir() if one.name.startswith(".")]


def in_a_process(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, which may end as it likes."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_database_gives_the_same_bytes(name: str, data: Path, target: Path, run: Run) -> None:
    written = []
    for folder in ("one", "two"):
        (target.parent / folder).mkdir()
        place = target.parent / folder / target.name
        code, printed, told = run("export", name, "-o", place, "--data", data)
        assert (code, printed) == (0, ""), told
        written.append(digest(place))
    assert written[0] == written[1]
    assert written[0]


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_takes_the_place_of_the_earlier_one(name: str, data: Path, target: Path, run: Run) -> None:
    run("export", name, "-o", target, "--data", data, "--where", "1 = 0")
    few = digest(target) if target.exists() else {}
    code, _, told = run("export", name, "-o", target, "--data", data)
    assert code == 0, told
    assert digest(target) != few
    assert not unfinished(target)


@pytest.mark.parametrize("name", FORMATS)
def test_a_database_without_projects_is_exported_or_refused_in_words(
    name: str, nothing: Path, target: Path, run: Run
) -> None:
    code, _, told = run("export", name, "-o", target, "--data", nothing)
    assert code in {0, 2}
    assert target.exists() == (code == 0)
    assert "Traceback" not in told
    says = rf"{re.escape(str(target))}: .*\b0 " if code == 0 else "fondoscop: "
    assert re.match(says, told), told


@pytest.mark.parametrize("name", FORMATS)
def test_a_killed_export_leaves_the_earlier_one_and_the_next_one_cleans_up(
    name: str, data: Path, target: Path, run: Run
) -> None:
    run("export", name, "-o", target, "--data", data)
    whole = digest(target)
    mark = target if target.is_file() else next(one for one in target.rglob("*") if one.is_file())
    mark.write_bytes(mark.read_bytes() + b"\n")
    earlier = digest(target)
    assert in_a_process(KILLED, "export", name, "-o", target, "--data", data).returncode == -signal.SIGKILL
    assert unfinished(target), "nothing was written beside the earlier one"
    assert digest(target) == earlier
    run("export", name, "-o", target, "--data", data)
    assert digest(target) == whole
    assert not unfinished(target)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_texts_act_in_no_file(name: str, data: Path, target: Path, tmp_path: Path) -> None:
    hostile = with_texts(data, tmp_path, HIDDEN)
    ended = in_a_process(WRITE, "export", name, "-o", target, "--data", hostile)
    assert ended.returncode == 0, ended.stderr
    for path in target.parent.rglob("*"):
        if path.suffix in {".json", ".jsonl", ".csv"}:
            assert name in AS_IT_IS or "\u202e" not in path.read_text("utf-8"), path.name
        if path.suffix in {".html", ".svg"}:
            assert "<script>alert" not in path.read_text("utf-8"), path.name

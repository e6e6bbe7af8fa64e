"""What holds for every format: the same bytes each time, nothing half written, nothing chosen, nothing there."""

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from explore.export.formats import FORMATS
from tests.conftest import Run
from tests.exported import HIDDEN, with_texts
from tests.site_visits import archived

KILLED = """
import os, pathlib, signal
from pipeline import main
pathlib.Path.replace = pathlib.Path.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
main()
"""  # dies when all is written, and nothing has its name yet
ENDS = {"360giving": ".json", "xlsx": ".xlsx", "operations": ".csv", "jsonl": ".jsonl", "ftm": ".jsonl"}


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose database has no project."""
    data = tmp_path_factory.mktemp("nothing")
    archived(data, {"ziar": {"name": "Ziarul", "kind": "news"}}, {"http://ziar.test/": ("ziar", "<p>Vreme bună.</p>")})
    return data


def digest(path: Path) -> dict[str, str]:
    """The digest of each file, by its place."""
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return {str(one.relative_to(path)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_database_gives_the_same_bytes(name: str, exports_data: Path, tmp_path: Path, run: Run) -> None:
    written = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        target = tmp_path / folder / f"x{ENDS.get(name, '')}"
        code, printed, told = run("export", name, "-o", target, "--data", exports_data)
        assert (code, printed) == (0, ""), told
        written.append(digest(target))
    assert written[0] == written[1]
    assert written[0]


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_takes_the_place_of_the_earlier_one(name: str, exports_data: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / f"x{ENDS.get(name, '')}"
    run("export", name, "-o", target, "--data", exports_data, "--where", "1 = 0")
    few = digest(target) if target.exists() else {}
    code, _, told = run("export", name, "-o", target, "--data", exports_data)
    assert code == 0, told
    assert digest(target) != few
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


@pytest.mark.parametrize("name", FORMATS)
def test_a_database_without_projects_is_exported_or_refused_in_words(
    name: str, nothing: Path, tmp_path: Path, run: Run
) -> None:
    target = tmp_path / f"x{ENDS.get(name, '')}"
    code, _, told = run("export", name, "-o", target, "--data", nothing)
    assert code in {0, 2}
    assert target.exists() == (code == 0)
    assert "Traceback" not in told
    assert told.startswith(f"{target}: 0 " if code == 0 else "fondoscop: ")


@pytest.mark.parametrize("name", FORMATS)
def test_a_killed_export_leaves_the_earlier_one_and_the_next_one_cleans_up(
    name: str, exports_data: Path, tmp_path: Path, run: Run
) -> None:
    target = tmp_path / f"x{ENDS.get(name, '')}"
    run("export", name, "-o", target, "--data", exports_data, "--where", "code = '130002'")
    earlier = digest(target)
    command = [sys.executable, "-c", KILLED, "export", name, "-o", str(target), "--data", str(exports_data)]
    ended = subprocess.run(command, cwd=Path(__file__).parent.parent, stderr=subprocess.DEVNULL, check=False)
    assert ended.returncode == -signal.SIGKILL, "nothing was given its name at the end"
    assert digest(target) == earlier
    assert [one for one in tmp_path.iterdir() if one.name.startswith(".x")], (
        "nothing was written beside the earlier one"
    )
    run("export", name, "-o", target, "--data", exports_data)
    assert digest(target) != earlier
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".x")]


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_texts_act_in_no_file(name: str, exports_data: Path, tmp_path: Path, run: Run) -> None:
    data = with_texts(exports_data, tmp_path, HIDDEN)
    (tmp_path / "written").mkdir()
    target = tmp_path / "written" / f"x{ENDS.get(name, '')}"
    code, _, told = run("export", name, "-o", target, "--data", data)
    assert code == 0, told
    for path in (tmp_path / "written").rglob("*"):
        if path.suffix in {".json", ".jsonl", ".csv", ".html", ".xml", ".svg"}:
            text = path.read_text("utf-8")
            assert not set(text) & {"\x00", "\x1b", "\u202e"}, path.name
            assert path.suffix != ".html" or "<script>alert" not in text, path.name

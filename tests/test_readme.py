"""What the README shows is what happens: its query has that answer, its Python runs, its links lead somewhere."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.pipeline import Extractor
from jobs.demo import demo

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a run on the sample."""
    folder = tmp_path_factory.mktemp("readme") / "data"
    demo(folder, extractor=Extractor.load(), say=lambda _: None)
    return folder


def test_the_commands_have_the_answers_that_are_shown(
    run: Callable[..., tuple[int, str, str]], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    block = re.search(r"```console\n(.*?)```", README, re.DOTALL)
    assert block is not None
    shown = re.findall(r"^\$ fondoscop ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", block[1], re.MULTILINE)
    assert len(shown) == 3
    for command, answer in shown:
        _, out, _ = run(*shlex.split(command.replace("\\\n", "")), "--data", data)
        assert out.strip() == answer.strip()


def test_the_python_example_runs(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    exec(compile(code[1].replace("data/fondoscop.db", str(data / "fondoscop.db")), "README.md", "exec"), {})
    assert "300000 total" in capsys.readouterr().out


def test_links_lead_to_files() -> None:
    link = re.compile(r"\]\((?!https?:)([^)#]+)\)")
    targets = [page.parent / target for page in PAGES for target in link.findall(page.read_text("utf-8"))]
    assert targets
    assert not [target for target in targets if not target.exists()]


def test_the_mean_that_is_stated_is_the_mean() -> None:
    from tests.test_documents import evaluation  # noqa: PLC0415 - it measures, which takes a second

    stated = re.search(r"included\) is (0\.\d+)", README)
    assert stated is not None
    assert f"{evaluation().mean_f1:.3f}" == stated[1]


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    names = re.findall(r'^    "([a-z0-9-]+)[=<>~]', project, re.MULTILINE)
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert len(names) > 15
    assert not [name for name in names if not re.search(rf"\b{name}\b", reasons)]

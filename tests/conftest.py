"""What several test files need: the command line, run in this process."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process; gives exit code, standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["fondoscop", *map(str, arguments)])
        code = 0
        try:
            pipeline.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture(scope="session")
def exports_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory to export from; nobody writes in it."""
    from tests.exported import exported_data  # noqa: PLC0415 (most tests need no pipeline)

    return exported_data(tmp_path_factory.mktemp("exports") / "data")

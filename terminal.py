"""What a command shows and writes while it works: progress bars, log lines, a file that is whole or not there."""

import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import typer
from rich.console import Console
from rich.highlighter import NullHighlighter
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from crawler import json_log
from explore.wording import harmless

Advance = Callable[[int, int], None]  # steps done, steps to do

_STANDARD_OUTPUT = Path("-")
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def log_handler() -> logging.Handler:
    """Short lines with the hour on a terminal; elsewhere plain ones with date, level and logger."""
    handler: logging.Handler
    if errors.is_terminal:
        handler = RichHandler(
            console=errors, show_path=False, show_level=False, log_time_format="%H:%M:%S", highlighter=NullHighlighter()
        )
        handler.setFormatter(_HarmlessFormatter("%(message)s"))
    else:
        handler = logging.StreamHandler()
        handler.setFormatter(_HarmlessFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


@contextmanager
def bars() -> Iterator[Callable[[str], Advance]]:
    """A function that makes progress bars, each shown from its first step on; nothing where there is no terminal."""
    if not errors.is_terminal or json_log.is_configured():
        yield lambda _title: lambda _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as progress:

        def bar(title: str) -> Advance:
            task = progress.add_task(title, total=None, visible=False)
            return lambda done, total: progress.update(task, completed=done, total=total, visible=True)

        yield bar


class OutputError(Exception):
    """What was named for the output can't take it; the message says why."""


def check_output(path: Path, inputs: Iterable[Path]) -> None:
    """Raises OutputError for a folder, a place in no folder, or one of the inputs; nothing is written."""
    if path == _STANDARD_OUTPUT:
        return
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file for the output")
    if not path.parent.is_dir():
        raise OutputError(f"there is no folder {path.parent} for the output")
    if path.exists() and any(path.samefile(other) for other in inputs):
        raise OutputError(f"{path} is one of the files to read; name another one for the output")


@contextmanager
def output(path: Path) -> Iterator[TextIO]:
    """Standard output for `-`, else a file that appears under its name only when it is complete.

    Pipes and devices are written to as they are.
    """
    if path == _STANDARD_OUTPUT:
        yield sys.stdout
        sys.stdout.flush()
        return
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8") as file:
            yield file
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def for_whoever_reads() -> Iterator[None]:
    """Whoever reads our output may have enough of it, as `head` does; that is no failure."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        forget_output()
        raise typer.Exit from None


def forget_output() -> None:
    """Let standard output go nowhere: its reader is gone, and Python would complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def programs_folder() -> str:
    """What must stand before our programs' names to start them: nothing where they are on the path."""
    if shutil.which("fondoscop"):
        return ""
    return f"{os.path.relpath(Path(sys.executable).parent)}/"


class _HarmlessFormatter(logging.Formatter):
    """Messages may hold what sites sent; tracebacks keep their lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        record.message = harmless(record.message)
        return super().formatMessage(record)

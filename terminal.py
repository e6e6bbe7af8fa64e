"""What a command shows and writes while it works: progress bars, log lines, a file that is whole or not there."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.highlighter import NullHighlighter
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Advance = Callable[[int, int], None]  # steps done, steps to do

errors = Console(stderr=True, highlight=False, soft_wrap=True)


def log_handler() -> logging.Handler:
    """Short lines with the hour on a terminal; elsewhere plain ones with date, level and logger."""
    handler: logging.Handler
    if errors.is_terminal:
        handler = RichHandler(
            console=errors, show_path=False, show_level=False, log_time_format="%H:%M:%S", highlighter=NullHighlighter()
        )
        handler.setFormatter(logging.Formatter("%(message)s"))
    else:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


@contextmanager
def bars() -> Iterator[Callable[[str], Advance]]:
    """A function that makes progress bars, each shown from its first step on; nothing where there is no terminal."""
    if not errors.is_terminal:
        yield lambda _title: lambda _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as progress:

        def bar(title: str) -> Advance:
            task = progress.add_task(title, total=None, visible=False)
            return lambda done, total: progress.update(task, completed=done, total=total, visible=True)

        yield bar


@contextmanager
def output(path: Path) -> Iterator[TextIO]:
    """Standard output for `-`, else a file that appears under its name only when it is complete."""
    if str(path) == "-":
        yield sys.stdout
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

"""What is done for an archive before and after it is used, so that damage is told and mended where it can be."""

import logging
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from crawler.state import State
from jobs.erasure import finish
from jobs.places import STATE
from store import answers
from store.archive import Archive
from store.seals import Seals

log = logging.getLogger(__name__)


class UnusableDataError(Exception):
    """The data directory can't be used; the message says why."""


def prepare(data: Path) -> None:
    """Finish what a crash interrupted, make the index anew where it is missing or unreadable, seal what is done.

    Call it under the lock. Raises UnusableDataError when something else stands in the archive's place, OSError.
    """
    folder = data / "archive"
    if folder.exists() and not folder.is_dir():
        raise UnusableDataError(f"{folder} is no folder; move it away")
    if not folder.is_dir():
        return
    _finish(data)
    if Archive(folder).restore_index():
        log.warning("the index of captures in %s was missing or unreadable; it was made anew", folder)
        read_index_anew(data)
    if files := answers.refresh(folder):
        log.info("%s: the index of answers lacked %d files, which were read again", folder, files)
    Seals(folder).add()


def conclude(data: Path, damaged: Iterable[str]) -> None:
    """After a build: let damaged addresses be fetched again, and seal what the run has written."""
    ask_again(data, damaged)
    _finish(data)
    Seals(data / "archive").add()


def read_index_anew(data: Path) -> None:
    """Let crawler and build read the index from its beginning: its lines stand elsewhere now."""
    if (data / STATE).exists():
        with closing(State(data / STATE)) as state:
            state.read_index_anew()


def ask_again(data: Path, damaged: Iterable[str]) -> None:
    """Let the next crawl capture these addresses again: what the archive has of them is lost or spoilt."""
    urls = list(damaged)
    for url in urls:
        log.warning("%s: its capture is damaged or lost; the next crawl fetches the page again", url)
    if urls and (data / STATE).exists():
        with closing(State(data / STATE)) as state:
            state.forget_content(urls)


def _finish(data: Path) -> None:
    for why in finish(data):
        log.warning("%s", why)

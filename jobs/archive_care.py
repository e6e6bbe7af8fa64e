"""What is done for an archive before and after it is used, so that damage is told and mended where it can be."""

import logging
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from crawler.state import State
from store import answers
from store.archive import Archive

log = logging.getLogger(__name__)

STATE = "state.db"


class UnusableDataError(Exception):
    """The data directory can't be used; the message says why."""


def prepare(data: Path) -> None:
    """Make the archive's indexes anew where they are missing or unreadable. Call it under the lock.

    Raises UnusableDataError when something else stands in the archive's place.
    """
    folder = data / "archive"
    if folder.exists() and not folder.is_dir():
        raise UnusableDataError(f"{folder} is no folder; move it away")
    if folder.is_dir() and Archive(folder).restore_index():
        log.warning("the index of captures in %s was missing or unreadable; it was made anew", folder)
        if (data / STATE).exists():
            with closing(State(data / STATE)) as state:
                state.read_index_anew()
    if folder.is_dir() and (files := answers.refresh(folder)):
        log.info("%s: the index of answers lacked %d files, which were read again", folder, files)


def ask_again(data: Path, damaged: Iterable[str]) -> None:
    """Let the next crawl capture these addresses again: what the archive has of them is lost or spoilt."""
    urls = list(damaged)
    for url in urls:
        log.warning("%s: its capture is damaged or lost; the next crawl fetches the page again", url)
    if urls and (data / STATE).exists():
        with closing(State(data / STATE)) as state:
            state.forget_content(urls)

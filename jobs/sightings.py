"""When the crawler found a document as it was, or found it gone: what the journal tells beside the captures."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from store.history import Sighting
from store.journal import Journal, JournalError

log = logging.getLogger(__name__)


def sightings(journal: Journal) -> Iterator[Sighting]:
    """Yields address, run, moment (ISO 8601, UTC, microseconds) and whether it was there; up to a damaged line."""
    try:
        for event in journal.events_of("seen", "vanished", "moved"):
            yield from _of(event)
    except JournalError as error:
        log.warning("%s", error)


def _of(event: dict[str, Any]) -> Iterator[Sighting]:
    try:
        moment = datetime.fromisoformat(event["time"]).astimezone(UTC).isoformat(timespec="microseconds")
        there = event["event"] == "seen"
        for url in event["urls"] if there else (event["url"],):
            yield str(url), str(event["run"]), moment, there
    except (KeyError, TypeError, ValueError, OverflowError):  # not a line of ours; the others count
        log.debug("a line of the journal tells no sighting: %s", event)

"""The status as metrics: a text file for the textfile collector of Prometheus's node_exporter."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from jobs.source_status import SourceStatus
from jobs.status import Status

_OF_A_SOURCE = {
    "failing": "1 when the source's last run failed or was killed",
    "overdue": "1 when the source was due for longer than its interval, and a day",
    "below_floor": "1 when the source gives less than its floors ask for",
    "last_run_timestamp_seconds": "when the source's last run began",
    "last_success_timestamp_seconds": "when the source's last run that went through began",
    "failing_since_timestamp_seconds": "when the first of the present failures in a row began",
    "next_due_timestamp_seconds": "when the source should be crawled next",
    "last_new_document_timestamp_seconds": "when a document of an address that had none was captured last",
    "newest_capture_timestamp_seconds": "when a document of the source was captured last",
    "documents": "documents of the source that are known to be there",
    "documents_read": "documents of the source in the database",
    "documents_with_facts": "documents of the source in the database in which a fact was found",
}
_OF_ALL = {
    "status_timestamp_seconds": "when this file was made",
    "sources_never_crawled": "enabled sources that were never crawled",
    "at_work": "1 while a process is at work in the data directory",
    "damaged": "things that are lost or spoilt",
    "unread": "addresses with captures that the database has not read",
    "archive_bytes": "size of the archive",
    "database_bytes": "size of the database with what is kept beside it",
    "state_bytes": "size of the crawler's memory",
    "free_bytes": "free space on the disk of the data directory",
}


def write_metrics(found: Status, path: Path) -> None:
    """Write the file as a whole: it appears under its name when it is complete. Raises OSError.

    What is not known has no sample.
    """
    registry = CollectorRegistry()
    for name, value in _whole(found):
        if value is not None:
            Gauge(f"fondoscop_{name}", _OF_ALL[name], registry=registry).set(value)
    for name, meaning in _OF_A_SOURCE.items():
        gauge = Gauge(f"fondoscop_source_{name}", meaning, ["source"], registry=registry)
        for source in found.sources:
            value = dict(_samples(source))[name]
            if value is not None:
                gauge.labels(source=source.id).set(value)
    write_to_textfile(str(path), registry)


def _whole(found: Status) -> Iterator[tuple[str, float | None]]:
    yield "status_timestamp_seconds", found.moment.timestamp()
    yield "sources_never_crawled", len(found.never_ran)
    yield "at_work", found.at_work is not None
    yield "damaged", len(found.damage)
    yield "unread", found.unread
    yield "archive_bytes", found.archive_bytes
    yield "database_bytes", found.database_bytes
    yield "state_bytes", found.state_bytes
    yield "free_bytes", found.free_bytes


def _samples(source: SourceStatus) -> Iterator[tuple[str, float | None]]:
    yield "failing", source.state == "failing"
    yield "overdue", source.state == "overdue"
    yield "below_floor", bool(source.floors_missed)
    yield "last_run_timestamp_seconds", _seconds(source.last_run)
    yield "last_success_timestamp_seconds", _seconds(source.last_success)
    yield "failing_since_timestamp_seconds", _seconds(source.failing_since)
    yield "next_due_timestamp_seconds", _seconds(source.next_due)
    yield "last_new_document_timestamp_seconds", _seconds(source.last_new_document)
    yield "newest_capture_timestamp_seconds", _seconds(source.newest_capture)
    yield "documents", source.documents
    yield "documents_read", source.documents_read
    yield "documents_with_facts", source.documents_with_facts


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()

"""What the journal tells of the sources that were crawled, so that a rebuild needs no list of sources."""

from typing import Any

from store.journal import Journal, JournalError


def crawled_sources(journal: Journal) -> dict[str, dict[str, Any]]:
    """Name, kind and county of each source by its id, in the words of its last run; a damaged line ends the reading."""
    found: dict[str, dict[str, Any]] = {}
    try:
        for event in journal.events():
            if event.get("event") == "run_started" and event.get("name"):
                key = str(event["source"])
                found[key] = {"id": key, **{field: event.get(field) for field in ("name", "kind", "county")}}
    except JournalError:
        return found  # the damage itself is told by jobs.crawl_issues
    return found

"""What a crawl left behind, for the tests that ask about it."""

from pathlib import Path

from crawler.sources import Source
from store.archive import Archive
from tests.crawl_server import Site


def make(site: Site, **changes) -> Source:
    """A source for the small site, with its listing at /proiecte."""
    fields = {
        "id": "mic",
        "name": "Un sit mic",
        "kind": "agency",
        "start": [f"{site.url}/proiecte"],
        "follow": [r"/proiecte\?p=\d+$"],
        "keep": [r"/proiecte/\w+$"],
        "allow_loopback": True,
    }
    return Source.model_validate({**fields, **changes})


def captured(data: Path) -> list[str]:
    """Paths of the captures in the order of the alphabet; each body is read, so each digest is checked."""
    archive = Archive(data / "archive")
    assert all(archive.body(capture) for capture in archive.captures())
    return sorted("/" + capture.url.split("/", 3)[3] for capture in archive.captures())


def events(data: Path, kind: str, run_id: str | None = None) -> list[dict]:
    """The events of a kind in the journal."""
    journal = Archive(data / "archive").journal
    return [e for e in journal.events() if e["event"] == kind and run_id in (None, e["run"])]


def issues(data: Path, run_id: str | None = None) -> dict[str, tuple[str, str]]:
    """Kind and message of each issue by path."""
    found = [e for e in events(data, "issue", run_id) if e["url"]]
    return {"/" + e["url"].split("/", 3)[3]: (e["kind"], e["message"]) for e in found}

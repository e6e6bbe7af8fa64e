"""The issues of the crawl: what the journal tells of troubles that nothing has settled since."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from store.identity import issue_id
from store.journal import Journal, JournalError
from store.records import Issue

# After these the earlier troubles of an address are over; a page that vanished is history, not a trouble.
_SETTLING = frozenset({"returned", "recovered", "vanished"})


def crawl_issues(journal: Journal, captured_since: Callable[[str, str], bool]) -> Iterator[Issue]:
    """One issue for each thing that still goes wrong, in the words of its last telling.

    An address is no issue any more when it was captured after it failed, as `captured_since(url, ISO time)`
    tells, or when the journal says that it came back or vanished. Of each source's runs only the last counts.
    A journal that is damaged is an issue itself, and is believed up to there.
    """
    troubles = _Troubles()
    try:
        for event in journal.events():
            troubles.take(event)
    except JournalError as error:
        yield Issue(stage="crawl", kind="damaged-journal", message=str(error))
    for issue, time in troubles.open.values():
        if issue.url is None or not captured_since(issue.url, time):
            yield issue
    yield from troubles.runs.values()


@dataclass(slots=True)
class _Troubles:
    """What is still open at one place of the journal."""

    open: dict[str, tuple[Issue, str]] = field(
        default_factory=dict
    )  # by id, with the time of the last telling
    runs: dict[str, Issue] = field(default_factory=dict)  # by source: its last run, if that went wrong
    _of_address: dict[str, set[str]] = field(default_factory=dict)

    def take(self, event: dict[str, Any]) -> None:
        """Carry one event of the journal over."""
        kind = event.get("event")
        if kind == "issue":
            self._add(event)
        elif kind in _SETTLING:
            for settled in self._of_address.pop(str(event.get("url")), ()):
                del self.open[settled]
        elif kind == "run_finished":
            self._finish(event)

    def _add(self, event: dict[str, Any]) -> None:
        issue = Issue(
            stage="crawl",
            kind=str(event.get("kind", "unknown")),
            message=str(event.get("message", "")),
            url=event.get("url"),
            source_id=event.get("source"),
        )
        identity = issue_id(issue)
        self.open[identity] = issue, str(event.get("time", ""))
        if issue.url is not None:
            self._of_address.setdefault(issue.url, set()).add(identity)

    def _finish(self, event: dict[str, Any]) -> None:
        source, outcome = str(event.get("source")), str(event.get("outcome", "ok"))
        self.runs.pop(source, None)
        if outcome != "ok":
            self.runs[source] = Issue(
                stage="crawl",
                kind=f"run-{outcome.replace('_', '-')}",
                message=str(event.get("message", "")),
                source_id=source,
            )

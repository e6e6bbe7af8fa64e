"""The issues of the crawl: what the journal tells of troubles that nothing has settled since."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from store.identity import issue_id
from store.journal import Journal, JournalError
from store.records import Issue

# After these the earlier troubles of an address are over; a page that vanished is history, not a trouble.
_SETTLING = frozenset({"returned", "recovered", "moved", "vanished"})
# Addresses that every run asks for, and that are never captured.
_ASKED_ALWAYS = frozenset({"hub", "feed", "sitemap"})
_WHOLE = frozenset({"ok", "below_floor"})  # outcomes of runs that went through to the end


def crawl_issues(journal: Journal, captured_since: Callable[[str, str], bool]) -> Iterator[Issue]:
    """One issue for each thing that still goes wrong, in the words of its last telling.

    An address is no issue any more when it was captured after it failed, as `captured_since(url, ISO time)`
    tells, or when the journal says that it answered again, moved or vanished; a listing, when a later run
    went through without that trouble. Of each source's runs only the last counts. A journal that is damaged is
    an issue itself, and is believed up to there.
    """
    troubles = _Troubles()
    try:
        for event in journal.events():
            troubles.take(event)
    except JournalError as error:
        yield Issue(stage="crawl", kind="damaged-journal", message=str(error))
    for trouble in troubles.open.values():
        if trouble.issue.url is None or not captured_since(trouble.issue.url, trouble.time):
            yield trouble.issue
    yield from troubles.runs.values()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    """An issue and its last telling."""

    issue: Issue
    time: str
    run: str
    asked_always: bool


@dataclass(slots=True)
class _Troubles:
    """What is still open at one place of the journal."""

    open: dict[str, _Trouble] = field(default_factory=dict)  # by id of the issue
    runs: dict[str, Issue] = field(default_factory=dict)  # by source: its last run, if that went wrong
    _of_address: dict[str, set[str]] = field(default_factory=dict)

    def take(self, event: dict[str, Any]) -> None:
        """Carry one event of the journal over."""
        kind = event.get("event")
        if kind == "issue":
            self._add(event)
        elif kind in _SETTLING:
            for settled in self._of_address.pop(str(event.get("url")), ()):
                self.open.pop(settled, None)
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
        self.open[identity] = _Trouble(
            issue=issue,
            time=str(event.get("time", "")),
            run=str(event.get("run", "")),
            asked_always=issue.url is None or event.get("role") in _ASKED_ALWAYS,
        )
        if issue.url is not None:
            self._of_address.setdefault(issue.url, set()).add(identity)

    def _finish(self, event: dict[str, Any]) -> None:
        source, run, outcome = str(event.get("source")), str(event.get("run")), str(event.get("outcome", "ok"))
        self.runs.pop(source, None)
        if outcome != "ok":
            self.runs[source] = Issue(
                stage="crawl",
                kind=f"run-{outcome.replace('_', '-')}",
                message=str(event.get("message", "")),
                source_id=source,
            )
        if outcome in _WHOLE:
            for identity in [key for key, trouble in self.open.items() if _over(trouble, source, run)]:
                del self.open[identity]


def _over(trouble: _Trouble, source: str, run: str) -> bool:
    """Whether a run of the source that went through without this trouble ends it."""
    return trouble.asked_always and trouble.issue.source_id == source and trouble.run != run

"""How one source is: what its runs, its documents and its floors say about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from crawler.sources import Source
from jobs.floors import Coverage, few_facts_message
from store.records import Run, RunOutcome

State = Literal["failing", "overdue", "below_floor", "stopped", "ok", "unlisted", "disabled"]

_DAY = timedelta(days=1)  # runs are daily, though some documents are to be asked for more often
_THROUGH = frozenset({"ok", "below_floor"})
_FAILED = frozenset({"failed", "crashed", "unfinished"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """A source that ran at least once.

    `failing`: its last run failed or was killed. `overdue`: it was due for longer than its interval, and a day.
    `below_floor`: it gives less than its floors ask for. `stopped`: a signal ended its last run. `unlisted`: the
    list of sources does not have it (any more), so nothing is expected of it.
    """

    id: str
    state: State
    message: str  # what is wrong; empty when nothing is
    running: bool
    last_run: datetime | None  # when it began
    last_outcome: RunOutcome | None  # None while the first one runs
    last_success: datetime | None  # when the last run that went through began
    failing_since: datetime | None  # when the first of the present failures in a row began
    next_due: datetime | None
    last_new_document: datetime | None
    newest_capture: datetime | None
    documents: int | None  # known to be there, as the last run that tells says
    documents_read: int | None  # in the database
    documents_with_facts: int | None
    floors_missed: tuple[str, ...]


def source_status(
    source_id: str,
    runs: Sequence[Run],
    source: Source | None,
    *,
    covered: Coverage | None,
    newest_capture: datetime | None,
    last_new_document: datetime | None,
    at_work_since: datetime | None,
    now: datetime,
) -> SourceStatus:
    """What is known of a source with these runs, oldest first; a run that is being done is no failure."""
    running = _is_running(runs[-1], at_work_since)
    ended = runs[:-1] if running else runs
    telling = _telling(ended)
    last_success = next((_moment(run) for run in reversed(telling) if run.outcome in _THROUGH), None)
    live = next((run.live for run in reversed(ended) if run.live is not None), None)
    due = _due(source, last_success or _moment(runs[0]))
    missed = tuple(_missed(source, live, covered)) if source else ()
    state, message = _judge(source, ended, due=due, missed=missed, now=now)
    return SourceStatus(
        id=source_id,
        state=state,
        message=message,
        running=running,
        last_run=_moment(runs[-1]),
        last_outcome=ended[-1].outcome if ended else None,
        last_success=last_success,
        failing_since=_failing_since(telling),
        next_due=due,
        last_new_document=last_new_document,
        newest_capture=newest_capture,
        documents=live,
        documents_read=covered.documents if covered else None,
        documents_with_facts=covered.with_facts if covered else None,
        floors_missed=missed,
    )


def _judge(
    source: Source | None,
    ended: Sequence[Run],
    *,
    due: datetime | None,
    missed: Sequence[str],
    now: datetime,
) -> tuple[State, str]:
    if source is None:
        return "unlisted", ""
    if not source.enabled:
        return "disabled", ""
    telling = _telling(ended)
    if telling and telling[-1].outcome in _FAILED:
        return "failing", telling[-1].message
    if due is not None and now > due + max(timedelta(hours=source.interval_hours), _DAY):
        return "overdue", f"it was due {due:%Y-%m-%d %H:%M} UTC; is the timer at work?"
    if missed:
        return "below_floor", "; ".join(missed)
    if ended and ended[-1].outcome == "stopped":
        return "stopped", ended[-1].message
    return "ok", ""


def _telling(ended: Sequence[Run]) -> list[Run]:
    """The runs that say something of the site: one that we were asked to stop says nothing."""
    return [run for run in ended if run.outcome != "stopped"]


def _missed(source: Source, live: int | None, covered: Coverage | None) -> Iterable[str]:
    if live is not None and live < source.floor_documents:
        yield f"{live} documents are known, {source.floor_documents} is the least it should have"
    if covered is not None and covered.share < source.floor_share_with_facts:
        yield few_facts_message(covered, source.floor_share_with_facts)


def _due(source: Source | None, last: datetime | None) -> datetime | None:
    return last + timedelta(hours=source.interval_hours) if source and source.enabled and last else None


def _failing_since(telling: Sequence[Run]) -> datetime | None:
    since = None
    for run in reversed(telling):
        if run.outcome in _THROUGH:
            break
        since = _moment(run) or since
    return since


def _is_running(run: Run, at_work_since: datetime | None) -> bool:
    begun = _moment(run)
    # The lock is taken before the run begins; its time is in whole seconds.
    return run.outcome == "unfinished" and None not in (begun, at_work_since) and begun >= at_work_since  # type: ignore[operator]


def _moment(run: Run) -> datetime | None:
    text = run.started or run.finished
    return datetime.fromisoformat(text) if text else None

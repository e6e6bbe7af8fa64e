"""The runs that the journal tells of: when, how they went, and the floors that they were held to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, get_args

from store.journal import Journal, JournalError
from store.records import Run, RunOutcome

_OUTCOMES = frozenset(get_args(RunOutcome))
_COUNTS = ("requested", "fetched", "new", "changed", "unchanged", "failed", "vanished", "skipped", "live")
_LARGEST = 2**63 - 1  # of the database's integers


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHistory:
    """All runs in the order in which they began, and by source its last run's least share of documents with facts."""

    runs: tuple[Run, ...] = ()
    floors: Mapping[str, float] = field(default_factory=dict)
    damage: str = ""  # why the journal could not be read to its end


def run_history(journal: Journal) -> RunHistory:
    """What the journal tells of the runs, believed up to a line that is damaged."""
    told: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    floors: dict[str, float] = {}
    damage = ""
    try:
        for event in journal.events_of("run_started", "run_finished"):
            key = str(event.get("run")), str(event.get("source"))
            told.setdefault(key, {})[event["event"]] = event
            if event["event"] == "run_started":
                floors[key[1]] = _share(event.get("floor_share_with_facts"))
    except JournalError as error:
        damage = str(error)
    runs = tuple(_run(key, told[key].get("run_started", {}), told[key].get("run_finished")) for key in told)
    return RunHistory(runs=runs, floors=floors, damage=damage)


def _run(key: tuple[str, str], start: dict[str, Any], end: dict[str, Any] | None) -> Run:
    run_id, source_id = key
    outcome = "unfinished" if end is None else str(end.get("outcome", "ok"))
    verified = start.get("verify_tls")
    return Run(
        id=f"{run_id}/{source_id}",
        run_id=run_id,
        source_id=source_id,
        started=_moment(start.get("time")),
        finished=_moment(end.get("time")) if end else None,
        outcome=outcome if outcome in _OUTCOMES else "crashed",  # type: ignore[arg-type]
        message=str(end.get("message", "")) if end else "it was killed, or the computer went down",
        **{name: _count((end or {}).get(name)) for name in _COUNTS},
        version=_text(start.get("version")),
        agent=_text(start.get("agent")),
        verify_tls=verified if isinstance(verified, bool) else None,
    )


def _moment(value: object) -> str | None:
    """The moment in UTC, always equally long, so that texts sort as the moments do."""
    try:
        return datetime.fromisoformat(str(value)).astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        return None


def _count(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= _LARGEST else None


def _share(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None

"""Which sources a run of all of them leaves out, because their interval has not passed yet."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from crawler.recrawl import Recrawl
from crawler.sources import Source
from crawler.state import State
from jobs.places import STATE


def not_yet_due(data: Path, sources: Mapping[str, Source], *, now: datetime | None = None) -> dict[str, str]:
    """By id, a sentence for each source whose last run that came to its end began within the interval.

    What failed, crashed or was stopped is due at once. Raises StateError when the memory can't be used.
    """
    if not (data / STATE).exists():
        return {}
    now = now or datetime.now(UTC)
    with closing(State(data / STATE)) as state:
        began = {key: state.last_whole(key) for key in sources}
    return {
        key: f"{key}: left out, it was read on {moment:%Y-%m-%d at %H:%M} UTC and is read every "
        f"{sources[key].interval_hours:g} hours; --force or --source {key} reads it all the same"
        for key, moment in began.items()
        if moment is not None and moment > Recrawl(sources[key], now).latest
    }

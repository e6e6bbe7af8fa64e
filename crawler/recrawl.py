"""When an address may be asked again: after an answer, and after a failure."""

from datetime import datetime, timedelta

from crawler.sources import Source
from crawler.state import Known

SHARE = 10  # a page is asked again after this part of the time for which it has been as it is
LONGEST = timedelta(days=30)  # between two visits to a page that never changes
TRUST = timedelta(days=30)  # how long a sitemap is believed that a page has not changed
BACKOFF = (  # after the first failure in a row, the second, …; the last one holds for all that follow
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
)
# Schedulers are not on the minute, and sources of one run wait for one another: without this, a page that was
# fetched at 03:20 would not be due at 03:15 of the next day, and be fetched every other day.
EARLY = 0.9


class Recrawl:
    """The times of one source, counted from the beginning of one run.

    The base is the source's interval. A page that has not changed for long is asked again after a tenth of that
    time, never sooner than the base and never later than 30 days (or the base, if that is longer); one that
    changed is back at the base. A changed interval holds from the next answer on.
    """

    def __init__(self, source: Source, started: datetime) -> None:
        self.started = started
        self.base = timedelta(hours=source.interval_hours)

    def after_answer(self, unchanged_for: timedelta) -> datetime:
        """When a page is due that has been as it is for so long; zero for one that is new or changed."""
        slow = min(unchanged_for / SHARE, LONGEST)
        return self.started + max(self.base, slow) * EARLY

    def after_failure(self, failures: int) -> datetime:
        """When an address is due that failed so many times in a row, at least once."""
        return self.started + BACKOFF[min(failures, len(BACKOFF)) - 1] * EARLY

    def is_settled(self, known: Known | None) -> bool:
        """Whether the address answered and is not due yet: it need not be asked to know that it is there."""
        if known is None or known.sha256 is None or known.failures or known.due is None:
            return False
        return known.due > self.started

    def is_believed(self, known: Known | None, changed: datetime | None) -> bool:
        """Whether a sitemap is believed that an address has not changed since it was seen."""
        if changed is None or known is None or known.sha256 is None or known.last_seen is None or known.vanished:
            return False
        return changed < known.last_seen and known.last_seen > self.started - TRUST

    @property
    def latest(self) -> datetime:
        """What was asked after this moment has been asked within the base interval."""
        return self.started - self.base * EARLY

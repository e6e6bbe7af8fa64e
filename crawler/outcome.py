"""How a crawl of one source went: counts, and a verdict that does not call silence a success."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["ok", "failed", "below_floor", "crashed", "stopped"]
Count = Literal["requested", "fetched", "new", "changed", "unchanged", "failed", "vanished", "skipped", "entries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlResult:
    """One run of one source. Counts are of addresses; retries and robots.txt are not counted.

    `fetched` answered with a page, a document, or 304; `new` and `changed` are captures; `unchanged`
    documents made none; `skipped` are not of the source's topic. `message` is empty when all went well.
    """

    source_id: str
    outcome: Outcome
    message: str = ""
    requested: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    vanished: int = 0
    skipped: int = 0


def judge(
    *,
    source_id: str,
    counts: Mapping[Count, int],
    reason: str,
    live: int,
    floor: int,
    first_problem: str,
    fatal: str,
) -> CrawlResult:
    """The result of a crawl that Scrapy ended for `reason`.

    `entries` in `counts` is how many of the source's own addresses answered, `live` how many documents are
    known to be there, `fatal` what made going on impossible.
    """
    outcome: Outcome = "ok"
    message = ""
    if fatal:
        outcome, message = "crashed", fatal
    elif reason == "shutdown":
        outcome, message = "stopped", "a signal stopped it; the next run goes on from there"
    elif reason != "finished":
        outcome, message = "crashed", f"the crawl ended early ({reason})"
    elif not counts.get("entries"):
        outcome = "failed"
        first = first_problem or "there was no answer"
        message = f"no start page, feed, sitemap or page could be fetched; the first: {first}"
    elif live < floor:
        outcome, message = "below_floor", f"{live} documents are known, {floor} is the least it should have"
    numbers = {name: number for name, number in counts.items() if name != "entries"}
    return CrawlResult(source_id=source_id, outcome=outcome, message=message, **numbers)

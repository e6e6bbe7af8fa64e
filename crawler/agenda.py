"""What is asked next when nothing is under way: the frontier's queues in their order, within their budgets."""

from collections import Counter

from scrapy.settings import BaseSettings

from crawler.frontier import DocumentRole, Frontier, Queue
from crawler.scope import Scope

BATCH = 100  # documents at a time, so that memory does not grow with the site
BUDGETS: dict[Queue, str | None] = {  # in this order; the setting that says how many in one run
    "linked": None,
    "waiting": "WAITING_PER_RUN",
    "unasked": "RECHECKS_PER_RUN",
}


class Agenda:
    """The queues of one source in one run; `rechecks` says whether those that nothing links to are among them."""

    def __init__(self, frontier: Frontier, scope: Scope, settings: BaseSettings, *, rechecks: bool) -> None:
        self._frontier = frontier
        self._scope = scope
        self._left = {queue: settings.getint(name) if name else None for queue, name in BUDGETS.items()}
        if not rechecks:
            self._left["unasked"] = 0
        self._spent: Counter[Queue] = Counter()

    def next_documents(self) -> list[tuple[str, DocumentRole]]:
        """The next ones that still belong to the source, at most a batch; empty when all is done or spent."""
        return next(filter(None, map(self._some, BUDGETS)), [])

    def _some(self, queue: Queue) -> list[tuple[str, DocumentRole]]:
        while rows := self._frontier.hand_out(queue, limit=self._limit(queue)):
            if wanted := [(url, role) for url, role in rows if self._scope.wants(url, role)]:
                self._spent[queue] += len(wanted)
                return wanted
        return []

    def _limit(self, queue: Queue) -> int:
        left = self._left[queue]
        return BATCH if left is None else min(BATCH, left - self._spent[queue])

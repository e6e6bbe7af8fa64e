"""Running a crawl: one source, one process of its own, because Scrapy starts but once in a process."""

import ctypes
import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler import json_log
from crawler.failures import storage_trouble
from crawler.guard import user_agent
from crawler.outcome import CrawlResult, Outcome
from crawler.sources import Source
from crawler.spiders.site import SiteSpider
from store.archive import Archive

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def crawl(
    source: Source, *, data: Path, run_id: str, contact: str | None, force: bool = False, log_level: str = "ERROR"
) -> CrawlResult:
    """Crawls one source into `data` and returns how it went; the journal has the details.

    Known pages are asked only when they are due (see `crawler.recrawl`), all of them with `force`.
    The crawl's own log goes to standard error. SIGTERM and SIGINT end it cleanly while it lasts, whenever
    they come, as `stopped`. Raises ContactError when a real site would be crawled without a contact.
    """
    user_agent(source, contact)
    job = {
        "source": source.model_dump(mode="json"),
        "data": str(data.resolve()),
        "run_id": run_id,
        "contact": contact,
        "force": force,
        "log_level": log_level,
        "json_log": json_log.is_configured(),
        "parent": os.getpid(),
    }
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    with _relay() as relay:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "crawler.run"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            process_group=0,  # so that Ctrl-C reaches it once, through us: a second one would end it uncleanly
        )
        relay.pass_to(process)
        with process:
            output, _ = process.communicate(json.dumps(job).encode())
    answer = json.loads(output) if output else {"error": _how_it_died(process.returncode)}
    if relay.signalled:
        return _stopped(source, data, run_id, answer)
    if "error" in answer:
        return _unfinished(source, data, run_id, "crashed", answer["error"])
    return CrawlResult(**answer)


def _stopped(source: Source, data: Path, run_id: str, answer: dict[str, Any]) -> CrawlResult:
    """The result after a signal: `stopped`, even if the crawl was through, for the caller must know of it."""
    if "error" in answer:  # it had not begun yet, and had nothing to finish
        return _unfinished(source, data, run_id, "stopped", "a signal stopped it before it began")
    result = CrawlResult(**answer)
    if result.outcome == "stopped":
        return result
    message = f"a signal came when it was about to end; {result.message or 'it went through'}"
    return replace(result, outcome="stopped", message=message)


def _how_it_died(code: int) -> str:
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    return f"the crawl's process died ({how}); what it printed before says more"


def _unfinished(source: Source, data: Path, run_id: str, outcome: Outcome, message: str) -> CrawlResult:
    """The result of a crawl that could not close its run in the journal; that is done for it."""
    result = CrawlResult(source_id=source.id, outcome=outcome, message=message)
    event = {
        "time": datetime.now(UTC).isoformat(timespec="microseconds"),
        "run": run_id,
        "source": source.id,
        "event": "run_finished",
        "outcome": result.outcome,
        "message": result.message,
    }
    try:
        Archive(data / "archive").journal.append(event)
    except OSError as error:  # a full disk may be why it ended
        log.warning("%s: the end of its run could not be written to the journal: %s", source.id, error)
    return result


class _Relay:
    """Passes the first signal on to a process, also when it came before the process was there."""

    def __init__(self) -> None:
        self.signalled = False
        self._process: subprocess.Popen[bytes] | None = None

    def handle(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        if not self.signalled:
            self.signalled = True
            if self._process is not None:
                self._process.terminate()

    def pass_to(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        if self.signalled:
            process.terminate()


@contextmanager
def _relay() -> Iterator[_Relay]:
    """While the block lasts, SIGTERM and SIGINT end the crawl and not us: it finishes what it has begun."""
    relay = _Relay()
    if threading.current_thread() is not threading.main_thread():
        yield relay
        return
    before = {number: signal.signal(number, relay.handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield relay
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main() -> None:
    """The crawl's process: a job as JSON on standard input, the result as JSON on standard output."""
    job = json.load(sys.stdin)
    _die_with(job["parent"])
    source = Source.model_validate(job["source"])
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.set("CONTACT", job["contact"])
    settings.set("LOG_LEVEL", job["log_level"])
    settings.set("LOG_INSTALL_ROOT_HANDLER", not job.get("json_log"))
    process = CrawlerProcess(settings)
    if job.get("json_log"):
        json_log.configure(logging.getLevelName(job["log_level"]), source=source.id, run=job["run_id"])
    # A robots.txt that can't be fetched is logged with a traceback; that the site is down is told anyway.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    crawler = process.create_crawler(SiteSpider)
    errors: list[Failure] = []
    crawling: Any = process.crawl(
        crawler, source=source, data=job["data"], run=job["run_id"], force=job.get("force", False)
    )
    crawling.addErrback(errors.append)
    process.start()
    result = getattr(crawler.spider, "result", None)
    if result is not None:
        sys.stdout.write(json.dumps(asdict(result)))
    elif errors:
        error = errors[0].value
        why = storage_trouble(error) if isinstance(error, OSError | sqlite3.Error) else errors[0].getErrorMessage()
        sys.stdout.write(json.dumps({"error": f"the crawl did not begin: {why}"}))


def _die_with(parent: int) -> None:
    """Lets the kernel end this process with its parent: an orphan would crawl beside the next run."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

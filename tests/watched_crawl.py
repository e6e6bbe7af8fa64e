"""A crawl in a process of its own, with names of our own and a watch on what it connects to.

It stands in for the network: names resolve as the test says, and nothing but loopback is ever connected to, even
when a guard under test should fail. Run as `python -m tests.watched_crawl`, with a job on standard input.
"""

import json
import os
import resource
import socket
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor

from crawler.sources import Source

ROOT = Path(__file__).parent.parent
LOOPBACK = ("127.0.0.1", "::1")


@dataclass
class Watched:
    """How it went: the crawl's result, addresses connected to, names looked up, highest memory in MB, the log."""

    outcome: str
    message: str
    result: dict[str, Any]
    connected: list[tuple[str, int]]
    looked_up: list[str]
    peak: float
    log: str


def watched_crawl(
    source: Source,
    data: Path,
    *,
    run_id: str = "r1",
    names: dict[str, list[list[str]]] | None = None,
    settings: dict[str, Any] | None = None,
    environment: dict[str, str] | None = None,
) -> Watched:
    """Crawls; `names` has for each name the addresses of its first lookup, of its second, and so on."""
    job = {
        "source": source.model_dump(),
        "data": str(data),
        "run": run_id,
        "names": names or {},
        # What a real site gets is slower than a test can wait.
        "settings": {"CONTACT": "a@b.ro", "AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0, **(settings or {})},
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.watched_crawl"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
    )
    answer = json.loads(done.stdout)
    answer["connected"] = [tuple(address) for address in answer["connected"]]
    return Watched(outcome=answer["result"]["outcome"], message=answer["result"]["message"], log=done.stderr, **answer)


def main() -> None:
    job = json.load(sys.stdin)
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    # Importing these chooses a reactor, if none is there.
    from twisted.internet import reactor  # noqa: PLC0415
    from twisted.internet._resolver import GAIResolver  # noqa: PLC0415

    connected, looked_up = [], []

    def getaddrinfo(host: str, port: int, family: int = 0, kind: int = 0, *rest: int) -> list:
        looked_up.append(host)
        answers = job["names"].get(host)
        ips = (answers.pop(0) if len(answers) > 1 else answers[0]) if answers else [host]
        found = []
        for ip in ips:
            try:
                found += socket.getaddrinfo(ip, port, family, kind, 0, socket.AI_NUMERICHOST)
            except socket.gaierror:
                if answers:  # an address of the other family than was asked for
                    continue
                raise
        return found

    connect = reactor.connectTCP

    def watched(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        connected.append((host, port))
        assert host in LOOPBACK, f"a test must not connect to {host}"
        return connect(host, port, *args, **kwargs)

    reactor.installNameResolver(GAIResolver(reactor, reactor.getThreadPool, getaddrinfo))
    reactor.connectTCP = watched

    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.set("LOG_LEVEL", "ERROR")
    settings.update(job["settings"], priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler("site")
    process.crawl(crawler, source=Source.model_validate(job["source"]), data=job["data"], run=job["run"], force=True)
    process.start()
    answer = {"connected": connected, "looked_up": looked_up, "peak": highest_memory()}
    sys.stdout.write(json.dumps({"result": asdict(crawler.spider.result), **answer}))


def highest_memory() -> float:
    """The highest resident memory of this process in MB.

    Where Linux tells it, not by `getrusage`: there a process begins with the figure of the one that started it, and
    a run of all tests has some hundred MB.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

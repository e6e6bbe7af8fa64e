"""How fast the crawler with archive and frontier is beside a bare Scrapy spider, and how its memory grows.

    .venv/bin/python benchmarks/crawl_speed.py [--pages 1500] [--memory]

A server in a process of its own plays a site of listings and pages on loopback; politeness is off. Both crawls run in
processes of their own, in turns, three times each; the best counts. On a machine that others use as well, the ratio of
processor times tells more than that of the pages a second. `--memory` crawls sites of 1,000 and of 20,000
pages and prints the peak of each crawl's resident memory.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from crawler.sources import Source

ROOT = Path(__file__).resolve().parent.parent
PER_LISTING = 50
RUNS = 3

SITE = Path(__file__).with_name("crawled_site.py")
BARE = Path(__file__).with_name("bare_spider.py")


def source_at(address: str) -> Source:
    """The site as a source; loopback alone, so politeness is off."""
    return Source(
        id="viteza",
        name="Viteza",
        kind="agency",
        start=(f"{address}/lista?p=0",),
        follow=(r"/lista\?p=\d+$",),
        keep=(r"/proiect/\d+$",),
        allow_loopback=True,
    )


class Cost(NamedTuple):
    """What a crawl took: seconds, seconds of processor time, peak of resident memory in kilobytes."""

    seconds: float
    processor: float
    memory: int


def timed(command: list[str], job: str | None = None) -> tuple[Cost, str]:
    """What a process took, and its standard output."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(job or "")
    process.stdin.close()
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, output
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss), output


def ours(address: str, pages: int) -> Cost:
    """What a crawl into an empty directory takes."""
    with tempfile.TemporaryDirectory() as folder:
        job = {
            "source": source_at(address).model_dump(),
            "data": folder,
            "run_id": "r",
            "contact": None,
            "log_level": "ERROR",
            "parent": os.getpid(),
        }
        cost, output = timed([sys.executable, "-P", "-m", "crawler.run"], json.dumps(job))
        result = json.loads(output)
        assert result["outcome"] == "ok", result
        assert result["new"] == pages, result
    return cost


def bare(address: str, pages: int) -> Cost:
    """What a spider that stores nothing takes."""
    cost, output = timed([sys.executable, str(BARE), f"{address}/lista?p=0"])
    assert int(output) == pages, output
    return cost


class Server:
    """The site in a process of its own; gives its address."""

    def __init__(self, pages: int) -> None:
        self._command = [sys.executable, str(SITE), str(pages), str(PER_LISTING)]

    def __enter__(self) -> str:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        return f"http://127.0.0.1:{self._process.stdout.readline().strip()}"

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()


def speed(pages: int) -> None:
    """Prints pages a second of both, and the ratio."""
    with Server(pages) as address:
        bare_runs, our_runs = [], []
        for _ in range(RUNS):
            bare_runs.append(bare(address, pages))
            our_runs.append(ours(address, pages))
    print(f"{pages:,} pages, start of the process included; best of {RUNS} runs")
    for name, runs in (("bare Scrapy spider", bare_runs), ("archive and frontier", our_runs)):
        wall, processor = min(run.seconds for run in runs), min(run.processor for run in runs)
        print(f"{name:<22} {pages / wall:>8.0f} pages a second {pages / processor:>8.0f} a second of processor time")
    wall = min(run.seconds for run in bare_runs) / min(run.seconds for run in our_runs)
    processor = min(run.processor for run in bare_runs) / min(run.processor for run in our_runs)
    print(f"{'ratio':<22} {wall:>8.2f} {processor:>23.2f}  (0.75 is the least it should be)")


def memory() -> None:
    """Prints the peak of resident memory by the size of the site."""
    first = None
    for pages in (1_000, 20_000):
        with Server(pages) as address:
            cost = ours(address, pages)
        first = first or cost.memory
        rate, peak, ratio = pages / cost.seconds, cost.memory / 1024, cost.memory / first
        print(f"{pages:>7,} pages {rate:>6.0f} pages a second, peak {peak:>6.1f} MB, {ratio:.2f} times the first")


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description="Speed and memory of the crawler")
    options.add_argument("--pages", type=int, default=1500)
    options.add_argument("--memory", action="store_true")
    chosen = options.parse_args()
    if chosen.memory:
        memory()
    else:
        speed(chosen.pages)


if __name__ == "__main__":
    main()

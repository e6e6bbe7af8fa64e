"""How fast the site's pages answer over a large database, and whether 50 visitors are disturbed by a build.

    .venv/bin/python -m benchmarks.site_speed [--amounts 100000] [--keep FILE]

The database is that of benchmarks/database_speed.py: the sample many times over, each edition with projects of its own.
`fondoscop serve` runs on it in a process of its own, and is asked over HTTP on loopback, one question after the other:
the median and the 95th of a hundred of each page, and beside them a page that needs no database. Each search is for
other words. Then 50 visitors ask at once, again and again, while a process loads documents, resolves and stores totals;
every answer that is no 200 is counted, and every one that speaks of a lock.
"""

import argparse
import asyncio
import itertools
import multiprocessing
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles

import httpx

from benchmarks.database_speed import Sample, fill, load, settle
from store.database import Database

ASKED, VISITORS, WRITTEN = 100, 50, 10
WORDS = ("copii", "vârstnici", "servicii sociale", "centru de zi", "dizabilități", "asistență", "fundația", "consiliul")
OTHERWISE = ("handicap", "bătrâni", "POCU", "Ministerul Muncii", "DGASPC", "Fondul Social European")
IDS = "SELECT {} FROM {} ORDER BY {} LIMIT 200"


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of `fondoscop serve` on this database; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from pipeline import main; main()", "serve", "--data", str(path.parent)]
    process = subprocess.Popen([*command, "--port", str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with suppress(httpx.TransportError):
                httpx.get(address)
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def questions(path: Path) -> dict[str, Iterator[str]]:
    """Addresses to ask for, by what they are; each goes round."""
    with Database.open(path, read_only=True) as database:
        projects = [row["id"] for row in database.rows(IDS.format("id", "projects", "mentions DESC, id"))]
        documents = [row["id"] for row in database.rows(IDS.format("id", "documents", "id"))]
        bodies = [row["id"] for row in database.rows(IDS.format("id", "organisations", "id"))]
        titles = [row["title"] for row in database.rows(IDS.format("title", "projects", "id"))]
    some = [*WORDS, *(title.split()[0] for title in titles if title)]
    return {
        "a file, no database": itertools.cycle(["/stil/site.css"]),
        "front page": itertools.cycle(["/", "/en"]),
        "search": (f"/cautare?q={word}" for word in itertools.cycle(some)),
        "search, other names": (f"/cautare?q={word}" for word in itertools.cycle(OTHERWISE)),
        "search, narrowed": (f"/cautare?q={word}&an={year}" for word, year in zip(
            itertools.cycle(some), itertools.cycle(range(2018, 2025)), strict=False)),
        "search without words": (f"/cautare?pagina={page}" for page in itertools.cycle(range(1, 20))),
        "project": (f"/proiect/{one}" for one in itertools.cycle(projects)),
        "document": (f"/document/{one}" for one in itertools.cycle(documents)),
        "organisation": (f"/organizatie/{one}" for one in itertools.cycle(bodies)),
        "charts": itertools.cycle(["/grafice", "/en/grafice"]),
    }  # fmt: skip


def one_by_one(address: str, path: Path) -> None:
    """Prints how long each page takes."""
    with httpx.Client(base_url=address, timeout=60) as client:
        for name, asked in questions(path).items():
            taken = []
            for url in itertools.islice(asked, ASKED):
                began = time.perf_counter()
                answer = client.get(url)
                taken.append((time.perf_counter() - began) * 1000)
                if answer.status_code != httpx.codes.OK:
                    raise SystemExit(f"{url}: {answer.status_code}")
            first, cuts = taken[0], quantiles(taken[1:], n=20)
            print(f"  {name:<24} first {first:>7.1f} ms   median {median(taken):>6.1f} ms   95th {cuts[-1]:>6.1f} ms")


def write(path: Path, folder: Path) -> None:
    """What a daily run does to the database, in a process of its own."""
    sample = Sample(folder)
    with Database.open(path) as database:
        for number in range(10**6, 10**6 + WRITTEN):
            load(database, list(sample.edition(number)))
        settle(database, sample, range(10**6, 10**6 + WRITTEN))


async def together(address: str, path: Path, folder: Path) -> None:
    """Prints what 50 visitors see while a build writes."""
    asked = list(questions(path).values())
    process = multiprocessing.get_context("spawn").Process(target=write, args=(path, folder))
    process.start()
    taken: list[float] = []
    wrong: list[str] = []

    async def visit(client: httpx.AsyncClient, number: int) -> None:
        turn = number
        while process.is_alive():
            url = next(asked[turn % len(asked)])
            turn += 1
            began = time.perf_counter()
            try:
                answer = await client.get(url)
            except httpx.HTTPError as error:
                wrong.append(f"{url}: {type(error).__name__}")
                continue
            taken.append((time.perf_counter() - began) * 1000)
            if answer.status_code != httpx.codes.OK or "database is locked" in answer.text:
                wrong.append(f"{url}: {answer.status_code}")

    limits = httpx.Limits(max_connections=VISITORS)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        await asyncio.gather(*(visit(client, number) for number in range(VISITORS)))
    process.join()
    cuts = quantiles(taken, n=20)
    print(
        f"  {VISITORS} visitors at once, a build beside them (it ended with {process.exitcode}): {len(taken):,} pages"
    )
    print(f"  median {median(taken):.0f} ms, 95th {cuts[-1]:.0f} ms, wrong {len(wrong)} {sorted(set(wrong))[:5] or ''}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--amounts", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the database is made, or is")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary) / "data"
        path = folder / "fondoscop.db"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            fill(Sample(Path(temporary) / "sample"), path, chosen.amounts)
        with Database.open(path, read_only=True) as database:
            counts = database.counts()
        print(f"\n{counts['amounts']:,} amounts, {counts['documents']:,} documents, {counts['projects']:,} projects")
        with served(path) as address:
            one_by_one(address, path)
            asyncio.run(together(address, path, Path(temporary) / "again"))


if __name__ == "__main__":
    main()

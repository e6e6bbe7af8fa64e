"""How fast each format is written, beside a bare csv.writer on the same database, and how flat the memory is.

    .venv/bin/python -m benchmarks.export_speed --data DIR [--format NAME …]

The database is any; `python -m benchmarks.site_speed --keep FILE` makes one of 100,000 amounts. Each format is written
twice, in a process of its own each time: a tenth of the projects, then all of them. The table gives projects and
amounts a second, the share of what a bare csv.writer does that writes the bare table of these amounts in the same run,
and the largest memory of both processes: flat is what takes no more for ten times the projects.
"""

import argparse
import csv
import importlib.util
import json
import multiprocessing
import resource
import sqlite3
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from explore.export import formats
from explore.export.whole_projects import Exported
from jobs.places import DATABASE

HEADING = "format        seconds  projects/s  amounts/s  share  MB, tenth  MB, all"
ENDS = {"360giving": ".json", "xlsx": ".xlsx", "operations": ".csv", "jsonl": ".jsonl", "ftm": ".jsonl"}
FEW = "id < '1a'"  # ids are hexadecimal digests: a tenth of them begin so
AMOUNTS = "amounts WHERE project_id IS NOT NULL"  # those that every format has


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one export took: seconds, the process's largest memory in megabytes, and what it wrote."""

    seconds: float
    memory: float
    written: dict[str, int]


def exported(name: str, path: Path, where: str | None, folder: str) -> Measured:
    """Write one format, in a process that has done nothing else."""
    began = time.perf_counter()
    with Exported.open(path, where=where) as chosen:
        report = formats.write(name, chosen, Path(folder) / f"{name}{ENDS.get(name, '')}", "ro")
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(seconds=seconds, memory=memory, written=dict(report.written))


def measured(name: str, path: Path, where: str | None, folder: str) -> Measured:
    """The same, in a process of its own."""
    alone = multiprocessing.get_context("spawn")  # what others have loaded counts nowhere
    with ProcessPoolExecutor(max_workers=1, mp_context=alone) as pool:
        return pool.submit(exported, name, path, where, folder).result()


def bare(path: Path, target: Path) -> float:
    """Seconds that sqlite3 and csv.writer take for the table of amounts, as it is."""
    began = time.perf_counter()
    with closing(opened(path)) as connection, target.open("w") as file:
        csv.writer(file).writerows(connection.execute(f"SELECT * FROM {AMOUNTS}"))
    return time.perf_counter() - began


def opened(path: Path) -> sqlite3.Connection:
    """The database, only to be read."""
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)


def count(path: Path, what: str) -> int:
    """How many rows there are of it."""
    with closing(opened(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def is_there(name: str) -> bool:
    """Whether the format can be written here: its module, and the packages that it needs."""
    needed = (f"explore.export.{formats.FORMATS[name].module}", *formats.FORMATS[name].needs)
    return all(importlib.util.find_spec(one) is not None for one in needed)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--format", action="append", choices=list(formats.FORMATS))
    chosen = parser.parse_args()
    path = (chosen.data / DATABASE).absolute()
    projects, few, amounts = count(path, "projects"), count(path, f"projects WHERE {FEW}"), count(path, AMOUNTS)
    print(f"{projects:,} projects ({few:,} in a tenth), {amounts:,} amounts of theirs")
    with tempfile.TemporaryDirectory() as folder:
        fastest = min(bare(path, Path(folder) / "bare.csv") for _ in range(3))
        print(f"a bare csv.writer: {amounts / fastest:,.0f} amounts/s\n\n{HEADING}")
        for name in chosen.format or formats.FORMATS:
            if not is_there(name):
                print(f"{name:<12}  its packages are not installed: pip install 'fondoscop[export]'")
                continue
            small, large = (measured(name, path, where, folder) for where in (FEW, None))
            print(
                f"{name:<12}{large.seconds:>9.1f}{projects / large.seconds:>12,.0f}{amounts / large.seconds:>11,.0f}"
                f"{fastest / large.seconds:>7.3f}{small.memory:>11.0f}{large.memory:>9.0f}"
                f"  {json.dumps(large.written)}",
                flush=True,
            )


if __name__ == "__main__":
    main()

"""What a daily run costs resolution: a full one of so many documents, then one with a few new documents, beside it.

    .venv/bin/python benchmarks/resolution_daily.py [--documents 10000] [--new 100]

Documents are made up (benchmarks/synthetic_names.py): each tells of one project, with its lead and two organisations
more, a total, a place and a programme. Texts are compared for copies as those of pages are. Time is the processor's,
step by step; in the end every row is compared with those of a full resolution of all.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.synthetic_names import RUN, Made, organisations, projects
from jobs import resolution
from store.database import TABLES, Database
from store.identity import document_id
from store.records import Amount, Capture, Document, Facts, Partner, Place, Project, Span

PARTNERS = 3  # of a document
PROGRAMMES = ("POCU", "Programul Operațional Capital Uman", "POR 2014-2020", "Granturile SEE", None)
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


def documents(number: int) -> Iterator[tuple[Capture, Facts]]:
    """So many documents; the same ones come first whatever the number."""
    names = iter(organisations(PARTNERS * number).values())
    for at, mention in enumerate(projects(number).values()):
        yield _document(at, mention, list(islice(names, PARTNERS)))


def _document(at: int, mention: Made, partners: list[Made]) -> tuple[Capture, Facts]:
    told, url = mention.inputs, f"http://site{at % 40}.test/{at}"
    names = [made.inputs["name"] for made in partners]
    money = f"{at * 37 % 900 + 100}.000 lei"
    parts = [told["title"], *names, money, *told["counties"]]
    text = "\n".join(f"{number}. {part}" for number, part in enumerate(parts))

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start=start, end=start + len(words), text=words)

    common = {"confidence": 0.9, "found_by": "made up", "project": 0}
    facts = Facts(
        document=Document(
            id=document_id(url), text=text, url=url, capture_id=f"{at}", source_id=f"site{at % 40}", reader="made up"
        ),
        projects=(
            Project(
                title=told["title"],
                evidence=(span(told["title"]),),
                code=told["code"],
                programme=PROGRAMMES[at % len(PROGRAMMES)],
                start=told["start"],
                end=told["end"],
                confidence=0.9,
                found_by="made up",
            ),
        ),
        partners=tuple(
            Partner(name=name, role="lead" if place == 0 else "partner", evidence=span(name), **common)
            for place, name in enumerate(names)
        ),
        amounts=(
            Amount(
                value=Decimal(at * 37 % 900 + 100) * 1000, currency="RON", role="total", evidence=span(money), **common
            ),
        ),
        places=tuple(Place(name=c, kind="county", county=c, evidence=span(c), **common) for c in told["counties"]),
    )
    return _capture(at, url), facts


def _capture(at: int, url: str) -> Capture:
    return Capture(
        id=f"{at}", url=url, source_id=f"site{at % 40}", run_id=RUN, fetched_at=EPOCH + timedelta(seconds=at),
        status=200, media_type="text/html", sha256=f"{at:064x}", file="made-up.warc.gz", offset=at, length=1,
    )  # fmt: skip


def resolve_all(database: Database) -> dict[str, float]:
    """Seconds of each step of `jobs.resolution.resolve_all`."""
    steps: dict[str, Callable[[Database], Any]] = {
        "copies": resolution.resolve_copies,
        "organisations": resolution.resolve_organisations,
        "projects": resolution.resolve_projects,
        "programmes": resolution.resolve_programmes,
        "totals": lambda database: database.store_totals(),
    }
    database.resolution.begin(resolution.resolution_version())
    took = {}
    for name, step in steps.items():
        begin = time.process_time()
        step(database)
        took[name] = time.process_time() - begin
    return took


def rows(database: Database) -> dict[str, list[str]]:
    """All rows of all tables."""
    return {table: sorted(map(repr, database.rows(f"SELECT * FROM {table}"))) for table in TABLES}


def measure(number: int, new: int, folder: Path) -> None:
    """Prints both times step by step, and whether the rows are the same."""
    made = list(documents(number + new))
    with Database.open(folder / "daily.db") as daily, Database.open(folder / "once.db") as once:
        for database, part in ((daily, made[:number]), (once, made)):
            for capture, facts in part:
                database.replace_document(replace(capture), facts)
        full = resolve_all(daily)
        for capture, facts in made[number:]:
            daily.replace_document(capture, facts)
        day, nothing = resolve_all(daily), resolve_all(daily)
        resolve_all(once)
        counts = daily.counts()
        print(
            f"{counts['documents']:,} documents, {counts['organisation_names']:,} names → {counts['organisations']:,}"
            f" organisations, {counts['project_mentions']:,} mentions → {counts['projects']:,} projects"
        )
        print(f"{'seconds':<16}{f'{number:,} at once':>16}{f'{new:,} more':>12}{'nothing':>10}")
        for step, seconds in full.items():
            print(f"{step:<16}{seconds:>16.2f}{day[step]:>12.2f}{nothing[step]:>10.2f}")
        totals = [sum(took.values()) for took in (full, day, nothing)]
        print(f"{'all':<16}{totals[0]:>16.2f}{totals[1]:>12.2f}{totals[2]:>10.2f}")
        there, here = rows(daily), rows(once)
        different = [table for table in TABLES if there[table] != here[table]]
        print(f"rows that differ from a full resolution: {', '.join(different) or 'none'}")


def main() -> None:
    """Prints what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(asked.documents, asked.new, Path(folder))


if __name__ == "__main__":
    main()

"""How fast facts get into the database, how fast its views answer, and whether readers are disturbed by a build.

    .venv/bin/python benchmarks/database_speed.py [--documents 10000] [--amounts 100000]

Facts are those of the sample's documents, many times over: each edition at other addresses, with other projects and
other names of organisations (200 of each), so that no id comes twice and projects stay of the sample's size.

Loading: `Database.replace_document`, one transaction a document as a build does it, from records to rows in the file;
beside it the very same rows, read back from that file, through bare `sqlite3.executemany` into the same schema (with
its keys, CHECKs, indexes and full-text triggers). The bare one makes no rows, and is timed twice: with the same
transactions, one a document, and with one for the rows of 100 documents, which a build may not have, because what it
has read must be whole whenever it is stopped. All take turns in pieces of 1,000 documents. Where others use the machine
as well, the ratio of processor times tells more than that of the rates.

Views: all rows of each view are fetched, beside the sum of the bare column; views with a row for each fact or document
are asked as people ask them, for one project, and for the first hundred rows. Every edition has the sample's texts, so
all would be copies of the first: as copies count those that are copies in the sample, each of its own edition.

Readers: 20 processes ask the views again and again while a process loads and stores totals; none may see a lock.
"""

import argparse
import multiprocessing
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event, Semaphore
from pathlib import Path
from typing import Any

from benchmarks.synthetic_names import word
from extract.pipeline import Extractor
from jobs.demo import demo
from jobs.resolution import resolve_names
from store.database import Database
from store.errors import DatabaseError
from store.identity import document_id
from store.records import Amount, Capture, Facts, Partner, Project
from store.schema import connect

RUNS, READERS, BATCH, PIECE, NAMES = 3, 20, 100, 1000, 200
PATIENCE = 60  # seconds that a reader has to begin
BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
DOCUMENTS = "SELECT id FROM documents WHERE rowid BETWEEN ? AND ?"
OF_DOCUMENT = f"document_id IN ({DOCUMENTS})"
LOADED = {  # tables that loading fills, parents first, and which of their rows belong to some documents
    "captures": "id IN (SELECT capture_id FROM documents WHERE rowid BETWEEN ? AND ?)",
    "documents": "rowid BETWEEN ? AND ?",
    "project_mentions": OF_DOCUMENT,
    "project_mention_spans": f"mention_id IN (SELECT id FROM project_mentions WHERE {OF_DOCUMENT})",
    **dict.fromkeys(("partners", "amounts", "dates", "beneficiaries"), OF_DOCUMENT),
    "beneficiary_categories": f"beneficiaries_id IN (SELECT id FROM beneficiaries WHERE {OF_DOCUMENT})",
    **dict.fromkeys(("places", "quotes", "changes"), OF_DOCUMENT),
}
ONE_PROJECT = "SELECT project_id FROM project_totals ORDER BY ron_minor DESC LIMIT 1"
BY_PROJECT = ("facts", "project_sources", "organisation_roles")  # views with a row for each fact or document
RULES = "_rule"


class Sample:
    """The sample's facts and copies, and editions of them."""

    def __init__(self, data: Path) -> None:
        demo(data, extractor=Extractor.load(), say=lambda _: None)
        with Database.open(data / "fondoscop.db", read_only=True) as database:
            listed = list(database.rows("SELECT id, copy_of, copy_reason FROM documents ORDER BY id"))
            found = [(row["id"], database.facts(row["id"])) for row in listed]
            self.facts = {identity: facts for identity, facts in found if facts is not None}
            self.copies = [(row["id"], row["copy_of"], row["copy_reason"]) for row in listed if row["copy_of"]]
            self.captures = {identity: database.captures_of(str(f.document.url))[0][0] for identity, f in found if f}

    def edition(self, number: int) -> Iterator[tuple[Capture, Facts]]:
        """The documents of the sample as another sample's."""
        for identity, facts in self.facts.items():
            url = f"{facts.document.url}#{number}"
            capture = replace(
                self.captures[identity],
                id=f"{number}-{identity}",
                url=url,
                fetched_at=BEGINNING + timedelta(seconds=number),
                offset=number,
            )
            yield capture, _renamed(facts, url, number)

    def copies_of(self, number: int) -> Iterator[tuple[str, str]]:
        """The copies of an edition, as `CopyTables.store` takes them."""
        for copy, original, _ in self.copies:
            one, other = (document_id(f"{self.facts[i].document.url}#{number}") for i in (copy, original))
            yield one, other


def _renamed(facts: Facts, url: str, number: int) -> Facts:
    def project(said: Project) -> Project:
        return replace(
            said,
            title=_title(said.title, number),
            aliases=tuple(_title(alias, number) for alias in said.aliases),
            code=said.code and f"{said.code}{number:05}",
            contract=said.contract and _contract(said.contract, said.code, number),
        )

    def partner(said: Partner) -> Partner:
        return replace(said, name=f"{said.name} {number % NAMES}")

    def amount(said: Amount) -> Amount:
        return replace(said, organisation=said.organisation and f"{said.organisation} {number % NAMES}")

    return replace(
        facts,
        document=replace(facts.document, id=document_id(url), url=url),
        projects=tuple(map(project, facts.projects)),
        partners=tuple(map(partner, facts.partners)),
        amounts=tuple(map(amount, facts.amounts)),
    )


def pieces(sample: Sample, documents: int) -> Iterator[list[tuple[Capture, Facts]]]:
    """So many documents, in pieces."""
    piece: list[tuple[Capture, Facts]] = []
    made = number = 0
    while made < documents:
        for one in sample.edition(number):
            if made < documents:
                piece.append(one)
                made += 1
        number += 1
        if len(piece) >= PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _title(said: str, number: int) -> str:
    """The same for the same title of one edition, and no word of it in another: a thousand would be like each other."""
    return f"{word(f'{number} {said}')} {word(f'{said} {number}')}"


def _contract(said: str, code: str | None, number: int) -> str:
    """Another contract of another edition: some end in the code of their project."""
    return said.replace(code, f"{code}{number:05}") if code and code in said else f"{number:05}{said}"


class Watch:
    """Sums up what pieces of work take: seconds, and seconds of processor time."""

    def __init__(self) -> None:
        self.seconds = self.processor = 0.0

    def time(self, work: Callable[[], object]) -> None:
        began, worked = time.perf_counter(), time.process_time()
        work()
        self.seconds += time.perf_counter() - began
        self.processor += time.process_time() - worked


def load(database: Database, piece: list[tuple[Capture, Facts]]) -> None:
    """What a build does with each document."""
    for capture, facts in piece:
        database.replace_document(capture, facts)


Batch = list[tuple[str, list[tuple[Any, ...]]]]


def batches(path: Path, first: int, last: int, size: int) -> list[Batch]:
    """Statements with their rows, which make the documents with these rowids; a batch for each transaction."""
    made = []
    with closing(connect(path, read_only=True)) as connection:
        for start in range(first, last + 1, size):
            batch = []
            for table, where in LOADED.items():
                cursor = connection.execute(
                    f"SELECT * FROM {table} WHERE {where} ORDER BY rowid", (start, min(start + size - 1, last))
                )
                marks = ", ".join("?" * len(cursor.description))
                batch.append((f"INSERT INTO {table} VALUES ({marks})", cursor.fetchall()))
            made.append(batch)
    return made


def load_bare(connection: sqlite3.Connection, made: list[Batch]) -> None:
    """The floor: rows that are ready."""
    for batch in made:
        for statement, rows in batch:
            connection.executemany(statement, rows)
        connection.commit()


def loading(sample: Sample, folder: Path, documents: int) -> None:
    """Prints the rates of loading."""
    path, ours, done = folder / "ours.db", Watch(), 0
    bare = {size: (folder / f"bare-{size}.db", Watch()) for size in (1, BATCH)}
    with Database.open(path) as database:
        database.set_versions({"extractor": "benchmark"})
        for piece in pieces(sample, documents):
            ours.time(lambda piece=piece: load(database, piece))
            for size, (file, watch) in bare.items():
                made = batches(path, done + 1, done + len(piece), size)
                with closing(connect(file, read_only=False)) as connection:
                    names = database.rows("SELECT id, name, kind, county FROM sources")
                    connection.executemany("INSERT OR IGNORE INTO sources VALUES (:id, :name, :kind, :county)", names)
                    connection.commit()
                    watch.time(lambda made=made, connection=connection: load_bare(connection, made))
            done += len(piece)
    counted = sum(_rows(path))
    print(f"loading {done:,} documents, {counted:,} rows")
    print(
        f"  {'replace_document':<34}{counted / ours.seconds:>9,.0f} rows a second{ours.processor:>8.1f} s of processor"
    )
    for size, (file, watch) in bare.items():
        if sum(_rows(file)) != counted:
            raise SystemExit(f"not the same rows: {counted:,} and {sum(_rows(file)):,}")
        name = f"bare, a transaction for {size}"
        print(f"  {name:<34}{counted / watch.seconds:>9,.0f} rows a second{watch.processor:>8.1f} s of processor")
        rates, processor = watch.seconds / ours.seconds, watch.processor / ours.processor
        print(f"    ratio of the rates {rates:.2f}, of processor times {processor:.2f}")


def _rows(path: Path) -> Iterator[int]:
    with closing(connect(path, read_only=True)) as connection:
        for table in LOADED:
            yield connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def fill(sample: Sample, path: Path, amounts: int) -> None:
    """A whole database with so many amounts, as a build leaves it."""
    each = sum(len(facts.amounts) for facts in sample.facts.values())
    editions = -(-amounts // each)
    with Database.open(path) as database:
        for number in range(editions):
            load(database, list(sample.edition(number)))
        took = Watch()
        took.time(lambda: settle(database, sample, range(editions)))
        print(f"\n{database.counts()['amounts']:,} amounts; resolution took {took.seconds:.1f} s", end="")
        took = Watch()
        took.time(database.store_totals)
        print(f", of it totals {took.seconds:.1f} s")
        database.checkpoint()


def settle(database: Database, sample: Sample, editions: range) -> None:
    """Copies, projects, organisations and totals, as `jobs.resolution` has it, but for the search for copies."""
    unsigned = database.copies.unsigned("test", limit=1_000_000)
    database.copies.sign("test", ((identity, identity, ()) for identity, _ in unsigned))
    database.copies.likely()
    database.copies.store((copy for number in editions for copy in sample.copies_of(number)), lambda *_: "test")
    resolve_names(database)
    database.store_totals()


def questions(connection: sqlite3.Connection) -> dict[str, str]:
    """What is asked of each view, by name."""
    asked = {}
    project = connection.execute(ONE_PROJECT).fetchone()[0]
    for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name").fetchall():
        if view.endswith(RULES):
            continue
        if view in BY_PROJECT:
            asked[f"{view}, one project"] = f"SELECT * FROM {view} WHERE project_id = '{project}'"
            asked[f"{view}, first 100"] = f"SELECT * FROM {view} LIMIT 100"
        else:
            asked[view] = f"SELECT * FROM {view}"
    return asked


def views(path: Path) -> None:
    """Prints how long each view takes, the best of some runs."""
    with closing(connect(path, read_only=True)) as connection:
        asked = {"sum of the bare column": "SELECT sum(amount_minor) FROM amounts", **questions(connection)}
        bare = None
        for name, query in asked.items():
            took, worked, rows = answer(connection, query)
            bare = bare or took
            print(
                f"  {name:<34}{took * 1000:>7.1f} ms{worked * 1000:>7.1f} ms of processor"
                f"{took / bare:>6.1f} times the sum{rows:>8,} rows"
            )


def answer(connection: sqlite3.Connection, query: str) -> tuple[float, float, int]:
    """Seconds, and seconds of processor time, of the fastest of some runs, and how many rows came."""
    taken = []
    for _ in range(RUNS):
        watch, rows = Watch(), []
        watch.time(lambda rows=rows: rows.extend(connection.execute(query).fetchall()))
        taken.append((watch.seconds, watch.processor, len(rows)))
    return min(taken)


def ask(path: Path, begun: Semaphore, stop: Event, told: "Queue[tuple[int, str]]") -> None:
    """One reader: asks each view again and again; tells how often it asked and what went wrong."""
    asked, wrong, parent = 0, "", os.getppid()
    try:
        while not stop.is_set() and os.getppid() == parent:  # whose end nobody may be left to tell of
            with closing(connect(path, read_only=True)) as connection:
                for query in questions(connection).values():
                    connection.execute(query).fetchmany(100)
                    asked += 1
                    if asked == 1:
                        begun.release()
                    if stop.is_set():
                        break
    except (sqlite3.Error, DatabaseError) as error:
        wrong = f"{type(error).__name__}: {error}"
    told.put((asked, wrong))


def readers(sample: Sample, path: Path, first: int) -> None:
    """Prints what readers see while documents come and totals are stored."""
    context = multiprocessing.get_context("spawn")
    begun, stop, told = context.Semaphore(0), context.Event(), context.Queue()
    processes = [context.Process(target=ask, args=(path, begun, stop, told)) for _ in range(READERS)]
    for process in processes:
        process.start()
    for _ in processes:
        begun.acquire(timeout=PATIENCE)
    written = 0
    with Database.open(path) as database:
        for number in range(first, first + 10):
            piece = list(sample.edition(number))
            load(database, piece)
            written += len(piece)
        settle(database, sample, range(first, first + 10))
    stop.set()
    answers = [told.get() for _ in processes]
    for process in processes:
        process.join()
    wrong = sorted({error for _, error in answers if error})
    print(
        f"\n{READERS} readers asked {sum(n for n, _ in answers):,} times while {written:,} documents were written: ",
        end="",
    )
    print("no error" if not wrong else "; ".join(wrong))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--amounts", type=int, default=100_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sample = Sample(folder / "sample")
        if chosen.documents:
            loading(sample, folder, chosen.documents)
        if chosen.amounts:
            fill(sample, folder / "views.db", chosen.amounts)
            views(folder / "views.db")
            readers(sample, folder / "views.db", 10**6)


if __name__ == "__main__":
    main()

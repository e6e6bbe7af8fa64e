"""How the time of a build's resolution grows with the names in the database, and what a hundred new documents take.

    .venv/bin/python benchmarks/resolution_in_database.py [--sizes 1000,10000,100000] [--only organisations|projects]

As `resolution_speed.py`, with the same made-up names, but as a build does it: names are those of stored documents (ten
in each, or one project with its lead and county), are read from the file and looked for by its indexes, and clusters
are written. Time is the processor's of `jobs.resolution.resolve_names`: for a whole new file, then for a hundred
documents (ten where there are a thousand names) that come to it. `share` is the one time beside the other.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from math import log
from pathlib import Path
from typing import Any

from benchmarks.synthetic_names import Made, organisations, projects, word
from jobs.resolution import resolve_names
from store.database import Database
from store.identity import document_id
from store.records import Capture, Document, Facts, Partner, Place, Project, Span

SIZES = (1000, 10_000, 100_000)
NAMES = 10  # in a document
NEW = 100  # documents that come later
BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
NATIONAL = "tara"


def naming(made: Mapping[str, Made]) -> Iterator[tuple[str, Facts]]:
    """The sites and facts of documents that name these organisations; a site has a county or is for all."""
    by_county: dict[str, list[str]] = {}
    number = 0
    for one in made.values():
        waiting = by_county.setdefault(one.inputs["county"] or NATIONAL, [])
        waiting.append(one.inputs["name"])
        if len(waiting) == NAMES:
            yield one.inputs["county"] or NATIONAL, _naming(number, waiting)
            number += 1
            waiting.clear()
    for county, rest in by_county.items():
        if rest:
            yield county, _naming(number, rest)
            number += 1


def _naming(number: int, names: Sequence[str]) -> Facts:
    document, spans = _document(number, names)
    return Facts(
        document=document,
        partners=tuple(Partner(name=span.text, role="partner", evidence=span, found_by="benchmark") for span in spans),
    )


def telling(made: Mapping[str, Made]) -> Iterator[tuple[str, Facts]]:
    """The sites and facts of documents that tell of these projects, one of each.

    Each lead has a word of its own: by a word that all had, each would be called like every other.
    """
    for number, one in enumerate(made.values()):
        said = one.inputs
        lead = [f"Asociația „{word(found)}”" for found in said["leads"]]
        document, (title, *others) = _document(number, [said["title"], *lead, *said["counties"]])
        led, located = others[: len(lead)], others[len(lead) :]
        yield (
            NATIONAL,
            Facts(
                document=document,
                projects=(
                    Project(
                        title=said["title"],
                        evidence=(title,),
                        code=said["code"],
                        start=said["start"],
                        end=said["end"],
                        found_by="benchmark",
                    ),
                ),
                partners=tuple(
                    Partner(name=span.text, role="lead", evidence=span, project=0, found_by="benchmark") for span in led
                ),
                places=tuple(
                    Place(
                        name=span.text, kind="county", county=span.text, evidence=span, project=0, found_by="benchmark"
                    )
                    for span in located
                ),
            ),
        )


def _document(number: int, lines: Sequence[str]) -> tuple[Document, list[Span]]:
    url, start, spans = f"https://pagini.test/{number}", 0, []
    for line in lines:
        spans.append(Span(start=start, end=start + len(line), text=line))
        start += len(line) + 1
    return Document(id=document_id(url), url=url, text="\n".join(lines), reader="benchmark/1"), spans


Documents = Callable[[Mapping[str, Made]], Iterator[tuple[str, Facts]]]
KINDS: Mapping[str, tuple[Callable[[int], dict[str, Made]], Documents]] = {
    "organisations": (organisations, naming),
    "projects": (projects, telling),
}


def store(database: Database, documents: Iterator[tuple[str, Facts]]) -> int:
    """Puts the documents into the database; gives their number."""
    number = 0
    for number, (county, facts) in enumerate(documents, start=1):
        url = str(facts.document.url)
        capture = Capture(
            id=facts.document.id,
            url=url,
            source_id=county,
            run_id="1",
            fetched_at=BEGINNING + timedelta(seconds=number),
            status=200,
            media_type="text/html",
            sha256="0" * 64,
            file="1.warc.gz",
            offset=0,
            length=0,
        )
        database.replace_document(capture, facts)
    return number


def seconds(work: Callable[[], object]) -> float:
    """Processor time that it takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def measure(kind: str, sizes: Sequence[int], folder: Path) -> None:
    """Prints the table of one kind of thing."""
    make, documents_of = KINDS[kind]
    print(kind)
    print("     names   seconds    a name  growth  n log n   over    100 new    share      rows")
    before: tuple[int, float] | None = None
    for number in sizes:
        told = documents_of(make(number))
        new = list(islice(told, min(NEW, number // (10 * NAMES))))
        with Database.open(folder / f"{kind}-{number}.db") as database:
            database.set_versions({"extractor": "benchmark"})
            sites = {county for county, _ in documents_of(make(number))}
            store(database, told)
            database.add_sources(_site(county) for county in sorted(sites))
            whole = seconds(lambda database=database: resolve_names(database))
            store(database, iter(new))
            database.add_sources(_site(county) for county in sorted(sites))
            daily = seconds(lambda database=database: resolve_names(database))
            rows = database.counts()[kind]
        grown = ""
        if before is not None:
            real = whole / before[1]
            expected = number * log(number) / (before[0] * log(before[0]))
            grown = f"{real:>7.1f} {expected:>8.1f} {real / expected:>6.2f}"
        print(
            f"{number:>10,} {whole:>9.2f} {whole / number * 1e6:>6.0f} µs {grown:>23}"
            f" {daily:>8.2f} s {daily / whole:>8.3f} {rows:>9,}"
        )
        before = (number, whole)


def _site(county: str) -> dict[str, Any]:
    return {"id": county, "name": county, "kind": "agency", "county": None if county == NATIONAL else county}


def main() -> None:
    """Prints what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of names, smallest first")
    parser.add_argument("--only", choices=tuple(KINDS))
    asked = parser.parse_args()
    for kind in [asked.only] if asked.only else KINDS:
        with tempfile.TemporaryDirectory() as folder:
            measure(kind, [int(size) for size in asked.sizes.split(",")], Path(folder))


if __name__ == "__main__":
    main()

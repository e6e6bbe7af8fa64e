"""How many pages a second are read from the archive, beside bare trafilatura on the same pages in the same run.

reading_speed.py            the pages of the tests and of the examples, as they are and with heavier menus and scripts
reading_speed.py --memory   the highest resident memory after 500 and after 5,000 pages, each in a process of its own

Ours finds the capture in the index, takes its body out of the WARC file with its SHA-256 checked, and makes a document
of it: text, structure, title, date, language, personal data masked. Trafilatura (`extract`, its defaults) gets the
bytes from memory. The two take turns, batch by batch; ratios are those of processor time. On the heavier pages bare
trafilatura falls back to slower algorithms, so the first ratio says more.
"""

import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import trafilatura

from readers.errors import ReadError
from readers.reader import read_bytes
from store.archive import Archive
from store.records import Capture

ROOT = Path(__file__).parent.parent
FOLDERS = ("tests/html_pages", "tests/readers_cases", "examples/sites")
PAGES, ROUNDS, BATCH = 600, 5, 60
MEMORY_PAGES = (500, 5000)
_BODY = re.compile(rb"<body[^>]*>", re.IGNORECASE)
_MENU = b"".join(
    b'<li class="menu-item menu-item-type-custom menu-item-%d"><a href="/sectiune/%d/">Sectiunea %d</a></li>'
    % (n, n, n)
    for n in range(150)
)
_SIDEBAR = b"".join(
    b'<div class="widget"><h3><a href="/stire/%d/">O alta stire, cu un titlu de opt cuvinte, %d</a></h3></div>' % (n, n)
    for n in range(40)
)
_SCRIPT = b'<script>window.dataLayer=window.dataLayer||[];function track%d(a){dataLayer.push({"event":a})}</script>'
_HEAVIER = (
    b'<nav id="meniu"><ul class="menu">' + _MENU + b"</ul></nav>"
    b'<div class="sidebar">' + _SIDEBAR + b"</div>" + b"".join(_SCRIPT % n for n in range(60))
)


def bodies(*, heavier: bool) -> list[bytes]:
    """The pages as they are, or with menus, a sidebar and scripts before their own."""
    found = [path.read_bytes() for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.html"))]
    return [_BODY.sub(lambda tag: tag.group() + _HEAVIER, body, count=1) for body in found] if heavier else found


def fill(folder: Path, pages: int, *, heavier: bool = False) -> Archive:
    """An archive of so many pages, no two with the same bytes."""
    archive = Archive(folder)
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    with archive.writer(source_id="speed", run_id="1") as writer:
        for number, body in enumerate(islice(cycle(bodies(heavier=heavier)), pages)):
            writer.write(
                url=f"https://pagini.test/{number}/",
                status=200,
                response_headers=(("Content-Type", "text/html"),),
                body=body + b"<!-- %d -->" % number,
                fetched_at=moment + timedelta(seconds=number),
            )
    return archive


def read(archive: Archive, captures: Sequence[Capture]) -> None:
    """Reads captures as a build does."""
    for capture in captures:
        with suppress(ReadError):  # the examples hold an empty page
            read_bytes(
                archive.body(capture),
                media_type=capture.media_type,
                url=capture.url,
                document_id=capture.id,
                capture_id=capture.id,
                fetched=capture.fetched_at.date(),
            )


def extract(pages: Sequence[bytes]) -> None:
    """What trafilatura does when it is called as its documentation says."""
    for body in pages:
        trafilatura.extract(body)


def seconds(run: Callable[[], None]) -> float:
    """Of processor time."""
    began = time.process_time()
    run()
    return time.process_time() - began


def batches(captures: Sequence[Capture]) -> Iterator[Sequence[Capture]]:
    """Parts of the captures."""
    return (captures[start : start + BATCH] for start in range(0, len(captures), BATCH))


def compare(folder: Path, *, heavier: bool) -> None:
    """Prints pages a second of both and their ratio."""
    archive = fill(folder, PAGES, heavier=heavier)
    captures = list(archive.captures())
    size = sum(len(archive.body(capture)) for capture in captures)
    kind = "with heavier menus and scripts" if heavier else "as they are"
    print(f"{len(captures)} pages {kind}, {size / len(captures) / 1000:.0f} KB on average, {ROUNDS} rounds")
    read(archive, captures[:BATCH])  # models and patterns are loaded once
    extract([archive.body(capture) for capture in captures[:BATCH]])
    ratios = []
    for _ in range(ROUNDS):
        ours = seconds(lambda: list(archive.captures()).clear())
        bare = 0.0
        for part in batches(captures):
            pages = [archive.body(capture) for capture in part]
            ours += seconds(lambda part=part: read(archive, part))
            bare += seconds(lambda pages=pages: extract(pages))
        ratios.append(bare / ours)
        print(
            f"  ours {len(captures) / ours:6.0f} pages/s   trafilatura {len(captures) / bare:6.0f}   {bare / ours:.2f}",
            flush=True,
        )
    print(f"median ratio {median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")


def highest_memory(folder: Path, pages: int) -> None:
    """Reads so many pages from the archive and prints the highest resident memory."""
    archive = Archive(folder)
    for capture in islice(archive.captures(), pages):
        read(archive, [capture])
    print(f"{pages:>6,} pages{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>8.0f} MB", flush=True)


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        if "--memory" not in sys.argv:
            compare(Path(folder) / "light", heavier=False)
            compare(Path(folder) / "heavier", heavier=True)
            return
        fill(Path(folder), max(MEMORY_PAGES))
        for pages in MEMORY_PAGES:
            process = multiprocessing.get_context("spawn").Process(target=highest_memory, args=(Path(folder), pages))
            process.start()
            process.join()


if __name__ == "__main__":
    main()

"""kill -9, full disks and power cuts: every page exactly once in the end, none lost, the archive readable."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.run import crawl
from crawler.sources import Source
from store.archive import Archive
from tests.crawl_server import Answer, Site, page
from tests.test_crawler import PDF, captured, events, make, run, start_crawl

ROOT = Path(__file__).parent.parent
PAGES = 60


def site_of_eighty() -> dict[str, Answer | bytes]:
    """Three listings, sixty pages, twenty attachments that only pages link to, two pages that only pages link to."""
    names = [f"/proiecte/p{number:02}" for number in range(PAGES)]
    listings = ["/proiecte", "/proiecte?p=2", "/proiecte?p=3"]
    answers: dict[str, Answer | bytes] = {
        listing: page(*names[20 * number : 20 * number + 20], *listings) for number, listing in enumerate(listings)
    }
    for number, name in enumerate(names):
        links = [f"/doc{number:02}.pdf"] if number % 3 == 0 else [f"/proiecte/x{number // 40}"]
        answers[name] = page(*links, text=f"Pagina {number}")
        if number % 3 == 0:
            answers[links[0]] = PDF
    return answers | {"/proiecte/x0": page(text="x0"), "/proiecte/x1": page(text="x1")}


DOCUMENTS = sorted(path for path in site_of_eighty() if not path.startswith("/proiecte?") and path != "/proiecte")


def check(source: Source, data: Path) -> None:
    """One more run, and everything is there once."""
    assert run(source, data, "last", force=False).outcome == "ok"
    assert captured(data) == DOCUMENTS
    assert not list((data / "archive").glob("*.open"))
    for path in (data / "archive").glob("*.warc.gz"):
        with path.open("rb") as file:
            assert sum(1 for _ in ArchiveIterator(file, check_digests="raise")) > 1
    again = run(source, data, "again")
    assert (again.new, again.changed, again.unchanged) == (0, 0, len(DOCUMENTS))


@pytest.mark.parametrize(
    ("seed", "kills"), [(1, 4), *(pytest.param(seed, 5, marks=pytest.mark.slow) for seed in (2, 3, 4, 5))]
)
def test_kill_9_at_random_moments(tmp_path, seed, kills):
    """Crash upon crash in one directory: at a random request, and a random while after it."""
    dice = random.Random(seed)
    with Site(site_of_eighty()) as site:
        source = make(site)
        for _ in range(kills):
            site.seen.clear()
            moment, reached = dice.randint(1, 40), threading.Event()
            site.on_request = lambda path, at=moment, event=reached: event.set() if len(site.seen) >= at else None
            with start_crawl(source, tmp_path) as process:
                while not reached.wait(0.02) and process.poll() is None:
                    pass  # the last of the runs may be through before its moment
                time.sleep(dice.uniform(0, 0.03))
                process.kill()
        site.on_request = lambda path: None
        check(source, tmp_path)


DYING = """
import os, signal, sys
from crawler import recording, run, state
from store import archive_writer, journal, warc
place, number, when = sys.argv[1], int(sys.argv[2]), sys.argv[3]
owner, name = place.rsplit(".", 1)
owner = eval(owner)
whole, calls = getattr(owner, name), []
def deadly(*arguments, **options):
    calls.append(1)
    if len(calls) == number and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = whole(*arguments, **options)
    if len(calls) == number and when == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(owner, name, deadly)
run.main()
"""


@pytest.mark.parametrize(
    ("place", "number", "when"),
    [
        ("archive_writer.ArchiveWriter._enter", 1, "before"),  # fifty captures in the file, none in the index
        ("archive_writer.ArchiveWriter._enter", 1, "after"),  # in the index, not in the memory
        ("state.State.answered", 2, "after"),
        ("warc.WarcFile.close", 1, "before"),
    ],
)
def test_kill_9_between_two_steps_of_recording(tmp_path, place, number, when):
    job = {"data": str(tmp_path), "run_id": "r1", "contact": None, "log_level": "CRITICAL", "parent": os.getpid()}
    with Site(site_of_eighty()) as site:
        source = make(site)
        command = [sys.executable, "-c", DYING, place, str(number), when]
        died = subprocess.run(
            command, cwd=ROOT, input=json.dumps({**job, "source": source.model_dump()}), text=True, check=False
        )
        assert died.returncode == -signal.SIGKILL
        check(source, tmp_path)


LIMITED = """
import resource, sys
from crawler import run
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
run.main()
"""


def test_a_file_that_may_not_grow_stops_the_crawl_and_the_next_run_goes_on(tmp_path):
    """What a full disk is to a program that may not mount one: the WARC file can't grow any more."""
    job = {"data": str(tmp_path), "run_id": "r1", "contact": None, "log_level": "CRITICAL", "parent": os.getpid()}
    answers = site_of_eighty()
    noise = random.Random(1)
    for path, body in answers.items():
        if path.startswith("/proiecte/") and isinstance(body, bytes):
            answers[path] = body + b"<!--" + noise.randbytes(5000).hex().encode() + b"-->"
    with Site(answers) as site:
        source = make(site)
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, "200000"],
            cwd=ROOT,
            input=json.dumps({**job, "source": source.model_dump()}),
            capture_output=True,
            text=True,
            check=True,
        )
        result = json.loads(done.stdout)
        assert result["outcome"] == "crashed"
        assert "File too large" in result["message"]
        assert "free some space and run it again" in result["message"]
        assert len(site.paths()) < len(answers)
        kept = captured(tmp_path)  # reads and checks each body
        check(source, tmp_path)
    assert len(kept) <= 50


def mount(folder: Path, size: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def test_a_full_disk_stops_the_crawl_and_leaves_all_readable(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mount(disk, "800k"):
        pytest.skip("only root can mount a small disk")
    try:
        answers = site_of_eighty()
        noise = random.Random(1)
        for path, body in answers.items():
            if path.startswith("/proiecte/") and isinstance(body, bytes):
                answers[path] = body + b"<!--" + noise.randbytes(8000).hex().encode() + b"-->"
        with Site(answers) as site:
            source = make(site)
            result = crawl(source, data=disk, run_id="r1", contact=None)
            assert result.outcome == "crashed"
            assert "free some space and run" in result.message
            for _ in range(2):  # nothing gets better by itself, and nothing worse
                result = crawl(source, data=disk, run_id="r2", contact=None)
                assert result.outcome == "crashed"
                assert "free some space and run" in result.message
            kept = captured(disk)
            assert kept
            assert list(Archive(disk / "archive").journal.events())
            subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
            check(source, disk)
            assert set(kept) <= set(captured(disk))
            assert [event["outcome"] for event in events(disk, "run_finished", "last")] == ["ok"]
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)

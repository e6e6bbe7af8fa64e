"""Pages of PDF per second: ours beside bare pypdfium2, on the same files in the same run.

Bare is what the fastest reader could do: open the file in this process, take the text of every page. Ours is
`readers.pdf.read_pdf`: a child process with limits, tables, columns, headings, paragraphs. Run it as
`python -m benchmarks.pdf_speed [--memory] [FILE…]`; without files, those of the tests and made ones are taken.
`--memory` reads 200 and then 2,000 files and prints the peak of both processes after each.
"""

import argparse
import io
import math
import os
import random
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from readers import worker
from readers.pdf import read_pdf

FILES = Path(__file__).parent.parent / "tests" / "pdf_files"
WORDS = """proiectul are o valoare totala de lei si este finantat de Fondul Social European prin programul pentru
copii si parinti din comuna in perioada urmatoare iar asociatia ofera consiliere mese calde transport""".split()  # noqa: SIM905
ROUNDS = 8


def report(pages: int, seed: int) -> bytes:
    """A plain report of so many pages, 45 lines each, with headings."""
    chance = random.Random(seed)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for number in range(pages):
        text = canvas.beginText(72, 780)
        text.setFont("Helvetica-Bold", 14)
        text.textLine(f"Capitolul {number + 1}")
        text.setFont("Helvetica", 11)
        for _ in range(44):
            text.textLine(" ".join(chance.choices(WORDS, k=13)))
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def bare(body: bytes) -> int:
    """Pages of a file whose text pypdfium2 gave."""
    with pypdfium2.PdfDocument(body) as document:
        for number in range(len(document)):
            page = document[number]
            textpage = page.get_textpage()
            textpage.get_text_range()
            textpage.close()
            page.close()
        return len(document)


def cpu() -> float:
    """CPU seconds of this process and of its children, living and ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks = 0
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])  # utime and stime: proc_pid_stat(5)
    return time.process_time() + ended.ru_utime + ended.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def compare(name: str, files: Sequence[bytes]) -> None:
    """One line: pages per second of both and their ratio, by the clock and in CPU time, which other loads spoil less.

    Rounds take turns, and the best of each counts.
    """
    pages = sum(map(bare, files))
    for body in files:
        read_pdf(body)
    best: dict[str, list[float]] = {"bare": [math.inf, 0.0], "ours": [math.inf, 0.0]}
    for _ in range(ROUNDS):
        for who, read in (("bare", bare), ("ours", read_pdf)):
            start, used = time.perf_counter(), cpu()
            for body in files:
                read(body)
            best[who][0] = min(best[who][0], time.perf_counter() - start)
            best[who][1] += cpu() - used
    (alone, alone_cpu), (ours, ours_cpu) = best["bare"], best["ours"]
    print(
        f"{name:<32} {len(files):>4} files {pages:>5} pages  bare {pages / alone:>6.0f} pages/s"
        f"  ours {pages / ours:>6.0f} pages/s  ratio {alone / ours:.2f}  of CPU time {alone_cpu / ours_cpu:.2f}"
    )


def memory(files: Sequence[bytes]) -> None:
    """Peak memory of this process and of the children that have ended, after 200 and after 2,000 files."""
    done = 0
    for goal in (200, 2000):
        while done < goal:
            read_pdf(files[done % len(files)])
            done += 1
        worker.end_kept()
        ours, child = (
            resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(f"{done:>5} files: peak {ours:.0f} MB here, {child:.0f} MB in the child")


def main() -> None:
    """Print the comparison, or the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    given = [path.read_bytes() for path in options.files]
    real = [path.read_bytes() for path in sorted(FILES.glob("*.pdf"))]
    small = [report(2, seed) for seed in range(20)]
    if options.memory:
        memory(given or [*real, *small])
    elif given:
        compare("given files", given)
    else:
        compare("plain reports of 2 pages", small)
        compare("plain reports of 40 pages", [report(40, seed) for seed in range(3)])
        compare("files of the tests, with tables", real)
        compare("all of these", [*small, *[report(40, seed) for seed in range(3)], *real])


if __name__ == "__main__":
    main()

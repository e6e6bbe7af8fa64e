"""The child process that reads attachments: hostile files, limits, and that no file pays for another."""

import io
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from readers import worker
from readers.errors import ReadError
from readers.pdf import read_pdf
from readers.sandbox import Limits, parse_apart

ROOT = Path(__file__).parent.parent
SHORT = Limits(cpu=2, wall=20.0, memory=700_000_000)


@pytest.fixture(autouse=True)
def _a_child_of_ones_own() -> Iterator[None]:
    worker.end_kept()
    yield
    worker.end_kept()


def plain(words: str = "Proiectul are 120 de beneficiari.", pages: int = 1) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for _ in range(pages):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def pdf(objects: dict[int, bytes]) -> bytes:
    """A file of these objects; 1 is the catalog."""
    body = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        body += b"%d 1\n%010d 00000 n \n" % (number, place)
    body += b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(body)


def stream(content: bytes, heading: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), heading, packed)


def swollen(chunk: bytes, times: int) -> bytes:
    """`chunk` so many times, packed, without ever being there: blocks that start anew can be repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\x9c" + block * times + b"\x03\x00" + bytes(4)


def bomb() -> bytes:
    """A page whose content is packed twice: a few kilobytes ask for gigabytes."""
    content = zlib.compress(swollen(b"0 0 m\n" * 1_000_000, 600), 9)
    packed = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(content), content)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>"
    return pdf({1: CATALOG, 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: page, 4: packed})


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def object_stream_bomb() -> bytes:
    """The catalog in an object stream that unpacks to 900 MB."""
    head = b"1 0 2 40 "
    inner = head + CATALOG.ljust(40) + b"<< /Type /Pages /Kids [] /Count 0 >>"
    content = swollen(inner.ljust(1_000_000), 900)
    heading = b"/Type /ObjStm /N 2 /First %d /Filter /FlateDecode" % len(head)
    packed = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), heading, content)
    body = b"%PDF-1.7\n4 0 obj\n" + packed + b"\nendobj\n"
    entries = [(0, 0, 0), (2, 4, 0), (2, 4, 1), (0, 0, 0), (1, 9, 0)]
    rows = b"".join(kind.to_bytes(1) + place.to_bytes(4) + index.to_bytes(2) for kind, place, index in entries)
    table = stream(rows, b"/Type /XRef /W [1 4 2] /Size 5 /Root 1 0 R")
    return body + b"5 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def deep_tree() -> bytes:
    """Page nodes one inside the other, 50,000 deep."""
    depth = 50_000
    objects = {1: CATALOG}
    for number in range(2, depth):
        objects[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1)
    objects[depth] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"
    return pdf(objects)


def many_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(100_000))
    objects = {1: CATALOG, 2: b"<< /Type /Pages /Kids [%s] /Count 100000 >>" % kids}
    objects |= dict.fromkeys(range(3, 100_003), b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    return pdf(objects)


def circle() -> bytes:
    return pdf({1: CATALOG, 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"})


def huge_picture() -> bytes:
    """Nothing on the page but a picture of 60,000 by 60,000 dots, packed to 4 MB."""
    heading = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /XObject << /I 5 0 R >> >> >>"
    )
    packed = swollen(bytes(6_000_000), 600)
    image = b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), heading, packed)
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf({1: CATALOG, 2: kids, 3: page, 4: stream(b"600 0 0 800 0 0 cm /I Do"), 5: image})


def slow() -> bytes:
    """A page of forty million orders that do nothing."""
    packed = swollen(b"1 0 0 1 0 0 cm\n" * 100_000, 400)
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>"
    return pdf({1: CATALOG, 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: page, 4: content})


def many_rules() -> bytes:
    """A page of 40,000 short lines: a drawing, no table."""
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 500, n // 500, n % 500 + 5, n // 500) for n in range(40_000))
    text = b"BT /F 12 Tf 72 700 Td (Harta comunei) Tj ET"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
    )
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf({1: CATALOG, 2: kids, 3: page, 4: stream(lines + text)})


HOSTILE = {
    "a page packed over and over": (bomb, {"too-large"}),
    "object stream bomb": (object_stream_bomb, {"too-large"}),
    "page nodes 50,000 deep": (deep_tree, {"broken-pdf"}),
    "100,000 pages": (many_pages, {"too-large"}),
    "page nodes in a circle": (circle, {"broken-pdf"}),
    "no pages": (lambda: pdf({1: CATALOG, 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}), {"broken-pdf"}),
    "a huge picture": (huge_picture, {"scanned-pdf"}),
    "nothing after the header": (lambda: b"%PDF-1.7\n" + bytes(5000), {"broken-pdf"}),
    "script": (
        lambda: pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while \\(1\\) {}) >> >>",
                2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
            }
        ),
        {"scanned-pdf"},
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_fail_alone(name: str) -> None:
    make, kinds = HOSTILE[name]
    with pytest.raises(ReadError) as error:
        read_pdf(make(), limits=SHORT)
    assert error.value.kind in kinds
    assert error.value.message.endswith((".", ")"))
    assert "120 de beneficiari" in read_pdf(plain(), limits=SHORT)[0]


def test_a_drawing_is_read_without_its_lines() -> None:
    assert read_pdf(many_rules(), limits=Limits(cpu=20))[0] == "Harta comunei"


def child() -> int:
    """The process that is kept, by its number."""
    (task,) = Path("/proc/self/task").glob(str(os.getpid()))
    (number,) = (int(n) for n in (task / "children").read_text().split() if b"readers.attachment" in command(int(n)))
    return number


def command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def test_one_child_serves_many_files() -> None:
    numbers = set()
    for count in range(5):
        assert read_pdf(plain(f"Fila {count} din dosar."))[0] == f"Fila {count} din dosar."
        numbers.add(child())
    assert len(numbers) == 1


def test_a_large_parent_keeps_its_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux counts what a process held before it became another program, too."""
    monkeypatch.setattr(worker, "_MOST_MEMORY", 150_000_000)
    ballast = b"x" * 300_000_000
    read_pdf(plain())
    first = child()
    read_pdf(plain())
    assert first == child()
    assert len(ballast)


def test_a_new_child_after_a_failure_and_after_enough_files(monkeypatch: pytest.MonkeyPatch) -> None:
    read_pdf(plain())
    first = child()
    with pytest.raises(ReadError):
        read_pdf(b"%PDF-1.7\nnothing")
    read_pdf(plain())
    second = child()
    monkeypatch.setattr(worker, "_MOST_FILES", 2)
    read_pdf(plain())
    read_pdf(plain())
    assert len({first, second, child()}) == 3
    assert not command(first)


def test_what_a_used_child_could_not_do_is_tried_in_a_fresh_one() -> None:
    read_pdf(plain())
    os.kill(child(), signal.SIGKILL)
    assert "120" in read_pdf(plain())[0]


def test_a_file_that_takes_all_the_time_it_gets() -> None:
    limits = Limits(cpu=1, wall=60.0)
    read_pdf(plain(), limits=limits)
    with pytest.raises(ReadError, match="processor time") as error:
        read_pdf(slow(), limits=limits)
    assert error.value.kind == "timeout"
    assert "120" in read_pdf(plain(), limits=limits)[0]


def test_a_file_as_large_as_many_pipes() -> None:
    body = plain() + b"%" * 5_000_000
    assert "120" in read_pdf(body)[0]


def test_an_unknown_form_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        parse_apart(b"x", "unheard-of")


SCRIPT = """
import sys, time
sys.path.insert(0, {tests!r})
from test_readers_sandbox import plain, slow
from readers.pdf import read_pdf
read_pdf(plain())
print("ready", flush=True)
{then}
"""


@pytest.mark.parametrize(
    ("then", "how"),
    [
        ("read_pdf(slow())", signal.SIGINT),
        ("time.sleep(60)", signal.SIGKILL),
        ("time.sleep(60)", signal.SIGTERM),
        ("", None),
        ("import os; child = os.fork(); read_pdf(plain()); child and os.waitpid(child, 0)", None),
    ],
    ids=["Ctrl-C while it reads", "killed", "asked to end", "at its end", "forked"],
)
def test_the_child_ends_with_its_parent(then: str, how: signal.Signals | None) -> None:
    script = SCRIPT.format(tests=str(ROOT / "tests"), then=then)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        numbers = [int(n) for n in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()]
        if how is not None:
            assert len(numbers) == 1
            time.sleep(1.5 if how == signal.SIGINT else 0)  # until it is at work
            parent.send_signal(how)
        _, complaint = parent.communicate(timeout=30)
    assert parent.returncode == (-how if how else 0), complaint
    deadline = time.monotonic() + 10
    while any(b"readers.attachment" in command(number) for number in numbers):
        assert time.monotonic() < deadline, "the child lives on"
        time.sleep(0.02)

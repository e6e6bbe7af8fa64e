"""Four times the input takes about four times as long: no page may cost the square of its size."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from readers.errors import ReadError
from readers.html import read_page
from readers.length import LONGEST_TEXT
from readers.reader import read_bytes
from readers.text import blocks_of_text
from readers.tidy import tidy

FAST = 0.25  # seconds: nothing to complain of
STEEPEST = 8  # times as long for four times as much; a square gives 16
ATTEMPTS = 3  # a busy machine may spoil one, a square spoils all

ENDLESS = "<tr><td rowspan=" + "9" * 5000 + ">ab<td>c</tr>"
LINE = "Centrul din Lunca Arinului are 12 angajați și o curte"
PROSE = f"<p>{LINE}, iar copiii vin aici în fiecare zi după școală, de luni până vineri.</p>"


def page(body: str) -> None:
    with suppress(ReadError):
        read_page(f"<html><head><meta charset=utf-8><title>x</title></head><body>{body}</body></html>".encode())


def text(body: str) -> None:
    read_bytes(body.encode(), media_type="text/plain", document_id="d")


CASES: dict[str, tuple[Callable[[int], object], int]] = {
    "lines of text": (lambda n: blocks_of_text(f"{LINE}.\n" * n), 2500),
    "lines of text that may head": (lambda n: blocks_of_text(f"{LINE}\n\n" * n), 2500),
    "rows of text": (lambda n: blocks_of_text("Lunca | 12 | 340\n" * n), 2500),
    "rows of a table": (lambda n: page(f"<table>{'<tr><td>Lunca<td>12<td>340</tr>' * n}</table>"), 500),
    "spans": (lambda n: page(f"<table>{'<tr><td colspan=50 rowspan=50>ab<td>c</tr>' * n}</table>"), 60),
    "endless spans": (lambda n: page(f"<table>{ENDLESS * n}</table>"), 40),
    "combining marks": (lambda n: tidy("a" + "\u0301\u0323" * n), 20_000),
    "marks that come apart": (lambda n: tidy("a" + "\u0f73\u0f75" * n), 20_000),
    "elements in one another": (lambda n: page("<div>" * n + LINE + "</div>" * n), 60),
    "tables in one another": (lambda n: page("<table><tr><td>a<td>" * n + PROSE * 5), 20),
    "frames": (lambda n: page(f"<table><tr><td>a</td><td>{PROSE * n}</td></tr></table>"), 60),
    "paragraphs": (lambda n: page(PROSE * n), 200),
    "scripts": (lambda n: page(PROSE * 5 + "a<script></script>" * n), 2500),
    "one line": (lambda n: blocks_of_text("a " * n), 125_000),
    "one line without a blank": (lambda n: blocks_of_text("a" * n), 250_000),
    "one line of a page": (lambda n: page("<p>" + "abc de " * n), 9000),
    "one line of a capture": (lambda n: text("ab 12 " * n), 20_000),
}


def seconds(run: Callable[[int], object], size: int) -> float:
    """Of processor time: what else the machine does counts less."""
    begun = time.process_time()
    run(size)
    return time.process_time() - begun


@pytest.mark.parametrize("name", CASES)
def test_growth(name: str) -> None:
    run, size = CASES[name]
    run(size // 16)  # models and patterns are loaded once
    if seconds(run, 4 * size) < FAST:
        return
    long = min(seconds(run, 4 * size) for _ in range(ATTEMPTS))  # the best: something else may have run
    short = max(seconds(run, size) for _ in range(ATTEMPTS))  # so short that a tick of the clock counts
    if long >= max(FAST, STEEPEST * short):
        pytest.fail(f"{size:,}: {short:.2f} s, {4 * size:,}: {long:.2f} s")


def test_spans_do_not_swell() -> None:
    source = "<table>" + "<tr><td colspan=50 rowspan=50>ab<td>c</tr>" * 2000 + "</table>"
    found = read_page(f"<html><body>{source}</body></html>".encode())
    assert len(found.text) < 20 * len(source)
    assert found.text.count("ab") == found.text.count("c") == 2000


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_no_document_is_longer_than_a_few_books(media_type: str) -> None:
    body = b"<html><body><p>" + b"cuvinte " * (LONGEST_TEXT // 8 + 100)
    with pytest.raises(ReadError, match="5,000,000 characters") as raised:
        read_bytes(body, media_type=media_type, document_id="d")
    assert raised.value.kind == "too-large"

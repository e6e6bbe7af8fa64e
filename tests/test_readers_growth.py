"""Eight times the input takes about eight times as long: no page may cost the square of its size.

What is timed runs alone (make test-slow): beside a whole suite, time tells nothing.
"""

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
STEEPEST = 28  # times as long for eight times as much; a square gives 64
ATTEMPTS = 3  # a busy machine may spoil one, a square spoils all

ENDLESS = "<tr><td rowspan=" + "9" * 5000 + ">ab<td>c</tr>"
LINE = "Centrul din Lunca Arinului are 12 angajați și o curte"
PROSE = f"<p>{LINE}, iar copiii vin aici în fiecare zi după școală, de luni până vineri.</p>"


def page(body: str, head: str = "<title>x</title>") -> None:
    with suppress(ReadError):
        read_page(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode())


def text(body: str) -> None:
    read_bytes(body.encode(), media_type="text/plain", document_id="d")


# what is read, and a size at which eight times less is still long enough to be timed
CASES: dict[str, tuple[Callable[[int], object], int]] = {
    "lines of text": (lambda n: blocks_of_text(f"{LINE}.\n" * n), 10_000),
    "lines of text that may head": (lambda n: blocks_of_text(f"{LINE}\n\n" * n), 10_000),
    "rows of text": (lambda n: blocks_of_text("Lunca | 12 | 340\n" * n), 10_000),
    "rows of a table": (lambda n: page(f"<table>{'<tr><td>Lunca<td>12<td>340</tr>' * n}</table>"), 2000),
    "cells of a row": (lambda n: page(f"<table><tr>{'<td>Lunca' * n}</table>"), 20_000),
    "spans": (lambda n: page(f"<table>{'<tr><td colspan=50 rowspan=50>ab<td>c</tr>' * n}</table>"), 240),
    "endless spans": (lambda n: page(f"<table>{ENDLESS * n}</table>"), 160),
    "combining marks": (lambda n: tidy("a" + "\u0301\u0323" * n), 80_000),
    "marks that come apart": (lambda n: tidy("a" + "\u0f73\u0f75" * n), 80_000),
    "elements in one another": (lambda n: page("<div>" * n + LINE + "</div>" * n), 240),
    "tables in one another": (lambda n: page("<table><tr><td>a<td>" * n + PROSE * 5), 80),
    "frames": (lambda n: page(f"<table><tr><td>a</td><td>{PROSE * n}</td></tr></table>"), 240),
    "cells beside a frame": (lambda n: page(f"<table><tr><td>{PROSE * n}{'<td><td>PUBLICITATE<br>b' * n}"), 1500),
    "advertisements in a cell": (
        lambda n: page(f"<table><tr><td>{PROSE * n}<td><table><tr>{'<td>' * n}{'<td>PUBLICITATE<br>b' * n}"),
        1500,
    ),
    "paragraphs": (lambda n: page(PROSE * n), 800),
    "a title": (lambda n: page(PROSE, head=f"<title>{LINE[:9]} | {'b | ' * n}</title>"), 100_000),
    "titles": (lambda n: page("<h1>a b</h1>" * n, head=f"<title>{'a ' * n}</title>"), 8000),
    "attributes": (lambda n: page("<p " + " ".join(f"a{i}=1" for i in range(n)) + ">a</p>"), 60_000),
    "one line": (lambda n: blocks_of_text("a " * n), 500_000),
    "one line without a blank": (lambda n: blocks_of_text("a" * n), 1_000_000),
    "one line of a page": (lambda n: page("<p>" + "abc de " * n), 36_000),
    "one line of a capture": (lambda n: text("ab 12 " * n), 80_000),
}
# what a page repeats after a few paragraphs, and how often; `p>` stands before what is repeated inside of one
MARKUP: dict[int, list[str]] = {
    50_000: [
        *("a<script></script>", "<script></script>", "a<!-- b -->", "a<svg></svg>", "a<input>", "a<label>b</label>"),
        *("a<select><option>b</select>", "a<button>b</button>", "a<form>b</form>", "a<nav>b</nav>", "p>&x; < "),
        *("p>a<wbr>", "p>a<b></b>", "p>a1<sup>2</sup>", "p>a<span></span>", "p>a<time>12 mai</time>", "a<img src=b>"),
        *("a<div class=menu>b</div>", "<div><a href=b>c</a></div>d ", "<div>a", "p><b>a", "<ul><li>a", "<blockquote>a"),
    ],
    16_000: [
        *("a<br>", "p>a<br>", "<br>", "a<hr>", "p>a<b>c</b> ", "a<figure>b</figure>", "<q>a b c</q>d"),
        *("<a href=b>c</a>", "p>a<a href=b>c</a>", "<a href=b>c", "a<button class=accordion>b</button>"),
        *("<li><a href=b>c</a>", "<h3>Citește și</h3><div><a href=b>c</a></div>d ", "<p><b>Titlu</b></p>"),
    ],
    5_000: [
        *("<ul><li>a<ul><li>b</ul>c</ul>", "<h3>Citește și</h3>abc ", "<dl><dt>a<dd>b</dl>"),
        *("<table><tr><td>a<td>b</table>", "<table><tr><td>a<td>b</table><table><tr><td>"),
    ],
}


def seconds(run: Callable[[int], object], size: int) -> float:
    """Of processor time: what else the machine does counts less."""
    begun = time.process_time()
    run(size)
    return time.process_time() - begun


def assert_linear(run: Callable[[int], object], size: int) -> None:
    run(size // 64)  # models and patterns are loaded once
    long = seconds(run, size)
    if long < FAST:
        return
    short = seconds(run, size // 8)
    if long >= STEEPEST * short:  # something else may have run, or the clock has not ticked
        short = max(seconds(run, size // 8) for _ in range(ATTEMPTS))
        long = min(long, *(seconds(run, size) for _ in range(ATTEMPTS)))
    if long >= max(FAST, STEEPEST * short):
        pytest.fail(f"{size // 8:,}: {short:.2f} s, {size:,}: {long:.2f} s")


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_growth(name: str) -> None:
    assert_linear(*CASES[name])


@pytest.mark.slow
@pytest.mark.parametrize(("size", "unit"), [(size, unit) for size, units in MARKUP.items() for unit in units])
def test_growth_of_markup(size: int, unit: str) -> None:
    before = "<p>" if unit.startswith("p>") else "<h3>Citește și</h3>" if unit.startswith("<div><a") else ""
    assert_linear(lambda n: page(PROSE * 5 + before + unit.removeprefix("p>") * n), size)


def test_no_page_has_so_many_attributes() -> None:
    body = "<html><body><p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">a</p>"
    with pytest.raises(ReadError, match="100,000 attributes"):
        read_page(body.encode())


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

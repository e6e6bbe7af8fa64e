"""Our reader beside trafilatura on the evaluation set of web pages: words, lost strings, furniture, structure.

page_quality.py            prints a line for each page, the means of both halves and the worst five of each extractor
page_quality.py --means    prints the means alone

The conventions of the set are in tests/html_pages/README.md.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

import trafilatura
from trafilatura.metadata import extract_metadata

from readers.html import read_page
from tests.page_evaluation import KINDS, Page, Piece, Score, evaluate, load_pages, only_measured, pieces_of, tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an extractor gave for a page."""

    text: str
    pieces: list[Piece]
    title: str | None
    published: str | None


def ours(body: bytes) -> Reading:
    """Reads with the project's reader."""
    page = read_page(body)
    pieces = [
        (block.kind, " | ".join(page.text[start:end] for start, end in block.cells or ((block.start, block.end),)))
        for block in page.blocks
    ]
    return Reading(text=page.text, pieces=pieces, title=page.title, published=page.published)


def trafilatura_with(**options: bool) -> Callable[[bytes], Reading]:
    """Gives an extractor: trafilatura with these options beside its defaults."""

    def read(body: bytes) -> Reading:
        text = trafilatura.extract(body, **options) or ""
        facts = extract_metadata(body)
        return Reading(text=text, pieces=pieces_of(text), title=facts and facts.title, published=facts and facts.date)

    return read


EXTRACTORS = {
    "ours": ours,
    "trafilatura": trafilatura_with(),
    "traf. recall": trafilatura_with(include_tables=True, favor_recall=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A page as one extractor read it."""

    page: Page
    score: Score
    title: bool
    published: bool


def measure(extractor: Callable[[bytes], Reading], page: Page) -> Result:
    """Reads a page and scores it."""
    reading = extractor(page.body)
    return Result(
        page=page,
        score=evaluate(page, reading.text, reading.pieces),
        title=tokens(reading.title or "") == tokens(page.title),
        published=(str(reading.published) if reading.published else None) == page.published,
    )


def print_pages(results: dict[str, Sequence[Result]]) -> None:
    """Prints for each page and extractor F1 (precision/recall), lost strings and strings of furniture."""
    print(f"{'page':<36}" + "".join(f"{name + ': F1 (P/R) lost furn':<34}" for name in results))
    for row in zip(*results.values(), strict=True):
        cells = [
            f"{r.score.f1:.3f} ({r.score.precision:.2f}/{r.score.recall:.2f})"
            f" {len(r.score.lost):>3} {len(r.score.furniture):>3}"
            for r in row
        ]
        mark = "*" if only_measured(row[0].page.name) else " "
        print(f"{mark}{row[0].page.name:<35}" + "".join(f"{cell:<34}" for cell in cells))
    print("* looked at only to measure\n")


def print_means(title: str, results: dict[str, list[Result]]) -> None:
    """Prints one line of means and sums for each extractor."""
    count = len(next(iter(results.values())))
    print(f"{title} ({count} pages)")
    print(
        f"  {'':<14}{'F1':>6}{'P':>7}{'R':>7}{'letters':>9}{'pages losing':>14}{'lost':>6}{'pages w/ furn.':>16}"
        f"{'headings':>11}{'items':>10}{'rows':>10}{'title':>8}{'date':>8}"
    )
    for name, rows in results.items():
        scores = [row.score for row in rows]
        kinds = [
            f"{sum(s.structure[kind][0] for s in scores)}/{sum(s.structure[kind][1] for s in scores)}" for kind in KINDS
        ]
        print(
            f"  {name:<14}{mean(s.f1 for s in scores):>6.3f}{mean(s.precision for s in scores):>7.3f}"
            f"{mean(s.recall for s in scores):>7.3f}{mean(s.letters for s in scores):>9.3f}"
            f"{sum(bool(s.lost) for s in scores):>14}{sum(len(s.lost) for s in scores):>6}"
            f"{sum(bool(s.furniture) for s in scores):>16}{kinds[0]:>11}{kinds[1]:>10}{kinds[2]:>10}"
            f"{sum(r.title for r in rows):>8}{sum(r.published for r in rows):>8}"
        )


def main() -> None:
    """Reads all pages with all extractors and prints the tables."""
    pages = load_pages()
    results = {name: [measure(extractor, page) for page in pages] for name, extractor in EXTRACTORS.items()}
    if "--means" not in sys.argv:
        print_pages(results)
    print_means("all", results)
    for title, half in (("developed on", False), ("looked at only to measure", True)):
        print_means(
            title,
            {name: [r for r in rows if only_measured(r.page.name) is half] for name, rows in results.items()},
        )
    for name, rows in results.items():
        worst = sorted(rows, key=lambda r: r.score.f1)[:5]
        print(f"worst five of {name}: " + ", ".join(f"{r.page.name} {r.score.f1:.3f}" for r in worst))


if __name__ == "__main__":
    main()

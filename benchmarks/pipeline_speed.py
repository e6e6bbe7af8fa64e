"""How fast the shipped pipeline and the whole extraction read, beside the bare tokenizer on the same texts.

    OMP_NUM_THREADS=1 .venv/bin/python benchmarks/pipeline_speed.py

Texts are the documents of `tests/documents`, many times over. Every figure is the best of three runs, in words a
second, with its ratio to the bare tokenizer's; then what extraction takes of the trained pipeline's time, and how its
time grows with the length of one document.
"""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy

import models
from extract.pipeline import Extractor
from models import components, language
from readers.reader import read_file
from readers.text import blocks_of_text
from store.records import Document

DOCUMENTS = Path(__file__).parent.parent / "tests" / "documents"
COPIES, RUNS = 10, 3
LENGTHS = (62_500, 125_000, 250_000, 500_000, 1_000_000)  # characters


def best(read: Callable[[], Iterable[object]]) -> float:
    """Seconds of the fastest of some runs."""
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        for _item in read():
            pass
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def main() -> None:
    """Measures and prints."""
    documents = [read_file(path) for path in sorted(DOCUMENTS.glob("*.txt"))] * COPIES
    texts = [document.text for document in documents]
    words = sum(len(text.split()) for text in texts)
    blank, nlp, extractor = spacy.blank(language.NAME), models.load(), Extractor.load()
    names = models.load()
    names.select_pipes(enable=[components.LINE_STARTS, "ner", components.WHOLE_NAMES, "tok2vec", "senter"])
    seconds = {
        "tokenizer alone": best(lambda: blank.pipe(texts)),
        "names and sentences": best(lambda: names.pipe(texts)),
        "whole pipeline": best(lambda: nlp.pipe(texts)),
        "extraction of facts": best(lambda: extractor.facts(documents)),
    }
    reference = seconds["tokenizer alone"]
    print(f"{words:,} words in {len(texts)} texts")
    for name, took in seconds.items():
        print(f"{name:<22}{words / took:>10,.0f} words a second{took / reference:>8.1f} times the tokenizer")
    ratio = seconds["extraction of facts"] / seconds["whole pipeline"]
    print(f"\nextraction takes {ratio:.2f} times what the trained pipeline alone takes\n")
    growth(extractor, "".join(texts))


def growth(extractor: Extractor, text: str) -> None:
    """Prints the time that one document takes, by its length."""
    shortest = None
    for length in LENGTHS:
        long = (text * (length // len(text) + 1))[:length]
        document = Document(id=str(length), text=long, blocks=blocks_of_text(long))
        began = time.perf_counter()
        extractor.facts_of(document)
        took = time.perf_counter() - began
        shortest = shortest or took / length
        print(f"{length:>9,} characters{took:>8.1f} s{took / length / shortest:>8.2f} times the first, by character")


if __name__ == "__main__":
    main()

"""Our own corpus: texts with inline tags that a domain expert can read and edit.

One fragment a line, in `models/corpus/GENRE.txt`:

    [Primăria Arinești](ORG) a semnat contractul pentru proiectul „[Casa de pe deal](PROJECT)”, de [300.000 lei](MONEY).

A tag never holds another. `⏎` stands for a line break inside a fragment, `‖` for the blank between two of its
sentences. Lines that begin with `#` are comments; below the line `# held out` stand the fragments that no training
ever sees. What each label means is told in `corpus/README.md`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"
LABELS = frozenset({"ORG", "GPE", "PROJECT", "PROGRAMME", "MONEY", "DATETIME", "PERIOD", "BENEFICIARY"})
_TAG = re.compile(r"\[(?P<text>[^\[\]]+)\]\((?P<label>[A-Z]+)\)")
_STRAY = re.compile(r"\]\(|\[[^\]]*\]\(|\]\s+\((?:ORG|GPE|PROJ|PROG|MON|DATE|PER|BEN)")
_HELD_OUT = "# held out"
_LINE, _SENTENCE = "⏎", "‖"
_BREAK = re.compile(f"[{_LINE}{_SENTENCE}]")
_STRAY_BREAK = re.compile(rf"\s{_SENTENCE}|{_SENTENCE}\s|^{_SENTENCE}|{_SENTENCE}$")


class AnnotationError(ValueError):
    """A malformed tag; the message names file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A text and its entities: (start, end, label) in code points, in order, without overlap.

    `sentence_starts` are the code points at which its lines and sentences begin, the first at 0.
    """

    text: str
    entities: tuple[tuple[int, int, str], ...]
    sentence_starts: tuple[int, ...]
    genre: str
    held_out: bool


def fragments(folder: Path = FOLDER) -> Iterator[Fragment]:
    """Every fragment of the corpus, by file and line. Raises AnnotationError at a malformed tag."""
    for path in sorted(folder.glob("*.txt")):
        held_out = False
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line.strip().lower() == _HELD_OUT:
                held_out = True
            elif line.strip() and not line.startswith("#"):
                try:
                    yield parse(line, genre=path.stem, held_out=held_out)
                except AnnotationError as error:
                    raise AnnotationError(f"{path.name}, line {number}: {error}") from None


def parse(line: str, *, genre: str, held_out: bool = False) -> Fragment:
    """A line without its tags, with what they say. Raises AnnotationError at a malformed tag."""
    text, last = "", 0
    entities: list[tuple[int, int, str]] = []
    for tag in _TAG.finditer(line):
        if tag["label"] not in LABELS:
            raise AnnotationError(f"there is no label {tag['label']}")
        if tag["text"] != tag["text"].strip():
            raise AnnotationError(f"a blank at the edge of [{tag['text']}]")
        text += line[last : tag.start()]
        entities.append((len(text), len(text) + len(tag["text"]), tag["label"]))
        text += tag["text"]
        last = tag.end()
    rest = text + line[last:]
    if stray := _STRAY.search(rest):
        raise AnnotationError(f"a tag is not closed or nested near {rest[max(stray.start() - 20, 0) :][:40]!r}")
    if _STRAY_BREAK.search(rest):
        raise AnnotationError("a ‖ with a blank beside it, or at an end of the line")
    return Fragment(
        text=rest.replace(_LINE, "\n").replace(_SENTENCE, " "),
        entities=tuple(entities),
        sentence_starts=(0, *(mark.end() for mark in _BREAK.finditer(rest))),
        genre=genre,
        held_out=held_out,
    )

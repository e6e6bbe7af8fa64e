"""Our own corpus: texts with inline tags that a domain expert can read and edit.

One fragment a line, in `models/corpus/GENRE.txt`:

    [Primăria Arinești](ORG) a semnat contractul pentru proiectul „[Casa de pe deal](PROJECT)”, de [300.000 lei](MONEY).

A tag never holds another. `⏎` stands for a line break inside a fragment. Lines that begin with `#` are comments;
below the line `# held out` stand the fragments that no training ever sees.
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


class AnnotationError(ValueError):
    """A malformed tag; the message names file and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A text and its entities: (start, end, label) in code points, in order, without overlap."""

    text: str
    entities: tuple[tuple[int, int, str], ...]
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
                    text, entities = parse(line)
                except AnnotationError as error:
                    raise AnnotationError(f"{path.name}, line {number}: {error}") from None
                yield Fragment(text=text, entities=entities, genre=path.stem, held_out=held_out)


def parse(line: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text of a line without its tags, and the entities. Raises AnnotationError."""
    line = line.replace("⏎", "\n")
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
    return rest, tuple(entities)

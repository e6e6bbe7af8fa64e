"""Tables of examples (tests/examples/*.tsv): a short text a line, and the facts that must come out of it.

A table is for people who know the field and needn't know the code. Each line holds a text, a TAB, and its facts with
` ; ` between them (none: the text is there because nothing must be found in it); a third column may give the date of
publication. `⏎` stands for a line break, `⍽` for a no-break space, `␣` for a narrow one. A line that starts with `#` is
a comment, and one of the names in `SECTIONS`, alone or with a colon and a remark, opens a section.

A fact is a few words, as its kind writes them: `1137174.76 RON total approx`. In an expected fact the word `any` stands
for every word, `total|other` for either, and a `?` at the end says that it may be missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent / "examples"
SECTIONS = ("developed on", "found later", "known misses")
SIGNS = str.maketrans({"⏎": "\n", "⍽": "\u00a0", "␣": "\u202f"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One line of a table; `name` tells where it stands."""

    name: str
    section: str
    text: str
    facts: tuple[str, ...]
    published: str | None

    @property
    def negative(self) -> bool:
        """Whether nothing must be found in the text."""
        return not self.facts


def load(kind: str) -> list[Example]:
    """The examples of `tests/examples/KIND.tsv` in their order; ValueError at a line outside the form."""
    examples, section = [], ""
    for number, line in enumerate((EXAMPLES / f"{kind}.tsv").read_text("utf-8").split("\n"), 1):
        if line.startswith("#"):
            comment = line.lstrip("# ")
            section = next((name for name in SECTIONS if comment.split(":")[0] == name), section)
        elif line:
            text, facts, published, *others = *line.split("\t"), *[""] * (2 - line.count("\t"))
            if not section or not text.strip() or others:
                raise ValueError(f"{kind}.tsv:{number}: not TEXT TAB FACTS TAB DATE in a section: {line!r}")
            examples.append(
                Example(
                    name=f"{kind}.tsv:{number}",
                    section=section,
                    text=text.translate(SIGNS),
                    facts=tuple(" ".join(fact.split()) for fact in facts.split(" ; ") if fact.strip()),
                    published=published or None,
                )
            )
    return examples


def cases(kind: str) -> list[object]:
    """Parameters for pytest: every example, a known miss marked as one that must still be missed."""
    return [
        pytest.param(
            example,
            id=example.name,
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError)] if example.section == "known misses" else [],
        )
        for example in load(kind)
    ]


def difference(example: Example, found: Iterable[str]) -> dict[str, list[str]]:
    """What was missed and what was found beside it; empty when the example holds.

    Exact expectations take their facts first, so that `any` can't take a fact that another one needs.
    """
    left = list(found)
    missed = []
    for wanted in sorted(example.facts, key=lambda fact: ("any" in fact.split(), "|" in fact, fact.endswith(" ?"))):
        match = next((fact for fact in left if fits(wanted.removesuffix(" ?"), fact)), None)
        if match is not None:
            left.remove(match)
        elif not wanted.endswith(" ?"):
            missed.append(wanted)
    return {name: facts for name, facts in (("missed", missed), ("found", left)) if facts}


def fits(wanted: str, found: str) -> bool:
    """Whether a found fact is the wanted one, word by word."""
    words, others = wanted.split(), found.split()
    return len(words) == len(others) and all(
        word == "any" or other in word.split("|") for word, other in zip(words, others, strict=True)
    )

"""Tables of short texts and what must come out of them: beneficiaries, organisations with roles, projects.

The tables in `tests/examples` are written to be read and edited by people who know the field, not Python; the head
of each says how. A table has sections: `# developed on` and `# found later` must pass; what stands under
`# known misses` must still fail, so that a repaired one is moved up.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from extract.pipeline import Extractor
from readers.text import blocks_of_text
from store.records import Document, Facts

TABLES = Path(__file__).parent / "examples"
SECTIONS = ("developed on", "found later", "known misses")
FLOORS = {"beneficiaries": (300, 100), "partners": (200, 70), "projects": (150, 60)}  # examples, of these negative

_FIGURE = re.compile(
    r"(?P<mark>~|>=|<=)?(?P<count>\d+)(?:-(?P<most>\d+))? (?P<unit>.+) "
    r"(?P<status>achieved|target|unspecified) (?P<who>[a-z_,]+)"
)
_MARKS = {"": (False, None), "~": (True, None), ">=": (False, "min"), "<=": (False, "max")}


def rows(table: str) -> list[tuple[str, int, str, str]]:
    """Section, line, text and expectation of each example of a table."""
    found, section = [], ""
    for number, line in enumerate((TABLES / f"{table}.tsv").read_text(encoding="utf8").splitlines(), 1):
        if line.startswith("#"):
            section = name if (name := line.lstrip("# ").strip()) in SECTIONS else section
        elif line:
            text, wanted = line.split("\t")
            found.append((section, number, text.replace("⏎", "\n").replace("⍽", "\xa0"), wanted))
    return found


def examples(table: str) -> list[ParameterSet]:
    """The examples as parameters, those of the known misses expected to fail."""
    return [
        pytest.param(
            text,
            wanted,
            id=f"{section.split()[0]}-{number}",
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError)] if section == "known misses" else [],
        )
        for section, number, text, wanted in rows(table)
    ]


def plain(text: str) -> str:
    """Letters and figures alone: “Fundația „Lumina”” is “fundatia lumina”."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor.load()


def facts_of(text: str) -> Facts:
    return extractor().facts_of(Document(id="example", text=text, blocks=blocks_of_text(text)))


def wanted_figures(cell: str) -> Counter[tuple[object, ...]]:
    figures: Counter[tuple[object, ...]] = Counter()
    for part in filter(None, cell.split(" ; ")):
        read = _FIGURE.fullmatch(part)
        assert read, f"this is no figure: {part!r}"
        figures[
            int(read["count"]),
            read["most"] and int(read["most"]),
            *_MARKS[read["mark"] or ""],
            plain(read["unit"]).split()[0],
            read["status"],
            frozenset(read["who"].split(",")),
        ] += 1
    return figures


def found_figures(facts: Facts) -> Counter[tuple[object, ...]]:
    return Counter(
        (b.count, b.count_max, b.approximate, b.bound, plain(b.unit).split()[0], b.status, frozenset(b.categories))
        for b in facts.beneficiaries
    )


def wanted_partners(cell: str) -> set[tuple[str, str]]:
    parts = (part.split(": ", 1) for part in filter(None, cell.split(" ; ")))
    return {(role, plain(name)) for role, name in parts}


def found_partners(facts: Facts) -> set[tuple[str, str]]:
    return {(p.role, plain(p.name)) for p in facts.partners}


Slots = dict[str, str]


def wanted_projects(cell: str) -> list[Slots]:
    return [
        {"title": plain(title), **dict(slot.split(" ", 1) for slot in slots)}
        for title, *slots in (part.split(" | ") for part in filter(None, cell.split(" ; ")))
    ]


def found_projects(facts: Facts, wanted: list[Slots]) -> list[Slots]:
    """The projects as the table writes them, each with its programme only where the table asks for one."""
    found = []
    for index, project in enumerate(facts.projects):
        slots = {
            "title": plain(project.title),
            "code": project.code,
            "contract": project.contract,
            "start": project.start,
            "end": project.end,
            "months": None if project.duration_months is None else f"{project.duration_months:f}",
        }
        if index < len(wanted) and "programme" in wanted[index]:
            slots["programme"] = project.programme
        found.append({key: value for key, value in slots.items() if value is not None})
    return found


@pytest.mark.parametrize(("text", "wanted"), examples("beneficiaries"))
def test_beneficiaries(text: str, wanted: str) -> None:
    assert found_figures(facts_of(text)) == wanted_figures(wanted)


@pytest.mark.parametrize(("text", "wanted"), examples("partners"))
def test_partners(text: str, wanted: str) -> None:
    assert found_partners(facts_of(text)) == wanted_partners(wanted)


@pytest.mark.parametrize(("text", "wanted"), examples("projects"))
def test_projects(text: str, wanted: str) -> None:
    slots = wanted_projects(wanted)
    assert found_projects(facts_of(text), slots) == slots


@pytest.mark.parametrize("table", sorted(FLOORS))
def test_a_table_is_long_enough_and_names_its_sections(table: str) -> None:
    known = [(section, wanted) for section, _, _, wanted in rows(table)]
    enough, negative = FLOORS[table]
    assert len(known) >= enough
    assert sum(not wanted for _, wanted in known) >= negative
    assert {section for section, _ in known} <= set(SECTIONS)
    assert sum(section == "known misses" for section, _ in known) <= enough // 10


@pytest.mark.parametrize("table", sorted(FLOORS))
def test_no_text_stands_twice(table: str) -> None:
    texts = Counter(text for _, _, text, _ in rows(table))
    assert [text for text, times in texts.items() if times > 1] == []


READERS: dict[str, Callable[[str], object]] = {
    "beneficiaries": wanted_figures,
    "partners": wanted_partners,
    "projects": wanted_projects,
}


@pytest.mark.parametrize("table", sorted(READERS))
def test_every_fact_of_the_examples_quotes_its_text(table: str) -> None:
    for _, _, text, wanted in rows(table):
        READERS[table](wanted)
        facts = facts_of(text)
        spans = [fact.evidence for fact in (*facts.beneficiaries, *facts.partners)]
        spans += [span for project in facts.projects for span in project.evidence]
        for span in spans:
            assert text[span.start : span.end] == span.text != ""

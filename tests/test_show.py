"""One document for reading: marks that nest, nothing lost, nothing that acts, links that lead somewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from explore import fact_words
from explore.highlights import highlights, marked, steps
from explore.terminal_page import terminal_page
from explore.web_page import web_page
from explore.wording import counted, moment, visible
from extract.gold import CATEGORIES
from extract.pipeline import Extractor
from readers.reader import read_file
from readers.text import blocks_of_text
from store.records import (
    Amount,
    AmountRole,
    Beneficiaries,
    DateFact,
    DateRole,
    Document,
    Facts,
    Partner,
    PartnerRole,
    Project,
    Span,
    Status,
)  # fmt: skip

DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.txt"))
VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """What a browser makes of a page: elements that nest, addresses, text of the article without labels."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.marked: dict[str, str] = {}
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        labelled = any(attrs.get("class") == "label" for _, attrs in self.open)
        if "article" in tags and "h2" not in tags and not labelled:
            self.texts.append(data)
            for tag, attrs in self.open:
                if tag == "mark" and attrs.get("id"):
                    self.marked[str(attrs["id"])] = self.marked.get(str(attrs["id"]), "") + data


def printed(facts: Facts, width: int = 80) -> str:
    console = Console(width=width, color_system=None, highlight=False)
    with console.capture() as captured:
        console.print(terminal_page(facts))
    return captured.get()


@cache
def found(path: Path) -> Facts:
    return extractor().facts_of(read_file(path))


@cache
def extractor() -> Extractor:
    return Extractor.load()


def squeezed(text: str) -> str:
    return "".join(text.split())


def made(text: str, *places: tuple[int, int], title: str | None = None) -> Facts:
    """Dates at places of a text, as many and as crossed as one likes."""
    dates = [
        DateFact(start="2021", end="2021", role="other", evidence=Span(start=start, end=end, text=text[start:end]))
        for start, end in places
    ]
    document = Document(id="x", text=text, blocks=blocks_of_text(text), title=title, path="folder/x.txt")
    return Facts(document=document, dates=tuple(dates))


# Every document


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_page_holds_the_whole_text_and_every_fact_once(path: Path) -> None:
    facts = found(path)
    page = Page(web_page(facts))
    assert squeezed("".join(page.texts)) == squeezed(visible(facts.document.text))
    marks = [attrs for tag, attrs in page.elements if tag == "mark" and "id" in attrs]
    spans = sum(len({(s.start, s.end) for s in project.evidence}) for project in facts.projects)
    others = (*facts.partners, *facts.amounts, *facts.dates, *facts.beneficiaries, *facts.places)
    assert len(marks) == spans + len(others)
    rows = [attrs for tag, attrs in page.elements if tag == "tr" and "id" in attrs]
    assert len(rows) == len(facts.projects) + len(others)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_links_lead_to_what_there_is_and_to_nowhere_else(path: Path) -> None:
    html = web_page(found(path))
    page = Page(html)
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for tag, attrs in page.elements:
        assert not attrs.keys() & {"src", "srcset", "action", "style"}, tag
        assert not [name for name in attrs if name.startswith("on")]
        assert "href" not in attrs or str(attrs["href"]).removeprefix("#") in ids
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "form"}
    assert not re.search(r"url\(|@import|@font-face", html)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_terminal_shows_the_whole_text_within_its_width(path: Path) -> None:
    facts = found(path)
    out = printed(facts)
    assert max(map(len, out.splitlines())) <= 80
    kept = Counter(squeezed(out))
    wanted = Counter(squeezed(visible(facts.document.text)))
    assert not wanted - kept
    for one in highlights(facts):
        assert f"→ {one.number} " in out


def test_marks_hold_the_quotes_of_their_facts() -> None:
    facts = found(DOCUMENTS[0])
    page = Page(web_page(facts))
    for one in highlights(facts):
        if one.kind != "projects":
            assert page.marked[f"m{one.number}"] == one.fact.evidence.text  # type: ignore[union-attr]


# Marks that lie in and across one another


def drawn(facts: Facts) -> str:
    """The first passage with its marks as brackets and numbers."""
    passage, touching = next(iter(marked(facts.document, highlights(facts))))
    said = {"open": "[", "close": "]"}
    return "".join(
        facts.document.text[step.start : step.end]
        if step.mark is None
        else f"{said[step.action]}{step.mark.highlight.number if step.action == 'open' else ''}"
        f"{'' if step.whole else '~'}"
        for step in steps(passage, touching)
    )


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], "abcdef"),
        ([(0, 6)], "[1abcdef]"),
        ([(0, 2), (2, 4)], "[1ab][2cd]ef"),
        ([(0, 4), (1, 3)], "[1a[2bc]d]ef"),
        ([(0, 4), (0, 2)], "[1[2ab]cd]ef"),
        ([(0, 4), (2, 4)], "[1ab[2cd]]ef"),
        ([(1, 3), (1, 3)], "a[1[2bc]]def"),
        ([(0, 3), (2, 5)], "[1ab[2c]~][2~de]f"),
        ([(0, 4), (1, 5), (2, 6)], "[1a[2b[3cd]~]~][3~[2~e]f]"),
    ],
)
def test_marks_nest_and_are_split_where_they_cross(places: list[tuple[int, int]], expected: str) -> None:
    assert drawn(made("abcdef", *places)) == expected


def test_a_mark_over_two_paragraphs_is_closed_and_opened_again() -> None:
    facts = made("abc def\n\nghi jkl", (4, 12))
    page = Page(web_page(facts))
    marks = [attrs for tag, attrs in page.elements if tag == "mark"]
    assert [attrs.get("id") for attrs in marks] == ["m1", None]
    assert "abc [1: def]" in printed(facts)
    assert "[1…ghi] jkl" in printed(facts)
    assert printed(facts).count("→ 1") == 1


ALPHABET = "ab <&\"'>\n|•-[\u202e\u05d0\x1b\x00\u2028\r"


@st.composite
def crossed(draw: st.DrawFn) -> Facts:
    text = draw(st.text(ALPHABET, min_size=1, max_size=40))
    place = st.integers(0, len(text))
    places = draw(st.lists(st.tuples(place, place).map(sorted).filter(lambda p: p[0] < p[1]), max_size=6))
    return made(text, *((start, end) for start, end in places), title=draw(st.none() | st.just(text)))


@given(crossed())
def test_whatever_is_marked_nests_and_no_text_is_lost(facts: Facts) -> None:
    page = Page(web_page(facts))
    assert squeezed("".join(page.texts)) == squeezed(visible(facts.document.text))
    out = printed(facts, 60)
    assert not set(out) & set("\x1b\x00\u202e\u2028\r")


# Text that would rather be something else


HOSTILE = (
    "Proiectul <script>alert(1)</script> & \"Casa\" costă </mark></article>\n"
    "<img src=x onerror=alert(2)> \u202eeliF\u202c \x1b[31mroșu\x07 \u200fdreapta\u061c și\u200b\u00ad gata \ud800.\n"
)  # fmt: skip


def test_hostile_text_stays_text() -> None:
    facts = made(HOSTILE, (10, 35), (20, 60), title="</title><script>alert(3)</script>\x1b")
    name = Partner(
        name="<b>X</b>\u202e", role="lead", evidence=Span(start=0, end=9, text="Proiectul"), found_by="<i>rule</i>"
    )
    facts = replace(facts, partners=(name,))
    html = web_page(facts)
    page = Page(html)
    assert {tag for tag, _ in page.elements} <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "p", "nav", "ul", "li", "a", "b", "main",
        "article", "h2", "h3", "section", "table", "caption", "thead", "tbody", "tr", "th", "td", "code", "mark",
        "span",
    }  # fmt: skip
    assert squeezed("".join(page.texts)) == squeezed(visible(HOSTILE))
    out = printed(facts)
    for shown in (html, out):
        assert "[U+202E]eliF[U+202C]" in shown
        assert "[U+001B][31mroșu[U+0007]" in shown
        assert "[U+200F]dreapta[U+061C] și gata [U+D800]." in shown
        shown.encode("utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", shown)


def test_the_page_tells_nothing_of_whose_computer_made_it() -> None:
    assert "folder" not in web_page(made("abc", (0, 1)))


def test_a_document_without_facts_says_so() -> None:
    assert "Nu s-a găsit niciun fapt." in web_page(made("abc"))
    assert "0 fapte" in printed(made("abc"))


# Words


EVIDENCE = Span(start=0, end=1, text="x")


def every_role() -> Iterator[tuple[str, fact_words.Fact]]:
    for role in get_args(PartnerRole):
        yield "partners", Partner(name="X", role=role, evidence=EVIDENCE)
    for role in get_args(AmountRole):
        yield "amounts", Amount(value=Decimal(1), currency="RON", role=role, evidence=EVIDENCE)
    for role in get_args(DateRole):
        yield "dates", DateFact(start="2021", end="2021", role=role, evidence=EVIDENCE)
    for status in get_args(Status):
        categories = tuple(sorted(CATEGORIES))
        yield (
            "beneficiaries",
            Beneficiaries(count=1, unit="copil", categories=categories, status=status, evidence=EVIDENCE),
        )


def test_every_kind_of_fact_is_shown_and_has_its_colour() -> None:
    kinds = [field.name for field in fields(Facts) if field.name not in {"document", "rejected"}]
    assert list(fact_words.KINDS) == kinds
    html = web_page(made("abc", (0, 1)))
    assert not [kind for kind in kinds if f".{kind} {{ --kind: var(--{kind});" not in html]


def test_every_role_and_category_has_its_romanian_word() -> None:
    seen = set()
    for kind, fact in every_role():
        full, short = fact_words.role(kind, fact), fact_words.label(kind, fact)
        assert "_" not in full + short
        assert len(short) <= 12
        seen.add((kind, full))
        if isinstance(fact, Beneficiaries):
            assert not set(re.split(r"[;,] ", full)) & CATEGORIES - {"roma"}
    assert len(seen) == len(list(every_role()))


def test_words_of_the_page_have_commas_below() -> None:
    folder = Path(fact_words.__file__).parent
    for path in (*folder.glob("*.py"), *folder.glob("*.css")):
        assert not set(path.read_text("utf-8")) & set("şţŞŢ"), path.name


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Amount(value=Decimal("300000.5"), currency="RON", role="other", evidence=EVIDENCE), "300.000,50 lei"),
        (
            Amount(
                value=Decimal(5),
                value_max=Decimal(7),
                currency="EUR",
                role="other",
                evidence=EVIDENCE,
                approximate=True,
            ),
            "circa 5 euro – 7 euro",
        ),
        (DateFact(start="2021-05-03", end="2021-05-03", role="event", evidence=EVIDENCE), "03.05.2021"),
        (DateFact(start="2021-05", end="2022", role="event", evidence=EVIDENCE), "05.2021 – 2022"),
        (
            Beneficiaries(
                count=2000, unit="copii", categories=("children",), status="target", evidence=EVIDENCE, bound="min"
            ),
            "cel puțin 2.000 de copii",
        ),
        (
            Beneficiaries(
                count=10, count_max=19, unit="copii", categories=("children",), status="target", evidence=EVIDENCE
            ),
            "10 – 19 copii",
        ),
        (Project(title=" Casa\n mare ", evidence=(EVIDENCE,)), "Casa mare"),
    ],
)
def test_values_are_written_as_romanians_write_them(fact: fact_words.Fact, said: str) -> None:
    assert fact_words.value(fact) == said


def test_what_is_known_of_a_project_stands_beside_it() -> None:
    project = Project(
        title="X", evidence=(EVIDENCE,), code="127901", programme="POCU", start="2021-05", duration_months=Decimal(24)
    )
    assert fact_words.role("projects", project) == "cod 127901; POCU; din 05.2021; durata 24 de luni"


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 copii"), (1, "1 copii"), (19, "19 copii"), (20, "20 de copii"), (100, "100 de copii"), (101, "101 copii"),
     (119, "119 copii"), (120, "120 de copii"), (1200, "1.200 de copii")],
)  # fmt: skip
def test_de_stands_where_romanian_puts_it(number: int, said: str) -> None:
    assert counted(number, "copii") == said


def test_moments_are_as_precise_as_they_are_known() -> None:
    assert [moment("2021", "2021"), moment("2021-05", "2021-05"), moment("2021", "2022-03")] == [
        "2021", "05.2021", "2021 – 03.2022",
    ]  # fmt: skip

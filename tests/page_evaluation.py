"""How well an extractor read a page of `html_pages`: words, what may not be lost, furniture, structure.

Works on any extractor's text and pieces (a kind of block and its words). The conventions of the expected
texts are in html_pages/README.md.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PAGES = Path(__file__).parent / "html_pages"
KINDS = ("heading", "list_item", "table_row")
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")  # an amount with its separators is one word, so that 1.234. 567 is wrong
Piece = tuple[str, str]  # kind of block (as in store.records.Block) and its words; cells joined by " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page with what is expected of it; `optional` are the pieces that may be present or absent."""

    name: str
    body: bytes
    title: str
    published: str | None
    language: str
    required: tuple[Piece, ...]
    optional: tuple[Piece, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall, F1 and `letters` lie between 0 and 1; `structure` has, per kind, right and expected blocks.

    `letters` is the recall of words with their diacritics (folded words hide ş for ș and ã for ă).
    """

    precision: float
    recall: float
    f1: float
    letters: float
    lost: tuple[str, ...]
    furniture: tuple[str, ...]
    structure: dict[str, tuple[int, int]]


def fold(text: str) -> str:
    """Gives the text in lower case, without diacritics."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """Gives the folded words of a text, in order."""
    return WORD.findall(fold(text))


def spelled(text: str) -> Counter[str]:
    """Counts the words of a text with their diacritics."""
    return Counter(WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def pieces_of(text: str) -> list[Piece]:
    """Reads the plain form of the expected texts (`# `, `- `, ` | `), which is also that of trafilatura's text."""
    pieces = []
    for line in text.splitlines():
        words = line.strip()
        if found := re.match(r"#{1,6} +", words):
            pieces.append(("heading", words[found.end() :]))
        elif words.startswith("- "):
            pieces.append(("list_item", words[2:]))
        elif "|" in words:
            pieces.append(("table_row", words))
        elif words:
            pieces.append(("paragraph", words))
    return pieces


def load_page(path: Path) -> Page:
    """Loads the page whose HTML stands at the path, with the files beside it."""
    facts = json.loads(path.with_suffix(".json").read_text("utf-8"))
    lines = path.with_suffix(".txt").read_text("utf-8").splitlines()
    return Page(
        name=path.stem,
        body=path.read_bytes(),
        title=facts["title"],
        published=facts["published"],
        language=facts["language"],
        required=tuple(pieces_of("\n".join(line for line in lines if not line.startswith("? ")))),
        optional=tuple(pieces_of("\n".join(line[2:] for line in lines if line.startswith("? ")))),
        must=tuple(facts["must"]),
        must_not=tuple(facts["must_not"]),
    )


def load_pages(folder: Path = PAGES) -> list[Page]:
    """Loads all pages, by name."""
    return [load_page(path) for path in sorted(folder.glob("*.html"))]


def only_measured(name: str) -> bool:
    """Tells whether a page is looked at only to measure; nobody may mend the reader with it open."""
    return sha256(name.encode()).digest()[0] % 2 == 1


def count_run(run: Sequence[str], words: Sequence[str]) -> int:
    """Counts how often the run of words stands, unbroken, among the words."""
    if not run:
        return 0
    starts = [at for at, word in enumerate(words) if word == run[0]]
    return sum(list(words[at : at + len(run)]) == list(run) for at in starts)


def lost_strings(must: Iterable[str], text: str) -> list[str]:
    """Gives the strings that the text has less often than they are listed."""
    words = tokens(text)
    return [string for string, times in Counter(must).items() for _ in range(times - count_run(tokens(string), words))]


def present_strings(must_not: Iterable[str], text: str) -> list[str]:
    """Gives the strings of furniture that the text has."""
    words = tokens(text)
    return [string for string in must_not if count_run(tokens(string), words)]


def right_blocks(expected: Iterable[Piece], found: Iterable[Piece]) -> dict[str, tuple[int, int]]:
    """Counts, per kind, the expected blocks that came out as a block of that kind, and all expected ones.

    A heading or list item must have the same words; a row must have the cells in order, and may repeat before or
    after them a cell that spans several rows. Each found block answers for one expected block.
    """
    counts = dict.fromkeys(KINDS, (0, 0))
    left: dict[str, list[list[str]]] = {kind: [] for kind in KINDS}
    for kind, words in found:
        if kind in left:
            left[kind].append(tokens(words))
    for kind, words in expected:
        if kind not in counts:
            continue
        wanted = tokens(words)
        match = next(
            (got for got in left[kind] if got == wanted or (kind == "table_row" and count_run(wanted, got))), None
        )
        if match is not None:
            left[kind].remove(match)
        right, total = counts[kind]
        counts[kind] = (right + (match is not None), total + 1)
    return counts


def evaluate(page: Page, text: str, pieces: Iterable[Piece]) -> Score:
    """Scores one extractor's text and pieces; optional words count neither for nor against it."""
    required_text = "\n".join(words for _, words in page.required)
    required = Counter(tokens(required_text))
    optional = Counter(tokens("\n".join(words for _, words in page.optional)))
    got = Counter(tokens(text))
    true = (got & required).total()
    false = (got - required - optional).total()
    precision = true / (true + false) if true + false else 0.0
    recall = true / required.total()
    letters = spelled(required_text)
    return Score(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if true else 0.0,
        letters=(letters & spelled(text)).total() / letters.total(),
        lost=tuple(lost_strings(page.must, text)),
        furniture=tuple(present_strings(page.must_not, text)),
        structure=right_blocks(page.required, pieces),
    )

"""An office file (Word, Excel, OpenDocument, rich text) or a CSV to a text with structure and a title.

The child process makes HTML of it (`readers.docx_html`, `odf_html`, `xlsx_html`, `rtf_html`); the rest is as for a
page. The date of its properties is never asked: it is that of the template, or of the last one who saved it.
"""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from readers.errors import ReadError
from readers.html import tree_of
from readers.layout_tables import unwrap_layout_tables
from readers.length import check_length
from readers.lines import assemble, lines_of
from readers.sandbox import LIMITS, Limits, parse_apart
from readers.tidy import tidy
from romanian.fold import fold
from store.records import Block

_TEXTS = frozenset(["docx", "odt", "rtf"])  # forms in which tables may be there for the layout only
_RUBBISH = re.compile(
    r"""
      (?: microsoft\ (?:office\ )?(?:word|excel|powerpoint) | document | untitled | fara\ titlu | titlu | title
        | presentation | prezentare | registru | book | foaie | sheet | nou | new | normal | word | template | model
        | slide | powerpoint\ presentation | anexa | proiect | romania | scan | doc | pagina
      ) [\W\d_]* (?:\ -\ .*)?
    | .* \.(?:docx?|xlsx?|od[ts]|rtf|pdf|dot[xm]?|html?|tmp) | [\W\d_]* | \S{1,3} | .* \\ .* | https?:.*
    """,
    re.VERBOSE | re.DOTALL,
)
_LONGEST_TITLE = 300
_BEGINNING = 3000  # characters in which a document says its own title
_MARKUP = 4  # characters of HTML for one of text: more is refused before it is parsed again
_NOTE = re.compile(r"(?:foot|end)note-\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFile:
    """What the file says. `title` is that of its properties, where it is worth something."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None


def read_office(form: str, body: bytes, *, limits: Limits = LIMITS) -> OfficeFile:
    """Raises `ReadError`: "broken-…" of the form, "empty-page", "too-large" or "timeout"."""
    found = parse_apart(body, form, limits=limits)
    check_length(len(found["html"]) // _MARKUP)
    text, blocks = text_of_markup(found["html"], with_layout=form in _TEXTS)
    return OfficeFile(text=text, blocks=blocks, title=_worth_something(found["title"]))


def text_of_markup(html: str, *, with_layout: bool) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks of an office file's HTML. Raises `ReadError`: "empty-page" or "too-large"."""
    lines = []
    if html.strip():
        root = tree_of(f"<html><body>{html}</body></html>")
        _number_notes(root)
        if with_layout:
            unwrap_layout_tables(root)
        try:
            lines = lines_of(root)
        except RecursionError:
            raise ReadError("too-large", "Its parts are nested too deeply to be made for people.") from None
    if not lines:
        raise ReadError("empty-page", "The document holds no text; it may be made of pictures.")
    return assemble(lines)


def title_for(properties: str | None, heading: str | None, text: str) -> str | None:
    """The title of a document: its first heading, unless the properties' title is said near its beginning, too.

    Properties outlive what they were written for: people save a new document over an old one.
    """
    if properties is not None and (heading is None or fold(properties) in fold(tidy(text[:_BEGINNING]))):
        return properties
    return heading


def _worth_something(title: str | None) -> str | None:
    title = tidy(title or "")
    if not title or len(title) > _LONGEST_TITLE or _RUBBISH.fullmatch(fold(title)):
        return None
    return title


def _number_notes(root: HtmlElement) -> None:
    """The notes of mammoth are a list with arrows that lead back: each becomes a paragraph with its number."""
    notes = [item for item in root.iter("li") if _NOTE.match(item.get("id", ""))]
    for number, item in enumerate(notes, 1):
        for arrow in [link for link in item.iter("a") if link.text == "↑"]:
            arrow.drop_tree()
        first = next(item.iter("p"), item)
        first.text = f"[{number}] {(first.text or '').lstrip()}"
        item.tag = "div"

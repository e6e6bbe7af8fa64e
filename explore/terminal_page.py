"""One document in a terminal: its text with every fact in brackets, and under each passage what the facts say.

Brackets and numbers carry everything; colours only repeat it, so that a page is as good in a log or a file.
"""

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from explore import fact_words
from explore.highlights import Highlight, Mark, Passage, highlights, marked, steps
from explore.wording import counted, harmless, moment, visible
from store.records import Document, Facts

_STYLES = {
    "projects": "magenta",
    "partners": "blue",
    "amounts": "green",
    "dates": "yellow",
    "beneficiaries": "red",
    "places": "bright_blue",
}
_LEGEND = "În text: [număr: fapt]. Dedesubt: valoare · rol · proiect · regula care l-a găsit, încredere de la 0 la 1."
_INDENT = {"list_item": 2, "table_row": 2}


def terminal_page(facts: Facts) -> RenderableType:
    """The whole document, for a console of any width from 40 columns on."""
    found = highlights(facts)
    text = facts.document.text
    parts: list[RenderableType] = [_head(facts.document, found), Text("")]
    reached = 0
    for passage, touching in marked(facts.document, found):
        if reached and (text.count("\n", reached, passage.start) > 1 or isinstance(parts[-1], Table)):
            parts.append(Text(""))
        parts.append(Padding(_passage(facts.document, passage, touching), (0, 0, 0, _indent(passage)), expand=False))
        beginning = [mark.highlight for mark in touching if mark.turn == 0 and mark.start >= passage.start]
        if beginning:
            parts.append(_beside(beginning))
        reached = passage.end
    return Group(*parts)


def _head(document: Document, found: tuple[Highlight, ...]) -> RenderableType:
    count = Counter(one.kind for one in found)
    summed = ", ".join(f"{name.lower()}: {count[kind]}" for kind, (_, name) in fact_words.KINDS.items() if count[kind])
    about = [harmless(document.path or document.url or document.id)]
    if document.published:
        about.append(f"publicat {moment(document.published, document.published)}")
    about.append(f"{counted(len(found), 'fapte' if len(found) != 1 else 'fapt')}{f' ({summed})' if summed else ''}")
    lines = [Text(" · ".join(about), style="dim")]
    if document.title:
        lines.insert(0, Text(harmless(document.title), style="bold"))
    if found:
        lines.append(Text(_LEGEND, style="dim"))
    return Group(*lines)


def _indent(passage: Passage) -> int:
    return _INDENT.get(passage.kind, 0) * max(1, min(passage.level, 3))


def _passage(document: Document, passage: Passage, touching: list[Mark]) -> Text:
    line = Text(style="bold" if passage.kind == "heading" else "")
    styles: list[str] = []
    for step in steps(passage, touching):
        if step.mark is None:
            line.append(visible(document.text[step.start : step.end]), " ".join(styles[-1:]))
            continue
        number, style = step.mark.highlight.number, _STYLES[step.mark.highlight.kind]
        if step.action == "open":
            styles.append(f"{style} underline")
            line.append(f"[{number}{': ' if step.whole else '…'}", f"bold {style}")
        else:
            styles.pop()
            line.append("]", f"bold {style}")
    return line


def _beside(beginning: list[Highlight]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True, min_width=6)
    table.add_column(no_wrap=True, min_width=11)
    table.add_column(overflow="fold")
    for one in sorted(beginning, key=lambda one: one.number):
        name = Text(fact_words.KINDS[one.kind][0], style=_STYLES[one.kind])
        said = Text(fact_words.value(one.fact), style="bold")
        said.append(f" · {' · '.join(_details(one))}", style="not bold dim")
        table.add_row(Text(f"→ {one.number}", style=f"bold {_STYLES[one.kind]}"), name, said)
    return table


def _details(one: Highlight) -> Iterator[str]:
    if role := fact_words.role(one.kind, one.fact):
        yield role
    if one.project is not None:
        yield f"proiectul {one.project}"
    yield f"{harmless(one.fact.found_by)}, {fact_words.confidence(one.fact)}"

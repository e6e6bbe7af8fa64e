"""Changes for people at a terminal: each entry in a few lines, in Romanian."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from explore.changes import Entry
from explore.wording import Language, counted, grouped, moment

ACTIONS = {
    "new": "Pagină nouă",
    "changed": "Pagină schimbată",
    "vanished": "Pagină dispărută",
    "returned": "Pagină reapărută",
}
"""What happened to a page."""
ENGLISH_ACTIONS = {
    "new": "New page",
    "changed": "Changed page",
    "vanished": "Vanished page",
    "returned": "Page is back",
}
"""The same in English."""


def entry_page(entry: Entry) -> RenderableType:
    """One entry, and an empty line below."""
    day = moment(entry.moment[:10], entry.moment[:10])
    head = Text(f"{day}  ").append(f"{ACTIONS[entry.action]}: {entry.title}", style="bold")
    head.append(f" · {entry.source}", style="dim")
    parts: list[RenderableType] = [head, _address(entry.url)]
    for project, lines in groupby(entry.lines, key=lambda line: line.project):
        indent = 2
        if project is not None:
            parts.append(Padding(Text(f"„{project}”"), (0, 0, 0, indent)))
            indent = 4
        for line in lines:
            parts.append(Padding(Text(line.text), (0, 0, 0, indent)))
            if quotes := quotes_of(line.quote_before, line.quote_after):
                parts.append(Padding(Text(quotes, style="dim"), (0, 0, 0, indent + 2)))
    parts += [Padding(Text(note), (0, 0, 0, 2)) for note in notes_of(entry)]
    return Group(*parts, Text(""))


def quotes_of(before: str | None, after: str | None) -> str:
    """What the page said and says: „…” → „…”; one of them where there is one; empty where there is none."""
    said = [f"„{quote}”" for quote in (before, after) if quote]
    return " → ".join(dict.fromkeys(said))


def notes_of(entry: Entry, language: Language = "ro") -> Iterator[str]:
    """What else there is to say: lines that are left out, other documents with the same story."""
    if language == "en":
        yield from _english_notes_of(entry)
        return
    if entry.further:
        yield f"și alte {counted(entry.further, 'schimbări')}" if entry.further > 1 else "și încă o schimbare"
    if entry.copies_count:
        names = ", ".join(dict.fromkeys(copy.source for copy in entry.copies))
        more = ", …" if entry.copies_count > len(entry.copies) else ""
        yield f"{_elsewhere(entry.copies_count)}: {names}{more}"
    if entry.copy_of:
        yield f"copie a paginii {entry.copy_of}"


def _english_notes_of(entry: Entry) -> Iterator[str]:
    if entry.further:
        yield "and one more change" if entry.further == 1 else f"and {counted(entry.further, 'more changes', 'en')}"
    if entry.copies_count:
        names = ", ".join(dict.fromkeys(copy.source for copy in entry.copies))
        yield f"the same story at: {names}{', …' if entry.copies_count > len(entry.copies) else ''}"
    if entry.copy_of:
        yield f"a copy of {entry.copy_of}"


def nothing(after: str | None, last: str | None) -> str:
    """What stands where there is no entry."""
    since = f" după {_moment(after)}" if after else ""
    until = f" până la {_moment(last.rstrip('~'))}" if last else ""
    return f"Nicio schimbare{since}{until}."


def _elsewhere(count: int) -> str:
    if count == 1:
        return "și în altă publicație"
    return f"și în alte {grouped(count)} {'de ' if count % 100 >= 20 or count % 100 == 0 else ''}publicații"


def _moment(said: str) -> str:
    day = moment(said[:10], said[:10])
    return f"{day}, ora {said[11:16]} UTC" if len(said) > 10 else day


def _address(url: str) -> RenderableType:
    return Text(f"  {url}", style="dim", no_wrap=True, overflow="ignore")

"""What a search found, in Romanian, for a terminal or a pipe: a few lines each, the found words in brackets."""

import re
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from explore.project_brief import ProjectBrief
from explore.search import CLOSE, OPEN, Found, FoundDocument, FoundFact, FoundOrganisation, FoundQuote, Hit
from explore.wording import counted, grouped, harmless, moment, period, quoted
from romanian.labels import labels

_TITLES = {"projects": "Proiecte", "organisations": "Organizații", "quotes": "Citate", "documents": "Documente"}
_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_DETAIL = 4  # blanks before what stands below a title


def search_page(found: Found, words: Sequence[str]) -> RenderableType:
    """All that was found, or that nothing was and what is near."""
    if found.is_empty:
        return Group(*_nothing(found, harmless(" ".join(words))))
    parts: list[RenderableType] = []
    if found.is_widened:
        parts.append(Text("Nimic cu exact aceste cuvinte; s-au căutat cuvinte care încep așa."))
    for kind, hits in found.hits.items():
        if not hits:
            continue
        parts += [Text("")] if parts else []
        parts.append(Text(_heading(kind, len(hits), found.counts[kind]), style="bold"))
        for hit in hits:
            parts += list(_lines(hit))
    return Group(*parts)


def brief_lines(brief: ProjectBrief) -> Iterator[str]:
    """What stands below a project's title, a line each."""
    yield _joined(brief.total, brief.lead and harmless(brief.lead))
    yield _joined(brief.programme and harmless(brief.programme), period(brief.period_start, brief.period_end))
    yield _joined(
        brief.planned and f"planificat: {brief.planned}",
        brief.achieved and f"realizat: {brief.achieved}",
        "o sursă" if brief.sources == 1 else counted(brief.sources, "surse"),
        brief.code and f"cod {harmless(brief.code)}",
        brief.id,
    )


def marked(text: str) -> Text:
    """A passage with its found words in bold brackets."""
    line = Text()
    for place, part in enumerate(_MARKED.split(quoted(text))):
        line.append(f"[{part}]" if place % 2 else part, style="bold" if place % 2 else "")
    return line


def _lines(hit: Hit) -> Iterator[RenderableType]:
    match hit:
        case ProjectBrief():
            yield _at(2, Text(harmless(hit.title)))
            yield from (_at(_DETAIL, Text(line, style="dim")) for line in brief_lines(hit) if line)
        case FoundOrganisation():
            yield _at(2, Text(harmless(hit.name)))
            roles = labels()["partners"]
            done = [f"{roles[role].ro}: {_projects(number)}" for role, number in hit.roles.items() if role in roles]
            pages = "un document" if hit.documents == 1 else counted(hit.documents, "documente")
            yield _at(_DETAIL, Text(_joined(*done, pages, hit.id), style="dim"))
        case FoundQuote():
            yield _at(2, Text("„").append_text(marked(hit.sentence)).append("”"))
            yield from (_at(_DETAIL, Text(line, style="dim")) for line in _facts(hit.facts) if line)
            yield from _source(hit.source, hit.document, hit.url)
        case FoundDocument():
            yield _at(2, Text(harmless(hit.title or hit.url)))
            yield _at(_DETAIL, marked(hit.passage))
            facts = "un fapt" if hit.facts == 1 else counted(hit.facts, "fapte")
            when = moment(hit.published, hit.published) if hit.published else ""
            about = _joined(harmless(hit.source), when, facts, "copie" if hit.is_copy else "")
            yield _at(_DETAIL, Text(about, style="dim"))
            yield _address(hit.url)


def _facts(facts: Sequence[FoundFact]) -> Iterator[str]:
    """The facts of a sentence, and the projects that they belong to."""
    yield " · ".join(f"{fact.role}: {fact.value}" for fact in facts if fact.kind != "project_mentions")
    for title in dict.fromkeys(fact.project for fact in facts if fact.project):
        yield f"proiectul „{harmless(title)}”"


def _source(source: str, document: str | None, url: str) -> Iterator[RenderableType]:
    yield _at(_DETAIL, Text(_joined(harmless(source), document and f"„{harmless(document)}”"), style="dim"))
    yield _address(url)


def _address(url: str) -> RenderableType:
    """An address on a line of its own that nothing breaks, so that it can be copied."""
    return Text(f"{' ' * _DETAIL}{harmless(url)}", style="dim", no_wrap=True, overflow="ignore")


def _nothing(found: Found, words: str) -> Iterator[Text]:
    yield Text(f"Nu s-a găsit nimic pentru: {words}")
    for word, near in found.near_words.items():
        meant = f"; seamănă: {', '.join(near)}" if near else ""
        yield Text(f"  „{word}” nu apare în niciun document{meant}")
    if not found.near_words:
        yield Text("  Încercați mai puține cuvinte, sau începutul unuia: asist*")


def _heading(kind: str, shown: int, count: int) -> str:
    return f"{_TITLES[kind]} ({grouped(shown)} din {grouped(count)})" if count > shown else _TITLES[kind]


def _projects(number: int) -> str:
    return "un proiect" if number == 1 else counted(number, "proiecte")


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _at(indent: int, line: Text) -> RenderableType:
    return Padding(line, (0, 0, 0, indent))

"""One document as a web page of its own: its text with every fact marked and labelled, and tables of the facts.

The page needs nothing else: no script, no picture, nothing from another address, and it says so to the browser.
Whatever the document holds stays text.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path, PurePath

from explore import fact_words
from explore.highlights import Highlight, Mark, Passage, highlights, marked, steps
from explore.wording import counted, harmless, moment, visible
from store.records import Document, Facts, Project

_STYLE = Path(__file__).with_name("web_page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_LANGUAGES = {"ro": "română", "en": "engleză", "hu": "maghiară", "de": "germană", "fr": "franceză"}


def web_page(facts: Facts) -> str:
    """The page's HTML, complete and in Romanian."""
    document = facts.document
    found = highlights(facts)
    title = _said(document.title or _source(document))
    return f"""<!DOCTYPE html>
<html lang="ro">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title} – faptele din document</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<a class="skip" href="#facts">Salt la tabelele cu fapte</a>
<header>
<h1>{title}</h1>
<p>{" · ".join(_about(document, found))}</p>
{_legend(found)}</header>
<main>
<article id="text" aria-labelledby="text-title"{_language(document)}>
<h2 id="text-title" lang="ro">Textul documentului</h2>
{_text(document, found)}</article>
<section id="facts" aria-labelledby="facts-title" tabindex="0">
<h2 id="facts-title">Fapte</h2>
<p class="about">Încrederea arată ce parte din faptele găsite de aceeași regulă au fost corecte în documente pe care
nimeni nu le văzuse.</p>
{_tables(found)}</section>
</main>
</body>
</html>
"""


def _said(text: str) -> str:
    return escape(harmless(text))


def _source(document: Document) -> str:
    """Where it comes from; of a file the name alone, for the folders of whoever made the page are theirs."""
    return document.url or PurePath(document.path or document.id).name


def _about(document: Document, found: tuple[Highlight, ...]) -> Iterator[str]:
    if document.title:
        yield _said(_source(document))
    if document.published:
        yield f"publicat {escape(moment(document.published, document.published))}"
    if document.language:
        yield f"limba {escape(_LANGUAGES.get(document.language, document.language))}"
    yield counted(len(found), "fapt" if len(found) == 1 else "fapte")


def _language(document: Document) -> str:
    return f' lang="{escape(document.language)}"' if document.language else ""


def _legend(found: tuple[Highlight, ...]) -> str:
    items = [
        f'<li><a class="{kind}" href="#{kind}">{name} <b>{number}</b></a></li>\n'
        for kind, (_, name) in fact_words.KINDS.items()
        if (number := sum(one.kind == kind for one in found))
    ]
    return f'<nav aria-label="Feluri de fapte">\n<ul>\n{"".join(items)}</ul>\n</nav>\n' if items else ""


def _text(document: Document, found: tuple[Highlight, ...]) -> str:
    """The passages in their elements; neighbouring items of a list in one list."""
    parts = []
    for in_list, group in groupby(marked(document, found), lambda one: one[0].kind == "list_item"):
        inside = "".join(_passage(document, passage, touching) for passage, touching in group)
        parts.append(f"<ul>\n{inside}</ul>\n" if in_list else inside)
    return "".join(parts)


def _passage(document: Document, passage: Passage, touching: list[Mark]) -> str:
    inside = "".join(_pieces(document, passage, touching))
    match passage.kind:
        case "heading":
            name = f"h{min(passage.level + 2, 6)}"
            return f"<{name}>{inside}</{name}>\n"
        case "list_item":
            return f'<li class="level-{min(passage.level, 4)}">{inside}</li>\n'
        case "table_row":
            return f'<p class="row">{inside}</p>\n'
        case _:
            return f"<p>{inside}</p>\n"


def _pieces(document: Document, passage: Passage, touching: list[Mark]) -> Iterator[str]:
    for step in steps(passage, touching):
        if step.mark is None:
            yield escape(visible(document.text[step.start : step.end]))
        elif step.action == "close":
            yield "</mark>"
        elif step.whole:
            one = step.mark.highlight
            yield f'<mark class="{one.kind}" id="{_anchor(one, step.mark.turn)}">'
            yield f'<a class="label" lang="ro" href="#f{one.number}">{one.number} '
            yield f'{escape(fact_words.label(one.kind, one.fact))}<span class="aside">, în tabel: </span></a>'
        else:
            yield f'<mark class="{step.mark.highlight.kind}">'


def _anchor(one: Highlight, turn: int) -> str:
    return f"m{one.number}-{turn}" if turn else f"m{one.number}"


def _tables(found: tuple[Highlight, ...]) -> str:
    if not found:
        return "<p>Nu s-a găsit niciun fapt.</p>\n"
    kinds = {kind: [one for one in found if one.kind == kind] for kind in fact_words.KINDS}
    return "".join(_table(kind, ours, found) for kind, ours in kinds.items() if ours)


# What stands in the column beside the value, where it is no role.
_ROLE_OF = {"projects": "Amănunte", "beneficiaries": "Stare, categorii", "places": "Fel"}


def _table(kind: str, ours: list[Highlight], found: tuple[Highlight, ...]) -> str:
    columns = [
        "Nr.",
        "Valoare",
        _ROLE_OF.get(kind, "Rol"),
        "Proiect",
        "În text",
        "Regulă",
        "Încredere",
    ]
    if kind == "projects":
        columns.remove("Proiect")
    head = "".join(f'<th scope="col" role="columnheader">{name}</th>' for name in columns)
    rows = "".join(_row(one, columns, found) for one in ours)
    return (
        f'<table id="{kind}" class="{kind}" role="table">\n<caption>{fact_words.KINDS[kind][1]}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}</tbody>\n</table>\n'
    )


def _row(one: Highlight, columns: Iterable[str], found: tuple[Highlight, ...]) -> str:
    cells = {
        "Valoare": escape(fact_words.value(one.fact)),
        _ROLE_OF.get(one.kind, "Rol"): escape(fact_words.role(one.kind, one.fact)),
        "Proiect": _project(one, found),
        "În text": _places(one),
        "Regulă": f"<code>{_said(one.fact.found_by)}</code>",
        "Încredere": fact_words.confidence(one.fact),
    }
    told = "".join(
        f'<td role="cell" data-name="{name}"{"" if cells[name] else " class=nothing"}>{cells[name]}</td>'
        for name in columns
        if name in cells
    )
    return f'<tr role="row" id="f{one.number}"><th scope="row" role="rowheader">{one.number}</th>{told}</tr>\n'


def _project(one: Highlight, found: tuple[Highlight, ...]) -> str:
    if one.project is None:
        return ""
    project = found[one.project - 1]
    return f'<a href="#f{project.number}">{project.number} {escape(fact_words.value(project.fact))}</a>'


def _places(one: Highlight) -> str:
    """The quote, which leads to its mark; the other places of a project by their turn."""
    spans = one.fact.evidence if isinstance(one.fact, Project) else (one.fact.evidence,)
    quotes = {(span.start, span.end): span.text for span in spans}
    first, *others = one.places
    links = [f'<a href="#{_anchor(one, 0)}">{_said(quotes[first])}</a>']
    links += [
        f'<a href="#{_anchor(one, turn)}"><span class="aside">încă o dată: </span>{turn + 1}</a>'
        for turn, _ in enumerate(others, start=1)
    ]
    return ", ".join(links)

"""A citation as people paste it, in Romanian or English: a paragraph, Markdown, BibTeX, CSL-JSON for Zotero and others.

What a page sent stays words: no sign of it can end a field, open a link or command a typesetter.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from explore.citation import Citation, Statement
from explore.wording import spelled

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!~])")
_INNER = str.maketrans("„”“", "«»«")  # of a title that stands in quotation marks itself
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # BibTeX's own


def text(one: Citation) -> str:
    """The page and its capture, the sentence, what was read from it, what people corrected: a line each."""
    title = _in_marks(one, one.title.translate(_INNER)) if one.title else _untitled(one)
    page = f"{one.publisher}, {title}, {_day(one)}, <{one.url}>, {_proof(one)}."
    return "\n".join([page, *_said(one)])


def markdown(one: Citation) -> str:
    """A paragraph with a link, the sentence as a quotation, what was read from it."""
    title, publisher = _marked(one.title or _untitled(one)), _marked(one.publisher)
    parts = [f"{publisher}, [{title}](<{_safe(one.url)}>), {_day(one)}, {_marked(_proof(one))}."]
    if one.statement is not None:
        parts += [
            f"> {_marked(one.statement.sentence)}",
            _marked(_fact(one, one.statement)),
            *map(_marked, one.decided),
        ]
    return "\n\n".join(parts)


def bibtex(one: Citation) -> str:
    """An entry of the type `misc`, with the fields that biblatex knows beside those of BibTeX."""
    fields = {"author": f"{{{_tex(one.publisher)}}}", "title": f"{{{_tex(one.title or _untitled(one))}}}"}
    if one.published:
        year, *rest = one.published.split("-")
        fields |= {"date": one.published, "year": year}
        if rest:
            fields["month"] = _MONTHS[int(rest[0]) - 1]
    fields |= {"url": _safe(one.url), "urldate": f"{one.captured:%Y-%m-%d}"}
    fields["note"] = _tex(_note(one))
    if one.language == "ro":
        fields["langid"] = "romanian"
    # A month is a macro, which stands without braces.
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items())
    return "\n".join([f"@misc{{fondoscop-{one.id},", *lines, "}"])


def csl_json(one: Citation) -> str:
    """An array with one item of the type `webpage`, as Zotero and pandoc read it."""
    item: dict[str, Any] = {
        "id": f"fondoscop-{one.id}",
        "type": "webpage",
        "title": one.title or _untitled(one),
        "author": [{"literal": one.publisher}],
        "container-title": one.publisher,
        "URL": one.url,
        "accessed": {"date-parts": [[one.captured.year, one.captured.month, one.captured.day]]},
        "archive": "Fondoscop",
        "archive_location": one.capture_id,
        "note": _note(one),
    }
    if one.published:
        item["issued"] = {"date-parts": [[int(part) for part in one.published.split("-")]]}
    if one.language:
        item["language"] = one.language
    return json.dumps([item], ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Callable[[Citation], str]] = {
    "text": text,
    "bibtex": bibtex,
    "csl-json": csl_json,
    "markdown": markdown,
}


def _day(one: Citation) -> str:
    return spelled(one.published, one.told_in) if one.published else _says(one, "[fără dată]", "[undated]")


def _says(one: Citation, romanian: str, english: str) -> str:
    return english if one.told_in == "en" else romanian


def _untitled(one: Citation) -> str:
    return _says(one, "[fără titlu]", "[untitled]")


def _in_marks(one: Citation, words: str) -> str:
    return _says(one, f"„{words}”", f"“{words}”")


def _on(one: Citation, moment: datetime) -> str:
    return spelled(f"{moment:%Y-%m-%d}", one.told_in)


def _proof(one: Citation) -> str:
    gone = ""
    if one.vanished:
        day = _on(one, one.vanished)
        gone = _says(one, f"; la {day} pagina nu mai era acolo", f"; on {day} the page was no longer there")
    day, time = _on(one, one.captured), f"{one.captured:%H:%M:%S} UTC"
    taken = _says(one, f"captură din {day}, ora {time} (captura", f"captured on {day} at {time} (capture")
    return f"{taken} {one.capture_id}, SHA-256 {one.sha256}){gone}"


def _fact(one: Citation, said: Statement) -> str:
    role = f", {said.role}" if said.role else ""
    words = f" ({_in_marks(one, said.quote)})" if said.quote != said.value else ""
    return f"{_says(one, 'Fapt', 'Fact')}: {said.kind}{role}: {said.value}{words}."


def _said(one: Citation) -> list[str]:
    if one.statement is None:
        return []
    sentence = f"{_says(one, 'Citat', 'Quote')}: {_in_marks(one, one.statement.sentence)}"
    return [sentence, _fact(one, one.statement), *one.decided]


def _note(one: Citation) -> str:
    proof = _proof(one)
    return " ".join([f"{proof[0].upper()}{proof[1:]}.", *_said(one)])


def _safe(url: str) -> str:
    """An address without any sign that could end it; what is encoded already stays as it is."""
    return quote(url, safe="/:?#[]@!$&'()*+,;=%~-._")


def _tex(words: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in words)


def _marked(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)

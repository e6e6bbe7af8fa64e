"""Projects: one for each title, with its long and short names, every place that names it, code and contract."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz
from spacy.language import Language
from spacy.tokens import Doc

from extract.reading import Reading
from extract.titles import Candidate, find_titles
from romanian.fold import fold
from store.records import Project

_SAME_TITLE = 91  # of 100; titles that differ by an ending or a lost diacritic, not by a word
_SHORT_NAME = re.compile(r"(?P<short>[\w.+!-]+(?:\s[\w.+!-]+){0,2})\s*(?:\s-\s|:|,)\s*\w")


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A project while its mentions are gathered."""

    title: str
    candidate: Candidate
    names: dict[str, str] = field(default_factory=dict)  # normalised name -> as written
    places: set[tuple[int, int]] = field(default_factory=set)


def find_projects(reading: Reading) -> list[Project]:
    """Every project of the document, in the order of first mention, without code, contract or dates.

    Those come from `extract.details` when all facts are known. Evidence lists every mention, first the one
    that gave the title.
    """
    drafts: list[_Draft] = []
    for candidate in sorted(find_titles(reading), key=lambda c: (-c.confidence, c.start)):
        title = re.sub(r"\s+", " ", reading.text[candidate.start : candidate.end])
        _gather(drafts, candidate, title)
    drafts.sort(key=lambda d: min(d.places))
    for draft in drafts:
        draft.places |= _mentions(reading, draft)
    return [_project(reading, draft) for draft in drafts]


def normalised(title: str) -> str:
    """A title's words, folded, for comparison."""
    return " ".join(re.findall(r"\w+", fold(title)))


def _gather(drafts: list[_Draft], candidate: Candidate, title: str) -> None:
    name = normalised(title)
    draft = next((d for d in drafts if any(_same(name, other) for other in d.names)), None)
    if draft is None:
        draft = _Draft(title=title, candidate=candidate)
        drafts.append(draft)
    elif _better(title, draft.title) and candidate.confidence >= draft.candidate.confidence - 0.1:
        draft.title, draft.candidate = title, candidate
    draft.names.setdefault(name, title)
    draft.places.add((candidate.start, candidate.end))


def _same(one: str, other: str) -> bool:
    """The same title, a part of it at its edge (“VENUS”, “VENUS – Împreună …”), or nearly the same spelling."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if re.findall(r"\d+", short) != re.findall(r"\d+", long) and not long.startswith(short):
        return False
    edge = long.startswith(short + " ") or long.endswith(" " + short)
    return edge or fuzz.ratio(one, other) >= _SAME_TITLE


def _better(title: str, than: str) -> bool:
    """Whether a title reads better: fuller, or the same in mixed case."""
    if normalised(title) == normalised(than):
        return than.isupper() and not title.isupper()
    return len(title) > len(than)


def _mentions(reading: Reading, draft: _Draft) -> set[tuple[int, int]]:
    """Other places that name the project, by its whole title or by its own short name."""
    names = set(draft.names)
    short = _SHORT_NAME.match(fold(draft.title))
    if short and any(c.isupper() for c in draft.title[1 : short.end("short")]):
        names.add(normalised(short["short"]))
    places: set[tuple[int, int]] = set()
    for name in names:
        if len(name) >= 4:
            pattern = re.compile(r"(?<!\w)" + r"\W{1,4}".join(map(re.escape, name.split())) + r"(?!\w)")
            places |= {match.span() for match in pattern.finditer(reading.folded)}
    return places


def _project(reading: Reading, draft: _Draft) -> Project:
    first = (draft.candidate.start, draft.candidate.end)
    others = sorted(
        place
        for place in draft.places
        if place != first and not any(place != o and o[0] <= place[0] and place[1] <= o[1] for o in draft.places)
    )
    aliases = tuple(sorted({n for n in draft.names.values() if n != draft.title}))
    return Project(
        title=draft.title,
        aliases=aliases,
        evidence=tuple(reading.span(start, end) for start, end in (first, *others)),
        confidence=draft.candidate.confidence,
        found_by=f"projects/{draft.candidate.rule}",
    )


@Language.component("fondoscop_projects")
def projects_component(doc: Doc) -> Doc:
    """Sets `doc._.projects`."""
    doc._.projects = find_projects(doc._.reading)
    return doc

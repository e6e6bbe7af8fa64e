"""Projects: one for each title, with its long and short names, every place that names it, code and contract."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from extract.organisation_mentions import OrganisationMention
from extract.project_names import KnownNames, places_of
from extract.reading import Reading
from extract.title_candidates import Candidate
from extract.titles import find_titles
from romanian.fold import fold
from store.records import Project

_SHORTEST_NAME = 4  # characters
_LONGEST_PAIR = 300  # characters of a line with two titles
_SHORT_NAME = re.compile(r"(?P<short>[\w.+!-]+(?:\s[\w.+!-]+){0,2})\s*(?:\s-\s|:|,)\s*\w")


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A project while its mentions are gathered."""

    title: str
    candidate: Candidate
    names: dict[str, str] = field(default_factory=dict)  # normalised name -> as written
    places: set[tuple[int, int]] = field(default_factory=set)


def find_projects(reading: Reading, organisations: Iterable[OrganisationMention] = ()) -> list[Project]:
    """Every project of the document, in the order of first mention, without code, contract or dates.

    Those come from `extract.details` when all facts are known. Evidence lists every mention, first the one
    that gave the title.
    """
    drafts: list[_Draft] = []
    known = KnownNames()
    for candidate in sorted(find_titles(reading, organisations), key=lambda c: (-c.confidence, c.start)):
        title = re.sub(r"\s+", " ", reading.text[candidate.start : candidate.end])
        _gather(drafts, known, candidate, title)
    drafts = _without_twins(reading, drafts)
    drafts.sort(key=lambda d: min(d.places))
    _add_mentions(reading, drafts)
    return [_project(reading, draft) for draft in drafts]


def normalised(title: str) -> str:
    """A title's words, folded, for comparison."""
    return " ".join(re.findall(r"\w+", fold(title)))


def _gather(drafts: list[_Draft], known: KnownNames, candidate: Candidate, title: str) -> None:
    name = normalised(title)
    index = known.project(name)
    if index is None:
        index = len(drafts)
        drafts.append(_Draft(title=title, candidate=candidate))
    draft = drafts[index]
    if candidate.rule == draft.candidate.rule == "unquoted" and draft.title.startswith(f"{title},"):
        draft.title, draft.candidate = title, candidate  # “proiectul X, pentru cei …”, “proiectul X a ajuns …”
    elif _better(title, draft.title) and candidate.confidence >= draft.candidate.confidence - 0.1:
        draft.title, draft.candidate = title, candidate
    known.add(name, index)
    draft.names.setdefault(name, title)
    draft.places.add((candidate.start, candidate.end))


def _without_twins(reading: Reading, drafts: list[_Draft]) -> list[_Draft]:
    """One project for a title in two languages: “BRIDGES OF HOPE – PUNȚI DE SPERANȚĂ” on a line names it twice."""
    owner = {name: draft for draft in drafts for name in draft.names}
    twins: set[int] = set()
    for block in reading.blocks if len(drafts) > 1 else ():
        halves = reading.folded[block.start : min(block.end, block.start + _LONGEST_PAIR)].split(" - ")
        pair = [owner.get(normalised(half)) for half in halves]
        if len(pair) != 2 or pair[0] is None or pair[1] is None or pair[0] is pair[1]:
            continue
        kept, twin = sorted((pair[0], pair[1]), key=lambda d: min(d.places))
        kept.names |= twin.names
        kept.places |= twin.places
        owner |= dict.fromkeys(twin.names, kept)
        twins.add(id(twin))
    return [draft for draft in drafts if id(draft) not in twins]


def _better(title: str, than: str) -> bool:
    """Whether a title reads better: fuller, or the same in mixed case."""
    if normalised(title) == normalised(than):
        return than.isupper() and not title.isupper()
    return len(title) > len(than)


def _add_mentions(reading: Reading, drafts: list[_Draft]) -> None:
    """Other places that name the projects, by their whole titles or by their own short names."""
    names: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        own = set(draft.names)
        short = _SHORT_NAME.match(fold(draft.title))
        if short and any(c.isupper() for c in draft.title[1 : short.end("short")]):
            own.add(normalised(short["short"]))
        for name in own:
            if len(name) >= _SHORTEST_NAME:
                names.setdefault(name, []).append(index)
    for index, places in places_of(names, reading.folded).items():
        drafts[index].places |= {place for place in places if _is_named(reading, *place)}


def _is_named(reading: Reading, start: int, end: int) -> bool:
    """A name of one word is a name only with a capital: the project CARE is not the word “care”."""
    surface = reading.plain[start:end]
    return " " in surface or not surface.islower()


def _project(reading: Reading, draft: _Draft) -> Project:
    first = (draft.candidate.start, draft.candidate.end)
    others = []
    reach = 0
    for start, end in sorted(draft.places, key=lambda place: (place[0], -place[1])):
        if end > reach:  # not inside another place
            reach = end
            if (start, end) != first:
                others.append((start, end))
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
    doc._.projects = find_projects(doc._.reading, doc._.organisations or ())
    return doc

"""How far facts agree with documents that people annotated: scores by kind of fact, and every difference.

What is optional in an annotation costs nothing, found or not; "any" accepts every value; a fact that the text
repeats may be reported once or each time. Spelling and case endings of names make no difference; another
county or another number does.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from extract.gold import GoldDocument, GoldError, load_gold
from extract.likeness import likeness, words
from extract.scores import KINDS, Evaluation, Score, Verdict
from romanian.fold import plain

__all__ = ["GoldDocument", "GoldError", "evaluate", "load_gold"]

Item = Mapping[str, Any]
Rank = tuple[float, ...]


def evaluate(gold: Sequence[GoldDocument], facts_by_name: Mapping[str, Mapping[str, Any]]) -> Evaluation:
    """Scores and differences of the facts, one JSON line for each document's name, against gold.

    A document without facts counts as one where nothing was found. A fact is right when its value and its
    role (of a beneficiary figure: categories and status) are; a partner's project counts too, that of other
    facts is the kind "links". What is "different" is a false positive and a false negative at once.
    """
    judged = [list(_judge(document, facts_by_name.get(document.name, {}))) for document in gold]
    verdicts = [verdict for document in judged for verdict in document]
    return Evaluation(
        scores=_scores(verdicts),
        by_document=tuple(map(_scores, judged)),
        bad_evidence=sum(verdict.kind == "evidence" for verdict in verdicts),
        verdicts=tuple(verdicts),
    )


def _scores(verdicts: Sequence[Verdict]) -> Mapping[str, Score]:
    count = Counter((verdict.kind, verdict.what) for verdict in verdicts)
    return {
        kind: Score(
            tp=count[kind, "right"],
            fp=count[kind, "spurious"] + count[kind, "different"],
            fn=count[kind, "missed"] + count[kind, "different"],
        )
        for kind in KINDS
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One document beside its facts; `projects` leads from places of found projects to those of gold ones."""

    gold: GoldDocument
    facts: Mapping[str, Any]
    text: str
    projects: Mapping[int, int]

    def verdict(self, kind: str, wanted: object, got: object, *, right: bool = False) -> Verdict:
        """Spurious where nothing was wanted, missed where nothing was got, else right or different."""
        what: Literal["right", "missed", "spurious", "different"] = "right" if right else "different"
        if wanted is None or got is None:
            what = "spurious" if wanted is None else "missed"
        return Verdict(document=self.gold.name, kind=kind, what=what, gold=wanted, got=got)

    def forgiven(self, project: int) -> bool:
        """The gold project needn't be found and wasn't, so nothing can hang on it."""
        optional = self.gold.facts["projects"][project].get("optional")
        return bool(optional) and project not in self.projects.values()

    def linked(self, wanted: Item, got: Item) -> bool:
        target, place = wanted["project"], got.get("project")
        if target is None:
            return True
        return self.forgiven(target) if place is None else self.projects.get(place) == target


def _judge(gold: GoldDocument, facts: Mapping[str, Any]) -> Iterator[Verdict]:
    projects = _pair(gold.facts["projects"], facts.get("projects", ()), _project_rank)
    text = facts["document"]["text"] if facts else gold.text
    case = _Case(gold=gold, facts=facts, text=text, projects=projects)
    yield from _judge_projects(case)
    yield from _judge_slots(case)
    for kind in _VALUES:
        if kind in gold.facts:
            yield from _judge_facts(case, kind)
    yield from _judge_evidence(case)


def _judge_projects(case: _Case) -> Iterator[Verdict]:
    golds, found = case.gold.facts["projects"], case.facts.get("projects", ())
    for place, got in enumerate(found):
        wanted = golds[case.projects[place]] if place in case.projects else None
        if wanted is None or not wanted.get("optional"):
            yield case.verdict("projects", wanted, got, right=True)
    for place, wanted in enumerate(golds):
        if place not in case.projects.values() and not wanted.get("optional"):
            yield case.verdict("projects", wanted, None)


def _judge_slots(case: _Case) -> Iterator[Verdict]:
    """Code, contract, programme and times of the projects that were found; the date of publication."""
    projects = [(case.gold.facts["projects"][w], case.facts["projects"][p]) for p, w in case.projects.items()]
    slots = [
        (slot, wanted.get(slot), got.get(slot))
        for wanted, got in projects
        for slot in ("code", "contract", "programme", "start", "end", "duration_months")
        if not wanted.get("optional")
    ]
    if case.gold.published is not None:
        slots.append(("published", case.gold.published, case.facts.get("document", {}).get("published")))
    for slot, wanted, got in slots:
        if wanted == "any" or (wanted is None and (got is None or slot == "programme")):
            continue
        yield case.verdict(
            "slots",
            None if wanted is None else {slot: wanted},
            None if got is None else {slot: got},
            right=wanted is not None and got is not None and _same_slot(slot, wanted, got),
        )


def _judge_facts(case: _Case, kind: str) -> Iterator[Verdict]:
    golds, found = case.gold.facts[kind], case.facts.get(kind, ())
    same, role_keys = _VALUES[kind]

    def role(wanted: Item, got: Item) -> bool:
        return all(_accepts(wanted[key], got.get(key)) for key in role_keys)

    def rank(wanted: Item, got: Item) -> Rank | None:
        if not same(wanted, got):
            return None
        apart = not _overlaps(case.text, wanted.get("quote"), got["evidence"])
        return bool(wanted.get("optional")), apart, not role(wanted, got), not case.linked(wanted, got)

    pairs = _pair(golds, found, rank)
    for place, got in enumerate(found):
        if place not in pairs:
            if not any(same(w, got) and role(w, got) and case.linked(w, got) for w in golds):
                yield case.verdict(kind, None, got)
            continue
        wanted = golds[pairs[place]]
        if not _shows(wanted.get("quote"), got["evidence"]["text"]):
            yield case.verdict("evidence", wanted["quote"], got["evidence"])
        if wanted.get("optional"):
            continue
        linked = case.linked(wanted, got)
        yield case.verdict(kind, wanted, got, right=role(wanted, got) and (linked or kind != "partners"))
        if wanted["project"] is not None and not case.forgiven(wanted["project"]):
            yield case.verdict("links", wanted, got, right=linked)
    for place, wanted in enumerate(golds):
        if place not in pairs.values() and not wanted.get("optional"):
            yield case.verdict(kind, wanted, None)


def _judge_evidence(case: _Case) -> Iterator[Verdict]:
    """Faults alone: a text other than the document's, and spans that aren't the text at their offsets."""
    wanted, got = Counter(words(case.gold.text)), Counter(words(case.text))
    if (wanted & got).total() < 0.9 * max(wanted.total(), got.total()):  # lets masked names pass
        yield case.verdict("evidence", case.gold.text[:80], case.text[:80])
    for kind in ("projects", *_VALUES):
        for item in case.facts.get(kind, ()):
            for span in item["evidence"] if kind == "projects" else [item["evidence"]]:
                there = case.text[span["start"] : span["end"]]
                if not there or there != span["text"]:
                    yield case.verdict("evidence", there, span)


def _pair(golds: Sequence[Item], found: Sequence[Item], rank: Callable[[Item, Item], Rank | None]) -> dict[int, int]:
    """Places of gold facts by those of found ones, one to one, the lowest rank first; None never pairs."""
    ranks = ((rank(wanted, got), g, f) for g, wanted in enumerate(golds) for f, got in enumerate(found))
    pairs: dict[int, int] = {}
    for _, g, f in sorted((best, g, f) for best, g, f in ranks if best is not None):
        if f not in pairs and g not in pairs.values():
            pairs[f] = g
    return pairs


def _project_rank(wanted: Item, got: Item) -> Rank | None:
    """The same code, or else a like title."""
    if wanted.get("code") and got.get("code"):
        return (0.0,) if wanted["code"] == got["code"] else None
    best = max(likeness(title, got["title"]) for title in (wanted["title"], *wanted.get("aliases", ())))
    return (1 - best,) if best >= 0.8 else None


def _same_slot(slot: str, wanted: object, got: object) -> bool:
    if isinstance(wanted, list) and slot == "programme":
        return any(likeness(one, str(got)) >= 0.7 for one in wanted)
    if isinstance(wanted, list):
        return words(str(got)) in map(words, wanted)
    return _decimal(wanted) == _decimal(got) if slot == "duration_months" else wanted == got


def _same_organisation(wanted: Item, got: Item) -> bool:
    return any(likeness(name, got["name"]) >= 0.85 for name in (wanted["name"], *wanted.get("aliases", ())))


def _same_amount(wanted: Item, got: Item) -> bool:
    equal = all(_decimal(wanted.get(key)) == _decimal(got.get(key)) for key in ("value", "value_max"))
    return equal and wanted["currency"] == got["currency"]


def _same_date(wanted: Item, got: Item) -> bool:
    return (wanted["start"], wanted["end"]) == (got["start"], got["end"])


def _same_count(wanted: Item, got: Item) -> bool:
    if (wanted["count"], wanted.get("count_max")) != (got["count"], got.get("count_max")):
        return False
    unit = words(got["unit"])
    return any(words(one) == unit or set(words(one)) <= set(unit) for one in wanted["unit"])


def _same_place(wanted: Item, got: Item) -> bool:
    return _same_organisation(wanted, got) and wanted.get("county") in (None, got.get("county"))


# By kind of fact: what makes two facts the same, and the keys of its role.
_VALUES: Mapping[str, tuple[Callable[[Item, Item], bool], tuple[str, ...]]] = {
    "partners": (_same_organisation, ("role",)),
    "amounts": (_same_amount, ("role",)),
    "dates": (_same_date, ("role",)),
    "beneficiaries": (_same_count, ("categories", "status")),
    "places": (_same_place, ("kind",)),
}


def _accepts(wanted: object, got: object) -> bool:
    if isinstance(wanted, list) and isinstance(got, list):
        return set(wanted) == set(got)
    return wanted in ("any", got)


def _decimal(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def _overlaps(text: str, quote: str | None, span: Item) -> bool:
    # A reader mends letters (“ã” for “ă”), so quote and text are compared without diacritics; lengths are the same.
    places = re.finditer(re.escape(plain(quote)), plain(text)) if quote else ()
    return any(place.start() < span["end"] and span["start"] < place.end() for place in places)


def _shows(quote: str | None, said: str) -> bool:
    """The evidence shares a word with the annotated quote and isn't a whole passage around it."""
    return quote is None or (bool({*words(quote)} & {*words(said)}) and len(said) <= 2 * len(quote) + 60)

"""The facts of a document as people decided on them: corrected, rejected, and all else as it was extracted.

Pure: facts and decisions in; facts out, with what became of each decision. Evidence, confidence and ids are what they
were: a decision changes what it names and no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from store.anchors import Candidate, LostError, locate
from store.corrections import PROJECT, FactKind, contradiction, corrected, told
from store.decisions import Decision, QuoteAnchor
from store.records import Capture, Facts, Project, Span
from store.rows import FACTS_OF, Fact, identities

Outcome = Literal["applied", "lost", "undone", "overruled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What became of a decision. `fault` says in words why it has no effect; values are as their column has them."""

    decision: str
    outcome: Outcome
    target_id: str | None = None
    before: str | None = None
    after: str | None = None
    fault: str | None = None


def decided(facts: Facts, capture: Capture, decisions: Sequence[Decision]) -> tuple[Facts, list[Effect]]:
    """The facts as these corrections and rejections have them, which all hang on this document.

    Of several on one field the last one holds; a rejected fact is rejected whatever is corrected in it. What can't be
    applied leaves the facts as they are and says so in its effect.
    """
    if not decisions:
        return facts, []
    work = _Work(
        original=facts,
        kinds={kind: list(getattr(facts, name)) for kind, name in FACTS_OF.items()},
        places=identities(facts, capture),
    )
    for decision in decisions:
        work.take(decision)
    return work.result(), list(work.effects.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """The fact that a decision hangs on: its kind, its place among its kind, its id."""

    kind: FactKind
    place: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """A document's facts while decisions are applied to them, one after the other."""

    original: Facts
    kinds: dict[str, list[Any]]  # the facts as they are by now
    places: dict[str, dict[str, int]]  # of the facts by their ids
    effects: dict[str, Effect] = field(default_factory=dict)
    rejected: dict[tuple[str, int], str] = field(default_factory=dict)  # kind and place: by which decision
    settled: dict[tuple[str, int, str], str] = field(default_factory=dict)  # kind, place and field: likewise

    def take(self, decision: Decision) -> None:
        """Apply one decision."""
        anchors = [one for one in decision.on if isinstance(one, QuoteAnchor)]
        try:
            target = self.find(anchors[0])
            by = self.rejected.get((target.kind, target.place))
            if decision.action == "reject":
                self.reject(decision, target)
            elif by is not None:
                fault = f"decision {by} rejects the fact"
                self.note(Effect(decision=decision.id, outcome="overruled", target_id=target.id, fault=fault))
            elif decision.field == PROJECT:
                self.lead(decision, target, self.find(anchors[1]) if len(anchors) > 1 else None)
            else:
                self.correct(decision, target)
        except LostError as error:
            self.note(Effect(decision=decision.id, outcome="lost", fault=str(error)))

    def find(self, anchor: QuoteAnchor) -> _Target:
        """The fact that an anchor means. Raises LostError."""
        places, facts = self.places[anchor.kind], getattr(self.original, FACTS_OF[anchor.kind])
        candidates = [Candidate(id=identity, spans=_evidence(facts[place])) for identity, place in places.items()]
        identity = locate(anchor, self.original.document.text, candidates)
        return _Target(kind=anchor.kind, place=places[identity], id=identity)

    def reject(self, decision: Decision, target: _Target) -> None:
        key = (target.kind, target.place)
        earlier = [by for (*place, _), by in self.settled.items() if tuple(place) == key]
        for other in (*earlier, *filter(None, [self.rejected.get(key)])):
            self.overrule(other, decision)
        self.rejected[key] = decision.id
        self.note(Effect(decision=decision.id, outcome="applied", target_id=target.id))

    def correct(self, decision: Decision, target: _Target) -> None:
        kind, name = target.kind, str(decision.field)
        original: Fact = getattr(self.original, FACTS_OF[kind])[target.place]
        fact = corrected(kind, self.kinds[kind][target.place], name, str(decision.value))
        if (fault := contradiction(fact)) is not None and contradiction(original) is None:
            raise LostError(f"it can't be: {fault}")
        self.kinds[kind][target.place] = fact
        self.settle(decision, target, told(kind, original, name), told(kind, fact, name))

    def lead(self, decision: Decision, target: _Target, mention: _Target | None) -> None:
        """Lead a fact to another of the document's projects, or to none."""
        ids = {place: identity for identity, place in self.places["project"].items()}
        before = ids.get(getattr(self.original, FACTS_OF[target.kind])[target.place].project)
        facts = self.kinds[target.kind]
        facts[target.place] = replace(facts[target.place], project=mention.place if mention else None)
        self.settle(decision, target, before, mention.id if mention else None)

    def settle(self, decision: Decision, target: _Target, before: str | None, after: str | None) -> None:
        key = (target.kind, target.place, str(decision.field))
        if key in self.settled:
            self.overrule(self.settled[key], decision)
        self.settled[key] = decision.id
        self.note(Effect(decision=decision.id, outcome="applied", target_id=target.id, before=before, after=after))

    def overrule(self, earlier: str, by: Decision) -> None:
        fault = f"decision {by.id} came after it"
        self.note(replace(self.effects[earlier], outcome="overruled", fault=fault))

    def note(self, effect: Effect) -> None:
        self.effects[effect.decision] = effect

    def result(self) -> Facts:
        """The facts; those of a rejected project belong to none."""
        gone = {place for kind, place in self.rejected if kind == "project"}
        kept: dict[str, Any] = {
            FACTS_OF[kind]: tuple(
                replace(fact, project=None) if kind != "project" and fact.project in gone else fact for fact in facts
            )
            for kind, facts in self.kinds.items()
        }
        return replace(self.original, **kept, rejected=frozenset(self.rejected))


def _evidence(fact: Fact) -> tuple[Span, ...]:
    return fact.evidence if isinstance(fact, Project) else (fact.evidence,)

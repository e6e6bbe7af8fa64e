"""What of an evaluation is put on record: counts by kind of fact, by role, and by value alone, with intervals."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal

from extract.gold import FACTS
from extract.intervals import Interval, intervals
from extract.scores import KINDS, Evaluation, Score, Verdict
from store.quality import Figure

_ROLES = {"partners": "role", "amounts": "role", "dates": "role", "beneficiaries": "status", "places": "kind"}
_Counted = Literal["whole", "value"]
_Key = tuple[str, str, _Counted]  # kind; role, or "" for all; what counts as right


def figures(evaluation: Evaluation, annotated: Mapping[str, int]) -> tuple[Figure, ...]:
    """The figures of the kinds in their order, each followed by that of the value alone and those of its roles.

    `annotated` gives the documents by kind of fact that their annotations speak of; a kind of none has no figure.

    By role a fact with the wrong one is wrong there, and missed under the right one; one whose annotation accepts
    every role counts for the role that was found, and for none when it is missed.
    """
    by_document: dict[str, Counter[tuple[_Key, str]]] = defaultdict(Counter)
    for verdict in evaluation.verdicts:
        by_document[verdict.document].update(_counts(verdict))
    sums: Counter[tuple[_Key, str]] = sum(by_document.values(), Counter())
    keys = sorted({key for key, _ in sums} | {(kind, "", "whole") for kind in KINDS}, key=_order)
    empty = len(evaluation.by_document) - len(by_document)  # documents where nothing was wanted, and nothing found
    scores = [_scores(counts, keys) for counts in (*by_document.values(), *[Counter[tuple[_Key, str]]()] * empty)]
    ends = intervals(scores, kinds=list(map(str, keys)))
    for kind, interval in intervals(evaluation.by_document).items():
        ends[str((kind, "", "whole"))] = interval  # the same draws as people are shown
    documents = {kind: annotated.get(kind, 0) if kind in FACTS else len(scores) for kind in KINDS}
    return tuple(_figure(key, sums, ends[str(key)], documents[key[0]]) for key in keys if documents[key[0]])


def _counts(verdict: Verdict) -> Iterator[tuple[_Key, str]]:
    """What one verdict adds: keys with "right", "wrong" or "missed"."""
    kind, what = verdict.kind, verdict.what
    if kind not in KINDS:
        return
    outcomes = {"right": ["right"], "spurious": ["wrong"], "missed": ["missed"], "different": ["wrong", "missed"]}
    yield from (((kind, "", "whole"), outcome) for outcome in outcomes[what])
    if kind not in _ROLES:
        return
    # What is different has the annotated value, and another role or project.
    yield from (((kind, "", "value"), outcome) for outcome in outcomes["right" if what == "different" else what])
    for outcome in outcomes[what]:
        role = _role(verdict.gold if outcome == "missed" else verdict.got, _ROLES[kind])
        if role is not None:
            yield (kind, role, "whole"), outcome


def _role(side: object, key: str) -> str | None:
    role = side.get(key) if isinstance(side, Mapping) else None
    return role if isinstance(role, str) and role != "any" else None


def _order(key: _Key) -> tuple[int, bool, str, str]:
    kind, role, counted = key
    return KINDS.index(kind), counted == "value" or bool(role), role, counted


def _scores(counts: Counter[tuple[_Key, str]], keys: list[_Key]) -> dict[str, Score]:
    return {str(key): Score(tp=counts[key, "right"], fp=counts[key, "wrong"], fn=counts[key, "missed"]) for key in keys}


def _figure(key: _Key, sums: Counter[tuple[_Key, str]], ends: Interval | None, documents: int) -> Figure:
    kind, role, counted = key
    low, high = (None, None) if ends is None else (round(end, 4) for end in ends)
    return Figure(
        kind=kind,
        role=role or None,
        counted=counted,
        documents=documents,
        right=sums[key, "right"],
        wrong=sums[key, "wrong"],
        missed=sums[key, "missed"],
        low=low,
        high=high,
    )

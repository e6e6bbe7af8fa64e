"""What a pipeline gets right: entities by label and spelling, tags, sentences, and words a second.

Entities count when both ends and the label are the annotators', by characters of the plain text: what our tokenizer
cuts otherwise than the annotators' counts as missed.
"""

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.training import Example

from models.training import corpora
from models.training.corpora import Annotated, Spelling
from romanian.fold import plain

ENTITIES = "ents"
SPELLINGS: dict[str, Spelling] = {
    "comma below (ș ț)": str,
    "cedilla (ş ţ)": corpora.cedilla,
    "no diacritics": plain,
    "ALL CAPS": corpora.capitals,
    "lower case": corpora.small_letters,
}
WORD_SCORES = ("pos_acc", "tag_acc", "morph_acc", "lemma_acc", "sents_f")
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Count:
    """How many entities were found, expected, and both."""

    found: int = 0
    expected: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 0.0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            found=self.found + other.found, expected=self.expected + other.expected, right=self.right + other.right
        )


@dataclass(slots=True)
class EntityScores:
    """Counts by label, all together, and for each text (to draw samples from)."""

    labels: dict[str, Count] = field(default_factory=dict)
    total: Count = field(default_factory=Count)
    texts: list[Count] = field(default_factory=list)

    def interval(self, *, seed: int = 0) -> tuple[float, float]:
        """The 95 % interval of F1 over samples of the texts, drawn with replacement."""
        rng = random.Random(seed)  # noqa: S311 - statistics
        scores = sorted(sum(rng.choices(self.texts, k=len(self.texts)), Count()).f1 for _ in range(_RESAMPLES))
        return scores[int(_RESAMPLES * 0.025)], scores[int(_RESAMPLES * 0.975) - 1]


def entity_scores(
    nlp: Language, texts: Sequence[Annotated], *, group: str = ENTITIES, labels: frozenset[str] | None = None
) -> EntityScores:
    """The scores of `doc.ents`, or of a span group, on annotated texts; of some labels, or of all."""
    scores = EntityScores()
    for annotated, doc in zip(texts, nlp.pipe(text.text for text in texts), strict=True):
        spans = doc.ents if group == ENTITIES else doc.spans[group]
        found = {(span.start_char, span.end_char, span.label_) for span in spans}
        expected = set(annotated.entities)
        of_text = Count()
        for label in sorted({label for *_, label in found | expected}):
            if labels and label not in labels:
                continue
            f, e = ({entity for entity in entities if entity[2] == label} for entities in (found, expected))
            count = Count(found=len(f), expected=len(e), right=len(f & e))
            of_text += count
            scores.labels[label] = scores.labels.get(label, Count()) + count
        scores.total += of_text
        scores.texts.append(of_text)
    return scores


def by_spelling(
    nlp: Language, texts: Sequence[Annotated], *, group: str = ENTITIES, labels: frozenset[str] | None = None
) -> dict[str, EntityScores]:
    """The scores on the same texts in five spellings."""
    return {
        name: entity_scores(nlp, list(corpora.respelt(texts, spelling)), group=group, labels=labels)
        for name, spelling in SPELLINGS.items()
    }


def agreement(nlp: Language, texts: Sequence[Annotated], *, group: str = ENTITIES) -> dict[str, float]:
    """Share of entities that stay the same (F1) when the text is spelt otherwise than with commas below."""
    own = [
        Annotated(
            text=doc.text,
            entities=tuple(
                (span.start_char, span.end_char, span.label_)
                for span in (doc.ents if group == ENTITIES else doc.spans[group])
            ),
        )
        for doc in nlp.pipe(text.text for text in texts)
    ]
    return {name: scores.total.f1 for name, scores in by_spelling(nlp, own, group=group).items()}


def word_scores(nlp: Language, documents: Iterable[Doc]) -> dict[str, float]:
    """Accuracy of tags, morphology and lemmas and F1 of sentence boundaries, from plain text."""
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in documents]
    scores = nlp.evaluate(examples)
    return {name: scores[name] for name in WORD_SCORES if scores.get(name)}


def inner_boundaries(nlp: Language, documents: Iterable[Doc]) -> Count:
    """Sentence boundaries inside lines, found and expected; those at the beginning of a line need no recogniser."""
    total = Count()
    for doc in documents:
        read = nlp(doc.text)
        found, expected = (
            {token.idx for token in each if token.is_sent_start and _inside(token)} for each in (read, doc)
        )
        total += Count(found=len(found), expected=len(expected), right=len(found & expected))
    return total


def _inside(token: Token) -> bool:
    return token.i > 0 and not token.nbor(-1).is_space


def words_a_second(nlp: Language, texts: Sequence[str], *, runs: int = 3) -> float:
    """Words that `nlp.pipe` reads in a second, the best of some runs."""
    best, words = float("inf"), sum(len(text.split()) for text in texts)
    for _ in range(runs):
        began = time.perf_counter()
        for _doc in nlp.pipe(texts):
            pass
        best = min(best, time.perf_counter() - began)
    return words / best

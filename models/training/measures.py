"""Everything the model card tells about a package, measured on texts that it was not trained on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from models import components
from models.training import corpora, scores
from models.training.scores import Count, EntityScores

# The labels that the domain's recogniser is there for; GPE and PERIOD come along.
CORE = frozenset({"ORG", "PROJECT", "PROGRAMME", "MONEY", "DATETIME", "BENEFICIARY"})
_SPEED_TEXTS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Scores of one package; entity scores by spelling, speed in words a second on one core, size in bytes."""

    ronec_v2: dict[str, EntityScores]
    same_as_comma_below: dict[str, float]
    ronec_v1: EntityScores
    domain: dict[str, EntityScores]
    domain_core: dict[str, EntityScores]
    words: dict[str, float]
    lemmas: dict[str, float]  # accuracy by spelling
    paragraphs: Count  # sentence boundaries inside lines
    speed_names: float
    speed_all: float
    size: int


def measured(package: Path, ronec: Path, kept_out: Sequence[Doc]) -> Measures:
    """Loads a package and measures it on the dev files of RONEC, the kept-out trees and the held-out fragments."""
    nlp = spacy.load(package)
    trained_on = [
        *corpora.ronec_v1(ronec / "v1-train.conllup.gz"),
        *corpora.ronec_v2(ronec / "v2-train.json.gz"),
        *corpora.domain(held_out=False),
    ]
    v2 = list(corpora.unlike(corpora.ronec_v2(ronec / "v2-dev.json.gz"), trained_on))
    v1 = list(corpora.unlike(corpora.ronec_v1(ronec / "v1-dev.conllup.gz"), trained_on))
    ours = list(corpora.unlike(corpora.domain(held_out=True), trained_on))
    texts = [text.text for text in v2]
    texts = (texts * (_SPEED_TEXTS // len(texts) + 1))[:_SPEED_TEXTS]
    return Measures(
        ronec_v2=scores.by_spelling(nlp, v2),
        same_as_comma_below=scores.agreement(nlp, v2),
        ronec_v1=scores.entity_scores(nlp, v1),
        domain=scores.by_spelling(nlp, ours, group=components.DOMAIN),
        domain_core=scores.by_spelling(nlp, ours, group=components.DOMAIN, labels=CORE),
        words=scores.word_scores(nlp, kept_out),
        lemmas={
            name: scores.word_scores(nlp, [corpora.respelt_tree(doc, spelling) for doc in kept_out])["lemma_acc"]
            for name, spelling in scores.SPELLINGS.items()
        },
        paragraphs=scores.inner_boundaries(nlp, corpora.paragraphs(held_out=True)),
        speed_names=_speed_of_names(nlp, texts),
        speed_all=scores.words_a_second(nlp, texts),
        size=sum(path.stat().st_size for path in package.rglob("*") if path.is_file()),
    )


def _speed_of_names(nlp: Language, texts: Sequence[str]) -> float:
    """With `ner` and the sentence boundaries alone."""
    needed = [components.LINE_STARTS, "ner", components.WHOLE_NAMES, "tok2vec", "senter"]
    with nlp.select_pipes(enable=needed):
        return scores.words_a_second(nlp, texts)

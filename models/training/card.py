"""The model card: what a package is made of, what it can do and where it fails, in figures that were just measured."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import spacy
from spacy.about import __version__ as spacy_version

from models.training.measures import Measures
from models.training.scores import EntityScores

META = {
    "description": "Romanian as institutions write it: tags, sentences, names, and the entities of funded projects",
    "author": "Fondoscop",
    "license": "CC BY-SA 4.0 (tok2vec, tagger, morphologizer, trainable_lemmatizer, senter), MIT (the rest)",
    "sources": [
        {"name": "RONEC v1 and v2", "url": "https://github.com/dumitrescustefan/ronec", "license": "MIT"},
        {"name": "UD Romanian-RRT", "url": "https://universaldependencies.org/", "license": "CC BY-SA 4.0"},
        {"name": "Fondoscop corpus", "license": "MIT"},
    ],
}
_TEXT = Path(__file__).parent / "card.md"


def write(package: Path, measures: Measures) -> None:
    """Writes `README.md` into the package: the text beside this module, with the tables in their places."""
    meta = spacy.load(package).meta
    tables = {
        "version": meta["version"],
        "spacy": spacy_version,
        "minutes": str(meta["training_minutes"]),
        "size": f"{measures.size / 1e6:.1f}",
        "spellings": _by_spelling(measures),
        "v2_interval": _interval(measures.ronec_v2),
        "v2_labels": _by_label(next(iter(measures.ronec_v2.values()))),
        "v1": f"{measures.ronec_v1.total.f1:.3f}",
        "domain_interval": _interval(measures.domain_core),
        "domain_labels": _by_label(next(iter(measures.domain.values()))),
        "words": _table(("on RRT, kept out", "accuracy"), ((_WORDS[k], f"{v:.3f}") for k, v in measures.words.items())),
        "paragraphs": f"{measures.paragraphs.f1:.3f}",
        "speed_names": f"{measures.speed_names:,.0f}",
        "speed_all": f"{measures.speed_all:,.0f}",
    }
    (package / "README.md").write_text(_TEXT.read_text("utf-8").format_map(tables), encoding="utf-8")


_WORDS = {
    "pos_acc": "part of speech (UPOS)",
    "tag_acc": "tag (XPOS)",
    "morph_acc": "morphology, all features",
    "lemma_acc": "lemma",
    "sents_f": "sentence boundaries (F1)",
}


def _by_spelling(measures: Measures) -> str:
    rows = (
        (
            spelling,
            _f1(measures.ronec_v2[spelling]),
            f"{measures.same_as_comma_below[spelling]:.3f}",
            _f1(measures.domain_core[spelling]),
            _f1(measures.domain[spelling]),
            f"{measures.lemmas[spelling]:.3f}",
        )
        for spelling in measures.ronec_v2
    )
    head = ("spelling", "RONEC v2 dev", "same as with comma below", "our corpus, six labels", "all eight", "lemmas")
    return _table(head, rows)


def _by_label(scores: EntityScores) -> str:
    rows = (
        (label, f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f1:.3f}", str(count.expected))
        for label, count in sorted(scores.labels.items())
    )
    return _table(("label", "precision", "recall", "F1", "entities"), rows)


def _interval(scores: Mapping[str, EntityScores]) -> str:
    first = next(iter(scores.values()))
    low, high = first.interval()
    return f"{first.total.f1:.3f} (95 % interval {low:.3f}–{high:.3f})"


def _f1(scores: EntityScores) -> str:
    return f"{scores.total.f1:.3f}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)

"""The recipe of `models/ro_fondoscop`: three trained parts, put together, measured and described.

RONEC v1 and v2 ─► a recogniser ─┬─► v2 alone, three times ─► their mean ─► ner ───────┐
.                                └─ its word vectors ─► ours ─► the same ─► domain_ner ├─► package
v1's trees, most of RRT, boundaries of ours ─► tags, lemmas, sentences ────────────────┘
"""

import logging
import multiprocessing
import random
import shutil
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import models
from models import components
from models.training import card, corpora, runs
from models.training.corpora import Annotated
from models.training.measures import measured
from models.training.strings import forget_words

log = logging.getLogger(__name__)

NAME, VERSION = "fondoscop", "1.0.0"
SPACY = ">=3.8.14,<3.9.0"  # as in pyproject.toml
SEED = 0
FILES = ("v1-train.conllup.gz", "v1-dev.conllup.gz", "v2-train.json.gz", "v2-dev.json.gz", "rrt-dev.conllu.gz")
_CAPITAL_SHARE = 0.06
_KEPT_OUT = 5  # every fifth document of RRT is only measured on


class RecipeError(Exception):
    """Training can't begin: a corpus is missing, or the place for the result is taken. The message says what to do."""


def make(ronec: Path, out: Path, work: Path) -> None:
    """Trains, assembles, measures and writes the package `out`; `work` holds what is only needed meanwhile.

    Raises RecipeError when `ronec` lacks a file.
    """
    _require(ronec)
    if out.exists() and not (out / "config.cfg").is_file():
        raise RecipeError(f"{out} is no pipeline and would be replaced; name another place with --out")
    began = time.monotonic()
    with ProcessPoolExecutor(max_workers=2, mp_context=multiprocessing.get_context("spawn")) as workers:
        words = workers.submit(_words, ronec, work)
        both = workers.submit(_both, ronec, work).result()
        ner, domain_ner = workers.submit(_ner, ronec, both, work), workers.submit(_domain_ner, both, work)
        parts = ner.result(), domain_ner.result(), words.result()
    nlp = assembled(*parts)
    nlp.meta["training_minutes"] = round((time.monotonic() - began) / 60)
    package = work / "package"
    nlp.to_disk(package)
    forget_words(nlp, package)
    measure(ronec, package)
    models.seal(package)
    _put(package, out)
    log.info("%s is ready", out)


def _put(package: Path, out: Path) -> None:
    """Puts a package in its place; what was there stays until all of it has been copied."""
    new, old = out.with_name(f"{out.name}.new"), out.with_name(f"{out.name}.old")
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    shutil.copytree(package, new)
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def measure(ronec: Path, package: Path) -> None:
    """Measures a package and writes its model card. Raises RecipeError when `ronec` lacks a file."""
    _require(ronec)
    log.info("measuring %s", package)
    card.write(package, measured(package, ronec, kept_out(ronec)))


def _require(ronec: Path) -> None:
    if missing := [name for name in FILES if not (ronec / name).is_file()]:
        raise RecipeError(f"{ronec} has no {', '.join(missing)}; models/README.md says where the corpora come from")


def kept_out(ronec: Path) -> list[Doc]:
    """The documents of RRT that are never trained on."""
    return list(corpora.trees(ronec / "rrt-dev.conllu.gz"))[::_KEPT_OUT]


def assembled(ner: Path, domain_ner: Path, syntax: Path) -> Language:
    """The three trained parts as one pipeline.

    Both recognisers come before the sentence boundaries, so that no boundary cuts a title or a name; `ner` comes after
    `domain_ner` has put its entities aside.
    """
    nlp = spacy.load(syntax)
    nlp.add_pipe(components.LINE_STARTS, first=True)
    nlp.add_pipe("ner", source=spacy.load(domain_ner), name="domain_ner", after=components.LINE_STARTS)
    nlp.add_pipe(components.DOMAIN_SPANS, after="domain_ner")
    nlp.add_pipe("ner", source=spacy.load(ner), after=components.DOMAIN_SPANS)
    nlp.add_pipe(components.WHOLE_NAMES, after="ner")
    # What it can do stands on the card; spaCy would write how well it knows its training texts.
    nlp.meta.update(name=NAME, version=VERSION, performance={}, spacy_version=SPACY, **card.META)
    nlp.config["paths"].update(train=None, dev=None)
    for corpus in nlp.config["corpora"].values():
        corpus["path"] = None
    return nlp


def _both(ronec: Path, work: Path) -> Path:
    """A recogniser trained on both editions of RONEC, whose schemes differ."""
    v1, v2 = corpora.ronec_v1(ronec / "v1-train.conllup.gz"), corpora.ronec_v2(ronec / "v2-train.json.gz")
    documents = corpora.entity_documents(chain(v1, v2), capital_share=_CAPITAL_SHARE, seed=SEED)
    return runs.trained(runs.ENTITIES, documents, work / "both", seed=SEED, steps=3600)


def _ner(ronec: Path, both: Path, work: Path) -> Path:
    """The same, brought to the scheme of the second edition."""
    v2 = list(corpora.ronec_v2(ronec / "v2-train.json.gz"))
    return _tuned(both, lambda _: v2, work / "ner")


def _domain_ner(both: Path, work: Path) -> Path:
    """The domain's recogniser: RONEC's word vectors, our own corpus."""
    ours = list(corpora.domain(held_out=False))
    documents = corpora.entity_documents(corpora.pages(ours, seed=SEED), capital_share=_CAPITAL_SHARE, seed=SEED)
    first = runs.trained(runs.ENTITIES, documents, work / "domain", seed=SEED, steps=1600, tok2vec=both)
    return _tuned(first, lambda seed: corpora.pages(ours, seed=seed), work / "domain_ner")


def _tuned(start: Path, texts: Callable[[int], Iterable[Annotated]], out: Path) -> Path:
    """The mean of three short runs that go on from `start`, each with its own order of texts."""
    tuned = [
        runs.trained(
            runs.ENTITIES,
            corpora.entity_documents(texts(seed), capital_share=_CAPITAL_SHARE, seed=seed),
            out / f"seed-{seed}",
            seed=seed,
            steps=800,
            start=start,
            settings={"training.optimizer.learn_rate": 0.0005, "training.batcher.size.start": 800},
        )
        for seed in range(SEED, SEED + 3)
    ]
    return runs.averaged(tuned, out / "mean")


def _words(ronec: Path, work: Path) -> Path:
    """Tags, morphology, lemmas and sentence boundaries; gold trees and our own boundaries count more than once."""
    trees = ronec / "rrt-dev.conllu.gz"
    measured_on = {
        gram for doc in kept_out(ronec) for sentence in doc.sents for gram in corpora.six_grams(_spaced(sentence))
    }
    silver = corpora.trees(ronec / "v1-train.conllup.gz", without=measured_on, capital_share=_CAPITAL_SHARE, seed=SEED)
    gold = [doc for number, doc in enumerate(corpora.trees(trees)) if number % _KEPT_OUT]
    ours = list(corpora.paragraphs(held_out=False, seed=SEED))
    documents = [*silver, *(3 * gold), *(2 * ours)]
    random.Random(SEED).shuffle(documents)  # noqa: S311
    return runs.trained(runs.SYNTAX, documents, work / "words", seed=SEED, steps=2800)


def _spaced(sentence: Span) -> str:
    return " ".join(token.text for token in sentence)

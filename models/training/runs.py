"""One training run: a configuration, documents and a seed in, a pipeline out.

Each run goes for a fixed number of steps and keeps the last weights, averaged over all steps: nothing is chosen on
the data that the model is measured on.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

from models.training import corpora

ENTITIES = Path(__file__).parent / "entities.cfg"
SYNTAX = Path(__file__).parent / "syntax.cfg"


def trained(
    config: Path,
    documents: Iterable[Doc],
    out: Path,
    *,
    seed: int,
    steps: int,
    settings: dict[str, object] | None = None,
    start: Path | None = None,
    tok2vec: Path | None = None,
) -> Path:
    """Trains a pipeline and returns its folder.

    `settings` override the configuration, dotted (`training.optimizer.learn_rate`). `start` is an entity recogniser
    whose training goes on; `tok2vec` one whose word vectors a new recogniser begins with.
    """
    corpora.save(documents, out / "train.spacy")
    fixed = {
        "paths.train": str(out / "train.spacy"),
        "paths.dev": str(out / "train.spacy"),  # read once, at the last step, and not used
        "system.seed": seed,
        "training.max_steps": steps,
        "training.eval_frequency": steps,
    }
    loaded = load_config(config, overrides={**fixed, **(settings or {})}, interpolate=False)
    if start:
        loaded["components"]["ner"] = {"source": str(start)}
    nlp = init_nlp(loaded.interpolate())
    if tok2vec:
        _words(nlp).from_bytes(_words(spacy.load(tok2vec)).to_bytes())
    train(nlp, out)
    return out / "model-last"


def averaged(runs: Sequence[Path], out: Path) -> Path:
    """The pipeline whose every weight is the mean of the same weight in runs that began from one start."""
    pipelines = [spacy.load(run) for run in runs]
    mean = pipelines[0]
    for name in mean.pipe_names:
        layers = [list(_model(nlp, name).walk()) for nlp in pipelines]
        for same in zip(*layers, strict=True):
            for parameter in same[0].param_names:
                with suppress(KeyError):  # a layer of a table's size that was never given
                    values = [layer.get_param(parameter) for layer in same]
                    same[0].set_param(parameter, sum(values) / len(values))
    mean.to_disk(out)
    return out


def _words(nlp: Language) -> Any:  # noqa: ANN401 - a layer of thinc
    """The layer that turns the words of a recogniser into vectors."""
    return _model(nlp, "ner").get_ref("tok2vec")


def _model(nlp: Language, name: str) -> Any:  # noqa: ANN401
    return cast("Any", nlp.get_pipe(name)).model

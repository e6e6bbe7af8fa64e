"""The Romanian pipeline that extraction runs on.

For now a blank Romanian tokenizer; a trained pipeline (`models/ro_fondoscop`) takes its place here, and
nowhere else, when there is one: the rules work on character spans and need no more than a `Doc`.
"""

from pathlib import Path

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language

LONGEST_TEXT = 10_000_000  # characters; spaCy's own limit of a million guards its parser, which we lack


class ModelError(Exception):
    """A pipeline can't be loaded; the message says which one and what to do."""


def load(path: Path | None = None) -> Language:
    """The pipeline to extract with: the blank Romanian one, or a trained one from the folder `path`.

    Raises ModelError when `path` holds no pipeline that loads: never a silent fall back to a blank one.
    """
    if path is None:
        nlp = spacy.blank("ro")
    else:
        try:
            nlp = spacy.load(path)
        except (OSError, ValueError, ImportError) as error:
            raise ModelError(
                f"the language model at {path} can't be loaded ({error}); give the folder of a spaCy pipeline"
            ) from error
    nlp.max_length = LONGEST_TEXT
    return nlp


def describe(nlp: Language) -> str:
    """Name and version of a pipeline, for the database: `ro_blank/3.8.18`."""
    if nlp.path is None:
        return f"{nlp.lang}_blank/{spacy_version}"
    return f"{nlp.lang}_{nlp.meta['name']}/{nlp.meta['version']}"

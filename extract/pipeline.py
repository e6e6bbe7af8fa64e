"""The extractor: the trained pipeline, then one component for each kind of fact, fed with documents.

documents ─► Doc with names ─► projects, dates, amounts, beneficiaries, partners ─► links, details ─► facts
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import models
from extract import amounts, beneficiaries, dates, organisations, partners, projects, state, working_places
from extract.confidence import with_measured_confidence
from extract.details import with_details
from extract.links import Mentions, linked
from extract.reading import Reading, read
from models.components import WHOLE_NAMES
from store.records import Document, Facts

COMPONENTS = (
    "fondoscop_organisations",
    "fondoscop_projects",
    "fondoscop_dates",
    "fondoscop_amounts",
    "fondoscop_beneficiaries",
    "fondoscop_partners",
    "fondoscop_places",
)
# Their import registers the components.
_REGISTERED_BY = (organisations, projects, dates, amounts, beneficiaries, partners, working_places)
# The rules read the domain's entities alone; what else the shipped pipeline can do would cost half of the time.
_UNUSED = ("ner", WHOLE_NAMES, "tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "senter")

# The memory that the pipeline takes grows with a text: a long one is read in parts that end with a line or a word.
_PART = re.compile(r".{1,9999}(?:\n|\Z)|.{1,9999}\s|.{1,10000}", re.DOTALL)
_PARTS_AT_ONCE = 16
# A tokenizer peels signs off one by one: on a long run of them, or a word without end, its time is quadratic.
_TOO_LONG = re.compile(r"[^\w\s]{20,}|\S{200,}")


class Extractor:
    """Reads facts from documents with one loaded pipeline; make it with `load`."""

    def __init__(self, nlp: Language) -> None:
        state.register()
        self._nlp = nlp
        if "domain_ner" in nlp.pipe_names:
            self._nlp.select_pipes(disable=[name for name in _UNUSED if name in nlp.pipe_names])
        self._rules = spacy.blank(nlp.meta["lang"], vocab=nlp.vocab)
        for name in COMPONENTS:
            self._rules.add_pipe(name)

    @classmethod
    def load(cls, model: Path | None = None) -> "Extractor":
        """The extractor on the pipeline that is shipped, or on the one in the folder `model`.

        Raises models.ModelError when that can't be loaded.
        """
        return cls(models.load(model))

    @property
    def version(self) -> str:
        """Name and version of the pipeline that the rules run on."""
        return models.describe(self._nlp)

    def facts(self, documents: Iterable[Document]) -> Iterator[Facts]:
        """The facts of each document, in the documents' order; holds a few documents at a time."""
        for doc in self._rules.pipe(self._annotated(map(read, documents)), batch_size=_PARTS_AT_ONCE):
            yield with_measured_confidence(_facts(doc))

    def facts_of(self, document: Document) -> Facts:
        """The facts of one document."""
        return next(self.facts([document]))

    def _annotated(self, readings: Iterable[Reading]) -> Iterator[Doc]:
        """Each reading as a Doc that the trained pipeline has annotated, part by part, with its offsets kept.

        The pipeline reads the plain text: names are the same in every spelling, and blanks are blanks.
        """
        parts = (
            (part, (number, reading))
            for number, reading in enumerate(readings)
            for part in _PART.findall(_tokenizable(reading.plain)) or [""]
        )
        annotated = self._nlp.pipe(parts, as_tuples=True, batch_size=_PARTS_AT_ONCE)
        for _, group in groupby(annotated, key=lambda pair: pair[1][0]):
            annotated_parts = list(group)
            docs = [doc for doc, _ in annotated_parts]
            doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
            _, doc._.reading = annotated_parts[0][1]
            yield doc


def _tokenizable(text: str) -> str:
    """The text, equally long, with a blank in every twentieth place of what no tokenizer reads in good time."""
    return _TOO_LONG.sub(lambda run: re.sub(r"(\S{19})\S", r"\1 ", run.group()), text)


def _facts(doc: Doc) -> Facts:
    """The facts that the components left on a Doc, linked to their projects."""
    reading = doc._.reading
    mentions = Mentions.of(reading, doc._.projects)
    linked_dates = linked(reading, mentions, doc._.dates)
    return Facts(
        document=reading.document,
        projects=tuple(with_details(reading, doc._.projects, mentions, linked_dates)),
        partners=tuple(linked(reading, mentions, doc._.partners)),
        amounts=tuple(linked(reading, mentions, doc._.amounts)),
        dates=tuple(linked_dates),
        beneficiaries=tuple(linked(reading, mentions, doc._.beneficiaries)),
        places=tuple(linked(reading, mentions, doc._.places)),
    )

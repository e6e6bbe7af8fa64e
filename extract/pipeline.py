"""The extractor: a spaCy pipeline with one component for each kind of fact, fed with documents.

documents ─► Doc with a reading ─► projects, dates, amounts, beneficiaries, partners ─► links, details ─► facts
"""

import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import models
from extract import amounts, beneficiaries, dates, partners, projects, state, working_places
from extract.details import with_details
from extract.links import Mentions, linked
from extract.reading import read
from store.records import Document, Facts

log = logging.getLogger(__name__)

COMPONENTS = (
    "fondoscop_projects",
    "fondoscop_dates",
    "fondoscop_amounts",
    "fondoscop_beneficiaries",
    "fondoscop_partners",
    "fondoscop_places",
)
_REGISTERED_BY = (
    projects,
    dates,
    amounts,
    beneficiaries,
    partners,
    working_places,
)  # their import registers the components

# A tokenizer peels signs off one by one: on a long run of them, or a word without end, its time is quadratic.
_TOO_LONG = re.compile(r"[^\w\s]{20,}|\S{200,}")


class Extractor:
    """Reads facts from documents with one loaded pipeline; make it with `load`."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._wants_tokens = any(name not in COMPONENTS for name in nlp.pipe_names)

    @classmethod
    def load(cls, model: Path | None = None) -> "Extractor":
        """The extractor on the default Romanian pipeline, or on the one in the folder `model`.

        Raises models.ModelError when that can't be loaded.
        """
        state.register()
        nlp = models.load(model)
        for name in COMPONENTS:
            nlp.add_pipe(name)
        return cls(nlp)

    @property
    def version(self) -> str:
        """Name and version of the pipeline that the rules run on."""
        return models.describe(self._nlp)

    def facts(self, documents: Iterable[Document]) -> Iterator[Facts]:
        """The facts of each document, in the documents' order; holds one batch of documents at a time."""
        for doc in self._nlp.pipe((self._prepared(document) for document in documents), batch_size=16):
            yield _facts(doc)

    def facts_of(self, document: Document) -> Facts:
        """The facts of one document."""
        return next(self.facts([document]))

    def _prepared(self, document: Document) -> Doc:
        """The document as a Doc: with tokens for a trained pipeline, without any for rules, which read the text."""
        reading = read(document)
        doc = self._nlp.make_doc(_tokenizable(reading.text)) if self._wants_tokens else Doc(self._nlp.vocab)
        doc._.reading = reading
        return doc


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

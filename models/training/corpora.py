"""RONEC, UD trees and our own corpus as spaCy documents.

Texts are tokenised by our own tokenizer and entities stand by their characters, so that the model is trained on
the tokens that it will see. ş and ţ become ș and ț, as readers do before the pipeline.
"""

import gzip
import json
import logging
import random
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from models import annotations, language
from romanian.fold import fold

log = logging.getLogger(__name__)

Entities = tuple[tuple[int, int, str], ...]
Spelling = Callable[[str], str]

# RONEC v1's classes under v2's names; PRODUCT has none there.
_V1_LABELS = {"ORGANIZATION": "ORG", "NUMERIC_VALUE": "NUMERIC", "PRODUCT": None}
_CEDILLA = str.maketrans("şţŞŢ", "șțȘȚ")
_TO_CEDILLA = str.maketrans("șțȘȚ", "şţŞŢ")
_SENTENCES_A_DOCUMENT = 8
_BREAKS = ("\n", "\n\n", "\n\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A text with its entities: (start, end, label) in code points."""

    text: str
    entities: Entities


def blank() -> Language:
    """The tokenizer that everything is trained on."""
    return spacy.blank(language.NAME)


def ronec_v2(path: Path) -> Iterator[Annotated]:
    """The sentences of a RONEC v2 file (JSON, packed or not)."""
    for sentence in json.loads(_read(path)):
        offsets, text = _laid_out(sentence["tokens"], sentence["space_after"])
        yield Annotated(text=text, entities=tuple(_spans(sentence["ner_tags"], offsets)))


def ronec_v1(path: Path) -> Iterator[Annotated]:
    """The sentences of a RONEC v1 file (CoNLL-U Plus), with v2's labels."""
    for rows in _conllu(path):
        offsets, text = _laid_out([row[1] for row in rows], ["SpaceAfter=No" not in row[9] for row in rows])
        yield Annotated(text=text, entities=tuple(_spans(_bio(row[-1] for row in rows), offsets)))


def domain(*, held_out: bool) -> Iterator[Annotated]:
    """The fragments of our own corpus: those to train on, or those that are held out."""
    for fragment in annotations.fragments():
        if fragment.held_out is held_out:
            yield Annotated(text=fragment.text.translate(_CEDILLA), entities=fragment.entities)


def pages(texts: Iterable[Annotated], *, seed: int = 0) -> Iterator[Annotated]:
    """The same fragments, one in two on its own and the others two to five together, as a page shows them."""
    rng, remaining = random.Random(seed), list(texts)  # noqa: S311
    rng.shuffle(remaining)
    while remaining:
        size = 1 if rng.random() < 0.5 else rng.randint(2, 5)
        text, entities = "", []
        for annotated in remaining[:size]:
            text += rng.choice(_BREAKS) if text else ""
            entities += [(len(text) + start, len(text) + end, label) for start, end, label in annotated.entities]
            text += annotated.text
        del remaining[:size]
        yield Annotated(text=text, entities=tuple(entities))


def unlike(texts: Iterable[Annotated], trained_on: Iterable[Annotated]) -> Iterator[Annotated]:
    """The texts that are not nearly alike to one that was trained on."""
    grams = {gram for annotated in trained_on for gram in six_grams(annotated.text)}
    for annotated in texts:
        if not seen(annotated.text, grams):
            yield annotated


def respelt_tree(doc: Doc, spelling: Spelling) -> Doc:
    """The same words in another spelling, with all that is known of them."""
    words = [spelling(token.text) for token in doc]
    return _with_words(doc, words, lemmas=[token.lemma_ for token in doc])


def respelt(texts: Iterable[Annotated], spelling: Spelling) -> Iterator[Annotated]:
    """The same texts in another spelling that keeps their length."""
    for annotated in texts:
        yield Annotated(text=spelling(annotated.text), entities=annotated.entities)


def cedilla(text: str) -> str:
    """ş and ţ, as older pages write."""
    return text.translate(_TO_CEDILLA)


def capitals(text: str) -> str:
    """The text in capitals; a letter that would become two stays."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def small_letters(text: str) -> str:
    """The text in small letters; a letter that would become two stays."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def entity_documents(texts: Iterable[Annotated], *, capital_share: float = 0.0, seed: int = 0) -> Iterator[Doc]:
    """Documents with entities; an entity that does not begin and end with a token is left out and counted.

    `capital_share` of the texts come again in capitals, and as many in lower case, so that a heading and a careless
    page are read like any other.
    """
    nlp, rng, lost = blank(), random.Random(seed), 0  # noqa: S311 - which texts come twice is no secret
    for annotated in texts:
        variants, draw = [annotated.text], rng.random()
        if draw < capital_share:
            variants.append(capitals(annotated.text))
        elif draw < 2 * capital_share:
            variants.append(small_letters(annotated.text))
        for variant in variants:
            doc = nlp.make_doc(variant)
            spans = [doc.char_span(start, end, label) for start, end, label in annotated.entities]
            lost += sum(span is None for span in spans)
            doc.ents = [span for span in spans if span is not None]
            if len(doc):
                yield doc
    if lost:
        log.info("%d entities lie across tokens and were left out", lost)


def six_grams(text: str) -> set[tuple[str, ...]]:
    """Every run of six words of a text, folded; of a shorter text all of it."""
    words = fold(text).split()
    return {tuple(words[start : start + 6]) for start in range(max(len(words) - 5, 1))}


def seen(text: str, grams: Set[tuple[str, ...]]) -> bool:
    """Whether half of the text's runs of six words are among `grams`: the two are nearly alike."""
    own = six_grams(text)
    return 2 * len(own & grams) >= len(own)


def trees(
    path: Path, *, without: Set[tuple[str, ...]] = frozenset(), capital_share: float = 0.0, seed: int = 0
) -> Iterator[Doc]:
    """Documents of eight tagged sentences each, from a CoNLL-U file, with gold tokens and boundaries.

    Sentences that are nearly alike to the runs of six words in `without` are left out: those are measured on.

    `capital_share` of them come again in capitals, without lemmas: those are in lower case and no edit of the form.
    """
    vocab, rng = blank().vocab, random.Random(seed)  # noqa: S311
    rows = (rows for rows in _conllu(path) if not without or not seen(" ".join(row[1] for row in rows), without))
    while group := list(islice(rows, _SENTENCES_A_DOCUMENT)):
        rows_of = [(row, number, len(sentence)) for sentence in group for number, row in enumerate(sentence)]
        written = Doc(
            vocab,
            words=[row[1].translate(_CEDILLA) for row, *_ in rows_of],
            spaces=[number + 1 == length or "SpaceAfter=No" not in row[9] for row, number, length in rows_of],
            tags=[row[4] for row, *_ in rows_of],
            pos=[row[3] for row, *_ in rows_of],
            morphs=["" if row[5] == "_" else row[5] for row, *_ in rows_of],
            lemmas=[row[2].translate(_CEDILLA) for row, *_ in rows_of],
            sent_starts=[number == 0 for _, number, _ in rows_of],
        )
        yield written
        if rng.random() < capital_share:
            yield _with_words(written, [capitals(token.text) for token in written])


def _with_words(doc: Doc, words: list[str], *, lemmas: list[str] | None = None) -> Doc:
    """Other words with the same annotation."""
    return Doc(
        doc.vocab,
        words=words,
        lemmas=lemmas,
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        sent_starts=[bool(token.is_sent_start) for token in doc],
    )


def paragraphs(*, held_out: bool, seed: int = 0) -> Iterator[Doc]:
    """Our fragments side by side as on a page, with their sentence boundaries and nothing else.

    What ends like a sentence is followed by a blank or by line breaks, what does not by line breaks.
    """
    nlp, rng = blank(), random.Random(seed)  # noqa: S311
    fragments = [f for f in annotations.fragments() if f.held_out is held_out]
    rng.shuffle(fragments)
    remaining = iter(fragments)
    while group := list(islice(remaining, _SENTENCES_A_DOCUMENT)):
        text, starts = "", set[int]()
        for fragment in group:
            starts.update(len(text) + start for start in fragment.sentence_starts)
            ends = fragment.text.rstrip("”\"»)'’").endswith((".", "!", "?", "…"))
            text += fragment.text.translate(_CEDILLA) + (" " if ends and rng.random() < 0.8 else rng.choice(_BREAKS))
        doc = nlp.make_doc(text.rstrip())
        for token in doc:
            token.is_sent_start = token.idx in starts
        yield doc


def save(docs: Iterable[Doc], path: Path) -> int:
    """Writes documents in spaCy's format; how many there were."""
    store, number = DocBin(store_user_data=False), 0
    for doc in docs:
        store.add(doc)
        number += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    store.to_disk(path)
    return number


def _read(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")


def _conllu(path: Path) -> Iterator[list[list[str]]]:
    """The rows of each sentence, without comments, ranges and empty nodes."""
    for block in _read(path).split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            yield rows


def _laid_out(tokens: list[str], spaces: list[bool]) -> tuple[list[tuple[int, int]], str]:
    offsets, text = [], ""
    for token, space in zip(tokens, spaces, strict=True):
        offsets.append((len(text), len(text) + len(token)))
        text += token + (" " if space else "")
    return offsets, text.rstrip().translate(_CEDILLA)


def _bio(column: Iterable[str]) -> list[str]:
    """BIO tags from RONEC v1's column: `n:CLASS` on an entity's first token, `n` on the rest, `*` outside."""
    tags: list[str] = []
    label: str | None = None
    for cell in column:
        inside, first = cell != "*", ":" in cell
        if first:
            name = cell.split(":")[1]
            label = _V1_LABELS.get(name, name)
        tags.append(f"{'B' if first else 'I'}-{label}" if inside and label else "O")
    return tags


def _spans(tags: list[str], offsets: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Entities by characters from BIO tags."""
    start: int | None = None
    for number, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            yield offsets[start][0], offsets[number - 1][1], tags[start][2:]
            start = None
        if tag.startswith("B-"):
            start = number

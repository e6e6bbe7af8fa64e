"""The small components of the pipeline between its trained ones; importing this module registers them.

fondoscop_line_starts   a line break or a bullet begins a sentence, whatever the words say
fondoscop_domain_spans  what `domain_ner` found goes to doc.spans["domain"], so that `ner` starts afresh
fondoscop_whole_names   no sentence begins inside a name or a quoted title: „Vreau acasă! Fii alături”
"""

from collections.abc import Iterator
from itertools import chain, pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from romanian.fold import fold

DOMAIN = "domain"
LINE_STARTS = "fondoscop_line_starts"
DOMAIN_SPANS = "fondoscop_domain_spans"
WHOLE_NAMES = "fondoscop_whole_names"

_BULLETS = frozenset("•▪➢●■□◦✓➤\uf0b7")
_TITLES = frozenset({"PROJECT", "WORK_OF_ART", "EVENT"})  # labels of what may hold a full stop
_QUOTES = frozenset((*'„”“"«»', ",,", "''"))
# Written with a point before what they belong to; the tokenizer cuts the point off these.
_ABBREVIATIONS = frozenset({"ap", "bl", "com", "dl", "dna", "dnul", "dvs", "max", "min", "mp", "sc", "sect", "trim"})
_STOPS = frozenset((*".!?…", "..."))
_CLOSING = frozenset((*'”“"»’)', "''"))
_LONGEST_TITLE = 40  # words and signs


@Language.component(LINE_STARTS, assigns=["token.is_sent_start"])
def line_starts(doc: Doc) -> Doc:
    """Marks the first word of each line and each bullet; what lies between is left to the recogniser."""
    new_line = True
    for token in doc:
        if token.is_space:
            token.is_sent_start = False
            new_line = new_line or "\n" in token.text
        elif new_line or token.text in _BULLETS:
            token.is_sent_start = True
            new_line = False
    return doc


@Language.component(DOMAIN_SPANS, assigns=["doc.spans"])
def domain_spans(doc: Doc) -> Doc:
    """Moves the entities of the domain's recogniser to their span group and clears `doc.ents`.

    A line break or a sentence at the end of an entity, which a recogniser sometimes takes along, stays behind.
    """
    trimmed = (_trimmed(span) for span in doc.ents)
    doc.spans[DOMAIN] = SpanGroup(doc, name=DOMAIN, spans=[span for span in trimmed if len(span)])
    doc.set_ents([], default="missing")
    return doc


def _trimmed(span: Span) -> Span:
    """The entity without line breaks at its ends and, unless it is a title, without a sentence that follows it."""
    start, end = span.start, span.end
    if span.label_ not in _TITLES:
        end = next((token.i for token in span[1:-1] if token.text == "."), end)
    while end > start and span.doc[end - 1].is_space:
        end -= 1
    while start < end and span.doc[start].is_space:
        start += 1
    return Span(span.doc, start, end, label=span.label)


@Language.component(WHOLE_NAMES, requires=["doc.ents"], assigns=["token.is_sent_start"])
def whole_names(doc: Doc) -> Doc:
    """Keeps entities, abbreviations with their word and quoted titles in one piece, and a mark with what it closes.

    Where a line begins, the line decides.
    """
    doc.set_ents([span for span in map(_trimmed, doc.ents) if len(span)])
    titles = list(_quoted_titles(doc))
    _whole_marks(doc, {title.end - 1 for title in titles})
    for span in chain(doc.ents, doc.spans.get(DOMAIN, ()), titles):
        for token in span[1:]:
            if not token.is_sent_start:
                token.is_sent_start = False
    return doc


def _whole_marks(doc: Doc, ends_of_titles: set[int]) -> None:
    """A closing mark belongs to what it closes: behind a stop and a mark that ends speech, a new sentence begins."""
    for number, (before, token) in enumerate(pairwise(doc)):
        abbreviated = before.text == "." and number and fold(doc[number - 1].text) in _ABBREVIATIONS
        if abbreviated and not token.is_sent_start:
            token.is_sent_start = False
        if token.text not in _CLOSING or before.whitespace_ or before.is_space:
            continue
        token.is_sent_start = False
        ends_speech = before.text in _STOPS and token.text in _QUOTES and token.i not in ends_of_titles
        if ends_speech and token.whitespace_ and token.i + 1 < len(doc) and doc[token.i + 1].text[0].isupper():
            doc[token.i + 1].is_sent_start = True


def _quoted_titles(doc: Doc) -> Iterator[Span]:
    """What stands in quotation marks after a word; what follows a colon or begins a sentence is somebody's speech."""
    start = 1
    while start < len(doc):
        end = start + 1
        before = doc[start - 1]
        if doc[start].text in _QUOTES and before.is_alpha and before.whitespace_:
            limit = min(start + _LONGEST_TITLE, len(doc))
            while end < limit and doc[end].text not in _QUOTES and "\n" not in doc[end].text:
                end += 1
            if end < limit and doc[end].text in _QUOTES:
                yield doc[start : end + 1]
                end += 1
        start = end

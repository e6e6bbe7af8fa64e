"""Where titles of projects stand: behind “proiectul”, behind a label, before “este un proiect”, as a heading.

Not a component: `extract.projects` turns these candidates into projects.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extract.asides import asides
from extract.organisation_mentions import OrganisationMention
from extract.places import Places
from extract.quotations import Quotation, Quotations
from extract.reading import Reading
from extract.title_candidates import Candidate, bare_title, quoted_title, skip_bullet
from extract.title_layout import columns, headings, listed, page_title, said_behind
from extract.title_patterns import (
    ACRONYM,
    ACRONYM_ENDS,
    AT_WORK,
    CODE_BEFORE,
    ELSEWHERE,
    FACT_LABEL,
    FINANCED,
    IS_A_PROJECT,
    ITEM,
    ITEM_NUMBER,
    LABEL,
    LABEL_CELL,
    LABEL_INSIDE,
    NEXT_OF_SEVERAL,
    NO_PROJECT,
    NOT_A_TITLE,
    OTHER_ACRONYMS,
    OWN_PROGRAMME,
    OWNER,
    PROGRAMME_NAMED,
    PROJECT_IS,
    SAID_BEFORE,
    SEVERAL,
    STAFF,
    THAT_IS,
    TITLE_ALONE,
    TITLE_END,
    UNQUOTED,
    USED_UP,
    WORKS,
)
from romanian import lexicon
from store.records import Block

_HEAD_REACH = 90  # characters before a quotation in which its noun stands
_SUBJECT_REACH = 200  # characters before it in which “proiectul … este” stands
_LONGEST_TITLE = 420
_WEAK = frozenset(
    ("own-programme", "project-campaign", "told-below")
)  # names of what a project does, where there is one
_LONGEST_LIST = 1500  # characters in which projects are enumerated
_LONGEST_LINE = 120  # characters of a line that ends with a title: “Lansarea proiectului X”
_LINE_WORDS = 12
_TITLE = re.compile(r"[\w\"'„#@].{3}", re.DOTALL)  # begins with a word and is not shorter than this


def find_titles(reading: Reading, organisations: Iterable[OrganisationMention] = ()) -> list[Candidate]:
    """Titles in the order of the text; the same place is given once, by the surest rule.

    A line that names one of the `organisations` and nothing else heads no project.
    """
    quotations = Quotations(reading)
    organisations = tuple(organisations)
    found = [
        *_labelled(reading, quotations),
        *_quoted(reading, quotations),
        *columns(reading, quotations),
        *_unquoted(reading, quotations),
        *headings(reading, quotations, {(m.start, m.end) for m in organisations}),
        *listed(reading, quotations),
        *said_behind(reading),
    ]
    kept: list[Candidate] = []
    taken, beside = Places(), asides(reading)
    for candidate in sorted(found, key=lambda c: (-c.confidence, c.start)):
        title = reading.plain[candidate.start : candidate.end]
        if _TITLE.match(title) and not any(p.overlap(candidate.start, candidate.end) for p in (taken, beside)):
            taken.add(candidate.start, candidate.end)
            kept.append(candidate)
    if not kept:
        return list(page_title(reading, {(m.start, m.end) for m in organisations}))
    if any(c.rule not in _WEAK for c in kept):
        kept = [c for c in kept if c.rule not in _WEAK or _is_repeated(reading, c, kept)]
    return sorted(kept, key=lambda c: c.start)


def _is_repeated(reading: Reading, candidate: Candidate, others: list[Candidate]) -> bool:
    """Whether a campaign is named again as one: then it is told of, and not in passing."""
    name = reading.folded[candidate.start : candidate.end]
    again = (c for c in others if c.rule == candidate.rule == "project-campaign" and c.start != candidate.start)
    return any(reading.folded[c.start : c.end] == name for c in again)


def _quoted(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    for quotation in quotations.all:
        block = reading.block_at(quotation.outer_start)
        before = reading.folded[max(block.start, quotation.outer_start - _HEAD_REACH) : quotation.outer_start]
        if USED_UP.search(before) or PROGRAMME_NAMED.match(reading.folded, quotation.start):
            continue
        behind = reading.folded[quotation.outer_end : min(block.end, quotation.outer_end + 80)]
        if IS_A_PROJECT.match(behind) and _nearest_head(before) != "draft":
            yield quoted_title(quotation, "subject", 0.85)
        elif _is_predicate(reading, quotation.outer_start):
            yield quoted_title(quotation, "predicate", 0.75)
        elif _is_one_of_several(reading, quotation.outer_start):
            yield quoted_title(quotation, "enumerated", 0.75)
        elif (head := _nearest_head(before)) is not None:
            if head == "programme" and OWN_PROGRAMME.search(before) and AT_WORK.match(behind):
                yield quoted_title(quotation, "own-programme", 0.5)
            if head.startswith("project"):
                yield quoted_title(quotation, head, 0.9 if head == "project" else 0.6)
        elif (rule := _rule_without_noun(reading, block, quotation)) is not None:
            yield quoted_title(quotation, rule, 0.6)
        elif len(before) < _HEAD_REACH and CODE_BEFORE.match(before) and not ITEM_NUMBER.fullmatch(before):
            yield quoted_title(quotation, "code", 0.75)


def _rule_without_noun(reading: Reading, block: Block, quotation: Quotation) -> str | None:
    """What makes a quotation a title that no noun names: how it begins, what follows it, or its place."""
    if WORKS.match(reading.folded, quotation.start, quotation.end):
        return "works"
    financed = FINANCED.match(reading.folded, quotation.outer_end, block.end)
    if financed and not NO_PROJECT.match(reading.folded, quotation.start) and _begins(reading, quotation.outer_start):
        return "financed"
    return "line" if _is_line_of_its_own(reading, block, quotation) else None


def _begins(reading: Reading, place: int) -> bool:
    """Whether nothing stands before a quotation in its sentence."""
    return not re.search(r"\w", reading.folded[reading.sentence_at(place)[0] : place])


def _is_line_of_its_own(reading: Reading, block: Block, quotation: Quotation) -> bool:
    """A quotation that fills its line, below a line that speaks of a project or above a label of its facts."""
    rest = reading.folded[block.start : quotation.outer_start] + reading.folded[quotation.outer_end : block.end]
    if re.search(r"\w", rest) or block.kind == "table_row":
        return False
    index = reading.block_index(block.start)
    above = reading.blocks[index - 1] if index else None
    below = reading.blocks[index + 1] if index + 1 < len(reading.blocks) else None
    announced = above is not None and _nearest_head(reading.folded[above.start : above.end][-_HEAD_REACH:]) == "project"
    return announced or (below is not None and FACT_LABEL.match(reading.folded, below.start, below.end) is not None)


def _is_one_of_several(reading: Reading, place: int) -> bool:
    """“trei proiecte: „A” …; „B” …”, or “… proiecte. Este vorba despre „A””."""
    block = reading.block_at(place)
    sentence = max(reading.sentence_at(place)[0], place - _LONGEST_TITLE)
    if SEVERAL.search(reading.folded, max(block.start, place - _LONGEST_LIST), place):
        return NEXT_OF_SEVERAL.search(reading.folded, block.start, place) is not None
    if THAT_IS.match(reading.folded, sentence, place):
        return SAID_BEFORE.search(reading.folded, max(sentence - _SUBJECT_REACH, 0), sentence) is not None
    return False


def _is_predicate(reading: Reading, place: int) -> bool:
    """“Proiectul cel mai bun este „X””: what stands at `place` is said of a project."""
    start = max(reading.sentence_at(place)[0], place - _SUBJECT_REACH)
    return PROJECT_IS.search(reading.folded, start, place) is not None


@cache
def _heads() -> tuple[lexicon.Entry, ...]:
    return lexicon.load("quoted_heads")


def _nearest_head(before: str) -> str | None:
    """The id of the noun that the quotation names: the one nearest before it in its clause."""
    clause = re.split(r"[.;!?]\s", before)[-1]
    best, chosen = (-1, 0), None
    for entry in _heads():
        for match in entry.regex.finditer(clause):
            if (match.end(), -match.start()) > best:
                best, chosen = (match.end(), -match.start()), entry.id
    if chosen is None:
        return None
    if chosen == "organisation" and OWNER.search(clause):
        chosen = "project"  # “Proiectul Fundației X, „Y”, …”
    gap = clause[best[0] :]
    if ELSEWHERE.search(gap):
        return None
    return chosen if len(re.findall(r"\w+", gap)) <= (9 if chosen == "project" else 4) else None


def _labelled(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    for index, block in enumerate(reading.blocks):
        start, end = _value_of_label(reading, index)
        if start >= end:
            continue
        quotation = quotations.first(start, start + 4)
        if quotation is not None:
            yield quoted_title(quotation, "label", 0.95)
        elif not NOT_A_TITLE.match(reading.folded, start):
            stop = TITLE_END.search(reading.folded, start, end) if block.kind != "table_row" else None
            yield bare_title(reading, start, stop.start() if stop else end, "label", 0.85)


def _value_of_label(reading: Reading, index: int) -> tuple[int, int]:
    """Where the value of a title's label stands: behind it, in the next cell or on the next line; else nowhere."""
    block = reading.blocks[index]
    if len(block.cells) == 2 and LABEL_CELL.fullmatch(reading.folded[slice(*block.cells[0])].strip()):
        return block.cells[1]
    label = LABEL.match(reading.folded, skip_bullet(reading.folded, block.start, block.end), block.end)
    label = label or LABEL_INSIDE.search(reading.folded, block.start, min(block.end, block.start + _LONGEST_LIST))
    if label is None and _stands_among_labels(reading, index):
        label = TITLE_ALONE.match(reading.folded, block.start, block.end)
    if label is None:
        return 0, 0
    if label.end() < block.end or index + 1 == len(reading.blocks):
        return label.end(), block.end
    following = reading.blocks[index + 1]
    return following.start, following.end


def _stands_among_labels(reading: Reading, index: int) -> bool:
    """Whether the line below tells a fact of a project."""
    if index + 1 == len(reading.blocks):
        return False
    below = reading.blocks[index + 1]
    return FACT_LABEL.match(reading.folded, below.start, below.end) is not None


def _unquoted(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    for match in (*UNQUOTED.finditer(reading.plain), *_items(reading)):
        start = match.end()
        staff = STAFF.search(reading.folded, max(match.start() - 25, 0), match.start())
        if staff or NOT_A_TITLE.match(reading.folded, start):
            continue
        block = reading.block_at(start)
        limit = min(block.end, start + _LONGEST_TITLE)
        stop = ACRONYM_ENDS.match(reading.plain, start, limit) or TITLE_END.search(reading.folded, start, limit)
        end = (stop.end("acronym") if stop.re is ACRONYM_ENDS else stop.start()) if stop else limit
        quoted = quotations.overlap(start, end)
        words = len(re.findall(r"\w+", reading.folded[start:end]))
        line = block.end - block.start < _LONGEST_LINE and words < _LINE_WORDS
        if (stop is None and not line) or quoted or words > 45:
            continue
        if words > 1 or _is_acronym(reading, start, end):
            yield bare_title(reading, start, end, "unquoted", 0.6)


def _items(reading: Reading) -> Iterator[re.Match[str]]:
    """Items of a list that begin “Proiect X …”."""
    for block in reading.blocks:
        start = skip_bullet(reading.folded, block.start, block.end)
        if match := ITEM.match(reading.plain, start, block.end):
            yield match


def _is_acronym(reading: Reading, start: int, end: int) -> bool:
    """A single word that can name a project, “VENUS”, and is no body or programme that the lexicon knows."""
    word = reading.folded[start:end].strip()
    block = reading.block_at(start)
    if ACRONYM.fullmatch(reading.plain[start:end].strip()) is None or reading.plain[block.start : block.end].isupper():
        return False
    return not any(e.regex.match(word) for name in OTHER_ACRONYMS for e in lexicon.load(name))

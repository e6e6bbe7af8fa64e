"""Where titles of projects stand: behind “proiectul”, behind a label, before “este un proiect”, as a heading.

Not a component: `extract.projects` turns these candidates into projects.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from extract.asides import asides
from extract.places import Places
from extract.quotations import Quotation, Quotations
from extract.reading import Reading
from romanian import lexicon
from store.records import Block

_HEAD_REACH = 90  # characters before a quotation in which its noun stands
_SUBJECT_REACH = 200  # characters before it in which “proiectul … este” stands
_LONGEST_TITLE = 420
_TITLE = re.compile(r"[\w\"'„#@].{3}", re.DOTALL)  # begins with a word and is not shorter than this

# “Titlul proiectului: …”, “Denumire proiect: …”, “Proiect: …”; the value behind it or on the next line
_LABEL = re.compile(
    r"""
    (?: (?:titlul?|denumire\w*|nume(?:le)?) \s+ (?:complet[aă]? \s+)? (?:al?\s+)? proiect\w*
        (?:\s+(?:este|in\s+limba\s+romana))? (?: \s* : \s* | \s+[-|]\s+ | \s*\Z )
      | (?: (?:project\s+)?title | proiect(?:ul)? ) \s* : \s* )
    """,
    re.VERBOSE,
)
_LABEL_CELL = re.compile(r"(?:titlul?|denumire\w*|numele)\s+(?:complet[aă]?\s+)?(?:al?\s+)?proiect\w*\s*:?")
# what ends a title that no quotation mark ends, on folded text
_TITLE_END = re.compile(
    r"""
    [,;(]?\s{0,8}(?:-\s{0,8})? (?<!\w)
    (?: cod(?:ul)?\s+(?:my)?smis | (?:my)?smis | cod\s+proiect | id\s*:? \s*\d | contract\w*\s+(?:de|nr) )
    | \s{0,8}[,(]? \s{0,8} (?<!\w)
      (?: se\s+(?:desfasoara|deruleaza|implementeaza|adreseaza|va|vor|afla|incheie)
        | este | are | a\s+fost | s-a | va\s+fi
        | vizeaza | urmareste | isi\s+propune | prevede | implementat\w* | derulat\w* | finantat\w* | cofinantat\w*
        | in\s+valoare | desfasurat\w* | realizat\w* | depus\w* | beneficiaza
        | a\s+(?:inceput|demarat|ajuns|adus|primit)
        | \w{3,20}eaza | continua | ofera | aduce | sprijina | presupune | cuprinde | include )
      (?!\w)
    | ,\s+ (?: din | in | cu | pe | care | prin | iar | precum | avand | ce | la ) (?!\w)
    | [.;](?:\s|$) | \n
    """,
    re.VERBOSE,
)
_ACRONYM = re.compile(r"[A-Z][\w&+-]*[A-Z]{2}[\w&+.-]*|[A-Z]{2,}\w*[0-9]\w*")
_OTHER_ACRONYMS = ("acronyms", "organisations", "funders", "programmes", "short_forms")
_UNQUOTED = re.compile(
    r"(?<!\w)[Pp]roiect(?:ul|ului)[ ]+(?:european[ ]+)?(?:(?:intitulat|denumit|cu[ ]+titlul)[ ]+)?(?=[A-Z])"
)
_NOT_A_TITLE = re.compile(
    r"(?:pocu|posdru|poca|pnrr|see|fse|phare|nr|de|lege|european|directiei|primariei|consiliului|asociatiei|"
    r"fundatiei|legii|hotararii|ordonantei|ordinului|bugetului|statutului|regulamentului|ministerului|comunei|orasului|municipiului|judetului|uniunii|dgaspc)(?!\w)|\d"
)
_IS_A_PROJECT = re.compile(
    r"""
    \s*,?\s* (?:\([^)]{0,40}\)\s*)?
    (?: (?:este|e|a\s+fost|reprezinta) \s+ (?: (?:un|numele\s+unui) \s+ proiect
        | numele\s+proiectului(?!\s*") | proiectul (?!\w|\s*") )
      | se\s+(?:desfasoara|deruleaza|implementeaza)(?!\w)
      | (?:(?<=,)|-)\s*(?:(?:un|noul|primul|cel\s+mai\s+nou)\s+)? proiect(?:ul)?\s+
        (?!de\s+(?:hotarare|lege|ordin|ordonanta|act|buget))[a-z] )          # „X”, proiect finanțat de …
    """,
    re.VERBOSE,
)
# “Programul „X” a ajutat …”: an undertaking of its own, when the page names no project
_OWN_PROGRAMME = re.compile(
    r"(?:\A|[.!?]\s+|,\s+)(?:un\s+|noul\s+)?program(?:ul)?(?:\s+(?:social|educational|nostru))?\s*\Z"
)
_AT_WORK = re.compile(
    r"""[\s,]* (?: (?:a|au|va|vor)\s+ (?:ajuta|sprijini|oferi|hrani|gazdui|consilia)t?
      | ofera | sprijina | ajuta | asigura | se\s+adreseaza
      | (?:este\s+)?(?:derulat|implementat|initiat|desfasurat|organizat|dezvoltat)\s+(?:de|in|cu) ) (?!\w)""",
    re.VERBOSE,
)
_PROJECT_IS = re.compile(r"(?<!\w)proiect(?:ul)?(?!\w)[^.!?]*\s(?:este|a\s+fost|e)\s*:?\s*$")
_ITEM_NUMBER = re.compile(r"\W*\d{1,3}\s*[.)-]?\s*")
_ELSEWHERE = re.compile(r"(?<!\w)(?:in|la|din|de\s+la|langa)\s*$")  # “… proiectului, în „Stejarul” …”
_CODE_BEFORE = re.compile(r"^\W*(?:[a-z]{2,8}[-/ ]?)?\d+[\w./-]*\s*[:.)-]?\s*$")
_YEARS_BEFORE = re.compile(r"^\s*(?:(?:19|20)\d\d\s?-\s?(?:19|20)?\d\d|(?:19|20)\d\d)\s*[:.-]?\s*(?:proiectul\s+)?")
_NO_HEADING = re.compile(r"[:|]|[.;,]\s*$|\S\s{2,}\S")  # a sentence, a label, a menu on one line
_FACT_LABEL = re.compile(
    r"""
    (?: finantar\w+ | finantator\w* | perioad\w+ | durat\w+ | solicitant\w* | beneficiar\w* | promotor\w*
      | parteneri? | partener\w*\s+\w+ | valoare\w* | buget\w* | contract\w*\s+de\s+finantare
      | cod\w*\s+(?:my)?smis | program\w* | lider\w* | obiectiv\w* )
    [^:\n]{0,40} (?: : | $ | \s-\s )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A title at its place in the text, without its quotation marks; `rule` says why it is one."""

    start: int
    end: int
    rule: str
    confidence: float


def find_titles(reading: Reading) -> list[Candidate]:
    """Titles in the order of the text; the same place is given once, by the surest rule."""
    quotations = Quotations(reading)
    found = [
        *_labelled(reading, quotations),
        *_quoted(reading, quotations),
        *_columns(reading, quotations),
        *_unquoted(reading, quotations),
        *_headings(reading, quotations),
    ]
    kept: list[Candidate] = []
    taken, beside = Places(), asides(reading)
    for candidate in sorted(found, key=lambda c: (-c.confidence, c.start)):
        title = reading.plain[candidate.start : candidate.end]
        if _TITLE.match(title) and not any(p.overlap(candidate.start, candidate.end) for p in (taken, beside)):
            taken.add(candidate.start, candidate.end)
            kept.append(candidate)
    if any(c.rule != "own-programme" for c in kept):
        kept = [c for c in kept if c.rule != "own-programme"]
    return sorted(kept, key=lambda c: c.start)


def _quoted(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    for quotation in quotations.all:
        block = reading.block_at(quotation.outer_start)
        before = reading.folded[max(block.start, quotation.outer_start - _HEAD_REACH) : quotation.outer_start]
        behind = reading.folded[quotation.outer_end : min(block.end, quotation.outer_end + 80)]
        if _IS_A_PROJECT.match(behind) and _nearest_head(before) != "draft":
            yield _candidate(quotation, "subject", 0.85)
        elif _is_predicate(reading, quotation.outer_start):
            yield _candidate(quotation, "predicate", 0.75)
        elif (head := _nearest_head(before)) is not None:
            if head == "programme" and _OWN_PROGRAMME.search(before) and _AT_WORK.match(behind):
                yield _candidate(quotation, "own-programme", 0.5)
            if head.startswith("project"):
                yield _candidate(quotation, head, 0.9 if head == "project" else 0.6)
        elif len(before) < _HEAD_REACH and _CODE_BEFORE.match(before) and not _ITEM_NUMBER.fullmatch(before):
            yield _candidate(quotation, "code", 0.75)


def _is_predicate(reading: Reading, place: int) -> bool:
    """“Proiectul cel mai bun este „X””: what stands at `place` is said of a project."""
    start = max(reading.sentence_at(place)[0], place - _SUBJECT_REACH)
    return _PROJECT_IS.search(reading.folded, start, place) is not None


def _candidate(quotation: Quotation, rule: str, confidence: float) -> Candidate:
    return Candidate(start=quotation.start, end=quotation.end, rule=rule, confidence=confidence)


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
    gap = clause[best[0] :]
    if _ELSEWHERE.search(gap):
        return None
    return chosen if len(re.findall(r"\w+", gap)) <= (9 if chosen == "project" else 4) else None


def _labelled(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    for index, block in enumerate(reading.blocks):
        start, end = _value_of_label(reading, index)
        if start >= end:
            continue
        quotation = quotations.first(start, start + 4)
        if quotation is not None:
            yield _candidate(quotation, "label", 0.95)
        elif not _NOT_A_TITLE.match(reading.folded, start):
            stop = _TITLE_END.search(reading.folded, start, end) if block.kind != "table_row" else None
            yield _bare(reading, start, stop.start() if stop else end, "label", 0.85)


def _value_of_label(reading: Reading, index: int) -> tuple[int, int]:
    """Where the value of a title's label stands: behind it, in the next cell or on the next line; else nowhere."""
    block = reading.blocks[index]
    if len(block.cells) == 2 and _LABEL_CELL.fullmatch(reading.folded[slice(*block.cells[0])].strip()):
        return block.cells[1]
    label = _LABEL.match(reading.folded, _skip_bullet(reading.folded, block.start, block.end), block.end)
    if label is None:
        return 0, 0
    if label.end() < block.end or index + 1 == len(reading.blocks):
        return label.end(), block.end
    following = reading.blocks[index + 1]
    return following.start, following.end


def _skip_bullet(folded: str, start: int, end: int) -> int:
    match = re.compile(r"[\s•*\-–►]*(?:\d{1,2}[.)]\s+)?").match(folded, start, end)
    return match.end() if match else start


def _unquoted(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    for match in _UNQUOTED.finditer(reading.plain):
        start = match.end()
        if _NOT_A_TITLE.match(reading.folded, start):
            continue
        limit = min(reading.block_at(start).end, start + _LONGEST_TITLE)
        stop = _TITLE_END.search(reading.folded, start, limit)
        end = stop.start() if stop else limit
        quoted = quotations.overlap(start, end)
        words = len(re.findall(r"\w+", reading.folded[start:end]))
        if stop is None or quoted or words > 45:
            continue
        if words > 1 or _is_acronym(reading, start, end):
            yield _bare(reading, start, end, "unquoted", 0.6)


def _is_acronym(reading: Reading, start: int, end: int) -> bool:
    """A single word that can name a project, “VENUS”, and is no body or programme that the lexicon knows."""
    word = reading.folded[start:end].strip()
    if _ACRONYM.fullmatch(reading.plain[start:end].strip()) is None:
        return False
    return not any(e.regex.match(word) for name in _OTHER_ACRONYMS for e in lexicon.load(name))


def _columns(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    """Cells under a header such as “Proiect” or “Titlul proiectului”."""
    for header, rows in _tables(reading):
        titles = [reading.folded[a:b].strip() for a, b in header.cells]
        column = next((i for i, title in enumerate(titles) if _COLUMN.fullmatch(title)), None)
        if column is None or any(_is_fact_label(reading, row.cells[0]) for row in rows):
            continue  # no such column, or a table of labels and values
        for row in rows:
            if len(row.cells) != len(titles):
                continue  # joined cells: no telling which column is which
            start, end = row.cells[column]
            quotation = quotations.first(start, end)
            if quotation is not None:
                yield _candidate(quotation, "column", 0.8)
            elif re.search(r"[a-z]{3}", reading.folded[start:end]):
                yield _bare(reading, start, end, "column", 0.7)


def _tables(reading: Reading) -> Iterator[tuple[Block, list[Block]]]:
    """Each table's first row and the rows below it."""
    for is_table, blocks in groupby(reading.blocks, key=lambda b: b.kind == "table_row" and bool(b.cells)):
        if is_table:
            first, *rows = blocks
            yield first, rows


def _is_fact_label(reading: Reading, cell: tuple[int, int]) -> bool:
    return _FACT_LABEL.match(reading.folded[slice(*cell)]) is not None


_COLUMN = re.compile(r"(?:(?:titlul?|denumire\w*|nume\w*)\s+)?(?:proiect\w*|project)(?:\s+title)?")


def _headings(reading: Reading, quotations: Quotations) -> Iterator[Candidate]:
    """A short line without a full stop, followed at once by a label of project facts, is a title."""
    for index, block in enumerate(reading.blocks[:-1]):
        line = reading.folded[block.start : block.end]
        following = reading.blocks[index + 1]
        below = _skip_bullet(reading.folded, following.start, following.end)
        if block.kind in ("table_row", "list_item") or not 15 <= len(line) <= 200:
            continue
        if _NO_HEADING.search(line) or _FACT_LABEL.match(line):
            continue
        if not _FACT_LABEL.match(reading.folded, below, min(following.end, below + 60)):
            continue
        years = _YEARS_BEFORE.match(line)
        if years is None and not _blank_line_before(reading, block.start):
            continue
        start = block.start + (years.end() if years else 0)
        if quotations.overlap(start, start + 1):
            continue
        yield _bare(reading, start, block.end, "heading", 0.6)


def _blank_line_before(reading: Reading, start: int) -> bool:
    return reading.text.endswith("\n\n", 0, start) or bool(reading.document.blocks and not reading.document.path)


def _bare(reading: Reading, start: int, end: int, rule: str, confidence: float) -> Candidate:
    """A candidate without the blanks and stops at its edges."""
    while start < end and reading.text[start] in ' \t\n-–:,„”"“':
        start += 1
    while end > start and reading.text[end - 1] in ' \t\n-–:,;."”':
        end -= 1
    return Candidate(start=start, end=end, rule=rule, confidence=confidence)

"""Dates with their roles: publication, period, start, end, signing, event, deadline, programme, legal …"""

import re
from datetime import date
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract.asides import asides
from extract.date_spans import DateSpan, find_date_spans
from extract.places import Places
from extract.reading import Reading
from romanian import lexicon
from romanian.calendar import WEEKDAYS
from store.records import Block, DateFact, DateRole

# Legea nr. 292/2011 · O.U.G. 115/2023 · (UE) 2016/679 · nr.17.674/2019 · C(2015) 9112
_REFERENCE = re.compile(
    r"""
    (?<![\d/]) (?<!\d\.) (?: (?P<number>\d[\d.]{0,12}) \s? / \s? (?P<year>(?:19|20)\d\d) (?![\d/]) (?!\.\d)
                 | (?<!\w) directiv\w+ \s+ (?:nr\.?\s*)? (?P<directive>(?:19|20)\d\d) / \d{1,4} (?=/c?[eu]{1,2}(?!\w))
                 | \(ue\) \s+ (?:nr\.\s*)? (?P<european>(?:19|20)\d\d) / \d{2,4} (?!\d) )
    """,
    re.VERBOSE,
)
_PAGE_BEFORE = re.compile(r"(?<!\w)(?:pagina|pag\.?|tabelul|figura)\s*\Z")
_ACT = lexicon.words("acts")
# the tail of “Legea nr. 34/”, “HOTĂRÂREA NR. 212 DIN”, “înregistrată sub nr. 10556/”
_LEGAL_BEFORE = re.compile(
    rf"(?<!\w){_ACT}(?!\w)[^\n;]{{0,60}}?(?:nr\.?\s*)?[\w().-]*\d[\w.]*\s*(?:/|din(?:\s+data\s+de)?)\s*$"
)
_NUMBER_BEFORE = re.compile(r"(?<!\w)(?:nr\.?|numarul)\s*\d[\w.]*\s*(?:/|din)\s*$|[\w]\s*/\s*$|(?<!\w)\d+\s+din\s+$")
_CONTRACT_BEFORE = re.compile(rf"(?<!\w){lexicon.words('acts', kind='contract')}(?!\w)[^\n;]{{0,70}}$")
_PROGRAMME_YEARS = re.compile(lexicon.words("programme_years"))
_HOUR_BEHIND = re.compile(r"[\s,-]*(?:la\s+)?(?:or(?:a|ele)\s+\d|\d{1,2}[:.]\d\d(?!\d))")
_ENDING = re.compile(r"(?<!\w)(?:finaliz|inchei)\w+[^.;]{0,60}$")  # “anunță finalizarea, începând din …”
_REACH = 110  # characters before a date in which a cue counts
# © 2008-2023 · Ultima actualizare: 11.07.2022 · Page last updated: · Astăzi este:
_STAMP = re.compile(
    rf"(?:{lexicon.words('date_roles', 'copyright', kind='stamp')}[^.;\n]{{0,40}}"
    rf"|(?<!\w){lexicon.words('date_roles', 'clock', kind='stamp')}[^.;\n\d]{{0,12}})\Z"
)
_WEATHER = re.compile(r"\d\s?°\s?c(?!\w)")  # “Luni, 18 noiembrie 2024 | 07:42 | 4°C” is the head of a site
_PUBLISHED = re.compile(r"(?<!\w)(?:publicat|postat|adaugat)")
_PUBLISHED_REACH = 1000  # characters before a date, in its paragraph
_HEAD_BLOCKS = 24  # a byline stands near the top, below the menus, or near the bottom
_LONGEST_BYLINE = 130  # characters
_STILL_GOING = re.compile(r"\s*-\s*(?:in\s+)?prezent(?!\w)")  # “01.10.2019 – prezent”
_A_DAY = 10  # characters of an ISO day
_LABEL_LINE = 80  # characters
_LONGEST_EVENT = 31  # days
_DATELINE = re.compile(r"[\w\s-]{2,30},\s*")


def find_dates(reading: Reading) -> list[DateFact]:
    """Every date in the document with its role, in the order of the text; links come later."""
    beside = asides(reading)
    spans = [
        span
        for span in find_date_spans(reading.folded, reading.document.published)
        if not beside.overlap(span.begin, span.stop)
        and not _STAMP.search(reading.folded, max(span.begin - _REACH, 0), span.begin)
        and not _is_site_clock(reading, span)
    ]
    taken = Places((span.begin, span.stop) for span in spans)
    references = [s for s in _references(reading.folded) if not taken.overlap(s.begin, s.stop)]
    found = sorted([*spans, *references], key=lambda s: s.begin)
    facts = []
    for span in found:
        role, confidence, cue = _role(reading, span)
        facts.append(
            DateFact(
                start=span.start,
                end=span.end,
                role=role,
                evidence=reading.span(span.begin, span.stop),
                confidence=confidence,
                found_by=f"dates/{span.form}/{cue}",
            )
        )
    return facts


def _is_site_clock(reading: Reading, span: DateSpan) -> bool:
    block = reading.block_at(span.begin)
    short = block.end - block.start < _LONGEST_BYLINE
    return short and _WEATHER.search(reading.folded, block.start, block.end) is not None


def _references(folded: str) -> list[DateSpan]:
    """References to acts and registry entries that carry no more than a year."""
    found = []
    for match in _REFERENCE.finditer(folded):
        year = match["year"] or match["european"] or match["directive"]
        if _PAGE_BEFORE.search(folded, max(match.start() - 12, 0), match.start()):
            continue
        found.append(DateSpan(begin=match.start(), stop=match.end(), start=year, end=year, form="legal"))
    return found


def _role(reading: Reading, span: DateSpan) -> tuple[DateRole, float, str]:
    """Role, confidence and what said so."""
    if span.form == "legal":
        return "legal", 0.9, "reference"
    block = reading.block_at(span.begin)
    before = reading.folded[max(block.start, span.begin - _REACH) : span.begin]
    if span.is_range:
        if _is_programme_period(span, before):
            return "programme", 0.85, "programme-years"
        return _range_role(span, _sentence_before(reading, span))
    if _NUMBER_BEFORE.search(before):
        is_contract = _CONTRACT_BEFORE.search(before)
        return ("signing" if is_contract else "legal"), 0.85, "number"
    named = f"{before}din " if span.form == "year" and reading.folded.startswith("din ", span.begin) else before
    if not before.strip() or before.strip() == "din":  # “HOTĂRÂREA NR. 41 / din 28 aprilie 2022”, in two lines
        named = f"{_line_above(reading, block)} din "
    if _LEGAL_BEFORE.search(named):  # “Legea nr. 272 din 2004”
        return "legal", 0.85, "act-number"
    if _is_byline(reading, span):
        return "publication", 0.9, "byline"
    return _single_role(reading, span)


def _sentence_before(reading: Reading, span: DateSpan) -> str:
    start, _ = reading.sentence_at(span.begin)
    return reading.folded[max(start, span.begin - _REACH) : span.begin]


def _single_role(reading: Reading, span: DateSpan) -> tuple[DateRole, float, str]:
    """The role of a single date that is no reference and no byline."""
    folded = reading.folded
    _, sentence_end = reading.sentence_at(span.begin)
    behind = folded[span.stop : min(sentence_end, span.stop + _REACH)]
    before = _sentence_before(reading, span)
    if _STILL_GOING.match(behind):
        return "start", 0.7, "open-end"
    role = _nearest_cue(before)
    if role == "period" and len(span.start) == _A_DAY and _tells_event(before):
        return "event", 0.65, "event-before"  # “conferința se desfășoară pe …”
    weekday = folded.startswith(WEEKDAYS, span.begin)
    if role in (None, "activity", "period") and (weekday or _HOUR_BEHIND.match(behind)):
        signed = _nearest_cue(behind[:_REACH], ahead=True) == "signing"  # “joi, 9 mai 2024, primarul a semnat …”
        return ("signing" if signed else "event"), 0.7, "hour-or-weekday"
    if role == "start" and _ENDING.search(before):
        role = "end"
    if role in (None, "activity"):
        role = _nearest_cue(behind[:60], ahead=True) or role
    if role is None:
        label = _label_above(reading, span)
        role = _nearest_cue(label) if label else None
    if role == "period" or (role is None and span.form == "year"):
        role = "activity"
    return (role, 0.7, "cue") if role else ("other", 0.5, "none")


def _range_role(span: DateSpan, before: str) -> tuple[DateRole, float, str]:
    role = _nearest_cue(before)
    if role in ("deadline", "event"):
        return role, 0.6, "cue"
    if _is_short(span) and _tells_event(before):
        return "event", 0.6, "event-before"  # “tabăra a avut loc în perioada 3 – 9 iulie”
    if span.form == "part" and span.start[:4] == span.end[:4] and role not in ("period", "start"):
        return (role, 0.6, "cue") if role in ("end", "signing") else ("other", 0.5, "part")
    return "period", 0.8 if role in ("period", "start") else 0.65, "range"


def _is_short(span: DateSpan) -> bool:
    """Whether a range from day to day is no longer than what takes place at a stretch."""
    if len(span.start) != _A_DAY or len(span.end) != _A_DAY:
        return False
    return (date.fromisoformat(span.end) - date.fromisoformat(span.start)).days <= _LONGEST_EVENT


def _tells_event(before: str) -> bool:
    return any(role == "event" and pattern.search(before) for role, pattern in _cues())


def _is_byline(reading: Reading, span: DateSpan) -> bool:
    """A date equal to the publication date, behind “publicat”, in a line of its own, or as a dateline."""
    if span.start != reading.document.published:
        return False
    index = reading.block_index(span.begin)
    block = reading.blocks[index]
    folded, length = reading.folded, block.end - block.start
    if _PUBLISHED.search(folded, max(block.start, span.begin - _PUBLISHED_REACH), span.begin):
        return True
    if span.form == "relative":
        return False
    behind = folded[span.stop : min(block.end, span.stop + _REACH)].lstrip()
    if _DATELINE.fullmatch(folded, block.start, span.begin) and behind[:1] in "-:.":
        return True
    own_line = length < _LONGEST_BYLINE and not folded[block.start : block.end].rstrip().endswith((".", "!", "?"))
    return own_line and (index < _HEAD_BLOCKS or index >= len(reading.blocks) - _HEAD_BLOCKS)


def _is_programme_period(span: DateSpan, before: str) -> bool:
    if span.form != "years":
        return False
    if re.search(r"(?<!\w)(?:perioad\w+|interval\w*)(?:\s+\w+){0,3}\s*:?\s*$", before):
        return False
    if re.search(r"(?<!\w)strategi\w+[^.;\n]*$", before):
        return False
    if _PROGRAMME_YEARS.fullmatch(f"{span.start}-{span.end}"):
        return True
    return re.search(_programmes(), before[-80:]) is not None


@cache
def _programmes() -> str:
    return lexicon.alternation("programmes")


@cache
def _cues() -> tuple[tuple[DateRole, re.Pattern[str]], ...]:
    return tuple((e.id, e.regex) for e in lexicon.load("date_roles") if e.kind is None)  # type: ignore[misc]


def _nearest_cue(text: str, *, ahead: bool = False) -> DateRole | None:
    """The role whose cue stands nearest to the date; “în” alone (activity) only where nothing else speaks."""
    best: tuple[int, bool, int] | None = None
    chosen: DateRole | None = None
    fallback: DateRole | None = None
    for role, pattern in _cues():
        for match in pattern.finditer(text):
            if role == "activity":
                fallback = role if not ahead and not text[match.end() :].strip() else fallback
                continue
            if role in ("start", "end", "period", "deadline") and ahead:
                continue
            # “se derulează începând cu”: the period's cue takes in the words behind it, and says less than theirs
            plain = role != "period"
            rank = (
                (-match.start(), plain, match.start() - match.end()) if ahead else (match.end(), plain, -match.start())
            )
            if best is None or rank > best:
                best, chosen = rank, role
    return chosen or fallback


def _label_above(reading: Reading, span: DateSpan) -> str | None:
    """The short line before a line that the date begins (“Perioada de implementare”)."""
    block = reading.block_at(span.begin)
    if span.begin - block.start > _REACH or reading.folded[block.start : span.begin].strip(" \t-•*:"):
        return None
    return _line_above(reading, block) or None


def _line_above(reading: Reading, block: Block) -> str:
    """The line above a block when it is short, else nothing."""
    index = reading.block_index(block.start)
    above = reading.blocks[index - 1] if index else None
    short = above is not None and above.end - above.start < _LABEL_LINE
    return reading.folded[above.start : above.end] if above is not None and short else ""


@Language.component("fondoscop_dates")
def dates_component(doc: Doc) -> Doc:
    """Sets `doc._.dates`."""
    doc._.dates = find_dates(doc._.reading)
    return doc

"""Dates with their roles: publication, period, start, end, signing, event, deadline, programme, legal …"""

import re
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract.asides import asides
from extract.date_roles import REACH, Around, Judged, around, is_of_a_plan, line_above, range_role, single_role
from extract.date_spans import DateSpan, find_date_spans
from extract.places import Places
from extract.reading import Reading
from romanian import lexicon
from romanian.bylines import is_machine_head, is_machine_stamp
from store.records import DateFact

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
    rf"(?<!\w){_ACT}(?!\w)[^\n;]{{0,60}}?(?:nr\.?\s*)?[\w().-]*\d[\w.]*\s*(?:/|din(?:\s+data(?:\s+de)?)?)\s*$"
)
# nr. 34 din · nr. 2210/DS din · nr. 12 bis din data de
_NUMBER_BEFORE = re.compile(
    r"(?<!\w)(?:nr\.?|numarul)\s*\d[\w.]*(?:\s?/\s?[a-z]\w{0,7}|\s+bis)?\s*(?:/|,?\s*din(?:\s+data(?:\s+de)?)?)\s*$"
    r"|(?:\w|\d\s+)/\s*$|(?<!\w)\d+\s+din\s+$"
)
_CONTRACT_BEFORE = re.compile(rf"(?<!\w){lexicon.words('acts', kind='contract')}(?!\w)[^\n;]{{0,70}}$")
# “Avizul comisiei juridice din data de”, “raportul de specialitate din”: the paper has no number
_PAPER_BEFORE = re.compile(rf"(?<!\w){_ACT}(?!\w)(?:\s+[\w-]+){{0,4}}\s+din(?:\s+data\s+de)?\s*$")
_GRANT_NUMBER = re.compile(rf"(?<!\w){lexicon.words('acts', kind='grant')}[\w/.-]{{0,40}}/\s*$|/see\s*/\s*$")
_PROGRAMME_YEARS = re.compile(lexicon.words("programme_years"))
# © 2008-2023 · Ultima actualizare: 11.07.2022 · Page last updated: · Astăzi este:
_STAMP = re.compile(
    rf"(?:{lexicon.words('date_roles', 'copyright', kind='stamp')}[^.;\n]{{0,40}}"
    rf"|(?<!\w){lexicon.words('date_roles', 'clock', kind='stamp')}[^.;\n\d]{{0,12}})\Z"
)
# “Confidențialitate | Actualizat: 11.07.2022”: the foot of a site, and not “Publicat: 3 mai 2021 / actualizat: …”
_UPDATED = re.compile(
    rf"(?:\A|\|)[^\w|]*{lexicon.words('date_roles', 'update', kind='stamp')}"
    r"(?:\s*:|\s+(?:la|pe|in)(?!\w))[^\n\d]{0,12}\Z"
)
_CLOCK_LINES = 2
_WEATHER = re.compile(
    r"\d\s?°\s?c(?!\w)|(?:\A|\n)\W*-?\d{1,2}\.\d\s?c\W*(?=\n|\Z)"
)  # “Luni, 18 noiembrie 2024 | 07:42 | 4°C” is the head of a site
_PUBLISHED = re.compile(r"(?<!\w)(?:publicat|postat|adaugat)")
_PUBLISHED_REACH = 1000  # characters before a date, in its paragraph
_A_DAY = 10  # characters of an ISO day
_TOP = 20  # characters that such a stamp may stand behind
_HEAD_BLOCKS = 24  # a byline stands near the top, below the menus, or near the bottom
_LONGEST_BYLINE = 130  # characters
_DATELINE = re.compile(r"[\w\s-]{2,30},\s*")
_PERIOD_WORD = re.compile(r"(?<!\w)(?:perioad\w+|interval\w*)(?P<what>(?:\s+\w+){0,3})\s*:?\s*$")
_OF_PROGRAMMING = re.compile(r"\s+(?:de\s+(?:programare|finantare)|financiar\w*|bugetar\w*)")
_PROJECT_RUNS = re.compile(r"(?<!\w)(?:proiectul\w*|implement\w+|derul\w+|desfas\w+)")
_FUNDS = re.compile(r"(?<!\w)(?:grant\w*|fonduri\w*|programul\w*|aloca\w+|operational\w*|contributia)")
_FUNDS_BEHIND = 60  # characters: “În perioada 2007-2013, fondurile …”
_FROM = re.compile(r"din(?:\s+data(?:\s+de)?)?")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NOWADAYS = re.compile(r"azi|astazi")  # “cresc astăzi în centre”: of which nothing tells that it took place
_CELL_EDGE = re.compile(r"[|\t]")


def find_dates(reading: Reading) -> list[DateFact]:
    """Every date in the document with its role, in the order of the text; links come later."""
    beside = asides(reading)
    spans = [
        span
        for span in find_date_spans(reading.folded, reading.document.published)
        if not beside.overlap(span.begin, span.stop)
        and not _STAMP.search(reading.folded, max(span.begin - REACH, 0), span.begin)
        and not _is_site_clock(reading, span)
        and not _UPDATED.search(reading.folded[reading.block_at(span.begin).start : span.begin][-REACH:])
    ]
    taken = Places((span.begin, span.stop) for span in spans)
    references = [s for s in _references(reading.folded) if not taken.overlap(s.begin, s.stop)]
    found = sorted([*spans, *references], key=lambda s: s.begin)
    facts = []
    for index, span in enumerate(found):
        role, confidence, cue = _role(reading, span, around(reading, found, index))
        if cue == "none" and _NOWADAYS.fullmatch(reading.folded, span.begin, span.stop):
            continue
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
    if block.end - block.start >= _LONGEST_BYLINE:
        return False
    first = max(reading.block_index(span.begin) - _CLOCK_LINES, 0)  # temperature, town and day may have a line each
    return any(
        _WEATHER.search(reading.folded, above.start, above.end) is not None
        and (above is block or _YEAR.search(reading.folded, above.start, above.end) is None)  # it has a day of its own
        for above in reading.blocks[first : reading.block_index(span.begin) + 1]
        if above.end - above.start < _LONGEST_BYLINE
    )


def _references(folded: str) -> list[DateSpan]:
    """References to acts and registry entries that carry no more than a year."""
    found = []
    for match in _REFERENCE.finditer(folded):
        year = match["year"] or match["european"] or match["directive"]
        if _PAGE_BEFORE.search(folded, max(match.start() - 12, 0), match.start()):
            continue
        found.append(DateSpan(begin=match.start(), stop=match.end(), start=year, end=year, form="legal"))
    return found


def _role(reading: Reading, span: DateSpan, words: Around) -> Judged:
    """Role, confidence and what said so."""
    if span.form == "legal":
        return "legal", 0.9, "reference"
    if span.form == "annual":
        return "programme", 0.85, "programme-years"
    block = reading.block_at(span.begin)
    before = reading.folded[max(block.start, span.begin - REACH) : span.begin]
    if span.is_range:
        if _is_programme_period(span, before, words.behind):
            return "programme", 0.85, "programme-years"
        return range_role(reading, span, words)
    if _NUMBER_BEFORE.search(before):
        is_contract = _CONTRACT_BEFORE.search(before) or _GRANT_NUMBER.search(before)
        return ("signing" if is_contract else "legal"), 0.85, "number"
    named = f"{before}din " if span.form == "year" and reading.folded.startswith("din ", span.begin) else before
    if not before.strip() or _FROM.fullmatch(before.strip()):  # “HOTĂRÂREA NR. 41 / din 28 aprilie 2022”, in two lines
        named = f"{line_above(reading, block)} din "
    if _LEGAL_BEFORE.search(named) or (len(span.start) == _A_DAY and _PAPER_BEFORE.search(before)):
        return "legal", 0.85, "act-number"
    if _is_byline(reading, span):
        return "publication", 0.9, "byline"
    return single_role(reading, span, words)


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
    if span.begin < _TOP and is_machine_stamp(folded[: span.begin]):
        return True
    if is_machine_head(reading.plain[block.start : span.begin]):
        return True
    behind = folded[span.stop : min(block.end, span.stop + REACH)].lstrip()
    if _DATELINE.fullmatch(folded, block.start, span.begin) and behind[:1] in "-:.":
        return True
    own_line = length < _LONGEST_BYLINE and not folded[block.start : block.end].rstrip().endswith((".", "!", "?"))
    return own_line and (index < _HEAD_BLOCKS or index >= len(reading.blocks) - _HEAD_BLOCKS)


def _is_programme_period(span: DateSpan, before: str, behind: str) -> bool:
    if span.form != "years":
        return False
    usual = _PROGRAMME_YEARS.fullmatch(f"{span.start}-{span.end}") is not None
    period = _PERIOD_WORD.search(before)
    if period is not None:  # “perioada de programare 2014-2020”, and not “proiectul s-a derulat în perioada 2014-2020”
        if _OF_PROGRAMMING.match(period["what"]):
            return usual
        told = _PROJECT_RUNS.search(before) or is_of_a_plan(before)
        funds = _FUNDS.search(before) or _FUNDS.search(behind[:_FUNDS_BEHIND])
        return usual and told is None and funds is not None
    if is_of_a_plan(before):
        return False
    if usual:
        return True
    return re.search(_programmes(), _CELL_EDGE.split(before)[-1][-80:]) is not None  # “POR | 2018-2020” are two cells


@cache
def _programmes() -> str:
    return lexicon.alternation("programmes")


@Language.component("fondoscop_dates")
def dates_component(doc: Doc) -> Doc:
    """Sets `doc._.dates`."""
    doc._.dates = find_dates(doc._.reading)
    return doc

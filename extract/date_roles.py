"""The role of a date in running text: which words of its sentence, its label or its column speak of it.

The nearest cue wins (`lexicon/date_roles.toml`). A date between the cue and the one in question takes the cue for
itself (“semnat la 3 mai, iar în iunie …”), unless both stand in one list. Verbs behind a date count too (“În mai 2012
a început …”), as far as the next date.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from extract.columns import cells_of
from extract.date_spans import DateSpan
from extract.reading import Reading
from romanian import lexicon
from romanian.calendar import WEEKDAYS
from store.records import Block, DateRole

Judged = tuple[DateRole, float, str]
"""A role, the confidence in it, and what said so."""

REACH = 110
"""Characters before a date in which a cue counts."""

_HOUR_BEHIND = re.compile(r"[\s,-]*(?:la\s+)?(?:or(?:a|ele)\s+\d|\d{1,2}[:.]\d\d(?!\d))")
_WEEKDAY = re.compile(rf"(?:{'|'.join(WEEKDAYS)})(?!\w)")  # and not “martie”
_ENDING = re.compile(r"(?<!\w)(?:finaliz|inchei)\w+[^.;]{0,60}$")  # “anunță finalizarea, începând din …”
_STILL_GOING = re.compile(r"\s*-\s*(?:in\s+)?prezent(?!\w)")  # “01.10.2019 – prezent”
_A_DAY = 10  # characters of an ISO day
_LABEL_LINE = 80  # characters
_REACH_BEHIND = 180
_BRACKETS = re.compile(r"\([^()\n]{1,160}\)")
_BRACKET_OPEN = re.compile(r"\([^()]{0,40}\Z")
_PLAN_REACH = 250
_LONGEST_EVENT = 31  # days
_TODAY = re.compile(r"(?<!\w)(?:astazi|azi|ieri|maine)\s*,?\s*\Z")  # “Astăzi, 20 mai 2020, echipa …”
# “de la lansare și până în iulie 2022 au venit 90 de copii”: so far it has been told, and not to its end
_SO_FAR = re.compile(
    r"(?<!\w)de\s+la\s+(?:debut|inceput|lansar|demarar|infiint|deschider)\w*[^.;]{0,50}(?<!\w)pana\s[^.;]{0,20}\Z"
)
_UNTIL = re.compile(r"(?<!\w)pana\s+(?:\w+\s+){0,4}\Z")
_TAKES_PART = re.compile(r"(?<!\w)(?:a|au|va|vor)\s+particip\w+")
_LISTED = re.compile(r"\s*[-:]")  # “2 – 9 mai 2021 – contestații”: a line of a calendar
_CALL_BEHIND = 35  # characters
_BEHIND = 60  # characters behind a date in which a verb counts
_LEADS_TO = r"(?:[\s,:(]|(?<!\w)(?:la|in|pe|din|de|data|luna|anul|cu|ziua|zilele|si|respectiv)(?!\w))*"
_LIST_BETWEEN = re.compile(_LEADS_TO)
_UP_TO_A_DATE = re.compile(rf"{_LEADS_TO}\Z")
# “semnat la 3 mai 2019, iar în iunie …”: behind it another thing is told
_NEW_CLAUSE = re.compile(r"(?<!\w)(?:iar|dar|insa|apoi|urmand|a|au|va|vor|s-a|s-au|este|sunt|fost|se)(?!\w)|;|\.\s")
_PART_BEFORE = re.compile(
    rf"(?<!\w){lexicon.words('date_roles', kind='part')}(?!\w)(?!.{{0,{REACH}}}(?<!\w)(?:proiect|implement))"
)
# “În perioada mai – iunie 2018 s-a derulat o cercetare”
_PART_BEHIND = re.compile(
    rf",?\s+(?:se|s-a|s-au|a|au|va|vor)\s+(?:fost\s+|avea\s+|avut\s+)?\w+\s+(?:loc\s+)?(?:o|un|doua|doi|cele|\d+\s+(?:de\s+)?)?\s*"
    rf"{lexicon.words('date_roles', kind='part')}(?!\w)"
    rf"|\s*[-:]\s*{lexicon.words('date_roles', kind='part')}(?!\w)"  # “5 mai – 15 iunie 2017 – evaluarea dosarelor”
)
_RUNS = re.compile(r"(?<!\w)(?:proiect\w*|implement\w+|derul\w+|desfas\w+|program\w*|campani\w+|perioada\s+de\s+\w+)")
_LEADING = re.compile(r"(?<!\w)(?:din|de|la|data|intre|in|perioada|intervalul|luna)(?!\w)|[\s•*:-]")
_IMPLEMENTED = re.compile(r"(?<!\w)(?:implement|derul|desfas)\w+")
_LASTS = re.compile(
    r"(?<!\w)(?:proiect|implement|lucrar|santier|activitat|construc|amenaj|reabilit|program|campani|centr|derul|desfas"
    r"|final|inch|termin|prelung|dur|tin|gata|perioad|investi|executi|servici|contract)\w*|\A\s*pana"
)
_ROWS_UP = 30  # blocks above a cell in which its header is looked for
_PROJECT_WORD = re.compile(
    r"(?<!\w)(?:proiect|implement|lucrar|santier|activitat|construc|constructi|amenaj|reabilit|program|campani|centr)\w*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The text around a date that may speak of it, folded: before it and behind it in its sentence."""

    before: str
    behind: str


def around(reading: Reading, spans: Sequence[DateSpan], index: int) -> Around:
    """What stands around `spans[index]` in its sentence, less what speaks of its neighbours."""
    folded, span = reading.folded, spans[index]
    start, _ = reading.sentence_at(span.begin)
    _, end = reading.sentence_at(span.begin)
    before = folded[max(start, span.begin - REACH) : span.begin]
    last = next((s for s in reversed(spans[max(index - 3, 0) : index]) if s.form != "legal"), None)
    if last is not None and last.stop > max(start, span.begin - REACH):
        between = folded[last.stop : span.begin]
        if not _LIST_BETWEEN.fullmatch(between) and _NEW_CLAUSE.search(between):
            before = between
    behind = folded[span.stop : min(end, span.stop + _REACH_BEHIND)]
    following = next((s for s in spans[index + 1 : index + 4] if s.form != "legal"), None)
    if following is not None and following.begin < span.stop + len(behind):
        behind = folded[span.stop : following.begin]
    else:
        following = None
    behind = _BRACKETS.sub("", behind)  # “Agenția (Cluj-Napoca, str. Lungă nr. 2) a semnat …”
    if following is not None and (cut := _taken_by_next(behind)) is not None:
        behind = behind[:cut]
    return Around(before=before, behind=behind)


def _taken_by_next(behind: str) -> int | None:
    """Where the verb begins that leads to the next date (“…, iar lucrările au început la” 3 iunie)."""
    lead = _UP_TO_A_DATE.search(behind)
    edge = lead.start() if lead else len(behind)
    starts = [m.start() for role, pattern in _ahead_cues() for m in pattern.finditer(behind) if m.end() >= edge]
    return min(starts, default=None)


def single_role(reading: Reading, span: DateSpan, words: Around) -> Judged:
    """The role of a single date that is no reference and no byline."""
    before, behind = words.before, words.behind
    if _STILL_GOING.match(behind):
        return "start", 0.7, "open-end"
    role = nearest_cue(before)
    if role == "period" and len(span.start) == _A_DAY and _tells_event(before):
        return "event", 0.65, "event-before"  # “conferința se desfășoară pe …”
    weekday = _WEEKDAY.match(reading.folded, span.begin) is not None
    if role in (None, "activity", "period") and (weekday or _HOUR_BEHIND.match(behind)):
        signed = _verb_behind(behind) == "signing"  # “joi, 9 mai 2024, primarul a semnat …”
        return ("signing" if signed else "event"), 0.7, "hour-or-weekday"
    if role == "start" and _ENDING.search(before):
        role = "end"
    if role == "end" and _UNTIL.search(before):
        role = _until(before, behind)
    if role in (None, "activity"):
        role = _verb_behind(behind) or role
    if role in (None, "activity") and _TODAY.search(before):
        role = "event"
    if role in (None, "activity"):
        label = _label_above(reading, span) or _column_header(reading, span)
        role = (nearest_cue(label) if label else None) or role
    in_brackets = role is None and _BRACKET_OPEN.search(before) and _PART_BEFORE.search(before)
    if role == "period" or (role in (None, "event") and span.form == "year") or in_brackets:
        role = "activity"  # “două sesiuni (mai și august 2016)”
    if span.form == "year" and role in ("start", "end") and "," in before:
        last = nearest_cue(before.rpartition(",")[2])  # “după încheierea lui, sumele se prind în bugetul anului 2019”
        role = last if last in ("start", "end") else "activity"
    return (role, 0.7, "cue") if role else ("other", 0.5, "none")


def _until(before: str, behind: str) -> DateRole:
    """What “până la” makes of a date: the last day of a call where its sentence speaks of one, else a project's end."""
    if _SO_FAR.search(before):
        return "activity"
    if _call().search(before) or _call().search(behind[:_CALL_BEHIND]):
        return "deadline"
    return "end" if _LASTS.search(f"{before} {behind}") else "activity"


def range_role(reading: Reading, span: DateSpan, words: Around) -> Judged:
    """The role of a range that is no programme's."""
    role = nearest_cue(words.before)
    if role in (None, "activity") and not _LEADING.sub("", words.before).strip():
        label = _label_above(reading, span) or _column_header(reading, span)
        role = (nearest_cue(label) if label else None) or role
    if span.form == "years" and _is_plans_period(reading, span):
        return "other", 0.6, "plan"
    if role in ("deadline", "other") or (role == "event" and span.form != "years"):
        return role, 0.6, "cue"
    calls = _call().search(words.before) or (
        not _LISTED.match(words.behind) and _call().search(words.behind[:_CALL_BEHIND])
    )
    if span.form != "years" and calls and not _IMPLEMENTED.search(words.before):
        return "deadline", 0.6, "call"
    if (passing := _in_passing(span, words, role)) is not None:
        return passing
    if span.form == "part" and span.start[:4] == span.end[:4]:
        if role in (None, "activity"):
            role = _verb_behind(words.behind) or role
        if role != "period":
            return (role, 0.6, "cue") if role in ("start", "end", "signing", "event") else ("other", 0.5, "part")
    if _PART_BEFORE.search(words.before) or _PART_BEHIND.match(words.behind):
        return "activity", 0.6, "part-of-it"  # “cursurile au loc în perioada martie – mai 2015”
    return "period", 0.8 if role in ("period", "start") else 0.65, "range"


def _is_short(span: DateSpan) -> bool:
    """Whether a range from day to day is no longer than what takes place at a stretch."""
    if len(span.start) != _A_DAY or len(span.end) != _A_DAY:
        return False
    return (date.fromisoformat(span.end) - date.fromisoformat(span.start)).days <= _LONGEST_EVENT


def _tells_event(before: str) -> bool:
    return any(role == "event" and pattern.search(before) for role, pattern in _cues(None))


def _in_passing(span: DateSpan, words: Around, role: DateRole | None) -> Judged | None:
    """The role of a range that is too short for a project's, or stands in a sentence that speaks of no project."""
    said = f"{words.before} {words.behind}"
    if _is_short(span):
        if _tells_event(words.before) or _verb_behind(words.behind) == "event" or _TAKES_PART.search(words.behind):
            return "event", 0.6, "event-before"  # “tabăra a avut loc în perioada 3 – 9 iulie”
        if not _RUNS.search(said):
            return "activity", 0.5, "short"  # “3 – 7 iulie 2023: primirea dosarelor”
    if span.form == "years" and role in (None, "activity") and not _RUNS.search(said) and len(said) > _LABEL_LINE:
        return "activity", 0.5, "years"  # “Între 2010 și 2020 au plecat din țară …”
    return None


def _is_plans_period(reading: Reading, span: DateSpan) -> bool:
    """Whether years are those of a strategy that their sentence names, however long its name."""
    start, _ = reading.sentence_at(span.begin)
    before = reading.folded[max(start, span.begin - _PLAN_REACH) : span.begin]
    plan = next(reversed([*_plan().finditer(before)]), None)
    return plan is not None and _RUNS.search(before, plan.end()) is None


def is_of_a_plan(before: str) -> re.Match[str] | None:
    """The strategy or another plan whose years stand behind folded text."""
    return _plan().search(before)


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){lexicon.words('date_roles', kind='plan')}(?!\w)(?=[^.;\n]*$)")


@cache
def _call() -> re.Pattern[str]:
    return re.compile(lexicon.bounded(lexicon.words("date_roles", kind="call")))


@cache
def _cues(kind: str | None) -> tuple[tuple[DateRole, re.Pattern[str]], ...]:
    return tuple((e.id, e.regex) for e in lexicon.load("date_roles") if e.kind == kind)  # type: ignore[misc]


@cache
def _ahead_cues() -> tuple[tuple[DateRole, re.Pattern[str]], ...]:
    before_only = ("start", "end", "period", "deadline", "activity")
    return (*_cues("verb"), *((role, pattern) for role, pattern in _cues(None) if role not in before_only))


def nearest_cue(text: str) -> DateRole | None:
    """The role whose cue stands nearest to the end of a text; “în” alone (activity) only where nothing else speaks."""
    best: tuple[int, bool, int] | None = None
    chosen: DateRole | None = None
    fallback: DateRole | None = None
    for role, pattern in _cues(None):
        for match in pattern.finditer(text):
            if role == "activity":
                fallback = role if not text[match.end() :].strip() else fallback
                continue
            # “se derulează începând cu”: the period's cue takes in the words behind it, and says less than theirs
            rank = (match.end(), role != "period", -match.start())
            if best is None or rank > best:
                best, chosen = rank, role
    return chosen or fallback


def _verb_behind(behind: str) -> DateRole | None:
    """The role that the first cue behind a date gives it; a start or an end only where a project's are told."""
    found = [
        (match.start(), -match.end(), role)
        for role, pattern in _ahead_cues()
        if (match := pattern.search(behind)) and (match.start() < _BEHIND or role == "signing")
    ]
    role = min(found)[2] if found else None
    return None if role in ("start", "end") and not _PROJECT_WORD.search(behind) else role


def _label_above(reading: Reading, span: DateSpan) -> str | None:
    """The short line before a line that the date begins (“Perioada de implementare”)."""
    block = reading.block_at(span.begin)
    if span.begin - block.start > REACH or reading.folded[block.start : span.begin].strip(" \t-•*:"):
        return None
    return line_above(reading, block) or None


def line_above(reading: Reading, block: Block) -> str:
    """The line above a block when it is short, else nothing."""
    index = reading.block_index(block.start)
    above = reading.blocks[index - 1] if index else None
    short = above is not None and above.end - above.start < _LABEL_LINE
    return reading.folded[above.start : above.end] if above is not None and short else ""


def _column_header(reading: Reading, span: DateSpan) -> str | None:
    """The cell without figures above a date's cell in the nearest line with as many cells (“Data limită”)."""
    index = reading.block_index(span.begin)
    cells = cells_of(reading, reading.blocks[index])
    column = next((n for n, (start, end) in enumerate(cells) if start <= span.begin < end), None)
    if column is None or len(cells) < 2:
        return None
    for block in reversed(reading.blocks[max(index - _ROWS_UP, 0) : index]):
        above = cells_of(reading, block)
        if len(above) == len(cells):
            header = reading.folded[slice(*above[column])]
            if not re.search(r"\d", header) and nearest_cue(header):
                return header
    return None

"""What a project's own record holds beside its title: code, contract, programme, period and duration."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extract.links import Mentions, project_at
from extract.reading import Reading
from romanian import lexicon
from romanian.numerals import NUMBER_WORDS, parse_number_words
from store.records import DateFact, Project

# cod MySMIS 116908 · COD SMIS 2014+: 128038 · SMIS2021/MySMIS2021 309218 · ID: 128038 · cod proiect 116908
_CODE = re.compile(
    r"""
    (?<!\w) (?: (?:cod\w*|id)\s+ )? (?: my\s?smis | smis ) [\s()/]*
      (?: (?:my\s?smis|smis)?\s* 20\d\d \+? [\s()]* )? (?:(?:cod|nr\.?|al\s+proiectului)\s+)?
      [:=.|-]? \s* (?P<smis>\d{5,7}) (?!\d)
    | (?<!\w) (?: cod(?:ul)?\s+(?:de\s+)?proiect\w* | id(?:\s+proiect)? ) \s* [:|]? \s* (?P<id>\d{5,7}) (?!\d)
    """,
    re.VERBOSE,
)
# POCU/465/4/4/128038 · contract POCU: 465/4/4/128038
_CONTRACT = re.compile(
    r"""
    (?<!\w) (?P<programme>pocu|posdru|poca|por|pids|peo|pnrr|poat) \s*[:/]?\s*
    (?P<number>\d{1,4}(?:/\d{1,3}(?:\.\d+)?){1,4}/(?P<code>\d{4,7})) (?![\d/])
    """,
    re.VERBOSE,
)
# contractul de finanțare nr. 5312/25.02.2020 · Număr contract de finanțare: 1187/03.07.2023 · nr. 31/12.04.2021/SEE
_NUMBERED_CONTRACT = re.compile(
    r"""
    (?<!\w) contract\w*
    (?: \s+ de \s+ (?:finantare|grant|subventie|sprijin\s+financiar) (?:\s+nerambursabil\w*)? )?
    (?: \s+ cu )? [\s:]* (?: (?:nr\.?|numar(?:ul)?) [\s:]* )?
    (?P<number> \d{2,8} \s? / \s? \d{1,2}\.\d{1,2}\.(?:19|20)\d\d (?:\s?/\s?[a-z]{2,8})? ) (?![\w/])
    """,
    re.VERBOSE,
)
# durata: 24 luni · timp de șase luni · 18 luni · trei ani
_DURATION = re.compile(
    rf"""
    (?<![\d.,/\w-]) (?: (?P<number>\d{{1,3}}) | (?P<words>{NUMBER_WORDS}) )
    \s* (?:\([\w\s]+\)\s*)? (?:de\s+)? (?P<unit>luni|ani|an|months|years) (?!\w)
    (?P<half>\s+si\s+jumatate)?
    """,
    re.VERBOSE,
)
_DURATION_BEFORE = re.compile(
    r"(?<!\w)(?:durat\w+|perioad\w+|timp\s+de|de-a\s+lungul|pe\s+parcursul|intins\w*\s+pe|dupa|dureaza|va\s+dura|va\s+tine|intinde\s+pe|duration)[^.;\n]{0,60}$"
)
_TITLE_BETWEEN = re.compile(r'"[^"\n]{3,400}"')  # “durata proiectului „…” este de 24 de luni”
_DURATION_BEHIND = re.compile(r"\s*(?:de\s+implementare|de\s+activitate|de\s+proiect)")
_IN_BRACKETS = re.compile(r"\d\s*[,(]\s*$")
_OTHER_DURATION = re.compile(
    r"(?<!\w)(?:varst\w+|vechime|sustenabil\w+|monitoriz\w+|garanti\w+|experienta|in\s+ultimii)[^.;\n]{0,40}$|(?<!\w)(?:cel\s+putin|peste|minim\w*)\s+(?:de\s+)?$"
)
_STATED = 0.7  # confidence of a range that is called the project's period
_YEARS_BEHIND = re.compile(r"[\s,\"]*(?:\(\w+\)\s*)?(?:20\d\d\s?-\s?20\d\d)")


def with_details(reading: Reading, projects: list[Project], mentions: Mentions, dates: list[DateFact]) -> list[Project]:
    """The projects with code, contract, programme, start, end and duration where the text gives them.

    `dates` are linked already. Nothing is computed: a duration stands only as the text states it.
    """
    if not projects:
        return []
    codes, contracts = _codes(reading, mentions)
    programmes = _programmes(reading, mentions)
    durations = _durations(reading, mentions)
    detailed = []
    for index, project in enumerate(projects):
        start, end = _period(d for d in dates if d.project == index)
        detailed.append(
            replace(
                project,
                code=codes.get(index),
                contract=contracts.get(index),
                programme=programmes.get(index),
                start=start,
                end=end,
                duration_months=durations.get(index),
            )
        )
    return detailed


def _codes(reading: Reading, mentions: Mentions) -> tuple[dict[int, str], dict[int, str]]:
    codes: dict[int, str] = {}
    contracts: dict[int, str] = {}
    for match in _CONTRACT.finditer(reading.folded):
        index = project_at(reading, mentions, match.start())
        if index is not None:
            contracts.setdefault(index, f"{match['programme'].upper()}/{match['number']}")
            codes.setdefault(index, match["code"])
    for match in _NUMBERED_CONTRACT.finditer(reading.folded):
        index = project_at(reading, mentions, match.start())
        if index is not None:
            contracts.setdefault(index, re.sub(r"\s", "", reading.text[slice(*match.span("number"))]))
    for match in _CODE.finditer(reading.folded):
        index = project_at(reading, mentions, match.start())
        if index is not None:
            codes.setdefault(index, match["smis"] or match["id"])
    return codes, contracts


@cache
def _programme_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(entry.regex for entry in lexicon.load("programmes"))


def _programmes(reading: Reading, mentions: Mentions) -> dict[int, str]:
    """The fullest name of a programme that stands with each project: with its years before without."""
    best: dict[int, tuple[int, int, str]] = {}
    whole_document: tuple[int, int, str] | None = None  # named before any project
    for rank, pattern in enumerate(_programme_patterns()):
        for match in pattern.finditer(reading.folded):
            index = project_at(reading, mentions, match.start())
            years = _YEARS_BEHIND.match(reading.folded, match.end())
            name = reading.text[match.start() : years.end() if years else match.end()].strip()
            score = (int(years is not None), -rank, name)
            if index is None:
                whole_document = max(whole_document or score, score)
            else:
                best[index] = max(best.get(index, score), score)
    if whole_document is not None:
        best = dict.fromkeys(range(mentions.count), whole_document) | best
    return {index: re.sub(r"\s+", " ", name) for index, (_, _, name) in best.items()}


def _durations(reading: Reading, mentions: Mentions) -> dict[int, Decimal]:
    """Months as stated; “3 ani (37 de luni)” counts its months."""
    found: dict[int, tuple[int, Decimal]] = {}
    for match in _DURATION.finditer(reading.folded):
        before = _TITLE_BETWEEN.sub("", reading.folded[max(match.start() - 500, 0) : match.start()])[-80:]
        stated = _DURATION_BEFORE.search(before) or _IN_BRACKETS.search(before[-4:])
        if not (stated or _DURATION_BEHIND.match(reading.folded, match.end())) or _OTHER_DURATION.search(before):
            continue
        index = project_at(reading, mentions, match.start())
        if index is None:
            continue
        number = int(match["number"]) if match["number"] else parse_number_words(match["words"].strip())
        in_months = match["unit"] in ("luni", "months")
        rank = int(not in_months)
        if index not in found or rank < found[index][0]:
            half = 6 if match["half"] and not in_months else 0
            found[index] = (rank, Decimal(number if in_months else number * 12 + half))
    return {index: months for index, (_, months) in found.items()}


def _period(dates: Iterable[DateFact]) -> tuple[str | None, str | None]:
    """Start and end: a stated period before single dates, the most precise before the first."""
    listed = list(dates)
    periods = [d for d in listed if d.role == "period"]
    period = max(periods, key=lambda d: (d.confidence, len(d.start), len(d.end)), default=None)
    start = next((d.start for d in listed if d.role == "start"), None)
    end = next((d.end for d in listed if d.role == "end"), None)
    if period is not None and (period.confidence >= _STATED or (start is None and end is None)):
        return period.start, period.end
    return start, end

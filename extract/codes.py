"""The numbers of a project: its SMIS code and its financing contract."""

import re
from collections.abc import Iterator

from extract.links import Mentions, project_at
from extract.reading import Reading

_PROGRAMME = r"(?:pocu|posdru|poca|por|pids|poids|peo|pnrr|poat)"
# cod MySMIS 116908 · COD SMIS 2014+: 128038 · SMIS2021/MySMIS2021 309218 · ID: 128038 · ID proiect POCU 116908
_CODE = re.compile(
    rf"""
    (?<!\w) (?: (?:cod\w*|id) \s+ (?:(?:de\s+proiect|unic|proiect(?:ului)?|al\s+proiectului) \s+ (?:in\s+)?)? )?
      (?: my\s?smis | smis ) [\s()/]*
      (?: (?:my\s?smis|smis)?\s* 20\d\d \+? [\s()]* )? (?:(?:cod|nr\.?|al\s+proiectului)\s*)?
      [:=.|-]? \s* (?P<smis>\d{{5,7}}) (?!\d)
    | (?<!\w) (?: cod(?:ul)?\s+(?:de\s+)?proiect\w* | id(?:-ul)?(?:\s+proiect\w*)?
        | (?: (?<=\() | (?<="[ ]) | (?<=",[ ]) ) cod(?:ul)? (?=\s*:?\s*\d{{6}}(?!\d)) ) (?:\s+{_PROGRAMME})? \s* [:|]?
      \s* (?P<id>\d{{5,7}}) (?!\d)
    """,
    re.VERBOSE,
)
# POCU/465/4/4/128038 · contract POCU: 465/4/4/128038 · POSDRU/165/6.2/S/143123
_CONTRACT = re.compile(
    rf"""
    (?<!\w) (?P<programme>{_PROGRAMME}) \s*[:/]?\s*
    (?P<number>\d{{1,4}}(?:\s?/\s?(?:\d{{1,3}}(?:\.\d+)?|[a-z])){{1,4}}\s?/\s?(?P<code>\d{{4,7}})) (?![\d/])
    """,
    re.VERBOSE,
)
_FINANCING = r"de \s+ (?:co)?(?:finantare|grant|subventi\w+|sprijin\s+financiar) (?:\s+nerambursabil\w*)?"
_DAY = r"\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d\d"
# contractul de finanțare nr. 5312/25.02.2020 · Număr contract de finanțare: 1187/03.07.2023 · nr. 31/12.04.2021/SEE
# · contract nr. 1968/1452/ din 31.01.2022 · contractul de finanțare nr. 5519/2020
_NUMBERED = re.compile(
    rf"""
    (?<!\w) contract(?:ul|ului|e|elor|ele)? (?P<financing>\s+{_FINANCING})? (?:\s+cu)? [\s:]*
    (?: (?:nr\.?|numar(?:ul)?) [\s:]* )?
    (?P<number>
      (?: [a-z]{{1,4}}\s? (?=\d) )? \d [\w-]{{0,12}} (?: \s?/\s? \w{{1,8}} (?!\.) ){{0,3}}
      (?: \s? / \s? (?:din(?:\s+data\s+de)?\s+)? | \s+ din (?:\s+data\s+de)? \s+ ) {_DAY} (?: \s?/\s?[a-z]{{2,8}} )?
    | (?(financing)|(?!)) \d{{1,8}} \s?/\s? (?:19|20)\d\d ) (?![\w/])
    """,
    re.VERBOSE,
)
# Contract de finanțare: RO2011_B3.4_7 · Contractul nr. RO 0207.01.02.118 · Nr. contract: PHARE/2003/005-551.01
_LETTERED = re.compile(
    rf"""
    (?<!\w) (?: contract(?:ul|ului)? (?:\s+{_FINANCING})? (?: \s*: | \s+ (?:cu\s+)? (?:nr\.?|numar(?:ul)?) \s*:? )
             | (?:nr\.?|numar(?:ul)?) \s+ (?:de\s+identificare\s+(?:a|al)\s+)? contract(?:ul|ului)?
               (?:\s+{_FINANCING})? \s* : ) \s*
    (?P<number> [a-z]{{2,8}} [\s/_-]? (?=[\w./-]{{0,20}}\d[\w/-]{{0,12}}[._/-]\w)
                [\w/-]{{1,24}} (?:[._/-]{{1,2}}[\w/-]{{1,24}}){{0,8}} ) (?!\w)
    """,
    re.VERBOSE,
)
# RO19-0042/18K/SEE/22.06.2016: grants of the EEA and Norway carry their mark in the number
_MARKED = re.compile(rf"(?<![\w/-])(?P<number>[a-z][\w-]{{2,14}}/(?:[\w-]{{1,8}}/)?see/{_DAY})(?![\w/])")


def codes(reading: Reading, mentions: Mentions) -> tuple[dict[int, str], dict[int, str]]:
    """The code and the contract of each project that the text numbers; a number as written, without needless blanks."""
    known: dict[int, str] = {}
    contracts: dict[int, str] = {}
    for match in _CONTRACT.finditer(reading.folded):
        index = project_at(reading, mentions, match.start())
        if index is not None:
            number = re.sub(r"\s+", "", match["number"]).upper()  # POSDRU/165/6.2 /S/142870
            contracts.setdefault(index, f"{match['programme'].upper()}/{number}")
            known.setdefault(index, match["code"])
    for place, number in _numbered(reading):
        index = project_at(reading, mentions, place)
        if index is not None:
            contracts.setdefault(index, number)
    for match in _CODE.finditer(reading.folded):
        index = project_at(reading, mentions, match.start())
        if index is not None:
            known.setdefault(index, match["smis"] or match["id"])
    return known, contracts


def _numbered(reading: Reading) -> Iterator[tuple[int, str]]:
    for pattern in (_NUMBERED, _MARKED, _LETTERED):
        for match in pattern.finditer(reading.folded):
            number = re.sub(r"\s*/?\s*din(?:\s+data\s+de)?\s+", "/", reading.text[slice(*match.span("number"))])
            between = " " if pattern is _LETTERED else ""  # “RO 0207.01.02.118”
            yield match.start(), re.sub(r"\s+", between, number)

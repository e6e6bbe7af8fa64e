"""Parts of a year as Romanian pages name them: quarters, half years, seasons, beginnings and ends.

Each form is a pattern with a place for the year, which may be a number or words that the day of publication gives
a meaning to (“al acestui an”). Everything here takes folded text.
"""

import calendar
import re

from romanian.calendar import MONTH, MONTHS, ORDINALS, ROMAN_MONTHS, SEASONS

_OF_YEAR = r"(?:(?:al?|ale|din|in|pe|,)\s+)?(?:anul(?:ui)?\s+|lui\s+)?"
# T4 2021 · trimestrul III al anului 2018 · semestrul II 2025 · Sem. I/2021 · semestrul al II-lea al anului 2021
PART = r"""
    (?<!\w) (?: (?P<quarter>t|q|trim\.?|trimestrul) | (?P<half>s(?!i)|sem\.?|semestrul) )
    \s* (?: al\s+ (?P<ordered>doilea|treilea|patrulea|ii-lea|iii-lea|iv-lea) | (?P<number>[1-4]|i{{1,3}}|iv) ) (?!\w)
    (?: \s*[/,-]\s* | \s+ ) {of_year} (?P<year>{year}) (?!\d)
"""
# în prima jumătate a anului 2018 · al doilea semestru din 2018 · ultimul trimestru al anului 2020
ORDINAL_PART = r"""
    (?<!\w) (?P<ordinal>{ordinals}) \s+ (?P<unit>trimestru|semestru|jumatate) \s+ {of_year} (?P<year>{year}) (?!\d)
"""
# vara lui 2015 · toamna anului 2020
SEASON = r"(?<!\w)(?P<season>{seasons})\s+{of_year}(?P<year>{year})(?!\d)"
# sfârșitul anului 2023 · finalul lunii mai 2023 · începutul lui 2015
EDGE = r"""
    (?<!\w) (?P<edge>sfarsitul|finalul|finele|inceputul|jumatatea|mijlocul) \s+
    (?: (?:lunii|lui) \s+ (?P<month>{month}) \s+ {of_year} | (?: (?:lui|anului) \s+ )? ) (?P<year>{year}) (?!\d)
"""


def months_of(match: re.Match[str], year: str) -> tuple[str, str] | None:
    """First and last month of a quarter, a half year or a season that `PART`, `ORDINAL_PART` or `SEASON` found."""
    groups = match.groupdict()
    if groups.get("season"):
        first, last = SEASONS[groups["season"]]
        return f"{year}-{first:02d}", f"{year}-{last:02d}"
    if groups.get("unit"):
        length = 3 if groups["unit"] == "trimestru" else 6
        number = ORDINALS[re.sub(r"\s+", " ", groups["ordinal"])] or 12 // length
    else:
        length = 3 if groups["quarter"] else 6
        text = groups["number"] or groups["ordered"].removesuffix("-lea")
        number = ROMAN_MONTHS.get(text) or ORDINALS.get(f"al {text}") or int(text)
    if number * length > 12:
        return None
    return f"{year}-{(number - 1) * length + 1:02d}", f"{year}-{number * length:02d}"


def edge_of(match: re.Match[str], year: str) -> str:
    """The last day at “sfârșitul”, else the year or the month itself, of what `EDGE` found."""
    last = match["edge"] in ("sfarsitul", "finalul", "finele")
    if match["month"] is None:
        return f"{year}-12-31" if last else year
    month = MONTHS[match["month"].rstrip(".")]
    value = f"{year}-{month:02d}"
    return f"{value}-{calendar.monthrange(int(year), month)[1]}" if last else value


def with_year(form: str, year: str) -> re.Pattern[str]:
    """One of the forms above, compiled for a pattern of the year."""
    return re.compile(
        form.format(
            of_year=_OF_YEAR,
            year=year,
            month=MONTH,
            ordinals="|".join(name.replace(" ", r"\s+") for name in ORDINALS),
            seasons="|".join(SEASONS),
        ),
        re.VERBOSE,
    )

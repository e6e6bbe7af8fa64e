"""Numbers of financing contracts: which two are one contract, which are two, and which can't be compared."""

import re
from dataclasses import dataclass
from functools import lru_cache

from resolve.spelling import folded

_LONGEST = 200  # characters looked at
_DAY = re.compile(r"(?<!\d)(?P<day>\d{1,2})[.-](?P<month>\d{1,2})[.-](?P<year>(?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?<=[/\s])(?P<year>(?:19|20)\d\d)\s*$")
# POCU/465/4/4/128038: the last part of such a contract's number is the SMIS code. On folded text.
_CODE_INSIDE = re.compile(r"(?:/\w+){2,}/(?P<code>\d{5,6})$")
_WORDS = re.compile(r"\b(?:contract\w*|de|finantare|nr|numar\w*|din|data)\b\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract's number: one with a day or year by its registered numbers, another by its letters and digits."""

    written: str
    numbers: frozenset[str]  # registered ones; an agreement may have one of each side's register
    date: str  # ISO 8601, a year or a day; "" for numbers that carry none
    path: str  # letters and digits of a number without date; "" of one with

    @property
    def code(self) -> str | None:
        """The SMIS code that such a number ends with."""
        inside = _CODE_INSIDE.search(self.path)
        return inside["code"] if inside else None

    @property
    def is_alone_enough(self) -> bool:
        """Whether hardly another contract has this number: “12/2019” many authorities have."""
        return len(self.date) > len("2019") or len(re.sub(r"\W", "", self.path)) > len("2019/12")

    @property
    def names(self) -> tuple[str, ...]:
        """What equal contracts have at least one of in common."""
        if self.path:
            return (self.path,)
        return tuple(f"{number}/{self.date[:4]}" for number in sorted(self.numbers))


@lru_cache(maxsize=65536)
def read_contract(written: str) -> Contract | None:
    """A number as written, taken apart; None when it holds no digit."""
    text = _WORDS.sub(" ", folded(" ".join(written[:_LONGEST].split())))
    if not any(map(str.isdigit, text)):
        return None
    day = _DAY.search(text)
    year = _YEAR.search(text) if day is None else None
    dated = day or year
    if dated is None:
        return Contract(written=written, numbers=frozenset(), date="", path=_bare(text))
    numbers = frozenset(
        number.lstrip("0") or "0" for part in text[: dated.start()].split("/") if (number := re.sub(r"\W+", "", part))
    )
    if not numbers:
        return Contract(written=written, numbers=frozenset(), date="", path=_bare(text))
    date = f"{day['year']}-{int(day['month']):02}-{int(day['day']):02}" if day else dated["year"]
    return Contract(written=written, numbers=numbers, date=date, path="")


def are_one(one: Contract, other: Contract) -> bool:
    """Whether they are one: the same number, of the same day where both tell it."""
    if one.path or other.path:
        return one.path == other.path
    if one.numbers.isdisjoint(other.numbers):
        return False
    return one.date.startswith(other.date) or other.date.startswith(one.date)


def are_two(one: Contract, other: Contract) -> bool:
    """Whether they are numbers of one kind, and differ: a financier's number is no other register's."""
    return bool(one.path) == bool(other.path) and not are_one(one, other)


def _bare(text: str) -> str:
    return re.sub(r"[^\w/]+", "", text).strip("/")

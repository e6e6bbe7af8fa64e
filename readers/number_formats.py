"""A number of a sheet as the sheet shows it: the format codes of spreadsheets, with the separators of Romania.

`1234567.5` in `#,##0.00 "lei"` is “1.234.567,50 lei”. Dates are written dd.mm.yyyy whatever the order of the code's
parts, so that 03/04 can't be taken for the fourth of March; what the code leaves out (day, year, hour) is left out.
Source: ECMA-376 part 1, 18.8.30 (codes that are built in) and 18.8.31 (grammar of codes).
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from romanian.calendar import MONTHS

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%",
    10: "0.00%", 14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "dd.mm.yyyy h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 49: "@",
}  # fmt: skip
"""Codes that a file need not spell out. Which currency 5 to 8, 42 and 44 show depends on the reader's own computer."""

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<blank>.) | \*(?P<fill>.)
    | \[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\] | \[(?P<elapsed>h+|m+|s+)\] | \[(?P<aside>[^\]]*)\]
    | (?P<general>General|Standard) | (?P<noon>AM/PM|A/P) | (?P<date>y+|m+|d+|h+|s+|e+(?![+-]))
    | (?P<digit>[0\#?]) | (?P<exponent>E[+-]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<text>@)
    | (?P<slash>/) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MONTHS = tuple(MONTHS)[:12]
_LONGEST_CODE = 255  # characters, as the office programs allow
_MOST_DECIMALS = 30
_DIGITS = 15  # that a number of a sheet has
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 (a sheet's days have no zone)
_EXACT = Context(prec=400)  # digits; a sheet's largest number has 309
_LAST_DAY = 2_958_465  # 31.12.9999

_Tokens = tuple[tuple[str, str], ...]


def shown(number: str, code: str, *, since_1904: bool = False) -> str:
    """The text of the cell. `number` is as the file has it, `code` its format.

    Raises ValueError when `number` is none.
    """
    if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", number):
        raise ValueError(number)
    value = Decimal(number)
    sections = _sections(code)
    section = sections[0]
    kinds = {kind for kind, _ in section}
    if kinds & {"date", "elapsed"}:
        return _moment(value, section, since_1904=since_1904)
    sign = "-" if value < 0 else ""
    if value < 0 and len(sections) > 1:
        section, sign = sections[1], ""
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    kinds = {kind for kind, _ in section}
    if not kinds & {"digit", "general", "text"} and section:
        return _literals(section).strip()
    if kinds & {"exponent", "slash", "general", "text"} or not section:
        before, after = _around(section, {"general"}) if "general" in kinds else ("", "")
        return f"{sign}{before}{_general(abs(value))}{after}".strip()
    text = _in_places(abs(value), section)
    return (sign + text if re.search("[1-9]", text) else text).strip()


def plain(number: str, code: str, *, since_1904: bool = False) -> tuple[str, bool]:
    """A number as such, whatever its format shows of it, and whether it is a day: 1234567.89; 2019-12-31.

    With the 15 digits that a sheet has, so without the tail of binary fractions. Raises ValueError for no number.
    """
    value = Decimal(f"{float(number):.{_DIGITS}g}")
    if not value.is_finite():
        raise ValueError(number)
    is_day = any(kind == "date" and text[0] in "yYdD" for kind, text in _sections(code)[0])
    if is_day and 1 <= value <= _LAST_DAY:
        return f"{_at(value, since_1904=since_1904):%Y-%m-%d}", True
    return f"{value:f}", False


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Tokens, ...]:
    sections: list[list[tuple[str, str]]] = [[]]
    for found in _TOKEN.finditer(code[:_LONGEST_CODE]):
        kind = str(found.lastgroup)
        if kind == "other" and found.group() == ";":
            sections.append([])
        elif kind not in ("aside", "fill", "noon"):
            sections[-1].append((kind, " " if kind == "blank" else found[kind]))
    return tuple(map(tuple, sections))


def _general(value: Decimal) -> str:
    """As without a format: no separators, all digits of long codes, no tail of binary fractions."""
    if value == value.to_integral_value():
        return f"{value:.0f}"
    whole = len(f"{value:.0f}")
    text = f"{value:.{min(max(_DIGITS - 5 - whole, 0), 10)}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _literals(section: _Tokens) -> str:
    return "".join(_literal(kind, text) for kind, text in section)


def _literal(kind: str, text: str) -> str:
    if kind == "percent":
        return "%"
    return text if kind in ("quoted", "escaped", "blank", "currency", "other", "slash") else ""


def _around(section: _Tokens, kinds: set[str]) -> tuple[str, str]:
    """Literals before and after the part of these kinds."""
    places = [place for place, (kind, _) in enumerate(section) if kind in kinds]
    return _literals(section[: places[0]]), _literals(section[places[-1] + 1 :])


def _in_places(value: Decimal, section: _Tokens) -> str:
    """The digits of a number put into the places of its format."""
    places = [place for place, (kind, _) in enumerate(section) if kind == "digit"]
    point = next((place for place, (kind, _) in enumerate(section) if kind == "point"), len(section))
    whole = [place for place in places if place < point]
    decimals = [place for place in places if place > point][:_MOST_DECIMALS]
    commas = [place for place, (kind, _) in enumerate(section) if kind == "comma"]
    last = whole[-1] if whole else -1
    grouped = any(whole and whole[0] < place < last for place in commas)
    value = value.scaleb(2 * sum(kind == "percent" for kind, _ in section) - 3 * sum(c > last for c in commas))
    rounded = f"{value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP, _EXACT):f}"
    digits, _, fraction = rounded.partition(".")
    fraction = _without_optional_zeros(fraction, [section[place][1] for place in decimals])
    at = _by_place(digits.lstrip("0"), whole, section, grouped=grouped)
    at |= dict(zip(decimals, fraction, strict=False))
    if point < len(section):
        at[point] = "," if fraction else ""
        if not whole:
            at[point] = (digits.lstrip("0") or "0") + at[point]
    return "".join(at.get(place, "") or _literal(*token) for place, token in enumerate(section))


def _without_optional_zeros(fraction: str, places: list[str]) -> str:
    while fraction and fraction.endswith("0") and places[len(fraction) - 1] != "0":
        fraction = fraction[:-1]
    return fraction


def _by_place(digits: str, places: list[int], section: _Tokens, *, grouped: bool) -> dict[int, str]:
    """Digits from the right, one a place; the first place takes all that are left."""
    at: dict[int, str] = {}
    written = 0
    for place in reversed(places):
        first = place == places[0]
        piece = digits if first else digits[-1:]
        digits = "" if first else digits[:-1]
        if not piece and section[place][1] == "0":
            piece = "0"
        text = ""
        for digit in reversed(piece):
            text = digit + ("." if grouped and written and written % 3 == 0 else "") + text
            written += 1
        at[place] = text
    return at


def _moment(value: Decimal, section: _Tokens, *, since_1904: bool) -> str:
    """A day counted from the epoch, with the parts of its format."""
    if any(kind == "elapsed" for kind, _ in section):
        minutes, seconds = divmod(round(value * 86_400), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
    if not 0 <= value <= _LAST_DAY:
        return _general(value) if value >= 0 else f"-{_general(-value)}"
    moment = _at(value, since_1904=since_1904)
    parts = [text.lower() for kind, text in section if kind == "date"]
    year, day = any(p[0] in "ye" for p in parts), any(p in ("d", "dd") for p in parts)
    clock = any(p[0] == "h" for p in parts)
    month = next((p for place, p in enumerate(parts) if p[0] == "m" and not _is_minute(parts, place)), "")
    pieces = [_day(moment, year=year, month=month, day=day)]
    if clock or not (year or month or day):
        pieces.append(f"{moment:%H:%M:%S}" if any(p[0] == "s" for p in parts) else f"{moment:%H:%M}")
    return " ".join(filter(None, pieces))


def _at(value: Decimal, *, since_1904: bool) -> datetime:
    if not since_1904 and value < 60:
        value += value >= 1  # the 29th of February 1900, which sheets have, came after it
    return (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(seconds=round(value * 86_400))


def _is_minute(parts: list[str], place: int) -> bool:
    return (place > 0 and parts[place - 1][0] == "h") or (place + 1 < len(parts) and parts[place + 1][0] == "s")


def _day(moment: datetime, *, year: bool, month: str, day: bool) -> str:
    if month and (len(month) > 2 or not (day or not year)):
        pieces = [str(moment.day) if day else "", _MONTHS[moment.month - 1], str(moment.year) if year else ""]
        return " ".join(filter(None, pieces))
    numbers = [f"{moment:%d}" if day else "", f"{moment:%m}" if month else "", f"{moment.year}" if year else ""]
    return ".".join(filter(None, numbers))


def iso_moment(value: str) -> str:
    """2024-03-15T10:30:00 → 15.03.2024 10:30; the clock is left out at midnight."""
    day, _, clock = value.partition("T")
    parts = day.split("-")
    text = ".".join(reversed(parts)) if len(parts) == 3 else day
    return f"{text} {clock[:5]}" if clock.strip("0:.Z") else text

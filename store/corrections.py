"""What people may correct of a fact: its fields by kind, how a new value is written, and the fact with it.

A field is called as the column that it stands in. Values are texts, as people type them and as decisions.toml has
them; the empty text says that there is nothing. Pure functions.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Literal, TypeVar, get_args

from romanian.counties import counties
from romanian.fold import fold
from romanian.labels import labels
from romanian.numerals import SCALES, parse_number
from store.fact_values import LARGEST
from store.records import (
    Amount,
    AmountRole,
    Beneficiaries,
    DateFact,
    DateRole,
    PartnerRole,
    PlaceKind,
    Project,
    Status,
)
from store.rows import Fact

FactKind = Literal["project", "partner", "amount", "date", "beneficiaries", "place"]
Value = str | int | bool | Decimal | tuple[str, ...] | None  # of a record
Parse = Callable[[str], Value]  # raises ValueError with words for people
_F = TypeVar("_F", bound=Fact)

PROJECT = "project"
"""The field of every fact but mentions that says to which of its document's projects it belongs."""

_LONGEST = 500  # characters of a name or title
_SCALES = {**SCALES, "mil": 10**6, "mil.": 10**6, "mld": 10**9, "mld.": 10**9}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_YES_NO = {"1": True, "yes": True, "da": True, "0": False, "no": False, "nu": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    attribute: str  # of the record
    parse: Parse
    may_be_empty: bool = False


def _text(value: str) -> str:
    words = " ".join(value.split())
    if len(words) > _LONGEST:
        raise ValueError(f"it has {len(words)} characters, more than {_LONGEST}")
    if not words.isprintable():
        raise ValueError("it has characters that can't be printed")
    return words


def _decimal(value: str) -> Decimal:
    """A number in Romanian or plain writing: 1.250.000,50 and 1250000.50 and 1,2 milioane."""
    digits, _, scale = fold(value).strip().rpartition(" ")
    if scale in _SCALES and digits:
        scaled = parse_number(digits) * _SCALES[scale]
        return scaled.to_integral_value() if scaled == scaled.to_integral_value() else scaled
    return parse_number(fold(value).strip())


def _money(value: str) -> Decimal:
    try:
        return _decimal(value)
    except ValueError:
        raise ValueError(
            f"{value!r} is no sum; write 1.250.000,50 or 1250000.50, without the currency, which is a field of its own"
        ) from None


def _months(value: str) -> Decimal:
    try:
        return _decimal(value)
    except ValueError:
        raise ValueError(f"{value!r} is no number of months; write 24 or 7,5") from None


def _whole(value: str) -> int:
    try:
        number = _decimal(value)
    except ValueError:
        raise ValueError(f"{value!r} is no whole number; write 1200 or 1.200") from None
    if number != int(number) or number > LARGEST:
        raise ValueError(f"{value!r} is no whole number that can be kept")
    return int(number)


def _day(value: str) -> str:
    text = value.strip()
    try:
        known = date.fromisoformat(f"{text}-01-01"[:10]) if _DATE.fullmatch(text) else None
    except ValueError:
        known = None
    if known is None:
        raise ValueError(f"{value!r} is no date; write 2019-06-13, 2019-06 or 2019")
    return text


def _choice(names: tuple[str, ...], value: str) -> str:
    name = value.strip().lower()
    if name not in names:
        raise ValueError(f"{value!r} is none of {', '.join(names)}")
    return name


def _currency(value: str) -> str:
    code = {"LEI": "RON", "EURO": "EUR"}.get(value.strip().upper(), value.strip().upper())
    if not re.fullmatch("[A-Z]{3}", code):
        raise ValueError(f"{value!r} is no currency; write its ISO code: RON, EUR, ROL, …")
    return code


def _flag(value: str) -> bool:
    known = _YES_NO.get(value.strip().lower())
    if known is None:
        raise ValueError(f"{value!r} is neither yes nor no")
    return known


def _categories(value: str) -> tuple[str, ...]:
    known = tuple(labels()["categories"])
    return tuple(dict.fromkeys(_choice(known, name) for name in value.split(",")))


def _county(value: str) -> str:
    for county in counties():
        if fold(county.name) == fold(value.strip()):
            return county.name
    raise ValueError(f"{value!r} is no county; write its name without “județul”")


def _siruta(value: str) -> int:
    code = _whole(value)
    if not 1 <= code <= 999999:
        raise ValueError(f"{value!r} is no SIRUTA code")
    return code


def _of(attribute: str, parse: Parse, *, may_be_empty: bool = False) -> _Field:
    return _Field(attribute=attribute, parse=parse, may_be_empty=may_be_empty)


def _one_of(literal: object) -> Parse:
    return partial(_choice, get_args(literal))


_BOUND = _of("bound", partial(_choice, ("min", "max")), may_be_empty=True)
FIELDS: Mapping[FactKind, Mapping[str, _Field]] = {
    "project": {
        "title": _of("title", _text),
        "code": _of("code", _text, may_be_empty=True),
        "contract": _of("contract", _text, may_be_empty=True),
        "programme": _of("programme", _text, may_be_empty=True),
        "period_start": _of("start", _day, may_be_empty=True),
        "period_end": _of("end", _day, may_be_empty=True),
        "duration_months": _of("duration_months", _months, may_be_empty=True),
    },
    "partner": {"name": _of("name", _text), "role": _of("role", _one_of(PartnerRole))},
    "amount": {
        "value": _of("value", _money),
        "value_max": _of("value_max", _money, may_be_empty=True),
        "currency": _of("currency", _currency),
        "role": _of("role", _one_of(AmountRole)),
        "approximate": _of("approximate", _flag),
        "bound": _BOUND,
        "organisation": _of("organisation", _text, may_be_empty=True),
    },
    "date": {"start_date": _of("start", _day), "end_date": _of("end", _day), "role": _of("role", _one_of(DateRole))},
    "beneficiaries": {
        "count": _of("count", _whole),
        "count_max": _of("count_max", _whole, may_be_empty=True),
        "unit": _of("unit", _text),
        "group_phrase": _of("group", _text, may_be_empty=True),
        "categories": _of("categories", _categories),
        "status": _of("status", _one_of(Status)),
        "approximate": _of("approximate", _flag),
        "bound": _BOUND,
    },
    "place": {
        "name": _of("name", _text),
        "kind": _of("kind", _one_of(PlaceKind)),
        "county": _of("county", _county, may_be_empty=True),
        "siruta": _of("siruta", _siruta, may_be_empty=True),
    },
}
"""What can be corrected, by kind of fact and column; beside it, of all but mentions, the `PROJECT`."""

_SHORT = {"start": ("period_start", "start_date"), "end": ("period_end", "end_date"), "months": ("duration_months",)}


def field_named(kind: FactKind, name: str) -> str:
    """The field that somebody means by a name. Raises ValueError that names those that there are."""
    wanted = name.strip().lower()
    for field in (wanted, *_SHORT.get(wanted, ())):
        if field in FIELDS[kind] or (field == PROJECT and kind != "project"):
            return field
    there = [*FIELDS[kind], *([] if kind == "project" else [PROJECT])]
    raise ValueError(f"there is no field {name!r} to correct; of this kind there are: {', '.join(there)}")


def parsed(kind: FactKind, field: str, value: str) -> Value:
    """The value of a field as records have it, None for nothing. Raises ValueError with words for people."""
    known = FIELDS[kind][field]
    if not value.strip():
        if known.may_be_empty:
            return None
        raise ValueError(f"{field} can't be empty")
    found = known.parse(value)
    if found in ("", ()):
        raise ValueError(f"{field} can't be empty")
    return found


def told(kind: FactKind, fact: Fact, field: str) -> str | None:
    """What the field of a fact says now, as its column has it and as it can be typed again; None for nothing."""
    return as_text(getattr(fact, FIELDS[kind][field].attribute))


def as_text(value: Value) -> str | None:
    """A value of a record as text: plain digits, ISO dates, 0 and 1; of several names a JSON array."""
    match value:
        case None:
            return None
        case bool():
            return str(int(value))
        case Decimal():
            return f"{value:f}"
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def corrected(kind: FactKind, fact: _F, field: str, value: str) -> _F:
    """The fact with another value in this field; evidence and all else stay. Raises ValueError, as `parsed`."""
    values: dict[str, Any] = {FIELDS[kind][field].attribute: parsed(kind, field, value)}
    return replace(fact, **values)


def contradiction(fact: Fact) -> str | None:
    """Why the values of a fact can't be together, in words; None when they can."""
    match fact:
        case Amount(value=least, value_max=Decimal() as most) if most < least:
            return f"value_max {most:f} would be below value {least:f}"
        case Beneficiaries(count=least, count_max=int(most)) if most < least:
            return f"count_max {most} would be below count {least}"
        case Project(start=str(start), end=str(end)) if _is_before(end, start):
            return f"period_end {end} would be before period_start {start}"
        case DateFact(start=start, end=end) if _is_before(end, start):
            return f"end_date {end} would be before start_date {start}"
    return None


def _is_before(end: str, start: str) -> bool:
    """Whether a day is before another as far as both are known: 2019 is not before 2019-06."""
    known = min(len(end), len(start))
    return end[:known] < start[:known]

"""How people read the codes and numbers in answers to written questions; in SQL, CSV and JSON they stay as they are."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from explore.contradictions import ABOUT
from explore.fact_words import role_name
from explore.wording import Language, grouped
from romanian.labels import labels

_Words = Mapping[str, tuple[str, str]]  # Romanian and English by code

_THINGS: _Words = {
    "document": ("pagină", "page"),
    "project": ("proiect", "project"),
    "project_mentions": ("proiect", "project"),
    "partner": ("organizație", "organisation"),
    "partners": ("organizație", "organisation"),
    "amount": ("sumă", "sum"),
    "amounts": ("sumă", "sum"),
    "date": ("dată", "date"),
    "dates": ("dată", "date"),
    "beneficiaries": ("beneficiari", "beneficiaries"),
    "place": ("loc", "place"),
    "places": ("loc", "place"),
    **{kind: (ABOUT["ro"][kind], ABOUT["en"][kind]) for kind in ABOUT["ro"] if kind != "beneficiaries"},
}
_ACTIONS: _Words = {
    "new": ("nou", "new"),
    "changed": ("schimbat", "changed"),
    "vanished": ("dispărut", "gone"),
    "returned": ("reapărut", "back"),
}
_RULES: _Words = {
    "stated": ("spusă de o pagină", "stated by a page"),
    "approximate": ("spusă aproximativ", "stated as about"),
    "range": ("capătul de jos al unui interval", "lower end of a range"),
    "parts": ("finanțare și contribuție proprie, adunate", "grant and own contribution, added up"),
}
_LEVELS: _Words = {
    "county": ("județ", "county"),
    "city": ("municipiu", "city"),
    "town": ("oraș", "town"),
    "commune": ("comună", "commune"),
    "village": ("sat", "village"),
    "sector": ("sector", "sector"),
}
_COUNTIES: _Words = {"several counties": ("mai multe județe", "several counties")}
_REASONS: _Words = {"addendum": ("act adițional", "addendum")}
_DATED = frozenset({"date", "dates", "period_start", "period_end"})  # whose values are days, months or years
_Kind = Literal["partners", "amounts", "dates", "beneficiaries", "places", "categories"]
_ROLES: tuple[_Kind, ...] = ("partners", "amounts", "beneficiaries", "dates")
"""Where a role is looked up, if its row doesn't say of what it is."""


def cell_words(columns: Sequence[str], row: Sequence[object], place: int, language: Language) -> object:
    """The text at this place of a row as people read it: words for a code, anything else as it is."""
    name, value = columns[place], row[place]
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    say = _COLUMNS.get(name)
    if say is None:
        return value
    kind = row[list(columns).index("kind")] if "kind" in columns else None
    if say is _figure:
        return value if kind in _DATED else _figure(value, str(kind), language)
    said = (say(code, str(kind), language) for code in value.replace(", ", ",").split(","))
    return ", ".join(said)


def number_words(name: str, value: float, language: Language) -> str:
    """A number in the column of this name as people read it, with dots for thousands; a year has none."""
    return str(value) if name == "year" else _number(str(value), language)


def _number(exact: str, language: Language) -> str:
    number = Decimal(exact)
    if not number.is_finite():
        return exact
    decimals = 0 if number == number.to_integral_value() else len(exact.partition(".")[2])
    return grouped(number, decimals, language)


def _figure(exact: str, _kind: str, language: Language) -> str:
    """A sum or a count that is stored as text, to be exact; names may stand in the same column."""
    return _number(exact, language) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", exact) else exact


def _in(words: _Words) -> Callable[[str, str, Language], str]:
    def say(code: str, _kind: str, language: Language) -> str:
        return words.get(code, (code, code))[language == "en"]

    return say


def _role(code: str, kind: str, language: Language) -> str:
    of = kind if kind in labels() else next((one for one in _ROLES if code in labels()[one]), "partners")
    return role_name(of, code, language)


def _group(code: str, _kind: str, language: Language) -> str:
    """A group of beneficiaries, by its code or its Romanian name, or several with "+" between; beside it may stand a
    status.
    """
    if code in labels()["beneficiaries"]:
        return role_name("beneficiaries", code, language)
    names = {label.ro: name for name, label in labels()["categories"].items()}
    return " + ".join(role_name("categories", names.get(one, one), language) for one in code.split("+"))


_COLUMNS: Mapping[str, Callable[[str, str, Language], str]] = {
    "about": _group,
    "action": _in(_ACTIONS),
    "category": _group,
    "county": _in(_COUNTIES),
    "grant_value": _figure,
    "kind": _in(_THINGS),
    "kinds": _in(_THINGS),
    "level": _in(_LEVELS),
    "other_roles": _role,
    "other_value": _figure,
    "reason": _in(_REASONS),
    "role": _role,
    "roles": _role,
    "rule": _in(_RULES),
    "status": _role,
    "value": _figure,
}

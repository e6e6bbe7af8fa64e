"""Documents that people annotated: NAME.json beside the document in one folder, read and checked.

The form of an annotation, shown by the files of `tests/documents`, is close to that of facts: each fact but a
project and a partner has a `quote` from the text, `project` is a place in `projects` or null. Further,
`"optional": true` marks a fact that may be found or left alone, `"any"` accepts every value, a unit or a
contract lists all its right spellings, and `aliases` are other right names.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from romanian.fold import plain
from store.records import AmountRole, Bound, DateRole, PartnerRole, PlaceKind, Status

CATEGORIES = frozenset(
    (
        "children", "youth", "families", "parents_carers", "adults", "women", "elderly",
        "people_with_disabilities", "victims_of_violence", "roma", "homeless", "migrants_refugees",
        "unemployed", "specialists", "volunteers", "participants", "institutions", "communities",
        "households", "people",
    )
)  # fmt: skip


_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")  # 2021, 2021-05, 2021-05-30


class GoldError(ValueError):
    """An annotation that can't be used; the message names its file and what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A text and what people found in it."""

    name: str
    text: str
    published: str | None
    facts: Mapping[str, Sequence[Mapping[str, Any]]]  # by the kinds of `FACTS` that are annotated, in that form


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_duration(value: object) -> bool:
    return type(value) in (int, float)


def _is_decimal(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d+(?:\.\d+)?", value) is not None


def _is_date(value: object) -> bool:
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def _is_currency(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Z]{3}", value) is not None


def _are_categories(value: object) -> bool:
    return isinstance(value, list) and _is_texts(value) and CATEGORIES.issuperset(value)


def _one_of(literal: object) -> Callable[[object], bool]:
    return lambda value: value in get_args(literal)


_Form = Mapping[str, Callable[[Any], bool]]

# What each fact must have and, with a question mark, may have; "any" and null are treated apart.
_PLACE: _Form = {"project": lambda value: value is None or _is_count(value), "optional?": _is_flag}
_QUOTED: _Form = {"quote": _is_text, **_PLACE}
FACTS: Mapping[str, _Form] = {
    "projects": {
        "title": _is_text, "aliases?": _is_texts, "code?": _is_text, "contract?": _is_texts,
        "programme?": _is_texts, "start?": _is_date, "end?": _is_date, "duration_months?": _is_duration,
        "optional?": _is_flag,
    },
    "partners": {"name": _is_text, "role": _one_of(PartnerRole), "aliases?": _is_texts, **_PLACE},
    "amounts": {
        "value": _is_decimal, "value_max?": _is_decimal, "currency": _is_currency,
        "role": _one_of(AmountRole), "approximate": _is_flag, "bound?": _one_of(Bound), **_QUOTED,
    },
    "dates": {"start": _is_date, "end": _is_date, "role": _one_of(DateRole), **_QUOTED},
    "beneficiaries": {
        "count": _is_count, "count_max?": _is_count, "unit": _is_texts, "categories": _are_categories,
        "status": _one_of(Status), "approximate": _is_flag, "bound?": _one_of(Bound), **_QUOTED,
    },
    "places": {
        "name": _is_text, "kind": _one_of(PlaceKind), "county?": _is_text, "aliases?": _is_texts, **_PLACE,
    },
}  # fmt: skip
_MAY_BE_LEFT_OUT = frozenset(("places",))  # kinds that an annotation may say nothing about
_MAY_BE_ANY = frozenset(
    ("role", "categories", "status", "contract?", "programme?", "start?", "end?", "duration_months?")
)
_ABOUT = frozenset(("kind", "county", "published", "source", "note"))


def load_gold(folder: Path) -> list[GoldDocument]:
    """The annotated documents of a folder, NAME.txt beside NAME.json; `GoldError` for the first fault in one."""
    return [read_annotation(path, _text_beside(path)) for path in sorted(folder.glob("*.json"))]


def read_annotation(path: Path, text: str) -> GoldDocument:
    """The annotation in the file `path` of a document with this text.

    `GoldError` says which file, which fact of it and what about it can't be used. A fact whose quote isn't in
    the text is such a fault.
    """
    try:
        annotation = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(annotation, dict):
            raise GoldError(f"the annotation is a {type(annotation).__name__}, not an object")
        if unknown := annotation.keys() - FACTS.keys() - _ABOUT:
            raise GoldError(f"unknown: {', '.join(sorted(unknown))}")
        published = annotation.get("published")
        if published is not None and not _is_date(published):
            raise GoldError(f"published is {published!r}")
        annotated = [kind for kind in FACTS if kind in annotation or kind not in _MAY_BE_LEFT_OUT]
        for kind in annotated:
            _check(annotation, kind, text)
    except ValueError as error:  # ours, and those of JSON and UTF-8
        raise GoldError(f"{path.name}: {error}") from error
    except RecursionError as error:
        raise GoldError(f"{path.name}: it is nested too deeply") from error
    facts = {kind: tuple(annotation[kind]) for kind in annotated}
    return GoldDocument(name=path.stem, text=text, published=published, facts=facts)


def _text_beside(path: Path) -> str:
    try:
        return path.with_suffix(".txt").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise GoldError(f"{path.name}: there is no {path.stem}.txt beside it") from error
    except ValueError as error:
        raise GoldError(f"{path.stem}.txt: {error}") from error


def _check(annotation: Mapping[str, Any], kind: str, text: str) -> None:
    items = annotation.get(kind)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise GoldError(f"{kind} must be a list of objects")
    form = FACTS[kind]
    for place, item in enumerate(items):
        if unknown := item.keys() - {key.rstrip("?") for key in form}:
            raise GoldError(f"{kind}[{place}]: unknown: {', '.join(sorted(unknown))}")
        for key, check in form.items():
            name = key.rstrip("?")
            if name not in item and name == key:
                raise GoldError(f"{kind}[{place}]: {name} is missing")
            value = item.get(name)
            free = (value is None and key != name) or (value == "any" and key in _MAY_BE_ANY)
            if not free and not check(value):
                raise GoldError(f"{kind}[{place}]: {name} is {value!r}")
        if item.get("project") is not None and item["project"] >= len(annotation["projects"]):
            raise GoldError(f"{kind}[{place}]: there is no project {item['project']}")
        if item.get("quote") is not None and plain(item["quote"]) not in plain(text):
            raise GoldError(f"{kind}[{place}]: the text has no {item['quote']!r}")

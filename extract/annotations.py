"""Facts as an annotation: what the extractor found, in the form that `extract/gold.py` reads, for people to correct."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from extract.gold import FACTS
from extract.jsonl import to_json
from store.records import Facts

__all__ = ["to_annotation", "to_text"]

_NOTE = "written by fondoscop annotate, not yet corrected by a person"
_LISTS = frozenset(("unit", "contract", "programme"))  # an annotation gives all right spellings of these


def to_annotation(facts: Facts) -> dict[str, Any]:
    """The annotation that agrees with the facts in everything. A slot that is empty is left out."""
    line = to_json(facts)
    annotation: dict[str, Any] = {"note": _NOTE, "published": line["document"]["published"]}
    for kind, form in FACTS.items():
        annotation[kind] = [_fact(item, form) for item in line[kind]]
    for project, found in zip(annotation["projects"], facts.projects, strict=True):
        if found.aliases:
            project["aliases"] = list(found.aliases)
    return annotation


def to_text(annotation: Mapping[str, Any]) -> str:
    """The annotation as JSON with one fact on a line, which people can read, move and strike out."""
    parts = [
        f" {json.dumps(key)}: {_rows(value) if isinstance(value, list) else _plain(value)}"
        for key, value in annotation.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _fact(item: Mapping[str, Any], form: Mapping[str, Callable[[Any], bool]]) -> dict[str, Any]:
    """What the form asks for, the quote first and the project last, as people look for them."""
    fact: dict[str, Any] = {"quote": item["evidence"]["text"]} if "quote" in form else {}
    for key in form:
        name = key.rstrip("?")
        if name in ("quote", "project") or (name != key and item.get(name) is None):
            continue
        fact[name] = [item[name]] if name in _LISTS else item[name]
    return fact | ({"project": item["project"]} if "project" in form else {})


def _rows(items: list[Any]) -> str:
    return "[\n  " + ",\n  ".join(map(_plain, items)) + "\n ]" if items else "[]"


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

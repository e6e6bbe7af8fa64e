"""The words of the workbook for people: its sheets, their columns, and what stands in cells and on the first sheet."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from explore import project_table
from explore.export.workbook_cells import SheetColumn
from explore.wording import Language

_WITH_EVIDENCE = ("amounts", "partners", "beneficiaries", "dates", "places")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet in one language: the key of its values, its shape, and what stands in it."""

    key: str
    shape: SheetColumn
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet in one language; `row` says what a row is, `frozen` columns stay in sight."""

    key: str
    name: str
    row: str
    frozen: int
    columns: tuple[Column, ...]


@cache
def sheets(language: Language) -> tuple[Sheet, ...]:
    """The sheets with projects and facts, in their order."""
    told = _told()
    return tuple(
        Sheet(
            key=key,
            name=words[language],
            row=words[f"row_{language}"],
            frozen=words["frozen"],
            columns=_of_projects(language) if key == "projects" else _columns(key, words["columns"], language),
        )
        for key, words in told["sheets"].items()
    )


def word(group: str, name: str | None, language: Language) -> str | None:
    """A word for cells, of the group "words", "rules" or "source_kinds"; itself where it is not known."""
    known = _told()[group].get(name)
    return known[language] if known else name


def about(name: str, language: Language) -> str:
    """A word of the first sheet."""
    said: str = _told()["about"][name][language]
    return said


def lines(language: Language) -> Sequence[tuple[str, str, str | None]]:
    """What the first sheet says of the file: key, heading and text; None where the text is a figure of this file."""
    told = _told()["about"]["lines"]
    return [(key, words[language], words.get(f"told_{language}")) for key, words in told.items()]


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("workbook.toml").read_text("utf-8"))


def _columns(sheet: str, keys: Sequence[str], language: Language) -> tuple[Column, ...]:
    told = _told()
    every = [*keys, *(told["evidence"]["columns"] if sheet in _WITH_EVIDENCE else ())]
    return tuple(_column(key, told["columns"][key], language) for key in every)


def _of_projects(language: Language) -> tuple[Column, ...]:
    ours = _told()["projects"]
    theirs = {
        column.key: {"ro": column.ro, "en": column.en, "meaning_ro": column.meaning_ro, "meaning_en": column.meaning_en}
        for column in project_table.columns()
    }
    return tuple(_column(key, {**words, **ours.get(key, {})}, language) for key, words in theirs.items())


def _column(key: str, words: Mapping[str, Any], language: Language) -> Column:
    shape = SheetColumn(heading=words[language], width=words.get("width", 16), number_format=words.get("format"))
    return Column(key=key, shape=shape, meaning=words[f"meaning_{language}"])

"""The formats of `fondoscop export`: what each is called, what it makes, what it needs, and the module that knows it.

A format's module has a function `write(exported, path, language) -> Report`; it is loaded when it is asked for, because
some need packages of the extra `export`.
"""

import importlib
import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from explore.export.whole_files import check_file, check_folder
from explore.export.whole_projects import Exported
from explore.wording import Language


class MissingPackagesError(Exception):
    """The packages of a format are not installed; the message says how to get them."""


class NoSuchFormatError(Exception):
    """There is no such format; the message names those that there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was written: things by what they are (“projects”: 12), and what was left out, by reason."""

    written: Mapping[str, int]
    left_out: Mapping[str, int] = field(default_factory=dict)


class _Writer(Protocol):
    def write(self, exported: Exported, path: Path, language: Language) -> Report: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format; `needs` are packages that the base install lacks, `mark` is the file that each folder of it has."""

    module: str
    told: str
    needs: tuple[str, ...] = ()
    mark: str | None = None  # None for a format that is one file


FORMATS: Mapping[str, Format] = {
    "jsonl": Format(module="jsonl", told="JSON Lines: a line a project, with all its facts and their evidence"),
    "xlsx": Format(
        module="workbook", told="a workbook for people, with a sheet that explains the columns", needs=("openpyxl",)
    ),
    "datapackage": Format(
        module="datapackage",
        told="Data Package v2: every public table as CSV and Parquet, with types, keys and descriptions",
        needs=("pyarrow",),
        mark="datapackage.json",
    ),
    "360giving": Format(
        module="threesixtygiving",
        told="360Giving Data Standard 1.4: grants, as .json or, by the name's end, as .xlsx",
        needs=("jsonschema", "rfc3339_validator", "openpyxl"),
    ),
    "ftm": Format(
        module="ftm",
        told="FollowTheMoney entities as JSON Lines, for investigative databases",
        needs=("followthemoney",),
    ),
    "operations": Format(
        module="operations",
        told="the list of operations by Article 49(3) of Regulation (EU) 2021/1060: CSV, with a Table Schema beside it",
    ),
    "site": Format(
        module="static_site",
        told="a static copy of data and charts that any web host can show",
        needs=("jinja2", "vl_convert"),
        mark="index.html",
    ),
}


def write(name: str, exported: Exported, path: Path, language: Language) -> Report:
    """Write what is exported in the format of this name; the file or folder is there as a whole or not at all.

    Raises NoSuchFormatError, MissingPackagesError, DestinationError, or what the database says.
    """
    chosen = format_named(name)
    if chosen.mark is None:
        check_file(path)
    else:
        check_folder(path, chosen.mark)
    module = cast("_Writer", importlib.import_module(f"explore.export.{chosen.module}"))
    return module.write(exported, path, language)


def format_named(name: str) -> Format:
    """The format. Raises NoSuchFormatError, or MissingPackagesError."""
    if name not in FORMATS:
        raise NoSuchFormatError(f"there is no format {name}; there are: {', '.join(FORMATS)}")
    need(f"the format {name}", FORMATS[name].needs)
    return FORMATS[name]


def need(what: str, packages: Sequence[str]) -> None:
    """Raises MissingPackagesError where one of the packages that something needs is not installed."""
    missing = [package for package in packages if importlib.util.find_spec(package) is None]
    if missing:
        raise MissingPackagesError(
            f"{what} needs packages that are not installed ({', '.join(missing)}); get them with:"
            " pip install 'fondoscop[export]'"
        )

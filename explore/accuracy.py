"""How well facts are found, out of the table `quality`, for people: of a hundred, how many are right, and are found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from explore.wording import Language
from store.database import Database

_UNSEEN = """
SELECT * FROM quality WHERE seen GLOB 'unseen:*' AND role IS NULL AND counted = 'whole' ORDER BY set_name, kind
"""
# The order in which people ask, and what is counted as right.
KINDS: Mapping[str, Mapping[Language, tuple[str, str]]] = {
    "amounts": {"ro": ("Sume de bani", "valoarea și rolul"), "en": ("Sums of money", "value and role")},
    "beneficiaries": {
        "ro": ("Beneficiari", "numărul, grupul și starea"),
        "en": ("Beneficiaries", "count, group and status"),
    },
    "partners": {
        "ro": ("Organizații", "numele, rolul și proiectul"),
        "en": ("Organisations", "name, role and project"),
    },
    "projects": {"ro": ("Proiecte", "titlul"), "en": ("Projects", "title")},
    "slots": {
        "ro": ("Datele proiectului", "codul, contractul, programul și perioada"),
        "en": ("Particulars of projects", "code, contract, programme and period"),
    },
    "dates": {"ro": ("Date calendaristice", "data și rolul"), "en": ("Dates", "date and role")},
    "places": {"ro": ("Locuri", "numele și felul"), "en": ("Places", "name and kind")},
    "links": {
        "ro": ("Legătura cu proiectul", "de care proiect ține fiecare fapt"),
        "en": ("Links to projects", "which project each fact belongs to"),
    },
}

_SETS: Mapping[str, Mapping[Language, str]] = {
    "unseen announcements": {"ro": "anunțuri nevăzute", "en": "unseen announcements"},
}
"""What sets of documents are called; others by their own names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """One kind of fact, measured on documents that nobody who made the rules had seen."""

    name: str
    means: str  # what has to be right, in words
    documents: int
    annotated: int  # facts that people found in them
    found: int
    right: int
    of_found: int | None  # of a hundred that are shown, how many are right; None where none was found
    of_annotated: int | None  # of a hundred that are there, how many are found


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A set of documents, when it was measured, and the kinds."""

    name: str
    day: str
    documents: int
    kinds: tuple[Accuracy, ...]
    is_current: bool  # whether the extractor that was measured is the one that made this database


def accuracy(database: Database, language: Language = "ro") -> tuple[Measured, ...]:
    """Every set of documents that nobody had seen; none where nothing was measured on such."""
    sets: dict[str, list[dict[str, Any]]] = {}
    for row in database.rows(_UNSEEN):
        sets.setdefault(row["set_name"], []).append(row)
    extractor = database.versions().get("extractor", "")
    order = list(KINDS)
    return tuple(
        Measured(
            name=_SETS.get(name, {}).get(language, name),
            day=max(row["measured"] for row in rows),
            documents=max(row["documents"] for row in rows),
            kinds=tuple(_of_kind(row, language) for row in sorted(rows, key=lambda row: order.index(row["kind"]))),
            is_current=all(row["version"] == extractor for row in rows),
        )
        for name, rows in sets.items()
    )


def _of_kind(row: Mapping[str, Any], language: Language) -> Accuracy:
    name, means = KINDS[row["kind"]][language]
    return Accuracy(
        name=name,
        means=means,
        documents=row["documents"],
        annotated=row["n"],
        found=row["found"],
        right=row["right"],
        of_found=None if row["precision"] is None else round(100 * row["precision"]),
        of_annotated=None if row["recall"] is None else round(100 * row["recall"]),
    )

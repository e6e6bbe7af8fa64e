"""The list of operations as managing authorities publish it, of what pages say: CSV, with a Table Schema beside it.

Source of the columns: Regulation (EU) 2021/1060, Article 49(3). What the database does not hold is in no column: the
purpose and specific objective (e, j), natural persons (b), vessels (c), the type of intervention (n).
"""

import csv
import json
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from explore.answer_formats import csv_text
from explore.export.formats import Report
from explore.export.operation_figures import figures_of
from explore.export.whole_files import DestinationError, check_file, whole_file
from explore.export.whole_projects import Exported, ProgrammeLevel, WholeProject
from explore.typed_rows import BeneficiariesRow, PlaceRow
from explore.wording import Language, harmless, quoted
from romanian.counties import counties
from romanian.natural_persons import is_natural_person

_COLUMNS = Path(__file__).with_name("operations_columns.toml")
_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_BETWEEN, _BETWEEN_SENTENCES = "; ", " | "
_NO_FUND = "projects of which no page says that one of the Union's funds of Regulation (EU) 2021/1060 supports them"

Cells = Mapping[str, str | None]


def write(exported: Exported, path: Path, language: Language) -> Report:
    """Write the list, and its Table Schema as `schema_path` says; both are there as a whole or neither is.

    Raises DestinationError for a name that is none of a CSV, and a place where the schema can't be written.
    """
    if path.suffix.lower() != ".csv":
        raise DestinationError(f"{path}: the list of operations is a CSV; name a file that ends in .csv")
    beside = schema_path(path)
    check_file(beside)
    names = [column["name"] for column in _columns()["column"]]
    written = left_out = 0
    with whole_file(beside) as schema, whole_file(path) as part:
        with part.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow([column[language] for column in _columns()["column"]])
            for project in exported.whole_projects():
                cells = operation(project)
                if cells is None:
                    left_out += 1
                    continue
                lines.writerow([csv_text(cells.get(name)) for name in names])
                written += 1
        schema.write_text(schema_text(language), "utf-8")
    return Report(written={"operations": written}, left_out={_NO_FUND: left_out} if left_out else {})


def schema_path(path: Path) -> Path:
    """Where the Table Schema of a list stands: operatiuni.schema.json beside operatiuni.csv."""
    return path.with_name(f"{path.stem}.schema.json")


def schema_text(language: Language) -> str:
    """The Table Schema: fields are named as the headings; `key` and `article` are ours, for programs and lawyers."""
    fields = []
    for column in _columns()["column"]:
        limits = {key: column[key] for key in ("required", "pattern", "enum", "minimum", "maximum") if key in column}
        if column["name"] == "id":
            limits["unique"] = True
        field = {"name": column[language], "type": column["type"], "description": column[f"told_{language}"]}
        field |= {key: column[key] for key in ("format",) if key in column}
        field |= {"constraints": limits} if limits else {}
        field |= {"key": column["name"]} | ({"article": column["article"]} if "article" in column else {})
        fields.append(field)
    told = {"$schema": _PROFILE, "fields": fields, "primaryKey": [fields[0]["name"]], "missingValues": [""]}
    return f"{json.dumps(told, indent=2, ensure_ascii=False)}\n"


def operation(project: WholeProject) -> Cells | None:
    """The cells of a project's row by the names of columns; None for one that no fund of the Regulation supports."""
    fund = _fund(project.programmes)
    if fund is None:
        return None
    one, figures = project.project, figures_of(project)
    page = next((document for document in project.documents if document.id == figures.document_id), None)
    cells = {
        "id": one.id,
        "code": one.code,
        "title": harmless(one.title),
        "start": one.period_start,
        "end": one.period_end,
        "fund": harmless(fund),
        "programme": _level(project.programmes, "programme"),
        "axis": _level(project.programmes, "axis"),
        "url": page.url if page else one.url,
        "publisher": harmless(page.source) if page else None,
        "quote": quoted(figures.quote),
        "captured": page.captured if page else None,
        "sha256": page.sha256 if page else None,
        "pages": _BETWEEN_SENTENCES.join(each.url for each in project.documents if each is not page),
    }
    return {**cells, **figures.cells, **_organisations(project), **_places(project.places), **_achievements(project)}


@cache
def _columns() -> dict[str, Any]:
    return tomllib.loads(_COLUMNS.read_text("utf-8"))


def _fund(levels: Iterable[ProgrammeLevel]) -> str | None:
    """The name of the fund; of an edition of it (“FSE+” of “FSE”), the edition's."""
    return next((one.name for one in levels if one.level == "fund" and one.short in _columns()["funds"]), None)


def _level(levels: Iterable[ProgrammeLevel], level: str) -> str | None:
    return next((harmless(one.name) for one in levels if one.level == level), None)


def _organisations(project: WholeProject) -> Cells:
    """Legal entities alone; whoever does business under a person's own name is left out."""
    entities = [one for one in project.organisations if not is_natural_person(one.name)]
    by_role: dict[str, list[str]] = {}
    for one in entities:
        by_role.setdefault(one.role, []).append(harmless(one.name))
    lead = next((one for one in entities if one.role == "lead" and one.place == 1), None)
    return {
        "beneficiary": harmless(lead.name) if lead else None,
        "cui": lead.cui if lead else None,
        "beneficiary_county": lead.county if lead else None,
        "partners": _BETWEEN.join(by_role.get("partner", ())),
        "contractors": _BETWEEN.join(by_role.get("contractor", ())),
    }


def _places(places: Iterable[PlaceRow]) -> Cells:
    """Where the project works; copies of a story are asked only where no other page tells a place."""
    named = list(places)
    named = [place for place in named if not place.is_copy] or named
    found = {place.county for place in named if place.county}
    regions = {county.name: county.region for county in counties()}
    localities = {
        f"{harmless(place.name)} ({place.siruta})" if place.siruta else harmless(place.name)
        for place in named
        if place.kind == "locality"
    }
    return {
        "country": "RO" if found else None,
        "regions": _BETWEEN.join(sorted({regions[county] for county in found if county in regions})),
        "counties": _BETWEEN.join(sorted(found)),
        "localities": _BETWEEN.join(sorted(localities)),
    }


def _achievements(project: WholeProject) -> Cells:
    return {
        "expected": _sentences(project.beneficiaries, "target"),
        "achieved": _sentences(project.beneficiaries, "achieved"),
    }


def _sentences(counts: Iterable[BeneficiariesRow], status: str) -> str:
    """The sentences that state the counts of this status, each count once, pages before copies of their story."""
    told: dict[tuple[object, ...], str] = {}
    for one in sorted(counts, key=lambda one: one.is_copy):
        if one.status == status:
            told.setdefault((one.count, one.count_max, one.categories or one.unit), quoted(one.sentence))
    return _BETWEEN_SENTENCES.join(dict.fromkeys(told.values()))

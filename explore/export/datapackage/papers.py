"""What goes with the tables for people: README.md, LICENSE.md and CITATION.cff, in the chosen language."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Template

from explore.export.datapackage.descriptor import LICENCE, Release
from explore.export.datapackage.table_schema import Table
from explore.wording import Language, grouped, harmless

TITLES = {
    "ro": "Fondoscop: proiecte de servicii sociale, cu dovada fiecărei cifre",
    "en": "Fondoscop: social-services projects, with evidence for every figure",
}
DESCRIPTIONS = {
    "ro": (
        "Ce spun paginile publice din România despre proiecte de servicii sociale finanțate: proiecte, parteneri, sume,"
        " date, beneficiari și locuri, fiecare cu citatul și cu pagina din care vine. Descrierile tabelelor și ale"
        " coloanelor sunt în engleză, ca în schema bazei de date. În CSV, un apostrof stă în fața textelor goale, a"
        " celor pe care un program de calcul tabelar le-ar rula ca formule și a celor care încep cu un apostrof; cine"
        " scoate primul apostrof are textul exact. Parquet are textele exacte."
    ),
    "en": (
        "What Romanian public pages say about funded social-services projects: projects, partners, amounts, dates,"
        " beneficiaries and places, each with its quote and the page that it comes from. In CSV an apostrophe stands"
        " before texts that are empty, that a spreadsheet would run as formulas, or that begin with an apostrophe;"
        " without the first apostrophe they are exact. Parquet has the exact texts."
    ),
}
TERMS = {
    "ro": "Faptele pot fi folosite de oricine, cu menționarea sursei; citatele rămân ale celor care le-au scris",
    "en": "Facts may be used by anybody who names the source; quotes remain those of their writers",
}
_CITE = {"ro": "Dacă folosiți aceste date, citați-le așa.", "en": "If you use these data, please cite them so."}
_CHOSEN = {
    "ro": (
        "\nDoar proiectele pentru care e adevărat (`--where`):\n\n    $where\n\nNumerele de mențiuni sunt cele din"
        " toată baza; tabelele care numără toată baza lipsesc.\n"
    ),
    "en": (
        "\nOnly the projects for which this holds (`--where`):\n\n    $where\n\nCounts of mentions are those of the"
        " whole database; tables that count the whole database are not here.\n"
    ),
}
_CFF = """\
cff-version: 1.2.0
message: $message
type: dataset
title: $title
version: $version
${released}authors:
  - name: Fondoscop
identifiers:
  - type: other
    value: $digest
    description: SHA-256 of SHA256SUMS
"""


def words_of_tables(language: Language) -> Mapping[str, str]:
    """What tables and views are called for people."""
    words: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("table_words.toml").read_text("utf-8"))
    return words[language]


def write_papers(folder: Path, release: Release, tables: list[Table], language: Language) -> None:
    """Write the three files."""
    here = Path(__file__).parent
    values = {
        "title": release.title,
        "version": release.version,
        "captured": release.captured or "–",
        "digest": release.digest,
        "chosen": ""
        if release.where is None
        else Template(_CHOSEN[language]).substitute(where=harmless(release.where)),
        "versions": "\n".join(f"- {name}: `{harmless(value)}`" for name, value in release.versions.items()),
        "tables": "\n".join(
            f"| {one.name} | {grouped(release.rows[one.name], 0, language)} | {release.words[one.name]} |"
            for one in tables
        ),
    }
    readme = Template((here / f"readme.{language}.md").read_text("utf-8")).substitute(values)
    (folder / "README.md").write_text(readme, "utf-8")
    terms = (here / f"licence.{language}.md").read_bytes()
    for place in (folder, folder / "parquet"):
        (place / LICENCE).write_bytes(terms)
    (folder / "CITATION.cff").write_text(_citation(release, language), "utf-8")


def _citation(release: Release, language: Language) -> str:
    released = f"date-released: {_yaml(release.captured[:10])}\n" if release.captured else ""
    return Template(_CFF).substitute(
        message=_yaml(_CITE[language]),
        title=_yaml(release.title),
        version=_yaml(release.version),
        released=released,
        digest=_yaml(f"sha256:{release.digest}"),
    )


def _yaml(text: str) -> str:
    """A text in YAML, which has JSON's texts."""
    return json.dumps(text, ensure_ascii=False)

"""What describes a release: the descriptors of Data Package v2, and the digest by which it can be cited.

Data Package v2 (https://datapackage.org/standard/data-package/). There are two descriptors over the same tables, one
for the files of CSV and one for those of Parquet: whoever takes one of the two has it described, and a tool that reads
no Parquet (frictionless does only with pandas) has nothing to stumble over.

The digest of a release is the SHA-256 of its file SHA256SUMS, which has a line for each file of data, in the form and
order of `sha256sum` over their sorted paths: equal data have an equal digest, wherever and whenever they were exported.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from explore.answer_formats import escaped
from explore.export.datapackage.table_files import sha256_of
from explore.export.datapackage.table_schema import Table, table_schema
from explore.export.whole_projects import Exported
from explore.wording import harmless

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SUMS = "SHA256SUMS"
LICENCE = "LICENSE.md"
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": {"lineTerminator": "\r\n"}},
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}
_SITES = """
SELECT s.id, s.name, (SELECT min(url) FROM captures WHERE source_id = s.id) AS url FROM sources AS s ORDER BY s.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What both descriptors and the papers beside them tell of an export."""

    title: str
    description: str
    terms: str  # title of its licence
    where: str | None
    versions: Mapping[str, str]  # that made the database
    captured: str  # when its newest page was; empty where there is none
    digest: str  # of it all, hexadecimal
    sums: Mapping[str, str]  # digests of its files of data, by path
    rows: Mapping[str, int]  # by table
    words: Mapping[str, str]  # what tables are called for people

    @property
    def version(self) -> str:
        """Day of the newest page and digest, in the form of semantic versions."""
        day = ".".join(str(int(part)) for part in self.captured[:10].split("-")) if self.captured else "0.0.0"
        return f"{day}+{self.digest[:12]}"


def write_sums(folder: Path, paths: Sequence[str]) -> dict[str, str]:
    """Write SHA256SUMS over files of the folder; gives their digests by path."""
    found = {path: sha256_of(folder / path) for path in sorted(paths)}
    (folder / SUMS).write_text("".join(f"{digest}  {path}\n" for path, digest in found.items()), "utf-8")
    return found


def release_digest(folder: Path) -> str:
    """The digest of a release that lies in the folder, hexadecimal."""
    return sha256_of(folder / SUMS)


def sites(exported: Exported, wanted: set[str]) -> Iterator[dict[str, str]]:
    """The sites whose pages were read, by the ids that are wanted, with their address."""
    for row in exported.rows(_SITES):
        if row["id"] in wanted:
            yield {"title": harmless(row["name"]), **_origin(row["url"])}


def write_descriptor(
    folder: Path, form: str, release: Release, tables: Sequence[Table], sources: Sequence[Mapping[str, str]]
) -> None:
    """Write datapackage.json for the tables in one form, “csv” or “parquet”; that of CSV stands at the top."""
    beside = form == "parquet"
    above = "" if beside else f"{form}/"  # from where the descriptor stands
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "fondoscop" if release.where is None else "fondoscop-selection",
        "id": f"sha256:{release.digest}",
        "title": release.title,
        "description": release.description,
        "version": release.version,
        **({"created": release.captured} if release.captured else {}),
        "keywords": ["servicii sociale", "proiecte finanțate", "România", "social services", "grants", "Romania"],
        "licenses": [{"path": LICENCE, "title": release.terms}],
        "contributors": [{"title": "Fondoscop", "roles": ["creator"]}],
        **({"sources": list(sources)} if sources else {}),
        "versions": dict(release.versions),
        "digest": f"sha256:{release.digest}",
        **({"selection": release.where} if release.where is not None else {}),
    }
    names = frozenset(table.name for table in tables)
    package["resources"] = [
        {
            "name": table.name,
            "type": "table",
            "path": f"{above}{table.name}.{form}",
            "title": release.words[table.name],
            "description": table.description,
            **_FORMATS[form],
            "bytes": (folder / form / f"{table.name}.{form}").stat().st_size,
            "hash": f"sha256:{release.sums[f'{form}/{table.name}.{form}']}",
            "rows": release.rows[table.name],
            "schema": table_schema(table, names, missing=[] if beside else [""]),
        }
        for table in tables
    ]
    target = folder / form / "datapackage.json" if beside else folder / "datapackage.json"
    target.write_text(f"{escaped(json.dumps(package, indent=2, ensure_ascii=False))}\n", "utf-8")


def _origin(url: str | None) -> dict[str, str]:
    parts = urlsplit(url or "")
    return {"path": f"{parts.scheme}://{parts.netloc}/"} if parts.scheme in {"http", "https"} and parts.netloc else {}

"""Data Package v2: every public table as CSV and Parquet, with types, keys and descriptions, and a digest to cite."""

import json
from collections.abc import Iterator
from pathlib import Path

from explore.export.datapackage.descriptor import Release, release_digest, sites, write_descriptor, write_sums
from explore.export.datapackage.papers import DESCRIPTIONS, TERMS, TITLES, words_of_tables, write_papers
from explore.export.datapackage.public_tables import PublicTables
from explore.export.datapackage.table_files import read_csv, write_table
from explore.export.formats import Report
from explore.export.whole_files import whole_folder
from explore.export.whole_projects import Exported
from explore.wording import Language
from store.asking import Cell

_FORMS = ("csv", "parquet")


def write(exported: Exported, path: Path, language: Language) -> Report:
    """Write the folder; `language` is that of papers and titles, the descriptions of columns are always English."""
    public = PublicTables(exported)
    tables = public.tables()
    with whole_folder(path) as folder:
        for form in _FORMS:
            (folder / form).mkdir()
        rows = {
            table.name: write_table(
                public.rows(table), table.columns, *(folder / form / f"{table.name}.{form}" for form in _FORMS)
            )
            for table in tables
        }
        sums = write_sums(folder, [f"{form}/{table.name}.{form}" for form in _FORMS for table in tables])
        state = exported.state()
        release = Release(
            title=TITLES[language],
            description=DESCRIPTIONS[language],
            terms=TERMS[language],
            where=exported.where,
            captured=state.pop("captured"),
            versions=state,
            digest=release_digest(folder),
            sums=sums,
            rows=rows,
            words=words_of_tables(language),
        )
        write_papers(folder, release, tables, language)
        named = {str(identity) for identity, *_ in public.rows(next(one for one in tables if one.name == "sources"))}
        sources = list(sites(exported, named))
        for form in _FORMS:
            write_descriptor(folder, form, release, tables, sources)
    left_out = {
        "texts of documents, which belong to publishers who are only quoted": public.withheld(),
        "tables that count the whole database, and not the chosen projects": len(public.left_out),
    }
    return Report(
        written={"tables": len(tables), "projects": rows["projects"], "rows": sum(rows.values())},
        left_out={reason: count for reason, count in left_out.items() if count},
    )


def read_table(folder: Path, name: str) -> Iterator[dict[str, Cell]]:
    """The rows of a table that was exported, out of its CSV, as the database has them.

    Raises LookupError for a table that the package lacks, ValueError for a file that is not as its schema says.
    """
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        if resource["name"] == name:
            return read_csv(folder / resource["path"], resource["schema"]["fields"])
    raise LookupError(f"there is no table {name} in {folder}")

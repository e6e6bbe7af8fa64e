"""Charts as files: which there are, and what a picture of each is written as.

Drawing needs a package of the extra `export`, which is loaded when a picture is asked for.
"""

from collections.abc import Mapping
from pathlib import Path

from explore.charts.figures import FIGURES, Language
from explore.export.formats import need
from explore.export.whole_files import DestinationError, check_file, whole_file
from store.database import Database

NARROWEST, WIDEST, USUAL = 600, 2400, 900  # pixels
NAMES: Mapping[str, str] = {
    "funding-by-year": "funding-by-year",
    "by-county": "funding-by-county",
    "by-programme": "funding-by-programme",
    "beneficiaries": "beneficiaries",
    "partners": "partners",
}
"""What each chart is asked for by, and its figure."""


def write(name: str, database: Path, target: Path, language: Language, *, width: int = USUAL) -> None:
    """Draw a chart of one state of the database into a file, .png or .svg; without data it says that there are none.

    Raises MissingPackagesError, DestinationError, DatabaseError.
    """
    need("a chart", ["vl_convert"])
    if target.suffix.lower() not in {".png", ".svg"}:
        raise DestinationError(f"{target} is neither .png nor .svg; name a file that ends in one of them")
    check_file(target)
    from explore.charts import plate, provenance  # noqa: PLC0415 (they need the package)

    with Database.open(database, read_only=True) as opened, opened.snapshot():
        figure = FIGURES[NAMES[name]](opened, language)
        drawing = plate.plate(figure, language, provenance.notes(opened, figure, language), width=width)
    with whole_file(target) as part:
        part.write_bytes(plate.png(drawing) if target.suffix.lower() == ".png" else drawing.encode())

"""Charts as pictures: which, in what words, with which figures below them, and that nothing in them acts."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree

from explore.charts import provenance
from explore.charts.figures import FIGURES
from explore.export.formats import MissingPackagesError, need
from explore.export.pictures import NAMES
from store.database import Database
from tests.conftest import Run

PNG = b"\x89PNG\r\n\x1a\n"
SHAPES = {"svg", "g", "path", "text", "tspan", "rect", "line", "title", "defs", "clipPath"}
LONG = "\uffff\ufffe\x0c\u202e, asociația pentru " + "foarte lungi " * 20 + "</text><script>alert(1)</script>"


def drawn(run: Run, data: Path, target: Path, name: str, *options: object) -> etree._Element:
    """The picture that the command draws, as SVG in which there are shapes and texts alone."""
    code, _, told = run("plot", name, "-o", target, "--data", data, *options)
    assert code == 0, told
    root = etree.fromstring(target.read_bytes())
    for element in root.iter():
        assert etree.QName(element).localname in SHAPES
        assert not [key for key in element.attrib if key.startswith("on") or key.endswith("href") or key == "style"]
    return root


def texts(root: etree._Element) -> str:
    return " ".join(str(text) for text in root.xpath("//*[local-name()='text']//text()"))


@pytest.mark.parametrize("language", ["ro", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_each_chart_says_what_it_shows_and_where_it_comes_from(
    exports_data: Path, tmp_path: Path, run: Run, name: str, language: str
) -> None:
    told = texts(drawn(run, exports_data, tmp_path / "x.svg", name, "--lang", language))
    with Database.open(exports_data / "fondoscop.db", read_only=True) as database:
        figure = FIGURES[NAMES[name]](database, language)  # type: ignore[arg-type]
    assert figure.title[language] in told  # type: ignore[index]
    assert figure.unit[language] in told  # type: ignore[index]
    assert {"ro": "Sursa: Fondoscop, din pagini publice", "en": "Source: Fondoscop, from public pages"}[
        language
    ] in told
    assert {"ro": "4 martie 2025", "en": "4 March 2025"}[language] in told


def test_what_is_counted_and_left_out_is_every_project(exports_data: Path, tmp_path: Path, run: Run) -> None:
    with Database.open(exports_data / "fondoscop.db", read_only=True) as database:
        (held,) = database.rows(
            "SELECT count(*) AS n, (SELECT count(*) FROM project_totals WHERE ron_minor > 0 AND year > 0) AS counted"
            " FROM projects"
        )
    told = texts(drawn(run, exports_data, tmp_path / "x.svg", "funding-by-year"))
    assert 0 < held["counted"] < held["n"]
    assert f"Proiecte numărate: {held['counted']} din {held['n']}." in told
    assert f"Rămân afară\u00a0{held['n'] - held['counted']}:" in told
    assert "cursul mediu al Băncii Centrale Europene" in told


@pytest.mark.parametrize("name", ["funding-by-year", "by-county", "by-programme"])
def test_the_figures_of_money_count_what_the_views_sum(exports_data: Path, name: str) -> None:
    with Database.open(exports_data / "fondoscop.db", read_only=True) as database:
        figure = FIGURES[NAMES[name]](database, "ro")
        (note, *_) = provenance.notes(database, figure, "ro")
        every = next(database.rows("SELECT count(*) AS n FROM projects"))["n"]
    assert f"Proiecte numărate: {sum(row['projects'] for row in figure.rows)} din {every}." in note


def test_a_png_is_as_wide_as_was_said_twice_over(exports_data: Path, tmp_path: Path, run: Run) -> None:
    code, _, _ = run("plot", "by-county", "-o", tmp_path / "x.png", "--width", 800, "--data", exports_data)
    written = (tmp_path / "x.png").read_bytes()
    assert (code, written[:8]) == (0, PNG)
    assert int.from_bytes(written[16:20]) == 1600


def test_without_data_the_picture_says_so(exports_data: Path, tmp_path: Path, run: Run) -> None:
    shutil.copyfile(exports_data / "fondoscop.db", tmp_path / "fondoscop.db")
    with closing(sqlite3.connect(tmp_path / "fondoscop.db")) as connection, connection:
        for table in ("project_totals", "organisation_pairs", "beneficiaries_planned_and_achieved"):
            connection.execute(f"DELETE FROM {table}")
    for name in NAMES:
        assert "Nu există date" in texts(drawn(run, tmp_path, tmp_path / "x.svg", name))
    for suffix in ("svg", "png"):
        assert run("plot", "partners", "-o", tmp_path / f"x.{suffix}", "--data", tmp_path)[0] == 0


def test_long_and_hostile_names_are_short_texts(exports_data: Path, tmp_path: Path, run: Run) -> None:
    shutil.copyfile(exports_data / "fondoscop.db", tmp_path / "fondoscop.db")
    with closing(sqlite3.connect(tmp_path / "fondoscop.db")) as connection, connection:
        connection.execute("UPDATE organisations SET name = name || ?", (LONG,))
        connection.execute("UPDATE programmes SET name = name || ?, short = NULL", (LONG,))
        connection.execute("UPDATE sources SET name = ?", (LONG[-40:],))
    for name in NAMES:
        root = drawn(run, tmp_path, tmp_path / "x.svg", name, "--width", 900)
        assert float(root.get("width")) <= 960, name
        assert "foarte lungi " * 20 not in texts(root)
        assert "\u202e" not in texts(root)
    assert "<script>alert(1)</script>" in texts(root)


def test_programmes_that_share_a_short_name_have_a_bar_each(exports_data: Path, tmp_path: Path, run: Run) -> None:
    shutil.copyfile(exports_data / "fondoscop.db", tmp_path / "fondoscop.db")
    with closing(sqlite3.connect(tmp_path / "fondoscop.db")) as connection, connection:
        connection.execute("UPDATE programmes SET short = 'POR', name = name || ' ' || id")
    with Database.open(tmp_path / "fondoscop.db", read_only=True) as database:
        names = [row["name"] for row in FIGURES["funding-by-programme"](database, "ro").rows]
    told = texts(drawn(run, tmp_path, tmp_path / "x.svg", "by-programme"))
    assert len(names) > 1
    for name in names:
        assert name[:40] in told


def test_the_same_database_gives_the_same_bytes(exports_data: Path, tmp_path: Path, run: Run) -> None:
    for target in ("1.svg", "2.svg", "1.png", "2.png"):
        run("plot", "by-programme", "-o", tmp_path / target, "--data", exports_data)
    assert (tmp_path / "1.svg").read_bytes() == (tmp_path / "2.svg").read_bytes()
    assert (tmp_path / "1.png").read_bytes() == (tmp_path / "2.png").read_bytes()


@pytest.mark.parametrize(
    ("target", "told"),
    [("x.jpg", ".png nor .svg"), ("nowhere/x.png", "no folder"), ("x", ".png nor .svg")],
)
def test_where_no_picture_can_be_written(exports_data: Path, tmp_path: Path, run: Run, target: str, told: str) -> None:
    code, _, said = run("plot", "partners", "-o", tmp_path / target, "--data", exports_data)
    assert code == 2
    assert told in said
    assert not list(tmp_path.iterdir())


def test_a_missing_package_is_told_with_the_way_to_get_it() -> None:
    with pytest.raises(MissingPackagesError, match=r"a chart needs.*fondoscop\[export\]"):
        need("a chart", ["no_such_package"])

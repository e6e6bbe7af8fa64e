"""Pages laid out with tables: the frame goes where it can be told, what may be content stays."""

import lxml.html
import pytest

from readers.frames import drop_frames
from readers.html import Page, read_page

PROSE = (
    "Fundația a deschis un centru de zi pentru 40 de copii din comună, cu 250.000 de lei de la bugetul local, "
    "iar părinții vin de două ori pe lună la consiliere. Centrul are patru săli și o curte."
)
MENU = "".join(f"<tr><td><a href=/{name}>{name}</a></td></tr>" for name in ("Social", "Sport", "Cultură"))
BOX = "<tr><td><font size=1>PUBLICITATE<br>Ferestre ieftine<br>de la 399 lei/mp</font></td></tr>"
MASTHEAD = "<font size=7><b>Ziarul Văii</b></font> Anul IX, nr. 77 | 12°C | 1 EUR = 5,05 lei"
HEADLINE = "Copiii din Lunca au un centru nou"
ARTICLE = (
    f"<font size=5><b>{HEADLINE}</b></font><br><font size=1>Publicat: 19 Aprilie 2004, 08:15 | autor: N. P.</font>"
    f"<hr><p>{PROSE}</p>"
)


def framed(
    *, title: str = "Ziarul Văii", top: str = MASTHEAD, left: str = MENU + BOX, main: str = ARTICLE, right: str = ""
) -> Page:
    body = (
        f"<table><tr><td colspan=3>{top}</td></tr><tr><td><table>{left}</table></td>"
        f"<td><table><tr><td>{main}</td></tr></table></td><td>{right}</td></tr></table>"
    )
    source = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    return read_page(source.encode())


def texts(found: Page) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks]


@pytest.mark.parametrize("title", ["Ziarul Văii", f"Ziarul Văii - {HEADLINE}", f"{HEADLINE} | Ziarul Văii", ""])
def test_headline_in_large_letters(title: str) -> None:
    found = framed(title=title)
    assert found.title == HEADLINE
    assert found.blocks[texts(found).index(HEADLINE)].level == 1
    assert (found.published, found.published_by) == ("2004-04-19", "label")


@pytest.mark.parametrize("title", ["Ziarul Văii", f"Ziarul Văii - {HEADLINE}"])
def test_masthead_menu_and_advertisement_go(title: str) -> None:
    assert texts(framed(title=title)) == [HEADLINE, "Publicat: 19 Aprilie 2004, 08:15 | autor: N. P.", PROSE]


def test_a_title_of_its_own_outranks_bold_letters() -> None:
    main = f"<b>Despre activitățile noastre</b><p>{PROSE}</p>"
    assert framed(title="Proiectul „Aripi”", main=main, top="Sigla").title == "Proiectul „Aripi”"


def test_the_headline_in_a_row_above_stays() -> None:
    top = "<b>Proiectul „Aripi”</b> 500.000 lei"
    found = framed(title="Proiectul „Aripi”", top=top, left=MENU)
    assert "Proiectul „Aripi” 500.000 lei" in texts(found)


@pytest.mark.parametrize(
    ("beside", "kept"),
    [
        ("<a href=/1>Ghidul</a> <a href=/2>Anexa 1</a> <a href=/3>Anexa 2</a><br>Buget: 90.000 lei", True),
        ("<a href=/1>Ghidul solicitantului</a> <a href=/2>Anexa</a>", True),
        (f"<a href=/1>Ghidul solicitantului</a> <a href=/2>Anexa</a> <a href=/3>Alta</a> {PROSE[:90]}", True),
        ("<p>PUBLICITATE</p>Un cuvânt", True),
        ("PUBLICITATE", True),
        ("<a href=/1>Ghidul solicitantului</a> <a href=/2>Anexa</a> <a href=/3>Alta</a>", False),
        ("<table><tr><td>Reclamă<br>Ferestre ieftine</td></tr></table>", False),
    ],
)
def test_beside_the_content(beside: str, kept: bool) -> None:
    source = f"<table><tr><td>{beside}</td><td><table><tr><td>{ARTICLE * 2}</td></tr></table></td></tr></table>"
    root = lxml.html.document_fromstring(source)
    before = "".join(root.itertext())
    drop_frames(root, ["Ziarul Văii"])
    assert ("".join(root.itertext()) == before) is kept


def test_publicity_in_a_budget_stays() -> None:
    rows = "<tr><td>Salarii</td><td>90.000 lei</td></tr><tr><td>PUBLICITATE</td><td>5.000 lei</td></tr>"
    found = framed(main=f"{ARTICLE}<table>{rows}</table>")
    assert "PUBLICITATE | 5.000 lei" in texts(found)


def test_a_frame_of_short_cells_is_no_table_of_data() -> None:
    found = framed(
        main=f"<font size=5><b>{HEADLINE}</b></font><br>Publicat: 19 Aprilie 2004<hr><p>40 de copii vin.</p>"
    )
    assert not any(block.kind == "table_row" for block in found.blocks)
    assert found.published == "2004-04-19"
    assert found.title == HEADLINE

"""A database with grants by the 360Giving standard in several currencies, and projects that are none."""

from pathlib import Path

from tests.exported import AGENCY, NEWS, NGO, PAGES, SOURCES
from tests.exported import _page as page
from tests.site_visits import archived

GRANTS = {
    f"{NGO}/tei": (  # in euro; its texts are hostile
        "asociatie",
        page(
            "=1+1 Sub tei",
            "<p>Asociația Salcia este lider de proiect în proiectul „Sub tei”, cod SMIS 130010, alături de partenerul"
            " Primăria Frasin, finanțat prin Granturile SEE și Norvegiene 2014-2021, cu &lt;/script&gt;&#x202e; și cu"
            " flori. Contractul de finanțare nr. 77/15.06.2020 a fost semnat cu Fundația pentru Dezvoltarea Societății"
            " Civile, în calitate de finanțator.</p><p>Bugetul total al proiectului „Sub tei” este de 60.000,55 euro,"
            " iar grantul este de 54.321,05 euro. Finanțator: Fundația pentru Dezvoltarea Societății Civile.</p>"
            "<p>De proiect vor beneficia 30 de vârstnici din orașul Siret, județul Suceava, și 12 copii din Fălticeni."
            " Perioada de implementare: iulie 2020 – iunie 2022.</p>",
        ),
    ),
    f"{AGENCY}/alee": (  # in lei; three pages tell of it, one of them another sum
        "dgaspc",
        page(
            "Aleea caselor",
            "<p>DGASPC Suceava implementează proiectul „Aleea caselor”, cod SMIS 130014, pentru copii cu dizabilități."
            " Contractul de finanțare nr. 12/20.01.2021 a fost semnat. Finanțator: Ministerul Muncii și Solidarității"
            " Sociale.</p><p>Valoarea totală a proiectului este de 800.000,50 lei, din care 700.000,25 lei finanțare"
            " nerambursabilă.</p>",
        ),
    ),
    f"{NGO}/alee": (
        "asociatie",
        page(
            "Vecinii noștri",
            "<p>Proiectul „Aleea caselor”, cod SMIS 130014, are un grant de 700.000,25 lei.</p>",
            "2021-02-01",
        ),
    ),
    f"{NEWS}/alee": (
        "ziar",
        page(
            "Case noi",
            "<p>Proiectul „Aleea caselor”, cod SMIS 130014, are un grant de 690.000 lei.</p>",
            "2021-06-30",
        ),
    ),
    f"{NGO}/paine": (  # in lei of before July 2005
        "asociatie",
        page(
            "Pâine caldă",
            "<p>Asociația Salcia derulează proiectul „Pâine caldă” pentru vârstnici singuri. Contractul de finanțare"
            " nr. 5/03.04.2003 a fost semnat. Finanțator: Ministerul Muncii și Solidarității Sociale. Grantul este de"
            " 480.000.000 lei.</p>",
            "2003-05-20",
        ),
    ),
    f"{NGO}/plop": (  # these are no grants by the standard, each for another reason
        "asociatie",
        page(
            "Plopul",
            "<p>Asociația Salcia implementează proiectul „Umbra plopului”, cod SMIS 130011. Grantul este de circa"
            " 40.000 euro. Contractul de finanțare nr. 78/16.06.2020 a fost semnat cu Fundația Malul Siretului.</p>",
        ),
    ),
    f"{NGO}/arin": (
        "asociatie",
        page(
            "Arinul",
            "<p>Asociația Salcia implementează proiectul „Arini pe mal”, cod SMIS 130012. Grantul este de 41.000 euro."
            " Contractul de finanțare a fost semnat în mai 2020.</p>",
        ),
    ),
    f"{NGO}/frasin": (
        "asociatie",
        page(
            "Ulmul",
            "<p>Asociația Salcia implementează proiectul „Ulmi pe deal”, cod SMIS 130013. Grantul este de 42.000 euro."
            " Contractul de finanțare nr. 79/17.06.2020 a fost semnat.</p>",
        ),
    ),
}


def granted_data(data: Path) -> Path:
    """The data directory with its database: these pages and those of other exports."""
    archived(data, SOURCES, {**PAGES, **GRANTS})
    return data

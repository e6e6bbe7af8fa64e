"""A database with what every export must carry or leave out, and what must stay harmless in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from jobs.places import DATABASE
from tests.site_visits import archived

AGENCY, TOWN, NEWS, NGO = "http://dgaspc.test", "http://primaria.test", "http://ziar.test", "http://asociatie.test"
SOURCES = {
    "dgaspc": {"name": "DGASPC Deal", "kind": "agency", "county": "Suceava"},
    "primaria": {"name": "Primăria Frasin", "kind": "agency", "county": "Suceava"},
    "ziar": {"name": "Ziarul de Deal", "kind": "news"},
    "asociatie": {"name": "Asociația Salcia", "kind": "ngo"},
}
HOSTILE = '=HYPERLINK("http://evil.test","apasă")'
_PAGE = (
    '<!DOCTYPE html><html lang=ro><head><title>{title}</title><meta property="article:published_time" content="{day}">'
    "</head><body><main><h1>{title}</h1>{text}<p>Vremea a fost frumoasă, iar sala s-a umplut până la ultimul loc, după"
    " cum își amintesc cei de față.</p></main></body></html>"
)
_STORY = (
    "<p>Proiectul „Vatra”, implementat de Fundația Vatra Satului, a ajutat 240 de vârstnici din Bistrița și din satele"
    " vecine, spun organizatorii. Valoarea totală a proiectului „Vatra” a fost de circa 80.000 franci elvețieni, bani"
    " veniți prin Programul de Cooperare Elvețiano-Român, iar oamenii au primit mese calde, vizite acasă și ajutor la"
    " cumpărături vreme de doi ani de zile, din septembrie 2013 până în august 2015.</p>"
)


def _page(title: str, text: str, day: str = "2021-05-03") -> str:
    return _PAGE.format(title=title, text=text, day=day)


PAGES = {
    f"{AGENCY}/casa": (
        "dgaspc",
        _page(
            "Casa de pe deal",
            "<p>DGASPC Suceava derulează proiectul „Casa de pe deal”, cod SMIS 127901, în parteneriat cu Asociația"
            " Salcia (CUI 18547290), finanțat prin Programul Operațional Capital Uman 2014-2020, axa prioritară 4, în"
            " comuna Frasin, județul Suceava. Contractul de finanțare nr. 4521/12.02.2019 a fost semnat cu Ministerul"
            " Fondurilor Europene.</p>"
            "<p>Valoarea totală a proiectului este de 1.500.000,50 lei, din care 1.200.000 lei finanțare nerambursabilă"
            " și 300.000,50 lei contribuția proprie.</p><p>Perioada de implementare: 01.03.2019 – 31.08.2021.</p>"
            "<p>Vor beneficia 120 de copii. La final, de servicii au beneficiat 113 copii.</p>",
        ),
    ),
    f"{NEWS}/stire?id=7": (
        "ziar",
        _page(
            "Casa de pe deal, gata",
            "<p>Valoarea totală a proiectului „Casa de pe deal”, cod SMIS 127901, este de 1.900.000 lei.</p>",
            "2021-06-10",
        ),
    ),
    f"{NGO}/salcia": (
        "asociatie",
        _page(
            "Ce facem",
            "<p>Asociația Salcia este lider de proiect în proiectul „Umbra salciei”, cod SMIS 130002, alături de"
            " partenerii Primăria Frasin și Frambu din Norvegia, finanțat prin Granturile SEE și Norvegiene 2014-2021."
            " Bugetul total al proiectului „Umbra salciei” este de 250.000 euro, iar grantul este de 225.000 euro."
            " Proiectul a început în martie 2020.</p>",
        ),
    ),
    f"{TOWN}/pod": (
        "primaria",
        _page(
            "Proiecte",
            "<p>Primăria Frasin implementează proiectul „Podul copiilor”. Vor fi ajutați 45 de copii.</p>",
        ),
    ),
    f"{TOWN}/formula": (
        "primaria",
        _page(
            "Anunț",
            "<p>Primăria Frasin implementează proiectul „=HYPERLINK(&quot;http://evil.test&quot;,&quot;apasă&quot;)”,"
            " cod SMIS 130003. Valoarea totală a proiectului este de 70.000 lei &lt;script&gt;alert(1)&lt;/script&gt;."
            "</p>",
        ),
    ),
    f"{NEWS}/vatra": ("ziar", _page("Vatra satului", _STORY, "2015-09-02")),
    f"{NGO}/presa/vatra": ("asociatie", _page("Din presă: Vatra satului", _STORY, "2015-09-05")),
}


def exported_data(data: Path) -> Path:
    """The data directory with its database."""
    archived(data, SOURCES, PAGES)
    return data


HIDDEN = f"\u202e{HOSTILE}</script><script>alert(1)</script>\uffff"  # as a page may have it; the last is no character
_TEXTS = {
    "projects": "title", "amounts": "quote", "partners": "name", "documents": "title",
    "organisations": "name", "sources": "name", "contradictions": "quote", "beneficiaries": "unit",
    "programmes": "name",
}  # fmt: skip


def with_texts(data: Path, folder: Path, text: str) -> Path:
    """A data directory whose database is that of `data`, with this text wherever pages' words stand."""
    with closing(sqlite3.connect(data / DATABASE)) as kept, closing(sqlite3.connect(folder / DATABASE)) as copy:
        kept.backup(copy)
        for table, column in _TEXTS.items():
            copy.execute(f"UPDATE {table} SET {column} = ?", (text,))
        copy.execute("UPDATE quotes SET sentence = ? || sentence", (text,))  # which tells what a sum is
        copy.commit()
    return folder

"""Dates of publication: what pages write, and what must not be taken for one."""

import json
from datetime import date
from pathlib import Path

import lxml.html
import pytest

from readers.html import read_page
from readers.page_dates import published_in_markup
from readers.published import published_in_text
from readers.text import blocks_of_text

TITLE = "Un centru nou pentru copiii din Valea Mare"
PROSE = (
    "Centrul a fost deschis de direcție împreună cu o fundație din oraș, iar proiectul „Punte” "
    "va dura doi ani. "
    "În acest timp vor primi ajutor 120 de copii și 40 de părinți, spune directoarea, care a vorbit "
    "despre planuri "
    "la întâlnirea cu primarii din toate comunele de pe vale și cu reprezentanții școlilor."
)

DATES = [
    ("Publicat: 10 Decembrie 2025, 20:54", "2025-12-10"),
    ("Articol de V.M., Publicat: 10 Decembrie 2025, 20:54", "2025-12-10"),
    ("Publicat de Andrei Borz, 20 martie 2023, 17:46 / actualizat: 21 martie 2023, 7:36", "2023-03-20"),
    ("Publicat: 25 feb. 2025, 10:21, în SOCIAL", "2025-02-25"),
    ("Postat la 3 iunie 2019 de admin", "2019-06-03"),
    ("Postat pe: 03/06/2019", "2019-06-03"),
    ("publicat la data de 14.09.2020", "2020-09-14"),
    ("Data publicării: 7 mai 2018", "2018-05-07"),
    ("Data publicării\n7 mai 2018", "2018-05-07"),
    ("Adăugat la 12-11-2014", "2014-11-12"),
    ("Afișat la data de 9.02.2024", "2024-02-09"),
    ("Scris de Administrator | Creat în 12 Octombrie 2011 | Accesări: 1204", "2011-10-12"),
    ("Categoria: Social | Publicat: Joi, 24 Februarie 2022 09:00", "2022-02-24"),
    ("Publicat in Cuvantul Liber, miercuri 22 februarie 2006 · Social - nr. 36", "2006-02-22"),
    ("Posted on May 3, 2021 by admin", "2021-05-03"),
    ("By octombrie 17, 2017", "2017-10-17"),
    ("Joi, 24.02.2022 09:00", "2022-02-24"),
    ("Joi 13.06.2019 14:00", "2019-06-13"),
    ("19 ianuarie 2023", "2023-01-19"),
    ("22.III.2022", "2022-03-22"),
    ("27 Sep, 2023 11:55 1086 Marime text", "2023-09-27"),
    ("17 noiembrie 2023, 14:08 | Timiș | 312 afișări", "2023-11-17"),
    ("22 ianuarie 2024, 16:40 | autor: Redacția | citit de 2.115 ori", "2024-01-22"),
    ("Revista presei · 24.09.2019, 12:45 · autor: Redacția", "2019-09-24"),
    ("2021-04-30 18:05", "2021-04-30"),
    ("Marți, 1 Dec. 2020", "2020-12-01"),
    ("Bucureşti, 16 octombrie 2020", "2020-10-16"),
    ("Arinești, 12 mai 2021 – Direcția a deschis astăzi un centru de zi.", "2021-05-12"),
    ("Târgu Secuiec, 5 iulie 2016. Direcția a deschis astăzi un centru de zi.", "2016-07-05"),
    ("Comunicat de presă – 15 aprilie 2013", "2013-04-15"),
    # found later
    ("Published on mai 03, 2022 with No Comments", "2022-05-03"),
    ("Ştire online publicată Vineri, 14 Martie 2014. Autor: Dan Mureșan.", "2014-03-14"),
    ("Dan Mureșan 26 iunie 2014 2 comentarii", "2014-06-26"),
    ("D.Mureșan Sâmbătă, 7 februarie 2026 0", "2026-02-07"),
    ("Social    03/09/2022    Redacția    2 comentarii", "2022-09-03"),
    ("03/09/2022 Voluntariat", "2022-09-03"),
    ("03.09.2022 Anunțuri", "2022-09-03"),
    ("Noutăți 3 septembrie 2022", "2022-09-03"),
    ("Știri Gorj Saturday, 3 September 2022 Comunitate", "2022-09-03"),
    ("Articol editat de Dan Mureșan, 3 septembrie 2022, 08:05 / actualizat: 4 septembrie 2022, 10:00", "2022-09-03"),
    ("Redactat de Dan Mureșan, 3 septembrie 2022", "2022-09-03"),
    ("Autor: Dan Mureșan 03/09/2022", "2022-09-03"),
    ("Dan Mureșan, 3 septembrie 2022, 08:05", "2022-09-03"),
    ("Dan Mureșan • 3 septembrie 2022 • 4 minute de citit", "2022-09-03"),
    ("de Dan Mureșan 03 sept. 2022", "2022-09-03"),
    ("DAN MUREȘAN | 03.09.2022", "2022-09-03"),
    ("septembrie 3, 2022 by admin", "2022-09-03"),
    ("3 septembrie 2022 admin Niciun comentariu", "2022-09-03"),
    ("3 septembrie 2022 Lasă un comentariu", "2022-09-03"),
    ("On mart. 3, 2022", "2022-03-03"),
    ("By Redacția On mart. 3, 2022", "2022-03-03"),
    ("Data: 03-09-2022, Autor: Redacția, Vizualizări: 98", "2022-09-03"),
    ("Data: 03.09.2022 | Autor: Dan Mureșan", "2022-09-03"),
    ("Actualitate / Comunitate / 03.09.2022 / 08:05", "2022-09-03"),
    ("Comunicate de presă, 3 septembrie 2022", "2022-09-03"),
    ("03-09-22 08:05", "2022-09-03"),
    ("03.09.22, 08:05 | Social", "2022-09-03"),
    ("Publicat: 03.09.22", "2022-09-03"),
    ("Postat de Dan Mureșan pe 3 septembrie 2022", "2022-09-03"),
    ("3 septembrie 2022, ora 08:05, Dan Mureșan", "2022-09-03"),
    ("Sâm, 3 sept. 2022", "2022-09-03"),
    ("Apărut la 3 septembrie 2022", "2022-09-03"),
    ("Trimis de admin la 3 septembrie 2022 - 08:05", "2022-09-03"),
    ("Știrile zilei | 3 Septembrie 2022, 08:05 | Actualizat: 5 Septembrie 2022", "2022-09-03"),
    ("Posted 3 September 2022 in Noutăți, Proiecte", "2022-09-03"),
    ("Data apariției: sâmbătă, 3 septembrie 2022", "2022-09-03"),
    ("COMUNICAT DE PRESĂ\n12 mai 2021, Motru", "2021-05-12"),
    ("Anunț de presă\nMotru\n12.05.2021", "2021-05-12"),
    ("COMUNICAT\nMotru 12.05.2021", "2021-05-12"),
    ("INFORMARE\nData: 12.05.2021", "2021-05-12"),
    ("Eveniment   /   09 Dec 2019   /   de Oana Dobre", "2019-12-09"),
    ("Știri locale • 09.12.2019 10:44 • 1.031 vizualizări", "2019-12-09"),
    ("9 decembrie 2019  Oana Dobre  Actualitate, Social", "2019-12-09"),
    ("Post published:3 septembrie 2022\nPost category:Social", "2022-09-03"),
    ("Curier dâmbovițean | 3 septembrie 2022 | Actualitate, Social", "2022-09-03"),
    ("Gazeta de sud | 3 septembrie 2022 | 3 comentarii", "2022-09-03"),
    # and what is none
    ("Gala copiilor | 3 septembrie 2022 | Actualitate", None),
    ("gazeta mică | 3 septembrie 2022 | cetatea veche", None),
    ("Actualizat: 3 iunie 2019", None),
    ("Ultima actualizare: 03.06.2019 12:00", None),
    ("Conferința va avea loc pe 12 mai 2021.", None),
    ("Termen limită: 30 iunie 2022", None),
    ("Dosarele se depun până la 18.03.2025", None),
    ("Publicat în MONITORUL OFICIAL nr. 756 din 28 noiembrie 2001", None),
    ("Publicat la 12 mai 2021, ghidul prevede și cofinanțarea proiectelor.", None),
    ("Ghidul, publicat la 12 mai 2021, se poate citi aici", None),
    ("Sâmbătă, 12 mai 2021 – are loc festivalul copiilor", None),
    ("Conferință de presă, 12 mai 2021", None),
    ("12 mai 2021 – 30 iunie 2022", None),
    ("Perioada: 12.05.2021-30.06.2022", None),
    ("Nr. 1234/12.05.2021", None),
    ("12 mai 2021, ora 10:00, sala de ședințe", None),
    ("12 mai 2021\nOra: 10:00", None),
    ("Data concursului:\n12 mai 2021", None),
    ("19:30 28 04 2024 Citește un ziar liber!", None),
    ("© 2019-2023 Direcția", None),
    ("12 mai 2021\nAnunț unu\n13 mai 2021\nAnunț doi\n14 mai 2021", None),
    ("Hotărârea nr. 12, 12 mai 2021", None),
    ("31.02.2021", None),
    ("martie 2021", None),
    ("Ziua porților deschise, 9 decembrie 2019", None),
    ("21 ianuarie 2020, Casa de Cultură Tecuci", None),
    ("12 mai 2021 Conferința finală", None),
    ("12 mai 2021 Seminar", None),
    ("Iași, Palas | 12 mai 2021 | Gala voluntarilor", None),
    ("Ședința din 12 mai 2021", None),
    ("Data: 12 mai 2021, Locul: sala mare", None),
    ("12 mai 2021, Sala Polivalentă", None),
    ("Începe la 12 mai 2021", None),
    ("12 mai 2021 Ziua Familiei", None),
    ("Semnat, 12 mai 2021", None),
    ("Data expirării: 12 mai 2021", None),
    ("Ultima editare: 12.05.2021, 10:20", None),
    ("Contract 45 / 12.05.2021", None),
    ("HCL 45 / 12.05.2021 / Consiliul Local", None),
    ("Născut: 12 mai 1981 | Iași", None),
    ("Data nașterii: 12 mai 1981", None),
    ("Deadline: 12.05.2021, 10:00", None),
    ("INVITAȚIE\n12 mai 2021, Motru", None),
]


TABLE = Path(__file__).with_name("readers_dates.tsv")


def table() -> list[object]:
    """The rows of the table: the page's text, the day, the day of the capture."""
    rows = []
    for number, line in enumerate(TABLE.read_text("utf8").split("\n"), 1):
        if line and not line.startswith("#"):
            text, iso, latest = (*line.split("\t"), "", "")[:3]
            text = text.replace("⏎", "\n")
            below = "" if "¶" in text else f"\n\n{PROSE}\n\n{PROSE}"
            page = f"{TITLE}\n\n{text.replace('¶', PROSE)}{below}"
            rows.append(pytest.param(page, iso or None, latest, id=f"{TABLE.name}:{number}"))
    return rows


@pytest.mark.parametrize(("text", "iso", "latest"), table())
def test_table(text: str, iso: str | None, latest: str) -> None:
    found = published_in_text(text, blocks_of_text(text), latest=date.fromisoformat(latest) if latest else None)
    assert (found[0] if found else None) == iso


def test_the_table_holds_as_much_of_what_must_not_match() -> None:
    without = sum(row.values[1] is None for row in table())  # type: ignore[attr-defined]
    assert len(table()) >= 100
    assert without >= 40


@pytest.mark.parametrize(("line", "iso"), DATES)
def test_under_the_title(line: str, iso: str | None) -> None:
    text = f"{TITLE}\n\n{line}\n\n{PROSE}\n\n{PROSE}"
    found = published_in_text(text, blocks_of_text(text))
    assert (found[0] if found else None) == iso
    assert published_in_text(text) == found


def test_the_head_that_software_glues_to_the_text() -> None:
    head = "Știri Motru Thursday, 8 March 2016 Comunitate"
    assert published_in_text(f"{TITLE}\n{head}{PROSE}\n\n{PROSE}") == ("2016-03-08", "stamp")
    assert published_in_text(f"{TITLE}\nThe team met on Tuesday, 8 March 2016 in Motru. {PROSE}\n\n{PROSE}") is None
    assert published_in_text(f"{TITLE}\nMarți, 8 martie 2016 Motru a primit oaspeți. {PROSE}\n\n{PROSE}") is None


def test_a_date_above_everything_is_the_clock() -> None:
    assert published_in_text(f"Joi, 6 iunie 2024 10:12\n\n{TITLE}\n\n{PROSE}") is None


def test_dates_of_teasers_below() -> None:
    teasers = "Citește și\n12 mai 2021\nAltceva\nPublicat: 3 mai 2020\nPublicat: 4 mai 2020"
    text = f"{TITLE}\n\n{PROSE}\n\n{PROSE}\n\n{teasers}"
    assert published_in_text(text, blocks_of_text(text)) is None


def test_a_lone_label_below_the_article_counts() -> None:
    text = f"{TITLE}\n\n{PROSE}\n\n{PROSE}\n\nPublicat: 3 mai 2020"
    assert published_in_text(text, blocks_of_text(text)) == ("2020-05-03", "label")


def test_a_list_of_articles_has_no_date() -> None:
    text = "Noutăți\n\n" + "\n\n".join(f"Anunț {n}\nPublicat: {n} mai 2020\nPe scurt." for n in range(1, 6))
    assert published_in_text(text, blocks_of_text(text)) is None


GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"


@pytest.mark.skipif(
    not GOLD.is_dir(), reason="the real pages lie outside the project (../shared/gold) and are not there"
)
def test_gold() -> None:
    right = found = known = 0
    for path in sorted(GOLD.glob("*.txt")):
        text = path.read_bytes().decode()
        said = published_in_text(text, blocks_of_text(text))
        truth = json.loads(path.with_suffix(".json").read_text("utf8")).get("published")
        known += truth is not None
        found += said is not None
        right += said is not None and said[0] == truth
    assert known
    assert right >= 0.9 * found
    assert right >= 0.9 * known


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Wed, 27 Sep 2023 11:55:00 +0300", "2023-09-27"),
        ("2023. szeptember 27.", "2023-09-27"),
        ("27 septembrie 2023, ora 12:30", "2023-09-27"),
        ("03/04/2023", "2023-04-03"),
        ("2023-09-27T23:30:00Z", "2023-09-28"),
        ("septembrie 2023", None),
        ("acum 3 zile", None),
        ("mai", None),
        ("1970-01-01", None),
    ],
)
def test_metadata_in_any_form(content: str, expected: str | None) -> None:
    page = (
        f'<html><head><meta property="article:published_time" content="{content}"></head><body><p>x</p></body></html>'
    )
    assert published_in_markup(lxml.html.fromstring(page)) == expected


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (" date 2025-08-28 Un centru nou pentru copii", "2025-08-28"),
        (" date 2025-08 Un centru nou pentru copii", None),
        ("30.03.2022\n\nComunicat de presă", "2022-03-30"),
        ("30.05.2025- Anunț de selecție", "2025-05-30"),
        ("5 martie 2019\n\nContractul a fost semnat la 4 martie 2019.", "2019-03-05"),
        ("5 martie 2024\n\nContractul a fost semnat la 4 martie 2019.", None),
        ("Comunicat de presă\n\nAprilie 2022", "2022-04"),
        ("Aprilie 2022\n\nUn centru nou", None),
        ("Monday, November 28, 2011\n\nUn centru nou", "2011-11-28"),
        ("vineri, ianuarie 10, 2025\n\nUn centru nou", "2025-01-10"),
        ("marți, 26 aprilie 2016\n\nConferința are loc la 27 aprilie 2016.", "2016-04-26"),
        ("marți, 26 aprilie 2016\n\nUn centru nou", None),
        ("marți, ora 10:00, 26 aprilie 2016\n\nConferința are loc la 27 aprilie 2016.", None),
        ("Acasă\n\nData deschiderii\n\n11 iulie 2024", None),
        ("Acasă\n\nHOTĂRÂREA NR. 110\n\ndin 27 septembrie 2006", None),
        ("Acasă\n\n19.8 C\n\nBrad\n\nluni, iunie 9, 2025", None),
    ],
)
def test_the_head_of_a_page_tells_its_day(head: str, wanted: str | None) -> None:
    text = f"{head}\n\n{PROSE}\n\nSfârșit."
    found = published_in_text(text, blocks_of_text(text))
    assert (found and found[0]) == wanted


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


CAPTURED = date(2024, 6, 5)
PAGES = [
    # head, body under the title, address, day
    ("<meta property='article:published_time' content='2024-06-05T10:00:00+03:00'>", "", "", "2024-06-05"),
    ("<meta name=date content=2022-01-05><meta property='article:published_time' content=2020-05-05>", "", "", "2020-05-05"),  # noqa: E501
    ("<meta property='article:published_time' content='2019-01-01T11:20:00+02:00'>", "", "", "2019-01-01"),
    ("<meta name=pubdate content='Thu, 14 Mar 2019 10:00:00 GMT'>", "", "", "2019-03-14"),
    ("", "<time datetime='2023-06-04'>alaltăieri</time>", "", "2023-06-04"),
    ("", "<time class='published' datetime='2023-06-04'>x</time><time class=updated datetime='2023-06-07'>y</time>", "", "2023-06-04"),  # noqa: E501
    (ld('{"@graph":[{"@type":"WebPage","datePublished":"2020-02-03"},{"@type":"Article","datePublished":"2020-02-04"}]}'), "", "", "2020-02-04"),  # noqa: E501
    ("", "", "/2019/05/06/titlu/", "2019-05-06"),
    ("<meta property='article:published_time' content=2019-05-05>", "", "/2012/03/14/titlu/", "2012-03-14"),
    ("<meta property='article:published_time' content=2019-05-05>", "", "/2019/04/titlu/", "2019-05-05"),
    ("<meta property='article:published_time' content=2019-05-05>", "<p>Postat la 3.05.2019</p>", "", "2019-05-03"),
    # what lies: updates, imports, the clock of the site, days to come, bare years, events, lists
    ("<meta property='article:modified_time' content=2019-05-05>", "", "", None),
    ("<meta property='article:published_time' content=2019-05-05>", "", "/2012/03/titlu/", None),
    ("<meta name=date content=2024-06-05>", "", "", None),
    ("<meta property='article:published_time' content='2025-05-05T10:00:00+03:00'>", "", "", None),
    ("<meta name=dc.date content=2019-01-01>", "", "", None),
    ("<meta name=dc.date content=2019>", "", "", None),
    ("<meta property='article:published_time' content='2019-01-01T00:00:00Z'>", "", "", None),
    ("<meta name=copyright content='1 ianuarie 2019'>", "<p>© 1 ianuarie 2019</p>", "", None),
    ("", "", "/2019/titlu/", None),
    ("", "", "/2019/05/titlu/", None),
    ("", "<div class=clock><time datetime='2023-06-04'>azi</time></div>", "", None),
    ("", "<time datetime='2024-06-05'>astăzi</time>", "", None),
    ("", "<div class=event><time datetime='2023-06-04'>atunci</time></div>", "", None),
    ("", "<time datetime='2023-06-04'>x</time><time datetime='2023-06-07'>y</time>", "", None),
    ("", "<article><h2>Unu</h2><time pubdate datetime='2023-06-04'>x</time></article><article><h2>Doi</h2><time pubdate datetime='2023-06-07'>y</time></article>", "", None),  # noqa: E501
    (ld('[{"@type":"Article","datePublished":"2020-02-03"},{"@type":"Article","datePublished":"2020-02-04"}]'), "", "", None),  # noqa: E501
    ("", "<p>Publicat: 14 martie 2029</p>", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "address", "iso"), PAGES)
def test_whole_pages(head: str, body: str, address: str, iso: str | None) -> None:
    page = (
        f"<html><head><meta charset=utf-8><title>x</title>{head}</head><body><h1>{TITLE}</h1>{body}"
        f"<p>{PROSE}</p><p>{PROSE}</p></body></html>"
    )
    url = f"https://ziar.example{address}" if address else None
    assert read_page(page.encode(), url=url, latest=CAPTURED).published == iso

"""Web pages: what is the page's own comes back with its structure, what is furniture does not."""

import re
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.errors import ReadError
from readers.html import Page, read_page
from romanian.fold import fold

CASES = Path(__file__).parent / "readers_cases"
DOCUMENTS = Path(__file__).parent / "documents"
GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
WORD = re.compile(r"\w+")

LONG = (
    "Direcția de asistență socială a deschis un centru de zi pentru copiii din cartier, cu bani din fonduri "
    "europene și de la bugetul local. Centrul are patru săli, o curte și o bucătărie."
)


def page(body: str, head: str = "<title>x</title>") -> Page:
    return read_page(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode())


def shape(found: Page) -> list[tuple[str, str]]:
    return [(b.kind, found.text[b.start : b.end]) for b in found.blocks]


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(fold(text)))


def f1(found: str, expected: str) -> float:
    a, b = words(found), words(expected)
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def read_case(path: Path) -> Page:
    source = path.read_text("utf8")
    return read_page(source.encode("cp1250" if "cp1250" in path.stem else "utf8"))


@pytest.mark.parametrize("path", sorted(CASES.glob("*.html")), ids=lambda p: p.stem)
def test_case(path: Path) -> None:
    found = read_case(path)
    expected = path.with_suffix(".txt").read_text("utf8").strip()
    assert f1(found.text, expected) >= 0.9
    rest = iter(found.text.split("\n"))
    assert [line for line in expected.split("\n") if line not in rest] == []  # in this order
    for block in found.blocks:
        assert all(block.start <= a <= b <= block.end for a, b in block.cells)
        assert "\n" not in found.text[block.start : block.end]


def test_cases_on_average() -> None:
    scores = [f1(read_case(path).text, path.with_suffix(".txt").read_text("utf8")) for path in CASES.glob("*.html")]
    assert sum(scores) / len(scores) >= 0.97


def test_titles_and_dates_of_cases() -> None:
    known = {path.stem: (read_case(path).title, read_case(path).published) for path in CASES.glob("*.html")}
    assert known == {
        "wordpress-news": ("Centru de zi pentru seniori la Drăgășani", "2022-05-18"),
        "joomla-tables-cp1250": ("Proiectul „Aripi pentru copii”", "2009-03-12"),
        "townhall-aspnet": ("Anunț de finalizare a proiectului", "2021-11-03"),
        "ngo-divs": ("Rezultate", None),
        "drupal-portal": ("Hotărârea 41", None),
        "portal-teasers": ("Trei sate primesc asistenți comunitari", "2023-11-17"),
    }


def wrapped(text: str, tag: str) -> str:
    lines = [escape(line.strip()) for line in text.splitlines() if line.strip()]
    if tag == "br":
        return "<div>" + "<br>\n".join(lines) + "</div>"
    if tag == "pre":
        return f"<pre>{escape(text)}</pre>"
    inner = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
    return f"<article>{inner}</article>" if tag == "p" else inner


OWN = [
    "Acasă\nDespre noi\nProiecte\nDonează\nContact\n",
    "Rezultate\n• 120 de copii\n• 40 de părinți\n• 9 comune\n",
    "Unu.\nUnu.\nUnu.\nDoi\n",
    f"{LONG}\n\nFont Resize\nGalerie foto\nSus\n",
    "Sursa | Suma\nFSE | 3.000\nTotal | 4.000",
]
PLAIN = OWN + [p.read_text("utf8") for p in sorted(DOCUMENTS.glob("*.txt"))]


@pytest.mark.parametrize("tag", ["p", "div", "br", "pre"])
def test_a_bare_page_keeps_its_words(tag: str) -> None:
    for text in PLAIN:
        found = page(wrapped(text, tag))
        kept, all_words = words(found.text), words(text)
        assert sum((kept & all_words).values()) >= 0.95 * sum(all_words.values()), text[:80]
        assert sum(kept.values()) <= sum(all_words.values())


@pytest.mark.skipif(
    not GOLD.is_dir(), reason="the real pages lie outside the project (../shared/gold) and are not there"
)
@pytest.mark.parametrize(
    "name",
    ["bacau-council-2019", "iasi-ong-2016", "constanta-news-2023", "iasi-venus-2023", "satu-mare-results"],
)
def test_gold_wrapped_in_a_page(name: str) -> None:
    text = (GOLD / f"{name}.txt").read_bytes().decode()
    a, b = words(text), words(page(wrapped(text, "p")).text)
    assert sum((a & b).values()) >= 0.9 * max(sum(a.values()), sum(b.values()))


def test_words_are_neither_glued_nor_split() -> None:
    found = page(
        "<p><b>Art</b>.1 pro<i>iec</i>tul<br>are 1.200<sup>1</sup> persoane pe 50 m<sup>2</sup></p>"
        "<p><a>unu</a><a>doi</a> vechi şi ţară&nbsp;nouă</p>"
        "<p>zero\u200blat și s\u0326i</p><div>a<div>b</div>c</div>"
    )
    assert found.text.split("\n") == [
        "Art.1 proiectul",
        "are 1.200 1 persoane pe 50 m2",
        "unu doi vechi și țară nouă",
        "zerolat și și",
        "a",
        "b",
        "c",
    ]


def test_structure() -> None:
    found = page(
        "<h1>Titlu</h1><p><strong>Rezultate</strong></p><p><b>Durata:</b> 2 ani</p>"
        "<ul><li><p>unu</p><p>mai mult</p></li><li>doi<ol><li>trei</li></ol></li></ul>"
        "<dl><dt>Valoare</dt><dd>3 lei</dd><dt>Cod</dt><dd>1</dd><dd>2</dd></dl>"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>x</td><td>2 <br>lei</td></tr></table>"
    )
    assert shape(found) == [
        ("heading", "Titlu"),
        ("heading", "Rezultate"),
        ("paragraph", "Durata: 2 ani"),
        ("list_item", "unu"),
        ("paragraph", "mai mult"),
        ("list_item", "doi"),
        ("list_item", "trei"),
        ("paragraph", "Valoare: 3 lei"),
        ("paragraph", "Cod"),
        ("paragraph", "1"),
        ("paragraph", "2"),
        ("table_row", "A | B"),
        ("table_row", "x | 2 lei"),
    ]
    assert [b.level for b in found.blocks if b.kind == "list_item"] == [1, 1, 2]
    assert [b.header for b in found.blocks if b.kind == "table_row"] == [True, False]
    last = found.blocks[-1]
    assert [found.text[a:b] for a, b in last.cells] == ["x", "2 lei"]
    assert "• unu\n" in found.text


@pytest.mark.parametrize(
    "leak",
    [
        "<script>var furat = 1</script>",
        "<p onclick='furat()'></p>",
        "<!-- furat --><style>.furat{}</style>",
        "<noscript><p>furat</p></noscript><template>furat</template>",
        "<script>var s = '</p>furat<p>';</script>",
        "<svg><text>furat</text></svg><iframe>furat</iframe><textarea>furat</textarea>",
        "<script>document.write('<p>furat</p>')</script>",
        "<select><option>furat</option></select>",
    ],
)
def test_scripts_never_leak(leak: str) -> None:
    assert "furat" not in page(f"<p>{LONG}</p>{leak}<p>{LONG}</p>").text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty-page"),
        (b"   \n", "empty-page"),
        (b"<html><head><title>x</title></head><body></body></html>", "empty-page"),
        (b"<html><body><script>app()</script></body></html>", "empty-page"),
        (b'{"json": 1}', "not-html"),
        (b"just words", "not-html"),
        (b"<p>" + b"x" * 11_000_000, "too-large"),
    ],
)
def test_errors(body: bytes, kind: str) -> None:
    with pytest.raises(ReadError) as error:
        read_page(body)
    assert error.value.kind == kind
    assert error.value.message


def test_nested_layout_tables_keep_data_tables() -> None:
    menu = "<table><tr><td><a href=1>Acasă</a></td></tr><tr><td><a href=2>Proiecte noi</a></td></tr></table>"
    data = "<table><tr><td>An</td><td>Lei</td></tr><tr><td>2010</td><td>5.000</td></tr></table>"
    inner = f"<table><tr><td>{LONG}<p>{LONG}</p>{data}</td></tr></table>"
    found = page(f"<table><tr><td>{menu}</td><td>{inner}</td></tr></table>")
    assert [text for _, text in shape(found)] == [LONG, LONG, "An | Lei", "2010 | 5.000"]


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


DATED = [
    ('<meta property="article:published_time" content="2022-05-17T21:40:00+00:00">', "2022-05-18"),
    ('<meta name="DC.date.issued" content="2014-03-02">', "2014-03-02"),
    (ld('{"@type":"NewsArticle","datePublished":"2020-02-03T10:00:00+02:00"}'), "2020-02-03"),
    (ld('{"@type":"Article","datePublished":"2020-02-04",}'), "2020-02-04"),
    (ld('{"@type":"Product","datePublished":"2020-02-04"}'), None),
    ('<meta property="article:modified_time" content="2022-05-17">', None),
    ('<meta name="copyright" content="2019">', None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "iso"), DATED)
def test_dates_of_markup(head: str, iso: str | None) -> None:
    assert page(f"<h1>Titlu</h1><p>{LONG}</p><p>© 2017</p>", head).published == iso


def test_text_says_more_than_markup() -> None:
    head = '<meta property="article:published_time" content="2022-05-17">'
    found = page(f"<h1>Titlu</h1><p>Publicat: 3 mai 2020</p><p>{LONG}</p>", head)
    assert (found.published, found.published_by) == ("2020-05-03", "label")


def test_date_of_the_address() -> None:
    body = f"<html><body><h1>Titlu</h1><p>{LONG}</p></body></html>".encode()
    assert read_page(body, url="https://ziar.example/2019/03/14/titlu/").published == "2019-03-14"
    assert read_page(body, url="https://ziar.example/2019/01/01/titlu/").published is None


def test_deep_nesting() -> None:
    assert LONG in page("<div>" * 200 + LONG).text
    with pytest.raises(ReadError):
        page("<div>" * 50_000 + LONG)  # the parser stops at some depth; no page is made so


TAGS = "p /p div /div ul li /ul table tr td th /table br b /b a /a h2 /h2 dl dt dd /dl pre form nav".split()  # noqa: SIM905
WORDS = ["\n", "unu ", "doi", " 3.000 lei", "• ", "|", " - ", "&nbsp;"]
MARKUP = st.lists(st.sampled_from([f"<{tag}>" for tag in TAGS] + WORDS), max_size=40)


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_any_markup(pieces: list[str]) -> None:
    found = page("<p>Un rând</p>" + "".join(pieces))
    before = -1
    for block in found.blocks:
        assert before < block.start < block.end <= len(found.text)
        assert found.text[block.start : block.end].strip() == found.text[block.start : block.end]
        place = block.start
        for start, end in block.cells:
            assert place <= start <= end <= block.end
            place = end
        before = block.end


def test_teasers_go_and_the_article_goes_on() -> None:
    link = "<a href=/x>Un drum a fost închis din cauza lucrărilor la pod</a>"
    found = page(
        f"<h1>Titlu</h1><p>{LONG}</p><p><strong>Citește și:</strong> {link}</p><p>{LONG}</p>"
        f"<h3>Alte știri</h3><div>{link}<p>Pe scurt, 500 de oameni.</p></div><div>{link}</div><p>Rămâne.</p>"
    )
    assert [text for _, text in shape(found)] == ["Titlu", LONG, LONG, "Rămâne."]


def test_a_chapter_called_like_teasers_stays() -> None:
    found = page(f"<h1>Titlu</h1><p>{LONG}</p><h2>Vezi și</h2><p>{LONG} Detalii: <a href=/x>aici</a>.</p>")
    assert len(found.blocks) == 4


EXCERPT = "Pompierii au intervenit cu două autospeciale, iar focul a fost stins repede."


def card(number: int, excerpt: str = EXCERPT) -> str:
    return f"<div><h3><a href=/{number}>Altă știre din oraș, {number}</a></h3><p class=x>{excerpt}</p></div>"


ARTICLE = f"<h1>Titlu bun de articol</h1><p>{LONG}</p><p>{LONG}</p>"


def test_cards_go_and_the_article_goes_on() -> None:
    found = page(f"{ARTICLE}<h2>Din oraș</h2>{''.join(map(card, range(4)))}<p>Rămâne și acest rând, fără legături.</p>")
    assert [text for _, text in shape(found)] == [
        "Titlu bun de articol", LONG, LONG, "Rămâne și acest rând, fără legături.",
    ]  # fmt: skip


def test_cards_that_tell_sums_stay() -> None:
    told = "Un centru de zi pentru copii, cu 5.000 lei de la primărie."
    found = page(ARTICLE + "".join(card(number, told) for number in range(4)))
    assert found.text.count("5.000 lei") == 4


def test_a_page_of_cards_keeps_them() -> None:
    found = page("<h1>Proiecte</h1>" + "".join(map(card, range(6))))
    assert found.text.count("Pompierii") == 6


def test_links_with_the_article_behind_them_are_no_cards() -> None:
    menu = "".join(f"<p><a href=/{n}>O pagină cu nume lung</a></p>" for n in range(5))
    found = page(f"{menu}<h1>Titlu bun</h1><p>{LONG}</p><p>Un rând mai scurt.</p><p>{LONG}</p>")
    assert [text for _, text in shape(found)][-4:] == ["Titlu bun", LONG, "Un rând mai scurt.", LONG]


def test_comments_go_though_each_is_an_article() -> None:
    said = "".join(f"<article><p>Felicitări, bravo lor, {n}!</p></article>" for n in range(3))
    found = page(f"<article>{ARTICLE}</article><div id=comments><ol class=comment-list>{said}</ol></div>")
    assert "bravo" not in found.text


def test_the_word_over_an_advertisement_goes() -> None:
    found = page(f"{ARTICLE}<div>PUBLICITATE</div><p>{LONG}</p><p>Publicitate: 5.000 lei</p>")
    assert found.text.count("ublicitate") == 1
    assert "PUBLICITATE" not in found.text


OF_THE_SITE = (
    "© 2003",
    "Primăria Lunca · Copyright © 2011-2024 Toate drepturile rezervate.",
    "Optimizat pentru 800x600 | Webmaster: Dan",
    "Avem 11 vizitatori online",
    "Trimite articolul unui prieten",
    "Distribuie pe Facebook",
    "Urmărește-ne!",
    "Intrați în cont pentru a publica un comentariu",
    "A fost utilă pagina?",
    "Preluarea textelor se face în limita a 500 de semne, cu citarea sursei.",
    "[ Prima pagină ] [ Sus ] [ Înapoi ]",
)
OF_THE_PAGE = (
    "Sus, pe deal, stă casa în care locuiesc cei opt tineri.",
    "Avem 11 vizitatori pe zi la cantină, de luni până vineri.",
    "Comentariile primite la ghid au fost preluate în anexă.",
    "Drepturi de autor pentru manual: 12.000 lei © 2019",
    "Trimite cererea la sediul primăriei până la 20 mai.",
    "Acasă la bunici este numele proiectului.",
    "Urmărește-ne povestea: trei frați dintr-un sat de munte",
    "Distribuie hrană în 12 comune, de două ori pe săptămână.",
    "Pagina de internet a proiectului a fost vizitată de 3.000 de ori.",
)


def test_lines_of_the_site_go_and_lines_that_only_begin_like_them_stay() -> None:
    body = "".join(f"<p>{line}</p>" for line in (*OF_THE_SITE, LONG, *OF_THE_PAGE, *OF_THE_SITE))
    assert page(body).text.split("\n") == [LONG, *OF_THE_PAGE]


SUM = "Proiectul are 1.200.000 lei"


@pytest.mark.parametrize(
    "source",
    [
        f"{SUM}<br>",
        f"<b>{SUM}</b>",
        f"<title>Casa</title>{SUM}",
        f"<tr><td>{SUM}</td></tr>",
        f"<li>{SUM}",
        f"<dl><dt>{SUM}</dt></dl>",
        f"<table><tr><td>{SUM}</td></tr></table>",
        f"<html>{SUM}</html>",
        f"<html><head><title>Casa</title><p>{SUM}</p></html>",
        f"<html><body></body></html><p>{SUM}</p>",
        f"<html><head></head></html><html><body><p>{SUM}</p></body></html>",
    ],
)
def test_a_page_without_its_frame_is_read(source: str) -> None:
    assert read_page(source.encode()).text.removeprefix("• ") == SUM


def test_what_stands_behind_the_end_of_the_page_is_its_own() -> None:
    found = read_page(f"<html><body><p>{LONG}</p></body></html><p>{SUM}</p><html><body>{LONG}".encode())
    assert found.text.split("\n") == [LONG, SUM, LONG]


def test_a_set_of_frames_says_where_its_content_is() -> None:
    frames = "<frameset cols=20%,80%><frame src=meniu.htm><frame src='stiri&#27;[2J.htm'><noframes><p>x</noframes>"
    with pytest.raises(ReadError, match=r"set of frames.*: meniu\.htm, stiri") as error:
        read_page(f"<html>{frames}".encode())
    assert error.value.kind == "empty-page"
    assert str(error.value).isprintable()

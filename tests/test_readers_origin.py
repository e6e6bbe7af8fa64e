"""From the words of a document back to the bytes of its capture."""

import random
import re
import time
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers import charset
from readers.errors import ReadError
from readers.masking import COVER, mask
from readers.origin import Lost, Origin, Origins, locate, origins
from readers.reader import read_bytes
from readers.repair import repair
from readers.stream import stream_of_bytes
from readers.tidy import tidy
from store.records import Document

TESTS = Path(__file__).parent
SITES = TESTS.parent / "examples" / "sites"
FILES = sorted([*TESTS.rglob("*.html"), *SITES.rglob("*.html"), *(TESTS / "documents").glob("*.txt")])
LEAST = 0.99  # share of blocks, and of spans, whose bytes are found
UNTOLD = re.compile(r"[\s•|:]+")
HIDDEN = ("script", "style", "noscript", "select", "textarea", "iframe", "template", "svg")


def body_of(path: Path) -> bytes:
    return path.read_text("utf8").encode("cp1250") if "cp1250" in path.stem else path.read_bytes()


def media_type_of(path: Path) -> str:
    return "text/html" if path.suffix == ".html" else "text/plain"


def words_in(piece: bytes, name: str, form: str) -> str:
    """What somebody sees who opens these bytes alone: by lxml, not by the code that found them."""
    text = repair(charset.text_in(piece, name), markup=form == "html")
    if form == "html":
        root = lxml.html.fragment_fromstring(text, create_parent="div")
        for hidden in list(root.iter(*HIDDEN)):
            hidden.drop_tree()
        text = root.text_content()
    return UNTOLD.sub("", tidy(text))


def same(document: Document, start: int, end: int, words: str) -> bool:
    """Whether the words are the document's, where it doesn't cover them."""
    wanted = UNTOLD.sub("", document.text[start:end])
    if COVER in wanted:
        parts = (re.escape(part) for part in re.split(f"{COVER}+", wanted))
        return re.fullmatch(".{0,60}".join(parts), words) is not None
    return words == wanted


def spans_of(document: Document) -> list[tuple[int, int]]:
    """Every block, and pieces of 20 to 80 characters of blocks, chosen by chance that is always the same."""
    chance = random.Random(document.text)
    spans = [(block.start, block.end) for block in document.blocks]
    for _ in range(60):
        block = chance.choice(document.blocks)
        start = chance.randrange(block.start, max(block.end - 20, block.start + 1))
        spans.append((start, min(start + chance.randint(20, 80), block.end)))
    return [(a, b) for a, b in spans if UNTOLD.sub("", document.text[a:b])]


def document_of(body: bytes, media_type: str = "text/html") -> Document:
    return read_bytes(body, media_type=media_type, document_id="d")


def found_in(document: Document, body: bytes, media_type: str = "text/html") -> Origins:
    found = origins(document, body, media_type=media_type)
    assert isinstance(found, Origins)
    return found


def test_every_span_of_every_page_leads_to_its_bytes() -> None:
    spans = found = 0
    wrong = []
    for path in FILES:
        body, media_type = body_of(path), media_type_of(path)
        try:
            document = document_of(body, media_type)
        except ReadError:
            continue
        all_of_them = found_in(document, body, media_type)
        name, _ = charset.encoding_of(body, media_type=media_type, markup=media_type == "text/html")
        for start, end in spans_of(document):
            origin = all_of_them.find(start, end)
            spans += 1
            if isinstance(origin, Origin) and origin.start is not None:
                found += 1
                words = words_in(body[origin.start : origin.end], name, document.reader.partition("/")[0])
                if not same(document, start, end, words):
                    wrong.append((path.name, document.text[start:end], words))
    assert wrong == []
    assert spans > 3000
    assert found >= LEAST * spans, f"{found} of {spans}"


LONG = "Direcția de asistență socială a deschis un centru de zi pentru copiii din cartier, cu bani europeni."
PAGE = (
    "<html><head><meta charset=utf-8><title>Rezultate</title><style>p:before {{content: 'Rezultate'}}</style></head>"
    "<body><nav><ul><li><a href=/>Rezultate</a><li><a href=/>Contact</a></ul></nav><main><h1>Rezultate</h1>{}</main>"
    "<footer>Rezultate</footer></body></html>"
)


def quoted(body: bytes, quote: str, *, media_type: str = "text/html") -> tuple[str, str]:
    """The bytes of a quote, as far as they are ASCII, and its spelling."""
    document = document_of(body, media_type)
    start = document.text.index(quote)
    origin = locate(document, body, start, start + len(quote), media_type=media_type)
    assert isinstance(origin, Origin), (document.text, origin)
    return body[origin.start : origin.end].decode("ascii", "replace"), origin.spelling


@pytest.mark.parametrize(
    ("body", "quote", "piece", "spelling"),
    [
        (f"<p>{LONG}</p><p>120 de <b>copii</b><!-- nu --> din sat</p>", "120 de copii din sat",
         "120 de <b>copii</b><!-- nu --> din sat", "120 de copii din sat"),
        (f"<p>{LONG}</p><p>120 de<script>var a = '<p>30 de';</script>\n\n copii</p>", "120 de copii",
         "120 de<script>var a = '<p>30 de';</script>\n\n copii", "120 de copii"),
        (f"<p>{LONG}</p><p>1&nbsp;200&nbsp;lei &icirc;n &bdquo;2019&rdquo;</p>", "1 200 lei în „2019”",
         "1&nbsp;200&nbsp;lei &icirc;n &bdquo;2019&rdquo;", "1 200 lei în „2019”"),
        (f"<p>{LONG}</p><p>10&#150;12 s&#259;li &#351;i o curte</p>", "10–12 săli și o curte",
         "10&#150;12 s&#259;li &#351;i o curte", "10–12 săli şi o curte"),
        (f"<p>{LONG}</p><table><tr><th>An<th>Lei<tr><td>2019<td>300 de lei<tr><td>2020<td>300 de lei</table>",
         "2020 | 300 de lei", "2020<td>300 de lei", "2020 300 de lei"),
        (f"<p>{LONG}</p><dl><dt>Valoare:<dd>300 de lei</dl>", "Valoare: 300 de lei", "Valoare:<dd>300 de lei",
         "Valoare: 300 de lei"),
        (f"<p title='a > b'>{LONG}</p><p>5 < 7 copii</p>", "5 < 7 copii", "5 < 7 copii", "5 < 7 copii"),
        (f"<p>{LONG}</p><p>s\u0326coala t\u0327ara</p>", "școala țara", "s\ufffd\ufffdcoala t\ufffd\ufffdara",
         "s\u0326coala t\u0327ara"),
    ],
)  # fmt: skip
def test_what_stands_there(body: str, quote: str, piece: str, spelling: str) -> None:
    assert quoted(PAGE.format(body).encode(), quote) == (piece, spelling)


def test_the_title_and_not_the_menu() -> None:
    body = PAGE.format(f"<p>{LONG}</p>").encode()
    document = document_of(body)
    origin = locate(document, body, 0, len("Rezultate"))
    assert isinstance(origin, Origin)
    assert origin.start == body.index(b"<h1>") + 4


def test_paragraphs_that_repeat_stand_one_behind_the_other() -> None:
    body = PAGE.format(f"<p>{LONG}</p><p>Da.</p>" * 3).encode()
    document = document_of(body)
    every = found_in(document, body)
    starts = [origin.start for b in document.blocks if isinstance(origin := every.find(b.start, b.end), Origin)]
    assert starts[1::2] == [found.start() + 3 for found in re.finditer(b"<p>Direc", body)]
    assert starts[2::2] == [found.start() + 3 for found in re.finditer(b"<p>Da", body)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1250", "iso-8859-2"])
def test_any_encoding(encoding: str) -> None:
    page = PAGE.format(f"<p>{LONG.replace('ț', 'ţ')}</p><p>𝐀 Şase săli</p>").replace("meta charset=utf-8", "meta")
    body = page.encode(encoding, "xmlcharrefreplace")
    document = document_of(body)
    start = document.text.index("Șase săli")
    origin = locate(document, body, start, start + 9)
    assert isinstance(origin, Origin)
    assert origin.spelling == "Şase săli"
    assert (
        body[origin.start : origin.end]
        == "Şase săli".encode(encoding.removesuffix("-sig")).removeprefix(b"\xff\xfe")[-36:]
    )


def test_a_spoilt_page_and_a_mixed_one() -> None:
    spoilt = PAGE.format(
        "<p>ªcoala ºi þara: sã învãþãm de la copiii din judeþul Iaºi, pentru cã este bine.</p>"
    ).encode()
    document = document_of(spoilt)
    start = document.text.index("județul Iași")
    origin = locate(document, spoilt, start, start + 12)
    assert isinstance(origin, Origin)
    assert spoilt[origin.start : origin.end].decode() == "judeþul Iaºi"
    mixed = PAGE.format(f"<p>{LONG}</p><p>@</p>").encode().replace(b"@", "şi ţara să".encode("cp1250"))
    document = document_of(mixed)
    start = document.text.index("țara")
    origin = locate(document, mixed, start, start + 4)
    assert isinstance(origin, Origin)
    assert mixed[origin.start : origin.end] == "ţara".encode("cp1250")


def test_personal_data_stay_covered() -> None:
    body = PAGE.format(f"<p>{LONG}</p><p>Scrieți la ana.pop@sat.example sau 0745 123 <b>456</b>, zilnic.</p>").encode()
    document = document_of(body)
    start = document.text.index("Scrieți")
    origin = locate(document, body, start, len(document.text))
    assert isinstance(origin, Origin)
    assert body[origin.start : origin.end].endswith(b"0745 123 <b>456</b>, zilnic.")
    assert origin.spelling == document.text[start:]
    assert mask(origin.spelling) == origin.spelling


def test_words_that_are_not_there() -> None:
    body = PAGE.format(f"<p>{LONG}</p><p>120 de copii</p>").encode()
    document = document_of(body)
    other = body.replace(b"120 de", b"999 de")
    start = document.text.index("120")
    assert isinstance(locate(document, other, start, start + 12), Lost)
    assert isinstance(locate(document, body, 9, 10), Lost)
    assert isinstance(locate(document, b"\0" * 9000 + b"\xff" * 9000, 0, 9), Lost)


def test_the_page_of_a_pdf() -> None:
    body = (SITES / "dgaspc-codru.test" / "anunt-selectie-parteneri.pdf").read_bytes()
    document = document_of(body, "application/pdf")
    every = found_in(document, body)
    pages = [every.find(block.start, block.end) for block in document.blocks]
    numbers = [origin.page for origin in pages if isinstance(origin, Origin)]
    assert len(numbers) == len(document.blocks)
    assert numbers == sorted(numbers, key=lambda page: page or 0)
    assert numbers[0] == 1
    assert isinstance(origins(document, body[:2000]), Lost)


def test_a_packed_document_says_why_not() -> None:
    body = (SITES / "dgaspc-codru.test" / "comunicat-acasa-la-codru.docx").read_bytes()
    lost = origins(document_of(body, ""), body)
    assert isinstance(lost, Lost)
    assert "docx" in lost.reason


@given(st.binary(max_size=200), st.sampled_from(["text/html", "text/html; charset=iso-8859-2", "text/plain"]))
def test_a_stream_is_what_decoding_gives(body: bytes, media_type: str) -> None:
    markup = "html" in media_type
    try:
        text = charset.decode(body, media_type=media_type, markup=markup)
    except ReadError:
        return
    stream = stream_of_bytes(body, media_type=media_type, markup=markup)
    assert stream.text == text
    assert len(stream.starts) == len(stream.ends) == len(text)
    assert all(0 <= a < b <= len(body) for a, b in zip(stream.starts, stream.ends, strict=True))


PIECES = st.lists(
    st.sampled_from(["<b>", "</b>", "<p>", "<", ">", '"', "'", "<!--", "-->", "<script>", "</script>", "<a href='x>'>",
                     "&amp;", "&", "ș", "12 copii ", "• ", "<td>", "<svg>", "\n", "<br"]), max_size=40)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(PIECES)
def test_any_markup_is_gone_through(pieces: list[str]) -> None:
    body = PAGE.format(f"<p>{LONG}</p><p>" + "".join(pieces) + "</p>").encode()
    document = document_of(body)
    every = found_in(document, body)
    for block in document.blocks:
        origin = every.find(block.start, block.end)
        assert isinstance(origin, Lost) or 0 <= (origin.start or 0) < (origin.end or 0) <= len(body)


HOSTILE = ["<a '\"", '<a "', "<", "<svg>", "<!-", "&amp", "<p>12</p>", "<p>a<b>b</b></p>", "<script>", "ș", "<td>x<td>"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_page_takes_four_times_as_long(piece: str) -> None:
    def seconds(times: int) -> float:
        body = PAGE.format(f"<p>{LONG}</p><p>{piece * times}").encode()
        try:
            document = document_of(body)
        except ReadError:
            document = Document(id="d", text=f"{LONG}\n" * (times // 40 + 1), reader="html/2")
        begun = time.process_time()
        origins(document, body)
        return time.process_time() - begun

    seconds(100)
    if seconds(8000) < 0.25:
        return
    long, short = min(seconds(8000) for _ in range(3)), max(seconds(2000) for _ in range(3))
    assert long < max(0.25, 8 * short)


def test_pieces_that_are_nowhere_cost_no_more() -> None:
    document = Document(id="d", text="\n".join(f"acest rând {n} nu e acolo" for n in range(4000)), reader="html/2")
    body = PAGE.format(f"<p>{LONG}</p>" * 2000).encode()
    begun = time.process_time()
    found = origins(document, body)
    assert isinstance(found, Origins)
    assert found.share() < 0.9
    assert time.process_time() - begun < 20

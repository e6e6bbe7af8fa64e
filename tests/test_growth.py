"""Time grows with the size of a text, not with its square: eight times the text, less than 28 times the time.

What is timed runs alone (make test-slow): beside a whole suite, time tells nothing.
"""

import time
from collections.abc import Callable

import pytest

from extract.pipeline import Extractor, _tokenizable
from extract.reading import read
from store.records import Block, Document

_ENOUGH = 0.25  # seconds; a large text read so soon needs no comparison
_TIMES = 8  # as much text
_MOST = 28  # times the time; the square would be 64

PARAGRAPH = (
    "Proiectul „Casa # de pe deal” este derulat de Asociația Casa # în parteneriat cu Primăria Iași, cu 5.0# lei, "
    "în perioada 1 mai 2019 - 3 iunie 2020, pentru 5# de copii."
)
# what is repeated, how often in the small text, what stands before and behind
REPEATED = [
    *((sign, 2000, "a", "x") for sign in "_…=(\"„!*.,;:'”?)[«»/\\%+•|1a"),
    (" ", 2000, "Primăria Iași", "Direcția Generală"),
    (" ", 2000, "Fundația Casa", "face proiectul „X”"),
    (" ", 500, "Titlul proiectului: Casa mare", "x"),
    (" ", 4000, "12.03.2019", "13.04.2020"),
    (" ", 4000, "", ""),
    ("\t", 2000, "a", "b"),
    ("\n", 4000, "", ""),
    (" \n", 2000, "", ""),
    ('„"', 1000, "", ""),
    (".,", 1000, "", ""),
    (".!", 2000, "a", "x"),
    (", ", 1500, "", ""),
    ("( ", 1500, "", ""),
    ("nr. ", 1500, "", ""),
    ("123 456 ", 300, "", ""),
    ("123.456.", 300, "", ""),
    ("1 ", 1500, "", ""),
    ("5-", 1500, "", ""),
    ("un ", 1000, "", ""),
    ("cinci sute de mii ", 150, "", ""),
    ("5.000 lei ", 250, "", ""),
    ("lei ", 1500, "", ""),
    ("EUR 5 ", 250, "", ""),
    ("1.1.1.", 500, "", ""),
    ("1/2019 ", 500, "", ""),
    ("12.03.2019 ", 350, "", ""),
    ("5 mai 2019, ", 350, "", ""),
    ("2019, ", 1000, "anii ", ""),
    ("\u0301", 2000, "e", ""),
    ("\u0301\u0323", 2000, "a", ""),
    ("| ", 1500, "", ""),
    ("a | b | c\n", 500, "", ""),
    ("„Casa” ", 1000, "", ""),
    ('proiectul "Casa Mea" Asociația Casa ', 60, "", ""),
    ("proiectul ", 750, "", ""),
    ("proiectul este ", 500, "", ""),
    ("Proiectul „Casa”.\n", 250, "", ""),
    ("în parteneriat cu X, ", 250, "", ""),
    ("în parteneriat cu Asociația Casa, ", 125, "", ""),
    ("Asociația Casa Mare, ", 250, "", ""),
    ("implementat de ", 250, "", ""),
    ("- 45 din sate\n", 200, "Avem 500 de copii:\n", ""),
    ("50 de copii, ", 150, "", ""),
    ("comunele Vidra, Borca și Poiana, ", 150, "", ""),
    ("Poiana, ", 500, "comunele ", "județul Alba"),
    ("în Deva, ", 500, "", ""),
    ("Deva, ", 700, "la ", ""),
    ("satul Poiana, comuna Vidra, jud. Alba, ", 120, "", ""),
    ("județul ", 1000, "", ""),
    ("Locații: ", 500, "", ""),
    ("- Deva (jud. Hunedoara)\n", 150, "Locații:\n", ""),
    ("iar 9 au plecat, ", 150, "Avem 500 de copii, ", ""),
    ("alți 35, ", 250, "Avem 500 de copii și ", ""),
    ("din cei 12 tineri, 8 ", 150, "", ""),
    ("față de cei 40 prevăzuți, ", 150, "Avem 500 de copii, ", ""),
    ("iar 12 au ", 200, "80 de copii, ", ""),
    ("Târg de toamnă la Caracal\n12 octombrie 2023, 09:15\n", 120, "", ""),
    ("Un titlu al altui articol\n… și textul lui, care se [...]\n", 120, "", ""),
    ("Citește și:\n", 500, "", ""),
    ("Citește și: ", 500, "", ""),
    ("Comentarii\n", 500, "", ""),
    ("donat Spitalului ", 250, "", ""),
    ("achiziția a fost câștigată de ", 150, "", "SC Alfa SRL"),
    ("Programul „X” ajută ", 150, "", ""),
    ("proiectul VENUS este ", 150, "", ""),
    ("5.000, ", 500, "Am dat ", "4.000 lei"),
    ("din care 4.000 ", 300, "Are 9.000.000 lei, ", ""),
    ("finanțat de Casa cu ", 250, "", "5.000 lei"),
    ("contribuția de la ", 300, "", "5.000 lei"),
    ("- Dotări: 5.000\n", 250, "Buget (mii lei)\n", ""),
    ("contract de finanțare nr. ", 250, "", "12/01.01.2020"),
    ("contract nr. RO2.1_", 250, "", "39"),
    ("RO2.1_", 500, "contract nr. ", ""),
    ("Articolul următor\n", 300, "", ""),
    ("3 și ", 500, "pe ", "5 mai 2020"),
    ("mai și ", 500, "în ", "iulie 2020"),
    ("(5 mai) ", 250, "din 1 mai 2020 ", "până la 3 iunie 2020"),
]
# one line for each number: `#` is the number
LINES = [
    ("Proiectul „Casa # de pe deal” are 5.000 lei", 75),
    ("proiectul „Casa # Verde”,", 100),
    ("Asociația Casa #", 250),
    ("CASA VERDE # – GREEN HOUSE #", 100),
    ("Titlul proiectului: Casa # – Podul #", 75),
    ("Asociația Casa Mare (CM#A)", 150),
    (PARAGRAPH, 20),
    ("Localizare: comuna Poiana, județul Alba #", 100),
]
TABLES = [
    (("Proiect", "Suma", "Data"), ("Casa Verde numărul # din sat", "#.000 lei", "12.03.2019"), 75),
    (("Nume (mii lei)", "Plăți"), ("Casa #", "#.100"), 100),
    (("Nume", "Suma lei"), ("Casa #", "#.100"), 100),
    (("Partener", "Rol"), ("Asociația Casa #", "lider"), 100),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    loaded = Extractor.load()
    loaded.facts_of(Document(id="first", text=PARAGRAPH))
    return loaded


def seconds(extractor: Extractor, document: Document) -> float:
    before = time.process_time()
    extractor.facts_of(document)
    return time.process_time() - before


def assert_linear(extractor: Extractor, make: Callable[[int], Document], count: int) -> None:
    small, large = count // 2, count // 2 * _TIMES
    long = seconds(extractor, make(large))
    if long < _ENOUGH:
        return
    short = seconds(extractor, make(small))
    if long >= _MOST * short:  # something else may have run, or the clock has not ticked
        short = max(seconds(extractor, make(small)) for _ in range(3))
        long = min(long, *(seconds(extractor, make(large)) for _ in range(3)))
    assert long < max(_ENOUGH, _MOST * short), f"{short:.2f} s, {_TIMES} times the text {long:.2f} s"


def table(header: tuple[str, ...], row: tuple[str, ...], count: int) -> Document:
    text, blocks = "", []
    for index in range(count + 1):
        start, cells = len(text), []
        for cell in row if index else header:
            cells.append((len(text), len(text) + len(cell.replace("#", str(index)))))
            text += cell.replace("#", str(index)) + " | "
        blocks.append(Block(kind="table_row", start=start, end=len(text), cells=tuple(cells), header=not index))
        text += "\n"
    return Document(id="table", text=text, blocks=tuple(blocks))


@pytest.mark.slow
@pytest.mark.parametrize(("unit", "count", "before", "behind"), REPEATED)
def test_repeated(extractor: Extractor, unit: str, count: int, before: str, behind: str) -> None:
    assert_linear(extractor, lambda n: Document(id="d", text=before + unit * n + behind), count)


@pytest.mark.slow
@pytest.mark.parametrize(("line", "count"), LINES)
def test_lines(extractor: Extractor, line: str, count: int) -> None:
    def document(size: int) -> Document:
        return Document(id="d", text="\n".join(line.replace("#", str(i)) for i in range(size)))

    assert_linear(extractor, document, count)


@pytest.mark.slow
@pytest.mark.parametrize(("header", "row", "count"), TABLES)
def test_tables(extractor: Extractor, header: tuple[str, ...], row: tuple[str, ...], count: int) -> None:
    assert_linear(extractor, lambda n: table(header, row, n), count)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["_", '„"', "a.", ".,", "=", "\u0301"])
def test_a_trained_pipeline_gets_tokens_in_good_time(extractor: Extractor, unit: str) -> None:
    text = "Proiectul " + unit * 3000 + " de azi"
    fit = _tokenizable(text)
    assert len(fit) == len(text)
    before = time.process_time()
    assert extractor._nlp.make_doc(fit).text == fit
    assert time.process_time() - before < 2


def test_an_ordinary_text_is_tokenized_as_it_is() -> None:
    text = "Vezi https://www.dgaspc.test/proiecte/casa-de-pe-deal.html ……… „Casa” (2019)."
    assert _tokenizable(text) == text


def test_a_very_long_run_keeps_its_place_and_its_length() -> None:
    reading = read(Document(id="d", text="Casa" + " " * 500 + "mare" + "." * 500))
    assert len(reading.folded) == len(reading.plain) == len(reading.text) == 1008
    assert reading.span(504, 508).text == "mare"


def test_a_heap_of_marks_maps_back() -> None:
    document = Document(id="d", text="e" + "\u0301" * 5000 + " Casa")
    reading = read(document)
    place = reading.folded.index("casa")
    assert place < 50
    assert reading.span(place, place + 4).text == "Casa"
    assert reading.span(0, 1).text.startswith("e\u0301")

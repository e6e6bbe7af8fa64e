"""What stands on a page and is not its text: teasers that a heading announces, and those that nothing announces."""

from dataclasses import replace

import pytest

from extract.asides import asides
from extract.reading import read
from readers.text import blocks_of_text
from store.records import Document

BODY = "Fundația Zorile a deschis un centru de zi în Roșiori. Aici vin 40 de copii din familii sărace.\n\n" * 3


def left_out(text: str) -> list[str]:
    reading = read(Document(id="page", text=text, blocks=blocks_of_text(text)))
    return [text[start:end] for start, end in asides(reading)]


CUT = "Primăria repară drumul comunal\nCirca 300 de navetiști ocolesc zilnic prin pădure, iar autobuzul a fost [...]"
STAMPED = "Târg de toamnă la Caracal\n12 octombrie 2023, 09:15\nGrădinița din Corabia, gata\n11 octombrie 2023, 18:40"
TWICE = "Olt: 200 de sere noi în lunca râului\nSocial, luni, 3 mai 2021, 08:00\nOlt: 200 de sere noi în lunca râului"


@pytest.mark.parametrize("teasers", [CUT, STAMPED, TWICE], ids=["cut off", "stamped", "twice"])
def test_headlines_below_the_text_are_left_out(teasers: str) -> None:
    assert "\n".join(left_out(BODY + teasers)).startswith(teasers.partition("\n")[0])


@pytest.mark.parametrize(
    "end",
    [
        "Primar, Ion Pop",
        "Rezultate\n- 40 de copii asistați\n- 12 părinți consiliați\nMai multe...",
        "Actualizat: 12 octombrie 2023, 09:15",
        "Contact: Fundația Zorile\nstr. Lungă nr. 4\n12 octombrie 2023",
        "Perioada de implementare: doi ani\nSursa banilor: bugetul local\nPerioada de implementare: doi ani",
    ],
)
def test_the_page_s_own_last_lines_stay(end: str) -> None:
    assert left_out(BODY + end) == []


@pytest.mark.parametrize(
    "link",
    [
        "Articolul următor Târg de toamnă la Caracal, 12 octombrie 2023",
        "Știrea anterioară\nTârg de toamnă la Caracal, 12 octombrie 2023",
        "« Postarea anterioară: Târg de toamnă la Caracal, 12 octombrie 2023",
        "Read more about the article Târg de toamnă la Caracal 12 octombrie 2023",
        "You might also like\nTârg de toamnă la Caracal, 12 octombrie 2023",
    ],
)
def test_a_link_to_a_neighbour_is_left_out_with_its_headline(link: str) -> None:
    [aside] = left_out(f"{BODY}{link}")
    assert aside.endswith("2023")


def test_a_link_to_a_neighbour_takes_no_more_than_its_headline() -> None:
    [aside] = left_out(f"{BODY}Articolul următor\nTârg de toamnă la Caracal\n\nContact: Fundația Zorile")
    assert aside.endswith("Caracal")
    assert left_out(f"{BODY}Articolul următor al regulamentului prevede două centre.") == []


def test_one_headline_with_the_hour_of_another_day_is_left_out() -> None:
    stamped = "Târg de toamnă la Caracal\n12 octombrie 2023, 09:15"
    page = Document(id="page", text=BODY + stamped, blocks=blocks_of_text(BODY + stamped), published="2021-05-03")
    assert [*asides(read(page))] != []
    own = replace(page, published="2023-10-12")
    assert [*asides(read(own))] == []


def test_a_page_that_is_nothing_but_headlines_stays() -> None:
    assert left_out("\n".join([STAMPED, TWICE])) == []


@pytest.mark.parametrize("heading", ["Știri recente din categoria Local", "Caracal — ultimele știri", "CITEȘTE ȘI"])
def test_a_heading_of_teasers_takes_what_stands_below_it(heading: str) -> None:
    [aside] = left_out(f"{BODY}{heading}\nCase pentru 30 de familii din Balș")
    assert aside.endswith("Balș")

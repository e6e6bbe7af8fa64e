"""Structure of plain text: blocks are true to the text, whatever it holds."""

from hypothesis import given
from hypothesis import strategies as st

from readers.text import blocks_of_text, title_of
from store.records import Block


def shape(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in blocks_of_text(text)]


def check(text: str, blocks: tuple[Block, ...]) -> None:
    before = 0
    for block in blocks:
        assert before <= block.start < block.end <= len(text)
        assert "\n" not in text[block.start : block.end]
        piece = text[block.start : block.end]
        assert piece == piece.strip()
        place = block.start
        for start, end in block.cells:
            assert place <= start <= end <= block.end
            assert text[start:end] == text[start:end].strip()
            place = end
        assert (block.kind == "table_row") == (len(block.cells) >= 2)
        assert block.level > 0 if block.kind in ("heading", "list_item") else block.level == 0
        before = block.end


@given(st.text())
def test_blocks_of_any_text(text: str) -> None:
    check(text, blocks_of_text(text))


SAMPLES = """REZULTATE;• unu;  - doi;\t– trei;a | b;| 1 | 2 |;x\ty;1. Scop;; ;Un rând.;a);|;\t;-unu;-doi;•;
Titlu;Valoare: 3 lei;| |;\u00a0;12 mai 2021"""
LINES = st.lists(st.sampled_from(SAMPLES.replace("\n", "").split(";")))


@given(LINES)
def test_blocks_of_lines(lines: list[str]) -> None:
    text = "\n".join(lines)
    blocks = blocks_of_text(text)
    check(text, blocks)
    covered = {text.count("\n", 0, b.start) for b in blocks}
    assert covered == {number for number, line in enumerate(text.split("\n")) if line.strip()}


def test_kinds() -> None:
    text = (
        "Centre de zi în Valea Mare\n\nACTIVITĂȚI ȘI REZULTATE\nS-au făcut multe.\n"
        "• consiliere\n  - individuală\n  - de grup\n• mese\n1. Primul rezultat\na) 250 lei/persoană;\n"
        "-ChildNet- are două părți.\n3.343.273 lei pentru copii\n"
    )
    assert shape(text) == [
        ("heading", "Centre de zi în Valea Mare"),
        ("heading", "ACTIVITĂȚI ȘI REZULTATE"),
        ("paragraph", "S-au făcut multe."),
        ("list_item", "consiliere"),
        ("list_item", "individuală"),
        ("list_item", "de grup"),
        ("list_item", "mese"),
        ("list_item", "Primul rezultat"),
        ("list_item", "250 lei/persoană;"),
        ("paragraph", "-ChildNet- are două părți."),
        ("paragraph", "3.343.273 lei pentru copii"),
    ]
    assert [b.level for b in blocks_of_text(text)] == [1, 2, 0, 1, 2, 2, 1, 1, 1, 0, 0]
    assert title_of(text, blocks_of_text(text)) == "Centre de zi în Valea Mare"


def test_tight_dashes_are_a_list_only_together() -> None:
    assert [kind for kind, _ in shape("-unu\n-doi")] == ["list_item", "list_item"]
    assert [kind for kind, _ in shape("Scop.\n-unu")] == ["paragraph", "paragraph"]


def test_rows_and_headers() -> None:
    text = "Sursa | Suma (mii euro)\nFSE | 386,4\nTotal | | 470\n\nContact | Despre noi\n"
    rows = blocks_of_text(text)
    assert [b.header for b in rows] == [True, False, False, False]
    assert [text[a:b] for a, b in rows[0].cells] == ["Sursa", "Suma (mii euro)"]
    assert [text[a:b] for a, b in rows[2].cells] == ["Total", "", "470"]
    labels = "Beneficiar | Comuna Poiana\nDurata | 24 luni\nPartener | Asociația Pod\n"
    assert not any(b.header for b in blocks_of_text(labels))
    assert all(b.kind == "table_row" for b in blocks_of_text(labels))


def test_a_lone_row_is_a_line() -> None:
    assert [kind for kind, _ in shape("Primul rând.\n17 noiembrie 2023 | Timiș\nAltul.")] == ["paragraph"] * 3


def test_short_lines_that_head_nothing() -> None:
    for line in (
        "19 ianuarie 2023",
        "Târgu Jiu, 9 septembrie 2021",
        "Durata: 24 luni",
        "www.example.ro",
        "Parteneri:",
    ):
        assert shape(f"Primul titlu\n\n{line}\n\nUn paragraf.")[1] == ("paragraph", line)
    assert shape("Primul titlu\n\nGrup țintă\n\nUn paragraf.")[1] == ("heading", "Grup țintă")

"""Copies of one story are found and told; announcements after one template, and other news of one project, are none."""

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline import Extractor
from jobs.build import build, rebuild
from resolve.copies import Texts, are_copies, originals, signature_of
from store.archive import Archive
from store.database import Database

PAGES = Path(__file__).parent / "pages"
TEXTS = [path.read_text() for path in sorted(PAGES.glob("*/*.txt")) if len(path.read_text()) > 1200]

PAPER = "Ziarul Văii\nActualitate, social\nDe la redacția noastră aflăm vești bune pentru mai multe familii.\n"
OTHER_END = (
    "\nRedacția vă stă la dispoziție pentru precizări. Urmăriți-ne și pe rețelele sociale, unde găsiți și fotografii."
)
ANNOUNCEMENT = """Anunț de începere a proiectului „{title}”
{lead} anunță începerea proiectului „{title}”, cod SMIS {code}, cofinanțat din Fondul Social European prin Programul
Operațional Capital Uman 2014-2020. Obiectivul general al proiectului este creșterea calității vieții pentru persoanele
aflate în risc de sărăcie și excluziune socială din comunitate, prin servicii sociale integrate. Proiectul se desfășoară
pe o perioadă de {months} de luni, între {start} și {end}. Valoarea totală a proiectului este de {total} lei, din care
{grant} lei reprezintă finanțare nerambursabilă, iar {own} lei contribuția proprie a beneficiarului. Grupul țintă este
format din {people} de persoane. Date de contact se găsesc pe pagina instituției, la rubrica proiecte în derulare."""
ONE = {
    "title": "Împreună la Valea Seacă", "lead": "Primăria Valea Seacă", "code": "130123", "months": "36",
    "start": "01.03.2019", "end": "28.02.2022", "total": "7.412.300,15", "grant": "7.263.054", "own": "149.246,15",
    "people": "560",
}  # fmt: skip
TWO = {
    "title": "Un nou început în Lunca", "lead": "Primăria Lunca Arieșului", "code": "128871", "months": "36",
    "start": "15.05.2019", "end": "14.05.2022", "total": "9.180.455,20", "grant": "8.996.846,10", "own": "183.609,10",
    "people": "601",
}  # fmt: skip


def without_diacritics(text: str) -> str:
    return text.translate(str.maketrans("ăâîșțşţĂÂÎȘȚŞŢ", "aaiststAAISTST"))


def reprinted(text: str) -> str:
    """As a newspaper prints it: its own head, no diacritics, other quotation marks, its own end."""
    return PAPER + without_diacritics(text).translate(str.maketrans("„”", '""')) + OTHER_END


def shortened(text: str) -> str:
    """The last third is left out."""
    return PAPER + text[: 2 * len(text) // 3]


def edited(text: str) -> str:
    """Every ninth sentence is left out, every seventh gets a word more."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    kept = [f"Astfel, {s}" if n % 7 == 3 else s for n, s in enumerate(sentences) if n % 9 != 5]
    return " ".join(kept)


def excerpt(text: str) -> str:
    """A longer article that quotes the whole."""
    own = " ".join(
        f"Cuvânt{n} despre altceva, spus de primarul satului numărul unu la radio." for n in range(len(text) // 90)
    )
    return f"{own}\n{text}\n{OTHER_END}"


def retold(text: str) -> str:
    """The same template for another project: other figures, other names."""
    draw = random.Random(len(text))
    text = re.sub(r"\d", lambda _: str(draw.randint(1, 9)), text)
    return re.sub(r"\b[A-ZȘȚÎ]\w{3,}", lambda found: found.group()[::-1].capitalize(), text)


@pytest.mark.parametrize("change", [reprinted, shortened, edited, excerpt])
def test_copies_are_found(change: Callable[[str], str]) -> None:
    found = [are_copies(text, change(text)) for text in TEXTS]
    assert sum(found) >= 0.95 * len(TEXTS)
    near = [set(signature_of(t).bands) & set(signature_of(change(t)).bands) for t in TEXTS]
    assert sum(map(bool, near)) >= 0.95 * len(TEXTS)


def test_other_figures_make_another_story() -> None:
    wrong = [text[:60] for text in TEXTS if are_copies(text, retold(text))]
    assert len(wrong) <= 0.05 * len(TEXTS), wrong


def test_different_documents_are_different_stories() -> None:
    texts = Texts(dict(enumerate(TEXTS)).__getitem__)  # type: ignore[arg-type]
    assert not [pair for pair in combinations(range(len(TEXTS)), 2) if texts.are_copies(*pair)]  # type: ignore[arg-type]


def test_one_template_is_not_one_story() -> None:
    one, two = ANNOUNCEMENT.format(**ONE), ANNOUNCEMENT.format(**TWO)
    assert not are_copies(one, two)
    assert are_copies(one, without_diacritics(one).upper())
    assert are_copies(one, reprinted(one))
    assert are_copies(reprinted(one), PAPER.upper() + one)


def test_one_figure_of_three_may_be_a_misprint() -> None:
    story = (
        "Consiliul Județean Codru a anunțat lansarea proiectului {} destinat tinerilor care părăsesc sistemul de "
        "protecție. Valoarea totală a proiectului este de {} de lei, iar activitățile se desfășoară până în {} prin "
        "Fondul Social European. Este o zi importantă pentru tinerii noștri, care vor avea sprijin la fiecare pas, a "
        "declarat directorul executiv al instituției, prezent la conferința de presă. Vor beneficia {} de tineri, care "
        "vor primi consiliere, locuințe protejate, cursuri de calificare și sprijin la angajare în orașele județului."
    )
    told = story.format("Punți către viitor", "9.000.000", 2024, 200)
    assert are_copies(told, story.format("Punți către viitor", "90.000.000", 2024, 200))
    assert not are_copies(told, story.format("Punți către viitor", "4.000.000", 2023, 200))
    assert not are_copies(told, story.format("Punți spre acasă", "4.000.000", 2024, 200))


def test_a_notice_is_a_copy_of_its_own_words_alone() -> None:
    notice = "Ședința consiliului local are loc vineri, la ora 10."
    assert are_copies(notice, "ŞEDINŢA consiliului   local are loc vineri la ora 10")
    assert not are_copies(notice, f"{notice} Sunteți așteptați.")
    assert signature_of(notice).bands == ()


def test_a_story_has_one_original_and_reasons() -> None:
    text = ANNOUNCEMENT.format(**ONE)
    texts = {"a": reprinted(text), "b": text, "c": shortened(text), "d": ANNOUNCEMENT.format(**TWO), "e": text.upper()}
    rank = {
        "a": ("2019-03-05",),
        "b": ("2019-03-04",),
        "c": ("2019-03-06",),
        "d": ("2018-01-01",),
        "e": ("2020-01-01",),
    }
    told = Texts(texts.__getitem__)
    pairs = [("e", "b"), *(pair for pair in combinations("abcd", 2) if told.are_copies(*pair))]
    copies = originals(pairs, rank.__getitem__)
    assert copies == [("a", "b"), ("c", "b"), ("e", "b")]
    assert re.fullmatch(r"[5-9]\d % of its word sequences stand in the other", told.share("a", "b"))
    assert originals(reversed(pairs), rank.__getitem__) == copies


@given(st.lists(st.sampled_from(["casa", "copii", "lei", "120", "Iași", ".", "\n"]), min_size=60, max_size=200))
def test_spelling_never_counts(words: list[str]) -> None:
    text = " ".join(words)
    assert signature_of(text) == signature_of(without_diacritics(text).upper().replace(" ", "  "))


COPIES = (
    "SELECT d.url, o.url AS original, d.copy_reason FROM documents AS d LEFT JOIN documents AS o ON o.id = d.copy_of"
)


def capture(data: Path, name: str, text: str, *, day: str, hour: int) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
    body = f"<html><body><h1>{name}</h1><p>Publicat la data de {day}</p>{paragraphs}</body></html>"
    with Archive(data / "archive").writer(source_id="ziar", run_id=f"r{hour}") as writer:
        writer.write(
            url=f"https://ziar.example/{name}",
            status=200,
            response_headers=[("Content-Type", "text/html; charset=utf-8")],
            body=body.encode(),
            fetched_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour),
        )


def stories(data: Path) -> dict[str, str | None]:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        return {row["url"][21:]: row["original"] and row["original"][21:] for row in database.rows(COPIES)}


def contents(data: Path) -> list[dict[str, object]]:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        tables = ("documents", "document_signatures", "copy_comparisons")
        return [row for table in tables for row in database.rows(f"SELECT * FROM {table} ORDER BY 1")]


def test_the_database_names_the_first_of_a_story(tmp_path: Path) -> None:
    extractor, text = Extractor.load(), ANNOUNCEMENT.format(**ONE)
    capture(tmp_path, "preluare", reprinted(text), day="07.03.2019", hour=1)
    capture(tmp_path, "alt-proiect", ANNOUNCEMENT.format(**TWO), day="01.03.2019", hour=2)
    build(tmp_path, extractor=extractor)
    assert stories(tmp_path) == {"preluare": None, "alt-proiect": None}
    capture(tmp_path, "comunicat", text, day="06.03.2019", hour=3)
    build(tmp_path, extractor=extractor)
    assert stories(tmp_path) == {"preluare": "comunicat", "alt-proiect": None, "comunicat": None}
    before = contents(tmp_path)
    rebuild(tmp_path, extractor=extractor)
    assert contents(tmp_path) == before
    capture(tmp_path, "comunicat", ANNOUNCEMENT.format(**TWO), day="06.03.2019", hour=4)  # the page has changed
    build(tmp_path, extractor=extractor)
    assert stories(tmp_path) == {"preluare": None, "alt-proiect": None, "comunicat": "alt-proiect"}

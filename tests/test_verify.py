"""verify sees each way in which a database, or its archive, was made to say something else."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as Docx

from extract.pipeline import Extractor
from jobs.build import build
from jobs.verification import Selection, Verification
from store.archive import Archive
from store.database import Database

Run = Callable[..., tuple[int, str, str]]
MOMENT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
SITE = "http://dgaspc.test"
PAGES = {
    "casa": """<h1>Proiectul „Casa de pe deal”</h1><p>Asociația Salcia derulează proiectul „Casa de pe deal”, cod SMIS
        127901, finanțat din Fondul Social European.</p><p>Valoarea totală a proiectului este de 300.000 lei. Contractul
        a fost semnat la 3 mai 2021. De proiect vor beneficia 120 de copii din comuna Frasin, județul Suceava.</p>""",
    "lumina": """<h1>Proiectul „Lumina din prag”</h1><p>Fundația Plopul Alb derulează proiectul „Lumina din prag”, în
        parteneriat cu Asociația Salcia.</p><p>Valoarea totală este de 45.000 euro.</p>
        <p>Locuințele au costat 9.000 euro, iar mobilierul 9.000 euro.</p>""",
}


def packed() -> bytes:
    docx = Docx()
    docx.add_paragraph("Proiectul „Pasul mic” are o valoare totală de 70.000 lei.")
    docx.save(file := BytesIO())
    return file.getvalue()


def write(data: Path, **more: bytes) -> None:
    archive = Archive(data / "archive")
    whole = "<!DOCTYPE html><html lang=ro><head><title>{}</title></head><body><main>{}</main></body></html>"
    bodies = {name: whole.format(name, body).encode() for name, body in PAGES.items()}
    with archive.writer(source_id="dolj", run_id="r1") as writer:
        for number, (name, body) in enumerate({**bodies, **more}.items()):
            kind = "application/octet-stream" if name in more else "text/html; charset=utf-8"
            writer.write(
                url=f"{SITE}/{name}",
                status=200,
                response_headers=[("Content-Type", kind)],
                body=body,
                fetched_at=MOMENT + timedelta(minutes=number),
            )
    with archive.writer(source_id="gorj", run_id="r1") as writer:
        for day in (1, 2):  # the same page twice: the first capture is superseded
            writer.write(
                url=f"{SITE}/gorj",
                status=200,
                response_headers=[("Content-Type", "text/html; charset=utf-8")],
                body=f"<html lang=ro><main><p>Proiectul „Vis{day}” are 20.000 lei.</p></main>".encode(),
                fetched_at=MOMENT + timedelta(days=day),
            )


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, extractor: Extractor) -> Path:
    data = tmp_path_factory.mktemp("verify") / "data"
    write(data)
    build(data, extractor=extractor)
    return data


@pytest.fixture
def data(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "data"))


def tamper(data: Path, *statements: str) -> None:
    """Changes the file as anybody can: without our program, and without its keys."""
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
        connection.commit()


def ask(data: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        return connection.execute(sql).fetchall()


def kinds(data: Path, **options: object) -> dict[str, int]:
    looked = Verification(data=data, **options)
    for failure in looked.failures():
        assert failure.line().isprintable()
    return dict(looked.kinds)


def test_what_was_built_holds_to_the_last_value(tmp_path: Path, extractor: Extractor) -> None:
    data = tmp_path / "data"
    write(data, pas=packed())
    build(data, extractor=extractor)
    looked = Verification(data=data, extractor=extractor, strict=True)
    assert list(looked.failures()) == []
    counts = looked.counts()
    quotes = sum(
        ask(data, f"SELECT count(*) FROM {table}")[0][0]
        for table in ("project_mention_spans", "projects", "project_mentions", "partners", "amounts", "dates")
    ) + sum(ask(data, f"SELECT count(*) FROM {table}")[0][0] for table in ("beneficiaries", "places"))
    assert counts["documents"] == 4
    assert counts["facts"] == ask(data, "SELECT count(*) FROM quotes")[0][0]
    assert counts["traced"] + counts["not_applicable"] == quotes
    assert counts["not_applicable"] > 0  # of the DOCX
    assert counts["untraced"] == 0


AMOUNT = "(SELECT id FROM amounts WHERE quote LIKE '%300.000%')"
CASA = f"(SELECT id FROM documents WHERE url = '{SITE}/casa')"
LUMINA = f"(SELECT id FROM documents WHERE url = '{SITE}/lumina')"
OTHER = f"(SELECT capture_id FROM documents WHERE url = '{SITE}/lumina')"
TEXT = "UPDATE documents SET text = {0}, length = length({0}) WHERE id = {1}"

TAMPERED = {
    "a changed quote": (
        [f"UPDATE amounts SET quote = replace(quote, '300', '900') WHERE id = {AMOUNT}"],
        {"quote", "quote-reread", "sentence"},
    ),
    "a changed quote, and the sentence that goes with it": (
        [
            f"UPDATE amounts SET quote = replace(quote, '300', '900') WHERE id = {AMOUNT}",
            (
                "UPDATE quotes SET quote = replace(quote, '300', '900'), sentence = replace(sentence, '300', '900')"
                " WHERE quote LIKE '%300.000%'"
            ),
        ],
        {"quote", "quote-reread", "sentence"},
    ),
    "a shifted place": (
        [f'UPDATE amounts SET start = start + 1, "end" = "end" + 1 WHERE id = {AMOUNT}'],
        {"quote", "quote-reread", "id"},
    ),
    "text, quote and sentence changed together": (
        [
            TEXT.format("replace(text, '300.000', '900.000')", CASA),
            f"UPDATE amounts SET quote = replace(quote, '300', '900') WHERE id = {AMOUNT}",
            "UPDATE quotes SET quote = replace(quote, '300', '900') WHERE quote LIKE '%300.000%'",
            "UPDATE quotes SET sentence = replace(sentence, '300', '900') WHERE sentence LIKE '%300.000%'",
        ],
        {"text", "quote-reread"},
    ),
    "another document's text": (
        [TEXT.format(f"(SELECT text FROM documents WHERE id = {LUMINA})", CASA)],
        {"text", "quote", "sentence"},
    ),
    "another document's capture": (
        [f"UPDATE documents SET capture_id = {OTHER} WHERE id = {CASA}"],
        {"swapped-capture", "missing-document"},
    ),
    "an older capture of the same address": (
        [
            (
                f"UPDATE documents SET capture_id = (SELECT id FROM captures WHERE url = '{SITE}/gorj'"
                f" AND outcome = 'superseded') WHERE url = '{SITE}/gorj'"
            )
        ],
        {"capture", "text", "quote-reread", "id", "missing-document"},
    ),
    "another title": (["UPDATE documents SET title = 'Altul' WHERE title LIKE '%Casa%'"], {"document"}),
    "another day of publication": ([f"UPDATE documents SET published = '2001' WHERE id = {CASA}"], {"document"}),
    "another moment of capture": (
        [f"UPDATE captures SET fetched_at = '2020-01-01T00:00:00.000000+00:00' WHERE url = '{SITE}/casa'"],
        {"capture"},
    ),
    "another digest": ([f"UPDATE captures SET sha256 = 'f' WHERE url = '{SITE}/casa'"], {"capture"}),
    "a superseded capture's address": (
        [f"UPDATE captures SET url = '{SITE}/nou' WHERE outcome = 'superseded'"],
        {"capture"},
    ),
    "a document that was taken out": ([f"DELETE FROM documents WHERE id = {CASA}"], {"missing-document"}),
    "a capture that was taken out": ([f"DELETE FROM captures WHERE url = '{SITE}/casa'"], {"capture"}),
    "a made-up capture": (
        [
            (
                "INSERT INTO captures SELECT 'f', url, source_id, run_id, fetched_at, status, media_type, sha256, file,"
                " \"offset\", length, 'superseded' FROM captures LIMIT 1"
            )
        ],
        {"capture"},
    ),
    "a made-up fact on true words": (
        [
            (
                "INSERT INTO places SELECT 'ffffffffffffffff', document_id, mention_id, project_id, name, kind, county,"
                ' siruta, start + 1, "end", substr(quote, 2), confidence, found_by, version, first_run, last_run'
                " FROM places LIMIT 1"
            )
        ],
        {"id", "sentence"},
    ),
    "a changed sentence": (["UPDATE quotes SET sentence = 'Nu.' WHERE kind = 'amounts'"], {"sentence"}),
    "a fact that was taken out": ([f"DELETE FROM amounts WHERE id = {AMOUNT}"], {"sentence"}),
    "a fact led to another project": (
        [
            (
                "UPDATE amounts SET project_id = (SELECT id FROM projects WHERE title LIKE '%Lumina%')"
                " WHERE quote LIKE '%300.000%'"
            )
        ],
        {"link"},
    ),
    "a fact led to another document's mention": (
        [f"UPDATE amounts SET mention_id = (SELECT id FROM project_mentions WHERE document_id = {LUMINA} LIMIT 1)"],
        {"link"},
    ),
    "another title of a project": (
        ["UPDATE projects SET title = 'Altul' WHERE code = '127901'"],
        {"project"},
    ),
    "another code of a project": (["UPDATE projects SET code = '1' WHERE code = '127901'"], {"project"}),
    "another quote of a project": (
        ["UPDATE projects SET quote = 'Altul' WHERE code = '127901'"],
        {"project", "quote", "quote-reread"},
    ),
    "another place of further evidence": (
        ['UPDATE project_mention_spans SET start = start + 1, "end" = "end" + 1'],
        {"quote", "quote-reread"},
    ),
}


# Other tables rest on what was changed: that they no longer fit is seen, too, and told in tests of its own.
FOLLOWING = {"derived", "search"}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_changed_by_hand_is_seen(data: Path, what: str) -> None:
    statements, expected = TAMPERED[what]
    tamper(data, *statements)
    assert set(kinds(data)) - FOLLOWING == expected


def test_a_quote_led_to_the_same_words_elsewhere_is_seen(data: Path) -> None:
    """The words are true there as well; only the id tells that the fact was moved."""
    spans = ask(data, "SELECT id, start, \"end\" FROM amounts WHERE quote = '9.000 euro' ORDER BY start")
    assert len(spans) == 2
    (first, *_), (_, start, end) = spans
    tamper(data, f"UPDATE amounts SET start = {start}, \"end\" = {end} WHERE id = '{first}'")
    assert "id" in kinds(data)
    assert "quote" not in kinds(data)


VALUES = {
    f"UPDATE amounts SET value = '900000', amount_minor = 90000000 WHERE id = {AMOUNT}": {"value"},
    f"UPDATE amounts SET role = 'grant' WHERE id = {AMOUNT}": {"value"},
    f"UPDATE amounts SET ron_minor = 1 WHERE id = {AMOUNT}": {"value"},
    "UPDATE beneficiaries SET count = 121": {"value"},
    "UPDATE beneficiary_categories SET category = 'roma'": {"missing-fact", "extra-fact"},
    "UPDATE project_mentions SET contract = '5/2001' WHERE code = '127901'": {"value"},
    "UPDATE places SET siruta = 5": {"value"},
    "DELETE FROM places": {"missing-fact", "sentence"},
}


@pytest.mark.parametrize("statement", VALUES)
def test_a_changed_value_is_seen_by_extracting_anew(data: Path, extractor: Extractor, statement: str) -> None:
    tamper(data, statement)
    assert not {"value", "missing-fact", "extra-fact"} & set(kinds(data))
    assert set(kinds(data, extractor=extractor)) - FOLLOWING == VALUES[statement]


DERIVED = {
    "UPDATE project_totals SET ron_minor = 100 WHERE currency = 'RON'": {"derived"},
    "DELETE FROM project_totals": {"derived"},
    "UPDATE project_organisations SET role = 'supporter' WHERE role = 'partner'": {"derived"},
    "UPDATE beneficiaries_planned_and_achieved SET planned = 1": {"derived"},
    "INSERT INTO documents_fts (documents_fts) VALUES ('delete-all')": {"search"},
    "INSERT INTO quotes_fts (rowid, sentence) VALUES (5, 'Nimeni n-a spus asta.')": {"search"},
}


@pytest.mark.parametrize("statement", DERIVED)
def test_tables_and_indexes_that_were_changed_by_hand_are_seen(data: Path, statement: str) -> None:
    tamper(data, statement)
    assert set(kinds(data)) == DERIVED[statement]
    only = Verification(data=data, selection=Selection(sample=1))
    assert not list(only.failures()), "a look at some documents says nothing of the whole"


def test_every_changed_byte_of_a_capture_is_seen(data: Path) -> None:
    (capture,) = [one for one in Archive(data / "archive").captures() if one.url.endswith("/casa")]
    path = data / "archive" / capture.file
    whole = path.read_bytes()
    for place in range(capture.offset + 20, capture.offset + capture.length, 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        assert kinds(data) == {"damaged-capture": 1}
    path.unlink()
    assert set(kinds(data)) == {"damaged-capture"}


def test_a_damaged_index_is_told_once(data: Path) -> None:
    index = data / "archive" / "captures.jsonl"
    lines = index.read_text().splitlines(keepends=True)
    index.write_text("".join([lines[0], "{broken\n", *lines[2:]]))
    found = list(Verification(data=data).failures())
    assert [failure.kind for failure in found] == ["index"]
    assert "archive verify" in found[0].line()


def test_the_command_tells_fact_document_and_address_and_ends_with_3(data: Path, run: Run) -> None:
    code, out, _ = run("verify", "--data", data)
    assert (code, out) == (0, "")
    ((fact, document),) = ask(data, f"SELECT id, document_id FROM amounts WHERE id = {AMOUNT}")
    tamper(data, *TAMPERED["a changed quote"][0], "UPDATE documents SET title = 'r' || char(27) || '[2J'")
    code, out, err = run("verify", "--data", data)
    assert code == 3
    assert "\x1b" not in out + err
    (line,) = [line for line in out.splitlines() if line.startswith("quote:")]
    assert all(part in line for part in (fact, document, f"{SITE}/casa", "900.000", "300.000"))
    code, out, _ = run("verify", "--data", data, "--json")
    told = json.loads(out)
    assert (code, told["sound"], told["documents"]) == (3, False, 3)
    assert told["kinds"]["quote"] == 1
    assert {failure["fact_id"] for failure in told["failures"] if failure["kind"] == "quote"} == {fact}


def test_a_part_can_be_chosen(data: Path, run: Run) -> None:
    ids = ask(data, f"SELECT {AMOUNT}, {CASA}, {LUMINA}, (SELECT id FROM partners WHERE document_id = {CASA})")[0]
    tamper(data, *TAMPERED["a changed quote"][0])
    amount, casa, lumina, partner = ids
    assert run("verify", "--data", data, "--fact", amount)[0] == 3
    assert run("verify", "--data", data, "--fact", partner)[0] == 0
    assert run("verify", "--data", data, "--document", casa)[0] == 3
    assert run("verify", "--data", data, "--document", lumina)[0] == 0
    assert run("verify", "--data", data, "--source", "dolj")[0] == 3
    assert run("verify", "--data", data, "--source", "gorj")[0] == 0
    assert Verification(data=data, selection=Selection(sample=2)).counts()["documents"] == 0
    looked = Verification(data=data, selection=Selection(sample=2))
    list(looked.failures())
    assert looked.documents == 2


def test_wrong_ids_and_other_versions_end_with_2_and_what_to_do(data: Path, run: Run) -> None:
    ((amount,),) = ask(data, f"SELECT {AMOUNT}")
    slip = ("0" if amount[0] != "0" else "1") + amount[1:]
    for options in (("--fact", slip), ("--document", amount), ("--source", "x"), ("--fact", amount, "--source", "x")):
        code, out, err = run("verify", "--data", data, *options)
        assert (code, out) == (2, ""), err
    assert amount in run("verify", "--data", data, "--fact", slip)[2]
    assert "--fact" in run("verify", "--data", data, "--document", amount)[2]
    assert "gorj" in run("verify", "--data", data, "--source", "x")[2]

    tamper(data, "UPDATE properties SET value = 'old' WHERE name = 'extractor'")
    assert run("verify", "--data", data)[0] == 0
    assert run("verify", "--data", data, "--extract")[0] == 2
    tamper(data, "UPDATE properties SET value = 'old' WHERE name = 'readers'")
    code, out, err = run("verify", "--data", data)
    assert (code, out) == (2, "")
    assert "readers (old)" in err
    assert "fondoscop build" in err


def test_nothing_is_written_and_no_lock_is_needed(data: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
    with Database.open(data / "fondoscop.db"):  # somebody is at work
        assert kinds(data) == {}
    after = {path: path.read_bytes() for path in before}
    assert after == before

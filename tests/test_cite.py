"""cite: everything a reader needs to find the page again and to see that it was not changed."""

import hashlib
import json
import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from explore.citation import citation
from explore.citation_formats import FORMATS
from extract.pipeline import Extractor
from jobs.build import build
from store.archive import Archive
from store.database import Database
from trust_commands import CitationFormat

Run = Callable[..., tuple[int, str, str]]
MOMENT = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
URL = "http://dgaspc.test/casa"
NASTY = "http://dgaspc.test/a{b}%20c?x=1_2&y=#z"
PAGE = """<!DOCTYPE html><html lang=ro><head><title>Casa</title>
<meta property="article:published_time" content="2021-05-03"></head><body><main><h1>Proiectul „Casa de pe deal”</h1>
<p>Asociația Salcia derulează proiectul „Casa de pe deal”, cod SMIS 127901, în comuna Frasin, județul Suceava.</p>
<p>Valoarea totală a proiectului este de 300.000 lei. Vor beneficia 120 de copii.</p></main></body></html>"""
HOSTILE = """<!DOCTYPE html><html lang=ro><head><title>x</title></head><body><main>
<h1>Proiectul „Pas} \\input{{/etc}} ](javascript:x) &lt;b&gt; *100%* $ #1 & _ ^ ~ &#8238;mic”</h1>
<p>Valoarea totală a proiectului este de 70.000 lei.</p></main></body></html>"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("cite") / "data"
    archive = Archive(data / "archive")
    about = {"run": "r1", "source": "dolj", "event": "run_started"}
    archive.journal.append({**about, "time": MOMENT.isoformat(), "name": "DGASPC & fiii, Dolj", "kind": "agency"})
    with archive.writer(source_id="dolj", run_id="r1") as writer:
        for url, body in ((URL, PAGE), (NASTY, HOSTILE)):
            headers = [("Content-Type", "text/html; charset=utf-8")]
            writer.write(url=url, status=200, response_headers=headers, body=body.encode(), fetched_at=MOMENT)
    build(data, extractor=Extractor.load())
    return data


def ask(data: Path, sql: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        return connection.execute(sql, values).fetchall()


def the_one(data: Path, table: str, url: str = URL) -> str:
    key = "id" if table == "documents" else "document_id"
    ((identity,), *_) = ask(
        data, f"SELECT id FROM {table} WHERE {key} IN (SELECT id FROM documents WHERE url = ?)", url
    )
    return str(identity)


def test_a_fact_is_cited_with_all_that_proves_it(data: Path, run: Run) -> None:
    code, out, _ = run("cite", the_one(data, "amounts"), "--data", data)
    assert code == 0
    digest = hashlib.sha256(PAGE.encode()).hexdigest()
    ((capture,),) = ask(data, "SELECT id FROM captures WHERE url = ?", URL)
    assert out.splitlines() == [
        (
            f"DGASPC & fiii, Dolj, „Proiectul «Casa de pe deal»”, 3 mai 2021, <{URL}>, captură din 4 martie 2025, "
            f"ora 05:06:07 UTC (captura {capture}, SHA-256 {digest})."
        ),
        "Citat: „Valoarea totală a proiectului este de 300.000 lei.”",
        "Fapt: sumă, valoare totală: 300.000 lei.",
    ]
    code, shown, _ = run("archive", "show", capture, "--data", data)
    assert (code, shown) == (0, PAGE)  # what the citation names is there


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("projects", "Fapt: proiect, cod 127901: Casa de pe deal."),
        ("project_mentions", "Fapt: proiect, cod 127901: Casa de pe deal."),
        ("partners", "Fapt: organizație, lider de proiect: Asociația Salcia."),
        ("beneficiaries", "120 de copii."),
        ("places", "Frasin, Suceava, SIRUTA"),
        ("documents", "SHA-256"),
    ],
)
def test_every_kind_is_cited_in_every_form(data: Path, run: Run, table: str, said: str) -> None:
    identity = the_one(data, table)
    for form in CitationFormat:
        code, out, err = run("cite", identity.upper(), "--data", data, "--format", form)
        assert (code, err) == (0, "")
        assert unicodedata.normalize("NFC", out) == out
        assert not re.search("[ŞşŢţ]", out)
    assert said in run("cite", identity, "--data", data)[1]
    assert ("Citat" in run("cite", identity, "--data", data)[1]) is (table != "documents")


def test_a_citation_in_english(data: Path) -> None:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        said = FORMATS["text"](citation(database, the_one(data, "amounts"), "en")).splitlines()
    assert "„Proiectul" not in said[0]
    assert ", “Proiectul «Casa de pe deal»”, 3 May 2021, " in said[0]
    assert ", captured on 4 March 2025 at 05:06:07 UTC (capture " in said[0]
    assert said[1:] == [
        "Quote: “Valoarea totală a proiectului este de 300.000 lei.”",
        "Fact: sum, total value: 300,000 lei (“300.000 lei”).",
    ]


def test_the_forms_that_the_command_offers_are_those_that_there_are() -> None:
    assert list(FORMATS) == [form.value for form in CitationFormat]


def test_csl_json_has_the_fields_that_reference_managers_read(data: Path, run: Run) -> None:
    (item,) = json.loads(run("cite", the_one(data, "amounts"), "--data", data, "--format", "csl-json")[1])
    assert item["type"] == "webpage"
    assert item["author"] == [{"literal": "DGASPC & fiii, Dolj"}]
    assert item["issued"] == {"date-parts": [[2021, 5, 3]]}
    assert item["accessed"] == {"date-parts": [[2025, 3, 4]]}
    assert item["URL"] == URL
    assert "300.000 lei" in item["note"]


def test_bibtex_has_its_fields(data: Path, run: Run) -> None:
    out = run("cite", the_one(data, "amounts"), "--data", data, "--format", "bibtex")[1]
    assert out.startswith("@misc{fondoscop-")
    assert "  author = {{DGASPC \\& fiii, Dolj}},\n" in out
    assert "  month = may,\n" in out
    assert f"  url = {{{URL}}},\n" in out


def test_what_a_page_sends_stays_words(data: Path, run: Run) -> None:
    identity = the_one(data, "project_mentions", NASTY)
    forms = {form: run("cite", identity, "--data", data, "--format", form)[1] for form in CitationFormat}
    assert all("\u202e" not in out for out in forms.values())
    bibtex = forms[CitationFormat.BIBTEX]
    depth = 0
    for sign in bibtex.strip():
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    assert bibtex.strip().endswith("\n}")  # nothing closed the entry before its end
    assert "\\input" not in bibtex
    title = re.search(r"title = \{(.*)\},\n", bibtex)
    assert title
    assert not re.search(r"(?<!\\)[#$%&_^~]", title[1])
    markdown = forms[CitationFormat.MARKDOWN]
    assert "](javascript" not in re.sub(r"\\.", "", markdown)
    assert "<b>" not in re.sub(r"\\.", "", markdown)
    assert markdown.count("](<http://dgaspc.test/a%7Bb%7D%20c?x=1_2&y=") == 1
    json.loads(forms[CitationFormat.CSL_JSON])


def test_a_rejected_fact_says_who_decided_that_and_why(data: Path, tmp_path: Path, run: Run) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    identity = the_one(copy, "amounts", NASTY)
    why = ("--why", "un \x1b[2Jpreț, nu o sumă", "--date", "2026-11-22", "--data", copy)
    code, out, err = run("decide", "reject", identity, *why)
    assert code == 0, err
    decision = out.partition(":")[0]
    code, out, err = run("cite", identity.upper(), "--data", copy)
    assert (code, out) == (2, "")
    assert f"{identity}, „70.000 lei” of {NASTY}, is no fact any more: rejected by decision {decision}" in err
    assert "of 2026-11-22, reason: un " in err
    assert f"fondoscop decide undo {decision}" in err
    assert "\x1b" not in err
    for command in (("verify", "--fact", identity), ("decide", "confirm", identity, "--why", "x")):
        assert f"rejected by decision {decision}" in run(*command, "--data", copy)[2]
    assert run("decide", "undo", decision, "--why", "x", "--data", copy)[0] == 0
    assert run("cite", identity, "--data", copy)[0] == 0


def test_what_is_not_known_is_not_made_up(data: Path, tmp_path: Path, run: Run) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    with closing(sqlite3.connect(copy / "fondoscop.db")) as connection:
        connection.execute(
            "UPDATE documents SET title = NULL, published = NULL, vanished = '2025-06-07T00:00:00+00:00'"
        )
        connection.commit()
    identity = the_one(data, "documents")
    line = run("cite", identity, "--data", copy)[1]
    assert ", [fără titlu], [fără dată], <" in line
    assert "; la 7 iunie 2025 pagina nu mai era acolo." in line
    bibtex = run("cite", identity, "--data", copy, "--format", "bibtex")[1]
    assert "year" not in bibtex
    assert "issued" not in run("cite", identity, "--data", copy, "--format", "csl-json")[1]
    with Database.open(copy / "fondoscop.db", read_only=True) as database:
        assert citation(database, identity).published is None


def test_an_unknown_id_ends_with_2_and_names_those_like_it(data: Path, run: Run) -> None:
    identity = the_one(data, "amounts")
    slip = identity[:7] + identity[8] + identity[7] + identity[9:]
    for wrong in (slip, identity[:-1], identity[:6]):
        if wrong == identity:  # two equal digits beside each other
            continue
        code, out, err = run("cite", wrong, "--data", data)
        assert (code, out) == (2, "")
        assert identity in err
    code, out, err = run("cite", "\x1b[2J' OR 1", "--data", data)
    assert (code, out) == (2, "")
    assert "\x1b" not in err

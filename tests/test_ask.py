"""`fondoscop query`, `search`, `project` and `top`, asked of a database that was built from the sample's captures."""

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from explore.answer_formats import write_csv, write_json, write_markdown
from explore.project_page import project_page
from explore.project_whole import project_id_of, project_whole
from explore.rankings import ranking, ranking_page
from explore.search import CLOSE, OPEN, FoundQuote, search
from explore.search_filters import Filters, county_named
from explore.search_words import fts_query
from explore.tables import answer_table, show
from extract.pipeline import Extractor
from jobs.demo import demo
from store.asking import Answer, Inquiry, QueryError, QueryTimeoutError
from store.database import Database

ROOT = Path(__file__).parent.parent
HOSTILE = "Casa\x1b[2J\u202e =1+1\x9b31m"
ACTING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FOREVER = "WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t) SELECT i FROM t"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ask") / "data"
    demo(folder, extractor=Extractor.load(), say=lambda _: None)
    return folder


@pytest.fixture(scope="module")
def database(data):
    with Database.open(data / "fondoscop.db", read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def inquiry(data):
    with Inquiry.open(data / "fondoscop.db", timeout=20) as opened:
        yield opened


@pytest.fixture
def hostile(data, tmp_path) -> Path:
    """The sample's database, in which one project's title and one sentence act on terminals."""
    with (
        closing(sqlite3.connect(data / "fondoscop.db")) as source,
        closing(sqlite3.connect(tmp_path / "fondoscop.db")) as copy,
    ):
        source.backup(copy)
        with copy:
            copy.execute("UPDATE projects SET title = ? WHERE code = '127901'", (HOSTILE,))
            copy.execute("UPDATE quotes SET sentence = ? || sentence", (HOSTILE,))
            copy.execute("UPDATE documents SET title = ?", (HOSTILE,))
            copy.execute("UPDATE partners SET quote = ?, name = ?", (HOSTILE, HOSTILE))
            copy.execute("UPDATE organisations SET name = ?", (HOSTILE,))
            copy.execute("UPDATE amounts SET quote = ?", (HOSTILE,))
    return tmp_path


def answer(*rows, columns=("a",)) -> Answer:
    return Answer(columns=columns, rows=iter(rows))


def printed(page, width: int = 80) -> str:
    lines = io.StringIO()
    console = Console(file=lines, width=width)
    show(console, page)
    return lines.getvalue()


# What a query may do


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM projects",
        "UPDATE documents SET title = 'x'",
        "INSERT INTO documents_fts (documents_fts) VALUES ('optimize')",
        "CREATE TEMP TABLE t (a)",
        "CREATE VIRTUAL TABLE temp.v USING fts5vocab (main, documents_fts, row)",
        "DROP TABLE amounts",
        "ATTACH 'other.db' AS other",
        "VACUUM INTO 'other.db'",
        "DETACH main",
        "PRAGMA query_only = OFF",
        "PRAGMA user_version = 7",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA writable_schema = 1",
        "UPDATE sqlite_schema SET sql = ''",
        "SELECT load_extension('x')",
        "BEGIN IMMEDIATE",
        "REINDEX",
        "ANALYZE",
        "SELECT 1; SELECT 2",
        "",
        "-- nothing",
    ],
)
def test_nothing_can_be_changed_nor_reached(inquiry, data, tmp_path, monkeypatch, sql):
    monkeypatch.chdir(tmp_path)
    before = (data / "fondoscop.db").read_bytes()
    with pytest.raises(QueryError):
        list(inquiry.ask(sql).rows)
    assert (data / "fondoscop.db").read_bytes() == before
    assert not list(tmp_path.iterdir())


def test_each_wall_holds_without_the_others(data):
    """The file is opened for reading, and the connection too: not the authorizer alone keeps writers out."""
    with Inquiry.open(data / "fondoscop.db") as inquiry:
        connection = inquiry._connection
        connection.set_authorizer(None)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM properties")
        connection.execute("PRAGMA query_only = OFF")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM properties")
        with pytest.raises(sqlite3.OperationalError, match="too many attached"):
            connection.execute("ATTACH ':memory:' AS other")
        with pytest.raises(sqlite3.OperationalError, match="not authorized"):
            connection.execute("SELECT load_extension('x')")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT name FROM pragma_table_info('projects')",
        "PRAGMA table_info(projects)",
        "EXPLAIN QUERY PLAN SELECT * FROM amounts",
        "SELECT highlight(documents_fts, 1, '[', ']') FROM documents_fts('asist*')",
        "SELECT value FROM json_each('[1, 2]')",
        "WITH t (a) AS (VALUES (1)) SELECT * FROM t",
        "SELECT * FROM funding_by_year",
        "SELECT fact_id FROM facts LIMIT 1",
    ],
)
def test_all_reading_is_allowed(inquiry, sql):
    assert list(inquiry.ask(sql).rows)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT * FROM amount", "did you mean amounts?"),
        ("SELECT titel FROM projects", "did you mean title?"),
        ("SELECT p.programe FROM projects p", "did you mean programme"),
        ("SELECT * FROM xyzzy", "docs/data.md names the tables"),
        ("SELCT 1", "did you mean SELECT?"),
        ("SELECT 1 WHERE", "the query failed: incomplete input"),
        ("SELECT nofunc(1)", "no such function: nofunc"),
        ("DELETE FROM projects", "nothing can be written"),
        ("ATTACH 'x' AS y", "other files can't be attached"),
        ("SELECT length(zeroblob(900000000))", "too big"),
    ],
)
def test_an_error_says_what_may_have_been_meant(inquiry, sql, said):
    with pytest.raises(QueryError, match=re.escape(said)):
        list(inquiry.ask(sql).rows)


def test_a_query_without_end_is_stopped_and_the_next_one_answered(data):
    with Inquiry.open(data / "fondoscop.db", timeout=0.2) as inquiry:
        with pytest.raises(QueryTimeoutError, match=r"after 0\.2 seconds"):
            list(inquiry.ask(FOREVER + " WHERE i < 0").rows)
        assert list(inquiry.ask("SELECT 1").rows) == [(1,)]


def test_rows_come_one_by_one_however_many_there_are(inquiry):
    rows = inquiry.ask(FOREVER).rows
    assert [next(rows), next(rows)] == [(1,), (2,)]
    rows.close()


def test_texts_that_are_no_utf8_and_columns_of_one_name(inquiry):
    found = inquiry.ask("SELECT CAST(x'ff41' AS TEXT) AS a, 1 AS a, 2 AS a")
    assert found.columns == ("a", "a_2", "a_3")
    assert list(found.rows) == [("�A", 1, 2)]


# How answers are written


def test_csv_is_rfc_4180_and_runs_no_formula(run, data):
    sql = (
        "SELECT 'a,\"b\"' AS x, '=1+1' AS y, '-12,5' AS z, -3 AS n, '@x' AS m, char(9) || 'q' AS t, NULL AS e,"
        " x'00ff' AS b"
    )
    code, out, _ = run("query", sql, "--format", "csv", "--data", data)
    assert code == 0
    assert out == 'x,y,z,n,m,t,e,b\r\n"a,""b""",\'=1+1,"-12,5",-3,\'@x,\'\tq,,00ff\r\n'
    _, out, _ = run("query", sql, "--format", "csv", "--raw", "--data", data)
    assert next(csv.reader(io.StringIO(out.partition("\r\n")[2])))[1] == "=1+1"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1))
def test_what_csv_holds_comes_back(rows):
    written = io.StringIO(newline="")
    write_csv(answer(*map(tuple, rows), columns=("a", "b")), written.write, raw=True)
    written.seek(0)
    assert list(csv.reader(written)) == [["a", "b"], *rows]


@given(st.text())
def test_no_cell_of_csv_begins_as_a_formula(text):
    written = io.StringIO(newline="")
    write_csv(answer((text,)), written.write)
    written.seek(0)
    cell = list(csv.reader(written))[1:]
    shown = cell[0][0] if cell and cell[0] else ""
    assert shown in (text, f"'{text}")
    assert not shown.startswith(("=", "@", "\t", "\r"))
    assert not shown.startswith(("+", "-")) or re.fullmatch(r"[+-][\d.,]+%?", shown)


@given(st.lists(st.tuples(st.text() | st.integers() | st.floats(allow_nan=False) | st.none())))
def test_json_is_json_and_acts_on_no_terminal(rows):
    written = io.StringIO()
    write_json(answer(*rows), written.write)
    assert not ACTING.search(written.getvalue())
    back = [row["a"] for row in json.loads(written.getvalue())]
    assert back == [str(a) if isinstance(a, float) and abs(a) == float("inf") else a for (a,) in rows]


def test_json_has_exact_decimals_as_texts(run, data):
    sql = "SELECT value, amount_minor FROM amounts WHERE value = '8412560.40' LIMIT 1"
    _, out, _ = run("query", sql, "--format", "json", "--data", data)
    assert json.loads(out) == [{"value": "8412560.40", "amount_minor": 841256040}]
    _, out, _ = run("query", sql, "--format", "jsonl", "--data", data)
    assert out == '{"value": "8412560.40", "amount_minor": 841256040}\n'


def test_markdown_keeps_its_cells():
    written = io.StringIO()
    write_markdown(answer(("a|b\n<b>", 3), (HOSTILE, 4), columns=("x", "n")), written.write)
    lines = written.getvalue().splitlines()
    assert lines[:3] == ["| x | n |", "| --- | ---: |", r"| a\|b &lt;b> | 3 |"]
    assert not ACTING.search(written.getvalue().replace("\n", ""))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_table_fits_its_width(width):
    rows = [("Direcția Generală de Asistență Socială " * 3, 1234567, 0.5, HOSTILE), ("b", 2, None, "c")]
    table, more = answer_table(answer(*rows, columns=("nume", "lei", "parte", "ce")), 10, width=width)
    text = printed(table, width)
    assert not more
    assert max(map(cell_len, text.splitlines())) <= width
    assert "1.234.567" in text
    assert "0,5" in text
    assert not ACTING.search(text)


def test_figures_stand_to_the_right_and_names_stay_as_they_are():
    table, _ = answer_table(answer((12345, 110811, 2019), (7, 5, 2020), columns=("lei", "siruta", "y")), 10, width=80)
    assert printed(table).splitlines() == ["   lei  siruta     y", "12.345  110811  2019", "     7       5  2020"]


def test_a_row_too_wide_for_a_table_is_a_list(run, data):
    _, out, _ = run("query", "SELECT * FROM amounts LIMIT 2", "--data", data)
    assert re.search(r"^quote +14\.500\.000 lei$", out, re.MULTILINE)
    assert "\n\n" in out


# The command


def test_sql_from_a_file_from_standard_input_and_parameters(run, data, tmp_path, monkeypatch):
    sql = "SELECT title FROM projects WHERE code = :code"
    (tmp_path / "q.sql").write_text(sql)
    named = ("--param", "code=127901", "--format", "jsonl", "--data", data)
    wanted = "Acasă la Codru"
    assert wanted in run("query", sql, *named)[1]
    assert wanted in run("query", "--file", tmp_path / "q.sql", *named)[1]
    monkeypatch.setattr(sys, "stdin", io.StringIO(sql))
    assert wanted in run("query", "-", *named)[1]
    many = run("query", "SELECT count(*) n FROM amounts WHERE +amount_minor > :least", "--param", "least=1", *named[2:])
    assert json.loads(many[1])["n"] > 50
    code, _, err = run("query", sql, "--data", data)
    assert (code, "--param code=" in err) == (2, True)


def test_limit_and_output_file(run, data, tmp_path):
    code, out, _ = run("query", "SELECT nothing FROM amounts", "-o", tmp_path / "a.csv", "--data", data)
    assert (code, out) == (2, "")  # no such column, and nothing was written
    assert not list(tmp_path.iterdir())
    code, out, _ = run("query", "SELECT id FROM amounts", "--limit", 3, "-o", tmp_path / "a.csv", "--data", data)
    assert (code, out) == (0, "")
    assert len((tmp_path / "a.csv").read_text().splitlines()) == 4
    _, out, err = run("query", "SELECT a.id FROM amounts a, dates", "--data", data)
    assert len(out.splitlines()) == 101
    assert "--limit" in err
    code, _, err = run("query", "SELECT 1", "-o", data / "fondoscop.db", "--data", data)
    assert (code, "is one of the files to read" in err) == (2, True)


def test_a_query_that_is_stopped_ends_with_3_and_leaves_no_half_file(run, data, tmp_path):
    code, _, err = run("query", FOREVER, "--timeout", 0.3, "-o", tmp_path / "a.csv", "--data", data)
    assert code == 3
    assert "stopped after 0.3 seconds" in err
    assert not list(tmp_path.iterdir())


def test_errors_are_wrong_use(run, data, tmp_path):
    assert run("query", "SELECT * FROM amonts", "--data", data)[0] == 2
    assert run("query", "--data", data)[0] == 2
    code, _, err = run("query", "SELECT 1", "--data", tmp_path)
    assert (code, "fondoscop run" in err) == (1, True)


def test_in_a_pipe_that_closes_it_ends_well(data):
    command = [
        sys.executable,
        "-c",
        "from pipeline import main; main()",
        "query",
        FOREVER,
        "--format",
        "csv",
        "--data",
        data,
    ]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"i\r\n"
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_help_is_complete(run):
    for command in ("query", "search", "project", "top"):
        code, out, _ = run(command, "--help")
        assert code == 0
        assert "Example: fondoscop" in out


# Search


@pytest.mark.parametrize("word", ["asistență", "asistenţă", "ASISTENȚĂ", "Asistenta", "asistent\u0326a\u0306"])
def test_spelling_never_matters(database, word):
    plain = search(database, ["asistenta"], filters=Filters(), limit=50)
    assert plain.counts["quotes"] > 10
    assert search(database, [word], filters=Filters(), limit=50) == plain


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=4))
def test_no_words_are_an_error(words):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (a, tokenize = 'unicode61 remove_diacritics 2')")
        if (match := fts_query(words)) is not None:
            assert connection.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall() == []


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["casa", "copii"], '"casa" AND "copii"'),
        (["asist*"], '"asist" *'),
        (['a" OR b:c -d NEAR(e)'], '"a" AND "OR" AND "b:c" AND "-d" AND "NEAR(e)"'),
        (["„pe deal”", "casa"], '"pe deal" AND "casa"'),
        (['"pe deal"*'], '"pe deal" *'),
        (["-", "*", "^", ""], None),
    ],
)
def test_words_are_no_syntax(words, query):
    assert fts_query(words) == query


def test_a_very_long_question_is_one(database):
    assert search(database, ["casa " * 5000], filters=Filters(), limit=1).counts["documents"] > 0


def test_all_words_must_be_there_and_prefixes_are_found(database):
    def titles(*words):
        return {
            hit.title
            for hit in search(database, words, kinds=("projects",), filters=Filters(), limit=50).hits["projects"]
        }

    assert any(title.startswith("Ghiozdanul de pe deal") for title in titles("ghiozd*"))
    assert titles("ghi") == titles("ghiozdaniada") == set()
    assert titles("deal", "ghiozdanul") == titles("ghiozd*")
    assert titles("„deal ghiozdanul”") == set()
    assert titles("127901") == titles("acasă", "codru")


def test_what_stands_nowhere_is_looked_for_as_a_beginning(database):
    """Romanian nouns carry their article behind them: who types “ghiozdan” means “ghiozdanul”, too."""

    def found(*words):
        return search(database, words, kinds=("projects",), filters=Filters(), limit=50)

    assert found("ghiozdan").is_widened
    assert found("ghiozdan").hits == found("ghiozdan*").hits
    assert not found("ghiozdan*").is_widened
    assert not found("ghiozdanul").is_widened
    assert found("„ghiozdan”").is_widened
    assert found("„pe dealuri mari”").is_empty


def test_a_project_is_found_with_its_particulars(database):
    (hit,) = search(database, ["127901"], kinds=("projects",), filters=Filters(), limit=5).hits["projects"]
    assert (hit.total, hit.value, hit.currency) == ("8.412.560,40 lei", "8412560.40", "RON")
    assert hit.lead == "Direcția Generală de Asistență Socială și Protecția Copilului Codru"
    assert (hit.achieved, hit.sources) == ("56 de copii", 3)
    assert (hit.period_start, hit.period_end) == ("2019-08-01", "2022-12-31")


def test_a_sentence_stands_once_with_its_facts_and_copies_not_at_all(database):
    hits = search(database, ["asistenți", "maternali"], kinds=("quotes",), filters=Filters(), limit=50).hits["quotes"]
    assert all(isinstance(hit, FoundQuote) for hit in hits)
    sentences = [(hit.url, hit.sentence) for hit in hits]
    assert len(set(sentences)) == len(sentences)
    (hit,) = (hit for hit in hits if "164 de" in hit.sentence)
    assert [(fact.role, fact.value) for fact in hit.facts if fact.kind == "beneficiaries"] == [
        ("realizat; specialiști", "164 de asistenți maternali profesioniști"),
        ("realizat; copii", "287 de copii"),
    ]
    assert f"{OPEN}asistenți{CLOSE}" in hit.sentence
    copies = {row["url"] for row in database.rows("SELECT url FROM documents WHERE copy_of IS NOT NULL")}
    every = search(database, ["de"], kinds=("quotes",), filters=Filters(), limit=1000).hits["quotes"]
    assert copies
    assert not copies & {hit.url for hit in every}


def test_counts_tell_of_all_there_are(database):
    some = search(database, ["copii"], filters=Filters(), limit=2)
    every = search(database, ["copii"], filters=Filters(), limit=10000)
    assert some.counts == every.counts
    assert every.counts == {kind: len(hits) for kind, hits in every.hits.items()}
    assert some.hits["documents"] == every.hits["documents"][:2]


def test_filters(run, data):
    def found(*more):
        return json.loads(run("search", "proiect*", "--limit", 500, "--json", "--data", data, *more)[1])["hits"]

    every = found()
    here = found("--county", "CODRU")
    assert {hit["id"] for hit in here["documents"]} == {hit["id"] for hit in every["documents"]}
    mehedinti = found("--county", "mh")
    assert 0 < len(mehedinti["documents"]) < len(every["documents"])
    late = found("--from", "2024", "--to", "2024")
    assert {hit["published"][:4] for hit in late["documents"]} == {"2024"}
    project = ("--in", "projects", "--data", data, "--json")
    pocu = json.loads(run("search", "casa OR grijă", "--programme", "pocu", *project)[1])["hits"]["projects"]
    assert pocu == []  # OR is a word like others
    (one,) = json.loads(run("search", "grija", "--programme", "pocu", *project)[1])["hits"]["projects"]
    assert one["programme"] == "POCU 2014-2020, Axa prioritară 4"
    assert json.loads(run("search", "acasa", "--from", "2023", *project)[1])["counts"]["projects"] == 0
    assert json.loads(run("search", "acasa", "--from", "2022", *project)[1])["counts"]["projects"] == 1


def test_years_the_wrong_way_round(run, data):
    code, out, err = run("search", "casa", "--from", "2024", "--to", "2020", "--data", data)
    assert (code, out) == (2, "")
    assert "2020 is before 2024" in err
    assert run("search", "casa", "--from", "2020", "--to", "2020", "--data", data)[0] == 0


@pytest.mark.parametrize(
    ("option", "name", "meant"),
    [("--county", "Dolg", "Dolj"), ("--programme", "regionl", "Programul Operațional Regional 2014-2020")],
)
def test_a_county_or_programme_that_there_is_not(run, data, option, name, meant):
    code, _, err = run("search", "casa", option, name, "--data", data)
    assert code == 2
    assert f"did you mean {meant}" in err


@pytest.mark.parametrize("said", ["Mehedinți", "mehedinti", "MEHEDINŢI", "MH", "județul Mehedinți"])
def test_a_county_in_any_spelling(database, said):
    assert county_named(database, said) == "Mehedinți"


def test_nothing_found_says_what_is_near(run, data):
    code, out, _ = run("search", "asistnta", "copii", "--data", data)
    assert code == 0
    assert "Nu s-a găsit nimic pentru: asistnta copii" in out
    assert "„asistnta” nu apare în niciun document; seamănă: asistenta" in out
    assert "copii” nu apare" not in out
    assert "seamănă" not in run("search", "qqqqqqqq", "--data", data)[1]


def test_found_words_are_marked_without_colour(run, data):
    _, out, _ = run("search", "maternali", "--in", "quotes", "--data", data)
    assert "[maternali]" in out
    assert OPEN not in out
    _, out, _ = run("search", "maternali", "--json", "--data", data)
    assert OPEN not in out
    assert CLOSE not in out


# One project, and the sums


def test_a_project_on_one_screen(run, data):
    code, out, _ = run("project", "127901", "--data", data)
    assert code == 0
    for said in (
        "8.412.560,40 lei",
        "lider de proiect",
        "≈ 1.772.820 euro (curs 2019)",
        "„8.412.560,40 lei” (2 doc.)",
        "Surse care nu spun același lucru",
        "  9.100.000 lei                         8.412.560,40 lei",
        "  „9,1 milioane de lei”                 „8.412.560,40 lei”",
        "diferență 687.439,60 lei (7,6 %)",
        "56 de copii",
        "http://gazetadecodru.test/stire.php?id=1204",
    ):
        assert said in out
    assert max(map(cell_len, out.splitlines())) <= 80
    identity = re.search(r"^id +(\w+)", out, re.MULTILINE)
    assert identity is not None
    assert run("project", identity[1][:6], "--data", data)[1] == out
    assert json.loads(run("project", "127901", "--json", "--data", data)[1])["brief"]["id"] == identity[1]


def test_copies_are_marked_and_count_nowhere(database):
    whole = project_whole(database, project_id_of(database, "309218"))
    assert [bool(one.copy_of) for one in whole.documents].count(True) == 1
    assert whole.brief.sources == len(whole.documents) - 1
    assert "copie" in printed(project_page(whole))


def test_a_project_that_there_is_not(run, data):
    code, _, err = run("project", "nimic", "--data", data)
    assert (code, "fondoscop search" in err) == (2, True)


def test_every_project_has_its_page(database):
    for row in database.rows("SELECT id FROM projects"):
        whole = project_whole(database, row["id"])
        for width in (80, 120):
            lines = [line for line in printed(project_page(whole), width).splitlines() if "http" not in line]
            assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("by", ["programme", "county", "year", "organisation", "project", "category"])
def test_sums(database, by):
    everything = ranking(database, by, 1000)
    (total,) = database.rows("SELECT sum(ron_minor) AS sum, count(*) AS projects FROM project_totals")
    if by != "category":  # where a project stands in each of its groups
        assert sum(row.ron_minor or 0 for row in everything.rows) == total["sum"]
        assert sum(row.projects for row in everything.rows) == total["projects"]
    named = [row.ron_minor for row in everything.rows if row.name is not None]
    assert named == sorted(named, reverse=True)
    text = printed(ranking_page(everything, width=80)[0])
    assert max(map(cell_len, text.splitlines())) <= 80
    assert (
        len({len(line) for line in text.splitlines() if re.search(r" \d[\d.]* +\d[\d.]*$", line)}) == 1
    )  # figures end alike


def test_top(run, data):
    code, out, _ = run("top", "--by", "project", "--limit", 2, "--data", data)
    assert code == 0
    assert re.search(r"^Grijă de la mine din casă +21\.974\.331 +4\.541\.746$", out, re.MULTILINE)
    assert "2 rânduri din" in out
    _, out, _ = run("top", "--by", "year", "--json", "--data", data)
    assert {"name": 2018, "projects": 1, "ron_minor": 218700000}.items() <= json.loads(out)["rows"][4].items()


# Pages that would write on the terminal


@pytest.mark.parametrize(
    "command",
    [
        ("query", "SELECT title, quote FROM projects"),
        ("query", "SELECT sentence FROM quotes", "--format", "markdown"),
        ("query", "SELECT sentence, title FROM quotes, documents LIMIT 9", "--format", "json"),
        ("query", 'SELECT title AS "a\x1b[2J" FROM projects LIMIT 1'),
        ("search", "casa"),
        ("search", "casa", "--json"),
        ("project", "127901"),
        ("project", "127901", "--json"),
        ("top", "--by", "project"),
        ("top", "--by", "organisation"),
    ],
)
def test_what_pages_say_acts_on_no_terminal(run, hostile, command):
    code, out, _ = run(*command, "--data", hostile)
    assert code == 0
    assert not ACTING.search(out.replace("\n", ""))
    assert "2J" in out


def test_a_terminal_gets_colour_and_a_pipe_none(data):
    import pty  # noqa: PLC0415 - on Linux alone

    command = [sys.executable, "-c", "from pipeline import main; main()", "search", "maternali", "--data", str(data)]
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen(command, cwd=ROOT, stdout=slave, stderr=slave, env=environment) as process:
        os.close(slave)
        shown = b""
        try:
            while part := os.read(master, 65536):
                shown += part
        except OSError:  # the end of a terminal
            pass
    os.close(master)
    assert process.returncode == 0
    assert b"\x1b[1m" in shown
    assert b"\x1b" not in subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout


def test_a_database_on_a_read_only_disk_is_asked(data, tmp_path):
    shutil.copy(data / "fondoscop.db", tmp_path / "fondoscop.db")
    (tmp_path / "fondoscop.db").chmod(0o444)
    with Inquiry.open(tmp_path / "fondoscop.db") as inquiry:
        found = inquiry.ask("SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'copii'")
        assert next(found.rows)[0] > 0

"""review: what deserves a look first, and a table that comes back filled in."""

import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from decide_commands import Listing
from explore.lost_reasons import lost_reason
from explore.review import KINDS, review
from explore.review_sheet import SheetError, answers
from extract.pipeline import Extractor
from store.database import Database
from store.decisions import read_decisions
from tests.test_build import PAGES, SITE, Site

MORE = {
    "gazeta": """<h1>Proiectul „Acasă pentru toți”</h1>
        <p>Proiectul „Acasă pentru toți”, cod SMIS 123456, al DGASPC Codru, are o valoare totală de
        15.250.000 lei. Contribuția proprie este de 90.000.000 lei.</p>""",
    "formula": """<h1>Proiectul „Formula”</h1><p>Fundația „=cmd|' /C calc'!A0” derulează proiectul „Formula”, cod SMIS
        222333, cu o valoare totală de 12.000 lei.</p>""",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Site:
    site = Site(tmp_path_factory.mktemp("review") / "data")
    for name, body in (PAGES | MORE).items():
        site.put(name, body)
    site.build(Extractor.load())
    return site


@pytest.fixture
def site(built, tmp_path) -> Site:
    shutil.copytree(built.data, tmp_path / "data")
    copy = Site(tmp_path / "data")
    copy.clock = built.clock
    return copy


def change(site: Site, sql: str) -> None:
    with closing(sqlite3.connect(site.path)) as connection, connection:
        connection.execute(sql)


def listed(site: Site, *kinds: str) -> list:
    with Database.open(site.path, read_only=True) as database:
        return list(review(database, kinds))


def table(site: Site, run, path: Path) -> list[dict[str, str]]:
    code, out, err = run("review", "--csv", path, "--data", site.data)
    assert (code, out) == (0, ""), err
    return list(csv.DictReader(io.StringIO(path.read_text("utf8"), newline="")))


def saved(rows: list[dict[str, str]], path: Path, *, delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    """The table as LibreOffice saves it: semicolons, a byte order mark, every text in quotation marks."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_kinds_that_the_command_offers_are_those_that_there_are() -> None:
    assert list(KINDS) == [one.value for one in Listing]


def test_the_worst_of_each_kind_comes_first(site):
    first = listed(site)
    assert [one.kind for one in first[:3]] == ["contradiction", "large-sum", "low-confidence"]
    for kind in KINDS:
        alone = listed(site, kind)
        assert {one.kind for one in alone} <= {kind}
    everything = [(one.id, one.other) for one in first]
    assert len(everything) == len(set(everything))
    assert all(one.url and one.quote for one in first)


def test_a_sum_that_leaps_stands_before_those_that_are_only_large(site):
    sums = listed(site, "large-sum")
    assert "de cel puțin 10 ori" in sums[0].reason
    assert "15.250.000 lei" in sums[0].says
    assert "mai mare decât totalul" in sums[1].reason
    assert "90.000.000 lei" in sums[1].says
    assert "locul 1" in sums[2].reason


def test_doubtful_facts_come_by_what_they_would_spoil(site):
    unsure = listed(site, "low-confidence")
    assert unsure
    known = {row["fact_id"]: row["confidence"] for row in site.rows("SELECT fact_id, confidence FROM facts")}
    assert all(known[one.id] < 0.7 for one in unsure)
    assert {identity for identity, sure in known.items() if sure < 0.7} == {one.id for one in unsure}


def test_what_was_decided_on_is_not_listed_again(site, run, tmp_path):
    rows = table(site, run, tmp_path / "a.csv")
    for row in rows:
        row["decision"] = "ok"
    read = saved(rows, tmp_path / "b.csv")
    code, _, err = run("review", "--read", read, "--data", site.data)
    assert code == 0, err
    assert "no effect" not in err
    assert {one.action for one in read_decisions(site.data).entries} == {"confirm"}
    again = {(one.kind, one.id, one.other) for one in listed(site)}
    assert not again & {(row["kind"], row["id"], row["other"] or None) for row in rows}
    before = site.everything()
    site.rebuild(Extractor.load())
    assert site.everything() == before


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-8"), (";", "cp1250")]
)
def test_a_table_comes_back_as_spreadsheets_save_it(site, run, tmp_path, delimiter, encoding):
    rows = table(site, run, tmp_path / "a.csv")
    by_quote = {row["quote"]: row for row in rows if row["kind"] == "large-sum"}
    wrong, leap = by_quote["90.000.000 lei"], by_quote["15.250.000 lei"]
    wrong |= {"decision": "Reject", "why": "e suma pe țară; „nu” a proiectului"}
    leap |= {"decision": "correct", "value": "1.525.000", "why": "un zero în plus"}
    (other,) = site.rows("SELECT id FROM amounts WHERE quote LIKE '%45.000 euro%'")
    rows.append(
        dict.fromkeys(rows[0], "") | {"id": other["id"], "decision": "correct", "value": "role = grant", "why": "x"}
    )
    moved = [
        {"notele mele": "ț", **{name: row[name] for name in reversed(row)}} for row in rows
    ]  # columns moved and added
    if encoding == "cp1250":  # which has no ș and ț with a comma
        moved = [{k: v.translate(str.maketrans("șțȘȚ", "şţŞŢ")) for k, v in row.items()} for row in moved]
    read = saved(moved, tmp_path / "b.csv", delimiter=delimiter, encoding=encoding)
    code, out, err = run("review", "--read", read, "--data", site.data, "--date", "2026-11-22")
    assert code == 0, err
    assert len(out.splitlines()) == 3
    assert site.rows(f"SELECT * FROM amounts WHERE id = '{wrong['id']}'") == []
    (now,) = site.rows(f"SELECT value FROM amounts WHERE id = '{leap['id']}'")
    assert now["value"] == "1525000"
    assert site.rows(f"SELECT role FROM amounts WHERE id = '{other['id']}'") == [{"role": "grant"}]
    reasons = {one.why for one in read_decisions(site.data).entries}
    assert ("e suma pe țară; „nu” a proiectului" in reasons) is (encoding != "cp1250")
    assert "un zero în plus" in reasons


def test_merges_and_splits_and_undos_come_out_of_a_table(site, run, tmp_path):
    rows = table(site, run, tmp_path / "a.csv")
    one, other = site.rows("SELECT id FROM projects WHERE code IS NULL OR code = '222333'")
    empty = dict.fromkeys(rows[0], "")
    row = empty | {"id": one["id"], "decision": "merge", "value": other["id"], "why": "unul"}
    code, out, err = run("review", "--read", saved([row], tmp_path / "b.csv"), "--data", site.data)
    assert code == 0, err
    merged = out.partition(":")[0]
    (project,) = site.rows("SELECT id FROM projects WHERE mentions = 2 AND code = '222333'")
    mentions = site.rows(f"SELECT id FROM project_mentions WHERE project_id = '{project['id']}'")
    row = empty | {"id": mentions[0]["id"], "decision": "split", "why": "două"}
    code, _, err = run("review", "--read", saved([row], tmp_path / "b.csv"), "--data", site.data)
    assert (code, f"fondoscop decide undo {merged}" in err) == (2, True)
    row = empty | {"id": merged, "decision": "undo", "why": "două"}
    assert run("review", "--read", saved([row], tmp_path / "b.csv"), "--data", site.data)[0] == 0
    assert site.rows("SELECT id FROM projects WHERE mentions = 2 AND code = '222333'") == []


def test_all_or_nothing_and_each_row_is_named(site, run, tmp_path):
    rows = table(site, run, tmp_path / "a.csv")[:4]
    rows[0] |= {"decision": "reject", "why": "x"}
    rows[1] |= {"decision": "corect", "why": "x"}
    rows[2] |= {"decision": "reject"}
    rows[3] |= {"why": "numai o notă"}
    code, out, err = run("review", "--read", saved(rows, tmp_path / "b.csv"), "--data", site.data)
    assert (code, out) == (2, "")
    for line, said in ((3, "decision is 'corect'"), (4, "why is empty"), (5, "decision is ''")):
        assert re.search(rf"line {line} \({rows[line - 2]['id']}\): {re.escape(said)}", err)
    rows = [rows[0], {**rows[0], "id": "0000000000000000", "other": ""}]
    code, out, err = run("review", "--read", saved(rows, tmp_path / "b.csv"), "--data", site.data)
    assert (code, out) == (2, "")
    assert "line 3 (0000000000000000): there is no document, project or fact" in err
    assert not (site.data / "decisions.toml").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no column id and no column decision"),
        (b"id,hotarare\n1,ok\n", "no column decision"),
        (b'id,decision\n"1', "it is no CSV"),
        (b"\x81\x98,decision\n", "no encoding"),
    ],
)
def test_what_is_no_such_table_is_told(content, said):
    with pytest.raises(SheetError, match=said):
        answers(content)


def test_a_table_without_decisions_and_a_file_that_is_not_there(site, run, tmp_path):
    table(site, run, tmp_path / "a.csv")
    code, _, err = run("review", "--read", tmp_path / "a.csv", "--data", site.data)
    assert (code, "has no row with a decision" in err) == (2, True)
    code, _, err = run("review", "--read", tmp_path / "nu.csv", "--data", site.data)
    assert (code, "can't be read" in err) == (2, True)
    assert run("review", "--read", tmp_path / "a.csv", "--limit", "3", "--data", site.data)[0] == 2
    assert run("review", "--csv", site.path, "--data", site.data)[0] == 2


def test_no_cell_of_the_table_is_run_as_a_formula(site, run, tmp_path):
    change(site, "UPDATE amounts SET quote = '=1+1' WHERE quote LIKE '%90.000.000%'")
    change(site, "UPDATE documents SET url = '@x' WHERE url LIKE '%gazeta'")
    rows = table(site, run, tmp_path / "a.csv")
    cells = [cell for row in rows for cell in row.values()]
    assert "'=1+1" in cells
    assert "'@x" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_terminal_shows_what_why_and_where(site, run):
    code, out, err = run("review", "--limit", "2", "--data", site.data)
    assert (code, err) == (0, "")
    assert out.startswith("1. contradicție: ")
    assert f"{SITE}/" in out
    assert "3. " not in out
    told = json.loads(run("review", "--limit", "2", "--json", "--data", site.data)[1])
    assert [one["kind"] for one in told] == ["contradiction", "large-sum"]
    change(site, "UPDATE amounts SET quote = 'x' || char(27) || '[2J'")
    assert "\x1b" not in run("review", "--data", site.data)[1]


def test_a_lost_decision_is_listed_first_until_it_is_taken_back(site, run):
    (fact,) = site.rows("SELECT id FROM amounts WHERE quote LIKE '%12.000 lei%'")
    out = run("decide", "correct", fact["id"], "value", "13000", "--why", "x", "--data", site.data)[1]
    site.put("formula", MORE["formula"].replace("12.000", "14.000"))
    site.build(Extractor.load())
    first = listed(site)[0]
    assert (first.kind, first.id) == ("lost-decision", out.partition(":")[0])
    assert "pagina nu mai are aceste cuvinte" in first.reason
    run("decide", "undo", first.id, "--why", "x", "--data", site.data)
    assert listed(site, "lost-decision") == []


def test_a_copy_with_a_nought_more_is_listed_whichever_page_is_the_original(tmp_path):
    story = """<h1>Lansarea proiectului „Punți către viitor”</h1><p>Consiliul Județean Codru a anunțat lansarea
        proiectului „Punți către viitor”, cod SMIS 140222, destinat tinerilor care părăsesc sistemul de protecție.</p>
        <p>Valoarea totală a proiectului este de {} lei.</p><p>„Este o zi importantă pentru tinerii noștri, care vor
        avea sprijin la fiecare pas”, a declarat directorul executiv al instituției, prezent la conferința de presă.</p>
        <p>Perioada de implementare: 01.01.2020 – 30.06.2024. Vor beneficia 200 de tineri cu vârste între 16 și 26 de
        ani, care vor primi consiliere, locuințe protejate, cursuri de calificare și sprijin la angajare.</p>"""
    for name, wrong in (("first", "one"), ("second", "two")):
        site = Site(tmp_path / name)
        for page in ("one", "two"):
            site.put(page, story.format("90.000.000" if page == wrong else "9.000.000"))
        site.build(Extractor.load())
        assert len(site.rows("SELECT 1 FROM documents WHERE copy_of IS NOT NULL")) == 1
        (sum_,) = [one for one in listed(site, "large-sum") if "de cel puțin 10 ori" in one.reason]
        assert sum_.says == "valoare totală: 90.000.000 lei"
        assert "„9.000.000 lei”" in sum_.reason


def test_what_differs_in_one_page_is_not_said_to_differ_between_pages(tmp_path):
    site = Site(tmp_path / "data")
    site.put(
        "unu",
        """<h1>Proiectul „Casa mea”</h1><p>Fundația „Podul Verde” derulează proiectul „Casa mea”, cod SMIS 140222.</p>
        <p>Durata proiectului este de 48 de luni. Perioada de implementare: 01.01.2020 – 30.06.2024.</p>""",
    )
    site.build(Extractor.load())
    (found,) = listed(site, "contradiction")
    assert found.reason == "durata diferă în aceeași pagină, proiectul „Casa mea”"


@pytest.mark.parametrize(
    ("fault", "romanian"),
    [
        ("side 2: the page no longer has these words", "partea 2: pagina nu mai are aceste cuvinte"),
        (
            "side 1: 3 facts fit equally well; side 2: no page names it so any more there",
            "partea 1: mai multe fapte (3) se potrivesc la fel de bine; partea 2: nicio pagină nu o mai numește așa",
        ),
        (None, ""),
        ("something new", "something new"),
    ],
)
def test_why_a_decision_was_lost_is_told_in_romanian(fault, romanian):
    assert lost_reason(fault) == romanian

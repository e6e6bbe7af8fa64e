"""What people decided holds, whatever is read again: it hangs on words, and what lost them is told."""

import json
import re
import shutil
import sqlite3
import tempfile
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from facts import capture, document, span
from hypothesis import assume, given
from hypothesis import strategies as st

from explore.decided import _FIELDS
from extract.pipeline import Extractor
from jobs import decision_drafts as drafts
from jobs.build import build
from jobs.deciding import decide
from jobs.lock import data_lock
from jobs.named_things import DecidingError
from readers.reader import read_bytes
from store import corrections
from store.anchors import Candidate, LostError, anchor_of, locate
from store.database import TABLES
from store.decided_facts import decided
from store.decision_entries import add_decisions
from store.decisions import Decision, DecisionsError, read_decisions
from store.identity import anchored_id, context, fact_id, fact_ids
from store.records import Beneficiaries, Facts, Span
from tests.test_build import PAGES, SITE, Counting, Site

DAY = date(2026, 11, 22)
URL = "http://dgaspc.test/1"
HEAD = "[[decision]]\nid = 'a'\ndate = 2026-01-02\nwhy = 'x'\n"
ON = "[[decision.on]]\nkind = 'amount'\nurl = 'u'\nquote = '5 lei'\n"
TEXT = (
    "Proiectul „Acasă” are o valoare totală de 1.200.000 lei, din care 200.000 lei contribuția proprie. "
    "Alt rând, despre altceva. Proiectul „Punți” are o valoare totală de 1.200.000 lei și ține doi ani."
)


@pytest.fixture(scope="module")
def extractor():
    return Extractor.load()


@pytest.fixture(scope="module")
def built(tmp_path_factory, extractor) -> Site:
    """An archive with its database; copied by whoever changes it."""
    site = Site(tmp_path_factory.mktemp("decisions") / "data")
    for name, body in PAGES.items():
        site.put(name, body)
    site.build(extractor)
    return site


@pytest.fixture
def site(built, tmp_path) -> Site:
    shutil.copytree(built.data, tmp_path / "data")
    copy = Site(tmp_path / "data")
    copy.clock = built.clock
    return copy


def chosen(site: Site, make, **about) -> str:
    """Decide, and give the id of the first decision."""
    return decide(site.data, make, why="vezi contractul", day=DAY, **about)[0].id


def correct(site: Site, identity: str, field: str, value: str) -> str:
    return chosen(site, lambda database: [drafts.correction(database, identity, field, value)])


def reject(site: Site, identity: str) -> str:
    return chosen(site, lambda database: [drafts.rejection(database, identity)])


def amount(site: Site, quote: str) -> dict:
    (row,) = site.rows(f"SELECT * FROM amounts WHERE quote LIKE '%{quote}%'")
    return row


def outcome(site: Site, identity: str) -> tuple[str, str | None]:
    (row,) = site.rows(f"SELECT outcome, fault FROM decisions WHERE id = '{identity}'")
    return row["outcome"], row["fault"]


def same_as_rebuilt(site: Site, extractor) -> None:
    incremental = site.everything()
    site.rebuild(extractor)
    rebuilt = site.everything()
    for table in TABLES:
        assert rebuilt[table] == incremental[table], table


# In the database


def test_a_corrected_value_stands_in_all_columns_that_follow_from_it(site, extractor):
    total = amount(site, "1.250.000,50")
    made = correct(site, total["id"], "value", "2,5 milioane")
    assert not site.build(extractor).rebuilt
    now = amount(site, "1.250.000,50")
    assert (now["id"], now["value"], now["amount_minor"]) == (total["id"], "2500000", 250_000_000)
    assert now["eur_minor"] > total["eur_minor"]
    assert (now["start"], now["confidence"], now["found_by"]) == (
        total["start"],
        total["confidence"],
        total["found_by"],
    )
    (row,) = site.rows("SELECT * FROM decisions")
    assert (row["id"], row["target_id"], row["outcome"]) == (made, total["id"], "applied")
    assert (row["value_before"], row["value_after"], row["field"]) == ("1250000.50", "2500000", "value")
    assert (row["decided"], row["why"], row["url"]) == ("2026-11-22", "vezi contractul", f"{SITE}/acasa")
    same_as_rebuilt(site, extractor)


def test_sums_rest_on_what_was_decided(site, extractor):
    correct(site, amount(site, "45.000 euro")["id"], "value", "46 mii")
    site.build(extractor)
    assert "46000" in {row["value"] for row in site.rows("SELECT value FROM project_totals")}
    same_as_rebuilt(site, extractor)


def test_a_build_without_new_decisions_reads_nothing(site, extractor):
    correct(site, amount(site, "1.250.000,50")["id"], "value", "3")
    site.build(extractor)
    before, counting = site.everything(), Counting(extractor.version)
    site.build(counting)
    assert counting.seen == []
    assert site.everything() == before


def test_only_the_pages_concerned_are_read_again(site, extractor):
    identity = amount(site, "1.250.000,50")["id"]
    decision = correct(site, identity, "value", "3")
    for step in (lambda: None, lambda: add_decisions(site.data, [undo(decision)])):
        step()
        counting = Counting(extractor.version)
        site.build(counting)
        assert counting.seen == ["acasa"]


def undo(identity: str) -> dict:
    return {"action": "undo", "of": identity, "date": DAY, "why": "nu"}


def test_what_is_undone_is_as_it_was(site, extractor):
    before = site.everything()
    made = [
        correct(site, amount(site, "1.250.000,50")["id"], "value", "3"),
        reject(site, amount(site, "45.000 euro")["id"]),
    ]
    site.build(extractor)
    assert site.rows("SELECT * FROM amounts WHERE quote LIKE '%45.000 euro%'") == []
    add_decisions(site.data, [undo(identity) for identity in made])
    site.build(extractor)
    after = site.everything()
    outcomes = [row["outcome"] for row in sorted(after["decisions"], key=lambda row: row["number"])]
    assert outcomes == ["undone", "undone", "applied", "applied"]
    for table in set(TABLES) - {"decisions"}:
        assert after[table] == before[table], table
    add_decisions(site.data, [undo(site.rows("SELECT id FROM decisions WHERE number = 3")[0]["id"])])
    site.build(extractor)
    assert amount(site, "1.250.000,50")["value"] == "3"  # an undo that is undone


def test_a_decision_that_was_edited_by_hand_takes_effect(site, extractor):
    correct(site, amount(site, "1.250.000,50")["id"], "value", "3")
    site.build(extractor)
    path = site.data / "decisions.toml"
    path.write_text(path.read_text("utf8").replace('value = "3"', "value = 4 # nota mea"), "utf8")
    site.build(extractor)
    assert amount(site, "1.250.000,50")["value"] == "4"
    path.unlink()
    site.build(extractor)
    assert amount(site, "1.250.000,50")["value"] == "1250000.50"
    assert site.rows("SELECT * FROM decisions") == []


def test_a_rejected_fact_is_in_no_table_and_the_others_keep_their_ids(site, extractor):
    """Two facts with equal words and surroundings are told apart by their number, which must not shift."""
    row = "<p>Grant 5.000 lei pentru fiecare beneficiar.</p>" * 3
    site.put("grant", f"<h1>Proiectul „Grădina”</h1>{row}")
    site.build(extractor)
    ids = [one["id"] for one in site.rows("SELECT id FROM amounts WHERE quote LIKE '%5.000 lei%' ORDER BY start")]
    assert len(ids) == 3
    reject(site, ids[1])
    site.build(extractor)
    assert [one["id"] for one in site.rows("SELECT id FROM amounts WHERE quote LIKE '%5.000 lei%' ORDER BY start")] == [
        ids[0],
        ids[2],
    ]
    assert site.rows(f"SELECT * FROM quotes WHERE fact_id = '{ids[1]}'") == []
    assert site.rows("SELECT target_id, outcome FROM decisions") == [{"target_id": ids[1], "outcome": "applied"}]
    same_as_rebuilt(site, extractor)


def test_facts_of_a_rejected_project_belong_to_none(site, extractor):
    (mention,) = site.rows(
        f"SELECT m.* FROM project_mentions m JOIN documents d ON d.id = document_id WHERE d.url = '{SITE}/batrani'"
    )
    reject(site, mention["id"])
    site.build(extractor)
    assert amount(site, "45.000 euro")["mention_id"] is None
    assert site.rows(f"SELECT * FROM projects WHERE title = '{mention['title']}'") == []
    same_as_rebuilt(site, extractor)


def test_a_fact_is_led_to_another_project_of_its_page(site, extractor):
    site.put(
        "doua",
        "<h1>Proiectul „Grădina Mare”</h1><p>Proiectul „Grădina Mare”, cod SMIS 111222, are o valoare totală de "
        "70.000 lei.</p><h2>Proiectul „Livada Mică”</h2><p>Proiectul „Livada Mică”, cod SMIS 111333, continuă.</p>",
    )
    site.build(extractor)
    fact = amount(site, "70.000 lei")
    (other,) = site.rows("SELECT id, project_id FROM project_mentions WHERE code = '111333'")
    assert fact["mention_id"] not in (None, other["id"])
    led = correct(site, fact["id"], "project", other["project_id"])
    site.build(extractor)
    assert amount(site, "70.000 lei")["mention_id"] == other["id"]
    assert outcome(site, led) == ("applied", None)
    correct(site, fact["id"], "project", "")
    site.build(extractor)
    assert amount(site, "70.000 lei")["mention_id"] is None
    assert outcome(site, led)[0] == "overruled"
    same_as_rebuilt(site, extractor)


def test_the_last_of_several_corrections_holds_and_a_rejection_above_all(site, extractor):
    identity = amount(site, "1.250.000,50")["id"]
    first = correct(site, identity, "value", "3")
    second = correct(site, identity, "value", "4")
    role = correct(site, identity, "role", "grant")
    site.build(extractor)
    now = amount(site, "1.250.000,50")
    assert (now["value"], now["role"]) == ("4", "grant")
    assert [outcome(site, one)[0] for one in (first, second, role)] == ["overruled", "applied", "applied"]
    gone = reject(site, identity)
    site.build(extractor)
    assert site.rows(f"SELECT * FROM amounts WHERE id = '{identity}'") == []
    assert [outcome(site, one)[0] for one in (first, second, role, gone)] == ["overruled"] * 3 + ["applied"]


# What changes under it


def test_another_reader_leaves_a_decision_where_it_was(site, extractor):
    """Other quotation marks, blanks and a heading less: the ids are others, the words are the same."""

    def other(body: bytes, **options):
        text = body.decode().replace("în calitate de beneficiar,", "beneficiar,").replace("<h1>", "<p>Știri</p><h1>")
        text = text.replace("proiectului este de", "proiectului:").replace("„", "«").replace("”", "»")
        return read_bytes(text.encode(), **options)

    fact, (mention,) = (
        amount(site, "1.250.000,50"),
        site.rows("SELECT id FROM project_mentions WHERE code = '123456'"),
    )
    made = [correct(site, fact["id"], "value", "3"), correct(site, mention["id"], "code", "654321")]
    site.path.unlink()
    build(site.data, extractor=extractor, read=other)
    now = amount(site, "1.250.000,50")
    assert now["id"] != fact["id"]
    assert now["value"] == "3"
    assert [outcome(site, one) for one in made] == [("applied", None)] * 2
    assert site.rows("SELECT count(*) AS n FROM projects WHERE code = '654321'") == [{"n": 1}]


def test_other_rules_leave_a_decision_where_it_was(site, extractor):
    """Quotes that begin a word earlier, of another version: all is extracted anew, and the ids are others."""

    class Other:
        version = f"{extractor.version} t/2"

        def facts(self, documents):
            for facts in extractor.facts(documents):
                yield replace(facts, amounts=tuple(self.wider(facts.document.text, one) for one in facts.amounts))

        def wider(self, text, fact):
            start = text.rfind(" ", 0, fact.evidence.start - 1) + 1
            return replace(
                fact, evidence=Span(start=start, end=fact.evidence.end, text=text[start : fact.evidence.end])
            )

    fact, sure = amount(site, "1.250.000,50"), amount(site, "45.000 euro")
    made = [correct(site, fact["id"], "value", "3"), reject(site, sure["id"])]
    site.build(extractor)
    assert site.build(Other()).rebuilt
    now = amount(site, "1.250.000,50")
    assert (now["quote"], now["value"]) == ("de 1.250.000,50 lei", "3")
    assert now["id"] != fact["id"]
    assert site.rows("SELECT id FROM amounts WHERE quote LIKE '%45.000 euro%'") == []
    assert [outcome(site, one) for one in made] == [("applied", None)] * 2
    same_as_rebuilt(site, Other())


def test_a_page_that_says_otherwise_loses_the_decision_and_says_so(site, extractor):
    made = correct(site, amount(site, "1.250.000,50")["id"], "value", "3")
    site.put("acasa", PAGES["acasa"].replace("1.250.000,50", "1.900.000"))
    site.build(extractor)
    assert amount(site, "1.900.000")["value"] == "1900000"
    assert outcome(site, made) == ("lost", "the page no longer has these words")
    (issue,) = site.rows("SELECT * FROM issues")
    assert (issue["stage"], issue["kind"], issue["url"]) == ("resolve", "lost-decision", f"{SITE}/acasa")
    assert issue["document_id"]
    for words in (made, "1.250.000,50 lei", "vezi contractul", "fondoscop decide undo"):
        assert words in issue["message"]
    same_as_rebuilt(site, extractor)
    site.put("acasa", PAGES["acasa"])  # it is back
    site.build(extractor)
    assert outcome(site, made) == ("applied", None)
    assert site.issues() == []
    add_decisions(site.data, [undo(made)])
    site.put("acasa", PAGES["acasa"].replace("1.250.000,50", "1.900.000"))
    site.build(extractor)
    assert site.issues() == []


def test_a_decision_on_an_address_that_is_not_there_is_lost(site, extractor):
    on = [{"kind": "amount", "url": f"{SITE}/nicaieri", "quote": "5 lei"}]
    add_decisions(site.data, [{"action": "reject", "date": DAY, "why": "x", "on": on}])
    site.build(extractor)
    assert site.issues() == [("lost-decision", "nicaieri")]
    same_as_rebuilt(site, extractor)


def test_changes_of_a_page_are_told_as_it_was_decided(site, extractor):
    """A value that was wrong in both captures did not change between them."""
    correct(site, amount(site, "1.250.000,50")["id"], "value", "3")
    site.put("acasa", PAGES["acasa"].replace("120 de copii", "150 de copii"))
    site.build(extractor)
    assert site.rows("SELECT * FROM changes WHERE kind = 'amount'") == []
    assert len(site.rows("SELECT * FROM changes WHERE kind = 'beneficiaries'")) == 1
    same_as_rebuilt(site, extractor)


# Marks for resolution


def test_merges_and_splits_are_marked_on_what_they_hang_on(site, extractor):
    one, other = site.rows("SELECT id FROM projects ORDER BY code IS NULL")
    merged = chosen(site, lambda database: [drafts.merge(database, [one["id"], other["id"][:8]])])
    bodies = site.rows("SELECT id, name FROM organisations ORDER BY mentions DESC, name LIMIT 2")
    together = chosen(site, lambda database: [drafts.merge(database, [body["name"] for body in bodies])])
    site.build(extractor)
    marks = site.rows("SELECT * FROM decision_marks")
    assert {row["words"] for row in marks} == {"decided on 2026-11-22: vezi contractul"}
    mentions = {row["id"] for row in site.rows("SELECT id FROM project_mentions")}
    assert {row["item"] for row in marks if row["decision_id"] == merged} == mentions
    (project,) = site.rows("SELECT id, mentions FROM projects")
    assert project["mentions"] == len(mentions) == 3
    reasons = {row["project_reason"] for row in site.rows("SELECT project_reason FROM project_mentions")}
    assert "decided on 2026-11-22: vezi contractul" in reasons
    names = site.rows(
        "SELECT DISTINCT organisation_id FROM partners WHERE name IN (SELECT name FROM organisation_names"
        f" WHERE id IN (SELECT item FROM decision_marks WHERE decision_id = '{together}'))"
    )
    assert len(names) == 1
    assert len([row for row in marks if row["decision_id"] == together and row["kind"] == "organisation"]) >= 2
    same_as_rebuilt(site, extractor)
    add_decisions(site.data, [undo(merged), undo(together)])
    site.build(extractor)
    assert site.rows("SELECT * FROM decision_marks") == []
    assert len(site.rows("SELECT id FROM projects")) == 2
    same_as_rebuilt(site, extractor)


def test_a_merge_names_both_that_it_makes_one(site, run):
    one, other = site.rows("SELECT id FROM projects ORDER BY code IS NULL")
    both = "project „Acasă pentru toți” + „Bătrâni, dar nu singuri”"
    code, out, err = run("decide", "merge", one["id"], other["id"], "--why", "x", "--later", "--data", site.data)
    assert code == 0, err
    assert out.endswith(f": merge {both}\n")
    assert both in run("decide", "list", "--data", site.data)[1]


def test_a_merge_lives_on_one_place_of_each_side(site, extractor):
    one, other = site.rows("SELECT id FROM projects ORDER BY code IS NULL")  # the first has two pages
    merged = chosen(site, lambda database: [drafts.merge(database, [one["id"], other["id"]])])
    site.put("acasa", PAGES["contact"])
    site.build(extractor)
    assert outcome(site, merged) == ("applied", None)
    assert len(site.rows("SELECT * FROM decision_marks")) == 2
    site.put("batrani", PAGES["contact"])
    site.build(extractor)
    assert outcome(site, merged) == ("lost", "side 2: the page no longer has these words")
    assert site.rows("SELECT * FROM decision_marks") == []
    same_as_rebuilt(site, extractor)


def test_a_split_names_what_leaves(site, extractor):
    mentions = site.rows(
        "SELECT m.id FROM project_mentions m JOIN projects p ON p.id = m.project_id WHERE p.mentions = 2"
    )
    chosen(site, lambda database: [drafts.split(database, [mentions[0]["id"]])])
    site.build(extractor)
    (mark,) = site.rows("SELECT kind, item, action FROM decision_marks")
    assert mark == {"kind": "project", "item": mentions[0]["id"], "action": "split"}
    assert {row["mentions"] for row in site.rows("SELECT mentions FROM projects")} == {1}
    same_as_rebuilt(site, extractor)


def test_a_name_that_nobody_has_brings_the_likeliest(site, run):
    named = {row["name"]: row["id"] for row in site.rows("SELECT name, id FROM organisations")}
    body = named["Fundația „Podul Verde”"]
    project = site.rows("SELECT id FROM projects WHERE title LIKE 'Bătrâni%'")[0]["id"]
    for typed, meant in (
        ("Fundatia Podu Verde", f"did you mean Fundația „Podul Verde” ({body})"),
        ("Bătrînii dar nu singuri", f"did you mean Bătrâni, dar nu singuri ({project})"),
        ("%%%", "look for it with: fondoscop search"),
        ("0000", "there is no document, project or fact"),
    ):
        code, out, err = run("decide", "merge", "123456", typed, "--why", "x", "--data", site.data)
        assert (code, out) == (2, "")
        assert meant in " ".join(err.split())
        assert not (site.data / "decisions.toml").exists()


def test_a_name_may_be_typed_without_what_a_keyboard_lacks(site, run):
    code, out, err = run(
        "decide", "merge", "fundatia podul verde", "Consiliul Judetean CODRU", "--why", "x", "--data", site.data
    )
    assert code == 0, err
    assert "„Fundația „Podul Verde”” + „Consiliul Județean Codru”" in out


def test_names_are_parted_from_their_organisation(site, extractor):
    names = site.rows(
        "SELECT * FROM organisation_names WHERE organisation_id IN (SELECT organisation_id FROM"
        " organisation_names GROUP BY 1 HAVING count(*) > 1) ORDER BY organisation_id, name"
    )
    one, other = names[0], names[1]
    assert one["organisation_id"] == other["organisation_id"]
    chosen(site, lambda database: [drafts.split(database, [one["id"][:10]])])
    site.build(extractor)
    now = {row["id"]: row["organisation_id"] for row in site.rows("SELECT id, organisation_id FROM organisation_names")}
    assert now[one["id"]] != now[other["id"]]
    same_as_rebuilt(site, extractor)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda d, ids: drafts.merge(d, [ids["project"]]), "at least two"),
        (lambda d, ids: drafts.merge(d, [ids["project"], ids["project"][:9]]), "are one already"),
        (lambda d, ids: drafts.merge(d, [ids["project"], ids["organisation"]]), "can't be one"),
        (lambda d, ids: drafts.split(d, [ids["lonely"]]), "all that the project has"),
        (lambda d, ids: drafts.split(d, [ids["project"]]), "a whole project"),
        (lambda d, ids: drafts.correction(d, ids["amount"], "valoare", "3"), "there are: value"),
        (lambda d, ids: drafts.correction(d, ids["amount"], "value", "trei"), "is no sum"),
        (lambda d, ids: drafts.correction(d, ids["amount"], "value", "45.000"), "already"),
        (lambda d, ids: drafts.correction(d, ids["amount"], "value_max", "1"), "below value"),
        (lambda d, ids: drafts.correction(d, ids["amount"], "role", "suma"), "none of total"),
        (lambda d, ids: drafts.correction(d, ids["project"], "title", "x"), "is the id of a project"),
        (lambda d, ids: drafts.rejection(d, ids["document"]), "is the id of a document"),
    ],
)
def test_what_can_not_be_is_refused_in_words(site, make, said):
    ids = {"amount": amount(site, "45.000 euro")["id"]}
    for name, sql in {
        "project": "SELECT id FROM projects WHERE code IS NOT NULL",
        "organisation": "SELECT id FROM organisations",
        "lonely": "SELECT m.id FROM project_mentions m JOIN projects p ON p.id = project_id WHERE p.mentions = 1",
        "document": "SELECT id FROM documents",
    }.items():
        ids[name] = site.rows(sql)[0]["id"]
    with pytest.raises(DecidingError, match=said):
        decide(site.data, lambda database: [make(database, ids)], why="x", day=DAY)
    assert not (site.data / "decisions.toml").exists()


# What comes after: who doubts, who cites, who asks


def test_verify_knows_what_was_decided_and_checks_all_else(site, extractor, run):
    fact, other = amount(site, "1.250.000,50"), amount(site, "45.000 euro")
    made = correct(site, fact["id"], "value", "3")
    reject(site, other["id"])
    code, _, err = run("verify", "--extract", "--data", site.data)
    assert code == 2
    assert "decisions.toml has changed" in err
    site.build(extractor)
    code, out, err = run("verify", "--extract", "--data", site.data)
    assert (code, out) == (0, "")
    assert f"amounts {fact['id']}: value corrected from „1250000.50” to „3” by decision {made} (vezi contractul)" in err
    assert f"amounts {other['id']}: rejected by decision" in err
    with closing(sqlite3.connect(site.path)) as connection, connection:
        connection.execute("UPDATE amounts SET value = '1250000.50' WHERE id = ?", (fact["id"],))
    code, out, _ = run("verify", "--data", site.data)
    assert code == 3
    assert out.startswith(f"decision: amounts {fact['id']}: value is „1250000.50” and decision {made} says „3”")
    with closing(sqlite3.connect(site.path)) as connection, connection:
        connection.execute("UPDATE amounts SET value = '3', role = 'other' WHERE id = ?", (fact["id"],))
    code, out, _ = run("verify", "--extract", "--data", site.data)
    assert code == 3
    assert "value: amounts" in out


def test_whoever_cites_or_shows_a_corrected_fact_is_told(site, extractor, run):
    fact = amount(site, "1.250.000,50")
    made = correct(site, fact["id"], "value", "3")
    site.build(extractor)
    said = "valoarea „3” în loc de „1.250.000,50” („1.250.000,50 lei”) prin decizia"
    for form in ("text", "markdown", "bibtex", "csl-json"):
        out = run("cite", fact["id"], "--data", site.data, "--format", form)[1].replace("\\_", "_")
        assert f"Corectat: {said} {made} din 22 noiembrie 2026; motiv: vezi contractul." in out
    page = " ".join(run("project", "123456", "--data", site.data)[1].split())
    assert f"corectat: {said}" in page
    assert "„1.250.000,50 lei” · corectat" in page
    assert "corectat" not in run("cite", amount(site, "45.000 euro")["id"], "--data", site.data)[1].lower()


def test_every_field_that_can_be_corrected_has_a_name_for_readers():
    names = {field for fields in corrections.FIELDS.values() for field in fields} | {corrections.PROJECT}
    assert names == set(_FIELDS)


# The commands


def test_a_decision_takes_effect_at_once_and_later_when_it_is_to(site, run):
    fact = amount(site, "45.000 euro")
    why = ("--why", "în contract", "--data", site.data)
    code, out, err = run("decide", "correct", fact["id"][:6], "role", "grant", *why, "--date", "2026-11-22")
    assert code == 0, err
    identity = out.partition(":")[0]
    assert f"{identity} has taken effect" in err
    assert amount(site, "45.000 euro")["role"] == "grant"
    assert 'date = 2026-11-22\nfield = "role"\nvalue = "grant"\nwhy = "în contract"' in (
        site.data / "decisions.toml"
    ).read_text("utf8")
    code, out, err = run("decide", "reject", fact["id"], *why, "--later")
    assert code == 0
    assert "at the next build" in err
    assert amount(site, "45.000 euro")
    rejection = out.partition(":")[0]
    with data_lock(site.data):
        code, _, err = run("decide", "undo", rejection[:5], *why)
    assert code == 0
    assert "another Fondoscop is at work" in err
    code, out, _ = run("decide", "list", "--data", site.data)
    assert [line.split()[0] for line in out.splitlines()[1:3]] == [identity, rejection]
    told = json.loads(run("decide", "list", "--json", "--data", site.data)[1])
    assert [one["outcome"] for one in told] == ["applied", "waiting", "waiting"]
    assert run("decide", "confirm", fact["id"], *why)[0] == 0
    told = json.loads(run("decide", "list", "--json", "--data", site.data)[1])
    assert [one["outcome"] for one in told] == ["applied", "undone", "applied", "applied"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("correct", "0000000000000000", "value", "3"), "there is no document, project or fact"),
        (("correct", "{amount}", "valoare", "3"), "there is no field 'valoare'"),
        (("reject", ""), "there is no document, project or fact"),
        (("merge", "123456"), "at least two"),
        (("undo", "x"), "'x' is no decision"),
    ],
)
def test_wrong_use_ends_with_2_and_writes_nothing(site, run, arguments, said):
    identity = amount(site, "45.000 euro")["id"]
    arguments = [argument.replace("{amount}", identity) for argument in arguments]
    code, out, err = run("decide", *arguments, "--why", "x", "--data", site.data)
    assert (code, out) == (2, "")
    assert said in err
    assert not (site.data / "decisions.toml").exists()


def test_a_decision_without_a_reason_is_told_what_it_lacks(site, run):
    fact = amount(site, "45.000 euro")["id"]
    code, _, err = run("decide", "reject", fact, "--why", "", "--data", site.data)
    assert code == 2
    assert "that can't be decided: why: " in err


def test_a_file_that_is_not_understood_stops_everything_that_would_pass_it_over(site, run, tmp_path):
    before = site.everything()
    path = site.data / "decisions.toml"
    path.write_text('# ale mele\n\n[[decision]]\nid = "a"\nacton = "reject"\n', "utf8")
    (tmp_path / "pagini").mkdir()
    (tmp_path / "pagini" / "a.html").write_text("<p>Text</p>", "utf8")
    commands = [["build"], ["rebuild"], ["verify"], ["run", "--from", tmp_path / "pagini"], ["decide", "list"]]
    for command in commands:
        code, _, err = run(*command, "--data", site.data)
        assert code == 2
        assert f"{path}: decision 1 (id a, line 3): acton: there is no such key" in err
    assert site.everything() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("decision = 3\n", "begins with [[decision]]"),
        ("[decision]\nid = 3\n", "begins with [[decision]]"),
        ("[[decison]]\n", "there is no key 'decison'"),
        ("x = \n", "is not TOML"),
        (f"{HEAD}action = 'reject'\n", "on: it says nowhere what it hangs on"),
        (f"{HEAD}action = 'undo'\nof = 'b'\n", "there is no decision 'b' before it"),
        (f"{HEAD}action = 'undo'\nof = 'a'\n", "there is no decision 'a' before it"),
        (f"{HEAD}action = 'reject'\nfield = 'value'\n{ON}", "field: a decision to reject has none"),
        (f"{HEAD}action = 'correct'\n{ON}", "a correction needs both"),
        (f"{HEAD}action = 'correct'\nfield = 'value'\nvalue = 'x'\n{ON}", "'x' is no sum"),
        (f"{HEAD}action = 'correct'\nfield = 'value'\nvalue = 1.5\n{ON}", "value: write it in quotation marks"),
        (f"{HEAD}action = 'correct'\nfield = 'valoare'\nvalue = '1'\n{ON}", "there is no field 'valoare'"),
        (f"{HEAD}action = 'merge'\n{ON}", "a merge needs the side of each"),
        (f"{HEAD}action = 'split'\n{ON}", "either projects or organisations"),
        (f"{HEAD}action = 'reject'\n{ON}qote = 'x'\n", "on 1.amount.qote: there is no such key"),
        (
            f"{HEAD}action = 'reject'\n{ON}{HEAD}action = 'reject'\n{ON}",
            "decision 2 (id a, line 10): id: an entry before",
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path, text, said):
    (tmp_path / "decisions.toml").write_text(text, "utf8")
    with pytest.raises(DecisionsError, match=re.escape(said)):
        read_decisions(tmp_path)


# The file


def test_what_people_wrote_stays_as_they_wrote_it(tmp_path):
    mine = '# nota mea\n[[decision]]\nid = \'a1\' # vechi\naction = "reject"\nwhy="x"\ndate=2026-01-02\n'
    mine += 'on = [{kind = "amount", url = "http://x/", quote = "5 lei"}]  # fără linie nouă'
    (tmp_path / "real").mkdir()
    path = tmp_path / "real" / "decisions.toml"
    path.write_text(mine, "utf8")
    path.chmod(0o640)
    (tmp_path / "decisions.toml").symlink_to(path)
    on = [{"kind": "amount", "url": "http://x/", "quote": 'o „sumă” "\\ \x07 de\n5 lei'}]
    (one, two) = add_decisions(tmp_path, [{"action": "reject", "date": DAY, "why": "y", "on": on}] * 2)
    assert path.read_text("utf8").startswith(f"{mine}\n\n[[decision]]\n")
    assert (tmp_path / "decisions.toml").is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert one.id != two.id
    read = read_decisions(tmp_path).entries
    assert [entry.id for entry in read] == ["a1", one.id, two.id]
    assert read[1] == one
    with pytest.raises(DecisionsError, match="can't be decided"):
        add_decisions(tmp_path, [{"action": "reject", "date": DAY, "why": " ", "on": on}])
    assert len(read_decisions(tmp_path).entries) == 3


def test_two_who_decide_at_once_lose_nothing(tmp_path):
    on = [{"kind": "amount", "url": "http://x/", "quote": "5 lei"}]

    def some(name: str) -> None:
        for number in range(5):
            add_decisions(tmp_path, [{"action": "reject", "date": DAY, "why": f"{name}{number}", "on": on}])

    threads = [threading.Thread(target=some, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_decisions(tmp_path).entries) == 15


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(str.strip),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(list(corrections.FIELDS)),
)
def test_what_is_written_is_read_again(quote, around, kind):
    on = [{"kind": kind, "url": "http://x/", "quote": quote, "before": around, "after": around}]
    draft = {"action": "reject", "date": DAY, "why": quote, "on": on}
    with tempfile.TemporaryDirectory() as folder:
        (one,) = add_decisions(Path(folder), [draft])
        assert read_decisions(Path(folder)).entries == (one,)


# Anchors


def candidates(kind: str, text: str, *spans: Span) -> list[Candidate]:
    ids = fact_ids(kind, URL, text, spans)
    return [Candidate(id=identity, spans=(one,)) for identity, one in zip(ids, spans, strict=True)]


def sums(text: str, quote: str = "1.200.000 lei") -> list[Candidate]:
    found, start = [], 0
    while quote in text[start:]:
        found.append(span(text, quote, start))
        start = found[-1].end
    return candidates("amount", text, *found)


@given(st.data())
def test_an_anchor_gives_the_id_that_it_was_made_of(data):
    words = st.text(alphabet="aăș ț1.,\n„”\u00a0-", min_size=1, max_size=120)
    text = data.draw(words.filter(str.strip))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = Span(start=start, end=end, text=text[start:end])
    assume(one.text.strip())
    identity = fact_id("amount", URL, text, one)
    assert anchored_id("amount", URL, one.text, context(text, one), ordinal=0) == identity
    anchor = anchor_of("amount", URL, text, one, identity)
    assert locate(anchor, text, candidates("amount", text, one)) == identity


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        (TEXT, 1),
        (TEXT.replace("Proiectul „Punți”", "Proiectul «Punți»").upper(), 1),
        (TEXT.replace(" și ține doi ani", ", din care totul s-a cheltuit"), 1),  # what came before it is as it was
        (TEXT.replace("„Punți” are o valoare totală de", "„Punți” costă"), 1),  # what comes after it
        (TEXT.replace("are o valoare totală de 1.200.000 lei, din", "costă 7 lei, din"), 0),
        ("Știri\n" + TEXT.replace(" ", "  "), 1),
    ],
)
def test_the_words_are_found_where_their_surroundings_are_most_alike(changed, place):
    anchor = anchor_of("amount", URL, TEXT, span(TEXT, "1.200.000 lei", 60), sums(TEXT)[1].id)
    there = sums(
        changed, "1.200.000 LEI" if changed.isupper() else "1.200.000  lei" if "  " in changed else "1.200.000 lei"
    )
    assert locate(anchor, changed, there) == there[place].id


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (TEXT.replace("1.200.000", "1.300.000"), "no longer has these words"),
        ("Am plătit 1.200.000 lei la fiecare dintre cele trei licitații ale spitalului.", "in other surroundings"),
        ("Total: 1.200.000 lei și atât.\n" * 2 + "valoare totală de 9 lei și ține doi ani", "in other surroundings"),
    ],
)
def test_nothing_is_taken_where_nothing_is_as_it_was(changed, said):
    anchor = anchor_of("amount", URL, TEXT, span(TEXT, "1.200.000 lei", 60), sums(TEXT)[1].id)
    with pytest.raises(LostError, match=said):
        locate(anchor, changed, sums(changed))


def test_other_ends_of_a_quote_are_the_same_fact_and_two_halves_are_none():
    whole = span(TEXT, "o valoare totală de 1.200.000 lei și")
    anchor = anchor_of("amount", URL, TEXT, span(TEXT, "1.200.000 lei", 60), sums(TEXT)[1].id)
    (wider,) = candidates("amount", TEXT, whole)
    assert locate(anchor, TEXT, [wider]) == wider.id
    long = anchor_of("amount", URL, TEXT, whole, wider.id)
    assert locate(long, TEXT, sums(TEXT)) == sums(TEXT)[1].id
    halves = candidates("amount", TEXT, *(span(TEXT, part, 150) for part in ("1.200.000", "doi ani")))
    both = span(TEXT, "1.200.000 lei și ține doi ani")
    either = anchor_of("amount", URL, TEXT, both, fact_id("amount", URL, TEXT, both))
    assert locate(either, TEXT, halves) == halves[0].id
    with pytest.raises(LostError, match="fit equally well"):
        locate(either, TEXT, [replace(halves[0], id=identity) for identity in ("x", "y")])
    with pytest.raises(LostError, match="no amount is read"):
        locate(anchor, TEXT, [])


def test_equal_words_in_equal_surroundings_are_counted():
    text = "Grant 5 lei pe zi pentru fiecare om din sat.\n" * 3
    there = sums(text, "5 lei")
    anchor = anchor_of("amount", URL, text, span(text, "5 lei", 50), there[1].id)
    moved = "Grant nou de 5 lei pe zi pentru fiecare om din sat, lunar, vara.\n" * 3
    assert locate(anchor, moved, sums(moved, "5 lei")) == sums(moved, "5 lei")[1].id


# Values


@pytest.mark.parametrize(
    ("kind", "field", "typed", "value"),
    [
        ("amount", "value", "1.250.000,50", "1250000.50"),
        ("amount", "value", "1250000.50", "1250000.50"),
        ("amount", "value", "1 250 000", "1250000"),
        ("amount", "value", "2,4 milioane", "2400000"),
        ("amount", "value_max", "", None),
        ("amount", "currency", "lei", "RON"),
        ("amount", "approximate", "da", "1"),
        ("date", "start_date", "2019-06", "2019-06"),
        ("beneficiaries", "count", "1.200", "1200"),
        ("beneficiaries", "categories", "children, roma", '["children", "roma"]'),
        ("place", "county", "iasi", "Iași"),
        ("place", "siruta", "95060", "95060"),
        ("project", "duration_months", "7,5", "7.5"),
        ("project", "title", "  Casa\nde pe deal ", "Casa de pe deal"),
        ("partner", "role", "Lead", "lead"),
    ],
)
def test_values_are_read_as_people_write_them(kind, field, typed, value):
    assert corrections.as_text(corrections.parsed(kind, field, typed)) == value


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [
        ("amount", "value", "-3"),
        ("amount", "value", "8 lei"),
        ("amount", "value", ""),
        ("amount", "value", "1e9"),
        ("amount", "value", "NaN"),
        ("amount", "currency", "RO"),
        ("date", "end_date", "2019-13"),
        ("date", "end_date", "13.06.2019"),
        ("date", "end_date", "2019-02-30"),
        ("beneficiaries", "count", "2,5"),
        ("beneficiaries", "categories", "copii"),
        ("place", "county", "Codru"),
        ("place", "siruta", "0"),
        ("partner", "name", "\x1b[2J"),
        ("partner", "name", "x" * 501),
        ("partner", "role", "șef"),
    ],
)
def test_what_is_no_value_is_refused_in_words(kind, field, typed):
    with pytest.raises(ValueError, match=r"."):
        corrections.parsed(kind, field, typed)


def test_values_that_can_not_be_together_leave_the_fact_as_it_was():
    text = "Sunt 30 de copii."
    fact = Beneficiaries(
        count=30,
        unit="copii",
        categories=("children",),
        status="target",
        evidence=span(text, "30 de copii"),
        count_max=40,
    )
    facts = Facts(document=document(text), beneficiaries=(fact,))
    (identity,) = fact_ids("beneficiaries", capture().url, text, [fact.evidence])
    anchor = anchor_of("beneficiaries", capture().url, text, fact.evidence, identity)
    one = Decision(id="a", action="correct", date=DAY, why="x", field="count", value="50", on=(anchor,))
    after, (effect,) = decided(facts, capture(), [one])
    assert after.beneficiaries == (fact,)
    assert (effect.outcome, effect.fault) == ("lost", "it can't be: count_max 40 would be below count 50")
    two = one.model_copy(update={"id": "b", "field": "count_max", "value": "60"})
    after, effects = decided(facts, capture(), [two, one])
    assert (after.beneficiaries[0].count, after.beneficiaries[0].count_max) == (50, 60)
    assert [effect.outcome for effect in effects] == ["applied", "applied"]


def test_a_forgotten_page_is_in_no_decision(site, extractor, run):
    """A decision quotes the page that it hangs on, so it goes with it; what hangs on other pages stays."""
    gone = correct(site, amount(site, "45.000 euro")["id"], "value", "3")
    stays = correct(site, amount(site, "1.250.000,50")["id"], "value", "4")
    (one,) = site.rows("SELECT id FROM projects WHERE code IS NOT NULL")
    (mention,) = site.rows(
        "SELECT m.id FROM project_mentions m JOIN documents d ON d.id = document_id WHERE url LIKE '%batrani'"
    )
    merged = chosen(site, lambda database: [drafts.merge(database, [one["id"], mention["id"]])])
    add_decisions(site.data, [undo(gone)])
    site.build(extractor)
    path = site.data / "decisions.toml"
    path.write_text(f"# nota mea\n{path.read_text('utf8')}", "utf8")
    code, _, err = run("archive", "forget", f"{SITE}/batrani", "--why", "cerere", "--yes", "--data", site.data)
    assert code == 0, err
    assert f"decision {gone} hung on what was forgotten" in err
    assert f"decision {merged} hung on" in err
    text = path.read_text("utf8")
    assert text.startswith("# nota mea\n# What people decided")
    assert [entry.id for entry in read_decisions(site.data).entries] == [stays]
    for file in (path, site.path, site.path.with_name("fondoscop.db-wal")):
        assert not file.exists() or b"nu singuri" not in file.read_bytes()
        assert not file.exists() or b"45.000 euro" not in file.read_bytes()
    site.build(extractor)
    same_as_rebuilt(site, extractor)
    assert amount(site, "1.250.000,50")["value"] == "4"

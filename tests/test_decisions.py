"""What people decided holds, whatever is read again: it hangs on words, and what lost them is told."""

import shutil
from datetime import date

import pytest

from extract.pipeline import Extractor
from jobs import decision_drafts as drafts
from jobs.build import build
from jobs.deciding import decide
from jobs.named_things import DecidingError
from readers.reader import read_bytes
from store.database import TABLES
from store.decision_entries import add_decisions
from tests.test_build import PAGES, SITE, Counting, Site

DAY = date(2026, 11, 22)
URL = "http://dgaspc.test/1"
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
        (lambda d, ids: drafts.merge(d, [ids["project"], ids["project"]]), "at least two"),
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

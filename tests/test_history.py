"""What a page said first, what it says now, and what changed: the same whether built day by day or at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from extract.pipeline import Extractor
from jobs.build import build, rebuild
from store.archive import Archive
from store.changes import compare
from store.database import TABLES, Database

URL = "https://primaria.example/proiect"
EPOCH = datetime(2026, 1, 1, 6, tzinfo=UTC)
PAGE = """<html><head><title>Casa din Lunca</title></head><body><h1>Proiectul „Casa din Lunca”</h1>
<p>Primăria Lunca derulează proiectul „Casa din Lunca”, cod SMIS 123456, finanțat din Fondul Social European.</p>
<p>Valoarea totală a proiectului este de {total} lei. De proiect vor beneficia {people} de copii.</p>{more}
</body></html>"""
GRANT = "<p>Din această sumă, finanțarea nerambursabilă este de 900.000 lei.</p>"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


class Site:
    """A data directory whose pages change from day to day."""

    def __init__(self, data: Path, extractor: Extractor) -> None:
        self.data, self.extractor, self.archive = data, extractor, Archive(data / "archive")

    def put(self, day: int, *, total: str = "1.000.000", people: int = 120, more: str = "", body: str = "") -> None:
        with self.archive.writer(source_id="primaria", run_id=f"run{day}") as writer:
            writer.write(
                url=URL,
                status=200,
                response_headers=[("Content-Type", "text/html; charset=utf-8")],
                body=(body or PAGE.format(total=total, people=people, more=more)).encode(),
                fetched_at=EPOCH + timedelta(days=day),
            )

    def note(self, day: int, event: str, **details: object) -> None:
        time = (EPOCH + timedelta(days=day)).isoformat()
        self.archive.journal.append({"time": time, "run": f"run{day}", "source": "primaria", "event": event, **details})

    def build(self) -> None:
        build(self.data, extractor=self.extractor)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with Database.open(self.data / "fondoscop.db", read_only=True) as database:
            return list(database.rows(sql))

    def everything(self) -> list[dict[str, Any]]:
        return [row for table in TABLES for row in self.rows(f"SELECT * FROM {table} ORDER BY 1, 2")]


@pytest.fixture
def site(tmp_path: Path, extractor: Extractor) -> Site:
    return Site(tmp_path, extractor)


def test_facts_know_the_runs_that_saw_them(site: Site) -> None:
    site.put(1)
    site.build()
    site.put(2, people=150, more=GRANT)
    site.build()
    facts = site.rows("SELECT role, value, first_run, last_run, version FROM amounts ORDER BY role")
    assert [(f["role"], f["value"], f["first_run"], f["last_run"]) for f in facts] == [
        ("grant", "900000", "run2", "run2"),
        ("total", "1000000", "run1", "run2"),
    ]
    (extracted,) = site.rows("SELECT value FROM properties WHERE name = 'extractor'")
    assert {f["version"] for f in facts} == {extracted["value"].split()[0]}


def test_changes_say_what_was_and_what_is(site: Site) -> None:
    site.put(1, more=GRANT)
    site.put(2, total="1.250.000", people=150)
    site.build()
    told = site.rows(
        "SELECT run_id, kind, action, role, project, values_before, values_after FROM changes ORDER BY moment, kind"
    )
    assert [(c["run_id"], c["kind"], c["action"], c["role"]) for c in told] == [
        ("run1", "document", "new", None),
        ("run2", "amount", "changed", "total"),
        ("run2", "amount", "vanished", "grant"),
        ("run2", "beneficiaries", "changed", "target"),
    ]
    assert '"value": "1000000"' in told[1]["values_before"]
    assert '"value": "1250000"' in told[1]["values_after"]
    assert told[1]["project"] == "Casa din Lunca"


def test_a_page_that_says_the_same_is_no_change(site: Site) -> None:
    site.put(1)
    site.put(2, body=PAGE.format(total="1.000.000", people=120, more="<script>var token = 17;</script>"))
    site.build()
    site.put(3, body=PAGE.format(total="1.000.000", people=120, more="<script>var token = 18;</script>"))
    site.build()
    assert [c["kind"] for c in site.rows("SELECT kind FROM changes")] == ["document"]
    (document,) = site.rows("SELECT first_run, last_run, seen, capture_id FROM documents")
    assert (document["first_run"], document["last_run"]) == ("run1", "run3")
    assert site.rows("SELECT run_id FROM captures WHERE outcome = 'read'") == [{"run_id": "run3"}]
    assert {row["last_run"] for row in site.rows("SELECT last_run FROM amounts")} == {"run3"}


def test_the_journal_tells_when_a_page_was_last_there(site: Site) -> None:
    site.put(1)
    site.note(2, "seen", urls=[URL, "https://primaria.example/alta"])
    site.build()
    (document,) = site.rows("SELECT last_run, seen, vanished FROM documents")
    assert document == {"last_run": "run2", "seen": "2026-01-03T06:00:00.000000+00:00", "vanished": None}
    site.note(3, "vanished", url=URL, status=404)
    site.build()
    (document,) = site.rows("SELECT last_run, vanished FROM documents")
    assert document == {"last_run": "run2", "vanished": "2026-01-04T06:00:00.000000+00:00"}
    site.note(4, "seen", urls=[URL])
    site.archive.journal.append({"event": "seen", "urls": 7})
    site.build()
    assert site.rows("SELECT last_run, vanished FROM documents") == [{"last_run": "run4", "vanished": None}]
    site.note(5, "moved", url=URL)
    site.put(6)
    site.note(7, "vanished", url=URL)
    site.build()
    told = [
        (row["action"], row["run_id"], row["moment"][:10])
        for row in site.rows("SELECT * FROM changes WHERE kind = 'document' ORDER BY moment")
    ]
    assert told == [
        ("new", "run1", "2026-01-02"),
        ("vanished", "run3", "2026-01-04"),
        ("returned", "run4", "2026-01-05"),
        ("vanished", "run5", "2026-01-06"),
        ("returned", "run6", "2026-01-07"),
        ("vanished", "run7", "2026-01-08"),
    ]
    before = site.everything()
    rebuild(site.data, extractor=site.extractor)
    assert site.everything() == before


def test_one_build_a_day_and_one_for_all_give_the_same_rows(tmp_path: Path, extractor: Extractor) -> None:
    days = [
        {"total": "1.000.000"},
        {"total": "1.000.000", "more": GRANT},
        {"body": "<html></html>"},
        {"body": PAGE.format(total="1.000.000", people=120, more=GRANT + "<script>1</script>")},
        {"total": "1.100.000", "people": 140},
        {"total": "1.000.000"},
    ]
    daily, once = Site(tmp_path / "daily", extractor), Site(tmp_path / "once", extractor)
    for day, page in enumerate(days):
        daily.put(day, **page)  # type: ignore[arg-type]
        daily.build()
    copytree(daily.data / "archive", once.data / "archive")
    once.build()
    assert daily.everything() == once.everything()
    rebuild(daily.data, extractor=extractor)
    assert daily.everything() == once.everything()
    assert len(once.rows("SELECT 1 FROM changes")) > 5


def test_a_capture_that_comes_late_takes_its_place(tmp_path: Path, extractor: Extractor) -> None:
    late, early = Site(tmp_path / "late", extractor), Site(tmp_path / "early", extractor)
    for day in (1, 2, 3):
        early.put(day, total=f"{day}.000.000")
    early.build()
    copytree(early.data / "archive", late.data / "archive")
    index = late.data / "archive" / "captures.jsonl"
    first, second, third = index.read_text().splitlines(keepends=True)
    index.write_text(first + third)
    late.build()
    index.write_text(first + third + second)
    late.build()
    assert late.everything() == early.everything()


def amount(identity: str, value: str, role: str, project: str | None = "Casa") -> dict[str, Any]:
    columns = dict.fromkeys(("value_max", "organisation", "approximate", "bound"))
    return {
        **columns,
        "id": identity,
        "value": value,
        "currency": "RON",
        "role": role,
        "project": project,
        "quote": value,
    }


@pytest.mark.parametrize(
    ("before", "after", "actions"),
    [
        ([amount("a", "5", "total")], [amount("a", "5", "total")], []),
        ([amount("a", "5", "total")], [amount("b", "5", "total")], []),  # told in other words
        ([amount("a", "5", "total")], [amount("b", "6", "total")], ["changed"]),
        ([amount("a", "5", "total")], [amount("a", "5", "grant")], ["changed"]),
        ([amount("a", "5", "total")], [amount("b", "6", "grant")], ["new", "vanished"]),
        ([amount("a", "5", "total")], [amount("b", "6", "total", "Alta")], ["new", "vanished"]),
        (
            [amount("a", "5", "other"), amount("b", "7", "other")],
            [amount("c", "6", "other")],
            ["new", "vanished", "vanished"],
        ),
        ([amount("a", "5", "total")], [amount("b", "5", "total", "CASA")], []),
        ([], [amount("b", "5", "total", None)], ["new"]),
    ],
)
def test_what_counts_as_a_change(before: list[Any], after: list[Any], actions: list[str]) -> None:
    found = compare({"amounts": before}, {"amounts": after})
    assert sorted(change.action for change in found.changes) == actions

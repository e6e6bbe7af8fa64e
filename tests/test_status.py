"""The status: what it says of sources in every state, as table, JSON, metrics and exit code."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from crawler.sources import Source
from jobs.exit_codes import ExitCode
from jobs.floors import Coverage
from jobs.lock import data_lock
from jobs.run_history import run_history
from jobs.source_status import source_status
from jobs.status import health, status
from jobs.status_metrics import write_metrics
from jobs.status_table import duration, size
from store.archive import Archive
from tests.crawl_server import page

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def listed(name: str, **changes) -> Source:
    fields = {"id": name, "name": name, "kind": "ngo", "pages": [f"http://{name}.invalid/"]}
    return Source.model_validate({**fields, **changes})


class Diary:
    """An archive in which runs of sources can be written down, so many hours before now."""

    def __init__(self, data: Path) -> None:
        self.data = data
        (data / "archive").mkdir(parents=True)
        self.archive = Archive(data / "archive")

    def run(self, source: str, hours: float, outcome: str | None = "ok", live: int = 5) -> None:
        began = NOW - timedelta(hours=hours)
        told = {"run": f"r{hours}", "source": source}
        self.archive.journal.append({**told, "time": began.isoformat(), "event": "run_started"})
        if outcome:
            ended = {"time": (began + timedelta(minutes=5)).isoformat(), "event": "run_finished"}
            message = "" if outcome == "ok" else f"what \x1b[31m{outcome} means"
            self.archive.journal.append({**told, **ended, "outcome": outcome, "message": message, "live": live})

    def capture(self, source: str, name: str, hours: float, code: int = 200) -> None:
        with self.archive.writer(source_id=source, run_id=f"r{hours}") as writer:
            writer.write(
                url=f"http://{source}.invalid/{name}",
                status=code,
                request_headers=(),
                response_headers=[("Content-Type", "text/html")],
                body=page(text=f"{name} {hours}"),
                fetched_at=NOW - timedelta(hours=hours),
            )


@pytest.fixture
def diary(tmp_path):
    return Diary(tmp_path)


@pytest.mark.parametrize(
    ("runs", "changes", "state", "since"),
    [
        ([(3, "ok")], {}, "ok", None),
        ([(30, "ok"), (3, "failed")], {}, "failing", 3),
        ([(50, "ok"), (30, "crashed"), (20, "stopped"), (3, "failed")], {}, "failing", 30),
        ([(50, "failed"), (3, None)], {}, "failing", 50),
        ([(50, "failed"), (3, "ok")], {}, "ok", None),
        ([(30, "ok"), (3, "stopped")], {}, "stopped", None),
        ([(50, "ok"), (3, "stopped")], {}, "overdue", None),
        ([(47, "ok")], {}, "ok", None),
        ([(49, "ok")], {}, "overdue", None),
        ([(29, "ok")], {"interval_hours": 6}, "ok", None),
        ([(31, "ok")], {"interval_hours": 6}, "overdue", None),
        ([(300, "ok")], {"interval_hours": 168}, "ok", None),
        ([(3, "below_floor")], {"floor_documents": 6}, "below_floor", None),
        ([(3, "below_floor")], {"floor_documents": 5}, "ok", None),  # somebody has lowered it since
        ([(3, "ok")], {"floor_share_with_facts": 0.6}, "below_floor", None),
        ([(3, "ok")], {"floor_share_with_facts": 0.5}, "ok", None),
        ([(300, "failed")], {"enabled": False}, "disabled", 300),
    ],
)
def test_the_state_of_a_source(diary, runs, changes, state, since):
    for hours, outcome in runs:
        diary.run("s", hours, outcome)
    found = source_status(
        "s",
        run_history(diary.archive.journal).runs,
        listed("s", **changes),
        covered=Coverage(documents=4, with_facts=2),
        newest_capture=None,
        last_new_document=None,
        at_work_since=None,
        now=NOW,
    )
    assert found.state == state
    assert bool(found.message) == (state not in {"ok", "disabled"})
    assert found.failing_since == (since and NOW - timedelta(hours=since))


def test_a_run_at_work_is_no_failure_and_one_before_it_is(diary):
    began = datetime.now(UTC)
    diary.run("s", (NOW - began).total_seconds() / 3600 + 1, None)  # an hour ago, killed
    with data_lock(diary.data):
        killed = status(diary.data, {"s": listed("s")})
        diary.run("t", (NOW - datetime.now(UTC)).total_seconds() / 3600, None)
        found = status(diary.data, {"s": listed("s"), "t": listed("t")})
    assert [(s.state, s.running) for s in killed.sources] == [("failing", False)]
    assert {s.id: (s.state, s.running, s.last_outcome) for s in found.sources} == {
        "s": ("failing", False, "unfinished"),
        "t": ("ok", True, None),
    }
    assert found.at_work is not None
    assert status(diary.data, {}).at_work is None


@pytest.fixture
def many(diary):
    """A source in each state, and one that never ran."""
    for name, hours, outcome in [
        ("ok", 3, "ok"),
        ("dgaspc-caras-severin", 200, "ok"),
        ("unter", 2, "ok"),
        ("fort", 2, "ok"),
        ("aus", 500, "ok"),
    ]:
        diary.run(name, hours, outcome)
    diary.run("kaputt", 30)
    diary.run("kaputt", 2, "failed")
    for name, hours, code in [("a", 100, 200), ("b", 50, 200), ("a", 2, 200), ("c", 1, 404)]:
        diary.capture("ok", name, hours, code)
    names = ("ok", "dgaspc-caras-severin", "unter", "kaputt", "nie")
    sources = {name: listed(name) for name in names} | {"aus": listed("aus", enabled=False)}
    sources["unter"] = listed("unter", floor_documents=6)
    return diary, sources


def test_the_worst_comes_first(many):
    diary, sources = many
    found = status(diary.data, sources, now=NOW)
    assert [s.state for s in found.sources] == ["failing", "overdue", "below_floor", "ok", "unlisted", "disabled"]
    assert found.never_ran == ("nie",)
    fine = next(s for s in found.sources if s.id == "ok")
    assert fine.newest_capture == NOW - timedelta(hours=2)
    assert fine.last_new_document == NOW - timedelta(hours=50)
    assert (found.damage, found.unread) == ((), None)
    assert "there is no database" in found.notes[0]
    assert found.archive_bytes > 1000


def test_health_is_an_exit_code(many):
    diary, sources = many
    assert health(status(diary.data, sources, now=NOW)) is ExitCode.PARTLY_FAILED
    for gone in ("kaputt", "dgaspc-caras-severin"):
        del sources[gone]
    assert health(status(diary.data, sources, now=NOW)) is ExitCode.BELOW_FLOOR
    del sources["unter"]
    assert health(status(diary.data, sources, now=NOW)) is ExitCode.OK
    (diary.data / "fondoscop.db.before-damage").write_bytes(b"")
    assert health(status(diary.data, sources, now=NOW)) is ExitCode.PARTLY_FAILED


@pytest.mark.parametrize("name", ["captures.jsonl", "journal.jsonl"])
def test_damage_is_told_and_the_rest_goes_on(many, name):
    diary, sources = many
    with (diary.data / "archive" / name).open("ab") as file:
        file.write(b'{"event":"run_started" rubbish\n')
    found = status(diary.data, sources, now=NOW)
    assert any(name in text for text in found.damage)
    assert len(found.sources) == 6


def test_a_database_that_is_none_is_damage(many):
    diary, sources = many
    (diary.data / "fondoscop.db").write_bytes(b"x" * 5000)
    assert "can't be read as a database" in status(diary.data, sources, now=NOW).damage[0]


def toml(folder: Path, sources: dict[str, Source]) -> Path:
    file = folder / "list.toml"
    keys = ("name", "kind", "enabled", "floor_documents")
    tables = [f"[{key}]\npages = ['{s.pages[0]}']\n" + lines(s, keys) for key, s in sources.items()]
    file.write_text("\n".join(tables), "utf-8")
    return file


def lines(source: Source, keys: tuple[str, ...]) -> str:
    return "".join(f"{key} = {json.dumps(getattr(source, key))}\n" for key in keys)


def test_table_json_and_metrics_say_the_same(run, many, tmp_path):
    diary, sources = many
    options = ["--data", diary.data, "--sources", toml(tmp_path, sources)]
    code, out, _ = run("status", *options)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out
    assert [line.split()[0] for line in out.splitlines()[:2]] == ["source", "kaputt"]
    assert "kaputt: failing since 2026-11-22 10:00 UTC: what [31mfailed means" in out

    code, out, _ = run("status", *options, "--json", "--check", "--prometheus", tmp_path / "f.prom")
    assert code == 3
    told = json.loads(out)
    assert (told["health"], told["exit_code"]) == ("partly_failed", 3)
    by_id = {source["id"]: source for source in told["sources"]}
    assert by_id["kaputt"]["failing_since"] == "2026-11-22T10:00:00+00:00"
    assert by_id["fort"]["next_due"] is None
    values = metrics(tmp_path / "f.prom")
    assert {source for name, source in values if source} == by_id.keys()
    for name, source in by_id.items():
        assert values["fondoscop_source_failing", name] == (source["state"] == "failing")
        assert values["fondoscop_source_documents", name] == source["documents"]
    assert values["fondoscop_archive_bytes", ""] == told["archive_bytes"]
    assert ("fondoscop_unread", "") not in values
    assert [p.name for p in tmp_path.glob("f.prom*")] == ["f.prom"]


def metrics(path: Path) -> dict[tuple[str, str], float]:
    families = text_string_to_metric_families(path.read_text("utf-8"))
    return {(s.name, s.labels.get("source", "")): s.value for family in families for s in family.samples}


def test_metrics_appear_as_a_whole_or_not_at_all(many, tmp_path):
    diary, sources = many
    found = status(diary.data, sources, now=NOW)
    write_metrics(found, tmp_path / "f.prom")
    before = (tmp_path / "f.prom").read_bytes()
    with pytest.raises(OSError, match="directory"):
        write_metrics(found, tmp_path / "none" / "f.prom")
    (tmp_path / "d.prom").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_metrics(found, tmp_path / "d.prom")
    assert sorted(p.name for p in tmp_path.glob("*.prom*")) == ["d.prom", "f.prom"]
    assert (tmp_path / "f.prom").read_bytes() == before


def test_wrong_use_is_told(run, tmp_path):
    code, _, err = run("status", "--data", tmp_path)
    assert (code, "there is no archive" in err) == (2, True)
    code, _, err = run("status", "--data", tmp_path, "--prometheus", tmp_path / "f.txt")
    assert (code, ".prom" in err) == (2, True)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-1, "0 s"), (59, "59 s"), (60, "1 min"), (7199, "1 h"), (86400, "24 h"), (172800, "2 d"), (1e8, "1157 d")],
)
def test_lengths_of_time(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (34_500_000, "34.5 MB")])
def test_sizes(count, text):
    assert size(count) == text

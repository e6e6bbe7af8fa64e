"""What was measured is on record, in plain words, and in every database."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from extract.evaluation import evaluate
from extract.gold import GoldDocument
from extract.recording import figures
from jobs.quality import SHIPPED, digest_of
from store.archive import Archive
from store.database import Database
from store.quality import SEEN, Figure, QualityError, read_sets, sets_text

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parent.parent
TEXT = "Proiectul „Casa” costă 300.000 lei, din care 100.000 lei grant și 5 lei altceva. Contract la 3 mai 2021."


def span(quote: str) -> dict[str, object]:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "text": quote}


def amount(value: str, role: str, quote: str, **more: object) -> dict[str, object]:
    return {"value": value, "currency": "RON", "role": role, "project": None, **more, "evidence": span(quote)}


def judged() -> dict[tuple[str, str | None, str], Figure]:
    """Two documents: the first with a right total, a grant with another role, a missed and a made-up one."""
    wanted = [
        {"value": "300000", "currency": "RON", "role": "total", "project": None, "quote": "300.000 lei"},
        {"value": "100000", "currency": "RON", "role": "grant", "project": None, "quote": "100.000 lei"},
        {"value": "5", "currency": "RON", "role": "any", "project": None, "quote": "5 lei"},
        {"value": "7", "currency": "RON", "role": "grant", "project": None},
    ]
    found = [
        amount("300000", "total", "300.000 lei"),
        amount("100000", "own_contribution", "100.000 lei"),
        amount("5", "other", "5 lei"),
        amount("9", "total", "lei"),
    ]
    empty: dict[str, list] = {"projects": [], "partners": [], "dates": [], "beneficiaries": []}
    gold = [
        GoldDocument(name="a", text=TEXT, published=None, facts={**empty, "amounts": wanted}),
        GoldDocument(name="b", text=TEXT, published=None, facts={**empty, "amounts": []}),
    ]
    facts = {name: {"document": {"text": TEXT}, **empty, "amounts": []} for name in "ab"}
    facts["a"]["amounts"] = found
    annotated = {"projects": 2, "partners": 2, "amounts": 2, "dates": 2, "beneficiaries": 2, "places": 0}
    made = figures(evaluate(gold, facts), annotated)
    return {(one.kind, one.role, one.counted): one for one in made}


def counts(one: Figure) -> tuple[int, int, int]:
    return one.right, one.wrong, one.missed


def test_facts_are_counted_whole_by_value_and_by_role() -> None:
    found = judged()
    assert counts(found["amounts", None, "whole"]) == (2, 2, 2)
    assert counts(found["amounts", None, "value"]) == (3, 1, 1)
    assert counts(found["amounts", "total", "whole"]) == (1, 1, 0)
    assert counts(found["amounts", "grant", "whole"]) == (0, 0, 2)
    assert counts(found["amounts", "own_contribution", "whole"]) == (0, 1, 0)
    assert counts(found["amounts", "other", "whole"]) == (1, 0, 0)  # its annotation accepts every role
    assert ("places", None, "whole") not in found  # no annotation speaks of them
    assert {one.documents for one in found.values()} == {2}
    low, high = found["amounts", None, "whole"].low, found["amounts", None, "whole"].high
    assert low is not None
    assert high is not None
    assert 0 <= low <= 0.5 <= high <= 1


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three of the annotated documents."""
    folder = tmp_path_factory.mktemp("gold")
    for name in ("ngo-results", "news-launch-menus", "pnrr-contract"):
        for ending in ("json", "txt"):
            shutil.copy(ROOT / "tests" / "documents" / f"{name}.{ending}", folder)
    return folder


def test_evaluate_records_what_it_shows_and_keeps_other_sets(gold: Path, tmp_path: Path, run: Run) -> None:
    file, figures_file = tmp_path / "quality.json", tmp_path / "figures.json"
    record = ("evaluate", gold, "--quality", file, "--record")
    code, _out, err = run(*record, "ale noastre", "--json", figures_file)
    assert code == 0, err
    (ours,) = read_sets(file)
    assert (ours.name, ours.unseen, ours.documents, ours.digest) == ("ale noastre", False, 3, digest_of(gold))
    shown = json.loads(figures_file.read_text())["scores"]
    whole = {one.kind: one for one in ours.figures if one.role is None and one.counted == "whole"}
    for kind, one in whole.items():
        assert counts(one) == (shown[kind]["tp"], shown[kind]["fp"], shown[kind]["fn"])
        if one.low is not None:
            assert [one.low, one.high] == pytest.approx(shown[kind]["f1_interval"], abs=1e-4)
    assert "places" not in whole

    before = file.read_bytes()
    assert run(*record, "ale noastre")[0] == 0
    assert file.read_bytes() == before
    # The same documents under another name are no more unseen than before.
    for name in ("ale noastre", "altele"):
        code, _, err = run(*record, name, "--unseen")
        assert code == 2
        assert "unseen" in err
    assert file.read_bytes() == before
    assert run(*record, "altele")[0] == 0
    assert [one.name for one in read_sets(file)] == ["ale noastre", "altele"]


def test_unseen_is_said_and_can_be_taken_back(gold: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "quality.json"
    assert run("evaluate", gold, "--quality", file, "--record", "noi", "--unseen")[0] == 0
    assert read_sets(file)[0].unseen
    assert run("evaluate", gold, "--quality", file, "--record", "noi")[0] == 0
    assert not read_sets(file)[0].unseen


def test_wrong_use_of_the_record_ends_with_2_before_anything_is_read(gold: Path, tmp_path: Path, run: Run) -> None:
    assert run("evaluate", gold, "--unseen")[0] == 2
    assert run("evaluate", gold, "--quality", tmp_path / "q.json")[0] == 2
    code, _, err = run("evaluate", gold, "--record", "x", "--quality", tmp_path / "nowhere" / "q.json")
    assert code == 2
    assert "--quality" in err
    broken = tmp_path / "broken.json"
    broken.write_text('{"sets": [{"name": "x"}]}')
    code, _, err = run("evaluate", gold, "--record", "x", "--quality", broken)
    assert code == 2
    assert str(broken) in err
    assert broken.read_text() == '{"sets": [{"name": "x"}]}'


def test_a_file_that_cannot_be_written_asks_for_another(gold: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access  # in a system's folder nobody but root may write, and root may in any
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    before = SHIPPED.read_bytes()
    code, _, err = run("evaluate", gold, "--record", "x")
    assert code == 2
    assert "--quality" in err
    assert SHIPPED.read_bytes() == before


def told(figure: dict[str, object] | None = None, **changes: object) -> str:
    """A file with one set, sound but for the changes."""
    figures = [] if figure is None else [{"kind": "dates", "documents": 2, "wrong": 0, "missed": 0, **figure}]
    about = {"name": "x", "unseen": True, "documents": 2, "digest": "d", "version": "v", "measured": "2026-01-01"}
    return json.dumps({"sets": [{**about, "figures": figures, **changes}]})


FAULTS = {
    "empty": "",
    "a list": "[]",
    "no sets": '{"sets": 3}',
    "a set of nothing": '{"sets": [{}]}',
    "unseen": told(unseen=1),
    "a day": told(measured="ieri"),
    "no documents": told(documents=0),
    "a key that nobody knows": told(seen="da"),
    "a count below nothing": told({"right": -1}),
    "half an interval": told({"right": 1, "low": 0.5}),
    "an interval beyond all": told({"right": 1, "low": 0.5, "high": 1.5}),
}


def test_a_sound_record_is_read(tmp_path: Path) -> None:
    (tmp_path / "quality.json").write_text(told({"right": 1, "low": 0.5, "high": 1}))
    assert len(read_sets(tmp_path / "quality.json")[0].figures) == 1


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_record_is_refused_by_name(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "quality.json"
    path.write_text(fault)
    with pytest.raises(QualityError, match=str(path)):
        read_sets(path)


def test_what_is_shipped_was_measured_on_the_documents_that_are_here() -> None:
    """When this fails, annotated documents changed: `make quality` measures them anew."""
    shipped = {one.name: one for one in read_sets(SHIPPED)}
    folders = {"tests/documents", *(f"tests/pages/{name}" for name in ("first", "second", "third"))}
    assert folders <= shipped.keys()
    for name in folders:
        assert shipped[name].digest == digest_of(ROOT / name)
        assert not shipped[name].unseen
    assert SHIPPED.read_text("utf-8") == sets_text(shipped.values())


# In the database


def data_with_nothing(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "archive").mkdir(parents=True)
    Archive(data / "archive").journal.append({"time": "2025-01-01T00:00:00+00:00", "run": "r", "event": "note"})
    return data


def table(data: Path) -> list[dict]:
    with Database.open(data / "fondoscop.db", read_only=True) as database:
        return list(database.rows("SELECT * FROM quality ORDER BY set_name, kind, role, counted"))


def test_every_database_carries_what_is_on_record(tmp_path: Path, run: Run) -> None:
    data = data_with_nothing(tmp_path)
    assert run("build", "--data", data)[0] == 0
    rows = table(data)
    assert len(rows) == sum(len(one.figures) for one in read_sets(SHIPPED))
    for row in rows:
        assert row["seen"] in SEEN.values()
        if row["f1"] and row["precision"] and row["recall"]:
            assert row["f1"] == pytest.approx(2 * row["precision"] * row["recall"] / (row["precision"] + row["recall"]))
    developed = [row for row in rows if row["set_name"] == "tests/documents"]
    assert all("upper bound" in row["seen"] for row in developed)
    before = {row["id"]: row for row in rows}
    assert run("rebuild", "--data", data)[0] == 0
    assert {row["id"]: row for row in table(data)} == before


def test_ones_own_record_adds_to_it_and_overrides_it(tmp_path: Path, run: Run) -> None:
    data = data_with_nothing(tmp_path)
    (base, *_) = read_sets(SHIPPED)
    one = Figure(kind="dates", documents=4, right=3, wrong=1, missed=2, low=0.2, high=0.9)
    more = {"documents": 4, "digest": "d", "version": "v", "measured": "2026-03-04", "figures": (one,)}
    ours = [type(base)(name="ale noastre", unseen=True, **more), type(base)(name=base.name, unseen=False, **more)]
    (data / "quality.json").write_text(sets_text(ours), "utf-8")
    assert run("build", "--data", data)[0] == 0
    rows = {(row["set_name"], row["kind"]): row for row in table(data)}
    row = rows["ale noastre", "dates"]
    assert (row["n"], row["found"], row["right"], row["precision"], row["recall"]) == (5, 4, 3, 0.75, 0.6)
    assert row["f1"] == pytest.approx(2 / 3)
    assert row["seen"].startswith("unseen: ")
    assert sum(name == base.name for name, _ in rows) == 1

    (data / "quality.json").unlink()  # what is taken away goes at the next build, without a rebuild
    assert run("build", "--data", data)[0] == 0
    assert "ale noastre" not in {row["set_name"] for row in table(data)}
    (data / "quality.json").write_text("{")
    code, _, err = run("build", "--data", data)
    assert code == 2
    assert str(data / "quality.json") in err


def test_the_table_refuses_what_is_no_measurement(tmp_path: Path, run: Run) -> None:
    data = data_with_nothing(tmp_path)
    assert run("build", "--data", data)[0] == 0
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        for wrong in ("seen = 'neștiut'", 'n = "right" - 1', "precision = 2", "kind = 'other'", "f1_high = -1"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(f"UPDATE quality SET {wrong} WHERE f1_low IS NOT NULL")

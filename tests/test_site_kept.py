"""What the site computes once for a state of the database file."""

import shutil
import threading
import time
from pathlib import Path

import pytest

from explore.site import front, kept, search, serving
from explore.site.kept import Kept
from store.database import Database
from tests.site_visits import Visitor


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Database.open(tmp_path / "fondoscop.db").close()
    return tmp_path / "fondoscop.db"


class Counted:
    """Makes the version that the file tells, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, database: Database) -> str:
        self.times += 1
        return database.versions().get("readers", "")


def tell(path: Path, version: str) -> None:
    with Database.open(path) as database:
        database.set_versions({"readers": version})


def test_it_is_made_once_for_a_state(path):
    made = Counted()
    value = Kept(made)
    for _ in range(5):
        with Database.open(path, read_only=True) as database:
            value.of(database)
    assert made.times == 1


def test_another_state_is_seen_when_it_is_due(path, monkeypatch):
    made = Counted()
    value = Kept(made)
    with Database.open(path, read_only=True) as database:
        assert value.of(database) == ""
        tell(path, "1")
        monkeypatch.setattr(time, "monotonic", lambda: float("-inf"))
        assert value.of(database) == ""  # it was made just now
        monkeypatch.setattr(time, "monotonic", lambda: float("inf"))
        assert value.of(database) == "1"
        assert made.times == 2


def test_another_file_is_seen_at_once(path, tmp_path, monkeypatch):
    other = tmp_path / "other.db"
    shutil.copy(path, other)
    tell(other, "2")
    value = Kept(Counted())
    with Database.open(path, read_only=True) as database:
        assert value.of(database) == ""
    monkeypatch.setattr(time, "monotonic", lambda: float("-inf"))  # nothing is due
    other.replace(path)
    with Database.open(path, read_only=True) as database:
        assert value.of(database) == "2"


def test_who_comes_while_it_is_made_anew_gets_the_last_one(path):
    begun, go_on = threading.Event(), threading.Event()
    made: list[str] = []

    def make(database: Database) -> str:
        made.append(database.versions().get("readers", ""))
        if len(made) > 1:
            begun.set()
            assert go_on.wait(20)
        return made[-1]

    value = Kept(make)
    with Database.open(path, read_only=True) as database:
        value.of(database)
        tell(path, "1")
        time.sleep(0.05)  # until it is due: a twentieth of the time

        def remake() -> None:
            with Database.open(path, read_only=True) as own:
                value.of(own)

        thread = threading.Thread(target=remake)
        thread.start()
        assert begun.wait(20)
        assert value.of(database) == ""
        go_on.set()
        thread.join(20)
        assert value.of(database) == "1"


def test_files_of_the_past_are_let_go(tmp_path):
    made = Counted()
    value = Kept(made)
    for number in range(kept._FILES + 3):
        path = tmp_path / f"{number}.db"
        with Database.open(path) as database:
            value.of(database)
    assert len(value._made) == kept._FILES


# Before the first page


class Refused:
    """Makes nothing: whoever asks it asks once too often."""

    def __call__(self, _database: Database) -> None:
        raise AssertionError("computed anew")


def test_what_takes_long_is_computed_when_the_site_begins(path, monkeypatch):
    application = serving.site(path)
    begun = []
    monkeypatch.setattr("uvicorn.Server.run", lambda _self, sockets: begun.append(sockets))
    monkeypatch.setattr(application, "warm", lambda: begun.append("warm"))
    serving.serve(application, "a socket")
    assert begun == ["warm", ["a socket"]]
    monkeypatch.undo()
    application.warm().result()
    for one in (search.FACETS, search.WORDS, front.OVERVIEW):
        monkeypatch.setattr(one, "_make", Refused())
    visitor = Visitor(path)
    for address in ("/", "/en", "/cautare", "/cautare?q=nicăieri"):
        assert visitor.ask(address).status_code == 200


def test_no_page_waits_for_what_it_does_not_need(path, monkeypatch):
    go_on = threading.Event()
    monkeypatch.setattr(search.FACETS, "_make", lambda _database: go_on.wait())
    application = serving.site(path)
    warming = application.warm()
    try:
        assert Visitor(path).ask("/despre").status_code == 200
        assert not warming.done()
    finally:
        go_on.set()
        warming.exception()

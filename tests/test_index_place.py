"""The place up to which a database has the archive's index: remembered, and never believed of another database."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from crawler.state import State
from jobs.index_place import IndexPlace
from store.archive import Archive
from store.database import Database


def fill(archive: Archive, first: int, last: int) -> None:
    with archive.writer(source_id="mic", run_id="r") as writer:
        for number in range(first, last):
            moment = datetime(2026, 1, 1, tzinfo=UTC)
            writer.write(url=f"http://mic.test/{number}", status=200, body=b"x", fetched_at=moment)


def enter(database: Database, archive: Archive, place: IndexPlace) -> int:
    """What a build does with the index; how many captures it read."""
    listed = list(archive.captures_from(place.known_to(database, archive)))
    database.add_captures((capture, "pending") for _, capture in listed)
    place.remember(archive.index_size())
    return len(listed)


def test_only_what_is_new_is_read_and_another_database_reads_all(tmp_path: Path) -> None:
    archive, place = Archive(tmp_path / "archive"), IndexPlace(tmp_path)
    fill(archive, 0, 5)
    with Database.open(tmp_path / "a.db") as database, Database.open(tmp_path / "b.db") as other:
        assert enter(database, archive, place) == 5
        assert enter(database, archive, place) == 5  # there is no memory yet
        State(tmp_path / "state.db").close()
        assert enter(database, archive, place) == 5
        assert enter(database, archive, place) == 0
        fill(archive, 5, 7)
        assert enter(database, archive, place) == 2
        assert enter(other, archive, place) == 7
        with closing(State(tmp_path / "state.db")) as state:
            state.read_index_anew()
        assert enter(database, archive, place) == 7
        lines = (archive.folder / "captures.jsonl").read_bytes().splitlines(keepends=True)
        (archive.folder / "captures.jsonl").write_bytes(b"".join(lines[:3]))
        assert place.known_to(database, archive) == 0  # another index: it is shorter than what is remembered
    (tmp_path / "state.db").write_bytes(b"no database" * 100)
    with Database.open(tmp_path / "a.db") as database:
        assert place.known_to(database, archive) == 0


def test_the_line_before_a_place_is_a_whole_line(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    fill(archive, 0, 3)
    ends = dict(archive.captures_from(0))
    for end in range(archive.index_size() + 2):
        assert archive.capture_before(end) == ends.get(end)

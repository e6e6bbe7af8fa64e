"""A changed byte anywhere in the archive is seen and told where it is; what a crash tore is mended."""

import json
import random
import shutil
import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.exit_codes import ExitCode
from store.archive import Archive
from store.fixity import Fault, Inspection
from store.records import Capture
from store.seals import Seals
from store.warc import Exchange, members
from tests.test_archive import MOMENT, crash, fill, put

SITE = "http://dgaspc.test"


def make(folder: Path, count: int = 8) -> list[Capture]:
    """An archive of two sources in several files, with a redirect and a page of one repeated word."""
    archive = Archive(folder)
    archive.journal.append({"event": "run_started", "source": "a", "name": "Știri"})
    captures = []
    for source in ("a", "b"):
        with archive.writer(source_id=source, run_id="r1", max_bytes=4000) as writer:
            for number in range(count):
                body = b"acelasi text " * 300 if number == 3 else random.Random(number).randbytes(400)
                captures.append(put(writer, number + (100 if source == "b" else 0), body))
            writer.write_plain(
                Exchange(
                    url=f"{SITE}/vechi",
                    method="GET",
                    status=301,
                    reason="Moved Permanently",
                    request_headers=(),
                    response_headers=[("Location", "/nou")],
                    body=b"",
                    fetched_at=MOMENT,
                )
            )
    return captures


def faults(folder: Path) -> list[Fault]:
    return list(Inspection(archive=Archive(folder)).faults())


def kinds(folder: Path) -> set[str]:
    return {fault.kind for fault in faults(folder)}


def places(path: Path) -> list[tuple[int, int]]:
    """Beginning and end of each member."""
    with path.open("rb") as file:
        return [(offset, offset + length) for offset, length, _ in members(file, 0)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "archive"
    make(folder)
    return folder


def test_a_sound_archive_is_sound(sound):
    looked = Inspection(archive=Archive(sound))
    assert list(looked.faults()) == []
    assert looked.files == len(list(sound.glob("*.warc.gz"))) > 3
    assert looked.captures == 16
    assert looked.records == looked.files + 2 * (16 + 2)
    assert looked.size == sum(path.stat().st_size for path in sound.glob("*.warc.gz"))


@pytest.fixture(scope="module")
def flipped(sound, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("flipped") / "archive"
    shutil.copytree(sound, folder)
    return folder


@settings(max_examples=120, deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255), which=st.integers(0, 1000))
def test_any_flipped_byte_is_seen_with_its_file_its_place_and_its_address(flipped, where, mask, which):
    folder = flipped
    paths = sorted(folder.glob("*.warc.gz"))
    path = paths[which % len(paths)]
    whole = path.read_bytes()
    content = bytearray(whole)
    at = int(where * len(content))
    start = next(begin for begin, end in places(path) if begin <= at < end)
    content[at] ^= mask
    path.write_bytes(content)
    found = [fault for fault in faults(folder) if fault.file == path.name]
    path.write_bytes(whole)
    assert start in {fault.offset for fault in found}
    if start > 0:  # the first record is about the file itself
        assert any(fault.url and fault.url.startswith(SITE) for fault in found)


def test_every_byte_of_a_header_is_seen_that_gzip_itself_does_not_mind(sound, tmp_path):
    """Time, flags of speed, system: bytes 4 to 9 of RFC 1952 change nothing in what is unpacked."""
    path = max(sound.glob("*.warc.gz"), key=lambda p: p.stat().st_size)
    whole = path.read_bytes()
    for start, _ in places(path)[:3]:
        for at in range(10):
            folder = tmp_path / f"{start}-{at}"
            shutil.copytree(sound, folder)
            content = bytearray(whole)
            content[start + at] ^= 0x10
            (folder / path.name).write_bytes(content)
            assert start in {fault.offset for fault in faults(folder) if fault.file == path.name}, (start, at)


@pytest.mark.parametrize("name", ["captures.jsonl", "journal.jsonl", "fixity.jsonl"])
def test_a_flipped_byte_of_index_journal_or_seals_is_seen(sound, tmp_path, name):
    whole = (sound / name).read_bytes()
    dice = random.Random(1)
    shutil.copytree(sound, tmp_path / "a")
    for _ in range(30):
        content = bytearray(whole)
        content[dice.randrange(len(content))] ^= dice.randint(1, 255)
        (tmp_path / "a" / name).write_bytes(content)
        assert faults(tmp_path / "a"), content


def test_what_is_gone_added_or_told_twice_is_seen(sound, tmp_path):
    folder = tmp_path / "archive"
    shutil.copytree(sound, folder)
    index = (folder / "captures.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "captures.jsonl").write_bytes(b"".join([*index[1:], index[5]]))
    first = json.loads(index[0])
    twice = json.loads(index[5])["id"]
    found = {(fault.kind, fault.capture) for fault in faults(folder)}
    assert found == {("not-indexed", first["id"]), ("index", twice)}
    (folder / "captures.jsonl").write_bytes(b"".join(index))
    (folder / first["file"]).unlink()
    assert {(fault.kind, fault.file) for fault in faults(folder)} == {
        ("missing", first["file"]),
        ("altered", first["file"]),
    }


def test_content_that_is_whole_and_not_what_was_captured_is_seen(sound, tmp_path):
    """Records that were packed again: gzip's checksums are right, the seal and the digests are not."""
    import gzip  # noqa: PLC0415

    folder = tmp_path / "archive"
    shutil.copytree(sound, folder)
    path = max(folder.glob("*.warc.gz"), key=lambda p: p.stat().st_size)
    with path.open("rb") as file:
        contents = [content for _, _, content in members(file, 0)]
    forged = [content.replace(b"acelasi", b"ACELASI") for content in contents]
    assert forged != contents
    path.write_bytes(b"".join(gzip.compress(content, mtime=0) for content in forged))
    told = [fault.message for fault in faults(folder) if fault.kind == "digest"]
    assert any("block digest" in message for message in told)
    assert any("payload digest" in message for message in told)
    assert any("SHA-256" in message for message in told)


def test_a_file_that_is_being_written_is_let_be_and_one_that_a_crash_left_is_told(tmp_path):
    archive = Archive(tmp_path)
    writer = archive.writer(source_id="a", run_id="b")
    put(writer, 1)
    writer.sync()
    looked = Inspection(archive=archive)
    assert list(looked.faults()) == []
    assert looked.at_work == ["a-b-00001.warc.gz"]
    crash(writer, tmp_path)
    assert kinds(tmp_path) == {"open"}


def test_memory_does_not_grow_with_the_archive(tmp_path):
    peaks = []
    for count in (400, 1600):
        folder = tmp_path / str(count)
        with Archive(folder).writer(source_id="a", run_id="b", max_bytes=20_000) as writer:
            for number in range(count):
                put(writer, number, b"x" * 500)
        tracemalloc.start()
        assert faults(folder) == []
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


# The commands


def data_of(sound: Path, tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copytree(sound, data / "archive")
    return data


def test_verify_says_what_is_wrong_where_and_what_to_do(run, sound, tmp_path):
    data = data_of(sound, tmp_path)
    code, out, err = run("archive", "verify", "--data", data)
    assert (code, out) == (ExitCode.OK, "")
    assert "records: " in err
    capture = next(Archive(data / "archive").captures())
    path = data / "archive" / capture.file
    content = bytearray(path.read_bytes())
    content[capture.offset + 50] ^= 1
    path.write_bytes(content)
    code, out, err = run("archive", "verify", "--data", data)
    assert code == ExitCode.PARTLY_FAILED
    assert out.startswith(f"{capture.file}:{capture.offset}: damaged: ")
    assert f"({capture.url})" in out
    assert "from a backup" in err
    code, out, _ = run("archive", "verify", "--json", "--data", data)
    told = json.loads(out)
    assert (code, told["sound"]) == (ExitCode.PARTLY_FAILED, False)
    assert told["faults"][0] == {
        "kind": "damaged",
        "file": capture.file,
        "offset": capture.offset,
        "message": told["faults"][0]["message"],
        "url": capture.url,
        "capture": capture.id,
    }
    assert run("archive", "verify", "--data", tmp_path / "nowhere")[0] == ExitCode.USAGE


def test_verify_writes_nothing(run, sound, tmp_path):
    data = data_of(sound, tmp_path)
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in data.rglob("*") if path.is_file()}
    run("archive", "verify", "--data", data)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in data.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("cut", [3, 700])
def test_repair_cuts_a_torn_file_to_its_last_whole_record_and_says_what_was_lost(run, tmp_path, cut):
    data = tmp_path / "data"
    captures = fill(data / "archive", 5)
    (path,) = (data / "archive").glob("*.warc.gz")
    last = captures[-1]
    torn = last.offset + last.length - 3 if cut == 3 else last.offset - 1
    with path.open("r+b") as file:
        file.truncate(torn)
    assert "torn" in kinds(data / "archive")
    code, out, _ = run("archive", "repair", "--data", data)
    assert code == ExitCode.PARTLY_FAILED
    assert f"{path.name}: " in out
    assert "of a torn record were cut off" in out
    assert f"lost: {last.id}" in out
    assert places(path)[-1][1] == path.stat().st_size
    archive = Archive(data / "archive")
    assert all(archive.body(capture) for capture in captures[:-1])
    assert kinds(data / "archive") == {"lost"}  # what is lost is told until the file comes back from a backup


def test_repair_after_a_crash_leaves_a_sound_archive(run, tmp_path):
    data = tmp_path / "data"
    writer = Archive(data / "archive").writer(source_id="a", run_id="b")
    captures = [put(writer, number) for number in range(4)]
    left = crash(writer, data / "archive")
    with left.open("r+b") as file:
        file.truncate(captures[3].offset + 40)
    code, out, _ = run("archive", "repair", "--data", data)
    assert code == ExitCode.OK, out
    assert out.count("indexed: ") == 3
    assert run("archive", "verify", "--data", data)[0] == ExitCode.OK
    assert [capture.id for capture in Archive(data / "archive").captures()] == [c.id for c in captures[:3]]


def test_repair_leaves_a_damaged_last_record_where_it_is(run, tmp_path):
    """A flipped byte is no torn end: the rest of the record may be all that is left of the page."""
    data = tmp_path / "data"
    fill(data / "archive", 3)
    (path,) = (data / "archive").glob("*.warc.gz")
    content = bytearray(path.read_bytes())
    content[-6] ^= 1
    path.write_bytes(content)
    assert run("archive", "repair", "--data", data)[0] == ExitCode.PARTLY_FAILED
    assert path.read_bytes() == bytes(content)


def test_repair_makes_a_wrong_index_anew(run, tmp_path):
    data = tmp_path / "data"
    captures = fill(data / "archive", 3)
    index = data / "archive" / "captures.jsonl"
    index.write_text(index.read_text("utf-8").replace('"status":200', '"status":201', 1), "utf-8")
    assert kinds(data / "archive") == {"index"}
    code, out, _ = run("archive", "repair", "--data", data)
    assert (code, "captures.jsonl was wrong" in out) == (ExitCode.OK, True)
    assert list(Archive(data / "archive").captures()) == captures


def test_a_torn_line_of_the_journal_is_never_sealed(tmp_path):
    archive = Archive(tmp_path)
    archive.journal.append({"event": "a"})
    with archive.journal.path.open("ab") as file:
        file.write(b'{"event": "to')
    Seals(tmp_path).add()
    archive.journal.append({"event": "b"})
    assert faults(tmp_path) == []


def test_moments_of_the_future_and_the_past_are_read(tmp_path):
    """Nothing here hangs on the clock."""
    with Archive(tmp_path).writer(source_id="a", run_id="b") as writer:
        for year in (1999, 2099):
            moment = datetime(year, 1, 1, tzinfo=UTC) + timedelta(microseconds=7)
            writer.write(url=f"{SITE}/{year}", status=200, body=b"x", fetched_at=moment)
    assert faults(tmp_path) == []

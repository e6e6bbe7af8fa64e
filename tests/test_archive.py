"""The archive keeps what it was given, says so when it can't, and mends itself after a crash."""

import gzip
import hashlib
import json
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from store.answers import answers, read_answer, refresh
from store.archive import Archive, ArchiveError, Recovery
from store.archive_writer import ArchiveWriter, identify
from store.fixity import Inspection
from store.journal import Journal, JournalError
from store.records import Capture
from store.warc import Exchange, members

MOMENT = datetime(2025, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
PAGE = "<p>Proiectul „Acasă” – 48 de copii</p>".encode()


def put(writer: ArchiveWriter, number: int, body: bytes = PAGE) -> Capture:
    return writer.write(
        url=f"http://dgaspc.test/proiecte/{number}?a=1",
        status=200,
        reason="OK",
        request_headers=[("User-Agent", "Fondoscop/0.1"), ("Proxy-Authorization", "Basic c2VjcmV0")],
        response_headers=[
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("Transfer-Encoding", "chunked"),
            ("content-length", "17"),
            ("ETag", '"x"'),
        ],
        body=body + str(number).encode(),
        fetched_at=MOMENT + timedelta(seconds=number),
    )


def fill(folder: Path, count: int = 5) -> list[Capture]:
    with Archive(folder).writer(source_id="dgaspc", run_id="r1") as writer:
        return [put(writer, number, PAGE * number) for number in range(count)]


def check(folder: Path) -> int:
    files = [str(path) for path in folder.glob("*.warc.gz*")]
    return Checker(SimpleNamespace(inputs=files, verbose=False)).process_all()


def test_what_was_written_is_read_back(tmp_path):
    written = fill(tmp_path / "archive")
    archive = Archive(tmp_path / "archive")
    assert list(archive.captures()) == written
    for number, capture in enumerate(written):
        body = PAGE * number + str(number).encode()
        assert archive.body(capture) == body
        assert capture.sha256 == hashlib.sha256(body).hexdigest()
        assert capture.media_type == "text/html; charset=utf-8"
        assert archive.headers(capture) == (
            ("Content-Type", "text/html; charset=utf-8"),
            ("X-Orig-Content-Encoding", "gzip"),
            ("ETag", '"x"'),
            ("Content-Length", str(len(body))),
        )
    assert check(archive.folder) == 0
    assert not list(archive.folder.glob("*.open"))


def test_warcio_check_passes_on_the_command_line(tmp_path):
    fill(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *map(str, tmp_path.glob("*.warc.gz"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_a_file_holds_request_and_response_and_no_secret(tmp_path):
    fill(tmp_path, 1)
    (path,) = tmp_path.glob("*.warc.gz")
    with path.open("rb") as file:
        records = [(r.rec_type, r.http_headers, r.rec_headers) for r in ArchiveIterator(file)]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "request"]
    _, sent, about = records[2]
    assert sent.protocol + " " + sent.statusline == "GET /proiecte/0?a=1 HTTP/1.1"
    assert sent.get_header("Host") == "dgaspc.test"
    assert sent.get_header("Proxy-Authorization") is None
    assert about.get_header("WARC-Concurrent-To") == records[1][2].get_header("WARC-Record-ID")
    assert records[1][2].get_header("WARC-Date") == "2025-03-04T05:06:07.000089Z"
    assert records[1][2].get_header("WARC-Payload-Digest").startswith("sha1:")


def test_the_id_hangs_on_content_alone(tmp_path):
    (capture,) = fill(tmp_path, 1)
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=2)))
    assert capture.id == identify(url=capture.url, fetched_at=elsewhere, sha256=capture.sha256)
    assert len(capture.id) == 16
    expected = f"{capture.url}\n2025-03-04T05:06:07.000089+00:00\n{capture.sha256}"
    assert capture.id == hashlib.sha256(expected.encode()).hexdigest()[:16]


def test_a_moment_without_time_zone_is_refused(tmp_path):
    with (
        Archive(tmp_path).writer(source_id="a", run_id="b") as writer,
        pytest.raises(ValueError, match="time zone"),
    ):
        writer.write(url="http://a.test/", status=200, body=b"", fetched_at=datetime(2025, 1, 1))  # noqa: DTZ001


def test_files_rotate_by_size(tmp_path):
    archive = Archive(tmp_path)
    with archive.writer(source_id="a", run_id="r:1/x", max_bytes=3000) as writer:
        captures = [put(writer, number) for number in range(12)]
    files = sorted({capture.file for capture in captures})
    assert len(files) > 2
    assert files[0] == "a-r_1_x-00001.warc.gz"
    assert all((tmp_path / name).stat().st_size < 5000 for name in files)
    assert [archive.body(capture) for capture in captures] == [PAGE + str(n).encode() for n in range(12)]


def test_a_writer_without_captures_makes_no_file(tmp_path):
    with Archive(tmp_path / "archive").writer(source_id="a", run_id="b"):
        pass
    assert not (tmp_path / "archive").exists()
    assert list(Archive(tmp_path / "archive").captures()) == []
    assert Archive(tmp_path / "archive").recover() == Recovery()


def test_a_capture_can_be_read_while_its_file_is_written(tmp_path):
    with Archive(tmp_path).writer(source_id="a", run_id="b") as writer:
        capture = put(writer, 1)
        assert Archive(tmp_path).body(capture) == PAGE + b"1"
        assert Archive(tmp_path).recover() == Recovery()  # it is not left over: somebody writes it
        put(writer, 2)
    assert len(list(Archive(tmp_path).captures())) == 2


def plain(url: str) -> Exchange:
    return Exchange(
        url=url,
        method="GET",
        status=404,
        reason="Not Found",
        request_headers=(),
        response_headers=(),
        body=b"nothing",
        fetched_at=MOMENT,
    )


def test_plain_records_are_not_captures(tmp_path):
    archive = Archive(tmp_path)
    writer = archive.writer(source_id="a", run_id="b")
    writer.write_plain(plain("http://a.test/robots.txt"))
    put(writer, 1)
    writer.sync()
    crashed = crash(writer, tmp_path)
    (tmp_path / "captures.jsonl").unlink()
    (tmp_path / "answers.jsonl").unlink()
    assert [capture.url for capture in archive.recover().added] == ["http://dgaspc.test/proiecte/1?a=1"]
    assert check(tmp_path) == 0
    assert not crashed.exists()
    assert refresh(tmp_path) == 1
    (answer,) = answers(tmp_path)
    assert (answer.url, read_answer(tmp_path, answer).body) == ("http://a.test/robots.txt", b"nothing")


def test_an_index_of_answers_follows_a_file_that_was_written_again(tmp_path):
    """As when an address is forgotten: what is gone from the files is gone from the index, too."""
    with Archive(tmp_path).writer(source_id="a", run_id="b") as writer:
        for name in ("robots.txt", "sters", "ramas"):
            writer.write_plain(plain(f"http://a.test/{name}"))
    assert refresh(tmp_path) == 0
    (path,) = tmp_path.glob("*.warc.gz")
    with path.open("rb") as file:
        whole = list(members(file, 0))
    data = path.read_bytes()
    path.write_bytes(b"".join(data[at : at + length] for at, length, content in whole if b"/sters" not in content))
    assert refresh(tmp_path) == 1
    assert [answer.url for answer in answers(tmp_path)] == ["http://a.test/robots.txt", "http://a.test/ramas"]
    assert all(read_answer(tmp_path, answer).url == answer.url for answer in answers(tmp_path))
    assert b"sters" not in (tmp_path / "answers.jsonl").read_bytes()


def test_no_header_keeps_an_answer_from_being_written(tmp_path):
    """Bytes that warcio can't write would end the file, and with it the crawl."""
    dice = random.Random(1)
    junk = ["".join(map(chr, dice.choices(range(256), k=30))) for _ in range(50)]
    with Archive(tmp_path).writer(source_id="a", run_id="b") as writer:
        for number, text in enumerate(junk):
            headers = [("Location", "http://\u0219.ro/"), ("Content-Disposition", f"a; filename={text}"), ("X", text)]
            address = f"http://a.test/{number}"
            writer.write_plain(replace(plain(address), response_headers=headers, request_headers=[("Etag", text)]))
    assert check(tmp_path) == 0
    found = [read_answer(tmp_path, answer) for answer in answers(tmp_path)]
    assert [stored.headers[0][1] for stored in found] == ["http://%C8%99.ro/"] * len(junk)
    assert [stored.body for stored in found] == [b"nothing"] * len(junk)


def test_what_can_not_be_read_back_is_kept_decoded(tmp_path):
    """A body that does not give what was read of it: the digest of a capture must hold."""
    packed = [("Content-Encoding", "gzip")]
    with Archive(tmp_path).writer(source_id="a", run_id="b") as writer:
        kept = writer.write(
            url="http://a.test/",
            status=200,
            response_headers=packed,
            body=PAGE,
            raw=b"\x1f\x8b junk",
            fetched_at=MOMENT,
        )
    assert Archive(tmp_path).body(kept) == PAGE
    assert Archive(tmp_path).headers(kept)[0] == ("X-Orig-Content-Encoding", "gzip")


def crash(writer: ArchiveWriter, folder: Path) -> Path:
    """Lets go of the file as a killed process does, and returns what is left."""
    writer._warc._whole = False
    writer._warc.close()
    (path,) = folder.glob("*.open")
    return path


@pytest.mark.parametrize("indexed", [0, 2, 4])
def test_whole_captures_that_a_crash_left_are_indexed_and_torn_ends_cut(tmp_path, indexed):
    origin = tmp_path / "origin"
    writer = Archive(origin).writer(source_id="dgaspc", run_id="r1")
    captures = [put(writer, number) for number in range(4)]
    writer.sync()
    crash(writer, origin)
    (left,) = origin.glob("*.open")
    size = left.stat().st_size
    ends = [capture.offset + capture.length for capture in captures]
    cuts = {
        0,
        5,
        ends[1] - 1,
        ends[1],
        ends[1] + 3,
        ends[2] - 20,
        ends[3] - 1,
        ends[3],
        ends[3] + 40,
        size - 1,
        size,
    }
    index = (origin / "captures.jsonl").read_bytes().splitlines(keepends=True)
    for cut in sorted(cuts):
        folder = tmp_path / f"cut-{cut}"
        shutil.copytree(origin, folder)
        with (folder / left.name).open("r+b") as file:
            file.truncate(cut)
        # The index is never ahead of the WARC file after a crash, but its last line may be torn.
        lines = [line for line, end in zip(index, ends, strict=True) if end <= cut][:indexed]
        (folder / "captures.jsonl").write_bytes(b"".join(lines) + b'{"id": "tor')
        archive = Archive(folder)
        added = archive.recover().added
        whole = [capture for capture, end in zip(captures, ends, strict=True) if end <= cut]
        assert list(archive.captures()) == whole
        assert list(added) == whole[len(lines) :]
        assert all(archive.body(capture).startswith(PAGE) for capture in whole)
        assert check(folder) == 0
        assert not list(folder.glob("*.open"))
        assert archive.recover() == Recovery()
        again = archive.recover(thorough=True)
        assert (again.added, again.lost) == ((), ())


def test_an_open_file_out_of_a_backup_takes_nothing_from_the_closed_one(tmp_path):
    written = fill(tmp_path)
    (closed,) = tmp_path.glob("*.warc.gz")
    whole = closed.read_bytes()
    closed.with_name(f"{closed.name}.open").write_bytes(whole[: len(whole) // 2])
    assert Archive(tmp_path).recover() == Recovery()
    assert closed.read_bytes() == whole
    assert list(Archive(tmp_path).captures()) == written
    assert [path.read_bytes() for path in tmp_path.glob("*.spare")] == [whole[: len(whole) // 2]]


def test_a_lost_index_is_made_again(tmp_path):
    written = fill(tmp_path)
    (tmp_path / "captures.jsonl").unlink()
    assert list(Archive(tmp_path).recover(thorough=True).added) == written
    assert list(Archive(tmp_path).captures()) == written


def test_a_flipped_bit_costs_one_capture_and_is_never_silent(tmp_path):
    written = fill(tmp_path)
    archive = Archive(tmp_path)
    path = tmp_path / written[0].file
    data = bytearray(path.read_bytes())
    data[written[2].offset + written[2].length // 2] ^= 4
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=rf"{written[2].id} of http.* damaged"):
        archive.body(written[2])
    (tmp_path / "captures.jsonl").unlink()
    assert list(archive.recover(thorough=True).added) == [c for c in written if c is not written[2]]
    assert path.stat().st_size == len(data)


def test_a_gzip_file_that_was_captured_is_no_record_when_its_own_is_damaged(tmp_path):
    odd = random.Random(0)
    inner = odd.randbytes(40_000) + gzip.compress(b"not a record\r\n" * 9) + odd.randbytes(40_000)
    archive = Archive(tmp_path)
    with archive.writer(source_id="dgaspc", run_id="r1") as writer:
        written = [put(writer, 0), put(writer, 1, inner), put(writer, 2)]
    path = tmp_path / written[0].file
    data = bytearray(path.read_bytes())
    assert data.count(gzip.compress(b"")[:3], written[1].offset, written[2].offset) > 2  # it shows through
    data[written[1].offset + 100] ^= 4
    path.write_bytes(data)
    (tmp_path / "captures.jsonl").unlink()
    assert list(archive.recover(thorough=True).added) == [written[0], written[2]]
    damaged = [fault for fault in Inspection(archive=archive).faults() if fault.kind == "damaged"]
    assert [fault.offset for fault in damaged] == [written[1].offset]


def test_indexed_captures_that_a_power_cut_took_are_told(tmp_path):
    written = fill(tmp_path)
    archive = Archive(tmp_path)
    path = tmp_path / written[0].file
    data = bytearray(path.read_bytes()[: written[4].offset + 9])  # the end is gone
    zeroed = slice(written[2].offset, written[2].offset + written[2].length)
    data[zeroed] = bytes(written[2].length)  # a block that never came to the disk
    path.write_bytes(data)
    path.rename(f"{path}.open")
    assert [archive.holds(capture) for capture in written] == [True, True, False, True, False]
    recovery = archive.recover()
    assert recovery == Recovery(lost=(written[2], written[4]), mended=(written[0].file,))
    assert list(archive.captures()) == written
    assert archive.body(written[3])
    assert archive.recover() == Recovery()
    path.unlink()
    assert not archive.holds(written[0])


def test_an_index_is_made_anew_only_when_it_has_to_be(tmp_path):
    assert not Archive(tmp_path).restore_index()
    written = fill(tmp_path)
    archive = Archive(tmp_path)
    assert not archive.restore_index()
    index = tmp_path / "captures.jsonl"
    index.unlink()
    assert archive.restore_index()
    assert list(archive.captures()) == written
    index.write_bytes(b"[1]\n" + index.read_bytes())
    assert archive.restore_index()
    assert list(archive.captures()) == written
    assert (tmp_path / "captures.jsonl.damaged").read_bytes().startswith(b"[1]\n")


def test_a_body_with_another_digest_is_refused(tmp_path):
    fill(tmp_path, 1)
    line = json.loads((tmp_path / "captures.jsonl").read_text())
    (tmp_path / "captures.jsonl").write_text(json.dumps({**line, "sha256": "0" * 64}) + "\n")
    (changed,) = Archive(tmp_path).captures()
    with pytest.raises(ArchiveError, match="SHA-256"):
        Archive(tmp_path).body(changed)


def test_a_missing_file_is_named(tmp_path):
    (capture,) = fill(tmp_path, 1)
    (tmp_path / capture.file).unlink()
    with pytest.raises(ArchiveError, match=rf"{capture.file}.*missing"):
        Archive(tmp_path).body(capture)


def test_a_torn_index_line_is_skipped_and_then_removed(tmp_path):
    written = fill(tmp_path, 2)
    with (tmp_path / "captures.jsonl").open("ab") as file:
        file.write(b'{"id": "half')
    assert list(Archive(tmp_path).captures()) == written
    with Archive(tmp_path).writer(source_id="dgaspc", run_id="r2") as writer:
        third = put(writer, 7)
    assert list(Archive(tmp_path).captures()) == [*written, third]


def test_a_damaged_index_line_is_not_passed_over(tmp_path):
    fill(tmp_path, 2)
    index = tmp_path / "captures.jsonl"
    index.write_bytes(b'{"id": "x"}\n' + index.read_bytes())
    with pytest.raises(ArchiveError, match="index of captures"):
        list(Archive(tmp_path).captures())


def test_the_journal_keeps_events_in_order(tmp_path):
    journal = Archive(tmp_path / "archive").journal
    assert list(journal.events()) == []
    journal.append({"event": "run_started", "source": "dgaspc", "name": "Proteção ș"})
    journal.append({"event": "run_finished"})
    assert list(journal.events()) == [
        {"event": "run_started", "source": "dgaspc", "name": "Proteção ș"},
        {"event": "run_finished"},
    ]
    with journal.path.open("ab") as file:
        file.write(b"x" * 200_000)
    assert len(list(journal.events())) == 2
    journal.append({"event": "third"})
    assert [event["event"] for event in journal.events()] == ["run_started", "run_finished", "third"]


def test_a_journal_line_that_is_not_an_object_is_an_error(tmp_path):
    (tmp_path / "j").write_bytes(b'{"a": 1}\n[1]\n')
    with pytest.raises(JournalError, match="byte 9"):
        list(Journal(tmp_path / "j").events())


def test_many_writers_share_the_index(tmp_path):
    def write(source: int) -> None:
        with Archive(tmp_path).writer(source_id=f"s{source}", run_id="r") as writer:
            for number in range(20):
                put(writer, number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    archive = Archive(tmp_path)
    assert len({archive.body(capture) + capture.source_id.encode() for capture in archive.captures()}) == 80

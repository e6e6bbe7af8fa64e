"""The command line: every command explains itself, ends with the right exit code, and loses nothing."""

import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer.main

import pipeline
from crawler.sources import load_sources, shipped
from jobs.lock import data_lock

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "extract" / "facts.schema.json"


def commands_of(group: Any, before: str = "") -> dict[str, Any]:
    """All commands by their words, those of groups too: “sources check”."""
    found: dict[str, Any] = {}
    for name in group.commands:
        command = group.get_command(None, name)
        inner = hasattr(command, "commands")
        found |= commands_of(command, f"{before}{name} ") if inner else {f"{before}{name}": command}
    return found


COMMANDS = sorted(commands_of(typer.main.get_command(pipeline.app)))
PAGE = "Proiectul „Casa de pe deal” are o valoare totală de 300.000 lei și ajută 20 de copii."

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FONDOSCOP_DATA", "FONDOSCOP_CONTACT"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    code, out, _ = run(*command.split(), "--help")
    assert code == 0
    assert "Example: fondoscop" in out
    assert len(out.split("Options")[0].split()) > 10


def test_examples_name_sources_that_there_are(run: Run) -> None:
    known = load_sources(shipped())
    for command in COMMANDS:
        named = re.findall(r"--source (\S+)", run(*command.split(), "--help")[1].split("Example:")[1])
        assert set(named) <= set(known)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"fondoscop {command}" in (ROOT / "README.md").read_text("utf-8")


def test_every_command_that_touches_data_takes_a_directory() -> None:
    for name, command in commands_of(typer.main.get_command(pipeline.app)).items():
        options = {option for parameter in command.params for option in parameter.opts}
        assert ("--data" in options) is (name not in ("extract", "show", "annotate", "evaluate")), name


def test_version(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert out.startswith("fondoscop 0.")


def test_no_command_shows_help(run: Run) -> None:
    code, out, _ = run()
    assert "Usage" in out
    assert code in (0, 2)


def write_mixed_folder(folder: Path) -> None:
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE, "utf-8")
    (folder / "b.html").write_text(f"<html><body><article><p>{PAGE}</p></article></body></html>", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 rubbish")
    (folder / "empty.html").write_bytes(b"")
    (folder / "notes.json").write_text("{}")


def test_extract_reads_what_can_be_read_and_names_the_rest(run: Run, tmp_path: Path) -> None:
    write_mixed_folder(tmp_path / "in")
    output = tmp_path / "facts.jsonl"
    code, out, err = run("extract", tmp_path / "in", "-o", output)
    assert code == 3
    assert out == ""
    assert "broken.pdf" in err
    assert "empty.html" in err
    assert "notes.json" not in err
    lines = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [Path(line["document"]["path"]).name for line in lines] == ["a.txt", "b.html"]
    assert not list(tmp_path.glob("*.part"))
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for line in lines:
        jsonschema.validate(line, schema)
        assert [(a["value"], a["role"]) for a in line["amounts"]] == [("300000", "total")]
        assert line["projects"][0]["title"] == "Casa de pe deal"
        for fact in (*line["amounts"], *line["beneficiaries"], *line["dates"], *line["partners"], *line["places"]):
            span = fact["evidence"]
            assert line["document"]["text"][span["start"] : span["end"]] == span["text"]


def test_a_text_file_is_taken_whole(run: Run, tmp_path: Path) -> None:
    text = "\n  Meniu\n\nProiectul „Şansă”: 300 lei\t \n\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    code, out, _ = run("extract", tmp_path / "a.txt", "-o", "-")
    assert code == 0
    assert json.loads(out)["document"]["text"] == text


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["extract", "missing-folder"], 2, "missing-folder does not exist"),
        (["extract", "empty"], 2, "no file to read"),
        (["extract", "strange.xyz"], 3, "strange.xyz"),
        (["extract", "a.txt", "-o", "a.txt"], 2, "one of the files to read"),
        (["extract", "a.txt", "-o", "empty"], 2, "is a folder"),
        (["extract", "a.txt", "-o", "nowhere/facts.jsonl"], 2, "no folder nowhere"),
        (["extract"], 2, "Missing argument"),
        (["extract", "a.txt", "--model", "missing-model"], 2, "language model"),
        (["run"], 2, "--all"),
        (["run", "--source", "no-such"], 2, "no-such"),
        (["run", "--sources", "missing.toml"], 2, "missing.toml"),
        (["run", "--sources", "misspelt.toml"], 2, "strat"),
        (["build", "--data", "empty"], 2, "archive"),
        (["build", "--data", "nowhere"], 2, "archive"),
        (["run", "--sources", "nothing.toml"], 2, "no enabled source"),
        (["rebuild", "--data", "empty"], 2, "archive"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_wrong_use_says_what_is_wrong(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "strange.xyz").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "nothing.toml").write_text("")
    (tmp_path / "misspelt.toml").write_text('[casa]\nname = "Casa"\nkind = "ngo"\nstrat = ["http://127.0.0.1/"]\n')
    got, out, err = run(*arguments)
    assert got == code
    assert message in " ".join((out + err).replace("│", " ").split())
    assert "Traceback" not in err
    assert not (tmp_path / "nowhere").exists()
    assert (tmp_path / "a.txt").read_text("utf-8") == PAGE


def test_the_live_web_is_not_crawled_without_a_contact(run: Run, tmp_path: Path) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text('[casa]\nname = "Casa"\nkind = "ngo"\nstart = ["http://casa.invalid/"]\n')
    code, _, err = run("crawl", "--sources", sources, "--data", tmp_path / "data")
    assert code == 2
    assert "contact" in err


@pytest.mark.parametrize("command", ["demo", "build", "rebuild", "run", "crawl"])
def test_a_second_run_at_the_same_time_is_refused(run: Run, tmp_path: Path, command: str) -> None:
    sources = ROOT / "examples" / "sources.toml"
    (tmp_path / "archive").mkdir()
    arguments = [command, "--data", tmp_path]
    if command in ("run", "crawl"):
        arguments += ["--sources", sources, "--contact", "redactie@exemplu.invalid"]
    with data_lock(tmp_path):
        code, _, err = run(*arguments)
    assert code == 5
    assert "another Fondoscop" in err


def rows(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that holds data."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if "_fts" not in name
        ]
        return {t: sorted(connection.execute(f"SELECT * FROM {t}"), key=repr) for t in tables}


def without_runs(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a run that finds nothing new leaves as it was: it is itself one more run."""
    return {table: found for table, found in rows(database).items() if table != "runs"}


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own, as a scheduler starts it."""
    program = Path(sys.executable).parent / "fondoscop"
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False)


def test_demo_twice_adds_no_row_and_a_rebuild_gives_the_same(tmp_path: Path) -> None:
    first = command("demo", "--data", tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Ce s-a găsit" in first.stdout
    assert str(tmp_path / "fondoscop.db") in first.stdout
    before = without_runs(tmp_path / "fondoscop.db")
    facts = ("documents", "captures", "projects", "organisations", "partners", "amounts", "dates", "beneficiaries")
    assert all(before[table] for table in (*facts, "issues"))
    captures = (tmp_path / "archive" / "captures.jsonl").read_bytes()

    second = command("demo", "--data", tmp_path)
    assert second.returncode == 0, second.stderr
    assert "documents: 0 new, 0 changed, 33 unchanged" in second.stderr
    assert without_runs(tmp_path / "fondoscop.db") == before
    assert (tmp_path / "archive" / "captures.jsonl").read_bytes() == captures

    before = rows(tmp_path / "fondoscop.db")
    (tmp_path / "fondoscop.db").unlink()
    rebuilt = command("rebuild", "--data", tmp_path)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert rows(tmp_path / "fondoscop.db") == before


def test_evidence_in_the_database_is_the_text_at_its_offsets(tmp_path: Path) -> None:
    assert command("demo", "--data", tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "fondoscop.db")) as connection:
        for table in ("projects", "project_mentions", "partners", "amounts", "dates", "beneficiaries"):
            total, wrong = connection.execute(
                f"SELECT count(*), sum(substr(d.text, f.start + 1, f.end - f.start) != f.quote) "
                f"FROM {table} f JOIN documents d ON d.id = f.document_id"
            ).fetchone()
            assert total > 0
            assert wrong == 0


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    folder = ROOT / "tests" / "documents"
    program = Path(sys.executable).parent / "fondoscop"
    piped = subprocess.run(
        ["bash", "-c", f'"{program}" extract "{folder}" -o - | head -n 1; exit "${{PIPESTATUS[0]}}"'],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (piped.returncode, len(piped.stdout.splitlines())) == (0, 1), piped.stderr


def test_devices_are_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True)
    assert command("extract", tmp_path / "a.txt", "-o", pipe).returncode == 0
    out, _ = reader.communicate(timeout=30)
    assert json.loads(out)["amounts"]
    assert pipe.is_fifo()


def test_a_database_that_can_not_be_used_is_told_before_anything_is_fetched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "fondoscop.db").mkdir()
    code, _, err = run("demo", "--data", tmp_path)
    assert code == 1
    assert "is a folder" in err
    assert not (tmp_path / "archive").exists()


def test_what_names_hold_never_reaches_the_terminal_raw(run: Run, tmp_path: Path) -> None:
    hostile = tmp_path / "a\x1b]0;pwned\x07.pdf"
    hostile.write_bytes(b"%PDF-1.4 rubbish")
    (tmp_path / "b.txt").write_text(PAGE, "utf-8")
    code, _, err = run("extract", tmp_path, "-o", tmp_path / "f.jsonl")
    assert code == 3
    assert "pwned.pdf" in err
    assert "\x1b" not in err
    assert "\x07" not in err


def test_a_name_that_is_no_text_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(PAGE, "utf-8")
    (tmp_path / os.fsdecode(b"ra\xfeport.txt")).write_text(PAGE, "utf-8")
    code, _, err = run("extract", tmp_path, "-o", tmp_path / "f.jsonl")
    assert code == 0, err
    assert len((tmp_path / "f.jsonl").read_text("utf-8").splitlines()) == 2


def test_the_environment_names_the_data_directory(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONDOSCOP_DATA", str(tmp_path / "elsewhere"))
    code, _, err = run("build")
    assert code == 2
    assert str(tmp_path / "elsewhere") in err


def test_a_damaged_capture_is_told_and_fetched_again(tmp_path: Path) -> None:
    assert command("demo", "--data", tmp_path).returncode == 0
    archive = tmp_path / "archive"
    capture = json.loads((archive / "captures.jsonl").read_text("utf-8").splitlines()[-1])
    content = bytearray((archive / capture["file"]).read_bytes())
    content[capture["offset"] + capture["length"] // 2] ^= 0xFF
    (archive / capture["file"]).write_bytes(content)

    rebuilt = command("rebuild", "--data", tmp_path)
    assert rebuilt.returncode == 3
    assert "is damaged or lost" in rebuilt.stderr
    assert (tmp_path / "fondoscop.db.before-damage").exists()

    again = command("demo", "--data", tmp_path)
    assert again.returncode == 0, again.stderr
    found = rows(tmp_path / "fondoscop.db")
    assert len(found["documents"]) == 33
    assert "damaged-capture" not in repr(found["issues"])


def test_long_work_shows_a_bar_on_a_terminal_and_none_elsewhere(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "fondoscop"
    arguments = [str(program), "extract", str(ROOT / "tests" / "documents"), "-o", str(tmp_path / "facts.jsonl")]
    ours, theirs = pty.openpty()
    with subprocess.Popen(arguments, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # what a terminal says when its program has gone
            while piece := os.read(ours, 65536):
                shown += piece
        os.close(ours)
    assert process.returncode == 0
    assert b"Reading files" in shown
    assert "Reading files" not in command(*arguments[1:]).stderr

"""Timetables: what systemd and cron make of them is what was meant, whatever paths are called."""

import os
import re
import shlex
import shutil
import subprocess
from datetime import time
from pathlib import Path

import pytest

from jobs.schedule import Job, ScheduleError, cron_line, systemd_units, systemd_word

WORDS = [
    "plain",
    "two words",
    "100%",
    "%h",
    "$HOME",
    "it's",
    'a "quote"',
    "back\\slash",
    "ă ț ș",
    "semi;colon",
    "#x",
    "-",
]
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def job(folder: Path, *arguments: str) -> Job:
    """A job whose program is there, in a folder with every sign that means something to somebody."""
    place = folder / "my %h $bin;"
    place.mkdir(exist_ok=True)
    program = place / "fondoscop"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return Job(command=[str(program), *arguments], data=folder / 'da "ta" %n', user="root", at=time(3, 30))


def words_of(line: str) -> list[str]:
    """What systemd makes of a command line (systemd.service(5)), read in another way than it was written."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line)
    words = [re.sub(r"\\(.)", r"\1", quoted) if quoted else plain for quoted, plain in found]
    words = [word.replace("%%", "%") for word in words]
    return [words[0], *(word.replace("$$", "$") for word in words[1:])]


def test_systemd_words_come_back(tmp_path):
    meant = job(tmp_path, *WORDS)
    service = systemd_units(meant)["fondoscop.service"]
    (line,) = re.findall("^ExecStart=(.*)$", service, re.MULTILINE)
    assert words_of(line) == meant.command
    (writable,) = re.findall("^ReadWritePaths=(.*)$", service, re.MULTILINE)
    assert words_of(writable)[0] == str(meant.data)


@needs_systemd
def test_systemd_accepts_the_units(tmp_path):
    units = systemd_units(job(tmp_path, *WORDS))
    for name, text in units.items():
        (tmp_path / name).write_text(text, "utf-8")
    files = [str(tmp_path / name) for name in units]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    wrong = (tmp_path / "fondoscop.service").read_text("utf-8").replace("%%", "%")
    (tmp_path / "fondoscop.service").write_text(wrong, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode or done.stderr, "verify sees nothing, so it proves nothing"


def test_the_units_say_what_matters(tmp_path):
    units = systemd_units(Job(command=["/opt/f/fondoscop"], data=Path("/srv/f"), user="eu", at=time(23, 5)))
    service, timer = units["fondoscop.service"], units["fondoscop.timer"]
    for line in ("User=eu", "ProtectSystem=strict", "NoNewPrivileges=yes", "KillMode=mixed", "PrivateTmp=yes"):
        assert f"\n{line}\n" in service
    assert "\nReadWritePaths=/srv/f\n" in service
    assert "\nSuccessExitStatus=3 4\n" in service
    assert "\nOnCalendar=*-*-* 23:05:00\nRandomizedDelaySec=60min\nPersistent=yes\n" in timer
    hidden = systemd_units(job(tmp_path))["fondoscop.service"]
    assert ("PrivateTmp" in hidden) is not tmp_path.is_relative_to("/tmp")


def test_cron_runs_what_was_meant(tmp_path):
    """The line as cron hands it on: what follows a bare % is no command any more, and \\% is %."""
    meant = job(tmp_path, *WORDS)
    Path(meant.command[0]).write_text('#!/bin/sh\nfor word; do printf "%s\\n" "$word" >&2; done\n')
    line = cron_line(meant, host="h")
    minute, hour, *every, command = line.split(" ", 5)
    assert every == ["*", "*", "*"]
    assert (int(hour), int(minute)) >= (3, 30)
    assert (int(hour), int(minute)) < (4, 30)
    assert not re.search(r"(?<!\\)%", command)
    command = command.replace(r"\%", "%").replace("logger -t fondoscop", "cat")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=True, cwd="/")
    assert done.stdout.splitlines() == WORDS


def test_installations_do_not_all_come_at_once(tmp_path):
    lines = {cron_line(job(tmp_path), host=f"h{number}").split(" ")[0] for number in range(100)}
    assert len(lines) > 30
    assert cron_line(job(tmp_path), host="h") == cron_line(job(tmp_path), host="h")
    late = Job(command=["/f"], data=Path("/d"), user="eu", at=time(23, 59))
    assert {int(cron_line(late, host=f"h{n}").split(" ")[1]) for n in range(50)} <= {23, 0}


def test_signs_that_no_timetable_holds_are_refused():
    with pytest.raises(ScheduleError, match="can't stand in a timetable"):
        systemd_word("a\nExecStart=/bin/rm")
    with pytest.raises(ScheduleError, match="quotes"):
        systemd_units(Job(command=["/it's/fondoscop"], data=Path("/d"), user="eu", at=time(1)))


def test_the_command_names_this_installation(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("FONDOSCOP_DATA", "FONDOSCOP_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    code, out, _ = run("schedule", "--contact", "eu@exemplu.invalid", "--user", "eu", "--at", "05:10")
    assert code == 0
    (line,) = re.findall("^ExecStart=(.*)$", out, re.MULTILINE)
    program, *arguments = shlex.split(line)
    assert os.access(program, os.X_OK)
    assert arguments == ["run", "--all", "--contact", "eu@exemplu.invalid", "--data", str(tmp_path / "data")]
    assert "# /etc/systemd/system/fondoscop.timer" in out

    assert run("schedule", "--contact", "eu@exemplu.invalid", "-o", "units")[0] == 0
    assert {p.name for p in (tmp_path / "units").iterdir()} == {"fondoscop.service", "fondoscop.timer"}
    code, out, _ = run("schedule", "--cron", "--contact", "eu@exemplu.invalid", "--source", "das-galati")
    assert (code, out.count("\n"), "--source das-galati" in out) == (0, 1, True)
    code, _, err = run("schedule")
    assert (code, "contact" in err) == (2, True)
    assert run("schedule", "--source", "no-such-source")[0] == 2
    assert run("schedule", "--at", "25:99", "--contact", "eu@exemplu.invalid")[0] == 2

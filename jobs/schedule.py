"""A timetable for this installation: units for systemd, or a line for cron.

Quoting follows systemd.syntax(7), systemd.service(5) and systemd.unit(5) (specifiers), and crontab(5).
"""

import hashlib
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path

from jobs.exit_codes import ExitCode

SERVICE, TIMER = "fondoscop.service", "fondoscop.timer"
SPREAD = timedelta(hours=1)  # so that many installations do not come to the same sites at the same minute
_MINUTE = timedelta(minutes=1)
_PLAIN = re.compile(r"[\w./:=@,+-]+")
_TEMPORARY = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108 - what PrivateTmp hides
_NO_PROGRAM = re.compile(r"[\"'\\]")
_MISHAPS = re.compile(r"[\x00-\x1f\x7f]")

# What a service of ours can do without. MemoryDenyWriteExecute is not among them: cffi and ctypes, which Scrapy's
# TLS and numpy use, may need memory that is written and then run.
_HARDENING = """\
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writable}
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
CapabilityBoundingSet=
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
"""
_SERVICE = """\
[Unit]
Description=Fondoscop: fetch what funded social-services projects publish, and read it
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={user}
ExecStart={command}
# 3: some sources failed; 4: a floor was missed. The run itself is done, and among many old sites there is always one
# that fails: "fondoscop status --check" watches over that. 1, 2 and 5 did nothing that was asked for, and fail.
SuccessExitStatus={success}
# The signal goes to the main process alone, which ends its crawl cleanly; the others would break off.
KillMode=mixed
TimeoutStopSec=5min
Nice=10
IOSchedulingPriority=7
{hardening}"""
_TIMER = """\
[Unit]
Description=Fondoscop's daily run

[Timer]
OnCalendar=*-*-* {at:%H:%M}:00
RandomizedDelaySec={spread}min
Persistent=yes

[Install]
WantedBy=timers.target
"""


class ScheduleError(Exception):
    """Something that no timetable can hold; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be run every day. `command` begins with the program's absolute path."""

    command: Sequence[str]
    data: Path  # absolute
    user: str
    at: time


def systemd_units(job: Job) -> Mapping[str, str]:
    """The texts of service and timer by the names of their files. Raises ScheduleError."""
    program, *arguments = job.command
    if _NO_PROGRAM.search(program):
        raise ScheduleError(f"systemd starts no program with quotes or backslashes in its path: {program}")
    # Variables are put in for arguments and not for the program; specifiers everywhere.
    command = " ".join([systemd_word(program), *(systemd_word(word).replace("$", "$$") for word in arguments)])
    # Readers need a place for temporary files. A private one would hide what lies in the common one.
    hidden = any(Path(path).is_relative_to(folder) for path in (program, job.data) for folder in _TEMPORARY)
    writable = " ".join([systemd_word(str(job.data)), *(map(str, _TEMPORARY) if hidden else ())])
    hardening = _HARDENING.format(writable=writable) + ("" if hidden else "PrivateTmp=yes\n")
    success = f"{ExitCode.PARTLY_FAILED:d} {ExitCode.BELOW_FLOOR:d}"
    service = _SERVICE.format(user=systemd_word(job.user), command=command, success=success, hardening=hardening)
    return {SERVICE: service, TIMER: _TIMER.format(at=job.at, spread=SPREAD // _MINUTE)}


def cron_line(job: Job, *, host: str) -> str:
    """One line for the user's own crontab; the minute hangs on host and directory, for cron knows no delay.

    What the job logs goes to the system's log; its summary goes nowhere. Raises ScheduleError.
    """
    digest = hashlib.sha256(f"{host}\0{job.data}".encode(errors="surrogateescape")).digest()
    delay = int.from_bytes(digest[:4], "big") % (SPREAD // _MINUTE)
    hour, minute = divmod((job.at.hour * 60 + job.at.minute + delay) % (24 * 60), 60)
    command = shlex.join(map(_sound, job.command)).replace("%", r"\%")
    return f"{minute} {hour} * * * {command} 2>&1 >/dev/null | logger -t fondoscop"


def systemd_word(text: str) -> str:
    """One word of a unit file: quoted where need be, with what systemd would replace taken as it is."""
    text = _sound(text).replace("%", "%%")
    if _PLAIN.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _sound(text: str) -> str:
    if _MISHAPS.search(text):
        raise ScheduleError(f"{text!r} has a sign that can't stand in a timetable; take another name")
    return text

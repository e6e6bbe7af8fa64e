"""The commands and the modules they are in, each loaded when one of its commands is called.

Asking the database needs neither spaCy nor Scrapy, which take seconds to load. So `--help` tells a line of each command
that stands here, and a test holds these lines to the commands' own.
"""

import importlib
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

COMMANDS: dict[str, tuple[str, str]] = {
    "run": (
        "run_commands",
        "Crawl, read, extract, resolve, store: fetch what is new or changed and bring the database up to it.",
    ),
    "crawl": ("run_commands", "The first half of a run: fetch what is new or changed into the archive."),
    "build": (
        "run_commands",
        "The second half of a run: bring the database up to the archive, without touching the web.",
    ),
    "rebuild": (
        "run_commands",
        "Make the database anew from the archive, aside, and put it in place when it is complete.",
    ),
    "demo": (
        "run_commands",
        "Run the main job on three bundled sample sites, served on a loopback port of this computer.",
    ),
    "query": (
        "ask_commands",
        "Ask the database in SQL. It can only be read: no writing, no other files, no extensions.",
    ),
    "search": (
        "ask_commands",
        "Find projects, organisations, quotes and documents by words; all of them must be there, in any order.",
    ),
    "project": (
        "ask_commands",
        "Show everything about one project: partners, sums, beneficiaries, places, documents, and what disagrees.",
    ),
    "top": (
        "ask_commands",
        "Rank programmes, counties, years, leading organisations, projects or groups by the totals of their projects.",
    ),
    "changes": (
        "changes_commands",
        "Tell what is new, changed or vanished on the pages: one entry for each page and moment, the newest first.",
    ),
    "review": (
        "decide_commands",
        "List what deserves a look first: doubtful facts and merges, large sums, contradictions, lost decisions.",
    ),
    "decide": (
        "decide_commands",
        "Say what is so, whatever was read: written to decisions.toml with day and reason, and taken back with undo.",
    ),
    "status": (
        "operation_commands",
        "Tell how fresh and how well each source is, worst first, and what archive and database hold.",
    ),
    "schedule": (
        "operation_commands",
        "Print a timetable for a daily run of this installation: a service and a timer of systemd, or a line for cron.",
    ),
    "extract": (
        "file_commands",
        "Read facts from files, without crawl or database: one line of JSON for each document.",
    ),
    "show": (
        "file_commands",
        "Print a document with every fact in its place, and its value, role, rule and confidence beside it.",
    ),
    "annotate": (
        "file_commands",
        "Write first annotations for a person to correct: what the extractor found, in the form that evaluate reads.",
    ),
    "evaluate": (
        "file_commands",
        "Measure what is extracted against annotations: precision, recall, F1 and its interval by kind of fact.",
    ),
    "verify": (
        "trust_commands",
        "Read every fact's capture from the archive again, and compare with it what the database says; nothing is written.",  # noqa: E501
    ),
    "cite": (
        "trust_commands",
        "Print a citation in Romanian: publisher, title, date, address, time of capture, SHA-256, sentence and value.",
    ),
    "export": (
        "export_commands",
        "Write the database, or the projects of it that are chosen, in a format of other tools.",
    ),
    "plot": (
        "export_commands",
        "Draw a chart with title, units and source note, as a picture that can stand alone.",
    ),
    "import": ("import_commands", "Official lists into the database, to set beside what pages say: operations."),
    "serve": (
        "site_commands",
        "Serve the public site on this computer: search, projects, documents, organisations, charts; read-only.",
    ),
    "sources": ("source_commands", "Which sites are read: list them, check one, add one."),
    "archive": (
        "archive_commands",
        "The archive: verify it, repair it, cite from it, hand it on, take a page out of it.",
    ),
}
"""By name, in the order of `--help`: the module, and the first sentences of the help."""

GROUPS = frozenset({"sources", "archive", "import"})  # their modules are the commands of a name


class _Later(TyperCommand):
    """Stands for a command until it is called."""


class LaterGroup(TyperGroup):
    """The commands of `COMMANDS` beside those that were added to it."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - typer's
        super().__init__(**settings)
        standing: dict[str, Any] = {name: _Later(name, help=told) for name, (_, told) in COMMANDS.items()}
        self.commands = {**standing, **self.commands}
        self._is_telling = False

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
        """The command itself, or what stands for it while the help is written."""
        command = super().get_command(ctx, cmd_name)
        if isinstance(command, _Later) and not self._is_telling:
            command = self.commands[cmd_name] = _loaded(cmd_name)
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Writes the help, which needs no command loaded."""
        self._is_telling = True
        super().format_help(ctx, formatter)


def _loaded(name: str) -> Any:  # noqa: ANN401
    group = get_group(importlib.import_module(COMMANDS[name][0]).app)
    if name not in GROUPS:
        return group.commands[name]
    group.name = name
    return group

"""The front door: the `fondoscop` command.

Each command unpacks its options and calls a job; what a job does is told in `jobs/`. The commands are in
`*_commands.py`, and `later_commands.py` mounts them. Results go to standard output, everything that tells of the work
to standard error.
"""

import logging
import traceback
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from command_options import LogFormat
from crawler import json_log
from explore.wording import harmless
from foreseen_errors import code_of
from jobs.exit_codes import ExitCode
from later_commands import LaterGroup
from terminal import errors, log_handler

log = logging.getLogger("fondoscop")

_EXIT_CODES = (
    "Exit codes: 0 all well, 1 crash, 2 wrong use, 3 some sources or files failed or a signal ended the run, "
    "4 a source is below its floor, 5 another run is at work, 130 interrupted."
)
app = typer.Typer(
    name="fondoscop",
    cls=LaterGroup,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads what Romanian institutions publish about social-services projects into a database in which "
    "every figure leads back to its sentence.",
    epilog=_EXIT_CODES,
)


@app.callback(invoke_without_command=True)
def _options(
    *,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tell every step.")] = False,
    log_format: Annotated[
        LogFormat,
        typer.Option(envvar="FONDOSCOP_LOG_FORMAT", help="How log lines are written; json: one object a line."),
    ] = LogFormat.PLAIN,
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    _configure_logging(verbose=verbose, as_json=log_format is LogFormat.JSON)
    if show_version:
        typer.echo(f"fondoscop {version('fondoscop')}")
        raise typer.Exit


def _configure_logging(*, verbose: bool, as_json: bool) -> None:
    level = logging.DEBUG if verbose else logging.WARNING
    if as_json:
        json_log.configure(level)
    else:
        logging.basicConfig(level=level, handlers=[log_handler()], force=True)
    log.setLevel(logging.DEBUG if verbose else logging.INFO)


def _stop(message: str, code: ExitCode) -> NoReturn:
    if json_log.is_configured():
        log.error("%s", message)
        raise SystemExit(code)
    lines = "\n".join(map(harmless, message.splitlines()))
    errors.print(f"fondoscop: {lines}", markup=False, style="red" if errors.is_terminal else None)
    raise SystemExit(code)


def main() -> None:
    """Run the command line; every foreseen error ends in a sentence and its exit code."""
    try:
        app()
    except Exception as error:
        code = code_of(error)
        if code is None:
            raise
        if code is ExitCode.CRASH:
            log.debug("%s", traceback.format_exc())
        _stop(str(error), code)


if __name__ == "__main__":
    main()

"""The commands for people who doubt: verify, cite.

`later_commands.py` mounts them. Results go to standard output, what tells of the work to standard error.
"""

import json
import logging
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from command_options import DATA, DataOption, ModelOption
from explore.citation import citation
from explore.citation_formats import FORMATS
from explore.wording import harmless
from jobs import places
from jobs.exit_codes import ExitCode
from store.database import Database
from terminal import bars

if TYPE_CHECKING:
    from jobs.verification import Verification

log = logging.getLogger("fondoscop")
app = typer.Typer()

_VERIFYING = "Verifying documents"


class CitationFormat(StrEnum):
    """The keys of `explore.citation_formats.FORMATS`."""

    TEXT = "text"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"
    MARKDOWN = "markdown"


@app.command(epilog="Example: fondoscop verify --data /srv/fondoscop --sample 500")
def verify(
    *,
    document: Annotated[str | None, typer.Option("--document", metavar="ID", help="Only this document.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="ID", help="Only documents of this source.")] = None,
    fact: Annotated[str | None, typer.Option("--fact", metavar="ID", help="Only this fact or project.")] = None,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", min=1, help="Only N documents, others each time.")
    ] = None,
    extract: Annotated[
        bool, typer.Option("--extract", help="Extract the facts anew, and compare every value with the database.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail as well where a quote can't be traced to bytes without the reader.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
    model: ModelOption = None,
    data: DataOption = DATA,
) -> None:
    """Read every fact's capture from the archive again, and compare with it what the database says; nothing is written.

    Quotes, places, texts, ids, sentences and captures are compared; values only with --extract. Ends with 0 when all
    holds, and with 3 when anything does not.
    """
    if sum(one is not None for one in (document, source, fact)) > 1:
        raise typer.BadParameter("take one of --document, --source and --fact")
    # A citation is asked for often and needs neither.
    from extract.pipeline import Extractor  # noqa: PLC0415
    from jobs.verification import Selection, Verification  # noqa: PLC0415

    looked = Verification(
        data=data,
        selection=Selection(document=document, source=source, fact=fact, sample=sample),
        extractor=Extractor.load(model) if extract else None,
        strict=strict,
    )
    found = []
    with bars() as bar:
        looked.progress = bar(_VERIFYING)
        for failure in looked.failures():
            if as_json:
                found.append(asdict(failure))
            else:
                typer.echo(harmless(failure.line()))
    _tell(looked)
    if as_json:
        counts = {**looked.counts(), "decided": looked.decided}
        told = {"sound": not looked.kinds, **counts, "kinds": looked.kinds, "failures": found}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    if looked.kinds:
        raise typer.Exit(ExitCode.PARTLY_FAILED)


@app.command(epilog="Example: fondoscop cite 0123456789abcdef --format bibtex")
def cite(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Of a fact, a project or a document.")],
    *,
    form: Annotated[CitationFormat, typer.Option("--format", help="How it is written.")] = CitationFormat.TEXT,
    data: DataOption = DATA,
) -> None:
    """Print a citation in Romanian: publisher, title, date, address, time of capture, SHA-256, sentence and value."""
    with Database.open(data / places.DATABASE, read_only=True) as database:
        typer.echo(FORMATS[form](citation(database, identity)))


def _tell(looked: "Verification") -> None:
    counts = looked.counts()
    log.info("documents: %d, facts: %d; failures: %d", looked.documents, looked.facts, looked.kinds.total())
    log.info(
        "quotes found in the bytes of their captures: %d; not found there: %d; in files whose words have no bytes of "
        "their own: %d",
        *(counts[name] for name in ("traced", "untraced", "not_applicable")),
    )
    for line in looked.decided:
        log.info("%s", line)
    for kind, number in sorted(looked.kinds.items()):
        log.error("%s: %d", kind, number)

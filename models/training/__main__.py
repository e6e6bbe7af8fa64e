"""`python -m models.training RONEC`: trains the pipeline anew, measures it and writes its model card."""

import logging
import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

import models
from models.training import recipe

log = logging.getLogger(__name__)


def main(
    ronec: Annotated[Path, typer.Argument(help="Folder with the corpora; models/README.md tells which.")],
    out: Annotated[Path, typer.Option(help="Where the pipeline goes; what is there is replaced.")] = models.PACKAGE,
    work: Annotated[Path | None, typer.Option(help="Keep the intermediate runs here.")] = None,
    *,
    measure: Annotated[bool, typer.Option("--measure", help="Only measure what is there and write its card.")] = False,
) -> None:
    """Train the Romanian pipeline: about half an hour on two cores."""
    os.environ["OMP_NUM_THREADS"] = "1"  # speed is told for one core; training starts two workers of its own
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        if measure:
            recipe.measure(ronec, out)
        elif work:
            recipe.make(ronec, out, work)
        else:
            with tempfile.TemporaryDirectory(prefix="fondoscop-model-") as folder:
                recipe.make(ronec, out, Path(folder))
    except recipe.RecipeError as error:
        log.error("%s", error)  # noqa: TRY400 - a message for a person
        raise typer.Exit(2) from None


if __name__ == "__main__":
    typer.run(main)

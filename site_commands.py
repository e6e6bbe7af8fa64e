"""The command that serves the public site.

`later_commands.py` mounts it.
"""

from typing import Annotated

import typer

from command_options import DATA, DataOption
from jobs.places import DATABASE

app = typer.Typer()

_LOOPBACK = "127.0.0.1"
_PORT = 8001


@app.command()
def serve(
    *,
    data: DataOption = DATA,
    host: Annotated[
        str, typer.Option(help="Address to listen on; a web server in front of it answers for the world.")
    ] = _LOOPBACK,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = _PORT,
) -> None:
    """Serve the public site on this computer: search, projects, documents, organisations, charts; read-only."""
    from explore.site.serving import serve as serve_site  # noqa: PLC0415 (the extra “site”; other commands need none of it)

    serve_site(data / DATABASE, host=host, port=port)

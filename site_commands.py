"""The command that serves the public site.

`later_commands.py` mounts it.
"""

import importlib.util
from typing import Annotated

import typer

from command_options import DATA, DataOption
from jobs.places import DATABASE

app = typer.Typer()

_LOOPBACK = "127.0.0.1"
_PORT = 8001
_EXTRA = (
    "datasette",
    "datasette_block_robots",
    "datasette_search_all",
    "uvicorn",
    "markupsafe",
    "vl_convert",
    "openpyxl",
)


class MissingExtraError(Exception):
    """The site's packages are not installed; the message says how to get them."""


@app.command(epilog="Example: fondoscop serve --contact redactie@exemplu.ro --port 8001")
def serve(
    *,
    data: DataOption = DATA,
    host: Annotated[
        str, typer.Option(help="Address to listen on; a web server in front of it answers for the world.")
    ] = _LOOPBACK,
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = _PORT,
    contact: Annotated[
        str | None,
        typer.Option(
            envvar="FONDOSCOP_SITE_CONTACT",
            help="E-mail or web address for those who report an error or ask for removal; the page /despre shows it.",
        ),
    ] = None,
    robots: Annotated[
        bool,
        typer.Option(
            "--robots/--no-robots", envvar="FONDOSCOP_SITE_ROBOTS", help="Let search engines read the site's pages."
        ),
    ] = False,
) -> None:
    """Serve the public site on this computer: search, projects, documents, organisations, charts; read-only."""
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            f"the site needs packages that are not installed ({', '.join(missing)}); get them with:"
            " pip install 'fondoscop[site]'"
        )
    from explore.site import serving, terms  # noqa: PLC0415 (the extra “site”; other commands need none of it)

    site = serving.site(data / DATABASE, terms=terms.Terms(contact=terms.contact(contact), is_open=robots))
    with serving.listening(host, port) as listener:
        typer.echo(f"Fondoscop answers at {serving.address(listener)} (stop it with Ctrl-C)", err=True)
        serving.serve(site, listener)

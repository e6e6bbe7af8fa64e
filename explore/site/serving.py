"""A site as an ASGI application, and the server that answers for it until it is stopped."""

from pathlib import Path
from typing import Any

from datasette.plugins import pm

from explore.site import plugin
from explore.site.application import Site

_PLUGIN = "fondoscop"
_DEFAULT_FAULTS = "datasette.handle_exception"  # prints all local variables, and its pages know nothing of ours


def site(path: Path, **settings: Any) -> Site:  # noqa: ANN401 (Datasette's own settings)
    """The site on this database file; `site(…).app()` is the ASGI application.

    Raises store.errors.DatabaseError for a file that is missing or none of ours.
    """
    if not pm.has_plugin(_PLUGIN):
        pm.register(plugin, _PLUGIN)
        pm.unregister(name=_DEFAULT_FAULTS)
    return Site(path, **settings)


def serve(path: Path, *, host: str, port: int) -> None:
    """Answer until the process is told to stop (Ctrl-C or SIGTERM)."""
    import uvicorn  # noqa: PLC0415 (the site's extra)

    uvicorn.run(site(path).app(), host=host, port=port, log_level="warning", server_header=False)

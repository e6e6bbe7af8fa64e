"""A site as an ASGI application, and the server that answers for it until it is stopped."""

import errno
import socket
from pathlib import Path
from typing import Any

from datasette.plugins import pm

from explore.site import plugin
from explore.site.application import Site
from explore.site.terms import NO_TERMS, Terms
from store.database import Database

_PLUGIN = "fondoscop"
_WAITING = 256  # connections that nobody has accepted yet
_PARTING = 3  # seconds in which answers that are under way may end when the site is stopped
# Seconds that a connection may rest: longer than Caddy keeps it (120), or it is asked again just when it is closed.
_RESTING = 150
_SELF = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (all addresses: how to reach one of them)
_DEFAULT_FAULTS = "datasette.handle_exception"  # prints all local variables, and its pages know nothing of ours


def site(path: Path, *, terms: Terms = NO_TERMS, **settings: Any) -> Site:  # noqa: ANN401 (Datasette's own settings)
    """The site on this database file; `site(…).app()` is the ASGI application.

    Raises store.errors.DatabaseError for a file that is missing or none of ours.
    """
    if not pm.has_plugin(_PLUGIN):
        pm.register(plugin, _PLUGIN)
        pm.unregister(name=_DEFAULT_FAULTS)
    Database.open(path, read_only=True).close()  # tells a missing or older file from a good one
    return Site(path, terms=terms, **settings)


class PortError(Exception):
    """The site can't listen where it was told to; the message says why and what to do."""


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes one that is free. Raises PortError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_WAITING)
    except OSError as error:
        listener.close()
        raise PortError(_why(host, port, error)) from error
    return listener


def address(listener: socket.socket) -> str:
    """The site's address, as a browser on this computer wants it."""
    host, port = listener.getsockname()[:2]
    host = _SELF.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(application: Site, listener: socket.socket) -> None:
    """Answer until the process is told to stop (Ctrl-C or SIGTERM)."""
    import uvicorn  # noqa: PLC0415 (the site's extra)

    configuration = uvicorn.Config(
        application.app(),
        log_level="warning",
        server_header=False,
        timeout_keep_alive=_RESTING,
        timeout_graceful_shutdown=_PARTING,
    )
    application.warm()
    uvicorn.Server(configuration).run(sockets=[listener])


def _why(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; stop that one, or choose another port with --port"
    if error.errno == errno.EACCES:
        return f"port {port} is for the system's own services; choose one above 1023 with --port"
    return f"{host} port {port} can't be listened on: {error.strerror or error}; choose another with --host or --port"

"""Our pages on Datasette: their addresses, what every template may use, and what is sent with every answer."""

import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from datasette import hookimpl
from datasette.utils.asgi import Forbidden, Response

from explore.site.application import Site
from explore.site.asked import ENGLISH, Answer, Asked, File, Moved, NotFoundError, Page, Route
from explore.site.cell_words import cell_words, number_words
from explore.site.column_words import column_words
from explore.site.faults import fault
from explore.site.guard import HOST, Guard
from explore.site.publishing import withhold
from explore.site.routes import ROUTES
from explore.wording import harmless, quoted, spelled

_ENGLISH = r"^(?P<language>/en)?"


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 (Datasette has no types)
    """Every page of ours, in both languages."""
    if not isinstance(datasette, Site):
        return []
    return [(f"{_ENGLISH}{route.path}$", _view(route)) for route in ROUTES]


@hookimpl
def extra_template_vars(request: Any, datasette: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """`asked`, and short for its methods: `t(romanian, english)` and `link(path)`."""
    asked = asked_of(request)
    return {
        "asked": asked,
        "t": asked.says,
        "link": asked.link,
        "other_language": _other(asked, request),
        "cell_words": cell_words,
        "number_words": number_words,
        "contact": getattr(datasette, "contact", None),
    }


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:  # noqa: ANN401
    """Filters for what pages say: `harmless` and `quoted` put it on one line, `date` spells a day in a language,
    `column` says what a column of an answer is called there.
    """
    env.filters |= {"harmless": harmless, "quoted": quoted, "date": spelled, "column": column_words}


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Datasette's own pages show what may be shown."""
    withhold(conn)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """Every answer goes through the guard."""
    return partial(Guard, site=datasette) if isinstance(datasette, Site) else lambda application: application


def asked_of(request: Any) -> Asked:  # noqa: ANN401
    """What Datasette's request asks for; without one, the front page in Romanian."""
    if request is None:
        return Asked(path="/")
    path = request.path
    is_english = path == ENGLISH or path.startswith(f"{ENGLISH}/")
    named = {name: value for name, value in (request.url_vars or {}).items() if value and name != "language"}
    arguments = {name: request.args.getlist(name) for name in request.args}
    return Asked(
        path=(path.removeprefix(ENGLISH) or "/") if is_english else path,
        site=f"{request.scheme}://{request.host}" if HOST.fullmatch(request.host) else "",
        language="en" if is_english or (request.args.get("_lang") == "en" and not _is_ours(path)) else "ro",
        named=named,
        arguments=arguments,
    )


def _is_ours(path: str) -> bool:
    return any(re.fullmatch(route.path, path) for route in ROUTES)


def _other(asked: Asked, request: Any) -> str:  # noqa: ANN401
    """The address of the same page in the other language. Datasette's own pages have theirs in an argument."""
    query = request.query_string if request is not None else ""
    if _is_ours(asked.path):
        path = asked.path if asked.language == "en" else f"{ENGLISH}{asked.path}".removesuffix("/") or ENGLISH
        return f"{path}?{query}" if query else path
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "_lang"]
    told = urlencode(kept if asked.language == "en" else [*kept, ("_lang", "en")])
    return f"{quote(asked.path)}?{told}" if told else quote(asked.path)


def _view(route: Route) -> Callable[..., Awaitable[Any]]:
    async def view(request: Any, datasette: Site) -> Any:  # noqa: ANN401
        asked = asked_of(request)
        readers = datasette.large if route.is_large else datasette.readers
        try:
            answer = await readers.read(lambda database: _whole(route.make(database, asked)))
        except NotFoundError as error:
            answer = Page(template="not_found.html", values={"message": str(error)}, status=404)
        return await _response(answer, request, datasette)

    return view


def _whole(answer: Answer) -> Answer:
    """The answer with a file's pieces read: they come from a database that this thread alone may read."""
    if isinstance(answer, File):
        return File(media_type=answer.media_type, pieces=tuple(answer.pieces), name=answer.name)
    return answer


async def _response(answer: Answer, request: Any, datasette: Site) -> Any:  # noqa: ANN401
    match answer:
        case Page():
            body = await datasette.render_template(answer.template, dict(answer.values), request=request)
            return Response.html(body, status=answer.status)
        case Moved():
            return Response.redirect(answer.to, status=301 if answer.for_good else 302)
        case File():
            headers = {"content-disposition": f'attachment; filename="{answer.name}"'} if answer.name else {}
            body = b"".join(piece.encode() if isinstance(piece, str) else piece for piece in answer.pieces)
            return Response(body, headers=headers, content_type=answer.media_type)


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: BaseException) -> Any:  # noqa: ANN401
    """A page in our own looks for what went wrong."""
    if not isinstance(datasette, Site):
        return None
    told = fault(exception, asked_of(request), datasette.trouble, datasette.setting("sql_time_limit_ms") / 1000)
    return told.response(datasette, request)


@hookimpl(tryfirst=True)
def forbidden(datasette: Any, request: Any, message: str) -> Any:  # noqa: ANN401
    """The same for what Datasette shows to nobody."""
    return handle_exception(datasette=datasette, request=request, exception=Forbidden(message))

"""Log lines as JSON: one object a line, for machines that collect logs; the crawl's own process writes them, too."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType

_KNOWN = ("source", "run")
_about: ContextVar[Mapping[str, str]] = ContextVar("about", default={})  # noqa: B039 - never changed, only replaced


@contextmanager
def about(**known: str) -> Iterator[None]:
    """While the block lasts, log lines say which `source` and `run` they are about."""
    token = _about.set({**_about.get(), **known})
    try:
        yield
    finally:
        _about.reset(token)


class JsonFormatter(logging.Formatter):
    """`time` (ISO 8601, UTC), `level`, `logger`, `message`; `source` and `run` where known; `error`, a traceback."""

    def __init__(self, **known: str) -> None:
        super().__init__()
        self._always = known

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **self._always,
            **_about.get(),
        }
        line.update((name, getattr(record, name)) for name in _KNOWN if hasattr(record, name))
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        # ASCII: no terminal is written to, no line is broken, and half a character pair does no harm.
        return json.dumps(line, default=str)


def configure(level: int, **known: str) -> None:
    """Let everything that this process would say on standard error be JSON: logs, warnings, what ends it."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter(**known))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _tell_the_end


def is_configured() -> bool:
    """Whether this process logs in JSON."""
    return any(isinstance(handler.formatter, JsonFormatter) for handler in logging.getLogger().handlers)


def _tell_the_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("fondoscop").critical(
        "an error that nobody foresaw ended it; please report it", exc_info=(kind, error, trace)
    )

"""What templates say figures, dates and passages with, in the visitor's language."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup, escape

from explore.fact_words import role_name
from explore.search import CLOSE, OPEN
from explore.site.asked import Asked
from explore.wording import counted, grouped, harmless, moment, period, quoted

_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


def template_words(asked: Asked) -> Mapping[str, Callable[..., str]]:
    """Functions by the names that templates know them by."""
    language = asked.language
    return {
        "number": partial(grouped, language=language),
        "counted": partial(counted, language=language),
        "period": partial(period, language=language),
        "moment": lambda date: moment(date, date, language),
        "role_name": partial(role_name, language=language),
        "harmless": harmless,
        "marked": marked,
    }


def marked(passage: str) -> Markup:
    """A passage with its found words in <mark>; all else is text."""
    parts = _MARKED.split(quoted(passage))
    return Markup("").join(  # every part is escaped
        Markup("<mark>{}</mark>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts)
    )

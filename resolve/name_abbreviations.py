"""Words of names that are shortened with a stop: “Șc. Gimn.”, “Grăd. cu P.P.”, “Centr. de Plas.”; the stop says so.

What a shortened word stands for is said once, in `romanian/body_words.toml`; a few stand for another word behind some.
"""

import re

from romanian.body_words import abbreviations

_SHORTENED = re.compile(r"(?<![\w.])(?P<word>[a-z]{2,7})\.(?=[\s\-,\"'(]|[a-z]{2}|$)")


def written_in_full(text: str) -> str:
    """The folded text with the words written out whose stop says that they are shortened."""
    return _SHORTENED.sub(_full, text) if "." in text else text


def _full(match: re.Match[str]) -> str:
    full = abbreviations().get(match["word"])
    return match[0] if full is None else f"{full} "

"""Which language a document is in.

It is a mark and no sieve: pages in other languages are kept, and what the rules find in them is theirs, since sums
and codes are written alike. Who wants Romanian pages alone asks for `language = 'ro'`.
"""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = ("ro", "hu", "en", "de", "fr", "it", "es", "pt", "pl", "sr", "bg", "uk", "ru", "tr")
"""Those of the country, of its neighbours and of its funders: a language that is missing here is taken for another."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_ENOUGH = 4  # words; three are a name
_SAMPLE = 1000  # characters


def language_of(text: str) -> str | None:
    """ISO 639-1 code, one of `LANGUAGES`; None for a text of fewer than four words."""
    sample = " ".join(_WORD.findall(text[: 4 * _SAMPLE]))[:_SAMPLE]
    if sample.count(" ") + 1 < _ENOUGH:
        return None
    return str(_identifier().classify(sample)[0])


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier

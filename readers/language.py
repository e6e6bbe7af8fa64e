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
# Words of none of the other languages. Where they are a tenth of a text, the model says nothing else, and asking it
# takes a tenth of the time of reading a page.
_ROMANIAN = frozenset(
    """și în din pentru că să sunt prin este într dintre către după fără până sau fost lei unei unui
    anul cadrul privind proiectul proiectului proiecte județul județului copiilor serviciilor""".split()  # noqa: SIM905
)
_SURELY = 10
_MANY = 40  # words


def language_of(text: str) -> str | None:
    """ISO 639-1 code, one of `LANGUAGES`; None for a text of fewer than four words."""
    sample = " ".join(_WORD.findall(text[: 4 * _SAMPLE]))[:_SAMPLE]
    words = sample.lower().split(" ")
    if len(words) < _ENOUGH:
        return None
    if len(words) >= _MANY and sum(map(_ROMANIAN.__contains__, words)) * _SURELY >= len(words):
        return "ro"
    return str(_identifier().classify(sample)[0])


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier

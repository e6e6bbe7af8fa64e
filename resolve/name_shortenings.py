"""Names of known bodies with their words shortened: “Dir. Gen. Asist. Soc. Prot. Cop. Iași”."""

import re
from functools import cache

from resolve.grammar import nominative
from resolve.name_stems import LITTLE, content
from resolve.spelling import folded, words
from romanian.organisations import known_bodies

_SHORTENED = re.compile(r"(?<![\w.])[^\W\d_]{2,7}\.(?!\w\.)")
_LEAST = 2  # words of a name that is looked for, and letters of a word
_FEWEST = 2  # words that are shortened


@cache
def _names() -> dict[tuple[int, str], list[tuple[str, tuple[str, ...]]]]:
    """Ids and the words that carry meaning of all names, by how many words they have and their first letters."""
    found: dict[tuple[int, str], list[tuple[str, tuple[str, ...]]]] = {}
    for entry in known_bodies().values():
        for name in entry.all_names:
            meaning = tuple(content(nominative(words(folded(name)))))
            found.setdefault((len(meaning), meaning[0][:_LEAST]), []).append((entry.id, meaning))
    return found


def written_out(text: str) -> str | None:
    """The name with the words of the one body written out that they can stand for; None where none or several do."""
    if len(_SHORTENED.findall(text)) < _FEWEST:
        return None
    tokens = words(folded(text))
    meaning = [(place, word) for place, word in enumerate(tokens) if word not in LITTLE]
    for length in range(min(len(meaning), max(_names())[0]), _LEAST - 1, -1):
        written = [word for _, word in meaning[:length]]
        fitting = [(of, name) for of, name in _names().get((length, written[0][:_LEAST]), ()) if _fits(written, name)]
        if len({of for of, _ in fitting}) == 1:
            return " ".join((*fitting[0][1], *tokens[meaning[length - 1][0] + 1 :]))
        if fitting:
            return None
    return None


def _fits(written: list[str], name: tuple[str, ...]) -> bool:
    return all(len(a) >= _LEAST and b.startswith(a) for a, b in zip(written, name, strict=True))

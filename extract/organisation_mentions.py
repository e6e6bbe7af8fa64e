"""One naming of an organisation, and the fullest name that a document gives to the same body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from romanian.fold import fold
from romanian.lexicon import load


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMention:
    """One naming: `reading.text[start:end]` shows it, `name` is its own form, the fullest the document gives."""

    start: int
    end: int
    name: str
    kind: str  # the lexicon's `kind` (head, body, place, fund, union, state, acronym), or company, member, recognised
    sort: str  # the lexicon's `id`: ngo, ministry, town-hall, …
    acronym: str | None = None  # defined right here: “… (CNASR)”


def under_fullest_names(found: list[OrganisationMention]) -> list[OrganisationMention]:
    """Each mention under the fullest name that the document gives to the same body."""
    names: dict[str, str] = {}
    longer: dict[str, set[str]] = {}  # the names that a run of words begins
    for mention in found:
        folded = fold(mention.name)
        if folded not in names:
            words = folded.split()
            for count in range(1, len(words)):
                longer.setdefault(" ".join(words[:count]), set()).add(folded)
        if folded not in names or names[folded].isupper():
            names[folded] = mention.name
    defined = {m.acronym: m.name for m in found if m.acronym}
    fuller = {folded: names[_fuller(folded, names, longer)] for folded in names}
    return [replace(m, name=_spelt_out(m, defined) or fuller[fold(m.name)]) for m in found]


def _spelt_out(mention: OrganisationMention, defined: Mapping[str, str]) -> str | None:
    """The long form that the document itself defines for a mention's acronym."""
    acronym, _, rest = mention.name.partition(" ")
    long = defined.get(acronym) if mention.kind == "acronym" else None
    if long is None or fold(rest) in fold(long):
        return long
    return f"{long} {rest}"


@lru_cache(maxsize=1)
def _long_forms() -> dict[str, str]:
    return {entry.id: fold(entry.name or "") for entry in load("acronyms")}


def _fuller(folded: str, names: Mapping[str, str], longer: Mapping[str, set[str]]) -> str:
    """The one longer name in the document that this one begins or abbreviates, else itself."""
    acronym, _, rest = folded.partition(" ")
    long = _long_forms().get(re.sub(r"\W", "", acronym))
    spelt = f"{long} {rest}".strip() if long else folded
    if spelt != folded and spelt in names:
        return spelt
    kin = (longer.get(spelt) or set()) | (longer.get(folded) or set())
    if len(kin) != 1:
        return folded
    (name,) = kin
    near = len(name.split()) - len(spelt.split()) <= 2
    return name if near or (long and not rest) else folded

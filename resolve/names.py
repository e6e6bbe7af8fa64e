"""Names of organisations: what makes two of them the same body.

The key of a name is the name without case, diacritics and punctuation, with its acronym written out, its head
in the nominative and its level of administration said in one way. Nothing that tells two bodies apart is
dropped: county, town, sector, number, legal form.
"""

import re
from functools import cache, lru_cache

from resolve.acronyms import acronyms
from resolve.grammar import nominative
from resolve.name_abbreviations import written_in_full
from resolve.name_spellings import spelt
from resolve.spelling import folded, words
from romanian.fold import fold
from romanian.organisations import known_bodies

_SHORT_ACRONYM = 4  # letters; up to here only capitals make an acronym (“DAS”, but not “Das Haus”)
# D.G.A.S.P.C., S. C., S.R.L.: single letters with stops. On folded text.
_DOTTED = re.compile(r"(?<![\w.]) [a-z] (?: \s? \. \s? [a-z] )+ (?![\w]) \.?", re.VERBOSE)
_BRACKETS = re.compile(r"[(\[] \s* ([^()\[\]]{2,20}?) \s* [)\]]", re.VERBOSE)
_LETTERS = re.compile(r"[^\W\d_]+")
_BESIDE = ("", "(", ")", "[", "]", "-", "–", "—")  # what an acronym stands between that is alone
_LEAST_LETTERS = 3

# “A.Co.R.”: an acronym that takes more than a letter of some words.
_SYLLABLES = re.compile(
    r"""(?<![\w.]) (?= [^\s]{0,15} [a-zăâîșț] \. | (?: [^\W\d_] \. ){2,6} [^\W\d_] [a-zăâîșț] )
        (?: [^\W\d_a-zăâîșț] [a-zăâîșț]{0,2} \. ){2,6} (?: [^\W\d_a-zăâîșț] [a-zăâîșț]{0,2} )? (?! \w ) \.?""",
    re.VERBOSE,
)

# Rewritten in this order, on words joined by single blanks. Each rule says one thing in one way.
_REWRITES = tuple(
    (re.compile(pattern, re.VERBOSE), replacement)
    for pattern, replacement in (
        # a county's body: “… a județului Cluj”, “… Județul Cluj”, “… Cluj”
        (
            r"""^( directia \ generala \ de \ asistenta \ sociala \ si \ protectia \ copilului
                 | consiliul \ judetean
                 | inspectoratul \ scolar \ judetean
                 | agentia \ judeteana \ [\w\ ]+?
                 | directia \ de \ sanatate \ publica
                ) \ (?: (?: a | al | din | de ) \ )? judetul (?: ui )? \b""",
            r"\1",
        ),
        (
            r"""^( directia \ generala \ de \ asistenta \ sociala \ si \ protectia \ copilului
                 | consiliul \ judetean | inspectoratul \ scolar \ judetean ) \ (?: din | al | a ) \b""",
            r"\1",
        ),
        # a municipality's body: “… a municipiului Bacău”, “… Municipiul Bacău”, “… Bacău”
        (
            r"""^( directia \ de \ asistenta \ sociala (?: \ si \ medicala )? | primaria | consiliul \ local )
                \ (?: (?: a | al ) \ )? municipiul (?: ui )? \b""",
            r"\1",
        ),
        (r"^( consiliul \ local ) \ al \ (?= comunei | orasului )", r"\1 "),
        # a company is one by its last word, its town aside: “SC Alfa SRL” is “Alfa SRL”, and “SRL-D” is “SRL”
        (r"\b srl \ d \b", "srl"),
        (r"^ (?: sc | societatea \ comerciala ) \ (?= .* \b (?: srl | snc ) \b | .* \b sa $ )", ""),
    )
)


@lru_cache(maxsize=262144)
def organisation_key(name: str) -> str:
    """The normalised name: equal for spellings of one body, "" when the name has no letter or digit."""
    text = _without_acronym_in_brackets(name)
    tokens = _tokens(text)
    if not tokens:
        return ""
    key = spelt(" ".join(nominative(_written_out(tokens, text))))
    for pattern, replacement in _REWRITES:
        key = pattern.sub(replacement, key)
    return " ".join(key.split())


@lru_cache(maxsize=262144)
def plain_words(name: str) -> str:
    """The folded words with single blanks, letters of an acronym closed up, the head in the nominative."""
    return spelt(
        " ".join(nominative(words(_DOTTED.sub(_join_dotted, written_in_full(folded(name)).replace("&", " si ")))))
    )


def _tokens(text: str) -> list[str]:
    return words(_DOTTED.sub(_join_dotted, written_in_full(folded(text)).replace("&", " si ")))


def starts_with_acronym(name: str) -> bool:
    """Whether the first word is written as an acronym: “D.A.S.”, “DAS”, “ACoR”, but not “Das”."""
    first = _LETTERS.search(name)
    written = first.group() if first else ""
    return len(written) == 1 or sum(map(str.isupper, written)) > 1


def is_oblique(name: str) -> bool:
    """Whether the name stands in the genitive: “Direcției Generale …”, “Consiliului Județean …”."""
    tokens = words(folded(name))
    return nominative(tokens) != tokens


def with_syllables_joined(name: str) -> str:
    """The name with “A.Co.R.” as “ACoR”, where it stands alone or is a known acronym: “C.N.Gh. Lazăr” is none."""

    def join(match: re.Match[str]) -> str:
        joined = match.group().replace(".", "")
        before, behind = name[: match.start()].rstrip()[-1:], name[match.end() :].lstrip()[:1]
        is_alone = before in _BESIDE and behind in _BESIDE
        return (
            joined if fold(joined) in _all_acronyms() or (is_alone and len(joined) >= _LEAST_LETTERS) else match.group()
        )

    return _SYLLABLES.sub(join, name)


@cache
def _all_acronyms() -> frozenset[str]:
    return frozenset(fold(acronym) for entry in known_bodies().values() for acronym in entry.acronyms)


def _join_dotted(match: re.Match[str]) -> str:
    """“d.g.a.s.p.c.” as one word; “s. c. selgros” keeps its company's mark apart."""
    return f" {''.join(_LETTERS.findall(match.group()))} "


def _without_acronym_in_brackets(name: str) -> str:
    """“Direcția … Iași (DGASPC)” without the brackets; what tells bodies apart, as “(Iași)”, stays."""

    def drop(match: re.Match[str]) -> str:
        inside = match.group(1).replace(".", "").replace(" ", "")
        is_acronym = inside.isupper() and inside.isalpha() and len(name) > len(match.group()) + 1
        return " " if is_acronym else match.group()

    return _BRACKETS.sub(drop, name)


@cache
def _with_branches() -> dict[str, str]:
    """The folded names, by their acronyms, of bodies of which there is one: before “filiala”."""
    listed = [entry for entry in known_bodies().values() if entry.each is None]
    return {fold(acronym): " ".join(words(folded(entry.name))) for entry in listed for acronym in entry.acronyms}


def _written_out(tokens: list[str], text: str) -> list[str]:
    """The words with an acronym at their head written out, where the text writes it as one."""
    head = tokens[0]
    full = acronyms().get(head) or (_with_branches().get(head) if tokens[1:2] == ["filiala"] else None)
    if full is None:
        return tokens
    if len(head) <= _SHORT_ACRONYM and not starts_with_acronym(text):
        return tokens
    rest = tokens[1:]
    spelled = full.split()
    if rest[: len(spelled)] == spelled:  # “DGASPC – Direcția Generală …”
        return rest
    return spelled + rest

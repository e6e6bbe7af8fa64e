"""What else the words that somebody looks for are called: other forms and synonyms, acronyms and what they stand for,
programmes and bodies by their other and former names. All of it is what resolution and extraction know (`romanian/`).

“handicap” finds “dizabilități”, “bătrâni” finds “vârstnici”, “DGASPC Sector 6” the directorate by its whole name, POCU
the Operational Programme Human Capital. Words in quotation marks, and beginnings with a star, stay what they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from explore.search_words import Part, parts, terms
from romanian import lexicon
from romanian.organisations import known_bodies
from romanian.programmes import programmes
from romanian.title_forms import one_form

_SHORT = 3  # letters of an acronym that must be typed in capitals, and stands for nobody else
_ENDED = 6  # letters of a word that is looked for without its ending where it stands for others: vârstnici, vârstnice
_ALIKE = 3  # letters that forms of one word have in common
_MOST = 10  # other names of one thing
_LONG = 5  # words of a name that takes the index a hundredth of a second: all of them stand in most documents
_MOST_LONG = 1  # of these: the official one
_MOST_WORDS = 20  # of a question; an acronym stands for twelve


def with_synonyms(words: str) -> str | None:
    """The words as an expression for MATCH that finds the other names as well; None where there are none."""
    found = list(_alternatives(parts([words])))[:_MOST_WORDS]
    if not any(others for _, others in found):
        return None
    return " AND ".join(_one(own, others) for own, others in found)


def _one(own: Sequence[str], others: Sequence[str]) -> str:
    typed = " AND ".join(own)
    return f"({' OR '.join([typed, *others])})" if others else typed


def _alternatives(typed: Sequence[Part]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """What was typed, piece by piece, each with the other names of it; of several words that are one name together."""
    place = 0
    while place < len(typed):
        for length in range(min(_longest(), len(typed) - place), 0, -1):
            run = typed[place : place + length]
            others = _names_of(run)
            if others or length == 1:
                yield [part.query for part in run], others
                place += length
                break


def _names_of(run: Sequence[Part]) -> Sequence[str]:
    if any(part.is_phrase or part.is_open for part in run):
        return ()
    words = tuple(word for part in run for word in terms(part.text))
    if len(words) == 1 and len(words[0]) <= _SHORT and not run[0].text.isupper():
        return ()
    return _others().get(words, ())


@cache
def _longest() -> int:
    return max(map(len, _others()))


@cache
def _others() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """For each name, as words of the index, queries for the others."""
    found: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for group in _groups():
        queries = {tuple(terms(name.removesuffix("*"))): _query(name) for name in group}
        for words in queries:
            found[words] |= {query: None for other, query in queries.items() if other != words and not _is_short(other)}
    return {words: tuple(_fewer(others)) for words, others in found.items() if words and others}


def _fewer(queries: Iterable[str]) -> Iterator[str]:
    long = 0
    for query in islice(queries, _MOST):
        long += query.count(" ") >= _LONG
        if query.count(" ") < _LONG or long <= _MOST_LONG:
            yield query


def _is_short(words: Sequence[str]) -> bool:
    """Whether the index, which knows no capitals, would take it for another word: MAI is a ministry, mai is more."""
    return len(words) == 1 and len(words[0]) <= _SHORT


def _query(name: str) -> str:
    return f'"{" ".join(terms(name))}"{" *" if name.endswith("*") else ""}'


def _groups() -> Iterator[Iterable[str]]:
    """Names that say the same. Those that stand in most of them come first."""
    yield from _forms()
    for entry in programmes().values():
        if not entry.edition:
            yield _names((entry.name, entry.short or entry.name, *entry.aliases))
    for body in known_bodies().values():
        yield _names((*body.acronyms, *body.all_names))
    for name in ("acronyms", "short_forms"):
        for acronym in lexicon.load(name):
            yield _names((acronym.name or acronym.id.upper(), acronym.id.upper()))


def _names(names: Sequence[str]) -> list[str]:
    """Without single words that are no acronyms: a town hall is a commune, but not whoever looks for one wants all."""
    return [name for name in names if len(terms(name)) > 1 or name.isupper()]


def _forms() -> Iterator[Iterable[str]]:
    """Of synonyms, and of words whose forms don't begin alike; other forms are found by their beginning."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word, form in one_form().items():
        groups[form].append(word)
    for form, words in groups.items():
        if all(word[:_ALIKE] == form[:_ALIKE] for word in words):
            continue
        yield [f"{form[:-1]}*" if len(form) >= _ENDED else form, form, *words]

"""Under which words a body is looked for: few bodies share one that are not the same.

Words that thousands of names share (“asociația”, “pentru copii”, “primăria comunei”) never make a block alone.
"""

from collections.abc import Iterator
from functools import cache

from resolve.local_names import local_blocks
from resolve.name_changes import slip_blocks, turned_block
from resolve.name_likeness import as_scanned
from resolve.name_parts import Parts
from resolve.name_stems import rare
from resolve.organisation_names import Body
from romanian.body_words import words as words_of

_FEW_LETTERS = 5  # letters of a word that may have a typo
_MANY_WORDS = 3
_EVERYWHERE = 6  # words after which names of schools differ


@cache
def _given() -> frozenset[str]:
    return words_of("given")


def blocks_of(body: Body) -> Iterator[str]:
    """The blocks of a body, each named after its rule."""
    yield f"key {body.key}"
    if body.cui:
        yield f"cui {body.cui}"
    if body.around:
        yield f"around {body.around} {' '.join(body.bare)}"
    for acronym in body.acronyms | ({body.said.split()[0]} if body.said else set()):
        yield f"acronym {acronym}"
    if body.known:
        yield from _known(body)
    else:
        yield from _words(body)
    yield from (f"initials {initials}" for initials in (*body.initials, *filter(None, (body.said,))))
    yield from (f"whole {whole}" for whole in (*body.inside, *filter(None, (body.whole,))))
    if body.local is not None:
        yield from local_blocks(body.local)
    if body.parts is not None:
        yield from _own_names(body.parts, body.of)


def _own_names(parts: Parts, site: str | None) -> Iterator[str]:
    """The own name as it may be read; with the county where hundreds have it, and only with a seat."""
    for reading in parts.readings:
        if reading.is_telling or parts.is_church or parts.is_unique:
            yield f"own {reading.joined}"
        where = parts.county or parts.seat or site
        if where:
            yield f"own {reading.joined} {where}"
        if not parts.is_church:
            yield from slip_blocks(reading.own, where)
            if (turned := turned_block(reading.own)) is not None:
                yield turned


def _known(body: Body) -> Iterator[str]:
    if body.known.startswith("programme"):
        return
    yield f"known {body.known} {body.place if body.place or not body.site else body.site}"
    where = body.county or body.of
    if where and body.patron:
        told = sorted(body.patron, key=len)
        yield from (f"patron {body.known} {where} {word}" for word in (told if body.county else told[-1:]))
    if body.place and body.level:  # “Primăria X” says no level, “Primăria Comunei X” does
        yield f"known {body.known} {body.place.removeprefix(f'{body.level} ')}"


def _beginnings(body: Body, words: tuple[str, ...]) -> Iterator[str]:
    """The words up to the second that few names have, or the third: by them, a name that is cut off is found.

    Names of schools and centres begin with the same words all over the country.
    """
    whole = words if body.cut is None else body.cut[0][:-1]
    least = _EVERYWHERE if whole[:1] and whole[0] in words_of("local_heads") else _MANY_WORDS
    for end in range(2, len(whole) + (body.cut is not None)):
        if whole[end - 1].isdigit():
            return
        if len(rare(whole[:end])) > 1 or end >= least:
            yield f"begins {' '.join(whole[:end])}"
            return


def _words(body: Body) -> Iterator[str]:
    """The words, the words but one, and the words with a letter less where there are few."""
    words = body.words
    scarce = [word for word in rare(words) if word not in body.numbers]
    text = " ".join(sorted(words))
    yield f"words {text}"
    yield f"meaning {' '.join(body.meaning)}"
    yield f"joined {as_scanned(''.join(words))}"
    if len(fewer := [word for word in words if word not in _given() and len(word) > 1]) > 1:
        yield f"names {' '.join(fewer)}"
    if "romania" in words:
        yield f"joined {as_scanned(''.join(w for w in words if w != 'romania'))}"
    for acronym in body.acronyms:
        yield f"words {' '.join(sorted((*words, acronym)))}"
    yield from _beginnings(body, words)
    for place, word in enumerate(words):
        rest = words[:place] + words[place + 1 :]
        others = [w for w in scarce if w != word]
        if len(others) >= 2 or (len(others) == 1 and len(rest) >= _MANY_WORDS):
            yield f"but {' '.join(rest)}"
        elif len(word) > _FEW_LETTERS:
            yield f"letters {' '.join(words)}"
            for at in range(len(word)):
                yield f"letters {' '.join((*words[:place], word[:at] + word[at + 1 :], *words[place + 1 :]))}"

"""A name of an organisation taken apart: what kind of body it is, of which place, by which words, numbers, acronyms."""

import re
from dataclasses import dataclass
from functools import lru_cache

from resolve.body_places import find_county, is_place
from resolve.fiscal_codes import split_code, valid_code
from resolve.known_bodies import Known, find_cut, find_known
from resolve.name_stems import LITTLE, content, stem
from resolve.named_programmes import programme_of
from resolve.names import organisation_key, plain_words, starts_with_acronym
from resolve.own_acronyms import acronym_of, split_acronyms
from romanian.body_words import forms
from romanian.body_words import words as words_of
from romanian.fold import fold

_LONGEST = 400  # characters looked at: a name has fewer, a page may give a whole paragraph
_CUT = re.compile(r"\s?(?:\.{3}|…)")
_PARTS = re.compile(r"\s[-–—]\s|\s?[–—]\s?|,\s")
_BROKEN = re.compile(r"(?<=[^\W\d_]{2})[-‐]\s?(?=[a-zăâîșț]{2})")
_NUMBER = re.compile(r"(?:\d+|[ivx]+)$")
_COMPANIES = frozenset({"srl", "sa", "snc", "pfa"})
# Words that schools, parishes and centres share with many others: a name of nothing else needs a place.
_COUNTY = re.compile(r" (?:din )?judetul(?:ui)? (?P<county>[a-z ]+)$")
_QUOTES = ("”", '"', "»", "“", "''", "’’")
_GIVEN = words_of("given")
_LOCAL_HEADS = words_of("local_heads")
_SHARED = frozenset(map(stem, words_of("shared")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a name, with the county of those who write it, tells of a body.

    `key` is equal for names that surely are one; `plain` is the name as written, folded; `known` names an entry of
    `romanian/organisations.toml`; `place` is its place there, "" for none; `words` are those that carry meaning.
    """

    key: str
    plain: str
    known: str = ""
    place: str = ""
    level: str | None = None
    county: str | None = None
    words: tuple[str, ...] = ()
    form: str = ""
    numbers: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    is_acronym: bool = False  # the name is nothing but one
    cut: tuple[tuple[str, ...], tuple[str, ...]] | None = None  # words before and behind “…”
    is_exact: bool = True  # the known head is spelt as it should be
    is_local: bool = False  # many bodies have this name, each in its place
    site: str | None = None  # county of those who write it, of a local name
    cui: str | None = None


@lru_cache(maxsize=65536)
def read_name(name: str, site: str | None, cui: str | None) -> Body:
    """What the name tells; `site` is the county of those who write it, `cui` a code that stands beside it."""
    stripped, code = split_code(name[:_LONGEST])
    carried = split_acronyms(stripped)
    text = carried.name or stripped or name
    plain = plain_words(text)
    code = valid_code(cui) or code
    tokens = plain.split()
    known = _find_known(text, tokens, site) or _find_known(stripped, plain_words(stripped).split(), site)
    if known is not None and known.entry is None and known.place is not None and not known.place.key:
        known = None  # “Primăria”
    if known is not None:
        return _known(known, plain, site, carried.acronyms, code)
    programme = programme_of(plain, text)
    if programme is not None:
        return Body(key=programme, plain=plain, known=programme, cui=code)
    return _other(text, plain, site, carried.acronyms, code)


def _find_known(text: str, tokens: list[str], site: str | None) -> Known | None:
    if cut := _CUT.search(text):
        return find_cut(plain_words(text[: cut.start()]).split(), plain_words(text[cut.end() :]).split(), site)
    found = find_known(tokens, site, acronym=starts_with_acronym(text))
    if found is not None and (found.place is None or found.place.known):
        return found
    parts = _PARTS.split(text)
    for other in (_BROKEN.sub("", text), " ".join(parts[::-1]) if len(parts) == 2 else text):
        if other != text:
            turned = find_known(plain_words(other).split(), site, acronym=starts_with_acronym(other))
            if (
                turned is not None
                and turned.exact
                and (turned.place is None or (turned.place.known and turned.place.key))
            ):
                return turned
    return found


def _known(known: Known, plain: str, site: str | None, acronyms: frozenset[str], code: str | None) -> Body:
    place = known.place
    county = None if place is None else place.county
    where = "" if place is None else place.key
    is_local = False
    if place is not None and (not where or place.is_ambiguous):
        if known.each == "county" and site is not None and not where:
            where, county = fold(site), site
        else:
            is_local = True
    key = " ".join(filter(None, (f"{known.id}:", where)))
    if is_local and site is not None:
        key = f"{key} @ {fold(site)}"
    if not known.exact:
        key = f"{key} ~ {plain}"
    return Body(
        key=key,
        plain=plain,
        known=known.id,
        place=where,
        level=None if place is None else place.level,
        county=county,
        acronyms=acronyms,
        is_exact=known.exact,
        is_local=is_local,
        site=site if is_local else None,
        cui=code,
    )


def _other(text: str, plain: str, site: str | None, acronyms: frozenset[str], code: str | None) -> Body:
    key = organisation_key(text) or plain
    tokens = key.split()
    form = next((forms()[word] for word in tokens[:1] if word in forms()), "")
    if tokens and tokens[-1] in _COMPANIES:
        form = tokens[-1]
    words = tuple(content(tokens))
    tail = _COUNTY.search(key)
    county = find_county(tail["county"]) if tail else None
    if tail is not None and county is not None and len(content(key[: tail.start()].split())) > 1:
        tokens = key[: tail.start()].split()
        words = tuple(content(tokens))
    core = tuple(word for word in words if word not in forms())
    numbers = frozenset(word for word in words if _NUMBER.match(word))
    own = {stem(word) for word in words if word not in numbers}
    place = "" if text.rstrip(" .").endswith(_QUOTES) else _place_at_end(tokens)
    is_local = county is None and (own <= _SHARED or (key.split(" ")[0] in _LOCAL_HEADS and not place))
    bare = acronym_of(text) or (acronym_of(" ".join(re.split(r"\s+", text)[1:])) if form and len(core) == 1 else None)
    return Body(
        key=f"{key} @ {fold(site)}" if is_local and site else key,
        plain=plain,
        place=place,
        county=county,
        words=core,
        form=form,
        numbers=numbers,
        acronyms=acronyms | ({bare} if bare else set()),
        is_acronym=bare is not None,
        cut=_cut_words(text),
        is_local=is_local,
        site=site if is_local else None,
        cui=code,
    )


def _cut_words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    cut = _CUT.search(text)
    if cut is None:
        return None
    before, behind = (content(plain_words(part).split()) for part in (text[: cut.start()], text[cut.end() :]))
    return tuple(word for word in before if word not in forms()), tuple(behind)


def _place_at_end(tokens: list[str]) -> str:
    """The town, commune or county that the words end with; a saint's or a poet's name is none right behind the head."""
    for length in (3, 2, 1):
        head, tail = tokens[:-length], tokens[-length:]
        if not head or tail[0] in LITTLE or not is_place(" ".join(tail)):
            continue
        if tail[0] in _GIVEN and all(stem(word) in _SHARED for word in head):
            return ""
        return " ".join(tail)
    return ""

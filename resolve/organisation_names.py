"""A name of an organisation taken apart: what kind of body it is, of which place, by which words, numbers, acronyms."""

import re
from dataclasses import dataclass
from functools import lru_cache

from resolve.body_patrons import patron_words
from resolve.body_places import Place, is_place, without_county
from resolve.church_names import church_parts
from resolve.head_slips import mended
from resolve.known_bodies import Known
from resolve.known_readings import find_body
from resolve.local_names import LocalName, local_name, without_level
from resolve.name_gaps import regapped
from resolve.name_initials import initials_meant, initials_said
from resolve.name_letters import mended_letters
from resolve.name_meanings import is_translated, meaning_of, without_country, without_seat_abroad
from resolve.name_parts import Parts, parts_of, start_of_quoted
from resolve.name_seats import county_of_seat, without_seat
from resolve.name_stems import LITTLE, content, rare, stem
from resolve.name_turned import in_usual_order
from resolve.named_programmes import programme_of
from resolve.names import organisation_key, plain_words, with_syllables_joined
from resolve.own_acronyms import acronym_of, split_acronyms
from romanian.body_words import forms
from romanian.body_words import words as words_of
from romanian.fiscal_codes import split_code, valid_code
from romanian.fold import fold

_LONGEST = 400  # characters looked at: a name has fewer, a page may give a whole paragraph
_CUT = re.compile(r"\s?(?:\.{3}|…)")
_IN_COUNTRY = re.compile(r"\s+(?:din\s+)?Rom[aâ]nia\s*$", re.IGNORECASE)
# What a body is in a project, beside its name.
_ROLE = re.compile(
    r"""\s? \( \s? (?P<role> lider (?: \s de \s (?: parteneriat | proiect ) )? | partener (?: \s ? \d{1,2} )?
                      | solicitant | beneficiar | coordonator | promotor (?: \s de \s proiect )? ) \s? \)""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\d+|[ivx]{2,})$")
_FORMS_WITHIN = frozenset({"egyesulet", "alapitvany", "stiftung", "srl", "snc", "pfa"})  # a town may stand behind them
_COMPANIES = frozenset({"srl", "sa", "snc", "pfa"})
# Words that schools, parishes and centres share with many others: a name of nothing else needs a place.
_INSIDE = re.compile(r"\(([^()]{8,160})\)")
_TELLING = 5  # letters
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
    meaning: tuple[str, ...] = ()  # the words in Romanian, sorted, without another country
    is_foreign: bool = False  # a word of it is of another language
    country: str = ""  # another country, behind the name
    form: str = ""
    numbers: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    is_acronym: bool = False  # the name is nothing but one
    cut: tuple[tuple[str, ...], tuple[str, ...]] | None = None  # words before and behind “…”
    is_exact: bool = True  # the known head, or the legal form, is spelt as it should be
    is_local: bool = False  # many bodies have this name, each in its place
    site: str | None = None  # county of those who write it, of a local name
    of: str | None = None  # county of those who write it
    bare: tuple[str, ...] = ()  # `words` without the town at their end, where they tell the body
    around: str | None = None  # county of that town, or of those who write the name without it
    cui: str | None = None
    said: str | None = None  # the initials that it begins with, and what follows
    initials: frozenset[str] = frozenset()  # those that it may be written with
    local: LocalName | None = None  # its parts, of a school or a hospital
    parts: Parts | None = None  # what its words do, of bodies that no lexicon has
    whole: str = ""  # its words in one, without form, town and country, where they tell the body
    patron: frozenset[str] = frozenset()  # words that may be it, of a known body of a town
    inside: frozenset[str] = frozenset()  # the same of what stands in its brackets


@lru_cache(maxsize=262144)
def read_name(name: str, site: str | None, cui: str | None) -> Body:
    """What the name tells; `site` is the county of those who write it, `cui` a code that stands beside it."""
    stripped, code = split_code(_ROLE.sub("", in_usual_order(_mended(name[:_LONGEST]))))
    carried = split_acronyms(stripped)
    text = carried.name or stripped or name
    right = mended(text)
    told = _Told(
        text=right or text,
        plain=plain_words(text),
        site=site,
        acronyms=carried.acronyms,
        cui=valid_code(cui) or code,
        is_exact=right is None,
    )
    known = find_body(told.text, site) or (find_body(stripped, site) if stripped != told.text else None)
    if known is not None and not (known.entry is None and known.place == Place("")):  # “Primăria”
        return _known(told, known)
    programme = programme_of(told.plain, told.text)
    if programme is not None:
        return Body(key=programme, plain=told.plain, known=programme, cui=told.cui)
    return _other(told)


def _mended(name: str) -> str:
    return with_syllables_joined(regapped(mended_letters(name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A name without its code and its acronym, and what stood there; `plain` is it as written, folded."""

    text: str
    plain: str
    site: str | None
    acronyms: frozenset[str]
    cui: str | None
    is_exact: bool


def _known(told: _Told, known: Known) -> Body:
    place = known.place or Place("")
    where, county = place.key, place.county
    if known.each == "county" and not where and told.site is not None:
        where, county = fold(told.site), told.site
    is_local = known.each is not None and (not where or place.is_ambiguous)
    is_exact = known.exact and told.is_exact
    has_patron = known.each == "town" and known.entry is not None and known.entry.patrons is not None
    key = f"{known.id}: {where}".strip()
    if is_local and told.site is not None:
        key = f"{key} @ {fold(told.site)}"
    return Body(
        key=key if is_exact else f"{key} ~ {told.plain}",
        plain=told.plain,
        known=known.id,
        place=where,
        level=place.level,
        county=county,
        acronyms=told.acronyms,
        is_exact=is_exact,
        is_local=is_local,
        site=told.site if is_local else None,
        of=told.site if has_patron and county is None else None,
        cui=told.cui,
        patron=frozenset(patron_words(told.plain, where)) if has_patron else frozenset(),
    )


def _other(told: _Told) -> Body:
    key = organisation_key(told.text) or told.plain
    tokens, county = without_county(key.split())
    within = [word for word in tokens if word in _FORMS_WITHIN]
    form = next((forms()[word] for word in (*tokens[-1:], *within, *tokens[:1]) if word in forms()), "")
    church = church_parts(tokens)
    numbers = frozenset(word for word in content(tokens) if _NUMBER.match(word))
    if church is not None and "i" in (tokens[-1], tokens[1]):  # “Parohia Cugir I”, “Protopopiatul I”
        numbers |= {"i"}
    is_quoted = told.text.rstrip(" .").endswith(_QUOTES)
    place = "" if is_quoted else _place_at_end(tokens)
    tokens = without_level(tokens, place)
    words = tuple(content(tokens))
    local = local_name(tokens, place, numbers, told.site, is_quoted=is_quoted)
    place = place or (local.place if local else "")
    core = tuple(word for word in words if word not in forms())
    here, country = without_country(without_seat_abroad(fold(told.text), core))
    is_shared = all(stem(word) in _SHARED for word in words if word not in numbers)
    is_of_place = is_shared or (tokens[:1] != [] and tokens[0] in _LOCAL_HEADS and not place)
    is_local = is_of_place and county is None and form not in _COMPANIES and church is None
    bare = without_seat(tokens, core, place, form) if county is None else ()
    acronym = acronym_of(_IN_COUNTRY.sub("", told.text)) or (
        acronym_of(told.text.split()[-1]) if form and len(core) == 1 else None
    )
    key = f"{key} @ {fold(told.site)}" if is_local and told.site else key
    return Body(
        key=key if told.is_exact else f"{key} ~ {told.plain}",
        plain=told.plain,
        place=place,
        county=county,
        words=core,
        meaning=meaning_of(here),
        is_foreign=is_translated(core),
        country=country,
        form=form,
        numbers=numbers,
        acronyms=told.acronyms | ({acronym} if acronym else set()),
        is_acronym=acronym is not None,
        is_exact=told.is_exact,
        cut=_cut_words(told.text),
        local=local,
        is_local=is_local,
        site=told.site if is_local else None,
        of=told.site,
        bare=bare,
        around=(county_of_seat(place) if bare != core else told.site) if bare else None,
        cui=told.cui,
        parts=church or parts_of(told.text, tokens, form) if acronym is None else None,
        whole=_whole(told.text),
        inside=frozenset(filter(None, map(_whole, _INSIDE.findall(told.text)))),
        said=(said := initials_said(told.text, tokens)),
        initials=frozenset() if said else frozenset(initials_meant(tokens, start_of_quoted(told.text, tokens))),
    )


def _whole(text: str) -> str:
    """The words in one where a bracket with them tells the body: two that few names have; "" for others."""
    words = without_country([word for word in content(plain_words(text).split()) if word not in forms()])[0]
    telling = [word for word in rare(words) if len(word) >= _TELLING and not is_place(word)]
    return "".join(map(stem, words)) if len(telling) > 1 and "(" not in text else ""


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

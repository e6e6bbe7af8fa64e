"""The bodies that a page names where it says who leads, who leads first, without what they are in the project.

“Crucea Roșie Mureș, în parteneriat cu Primăria Reghin”, “Beneficiar: Asociația Betania”, “Fundația Corona + parteneri”.
"""

import re
from functools import lru_cache

from resolve.organisation_names import read_name
from resolve.spelling import folded, words
from romanian.body_words import words as words_of

_LONGEST = 400  # characters looked at
_MOST = 6  # bodies
_ROLE = r"""(?: lider (?:ul)? | beneficiar (?:ul)? | solicitant (?:ul)? | coordonator (?:ul)? | promotor (?:ul)?
      | aplicant (?:ul)? | titular (?:ul)? | lead \s (?: partner | applicant ) | partener \s principal )
      (?: \s (?: de | al ) \s (?: parteneriat (?:ul(?:ui)?)? | proiect (?:ul(?:ui)?)? ) )?"""
_ROLE_BEFORE = re.compile(rf"^ \s* (?: {_ROLE} \s* [:–—-] \s* | ONG \s+ )", re.VERBOSE | re.IGNORECASE)
# “…, lider de proiect”, “… + parteneri”, “… și partenerii”, “…, România”, “… (FH)”
_BEHIND = re.compile(
    rf"""(?: \s* [,(–—-] \s* {_ROLE} \s* \)?
      | \s+ (?: \+ | & | [sșş]i | cu ) \s+ (?: al[tțţ]i \s )? parteneri (?:i)? (?: \s [sș]ăi )?
      | \s* , \s* Rom[aâ]nia | \s* \( [^\W\d_]{{2}} \) ) \s* $""",
    re.VERBOSE | re.IGNORECASE,
)
_HEADS = r"""(?: prim[aă]ri | asocia[tțţ]i | funda[tțţ]i | DGASPC\b | DAS\b | UAT\b | CJ\b | IPJ\b | AJOFM\b | DSP\b
      | GAL\b | ONG\b | consiliul | inspectorat | ISJ\b | direc[tțţ]i | parohi | protopopiat | [aA]rhiepiscopi
      | episcopi | m[aă]n[aă]stir | [sșş]coala | liceul | colegiul | gr[aă]dini[tțţ]a | spitalul | universitat
      | penitenciar | organiza[tțţ]i | federa[tțţ]i | camera\sde | agen[tțţ]i | minister | institut | caritas\b
      | crucea\sro[sșş]ie | salva[tțţ]i\scopiii )"""
_BESIDE = re.compile(
    rf"""
    [\s,;:(–—-]*+ \b
    (?: [iî]n \s (?:parteneriat|colaborare|asociere|consor[tțţ]iu) \s cu
      | [iî]mpreun[aă] \s cu | al[aă]turi \s de | [sșş]i \s partener(?:ul|i|ii)? (?=\W|$)
      | cu \s sprijinul | prin )
    (?! \w) [\s:–—-]*+
  | \s*+ [,;:(–—-] \s*+ partener(?:ul|i|ii)? (?:\s cu)? (?! \w) [\s:–—-]*+
  | \s* [;/] \s*
  | \s+ \+ \s+
  | \s+ (?: [sșş]i | & ) \s+ (?= {_HEADS} | comun[ae] | ora[sș]ul | municipiul | jude[tțţ]ul )
  | , \s+ (?= {_HEADS} )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def bodies_in(name: str) -> tuple[str, ...]:
    """The bodies that a name lists, who leads first; a public one may have another name, or its part, behind a dash.

    Always one at least; the name itself where it says nothing else.
    """
    bare = _without_roles(name[:_LONGEST])
    listed = [part for part in _BESIDE.split(bare, maxsplit=_MOST) if words(part)] or [bare]
    head, dash, rest = listed[0].partition(" – ") if " – " in listed[0] else listed[0].partition(" - ")
    is_public = (
        bool(dash) and read_name(head, None, None).known != "" and not words_of("branches") & set(words(folded(rest)))
    )
    return (head, rest, *listed[1:]) if is_public and words(rest) else tuple(listed)


def _without_roles(name: str) -> str:
    """The name without what the body is in the project; the name itself where nothing would be left."""
    bare = _BEHIND.sub("", _ROLE_BEFORE.sub("", name))
    return bare if words(bare) else name

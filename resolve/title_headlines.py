"""What papers write around a title of a project: “A fost lansat proiectul „…””, “„…” a ajuns la final”."""

import re

_LONGEST = 120  # characters before a title
_FEWEST = 4  # characters of one
_OPENING, _CLOSING = '„“"«', '”“"»'
# What stands right before a title in quotation marks: “proiectul”, “proiectului european”, “proiect la Reghin:”
_BEFORE = re.compile(r"\bproiect(?:ul|ului)?(?:\s+[^\W\d_]+(?:-[^\W\d_]+)?){0,3}\s*[:–-]?\s*$", re.IGNORECASE)
# “Comunicat de presă – „Casa Soarelui””, “Asociația Rază de Soare: „Casa Soarelui””
_SAYING = re.compile(
    r"""
    \W* (?: comunicat | anun[tțţ] | conferin[tțţ] | lansare | eveniment | seminar | [sșş]tiri | nout[aă][tțţ]i
          | asocia[tțţ]i | funda[tțţ]i | federa[tțţ]i | organiza[tțţ]i | arhiepiscopi | episcopi | mitropoli | parohi
          | protopop | prim[aă]ri | comuna | ora[sșş]ul | municipiul | jude[tțţ]ul | consiliul | inspectorat | universit
          | DGASPC\b | DAS\b | direc[tțţ]i | spitalul | [sșş]coala | liceul | minister | agen[tțţ]i | autoritat )
    [^.!?]* [:–—-] \s* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
# “A început implementarea proiectului Casa Soarelui”
_SAID = re.compile(
    r"""
    (?: a \s fost | au \s fost | s-a | a | se ) \s+
    (?: lans\w+ | finaliz\w+ | [iî]nchei\w+ | semn\w+ | demar\w+ | [iî]nce\w+ | implement\w+ | deruleaz[aă] ) \s+
    (?: (?: implementarea | derularea | contractul | pentru | de | finan[tțţ]are ) \s+ ){0,4}
    (?: la \s+ [^\W\d_]+ \s+ )? proiect (?:ul|ului) \b \s* (?: cu \s titlul | intitulat | numit )? [\s:]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
# “„Casa Soarelui” s-a încheiat”, “„Casa Soarelui”, la final”
_BEHIND = re.compile(
    r"""
    [,\s–-]* (?: (?: a \s ajuns | a \s fost | s-a | va \s fi | a \s intrat | a \s [iî]nceput | a \s demarat ) \b
      | (?: a \s ajuns \s+ )? la \s+ (?: final | start | sf[aâ]r[sșş]it | jum[aă]tate ) \b
      | (?: al | a | ale ) \s (?:  # whose it is
            asocia[tțţ]i | funda[tțţ]i | federa[tțţ]i | organiza[tțţ]i | arhiepiscopi | episcopi | mitropoli | parohi
          | protopop | patriarh | prim[aă]ri | comunei | ora[sșş]ului | municipiului | jude[tțţ]ului | consiliului
          | DGASPC | DAS\b | direc[tțţ]iei | spitalului | [sșş]colii | liceului | inspectorat | universit | minister
        ) \w*
      | (?: lansat | finalizat | [iî]ncheiat | demarat | implementat | semnat | depus | coordonat | derulat | condus
          | ini[tțţ]iat | propus | realizat | desf[aă][sșş]urat | organizat | sus[tțţ]inut ) (?:[aă]|e|i)? \b
      | (?: un \s (?: nou \s )? | noul \s )? proiect (?:ul)? \b )
    [^„“”"«»]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)


def without_headline(title: str) -> str:
    """The title that a headline names between quotation marks, or behind what happened to it; others as they are."""
    opening = next((at for at, letter in enumerate(title[:_LONGEST]) if letter in _OPENING), None)
    said = _SAID.match(title)
    if opening is None:
        return title[said.end() :] if said and title[said.end() :].strip() else title
    closing = next((at for at in range(opening + _FEWEST, len(title)) if title[at] in _CLOSING), None)
    if closing is None:
        return title
    before, behind = title[:opening], title[closing + 1 :]
    is_introduced = not before.strip() or any(said_before(before) for said_before in (_BEFORE.search, _SAYING.match))
    is_all = not re.search(r"\w", behind) or _BEHIND.match(behind) is not None
    is_more = bool(before.strip()) or bool(behind.strip())
    return title[opening : closing + 1] if is_introduced and is_all and is_more else title

"""Lines that a site sets on all its pages, whatever the page is about: copyright, counters, calls to log in or share.

Old templates put them in cells and paragraphs that no class or element tells from the content; their words do. A line
goes only as a whole, and never one with a sum.
"""

import re

_LONGEST = 200  # characters
_PAGE = r"(?:acest\ |aceasta\ )?(?:articolul?|pagina|stirea?|material(?:ul)?|continut(?:ul)?)"
_WHERE = r"(?:\ (?:si\ )?(?:pe|on|cu)\ [\w\s,]{2,40})?"
_ELSEWHERE = r"(?:prima\ pagina|pagina\ (?:principala|anterioara|urmatoare))"

_ANYWHERE = re.compile(
    r"""
      (?: © | \(c\) | copyright | drepturi\ de\ autor ) [\s©,:-]* (?:\(c\)\s*)? (?:19|20)\d\d     # © 2003
    | \btoate\ drepturile\ (?:sunt\ )?rezervate\b | \ball\ rights\ reserved\b
    | \bpentru\ a\ (?:publica|lasa|posta|scrie|adauga|trimite)\ (?:un\ )?comentari      # Autentificați-vă …
    """,
    re.VERBOSE,
)
_MARKS = ("©", "(c)", "copyright", "drept", "rights", "comentari")  # one stands in what it finds
_BEGINNING = re.compile(
    rf"""
    \W* (?:
        webmaster\b | web\ ?design\b | powered\ by\b | site\ map\b
      | (?:site|web|pagina)\ (?:realizat|creat|gazduit|intretinut)\w*\ (?:de|cu|by)\b
      | (?:optimizat|recomandat)\w*\ pentru\ \d{{3,4}}\ ?x | (?:pagina|page)\ (?:generat\w*|generation)\b
      | comentariile\ (?:apartin|sunt\ ale)\b | the\ comments\ are\ (?:property|owned)\b
      | preluarea\ (?:textel|textul|informati|articol|stiri|continut|material)\w*
      | {_PAGE}\ (?:este|e)\ rezervat\w?\ (?:doar\ )?abonatilor | ai\ citit\ \d+\ din\ (?:cele\ )?\d+\ (?:de\ )?articole
    )
    """,
    re.VERBOSE,
)
_WHOLE = re.compile(
    rf"""
    \W* (?:
        # Avem 11 vizitatori online · Cine este online
        (?:(?:momentan|acum)\ )? (?:avem|sunt),?\ \d+\ (?:de\ )?(?:vizitator|utilizator|membr|oaspet)\w* .{{0,40}}
        \b (?:online|on-line|pe\ site) .{{0,20}}
      | cine\ (?:este|e)\ (?:online|on-line) | (?:vizitatori|utilizatori)\ (?:online|on-line) (?:\W*\d+)?
        # Tipărește · Trimite unui prieten · Distribuie pe Facebook · Urmărește-ne
      | (?:tiparest|printeaz|imprim|listeaz)\w{{1,2}} (?:\ {_PAGE})?
      | (?:versiune\w*|pagina)\ (?:pentru|de)\ (?:imprimare|tiparire|tiparit|listare)
      | trimite(?:ti)? (?:\ (?:{_PAGE}|prin\ e-?mail))? \ (?:unui|la\ un)\ prieten
      | (?:distribuie|distribuiti|share|partajeaza) (?:\ {_PAGE})? {_WHERE}
      | (?:urmareste-ne|urmariti-ne|follow\ us|gasiti-ne|ne\ gasesti) {_WHERE}
        # Lasă un comentariu · A fost utilă pagina?
      | (?:lasa|lasati|adauga|adaugati|scrie|scrieti|posteaza)\ (?:un\ )?comentari\w* | fii\ primul\ care\ comenteaza
      | nu\ (?:exista|sunt)\ (?:inca\ )?comentarii .{{0,40}}
      | (?:ti-|v-)?a\ fost\ utila?\ (?:aceasta\ )?(?:pagina|informati\w+) .{{0,40}}
        # [ Prima pagină ] [ Sus ] [ Înapoi ]
      | {_ELSEWHERE} | inapoi\ (?:sus|la\ (?:inceput|lista|stiri|noutati))
      | (?: (?: {_ELSEWHERE} | sus | acasa | home | back | top | cuprins | inapoi | inainte ) \W+ ){{1,8}}
        (?: sus | inapoi | inainte | back | top | cuprins )
    ) \W*
    """,
    re.VERBOSE,
)
_MONEY = re.compile(r"\d\s*(?:mii|mil(?:ioane)?\.?|mld\.?)?\s*(?:de\s)?(?:lei|ron|euro?)\b|€")


def is_of_the_site(folded: str) -> bool:
    """Whether a line, folded, belongs to the site and not to the page."""
    if len(folded) > _LONGEST:
        return False
    found = _BEGINNING.match(folded) or _WHOLE.fullmatch(folded)
    if found is None and any(mark in folded for mark in _MARKS):
        found = _ANYWHERE.search(folded)
    return found is not None and _MONEY.search(folded) is None

"""What pages write around a title: “proiectul”, its number, its fund, its years; and the title without them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from resolve.misread import repaired
from resolve.spelling import composed, folded, words
from resolve.title_headlines import without_headline
from resolve.title_repairs import mended

LONGEST = 600  # characters looked at: a title has fewer, a page may give a whole paragraph
# What stands before a title without being part of it: “proiectul „…””, “Titlul proiectului: …”
_INTRODUCTION = re.compile(
    r"""
    \W*
    (?: (?: titlul | titlu | denumirea ) \s+ (?: complet \s+ )? (?: al \s+ )? proiect (?: ului )? \b
      | (?: titlu | titlul | denumire (?: \s+ proiect )? ) \s* (?= : )
      | (?: (?: comunicat | anun[tțţ] | conferin[tțţ] | eveniment | seminar ) \w*
            (?: \s+ [^\W\d_]+ | \s* [–:-] ){0,6}? \s+ )?
        (?: (?: [iî]n \s+ cadrul
              | (?: lansar | implementar | derular | finalizar | [iî]nchider | [iî]ncheier ) e?a? ) \s+ )?
        proiect (?: ul | ului )? \b (?! \s+ de \b )
    )
    (?: [\s-]+ (?: european | social | pilot | pocu | posdru ) (?= \W* ["„“”«:,-] ) )?
    (?: \s+ (?! cu \b | titlul | intitulat | numit | denumit ) [^\W\d_]{3,20} (?: -[^\W\d_]{3,20} )? (?= \s* ["„“«] ) )?
    (?: \s+ (?: cu \s+ titlul | intitulat | numit | denumit ) \b )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PROGRAMME = r"(?:POCU|POSDRU|POCA|POR|PIDS|POIDS|PEO|PNRR|POAT)"
# “POR 2014-2020: …”, “Phare 2001 – …”, “ROHU-339 – …”, “Interreg V-A – …”: a fund with its numbers and nothing else
_FUND = rf"""(?: {_PROGRAMME} | PHARE | PNDR | LEADER | PIN | FAMI | AMIF | FSE\+? | FEDR | ERASMUS\s?(?:\+|Plus)
    | Interreg | RO-?(?:HU|BG|UA|RS|MD) | (?:granturi(?:le)?\s+)?(?:SEE|norvegiene)(?:\s+[sș]i\s+norvegiene)?
    | (?:EEA|Norway)(?:\s+and\s+Norway)?\s+Grants | Fondul\s+ONG | Active\s+Citizens\s+Fund | ACF | FSI | ISF )"""
_PROGRAMME_BEFORE = re.compile(
    rf"""
    \A \W*+ (?:proiect(?:ul)?\s+)? (?: {_FUND} | (?-i:[A-Z]{{2,6}}\d{{0,4}}[-/]\d{{3,6}}) ) (?!\w)
    (?: [\s/.,-]*+ (?: \d[\w./-]*+ | V-A | VI-A | IPA | C\d+ | KA\d+ ) ){{0,4}}+
    [\s"”»)\]]*+ (?: : | (?<=[\s)\]"”]) [–—-] | (?=[„“"«]) ) \s*+ (?=\W*[^\W\d_]{{3}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
# “M6.2 Înființare …”, “Măsura M4/6B – …”, “Submăsura 19.2: …”: the measure of a local action group
_MEASURE = re.compile(
    r"""
    \A \W*+ (?: (?:sub)?m[aă]sura \s+ M?\s?\d{1,2}(?:[./]\d{1,2}){0,3}[A-F]?(?:\s?/\s?\d[A-F])?
      | (?-i:M)\s?\d{1,2}(?:[./]\d{1,2}){1,3}[A-F]?(?:\s?/\s?\d[A-F])? | (?-i:M)\d{1,2}\s?/\s?\d[A-F] )
    (?!\w) [\s"”»)\]]*+ [:–—.,-]? \s*+ (?=\W*[^\W\d_]{3})
    """,
    re.VERBOSE | re.IGNORECASE,
)
# “… – PNRR”, “… - POCU 2014-2020”
_PROGRAMME_BEHIND = re.compile(
    rf"\s[–—|-]\s(?:proiect\s)?{_FUND}(?:\s+(?:19|20)\d\d(?:\s?[-–]\s?20\d\d)?)?\W*$", re.VERBOSE | re.IGNORECASE
)
# “… (cod SMIS 128038)”, “… – ID proiect 116908”, “…, POCU/465/4/4/128038”: numbers that agencies add
_NUMBERED = re.compile(
    rf"""
    (?<![\s,;:–—-]) [\s,;:–—-]*+ [(\[]? \s*+
    (?: (?:cu\s+)? \b (?:cod(?:ul)?|ID)\b [\s:.-]*+ (?:(?:de\s+)?proiect(?:ului)?\b)? [\s:.-]*+
          (?:(?:My)?SMIS (?:\s?20\d\d)? [\s+]*+ | {_PROGRAMME})? [\s:.-]*+ \d{{5,7}}\b
      | \b (?:My)?SMIS (?:\s?20\d\d\+?)? [\s:./-]*+ (?:cod\b)? [\s:.-]*+ \d{{5,7}}\b
      | (?:contract(?:ul)? (?:\s+de\s+finan[tțţ]are)? \s+)? (?:nr\.?\s+)? {_PROGRAMME}\s?/[\w./]*\d
      | (?P<contract>contract(?:ul)? (?:\s+de\s+finan[tțţ]are)? \s+ (?:nr\.?\s*)? \d[\w./-]*)
      | (?<=[(\[]) [1-3]\d{{5}} (?=[)\]]) | \A [1-3]\d{{5}} (?=\s*[–—:-]\s) ) \s* [)\]]?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# “…, proiect cofinanțat din Fondul Social European”, “… implementat de …”
_REST = re.compile(
    r"""
    (?<![\s,;:–—(-]) [\s,;:–—(-]++ (?:proiect\w*\s+)?
    (?: (?:co)?finan[tțţ]at[ăa]?\s+(?:din|prin|de|cu|[îi]n)\b
      | implementat[ăa]?\s+(?:de|[îi]n)\b | (?:derulat|desf[ăa][sșş]urat)[ăa]?\s+(?:de|prin|[îi]n\s+parteneriat)\b
      | (?: (?<=[,;:–—(-]) | (?<=[,;:–—-]\s) ) (?:[îi]n\s+)?(?:parteneriat|colaborare)\s+cu\b )
    .* $
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# “… (POCU)”, “… (proiect încheiat)”
_ASIDE = re.compile(
    rf"""
    \s*[(\[]\s*
    (?: {_FUND}
          (?: \s+ (?:19|20)\d\d (?:\s?[-–]\s?20\d\d)? )?
      | (?:proiect\s+)?(?:finalizat|[îi]ncheiat|[îi]n\s+(?:implementare|derulare|curs|desf[ăa][sșş]urare)) | proiect )
    \s*[)\]]\W*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# “Alegeri sănătoase 2019-2020”, “… (2019–2022)”
# “… – HURO/1001/219/2.3.1”, “… (contr. nr. P1/244)”, “… - RO-0123”, “… (ID 62457)”: a donor's number of a project
_MARKED = re.compile(
    r"""
    (?: \s [–—|-] \s | \s*[,;]\s* | \s* [(\[] )
    (?P<mark>
        (?: contr\w*\.? | grant | ref\.? ) [\s:]*+ (?: de \s finan[tțţ]are \s | nr\.?\s* | num[aă]rul\s ){0,2}
          [\w./-]{0,30}\d [\w./-]{0,30}
      | (?: nr\.?\s* | cod\s | ID\s? )? (?-i: [A-Z]{1,6} \d? ) (?: [-/.\s]? \d{2,6} ){0,2} (?: / [\w.]+ ){2,}
      | (?: nr\.?\s* | cod\s | ID[\s:-]* )? (?-i: [A-Z]{2,6} ) -? (?! (?:19|20)\d\d\b ) \d{3,6}
      | (?: nr\.?\s* | cod\s | ID[\s:-]* ) \d{4,6}
      | RO-?(?:HU|BG|UA|RS|MD) [\s-]? \d{1,4}
    ) \s* [)\]]? \W* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SEAM = re.compile(r"\s[–—|-]\s|:\s|[,;]\s|\s?[(]")
_PLACES = frozenset(("comuna", "orasul", "oras", "municipiul", "judetul", "sectorul", "sector"))
_NO_MARK = re.compile(r"\b(?:contr\w*|grant|ref|de|finan[tțţ]are|nr|num[aă]rul|cod|ID)\b", re.IGNORECASE)
_YEARS = re.compile(
    r"(?<![\s,])[\s,]*+[(\[]?\s*+\b(?P<start>(?:19|20)\d\d)\s*[-–—/]\s*(?P<end>(?:19|20)\d\d)\s*[)\]]?\W*$"
)
_DIGIT = re.compile(r"\d")
_LONGEST_MEASURE = 24  # characters up to its number
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)")  # M.A.M.A.
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,30}[^\W\d_](?!\S)")  # T I N E R I


@lru_cache(maxsize=65536)
def code_in(title: str) -> str | None:
    """The SMIS code that a page adds to a title, or None."""
    for match in _NUMBERED.finditer(beginning(title)):
        digits = re.search(r"(?<!\d)0*(\d{5,6})\W*$", match.group())
        if digits is not None and match["contract"] is None:
            return digits[1]
    return None


@lru_cache(maxsize=65536)
def years_in(title: str) -> tuple[str, str] | None:
    """First and last year that stand behind a title, or None."""
    match = _YEARS.search(beginning(title))
    return (match["start"], match["end"]) if match else None


@lru_cache(maxsize=65536)
def mark_in(title: str) -> str:
    """The donor's or contract's number that stands behind a title, its letters and figures alone; "" for none."""
    match = _MARKED.search(beginning(title))
    return re.sub(r"[\W_]+", "", _NO_MARK.sub("", match["mark"])).lower() if match else ""


@lru_cache(maxsize=65536)
def without_numbers(title: str) -> str:
    """The title as written, without the project's numbers, funds and years that pages add to it."""
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), beginning(title))
    has_digit, has_bracket = _DIGIT.search(text) is not None, ")" in text or "]" in text
    asked = (
        *((_ASIDE, has_bracket), (_NUMBERED, has_digit), (_MARKED, has_digit)),
        *((_REST, True), (_ASIDE, has_bracket), (_YEARS, has_digit)),
    )
    for pattern in (pattern for pattern, may_match in asked if may_match):
        shorter = pattern.sub(" ", text).strip(" ,;:–—-")
        text = shorter if words(shorter) else text
    return text


@lru_cache(maxsize=8192)
def beginning(title: str) -> str:
    """What is looked at of a title, with single blanks: pages may give any length of anything."""
    said = composed(unescape(unescape(title[: 2 * LONGEST])))  # “&amp;quot;”: pages escape what was escaped before
    text = _SPACED.sub(lambda match: match.group().replace(" ", ""), repaired(said))
    return mended(" ".join(text.split())[:LONGEST])


def without_lead(title: str, names: Iterable[str]) -> str:
    """The title without who leads, where a page writes that before or behind it: “Casa Ana – Asociația Rază de Soare”.

    “…, comuna Pogana” is where the project is, whoever leads.
    """
    text = beginning(title)
    own = {said for name in names if (said := tuple(words(folded(name)))) and said[0] not in _PLACES}
    seams = list(_SEAM.finditer(text))
    for seam in (*seams[:1], *seams[-2:]) if own else ():
        before, behind = text[: seam.start()], text[seam.end() :]
        for part, rest in ((before, behind), (behind, before)):
            if tuple(words(folded(part))) in own and words(folded(rest)):
                return rest.strip()
    return title


def bare_title(title: str) -> str:
    """The title without what pages write before and behind it."""
    text = _PROGRAMME_BEFORE.sub("", without_headline(without_numbers(title)), count=1)
    text = _PROGRAMME_BEHIND.sub(
        "", _MEASURE.sub("", text, count=1) if _DIGIT.search(text[:_LONGEST_MEASURE]) else text
    )
    introduction = _INTRODUCTION.match(text)
    rest = text[introduction.end() :].strip(" ,;:–—-") if introduction else text
    return rest if words(rest) else text

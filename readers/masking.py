"""Personal data covered with signs of the same number, so that offsets hold.

Covered: personal numeric codes (CNP), identity cards, IBANs, e-mail addresses and mobile phone numbers. Kept: names
(who signed what is the point of public pages) and landlines, which belong to offices. `docs/privacy.md` says why.

Everything that comes from the web is masked, in every form, plain text as well. The one exception is a text
file of your own that you have read by its path (`read_file`): it is taken as it is.
"""

import re

from stdnum import iban
from stdnum.ro import cnp

COVER = "█"

_CNP = re.compile(r"(?<!\d)[1-9](?P<blank>[ ]?)\d{6}(?P=blank)\d{6}(?!\d)")
_CALLED_CNP = re.compile(
    r"\bC\.?N\.?P\.?[^\w\n]{0,4}(?:nr\.?[ ]?)?(?P<code>\d(?:[ ]?[\d*xX]){12})(?!\d)", re.IGNORECASE
)
_CARD = re.compile(
    r"""
    \b (?: [CB]\.?\ ?I\.? | (?:cart|act)\w{0,3}\ de\ identitate | buletin\w{0,5}(?:\ de\ identitate)? )
    [^\w\n]{1,3} (?:\w{1,12}[ ]){0,2}?
    (?P<card> seri\w{1,2} [^\w\n]{1,3} [A-Z]{2} [^\w\n]{1,3} (?:n(?:r|um[aă]r\w{0,3})[^\w\n]{0,3})? \d{6} ) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AT = r"(?:[ ]?@[ ]?|[ ]?[\[({][ ]?(?:@|at|arond)[ ]?[\])}][ ]?)"
_DOT = r"(?:\.|[ ]?[\[({][ ]?(?:\.|dot|punct)[ ]?[\])}][ ]?)"
_EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}(?:[\w-]{{1,63}}{_DOT}){{1,8}}[a-z]{{2,24}}\b", re.IGNORECASE)
_ROMANIAN_IBAN = re.compile(r"\bRO[ ]?\d{2}(?:[ .-]?[A-Z0-9]{4}){5}\b", re.IGNORECASE)  # RO49 AAAA 1B31 0075 9384 0000
_FOREIGN_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b")
# Four digits and six, the six in threes or twos. One sign between all of them, or a contract with its year would do:
# “nr. 0745/2021 12 copii”. A bare 40 in front is no country: “40 722 334 455 lei”.
_MOBILE = re.compile(
    r"""
    (?<! \d) (?<! \d[.,])
    (?: (?:\+|00) [ ]? 40 [ ./-]{0,2} (?:\(0\)[ ]?)? 0? | \+4[ .-]?0 | \(? 0 )
    7 \d{2} \)?
    (?: \d{6}
      | [ ]?[ ./\u2010-\u2014-]?[ ]? \d{3} [ ]?[ .\u2010-\u2014-]?[ ]? \d{3}
      | (?P<sign> [ ]?[ ./\u2010-\u2014-]?[ ]? ) \d{2} (?P=sign) \d{2} (?P=sign) \d{2} )
    (?! \d )
    """,
    re.VERBOSE,
)
# What stands in all that the patterns above find, and in few texts: looking for it takes a fifth of the time.
_SIX_DIGITS = re.compile(r"\d(?:[ ]?[\d*xX]){5}")  # in codes and cards
_AT_WRITTEN = re.compile(r"[\[({][ ]?a(?:t|rond)", re.IGNORECASE)
_IN_FOURS = re.compile(r"\d\d(?:[ .-]?[A-Z0-9]{4}){2}", re.IGNORECASE)  # in an IBAN
_SEVEN = re.compile(r"0[ ./-]{0,2}\)?[ ]?7\d\d")


def mask(text: str) -> str:
    """The text with personal data covered; as long as before."""
    if _SIX_DIGITS.search(text):
        text = _CNP.sub(lambda found: _cover(found) if cnp.is_valid(found.group()) else found.group(), text)
        text = _CALLED_CNP.sub(lambda found: _cover_group(found, "code"), text)  # mistyped ones, too
        text = _CARD.sub(lambda found: _cover_group(found, "card"), text)
    if "@" in text or _AT_WRITTEN.search(text):
        text = _EMAIL.sub(_cover, text)
    if _IN_FOURS.search(text):
        text = _ROMANIAN_IBAN.sub(_cover, text)
        text = _FOREIGN_IBAN.sub(lambda found: _cover(found) if iban.is_valid(found.group()) else found.group(), text)
    return _MOBILE.sub(_cover, text) if _SEVEN.search(text) else text


def _cover(found: re.Match[str]) -> str:
    return COVER * len(found.group())


def _cover_group(found: re.Match[str], name: str) -> str:
    start, end = (place - found.start() for place in found.span(name))
    return found.group()[:start] + COVER * (end - start) + found.group()[end:]

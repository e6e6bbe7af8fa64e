"""Personal data covered with signs of the same number, so that offsets hold.

Covered: personal numeric codes (CNP) whose check digit is right, IBANs, e-mail addresses and mobile phone
numbers. Kept: names (who signed what is the point of public pages) and landlines, which belong to offices.

Everything that comes from the web is masked, in every form, plain text as well. The one exception is a text
file of your own that you have read by its path (`read_file`): it is taken as it is.
"""

import re

from stdnum import iban
from stdnum.ro import cnp

COVER = "█"

_CNP = re.compile(r"(?<!\d)[1-9]\d{12}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b", re.IGNORECASE)
_ROMANIAN_IBAN = re.compile(r"\bRO[ ]?\d{2}(?:[ ]?[A-Z0-9]{4}){5}\b", re.IGNORECASE)  # RO49 AAAA 1B31 0075 9384 0000
_FOREIGN_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b")
_MOBILE = re.compile(
    r"""
    (?<![\d.,/])
    (?: (?:\+|00) 40 [ ./-]? (?:\(0\))? 0? | 0 )   # +40, 0040, +40(0), or the 0 of a call inside the country
    7 \d (?:[ ./-]? \d){7}
    (?! [.,]?\d )
    """,
    re.VERBOSE,
)


def mask(text: str) -> str:
    """The text with personal data covered; as long as before."""
    text = _CNP.sub(lambda found: _cover(found) if cnp.is_valid(found.group()) else found.group(), text)
    if "@" in text:
        text = _EMAIL.sub(_cover, text)
    text = _ROMANIAN_IBAN.sub(_cover, text)
    text = _FOREIGN_IBAN.sub(lambda found: _cover(found) if iban.is_valid(found.group()) else found.group(), text)
    return _MOBILE.sub(_cover, text)


def _cover(found: re.Match[str]) -> str:
    return COVER * len(found.group())

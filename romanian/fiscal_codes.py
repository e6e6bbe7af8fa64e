"""The fiscal code (CUI, formerly CIF) by which a body is known to the tax office: found in a name, and checked.

The last digit is a check digit (Government Decision 1/2004, the algorithm of the Ministry of Finance); python-stdnum
knows it. A CNP, by which people are known, is none.
"""

import re

from stdnum.ro import cf

_SHORTEST, _LONGEST = 4, 10  # digits
_IN_NAME = re.compile(
    r"""[\s,;(\[–-]* \b
        (?: c\.?\s?u\.?\s?i\.? | c\.?\s?i\.?\s?f\.? | c\.?\s?f\.? | cod (?:ul)? \s fiscal
          | cod (?:ul)? \s (?: unic )? \s? (?: de )? \s (?: [iî]nregistrare | identificare ) (?: \s fiscal[aă] )? )
        [\s:.]* (?: nr\.? \s? )? (?P<code> (?: RO \s? )? \d{2,10} ) \b [)\]]?""",
    re.VERBOSE | re.IGNORECASE,
)


def valid_code(code: str | None) -> str | None:
    """The digits of a code whose check digit is right, without “RO”; None for anything else."""
    digits = re.sub(r"[\s.]", "", code or "").upper().removeprefix("RO")
    if not (digits.isascii() and digits.isdigit() and _SHORTEST <= len(digits) <= _LONGEST):
        return None
    return digits.lstrip("0") if cf.is_valid(digits) else None


def split_code(name: str) -> tuple[str, str | None]:
    """The name without a code that stands in it, and the code, None where it is wrong or there is none."""
    match = _IN_NAME.search(name)
    if match is None:
        return name, None
    return f"{name[: match.start()]} {name[match.end() :]}".strip(" ,;"), valid_code(match["code"])

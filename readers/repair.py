"""Romanian letters given back where an early conversion spoilt them; other text stays as it is.

Four spoilings are known, each met by one substitution: references to the control characters of Windows
(“&#150;”), UTF-8 that was read as something else (“Äƒ”, “È™”), letters of Latin-1 written as references
(“&thorn;ar&atilde;”), and letters of Latin-1 in the place of those of cp1250 (“ºi”, “þara”, “sã”). The last two
only in text that is clearly Romanian: Portuguese, Spanish, Icelandic and Hungarian need these letters.
"""

import html
import re
from collections.abc import Callable

Change = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
"""What is replaced, and by what."""

_WINDOWS_REFERENCE = re.compile(r"&#(?:1(?:2[89]|[345]\d)|[xX][89][0-9a-fA-F]);")

# UTF-8 that was read as cp1252, Latin-1 or cp1250; none stands in any word.
_MISREAD = re.compile(r"Ä[ƒ\x83]|È[™›\x99\x9b]|Å[£Ÿ\x9f]|Ã[®¢]|â€[žœ™\x9d”]|Č[™›]|Ĺ[ŁŹź]|Ă[®˘]")
_MISREAD_BYTES = re.compile(r"[ÂÃÄÅÈĂĹČ][^\x00-\x7f]|â[^\x00-\x7f]{2}")
_OURS = frozenset("ăâîșțşţĂÂÎȘȚŞŢáéíóöőúüűÁÉÍÓÖŐÚÜŰ„”“‟’‘‚–—…•«»°§ã\u00a0")
_MISREADINGS = ("cp1252", "cp1250")

# “ºi”, “þarã”, “ªCOALÃ”: signs no Romanian, English or Hungarian word holds.
_BETRAYED = re.compile(
    r"[þÞ][a-zâîã]|[a-zâîã]þ|(?<!\w)º[a-zâîã]|[a-zâîã]º[a-zâîã]|[a-z]ã\b"
    r"|Þ[A-ZÂÎÃ]|[A-ZÂÎÃ]Þ|ª[A-ZÂÎÃ]|[A-ZÂÎ]Ã\b"
    r"|[a-zA-Z]ã(?![oe])[a-zâîţț]|[A-Z]Ã(?![OE])[A-ZÂÎŢȚ]"
)
_SIGNS = "þÞºªãÃ"  # one of them stands in whatever that matches
_STRONGLY = re.compile(r"[a-zâîã][þº][a-zâîã]|(?<!\w)ºi(?!\w)|[A-ZÂÎÃ][Þª][A-ZÂÎÃ]")
_SPOILT_REFERENCE = re.compile(r"&(?:thorn|THORN|atilde|Atilde|ordm|ordf|#(?:254|222|227|195|186|170));")
_SPOILT = re.compile(
    r"""
      [þÞ] | [ãÃ](?![oeOE])                              # and not São, mães
    | (?<!\w)[ºª](?=[a-zăãâîșþțA-ZĂÃÂÎȘÞȚ]) | (?<=[a-zăãâîșþțA-ZĂÃÂÎȘÞȚ])[ºª](?=\w) | (?<=[a-zăãâîșț]{2})º(?!\w)
    | (?<=[A-ZĂÃÂÎȘȚ]{2})ª(?!\w)
    """,
    re.VERBOSE,
)
_LETTERS = {"þ": "ț", "Þ": "Ț", "ã": "ă", "Ã": "Ă", "º": "ș", "ª": "Ș"}
_ROMANIAN = re.compile(
    r"\b(?:de|din|la|pentru|cu|care|este|sunt|pe|prin|[sșşºª]i|[iî]n|a|al|ale|s[aăã]|nu)\b", re.IGNORECASE
)
_ONLY_ROMANIAN = re.compile(r"\b(?:din|pentru|prin|sunt|[sșşºª]i|în|într|dintre|ale|cu)\b", re.IGNORECASE)
_OTHER_TILDE = re.compile(r"[çõñ]", re.IGNORECASE)  # Portuguese, Spanish
_HUNGARIAN_SPOILT = re.compile(r"[õûÕÛ]")
_HUNGARIAN = re.compile(r"\b(?:és|hogy|az|nem|egy|vagy|megye|számára|gyermek\w*)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NOT_SAID = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SAMPLE = 200_000  # characters


def repair(text: str, *, markup: bool = False) -> str:
    """The text with its letters; `markup` says that references (“&#150;”) stand for characters in it."""
    for step in STEPS:
        change = step(text, markup)
        if change is not None:
            text = change[0].sub(change[1], text)
    return text


def is_spoilt(text: str) -> bool:
    """Whether text that was read as Latin-1 is really Romanian or Hungarian in cp1250."""
    if _HUNGARIAN_SPOILT.search(text) and "ã" not in text and len(_HUNGARIAN.findall(text[:_SAMPLE])) > 1:
        return True
    if not _is_betrayed(text):
        return False
    strong = sum(1 for _ in _STRONGLY.finditer(text[:_SAMPLE]))
    return is_clearly_romanian(text) or (strong > 1 and not _OTHER_TILDE.search(text))


def _windows_references(text: str, markup: bool) -> Change | None:
    """libxml2 makes control characters of them; HTML 5 (13.2.5.80) says which signs they are."""
    if not markup or not _WINDOWS_REFERENCE.search(text):
        return None
    return _WINDOWS_REFERENCE, lambda found: html.unescape(found.group())


def _misread(text: str, _markup: bool) -> Change | None:
    return (_MISREAD_BYTES, _as_utf8) if _MISREAD.search(text) else None


def _as_utf8(found: re.Match[str]) -> str:
    for name in _MISREADINGS:
        try:
            right = b"".join(_byte(character, name) for character in found.group()).decode("utf-8")
        except UnicodeError:
            continue
        if right in _OURS:
            return right
    return found.group()


def _byte(character: str, name: str) -> bytes:
    """The byte that was read as this sign; codecs leave holes where Windows has none."""
    try:
        return character.encode(name)
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _references(text: str, markup: bool) -> Change | None:
    if not markup or not _SPOILT_REFERENCE.search(text):
        return None
    written = _SPOILT_REFERENCE.sub(lambda found: html.unescape(found.group()), text)
    if not _is_betrayed(written) or not is_clearly_romanian(written):
        return None
    return _SPOILT_REFERENCE, lambda found: html.unescape(found.group())


def _letters(text: str, _markup: bool) -> Change | None:
    if not _is_betrayed(text) or not is_clearly_romanian(text):
        return None
    return _SPOILT, lambda found: _LETTERS[found.group()]


def _is_betrayed(text: str) -> bool:
    """Most pages have none of the signs, and looking for one takes a hundredth of the time."""
    return any(sign in text for sign in _SIGNS) and _BETRAYED.search(text) is not None


def is_clearly_romanian(text: str) -> bool:
    """One word in twelve is a Romanian function word, one in fifty only Romanian, and no other tilde prevails."""
    sample = _said(text[:_SAMPLE])
    words = sum(1 for _ in _WORD.finditer(sample))
    others = sum(1 for _ in _OTHER_TILDE.finditer(sample))
    if others and others * 4 > sum(1 for _ in _BETRAYED.finditer(sample)):
        return False
    only = sum(1 for _ in _ONLY_ROMANIAN.finditer(sample))
    return only > 0 and only * 50 >= words and sum(1 for _ in _ROMANIAN.finditer(sample)) * 12 >= words


STEPS: tuple[Callable[[str, bool], Change | None], ...] = (_windows_references, _misread, _references, _letters)
"""The substitutions in their order, each decided by the text as the ones before it left it."""


def _said(markup: str) -> str:
    """The words without scripts, style sheets and tags, which are in no language of people."""
    first, *rest = _NOT_SAID.split(markup)
    return _TAG.sub(" ", " ".join([first, *(part.partition("</")[2] for part in rest)]))

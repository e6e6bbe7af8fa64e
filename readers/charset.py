"""From bytes to text: which encoding a Romanian page is really in, whatever it says about itself.

The order is: a byte order mark, strict UTF-8, what the page declares, cp1250. Pages made with Windows before
2007 declare Latin-1 and hold cp1250; read as declared, “şi” becomes “ºi”, “ţara” becomes “þara” and “să”
becomes “sã”. The same letters also survive inside UTF-8, where somebody converted too early; `repair` gives
them back, in text that is clearly Romanian and nowhere else.
"""

import codecs
import re

from readers.errors import ReadError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*(?P<name>[\w.:-]+)""", re.IGNORECASE
)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?(?P<name>[\w.:-]+)""", re.IGNORECASE)
_LATIN = frozenset(["iso8859-1", "cp1252", "ascii"])

# “ºi”, “þarã”: signs no Romanian, English or Hungarian word holds.
_BETRAYED = re.compile(r"[þÞ][a-zâîã]|[a-zâîã]þ|(?<![\w])º[a-zâîã]|[a-zâîã]º[a-zâîã]|[a-z]ã\b")
_MISREAD = re.compile(r"Äƒ|È™|È›|Å£|ÅŸ|Ã®|Ã¢|â€ž")  # UTF-8 that was read as Latin-1
_BETRAYING = "þÞºã"  # one of these is in whatever `_BETRAYED` finds …
_MISREADING = ("Ä", "È", "Å", "Ã", "â€ž")  # … and of these in what `_MISREAD` finds: a look that costs next to nothing
_LETTERS = str.maketrans("þÞãÃ", "țȚăĂ")
_ORDINAL = re.compile(r"(?<![\w])[ºª](?=[a-zăâîșț])|(?<=[a-zăâîșțA-ZĂÂÎȘȚ])[ºª](?=\w)|(?<=[a-zăâîșț]{2})º(?!\w)")
_ROMANIAN = re.compile(
    r"\b(?:de|din|la|pentru|cu|care|este|sunt|pe|prin|[sșşº]i|[iî]n|a|al|ale|s[aăã]|nu)\b", re.IGNORECASE
)
_OTHER_TILDE = re.compile(r"[çõñ]|ção\b", re.IGNORECASE)  # Portuguese, Spanish
_NOT_SAID = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


def decode(body: bytes, *, media_type: str | None = None, markup: bool = False) -> str:
    """The text of `body`; line breaks and everything else stay as they are, a byte order mark goes.

    `markup` looks for a declaration in the page itself. Raises `ReadError("undecodable")`.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return repair(body[len(mark) :].decode(name, errors="replace"))
    try:
        return repair(body.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    declared = _declared(body, media_type, markup=markup)
    if declared in (None, "utf-8") and (damaged := _damaged_utf8(body)) is not None:
        return repair(damaged)
    names = [name for name in (declared, "cp1250", "cp1252") if name not in (None, "utf-8")]
    for name in filter(None, names):
        try:
            text = body.decode(name)
            if name in _LATIN and _BETRAYED.search(text):
                text = body.decode("cp1250")
        except (UnicodeDecodeError, LookupError):
            continue
        if text.count("\0") * 20 > len(text):
            break
        return repair(text)
    raise ReadError(
        "undecodable",
        "The bytes are text in no encoding we know (UTF-8, the declared one, cp1250); "
        "open the file in an editor and save it as UTF-8.",
    )


def repair(text: str) -> str:
    """Romanian letters given back where an early conversion spoilt them; other text comes back as it is."""
    if any(sign in text for sign in _MISREADING) and _MISREAD.search(text):
        for name in ("cp1252", "latin-1"):
            try:
                text = text.encode(name).decode("utf-8")
                break
            except UnicodeError:
                continue
    if not any(sign in text for sign in _BETRAYING) or not _BETRAYED.search(text) or not _clearly_romanian(text):
        return text
    text = text.translate(_LETTERS)
    return _ORDINAL.sub(lambda found: "ș" if found.group() == "º" else "Ș", text)


def _clearly_romanian(text: str) -> bool:
    """One word in twelve is a Romanian function word, and no other language with a tilde shows."""
    sample = _said(text[:200_000])
    words = sum(1 for _ in _WORD.finditer(sample))
    return not _OTHER_TILDE.search(sample) and sum(1 for _ in _ROMANIAN.finditer(sample)) * 12 >= words


def _said(markup: str) -> str:
    """The words without scripts, style sheets and tags, which are in no language of people."""
    first, *rest = _NOT_SAID.split(markup)
    return _TAG.sub(" ", " ".join([first, *(part.partition("</")[2] for part in rest)]))


def _declared(body: bytes, media_type: str | None, *, markup: bool) -> str | None:
    in_header = _IN_HEADER.search(media_type or "")
    name = in_header["name"] if in_header else None
    if name is None and markup and (in_page := _DECLARED.search(body[:4096])):
        name = in_page["name"].decode("ascii", errors="replace")
    if name is None:
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _damaged_utf8(body: bytes) -> str | None:
    """UTF-8 with a few bytes lost (a cut page, a broken plug-in): one bad place in twenty good ones."""
    text = body.decode("utf-8", errors="replace")
    good = sum(1 for character in text if character > "\x7f" and character != "\ufffd")
    bad = text.count("\ufffd")
    return text if good and bad * 20 <= good else None

"""From bytes to text: which encoding a Romanian page is really in, whatever it says about itself.

The order is: a byte order mark, strict UTF-8, what the page declares, cp1250. Pages made with Windows before
2007 declare Latin-1 and hold cp1250; read as declared, “şi” becomes “ºi”, “ţara” becomes “þara” and “să”
becomes “sã”. A page in UTF-8 into which somebody pasted old comments is read in both encodings, each where it
stands. What was spoilt before it came here, `readers.repair` gives back.

As on the web (WHATWG Encoding Standard), ISO-8859-1 stands for windows-1252; ISO-8859-2 and -16 that hold signs of
Windows in the places of control characters are cp1250.
"""

import codecs
import re
from collections.abc import Iterator

from readers.errors import ReadError
from readers.repair import is_spoilt, repair

MIXED = "utf-8 and cp1250"
"""Name of the encoding of a body that is UTF-8 in most places and cp1250 in others; see `stretches`."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMENT = re.compile(rb"<!--.{0,5000}?-->", re.DOTALL)
_HEAD = 65_536  # bytes in which a page may declare its encoding; the standard asks for 1,024
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*(?P<name>[\w.:-]+)""", re.IGNORECASE
)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?(?P<name>[\w.:-]+)""", re.IGNORECASE)
_LATIN = frozenset(["iso8859-1", "cp1252", "ascii"])
_CENTRAL = frozenset(["iso8859-2", "iso8859-16"])
_KNOWN = re.compile(r"utf-8|ascii|iso8859-\d\d?|cp125\d|cp852|mac-(?:latin2|roman|romanian)|koi8-[ru]")
# Quotes and dashes, and “©”, “·”, “«” that stand alone; in ISO-8859-2 they are controls and letters of Slovak.
_WINDOWS = re.compile(r"[\x80-\x9f]|(?<!\w)[ĄĽŚŠŤŹŽąľśšťźžˇ](?!\w)")

# Unicode 15, table 3-7: well-formed sequences.
_WELL_FORMED = re.compile(
    rb"""(?: [\x00-\x7f] | [\xc2-\xdf][\x80-\xbf] | \xe0[\xa0-\xbf][\x80-\xbf] | \xed[\x80-\x9f][\x80-\xbf]
    | [\xe1-\xec\xee\xef][\x80-\xbf]{2} | \xf0[\x90-\xbf][\x80-\xbf]{2} | [\xf1-\xf3][\x80-\xbf]{3}
    | \xf4[\x80-\x8f][\x80-\xbf]{2} )++""",
    re.VERBOSE,
)
_HALVES = frozenset(b"\xc2\xc3\xc4\xc5\xc8\xe2")  # first bytes of the letters and signs of Romanian in UTF-8
_WINDOWS_SIGNS = frozenset(b"\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97")
_MOST_LOST = 20  # one byte in twenty beyond ASCII may be lost
_MOSTLY_NULS = 5


def decode(body: bytes, *, media_type: str | None = None, markup: bool = False) -> str:
    """The text of `body`; line breaks and everything else stay as they are, a byte order mark goes.

    `markup` looks for a declaration in the page itself. Raises `ReadError("undecodable")`.
    """
    name, mark = encoding_of(body, media_type=media_type, markup=markup)
    return repair(text_in(body[mark:], name), markup=markup)


def encoding_of(body: bytes, *, media_type: str | None = None, markup: bool = False) -> tuple[str, int]:
    """The name of a codec, or `MIXED`, and the length of the byte order mark. Raises `ReadError("undecodable")`."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            broken = name == "utf-8" and not _fits(body, "utf-8")
            return (MIXED if broken else name), len(mark)
    beginning = body[:4096]
    if beginning.count(0) * _MOSTLY_NULS > len(beginning):  # UTF-16 without its mark
        name = "utf-16-le" if beginning[1::2].count(0) > beginning[::2].count(0) else "utf-16-be"
        if _fits(body, name):
            return name, 0
    if _fits(body, "utf-8"):
        return "utf-8", 0
    name = MIXED if _is_mixed(body) else _single(body, _declared(body, media_type, markup=markup))
    return name, 0


def text_in(body: bytes, name: str) -> str:
    """The text of a body without a mark in the encoding that `encoding_of` gave."""
    if name == MIXED:
        return "".join(piece for _, _, piece in stretches(body))
    return body.decode(name, errors="replace")


def stretches(body: bytes) -> Iterator[tuple[int, bool, str]]:
    """The pieces of a mixed body in order: where each begins, whether it is UTF-8, and its text.

    In one that is not, every byte is a character: of cp1250, or U+FFFD where only half of one in UTF-8 is left.
    """
    place = 0
    for good in _WELL_FORMED.finditer(body):
        if place < good.start():
            yield place, False, _strays(body, place, good.start())
        yield good.start(), True, good.group().decode("utf-8")
        place = good.end()
    if place < len(body):
        yield place, False, _strays(body, place, len(body))


def _strays(body: bytes, start: int, end: int) -> str:
    return "".join(_stray(body, place) for place in range(start, end))


def _stray(body: bytes, place: int) -> str:
    byte = body[place]
    if byte < 0xA0:
        return bytes([byte]).decode("cp1250") if byte in _WINDOWS_SIGNS else "\ufffd"
    capitals = body[max(place - 1, 0) : place].isupper() or body[place + 1 : place + 2].isupper()
    if byte in _HALVES and byte != 0xE2 and not capitals:
        return "\ufffd"
    character = bytes([byte]).decode("cp1250")
    return character if character.isalpha() or character in "«»°§\u00a0" else "\ufffd"


def _is_mixed(body: bytes) -> bool:
    """Whether more characters beyond ASCII are whole in UTF-8 than are not: cp1250 gives one in a hundred by chance."""
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", errors="ignore"))
    return beyond - bad >= max(bad, 2)


def _single(body: bytes, declared: str | None) -> str:
    """The encoding of one byte for each character that the body is in."""
    names = list(dict.fromkeys(name for name in (declared, "cp1250", "cp1252") if name not in (None, "utf-8")))
    for lenient in (False, True):
        for name in filter(None, names):
            fitting = _fitting(body, name, lenient=lenient)
            if fitting is not None:
                return fitting
    raise ReadError(
        "undecodable",
        "The bytes are text in no encoding we know (UTF-8, the declared one, cp1250); "
        "open the file in an editor and save it as UTF-8.",
    )


def _fitting(body: bytes, name: str, *, lenient: bool) -> str | None:
    """The encoding that a body declared as `name` is in; None when it can't be that or holds no text."""
    name = "cp1252" if name in _LATIN else name
    text = body.decode(name, errors="replace")
    lost = text.count("\ufffd")
    if text.count("\0") * 20 > len(text):
        return None
    if lost and not (lenient and lost * _MOST_LOST <= len(text) - len(text.encode("ascii", errors="ignore"))):
        return None
    windows = (name == "cp1252" and is_spoilt(text)) or (name in _CENTRAL and _WINDOWS.search(text) is not None)
    return "cp1250" if windows and (lenient or _fits(body, "cp1250")) else name


def _fits(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _declared(body: bytes, media_type: str | None, *, markup: bool) -> str | None:
    """What the server says, or the page where the server only says its default."""
    in_header = _IN_HEADER.search(media_type or "")
    said = _codec(in_header["name"]) if in_header else None
    if markup and (said is None or said in _LATIN or said == "utf-8"):
        in_page = _DECLARED.search(_COMMENT.sub(b"", body[:_HEAD]))
        said = (_codec(in_page["name"].decode("ascii", errors="replace")) if in_page else None) or said
    return said


def _codec(name: str) -> str | None:
    """Python's name for an encoding of text that pages are in; the others (UTF-7, punycode, …) are traps."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if _KNOWN.fullmatch(found) else None

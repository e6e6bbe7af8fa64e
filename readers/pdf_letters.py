"""The letters of a PDF as Romanian is written: what fonts without our letters leave behind, given back.

PDFs name glyphs, not letters. Old typesetters drew ș as º, ß or as an s with a comma under it, TeX drew ă as a
breve and an a, office programs take bullets from fonts of signs. Signs that mean one thing only are always
replaced; what could be another language is replaced only in text that is clearly Romanian and shows the fault
where no word can hold it.
"""

import re
from collections.abc import Sequence

from readers.repair import is_clearly_romanian, repair

# Ligatures (Unicode, Alphabetic Presentation Forms), and Word's bullets from Symbol and Wingdings.
_SIGNS = str.maketrans({
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "\uf0b7": "•", "\uf0a7": "▪", "\uf06e": "■", "\uf071": "□", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖",
    "\uf02d": "–", "\uf020": " ",
})  # fmt: skip
_ACCENTS = {
    "˘": {"a": "ă", "A": "Ă"},
    "ˆ": {"a": "â", "A": "Â", "i": "î", "ı": "î", "I": "Î"},
    "¸": {"s": "ș", "S": "Ș", "t": "ț", "T": "Ț"},
    "˛": {"s": "ș", "S": "Ș", "t": "ț", "T": "Ț"},
}
_ACCENT = re.compile(r"(?P<before>[˘ˆ¸˛]) ?(?P<letter>[aAiıIsStT])|(?P<letter2>[aAiıIsStT]) ?(?P<after>[˘ˆ¸˛])(?!\w)")
# “ßi”, “Moldova ßi”: no German word begins with ß. “s,i”: a comma drawn under the letter.
_SHARP = re.compile(r"(?<!\w)ß(?=[aeiît]\w|i\b)")
_COMMA_WORD = re.compile(r"(?<!\w)[sS],i(?!\w)")
_COMMA = re.compile(r"([sStT]),(?=[aăâeiîou])")
_UNDER = {"s": "ș", "S": "Ș", "t": "ț", "T": "Ț"}
_FEWEST = 2  # words that show the fault
_SUSPICIOUS = re.compile("[ﬀ-ﬆ\uf020-\uf0ff˘ˆ¸˛ßþÞºªãÃÄÅÈ€]")


def mend_letters(lines: Sequence[str]) -> list[str]:
    """The lines, each mended in the light of all."""
    text = "\n".join(lines)
    if not ("s,i" in text or "S,i" in text or _SUSPICIOUS.search(text)):  # one look at most files is enough
        return list(lines)
    text = text.translate(_SIGNS)
    text = repair(_ACCENT.sub(_composed, text))
    if _SHARP.search(text) and is_clearly_romanian(text):
        text = text.replace("ß", "ș")
    if len(_COMMA_WORD.findall(text)) >= _FEWEST and not re.search("[șşțţ]", text):
        text = _COMMA.sub(lambda found: _UNDER[found[1]], text)
    return text.split("\n")


def _composed(found: re.Match[str]) -> str:
    accent, letter = found["before"] or found["after"], found["letter"] or found["letter2"]
    return _ACCENTS[accent].get(letter, found.group())

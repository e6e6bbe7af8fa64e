"""Names whose parts stand in another order than names usually have, or with a caption's word before them.

“„Pâinea Zilei” – Asociație Umanitară, Lugoj” is “Asociația Umanitară „Pâinea Zilei”, Lugoj”, “Filiala Gorj a
Asociației X” is “Asociația X – Filiala Gorj”, “(foto: DGASPC Dâmbovița)” tells whose a picture is.
"""

import re

from resolve.grammar import heads
from resolve.name_parts import is_beside
from resolve.name_stems import LITTLE
from resolve.names import starts_with_acronym
from resolve.spelling import folded, words
from romanian.body_words import forms
from romanian.body_words import words as words_of

_CAPTION = re.compile(
    r"""^ \s* \(? \s* (?: (?: credite? | sursa | arhiva ) \s )?
          (?: foto (?: grafi[ei] )? | surs[ăa] | imaginea? | photo | source | credit ) \s? (?: credit \s? )? [:©]
        \s* (?P<name> [^()]+ (?: \( [^()]* \) )? ) \)? \s* $""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"^\s*\((?P<name>[^()]+)\)\s*$")
_TWO_LETTERS = re.compile(r"^\s*[A-ZĂÂÎȘȚ]{2}\s*[-–—]\s(?=.{20})")  # “KS – Norwegian Association …”
_BRANCH = re.compile(
    r"""^ \s* (?P<branch> (?: filiala | sucursala | reprezentan[țţt]a ) \s (?: jude[țţt]ean[ăa] \s )? [^,"„”()]{3,40}? )
        \s an? \s (?P<whole> (?: asocia[țţt]iei | funda[țţt]iei | ligii | uniunii | federa[țţt]iei | organiza[țţt]iei
                                | societ[ăa][țţt]ii ) \s .{4,} ) $""",
    re.VERBOSE | re.IGNORECASE,
)
_FORM_BEHIND = re.compile(
    r"""^ \s* (?P<own> [^,()–—]{3,80}? ) (?: \s? [–—] \s? | \s [-/|] \s | , \s | (?<= ["”»] ) \s )
        (?P<form> (?: asocia[țţt]i[ae] | funda[țţt]i[ae] | organiza[țţt]i[ae] | federa[țţt]i[ae] | lig[ăa] ) (?! \w )
                  [^,()"„”–—]{0,80} )
        (?P<rest> (?: , .* )? ) $""",
    re.VERBOSE | re.IGNORECASE,
)
# “Livada Someșului Cooperativa Agricolă”, “Caritas Iași – Centrul Diecezan”: forms that two words tell.
_TWO_WORDS_BEHIND = re.compile(
    r"""^ \s* (?P<own> [^,()–—]{3,80}? ) \s? (?: [-–—|,] \s? )?
        (?<= [\s"”»] ) (?P<form> cooperativa \s (?: agricol[ăa] | me[sșş]te[sșş]ug[ăa]reasc[ăa] | social[ăa] )
                        | centrul \s (?: diecezan | eparhial | arhidiecezan ) ) \s* $""",
    re.VERBOSE | re.IGNORECASE,
)
_ANY_FORM = re.compile(
    r"\b(?:asocia[țţt]i|funda[țţt]i|organiza[țţt]i|federa[țţt]i|lig[ăa]|cooperativa|centrul)", re.IGNORECASE
)
_DOTS_APART = re.compile(r"(?<=[A-ZȘȚ]\.)(?<!R\.L\.)\s?-\s?(?=[A-ZȘȚ]\.)")  # “A.S.C.H.F.-R.”
# Legal forms of other countries behind a name, which pages leave out.
_FORM_ABROAD = re.compile(
    r"[\s,]+(?:e\.\s?V\.?|g?GmbH|ONLUS|O\.N\.L\.U\.S\.|A\.?P\.?S\.|asbl|a\.s\.b\.l\.|Nonprofit\s+Kft\.?|Kft\.?|Ltd\.?)\s*$",
    re.IGNORECASE,
)
_OTHER_SCRIPT = re.compile(r"^[^A-Za-z()]*[^\W\d_A-Za-zÀ-ž][^A-Za-z()]*\((?P<name>[A-Za-z][^()]+)\)\s*$")
_QUOTES = "\"„”“«»'’"


def in_usual_order(name: str) -> str:
    """The name as names are written: without a caption's word, its legal form first, its branch last."""
    text = name
    for pattern in (_CAPTION, _IN_BRACKETS, _OTHER_SCRIPT):
        if found := pattern.match(text):
            text = found["name"].strip()
    text = _FORM_ABROAD.sub("", _DOTS_APART.sub("", _TWO_LETTERS.sub("", text)))
    if found := _BRANCH.match(text):
        return f"{found['whole'].strip()} – {found['branch']}"
    return _with_form_first(text)


def _with_form_first(text: str) -> str:
    """“„X” – Asociație Umanitară, Lugoj” as “Asociație Umanitară „X”, Lugoj”, where X is no other body."""
    if not _ANY_FORM.search(text, 3):
        return text
    if (last := _TWO_WORDS_BEHIND.match(text)) and words(folded(last["own"])):
        return f"{last['form']} {last['own'].strip()}"
    found = _FORM_BEHIND.match(text)
    own = words(folded(found["own"])) if found else []
    if found is None or not own or own[0] in heads() | forms().keys() | words_of("local_heads"):
        return text
    beside = words(folded(found["form"]))[1:]
    if starts_with_acronym(found["own"]) or not all(word in LITTLE or is_beside(word) for word in beside):
        return text
    return f"{found['form'].strip()} „{found['own'].strip().strip(_QUOTES)}”{found['rest']}"

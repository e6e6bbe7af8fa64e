"""Romanian as our pipeline reads it: one spelling for all features, and tokens as our texts need them.

`spacy.load` finds this language by its name, `ro_fondoscop`, once `models` is imported.
"""

from spacy.attrs import NORM, ORTH, PREFIX, SHAPE, SUFFIX
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER
from spacy.lang.lex_attrs import word_shape
from spacy.lang.ro import Romanian, RomanianDefaults
from spacy.util import registry, update_exc

from romanian.fold import fold, plain

NAME = "ro_fondoscop"

# 15.000lei · POCU/465/4 · lei/oră · Art.1 · 2016–2018 · „Titlu”,Alt · Cluj-Napoca like CLUJ-NAPOCA;
# but CYP2C9 and H7N3 stay whole
_MONTHS_AND_DAYS = (
    "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie"
    "|luni|mar[țt]i|miercuri|joi|vineri|s[âa]mb[ăa]t[ăa]|duminic[ăa]"
)
_INFIXES = [
    r"[/|]",
    rf"(?<=[0-9])[–—-](?=[0-9{ALPHA_UPPER}])",
    rf"(?<![{ALPHA}][0-9])(?<=[0-9])(?=[{ALPHA}])",
    rf"(?<=[{ALPHA_LOWER}])[.:;](?=[0-9{ALPHA_UPPER}])",
    rf"(?<=[{ALPHA}]{{2}})[.:;–—](?=[0-9])",
    rf"(?<=[{ALPHA}0-9.!?|])[„”“\"«»()](?=[{ALPHA}0-9,])",
    rf"(?<=[”“\"»)]),(?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}])[–—](?=[{ALPHA}])",
    rf"(?<=[{ALPHA_LOWER}])[–—-](?=[{ALPHA_UPPER}0-9])",
    rf"[–—-](?i:(?={_MONTHS_AND_DAYS}))",
    rf"(?<=[{ALPHA_UPPER}]{{2}})-(?=[{ALPHA_UPPER}]{{2}})",
    r"(?<=[)\]%²³0-9\"”])[.;:](?=[^0-9\s])",
    rf"(?<=[{ALPHA}])\.(?=[(\[„\"])",
    r"(?<=[0-9]{4}),(?=[0-9]{4})",
]
_PREFIXES = ["„", "”", "“", "«", "»", ",,", "•", "▪", "–", "—", "➢", r"\|"]
_SUFFIXES = ["„", "”", "“", "«", "»", "''", r"\|", "–", "—", r"(?<=[0-9])-"]

# Written with a point and never the last word of a sentence, beside those that spaCy knows.
_ABBREVIATIONS = (
    "aprox.", "cca.", "cf.", "crt.", "jud.", "mil.", "mld.", "mun.", "pers.", "rm.", "sec.", "tg.", "tr.", "urm.",
)  # fmt: skip
_FORMS = (str.lower, str.capitalize, str.upper)


def norm(text: str) -> str:
    """The folded word: ŞCOALĂ, Școală and scoala are one."""
    return fold(text)


def prefix(text: str) -> str:
    """The first letter, folded."""
    return fold(text[:1])


def suffix(text: str) -> str:
    """The last three letters, folded."""
    return fold(text[-3:])


def shape(text: str) -> str:
    """Capitals, small letters and digits, with uniform quotes and dashes."""
    return word_shape(plain(text))


class FondoscopDefaults(RomanianDefaults):
    """Lexical features on folded text, and our own splits within words."""

    lex_attr_getters = {**RomanianDefaults.lex_attr_getters, NORM: norm, PREFIX: prefix, SUFFIX: suffix, SHAPE: shape}
    tokenizer_exceptions = update_exc(
        RomanianDefaults.tokenizer_exceptions,
        {form(word): [{ORTH: form(word)}] for word in _ABBREVIATIONS for form in _FORMS},
    )
    prefixes = [*RomanianDefaults.prefixes, *_PREFIXES]
    suffixes = [*RomanianDefaults.suffixes, *_SUFFIXES]
    infixes = [*_INFIXES, *RomanianDefaults.infixes]


@registry.languages(NAME)
class FondoscopRomanian(Romanian):  # type: ignore[no-untyped-call]
    """Romanian with our defaults."""

    lang = NAME
    Defaults = FondoscopDefaults

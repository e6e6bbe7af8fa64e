"""How figures are written for readers of Romanian, and for those of English."""

import re
from decimal import Decimal
from typing import Literal

from romanian import lexicon
from romanian.calendar import MONTHS

Language = Literal["ro", "en"]

_CURRENCIES = {entry.id: entry.name for entry in lexicon.load("currencies")}
_ENGLISH_CURRENCIES = {"RON": "lei", "ROL": "old lei", "EUR": "euros"}  # others by their code
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTHS = {
    "ro": dict(enumerate(list(MONTHS)[:12], start=1)),
    "en": dict(enumerate(_ENGLISH_MONTHS, start=1)),
}
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LINE_BREAK = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WITHOUT_WIDTH = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")  # hints where a word may break or join: no text


def harmless(text: str) -> str:
    """Text from a page on one line, without control characters, which could write anywhere on a terminal, and without
    what XML can't hold.
    """
    return re.sub(r"\s+", " ", _CONTROL.sub("", text)).strip()


def quoted(passage: str) -> str:
    """A passage for a line of people's: `harmless`, and “label: value” where it was the cells of a table's row."""
    return re.sub(r"\s*\|\s*", ": ", harmless(passage))


def visible(text: str) -> str:
    """Text from a page as it stands, lines and all, with a name for each sign that would act: `[U+202E]`."""
    text = _WITHOUT_WIDTH.sub("", _LINE_BREAK.sub("\n", text))
    return _CONTROL.sub(lambda sign: f"[U+{ord(sign.group()):04X}]", text)


def money(value: str | Decimal, currency: str, language: Language = "ro") -> str:
    """A sum with Romanian separators: 1.234.567,50 lei; cents only where there are any. In English 1,234,567.50 lei."""
    number = Decimal(value)
    decimals = 0 if number == number.to_integral_value() else 2
    names = _ENGLISH_CURRENCIES if language == "en" else _CURRENCIES
    return f"{grouped(number, decimals, language)} {names.get(currency, currency)}"


def grouped(number: Decimal | int, decimals: int = 0, language: Language = "ro") -> str:
    """A number with dots for thousands and a comma for decimals; in English the other way round."""
    exact = number if isinstance(number, Decimal) else Decimal(number)  # a float holds 53 bits of an integer
    english = f"{exact:,.{decimals}f}"
    return english if language == "en" else english.translate(str.maketrans(",.", ".,"))


def period(start: str | None, end: str | None, language: Language = "ro") -> str:
    """A period as short as its ends are precise: 03.2019 – 09.2021; in English March 2019 – September 2021.

    With one end alone it is "din 03.2019" or "până la 09.2021"; without any, nothing.
    """
    first, last = (_date(date, language) if date else "" for date in (start, end))
    if first and last:
        return f"{first} – {last}"
    since, until = ("from ", "until ") if language == "en" else ("din ", "până la ")
    return f"{since}{first}" if first else f"{until}{last}" if last else ""


def moment(start: str, end: str, language: Language = "ro") -> str:
    """A date as precise as it is known, or a period: 19.01.2023; 03.2019 – 09.2021."""
    return _date(start, language) if start == end else period(start, end, language)


def spelled(date: str, language: Language = "ro") -> str:
    """An ISO date in words, as precise as it is: 12 martie 2021, martie 2021, 2021; 12 March 2021."""
    year, *rest = (int(part) for part in date.split("-"))
    return " ".join([*map(str, rest[1:]), *(_MONTHS[language][month] for month in rest[:1]), str(year)])


def counted(number: int, noun: str, language: Language = "ro") -> str:
    """A number with what it counts; from 20 on Romanian puts “de” between them: 19 copii, 20 de copii, 101 copii."""
    de = language == "ro" and (number % 100 >= 20 or (number and number % 100 == 0))
    return f"{grouped(number, 0, language)} {'de ' if de else ''}{noun}"


def _date(date: str, language: Language) -> str:
    """With figures alone in Romanian; in English 03.2019 would be read in two ways."""
    return spelled(date, language) if language == "en" else ".".join(reversed(date.split("-")))

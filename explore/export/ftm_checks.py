"""What is wrong with an entity of FollowTheMoney: its schema's rules, and those that the library leaves to who writes.

The library takes any text as an amount or a currency, and `ftm validate` drops what it can't clean without a word.
A rule of ours is beside: what an entity says must lead to its document.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from babel.numbers import list_currencies
from followthemoney.property import Property
from followthemoney.proxy import EntityProxy
from followthemoney.types import registry

_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2})?)?)?")
_NO_MONEY = {"XXX", "XTS"}  # ISO 4217: “no currency”, and for tests
_SINGLE = ("amount", "amountEur", "currency")  # more than one would be summed, or read with another's currency
_EVIDENCE = {  # by schema, for it and those that extend it; beside what the schemas themselves require
    "Document": ("sourceUrl", "retrievedAt", "notes"),
    "Project": ("name", "sourceUrl", "proof"),
    "ProjectParticipant": ("project", "participant", "role", "sourceUrl", "proof"),
    "Payment": ("project", "amount", "currency", "sourceUrl", "proof"),
}


def faults(entity: EntityProxy) -> list[str]:
    """What is wrong with it, in words that go on from “payments”; empty where nothing is.

    Whether its references lead to entities of their schemas can be told of a file only.
    """
    return list(dict.fromkeys(_faults(entity)))


def _faults(entity: EntityProxy) -> Iterator[str]:
    if entity.id is None or not registry.entity.validate(entity.id) or len(entity.id) > registry.entity.max_length:
        yield "without an id that FollowTheMoney allows"
    if entity.schema.abstract:
        yield f"of the schema {entity.schema.name}, which is none by itself"
    for name in _required(entity):
        if not entity.get(name):
            yield f"without {name}"
    for name in _SINGLE:
        if len(entity.get(name, quiet=True)) > 1:
            yield f"with more than one {name}"
    if bool(entity.get("amount", quiet=True)) != bool(entity.get("currency", quiet=True)):
        yield "with one of amount and currency and not the other"
    for prop, value in entity.itervalues():
        if not _is_valid(prop, value):
            yield f"whose {prop.name} is no {_expected(prop)}"


def _required(entity: EntityProxy) -> Iterator[str]:
    yield from entity.schema.required
    for schema, names in _EVIDENCE.items():
        if entity.schema.is_a(schema):
            yield from names


def _is_valid(prop: Property, value: str) -> bool:
    if prop.validate([value]) is not None or len(value) > prop.max_length:
        return False
    if prop.type == registry.number:
        return _NUMBER.fullmatch(value) is not None
    if prop.type == registry.date:
        return _is_date(value)
    return prop.name != "currency" or value in _currencies()


def _is_date(value: str) -> bool:
    """A day of the calendar, as precise as it is, or a second of one."""
    if not _DATE.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value + "0000-01-01"[len(value) : 10])
    except ValueError:
        return False
    return True


@cache
def _currencies() -> frozenset[str]:
    """Codes of ISO 4217, withdrawn ones too, as the CLDR of Unicode lists them."""
    return frozenset(list_currencies()) - _NO_MONEY


def _expected(prop: Property) -> str:
    return "currency of ISO 4217" if prop.name == "currency" else f"{prop.type.name} that FollowTheMoney allows"

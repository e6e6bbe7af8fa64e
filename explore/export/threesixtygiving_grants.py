"""A project as a grant in the JSON of the 360Giving standard: each field, and where its value comes from.

Ids are made as <https://standard.threesixtygiving.org/en/latest/technical/identifiers/> asks: the publisher's prefix
and an id of the publisher's own; organisations with a fiscal code have that of the list RO-CUI (<https://org-id.guide>).
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from explore.export.threesixtygiving_award import Award, NoGrantError, award_of
from explore.export.threesixtygiving_standard import fault_of
from explore.export.whole_projects import Exported, Participant, ToldIn, WholeProject
from explore.organisation_words import kind_name
from explore.typed_rows import PlaceRow
from explore.wording import Language, harmless

Grant = dict[str, Any]

PREFIX = (
    "360G-fondoscop"  # not registered with 360Giving: whoever publishes a file there asks for a prefix of their own
)
_LIST = "RO-CUI"
_LONGEST = 32_000  # characters of a text, so that it fits the cell of a spreadsheet, which holds 32,767
_WORDS = Path(__file__).with_name("threesixtygiving_words.toml")


def grant_of(project: WholeProject, exported: Exported, language: Language, groups: Mapping[str, str]) -> Grant:
    """The project as a valid grant; `groups` are the names of groups of beneficiaries.

    Raises NoGrantError for a project that lacks what the standard requires.
    """
    award = award_of(project, exported)
    grant: Grant = {
        "id": f"{PREFIX}-{project.project.id}",
        "title": _text(project.project.title),
        "description": _text(award.description.text),
        "currency": award.amount.currency,
        "amountAwarded": number(award.amount.value),
        "awardDate": award.signing.start_date,
        "url": project.project.url,
        "plannedDates": _planned(project),
        "recipientOrganization": [_organisation(award.recipient, language)],
        "beneficiaryLocation": _locations(project),
        "fundingOrganization": [_organisation(funder, language) for funder in award.funders],
        "grantProgramme": [_without_none(code=one.id, title=_text(one.name)) for one in project.programmes],
        "classifications": _classifications(project, language, groups),
        "relatedDocument": _documents(project, award, language),
        "dateModified": moment(max(document.captured for document in project.documents)),
        "dataSource": award.amount.url,
    }
    grant = {name: value for name, value in grant.items() if value not in ([], None)}
    if fault := fault_of(grant):
        raise NoGrantError(f"projects that the schema of the standard refuses ({fault})")
    return grant


def number(value: Decimal) -> int | float:
    """A number as JSON and spreadsheets have it; sums in hundredths keep every digit up to ten thousand billion."""
    return int(value) if value == value.to_integral_value() else float(value)


def moment(captured: str) -> str:
    """The time of a capture in whole seconds, as RFC 3339 has it; a part of a second counts as one."""
    time = datetime.fromisoformat(captured)
    whole = time.replace(microsecond=0) + timedelta(seconds=bool(time.microsecond))
    return whole.isoformat().replace("+00:00", "Z")


@cache
def words() -> dict[str, Any]:
    """What the export says in words of its own, by key and language."""
    return tomllib.loads(_WORDS.read_text("utf-8"))


def _text(text: str) -> str:
    return harmless(text)[:_LONGEST]


def _without_none(**fields: object) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _planned(project: WholeProject) -> list[dict[str, Any]]:
    row = project.project
    months = None if row.duration_months is None else number(Decimal(str(row.duration_months)))
    event = _without_none(startDate=row.period_start, endDate=row.period_end, duration=months)
    return [event] if event else []


def _organisation(each: Participant, language: Language) -> dict[str, Any]:
    return _without_none(
        id=f"{_LIST}-{each.cui}" if each.cui else f"{PREFIX}-org-{each.id}",
        name=_text(each.name),
        alternateName=_text(each.short) if each.short and each.short != each.name else None,
        organisationType=kind_name(each.kind, language) or None,
    )


def _locations(project: WholeProject) -> list[dict[str, Any]]:
    """Places, each once. Their codes in SIRUTA stand in the id: `geoCodeType` has a closed list, of British codes."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for place in project.places:
        key = (place.siruta,) if place.siruta else (place.kind, place.name, place.county)
        found.setdefault(key, _location(place))
    return list(found.values())


def _location(place: PlaceRow) -> dict[str, Any]:
    county = place.county if place.kind == "locality" and place.county != place.name else None
    return _without_none(
        id=f"RO-SIRUTA-{place.siruta}" if place.siruta else None,
        name=_text(f"{place.name}, {county}" if county else place.name),
        countryCode="RO" if place.kind in ("locality", "county", "region") else None,
    )


def _classifications(project: WholeProject, language: Language, groups: Mapping[str, str]) -> list[dict[str, Any]]:
    named = {category for fact in project.beneficiaries for category in fact.categories}
    return [
        {"vocabulary": words()["vocabulary"][language], "code": category, "title": groups.get(category, category)}
        for category in sorted(named)
    ]


def _documents(project: WholeProject, award: Award, language: Language) -> list[dict[str, Any]]:
    """The pages that say so, those with evidence first; of a story printed several times the first and those."""
    said: dict[str, list[str]] = defaultdict(list)
    for field, fact in (
        ("amountAwarded", award.amount),
        ("awardDate", award.signing),
        ("recipientOrganization", award.recipient_said),
        *(("fundingOrganization", funder) for funder in award.funders_said),
    ):
        said[fact.document_id].append(f"{words()['evidence'][field][language]}: „{harmless(fact.quote)}”")
    said[award.description.document_id].append(words()["evidence"]["description"][language])
    told = [document for document in project.documents if document.id in said or document.copy_of is None]
    return [_document(one, said[one.id], language) for one in sorted(told, key=lambda one: -len(said.get(one.id, ())))]


def _document(document: ToldIn, said: list[str], language: Language) -> dict[str, Any]:
    captured = words()["captured"][language].format(captured=moment(document.captured), sha256=document.sha256)
    evidence = "; ".join(said)
    return _without_none(
        id=document.id,
        title=_text(document.title or document.source),
        url=document.url,
        description=_text(f"{evidence[0].upper()}{evidence[1:]}. {captured}" if evidence else captured),
        dateModified=moment(document.captured),
    )

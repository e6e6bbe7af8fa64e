"""Projects, who takes part in them, organisations, payments and documents as entities of FollowTheMoney.

Values go through the library, which cleans them by their types: what it can't read as a date, a country or an address
of the web is not there. Texts of pages stand on one line, without characters that act. Which property holds what,
docs/exports.md tells.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from followthemoney import model
from followthemoney.proxy import EntityProxy

from explore.export.ftm_payments import Grant
from explore.export.whole_projects import Participant, Total, WholeProject
from explore.organisation_words import kind_name
from explore.typed_rows import FactRow
from explore.wording import Language, harmless
from romanian.organisations import known_bodies

BY_KIND = {  # of organisations; "LegalEntity" of any other, as of funds, and where the kind is not known
    "ministry": "PublicBody",
    "agency": "PublicBody",
    "county_council": "PublicBody",
    "dgaspc": "PublicBody",
    "municipality": "PublicBody",
    "ngo": "Organization",
    "church": "Organization",
    "school": "Organization",
    "hospital": "Organization",
    "international": "Organization",
    "company": "Company",
}
_TOPICS = {"ministry": "gov.national", "county_council": "gov.state", "dgaspc": "gov.state", "municipality": "gov.muni"}
BY_READER = {
    "html": "HyperText",
    "pdf": "Pages",
    "docx": "Pages",
    "odt": "Pages",
    "rtf": "Pages",
    "xlsx": "Workbook",
    "ods": "Workbook",
    "csv": "Table",
    "text": "PlainText",
}
_WORDS: Mapping[str, Mapping[Language, str]] = {
    "contract": {"ro": "contract de finanțare: {}", "en": "financing contract: {}"},
    "grant": {"ro": "finanțare nerambursabilă: {}", "en": "grant: {}"},
    "copy": {"ro": "copie a știrii de la {}", "en": "copy of the story at {}"},
    "county": {"ro": "județul {}", "en": "{} county"},
    "approximate": {"ro": "valoarea totală este aproximativă", "en": "the total is approximate"},
    "range": {
        "ro": "valoarea totală este capătul de jos al unui interval",
        "en": "the total is the lower end of a range",
    },
    "parts": {
        "ro": "valoarea totală este finanțarea nerambursabilă plus contribuția proprie",
        "en": "the total is the grant and the own contribution",
    },
}


def identity(kind: str, *ids: str) -> str:
    """An entity's id from the database's own: "fondoscop-organisation-…"."""
    return "-".join(("fondoscop", kind, *ids))


def document(row: Mapping[str, Any], language: Language) -> EntityProxy:
    """A document, never its text. The digest is SHA-256, so it stands in the notes: contentHash is SHA-1's."""
    entity = _entity(BY_READER.get(row["reader"].partition("/")[0], "Document"), identity("document", row["id"]))
    _add(entity, "title", row["title"])
    _add(entity, "fileName", _file_name(row["url"]))
    _add(entity, "sourceUrl", row["url"])
    _add(entity, "publisher", row["source"])
    _add(entity, "publishedAt", row["published"])
    _add(entity, "retrievedAt", row["captured"])
    _add(entity, "language", row["language"])
    _add(entity, "mimeType", row["media_type"])
    _add(entity, "notes", f"sha256:{row['sha256']}")
    if row["copy_of"]:
        _add(entity, "notes", _WORDS["copy"][language].format(row["copy_of"]))
    return entity


def organisation(row: Mapping[str, Any], language: Language) -> EntityProxy:
    """An organisation; of the country only what is sure."""
    kind = row["kind"]
    entity = _entity(BY_KIND.get(kind, "LegalEntity"), identity("organisation", row["id"]))
    _add(entity, "name", row["name"])
    _add(entity, "abbreviation", row["short"] if row["short"] != row["name"] else None)
    known = {*entity.get("name"), *entity.get("abbreviation")}
    _add(entity, "alias", *(alias for alias in row["aliases"].split("; ") if harmless(alias) not in known))
    _add(entity, "taxNumber", row["cui"])
    _add(entity, "classification", kind_name(kind, language))
    _add(entity, "topics", _TOPICS.get(kind))
    if row["county"]:
        _add(entity, "address", _county(row["county"], language))
    if _is_romanian(row):
        _add(entity, "jurisdiction", "ro")
    return entity


def project(whole: WholeProject, language: Language) -> EntityProxy:
    """A project with its total, if it has one; every document that tells of it is its proof."""
    row, total = whole.project, whole.total
    entity = _entity("Project", identity("project", row.id))
    _add(entity, "name", row.title)
    _add(entity, "alias", *(alias for alias in whole.aliases if harmless(alias) != harmless(row.title)))
    _add(entity, "projectId", row.code)
    if row.contract:
        _add(entity, "notes", _WORDS["contract"][language].format(row.contract))
    _add(entity, "startDate", row.period_start)
    _add(entity, "endDate", row.period_end)
    _add(entity, "keywords", *(level.name for level in whole.programmes), *(each.short for each in whole.programmes))
    _add(entity, "country", *_countries(whole))
    _add(entity, "address", *_addresses(whole, language))
    _add(entity, "sourceUrl", row.url)
    _add(entity, "publisher", *dict.fromkeys(one.source for one in whole.documents if one.id == row.document_id))
    _add(entity, "proof", *(identity("document", one.id) for one in whole.documents))
    if total:
        _add_total(entity, whole, total, language)
    return entity


def participant(whole: WholeProject, one: Participant, role: str) -> EntityProxy:
    """An organisation in one role of a project, with the surest fact that says so as evidence."""
    entity = _entity("ProjectParticipant", identity("participant", whole.project.id, one.role, one.id))
    _add(entity, "project", identity("project", whole.project.id))
    _add(entity, "participant", identity("organisation", one.id))
    _add(entity, "role", role)
    for fact in whole.partners:
        if fact.id == one.partner_id:
            _add_evidence(entity, fact)
    return entity


def payment(whole: WholeProject, grant: Grant, language: Language) -> EntityProxy:
    """A grant as a payment from the funder to the lead; dated only by the one day on which the contract was signed."""
    amount = grant.amount
    entity = _entity("Payment", identity("payment", whole.project.id, grant.payer.id))
    _add(entity, "payer", identity("organisation", grant.payer.id))
    _add(entity, "beneficiary", identity("organisation", grant.beneficiary.id))
    _add(entity, "project", identity("project", whole.project.id))
    _add(entity, "amount", format(amount.value, "f"))
    _add(entity, "currency", amount.currency)
    _add_euro(entity, amount.eur)
    _add(entity, "date", grant.signed)
    _add(entity, "purpose", _WORDS["grant"][language].format(whole.project.title))
    _add(entity, "programme", *(level.name for level in whole.programmes))
    _add_evidence(entity, amount)
    return entity


def _add_total(entity: EntityProxy, whole: WholeProject, total: Total, language: Language) -> None:
    _add(entity, "amount", total.value)
    _add(entity, "currency", total.currency)
    _add_euro(entity, None if total.eur_minor is None else Decimal(total.eur_minor).scaleb(-2))
    if total.rule in _WORDS:
        _add(entity, "notes", _WORDS[total.rule][language])
    for amount in whole.amounts:
        if amount.id in (total.amount_id, total.part_id):
            _add(entity, "description", amount.sentence)
            _add(entity, "sourceUrl", amount.url)


def _add_euro(entity: EntityProxy, euro: Decimal | None) -> None:
    if euro is not None:
        _add(entity, "amountEur", f"{euro:.2f}")


def _add_evidence(entity: EntityProxy, fact: FactRow) -> None:
    """The fact by its id (as `fondoscop cite` takes it), its words, and where they stand."""
    _add(entity, "recordId", fact.id)
    _add(entity, "summary", fact.quote)
    _add(entity, "description", fact.sentence)
    _add(entity, "sourceUrl", fact.url)
    _add(entity, "publisher", fact.source)
    _add(entity, "retrievedAt", fact.captured)
    _add(entity, "proof", identity("document", fact.document_id))


def _countries(whole: WholeProject) -> Iterator[str]:
    """Those in which the project works; Romania's localities, counties and regions have no country beside them."""
    if whole.project.code or any(place.kind != "country" for place in whole.places):
        yield "ro"  # SMIS is the register of Romania's own programmes
    yield from (place.name for place in whole.places if place.kind == "country")


def _addresses(whole: WholeProject, language: Language) -> Iterator[str]:
    """The places in which it works, as far as a county is told."""
    for place in whole.places:
        if place.county:
            county = _county(place.county, language)
            yield f"{place.name}, {county}" if place.kind == "locality" and place.name != place.county else county


def _county(name: str, language: Language) -> str:
    return name if name == "București" else _WORDS["county"][language].format(name)


def _is_romanian(row: Mapping[str, Any]) -> bool:
    """It has a fiscal code or a county, or is a body in the list of Romania's, whose id its key begins with.

    Of the agencies in that list some are other countries' (JICA, GIZ): these are Romania's where each county has one.
    """
    known = known_bodies().get(row["key"].partition(":")[0])
    is_ours = known is not None and (row["kind"] in _TOPICS or known.each is not None)
    return bool(row["cui"] or row["county"]) or is_ours


def _file_name(url: str) -> str | None:
    """What a file is called by its address; None of a page without such a name."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    return name if "." in name else None


def _entity(schema: str, identifier: str) -> EntityProxy:
    entity = model.make_entity(schema)
    entity.id = identifier
    return entity


def _add(entity: EntityProxy, name: str, *values: str | None) -> None:
    for value in dict.fromkeys(value for value in values if value):
        entity.add(name, harmless(value))

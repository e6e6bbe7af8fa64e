"""What the kinds of organisations are called, in Romanian and in English."""

from collections.abc import Mapping

from explore.wording import Language

KINDS: Mapping[str, Mapping[Language, str]] = {
    "ministry": {"ro": "minister", "en": "ministry"},
    "agency": {"ro": "altă instituție a statului", "en": "other public body"},
    "county_council": {"ro": "consiliu județean", "en": "county council"},
    "dgaspc": {"ro": "DGASPC", "en": "county child protection (DGASPC)"},
    "municipality": {"ro": "primărie sau comună", "en": "municipality"},
    "ngo": {"ro": "organizație neguvernamentală", "en": "non-governmental organisation"},
    "church": {"ro": "cult religios", "en": "church"},
    "school": {"ro": "școală sau universitate", "en": "school or university"},
    "hospital": {"ro": "spital", "en": "hospital"},
    "company": {"ro": "firmă", "en": "company"},
    "international": {"ro": "organizație internațională", "en": "international organisation"},
    "fund": {"ro": "fond sau program", "en": "fund or programme"},
}
"""By `organisations.kind`."""


def kind_name(kind: str | None, language: Language) -> str:
    """The name of a kind; "" where none is known."""
    names = KINDS.get(kind or "")
    return names[language] if names else kind or ""

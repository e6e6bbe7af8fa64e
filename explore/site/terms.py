"""What whoever runs the site says of it: whom to write to, and whether search engines may come."""

import re
from dataclasses import dataclass
from typing import Any

_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_WEB = re.compile(r"https?://[^\s<>\"']+")
# Tables with their sorts and filters have more addresses than anybody wants fetched; everything in them is on a page.
_FOR_PEOPLE = ("/fondoscop", "/-/", "/cautare", "/en/cautare", "/fapt/", "/en/fapt/")
_OPEN = "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in _FOR_PEOPLE)])


class TermsError(ValueError):
    """What was said can't be used; the message says what to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """An address for people, and the link to it."""

    address: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """By default nobody to write to, and no search engines."""

    contact: Contact | None = None
    is_open: bool = False  # to search engines

    def plugins(self) -> dict[str, Any]:
        """Settings of Datasette's plugins: datasette-block-robots blocks everything unless told otherwise."""
        return {"datasette-block-robots": {"literal": _OPEN}} if self.is_open else {}


NO_TERMS = Terms()


def contact(said: str | None) -> Contact | None:
    """Where to write to: an e-mail address or one of the web. Raises TermsError for anything else."""
    if not said:
        return None
    if _MAIL.fullmatch(said):
        return Contact(address=said, link=f"mailto:{said}")
    if _WEB.fullmatch(said):
        return Contact(address=said, link=said)
    raise TermsError(f"{said!r} is no contact: give an e-mail address, or a web address with https://")

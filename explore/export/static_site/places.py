"""Which file of the static copy each address of the site has become, and how a page's links lead there.

Links are relative, so that the folder can lie anywhere: under any path of a host, or on a disk. Pages of projects and
organisations lie in folders by the first two characters of their ids, of which there are 256.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from explore.site.asked import Language
from romanian.counties import counties
from romanian.fold import fold

DOCUMENTS = "documente"  # where a project's page has the pages that tell of it
ALL = "toate"
_FIXED = {
    "/": "index.html",
    "/cautare": "proiecte.html",
    "/grafice": "grafice.html",
    "/despre": "despre.html",
    "/date/proiecte.csv": "date/proiecte.csv",
    "/date/sume.csv": "date/sume.csv",
}
_ALIKE = re.compile(r"/grafice/[a-z-]+\.csv")
_ONE = re.compile(r"/(?P<kind>proiect|organizatie)/(?P<id>(?P<first>[0-9a-z]{2})[0-9a-z-]{0,78})")
_NO_LETTERS = re.compile(r"[^0-9a-z]+")
_COUNTIES = {county.name for county in counties()}


def file_of(path: str) -> str | None:
    """The file that stands for an address of the site, below the folder of the language; None where none does."""
    address = urlsplit(path)
    if address.path == "/cautare" and address.query:
        (name, values), *_ = parse_qs(address.query).items()
        return list_file(name, values[0], 1)
    one = _ONE.fullmatch(path)
    if one:
        return f"{one['kind']}/{one['first']}/{one['id']}.html"
    return path[1:] if _ALIKE.fullmatch(path) else _FIXED.get(path)


def list_file(name: str, value: str, number: int) -> str:
    """The file of a page of a list: of the projects that have this value of what lists are by; of those without it
    for "", of all projects for the name ALL.
    """
    of = name if name == ALL else f"{name}-{_slug(value) if value else 'necunoscut'}"
    return f"lista/{of}/{number}.html"


def _slug(value: str) -> str:
    """A value as a part of a file's name: letters without marks, figures and hyphens; what is lost a digest tells."""
    plain = _NO_LETTERS.sub("-", fold(value).lower()).strip("-")
    if value in _COUNTIES or plain == value:
        return plain
    return f"{plain[:40]}-{hashlib.sha256(value.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of one page, which is this file below the folder of its language.

    `facts` are the addresses of facts, by id; what stands nowhere is looked for among the documents of the page.
    """

    file: str
    language: Language
    has_organisations: bool
    facts: Mapping[str, str] = field(default_factory=dict)

    def link(self, path: str) -> str:
        """The address, from this page, of what the site has under this one; "" for what the copy leaves out."""
        if path.startswith("/fapt/"):
            return self.facts.get(path.removeprefix("/fapt/"), f"#{DOCUMENTS}")
        if path.startswith("/document/"):
            return f"#document-{path.removeprefix('/document/')}"
        if path.startswith("/organizatie/") and not self.has_organisations:
            return ""
        found = file_of(path)
        if found is None:
            raise LookupError(f"the static copy has no page for {path}")
        return self._up() + found

    def path(self, path: str) -> str:
        """The address of a file that both languages share: what stands under /stil/."""
        return f"{self._up()}{'../' if self.language == 'en' else ''}{path[1:]}"

    def other_language(self) -> str:
        """The address of the same page in the other language."""
        return f"{self._up()}{'../' if self.language == 'en' else 'en/'}{self.file}"

    def _up(self) -> str:
        """From the page to the folder of its language."""
        return "../" * self.file.count("/")

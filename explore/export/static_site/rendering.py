"""Pages written with the templates of the site; those in `templates` take the place of the site's, or build on them.

A template of the site is found as site/NAME, too, so that ours of the same name can extend it.
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from explore import site
from explore.export.static_site.places import Links, file_of
from explore.site.asked import Asked, Language, Page
from explore.site.column_words import column_words
from explore.site.template_words import template_words
from explore.wording import harmless, quoted, spelled

LANGUAGES: tuple[Language, ...] = ("ro", "en")
SITE = Path(site.__file__).parent
OWN = Path(__file__).parent / "templates"
_THEIRS = FileSystemLoader(SITE / "templates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One page to be written: what the site is asked for, in which language, and where its facts stand."""

    path: str  # as the site knows it
    language: Language
    file: str = ""  # where the path does not tell
    facts: Mapping[str, str] | None = None


class Renderer:
    """Writes pages into a folder."""

    def __init__(self, folder: Path, *, is_whole: bool) -> None:
        self.written = 0
        self._folder = folder
        self._is_whole = is_whole
        self._common = {
            "contact": None,
            "is_copy": True,
            "is_whole": is_whole,
            "inlined": _inlined,
            "decimal": _decimal,
        }
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(OWN), _THEIRS, PrefixLoader({"site": _THEIRS})]),
            autoescape=True,
            undefined=StrictUndefined,
        )
        self._environment.filters |= {"harmless": harmless, "quoted": quoted, "date": spelled, "column": column_words}

    def write(self, written: Written, page: Page) -> None:
        """Write a page where the copy has it."""
        file = written.file or file_of(written.path) or ""
        path = self._folder / ("en" if written.language == "en" else "") / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.text(written, page), "utf-8", newline="\n")
        self.written += 1

    def text(self, written: Written, page: Page) -> str:
        """The page as HTML."""
        asked = Asked(path=written.path, language=written.language)
        links = Links(
            file=written.file or file_of(written.path) or "",
            language=written.language,
            has_organisations=self._is_whole,
            facts=written.facts or {},
        )
        values: dict[str, Any] = {
            **self._common,
            **template_words(asked),
            "asked": asked,
            "t": asked.says,
            "link": links.link,
            "urls": links,
            "other_language": links.other_language(),
        }
        return self._environment.get_template(page.template).render({**values, **page.values})


def _decimal(number: float) -> Decimal:
    """The number as it is written, for words that group and round."""
    return Decimal(str(number))


def _inlined(*names: str) -> tuple[Markup, str]:
    """Style sheets of the site as one text for <style>, and the source by which a policy allows just that."""
    text = "\n".join((SITE / "static" / name).read_text("utf-8") for name in names)
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"'sha256-{digest}'"  # noqa: S704 - our own files

"""Inspection: what a crawl of a source would do, found out with a few requests and without keeping anything.

It runs in a process of its own, as a crawl does, with the same guard, the same rules of robots.txt and the same name.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from crawler.guard import user_agent
from crawler.sources import Source

ROOT = Path(__file__).resolve().parent.parent

Shape = Literal["start", "feeds", "sitemaps", "pages"]


class InspectionError(Exception):
    """The inspection could not be made; the message says why."""


class Robots(BaseModel):
    """The robots.txt of one host. `status` None: there was no answer, as `trouble` tells."""

    model_config = ConfigDict(frozen=True)

    url: str
    status: int | None
    trouble: str = ""
    sitemaps: tuple[str, ...] = ()
    delay: float | None = None  # seconds that it wants between two requests


class Link(BaseModel):
    """A link with the words that stand on it."""

    model_config = ConfigDict(frozen=True)

    url: str
    text: str = ""


class Looked(BaseModel):
    """One address of the source, and what the crawl would do with what it leads to.

    `follow` are further listings and sitemaps, `keep` are documents; `forbidden` counts those of both that robots.txt
    forbids, `skipped` documents of another topic, `unsure` those of `keep` that are looked at before. `about` says
    whether the page itself is of the topic; None where that is no question.
    """

    model_config = ConfigDict(frozen=True)

    address: str
    shape: Shape
    trouble: str = ""
    status: int | None = None
    title: str = ""
    links: int = 0
    follow: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    skipped: int = 0
    unsure: int = 0
    elsewhere: int = 0
    forbidden: int = 0
    about: bool | None = None
    feeds: tuple[Link, ...] = ()
    listings: tuple[Link, ...] = ()


class Inspection(BaseModel):
    """What was found of one source."""

    model_config = ConfigDict(frozen=True)

    robots: tuple[Robots, ...] = ()
    looked: tuple[Looked, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether at least one of the source's addresses gave what it should."""
        return any(not looked.trouble for looked in self.looked)


def inspect(source: Source, *, contact: str | None) -> Inspection:
    """Asks for robots.txt and for each of the source's own addresses, once.

    Raises ContactError when a real site would be asked without a contact, and InspectionError.
    """
    user_agent(source, contact)
    job = {"source": source.model_dump(mode="json"), "contact": contact}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "crawler.inspecting"],
        input=json.dumps(job).encode(),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        check=False,
    )
    if done.returncode or not done.stdout:
        raise InspectionError(
            f"the process that inspects {source.id} died (exit code {done.returncode}); what it printed says more"
        )
    return Inspection.model_validate_json(done.stdout)

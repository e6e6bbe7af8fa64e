"""What stands before a figure and bounds it: “aproximativ”, “peste”, “cel puțin”, “până la”.

Not a component: amounts and beneficiaries both read figures.
"""

import re
from dataclasses import dataclass

from romanian import lexicon
from store.records import Bound

# aproximativ 180 · peste 2.000 · cel putin 10 · pana la 50 · in jur de 100 · in limita a 6.000
_CUE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<{one}>{lexicon.words('bounds', one)})" for one in ("approximate", "min", "max"))
    + r")(?:\s+(?:suma\s+de|de))?\s*$"
)
# valoarea maximă a proiectului este de … · suma minimă ce se acordă este de …
_NAMED = re.compile(
    rf"""
    (?<!\w) {lexicon.words("bounds", "sum", kind="sum")} \s+ (?: total\w*\s+ | eligibil\w*\s+ )?
    (?: (?P<max> {lexicon.words("bounds", "max", kind="adjective")} )
      | (?P<min> {lexicon.words("bounds", "min", kind="adjective")} ) ) (?!\w) [^\d.;]* $
    """,
    re.VERBOSE,
)
_REACH = 40  # characters
_NAMED_REACH = 80  # characters, from the noun on


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """`start` is where the cue begins (or the figure, without one), `end` where the figure does."""

    start: int
    end: int
    approximate: bool = False
    bound: Bound | None = None


def bounds_before(folded: str, figure: int) -> Bounds:
    """What bounds the figure that begins at `figure` in folded text."""
    reach = max(figure - _REACH, 0)
    window = max(reach, folded.rfind("\n", reach, figure) + 1)
    match = _CUE.search(folded[window:figure])
    if match is None:
        return Bounds(start=figure, end=figure)
    bound: Bound | None = "min" if match["min"] else "max" if match["max"] else None
    return Bounds(start=window + match.start(), end=figure, approximate=bool(match["approximate"]), bound=bound)


def named_bound(folded: str, sentence: int, figure: int) -> Bound | None:
    """The bound in the name of a figure: “valoarea maximă … este de X”; `sentence` is where its sentence begins."""
    match = _NAMED.search(folded[max(sentence, figure - _NAMED_REACH) : figure])
    if match is None:
        return None
    return "max" if match["max"] else "min"

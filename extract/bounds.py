"""What stands before a figure and bounds it: “aproximativ”, “peste”, “cel puțin”, “până la”.

Not a component: amounts and beneficiaries both read figures.
"""

import re
from dataclasses import dataclass

from store.records import Bound

# aproximativ 180 · peste 2.000 · cel putin 10 · pana la 50 · in jur de 100 · in limita a 6.000
_CUE = re.compile(
    r"""
    (?<!\w)
    (?: (?P<approximate> aproximativ | aprox\.? | circa | cca\.? | aproape | in\s+jur(?:ul)?\s+(?:a|de|sumei) | vreo
          | cam | se\s+apropie\s+de | apropiat\w*\s+de | un\s+numar\s+estimat\s+de | estimat\w*\s+la )
      | (?P<min> nu\s+mai\s+putin\s+de | peste | minim(?:um)? | cel\s+putin | mai\s+mult\s+de | macar
          | depas(?:este|esc|ind|it|eau|ea) | trec(?:e|ut|and)?\s+de )
      | (?P<max> nu\s+mai\s+mult\s+de | pana\s+la | maxim(?:um)? | cel\s+mult | mai\s+putin\s+de | sub
          | in\s+limita\s+(?:a|sumei\s+de) | (?:nu\s+)?poate\s+(?:depasi|trece\s+de) ) )
    (?: \s+ (?: suma\s+de | de ) )? \s* $
    """,
    re.VERBOSE,
)
# valoarea maximă a proiectului este de … · suma minimă ce se acordă este de …
_NAMED = re.compile(
    r"""
    (?<!\w) (?: valoar\w+ | sum[ae]\w* | cuantum\w* | buget\w* | grant\w* | finantar\w+ | ajutor\w* | plafon\w* )
    \s+ (?: total\w*\s+ | eligibil\w*\s+ )?
    (?: (?P<max> maxim\w* ) | (?P<min> minim\w* ) ) (?!\w) [^\d.;]* $
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

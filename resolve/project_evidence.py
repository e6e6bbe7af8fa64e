"""What of two mentions must agree for likenesses of titles that leave something open: lead, county, years, a town."""

from itertools import product

from resolve.periods import agree, nearly_agree
from resolve.project_blocks import BEGINNING, HALF
from resolve.project_leads import Tie, are_called_alike, are_one_there, tie_of
from resolve.project_mentions import ProjectProfile, all_of
from resolve.title_alike import Alike, Likeness
from resolve.title_kinds import is_common
from resolve.title_words import is_place, stem

LEAD, COUNTY, YEARS = "lead", "county", "years"
CALLED = "called alike"
"""Leads that may be two, with a word that few bodies have; not said where one lead is sure."""

TOWN = "town"
"""A town that one title alone names is in the county of both."""

BOTH_ENDS = "both ends"
"""First and last year."""

_TELLING = 2  # words that few titles have, and that are enough even where the title is cut off or misspelt
_FEW = 3  # words that are missing beside such a name
_VERY_LONG = 6  # words of one that is enough by itself
_LONG = 4  # words of a title that says something even when each of them is common


def agreeing_of(one: ProjectProfile, other: ProjectProfile) -> frozenset[str]:
    """What both say of lead, county and years, and say alike."""
    periods = list(product(all_of(one.periods), all_of(other.periods)))
    agreed = [pair for pair in periods if agree(*pair)]
    leads = list(product(all_of(one.leads), all_of(other.leads)))
    counties = all_of(one.counties) & all_of(other.counties)
    is_led = any(tie_of(*pair) is Tie.ONE or (counties and are_one_there(*pair, counties)) for pair in leads)
    found = {
        LEAD: is_led,
        CALLED: not is_led and any(are_called_alike(*pair) for pair in leads),
        COUNTY: bool(counties),
        YEARS: bool(agreed) or (is_led and any(nearly_agree(*pair) for pair in periods)),
        BOTH_ENDS: any(ours.is_whole and theirs.is_whole for ours, theirs in agreed),
    }
    return frozenset(name for name, agrees in found.items() if agrees)


def is_enough(found: Alike, agreeing: frozenset[str]) -> bool:
    """Whether what agrees makes up for what the title leaves open."""
    if found.changes == 1 and TOWN in agreeing:
        return True
    if found.is_translation:
        is_led = LEAD in agreeing or (CALLED in agreeing and found.says_all)
        return is_led and (BOTH_ENDS in agreeing or (found.says_all and LEAD in agreeing))
    if found.is_part:
        return _is_enough_of_part(found, agreeing)
    if found.is_placed or LEAD in agreeing:
        return agreeing >= {LEAD, COUNTY, YEARS} if found.is_placed else _is_enough_of_lead(found, agreeing)
    if found.is_widened or found.needs_county:
        return False  # its lead must be one
    return (CALLED in agreeing and _is_enough_of_called(found, agreeing)) or _is_enough_of_title(found, agreeing)


def _is_enough_of_part(found: Alike, agreeing: frozenset[str]) -> bool:
    """Who leads two projects at one time calls them by other words; a house is called by its name at any time."""
    if found.changes == 1 and found.common.telling and agreeing >= {LEAD, COUNTY, YEARS}:
        return True
    if found.is_short:
        return agreeing >= {LEAD, COUNTY, YEARS if found.says_all else BOTH_ENDS}
    if not agreeing >= {LEAD, BOTH_ENDS}:
        return found.says_all and found.changes <= _FEW and agreeing >= {LEAD, COUNTY}
    return COUNTY in agreeing or (not found.is_likely and (bool(found.common.telling) or found.changes == 1))


def _is_enough_of_called(found: Alike, agreeing: frozenset[str]) -> bool:
    """A word that few bodies have in what both leads are called, and one in the title, or a long one at one time."""
    if found.likeness not in (Likeness.SAME, Likeness.SLIP) or found.changes > 1:
        return False
    return bool(found.common.telling) or (BOTH_ENDS in agreeing and len(found.common.core) >= _LONG)


def _is_enough_of_title(found: Alike, agreeing: frozenset[str]) -> bool:
    """Whether the title tells enough by itself, or beside a county and years."""
    common, telling = found.common, len(found.common.telling)
    county, years = COUNTY in agreeing, YEARS in agreeing
    is_little = len(common.core) < HALF and telling < _TELLING and not found.is_name
    if found.changes > 1 or (found.likeness is Likeness.CUT and is_little):
        return False
    if found.is_likely and found.likeness <= Likeness.NAME and _is_long(found):
        return True
    if found.is_likely:
        return county and telling >= (_TELLING if found.likeness is Likeness.LESS else 1)
    if found.likeness is Likeness.LESS:
        return county and (years or telling >= _TELLING - found.says_all)
    if found.is_name or telling >= (1 if found.likeness <= Likeness.NAME else _TELLING):
        return True
    if common.is_slogan and found.likeness <= Likeness.NAME:
        return True
    is_told = found.likeness <= Likeness.CUT or (found.likeness is Likeness.SLIP and found.says_all)
    if common.is_kind:
        return county and years
    return county or (BOTH_ENDS in agreeing and len(common.core) >= _LONG and is_told)


def _is_long(found: Alike) -> bool:
    """Whether both say as much as hardly two projects do, wherever they are: “Măsuri unitare de luptă cu …”."""
    places = {stem(word) for word in found.common.full if is_place(word) and not is_common(word)}
    size, telling = len(found.common.core), len(found.common.telling - places)
    return (size >= _VERY_LONG and telling > _TELLING) or (size >= 2 * _LONG and telling == _TELLING)


def _is_enough_of_lead(found: Alike, agreeing: frozenset[str]) -> bool:
    """A lead has few projects: it is enough for all titles but those that may be several of its own."""
    if found.is_widened:
        return BOTH_ENDS in agreeing
    if found.needs_county:
        return COUNTY in agreeing
    if found.changes > 1 and not found.common.telling:
        return agreeing >= {COUNTY, BOTH_ENDS} and len(found.common.core) >= _LONG and not found.common.is_kind
    if found.changes > 1:
        return True
    return found.likeness is not Likeness.CUT or len(found.common.core) >= BEGINNING or not found.common.is_kind

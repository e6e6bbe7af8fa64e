"""What a title that no two projects have makes up for: a lead or a county that pages state otherwise.

County councils are named for their directorates, partners for leads; a county may be that of the site that writes. Of
local bodies, and of titles that say no more than what is done, each county has its own project all the same.
"""

from collections.abc import Iterable
from itertools import product

from resolve.periods import agree, nearly_agree
from resolve.project_leads import (
    Lead,
    Tie,
    are_kin_leads,
    are_two_leads,
    are_two_whatever_the_title,
    is_known_by_name,
    is_of_one_place,
    is_of_the_country,
    may_be_letters_of,
    tie_of,
)
from resolve.project_mentions import ProjectProfile, all_of, differ
from resolve.title_alike import Alike, Likeness
from resolve.title_kinds import is_common
from resolve.title_likeness import alike
from resolve.title_words import is_place, stem
from resolve.titles import Title
from romanian.siruta import gazetteer

_REGIONS = frozenset(("regiunea", "regiunii", "regiunile", "regiunilor", "romania", "romaniei"))
_TELLING = 2  # words that few titles have
_LONG = 4  # words of a title that tells enough without its name


def make_up_for_leads(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether they have a title that no two projects have: then a page has read another body as the lead."""
    if not differ(one.leads, other.leads, _are_strangers) and _is_title_of_kin(one, other):
        return True
    if differ(one.leads, other.leads, are_two_whatever_the_title):
        return _is_one_title(one, other) and _have_both_ends(one, other) and _may_be_translated(one, other)
    ours, theirs = _unmistakable(one), _unmistakable(other)
    if any(title.words.core in ours for title in all_of(other.titles)):
        return True
    if all_of(one.counties).isdisjoint(all_of(other.counties)):
        return False
    return any(
        title.body is not None and title.body.core in bare
        for titles, bare in ((ours.values(), _long(other)), (theirs.values(), _long(one)))
        for title in titles
    )


def make_up_for_counties(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether they have such a title, and either an acronym in it and one lead, or both ends and leads that may be one.

    Beside one lead a shorter title will do that is an acronym and a line of its own.

    What counties the titles themselves name is no matter of this: those part them.
    """
    if not one.leads or not other.leads or _may_be_two_places(one, other):
        return False
    if not one.leads.isdisjoint(other.leads) and _is_explained_acronym(one, other):
        return True
    if any(tie_of(*p) is Tie.ONE and any(map(is_of_one_place, p)) for p in _pairs_of_leads(one, other)):
        return True
    if not _is_one_title(one, other):
        if one.leads.isdisjoint(other.leads) or not _have_both_ends(one, other):
            return False
        return (
            _is_of_a_place(one, other)
            or _is_of_a_region(one, other)
            or _is_of_the_country(one, other)
            or _is_known_by_letters(one, other)
        )
    ties = [tie_of(*leads) for leads in product(all_of(one.leads), all_of(other.leads))]
    if Tie.ONE in ties and any(title.is_acronym for title in all_of(one.titles) | all_of(other.titles)):
        return True
    return _have_both_ends(one, other) and (min(ties) is not Tie.TWO or _may_be_translated(one, other))


def _pairs_of_leads(one: ProjectProfile, other: ProjectProfile) -> Iterable[tuple[Lead, Lead]]:
    return product(all_of(one.leads), all_of(other.leads))


def _are_strangers(one: Lead, other: Lead) -> bool:
    return are_two_leads(one, other) and not are_kin_leads(one, other)


def _is_title_of_kin(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether bodies of one town that have this title at one time have one project: no house that each may have.

    The town's name, which all of them may say, tells only who leads at that time.
    """
    periods = list(product(all_of(one.periods), all_of(other.periods)))
    is_timely = any(nearly_agree(*pair) for pair in periods)
    if periods and not is_timely:
        return False
    for found in _likenesses(one, other):
        if found.likeness is Likeness.LESS or found.is_likely or found.changes > 1 or found.common.is_kind:
            continue
        telling = [word for word in found.common.full if stem(word) in found.common.telling and not is_place(word)]
        if telling or found.common.is_slogan or (is_timely and len(found.common.core) >= _LONG):
            return True
    return False


def _is_one_title(one: ProjectProfile, other: ProjectProfile) -> bool:
    if not _unmistakable(one) and not _unmistakable(other):
        return False
    return any(found.is_name and found.likeness is Likeness.SAME for found in _likenesses(one, other))


def _may_be_two_places(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether a place that both titles name is in counties of both: a commune Ungureni is in Bacău and in Botoșani."""
    counties = all_of(one.counties) | all_of(other.counties)
    ours, theirs = ({w for title in all_of(said.titles) for w in title.words.full} for said in (one, other))
    named = (gazetteer().named(word) for word in ours & theirs if is_place(word) and not is_common(word))
    return any(len(counties.intersection(unit.county for unit in units)) > 1 for units in named)


def _is_of_a_place(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether both have one title that says where it is: a county that differs is that of who writes.

    There is a commune of one name in several counties, each with its town hall.
    """
    return any(map(is_known_by_name, all_of(one.leads) & all_of(other.leads))) and any(
        found.likeness <= Likeness.SLIP
        and not found.is_likely
        and not found.common.is_kind
        and len(found.common.core) >= _LONG
        and any(is_place(word) and not is_common(word) for word in found.common.full)
        for found in _likenesses(one, other)
    )


def _is_of_a_region(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether both have one title that says that it is of more than a county: “… în Regiunea Sud-Muntenia”."""
    ours = {title.words.core for title in all_of(one.titles) if not _REGIONS.isdisjoint(title.key.split())}
    return any(title.words.core in ours and len(title.words.core) > _LONG for title in all_of(other.titles))


def _is_of_the_country(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether a ministry or the like leads, of whose projects each county writes, and no title says a place."""
    if not any(map(is_of_the_country, all_of(one.leads) & all_of(other.leads))):
        return False
    return any(
        found.likeness <= Likeness.SLIP
        and not found.is_likely
        and not found.common.is_kind
        and len(found.common.core) >= _LONG
        and not any(is_place(word) and not is_common(word) for word in found.common.full)
        for found in _likenesses(one, other)
    )


def _is_known_by_letters(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether one title has an acronym of its own beside the rest, and the rest is the other, or both have it."""
    if not any(title.is_acronym for title in all_of(one.titles) | all_of(other.titles)):
        return False
    return any(
        found.likeness <= Likeness.NAME and not found.is_likely and bool(found.common.telling)
        for found in _likenesses(one, other)
    )


def _is_explained_acronym(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether one title is an acronym and a line of its own, and the other the same: “VENUS – Împreună pentru …”.

    Titles of nothing but capitals have no acronym, and “servicii sociale pentru vârstnici” is no line of its own.
    """
    titles = all_of(one.titles) | all_of(other.titles)
    if not any(title.is_acronym and not title.text.isupper() and _has_own_line(title) for title in titles):
        return False
    return any(
        found.likeness is Likeness.SAME and len(found.common.core) >= _LONG and bool(found.common.telling)
        for found in _likenesses(one, other)
    )


def _has_own_line(title: Title) -> bool:
    return title.body is not None and not title.body.is_kind and (title.body.is_slogan or bool(title.body.telling))


def _likenesses(one: ProjectProfile, other: ProjectProfile) -> list[Alike]:
    found = (alike(*titles) for titles in product(all_of(one.titles), all_of(other.titles)))
    return [alike for alike in found if alike is not None]


def _have_both_ends(one: ProjectProfile, other: ProjectProfile) -> bool:
    periods = product(all_of(one.periods), all_of(other.periods))
    return any(ours.is_whole and theirs.is_whole and agree(ours, theirs) for ours, theirs in periods)


def _may_be_translated(one: ProjectProfile, other: ProjectProfile) -> bool:
    """Whether a lead is called by letters alone in one that may be those of its name in another language: “JRS”."""
    leads = product(all_of(one.leads), all_of(other.leads))
    return any(may_be_letters_of(*pair) or may_be_letters_of(*reversed(pair)) for pair in leads)


def _unmistakable(said: ProjectProfile) -> dict[tuple[str, ...], Title]:
    return {title.words.core: title for title in all_of(said.titles) if title.is_unmistakable}


def _long(said: ProjectProfile) -> set[tuple[str, ...]]:
    """Titles whose words tell enough for themselves."""
    titles = (title.words for title in all_of(said.titles) if not title.is_cut)
    return {words.core for words in titles if len(words.core) >= _LONG and len(words.telling) >= _TELLING}

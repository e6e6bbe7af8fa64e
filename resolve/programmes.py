"""Mentions of many documents → the fund, programme, axis or call that finances each, and each project's.

A mention's own words, code and contract say it; where there are none, its one funder does. The years are the
mention's, else its project's. Words that name no known programme are a programme of their own, by their normalised
words and years. Nothing depends on the order of the mentions.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from resolve.programme_names import Found, find_fund, find_programme, period_in
from resolve.programme_words import tokens
from resolve.spelling import best_spelling
from romanian.programmes import is_within, lineage, programmes
from store.identity import programme_id
from store.resolved import ProgrammeMention, ProgrammeOfMention, ResolvedProgramme

_UNKNOWN = "name:"  # keys of programmes that nobody has listed; those that are known have their id
_OWN_WORDS = 0.5  # equal words are hardly ever two programmes, but one programme has many names


@dataclass(frozen=True, slots=True, kw_only=True)
class Programmes:
    """Programmes, a parent before its children; what each mention is led to; (project id, programme id)."""

    programmes: tuple[ResolvedProgramme, ...] = ()
    mentions: tuple[ProgrammeOfMention, ...] = ()
    projects: tuple[tuple[str, str], ...] = ()


def resolve_programmes(mentions: Iterable[ProgrammeMention]) -> Programmes:
    """The programme of each mention that tells one, and for each project that of most of its mentions."""
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    of_project: dict[str, Counter[str]] = {}
    led: list[ProgrammeOfMention] = []
    for mention in mentions:
        key, reason, score = _programme(mention)
        if key is None:
            continue
        counts[key] += 1
        if key.startswith(_UNKNOWN):
            spellings.setdefault(key, Counter())[mention.words] += 1
        if mention.project_id is not None:
            of_project.setdefault(mention.project_id, Counter())[key] += 1
        led.append(
            ProgrammeOfMention(mention_id=mention.id, programme_id=programme_id(key), reason=reason, score=score)
        )
    return Programmes(
        programmes=(*_known(counts), *_unknown(counts, spellings)),
        mentions=tuple(sorted(led, key=lambda one: one.mention_id)),
        projects=tuple((project, programme_id(_most(of_project[project]))) for project in sorted(of_project)),
    )


def _programme(mention: ProgrammeMention) -> tuple[str | None, str, float]:
    """Key, reason and score; no key for a mention that tells no programme."""
    begin, end = mention.begin, mention.end
    found: Found | None = find_programme(mention.words, mention.numbers, begin, end)
    if found is None and not mention.words:
        found = find_fund(mention.funders, begin, end)
    if found is not None:
        return found.programme.id, found.reason, found.score
    own = " ".join(token.word for token in tokens(mention.words))
    return (_UNKNOWN + own, "own words, of no known programme", _OWN_WORDS) if own else (None, "", 0.0)


def _most(votes: Mapping[str, int]) -> str:
    """The key with most mentions; one of a programme speaks for its parts, too, so a part wins over its whole.

    Among equals the lower, then the first by key.
    """

    def rank(key: str) -> tuple[int, int, str]:
        if key.startswith(_UNKNOWN):
            return -votes[key], 0, key
        above = [entry.id for entry in lineage(key)]
        return -sum(votes.get(identity, 0) for identity in above), -len(above), key

    return min(votes, key=rank)


def _known(counts: Mapping[str, int]) -> Iterable[ResolvedProgramme]:
    """Those of the list that are named, and all above them; a mention counts where it was led to alone."""
    named = [key for key in counts if not key.startswith(_UNKNOWN)]
    for entry in programmes().values():
        if any(is_within(key, entry.id) for key in named):
            yield ResolvedProgramme(
                id=programme_id(entry.id),
                key=entry.id,
                name=entry.name,
                short=entry.short,
                level=entry.level,
                parent_id=None if entry.parent is None else programme_id(entry.parent),
                period=entry.period,
                mentions=counts.get(entry.id, 0),
            )


def _unknown(counts: Mapping[str, int], spellings: Mapping[str, Mapping[str, int]]) -> Iterable[ResolvedProgramme]:
    for key in sorted(spellings):
        name = best_spelling(spellings[key])
        yield ResolvedProgramme(
            id=programme_id(key), key=key, name=name, level="programme", period=period_in(name), mentions=counts[key]
        )

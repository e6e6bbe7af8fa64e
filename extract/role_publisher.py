"""Who leads where no sentence says so: the page's publisher, and the body that a bare noun stands for.

“Asociația derulează proiectul …” means the one association that the page names; “am pornit proiectul …” is said by
whoever stands alone on the page's first lines, and so is an announcement's “Lansarea proiectului …”.
"""

import re
from collections.abc import Iterator

from extract.organisation_mentions import OrganisationMention
from extract.reading import Reading
from extract.role_sentences import Finding
from romanian.fold import fold

_FIRST_BLOCKS = 4
_ABOVE = frozenset({"ministry", "government"})  # stand above others on a title page
_SPEAKERS = frozenset({"ngo", "directorate", "das", "dgaspc", "town-hall", "church", "local-group", "school"})
_VERB = re.compile(
    r"\s*(?:\([^()\n]{1,40}\)\s*)?,?\s*(?:s-a|a|este|are|isi|ofera|lucreaza|exista|functioneaza|ajuta|sprijina)(?!\w)"
)
_RELEASE = re.compile(r"\bcomunicat\b|\banunt\b|\bfinalizare|\blansare|\bincepere|\bdemarare")
_PROJECT = re.compile(r"\bproiect(?:ul|ului)?\b")
_WE = re.compile(
    r"""\b (?: (?:deruleaz|implement|demar|lans|incep|porn|continu|desfasur)[aei]m | ne\ propunem
          | vom\ (?:derula|implementa|lansa)
          | am\ (?:pornit|lansat|inceput|demarat|incheiat|finalizat|depus|castigat|scris|deschis|derulat|implementat) )
      \b [^.;\n]{0,60}? \bproiect(?:ul|ului)?\b""",
    re.VERBOSE,  # am pornit, în martie, proiectul …
)
_BARE = re.compile(
    r"""(?<![\w-]) (?P<noun> asociatia | fundatia | organizatia | federatia | directia | primaria | agentia | consiliul
          | universitatea | liceul | scoala | spitalul | parohia ) (?:\ noastra)? (?: ,[^,\n]{3,80}, )? \s
        (?: va\ (?:derula|implementa|lansa) | deruleaza | implementeaza | desfasoara | coordoneaza
          | lanseaza | demareaza
          | a\ (?:lansat|inceput|demarat|incheiat|finalizat|depus|castigat|derulat|implementat) )
        \b [^.;\n]{0,60}? \bproiect(?:ul|ului)?\b""",
    re.VERBOSE,  # Asociația derulează, din martie, proiectul …
)


def publisher_leads(
    reading: Reading, mentions: list[OrganisationMention], findings: list[Finding]
) -> Iterator[Finding]:
    """At most one finding, for a document in which nobody leads yet."""
    known = {fold(f.mention.name) for f in findings}
    chosen = _meant(reading, mentions) or _alone_on_top(reading, mentions) or _who_speaks(reading, mentions, known)
    if chosen is not None and fold(chosen[0].name) not in known:
        yield Finding(chosen[0], "lead", 0.4, f"partners/{chosen[1]}")


def _meant(reading: Reading, mentions: list[OrganisationMention]) -> tuple[OrganisationMention, str] | None:
    """The one organisation of the document whose head noun a sentence uses alone."""
    for bare in _BARE.finditer(reading.folded):
        first: dict[str, OrganisationMention] = {}
        for mention in mentions:
            if fold(mention.name).split()[0] == bare["noun"]:
                first.setdefault(fold(mention.name), mention)
        if len(first) == 1:
            return next(iter(first.values())), "bare-noun"
    return None


def _who_speaks(
    reading: Reading, mentions: list[OrganisationMention], known: set[str]
) -> tuple[OrganisationMention, str] | None:
    """Where a page says “we”, the first body without another role that begins one of its sentences."""
    if _WE.search(reading.folded) is None:
        return None
    for mention in mentions:
        speaks = mention.sort in _SPEAKERS and fold(mention.name) not in known
        if speaks and mention.start - reading.sentence_at(mention.start)[0] <= 1:
            verb = _VERB.match(reading.folded, mention.end)
            return (mention, "we") if verb is not None else None
    return None


def _alone_on_top(reading: Reading, mentions: list[OrganisationMention]) -> tuple[OrganisationMention, str] | None:
    """An organisation alone on one of the first lines of an announcement, or of a page that says “we”."""
    announced = _RELEASE.search(reading.folded, 0, 1500) and _PROJECT.search(reading.folded)
    if not announced and _WE.search(reading.folded) is None:
        return None
    for block in reading.blocks[:_FIRST_BLOCKS]:
        for mention in mentions:
            alone = (mention.end - mention.start) >= 0.9 * (block.end - block.start)
            here = block.start <= mention.start < block.end
            leads = mention.kind not in ("fund", "union", "state") and mention.sort not in _ABOVE
            if here and alone and leads:
                return mention, "title-page"
    return None

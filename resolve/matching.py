"""What says that two things are one: the contract between the rules of a kind of thing and the clustering.

A thing is what one item (a name of an organisation, a document's mention of a project) tells, normalised. Rules judge
two things by nothing but these two and the lexicon, so that what they say never depends on what else is known: new
items touch only what they match, and the order in which items come decides nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Thing = TypeVar("Thing")
Profile = TypeVar("Profile")
Resolved_co = TypeVar("Resolved_co", covariant=True)
Inputs = Mapping[str, Any]  # what an item tells, as the database gives it: a JSON object


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Why two things are one, in words for people, and how much the reason says, from 0 to 1."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An item of a cluster: what it tells, and how it came there.

    `like` is the item that it was found to be the same as; it is None, the reason "" and the score 1 for the item that
    the cluster began with.
    """

    item: str
    inputs: Inputs
    reason: str = ""
    score: float = 1.0
    like: str | None = None


class Rules(Protocol[Thing, Profile, Resolved_co]):
    """What a kind of thing needs to be told apart.

    Things are hashable; equal things are one without being compared. Pure functions all of them.
    """

    def read(self, item: str, inputs: Inputs) -> Thing:
        """What an item tells, normalised."""

    def blocks(self, thing: Thing) -> Iterable[str]:
        """Words under which a thing is looked for: only things with a block in common are ever compared.

        A block must be shared by few things that don't match, or comparing grows quadratically. An item whose thing has
        no block stands alone, whatever others tell.

        A block may have two sides, for things of which only those on different sides can match: titles of all their
        words, and titles without one. What is in "<block" is compared with what is in ">block", and not with its like.
        """

    def match(self, one: Thing, other: Thing) -> Match | None:
        """Whether the two are one; symmetric. What it says of a thing and itself is why items that tell it are one."""

    def profile(self, thing: Thing) -> Profile:
        """What a cluster of this thing alone is known to be."""

    def joined(self, one: Profile, other: Profile) -> Profile | None:
        """What a cluster of both is known to be; None where the two can't be one, whoever matches in them.

        Symmetric. Several that hang together by matches make the same whole, or none, whichever comes first, as long as
        each is joined with what it matches.
        """

    def resolved(self, members: Sequence[Member]) -> Resolved_co:
        """The row of a cluster, from its members in the order of their items.

        Its key depends on these members alone, and no other cluster has the same.
        """

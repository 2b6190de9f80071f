"""What the named questions answer with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypedDict

from firsthand.model import Article, Attribution, Block, Capture, Furniture, Link, Metadata, Quantity, Sentence, TimeExpression, Unread


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published; where that is not known, the one text stands for itself."""

    key: str
    name: str | None
    mark: str
    number: int
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The story in figures. An article of which there are several versions counts once; `versions` is how many texts more there are.

    Pages that list articles (`listings`) are none, and not counted among them. `unread` counts pairs of quotation marks; `dates` and `amounts` the rows of
    time expressions and of quantities, `dates_unread` and `numbers_unread` what looks like one and is none.
    """

    outlets: tuple[Outlet, ...]
    articles: int
    articles_without_outlet: int
    articles_without_date: int
    first: dt.datetime | None
    last: dt.datetime | None
    findings: int
    speakers: int
    unread: int
    files: int
    files_not_read: int
    versions: int = 0
    listings: int = 0
    dates: int = 0
    amounts: int = 0
    dates_unread: int = 0
    numbers_unread: int = 0
    articles_without_day: int = 0  # an interval is known


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with everything that is known about it; `number` counts from 1 in the order of publication.

    Counts are as in `Overview`.
    """

    number: int
    article: Article
    outlet: Outlet
    captures: tuple[Capture, ...]
    metadata: tuple[Metadata, ...]
    furniture: tuple[Furniture, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    findings: int
    unread: int
    dates: int = 0
    amounts: int = 0
    dates_unread: int = 0
    numbers_unread: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its article, as far as a row needs it."""

    number: int
    article_id: str
    path: str
    title: str | None
    outlet: Outlet
    url: str | None
    earliest: dt.datetime | None
    latest: dt.datetime | None
    standing: str | None = None  # the version that stands for the article, where that is another text

    @property
    def work(self) -> str:
        """One name for all versions of an article."""
        return self.standing or self.article_id


@dataclass(frozen=True, slots=True)
class Version:
    """A text that gives way to another of its address, or, where the link is unsure, one that was found at the same address.

    `standing`: the version that stands for all.
    """

    place: Place
    following: Place
    standing: Place
    link: Link


@dataclass(frozen=True, slots=True)
class Gone:
    """The version that follows and does not have a quote. `type` as in the link between them; `stands`: its words stand there all the same."""

    place: Place
    type: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that have names and telling words in common."""

    number: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """What the articles have in common. `alone`: those with next to nothing in common with any other; `not_told`: how many cannot be compared."""

    articles: int
    alone: tuple[Place, ...]
    groups: tuple[Group, ...]
    not_told: int


@dataclass(frozen=True, slots=True)
class Similar:
    """A quote in another article with similar words. Nothing says that it is the same quote."""

    finding_id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what is said.

    `quoted` where it stands between quotation marks. `joint` is what joins it to the piece before: the marks that stand there in the
    text (a space, a comma), or an ellipsis for words.
    """

    start: int
    end: int
    words: str
    quoted: bool
    joint: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One step on the way of words from who says them to the outlet: who passes them on, and how that is put.

    `speaker`: by name where the article tells it, else as `source` puts it. `certainty` is how the next step tells this one. The last step is
    the outlet, which is no row: its `finding_id` is null.
    """

    finding_id: str | None
    speaker: str | None
    source: str | None = None
    cue: str | None = None
    sort: str | None = None
    polarity: str | None = None
    certainty: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """An attribution with its words, by role, and where it stands.

    `polarity_by`, `certainty_by`: the words that tell polarity and certainty. `relay` names who is quoted for it, where somebody is; `hops` has every step,
    from the innermost speaker to the outlet. `versions`: the same quote in other versions of the article; `gone`: the version that follows and does not have it.
    """

    finding: Attribution
    place: Place
    pieces: tuple[Piece, ...]
    cue: str | None
    source: str | None
    described: str | None
    why_not_named: str | None
    to: str | None
    occasion: str | None
    condition: str | None
    polarity_by: str | None = None
    certainty_by: str | None = None
    relay: str | None = None
    hops: tuple[Hop, ...] = ()
    similar: tuple[Similar, ...] = ()
    versions: tuple[Quote, ...] = ()
    gone: Gone | None = None
    when: str | None = None  # the words that tell when it was said

    @property
    def content(self) -> tuple[str, ...]:
        return tuple(piece.words for piece in self.pieces)

    @property
    def spoken(self) -> str:
        """What is said, in one line, with what was left out between its pieces as an ellipsis."""
        return "".join(piece.joint + piece.words for piece in self.pieces)

    @property
    def quoted(self) -> str:
        """Only what stands between quotation marks."""
        return " … ".join(piece.words for piece in self.pieces if piece.quoted)

    @property
    def outward(self) -> tuple[Hop, ...]:
        """Who passes these words on, one from the other, without the outlet."""
        here = next((place for place, hop in enumerate(self.hops) if hop.finding_id == self.finding.finding_id), 0)
        return self.hops[here + 1 : -1]

    @property
    def inward(self) -> tuple[Hop, ...]:
        """Whose words these are, where they are passed on; the innermost first."""
        here = next((place for place, hop in enumerate(self.hops) if hop.finding_id == self.finding.finding_id), 0)
        return self.hops[:here]


@dataclass(frozen=True, slots=True)
class Join:
    """Two names that are taken for one speaker's, with the reason; `by`: rule or person."""

    one: str
    other: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A source in another article that may be the same as this one.

    `type`: compatible, incompatible, or null where it cannot be told; `judgement`: a person's word makes it same or different.
    """

    finding_id: str
    name: str | None
    place: Place
    judgement: str
    type: str | None
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class CorrectedName:
    """A name that the article at `place` says was misspelt, and how it is spelt."""

    wrong: str
    right: str
    place: Place


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something, with all that they say. Where they have no name, they are one article's, and `name` is how it puts them.

    `joins`: why several names are one speaker's; `perhaps`: sources that may be the same, and are not counted as one;
    `corrected`: where the name was misspelt.
    """

    key: str
    name: str | None
    named: bool
    source_class: str | None
    quotes: tuple[Quote, ...]
    joins: tuple[Join, ...] = ()
    perhaps: tuple[Perhaps, ...] = ()
    corrected: CorrectedName | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression: its words, what they come to and why, in words, and the sentence in which they begin at `offset`."""

    finding: TimeExpression
    place: Place
    words: str
    says: str
    why: str
    sentence: str
    offset: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity: its words, what they come to, and what is counted or measured, in words."""

    finding: Quantity
    place: Place
    words: str
    says: str
    why: str


class Asked(TypedDict, total=False):
    """What `who` can be narrowed to.

    `speaker` and `outlet` are parts of a name, in any case (of a speaker, any of the names); `article` is an article_id, a path or a part of a title;
    a row without a class has its speaker's.
    """

    speaker: str | None
    source_class: str | None
    outlet: str | None
    article: str | None
    form: str | None
    sort: str | None


@dataclass(frozen=True, slots=True)
class UnreadView:
    unread: Unread
    place: Place


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the brief: one quote, and every article that has it or something like it. The speaker comes without the other quotes."""

    quote: Quote
    speaker: Speaker
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What the story is about, in the texts' own words."""

    title: str | None
    titled_by: Place | None
    overview: Overview
    lines: tuple[Line, ...] = ()

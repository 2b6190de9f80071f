"""The named chains of all articles, and their joining: which chains are one person's, body's or place's, each join with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from firsthand.align.names_alike import Person, is_acronym, is_generic, is_known_thing, last_key, person, plain, skeleton, thing
from firsthand.align.query import Query
from firsthand.model import EntityType, Gender, Judgement, Link, Passage, Span, digest

KIND: Literal["same-entity"] = "same-entity"
# Of chains of one name that are held apart, the groups that a further one is tried with.
HEADS = 8
# A name of several words is no slip of the recogniser where so many articles have it.
SEVERAL = 2
# Where names count: not in share lines and lists of other articles, which name people with whom the article has nothing to do.
NAMES = """
    WITH named AS (
        SELECT m.chain_id, m.article_id, m.type, m.name, m.span, m.evidence[1].words AS words
        FROM found.mention m SEMI JOIN article USING (article_id) WHERE m.name IS NOT NULL
    ), outside AS (
        SELECT DISTINCT n.chain_id, n.span FROM named n JOIN furniture f ON f.article_id = n.article_id
        AND f.span."start" < n.span."end" AND n.span."start" < f.span."end" WHERE f.kind NOT IN ('title', 'caption')
    )
    SELECT chain_id, min(article_id), min(type), name, count(*), min(span), arg_min(words, span)
    FROM named ANTI JOIN outside USING (chain_id, span) GROUP BY chain_id, name ORDER BY chain_id, name
"""
GENDERS = """
    SELECT chain_id, coalesce(
        CASE WHEN min(gender) FILTER (kind = 'name') = max(gender) FILTER (kind = 'name') THEN min(gender) FILTER (kind = 'name') END,
        CASE WHEN min(gender) FILTER (kind = 'pronoun') = max(gender) FILTER (kind = 'pronoun') THEN min(gender) FILTER (kind = 'pronoun') END
    ) FROM found.mention WHERE gender IS NOT NULL GROUP BY chain_id
"""


# Whether of places -> name, plain -> in how many articles it stands.
Common: TypeAlias = Mapping[bool, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Form:
    """A name that a chain goes by, how often, and where first."""

    name: str
    count: int
    span: Span
    words: str


@dataclass(slots=True)
class Chain:
    """`type`: as the article shows it, or as the story does where a single article errs. `best`: its fullest name, of those the commonest."""

    chain_id: str
    article_id: str
    type: EntityType
    labelled: EntityType
    forms: tuple[Form, ...]
    gender: Gender | None
    best: Form
    person: Person | None = None

    def take(self, kind: EntityType, common: Common) -> None:
        """Read it as one of this type."""
        self.type = kind
        self.best = _fullest(self.forms) if kind == "person" else _best(self.forms, common[kind == "place"])
        self.person = person(self.best.name) if kind == "person" else None


def read_chains(query: Query) -> list[Chain]:
    """By chain_id."""
    genders: dict[str, Gender] = dict(query(GENDERS))
    rows: dict[str, list[tuple[str, EntityType, Form]]] = {}
    for chain_id, article_id, kind, name, count, span, words in query(NAMES):
        rows.setdefault(chain_id, []).append((article_id, kind, Form(name, count, Span(span["start"], span["end"]), words)))
    found = []
    for chain_id, listed in rows.items():
        forms = tuple(form for *_, form in listed)
        kind = listed[0][1] or "other"
        chain = Chain(chain_id, listed[0][0], kind, kind, forms, genders.get(chain_id), forms[0])
        found.append(chain)
    settle(found)
    return found


def settle(chains: Sequence[Chain]) -> None:
    """Give each chain its type and its best name, as the story as a whole shows them."""
    articles: dict[bool, dict[str, set[str]]] = {True: {}, False: {}}
    for chain in chains:
        for form in chain.forms:
            articles[chain.labelled == "place"].setdefault(plain(form.name), set()).add(chain.article_id)
    common = {place: {name: len(found) for name, found in named.items()} for place, named in articles.items()}
    for chain in chains:
        chain.take(chain.labelled, common)
    _vote(chains, common)


def _best(forms: Sequence[Form], common: Mapping[str, int]) -> Form:
    """The longest name, but no acronym, no `Board`, and none that one article alone has where others know it without the words at its end: those are a slip."""
    if len(forms) == 1:
        return forms[0]
    known_elsewhere = [plain(form.name) for form in forms if common.get(plain(form.name), 0) >= SEVERAL]

    def known(form: Form) -> tuple[bool, bool, bool, int, int, str]:
        name = plain(form.name)
        slip = common.get(name, 0) < SEVERAL and any(name.startswith(f"{other} ") for other in known_elsewhere)
        return is_generic(thing(form.name, place=False)), is_acronym(form.name), slip, -len(form.name.split()), -form.count, form.name

    return min(forms, key=known)


def _fullest(forms: Sequence[Form]) -> Form:
    """The commonest with a given name, not its initial."""
    if len(forms) == 1:
        return forms[0]

    def known(form: Form) -> tuple[bool, bool, int, int, str]:
        name = person(form.name)
        return name is None or name.bare, name is None or len(name.given) == 1, -form.count, -len(form.name.split()), form.name

    return min(forms, key=known)


def _vote(chains: Sequence[Chain], common: Common) -> None:
    """A recogniser takes a name for a person's in one sentence and for a body's in the next: the story's majority is what it is, and the tables know some."""
    votes: dict[str, int] = {}  # for a person, less those against
    kinds: dict[str, Counter[EntityType]] = {}
    for chain in chains:
        sign = 1 if chain.labelled == "person" else -1
        for form in chain.forms:
            name = plain(form.name)
            votes[name] = votes.get(name, 0) + sign * form.count
        if chain.labelled != "person":
            kinds.setdefault(plain(chain.best.name), Counter())[chain.labelled] += 1
    for chain in chains:
        name = plain(chain.best.name)
        if chain.type == "person" and (votes[name] < 0 or is_known_thing(chain.best.name)):
            chain.take(max(kinds.get(name, Counter({"body": 1})).items(), key=lambda item: (item[1], item[0]))[0], common)
        elif chain.type != "person" and votes[name] > 0 and not is_known_thing(chain.best.name):
            chain.take("person", common)


@dataclass(slots=True)
class Joined:
    """The chains that are one so far: article -> their numbers; `marks`: on which sides of which refusals by a person they stand."""

    chains: dict[str, list[int]]
    marks: set[tuple[int, bool]] = field(default_factory=set)


class Clusters:
    """Chains joined step by step; what is refused stays apart. `links` are the reasons."""

    def __init__(self, chains: Sequence[Chain]) -> None:
        self.chains = chains
        self.links: list[Link] = []
        self._pairs: set[tuple[str, str]] = set()
        self._parent = list(range(len(chains)))
        self._of = {number: Joined({chain.article_id: [number]}) for number, chain in enumerate(chains)}

    def root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def articles(self, number: int) -> int:
        """In how many articles it is named."""
        return len(self._of[self.root(number)].chains)

    def stands_in(self, number: int, article_id: str) -> bool:
        return article_id in self._of[self.root(number)].chains

    def refuse(self, ones: Sequence[int], others: Sequence[int], decision: int) -> None:
        """A person says that none of the ones is any of the others."""
        for first, numbers in ((True, ones), (False, others)):
            for number in numbers:
                self._of[self.root(number)].marks.add((decision, first))

    def apart(self, one: int, other: int) -> bool:
        """Whether they cannot be one: a person says so, or an article names two people."""
        first, second = self._of[self.root(one)], self._of[self.root(other)]
        if first is second:
            return False
        if any((decision, not side) in second.marks for decision, side in first.marks):
            return True
        if len(first.chains) > len(second.chains):
            first, second = second, first
        shared = (
            (a, b) for article in first.chains if article in second.chains for a in first.chains[article] for b in second.chains[article]
        )
        return any(two_people(self.chains[a], self.chains[b]) for a, b in shared)

    def join(self, one: int, other: int, reason: str, by: str = "rule") -> bool:
        """Whether they are one now. What a person joins is joined in any case."""
        a, b = self.root(one), self.root(other)
        if by == "rule" and self.apart(a, b):
            return False
        if a == b:
            if by == "person":
                self._link(one, other, "same", reason, by)
            return True
        if len(self._of[a].chains) <= len(self._of[b].chains):
            a, b = b, a  # who is named more often keeps the name
        self._parent[b] = a
        gone = self._of.pop(b)
        for article, numbers in gone.chains.items():
            self._of[a].chains.setdefault(article, []).extend(numbers)
        self._of[a].marks |= gone.marks
        self._link(one, other, "same", reason, by)
        return True

    def gather(self, numbers: Sequence[int], why: Callable[[Chain, Chain], str]) -> None:
        """Join chains of one name to the first of them; those that are held apart from it, to the next."""
        heads: list[int] = []
        for number in numbers:
            if not any(self.join(number, head, why(self.chains[number], self.chains[head])) for head in heads[:HEADS]):
                heads.append(number)

    def doubt(self, one: int, other: int, reason: str) -> None:
        if self.root(one) != self.root(other):
            self._link(one, other, "unsure", reason, "rule")

    def differ(self, one: int, other: int, reason: str) -> None:
        """As a person says."""
        self._link(one, other, "different", reason, "person")

    def _link(self, one: int, other: int, judgement: Judgement, reason: str, by: str) -> None:
        a, b = sorted((self.chains[one], self.chains[other]), key=lambda chain: chain.chain_id, reverse=True)
        if a is b or (a.chain_id, b.chain_id) in self._pairs:
            return
        self._pairs.add((a.chain_id, b.chain_id))
        evidence = (_passage(a), _passage(b))
        self.links.append(Link(link_id(a.chain_id, b.chain_id), KIND, a.chain_id, b.chain_id, judgement, None, reason, evidence, by))


def link_id(one: str, other: str) -> str:
    return digest("link", KIND, one, other)


def _passage(chain: Chain) -> Passage:
    return Passage(chain.article_id, "name", chain.best.span.start, chain.best.span.end, chain.best.words)


def two_people(one: Chain, other: Chain) -> bool:
    """Whether two chains of one article are two people: their names differ by more than letters that are romanised in several ways.

    An article that has a Vladimir and a Volodymyr has two people. What it takes for a person in one place and for a body in the next tells nothing.
    """
    a, b = one.person, other.person
    if a is None or b is None or one.labelled != other.labelled:
        return False
    if a.bare or b.bare:
        return a.words != b.words
    return (skeleton(a.given), last_key(a.last), a.suffix) != (skeleton(b.given), last_key(b.last), b.suffix) and a.squashed != b.squashed

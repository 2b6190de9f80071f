"""Sources that no article names, in different articles: which pairs may be one, which cannot, and which nobody can tell. Never joined."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations
from typing import Literal

from firsthand.align.chains import KIND, link_id
from firsthand.align.names_alike import entries, lines, plain, raw
from firsthand.align.query import Query
from firsthand.model import Decision, Gender, Judgement, Link, Passage

# Words of fewer letters, and words that more sources' contents than so many have, bring no pair together.
LETTERS, COMMON = 4, 20
# Contents are alike where they share so many words, and these make up so much of the weight of the lighter one (words weigh by how few contents have them).
SHARED, ALIKE = 3, 0.3
# Sources of one description are compared where no more than so many have it: `officials` are everywhere.
MOST = 20
# Reports of one statement lie no further apart.
DAYS = timedelta(days=3)
# Words of a reason.
SHOWN = 4

UNNAMED = """
    SELECT coalesce(t.chain_id, t.finding_id), t.article_id, t.finding_id, t.evidence, a.published_earliest, a.published_latest
    FROM attribution t JOIN article a USING (article_id)
    WHERE t.entity_id IS NULL AND (t.source_class = 'anonymous' OR t.chain_id IN (SELECT chain_id FROM attribution WHERE source_class = 'anonymous'))
    AND t.article_id NOT IN (
        SELECT id_a FROM link WHERE kind = 'version-of' AND judgement = 'same'
    ) ORDER BY 1, 3
"""
NOUNS = """
    SELECT chain_id, kind, evidence[1].words, gender FROM mention WHERE kind IN ('noun', 'pronoun') AND entity_id IS NULL ORDER BY chain_id, span
"""
# Pairs of sources in different articles whose contents share rare words.
PAIRS = f"""
    WITH word AS (SELECT DISTINCT unnest($1) AS source, unnest($2) AS article_id, unnest($3) AS word
    ), rare AS (SELECT word FROM word GROUP BY word HAVING count(*) BETWEEN 2 AND {COMMON})
    SELECT a.source, b.source FROM word a JOIN word b ON a.word = b.word AND a.source < b.source AND a.article_id <> b.article_id
    WHERE a.word IN (SELECT word FROM rare) GROUP BY ALL HAVING count(*) >= 2 ORDER BY ALL
"""

Type = Literal["compatible", "incompatible"]


@dataclass(slots=True)
class Source:
    """An unnamed source of one article, and all that it says there."""

    name: str
    article_id: str
    earliest: datetime | None
    latest: datetime | None
    source: Passage | None = None
    content: list[Passage] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    gender: Gender | None = None
    words: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Description:
    """What a source is said to be: nations, institutions, kinds of people; whether several (None: not told), whether formerly."""

    nations: frozenset[str]
    institutions: frozenset[str]
    kinds: frozenset[str]
    many: bool | None
    former: bool


def links(query: Query, _given: Sequence[Decision]) -> Iterator[Link]:
    """Story stage: pairs of unnamed sources of two articles that say the like, or are described alike."""
    sources = _sources(query)
    described = {name: describe(source.described) for name, source in sources.items()}
    weights = _weights(sources.values())
    by_description = set(_alike_described(sources, described))
    for one, other in sorted({*_alike(query, sources), *by_description}):
        common = _common(sources[one], sources[other], weights)
        if common or (one, other) in by_description:
            yield _link(sources[one], sources[other], (described[one], described[other]), common)


# --- the sources -------------------------------------------------------------------------------------------------------------------


def _sources(query: Query) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for name, article_id, _, evidence, earliest, latest in query(UNNAMED):
        source = found.setdefault(name, Source(name, article_id, earliest, latest))
        for piece in sorted(evidence, key=lambda piece: (piece["start"], piece["end"])):
            passage = Passage(article_id, piece["role"], piece["start"], piece["end"], piece["words"])
            if piece["role"] == "source":
                if source.source is None or len(passage.words) > len(source.source.words):  # the fullest description
                    source.source = passage
                source.described.append(piece["words"])
            elif piece["role"] == "content":
                source.content.append(passage)
                source.words.update(word for word in _words(piece["words"]) if len(word) >= LETTERS)
    for chain_id, kind, words, gender in query(NOUNS):
        if chain_id in found:
            found[chain_id].gender = found[chain_id].gender or gender
            if kind == "noun":
                found[chain_id].described.append(words)
    return {name: source for name, source in found.items() if source.source is not None and source.content}


def _weights(sources: Iterable[Source]) -> dict[str, float]:
    """Of a word that few contents have, much."""
    listed = list(sources)
    counts = Counter(word for source in listed for word in source.words)
    return {word: math.log(1 + len(listed) / count) for word, count in counts.items()}


def _alike(query: Query, sources: dict[str, Source]) -> list[tuple[str, str]]:
    rows = [(source.name, source.article_id, word) for source in sources.values() for word in sorted(source.words)]
    if not rows:
        return []
    names, articles, words = (list(column) for column in zip(*rows, strict=True))
    return [(one, other) for one, other in query(PAIRS, [names, articles, words])]


def _alike_described(sources: dict[str, Source], described: dict[str, Description]) -> Iterator[tuple[str, str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, description in described.items():
        telling = tuple(sorted(description.nations | description.institutions))
        if telling:
            groups.setdefault(telling, []).append(name)
    for group in groups.values():
        if len(group) <= MOST:
            apart = ((a, b) for a, b in combinations(sorted(group), 2) if sources[a].article_id != sources[b].article_id)
            yield from apart


# --- descriptions ---------------------------------------------------------------------------------------------------------------------


def describe(said: Sequence[str]) -> Description:
    """What the words for one source say of it, the first of them how many it is."""
    data = _data()
    words = [_words(each) for each in said]
    every = [word for each in words for word in each]
    phrases = {" ".join(each[place : place + size]) for each in words for size in (1, 2, 3) for place in range(len(each) - size + 1)}
    nations = {data.nations[phrase] for phrase in phrases & data.nations.keys()}
    kinds = {data.kinds[word] for word in every if word in data.kinds}
    institutions = {data.institutions[phrase] for phrase in phrases & data.institutions.keys()}
    return Description(
        frozenset(nations), frozenset(institutions), frozenset(kinds), _many(words[0] if words else []), bool(data.former & set(every))
    )


def _many(words: Sequence[str]) -> bool | None:
    data = _data()
    known = [word for word in words if word in data.many or word in data.kinds or word in data.anybody]
    return (known[0] in data.many) if known else None


def _words(said: str) -> list[str]:
    return [word for each in plain(said).replace("-", " ").split() if (word := each.strip(",;:?!\"'“”()").removesuffix("'s"))]


def compare(one: Description, other: Description) -> tuple[list[str], list[str]]:
    """What keeps two descriptions apart, and what they share beyond being people."""
    data = _data()
    against = []
    if one.nations and other.nations and not one.nations & other.nations and not (one.nations | other.nations) & data.regions:
        against.append(f"nation ({_listed(one.nations)}; {_listed(other.nations)})")
    firm = one.institutions - data.soft, other.institutions - data.soft
    if firm[0] and firm[1] and not firm[0] & firm[1]:
        against.append(f"institution ({_listed(firm[0])}; {_listed(firm[1])})")
    if one.kinds and other.kinds and not _wide(one.kinds) & _wide(other.kinds):
        against.append(f"office ({_listed(one.kinds)}; {_listed(other.kinds)})")
    if None not in (one.many, other.many) and one.many != other.many:
        against.append("number (one; several)")
    return against, sorted((one.nations & other.nations) | (one.institutions & other.institutions))


def _wide(kinds: frozenset[str]) -> frozenset[str]:
    return kinds | {"official"} if kinds & _data().official else kinds


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


# --- two sources -----------------------------------------------------------------------------------------------------------------------


def _common(one: Source, other: Source, weights: dict[str, float]) -> list[str]:
    """The words that make two contents alike, the weightiest first; none where they are not."""
    common = sorted(one.words & other.words, key=lambda word: (-weights[word], word))
    lighter = min(sum(weights[word] for word in source.words) for source in (one, other))
    return common if len(common) >= SHARED and sum(weights[word] for word in common) >= ALIKE * lighter else []


def _link(one: Source, other: Source, described: tuple[Description, Description], common: Sequence[str]) -> Link:
    a, b = sorted((one, other), key=lambda source: source.name, reverse=True)
    against, shared = compare(*described)
    if one.gender and other.gender and one.gender != other.gender:
        against.append(f"gender ({one.gender}; {other.gender})")
    kind, why = _judged(against, shared, bool(common), described[0].former != described[1].former, _far(one, other))
    said = [f"`{_said(a)}`, `{_said(b)}`: {why}"]
    if common:
        said.append(f"both say {', '.join(common[:SHOWN])}")
    evidence = tuple(passage for source in (a, b) for passage in (source.source, *source.content[:1]) if passage is not None)
    judgement: Judgement = "different" if kind == "incompatible" else "unsure"
    return Link(link_id(a.name, b.name), KIND, a.name, b.name, judgement, kind, "; ".join(said), evidence, "rule")


def _judged(against: Sequence[str], shared: Sequence[str], alike: bool, formerly: bool, far: bool) -> tuple[Type | None, str]:
    if against:
        return "incompatible", f"they differ in {' and '.join(against)}"
    if formerly:
        return None, "one of them is called former"
    if far:
        return None, "nothing differs, but the reports lie days apart"
    if shared or alike:
        return "compatible", f"nothing differs{f'; both {_listed(shared)}' if shared else ''}"
    return None, "the descriptions tell too little"


def _far(one: Source, other: Source) -> bool:
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return False
    return max(one.earliest, other.earliest) - min(one.latest, other.latest) > DAYS


def _said(source: Source) -> str:
    return source.source.words if source.source else ""


# --- the words -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Data:
    nations: dict[str, str]
    institutions: dict[str, str]
    kinds: dict[str, str]
    anybody: frozenset[str]
    many: frozenset[str]
    former: frozenset[str]
    official: frozenset[str]
    soft: frozenset[str]
    regions: frozenset[str]


@cache
def _data() -> _Data:
    data = raw()
    sources = data["sources"]
    return _Data(
        nations=_firsts(data["nations"]["names"]),
        institutions=_firsts(sources["institutions"]),
        kinds={word: row[0] for row in lines(sources["kinds"]) for word in row},
        anybody=frozenset(sources["anybody"].split()),
        many=frozenset(sources["many"].split()),
        former=frozenset(sources["former"].split()),
        official=frozenset(sources["official"].split()),
        soft=frozenset(sources["soft"].split()),
        regions=frozenset(data["nations"]["regions"].split()),
    )


def _firsts(text: str) -> dict[str, str]:
    """Plain entry -> the first of its line."""
    return {" ".join(_words(entry)): row[0] for row in entries(text) for entry in row}

"""Which articles have names and telling words in common, and so which have next to none with the rest."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from firsthand.align.query import Query
from firsthand.align.terms import SCALE, Terms, languages, terms
from firsthand.model import Decision, Neighbour

# Likeness is the cosine of two articles' terms. docs/decisions/009 has what these give, benchmarks/strangers.py measures it.
ALONE = 0.14
# An article goes with those two that are most like it, if they are so much alike, and with all that are surely of one story.
JOINED, CLOSEST = 0.2, 2
SURELY = 0.4
# With fewer articles, or fewer terms in one, nothing is told.
LEAST_ARTICLES, LEAST_TERMS = 3, 12
# Up to so many articles each is compared with each; of more, with those that have one of its heaviest terms among their own heaviest.
ALL_PAIRS = 50
HEAVIEST, CHAMPIONS = 6, 6
# Articles whose terms are looked up often are kept at hand as tables.
AT_HAND = 2_000
# A term that no second article has joins nothing: those are told by counting in so many buckets.
BUCKETS = 1 << 20

ARTICLES = """
    SELECT a.article_id, a.language, l.id_b FROM article a
    LEFT JOIN link l ON l.kind = 'version-of' AND l.judgement = 'same' AND l.id_a = a.article_id
    ORDER BY a.article_id
"""

FEW = "fewer than three articles can be compared"
SHORT = "too short to compare"
LANGUAGE = "its language is not analysed"

# The articles that are heaviest in a term (champion lists: Manning, Raghavan and Schütze 2008, 7.1.3).
Champions = Mapping[int, Sequence[int]]
Table = Callable[[int], Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing gives: a row an article, and the groups of two and more by article_id."""

    rows: tuple[Neighbour, ...]
    groups: tuple[tuple[str, ...], ...]


def neighbours(query: Query, _given: Sequence[Decision]) -> Iterator[Neighbour]:
    """Story stage: each article with what it is nearest to. An article with versions is compared once, by the one that stands for them."""
    listed = query(ARTICLES)
    gives_way = {article_id: other for article_id, _, other in listed if other is not None}
    spoken_in = {article_id: language for article_id, language, _ in listed}
    found: dict[str, Neighbour] = {}
    groups: list[tuple[str, ...]] = []
    for language in languages():
        mine = [article_id for article_id, spoken, _ in listed if spoken == language and article_id not in gives_way]
        result = compared(list(terms(query, mine, language)))
        found.update((row.article_id, row) for row in result.rows)
        groups.extend(result.groups)
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    parts = {article_id: number for number, group in enumerate(ordered, 1) for article_id in group}
    for article_id, _, _ in listed:
        last = article_id
        while last in gives_way:
            last = gives_way[last]
        known = found.get(last, Neighbour(last, None, None, None, None, LANGUAGE if spoken_in[last] else SHORT))
        yield replace(known, article_id=article_id, part=parts.get(last))


def compared(listed: Sequence[Terms]) -> Compared:
    """Articles of one language, each with the nearest of the others."""
    told = [one for one in listed if len(one.names) >= LEAST_TERMS]
    untold = [Neighbour(one.article_id, None, None, None, None, SHORT) for one in listed if len(one.names) < LEAST_TERMS]
    if len(told) < LEAST_ARTICLES:
        return Compared((*untold, *(Neighbour(one.article_id, None, None, None, None, FEW) for one in told)), ())
    champions = _champions(told) if len(told) > ALL_PAIRS else None
    group = list(range(len(told)))
    table = lru_cache(AT_HAND)(lambda here: dict(zip(told[here].names, told[here].weights, strict=True)))
    best = [(0.0, -1)] * len(told)
    for here in range(len(told)):
        near = _near(told, here, champions, table)
        for rank, (likeness, there) in enumerate(near):
            if likeness >= SURELY or (rank < CLOSEST and likeness >= JOINED):
                _join(group, here, there)
            # likeness goes both ways, though not every pair is looked up from both sides
            best[here], best[there] = max(best[here], (likeness, there)), max(best[there], (likeness, here))
    rows = [
        Neighbour(one.article_id, told[there].article_id if there >= 0 else None, round(likeness, 3), None, likeness < ALONE, None)
        for one, (likeness, there) in zip(told, best, strict=True)
    ]
    members: dict[int, list[str]] = {}
    for here, one in enumerate(told):
        members.setdefault(_root(group, here), []).append(one.article_id)
    return Compared((*untold, *rows), tuple(tuple(ids) for ids in members.values() if len(ids) > 1))


def _near(told: Sequence[Terms], here: int, champions: Champions | None, table: Table) -> list[tuple[float, int]]:
    """The others by likeness, most alike first."""
    if champions is None:
        return _ranked(table, here, [there for there in range(len(told)) if there != here])
    near = _ranked(table, here, _candidates(told[here].names[:HEAVIEST], champions, here))
    if near and near[0][0] >= ALONE:
        return near
    return _ranked(table, here, _candidates(told[here].names, champions, here))  # before it is called alone, all its terms are looked up


def _ranked(table: Table, here: int, others: Sequence[int]) -> list[tuple[float, int]]:
    mine = table(here)
    found = []
    for there in others:
        its = table(there)
        shared = sum(mine[name] * its[name] for name in mine.keys() & its.keys())
        if shared:
            found.append((shared / SCALE**2, there))
    return sorted(found, key=lambda item: (-item[0], item[1]))


def _candidates(names: Sequence[int], champions: Champions, here: int) -> list[int]:
    return sorted({there for name in names for there in champions.get(name, ()) if there != here})


def _champions(told: Sequence[Terms]) -> dict[int, list[int]]:
    """For each term that several articles have, those in which it is heaviest."""
    several = bytearray(BUCKETS)
    for one in told:
        for name in one.names:
            bucket = name % BUCKETS
            several[bucket] = min(2, several[bucket] + 1)
    # weight and place in one number, so that a heap of small integers keeps the heaviest
    heaps: dict[int, list[int]] = {}
    for here, one in enumerate(told):
        for name, weight in zip(one.names, one.weights, strict=True):
            if several[name % BUCKETS] < 2:
                continue
            heap = heaps.setdefault(name, [])
            entry = weight * len(told) + (len(told) - 1 - here)
            if len(heap) < CHAMPIONS:
                heapq.heappush(heap, entry)
            elif entry > heap[0]:
                heapq.heapreplace(heap, entry)
    return {
        name: [len(told) - 1 - entry % len(told) for entry in sorted(heap, reverse=True)] for name, heap in heaps.items() if len(heap) > 1
    }


def _root(group: list[int], here: int) -> int:
    while group[here] != here:
        group[here] = group[group[here]]
        here = group[here]
    return here


def _join(group: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(group, one), _root(group, other)))
    group[second] = first

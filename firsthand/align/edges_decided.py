"""Who drew on whom where a person decided it: credits and derivations are confirmed, refused or added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.align import credits as of_rules
from firsthand.align import derivation
from firsthand.align.addresses import address
from firsthand.align.outlets import alike, canonical
from firsthand.align.query import Query
from firsthand.model import Credit, Decision, Derivation, Way, digest

EDGE = "edge"
DRAWS_ON, INDEPENDENT, COMMON = "draws on", "independent", "common source"
BY_PERSON = "a person decided it"
PLACES = """
    SELECT article_id, path, url FROM found.capture SEMI JOIN article USING (article_id)
    UNION SELECT article_id, NULL, url FROM article WHERE url IS NOT NULL ORDER BY ALL
"""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """A decision on two articles: `to` drew on `source`, or did not."""

    decision: Decision
    source: str
    to: str

    @property
    def reason(self) -> str:
        return f"{BY_PERSON}: {self.decision.note}" if self.decision.note else BY_PERSON


def edges(query: Query, given: Sequence[Decision]) -> dict[Pair, Edge]:
    """By the two articles, in order; the last decision on them counts."""
    wanted = [decision for decision in given if decision.kind == EDGE]
    places = query(PLACES) if wanted else []
    found: dict[Pair, Edge] = {}
    for decision in wanted:
        for source in named(places, decision.path):
            for to in named(places, decision.other):
                if source != to:
                    found[min(source, to), max(source, to)] = Edge(decision, source, to)
    return found


def named(places: Sequence[tuple[str, str | None, str | None]], name: str | None) -> list[str]:
    """The articles of a path or an address."""
    at = address(name) if name and "//" in name else None
    return sorted(
        {
            article_id
            for article_id, path, url in places
            if name is not None and (name in (path, url) or (at is not None and url and (there := address(url)) and there.key == at.key))
        }
    )


def credits_decided(query: Query, given: Sequence[Decision]) -> Iterator[Credit]:
    """Story stage: the credits of the articles; which report is meant, as a person decided."""
    decided = edges(query, given)
    outlets = dict(query("SELECT article_id, outlet FROM article")) if decided else {}
    for row in of_rules.credited(query, given):
        yield _credit(row, decided, outlets) if decided else row


def _credit(row: Credit, decided: dict[Pair, Edge], outlets: dict[str, str | None]) -> Credit:
    if row.credited_article_id is not None:
        edge = decided.get((min(row.article_id, row.credited_article_id), max(row.article_id, row.credited_article_id)))
        if edge is None:
            return row
        if edge.decision.value != DRAWS_ON or edge.to != row.article_id:
            return replace(row, credited_article_id=None, reason=edge.reason)
        return replace(row, reason=edge.reason)
    if row.label != "credit" or row.credited is None:
        return row
    for edge in decided.values():
        outlet = outlets.get(edge.source)
        same = outlet is not None and (alike(row.credited, outlet) or canonical(row.credited) == canonical(outlet))
        if edge.decision.value == DRAWS_ON and edge.to == row.article_id and same:
            return replace(row, credited_article_id=edge.source, reason=edge.reason)
    return row


def derivations(query: Query, given: Sequence[Decision]) -> Iterator[Derivation]:
    """Story stage: which articles are derived from which, as rules find and as a person decided."""
    decided = edges(query, given)
    seen = set()
    for row in derivation.derivations(query, given):
        pair = row.article_id_a, row.article_id_b
        seen.add(pair)
        edge = decided.get(pair)
        if edge is None:
            yield row
        elif edge.decision.value != INDEPENDENT:
            common = edge.decision.value == COMMON
            way = None if common else _way(edge)
            yield replace(row, direction=way, rule="person", source=row.source if common else None, through=None, reason=edge.reason)
    for pair, edge in sorted(decided.items()):
        if pair not in seen and edge.decision.value != INDEPENDENT:
            way = None if edge.decision.value == COMMON else _way(edge)
            name = digest("derivation", *pair)
            yield Derivation(name, *pair, "partially", 0.0, 0.0, way, "person", None, None, edge.reason, ())


def _way(edge: Edge) -> Way:
    return "a-to-b" if edge.source < edge.to else "b-to-a"


def why_not(query: Query, decision: Decision) -> str:
    """Why a decision on an edge applies to nothing."""
    places = query(PLACES)
    missing = next((name for name in (decision.path, decision.other) if not named(places, name)), None)
    return f"no article {missing!r} is in the story" if missing is not None else "both are one article"

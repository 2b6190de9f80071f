"""Articles that are one text, and an agency's text wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from firsthand.view import outlet_names, say

if TYPE_CHECKING:
    from firsthand.view.sourcing_map import Edge, Node

# What a credit says of an outlet of which the story has no article.
NO_REPORT = "no report of it in the story"
# `ORMUND, June 4 (NPA) -`
DATELINE = re.compile(r"\w[^()]*\([^()/]+\)")


@dataclass(frozen=True, slots=True)
class AgencyText:
    """An agency's text: the articles that are marked as it, and those that are the same text without the mark. `key`: its node in the map."""

    agency: str
    key: str
    articles: tuple[str, ...]


def together(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each member of a pair with one name for all that are tied to it, by whatever way."""
    parent: dict[str, str] = {}

    def top(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = name = parent[parent[name]]
        return name

    for one, other in pairs:
        parent[top(one)] = top(other)
    return {name: top(name) for name in sorted(parent)}


def copies(edges: Iterable[Edge], nodes: Mapping[str, Node]) -> tuple[tuple[str, ...], ...]:
    """Sets of articles that are one text, whole or cut, where nothing tells which of them was first; in the order of articles."""
    work = {key: node.place.work for key, node in nodes.items() if node.place}
    pairs = [
        (work[edge.source], work[edge.target])
        for edge in edges
        if edge.kind == "reuse" and not edge.directed and edge.label == "wholly" and edge.through is None
    ]
    found: dict[str, list[str]] = {}
    for name, top in together(pair for pair in pairs if pair[0] != pair[1]).items():
        found.setdefault(top, []).append(name)
    return tuple(
        sorted(
            (tuple(sorted(some, key=lambda key: _number(nodes[key]))) for some in found.values()), key=lambda one: _number(nodes[one[0]])
        )
    )


def agency_texts(edges: Sequence[Edge], nodes: Mapping[str, Node], sets: Iterable[Sequence[str]]) -> tuple[AgencyText, ...]:
    """Every agency's articles, in their order; one that two agencies mark is that one's whose mark stands where it begins, or the first's.

    Letters in brackets that no list knows, in one article alone and without a place before them, are taken for no agency: `(R-Ost.)`.
    """
    work = {key: node.place.work for key, node in nodes.items() if node.place}
    marks = [edge for edge in edges if edge.kind == "wire" and edge.label != "picture"]
    whose: dict[str, str] = {}
    keys: dict[str, str] = {}
    for edge in sorted(marks, key=lambda edge: not edge.opening):
        node = nodes[edge.source]
        agency = say.outlet(node.place.outlet) if node.place else node.name
        one = outlet_names.one_name(agency)
        keys.setdefault(one, edge.source)
        whose.setdefault(work[edge.target], one)
        if node.place:
            whose.setdefault(work[edge.source], one)
    for some in sets:
        marked = next((whose[key] for key in some if key in whose), None)
        if marked is not None:
            for key in some:
                whose.setdefault(key, marked)
    found: dict[str, list[str]] = {}
    for key in sorted(whose, key=lambda key: _number(nodes[key])):
        found.setdefault(whose[key], []).append(key)
    datelines = {edge.source for edge in marks if any(DATELINE.match(each.words) for each in edge.evidence if each.role == "credit")}
    return tuple(
        AgencyText(_name(nodes[keys[one]]), keys[one], tuple(some))
        for one, some in found.items()
        if len(some) > 1 or keys[one] in datelines or outlet_names.is_agency(_name(nodes[keys[one]]))
    )


def told(edges: Iterable[Edge], texts: Iterable[AgencyText]) -> Iterable[Edge]:
    """The edges; a credit to an agency whose text the story has does not say that there is no report of it."""
    stands = {text.key: len(text.articles) for text in texts}
    for edge in edges:
        if edge.source in stands and edge.reason == NO_REPORT:
            reason = "" if edge.kind == "wire" else f"its text stands in {say.count(stands[edge.source], 'article')} of the story"
            yield replace(edge, reason=reason)
        else:
            yield edge


def _name(node: Node) -> str:
    return say.outlet(node.place.outlet) if node.place else node.name


def _number(node: Node) -> int:
    return node.place.number if node.place else 0

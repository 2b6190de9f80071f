"""The sourcing map in the words of PROV-O (W3C, 2013), as JSON-LD: what was derived from what, quoted, revised, attributed, each edge with its evidence.

PROV-O has no relation that goes both ways for words that two articles share; where no direction is told, an edge is `firsthand:sharesWordsWith`, and the
common source, where one is known, is what both were derived from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from firsthand.model import Passage
from firsthand.view.sourcing_map import Edge, Node, SourcingMap

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "firsthand": "urn:firsthand:terms:",
    "id": "@id",
    "type": "@type",
}
# The relation from what was made to what it was made from, the property that holds its evidence, and the class of that.
RELATIONS = {
    "derived": ("prov:wasDerivedFrom", "prov:qualifiedDerivation", "prov:Derivation"),
    "quoted": ("prov:wasQuotedFrom", "prov:qualifiedQuotation", "prov:Quotation"),
    "primary": ("prov:hadPrimarySource", "prov:qualifiedPrimarySource", "prov:PrimarySource"),
    "revised": ("prov:wasRevisionOf", "prov:qualifiedRevision", "prov:Revision"),
}


def provenance(found: SourcingMap) -> dict[str, Any]:
    """The map as one JSON-LD document: agents, then entities in the order of articles, each with what it is derived from."""
    nodes = {node.key: node for node in found.nodes}
    about = {node.key: _entity(node) for node in found.nodes}
    outside = {node.name: node.key for node in found.nodes if node.place is None and node.kind != "document"}
    agents: dict[str, dict[str, Any]] = {}
    for node in found.nodes:
        name = node.place.outlet.name if node.place else node.name if node.kind != "document" else None
        if name:
            agents.setdefault(name, {"id": _agent(name), "type": ["prov:Agent", "prov:Organization"], "foaf:name": name})
            _add(about[node.key], "prov:wasAttributedTo", {"id": _agent(name)})
    for edge in found.edges:
        for target, relation, source in _relations(edge, nodes, outside):
            name, qualified, kind = RELATIONS[relation]
            _add(about[target], name, {"id": _iri(nodes[source])})
            _add(about[target], qualified, _qualified(edge, kind, nodes[source]))
        if edge.kind == "wire":
            _add(about[edge.target], "prov:wasAttributedTo", {"id": _agent(nodes[edge.source].name)})
        if edge.kind == "link" and not edge.directed:
            _add(about[edge.target], "prov:alternateOf", {"id": _iri(nodes[edge.source])})
        if (
            edge.kind == "correction" and edge.sure
        ):  # PROV-O has invalidation of a whole entity alone; here single words of it were taken back
            _add(
                about[edge.target], "firsthand:correctedBy", _qualified(edge, "firsthand:Correction", nodes[edge.source], "firsthand:with")
            )
        if edge.kind in ("reuse", "quotation") and not edge.directed:
            _add(
                about[edge.target],
                "firsthand:sharesWordsWith",
                _qualified(edge, "firsthand:SharedWords", nodes[edge.source], "firsthand:with"),
            )
    return {"@context": CONTEXT, "@graph": [*agents.values(), *about.values()]}


def _relations(edge: Edge, nodes: dict[str, Node], outside: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """What an edge says in PROV-O: target, relation, source, by the keys of nodes."""
    if edge.kind == "document":
        yield edge.target, "primary", edge.source
    elif edge.kind == "link":
        if edge.directed:
            yield edge.target, "revised", edge.source
    elif edge.directed and edge.kind in ("reuse", "credit", "wire"):
        yield edge.target, "derived", edge.source
        if any(one.kind == "quotation" for one in edge.passages):
            yield edge.target, "quoted", edge.source
    elif edge.kind == "reuse" and edge.common in outside:
        key = outside[edge.common]
        yield edge.target, "derived", key
        if nodes[edge.source].place is not None:
            yield edge.source, "derived", key


def _entity(node: Node) -> dict[str, Any]:
    place = node.place
    if place is None:
        kind = "firsthand:Document" if node.kind == "document" else "firsthand:Report"
        title = node.name if node.kind == "document" else f"a report of {node.name}"
        return {"id": _iri(node), "type": ["prov:Entity", kind], "dcterms:title": title}
    entity: dict[str, Any] = {"id": _iri(node), "type": ["prov:Entity", "firsthand:Article"], "firsthand:path": place.path}
    if place.title:
        entity["dcterms:title"] = place.title
    if place.url:
        entity["dcterms:identifier"] = place.url
    if place.earliest and place.earliest == place.latest:
        entity["prov:generatedAtTime"] = {"@type": "xsd:dateTime", "@value": f"{place.earliest.isoformat()}Z"}
    return entity


def _qualified(edge: Edge, kind: str, source: Node, role: str = "prov:entity") -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": kind,
        role: {"id": _iri(source)},
        "firsthand:row": f"urn:firsthand:{edge.row}",
        "firsthand:kind": edge.kind,
    }
    for name, value in (("label", edge.label), ("rule", edge.rule), ("reason", edge.reason or None), ("commonSource", edge.common)):
        if value is not None:
            told[f"firsthand:{name}"] = value
    if edge.through:
        told["firsthand:through"] = {"id": f"urn:firsthand:article:{edge.through}"}
    if edge.circular:
        told["firsthand:circular"] = True
    evidence = [*map(_words, edge.evidence), *_passages(edge)]
    if evidence:
        told["firsthand:evidence"] = evidence
    return told


def _words(piece: Passage) -> dict[str, Any]:
    return _place(piece.article_id, piece.start, piece.end, piece.role) | {
        "oa:hasSelector": [
            {"type": "oa:TextPositionSelector", "oa:start": piece.start, "oa:end": piece.end},
            {"type": "oa:TextQuoteSelector", "oa:exact": piece.words},
        ]
    }


def _passages(edge: Edge) -> Iterable[dict[str, Any]]:
    """Passages by their places alone: their words are in the articles' texts."""
    for one in edge.passages:
        yield _place(edge.source, one.source.start, one.source.end, f"{one.kind} in the first")
        yield _place(edge.target, one.target.start, one.target.end, f"{one.kind} in the second")


def _place(article_id: str, start: int, end: int, role: str) -> dict[str, Any]:
    return {
        "type": "oa:SpecificResource",
        "oa:hasSource": {"id": f"urn:firsthand:article:{article_id}"},
        "firsthand:role": role,
        "oa:hasSelector": [{"type": "oa:TextPositionSelector", "oa:start": start, "oa:end": end}],
    }


def _add(entity: dict[str, Any], name: str, value: Any) -> None:
    listed = entity.setdefault(name, [])
    if value not in listed:
        listed.append(value)


def _iri(node: Node) -> str:
    if node.place is not None:
        return f"urn:firsthand:article:{node.key}"
    return f"urn:firsthand:{'document' if node.kind == 'document' else 'report-of'}:{_plain(node.key.partition(' ')[2])}"


def _agent(name: str) -> str:
    return f"urn:firsthand:outlet:{_plain(name)}"


def _plain(name: str) -> str:
    """A name as a part of an IRI."""
    return quote("-".join(name.casefold().split()), safe="")

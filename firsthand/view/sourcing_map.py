"""The sourcing map: who had what from whom, as nodes and edges, each edge with the words that it rests on.

A question asked of the rows and no table of its own: every edge is a `credit`, `derivation`, `link` or `attribution` row, whose words the store has proved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

import duckdb

from firsthand import tables
from firsthand.model import Attribution, Credit, Derivation, Evidence, Link, Passage, Reuse, Span
from firsthand.view import one_text, outlet_names, rare_words
from firsthand.view.answers import Outlet, Place
from firsthand.view.one_text import DATELINE, AgencyText
from firsthand.view.versions import Works

NodeKind: TypeAlias = Literal["article", "outlet", "agency", "document"]
EdgeKind: TypeAlias = Literal["credit", "wire", "document", "reuse", "quotation", "link", "correction"]

DOCUMENTS = (
    "SELECT attribution.* FROM attribution JOIN article USING (article_id) WHERE source_class = 'document' ORDER BY article_id, finding_id"
)
# Words for a document that name none: `it said`.
NO_NAME = frozenset(("it", "its", "they", "he", "she", "this", "that", "which", "who", "one", "these", "those"))
# An article opens with its first paragraphs, lines of so many words: what the report is, and whose, stands there.
OPENING, LINE_WORDS = 2, 15
TEXTS = "SELECT article_id, text FROM article WHERE article_id IN (SELECT article_id FROM credit WHERE label = 'credit') ORDER BY 1"
DETERMINERS = frozenset(("a", "an", "the", "this", "that", "its", "their", "his", "her"))


@dataclass(frozen=True, slots=True)
class Node:
    """An article of the story, or an outlet, agency or document outside it. `outlet`: whose article it is, or the story's own outlet that is credited."""

    key: str
    kind: NodeKind
    name: str
    outlet: Outlet | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that both articles of an edge have: where, in the order of the edge (`source`, `target`)."""

    source: Span
    target: Span
    kind: str
    similarity: float
    prose: int


@dataclass(frozen=True, slots=True)
class Edge:
    """`target` has something from `source`; where it is not `directed`, which of the two was first is not told.

    `row`: the id of the row that it is. `common`: the outlet or agency from which both have it. `through`: the article by way of which. `evidence`: the words,
    by role; words that are rare to a reader in turn (`rare-source`, `rare-target`). `circular`: it lies on a chain that comes back to the outlet where it began.
    `opening`: its words stand where the article begins. `sure`: false for something corrected that the target may have.
    """

    kind: EdgeKind
    source: str
    target: str
    directed: bool
    row: str
    reason: str
    label: str | None = None
    rule: str | None = None
    common: str | None = None
    through: str | None = None
    evidence: tuple[Passage, ...] = ()
    passages: tuple[Shared, ...] = ()
    circular: bool = False
    opening: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one article about where its report comes from: its own report, or one that nobody names. `row`: the credit's finding_id."""

    article_id: str
    row: str
    span: Span
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class SourcingMap:
    """`nowhere`: words for a report that nobody names; `own`: words for the outlet's own report; `circles`: the nodes of each circular chain.

    `copies`: sets of articles that are one text, where nothing tells which was first; `agencies`: whose text which articles are.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    nowhere: tuple[Said, ...]
    own: tuple[Said, ...]
    circles: tuple[tuple[str, ...], ...]
    copies: tuple[tuple[str, ...], ...] = ()
    agencies: tuple[AgencyText, ...] = ()


def sourcing_map(con: duckdb.DuckDBPyConnection, places: Mapping[str, Place], works: Works) -> SourcingMap:
    """The map of a story; nodes and edges in the order of articles. Listings of articles have nodes like others, for they are frozen texts too."""
    listed = tables.from_cursor(Credit, con.execute("SELECT * FROM credit ORDER BY article_id, span, finding_id"))
    nodes = {name: Node(name, "article", place.title or place.path, place.outlet, place) for name, place in places.items()}
    outlets = _outlets(places.values())
    shared: dict[tuple[str, str], list[Reuse]] = {}
    for row in tables.from_cursor(Reuse, con.execute("SELECT * FROM reuse ORDER BY article_id_a, article_id_b, span_a, span_b")):
        shared.setdefault((row.article_id_a, row.article_id_b), []).append(row)
    edges = [
        *_credited(listed, nodes, outlets, _openings(con)),
        *_documents(con, nodes, listed),
        *_corrections(con, nodes),
        *_versions(works, nodes, shared),
        *_derived(con, nodes, works, shared),
    ]
    edges.sort(key=lambda edge: _order(edge, nodes))
    circles = _circles(edges, nodes)
    copies = one_text.copies(edges, nodes)
    agencies = one_text.agency_texts(edges, nodes, copies)
    round_ = {pair for circle in circles for pair in _steps(circle, edges, nodes)}
    return SourcingMap(
        tuple(sorted(nodes.values(), key=_node_order)),
        tuple(
            replace(edge, circular=True) if edge.directed and (edge.source, edge.target) in round_ else edge
            for edge in rare_words.for_readers(
                con, one_text.told(edges, agencies), {key: node.place.work for key, node in nodes.items() if node.place}
            )
        ),
        tuple(_said(row) for row in listed if row.label == "vague" and row.article_id in places),
        tuple(_said(row) for row in listed if row.label == "first-hand" and row.article_id in places and not _whose_page(row)),
        circles,
        copies,
        agencies,
    )


def _order(edge: Edge, nodes: Mapping[str, Node]) -> tuple[tuple[int, str], tuple[int, str], str, str]:
    return _node_order(nodes[edge.target]), _node_order(nodes[edge.source]), edge.kind, edge.row


def _node_order(node: Node) -> tuple[int, str]:
    return (node.place.number if node.place else 1 << 30), node.key


# --- credits ------------------------------------------------------------------------------------------------------------------------


def _credited(
    listed: Iterable[Credit], nodes: dict[str, Node], outlets: Mapping[str, Outlet], openings: Mapping[str, int]
) -> Iterator[Edge]:
    for row in listed:
        if row.label != "credit" or row.credited is None or row.article_id not in nodes:
            continue
        meant = row.credited_article_id if row.credited_article_id in nodes else None
        source = meant or _outside(row, nodes, outlets).key
        if source == row.article_id:
            continue
        evidence = tuple(Passage(row.article_id, each.role, each.start, each.end, each.words) for each in row.evidence)
        opening = row.span.start < openings[row.article_id]
        kind: EdgeKind = "wire" if row.kind == "wire" else "credit"
        yield Edge(
            kind, source, row.article_id, True, row.finding_id, row.reason or "", label="picture" if kind == "wire" and _of_picture(row) else row.kind,
            evidence=evidence, opening=opening,
        )  # fmt: skip


def _openings(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Where the opening of each article that credits somebody ends."""
    found = {}
    for article_id, text in con.execute(TEXTS).fetchall():
        long = [match.end() for match in re.finditer(r"[^\n]+", text) if len(match[0].split()) >= LINE_WORDS]
        found[article_id] = long[min(OPENING, len(long)) - 1] if long else len(text)
    return found


def _outside(row: Credit, nodes: dict[str, Node], outlets: Mapping[str, Outlet]) -> Node:
    """The node of an outlet or agency of which no report is meant."""
    assert row.credited is not None
    key = f"outlet {row.credited}"
    if key not in nodes:
        agency = (row.kind == "wire" and not _of_picture(row)) or outlet_names.is_agency(row.credited)
        name = outlet_names.shown(row.credited)
        nodes[key] = Node(key, "agency" if agency else "outlet", name, outlets.get(outlet_names.one_name(name)))
    elif row.kind == "wire" and nodes[key].kind == "outlet" and not _of_picture(row):
        nodes[key] = replace(nodes[key], kind="agency")
    return nodes[key]


def _outlets(places: Iterable[Place]) -> dict[str, Outlet]:
    """The story's outlets by the names under which credits know them."""
    found: dict[str, Outlet] = {}
    for place in places:
        for name in (outlet_names.of_address(place.url), place.outlet.name and outlet_names.shown(place.outlet.name)):
            if name:
                found.setdefault(outlet_names.one_name(name), place.outlet)
    return found


def _said(row: Credit) -> Said:
    words = next((each.words for each in row.evidence if (each.start, each.end) == (row.span.start, row.span.end)), row.evidence[0].words)
    return Said(row.article_id, row.finding_id, row.span, words, row.kind)


def _of_picture(row: Credit) -> bool:
    """A mark with who made the picture: `(Ada Lund/Norland Press)`."""
    return any("/" in each.words for each in row.evidence if each.role == "credit")


def _whose_page(row: Credit) -> bool:
    """Marks that say whose the page or a picture is: of an outlet's own marks only the line with place and day says whose the report is."""
    return row.kind == "wire" and not any(DATELINE.match(each.words) for each in row.evidence)


# --- documents ---------------------------------------------------------------------------------------------------------------------------


def _documents(con: duckdb.DuckDBPyConnection, nodes: dict[str, Node], listed: Iterable[Credit]) -> Iterator[Edge]:
    """Documents that the words tell from others. One that has a name is one document in all articles; others are each article's own."""
    credited: dict[str, list[Span]] = {}
    for credit in listed:
        credited.setdefault(credit.article_id, []).append(credit.credited_span)
    for row in tables.from_cursor(Attribution, con.execute(DOCUMENTS)):
        sources = sorted((each for each in row.evidence if each.role == "source"), key=lambda each: each.start)
        if any(each.start < span.end and span.start < each.end for each in sources for span in credited.get(row.article_id, ())):
            continue  # a report, which the credit has
        name = row.speaker or (sources[0].words if sources else "")
        words = name.partition(",")[0].split()
        while words and words[0].casefold() in DETERMINERS:
            words.pop(0)
        proper = any(word[:1].isupper() for word in words[1:])
        if not words or words[0].casefold() in NO_NAME or (len(words) == 1 and not proper) or row.article_id not in nodes:
            continue
        plain = " ".join(words)
        named = proper or row.entity_id is not None
        key = f"document {row.entity_id or plain.casefold()}" + ("" if named else f" {row.article_id}")
        nodes.setdefault(key, Node(key, "document", plain if named else _as_written(sources, plain)))
        evidence = tuple(Passage(row.article_id, e.role, e.start, e.end, e.words) for e in row.evidence if e.role in ("source", "cue"))
        yield Edge("document", key, row.article_id, True, row.finding_id, "the text cites it", evidence=evidence)


def _as_written(sources: Sequence[Evidence], plain: str) -> str:
    """A document without a name in the article's words: `a regulatory filing`."""
    written = sources[0].words.partition(",")[0] if sources else plain
    first = written.partition(" ")[0]
    return " ".join((written[:1].lower() + written[1:] if first.casefold() in DETERMINERS else written).split())


# --- articles among each other ----------------------------------------------------------------------------------------------------------


def _corrections(con: duckdb.DuckDBPyConnection, nodes: Mapping[str, Node]) -> Iterator[Edge]:
    """Articles that have what another says was wrong, or may have it."""
    for link in tables.from_cursor(Link, con.execute("SELECT * FROM link WHERE kind = 'corrects' ORDER BY id_a, id_b")):
        if link.id_a in nodes and link.id_b in nodes and link.judgement != "different":
            sure = link.judgement == "same"
            yield Edge(
                "correction", link.id_a, link.id_b, True, link.link_id, link.reason, label=link.type, evidence=link.evidence, sure=sure
            )


def _versions(works: Works, nodes: Mapping[str, Node], shared: Mapping[tuple[str, str], Sequence[Reuse]]) -> Iterator[Edge]:
    for link in works.follows.values():
        if link.id_a in nodes and link.id_b in nodes:
            turned = link.id_a > link.id_b
            pair = (link.id_b, link.id_a) if turned else (link.id_a, link.id_b)
            passages = tuple(_passages(shared.get(pair, ()), turned=turned))
            yield Edge(
                "link", link.id_a, link.id_b, link.type == "updated", link.link_id, link.reason, link.type, evidence=link.evidence,
                passages=passages,
            )  # fmt: skip


def _derived(
    con: duckdb.DuckDBPyConnection, nodes: Mapping[str, Node], works: Works, shared: Mapping[tuple[str, str], Sequence[Reuse]]
) -> Iterator[Edge]:
    """An edge for each derivation, and for each pair that has no more than quoted words in common."""
    linked = {frozenset((link.id_a, link.id_b)) for link in works.follows.values()}
    derived = tables.from_cursor(Derivation, con.execute("SELECT * FROM derivation ORDER BY article_id_a, article_id_b"))
    for one in derived:
        pair = one.article_id_a, one.article_id_b
        rows = shared.get(pair, ())
        if pair[0] in nodes and pair[1] in nodes and frozenset(pair) not in linked:
            yield _reuse_edge(one, rows)
    done = {(one.article_id_a, one.article_id_b) for one in derived}
    for pair, rows in shared.items():
        if pair in done:
            continue
        quoted = [row for row in rows if row.kind == "quotation"]
        if quoted and pair[0] in nodes and pair[1] in nodes and frozenset(pair) not in linked:
            yield Edge(
                "quotation",
                *pair,
                False,
                quoted[0].reuse_id,
                "the same words in quotation marks",
                passages=tuple(_passages(quoted, turned=False)),
            )


def _reuse_edge(one: Derivation, rows: Sequence[Reuse]) -> Edge:
    turned = one.direction == "b-to-a"
    source, target = (one.article_id_b, one.article_id_a) if turned else (one.article_id_a, one.article_id_b)
    roles = {"rare-a": "rare-target" if turned else "rare-source", "rare-b": "rare-source" if turned else "rare-target"}
    evidence = tuple(replace(each, role=roles.get(each.role, each.role)) for each in one.evidence)
    return Edge(
        "reuse", source, target, one.direction is not None, one.derivation_id, one.reason, one.label, one.rule, one.source, one.through, evidence,
        tuple(_passages(rows, turned=turned)),
    )  # fmt: skip


def _passages(rows: Iterable[Reuse], *, turned: bool) -> Iterator[Shared]:
    for row in rows:
        spans = (row.span_b, row.span_a) if turned else (row.span_a, row.span_b)
        yield Shared(*spans, row.kind, row.similarity, row.prose)


# --- chains that come back -------------------------------------------------------------------------------------------------------------------


def _circles(edges: Sequence[Edge], nodes: Mapping[str, Node]) -> tuple[tuple[str, ...], ...]:
    """Chains from one outlet by way of another back to it, each by its nodes in order: the shortest from each node where one begins."""
    following: dict[str, set[str]] = {}
    shares: dict[str, set[str]] = {}
    for edge in edges:
        if edge.kind == "reuse":
            shares.setdefault(edge.source, set()).add(edge.target)
            shares.setdefault(edge.target, set()).add(edge.source)
    for edge in edges:
        if edge.directed and edge.kind in ("credit", "wire", "reuse") and edge.through is None:
            # an outlet that is credited for none of its articles in particular is credited for those with which the report shares words
            whose = nodes[edge.source].outlet if nodes[edge.source].place is None else None
            meant = [other for other in shares.get(edge.target, ()) if whose is not None and nodes[other].outlet == whose]
            for source in meant or [edge.source]:
                following.setdefault(source, set()).add(edge.target)
    found, seen = list[tuple[str, ...]](), set[frozenset[str]]()
    for start in sorted(following, key=lambda key: _node_order(nodes[key])):
        chain = _back(start, following, nodes)
        if chain and frozenset(chain) not in seen:
            seen.add(frozenset(chain))
            found.append(chain)
    return tuple(found)


def _back(start: str, following: Mapping[str, set[str]], nodes: Mapping[str, Node]) -> tuple[str, ...]:
    """The shortest chain from `start` by way of another outlet to one of the same; nothing where there is none."""
    own = nodes[start].outlet
    before: dict[str, str] = {}
    waiting = [start]
    for here in waiting:
        for following_one in sorted(following.get(here, ()), key=lambda key: _node_order(nodes[key])):
            whose = nodes[following_one].outlet
            if here != start and (following_one == start or (own is not None and whose == own)):
                chain = [following_one, here]
                while chain[-1] != start:
                    chain.append(before[chain[-1]])
                return tuple(reversed(chain))
            if following_one not in before and following_one != start and (own is None or whose != own):
                before[following_one] = here
                waiting.append(following_one)
    return ()


def _steps(circle: Sequence[str], edges: Sequence[Edge], nodes: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """The pairs of nodes on a chain; with its articles' steps those of an outlet that is credited for none in particular."""
    for source, target in pairwise(circle):
        yield source, target
        for edge in edges:
            if edge.target == target and nodes[edge.source].place is None and nodes[edge.source].outlet == nodes[source].outlet is not None:
                yield edge.source, target

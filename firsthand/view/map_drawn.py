"""The sourcing map as a picture: layers from left to right, whoever has something from another stands to the right of it.

Layers by the longest way from where nothing comes from anywhere, each ordered by the middle of its neighbours (Sugiyama, Tagawa, Toda 1981).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from firsthand.view import say
from firsthand.view.answers import Outlet, Place
from firsthand.view.origins import verb_of
from firsthand.view.sourcing_map import Edge, Node, Said, SourcingMap

# With more articles that have an edge, outlets are drawn instead; of many of these the ones with most edges, and the thickest edges.
MOST_ARTICLES, MOST_DRAWN, MOST_STROKES = 36, 24, 60
ROW, TOP = 30, 22
# Where the first layer stands, in hundredths of the width, with names to its left and without; more layers than these are drawn as one.
NAMED, UNNAMED, LAYERS = 36.0, 3.0, 6
# A name is cut after so many letters; on a narrow screen after fewer.
NAME_LETTERS = 34
SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Dot:
    """A node of the picture: `x` in hundredths of the width, `y` in pixels. `says`: its name to a screen reader; `nowhere`: the first words that lead nowhere."""

    key: str
    x: float
    y: int
    label: str
    day: str
    says: str
    href: str | None
    outlet: Outlet | None
    kind: str
    named: bool
    nowhere: Said | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """An edge of the picture between two nodes: `kind` is that of its strongest row; `forth` and `back`: whether `b` has it from `a`, `a` from `b`."""

    a: Dot
    b: Dot
    kind: str
    forth: bool
    back: bool
    href: str
    compare: str | None
    says: str
    circular: bool
    rows: int

    @property
    def bow(self) -> str | None:
        """The curve between two nodes of one layer, in pixels beside it; None: a straight line."""
        if self.a.x != self.b.x:
            return None
        wide = -10 - min(34, abs(self.a.y - self.b.y) // 6)
        return f"M-6 {self.a.y}C{wide} {self.a.y} {wide} {self.b.y} -6 {self.b.y}"

    @property
    def middle(self) -> tuple[float, int]:
        return round((self.a.x + self.b.x) / 2, 2), (self.a.y + self.b.y) // 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """`height` in pixels. `folded`: nodes are outlets; `beside`: articles without an edge; `left_out`: how many nodes with edges are not drawn."""

    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    height: int
    folded: bool
    beside: tuple[Place, ...]
    left_out: int


@dataclass(slots=True)
class _Pair:
    """All that two nodes of the picture have with each other; `rows` go from the first to the second where they are `forth`."""

    forth: list[Edge] = field(default_factory=list)
    back: list[Edge] = field(default_factory=list)
    neither: list[Edge] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.forth) + len(self.back) + len(self.neither)


def drawing(found: SourcingMap) -> Drawing:
    nodes = {node.key: node for node in found.nodes}
    drawn = [edge for edge in found.edges if _is_drawn(edge, found.edges)]
    stands = {node.key: node.place.work for node in found.nodes if node.place}
    connected = {stands[key] for edge in drawn for key in (edge.source, edge.target) if key in stands}
    connected |= {stands[one.article_id] for one in found.nowhere}
    folded = len(connected) > MOST_ARTICLES
    key_of = {key: _folded_key(node) if folded else stands.get(key, key) for key, node in nodes.items()}
    pairs = _pairs(drawn, key_of)
    nowhere: dict[str, Said] = {}
    for one in found.nowhere:
        nowhere.setdefault(key_of[one.article_id], one)
    keys = dict.fromkeys([*(key for pair in pairs for key in pair), *([] if folded else nowhere)])
    busy = sorted(keys, key=lambda key: -sum(key in pair for pair in pairs))[:MOST_DRAWN] if folded else list(keys)
    kept = {key: None for key in keys if key in set(busy)}
    pairs = {pair: rows for pair, rows in pairs.items() if pair[0] in kept and pair[1] in kept}
    if folded:  # the thickest
        pairs = dict(sorted(pairs.items(), key=lambda item: -item[1].count)[:MOST_STROKES])
    kept = dict.fromkeys(key for key in kept if not folded or any(key in pair for pair in pairs))
    shown = {key: _shown(key, found.nodes, key_of, nodes) for key in kept}
    layers = _ordered(_layers(list(kept), pairs, shown), pairs)
    dots = _dots(layers, shown, nowhere if not folded else {}, folded)
    strokes = tuple(_stroke(dots[a], dots[b], rows, nodes, folded) for (a, b), rows in pairs.items())
    beside = tuple(node.place for node in found.nodes if node.place and node.place.standing is None and key_of[node.key] not in keys)
    most = max((len(layer) for layer in layers), default=0)
    return Drawing(tuple(dots.values()), strokes, TOP + ROW * most, folded, beside, len(keys) - len(kept))


def _is_drawn(edge: Edge, edges: Iterable[Edge]) -> bool:
    """What goes by way of a third is drawn by way of it; a document that one article cites stands in the table alone."""
    if edge.kind in ("quotation", "correction", "link") or edge.through is not None:
        return False
    return edge.kind != "document" or len({one.target for one in edges if one.source == edge.source}) > 1


def _folded_key(node: Node) -> str:
    return f"outlet {node.outlet.key}" if node.outlet else node.key


def _pairs(edges: Iterable[Edge], key_of: Mapping[str, str]) -> dict[tuple[str, str], _Pair]:
    found: dict[tuple[str, str], _Pair] = {}
    for edge in edges:
        a, b = key_of[edge.source], key_of[edge.target]
        if a == b:
            continue
        turned = (b, a) in found
        pair = found.setdefault((b, a) if turned else (a, b), _Pair())
        (pair.neither if not edge.directed else pair.back if turned else pair.forth).append(edge)
    return found


def _shown(key: str, listed: Sequence[Node], key_of: Mapping[str, str], nodes: Mapping[str, Node]) -> Node:
    """The node that a picture's node stands for; of several articles of one outlet, the outlet."""
    if key in nodes:
        return nodes[key]
    of = next(node for node in listed if key_of[node.key] == key)
    assert of.outlet is not None
    return Node(key, "outlet", say.outlet(of.outlet), of.outlet)


# --- layers ---------------------------------------------------------------------------------------------------------------------------------


def _layers(keys: Sequence[str], pairs: Mapping[tuple[str, str], _Pair], shown: Mapping[str, Node]) -> list[list[str]]:
    """Sources outside the story first; of articles, each after all from which it has something."""
    following: dict[str, list[str]] = {key: [] for key in keys}
    for (a, b), rows in pairs.items():
        if bool(rows.forth) != bool(rows.back):
            following[a if rows.forth else b].append(b if rows.forth else a)
    first = int(any(_is_outside(shown[key]) for key in keys))
    depth = {key: 0 if _is_outside(shown[key]) else first for key in keys}
    order = _order(keys, following)
    place = {key: number for number, key in enumerate(order)}
    for key in order:
        for other in following[key]:
            if place[other] > place[key]:
                depth[other] = max(depth[other], depth[key] + 1)
    found: list[list[str]] = [[] for _ in range(LAYERS)]
    for key in keys:
        found[min(depth[key], LAYERS - 1)].append(key)
    return [layer for layer in found if layer]


def _order(keys: Sequence[str], following: Mapping[str, Sequence[str]]) -> list[str]:
    """Each key before those that follow it, but for what leads back to where it came from."""
    done: list[str] = []
    seen: set[str] = set()
    for first in reversed(keys):
        waiting = [(first, False)]
        while waiting:
            key, left = waiting.pop()
            if left:
                done.append(key)
            elif key not in seen:
                seen.add(key)
                waiting.append((key, True))
                waiting += [(other, False) for other in following[key] if other not in seen]
    return done[::-1]


def _is_outside(node: Node) -> bool:
    return node.place is None and not node.key.startswith("outlet o:") and not node.key.startswith("outlet a:")


def _ordered(layers: list[list[str]], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    beside: dict[str, list[str]] = {}
    for a, b in pairs:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    for _ in range(SWEEPS):
        at = _heights(layers)
        for layer in layers:
            middle = {key: sum(at[other] for other in beside.get(key, [key])) / len(beside.get(key, [key])) for key in layer}
            layer.sort(key=lambda key: (middle[key], at[key]))
            at |= _heights(layers)
    return layers


def _heights(layers: Sequence[Sequence[str]]) -> dict[str, float]:
    most = max((len(layer) for layer in layers), default=0)
    return {key: (most - len(layer)) / 2 + number for layer in layers for number, key in enumerate(layer)}


def _dots(layers: Sequence[Sequence[str]], shown: Mapping[str, Node], nowhere: Mapping[str, Said], folded: bool) -> dict[str, Dot]:
    named = bool(layers) and _is_outside(shown[layers[0][0]])
    left = NAMED if named else UNNAMED
    step = (100 - left) / max(1.0, len(layers) - 0.35)
    height, found = _heights(layers), dict[str, Dot]()
    for number, layer in enumerate(layers):
        for key in layer:
            dot = _dot(shown[key], folded)
            x, y = round(left + step * number, 2), round(TOP / 2 + ROW * (height[key] + 0.5))
            found[key] = replace(dot, x=x, y=y, named=named and not number, nowhere=nowhere.get(key))
    return found


def _dot(node: Node, folded: bool) -> Dot:
    place = node.place
    if place is not None:
        says = f"{say.outlet(place.outlet)}, {say.dates(place.earliest, place.latest)}: {place.title or 'no title known'}"
        day = (
            f"{place.earliest.day} {say.MONTHS[place.earliest.month][:3]}"
            if place.earliest and place.latest and place.earliest.date() == place.latest.date()
            else ""
        )
        return Dot(node.key, 0, 0, place.outlet.mark, day, says, f"article={place.article_id}", place.outlet, node.kind, False)
    if folded and node.outlet is not None:
        return Dot(node.key, 0, 0, node.outlet.mark, "", node.name, None, node.outlet, node.kind, False)
    label = node.name if len(node.name) <= NAME_LETTERS else f"{node.name[: NAME_LETTERS - 1].rstrip()}…"
    known = (
        "no report of it in the story"
        if node.outlet is None and node.kind != "document"
        else "which of its reports is not told"
        if node.outlet
        else "a document"
    )
    return Dot(node.key, 0, 0, label, "", f"{node.name}, {known}", None, node.outlet, node.kind, False)


# --- edges ------------------------------------------------------------------------------------------------------------------------------------


def _stroke(a: Dot, b: Dot, rows: _Pair, nodes: Mapping[str, Node], folded: bool) -> Stroke:
    every = [*rows.forth, *rows.back, *rows.neither]
    first = min(every, key=lambda edge: ("reuse", "wire", "credit", "document").index(edge.kind))
    kind: str = first.kind if first.directed or first.kind != "reuse" else "alike"
    if kind == "reuse" and first.label == "wholly":
        kind = "whole"
    compare = f"{first.source},{first.target}" if first.kind == "reuse" else None
    target = nodes[first.target].place
    article = target.article_id if target else first.target
    credit = first.kind in ("credit", "wire")
    href = f"credit={first.row}" if credit else f"finding={first.row}" if first.kind == "document" else f"article={article}"
    one, other = (b, a) if first in rows.forth or first in rows.neither else (a, b)
    also = "; each has something from the other" if rows.forth and rows.back else ""
    many = f" ({say.count(len(every), 'row')}; this opens the first)" if folded and len(every) > 1 else ""
    says = f"{one.says} {verb_of(first)} {other.says}{also}{many}"
    circular = any(edge.circular for edge in every)
    return Stroke(a, b, kind, bool(rows.forth), bool(rows.back), href, compare, says, circular, len(every))

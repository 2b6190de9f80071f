"""The sourcing map as a picture: every node in a row of its own with its name to the right, every edge a curve to the left of them.

An arc diagram (Wattenberg 2002): a curve meets the line of nodes at its own two alone, so that none passes through another or its name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from firsthand.view import say
from firsthand.view.answers import Outlet, Place
from firsthand.view.one_text import together
from firsthand.view.origins import verb_of
from firsthand.view.sourcing_map import Edge, Node, Said, SourcingMap

# With more articles that have an edge, outlets are drawn instead; of many of these the ones with most edges, and the thickest edges.
MOST_ARTICLES, MOST_DRAWN, MOST_STROKES = 36, 24, 60
# In pixels: from row to row, above the first, where the nodes stand, how far from a node its curves end, and the least and the widest curve.
ROW, TOP, LINE, GAP, LEAST, WIDEST = 24, 14, 84, 7, 15, 72
# Curves to what is above end so far above a node's middle, those to what is below as far below.
PORT = 2


@dataclass(frozen=True, slots=True)
class Dot:
    """A node of the picture in its `row`. `says`: its name to a screen reader; `nowhere`: the first words that lead nowhere.

    `more`: what else is told of it; `apart`: what tells it from others of one name and day.
    """

    key: str
    row: int
    label: str
    day: str
    more: str
    says: str
    href: str | None
    outlet: Outlet | None
    kind: str
    nowhere: Said | None = None
    apart: str = ""

    @property
    def y(self) -> int:
        return TOP + ROW * self.row


@dataclass(frozen=True, slots=True)
class Stroke:
    """An edge of the picture between `a` and `b` below it: `kind` is that of its strongest row; `forth` and `back`: whether `b` has it from `a`, `a` from `b`.

    `reach`: how far the curve goes to the left, in pixels.
    """

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
    reach: int = LEAST

    @property
    def curve(self) -> str:
        x, wide = LINE - GAP, LINE - GAP - round(self.reach * 4 / 3)
        above, below = self.a.y + PORT, self.b.y - PORT
        return f"M{x} {above}C{wide} {above} {wide} {below} {x} {below}"

    @property
    def middle(self) -> tuple[int, int]:
        return LINE - GAP - self.reach, (self.a.y + self.b.y) // 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """`height` in pixels. `folded`: nodes are outlets; `beside`: articles without any edge, `listed`: those whose edges the table alone has.

    `left_out`: how many nodes with edges are not drawn; `rows`: how many of the `edges` of the map the curves stand for; `without`: what the others are.
    """

    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    height: int
    folded: bool
    beside: tuple[Place, ...]
    listed: tuple[Place, ...]
    left_out: int
    rows: int
    edges: int
    without: tuple[str, ...]


@dataclass(slots=True)
class _Pair:
    """All that two nodes of the picture have with each other; rows go from the first to the second where they are `forth`."""

    forth: list[Edge] = field(default_factory=list)
    back: list[Edge] = field(default_factory=list)
    neither: list[Edge] = field(default_factory=list)

    @property
    def every(self) -> list[Edge]:
        return [*self.forth, *self.back, *self.neither]

    @property
    def is_tie(self) -> bool:
        return not self.forth and not self.back

    @property
    def is_one_text(self) -> bool:
        return self.is_tie and any(edge.label == "wholly" for edge in self.neither)


def drawing(found: SourcingMap) -> Drawing:
    nodes = {node.key: node for node in found.nodes}
    cited = _cited_by_several(found.edges)
    candidates = [edge for edge in found.edges if _is_drawn(edge, cited)]
    stands = {node.key: node.place.work for node in found.nodes if node.place}
    connected = {stands[key] for edge in candidates for key in (edge.source, edge.target) if key in stands}
    connected |= {stands[one.article_id] for one in found.nowhere}
    folded = len(connected) > MOST_ARTICLES
    key_of = {key: _folded_key(node) if folded else stands.get(key, key) for key, node in nodes.items()}
    every = _pairs(candidates, key_of)
    nowhere: dict[str, Said] = {}
    for one in found.nowhere:
        nowhere.setdefault(key_of[one.article_id], one)
    keys = dict.fromkeys([*(key for pair in every for key in pair), *([] if folded else nowhere)])
    shown = {key: _shown(key, found.nodes, key_of, nodes) for key in keys}
    pairs = _without_told_ties(every, shown)
    kept: Collection[str] = keys
    if folded:  # the busiest, and the thickest
        busy = set(sorted(keys, key=lambda key: -sum(key in pair for pair in pairs))[:MOST_DRAWN])
        pairs = {pair: rows for pair, rows in pairs.items() if busy.issuperset(pair)}
        pairs = dict(sorted(pairs.items(), key=lambda item: -len(item[1].every))[:MOST_STROKES])
        kept = dict.fromkeys(key for key in keys if any(key in pair for pair in pairs))
    stands_in = {text.key: len(text.articles) for text in found.agencies}
    dots = {}
    for row, key in enumerate(_in_order(kept, pairs, shown)):
        dots[key] = replace(_dot(shown[key], folded, stands_in), row=row, nowhere=None if folded else nowhere.get(key))
    dots = _told_apart(dots)
    strokes = _strokes(pairs, dots, folded)
    with_rows = {key_of[key] for edge in found.edges for key in (edge.source, edge.target)}
    apart = [node.place for node in found.nodes if node.place and node.place.standing is None and key_of[node.key] not in keys]
    return Drawing(
        tuple(dots.values()), strokes, TOP + ROW * len(dots), folded,
        tuple(place for place in apart if key_of[place.article_id] not in with_rows),
        tuple(place for place in apart if key_of[place.article_id] in with_rows),
        len(keys) - len(dots), sum(one.rows for one in strokes), len(found.edges),
        _without(found.edges, key_of, tied=len(pairs) < len(every)),
    )  # fmt: skip


def _without(edges: Iterable[Edge], key_of: Mapping[str, str], *, tied: bool) -> tuple[str, ...]:
    """What the table has and the picture has not, in words."""
    cited: dict[str, int] = {}
    kinds = set()
    for edge in edges:
        cited[edge.source] = cited.get(edge.source, 0) + (edge.kind == "document")
        kinds |= (
            {edge.kind if key_of[edge.source] != key_of[edge.target] else "link"} | ({"through"} if edge.through else set()) | {edge.label}
        )
    told = {
        "quoted words": "quotation" in kinds, "versions": "link" in kinds, "corrections": "correction" in kinds, "pictures": "picture" in kinds,
        "documents that one article cites": 1 in cited.values(), "words that came by way of another article": "through" in kinds,
        "ties of articles that are tied already, by way of others or of one source": tied,
    }  # fmt: skip
    return tuple(words for words, there in told.items() if there)


def _cited_by_several(edges: Iterable[Edge]) -> set[str]:
    """Documents that more than one article cites."""
    by: dict[str, set[str]] = {}
    for edge in edges:
        if edge.kind == "document":
            by.setdefault(edge.source, set()).add(edge.target)
    return {source for source, targets in by.items() if len(targets) > 1}


def _is_drawn(edge: Edge, cited: Collection[str]) -> bool:
    """What goes by way of a third is drawn by way of it; a document that one article cites and who made a picture stand in the table alone."""
    if edge.kind in ("quotation", "correction", "link") or edge.through is not None or edge.label == "picture":
        return False
    return edge.kind != "document" or edge.source in cited


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


def _without_told_ties(pairs: Mapping[tuple[str, str], _Pair], shown: Mapping[str, Node]) -> dict[tuple[str, str], _Pair]:
    """The pairs without ties that others tell: of nodes that are tied by way of others, and of such as both have a curve from the source that they share.

    What is left of the ties is a spanning forest (Kruskal 1956): copies of one text first, then those next to each other in time.
    """
    sources: dict[str, set[str]] = {}
    for (a, b), rows in pairs.items():
        if rows.forth:
            sources.setdefault(b, set()).add(shown[a].name)
        if rows.back:
            sources.setdefault(a, set()).add(shown[b].name)
    ties = [pair for pair, rows in pairs.items() if rows.is_tie]
    ties.sort(key=lambda pair: (not pairs[pair].is_one_text, abs(_time(shown[pair[0]]) - _time(shown[pair[1]]))))
    done: set[tuple[str, str]] = set()
    tied: dict[str, set[str]] = {}
    for pair in ties:
        one, other = (tied.setdefault(key, {key}) for key in pair)
        both = sources.get(pair[0], set()) & sources.get(pair[1], set())
        if one is other or (not pairs[pair].is_one_text and all(edge.common in both for edge in pairs[pair].neither)):
            continue
        done.add(pair)
        one |= other
        tied |= dict.fromkeys(other, one)
    return {pair: rows for pair, rows in pairs.items() if not rows.is_tie or pair in done}


def _time(node: Node) -> int:
    return node.place.number if node.place else node.outlet.number if node.outlet else 0


# --- rows -----------------------------------------------------------------------------------------------------------------------------------


def _in_order(keys: Iterable[str], pairs: Mapping[tuple[str, str], _Pair], shown: Mapping[str, Node]) -> list[str]:
    """In time, but each after those from which it has something; copies of one text together, what is outside the story before its first follower."""
    one_text = together(pair for pair, rows in pairs.items() if rows.is_one_text)
    units: dict[str, list[str]] = {}
    for key in sorted((key for key in keys if not _is_outside(shown[key])), key=lambda key: (_time(shown[key]), key)):
        units.setdefault(one_text.get(key, key), []).append(key)
    unit_of = {key: unit for unit, some in units.items() for key in some}
    before: dict[str, dict[str, None]] = {unit: {} for unit in units}
    outside: dict[str, dict[str, None]] = {unit: {} for unit in units}
    for (a, b), rows in pairs.items():
        for source, target in [(a, b)] * bool(rows.forth) + [(b, a)] * bool(rows.back):
            if target in unit_of and source in unit_of and unit_of[source] != unit_of[target]:
                before[unit_of[target]][unit_of[source]] = None
            elif target in unit_of and source not in unit_of:
                outside[unit_of[target]][source] = None
    found: dict[str, None] = {}
    waiting = list(units)
    while waiting:
        unit = next((one for one in waiting if not any(other in waiting for other in before[one])), waiting[0])
        waiting.remove(unit)
        found |= dict.fromkeys(sorted(outside[unit], key=lambda key: key in found))
        found |= dict.fromkeys(units[unit])
    return [*found, *(key for key in keys if key not in found)]


def _is_outside(node: Node) -> bool:
    return node.place is None and not node.key.startswith("outlet o:") and not node.key.startswith("outlet a:")


def _told_apart(dots: Mapping[str, Dot]) -> dict[str, Dot]:
    """The nodes, those of one name and day with the words of their titles that differ."""
    alike: dict[tuple[str, str], list[Dot]] = {}
    for dot in dots.values():
        alike.setdefault((dot.label, dot.day), []).append(dot)
    found = dict(dots)
    years = {dot.day.rpartition(" ")[2] for dot in dots.values() if dot.day}
    if len(years) == 1:  # the strip above names it
        found = {key: replace(dot, day=dot.day.rpartition(" ")[0]) for key, dot in dots.items()}
    for some in alike.values():
        if len(some) > 1:
            titles = [dot.more.split() for dot in some]
            each = enumerate(zip(*titles, strict=False))
            start = next((n for n, words in each if len({word.strip(",.:;").casefold() for word in words}) > 1), min(map(len, titles)))
            for dot, words in zip(some, titles, strict=True):
                found[dot.key] = replace(found[dot.key], apart=" ".join(["…"] * bool(start and words[start:]) + words[start:]))
    return found


def _dot(node: Node, folded: bool, stands_in: Mapping[str, int]) -> Dot:
    place = node.place
    if place is not None:
        title = place.title or "no title known"
        says = f"{say.outlet(place.outlet)}, {say.dates(place.earliest, place.latest)}: {title}"
        label, more = (say.outlet(place.outlet), title) if place.outlet.name else (f"{place.outlet.mark} {title}", "")
        return Dot(node.key, 0, label, day(place), more, says, f"article={place.article_id}", place.outlet, node.kind)
    if folded and node.outlet is not None:
        return Dot(node.key, 0, node.name, "", "", node.name, None, node.outlet, node.kind)
    if node.kind == "document":
        known = "a document"
    elif node.key in stands_in:
        known = f"its text in {say.count(stands_in[node.key], 'article')}"
    else:
        known = "which of its reports is not told" if node.outlet else "no report of it in the story"
    return Dot(node.key, 0, node.name, "", known, f"{node.name}, {known}", None, node.outlet, node.kind)


def day(place: Place) -> str:
    """The day of an article in a few letters; nothing where it is not known to the day."""
    if place.earliest and place.latest and place.earliest.date() == place.latest.date():
        return f"{place.earliest.day} {say.MONTHS[place.earliest.month][:3]} {place.earliest.year}"
    return ""


# --- edges ------------------------------------------------------------------------------------------------------------------------------------


def _strokes(pairs: Mapping[tuple[str, str], _Pair], dots: Mapping[str, Dot], folded: bool) -> tuple[Stroke, ...]:
    found = [_stroke(dots[a], dots[b], rows, folded) for (a, b), rows in pairs.items()]
    most = max((one.b.row - one.a.row for one in found), default=1)
    found = [replace(one, reach=LEAST + round((WIDEST - LEAST) * ((one.b.row - one.a.row) / most) ** 0.75)) for one in found]
    return tuple(sorted(found, key=lambda one: (one.a.row, one.b.row)))


def _stroke(a: Dot, b: Dot, rows: _Pair, folded: bool) -> Stroke:
    first = min(rows.every, key=lambda edge: ("reuse", "wire", "credit", "document").index(edge.kind))
    kind: str = first.kind
    if kind == "reuse" and first.label == "wholly":
        kind = "whole" if first.directed else "same"
    elif kind == "reuse" and not first.directed:
        kind = "common" if first.common else "alike"
    compare = f"{first.source},{first.target}" if first.kind == "reuse" else None
    href = f"finding={first.row}" if kind == "document" else f"article={first.target}" if first.kind == "reuse" else f"credit={first.row}"
    one, other = (b, a) if first in rows.forth or first in rows.neither else (a, b)
    also = "; each has something from the other" if rows.forth and rows.back else ""
    many = f" ({say.count(len(rows.every), 'row')}; this opens the first)" if folded and len(rows.every) > 1 else ""
    says = f"{one.says} {verb_of(first)} {other.says}{also}{many}"
    circular = any(edge.circular for edge in rows.every)
    forth, back = bool(rows.forth), bool(rows.back)
    if a.row > b.row:
        a, b, forth, back = b, a, back, forth
    return Stroke(a, b, kind, forth, back, href, compare, says, circular, len(rows.every))

"""Where each article has its report from, in plain words: the sourcing map read article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.model import Credit
from firsthand.view import say
from firsthand.view.answers import Place
from firsthand.view.sourcing_map import Edge, Node, Said, SourcingMap

# What an article is shown to be, the first that applies; with what the list of them is called.
GROUPS = {
    "derived": "Repeat or draw on another report",
    "own": "Show reporting of their own",
    "credits": "Name another report as a source",
    "alike": "Share words with another; which had them first is not told",
    "nowhere": "Lead nowhere: a report is meant, and nobody says whose",
    "none": "Name no other report and share no prose with one",
}
COUNTED = {
    "derived": ("repeats or draws on another report", "repeat or draw on another report"),
    "own": ("shows reporting of its own", "show reporting of their own"),
    "credits": ("names another report as a source", "name another report as a source"),
    "alike": (
        "shares words with another and it is not told which had them first",
        "share words with others and it is not told which had them first",
    ),
    "nowhere": ("leads to a report that nobody names", "lead to a report that nobody names"),
    "none": ("names no other report", "name no other report"),
}
# Lines about what an article has from another, in their order.
FROM = ("derived", "credits", "by way")
# Whether an article is first-hand is not known where no words show it.
NOT_SHOWN = "No words show whether it is first-hand."
NO_ARTICLES = "No origin could be looked for: no article was read."
NOTHING = (
    "Nothing shows where these articles have their reports from: none names another report, an agency or a document, and no two share a passage of prose. "
    "More articles on the same story would show who repeats whom."
)
ALONE = "One article by itself repeats no other: articles of other outlets on the same story would show who repeats whom."


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article that a line rests on; `row`: the finding_id of their credit (`credit`) or attribution (`finding`)."""

    article_id: str
    start: int
    words: str
    row: str | None = None
    table: str = "credit"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing about where an article has its report from: `verb` and whom it is about. `pairs`: for each of `nodes`, two articles to see side by side."""

    kind: str
    verb: str
    nodes: tuple[Node, ...] = ()
    reason: str = ""
    words: tuple[Words, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    passages: int = 0
    circular: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """An article with all that is told of where it has its report from. `followed`: the articles that repeat, draw on or credit it."""

    place: Place
    group: str
    lines: tuple[Line, ...]
    followed: tuple[Node, ...]


def reports(found: SourcingMap) -> tuple[Report, ...]:
    """Every article, in the groups of GROUPS and there in the order of articles; of several versions the one that stands for all."""
    nodes = {node.key: node for node in found.nodes}
    stands = {node.key: node.place.work for node in found.nodes if node.place is not None}
    into, out, own, nowhere = ({name: [] for name in stands.values()} for _ in range(4))  # type: ignore[var-annotated]
    for edge in found.edges:
        source, target = stands.get(edge.source, edge.source), stands.get(edge.target, edge.target)
        if source == target and edge.kind != "link":
            continue
        into[target].append(edge)
        if source in out:
            out[source].append(edge)
    for listed, by in ((found.own, own), (found.nowhere, nowhere)):
        for one in listed:
            by[stands[one.article_id]].append(one)
    made = [
        _report(node.place, into[node.key], out[node.key], own[node.key], nowhere[node.key], nodes)
        for node in found.nodes
        if node.place is not None and node.place.standing is None
    ]
    order = list(GROUPS)
    return tuple(sorted(made, key=lambda one: (order.index(one.group), one.place.number)))


def _report(  # noqa: PLR0913, PLR0917
    place: Place, into: Sequence[Edge], out: Sequence[Edge], own: Sequence[Said], nowhere: Sequence[Said], nodes: Mapping[str, Node]
) -> Report:
    lines = [*_from(into, nodes), *_documents(into, nodes), *_shared(into, out, nodes), *_others(into, nodes)]
    if own:
        lines.append(Line("own", "has reporting of its own:", words=_told(own)))
    if nowhere:
        lines.append(Line("nowhere", "leads nowhere: a report is meant, and nobody is named", words=_told(nowhere)))
    followed = dict.fromkeys(
        edge.target for edge in out if edge.directed and edge.kind in ("reuse", "credit", "wire") and edge.through is None
    )
    return Report(place, _group(lines), tuple(lines), tuple(nodes[key] for key in followed))


def _group(lines: Sequence[Line]) -> str:
    kinds = {line.kind for line in lines}
    return next((group for group in GROUPS if group in kinds), "none")


def _from(into: Sequence[Edge], nodes: Mapping[str, Node]) -> Iterator[Line]:
    """What an article has from another report, a line for each; those whose words it has first."""
    by_source: dict[str, list[Edge]] = {}
    for edge in into:
        if edge.directed and edge.kind in ("reuse", "credit", "wire"):
            by_source.setdefault(edge.source, []).append(edge)
    lines = [_line(nodes[source], edges, nodes) for source, edges in by_source.items()]
    yield from sorted(lines, key=lambda line: (FROM.index(line.kind), -line.passages))


def _line(source: Node, edges: Sequence[Edge], nodes: Mapping[str, Node]) -> Line:
    reuse = next((edge for edge in edges if edge.kind == "reuse"), None)
    named = [edge for edge in edges if edge.kind != "reuse"]
    opening = reuse is None and any(edge.opening for edge in named)
    verb = "opens with a report of" if opening and named[0].kind != "wire" else verb_of(reuse or named[0])
    reason = reason_of(reuse, nodes) if reuse else say.plain_words(named[0].reason)
    kind = ("derived" if opening else "credits") if reuse is None else "by way" if reuse.through else "derived"
    words = tuple(_words(edge) for edge in named) or tuple(
        Words(e.article_id, e.start, e.words) for e in (reuse.evidence if reuse else ()) if e.role == "credit"
    )
    return Line(
        kind, verb, (source,), reason, words, ((reuse.source, reuse.target),) if reuse else (),
        len(reuse.passages) if reuse else 0, any(edge.circular for edge in edges),
    )  # fmt: skip


def verb_of(edge: Edge) -> str:
    """What the target of an edge does, in words that stand before the name of its source."""
    if edge.kind == "reuse":
        if edge.through:
            return "has some words of"
        if edge.directed:
            return "repeats" if edge.label == "wholly" else "draws on"
        if edge.common:
            return "shares a source with"
        return "is nearly the same as" if edge.label == "wholly" else "may share a source with"
    if edge.kind == "link":
        return {"updated": "is a later version of", "duplicate": "is the same text as"}.get(edge.label or "", "is another version of")
    return {
        "wire": "is marked as from",
        "document": "cites",
        "quotation": "has quoted words in common with",
        "correction": "has what was corrected by",
    }.get(edge.kind, "credits")


def reason_of(edge: Edge, nodes: Mapping[str, Node]) -> str:
    """Why, in words; with the article by way of which, where one is known."""
    through = nodes.get(edge.through or "")
    if through and through.place:
        return f"by way of {say.outlet(through.place.outlet)}, {say.dates(through.place.earliest, through.place.latest)}, which has nearly all of them"
    return say.plain_words(edge.reason)


def _words(edge: Edge) -> Words:
    piece = next((each for each in edge.evidence if each.role == "credit"), edge.evidence[0])
    return Words(piece.article_id, piece.start, piece.words, edge.row if edge.kind in ("credit", "wire") else None)


def _told(listed: Iterable[Said]) -> tuple[Words, ...]:
    return tuple(Words(one.article_id, one.span.start, one.words, one.row) for one in listed)


def _documents(into: Sequence[Edge], nodes: Mapping[str, Node]) -> Iterator[Line]:
    cited = [edge for edge in into if edge.kind == "document"]
    if cited:
        named = dict.fromkeys(edge.source for edge in cited)
        words = tuple(Words(e.article_id, e.start, e.words, edge.row, "finding") for edge in cited for e in edge.evidence[:1])
        yield Line("documents", "cites", tuple(nodes[key] for key in named), words=words)


def _shared(into: Sequence[Edge], out: Sequence[Edge], nodes: Mapping[str, Node]) -> Iterator[Line]:
    """What an article has in common with others, where nothing tells which was first."""
    for edge in (*into, *out):
        if edge.directed or edge.kind != "reuse":
            continue
        other = edge.source if edge in into else edge.target
        verb = verb_of(edge)
        kind = "by way" if edge.through else "alike"
        yield Line(kind, verb, (nodes[other],), reason_of(edge, nodes), (), ((edge.source, edge.target),), len(edge.passages))
    quoted = {edge.source if edge in into else edge.target: edge for edge in (*into, *out) if edge.kind == "quotation"}
    if quoted:
        pairs = tuple((edge.source, edge.target) for edge in quoted.values())
        reason = "words in quotation marks alone, which show no copying"
        yield Line("quoted", "quotes the same words as", tuple(nodes[key] for key in quoted), reason, pairs=pairs)


def _others(into: Sequence[Edge], nodes: Mapping[str, Node]) -> Iterator[Line]:
    for edge in into:
        if edge.kind in ("link", "correction"):
            pairs = ((edge.source, edge.target),) if edge.kind == "link" else ()
            yield Line(edge.kind, verb_of(edge), (nodes[edge.source],), say.plain_words(edge.reason), pairs=pairs)


# --- in a sentence ------------------------------------------------------------------------------------------------------------------------


def summary(listed: Sequence[Report]) -> str:
    """How many articles of each group; why there is nothing, where nothing shows anything."""
    if not listed:
        return NO_ARTICLES
    counts = Counter(one.group for one in listed)
    if counts["none"] == len(listed) and not any(one.lines for one in listed):
        return ALONE if len(listed) == 1 else NOTHING
    parts = [f"{counts[group]} {COUNTED[group][counts[group] != 1]}" for group in GROUPS if counts[group]]
    return f"Of {say.count(len(listed), 'article')}, {'; '.join(parts)}."


def credit(row: Credit) -> str:
    """What a credit is, for the reader of its article."""
    if row.label == "vague":
        return "leads nowhere: a report is meant, and nobody is named"
    if row.label == "first-hand":
        return "the outlet’s own"
    verb = "marked as from" if row.kind == "wire" else "credits"
    return f"{verb} {row.credited}: {say.plain_words(row.reason or 'no report of it in the story')}"


def chain(circle: Sequence[str], nodes: Mapping[str, Node]) -> str:
    """A chain that comes back, by its outlets: `A, then B, then A again`."""
    names = [(node.outlet.name if node.outlet else None) or node.name for node in (nodes[key] for key in circle)]
    return f"{', then '.join(names)} again"

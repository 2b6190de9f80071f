"""Where each article has its report from, in plain words: the sourcing map read article by article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from firsthand.model import Credit
from firsthand.view import one_text, outlet_names, say
from firsthand.view.answers import Place
from firsthand.view.sourcing_map import Edge, Node, Said, SourcingMap

# What an article is shown to be, the first that applies; with what the list of them is called.
GROUPS = {
    "agency": "Have an agency’s text",
    "derived": "Repeat or draw on another report",
    "own": "Show reporting of their own",
    "source": "Others have their report from it",
    "credits": "Name another report as a source",
    "common": "Share words with another that has the same source",
    "alike": "Share words with another; which had them first is not told",
    "nowhere": "Lead nowhere: a report is meant, and nobody says whose",
    "documents": "Cite a document, and name no other report",
    "none": "Name no other report and share no prose with one",
}
COUNTED = {
    "agency": ("has an agency’s text", "have an agency’s text"),
    "derived": ("repeats or draws on another report", "repeat or draw on another report"),
    "own": ("shows reporting of its own", "show reporting of their own"),
    "source": ("is one from which others have their report", "are ones from which others have their report"),
    "credits": ("names another report as a source", "name another report as a source"),
    "common": ("shares words with another that has the same source", "share words with others that have the same source"),
    "alike": (
        "shares words with another and it is not told which had them first",
        "share words with others and it is not told which had them first",
    ),
    "nowhere": ("leads to a report that nobody names", "lead to a report that nobody names"),
    "documents": ("cites a document and names no other report", "cite a document and name no other report"),
    "none": ("names no other report and shares no prose with one", "name no other report and share no prose with one"),
}
# What some lines show of an article, where that is not what their kind is called.
SHOWS = {"same": "alike", "by way": "alike"}
# What became of something that an article has, where it was not corrected.
WRONG = {"changed": "later changed", "retracted": "retracted"}
# Lines about what an article has from another, in their order.
FROM = ("derived", "credits", "by way", "picture")
TELLING = re.compile(r"(: |, )\d+ % of the telling words in both")
# A figure and what it was corrected to, where that is told in a clause.
CORRECTED = re.compile(r"(“\d[\d.,]*”, corrected to )“([^“”]*)”")
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
ONE_CREDITS = re.compile(r"what the one credits to (.+) the other has without credit")
MARKED_IN_ONE = re.compile(r"marked as (.+) in one of them")
# Whether an article is first-hand is not known where no words show it.
NOT_SHOWN = "No words show whether it is first-hand."
NO_ARTICLES = "No origin could be looked for: no article was read."
NONE_ASKED = "No article was found that was asked for. `firsthand origins` without --article and --outlet lists them all."
NOTHING = (
    "Nothing shows where these articles have their reports from: none names another report, an agency or a document, and no two share a passage of prose. "
    "More articles on the same story would show who repeats whom."
)
ALONE = "One article by itself repeats no other: articles of other outlets on the same story would show who repeats whom."


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an article that a line rests on; `row`: the finding_id of their credit (`credit`) or attribution (`finding`).

    `whose`: where they stand, if it is not the article of the line.
    """

    article_id: str
    start: int
    words: str
    row: str | None = None
    table: str = "credit"
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing about where an article has its report from: `verb` and whom it is about.

    `pairs`: for each of `nodes`, two articles to see side by side; `passages`: what they share; `quoted` of these stand in quotation marks.
    """

    kind: str
    verb: str
    nodes: tuple[Node, ...] = ()
    reason: str = ""
    words: tuple[Words, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    passages: int = 0
    circular: bool = False
    quoted: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """An article with all that is told of where it has its report from. `followed`: the articles that repeat, draw on or credit it; `agency`: whose text it is."""

    place: Place
    group: str
    lines: tuple[Line, ...]
    followed: tuple[Node, ...]
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What some reports one after another are shown to be. `note`: of an agency's text, which articles are one text."""

    group: str
    words: str
    note: str
    reports: tuple[Report, ...]


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
    whose = {key: text.agency for text in found.agencies for key in text.articles}
    made = [
        replace(_report(node.place, into[node.key], out[node.key], own[node.key], nowhere[node.key], nodes), agency=whose.get(node.key))
        for node in found.nodes
        if node.place is not None and node.place.standing is None
    ]
    made = [replace(one, group="agency") if one.agency is not None else one for one in made]
    order, agencies = list(GROUPS), [None, *(text.agency for text in found.agencies)]
    return tuple(sorted(made, key=lambda one: (order.index(one.group), agencies.index(one.agency), one.place.number)))


def headings(listed: Iterable[Report], found: SourcingMap) -> Iterator[Heading]:
    """The reports by what they are shown to be, with what that is called."""
    for (group, agency), some in groupby(listed, key=lambda one: (one.group, one.agency)):
        rows = tuple(some)
        if agency is None:
            yield Heading(group, GROUPS[group], "", rows)
            continue
        here = {one.place.article_id for one in rows}
        sets = [sum(key in here for key in each) for each in found.copies]
        same = [number for number in sets if number > 1]
        every = len(same) == 1 and same[0] == len(rows)
        note = (
            "One text in all of them, whole or cut."
            if every
            else " ".join(f"One text, whole or cut, in {number} of them." for number in same)
        )
        yield Heading(group, f"{agency}’s text, in {say.count(len(rows), 'article')}", note, rows)


def _report(  # noqa: PLR0913, PLR0917
    place: Place, into: Sequence[Edge], out: Sequence[Edge], own: Sequence[Said], nowhere: Sequence[Said], nodes: Mapping[str, Node]
) -> Report:
    lines = [*_from(into, out, nodes), *_documents(into, nodes), *_shared(into, out, nodes), *_others(into, nodes)]
    if own:
        lines.append(Line("own", "has reporting of its own:", words=_told(own)))
    if nowhere:
        lines.append(Line("nowhere", "leads nowhere: a report is meant, and nobody is named", words=_told(nowhere)))
    followed = dict.fromkeys(
        edge.target for edge in out if edge.directed and edge.kind in ("reuse", "credit", "wire") and edge.through is None
    )
    told = tuple(replace(line, words=tuple(_placed(one, place, nodes) for one in line.words)) for line in lines)
    return Report(place, _group(lines, followed=bool(followed)), told, tuple(nodes[key] for key in followed))


def _placed(one: Words, place: Place, nodes: Mapping[str, Node]) -> Words:
    """Words with whose they are, where they are not those of the article at `place`."""
    other = nodes[one.article_id].place
    if other is None or other.article_id == place.article_id:
        return one
    if other.work == place.work:
        return replace(one, whose="in another version")
    whose = f"{say.outlet(other.outlet)}’s" if other.outlet.name else "another article’s"
    return replace(one, whose=f"in {whose} text")


def _group(lines: Sequence[Line], *, followed: bool) -> str:
    kinds = {SHOWS.get(line.kind, line.kind) for line in lines} | ({"source"} if followed else set())
    if "source" in kinds and "credits" in kinds:
        kinds.remove("source")  # it names one itself
    return next((group for group in GROUPS if group in kinds), "none")


def _from(into: Sequence[Edge], out: Sequence[Edge], nodes: Mapping[str, Node]) -> Iterator[Line]:
    """What an article has from another report, a line for each; those whose words it has first."""
    by_source: dict[str, list[Edge]] = {}
    for edge in into:
        if edge.directed and edge.kind in ("reuse", "credit", "wire"):
            by_source.setdefault(edge.source, []).append(edge)
    # whose report it names, and whose words it has in common with others that name it too
    common = {edge.common for edge in (*into, *out) if edge.kind == "reuse" and edge.rule == "credit" and edge.common}
    lines = [_line(nodes[source], edges, nodes, nodes[source].name in common) for source, edges in by_source.items()]
    yield from sorted(lines, key=lambda line: (FROM.index(line.kind), -line.passages))


def _line(source: Node, edges: Sequence[Edge], nodes: Mapping[str, Node], drawn_on: bool) -> Line:
    reuse = next((edge for edge in edges if edge.kind == "reuse"), None)
    named = sorted((edge for edge in edges if edge.kind != "reuse"), key=lambda edge: (edge.kind != "wire", edge.label == "picture"))
    opening = reuse is None and any(edge.opening for edge in named)
    verb = "opens with a report of" if opening and named[0].kind != "wire" else verb_of(reuse or named[0])
    reason = reason_of(reuse or named[0], nodes)
    kind = ("derived" if opening or drawn_on else "credits") if reuse is None else "by way" if reuse.through else "derived"
    if reuse is None and all(edge.label == "picture" for edge in named):
        kind = "picture"
    words = tuple(_words(edge) for edge in named) or tuple(
        Words(e.article_id, e.start, e.words) for e in (reuse.evidence if reuse else ()) if e.role == "credit"
    )
    return Line(
        kind, verb, (source,), reason, words, ((reuse.source, reuse.target),) if reuse else (),
        len(reuse.passages) if reuse else 0, any(edge.circular for edge in edges), _quoted(reuse),
    )  # fmt: skip


def _quoted(edge: Edge | None) -> int:
    return sum(one.kind == "quotation" for one in edge.passages) if edge else 0


def verb_of(edge: Edge) -> str:
    """What the target of an edge does, in words that stand before the name of its source."""
    if edge.kind == "reuse":
        if edge.through:
            return "has words in common with"
        if edge.directed:
            return "repeats" if edge.label == "wholly" else "draws on"
        if edge.common:
            return "is one text with" if edge.label == "wholly" else "shares words and a source with"
        return "is one text with" if edge.label == "wholly" else "shares words with"
    if edge.kind == "link":
        return {"updated": "is a later version of", "duplicate": "is the same text as"}.get(edge.label or "", "is another version of")
    return {
        "wire": "has a picture marked as from" if edge.label == "picture" else "is marked as from",
        "document": "cites",
        "quotation": "has quoted words in common with",
        "correction": f"{'has' if edge.sure else 'may have'} what was {WRONG.get(edge.label or '', 'corrected')} by",
    }.get(edge.kind, "credits")


def reason_of(edge: Edge, nodes: Mapping[str, Node]) -> str:
    """Why, in words, with outlets by the names that are known; with the article by way of which, where one is known."""
    through = nodes.get(edge.through or "")
    if through and through.place:
        return f"by way of {_called(through.place)}, which has nearly all of them"
    if edge.kind == "wire" and edge.reason == one_text.NO_REPORT:
        return ""
    told = outlet_names.in_words(say.plain_words(edge.reason))
    credit = next((each.article_id for each in edge.evidence if each.role == "credit"), None)
    if credit in (edge.source, edge.target):
        one, other = (nodes[key].place for key in ((edge.source, edge.target) if credit == edge.source else (edge.target, edge.source)))
        if one and other:
            told = ONE_CREDITS.sub(lambda match: f"what {_called(one)} credits to {match[1]}, {_called(other)} has without credit", told)
            told = MARKED_IN_ONE.sub(lambda match: f"marked as {match[1]} in {_called(one)}", told)
    return plainly(told)


def plainly(reason: str) -> str:
    """A reason without shares in hundredths of words; of a figure that was corrected the figure alone that is right."""
    told = TELLING.sub(lambda match: f"{': ' if match[1] == ': ' else '; '}names and rarer words stand in both", reason)
    return CORRECTED.sub(_right_figure, told)


def _right_figure(match: re.Match[str]) -> str:
    figures = FIGURE.findall(match[2])
    return f"{match[1]}“{figures[0]}”" if len(figures) == 1 else match[0]


def _called(place: Place) -> str:
    """An article in a few words: its outlet and its day."""
    return f"{say.outlet(place.outlet)} ({say.dates(place.earliest, place.latest)})"


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
    """What an article has in common with others, where nothing tells which was first: a line for all that it has so with them for one reason."""
    together: dict[tuple[str, str, str], list[tuple[Node, Edge]]] = {}
    for edge in (*into, *out):
        if edge.directed or edge.kind != "reuse":
            continue
        other = nodes[edge.source if edge in into else edge.target]
        reason = _between(edge, nodes)
        if _is_of_one(edge, nodes):
            edge = replace(edge, common=None)  # noqa: PLW2901
        kind = "by way" if edge.through else "same" if edge.label == "wholly" else "common" if edge.common else "alike"
        together.setdefault((kind, verb_of(edge), reason), []).append((other, edge))
    order = ("same", "common", "alike", "by way")
    for (kind, verb, reason), some in sorted(together.items(), key=lambda item: order.index(item[0][0])):
        edges = [edge for _, edge in some]
        if len(some) == 1 and reason.startswith("all "):
            reason = f"both {reason[4:]}"  # noqa: PLW2901
        yield Line(
            kind, verb, tuple(node for node, _ in some), reason, pairs=tuple((edge.source, edge.target) for edge in edges),
            passages=sum(len(edge.passages) for edge in edges), quoted=sum(map(_quoted, edges)),
        )  # fmt: skip
    quoted = {edge.source if edge in into else edge.target: edge for edge in (*into, *out) if edge.kind == "quotation"}
    if quoted:
        pairs = tuple((edge.source, edge.target) for edge in quoted.values())
        reason = "in quotation marks alone, which shows no copying"
        passages = sum(len(edge.passages) for edge in quoted.values())
        yield Line(
            "quoted",
            "quotes the same words as",
            tuple(nodes[key] for key in quoted),
            reason,
            pairs=pairs,
            passages=passages,
            quoted=passages,
        )


def _is_of_one(edge: Edge, nodes: Mapping[str, Node]) -> bool:
    """Whether the source that both have is the outlet of one of them: then nothing tells that they have a third."""
    places = [nodes[key].place for key in (edge.source, edge.target)]
    own = {outlet_names.one_name(say.outlet(place.outlet)) for place in places if place}
    return edge.common is not None and outlet_names.one_name(edge.common) in own


def _between(edge: Edge, nodes: Mapping[str, Node]) -> str:
    """Why two share words, without what is true of the two alone: how much they share is seen side by side."""
    if edge.through:
        return reason_of(edge, nodes)
    if edge.label == "wholly":
        return ""
    if edge.common and edge.rule == "credit":
        return f"all name {outlet_names.shown(edge.common)}"
    if edge.common and edge.rule == "wire-mark":
        return f"all are marked as {outlet_names.shown(edge.common)}’s"
    told = reason_of(edge, nodes)
    return "" if told.endswith("nothing tells which was first") else told


def _others(into: Sequence[Edge], nodes: Mapping[str, Node]) -> Iterator[Line]:
    for edge in into:
        if edge.kind in ("link", "correction"):
            pairs = ((edge.source, edge.target),) if edge.kind == "link" else ()
            yield Line(edge.kind, verb_of(edge), (nodes[edge.source],), plainly(say.plain_words(edge.reason)), pairs=pairs)


# --- in a sentence ------------------------------------------------------------------------------------------------------------------------


def summary(listed: Sequence[Report], of: int | None = None) -> str:
    """How many articles of each group; why there is nothing, where nothing shows anything. `of`: how many there are, where those listed were asked for."""
    if not listed:
        return NO_ARTICLES if of is None else NONE_ASKED
    counts = Counter(one.group for one in listed)
    if of is None and counts["none"] == len(listed) and not any(one.lines for one in listed):
        return ALONE if len(listed) == 1 else NOTHING
    parts = [f"{counts[group]} {COUNTED[group][counts[group] != 1]}" for group in GROUPS if counts[group]]
    number = say.count(len(listed), "article")
    return f"Of {number if of is None else f'the {number} asked for, out of {of}'}, {'; '.join(parts)}."


def credit(row: Credit, reason: str | None = None) -> str:
    """What a credit is, for the reader of its article; `reason` as the map has it."""
    if row.label == "vague":
        return "leads nowhere: a report is meant, and nobody is named"
    if row.label == "first-hand":
        return "the outlet’s own"
    verb = "marked as from" if row.kind == "wire" else "credits"
    why = row.reason or one_text.NO_REPORT if reason is None else reason
    told = plainly(outlet_names.in_words(say.plain_words(why)))
    return f"{verb} {outlet_names.shown(row.credited or '')}" + (f": {told}" if told else "")


def chain(circle: Sequence[str], nodes: Mapping[str, Node]) -> str:
    """A chain that comes back, by its outlets: `A, then B, then A again`."""
    names = [say.outlet(node.outlet) if node.outlet and node.outlet.name else node.name for node in (nodes[key] for key in circle)]
    return f"{', then '.join(names)} again"

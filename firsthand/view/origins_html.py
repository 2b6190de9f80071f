"""The Origins section as the page lists it: the map, the articles by where they have their reports from, the map's rows as a table.

Of a large page, long parts stand in `noscript` elements, as in `rows`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from firsthand.view import origins, say
from firsthand.view.answers import Place
from firsthand.view.highlight import escaped
from firsthand.view.map_drawn import Dot, Drawing, Stroke
from firsthand.view.origins import Line, Report, Words
from firsthand.view.rows import colour, mark
from firsthand.view.sourcing_map import Edge, Node, SourcingMap

# Lines and rows of a large page that are drawn together; of many words or articles in one line, so many are shown.
AT_ONCE, WORDS_SHOWN, NODES_SHOWN = 40, 6, 12
AMONG_ARTICLES = ("reuse", "quotation", "link", "correction")
# Letters of a name in the map on a narrow screen.
NARROW = 20
LEGEND = {
    "whole": "repeats", "reuse": "draws on, in part", "credit": "credits", "wire": "marked as an agency’s", "alike": "share words, first not told",
    "document": "cites a document",
}  # fmt: skip


def articles(listed: Sequence[Report], large: bool) -> str:
    """Every article with what is told of it, by group."""
    parts = []
    for group, some in groupby(listed, lambda one: one.group):
        rows = list(some)
        folded = group == "none"
        if folded and large:
            told = f"{origins.GROUPS[group]}: {say.count(len(rows), 'article')}. {origins.NOT_SHOWN}"
            parts.append(f'<p class="meta">{told} <code>firsthand origins</code> lists them.</p>\n')
            continue
        items = [_report(one, large) for one in rows]
        count = f" <small>{len(rows)}</small>"
        bundles = _bundles(items, large, lambda inner: f'<ol class="rows">\n{inner}</ol>\n')
        heading = f"{origins.GROUPS[group]}{count}"
        if folded:
            parts.append(
                f'<details class="whence"><summary>{heading}</summary>\n<p class="quiet">{origins.NOT_SHOWN}</p>\n{bundles}</details>\n'
            )
        else:
            parts.append(f'<section class="whence"><h3 class="name">{heading}</h3>\n{bundles}</section>\n')
    return "".join(parts)


def _bundles(items: Sequence[str], large: bool, dress: object) -> str:
    assert callable(dress)
    if not large:
        return str(dress("".join(items)))
    starts = range(0, len(items), AT_ONCE)
    return "".join(_later(str(dress("".join(items[n : n + AT_ONCE]))), len(items[n : n + AT_ONCE])) for n in starts)


def _later(html: str, lines: int) -> str:
    return f'<div class="later" data-lines="{lines}"><noscript>{html}</noscript></div>\n'


def _report(one: Report, large: bool) -> str:
    place = one.place
    title = f'<span class="told">{escaped(place.title)}</span>' if place.title else f"No title known <small>{escaped(place.path)}</small>"
    lines = "".join(f'<li class="{line.kind.replace(" ", "-")}">{told}</li>\n' for line, told in _lines(one.lines))
    if one.followed:
        links = " ".join(_link(node) for node in one.followed[:NODES_SHOWN])
        more = f" and {len(one.followed) - NODES_SHOWN} more" if len(one.followed) > NODES_SHOWN else ""
        lines += f"<li>{say.count(len(one.followed), 'article has', 'articles have')} it from here: {links}{more}</li>\n"
    told = f'<ul class="whence-lines">\n{lines}</ul>\n' if lines else ""
    return (
        f'<li class="row" data-d="{place.number}">\n{mark(place.outlet, large)}\n<div class="said"><a class="open" href="#article={place.article_id}">{title}</a>\n'
        f'<p class="meta">{escaped(say.outlet(place.outlet))} · {say.dates(place.earliest, place.latest)}</p>\n{told}</div>\n</li>\n'
    )


def _lines(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Each line in HTML; credits of reports that the story does not have stand in one."""
    outside: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind == "credits" and line.nodes[0].place is None:
            outside.setdefault(line.reason, []).append(line)
    for line in lines:
        if line in outside.get(line.reason, ()):
            together = outside.pop(line.reason)
            named = "; ".join(f"{_name(one.nodes[0])}{_words(one.words)}" for one in together)
            yield line, f'{line.verb} {named} <span class="quiet">({escaped(line.reason)})</span>'
        elif line.kind != "credits" or line.nodes[0].place is not None:
            yield line, _line(line)


def _line(line: Line) -> str:
    if line.kind == "quoted":
        marks = " ".join(_quoted(node, pair) for node, pair in zip(line.nodes[:NODES_SHOWN], line.pairs, strict=False))
        return f'{line.verb} {marks}{_more(line)} <span class="quiet">({escaped(line.reason)})</span>'
    names = "; ".join(f"{_name(node)}{_beside(line, number)}" for number, node in enumerate(line.nodes[:NODES_SHOWN]))
    told = [f"<b>{line.verb}</b>" if line.kind == "derived" else line.verb, names + _more(line) + _words(line.words)]
    told += [f'<span class="quiet">({escaped(line.reason)})</span>'] if line.reason else []
    told += ['<span class="round">↻ the chain comes back to where it began</span>'] if line.circular else []
    return " ".join(filter(None, told))


def _more(line: Line) -> str:
    return f" and {len(line.nodes) - NODES_SHOWN} more" if len(line.nodes) > NODES_SHOWN else ""


def _quoted(node: Node, pair: tuple[str, str]) -> str:
    """An article with which one has only quoted words in common: its outlet's letters, which lead to both side by side."""
    assert node.place is not None
    name = escaped(_called(node.place))
    return f'<a href="#article={node.key}" data-compare="{pair[0]},{pair[1]}" title="{name}">{mark(node.place.outlet, True)}</a>'


def _beside(line: Line, number: int) -> str:
    if number >= len(line.pairs):
        return ""
    passages = f"{say.count(line.passages, 'passage')} side by side" if line.passages else "side by side"
    a, b = line.pairs[number]
    return f' <a class="beside with-script" href="#article={b}" data-compare="{a},{b}">{passages}</a>'


def _name(node: Node) -> str:
    if node.place is not None:
        return f'{mark(node.place.outlet)} <a class="w" href="#article={node.place.article_id}">{escaped(node.name)}</a>'
    return f"{mark(node.outlet)} {escaped(node.name)}" if node.outlet else f'<span class="whom">{escaped(node.name)}</span>'


def _link(node: Node) -> str:
    assert node.place is not None
    return f'<a href="#article={node.place.article_id}" title="{escaped(_called(node.place))}">{mark(node.place.outlet, True)}</a>'


def _called(place: Place) -> str:
    return f"{say.outlet(place.outlet)}: {place.title or 'no title known'}"


def _words(words: Sequence[Words]) -> str:
    links = [f'<a class="w" href="#{address(one)}">“{escaped(_short(one.words))}”</a>' for one in words[:WORDS_SHOWN]]
    more = f" and {len(words) - WORDS_SHOWN} more" if len(words) > WORDS_SHOWN else ""
    return f" {', '.join(links)}{more}" if links else ""


def address(one: Words) -> str:
    return f"{one.table}={one.row}" if one.row else f"article={one.article_id}&amp;at={one.start}"


def _short(words: str, most: int = 90) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


# --- the picture --------------------------------------------------------------------------------------------------------------------------


def picture(drawn: Drawing) -> str:
    """The map as SVG, each node and edge a link with a name. Widths are shares of the page's, heights pixels."""
    if not drawn.dots:
        return ""
    what = "outlets" if drawn.folded else "articles"
    says = f"Map of {len(drawn.dots)} {what} and sources, {len(drawn.strokes)} edges; the table below has the same rows"
    strokes = "".join(map(_stroke, drawn.strokes))
    dots = "".join(map(_dot, drawn.dots))
    return (
        f'<svg class="map" width="100%" height="{drawn.height}" role="group" aria-label="{says}">\n'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="12" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse">'
        f'<path d="M0 0 8 4 0 8z"/></marker></defs>\n{strokes}{dots}</svg>\n'
    )


def _stroke(one: Stroke) -> str:
    tips = ('marker-end="url(#tip)" ' if one.forth else "") + ('marker-start="url(#tip)" ' if one.back else "")
    name = escaped(one.says)
    compare = f' data-compare="{one.compare}"' if one.compare else ""
    kinds = f"edge {one.kind}{' round' if one.circular else ''}"
    if one.bow:
        shape = f'<path class="reach" d="{one.bow}"/><path class="line" {tips}d="{one.bow}"/>'
        shape = f'<svg x="{one.a.x}%" overflow="visible">{shape}</svg>'
    else:
        ends = f'x1="{one.a.x}%" y1="{one.a.y}" x2="{one.b.x}%" y2="{one.b.y}"'
        shape = f'<line class="reach" {ends}/><line class="line" {tips}{ends}/>'
    x, y = one.middle
    round_ = f'<text class="back" x="{x}%" y="{y + 5}" text-anchor="middle">↻</text>' if one.circular else ""
    return f'<a class="{kinds}" href="#{one.href}"{compare} aria-label="{name}"><title>{name}</title>{shape}{round_}</a>\n'


def _dot(one: Dot) -> str:
    name, y = escaped(one.says), one.y
    look = f' class="{colour(one.outlet)}"' if one.outlet else ""
    anchor = 'text-anchor="end" dx="-9"' if one.named else 'dx="9"'
    day = f' <tspan class="day">{one.day}</tspan>' if one.day else ""
    shape = {"document": f'<rect class="spot" x="{one.x}%" y="{y - 5}" width="9" height="11" transform="translate(-4.5 0)"/>'}.get(
        one.kind, f'<circle class="spot" cx="{one.x}%" cy="{y}" r="5.5"/>'
    )
    label = escaped(one.label)
    if one.named and len(one.label) > NARROW:
        label = f'<tspan class="long">{label}</tspan><tspan class="short">{escaped(one.label[: NARROW - 1].rstrip())}…</tspan>'
    at = y - 7 if one.kind == "article" else y + 4  # above the lines that go on from it
    drawn = f'{shape}<text x="{one.x}%" y="{at}" {anchor}>{label}{day}</text>'
    if one.href:
        drawn = f'<a class="node {one.kind}" href="#{one.href}" aria-label="{name}"><title>{name}</title>{drawn}</a>'
    else:
        drawn = f'<g class="node {one.kind}" role="img" aria-label="{name}"><title>{name}</title>{drawn}</g>'
    if one.nowhere:
        lost = escaped(f"{one.says}: leads nowhere, nobody is named for “{_short(one.nowhere.words)}”")
        drawn += (
            f'<a class="nowhere" href="#credit={one.nowhere.row}" aria-label="{lost}"><title>{lost}</title><svg x="{one.x}%" overflow="visible">'
            f'<path class="line" d="M-7 {y + 3}l-9 7"/><text x="-25" y="{y + 17}">?</text></svg></a>'
        )
    return f"<g{look}>{drawn}</g>\n"


def legend(drawn: Drawing) -> str:
    """What the lines of the picture mean, those that are in it; and what is not in it."""
    kinds = {one.kind for one in drawn.strokes}
    parts = [
        f'<span class="key"><svg width="34" height="10" aria-hidden="true"><g class="edge {kind}"><line class="line" x1="1" x2="33" y1="5" y2="5"/></g></svg> {words}</span>'
        for kind, words in LEGEND.items()
        if kind in kinds
    ]
    parts += ['<span class="key"><b aria-hidden="true">?</b> leads nowhere</span>'] if any(dot.nowhere for dot in drawn.dots) else []
    parts += (
        ['<span class="key"><b aria-hidden="true">↻</b> comes back to where it began</span>']
        if any(one.circular for one in drawn.strokes)
        else []
    )
    said = " ".join(parts) + " Arrows go from the source to whoever has it from there."
    if drawn.folded:
        said += " Outlets stand for their articles: there are too many to draw."
    if drawn.left_out:
        said += f" {drawn.left_out} with fewer edges, and edges of fewer rows, are in the list alone."
    if drawn.beside and not drawn.folded:
        links = " ".join(
            f'<a href="#article={place.article_id}" title="{escaped(_called(place))}">{mark(place.outlet, True)}</a>'
            for place in drawn.beside[:NODES_SHOWN]
        )
        more = f" and {len(drawn.beside) - NODES_SHOWN} more" if len(drawn.beside) > NODES_SHOWN else ""
        said += f" Without an edge: {links}{more}"
    return said


# --- the table --------------------------------------------------------------------------------------------------------------------------


def table(found: SourcingMap, large: bool) -> str:
    """The rows of the map: every edge, what it is, why, and its words; of a large page those between two articles, for the list of articles has the others."""
    nodes = {node.key: node for node in found.nodes}
    rows = [_row(edge, nodes) for edge in found.edges if not large or edge.kind in AMONG_ARTICLES]
    head = '<thead><tr><th scope="col">Article</th><th scope="col">How</th><th scope="col">Whom</th><th scope="col">Why</th><th scope="col">Words</th></tr></thead>'
    return _bundles(rows, large, lambda inner: f'<table class="edges">{head}<tbody>\n{inner}</tbody></table>\n')


def _row(edge: Edge, nodes: Mapping[str, Node]) -> str:
    target, source = nodes[edge.target], nodes[edge.source]
    round_ = " ↻" if edge.circular else ""
    return (
        f'<tr><th scope="row">{_name(target)}</th><td>{origins.verb_of(edge)}{round_}</td><td>{_name(source)}</td>'
        f"<td>{escaped(origins.reason_of(edge, nodes))}</td><td>{_evidence(edge)}</td></tr>\n"
    )


def _evidence(edge: Edge) -> str:
    if edge.kind in ("credit", "wire", "document"):
        piece = next((one for one in edge.evidence if one.role in ("credit", "source")), edge.evidence[0])
        href = f"finding={edge.row}" if edge.kind == "document" else f"credit={edge.row}"
        return f'<a class="w" href="#{href}">“{escaped(_short(piece.words))}”</a>'
    rare = _rare(edge)
    if edge.kind in ("reuse", "quotation"):
        passages = say.count(len(edge.passages), "passage") if edge.passages else "both"
        link = f'<a href="#article={edge.target}" data-compare="{edge.source},{edge.target}">{passages}<span class="with-script"> side by side</span></a>'
        return link + (f"; rare in both: {rare}" if rare else "")
    return f'<a href="#article={edge.target}">the article</a>'


def _rare(edge: Edge) -> str:
    words = dict.fromkeys(one.words for one in edge.evidence if one.role == "rare-source")
    return ", ".join(f'<span class="w">{escaped(one)}</span>' for one in words)


def circles(found: SourcingMap) -> Iterable[str]:
    nodes = {node.key: node for node in found.nodes}
    return [escaped(origins.chain(circle, nodes)) for circle in found.circles]
